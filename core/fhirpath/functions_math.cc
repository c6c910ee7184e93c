// Arithmetic functions, boundaries and precision, and the parts of dates. Exact wherever the result is; roots,
// logarithms and powers with a fraction go through binary floating point and are rounded to 15 significant digits.
#include <algorithm>
#include <cmath>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

constexpr int kSignificantDigits = 15;
constexpr int kMaxPrecision = 28;
constexpr int kDefaultDecimalPrecision = 8;

// An Integer, or of a Long a Long; nothing where it does not fit.
void AddWhole(const std::optional<Decimal>& value, bool wide, Collection* out) {
  const auto whole = value ? value->ToInteger() : std::nullopt;
  if (!whole) return;
  if (wide) {
    out->Add(Item::Long(*whole));
  } else if (FitsInteger(*whole)) {
    out->Add(Item(*whole));
  }
}

void AddRounded(double value, Collection* out) {
  if (!std::isfinite(value)) return;
  const double magnitude = std::fabs(value);
  const int whole_digits = magnitude < 1 ? 0 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  const auto decimal = Decimal::FromDouble(value, std::clamp(kSignificantDigits - whole_digits, 0, 15));
  if (decimal) out->Add(Item(decimal->Normalized()));
}

// A power with a whole exponent, exact; nothing when it does not fit.
std::optional<Decimal> WholePower(const Decimal& base, std::int64_t exponent) {
  std::optional<Decimal> result = Decimal(1);
  std::optional<Decimal> square = base;
  for (std::uint64_t rest = static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent); rest != 0; rest /= 2) {
    if (!square) return std::nullopt;
    if (rest % 2 == 1) result = result ? Multiply(*result, *square) : std::nullopt;
    if (!result) return std::nullopt;
    if (rest > 1) square = Multiply(*square, *square);
  }
  return exponent < 0 ? Divide(Decimal(1), *result) : result;
}

// The boundary away from zero is rounded to the wanted digits, the one toward zero is cut off there.
std::optional<Decimal> DecimalBoundary(const Decimal& value, int digits, bool high) {
  if (digits < 0 || digits > kMaxPrecision || value.Scale() + 1 > Decimal::kMaxScale) return std::nullopt;
  const Decimal half = Decimal::Scaled(5, value.Scale() + 1);
  const auto edge = high ? Add(value, half) : Subtract(value, half);
  if (!edge) return std::nullopt;
  const bool outward = high != value.IsNegative() || value.IsZero();
  return edge->Rescaled(digits, outward ? Decimal::Rounding::kHalfAwayFromZero : Decimal::Rounding::kTowardZero);
}

}  // namespace

bool Evaluator::CallMath(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  const Item* item = nullptr;
  if (!Single(node, input, "one number", &item)) return false;
  if (item == nullptr) {
    for (std::size_t i = 0; i < node.argument_count; ++i) {
      Collection argument;
      if (!Argument(node, i, frame, &argument)) return false;
    }
    return true;
  }
  if (item->IsNode() && item->NodeValue() == nullptr) return true;
  const auto value = Value(*item);
  const std::string_view name = InfoOf(node.function).name;
  const auto fail = [&] {
    return Fail(node, "cannot use " + std::string(name) + "() on " + TypeNameOf(model(), *item));
  };
  if (!value) return fail();
  switch (node.function) {
    case Function::kLowBoundary:
    case Function::kHighBoundary:
      return CallBoundary(node, *value, frame, out);
    case Function::kPrecision:
      if (IsMoment(*value)) {
        out->Add(Item(std::int64_t{PrecisionDigits(value->AsDateTime())}));
      } else if (IsNumber(*value)) {
        out->Add(Item(std::int64_t{NumberOf(*value).Scale()}));
      } else {
        return fail();
      }
      return true;
    case Function::kComparable: {
      Collection argument;
      std::optional<Item> other;
      if (!Argument(node, 0, frame, &argument) || !SingleValue(node, argument, "one quantity", &other)) return false;
      if (argument.empty()) return true;
      const auto fits = [](const Item& one) { return IsNumber(one) || one.kind() == ItemKind::kQuantity; };
      if (!fits(*value) || !other || !fits(*other)) return fail();
      out->Add(Item(Comparable(QuantityOf(*value), QuantityOf(*other))));
      return true;
    }
    case Function::kExp:
    case Function::kLn:
    case Function::kLog:
    case Function::kPower:
    case Function::kSqrt:
      return IsNumber(*value) ? CallTranscendental(node, *value, frame, out) : fail();
    default:
      if (!IsNumber(*value) && value->kind() != ItemKind::kQuantity) return fail();
      return CallRounding(node, *value, frame, out);
  }
}

bool Evaluator::CallBoundary(const Node& node, const Item& value, const Frame& frame, Collection* out) {
  const bool high = node.function == Function::kHighBoundary;
  std::optional<std::int64_t> wanted;
  if (node.argument_count > 0) {
    Collection argument;
    if (!Argument(node, 0, frame, &argument) || !SingleInteger(node, argument, "a precision", &wanted)) return false;
  }
  if (wanted && (*wanted < 0 || *wanted > kMaxPrecision)) return true;
  const auto digits_or = [&](int fallback) { return wanted ? static_cast<int>(*wanted) : fallback; };
  if (IsMoment(value)) {
    const int all = value.kind() == ItemKind::kDate ? 8 : value.kind() == ItemKind::kTime ? 9 : 17;
    const auto edge =
        high ? HighBoundary(value.AsDateTime(), digits_or(all)) : LowBoundary(value.AsDateTime(), digits_or(all));
    if (edge) out->Add(Item(*edge));
    return true;
  }
  if (value.kind() == ItemKind::kQuantity) {
    Quantity quantity = value.AsQuantity();
    const auto edge = DecimalBoundary(quantity.value, digits_or(kDefaultDecimalPrecision), high);
    if (!edge) return true;
    quantity.value = *edge;
    out->Add(Item(std::move(quantity)));
    return true;
  }
  if (!IsNumber(value)) {
    return Fail(node, "expected a number, a quantity, a date or a time, found " + TypeNameOf(model(), value));
  }
  if (const auto edge = DecimalBoundary(NumberOf(value), digits_or(kDefaultDecimalPrecision), high)) {
    out->Add(Item(*edge));
  }
  return true;
}

bool Evaluator::CallRounding(const Node& node, const Item& value, const Frame& frame, Collection* out) {
  const bool quantity = value.kind() == ItemKind::kQuantity;
  const Decimal number = quantity ? value.AsQuantity().value : NumberOf(value);
  std::optional<Decimal> result;
  switch (node.function) {
    case Function::kAbs:
      result = number.Abs();
      break;
    case Function::kCeiling:
      result = number.Rescaled(0, Decimal::Rounding::kCeiling);
      break;
    case Function::kFloor:
      result = number.Rescaled(0, Decimal::Rounding::kFloor);
      break;
    case Function::kTruncate:
      result = number.Rescaled(0, Decimal::Rounding::kTowardZero);
      break;
    default: {  // round
      std::optional<std::int64_t> digits = 0;
      if (node.argument_count > 0) {
        Collection argument;
        if (!Argument(node, 0, frame, &argument) || !SingleInteger(node, argument, "a precision", &digits))
          return false;
        if (argument.empty()) digits = 0;
      }
      if (!digits || *digits < 0) return Fail(node, "expected a precision of 0 or more");
      result = *digits >= number.Scale()
                   ? number
                   : number.Rescaled(static_cast<int>(*digits), Decimal::Rounding::kHalfAwayFromZero);
    }
  }
  if (!result) return true;
  if (quantity) {
    Quantity changed = value.AsQuantity();
    changed.value = *result;
    out->Add(Item(std::move(changed)));
  } else if (node.function == Function::kRound ||
             (node.function == Function::kAbs && value.kind() == ItemKind::kDecimal)) {
    out->Add(Item(*result));
  } else {
    AddWhole(result, value.kind() == ItemKind::kLong, out);
  }
  return true;
}

bool Evaluator::CallTranscendental(const Node& node, const Item& value, const Frame& frame, Collection* out) {
  constexpr std::uint64_t kStepsOfOne = 16;
  Spend(kStepsOfOne);
  const Decimal number = NumberOf(value);
  std::optional<Item> argument;
  if (node.argument_count > 0) {
    Collection items;
    if (!Argument(node, 0, frame, &items) || !SingleValue(node, items, "one number", &argument)) return false;
    if (items.empty()) return true;
    if (!argument || !IsNumber(*argument)) {
      return Fail(node, "expected a number, found " + TypeNameOf(model(), items.front()));
    }
  }
  const double x = number.ToDouble();
  switch (node.function) {
    case Function::kExp:
      AddRounded(std::exp(x), out);
      return true;
    case Function::kLn:
      if (x > 0) AddRounded(std::log(x), out);
      return true;
    case Function::kLog: {
      const Decimal base = NumberOf(*argument);
      const double b = base.ToDouble();
      if (x <= 0 || b <= 0 || base == Decimal(1)) return true;
      AddRounded(base == Decimal(2)    ? std::log2(x)
                 : base == Decimal(10) ? std::log10(x)
                                       : std::log(x) / std::log(b),
                 out);
      return true;
    }
    case Function::kSqrt: {
      if (number.IsNegative()) return true;
      // Exact where the root is: rounded to half the digits, it gives the number back.
      const double root = std::sqrt(x);
      const auto candidate = Decimal::FromDouble(root, std::min(number.Scale() / 2 + number.Scale() % 2, 15));
      const auto square = candidate ? Multiply(*candidate, *candidate) : std::nullopt;
      if (square && *square == number) {
        out->Add(Item(*candidate));
      } else {
        AddRounded(root, out);
      }
      return true;
    }
    default: {  // power
      const Decimal exponent = NumberOf(*argument);
      if (number.IsZero() && exponent.IsNegative()) return true;
      const auto whole = exponent.ToInteger();
      if (!whole || *whole > 100'000 || *whole < -100'000) {
        if (number.IsNegative()) return true;
        AddRounded(std::pow(x, exponent.ToDouble()), out);
        return true;
      }
      const auto power = WholePower(number, *whole);
      const bool integers = IsWholeNumber(value) && IsWholeNumber(*argument) && *whole >= 0;
      const bool wide = value.kind() == ItemKind::kLong || argument->kind() == ItemKind::kLong;
      if (integers) {
        AddWhole(power, wide, out);
      } else if (power) {
        out->Add(Item(*whole == 1 ? *power : power->Normalized()));
      }
      return true;
    }
  }
}

bool Evaluator::CallDate(const Node& node, const Collection& input, const Frame&, Collection* out) {
  const DateTime now = FromEpoch(environment_.now_ms, environment_.offset_minutes);
  DateTime part;
  switch (node.function) {
    case Function::kNow:
      out->Add(Item(now));
      return true;
    case Function::kToday:
      part = now;
      part.shape = DateTime::Shape::kDate;
      part.precision = Precision::kDay;
      part.has_offset = false;
      out->Add(Item(part));
      return true;
    case Function::kTimeOfDay:
      part = now;
      part.shape = DateTime::Shape::kTime;
      part.has_offset = false;
      out->Add(Item(part));
      return true;
    default:
      break;
  }
  std::optional<Item> value;
  if (!SingleValue(node, input, "one date, dateTime or time", &value)) return false;
  if (input.empty()) return true;
  if (!value || !IsMoment(*value)) {
    return Fail(node, "expected a date, a dateTime or a time, found " + TypeNameOf(model(), input.front()));
  }
  const DateTime& moment = value->AsDateTime();
  const auto add_if = [&](Precision least, int number) {
    const bool time_only = moment.shape == DateTime::Shape::kTime && least < Precision::kHour;
    if (!time_only && moment.precision >= least) out->Add(Item(std::int64_t{number}));
  };
  switch (node.function) {
    case Function::kYearOf:
      add_if(Precision::kYear, moment.year);
      break;
    case Function::kMonthOf:
      add_if(Precision::kMonth, moment.month);
      break;
    case Function::kDayOf:
      add_if(Precision::kDay, moment.day);
      break;
    case Function::kHourOf:
      add_if(Precision::kHour, moment.hour);
      break;
    case Function::kMinuteOf:
      add_if(Precision::kMinute, moment.minute);
      break;
    case Function::kSecondOf:
      add_if(Precision::kSecond, moment.second);
      break;
    case Function::kMillisecondOf:
      add_if(Precision::kFraction, moment.nanosecond / 1'000'000);
      break;
    case Function::kTimezoneOffsetOf:
      // In hours, as a decimal: 2.0, -3.5.
      if (moment.has_offset) {
        if (const auto hours = Divide(Decimal(moment.offset), Decimal(60))) {
          out->Add(
              Item(hours->Scale() == 0 ? hours->Rescaled(1, Decimal::Rounding::kTowardZero).value_or(*hours) : *hours));
        }
      }
      break;
    case Function::kDateOf:
      if (moment.shape == DateTime::Shape::kTime) break;
      part = moment;
      part.shape = DateTime::Shape::kDate;
      part.precision = std::min(moment.precision, Precision::kDay);
      part.has_offset = false;
      out->Add(Item(part));
      break;
    default:  // timeOf
      if (moment.precision < Precision::kHour) break;
      part = moment;
      part.shape = DateTime::Shape::kTime;
      part.has_offset = false;
      out->Add(Item(part));
  }
  return true;
}

}  // namespace eteinen::fhirpath
