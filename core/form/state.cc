#include "core/form/state.h"

#include <algorithm>

#include "core/calendar/instant.h"
#include "core/fhir/element.h"
#include "core/form/compare.h"
#include "core/form/values.h"

namespace eteinen::form {
Result<Clock> ReadClock(std::string_view now) {
  if (now.empty()) return InputError("expected an instant such as 2026-11-24T09:15:00+02:00", "now");
  Result<Instant> instant = ParseInstant(now);
  if (!instant.ok()) {
    Error error = instant.error();
    error.path = "now";
    return error;
  }
  Clock clock{instant->seconds * 1000, 0};
  if (const char last = now.back(); last != 'Z' && last != 'z') {
    const std::string_view offset = now.substr(now.size() - 6);  // "+02:00", as ParseInstant has seen
    const auto digit = [&](std::size_t i) { return offset[i] - '0'; };
    clock.offset_minutes = (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
    if (offset[0] == '-') clock.offset_minutes = -clock.offset_minutes;
  }
  return clock;
}

namespace {

// How many values a JSON value holds; stops beyond `most`.
std::uint64_t CountValues(const Json& json, std::uint64_t most) {
  std::uint64_t count = 1;
  const auto add = [&](const Json& part) {
    if (count <= most) count += CountValues(part, most - count);
  };
  if (json.IsArray()) {
    for (const Json& part : json.Items()) add(part);
  } else if (json.IsObject()) {
    for (const Json::Member& member : json.Members()) add(member.value);
  }
  return count;
}

}  // namespace

Session::State::State(const Questionnaire& questionnaire, const form::Start& start, const Clock& clock)
    : language(start.language),
      full(start.full),
      terminology(start.terminology),
      questionnaire_(questionnaire),
      tree_(questionnaire),
      max_steps_(start.max_steps),
      steps_left_(start.max_steps) {
  const fhirpath::Model& model = *program().model;
  item_type_ = model.Find("QuestionnaireResponse.item");
  tree_.root().cells.resize(program().root_expressions.size());
  beneath_question_.resize(questionnaire.items().size());
  for (std::size_t i = 0; i < questionnaire.items().size(); ++i) {
    const int parent = questionnaire.items()[i].parent;
    if (parent < 0) continue;
    const bool beneath = ItemAt(parent).IsQuestion() || beneath_question_[static_cast<std::size_t>(parent)] != 0;
    beneath_question_[i] = beneath ? 1 : 0;
  }
  const auto give = [&](const std::string& name, const Json& resource) {
    owned_.push_back(std::make_unique<Json>(resource));
    fhirpath::Collection& value = launch_[name];
    value.clear();
    if (owned_.back()->IsArray()) {
      for (const Json& one : owned_.back()->Items()) value.Add(fhirpath::Item::Resource(model, one));
    } else {
      value.Add(fhirpath::Item::Resource(model, *owned_.back()));
    }
  };
  for (const Json::Member& member : start.launch.Members()) {
    if (!member.value.IsNull()) give(member.key, member.value);
  }
  launch_["questionnaire"] = fhirpath::Collection(fhirpath::Item::Resource(model, questionnaire.json()));
  environment_.resource = fhirpath::Item::Resource(model, tree_.live());
  environment_.root_resource = environment_.resource;
  environment_.host = this;
  environment_.max_steps = kMaxStepsOfOne;
  environment_.shared_steps = &steps_left_;
  environment_.refuse_unknown_value_sets = true;
  SetClock(clock);
}

void Session::State::SetClock(const Clock& clock) {
  clock_known_ = clock.known;
  environment_.now_ms = clock.now_ms;
  environment_.offset_minutes = clock.offset_minutes;
}

void Session::State::Begin(const Json* earlier, bool review) {
  review_ = review;
  steps_left_ = max_steps_;
  if (earlier != nullptr) {
    tree_.Load(*earlier, review, dropped);
    environment_.resource = fhirpath::Item::Resource(*program().model, tree_.live());
    environment_.root_resource = environment_.resource;
  } else {
    SetInitialValues(tree_.root());
  }
  if (earlier != nullptr && !review) {
    // Stored values stand until it is known which of them are still the calculated ones.
    for (const FormExpression& expression : program().expressions) {
      if (expression.use != Use::kCalculated || expression.owner < 0) continue;
      for (Node* node : tree_.NodesOf(expression.owner)) node->edited = !Tree::AnswersOf(*node).empty();
    }
  }
  tree_.touched().clear();
  tree_.reshaped().clear();
  MarkEverything();
  Settle();
  if (earlier == nullptr) {
    RunInitialExpressions(tree_.root());
  } else if (!review) {
    FindEdited();
  }
  ForgetChanges();
  response_ready = false;
  counting = true;
}

void Session::State::Continue() {
  steps_left_ = max_steps_;
  environment_.resource = fhirpath::Item::Resource(*program().model, tree_.live());
  environment_.root_resource = environment_.resource;
  MarkEverything();
  Settle();
  ForgetChanges();
  response_ready = false;
  counting = true;
}

void Session::State::AfterEdit() {
  response_ready = false;
  if (full) {
    MarkEverything();
    tree_.touched().clear();
    tree_.reshaped().clear();
  } else {
    MarkTouched();
  }
  Settle();
}

void Session::State::InitialiseInstance(Slot& slot) {
  SetInitialValues(slot);
  MarkSlot(slot);
  AfterEdit();
  RunInitialExpressions(slot);
}

void Session::State::InitialiseAnswers(Node& question, std::size_t from) {
  if (tree_.ItemOf(question).children.empty()) from = question.slots.size();
  for (std::size_t i = from; i < question.slots.size(); ++i) {
    SetInitialValues(*question.slots[i]);
    MarkSlot(*question.slots[i]);
  }
  AfterEdit();
  for (std::size_t i = from; i < question.slots.size(); ++i) RunInitialExpressions(*question.slots[i]);
}

void Session::State::SetInitialValues(Slot& slot) {
  for (std::size_t k = 0; k < slot.children.size(); ++k) {
    Node& node = *slot.children[k];
    const Item& item = tree_.ItemOf(node);
    if (item.IsQuestion() && Tree::AnswersOf(node).empty()) {
      std::vector<Json> values;
      const auto add = [&](std::string_view key, const Json& value) {
        if (!values.empty() && !item.repeats) return;
        Json answer = Json::MakeObject();
        answer.Set(key, value);
        values.push_back(std::move(answer));
      };
      for (const Json& initial : (*item.definition)["initial"].Items()) {
        if (const fhir::Choice value = fhir::ChoiceOf(initial)) add(value.key, *value.value);
      }
      for (const Option& option : item.options) {
        if (option.initially_selected) add(option.key, *option.value);
      }
      if (!values.empty()) tree_.SetAnswers(node, std::move(values), false);
    }
    for (std::size_t i = 0; i < node.slots.size(); ++i) SetInitialValues(*node.slots[i]);
  }
}

// In document order; once more while values found later let earlier ones be found.
void Session::State::RunInitialExpressions(Slot& top) {
  const auto pass = [&](const auto& self, Slot& slot) -> bool {
    bool found = false;
    for (std::size_t k = 0; k < slot.children.size(); ++k) {
      Node& node = *slot.children[k];
      const Item& item = tree_.ItemOf(node);
      for (const int id : item.expressions) {
        const FormExpression& expression = program()[id];
        if (expression.use != Use::kInitial || !expression.compiled || !item.IsQuestion()) continue;
        if (!Tree::AnswersOf(node).empty()) continue;
        Cell& cell = node.cells[static_cast<std::size_t>(expression.local)];
        cell.known = true;
        cell.error.clear();
        if (counting) ++evaluated;
        const Result<fhirpath::Collection> result = Evaluate(id, {&node, nullptr});
        if (!result.ok()) {
          cell.error = result.error().message;
          continue;
        }
        KeepWithinBudget(*result, cell);
        Result<std::vector<Json>> answers = AnswersFrom(*program().model, item, cell.value);
        if (!answers.ok()) {
          cell.error = answers.error().message;
        } else if (!answers->empty()) {
          tree_.SetAnswers(node, std::move(answers).value(), false);
          Changed(node);
          AfterEdit();
          found = true;
        }
      }
      for (std::size_t i = 0; i < node.slots.size(); ++i) found = self(self, *node.slots[i]) || found;
    }
    return found;
  };
  for (int i = 0; i < 3 && pass(pass, top); ++i) continue;
}

// A stored value that differs from the calculated one was edited by hand; one that is equal goes on following.
void Session::State::FindEdited() {
  for (std::size_t id = 0; id < program().expressions.size(); ++id) {
    const FormExpression& expression = program().expressions[id];
    if (expression.use != Use::kCalculated || expression.owner < 0) continue;
    for (Node* node : tree_.NodesOf(expression.owner)) {
      if (!node->edited || !ItemAt(node->item).IsQuestion()) continue;
      if (!expression.compiled) continue;
      Cell& cell = node->cells[static_cast<std::size_t>(expression.local)];
      const Result<fhirpath::Collection> result = Evaluate(static_cast<int>(id), {node, nullptr});
      if (!result.ok()) {
        cell.error = result.error().message;
        continue;
      }
      KeepWithinBudget(*result, cell);
      cell.known = true;
      node->edited = !IsCalculated(*node, Tree::AnswersOf(*node));
    }
  }
}

// Results are copied, so that they outlive the edit: what that takes counts as steps too.
void Session::State::KeepWithinBudget(const fhirpath::Collection& result, Cell& cell) {
  constexpr std::uint64_t kStepsOfOneValue = 64;
  const std::uint64_t most = steps_left_ / kStepsOfOneValue;
  std::uint64_t values = result.size();
  for (const fhirpath::Item& item : result) {
    if (item.IsNode() && item.NodeValue() != nullptr && values <= most) values += CountValues(*item.NodeValue(), most);
  }
  if (values > most) {
    steps_left_ = 0;
    cell.value.clear();
    cell.error = "the result is too large to keep";
    return;
  }
  steps_left_ -= values * kStepsOfOneValue;
  Keep(result, cell);
}

bool Session::State::IsCalculated(const Node& node, const std::vector<Json>& answers) const {
  const Item& item = tree_.ItemOf(node);
  const Cell* cell = CellOf(node, Use::kCalculated);
  if (cell == nullptr || !cell->known || !cell->error.empty()) return false;
  const Result<std::vector<Json>> calculated = AnswersFrom(*program().model, item, cell->value);
  if (!calculated.ok() || calculated->size() != answers.size()) return false;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const fhir::Choice a = fhir::ChoiceOf((*calculated)[i]);
    const fhir::Choice b = fhir::ChoiceOf(answers[i]);
    if (!a || !b || a.key != b.key) return false;
    if (!(*a.value == *b.value) && !(a.value->IsNumber() && SameValue(a.key, *a.value, b.key, *b.value))) return false;
  }
  return true;
}

const Cell* Session::State::CellOf(const Node& node, Use use, std::size_t instance) const {
  const Item& item = tree_.ItemOf(node);
  for (const int id : item.expressions) {
    const FormExpression& expression = program()[id];
    if (expression.use != use || !expression.compiled) continue;
    const auto local = static_cast<std::size_t>(expression.local);
    if (item.type != ItemType::kGroup) return &node.cells[local];
    const std::size_t slot = IsPerInstance(use) ? std::min(instance, node.slots.size() - 1) : 0;
    return &node.slots[slot]->cells[local];
  }
  return nullptr;
}

bool Session::State::IsRequired(const Node& node) const {
  const Cell* cell = CellOf(node, Use::kRequired);
  if (cell == nullptr || !cell->error.empty()) return tree_.ItemOf(node).required;
  return fhirpath::AsCriterion(*program().model, cell->value).value_or(false);
}

bool Session::State::IsReadOnly(const Node& node) const {
  const Cell* cell = CellOf(node, Use::kReadOnly);
  if (cell == nullptr || !cell->error.empty()) return tree_.ItemOf(node).read_only;
  return fhirpath::AsCriterion(*program().model, cell->value).value_or(false);
}

LocalText Session::State::TextAt(const Node& node, std::size_t instance) const {
  const Cell* cell = CellOf(node, Use::kText, instance);
  if (cell != nullptr && !cell->value.empty()) {
    if (std::optional<std::string> text = fhirpath::ToText(*program().model, cell->value.front())) {
      return {std::move(*text), questionnaire_.language()};
    }
  }
  return questionnaire_.TextOf(node.item, language);
}

Limits Session::State::LimitsAt(const Node& node, std::vector<Json>& owned) const {
  const Item& item = tree_.ItemOf(node);
  const fhirpath::Model& model = *program().model;
  Limits limits = LimitsOf(item);
  limits.contained = &questionnaire_.contained();
  limits.terminology = terminology;
  if (item.expressions.empty()) return limits;
  owned.reserve(owned.size() + 2 * item.expressions.size());  // pointers into it must stay
  limits.required = IsRequired(node);
  const auto limit = [&](Use use, Limit& out) {
    const Cell* cell = CellOf(node, use);
    if (cell == nullptr || cell->value.empty()) return;
    owned.push_back(ValueFrom(model, cell->value.front()));
    const fhir::Choice choice = fhir::ChoiceOf(owned.back());
    if (choice) out = {std::string(choice.key), choice.value};
  };
  const auto count = [&](Use use, std::optional<std::int64_t>& out) {
    Limit value;
    limit(use, value);
    if (value) out = value.value->AsInt();
  };
  limit(Use::kMinValue, limits.min_value);
  limit(Use::kMaxValue, limits.max_value);
  limit(Use::kMinQuantity, limits.min_quantity);
  limit(Use::kMaxQuantity, limits.max_quantity);
  count(Use::kMinOccurs, limits.min_occurs);
  count(Use::kMaxOccurs, limits.max_occurs);
  if (const Cell* cell = CellOf(node, Use::kAnswerOptions); cell != nullptr && cell->error.empty() && cell->known) {
    Json options = Json::MakeArray();
    for (const fhirpath::Item& one : cell->value) options.Append(ValueFrom(model, one));
    owned.push_back(std::move(options));
    limits.options = &owned.back();
  }
  for (const int id : item.expressions) {
    const FormExpression& toggle = program()[id];
    if (toggle.use != Use::kToggle || !toggle.compiled || item.type == ItemType::kGroup) continue;
    const Cell& cell = node.cells[static_cast<std::size_t>(toggle.local)];
    if (!cell.error.empty() || fhirpath::AsCriterion(model, cell.value).value_or(false)) continue;
    for (const Json* named : fhir::Extensions(*toggle.element, "option")) {
      const fhir::Choice choice = fhir::ChoiceOf(*named);
      if (!choice) continue;
      for (const Option& option : item.options) {
        if (SameValue(option.key, *option.value, choice.key, *choice.value)) {
          limits.disabled_options.push_back(option.value);
        }
      }
    }
  }
  return limits;
}

Result<fhirpath::Collection> Session::State::Evaluate(int expression, const Scope& scope) const {
  running_ = expression;
  return EvaluateAt(*program()[expression].compiled, scope);
}

Result<fhirpath::Collection> Session::State::EvaluateAt(const fhirpath::Expression& expression,
                                                        const Scope& scope) const {
  scope_ = scope;
  if (scope.node == nullptr) {
    environment_.context = fhirpath::Collection(*environment_.resource);
  } else {
    const Json* json = scope.slot != nullptr ? scope.slot->json : scope.node->json;
    if (json == nullptr) json = &Blank(scope.node->item);
    environment_.context = fhirpath::Collection(fhirpath::Item::Node(json, item_type_));
  }
  return fhirpath::Evaluate(expression, *environment_.context, environment_);
}

Result<fhirpath::Collection> Session::State::EvaluateText(std::string_view text, const Scope& scope) const {
  fhirpath::CompileOptions options;
  options.model = program().model;
  ETEINEN_ASSIGN_OR_RETURN(const fhirpath::Expression expression, fhirpath::Compile(text, options));
  running_ = -1;
  steps_left_ = kMaxStepsOfOne;
  return EvaluateAt(expression, scope);
}

const Json& Session::State::Blank(int item) const {
  const auto [entry, fresh] = blanks_.try_emplace(item);
  if (fresh) entry->second = Json::MakeObject({{"linkId", ItemAt(item).link_id}});
  return entry->second;
}

const fhirpath::Collection* Session::State::Variable(std::string_view name) const {
  const auto among = [&](const std::vector<int>& expressions, const std::vector<Cell>& cells) -> const Cell* {
    for (const int id : expressions) {
      const FormExpression& expression = program()[id];
      if (id != running_ && expression.use == Use::kVariable && expression.name == name) {
        return &cells[static_cast<std::size_t>(expression.local)];
      }
    }
    return nullptr;
  };
  const Slot* slot = scope_.slot;
  if (scope_.node != nullptr && slot == nullptr) {
    if (const Cell* cell = among(ItemAt(scope_.node->item).expressions, scope_.node->cells)) return &cell->value;
    slot = scope_.node->owner;
  }
  for (; slot != nullptr && slot->node != nullptr; slot = slot->node->owner) {
    const Item& item = ItemAt(slot->node->item);
    const std::vector<Cell>& cells = item.type == ItemType::kGroup ? slot->cells : slot->node->cells;
    if (const Cell* cell = among(item.expressions, cells)) return &cell->value;
  }
  if (const Cell* cell = among(program().root_expressions, tree_.root().cells)) return &cell->value;
  if (const auto given = launch_.find(name); given != launch_.end()) return &given->second;
  if (name == "qitem" && scope_.node != nullptr) {
    const fhirpath::TypeId type = program().model->Find("Questionnaire.item");
    qitem_ = fhirpath::Collection(fhirpath::Item::Node(ItemAt(scope_.node->item).definition, type));
    return &qitem_;
  }
  const auto& names = program().launch_names;
  return std::find(names.begin(), names.end(), name) != names.end() ? &empty_ : nullptr;
}

bool Session::State::ItemsWithLinkId(const Json& root, std::string_view link_id, bool through_answers,
                                     std::vector<const Json*>* items) const {
  if (&root != &tree_.live()) return false;
  const int item = questionnaire_.Find(link_id);
  if (item < 0) return true;
  if (questionnaire_.IsDuplicate(link_id)) return false;
  if (!through_answers && beneath_question_[static_cast<std::size_t>(item)] != 0) return true;
  for (const Node* node : tree_.NodesOf(item)) {
    if (node->json != nullptr) items->push_back(node->json);
    if (ItemAt(item).type != ItemType::kGroup) continue;
    for (const std::unique_ptr<Slot>& slot : node->slots) {
      if (slot->json != nullptr) items->push_back(slot->json);
    }
  }
  return true;
}

std::optional<std::optional<Decimal>> Session::State::Weight(const Json& answer_or_value, std::uint64_t* steps) const {
  const Json* coded = answer_or_value.Find("valueCoding");
  const Json& coding = coded != nullptr ? *coded : answer_or_value;
  if (!coding.IsObject() || !coding.Has("code")) return std::nullopt;
  const auto known = program().weights.find(coding["system"].AsString() + "|" + coding["code"].AsString());
  if (known == program().weights.end()) return std::nullopt;
  if (known->second) return known->second;
  // Items score this code differently: find the answer's place.
  for (std::size_t i = 0; i < questionnaire_.items().size(); ++i) {
    ++*steps;
    for (const Option& option : questionnaire_.items()[i].options) {
      ++*steps;
      if (!option.weight || !SameValue("valueCoding", coding, option.key, *option.value)) continue;
      for (const Node* node : tree_.NodesOf(static_cast<int>(i))) {
        for (const std::unique_ptr<Slot>& slot : node->slots) {
          ++*steps;
          if (slot->json == nullptr) continue;
          if (slot->json == &answer_or_value || slot->json->Find("valueCoding") == &answer_or_value) {
            return Decimal::Parse(*option.weight);
          }
        }
      }
    }
  }
  return std::nullopt;
}

std::optional<bool> Session::State::MemberOf(std::string_view system, std::string_view code,
                                             std::string_view value_set) const {
  return IsMember(questionnaire_.contained(), terminology, system, code, value_set);
}

}  // namespace eteinen::form
