#include "core/form/compare.h"

#include <optional>
#include <string>

#include "core/base/decimal.h"
#include "core/fhir/element.h"
#include "core/fhirpath/datetime.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::form {
namespace {

std::string_view TypeOfKey(std::string_view key) {
  for (const std::string_view prefix : {"value", "answer"}) {
    if (key.starts_with(prefix)) return key.substr(prefix.size());
  }
  return key;
}

bool IsNumeric(std::string_view type) { return type == "Integer" || type == "Decimal" || type == "PositiveInt"; }
bool IsDate(std::string_view type) { return type == "Date" || type == "DateTime" || type == "Instant"; }
bool IsText(std::string_view type) {
  return type == "String" || type == "Uri" || type == "Url" || type == "Code" || type == "Markdown" || type == "Id" ||
         type == "Canonical";
}

Order OrderOf(std::strong_ordering order) {
  return order < 0 ? Order::kLess : order > 0 ? Order::kGreater : Order::kEqual;
}

Order CompareNumbers(const Json& a, const Json& b) {
  const std::optional<Decimal> x = Decimal::Parse(a.NumberSource());
  const std::optional<Decimal> y = Decimal::Parse(b.NumberSource());
  return x && y ? OrderOf(*x <=> *y) : Order::kIncomparable;
}

Order OrderOf(fhirpath::Comparison comparison) {
  switch (comparison) {
    case fhirpath::Comparison::kLess:
      return Order::kLess;
    case fhirpath::Comparison::kEqual:
      return Order::kEqual;
    case fhirpath::Comparison::kGreater:
      return Order::kGreater;
    case fhirpath::Comparison::kUnknown:
      return Order::kUnknown;
  }
  return Order::kUnknown;
}

Order CompareMoments(std::optional<fhirpath::DateTime> a, std::optional<fhirpath::DateTime> b) {
  if (!a || !b) return Order::kIncomparable;
  return OrderOf(fhirpath::Compare(*a, *b, 0));
}

// The unit of a quantity as one word: its code, or what is shown.
const std::string& UnitOf(const Json& quantity) {
  const std::string& code = quantity["code"].AsString();
  return code.empty() ? quantity["unit"].AsString() : code;
}

Order CompareQuantities(const Json& a, const Json& b) {
  const std::optional<Decimal> x = Decimal::Parse(a["value"].NumberSource());
  const std::optional<Decimal> y = Decimal::Parse(b["value"].NumberSource());
  if (!x || !y) return Order::kIncomparable;
  const bool same_shown = !a["unit"].AsString().empty() && a["unit"].AsString() == b["unit"].AsString();
  const bool both_coded = a.Has("code") && b.Has("code");
  if (UnitOf(a) == UnitOf(b) || (same_shown && !both_coded)) return OrderOf(*x <=> *y);
  if (!both_coded) return Order::kIncomparable;
  const fhirpath::Quantity p{*x, a["code"].AsString(), false};
  const fhirpath::Quantity q{*y, b["code"].AsString(), false};
  if (!fhirpath::Comparable(p, q)) return Order::kIncomparable;
  const Order order = OrderOf(fhirpath::Compare(p, q));
  return order == Order::kUnknown ? Order::kIncomparable : order;
}

}  // namespace

Order Compare(std::string_view key_a, const Json& a, std::string_view key_b, const Json& b) {
  const std::string_view type_a = TypeOfKey(key_a);
  const std::string_view type_b = TypeOfKey(key_b);
  if (IsNumeric(type_a) && IsNumeric(type_b)) return CompareNumbers(a, b);
  if (IsDate(type_a) && IsDate(type_b)) {
    return CompareMoments(fhirpath::ParseDateTime(a.AsString()), fhirpath::ParseDateTime(b.AsString()));
  }
  if (type_a == "Time" && type_b == "Time") {
    return CompareMoments(fhirpath::ParseTime(a.AsString()), fhirpath::ParseTime(b.AsString()));
  }
  if (IsText(type_a) && IsText(type_b)) {
    const int order = a.AsString().compare(b.AsString());
    return order < 0 ? Order::kLess : order > 0 ? Order::kGreater : Order::kEqual;
  }
  if (type_a == "Quantity" && type_b == "Quantity") return CompareQuantities(a, b);
  if (type_a != type_b) return Order::kIncomparable;
  return SameValue(key_a, a, key_b, b) ? Order::kEqual : Order::kIncomparable;
}

bool SameValue(std::string_view key_a, const Json& a, std::string_view key_b, const Json& b) {
  const std::string_view type_a = TypeOfKey(key_a);
  const std::string_view type_b = TypeOfKey(key_b);
  if (IsNumeric(type_a) && IsNumeric(type_b)) return CompareNumbers(a, b) == Order::kEqual;
  if (IsText(type_a) && IsText(type_b)) return a.AsString() == b.AsString();
  if (type_a != type_b) return false;
  if (type_a == "Coding") {
    if (a["code"].AsString().empty() && b["code"].AsString().empty()) {
      return a["display"].AsString() == b["display"].AsString();
    }
    return fhir::SameCoding(a, b);
  }
  if (type_a == "Reference") return a["reference"].AsString() == b["reference"].AsString();
  if (type_a == "Quantity") return CompareQuantities(a, b) == Order::kEqual;
  return a == b;
}

}  // namespace eteinen::form
