#include "core/fhirpath/ucum.h"

#include <algorithm>
#include <utility>

namespace eteinen::fhirpath {
namespace {

constexpr std::array<std::string_view, 8> kWords = {"year", "month",  "week",   "day",
                                                    "hour", "minute", "second", "millisecond"};
constexpr std::array<std::string_view, 8> kCodes = {"a", "mo", "wk", "d", "h", "min", "s", "ms"};

// Only for calendar quantities, whose unit is one of the words.
CalendarUnit CalendarOf(const Quantity& quantity) { return *CalendarUnitOf(quantity.unit); }

bool IsYearOrMonth(CalendarUnit unit) { return unit == CalendarUnit::kYear || unit == CalendarUnit::kMonth; }

// A quantity of a calendar year or month is no definite duration.
bool IsIndefinite(const Quantity& quantity) { return quantity.calendar && IsYearOrMonth(CalendarOf(quantity)); }

std::optional<Unit> UnitOf(const Quantity& quantity) {
  if (quantity.foreign) return std::nullopt;
  if (!quantity.calendar) return ParseUnit(quantity.unit);
  return ParseUnit(kCodes[static_cast<std::size_t>(CalendarOf(quantity))]);
}

std::optional<Decimal> TimesPowerOfTen(Decimal value, int exponent) {
  const Decimal ten(10);
  for (; exponent > 0; --exponent) {
    const auto next = Multiply(value, ten);
    if (!next) return std::nullopt;
    value = *next;
  }
  for (; exponent < 0; ++exponent) {
    const auto next = Multiply(value, Decimal::Scaled(1, 1));
    if (!next) return std::nullopt;
    value = *next;
  }
  return value;
}

std::optional<Decimal> Product(std::initializer_list<Decimal> factors) {
  std::optional<Decimal> product = Decimal(1);
  for (const Decimal& factor : factors) {
    if (product) product = Multiply(*product, factor);
  }
  return product;
}

// A temperature in kelvin, and back.
std::optional<Decimal> ToKelvin(const Decimal& value, Unit::Special special) {
  if (special == Unit::Special::kCelsius) return Add(value, Decimal::Scaled(27315, 2));
  const auto shifted = Add(value, Decimal::Scaled(45967, 2));
  return shifted ? Divide(*Multiply(*shifted, Decimal(5)), Decimal(9)) : std::nullopt;
}
std::optional<Decimal> FromKelvin(const Decimal& value, Unit::Special special) {
  if (special == Unit::Special::kCelsius) return Subtract(value, Decimal::Scaled(27315, 2));
  const auto scaled = Multiply(value, Decimal::Scaled(18, 1));
  return scaled ? Subtract(*scaled, Decimal::Scaled(45967, 2)) : std::nullopt;
}

std::optional<Decimal> Convert(const Decimal& value, const Unit& from, const Unit& to) {
  if (from.powers != to.powers) return std::nullopt;
  if (from.special == to.special && from.special != Unit::Special::kNone) return value;
  std::optional<Decimal> source = value;
  Unit plain = from;
  if (from.special != Unit::Special::kNone) {
    source = ToKelvin(value, from.special);
    plain.special = Unit::Special::kNone;
  }
  if (!source) return std::nullopt;
  auto up = Product({*source, plain.numerator, to.denominator});
  const auto down = Product({plain.denominator, to.numerator});
  if (!up || !down) return std::nullopt;
  up = TimesPowerOfTen(*up, plain.exponent - to.exponent);
  if (!up) return std::nullopt;
  const auto result = *down == Decimal(1) ? up : Divide(*up, *down);
  if (!result || to.special == Unit::Special::kNone) return result;
  return FromKelvin(*result, to.special);
}

// How large a unit is, for choosing between two of one dimension.
std::optional<bool> FirstIsLarger(const Unit& a, const Unit& b) {
  const auto ratio = Convert(Decimal(1), a, b);
  if (!ratio) return std::nullopt;
  return *ratio > Decimal(1);
}

// Calendar durations among themselves: years and months by 12, everything else by days (a year has 365, a month 30).
std::optional<Decimal> CalendarValue(const Quantity& quantity, bool in_months) {
  const CalendarUnit unit = CalendarOf(quantity);
  if (in_months) return Multiply(quantity.value, Decimal(unit == CalendarUnit::kYear ? 12 : 1));
  constexpr std::array<std::int64_t, 8> kMilliseconds = {
      365 * 86'400'000LL, 30 * 86'400'000LL, 7 * 86'400'000LL, 86'400'000, 3'600'000, 60'000, 1000, 1};
  return Multiply(quantity.value, Decimal(kMilliseconds[static_cast<std::size_t>(unit)]));
}

Comparison FromOrder(std::strong_ordering order) {
  if (order == std::strong_ordering::less) return Comparison::kLess;
  return order == std::strong_ordering::greater ? Comparison::kGreater : Comparison::kEqual;
}

// A calendar quantity by its UCUM code; a UCUM quantity as it is.
Quantity AsDefinite(const Quantity& quantity) {
  if (!quantity.calendar) return quantity;
  return {quantity.value, std::string(kCodes[static_cast<std::size_t>(CalendarOf(quantity))]), false, false};
}

// A UCUM duration out of FHIR data as the calendar's, where the other side is the calendar's.
Quantity AsCalendar(const Quantity& quantity) {
  const auto unit = DurationUnitOf(quantity);
  if (!unit) return quantity;
  return {quantity.value, std::string(CalendarWord(*unit)), true, quantity.from_fhir};
}

bool EqualAfterRounding(const Decimal& a, const Decimal& b) {
  const int scale = std::min(a.Normalized().Scale(), b.Normalized().Scale());
  return a.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero) ==
         b.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
}

// "g/m", "m2", "kg.m/s2" out of powers of base units.
std::string WriteBaseUnits(const std::array<std::int8_t, kDimensions>& powers) {
  constexpr std::array<std::string_view, kDimensions> kNames = {"m",   "g",    "s",       "K",     "rad", "C",    "cd",
                                                                "mol", "[iU]", "[arb'U]", "[CFU]", "bit", "[pH]", "B"};
  std::string above;
  std::string below;
  // Mass first, as units are usually read: "g/m", "g.m/s2".
  constexpr std::array<std::size_t, kDimensions> kOrder = {1, 0, 7, 5, 3, 6, 4, 8, 9, 10, 11, 12, 13, 2};
  for (const std::size_t i : kOrder) {
    const std::int8_t power = powers[i];
    if (power == 0) continue;
    if (power > 0) {
      if (!above.empty()) above += '.';
      above += kNames[i];
      if (power > 1) above += std::to_string(power);
    } else {
      below += '/';
      below += kNames[i];
      if (power < -1) below += std::to_string(-power);
    }
  }
  if (above.empty() && below.empty()) return "1";
  if (above.empty()) return below;
  return above + below;
}

// Units that can be multiplied: not temperatures with an offset, nor logarithms.
bool IsLinear(const Unit& unit) {
  return unit.special == Unit::Special::kNone && unit.powers[kDimensions - 1] == 0 && unit.powers[kDimensions - 2] == 0;
}

// A unit of one symbol, such as "cm" or "cm2".
struct Power {
  std::string_view symbol;
  int power = 1;
};

std::optional<Power> PowerOf(std::string_view unit) {
  const std::size_t digit = unit.find_first_of("0123456789");
  Power power{unit.substr(0, digit)};
  if (power.symbol.empty() || power.symbol.find_first_of("./(){}+-") != std::string_view::npos) return std::nullopt;
  if (digit == std::string_view::npos) return power;
  if (unit.size() > digit + 1 || unit[digit] == '0') return std::nullopt;  // no form has a tenth power
  power.power = unit[digit] - '0';
  return power;
}

std::string WritePower(std::string_view symbol, int power) {
  if (power == 0) return "1";
  std::string unit = power < 0 ? "/" : "";
  unit += symbol;
  if (power != 1 && power != -1) unit += std::to_string(power < 0 ? -power : power);
  return unit;
}

// The product (or quotient) in base units; rounded once at most, after all factors.
std::optional<Quantity> CombineInBaseUnits(const Quantity& a, const Unit& left, const Quantity& b, const Unit& right,
                                           bool divide) {
  if (!IsLinear(left) || !IsLinear(right)) return std::nullopt;
  Unit unit;
  Unit base;
  const auto above = Product({left.numerator, divide ? right.denominator : right.numerator});
  const auto below = Product({left.denominator, divide ? right.numerator : right.denominator});
  if (!above || !below) return std::nullopt;
  const auto factor = Multiply(divide ? *below : *above, b.value);
  if (!factor) return std::nullopt;
  unit.numerator = divide ? *above : *factor;
  unit.denominator = divide ? *factor : *below;
  unit.exponent = divide ? left.exponent - right.exponent : left.exponent + right.exponent;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    unit.powers[i] = static_cast<std::int8_t>(left.powers[i] + (divide ? -right.powers[i] : right.powers[i]));
  }
  base.powers = unit.powers;
  const auto value = Convert(a.value, unit, base);
  if (!value) return std::nullopt;
  return Quantity{*value, WriteBaseUnits(unit.powers), false, false};
}

std::optional<Quantity> Combine(const Quantity& a, const Quantity& b, bool divide) {
  const bool plain_b = !b.calendar && b.unit == "1";
  const bool plain_a = !a.calendar && a.unit == "1";
  const auto value = divide ? Divide(a.value, b.value) : Multiply(a.value, b.value);
  if (!value) return std::nullopt;
  if (plain_b) return Quantity{*value, a.unit, a.calendar, a.from_fhir};
  if (plain_a && !divide) return Quantity{*value, b.unit, b.calendar, b.from_fhir};
  if (divide && a.unit == b.unit && a.calendar == b.calendar) return Quantity{*value, "1", false, false};
  if (IsIndefinite(a) || IsIndefinite(b)) return std::nullopt;
  const auto left = UnitOf(a);
  const auto right = UnitOf(b);
  if (!left || !right) return std::nullopt;
  const bool apart = std::equal(left->powers.begin(), left->powers.end(), right->powers.begin(),
                                [](int x, int y) { return x == 0 || y == 0; });
  const auto plain = [](const Quantity& q) { return !q.calendar && q.unit.find('/') == std::string::npos; };
  if (apart && !a.calendar && plain(b) && IsLinear(*left) && IsLinear(*right) &&
      (!divide || b.unit.find('.') == std::string::npos)) {
    return Quantity{*value, (plain_a ? std::string() : a.unit) + (divide ? '/' : '.') + b.unit, false, false};
  }
  // A rate: 100 'mg' by 2 '/d' is in 'mg/d'.
  if (apart && !divide && !a.calendar && !b.calendar && b.unit.rfind('/') == 0 && IsLinear(*left) && IsLinear(*right)) {
    return Quantity{*value, a.unit + b.unit, false, false};
  }
  const auto left_power = PowerOf(a.unit);
  const auto right_power = PowerOf(b.unit);
  if (left_power && right_power && left_power->symbol == right_power->symbol && !a.calendar && !b.calendar &&
      IsLinear(*left) && IsLinear(*right)) {
    const int power = left_power->power + (divide ? -right_power->power : right_power->power);
    return Quantity{*value, WritePower(left_power->symbol, power), false, false};
  }
  return CombineInBaseUnits(a, *left, b, *right, divide);
}

}  // namespace

std::optional<CalendarUnit> CalendarUnitOf(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word == kWords[i] ||
        (word.size() == kWords[i].size() + 1 && word.starts_with(kWords[i]) && word.back() == 's')) {
      return static_cast<CalendarUnit>(i);
    }
  }
  return std::nullopt;
}

std::string_view CalendarWord(CalendarUnit unit) { return kWords[static_cast<std::size_t>(unit)]; }

std::optional<CalendarUnit> DurationUnitOf(const Quantity& quantity) {
  if (quantity.calendar) return CalendarUnitOf(quantity.unit);
  for (std::size_t i = 0; i < kCodes.size(); ++i) {
    const auto unit = static_cast<CalendarUnit>(i);
    if (quantity.unit == kCodes[i] && (quantity.from_fhir || !IsYearOrMonth(unit))) return unit;
  }
  return std::nullopt;
}

bool Comparable(const Quantity& a, const Quantity& b) {
  if (a.calendar && b.calendar) return true;
  if (IsIndefinite(a) || IsIndefinite(b)) return false;
  if (a.unit == b.unit && a.calendar == b.calendar) return true;
  const auto left = UnitOf(a);
  const auto right = UnitOf(b);
  return left && right && left->powers == right->powers;
}

Comparison Compare(const Quantity& a, const Quantity& b) {
  if (a.unit == b.unit && a.calendar == b.calendar) return FromOrder(a.value <=> b.value);
  if (a.calendar != b.calendar) {
    if (a.calendar && b.from_fhir && IsIndefinite(AsCalendar(b))) return Compare(a, AsCalendar(b));
    if (b.calendar && a.from_fhir && IsIndefinite(AsCalendar(a))) return Compare(AsCalendar(a), b);
  }
  if (a.calendar && b.calendar) {
    const bool months = IsIndefinite(a) && IsIndefinite(b);
    const auto left = CalendarValue(a, months);
    const auto right = CalendarValue(b, months);
    return left && right ? FromOrder(*left <=> *right) : Comparison::kUnknown;
  }
  if (!Comparable(a, b)) return Comparison::kUnknown;
  const auto left = UnitOf(a);
  const auto right = UnitOf(b);
  // In the finer unit, where the coarser one has no endless fraction.
  const bool first_larger = FirstIsLarger(*left, *right).value_or(true);
  const auto converted = first_larger ? Convert(a.value, *left, *right) : Convert(b.value, *right, *left);
  if (!converted) return Comparison::kUnknown;
  return first_larger ? FromOrder(*converted <=> b.value) : FromOrder(a.value <=> *converted);
}

bool Equivalent(const Quantity& a, const Quantity& b) {
  if (a.unit == b.unit && a.calendar == b.calendar) return EqualAfterRounding(a.value, b.value);
  if (a.calendar && b.calendar) return Compare(a, b) == Comparison::kEqual;
  const Quantity first = AsDefinite(a);
  const Quantity second = AsDefinite(b);
  const auto left = ParseUnit(first.unit);
  const auto right = ParseUnit(second.unit);
  if (!left || !right || left->powers != right->powers) return false;
  const bool first_larger = FirstIsLarger(*left, *right).value_or(true);
  const auto converted = first_larger ? Convert(second.value, *right, *left) : Convert(first.value, *left, *right);
  if (!converted) return false;
  return EqualAfterRounding(first_larger ? first.value : second.value, *converted);
}

std::optional<Quantity> Add(const Quantity& a, const Quantity& b) {
  if (a.unit == b.unit && a.calendar == b.calendar) {
    const auto sum = Add(a.value, b.value);
    if (!sum) return std::nullopt;
    return Quantity{*sum, a.unit, a.calendar, a.from_fhir && b.from_fhir};
  }
  if (!Comparable(a, b)) return std::nullopt;
  if (a.calendar && b.calendar) {
    // A larger number means a finer unit in the list of calendar units.
    const Quantity& finer = CalendarOf(a) > CalendarOf(b) ? a : b;
    const Quantity& coarser = &finer == &a ? b : a;
    const auto converted = ConvertTo(coarser, finer.unit, true);
    return converted ? Add(*converted, finer) : std::nullopt;
  }
  const bool first_larger = FirstIsLarger(*UnitOf(a), *UnitOf(b)).value_or(true);
  const Quantity& finer = first_larger ? b : a;
  const auto converted = ConvertTo(first_larger ? a : b, finer.unit, finer.calendar);
  return converted ? Add(*converted, finer) : std::nullopt;
}

std::optional<Quantity> Multiply(const Quantity& a, const Quantity& b) { return Combine(a, b, false); }

std::optional<Quantity> Divide(const Quantity& a, const Quantity& b) { return Combine(a, b, true); }

std::optional<Quantity> ConvertTo(const Quantity& quantity, std::string_view unit, bool calendar) {
  if (quantity.unit == unit && quantity.calendar == calendar) return quantity;
  Quantity wanted{quantity.value, std::string(unit), calendar, false};
  if (calendar && quantity.calendar) {
    const bool months = IsIndefinite(quantity) && IsIndefinite(wanted);
    const auto total = CalendarValue(quantity, months);
    const auto one = CalendarValue({Decimal(1), wanted.unit, true, false}, months);
    const auto value = total && one ? Divide(*total, *one) : std::nullopt;
    if (!value) return std::nullopt;
    wanted.value = *value;
    return wanted;
  }
  if (!Comparable(quantity, wanted)) return std::nullopt;
  const auto from = UnitOf(quantity);
  const auto to = UnitOf(wanted);
  const auto value = from && to ? Convert(quantity.value, *from, *to) : std::nullopt;
  if (!value) return std::nullopt;
  wanted.value = *value;
  return wanted;
}

}  // namespace eteinen::fhirpath
