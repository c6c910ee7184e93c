#include "core/app/outcome.h"

#include "core/calendar/civil_time.h"

namespace eteinen::app {

Outcome OutcomeOf(const State& state) {
  Outcome outcome;
  if (!state.filling.session) return outcome;
  // A rule that fails on these answers gives no outcome: nothing is then said that is not certain.
  const Result<form::Assessment> assessment = form::Assess(state.filling.rules, *state.filling.session, state.locale);
  if (!assessment.ok()) return outcome;
  outcome.urgency = assessment->urgency;
  outcome.need = assessment->need;
  outcome.title = assessment->title.text;
  outcome.text = assessment->text.text;
  outcome.complete = assessment->complete;
  outcome.danger = assessment->danger;
  for (const form::LocalText& advice : assessment->advice) outcome.advice.push_back(advice.text);
  for (const form::LocalText& worse : assessment->worse) outcome.worse.push_back(worse.text);
  for (const form::AssessmentLink& link : assessment->links) outcome.links.push_back({link.label.text, link.url});
  return outcome;
}

Json LaunchContext(const State& state) {
  Json launch = Json::MakeObject();
  if (const std::optional<Person>& person = state.identity.acting_for; person && !person->birth_date.empty()) {
    launch.Set("patient", Json::MakeObject({{"resourceType", "Patient"}, {"birthDate", person->birth_date}}));
  }
  return launch;
}

std::optional<channels::Request> ChannelRequest(const State& state, Instant now) {
  const std::optional<channels::Urgency> urgency = channels::ParseUrgency(state.urgency);
  const std::optional<channels::Need> need = channels::ParseNeed(state.need);
  if (!urgency || !need) return std::nullopt;
  channels::Request request;
  request.urgency = *urgency;
  request.need = *need;
  request.language = state.locale;
  request.identified = state.identity.identified;
  request.now = now;
  request.person.municipality = state.municipality;
  if (state.content.directory) request.person.age_years = state.content.directory->unknown_age;
  if (const std::optional<Person>& person = state.identity.acting_for) {
    if (const Result<CivilDay> born = ParseDay(person->birth_date); born.ok()) {
      request.person.age_years = AgeInYears(*born, ToHelsinki(now).day);
    }
    if (person->relation == "guardian") request.acting_for = channels::ActingFor::kGuardian;
    if (person->relation == "mandate") request.acting_for = channels::ActingFor::kMandate;
  }
  return request;
}

std::optional<channels::Recommendation> ChannelsOf(const State& state, Instant now) {
  if (!state.content.directory) return std::nullopt;
  const std::optional<channels::Request> request = ChannelRequest(state, now);
  if (!request) return std::nullopt;
  return channels::Recommend(*state.content.directory, *request);
}

}  // namespace eteinen::app
