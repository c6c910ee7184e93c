// Marking what an edit touched, and working it off until everything is at rest.
#include <algorithm>

#include "core/form/enable_when.h"
#include "core/form/state.h"
#include "core/form/values.h"

namespace eteinen::form {
namespace {

// So often everything may run in one settling; more often where what the expressions read is not known beforehand.
constexpr int kEnoughRuns = 100;

}  // namespace

// Of a group: these are about one instance; the others are about all of it and run in the first.
bool Session::State::IsPerInstance(Use use) {
  return use == Use::kVariable || use == Use::kConstraint || use == Use::kText;
}

std::vector<Cell>& Session::State::CellsOf(const Scope& scope) {
  return scope.slot != nullptr ? scope.slot->cells : scope.node->cells;
}

void Session::State::Push(Task task) {
  task.round = at_work_.round;
  if (!(task < at_work_)) ++task.round;
  queue_.push(task);
}

void Session::State::Queue(int id, const Scope& scope) {
  const FormExpression& expression = program()[id];
  if (!expression.compiled || expression.use == Use::kInitial || (expression.clock && !clock_known_)) return;
  if (expression.use == Use::kCalculated &&
      (review_ || scope.node == nullptr || scope.slot != nullptr || scope.node->edited)) {
    return;
  }
  Cell& cell = CellsOf(scope)[static_cast<std::size_t>(expression.local)];
  if (cell.queued) return;
  cell.queued = true;
  Push({expression.rank, scope.node == nullptr ? -1 : scope.node->serial, id, scope});
}

// Going through the places is work too; it counts as a step for each.
void Session::State::Charge(std::size_t places) { steps_left_ -= std::min<std::uint64_t>(steps_left_, places); }

void Session::State::QueueEverywhere(int id) {
  const FormExpression& expression = program()[id];
  if (expression.owner < 0) return Queue(id, {nullptr, &tree_.root()});
  Charge(tree_.NodesOf(expression.owner).size());
  const bool group = ItemAt(expression.owner).type == ItemType::kGroup;
  for (Node* node : tree_.NodesOf(expression.owner)) {
    if (!group) {
      Queue(id, {node, nullptr});
      continue;
    }
    const std::size_t count = IsPerInstance(expression.use) ? node->slots.size() : 1;
    for (std::size_t i = 0; i < count; ++i) Queue(id, {node, node->slots[i].get()});
  }
}

void Session::State::QueueEnable(Node& node) {
  if (node.queued) return;
  node.queued = true;
  Push({program().enable_rank[static_cast<std::size_t>(node.item)], node.serial, -1, {&node, nullptr}});
}

void Session::State::MarkEverything() {
  for (std::size_t id = 0; id < program().expressions.size(); ++id) QueueEverywhere(static_cast<int>(id));
  for (std::size_t i = 0; i < questionnaire_.items().size(); ++i) {
    const Item& item = questionnaire_.items()[i];
    const bool by_expression = std::any_of(item.expressions.begin(), item.expressions.end(),
                                           [&](int id) { return program()[id].use == Use::kEnableWhen; });
    if (item.enable_when.empty() && !by_expression) continue;
    for (Node* node : tree_.NodesOf(static_cast<int>(i))) QueueEnable(*node);
  }
}

void Session::State::MarkClock() {
  for (const int id : program().read_clock) QueueEverywhere(id);
}

void Session::State::MarkCalculated(Node& node) {
  for (const int id : tree_.ItemOf(node).expressions) {
    if (program()[id].use == Use::kCalculated) Queue(id, {&node, nullptr});
  }
}

void Session::State::FollowOrKeep(Node& node) {
  if (!tree_.ItemOf(node).IsQuestion() || CellOf(node, Use::kCalculated) == nullptr) return;
  const std::vector<Json> answers = Tree::AnswersOf(node);
  node.edited = !answers.empty() && !IsCalculated(node, answers);
  if (!node.edited) MarkCalculated(node);
}

void Session::State::MarkSlot(Slot& slot) {
  if (slot.node != nullptr && tree_.ItemOf(*slot.node).type == ItemType::kGroup) {
    for (const int id : tree_.ItemOf(*slot.node).expressions) {
      if (IsPerInstance(program()[id].use)) Queue(id, {slot.node, &slot});
    }
  }
  for (const std::unique_ptr<Node>& node : slot.children) MarkNode(*node);
}

void Session::State::MarkNode(Node& node) {
  const Item& item = tree_.ItemOf(node);
  QueueEnable(node);
  for (const int id : item.expressions) {
    if (item.type != ItemType::kGroup) {
      Queue(id, {&node, nullptr});
    } else if (!IsPerInstance(program()[id].use)) {
      Queue(id, {&node, node.slots.front().get()});
    }
  }
  for (const std::unique_ptr<Slot>& slot : node.slots) MarkSlot(*slot);
}

void Session::State::MarkReadersOf(int item) {
  const auto index = static_cast<std::size_t>(item);
  for (const int id : program().readers[index]) QueueEverywhere(id);
  for (const int asking : program().conditions[index]) {
    Charge(tree_.NodesOf(asking).size());
    for (Node* node : tree_.NodesOf(asking)) QueueEnable(*node);
  }
}

// Expressions of `item` that read what is beneath their own place.
void Session::State::MarkContext(const Item& item, const Scope& scope) {
  for (const int id : item.expressions) {
    if (program()[id].context) Queue(id, scope);
  }
}

void Session::State::MarkTouched() {
  std::vector<Node*>& touched = tree_.touched();
  std::vector<int>& items = tree_.reshaped();
  if (touched.empty() && items.empty()) return;
  for (Node* node : touched) {
    Changed(*node);
    const Item& own = tree_.ItemOf(*node);
    if (own.type == ItemType::kGroup) {
      for (const std::unique_ptr<Slot>& slot : node->slots) MarkContext(own, {node, slot.get()});
      for (const int id : own.expressions) {
        if (!IsPerInstance(program()[id].use)) Queue(id, {node, node->slots.front().get()});
      }
    } else {
      MarkContext(own, {node, nullptr});
    }
    items.push_back(node->item);
    for (Slot* slot = node->owner; slot->node != nullptr; slot = slot->node->owner) {
      items.push_back(slot->node->item);
      if (program().may_read_context[static_cast<std::size_t>(slot->node->item)] == 0) continue;
      const Item& item = tree_.ItemOf(*slot->node);
      const bool group = item.type == ItemType::kGroup;
      MarkContext(item, {slot->node, group ? slot : nullptr});
    }
  }
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  for (const int item : items) MarkReadersOf(item);
  for (const int id : program().read_everything) QueueEverywhere(id);
  for (const int id : program().root_expressions) {
    if (program()[id].context) Queue(id, {nullptr, &tree_.root()});
  }
  touched.clear();
  items.clear();
}

// Those who use a variable, where it is the one they see.
void Session::State::MarkUsers(int variable, const Scope& scope) {
  for (const int id : program().variable_users[static_cast<std::size_t>(variable)]) {
    const FormExpression& user = program()[id];
    if (scope.node == nullptr || user.owner < 0) {
      QueueEverywhere(id);
      continue;
    }
    const bool group = ItemAt(user.owner).type == ItemType::kGroup;
    if (user.owner == scope.node->item) {  // beside the variable itself
      const bool here = !group || IsPerInstance(user.use) || scope.slot == scope.node->slots.front().get();
      if (here) Queue(id, scope);
      continue;
    }
    std::vector<Node*> users;
    if (scope.slot != nullptr) {
      NodesBeneath(user.owner, *scope.slot, users);
    } else {
      for (const std::unique_ptr<Slot>& slot : scope.node->slots) NodesBeneath(user.owner, *slot, users);
    }
    for (Node* node : users) {
      const std::size_t count = !group ? 0 : IsPerInstance(user.use) ? node->slots.size() : 1;
      if (!group) Queue(id, {node, nullptr});
      for (std::size_t i = 0; i < count; ++i) Queue(id, {node, node->slots[i].get()});
    }
  }
}

void Session::State::Changed(Node& node) {
  if (node.changed) return;
  node.changed = true;
  changed.push_back(&node);
}

void Session::State::BeginEdit() {
  ForgetChanges();
  steps_left_ = max_steps_;
}

void Session::State::ForgetChanges() {
  for (Node* node : changed) node->changed = false;
  changed.clear();
}

void Session::State::Settle() {
  ++settling_;
  max_runs_ = kEnoughRuns;
  while (!queue_.empty()) {
    const Task task = queue_.top();
    at_work_ = task;
    queue_.pop();
    if (task.expression < 0) {
      RunEnable(*task.scope.node);
    } else {
      Run(task.expression, task.scope);
    }
  }
  at_work_ = {};
}

// Whether what has run so often goes on changing. A round runs nothing twice and keeps to the order of what is known to
// read what. So in a form without circles it brings at least one more place to rest of those whose expressions may read
// what comes after them: as many rounds as there are such places, and one, are enough.
bool Session::State::GoesOn(int runs) {
  if (runs <= max_runs_) return false;
  std::size_t places = 0;
  for (const FormExpression& expression : program().expressions) {
    if (!expression.reads_unknown) continue;
    if (expression.owner < 0) {
      ++places;
      continue;
    }
    for (const Node* node : tree_.NodesOf(expression.owner)) {
      places += ItemAt(expression.owner).type == ItemType::kGroup ? node->slots.size() : 1;
    }
  }
  max_runs_ = std::max(max_runs_, static_cast<int>(places) + 1);
  return runs > max_runs_;
}

void Session::State::RunEnable(Node& node) {
  node.queued = false;
  if (node.settling != settling_) {
    node.settling = settling_;
    node.runs = 0;
    node.unstable = false;
  }
  bool enabled = true;
  if (GoesOn(++node.runs)) {
    node.unstable = true;
  } else if (program().enable_cyclic[static_cast<std::size_t>(node.item)] == 0) {
    too_costly_ = false;
    enabled = MeetsConditions(node);
    node.unstable = too_costly_;
    if (const Cell* cell = CellOf(node, Use::kEnableWhen); cell != nullptr && cell->error.empty()) {
      enabled = enabled && fhirpath::AsCriterion(*program().model, cell->value).value_or(false);
    }
  }
  if (enabled == node.enabled) return;
  tree_.SetEnabled(node, enabled);
  Changed(node);
  MarkTouched();
}

void Session::State::Run(int id, const Scope& scope) {
  const FormExpression& expression = program()[id];
  Cell& cell = CellsOf(scope)[static_cast<std::size_t>(expression.local)];
  cell.queued = false;
  if (cell.settling != settling_) {
    cell.settling = settling_;
    cell.runs = 0;
    cell.unstable = false;
  }
  if (cell.unstable) return;
  const bool was_known = cell.known;
  const std::string old_error = std::move(cell.error);
  cell.error.clear();
  cell.known = true;
  bool same = false;
  if (GoesOn(++cell.runs)) {
    cell.unstable = true;
    cell.error = "goes on changing and does not come to rest";
    cell.value.clear();
  } else {
    if (counting) ++evaluated;
    const Result<fhirpath::Collection> result = Evaluate(id, scope);
    if (result.ok()) {
      same = Same(*program().model, cell.value, *result);
      if (!same) KeepWithinBudget(*result, cell);
    } else {
      same = cell.value.empty();
      cell.value.clear();
      cell.error = result.error().message;
    }
  }
  if (expression.use != Use::kCalculated && was_known && same && cell.error == old_error) return;
  Apply(id, scope, cell);
}

void Session::State::Apply(int id, const Scope& scope, const Cell&) {
  const FormExpression& expression = program()[id];
  if (scope.node != nullptr) Changed(*scope.node);
  switch (expression.use) {
    case Use::kVariable:
      return MarkUsers(id, scope);
    case Use::kEnableWhen:
      return scope.node != nullptr ? QueueEnable(*scope.node) : void();
    case Use::kCalculated:
      return ApplyCalculated(*scope.node, scope.node->cells[static_cast<std::size_t>(expression.local)]);
    default:
      return;
  }
}

void Session::State::ApplyCalculated(Node& node, Cell& cell) {
  if (node.edited || !tree_.ItemOf(node).IsQuestion()) return;
  std::vector<Json> answers;
  if (cell.error.empty()) {
    Result<std::vector<Json>> converted = AnswersFrom(*program().model, tree_.ItemOf(node), cell.value);
    if (converted.ok()) {
      answers = std::move(converted).value();
    } else {
      cell.error = converted.error().message;
    }
  }
  if (Tree::AnswersOf(node) == answers) return;
  tree_.SetAnswers(node, std::move(answers), false);
  MarkTouched();
}

bool Session::State::MeetsConditions(const Node& node) const {
  const Item& item = tree_.ItemOf(node);
  if (item.enable_when.empty()) return true;
  const auto meets = [&](const EnableCondition& condition) { return Meets(condition, node); };
  return item.any_condition ? std::any_of(item.enable_when.begin(), item.enable_when.end(), meets)
                            : std::all_of(item.enable_when.begin(), item.enable_when.end(), meets);
}

// The nodes of an item beneath a slot.
void Session::State::NodesBeneath(int question, const Slot& slot, std::vector<Node*>& found) const {
  const int from = slot.node == nullptr ? -1 : slot.node->item;
  std::vector<int> way;  // positions from the slot down to the question
  for (int i = question; i != from; i = ItemAt(i).parent) way.push_back(ItemAt(i).position);
  const auto descend = [&](const auto& self, const Slot& at, std::size_t left) -> void {
    Node& node = *at.children[static_cast<std::size_t>(way[left - 1])];
    if (left == 1) {
      found.push_back(&node);
      return;
    }
    for (const std::unique_ptr<Slot>& below : node.slots) self(self, *below, left - 1);
  };
  descend(descend, slot, way.size());
}

// Asks the nearest instance (R4, Questionnaire.item.enableWhen.question: "ancestor", then "preceding", then
// "following"): the question beneath the closest ancestor that has it; where it stands there in several instances of a
// repeating group besides this one's way, the last one before the item, else the first one after it. A question without
// an answer does not stand in a response, so instances that leave it open are passed over.
bool Session::State::Meets(const EnableCondition& condition, const Node& node) const {
  if (condition.question < 0) return true;  // reported when the form was loaded
  std::vector<const Json*> values;
  for (const Slot* slot = node.owner;; slot = slot->node->owner) {
    if (slot->node != nullptr && slot->node->item == condition.question) {
      if (slot->json != nullptr && slot->HasValue()) values.push_back(&slot->own);
      break;
    }
    const bool has_it = slot->node == nullptr ||
                        (slot->node->item < condition.question && condition.question < tree_.ItemOf(*slot->node).end);
    if (!has_it) continue;
    std::vector<Node*> questions;
    NodesBeneath(condition.question, *slot, questions);
    if (condition.question < node.item) std::reverse(questions.begin(), questions.end());
    for (const Node* question : questions) {
      values = tree_.VisibleValues(*question);
      if (!values.empty()) break;
    }
    break;
  }
  const std::uint64_t cost = std::uint64_t{4} * values.size();
  if (cost > steps_left_) too_costly_ = true;
  steps_left_ -= std::min(steps_left_, cost);
  return too_costly_ || form::Meets(condition, values);
}

}  // namespace eteinen::form
