#include <algorithm>

#include "core/app/answer.h"
#include "core/app/flow.h"
#include "core/app/outcome.h"
#include "core/app/symptoms.h"
#include "core/form/combine.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kQuestionPrefix = "q.";

bool IsShown(const form::Session& session, int index) {
  const form::Item& item = session.questionnaire().items()[static_cast<std::size_t>(index)];
  if (item.hidden) return false;
  const Result<form::ItemState> state = session.StateOf(index, {});
  return state.ok() && state->enabled;
}

// Whether there is anything to answer at or under an item.
bool Asks(const form::Session& session, int index) {
  const form::Item& item = session.questionnaire().items()[static_cast<std::size_t>(index)];
  if (!IsShown(session, index)) return false;
  if (item.type == form::ItemType::kGroup) {
    return std::any_of(item.children.begin(), item.children.end(), [&](int child) { return Asks(session, child); });
  }
  return item.IsQuestion() && !item.read_only;
}

// The first question at or under an item that cannot be left as it is, with what is wrong.
void CollectErrors(const Filling& filling, int index, std::vector<std::string>& keys) {
  const form::Session& session = *filling.session;
  const form::Item& item = session.questionnaire().items()[static_cast<std::size_t>(index)];
  if (!IsShown(session, index)) return;
  const std::string key = std::string(kQuestionPrefix) + item.link_id;
  if (item.IsQuestion() && !ErrorOf(filling, item).id.empty()) keys.push_back(key);
  for (const int child : item.children) CollectErrors(filling, child, keys);
}

// A danger sign does not wait for the rest of the form, nor for the municipality: the urgent lines serve everybody.
// False when nothing is to be done at once.
bool ActedOnDanger(Step& step, const Outcome& outcome) {
  const bool emergency = outcome.urgency == "emergency";
  if (!emergency && !outcome.danger) return false;
  step.state.urgency = outcome.urgency;
  step.state.need = outcome.need;
  Show(step, emergency ? Screen::kEmergency : Screen::kResult);
  return true;
}

}  // namespace

std::vector<const form::Item*> PagesOf(const form::Session& session) {
  std::vector<const form::Item*> pages;
  for (const int root : session.questionnaire().roots()) {
    if (Asks(session, root)) pages.push_back(&session.questionnaire().items()[static_cast<std::size_t>(root)]);
  }
  return pages;
}

AnswerError ErrorOf(const Filling& filling, const form::Item& item) {
  const std::string key = std::string(kQuestionPrefix) + item.link_id;
  const auto draft = filling.drafts.find(key);
  if (draft != filling.drafts.end()) {
    const Result<Json> answers = AnswersOf(*filling.session, item, Json(draft->second));
    if (!answers.ok()) return {answers.error().message, {}};
  }
  for (const form::Issue& issue : filling.session->IssuesOf(item.link_id, {}, true)) {
    if (issue.severity == "error" || issue.severity == "fatal") return {"error." + issue.code, issue.parameters};
  }
  return {};
}

namespace {

// The response of a filling without the answers to pages that `resource` asks in another way.
Json KeptAnswers(const Filling& filling, const Json& resource) {
  Json response = filling.session->Response();
  Json* items = response.Find("item");
  if (items == nullptr) return response;
  const auto asked_differently = [&](const Json& answered) {
    const int before = filling.form->Find(answered["linkId"].AsString());
    const Json& definition = *filling.form->items()[static_cast<std::size_t>(before)].definition;
    const Json::Array& now = resource["item"].Items();
    return std::find(now.begin(), now.end(), definition) == now.end();
  };
  Json::Array& list = items->MutableItems();
  list.erase(std::remove_if(list.begin(), list.end(), asked_differently), list.end());
  return response;
}

}  // namespace

const Json* FindQuestionnaire(Step& step, const std::string& id) {
  std::map<std::string, Json>& there = step.state.content.questionnaires;
  if (const auto found = there.find(id); found != there.end()) return &found->second;
  std::vector<const Json*> parts;
  bool missing = false;
  for (std::size_t at = 0; at <= id.size();) {
    const std::size_t end = std::min(id.find('+', at), id.size());
    const std::string part = id.substr(at, end - at);
    at = end + 1;
    if (const auto found = there.find(part); found != there.end()) {
      parts.push_back(&found->second);
      continue;
    }
    missing = true;
    if (step.effects.Waiting(Purpose::kQuestionnaire, part)) continue;
    step.effects.Http(Purpose::kQuestionnaire, part, false, "GET", "/content/assets/questionnaires/" + part + ".json");
  }
  if (missing) return nullptr;
  Result<Json> whole = form::Combine(parts);
  if (whole.ok()) return &(there[id] = *std::move(whole));
  NoteProblem(step, Purpose::kQuestionnaire, id, HttpAnswer());
  step.state.problem->text = "problem.form-broken";
  return nullptr;
}

namespace {

// An assessment, or a form that is sent in somebody's name, is asked of the table; what names nobody is for everybody.
bool IsPermitted(Step& step, const Json& resource) {
  const Result<form::FormTerms> terms = form::ReadFormTerms(resource);
  if (terms.ok() && terms->sent && !terms->identified) return true;
  const bool assesses = !terms.ok() || !terms->sent;
  return Permitted(step, assesses ? Action::kAssess : Action::kForm, Theme::kHealth);
}

}  // namespace

void OpenQuestionnaire(Step& step, const std::string& id) {
  State& state = step.state;
  state.opening = id;
  const Json* resource = FindQuestionnaire(step, id);
  if (resource == nullptr || ResumeWaits(state, step.effects)) return;
  state.opening.clear();
  if (!IsPermitted(step, *resource)) return;
  // Also when a symptom is added to them.
  const std::string unopened = state.unopened["filling"]["questionnaire"].AsString();
  if (!unopened.empty() && (id + "+").starts_with(unopened + "+")) {
    const Screen before = state.screen;
    OpenKept(step);
    if (state.screen != before && state.filling.questionnaire == id) return;
  }
  LeaveUnopened(state);
  if (state.filling.questionnaire != id || !state.filling.session) {
    // A symptom was added: what was said of the first ones stands.
    const bool added = state.filling.session && id.starts_with(state.filling.questionnaire + "+");
    const Json kept = added ? KeptAnswers(state.filling, *resource) : Json();
    state.filling = Filling();
    state.filling.questionnaire = id;
    const bool begun = added ? BeginFilling(step, *resource, nullptr, &kept) : BeginForm(step, *resource);
    if (!begun) {
      NoteProblem(step, Purpose::kQuestionnaire, id, HttpAnswer());
      state.problem->text = "problem.form-broken";
      return;
    }
  }
  if (state.filling.terms.identified && !state.identity.identified) {
    state.filling = Filling();
    state.after_identify = Screen::kForms;
    return OpenPersons(step);
  }
  if (state.filling.reviewing) return OpenReview(step);
  state.filling.page = 0;
  Show(step, Screen::kQuestion);
}

void OpenWanted(Step& step) {
  const std::string id = step.state.opening;
  if (id.empty() || ResumeWaits(step.state, step.effects)) return;
  const Forms& forms = step.state.forms;
  if (forms.opening == id) return OpenForm(step, id, std::string(forms.opening_for));
  OpenQuestionnaire(step, id);
}

bool BeginFilling(Step& step, const Json& resource, const Json* snapshot, const Json* response) {
  State& state = step.state;
  Result<form::Questionnaire> form = form::CompileQuestionnaire(resource);
  if (!form.ok() || !form->completable()) return false;
  state.filling.form = std::make_unique<form::Questionnaire>(*std::move(form));
  Result<std::vector<form::Rule>> rules = form::ReadRules(*state.filling.form);
  if (!rules.ok()) return false;
  state.filling.rules = *std::move(rules);
  state.filling.about_symptoms = HasUse(resource, kUseSymptom) || HasUse(resource, kUseGeneral);
  const Result<form::FormTerms> terms = form::ReadFormTerms(resource);
  if (!terms.ok()) return false;
  state.filling.terms = *terms;
  form::Start start;
  start.now = FormatInstant(step.now);
  start.language = state.locale;
  start.launch = LaunchContext(state);
  start.response = response;
  Result<form::Session> session = snapshot == nullptr ? form::Session::Begin(*state.filling.form, start)
                                                      : form::Session::Resume(*state.filling.form, *snapshot, start);
  if (!session.ok()) return false;
  state.filling.session.emplace(*std::move(session));
  return true;
}

bool SetAnswer(Step& step, const std::string& key, const Json& value) {
  Filling& filling = step.state.filling;
  if (!filling.session || !key.starts_with(kQuestionPrefix)) return false;
  const form::Questionnaire& questionnaire = filling.session->questionnaire();
  const int index = questionnaire.Find(std::string_view(key).substr(kQuestionPrefix.size()));
  if (index < 0 || !IsShown(*filling.session, index)) return false;
  const form::Item& item = questionnaire.items()[static_cast<std::size_t>(index)];
  if (item.read_only || !item.IsQuestion()) return false;
  const Result<Json> answers = AnswersOf(*filling.session, item, value);
  if (!answers.ok()) {
    // What was typed stays; what it stood for before does not.
    filling.drafts[key] = value.AsString();
    return filling.session->SetAnswer(item.link_id, {}, Json::MakeArray()).ok();
  }
  filling.drafts.erase(key);
  filling.key.clear();  // other answers than those that were sent, if they were
  if (!filling.session->SetAnswer(item.link_id, {}, *answers).ok()) return false;
  // A danger sign acts in the same step. A form without rules has none.
  if (!filling.rules.empty()) ActedOnDanger(step, OutcomeOf(step.state));
  return true;
}

void SubmitPage(Step& step) {
  State& state = step.state;
  if (!state.filling.session) return;
  std::vector<const form::Item*> pages = PagesOf(*state.filling.session);
  const auto page = static_cast<std::size_t>(state.filling.page);
  if (page >= pages.size()) return;
  const form::Item* item = pages[page];
  state.filling.errors_shown.clear();
  CollectErrors(state.filling, state.filling.session->questionnaire().Find(item->link_id), state.filling.errors_shown);
  if (!state.filling.errors_shown.empty()) {
    step.focus = "errors";
    return;
  }
  state.filling.continued.reset();
  state.filling.dropped = false;
  const Outcome outcome = OutcomeOf(state);
  if (ActedOnDanger(step, outcome)) return;
  if (state.filling.reviewing) return OpenReview(step);
  if (page + 1 < pages.size()) {
    ++state.filling.page;
    return Show(step, Screen::kQuestion);
  }
  if (state.filling.terms.sent && outcome.urgency.empty()) return OpenReview(step);
  if (outcome.urgency.empty()) {
    // The form gives no outcome for these answers: that is our fault, and a person helps.
    NoteProblem(step, Purpose::kQuestionnaire, state.filling.questionnaire, HttpAnswer());
    state.problem->text = "problem.no-outcome";
    state.problem->retry = false;
    return;
  }
  state.urgency = outcome.urgency;
  state.need = outcome.need;
  if (!state.content.directory) LoadContent(step);
  if (state.identity.acting_for && !state.identity.acting_for->municipality.empty()) {
    state.municipality = state.identity.acting_for->municipality;
    return Show(step, Screen::kResult);
  }
  Show(step, Screen::kPlace);
}

void SetPlace(Step& step, const Json& value) {
  step.state.municipality = value.AsString();
  step.state.place_error = false;
}

void SubmitPlace(Step& step) {
  if (step.state.municipality.empty()) {
    step.state.place_error = true;
    step.focus = "errors";
    return;
  }
  step.state.place_error = false;
  Show(step, Screen::kResult);
}

}  // namespace eteinen::app
