// A decimal number as people write it: exact digits, nothing binary, for display and for choosing plural forms.
//
// For texts only: it can be read from JSON, shifted, rounded and lessened by a whole number, and it never loses a
// digit on the way ("0.1" stays 0.1). Arithmetic of health data is `core/base/decimal.h`.
#ifndef ETEINEN_CORE_TEXT_NUMBER_H_
#define ETEINEN_CORE_TEXT_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eteinen::text {

struct Number {
  bool negative = false;
  std::string whole = "0";  // at least one digit, no leading zeros but for "0" itself
  std::string fraction;     // as many digits as were given; trailing zeros kept

  // A JSON number ("-1.50e2" included). None if it is not one, or if it has over 400 digits when written out.
  static std::optional<Number> Parse(std::string_view text);
  static Number Of(std::int64_t value);

  // Rounded to at most `digits` decimals, half away from zero (as FHIRPath's round and the browser do), without
  // trailing zeros beyond `at_least`.
  Number Rounded(int digits, int at_least = 0) const;
  Number TimesHundred() const;
  Number Minus(std::int64_t value) const;
  bool IsZero() const;
  // Equal in value: 1 and 1.00 are.
  friend bool operator==(const Number& a, const Number& b);
};

}  // namespace eteinen::text

#endif  // ETEINEN_CORE_TEXT_NUMBER_H_
