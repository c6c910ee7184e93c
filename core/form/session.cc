#include "core/form/session.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/checker.h"
#include "core/form/compare.h"
#include "core/form/snapshot.h"
#include "core/form/state.h"
#include "core/form/values.h"

namespace eteinen::form {
namespace {

Error NotFound(std::string_view link_id) {
  return Error{
      ErrorKind::kNotFound, "there is no item \"" + std::string(link_id) + "\" at that place", {}, std::nullopt};
}
Error ReadOnly(const Item& item) { return InputError("\"" + item.link_id + "\" is read-only"); }

// What an item takes at most: answers of a question, instances of a group.
Error TooMany(const Item& item) {
  const std::string most = item.IsQuestion() ? std::to_string(kMaxAnswersOfOneQuestion) + " answers"
                                             : std::to_string(kMaxInstancesOfOneGroup) + " instances";
  return Error{ErrorKind::kLimit, "\"" + item.link_id + "\" takes at most " + most, {}, std::nullopt};
}

// Answers given from outside: an array of objects with one value each.
Result<std::vector<Json>> ReadAnswers(const Item& item, const Json& answers) {
  if (!answers.IsArray()) return InputError("expected an array of answers, found " + std::string(answers.TypeName()));
  std::vector<Json> values;
  for (std::size_t i = 0; i < answers.Items().size(); ++i) {
    const Json& answer = answers.Items()[i];
    const fhir::Choice choice = fhir::ChoiceOf(answer);
    if (!choice)
      return InputError("expected an object with a value, such as {\"valueInteger\": 3}", JoinPath("answer", i));
    if (fhir::HasTwoChoices(answer)) return InputError("an answer has one value", JoinPath("answer", i));
    if (!HasRightType(item, choice.key, *choice.value)) {
      return InputError("\"" + std::string(choice.key) + "\" does not fit the type of \"" + item.link_id + "\"",
                        JoinPath("answer", i));
    }
    Json value = answer;
    value.Erase("item");
    values.push_back(std::move(value));
  }
  if (values.size() > 1 && !item.repeats) return InputError("\"" + item.link_id + "\" takes one answer", "answer");
  if (values.size() > kMaxAnswersOfOneQuestion) return TooMany(item);
  return values;
}

Json ValuesOf(const Node& node) {
  Json answers = Json::MakeArray();
  for (Json& answer : Tree::AnswersOf(node)) answers.Append(std::move(answer));
  return answers;
}

ItemState StateOfNode(const Session::State& state, const Node& node, At at) {
  const Item& item = state.tree().ItemOf(node);
  ItemState out;
  out.item = node.item;
  out.link_id = item.link_id;
  out.at = std::move(at);
  out.enabled = state.tree().IsVisible(node);
  out.required = state.IsRequired(node);
  out.read_only = state.IsReadOnly(node);
  out.edited = node.edited;
  out.text = state.TextAt(node);
  out.answers = ValuesOf(node);
  out.instances = static_cast<int>(item.type == ItemType::kGroup ? node.slots.size() : out.answers.Items().size());
  return out;
}

void ListEnabled(const Session::State& state, const Slot& slot, At& at, std::vector<ItemState>& out) {
  for (const std::unique_ptr<Node>& node : slot.children) {
    if (!node->enabled) continue;
    out.push_back(StateOfNode(state, *node, at));
    const bool repeats = state.tree().ItemOf(*node).repeats;
    for (std::size_t i = 0; i < node->slots.size(); ++i) {
      if (repeats) at.push_back(static_cast<int>(i));
      ListEnabled(state, *node->slots[i], at, out);
      if (repeats) at.pop_back();
    }
  }
}

}  // namespace

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Result<Session> Session::Begin(const Questionnaire& questionnaire, const Start& start) {
  ETEINEN_ASSIGN_OR_RETURN(const Clock clock, ReadClock(start.now));
  if (start.response != nullptr && (*start.response)["resourceType"].AsString() != "QuestionnaireResponse") {
    return InputError("expected a QuestionnaireResponse", "response.resourceType");
  }
  auto state = std::make_unique<State>(questionnaire, start, clock);
  state->Begin(start.response, false);
  return Session(std::move(state));
}

Result<Session> Session::Resume(const Questionnaire& questionnaire, const Json& snapshot, const Start& start) {
  ETEINEN_ASSIGN_OR_RETURN(const Clock clock, ReadClock(start.now));
  auto state = std::make_unique<State>(questionnaire, start, clock);
  ETEINEN_RETURN_IF_ERROR(ReadSnapshot(snapshot, *state));
  return Session(std::move(state));
}

Status Session::SetAnswer(std::string_view link_id, const At& at, const Json& answers) {
  Node* node = state_->tree().Find(questionnaire().Find(link_id), at);
  if (node == nullptr) return NotFound(link_id);
  const Item& item = state_->tree().ItemOf(*node);
  if (!item.IsQuestion()) return InputError("\"" + item.link_id + "\" is no question");
  if (state_->IsReadOnly(*node)) return ReadOnly(item);
  ETEINEN_ASSIGN_OR_RETURN(std::vector<Json> values, ReadAnswers(item, answers));
  state_->BeginEdit();
  if (state_->CellOf(*node, Use::kCalculated) != nullptr) {
    node->edited = !values.empty() && !state_->IsCalculated(*node, values);
  }
  const std::size_t before = node->slots.size();
  state_->tree().SetAnswers(*node, std::move(values), true);
  state_->Changed(*node);
  if (!node->edited) state_->MarkCalculated(*node);
  state_->InitialiseAnswers(*node, before);
  return Ok{};
}

Status Session::AddInstance(std::string_view link_id, const At& at, const Json& answers) {
  const int index = questionnaire().Find(link_id);
  if (index < 0) return NotFound(link_id);
  const Item& item = questionnaire().items()[static_cast<std::size_t>(index)];
  if (!item.repeats) return InputError("\"" + item.link_id + "\" does not repeat");
  At place = at;
  int wanted = -1;  // at the end
  Node* node = state_->tree().Find(index, place);
  if (node == nullptr && !place.empty()) {
    wanted = place.back();
    place.pop_back();
    node = state_->tree().Find(index, place);
  }
  if (node == nullptr) return NotFound(link_id);
  if (state_->IsReadOnly(*node)) return ReadOnly(item);
  const int count = static_cast<int>(node->slots.size());
  if (wanted < 0) wanted = node->untouched && item.type == ItemType::kGroup ? 0 : count;
  if (wanted > count) return NotFound(link_id);
  const std::size_t most = item.IsQuestion() ? kMaxAnswersOfOneQuestion : kMaxInstancesOfOneGroup;
  if (node->slots.size() >= most) return TooMany(item);
  Json own;
  if (item.IsQuestion() && !answers.Items().empty()) {
    ETEINEN_ASSIGN_OR_RETURN(std::vector<Json> values, ReadAnswers(item, answers));
    own = std::move(values.front());
  }
  state_->BeginEdit();
  if (item.type == ItemType::kGroup && node->untouched && wanted == 0) {
    node->untouched = false;  // the blank instance that the form began with is the one asked for
    return Ok{};
  }
  if (item.IsQuestion() && state_->CellOf(*node, Use::kCalculated) != nullptr) node->edited = true;
  if (count == 1 && item.IsQuestion() && !own.IsNull() && !node->slots.front()->HasValue()) {
    // The place of what is asked beneath a question without an answer becomes that of its first one.
    std::vector<Json> first;
    first.push_back(std::move(own));
    state_->tree().SetAnswers(*node, std::move(first), true);
    state_->Changed(*node);
    state_->AfterEdit();
    return Ok{};
  }
  Slot& slot = state_->tree().InsertSlot(*node, static_cast<std::size_t>(wanted), std::move(own));
  state_->InitialiseInstance(slot);
  return Ok{};
}

Status Session::RemoveInstance(std::string_view link_id, const At& at) {
  At place = at;
  if (place.empty()) return NotFound(link_id);
  const int instance = place.back();
  place.pop_back();
  Node* node = state_->tree().Find(questionnaire().Find(link_id), place);
  if (node == nullptr || instance < 0 || instance >= static_cast<int>(node->slots.size())) return NotFound(link_id);
  const Item& item = state_->tree().ItemOf(*node);
  if (!item.repeats) return InputError("\"" + item.link_id + "\" does not repeat");
  if (state_->IsReadOnly(*node)) return ReadOnly(item);
  state_->BeginEdit();
  const std::size_t before = node->slots.size();
  state_->tree().RemoveSlot(*node, static_cast<std::size_t>(instance));
  state_->FollowOrKeep(*node);
  if (before == 1 && !node->slots.empty()) {
    state_->InitialiseInstance(*node->slots.front());
  } else {
    state_->AfterEdit();
  }
  return Ok{};
}

Status Session::MoveInstance(std::string_view link_id, const At& at, int to) {
  At place = at;
  if (place.empty()) return NotFound(link_id);
  const int from = place.back();
  place.pop_back();
  Node* node = state_->tree().Find(questionnaire().Find(link_id), place);
  const auto fits = [&](int index) { return index >= 0 && index < static_cast<int>(node->slots.size()); };
  if (node == nullptr || !fits(from) || !fits(to)) return NotFound(link_id);
  const Item& item = state_->tree().ItemOf(*node);
  if (!item.repeats) return InputError("\"" + item.link_id + "\" does not repeat");
  if (state_->IsReadOnly(*node)) return ReadOnly(item);
  state_->BeginEdit();
  state_->tree().MoveSlot(*node, static_cast<std::size_t>(from), static_cast<std::size_t>(to));
  state_->FollowOrKeep(*node);
  state_->AfterEdit();
  return Ok{};
}

Status Session::SetNow(std::string_view now) {
  ETEINEN_ASSIGN_OR_RETURN(const Clock clock, ReadClock(now));
  state_->BeginEdit();
  state_->SetClock(clock);
  state_->MarkClock();
  state_->AfterEdit();
  return Ok{};
}

void Session::SetLanguage(std::string_view language) { state_->language = std::string(language); }

const Questionnaire& Session::questionnaire() const { return state_->questionnaire(); }

std::vector<ItemState> Session::Enabled() const {
  std::vector<ItemState> out;
  At at;
  ListEnabled(*state_, state_->tree().root(), at, out);
  return out;
}

Result<ItemState> Session::StateOf(std::string_view link_id, const At& at) const {
  const Node* node = state_->tree().Find(questionnaire().Find(link_id), at);
  if (node == nullptr) return NotFound(link_id);
  return StateOfNode(*state_, *node, at);
}

Result<ItemState> Session::StateOf(int item, const At& at) const {
  const Node* node = state_->tree().Find(item, at);
  if (node == nullptr) return NotFound("#" + std::to_string(item));
  return StateOfNode(*state_, *node, at);
}

bool Session::IsAnswered(int item, const At& at) const {
  const Node* node = state_->tree().Find(item, at);
  return node != nullptr && !state_->tree().VisibleValues(*node).empty();
}

std::vector<OptionState> Session::OptionsOf(std::string_view link_id, const At& at) const {
  std::vector<OptionState> out;
  const Node* node = state_->tree().Find(questionnaire().Find(link_id), at);
  if (node == nullptr) return out;
  const std::string& base = questionnaire().language();
  const auto text = [&](std::string_view key, const Json& value, const Json& parent) -> LocalText {
    if (value.IsObject()) {
      LocalText shown = Localised(value, value.Has("value") ? "unit" : "display", state_->language, base);
      if (shown.text.empty()) shown.text = value["code"].AsString() + value["reference"].AsString();
      return shown;
    }
    if (value.IsString()) return Localised(parent, key, state_->language, base);
    return {value.IsNumber() ? value.NumberSource() : WriteJson(value), ""};
  };
  if (const Cell* cell = state_->CellOf(*node, Use::kAnswerOptions); cell != nullptr && cell->error.empty()) {
    // Results own their JSON: a node's value is handed out, anything else has no place that stays.
    for (const fhirpath::Item& one : cell->value) {
      if (!one.IsNode() || one.NodeValue() == nullptr) continue;
      const fhir::Choice inner = fhir::ChoiceOf(*one.NodeValue());
      OptionState option;
      option.value = inner ? inner.value : one.NodeValue();
      option.key =
          inner ? std::string(inner.key) : std::string(fhir::ChoiceOf(ValueFrom(*state_->program().model, one)).key);
      option.text = text(option.key, *option.value, *one.NodeValue());
      out.push_back(std::move(option));
    }
    return out;
  }
  std::vector<Json> owned;
  const Limits limits = state_->LimitsAt(*node, owned);
  for (const Option& option : state_->tree().ItemOf(*node).options) {
    OptionState shown;
    shown.key = option.key;
    shown.value = option.value;
    shown.text = text(option.key, *option.value, *option.element);
    shown.exclusive = option.exclusive;
    shown.enabled = std::find(limits.disabled_options.begin(), limits.disabled_options.end(), option.value) ==
                    limits.disabled_options.end();
    out.push_back(std::move(shown));
  }
  return out;
}

std::vector<int> Session::InstanceIds(std::string_view link_id, const At& at) const {
  std::vector<int> ids;
  if (const Node* node = state_->tree().Find(questionnaire().Find(link_id), at)) {
    for (const std::unique_ptr<Slot>& slot : node->slots) ids.push_back(slot->id);
  }
  return ids;
}

std::vector<std::pair<int, At>> Session::Changed() const {
  std::vector<std::pair<int, At>> places;
  for (const Node* node : state_->changed) places.emplace_back(node->item, state_->tree().AtOf(*node));
  std::sort(places.begin(), places.end());
  return places;
}

const Json& Session::Response() const {
  if (!state_->response_ready) {
    state_->response = state_->tree().Export();
    state_->response_ready = true;
  }
  return state_->response;
}

Result<Json> Session::Complete() const {
  for (const Issue& issue : Issues(true)) {
    if (issue.severity == "error" || issue.severity == "fatal") {
      return InputError(issue.link_id.empty() ? issue.message : issue.link_id + ": " + issue.message, issue.expression);
    }
  }
  if (!questionnaire().completable()) return InputError("the form itself cannot be evaluated as a whole");
  Json response = Response();
  response.Set("status", "completed");
  return response;
}

std::vector<Issue> Session::Issues(bool completing) const {
  const std::string& status = state_->tree().live()["status"].AsString();
  std::vector<Issue> issues = Checker::OfTheForm(questionnaire(), state_->terminology, false);
  Checker checker(*state_, false, completing || status == "completed" || status == "amended");
  for (Issue& issue : checker.All(state_->tree().live())) issues.push_back(std::move(issue));
  return issues;
}

std::vector<Issue> Session::IssuesOf(std::string_view link_id, const At& at, bool completing) const {
  const Node* node = state_->tree().Find(questionnaire().Find(link_id), at);
  if (node == nullptr) return {};
  return Checker(*state_, false, completing).One(*node);
}

const std::vector<Issue>& Session::dropped() const { return state_->dropped; }

Result<Json> Session::Evaluate(std::string_view expression) const {
  ETEINEN_ASSIGN_OR_RETURN(const fhirpath::Collection result, state_->EvaluateText(expression));
  Json out = Json::MakeArray();
  for (const fhirpath::Item& item : result) {
    const Json value = ValueFrom(*state_->program().model, item);
    const fhir::Choice choice = fhir::ChoiceOf(value);
    out.Append(choice ? *choice.value : fhirpath::ToJson(*state_->program().model, item));
  }
  return out;
}

Json Session::Snapshot() const { return WriteSnapshot(*state_); }

std::size_t Session::evaluated() const { return state_->evaluated; }

}  // namespace eteinen::form
