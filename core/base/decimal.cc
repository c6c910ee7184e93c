#include "core/base/decimal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace eteinen {
namespace {

__extension__ using Wide = __int128;
__extension__ using UWide = unsigned __int128;

constexpr std::array<UWide, Decimal::kMaxDigits + 1> MakePowersOfTen() {
  std::array<UWide, Decimal::kMaxDigits + 1> powers{};
  UWide power = 1;
  for (UWide& p : powers) {
    p = power;
    power *= 10;  // the last one, unused, wraps
  }
  return powers;
}
constexpr auto kPowersOfTen = MakePowersOfTen();
constexpr UWide kLimit = kPowersOfTen[Decimal::kMaxDigits];  // the first magnitude that is too large
constexpr int kQuotientDigits = 28;

UWide Magnitude(Wide value) { return value < 0 ? -static_cast<UWide>(value) : static_cast<UWide>(value); }
Wide Signed(UWide magnitude, bool negative) {
  return negative ? -static_cast<Wide>(magnitude) : static_cast<Wide>(magnitude);
}

int DigitCount(UWide value) {
  int count = 0;
  while (count <= Decimal::kMaxDigits && value >= kPowersOfTen[count]) ++count;
  return count;
}

// `value` / 10^digits, half away from zero.
UWide DroppingDigits(UWide value, int digits) {
  if (digits == 0) return value;
  if (digits > Decimal::kMaxDigits) return 0;
  const UWide divisor = kPowersOfTen[digits];
  const UWide quotient = value / divisor;
  const UWide rest = value % divisor;
  return rest >= divisor - rest ? quotient + 1 : quotient;
}

// A product of up to 76 digits, as high · 2^128 + low.
struct Double {
  UWide high;
  UWide low;
};

Double Product(UWide a, UWide b) {
  const UWide mask = ~std::uint64_t{0};
  const UWide a0 = a & mask, a1 = a >> 64, b0 = b & mask, b1 = b >> 64;
  const UWide p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0, p11 = a1 * b1;
  const UWide middle = (p00 >> 64) + (p01 & mask) + (p10 & mask);
  return {p11 + (p01 >> 64) + (p10 >> 64) + (middle >> 64), (middle << 64) | (p00 & mask)};
}

// Divides by ten and returns the remainder.
unsigned DivideByTen(Double& value) {
  unsigned rest = 0;
  std::array<std::uint64_t, 4> limbs = {
      static_cast<std::uint64_t>(value.high >> 64), static_cast<std::uint64_t>(value.high),
      static_cast<std::uint64_t>(value.low >> 64), static_cast<std::uint64_t>(value.low)};
  for (std::uint64_t& limb : limbs) {
    const UWide part = (static_cast<UWide>(rest) << 64) | limb;
    limb = static_cast<std::uint64_t>(part / 10);
    rest = static_cast<unsigned>(part % 10);
  }
  value.high = (static_cast<UWide>(limbs[0]) << 64) | limbs[1];
  value.low = (static_cast<UWide>(limbs[2]) << 64) | limbs[3];
  return rest;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Decimal::Decimal(std::int64_t value) : Decimal(static_cast<Wide>(value), 0) {}

Decimal Decimal::Scaled(std::int64_t digits, int scale) { return Decimal(static_cast<Wide>(digits), scale); }

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  std::size_t i = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++i;
  UWide digits = 0;
  int scale = 0;
  int exponent = 0;
  bool any = false;
  bool point = false;
  bool full = false;  // no further digit is kept
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.') {
      if (point || !any || i + 1 == text.size() || !IsDigit(text[i + 1])) return std::nullopt;
      point = true;
      continue;
    }
    if (!IsDigit(c)) break;
    any = true;
    if (full) {
      if (!point) return std::nullopt;
      continue;
    }
    const UWide next = digits * 10 + static_cast<unsigned>(c - '0');
    if (digits >= kLimit / 10 || scale == kMaxScale) {
      if (!point) return std::nullopt;
      full = true;
      if (c >= '5' && digits + 1 < kLimit) ++digits;
      continue;
    }
    digits = next;
    if (point) ++scale;
  }
  if (!any) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool down = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i == text.size()) return std::nullopt;
    for (; i < text.size() && IsDigit(text[i]); ++i) {
      exponent = std::min(exponent * 10 + (text[i] - '0'), 10'000);
    }
    if (down) exponent = -exponent;
  }
  if (i != text.size()) return std::nullopt;
  for (; exponent > 0; --exponent) {
    if (scale > 0) {
      --scale;
    } else if (digits >= kLimit / 10) {
      return std::nullopt;
    } else {
      digits *= 10;
      if (digits == 0) break;
    }
  }
  if (exponent < 0) {
    scale -= exponent;
    if (scale > kMaxScale) {
      digits = DroppingDigits(digits, scale - kMaxScale);
      scale = kMaxScale;
    }
  }
  return Decimal(Signed(digits, negative), scale);
}

std::optional<Decimal> Decimal::FromDouble(double value, int scale) {
  if (!std::isfinite(value) || std::fabs(value) >= 1e18) return std::nullopt;
  // The whole part is taken off first, so that the fraction alone is scaled.
  const double whole = std::trunc(value);
  const double fraction = std::round((value - whole) * std::pow(10.0, scale));
  const Wide digits = static_cast<Wide>(static_cast<std::int64_t>(whole)) * static_cast<Wide>(kPowersOfTen[scale]) +
                      static_cast<Wide>(static_cast<std::int64_t>(fraction));
  return Decimal(digits, scale);
}

std::string Decimal::ToString() const {
  UWide rest = Magnitude(Digits());
  std::string text;
  for (int i = 0; rest != 0 || i <= scale_; ++i) {
    if (i == scale_ && i > 0) text += '.';
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (IsNegative()) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

double Decimal::ToDouble() const {
  const UWide magnitude = Magnitude(Digits());
  const double value = static_cast<double>(magnitude) / static_cast<double>(kPowersOfTen[scale_]);
  return IsNegative() ? -value : value;
}

std::optional<std::int64_t> Decimal::ToInteger() const {
  if (!IsWhole()) return std::nullopt;
  const Wide whole = Digits() / static_cast<Wide>(kPowersOfTen[scale_]);
  if (whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

bool Decimal::IsWhole() const { return Magnitude(Digits()) % kPowersOfTen[scale_] == 0; }

Decimal Decimal::Negated() const { return Decimal(-Digits(), scale_); }

Decimal Decimal::Normalized() const {
  Wide digits = Digits();
  int scale = scale_;
  for (; scale > 0 && digits % 10 == 0; --scale) digits /= 10;
  return Decimal(digits, scale);
}

std::optional<Decimal> Decimal::Rescaled(int scale, Rounding rounding) const {
  const UWide magnitude = Magnitude(Digits());
  if (scale >= scale_) {
    if (scale > kMaxScale) return std::nullopt;
    const UWide factor = kPowersOfTen[scale - scale_];
    if (magnitude != 0 && magnitude > (kLimit - 1) / factor) return std::nullopt;
    return Decimal(Signed(magnitude * factor, IsNegative()), scale);
  }
  const UWide divisor = kPowersOfTen[scale_ - scale];
  UWide quotient = magnitude / divisor;
  const UWide rest = magnitude % divisor;
  switch (rounding) {
    case Rounding::kHalfAwayFromZero:
      if (rest >= divisor - rest) ++quotient;
      break;
    case Rounding::kTowardZero:
      break;
    case Rounding::kFloor:
      if (IsNegative() && rest != 0) ++quotient;
      break;
    case Rounding::kCeiling:
      if (!IsNegative() && rest != 0) ++quotient;
      break;
  }
  return Decimal(Signed(quotient, IsNegative()), scale);
}

std::optional<Decimal> Add(const Decimal& a, const Decimal& b) {
  int scale = std::max(a.scale_, b.scale_);
  // Where the common scale does not fit, the finest digits are given up.
  for (; scale >= 0; --scale) {
    const auto left = a.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
    const auto right = b.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
    if (!left || !right) continue;
    Wide sum = 0;  // twice 10^38 is more than it holds
    if (!__builtin_add_overflow(left->Digits(), right->Digits(), &sum) && Magnitude(sum) < kLimit) {
      return Decimal(sum, scale);
    }
  }
  return std::nullopt;
}

std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b) { return Add(a, b.Negated()); }

std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b) {
  Double product = Product(Magnitude(a.Digits()), Magnitude(b.Digits()));
  int scale = a.scale_ + b.scale_;
  unsigned dropped = 0;
  while (product.high != 0 || product.low >= kLimit || scale > Decimal::kMaxScale) {
    if (scale == 0) return std::nullopt;
    dropped = DivideByTen(product);
    --scale;
  }
  if (dropped >= 5 && product.low + 1 < kLimit) ++product.low;
  return Decimal(Signed(product.low, a.IsNegative() != b.IsNegative()), scale);
}

std::optional<Decimal> Divide(const Decimal& a, const Decimal& b) {
  if (b.IsZero()) return std::nullopt;
  const UWide dividend = Magnitude(a.Digits());
  const UWide divisor = Magnitude(b.Digits());
  UWide quotient = dividend / divisor;
  UWide rest = dividend % divisor;
  int scale = a.scale_ - b.scale_;
  // Long division: one digit a turn, until it ends or has enough digits.
  while ((rest != 0 || scale < 0) && scale < Decimal::kMaxScale &&
         (scale < 0 || DigitCount(quotient) < kQuotientDigits)) {
    if (quotient >= kLimit / 10) return std::nullopt;
    unsigned digit = 0;
    // rest · 10 / divisor without leaving 128 bits: ten additions modulo the divisor.
    UWide next = 0;
    for (int i = 0; i < 10; ++i) {
      if (next >= divisor - rest) {
        next -= divisor - rest;
        ++digit;
      } else {
        next += rest;
      }
    }
    rest = next;
    quotient = quotient * 10 + digit;
    ++scale;
  }
  if (rest != 0 && rest >= divisor - rest) ++quotient;
  if (quotient >= kLimit) return std::nullopt;
  return Decimal(Signed(quotient, a.IsNegative() != b.IsNegative()), scale).Normalized();
}

std::optional<Decimal> IntegerQuotient(const Decimal& a, const Decimal& b) {
  if (b.IsZero()) return std::nullopt;
  const int scale = std::max(a.scale_, b.scale_);
  const auto left = a.Rescaled(scale, Decimal::Rounding::kTowardZero);
  const auto right = b.Rescaled(scale, Decimal::Rounding::kTowardZero);
  if (!left || !right) return std::nullopt;
  return Decimal(left->Digits() / right->Digits(), 0);
}

std::optional<Decimal> Remainder(const Decimal& a, const Decimal& b) {
  if (b.IsZero()) return std::nullopt;
  const int scale = std::max(a.scale_, b.scale_);
  const auto left = a.Rescaled(scale, Decimal::Rounding::kTowardZero);
  const auto right = b.Rescaled(scale, Decimal::Rounding::kTowardZero);
  if (!left || !right) return std::nullopt;
  return Decimal(left->Digits() % right->Digits(), scale);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.scale_ == b.scale_) return a.Digits() <=> b.Digits();
  // Whole parts first, then the fractions, each below 1 and so comparable at one scale.
  const Wide a_unit = static_cast<Wide>(kPowersOfTen[a.scale_]);
  const Wide b_unit = static_cast<Wide>(kPowersOfTen[b.scale_]);
  const Wide a_whole = a.Digits() / a_unit;
  const Wide b_whole = b.Digits() / b_unit;
  if (a_whole != b_whole) return a_whole <=> b_whole;
  const int scale = std::max(a.scale_, b.scale_);
  const Wide a_fraction = a.Digits() % a_unit * static_cast<Wide>(kPowersOfTen[scale - a.scale_]);
  const Wide b_fraction = b.Digits() % b_unit * static_cast<Wide>(kPowersOfTen[scale - b.scale_]);
  return a_fraction <=> b_fraction;
}

}  // namespace eteinen
