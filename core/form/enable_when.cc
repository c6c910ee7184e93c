#include "core/form/enable_when.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/compare.h"

namespace eteinen::form {

bool Meets(const EnableCondition& condition, const std::vector<const Json*>& answers) {
  if (condition.op == EnableOperator::kExists) return condition.value->AsBool() == !answers.empty();
  const auto equal = [&](const Json* answer) {
    const fhir::Choice choice = fhir::ChoiceOf(*answer);
    if (condition.key == "answerCoding" && choice.key == "valueCoding" && !condition.value->Has("system")) {
      return (*choice.value)["code"].AsString() == (*condition.value)["code"].AsString();
    }
    return SameValue(choice.key, *choice.value, condition.key, *condition.value) ||
           Compare(choice.key, *choice.value, condition.key, *condition.value) == Order::kEqual;
  };
  if (condition.op == EnableOperator::kNotEqual) return std::none_of(answers.begin(), answers.end(), equal);
  return std::any_of(answers.begin(), answers.end(), [&](const Json* answer) {
    if (condition.op == EnableOperator::kEqual) return equal(answer);
    const fhir::Choice choice = fhir::ChoiceOf(*answer);
    const Order order = Compare(choice.key, *choice.value, condition.key, *condition.value);
    switch (condition.op) {
      case EnableOperator::kGreater:
        return order == Order::kGreater;
      case EnableOperator::kLess:
        return order == Order::kLess;
      case EnableOperator::kGreaterOrEqual:
        return order == Order::kGreater || order == Order::kEqual;
      default:
        return order == Order::kLess || order == Order::kEqual;
    }
  });
}

}  // namespace eteinen::form
