#include "core/form/lint.h"

#include <algorithm>
#include <optional>

#include "core/base/decimal.h"
#include "core/fhir/element.h"
#include "core/fhirpath/functions.h"
#include "core/fhirpath/program.h"
#include "core/form/compare.h"
#include "core/form/expression_types.h"
#include "core/form/program.h"

namespace eteinen::form {
namespace {

// What a place can use of an expression's results.
Kinds Usable(Use use, const Item* item) {
  const Kinds value = item == nullptr ? kAnyKind : KindsOfAnswers(*item);
  switch (use) {
    case Use::kEnableWhen:
    case Use::kToggle:
    case Use::kRequired:
    case Use::kReadOnly:
    case Use::kConstraint:
      return kBooleanKind;
    case Use::kMinOccurs:
    case Use::kMaxOccurs:
      return kNumberKind;
    case Use::kMinQuantity:
    case Use::kMaxQuantity:
      return kQuantityKind;
    case Use::kMinValue:
    case Use::kMaxValue:
      return value;
    case Use::kCalculated:
    case Use::kInitial:
      // A code alone names an option; a text can take in any simple value; a number can become a quantity.
      if ((value & kCodingKind) != 0) return value | kTextKind | kOtherKind;
      if ((value & kTextKind) != 0) return kAnyKind;
      if ((value & kQuantityKind) != 0) return value | kNumberKind;
      if ((value & kDateKind) != 0) return value | kTextKind;
      return value;
    default:
      return kAnyKind;
  }
}

class Linter {
 public:
  explicit Linter(const Questionnaire& form) : form_(form), hidden_(form.items().size(), 0) {}

  std::vector<LintFinding> Run() {
    for (const LoadIssue& issue : form_.issues()) {
      if (issue.code == "wrongType") continue;  // is said more exactly below
      const int item = issue.link_id.empty() ? -1 : form_.Find(issue.link_id);
      findings_.push_back({issue.severity, issue.code, issue.link_id, PathOf(item), issue.message});
    }
    for (std::size_t i = 0; i < form_.items().size(); ++i) {
      CheckReach(static_cast<int>(i));
      CheckLimits(static_cast<int>(i));
      CheckOptions(static_cast<int>(i));
    }
    for (const FormExpression& expression : form_.program().expressions) CheckTypes(expression);
    return std::move(findings_);
  }

 private:
  const Item& ItemAt(int item) const { return form_.items()[static_cast<std::size_t>(item)]; }

  std::string PathOf(int item) const {
    if (item < 0) return {};
    const Item& own = ItemAt(item);
    const std::string above = PathOf(own.parent);
    return JoinPath(above.empty() ? "item" : above + ".item", static_cast<std::size_t>(own.position));
  }

  void Report(std::string severity, std::string code, int item, std::string message) {
    findings_.push_back({std::move(severity), std::move(code), item < 0 ? std::string() : ItemAt(item).link_id,
                         PathOf(item), std::move(message)});
  }

  // Whether anything can ever show the item. Items are looked at in document order; one that is hidden by an item
  // further down is found as long as that one does not depend on it.
  void CheckReach(int index) {
    const Item& item = ItemAt(index);
    if (item.parent >= 0 && hidden_[static_cast<std::size_t>(item.parent)] != 0) {
      hidden_[static_cast<std::size_t>(index)] = 1;  // said of the item above
      return;
    }
    std::string why;
    std::size_t never = 0;
    for (const EnableCondition& condition : item.enable_when) {
      if (std::string reason = WhyNever(condition); !reason.empty()) {
        ++never;
        why = std::move(reason);
      }
    }
    const bool all_never = never == item.enable_when.size();
    const bool by_conditions = never > 0 && (!item.any_condition || all_never);
    if (!by_conditions && !item.any_condition) why = WhyTogetherNever(item);
    if (why.empty() && NeverByExpression(item)) why = "its enableWhenExpression is never true";
    if (why.empty() || (never > 0 && !by_conditions)) return;
    hidden_[static_cast<std::size_t>(index)] = 1;
    Report("error", "unreachable", index, "can never be shown: " + why);
  }

  // Why no answer meets the condition; empty when one may.
  std::string WhyNever(const EnableCondition& condition) const {
    if (condition.question < 0) return {};  // reported at load
    const Item& asked = ItemAt(condition.question);
    const std::string name = "\"" + asked.link_id + "\"";
    const bool wants_none = condition.op == EnableOperator::kNotEqual ||
                            (condition.op == EnableOperator::kExists && !condition.value->AsBool());
    if (wants_none) return {};
    if (!asked.IsQuestion()) return name + " is no question";
    if (hidden_[static_cast<std::size_t>(condition.question)] != 0) return name + " can never be shown";
    if (condition.op == EnableOperator::kExists) return {};
    if (!TypesFit(condition, asked)) return "the answers of " + name + " are of another type";
    if (asked.type == ItemType::kOpenChoice) return {};
    const auto could = [&](const Option& option) { return Holds(condition, option.key, *option.value); };
    if (!asked.options.empty() && std::none_of(asked.options.begin(), asked.options.end(), could)) {
      return "no option of " + name + " meets the condition";
    }
    if (IsBeyond(condition, asked.max_value, true) || IsBeyond(condition, asked.min_value, false)) {
      return "the condition lies beyond the limits of " + name;
    }
    return {};
  }

  static bool TypesFit(const EnableCondition& condition, const Item& asked) {
    Item as_answer;
    as_answer.type = ItemType::kChoice;
    as_answer.options.push_back({"value" + condition.key.substr(6), condition.value, nullptr, {}, false, false});
    return (KindsOfAnswers(as_answer) & KindsOfAnswers(asked)) != 0;
  }

  static bool Holds(const EnableCondition& condition, std::string_view key, const Json& value) {
    const Order order = Compare(key, value, condition.key, *condition.value);
    switch (condition.op) {
      case EnableOperator::kEqual:
        // A condition without a system means the code alone.
        if (condition.key == "answerCoding" && key == "valueCoding" && !condition.value->Has("system")) {
          return value["code"].AsString() == (*condition.value)["code"].AsString();
        }
        return order == Order::kEqual || order == Order::kUnknown;
      case EnableOperator::kGreater:
        return order == Order::kGreater || order == Order::kUnknown;
      case EnableOperator::kLess:
        return order == Order::kLess || order == Order::kUnknown;
      case EnableOperator::kGreaterOrEqual:
        return order != Order::kLess && order != Order::kIncomparable;
      case EnableOperator::kLessOrEqual:
        return order != Order::kGreater && order != Order::kIncomparable;
      default:
        return true;
    }
  }

  // The condition asks for more than the most (or less than the least) that the question takes.
  static bool IsBeyond(const EnableCondition& condition, const Limit& limit, bool most) {
    if (!limit) return false;
    const Order order = Compare(condition.key, *condition.value, limit.key, *limit.value);
    const Order outside = most ? Order::kGreater : Order::kLess;
    const bool towards = condition.op == (most ? EnableOperator::kGreater : EnableOperator::kLess);
    const bool from = condition.op == (most ? EnableOperator::kGreaterOrEqual : EnableOperator::kLessOrEqual) ||
                      condition.op == EnableOperator::kEqual;
    return (towards && (order == outside || order == Order::kEqual)) || (from && order == outside);
  }

  // Two conditions on one answer that exclude each other, where all have to hold.
  std::string WhyTogetherNever(const Item& item) const {
    for (std::size_t a = 0; a < item.enable_when.size(); ++a) {
      for (std::size_t b = 0; b < item.enable_when.size(); ++b) {
        const EnableCondition& one = item.enable_when[a];
        const EnableCondition& other = item.enable_when[b];
        if (a == b || one.question != other.question || one.question < 0 || ItemAt(one.question).repeats) continue;
        const bool none = one.op == EnableOperator::kExists && !one.value->AsBool();
        const bool some =
            other.op != EnableOperator::kNotEqual && (other.op != EnableOperator::kExists || other.value->AsBool());
        const bool apart = one.op == EnableOperator::kEqual && other.op != EnableOperator::kExists &&
                           other.op != EnableOperator::kNotEqual && !Holds(other, one.key, *one.value);
        if ((none && some) || apart || LeavesNothing(one, other)) {
          return "its conditions on \"" + ItemAt(one.question).link_id + "\" exclude each other";
        }
      }
    }
    return {};
  }

  // "More than" and "less than" with nothing between them.
  static bool LeavesNothing(const EnableCondition& least, const EnableCondition& most) {
    const bool from = least.op == EnableOperator::kGreaterOrEqual;
    const bool to = most.op == EnableOperator::kLessOrEqual;
    if (!(from || least.op == EnableOperator::kGreater) || !(to || most.op == EnableOperator::kLess)) return false;
    const Order order = Compare(least.key, *least.value, most.key, *most.value);
    return order == Order::kGreater || (order == Order::kEqual && !(from && to));
  }

  bool NeverByExpression(const Item& item) const {
    for (const int id : item.expressions) {
      const FormExpression& expression = form_.program()[id];
      if (expression.use != Use::kEnableWhen || !expression.compiled) continue;
      std::string text = expression.compiled->text();
      text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
      if (text == "false" || text == "{}") return true;
    }
    return false;
  }

  void CheckLimits(int index) {
    const Item& item = ItemAt(index);
    const auto apart = [](const Limit& least, const Limit& most) {
      return least && most && Compare(least.key, *least.value, most.key, *most.value) == Order::kGreater;
    };
    const auto above = [](const std::optional<std::int64_t>& least, const std::optional<std::int64_t>& most) {
      return least && most && *least > *most;
    };
    const bool contradictory = apart(item.min_value, item.max_value) || apart(item.min_quantity, item.max_quantity) ||
                               above(item.min_length, item.max_length) || above(item.min_occurs, item.max_occurs) ||
                               (!item.repeats && item.min_occurs.value_or(0) > 1);
    if (contradictory) Report("error", "contradictoryLimits", index, "its least is more than its most");
    if (!item.IsQuestion() || !item.required || !(item.hidden || item.read_only)) return;
    const bool is_filled = std::any_of(item.expressions.begin(), item.expressions.end(), [&](int id) {
      const Use use = form_.program()[id].use;
      return use == Use::kCalculated || use == Use::kInitial || use == Use::kReadOnly || use == Use::kRequired;
    });
    const bool preset =
        item.definition->Has("initial") || std::any_of(item.options.begin(), item.options.end(),
                                                       [](const Option& option) { return option.initially_selected; });
    if (!is_filled && !preset) {
      Report("warning", "cannotBeAnswered", index, "is required, but nobody can answer it and nothing fills it in");
    }
  }

  // Options that a toggle names must be there.
  void CheckOptions(int index) {
    const Item& item = ItemAt(index);
    for (const int id : item.expressions) {
      const FormExpression& toggle = form_.program()[id];
      if (toggle.use != Use::kToggle || item.options.empty()) continue;
      for (const Json* named : fhir::Extensions(*toggle.element, "option")) {
        const fhir::Choice choice = fhir::ChoiceOf(*named);
        const bool known = choice && std::any_of(item.options.begin(), item.options.end(), [&](const Option& option) {
                             return SameValue(option.key, *option.value, choice.key, *choice.value);
                           });
        if (!known) Report("warning", "unknownOption", index, "a toggle names an option that the item does not have");
      }
    }
  }

  void CheckTypes(const FormExpression& expression) {
    if (!expression.compiled) return;
    CheckRows(expression);
    std::vector<TypeFault> faults;
    const Kinds kinds = KindsOf(form_, expression, faults);
    const std::string name(NameOf(expression.use));
    for (const TypeFault& fault : faults) {
      Report("warning", "wrongType", expression.owner,
             name + " at " + std::to_string(fault.position) + ": " + fault.message);
    }
    const Kinds usable = Usable(expression.use, expression.owner < 0 ? nullptr : &ItemAt(expression.owner));
    if (kinds != 0 && (kinds & usable) == 0) {
      Report("warning", "wrongType", expression.owner,
             name + " gives " + NamesOf(kinds) + " where " + NamesOf(usable) + " is needed");
    }
  }

  // repeat() takes two rows that say the same for one: a sum over them is not what its author means.
  void CheckRows(const FormExpression& expression) {
    const fhirpath::Program& program = expression.compiled->program();
    bool walks = false;
    bool counts = false;
    for (const fhirpath::Node& node : program.nodes) {
      if (node.kind != fhirpath::NodeKind::kCall) continue;
      walks = walks || node.function == fhirpath::Function::kRepeat;
      counts = counts || node.function == fhirpath::Function::kSum || node.function == fhirpath::Function::kCount ||
               node.function == fhirpath::Function::kAvg || node.function == fhirpath::Function::kAggregate;
    }
    if (!walks || !counts) return;
    for (const int read : expression.reads) {
      int above = read;
      while (above >= 0 && !(ItemAt(above).type == ItemType::kGroup && ItemAt(above).repeats))
        above = ItemAt(above).parent;
      if (above < 0) continue;
      return Report("warning", "equalRowsCountOnce", expression.owner,
                    std::string(NameOf(expression.use)) + " counts rows of \"" + ItemAt(above).link_id +
                        "\" that repeat() takes for one when they say the same; descendants() keeps them");
    }
  }

  const Questionnaire& form_;
  std::vector<char> hidden_;  // item → can never be shown
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> Lint(const Questionnaire& questionnaire) { return Linter(questionnaire).Run(); }

}  // namespace eteinen::form
