// Exact decimal numbers: a whole number of up to 38 digits and how many of them stand after the point.
//
// No binary fraction ever comes in between: 0.1 + 0.2 is 0.3, and "1.10" keeps its zero when written. Sums, differences
// and products are exact as long as they fit in 38 digits; beyond that digits after the point are rounded (half away
// from zero), and when even the whole part does not fit there is no result. Quotients are exact where they end, else
// rounded to 28 significant digits. Comparisons look at the value only: 1.10 equals 1.1.
#ifndef ETEINEN_CORE_BASE_DECIMAL_H_
#define ETEINEN_CORE_BASE_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eteinen {

class Decimal {
 public:
  static constexpr int kMaxDigits = 38;  // of the whole number behind a value
  static constexpr int kMaxScale = 37;   // digits after the point

  Decimal() = default;  // 0
  explicit Decimal(std::int64_t value);
  // `digits` × 10^-scale, scale in 0…kMaxScale.
  static Decimal Scaled(std::int64_t digits, int scale);

  // "-12.50", "+3", "1.5e-3": digits with an optional sign, fraction and exponent, nothing else. Digits beyond 38 are
  // rounded off after the point; nothing if the text is no number or too large.
  static std::optional<Decimal> Parse(std::string_view text);
  // The value rounded to `scale` digits after the point (0…15); nothing for NaN, infinities and values beyond ±10^18.
  static std::optional<Decimal> FromDouble(double value, int scale);

  // Plain digits with `Scale()` of them after the point: "-12.50"; a negative zero is not kept.
  std::string ToString() const;
  double ToDouble() const;
  // The value when it is whole and fits in 64 bits.
  std::optional<std::int64_t> ToInteger() const;

  int Scale() const { return scale_; }
  bool IsZero() const { return high_ == 0 && low_ == 0; }
  bool IsNegative() const { return high_ < 0; }
  bool IsWhole() const;

  Decimal Negated() const;
  Decimal Abs() const { return IsNegative() ? Negated() : *this; }
  // Without zeros at the end of the fraction: 1.500 becomes 1.5.
  Decimal Normalized() const;

  enum class Rounding { kHalfAwayFromZero, kTowardZero, kFloor, kCeiling };
  // With exactly `scale` digits after the point (0…kMaxScale): rounds, or appends zeros. Nothing if that overflows.
  std::optional<Decimal> Rescaled(int scale, Rounding rounding) const;

  friend std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b);
  // Nothing when `b` is zero.
  friend std::optional<Decimal> Divide(const Decimal& a, const Decimal& b);
  // The quotient without its fraction (toward zero), and what remains, with the sign of `a`.
  friend std::optional<Decimal> IntegerQuotient(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Remainder(const Decimal& a, const Decimal& b);

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == std::strong_ordering::equal; }

 private:
  __extension__ using Wide = __int128;
  Decimal(Wide digits, int scale)
      : high_(static_cast<std::int64_t>(digits >> 64)),
        low_(static_cast<std::uint64_t>(digits)),
        scale_(static_cast<std::uint8_t>(scale)) {}
  Wide Digits() const { return static_cast<Wide>(high_) * (static_cast<Wide>(1) << 64) + static_cast<Wide>(low_); }

  // The whole number as two halves: a 128-bit member would make every value that holds a decimal 16-byte aligned.
  std::int64_t high_ = 0;
  std::uint64_t low_ = 0;
  std::uint8_t scale_ = 0;
};

std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> Divide(const Decimal& a, const Decimal& b);
std::optional<Decimal> IntegerQuotient(const Decimal& a, const Decimal& b);
std::optional<Decimal> Remainder(const Decimal& a, const Decimal& b);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BASE_DECIMAL_H_
