#include "core/form/checker.h"

#include <algorithm>

#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

bool HasContent(const Json& given) { return !given["answer"].Items().empty() || !given["item"].Items().empty(); }

bool HasAnswer(const Json& given) {
  if (!given["answer"].Items().empty()) return true;
  const Json::Array& items = given["item"].Items();
  return std::any_of(items.begin(), items.end(), HasAnswer);
}

// Where a list has to stand something else does: nothing in it can be read.
bool IsNoList(const Json& element, std::string_view key) {
  const Json* found = element.Find(key);
  return found != nullptr && !found->IsArray();
}

std::string ItemPath(const std::string& path, std::size_t index) { return JoinPath(path + ".item", index); }

}  // namespace

std::vector<Issue> Checker::OfTheForm(const Questionnaire& questionnaire, const Terminology* known,
                                      bool only_blocking) {
  std::vector<Issue> issues;
  for (const LoadIssue& issue : questionnaire.issues()) {
    // An abstract type is reported where it is answered, and a linkId used twice can be answered all the same.
    if (only_blocking && (!issue.blocks || issue.code == "invalidType" || issue.code == "duplicateLinkId")) continue;
    issues.push_back({issue.severity, issue.code, issue.link_id, {}, "", issue.message, {}});
  }
  for (const FormExpression& expression : questionnaire.program().expressions) {
    for (const std::string& value_set : expression.value_sets) {
      if (IsMember(questionnaire.contained(), known, "", "", value_set)) continue;
      const int owner = expression.owner;
      const std::string link_id =
          owner < 0 ? std::string() : questionnaire.items()[static_cast<std::size_t>(owner)].link_id;
      issues.push_back({"error",
                        "unknownValueSet",
                        link_id,
                        {},
                        "",
                        "an expression asks for the value set \"" + value_set + "\", which is not known here",
                        {}});
    }
  }
  return issues;
}

std::vector<Issue> Checker::All(const Json& response) {
  response_ = &response;
  Walk(tree_.root(), response, "QuestionnaireResponse", {});
  const Where whole{nullptr, {}, "QuestionnaireResponse"};
  CheckConstraints(state_.program().root_expressions, tree_.root().cells, nullptr, nullptr, whole);
  CheckCells(state_.program().root_expressions, tree_.root().cells, whole);
  CheckFailures(tree_.root());
  return std::move(issues_);
}

std::vector<Issue> Checker::One(const Node& node) {
  if (!tree_.IsVisible(node)) return {};
  const Item& item = tree_.ItemOf(node);
  const Where where{&item, tree_.AtOf(node), PathOf(node)};
  if (item.IsQuestion()) {
    if (node.json != nullptr) {
      CheckQuestion(node, *node.json, where, false);
    } else {
      CheckMissing(node, PathOf(*node.owner), where.at);
    }
    CheckCells(item.expressions, node.cells, where);
  } else if (item.type == ItemType::kGroup) {
    for (const std::unique_ptr<Slot>& slot : node.slots) {
      Where instance = where;
      instance.path = PathOf(*slot);
      if (slot->json != nullptr) {
        CheckConstraints(item.expressions, slot->cells, &node, slot.get(), instance);
      }
      CheckCells(item.expressions, slot->cells, instance);
    }
  }
  return std::move(issues_);
}

void Checker::Walk(const Slot& slot, const Json& source, const std::string& path, const std::vector<int>& at) {
  if (IsNoList(source, "item")) {
    issues_.push_back(MakeIssue({nullptr, at, path + ".item"}, "fatal", "invalidType", "expected a list of items"));
  }
  std::vector<std::pair<std::string_view, std::size_t>> order;
  for (std::size_t k = 0; k < slot.children.size(); ++k) {
    order.emplace_back(tree_.ItemOf(*slot.children[k]).link_id, k);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> seen(slot.children.size(), 0);
  std::vector<std::string> extra(slot.children.size());
  std::size_t index = 0;
  std::size_t last = 0;
  for (const Json& given : source["item"].Items()) {
    if (given.IsNull()) continue;  // the place of an item that is not in the projection
    const std::string place = ItemPath(path, index++);
    const std::string_view link_id = given["linkId"].AsString();
    const auto found = std::lower_bound(order.begin(), order.end(), std::pair(link_id, std::size_t{0}));
    if (found == order.end() || found->first != link_id) {
      ReportUnknown(given, at, place);
      continue;
    }
    const std::size_t k = found->second;
    const Node& node = *slot.children[k];
    const Where where{&tree_.ItemOf(node), at, place};
    if (k < last) {
      issues_.push_back(MakeIssue(where, "error", "itemOrder", "stands after an item that the form has later"));
    }
    last = std::max(last, k);
    const std::size_t times = seen[k]++;
    const auto most = static_cast<std::size_t>(
        std::max<std::int64_t>(0, where.item->max_occurs.value_or(where.item->repeats ? 1 << 30 : 1)));
    if (times >= most && extra[k].empty()) extra[k] = place;
    CheckGiven(node, times, given, where);
  }
  for (std::size_t k = 0; k < slot.children.size(); ++k) {
    const Node& node = *slot.children[k];
    if (!tree_.IsVisible(node)) continue;
    if (seen[k] == 0) {
      CheckMissing(node, path, at);
    } else if (tree_.ItemOf(node).type == ItemType::kGroup) {
      CheckCount(node, seen[k], path, extra[k], at);
    }
  }
}

void Checker::ReportUnknown(const Json& given, const std::vector<int>& at, const std::string& place) {
  const std::string& link_id = given["linkId"].AsString();
  Issue issue =
      MakeIssue({nullptr, at, place}, "fatal", "invalidLinkId", "the form has no item \"" + link_id + "\" here");
  issue.link_id = link_id;
  issues_.push_back(std::move(issue));
}

void Checker::CheckGiven(const Node& node, std::size_t times, const Json& given, const Where& where) {
  const Item& item = *where.item;
  if (item.type == ItemType::kUnknown) {
    issues_.push_back(MakeIssue(where, "fatal", "invalidType", "the item has no type that can be answered"));
    return;
  }
  if (!tree_.IsVisible(node)) {
    if (HasContent(given)) {
      issues_.push_back(MakeIssue(where, "error", "notEnabled", "is answered, though it is not enabled"));
    }
    return;
  }
  if (item.type == ItemType::kGroup) return CheckGroup(node, times, given, where);
  if (item.type == ItemType::kDisplay) {
    if (given.Has("answer")) {
      Issue issue = MakeIssue(where, "fatal", "displayAnswer", "a display text cannot be answered");
      issue.expression += ".answer";
      issues_.push_back(std::move(issue));
    }
    for (std::size_t i = 0; i < given["item"].Items().size(); ++i) {
      ReportUnknown(given["item"].Items()[i], where.at, ItemPath(where.path, i));
    }
    return;
  }
  if (times > 0) {
    issues_.push_back(MakeIssue(where, "error", "duplicateLinkId", "the question occurs more than once"));
    return;
  }
  CheckQuestion(node, given, where, true);
}

void Checker::CheckGroup(const Node& node, std::size_t times, const Json& given, const Where& where) {
  if (given.Has("answer")) {
    Issue issue = MakeIssue(where, "fatal", "groupShouldNotHaveAnswers", "a group cannot be answered itself");
    issue.expression += ".answer";
    issues_.push_back(std::move(issue));
  }
  const Slot* slot = SlotFor(node, times);
  if (times == kMaxInstancesOfOneGroup) {
    issues_.push_back(MakeIssue(where, "fatal", "maxCount",
                                "more than " + std::to_string(kMaxInstancesOfOneGroup) +
                                    " instances of one group; the others are not looked at"));
  }
  if (slot == nullptr) return;
  const std::size_t before = issues_.size();
  std::vector<int> at = where.at;
  if (where.item->repeats) at.push_back(tree_.IndexOf(*slot));
  Walk(*slot, given, where.path, at);
  if (completing_ && state_.IsRequired(node) && issues_.size() == before && !HasAnswer(given)) {
    issues_.push_back(MakeIssue(where, "error", "required", "nothing in the group is answered"));
  }
  CheckConstraints(where.item->expressions, slot->cells, slot->node, slot, where);
}

void Checker::CheckQuestion(const Node& node, const Json& given, const Where& where, bool nested) {
  if (given.Has("item")) {
    Issue issue = MakeIssue(where, "fatal", "questionShouldNotHaveItems",
                            "items beneath a question belong to one of its answers");
    issue.expression += ".item";
    issues_.push_back(std::move(issue));
  }
  if (IsNoList(given, "answer")) {
    Issue issue = MakeIssue(where, "fatal", "invalidType", "expected a list of answers");
    issue.expression += ".answer";
    issues_.push_back(std::move(issue));
  }
  std::vector<Json> owned;
  Limits limits = state_.LimitsAt(node, owned);
  limits.work = &work_;
  const Json::Array& answers = given["answer"].Items();
  CheckAnswers(where, limits, answers, issues_);
  const auto count = static_cast<std::int64_t>(
      std::count_if(answers.begin(), answers.end(), [](const Json& answer) { return bool(fhir::ChoiceOf(answer)); }));
  if (completing_ && limits.min_occurs && count < *limits.min_occurs) {
    Issue issue =
        MakeIssue(where, "error", "minCount", "fewer than " + std::to_string(*limits.min_occurs) + " answers");
    issue.parameters.emplace_back("limit", std::to_string(*limits.min_occurs));
    issues_.push_back(std::move(issue));
  } else if (completing_ && limits.required && answers.empty()) {
    issues_.push_back(MakeIssue(where, "error", "required", "an answer is required"));
  }
  CheckConstraints(where.item->expressions, node.cells, &node, nullptr, where);
  if (!nested) return;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Slot* slot = SlotFor(node, i);
    if (slot == nullptr || (slot->children.empty() && !answers[i].Has("item"))) continue;
    std::vector<int> at = where.at;
    if (where.item->repeats) at.push_back(tree_.IndexOf(*slot));
    Walk(*slot, answers[i], JoinPath(where.path + ".answer", i), at);
  }
}

// An item of which the response says nothing; `path` is that of what it would stand in.
void Checker::CheckMissing(const Node& node, const std::string& path, const std::vector<int>& at) {
  const Item& item = tree_.ItemOf(node);
  if (!completing_ || item.type == ItemType::kDisplay || item.type == ItemType::kUnknown) return;
  std::vector<Json> owned;
  const Limits limits = state_.LimitsAt(node, owned);
  const Where where{&item, at, path};
  if (limits.required) {
    issues_.push_back(MakeIssue(where, "error", "required", "\"" + item.link_id + "\" is required"));
  } else if (limits.min_occurs.value_or(0) > 0) {
    Issue issue =
        MakeIssue(where, "error", "minCount",
                  "\"" + item.link_id + "\" is needed at least " + std::to_string(*limits.min_occurs) + " times");
    issue.parameters.emplace_back("limit", std::to_string(*limits.min_occurs));
    issues_.push_back(std::move(issue));
  } else if (item.type == ItemType::kGroup && !item.repeats && !review_) {
    // Who fills the form sees the group, so its questions are asked. A response may leave an optional group out.
    for (const std::unique_ptr<Node>& below : node.slots.front()->children) {
      if (tree_.IsVisible(*below)) CheckMissing(*below, path, at);
    }
  }
}

void Checker::CheckCount(const Node& node, std::size_t count, const std::string& path, const std::string& extra,
                         const std::vector<int>& at) {
  const Item& item = tree_.ItemOf(node);
  std::vector<Json> owned;
  const Limits limits = state_.LimitsAt(node, owned);
  const auto have = static_cast<std::int64_t>(count);
  const std::int64_t most = limits.max_occurs.value_or(item.repeats ? have : 1);
  if (have > most) {
    Issue issue = MakeIssue({&item, at, extra.empty() ? path : extra}, "error", "maxCount",
                            "more than " + std::to_string(most) + " times");
    issue.parameters.emplace_back("limit", std::to_string(most));
    issues_.push_back(std::move(issue));
  }
  if (completing_ && limits.min_occurs && have < *limits.min_occurs) {
    Issue issue = MakeIssue({&item, at, path}, "error", "minCount",
                            "fewer than " + std::to_string(*limits.min_occurs) + " times");
    issue.parameters.emplace_back("limit", std::to_string(*limits.min_occurs));
    issues_.push_back(std::move(issue));
  }
}

void Checker::CheckConstraints(const std::vector<int>& expressions, const std::vector<Cell>& cells, const Node* node,
                               const Slot* slot, const Where& where) {
  const Scope scope{const_cast<Node*>(node), const_cast<Slot*>(slot)};  // evaluating changes nothing there
  for (const int id : expressions) {
    const FormExpression& constraint = state_.program()[id];
    if (constraint.use != Use::kConstraint || !constraint.compiled) continue;
    const Cell& cell = cells[static_cast<std::size_t>(constraint.local)];
    if (!cell.known || !cell.error.empty()) continue;
    if (fhirpath::AsCriterion(*state_.program().model, cell.value).value_or(true)) continue;
    const fhir::Choice severity = fhir::ExtensionValue(*constraint.element, "severity");
    const bool warning = severity && severity.value->AsString() == "warning";
    std::string message = "the rule " + constraint.name + " is broken";
    if (const Json* human = fhir::Extension(*constraint.element, "human")) {
      message = Localised(*human, "valueString", state_.language, state_.questionnaire().language()).text;
    }
    Issue issue = MakeIssue(where, warning ? "warning" : "error", "invariant", std::move(message));
    issue.parameters.emplace_back("key", constraint.name);
    if (const fhir::Choice location = fhir::ExtensionValue(*constraint.element, "location")) {
      const Result<fhirpath::Collection> places = state_.EvaluateText(location.value->AsString(), scope);
      if (places.ok() && places->size() > 0 && places->front().IsNode()) {
        MoveTo(tree_.root(), places->front().NodeValue(), issue);
      }
    }
    issues_.push_back(std::move(issue));
  }
}

// Says of the issue that it stands where `json` stands in the projection, if that is an item or an answer beneath.
bool Checker::MoveTo(const Slot& slot, const Json* json, Issue& issue) const {
  for (const std::unique_ptr<Node>& node : slot.children) {
    int instance = node->json != nullptr && node->json == json ? 0 : -1;
    const bool question = tree_.ItemOf(*node).IsQuestion();
    for (std::size_t i = 0; i < node->slots.size() && instance < 0; ++i) {
      if (node->slots[i]->json != nullptr && node->slots[i]->json == json) instance = static_cast<int>(i);
      if (instance < 0 && MoveTo(*node->slots[i], json, issue)) return true;
    }
    if (instance < 0) continue;
    issue.link_id = tree_.ItemOf(*node).link_id;
    issue.at = tree_.AtOf(*node);
    if (review_) {
      issue.expression = question && node->json != json
                             ? PlaceIn(*response_, *node->slots[static_cast<std::size_t>(instance)]).first
                             : PlaceIn(*response_, *node, instance).first;
    } else {
      issue.expression = node->json == json ? PathOf(*node) : PathOf(*node->slots[static_cast<std::size_t>(instance)]);
    }
    return true;
  }
  return false;
}

Checker::Place Checker::PlaceIn(const Json& response, const Slot& slot) const {
  if (slot.node == nullptr) return {"QuestionnaireResponse", &response};
  const int index = tree_.IndexOf(slot);
  if (!tree_.ItemOf(*slot.node).IsQuestion()) return PlaceIn(response, *slot.node, index);
  Place question = PlaceIn(response, *slot.node, 0);
  if (question.second == nullptr) return question;
  const Json::Array& answers = (*question.second)["answer"].Items();
  const auto place = static_cast<std::size_t>(index);
  return {JoinPath(question.first + ".answer", place), place < answers.size() ? &answers[place] : nullptr};
}

// The instance counts among the items of one linkId: a group stands there once for each of its instances.
Checker::Place Checker::PlaceIn(const Json& response, const Node& node, int instance) const {
  Place above = PlaceIn(response, *node.owner);
  if (above.second == nullptr) return above;
  std::size_t index = 0;
  for (const Json& item : (*above.second)["item"].Items()) {
    if (item["linkId"].AsString() == tree_.ItemOf(node).link_id && instance-- == 0) {
      return {ItemPath(above.first, index), &item};
    }
    ++index;
  }
  return {above.first, nullptr};
}

void Checker::CheckCells(const std::vector<int>& expressions, const std::vector<Cell>& cells, const Where& where) {
  for (std::size_t i = 0; i < cells.size() && i < expressions.size(); ++i) {
    if (cells[i].error.empty()) continue;
    issues_.push_back(MakeIssue(where, "error", cells[i].unstable ? "unstable" : "expressionFailed",
                                "an expression of the form failed here: " + cells[i].error));
  }
}

// Expressions that failed, wherever their items are shown: what they decide is not known.
void Checker::CheckFailures(const Slot& slot) {
  for (const std::unique_ptr<Node>& node : slot.children) {
    if (!node->enabled) continue;
    const Item& item = tree_.ItemOf(*node);
    const auto where = [&] { return Where{&item, tree_.AtOf(*node), review_ ? std::string() : PathOf(*node)}; };
    const auto failed = [](const Cell& cell) { return !cell.error.empty(); };
    if (node->unstable) {
      issues_.push_back(MakeIssue(where(), "error", "unstable",
                                  "whether it is enabled goes on changing or costs too much to find out"));
    }
    if (std::any_of(node->cells.begin(), node->cells.end(), failed)) {
      CheckCells(item.expressions, node->cells, where());
    }
    for (const std::unique_ptr<Slot>& below : node->slots) {
      if (std::any_of(below->cells.begin(), below->cells.end(), failed)) {
        CheckCells(item.expressions, below->cells, where());
      }
      CheckFailures(*below);
    }
  }
}

const Slot* Checker::SlotFor(const Node& node, std::size_t index) const {
  if (review_) return index < node.slots.size() ? node.slots[index].get() : nullptr;
  for (const std::unique_ptr<Slot>& slot : node.slots) {
    if (slot->json != nullptr && index-- == 0) return slot.get();
  }
  return nullptr;
}

// Where a node stands in the exported response, or would: then what holds it.
std::string Checker::PathOf(const Node& node) const {
  const Slot& owner = *node.owner;
  if (node.json == nullptr) return PathOf(owner);
  std::size_t index = 0;
  for (const Json& place : owner.items->Items()) {
    if (&place == node.json) break;
    if (!place.IsNull()) ++index;
  }
  return ItemPath(PathOf(owner), index);
}

std::string Checker::PathOf(const Slot& slot) const {
  if (slot.node == nullptr) return "QuestionnaireResponse";
  if (slot.json == nullptr) return PathOf(*slot.node->owner);
  if (tree_.ItemOf(*slot.node).IsQuestion()) {
    std::size_t index = 0;
    for (const std::unique_ptr<Slot>& other : slot.node->slots) {
      if (other.get() == &slot) break;
      if (other->json != nullptr) ++index;
    }
    return JoinPath(PathOf(*slot.node) + ".answer", index);
  }
  std::size_t index = 0;
  for (const Json& place : slot.node->owner->items->Items()) {
    if (&place == slot.json) break;
    if (!place.IsNull()) ++index;
  }
  return ItemPath(PathOf(*slot.node->owner), index);
}

}  // namespace eteinen::form
