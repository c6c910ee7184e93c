#include "core/app/outcome.h"

#include <algorithm>

#include "core/app/answer.h"
#include "core/app/flow.h"
#include "core/calendar/civil_time.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

// The code of an item that asks for the age of the one cared for, in full years.
constexpr std::string_view kPersonSystem = "urn:eteinen:person";
constexpr std::string_view kAgeYears = "age-years";

// The age that was told in the form: it may be about somebody else than the one who is identified.
std::optional<int> ToldAge(const Filling& filling) {
  if (!filling.session) return std::nullopt;
  for (const form::ItemState& item : filling.session->Enabled()) {
    const form::Item& definition = filling.form->items()[static_cast<std::size_t>(item.item)];
    for (const Json& code : (*definition.definition)["code"].Items()) {
      if (code["system"].AsString() != kPersonSystem || code["code"].AsString() != kAgeYears) continue;
      for (const Json& answer : item.answers.Items()) {
        if (const std::optional<std::int64_t> years = answer["valueInteger"].AsInt()) return static_cast<int>(*years);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

bool StandsByQuestions(const form::Questionnaire& questionnaire, const form::Item& item) {
  if (item.parent < 0) return true;
  for (const int sibling : questionnaire.items()[static_cast<std::size_t>(item.parent)].children) {
    const form::Item& other = questionnaire.items()[static_cast<std::size_t>(sibling)];
    if (other.IsQuestion() && !other.read_only) return true;
  }
  return false;
}

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
  const text::Texts texts(state.content.catalogs, state.locale);
  const std::pair<std::string, std::string> yes_no = {texts.Text("answer.yes"), texts.Text("answer.no")};
  for (const form::Because& reason : assessment->because) {
    const int item = state.filling.form->Find(reason.link_id);
    if (item < 0) continue;
    outcome.because.push_back(
        {reason.link_id, state.filling.form->TextOf(item, state.locale).text,
         AnswerText(*state.filling.form, state.filling.form->items()[static_cast<std::size_t>(item)], reason.answer,
                    state.locale, yes_no)});
  }
  return outcome;
}

EmergencyWords EmergencyWordsOf(const State& state, const std::string& locale) {
  if (!state.filling.session) return {};
  const Result<form::Assessment> assessment = form::Assess(state.filling.rules, *state.filling.session, locale);
  if (!assessment.ok()) return {};
  const auto lacks = [&](const form::LocalText& text) {
    return text::LanguageOf(text.language) != text::LanguageOf(locale);
  };
  const bool whole =
      !lacks(assessment->text) && std::none_of(assessment->advice.begin(), assessment->advice.end(), lacks);
  if (!whole && locale != state.locale) return EmergencyWordsOf(state, state.locale);
  return {assessment->text, assessment->advice};
}

std::optional<Instant> LatestContact(const State& state, Instant now) {
  const std::optional<channels::Urgency> urgency = channels::ParseUrgency(state.urgency);
  if (!state.content.directory || !urgency || *urgency > channels::Urgency::kRoutine) return std::nullopt;
  const channels::UrgencyRules& rules = state.content.directory->urgencies[static_cast<std::size_t>(*urgency)];
  switch (rules.latest) {
    case channels::UrgencyRules::Latest::kNow:
      return std::nullopt;
    case channels::UrgencyRules::Latest::kEndOfDay:
      return StartOfDay(AddDays(ToHelsinki(now).day, 1)) + -kMinute;  // "klo 23.59" of the same day
    case channels::UrgencyRules::Latest::kAfter:
      return now + rules.seconds;
  }
  return std::nullopt;
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
  request.language = state.reach.language.empty() ? state.locale : state.reach.language;
  request.cannot_speak_on_phone = state.reach.cannot_speak;
  request.identified = state.identity.identified;
  request.now = now;
  request.person.municipality = state.municipality;
  if (state.content.directory) request.person.age_years = state.content.directory->unknown_age;
  if (const std::optional<Person>& person = state.identity.acting_for) {
    if (const Result<CivilDay> born = ParseDay(person->birth_date); born.ok()) {
      request.person.age_years = AgeInYears(*born, ToHelsinki(now).day);
    }
    if (person->own_team) request.person.own_team = channels::OwnTeam{person->own_team->id, person->own_team->hours};
    if (person->relation == "guardian") request.acting_for = channels::ActingFor::kGuardian;
    if (person->relation == "mandate") request.acting_for = channels::ActingFor::kMandate;
    request.may_chat = MayDo(state, Action::kChat, ThemeOfNeed(state));
  }
  if (const std::optional<int> told = ToldAge(state.filling)) request.person.age_years = *told;
  return request;
}

channels::Channel ShownChannel(const State& state, const channels::Recommended& recommended) {
  channels::Channel channel = *recommended.channel;
  if (!recommended.own_team || !state.identity.acting_for || !state.identity.acting_for->own_team) return channel;
  const Person::Team& team = *state.identity.acting_for->own_team;
  if (!team.name.empty()) channel.name = {team.name, team.name, team.name};
  if (team.hours) channel.hours = *team.hours;
  if (!team.number.empty()) {
    channel.number = team.number;
    channel.href = channels::DialAddress(channel.kind, team.number);
    channel.notes.clear();  // that say where the number is found
  }
  return channel;
}

std::optional<channels::Recommendation> ChannelsOf(const State& state, Instant now) {
  if (!state.content.directory) return std::nullopt;
  const std::optional<channels::Request> request = ChannelRequest(state, now);
  if (!request) return std::nullopt;
  return channels::Recommend(*state.content.directory, *request);
}

}  // namespace eteinen::app
