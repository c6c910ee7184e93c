// Comparing two values of a form: an answer with a limit, with an option, or with what enableWhen asks for.
#ifndef ETEINEN_CORE_FORM_COMPARE_H_
#define ETEINEN_CORE_FORM_COMPARE_H_

#include <string_view>

#include "core/base/json.h"

namespace eteinen::form {

enum class Order {
  kLess,
  kEqual,
  kGreater,
  kUnknown,       // such as 2024 and 2024-05: one is less precise
  kIncomparable,  // of different kinds, or quantities whose units do not convert into each other
};

// Keys are those of choice elements: "valueInteger", "answerDate"; what follows their first word is the type. Integers
// compare with decimals, dates with dateTimes. Codings and references are equal or incomparable.
Order Compare(std::string_view key_a, const Json& a, std::string_view key_b, const Json& b);

// Whether an answer is this option: codings by system and code, numbers by value, everything else as written.
bool SameValue(std::string_view key_a, const Json& a, std::string_view key_b, const Json& b);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_COMPARE_H_
