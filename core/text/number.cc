#include "core/text/number.h"

#include <algorithm>
#include <charconv>

namespace eteinen::text {
namespace {

constexpr int kMaxDigits = 400;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

void DropLeadingZeros(std::string& digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

// Digit strings of one length, the larger or equal first where they are subtracted.
std::string Add(const std::string& a, const std::string& b) {
  std::string sum(a.size(), '0');
  int carry = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    const int digit = (a[i] - '0') + (b[i] - '0') + carry;
    sum[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  return carry ? "1" + sum : sum;
}

std::string Subtract(const std::string& a, const std::string& b) {
  std::string difference(a.size(), '0');
  int borrow = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    const int digit = (a[i] - '0') - (b[i] - '0') - borrow;
    borrow = digit < 0;
    difference[i] = static_cast<char>('0' + digit + 10 * borrow);
  }
  return difference;
}

}  // namespace

std::optional<Number> Number::Parse(std::string_view text) {
  Number number;
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') {
    number.negative = true;
    ++at;
  }
  const std::size_t whole_start = at;
  while (at < text.size() && IsDigit(text[at])) ++at;
  number.whole = text.substr(whole_start, at - whole_start);
  if (number.whole.empty() || (number.whole.size() > 1 && number.whole[0] == '0')) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    const std::size_t start = ++at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    if (at == start) return std::nullopt;
    number.fraction = text.substr(start, at - start);
  }
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at + 1 < text.size() && text[at] == '+' && IsDigit(text[at + 1])) ++at;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (error != std::errc() || exponent > kMaxDigits || exponent < -kMaxDigits) return std::nullopt;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size() || number.whole.size() + number.fraction.size() > kMaxDigits) return std::nullopt;
  for (; exponent > 0; --exponent) {
    number.whole += number.fraction.empty() ? '0' : number.fraction[0];
    if (!number.fraction.empty()) number.fraction.erase(0, 1);
  }
  if (exponent < 0) {
    const std::string padded = std::string(static_cast<std::size_t>(-exponent), '0') + number.whole;
    const std::size_t point = padded.size() - static_cast<std::size_t>(-exponent);
    number.fraction.insert(0, padded, point);
    number.whole = padded.substr(0, point);
  }
  DropLeadingZeros(number.whole);
  return number;
}

Number Number::Of(std::int64_t value) {
  Number number;
  number.whole = std::to_string(value);
  number.negative = value < 0;
  if (number.negative) number.whole.erase(0, 1);
  return number;
}

Number Number::Rounded(int digits, int at_least) const {
  Number rounded = *this;
  const std::size_t keep = static_cast<std::size_t>(digits);
  if (fraction.size() > keep) {
    rounded.fraction.resize(keep);
    if (fraction[keep] >= '5') {
      const std::string all = rounded.whole + rounded.fraction;
      const std::string sum = Add(all, std::string(all.size() - 1, '0') + "1");
      rounded.whole = sum.substr(0, sum.size() - keep);
      rounded.fraction = sum.substr(sum.size() - keep);
    }
  }
  const std::size_t wanted = static_cast<std::size_t>(at_least);
  while (rounded.fraction.size() > wanted && rounded.fraction.back() == '0') rounded.fraction.pop_back();
  if (rounded.fraction.size() < wanted) rounded.fraction.resize(wanted, '0');
  if (rounded.IsZero()) rounded.negative = false;
  return rounded;
}

Number Number::TimesHundred() const {
  Number product = *this;
  for (int i = 0; i < 2; ++i) {
    product.whole += product.fraction.empty() ? '0' : product.fraction[0];
    if (!product.fraction.empty()) product.fraction.erase(0, 1);
  }
  DropLeadingZeros(product.whole);
  return product;
}

Number Number::Minus(std::int64_t value) const {
  const Number other = Of(value);
  const std::size_t width = std::max(whole.size(), other.whole.size());
  const std::string a = std::string(width - whole.size(), '0') + whole + fraction;
  const std::string b = std::string(width - other.whole.size(), '0') + other.whole + std::string(fraction.size(), '0');
  Number result;
  std::string digits;
  if (negative != other.negative) {
    digits = Add(a, b);
    result.negative = negative;
  } else {
    digits = a < b ? Subtract(b, a) : Subtract(a, b);
    result.negative = a < b ? !negative : negative;
  }
  result.whole = digits.substr(0, digits.size() - fraction.size());
  result.fraction = digits.substr(digits.size() - fraction.size());
  DropLeadingZeros(result.whole);
  if (result.IsZero()) result.negative = false;
  return result;
}

bool Number::IsZero() const { return whole == "0" && fraction.find_first_not_of('0') == std::string::npos; }

bool operator==(const Number& a, const Number& b) {
  const std::string_view x = std::string_view(a.fraction).substr(0, a.fraction.find_last_not_of('0') + 1);
  const std::string_view y = std::string_view(b.fraction).substr(0, b.fraction.find_last_not_of('0') + 1);
  return a.whole == b.whole && x == y && (a.negative == b.negative || (a.IsZero() && b.IsZero()));
}

}  // namespace eteinen::text
