// toX() and convertsToX(). Source: FHIRPath N1 2.0, "Conversion".
#include <algorithm>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

std::optional<Item> ToBoolean(const Item& value) {
  switch (value.kind()) {
    case ItemKind::kBoolean:
      return value;
    case ItemKind::kInteger:
    case ItemKind::kLong:
      if (value.AsInteger() == 0 || value.AsInteger() == 1) return Item(value.AsInteger() == 1);
      return std::nullopt;
    case ItemKind::kDecimal:
      if (value.AsDecimal() == Decimal(0)) return Item(false);
      if (value.AsDecimal() == Decimal(1)) return Item(true);
      return std::nullopt;
    case ItemKind::kString: {
      const std::string text = Lower(value.AsString());
      for (const std::string_view yes : {"true", "t", "yes", "y", "1", "1.0"}) {
        if (text == yes) return Item(true);
      }
      for (const std::string_view no : {"false", "f", "no", "n", "0", "0.0"}) {
        if (text == no) return Item(false);
      }
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

// Digits with a sign perhaps, and with a fraction if `fraction`.
std::optional<Decimal> ReadNumber(std::string_view text, bool fraction) {
  for (const char c : text) {
    if (!IsDigit(c) && c != '+' && c != '-' && !(fraction && c == '.')) return std::nullopt;
  }
  return Decimal::Parse(text);
}

std::optional<Item> ToWhole(const Item& value, bool wide) {
  std::optional<std::int64_t> number;
  if (value.kind() == ItemKind::kBoolean) number = value.AsBoolean() ? 1 : 0;
  if (IsWholeNumber(value)) number = value.AsInteger();
  if (value.kind() == ItemKind::kString) {
    if (const auto decimal = ReadNumber(value.AsString(), false)) number = decimal->ToInteger();
  }
  if (!number) return std::nullopt;
  if (wide) return Item::Long(*number);
  return FitsInteger(*number) ? std::optional<Item>(Item(*number)) : std::nullopt;
}

std::optional<Item> ToDecimal(const Item& value) {
  switch (value.kind()) {
    case ItemKind::kBoolean:
      return Item(Decimal::Scaled(value.AsBoolean() ? 10 : 0, 1));
    case ItemKind::kInteger:
    case ItemKind::kLong:
      return Item(Decimal(value.AsInteger()));
    case ItemKind::kDecimal:
      return value;
    case ItemKind::kString:
      if (const auto decimal = ReadNumber(value.AsString(), true)) return Item(*decimal);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// "4.5", "4 days", "4 'mg'".
std::optional<Quantity> ReadQuantity(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() &&
         (IsDigit(text[end]) || text[end] == '.' || (end == 0 && (text[0] == '+' || text[0] == '-')))) {
    ++end;
  }
  const auto number = ReadNumber(text.substr(0, end), true);
  if (!number) return std::nullopt;
  while (end < text.size() && (text[end] == ' ' || (text[end] >= '\t' && text[end] <= '\r'))) ++end;
  const std::string_view unit = text.substr(end);
  if (unit.empty()) return Quantity{*number, "1", false, false};
  if (unit.front() == '\'') {
    if (unit.size() < 3 || unit.back() != '\'' || unit.find('\'', 1) != unit.size() - 1) return std::nullopt;
    return Quantity{*number, std::string(unit.substr(1, unit.size() - 2)), false, false};
  }
  const auto calendar = CalendarUnitOf(unit);
  if (!calendar) return std::nullopt;
  return Quantity{*number, std::string(CalendarWord(*calendar)), true, false};
}

std::optional<Item> ToQuantity(const Item& value) {
  switch (value.kind()) {
    case ItemKind::kBoolean:
      return Item(Quantity{Decimal::Scaled(value.AsBoolean() ? 10 : 0, 1), "1", false, false});
    case ItemKind::kInteger:
    case ItemKind::kLong:
      return Item(Quantity{Decimal(value.AsInteger()), "1", false, false});
    case ItemKind::kDecimal:
      return Item(Quantity{value.AsDecimal(), "1", false, false});
    case ItemKind::kQuantity:
      return value;
    case ItemKind::kString:
      if (auto quantity = ReadQuantity(value.AsString())) return Item(*std::move(quantity));
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Item> ToDate(const Item& value) {
  if (value.kind() == ItemKind::kDate) return value;
  if (value.kind() == ItemKind::kDateTime) {
    DateTime date = value.AsDateTime();
    DateTime day;
    day.year = date.year;
    day.month = date.month;
    day.day = date.day;
    day.precision = std::min(date.precision, Precision::kDay);
    return Item(day);
  }
  if (value.kind() == ItemKind::kString) {
    if (const auto date = ParseDate(value.AsString())) return Item(*date);
  }
  return std::nullopt;
}

std::optional<Item> ToDateTime(const Item& value) {
  if (value.kind() == ItemKind::kDateTime) return value;
  if (value.kind() == ItemKind::kDate) {
    DateTime moment = value.AsDateTime();
    moment.shape = DateTime::Shape::kDateTime;
    return Item(moment);
  }
  if (value.kind() == ItemKind::kString) {
    if (const auto moment = ParseDateTime(value.AsString())) return Item(*moment);
  }
  return std::nullopt;
}

std::optional<Item> ToTime(const Item& value) {
  if (value.kind() == ItemKind::kTime) return value;
  if (value.kind() == ItemKind::kString) {
    std::string_view text = value.AsString();
    if (text.starts_with('T')) text.remove_prefix(1);
    if (const auto time = ParseTime(text)) return Item(*time);
  }
  return std::nullopt;
}

}  // namespace

bool Evaluator::CallConversion(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  const Item* item = nullptr;
  if (!Single(node, input, "one item to convert", &item)) return false;
  std::optional<std::string> unit;
  if (node.argument_count > 0) {
    Collection argument;
    if (!Argument(node, 0, frame, &argument) || !SingleString(node, argument, "a unit", &unit)) return false;
  }
  if (item == nullptr) return true;
  const auto value = Value(*item);
  std::optional<Item> converted;
  bool ask = false;  // convertsToX()
  switch (node.function) {
    case Function::kConvertsToBoolean:
      ask = true;
      [[fallthrough]];
    case Function::kToBoolean:
      if (value) converted = ToBoolean(*value);
      break;
    case Function::kConvertsToInteger:
      ask = true;
      [[fallthrough]];
    case Function::kToInteger:
      if (value) converted = ToWhole(*value, false);
      break;
    case Function::kConvertsToLong:
      ask = true;
      [[fallthrough]];
    case Function::kToLong:
      if (value) converted = ToWhole(*value, true);
      break;
    case Function::kConvertsToDecimal:
      ask = true;
      [[fallthrough]];
    case Function::kToDecimal:
      if (value) converted = ToDecimal(*value);
      break;
    case Function::kConvertsToQuantity:
      ask = true;
      [[fallthrough]];
    case Function::kToQuantity:
      if (value) converted = ToQuantity(*value);
      if (converted && unit) {
        const auto calendar = CalendarUnitOf(*unit);
        const auto in_unit =
            ConvertTo(converted->AsQuantity(), calendar ? CalendarWord(*calendar) : *unit, calendar.has_value());
        converted = in_unit ? std::optional<Item>(Item(*in_unit)) : std::nullopt;
      }
      break;
    case Function::kConvertsToDate:
      ask = true;
      [[fallthrough]];
    case Function::kToDate:
      if (value) converted = ToDate(*value);
      break;
    case Function::kConvertsToDateTime:
      ask = true;
      [[fallthrough]];
    case Function::kToDateTime:
      if (value) converted = ToDateTime(*value);
      break;
    case Function::kConvertsToTime:
      ask = true;
      [[fallthrough]];
    case Function::kToTime:
      if (value) converted = ToTime(*value);
      break;
    case Function::kConvertsToString:
      ask = true;
      [[fallthrough]];
    default:
      if (value) {
        if (auto text = ToText(model(), *value)) converted = Item(*std::move(text));
      }
  }
  if (ask) {
    out->Add(Item(converted.has_value()));
  } else if (converted) {
    out->Add(*std::move(converted));
  }
  return true;
}

}  // namespace eteinen::fhirpath
