#include "core/base/decimal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

namespace eteinen {
namespace {

TEST(Decimal, RoundsHalfAwayFromZeroAndKeepsTwentyEightDigits) {
  EXPECT_EQ(Decimal::Parse("2.5")->Rescaled(0, Decimal::Rounding::kHalfAwayFromZero)->ToString(), "3");
  EXPECT_EQ(Decimal::Parse("-2.5")->Rescaled(0, Decimal::Rounding::kHalfAwayFromZero)->ToString(), "-3");
  EXPECT_EQ(Divide(Decimal(2), Decimal(3))->ToString(), "0.6666666666666666666666666667");
  EXPECT_EQ(Multiply(*Decimal::Parse("1234567890123456789.5"), *Decimal::Parse("1000000000000000000.5"))->ToString(),
            "1234567890123456790117283945061728394.8");
}

TEST(Decimal, ComparesValuesNotDigits) {
  EXPECT_EQ(*Decimal::Parse("1.10"), *Decimal::Parse("1.1"));
  EXPECT_LT(*Decimal::Parse("-1.2"), *Decimal::Parse("-1.1"));
  EXPECT_FALSE(Decimal::Parse("1."));
  EXPECT_FALSE(Decimal::Parse("1e"));
  EXPECT_EQ(Decimal::Parse("1.5e-3")->ToString(), "0.0015");
}

// As many nines as a decimal holds.
const std::string kNines(Decimal::kMaxDigits, '9');

TEST(Decimal, HoldsThirtyEightDigitsAndRefusesMore) {
  EXPECT_EQ(Decimal::Parse(kNines)->ToString(), kNines);
  EXPECT_EQ(Decimal::Parse("-" + kNines)->ToString(), "-" + kNines);
  EXPECT_FALSE(Decimal::Parse(kNines + "9"));
  EXPECT_FALSE(Decimal::Parse("1e38"));
}

TEST(Decimal, RefusesASumOrAProductThatDoesNotFit) {
  const Decimal most = *Decimal::Parse(kNines);
  EXPECT_FALSE(Add(most, most));
  EXPECT_FALSE(Add(most.Negated(), most.Negated()));
  EXPECT_FALSE(Add(most, Decimal(1)));
  EXPECT_FALSE(Multiply(most, Decimal(2)));
  EXPECT_FALSE(Divide(most, *Decimal::Parse("0.1")));
  EXPECT_EQ(*Subtract(most, most), Decimal(0));
}

TEST(Decimal, GivesUpItsFinestDigitsWhereASumWouldNotFit) {
  EXPECT_EQ(Add(*Decimal::Parse("90000000000000000000000000000000000000"), *Decimal::Parse("0.4"))->ToString(),
            "90000000000000000000000000000000000000");
}

// What holds of all numbers, on numbers of every length.
TEST(Decimal, KeepsTheLawsOfArithmetic) {
  std::mt19937_64 random(38);
  const auto number = [&](std::size_t most_digits) {
    std::string digits;
    for (std::size_t left = 1 + random() % most_digits; left > 0; --left)
      digits += static_cast<char>('0' + random() % 10);
    const std::size_t point = random() % (digits.size() + 1);
    return *Decimal::Parse((random() % 2 == 0 ? "-" : "") + std::string("0") + digits.substr(0, point) +
                           (point < digits.size() ? "." + digits.substr(point) : ""));
  };
  for (int i = 0; i < 20'000; ++i) {
    const Decimal a = number(16);
    const Decimal b = number(16);
    const Decimal c = number(4);
    const std::string what = a.ToString() + ", " + b.ToString() + ", " + c.ToString();
    EXPECT_EQ(*Decimal::Parse(a.ToString()), a) << what;
    EXPECT_EQ(*Subtract(*Add(a, b), b), a) << what;
    EXPECT_EQ(*Multiply(a, *Add(b, c)), *Add(*Multiply(a, b), *Multiply(a, c))) << what;
    EXPECT_EQ(a < b, Subtract(a, b)->IsNegative()) << what;
    if (b.IsZero()) continue;
    EXPECT_EQ(*Divide(*Multiply(a, b), b), a) << what;
    const std::optional<Decimal> whole = IntegerQuotient(a, b);
    const std::optional<Decimal> rest = Remainder(a, b);
    if (!whole || !rest) continue;
    EXPECT_EQ(*Add(*Multiply(*whole, b), *rest), a) << what;
    EXPECT_TRUE(rest->IsZero() || rest->IsNegative() == a.IsNegative()) << what;
  }
}

TEST(Decimal, RoundsWrittenDigitsThatItCannotHold) {
  const std::string thirds(Decimal::kMaxDigits + 10, '3');
  EXPECT_EQ(Decimal::Parse("0." + thirds)->ToString(), "0." + std::string(Decimal::kMaxScale, '3'));
  const std::string sixes(Decimal::kMaxDigits + 10, '6');
  EXPECT_EQ(Decimal::Parse("0." + sixes)->ToString(), "0." + std::string(Decimal::kMaxScale - 1, '6') + "7");
  EXPECT_FALSE(Decimal::Parse("1.2.3"));
  EXPECT_FALSE(Decimal::Parse("." + sixes));
}

TEST(Decimal, ReadsExponentsOfEverySize) {
  EXPECT_EQ(*Decimal::Parse("1.50e1"), Decimal(15));
  EXPECT_EQ(Decimal::Parse("1.5e+3")->ToString(), "1500");
  EXPECT_EQ(*Decimal::Parse("0e99999"), Decimal(0));
  const std::string zeros(Decimal::kMaxScale - 1, '0');
  EXPECT_EQ(Decimal::Parse("15e-" + std::to_string(Decimal::kMaxScale + 1))->ToString(), "0." + zeros + "2");
  EXPECT_EQ(Decimal::Parse("14e-" + std::to_string(Decimal::kMaxScale + 1))->ToString(), "0." + zeros + "1");
  EXPECT_EQ(*Decimal::Parse("1e-99999999999"), Decimal(0));
  EXPECT_FALSE(Decimal::Parse("1e5x"));
}

}  // namespace
}  // namespace eteinen
