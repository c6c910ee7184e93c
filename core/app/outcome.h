// What a questionnaire's answers come to, and which channels fit: the questions that flows and screens both ask.
#ifndef ETEINEN_CORE_APP_OUTCOME_H_
#define ETEINEN_CORE_APP_OUTCOME_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/app/flow.h"
#include "core/channels/recommendation.h"

namespace eteinen::app {

// Why an answer cannot stay as it is: a message id and its arguments. An empty id: nothing is wrong.
struct AnswerError {
  std::string id;
  std::vector<std::pair<std::string, std::string>> arguments;
};
AnswerError ErrorOf(const Filling& filling, const form::Item& item);

// SDC launch context of a filling: `patient`, as far as the person is known.
Json LaunchContext(const State& state);

// Starts a session for `resource`, from a snapshot if there is one, or from the answers of a response. False when the
// form cannot be filled.
bool BeginFilling(Step& step, const Json& resource, const Json* snapshot, const Json* response = nullptr);

struct OutcomeLink {
  std::string text;
  std::string href;
};

// An answer that the outcome stands on, for reading.
struct OutcomeReason {
  std::string link_id;
  std::string question;
  std::string answer;
};

struct Outcome {
  std::string urgency;  // empty: nothing is certain yet
  std::string need;
  std::string title;
  std::string text;
  std::vector<std::string> advice;
  std::vector<std::string> worse;  // when to make contact again
  std::vector<OutcomeLink> links;
  std::vector<OutcomeReason> because;
  bool complete = false;
  bool danger = false;  // a danger sign decided
};
Outcome OutcomeOf(const State& state);
// Of an emergency, what is said beside "call 112", in that language; all of it in the language of the form where one
// text of it is missing. Each text says in which language it is.
struct EmergencyWords {
  form::LocalText text;
  std::vector<form::LocalText> advice;
};
EmergencyWords EmergencyWordsOf(const State& state, const std::string& locale);

// Whether anything beside `item` in its group is for the resident to answer: "body mass index" stands by height and
// weight, while a group of sub-scores asks nothing.
bool StandsByQuestions(const form::Questionnaire& questionnaire, const form::Item& item);

// By when to make contact; nothing when that is now, or when nobody needs to be contacted.
std::optional<Instant> LatestContact(const State& state, Instant now);

// What is asked of the directory: nothing before need and urgency are known.
std::optional<channels::Request> ChannelRequest(const State& state, Instant now);
// A channel as it is shown: the person's own team has a name, a number and hours of its own.
channels::Channel ShownChannel(const State& state, const channels::Recommended& recommended);
// The channels for the state's need and urgency, for the person and place that it knows. Nothing without a directory.
std::optional<channels::Recommendation> ChannelsOf(const State& state, Instant now);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_OUTCOME_H_
