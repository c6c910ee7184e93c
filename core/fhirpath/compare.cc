// Equality (=), equivalence (~) and order of items. Source: FHIRPath N1 2.0, "Equality", "Equivalence", "Comparison".
#include <algorithm>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

bool IsDay(const Item& item) { return item.kind() == ItemKind::kDate || item.kind() == ItemKind::kDateTime; }

bool HaveQuantity(const Item& a, const Item& b) {
  const bool any = a.kind() == ItemKind::kQuantity || b.kind() == ItemKind::kQuantity;
  const auto fits = [](const Item& item) { return item.kind() == ItemKind::kQuantity || IsNumber(item); };
  return any && fits(a) && fits(b);
}

Truth IsEqual(Comparison comparison) {
  if (comparison == Comparison::kUnknown) return Truth::kUnknown;
  return ToTruth(comparison == Comparison::kEqual);
}

// Letters in one case, every run of white space as one space, none at the ends.
std::string Normalized(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    AppendUtf8(out, FoldCase(c));
  }
  return out;
}

}  // namespace

// Reading the codes of two units takes longer than comparing two numbers.
void Evaluator::SpendOnUnits(const Item& a, const Item& b) {
  constexpr std::uint64_t kOfOneByte = 2;
  for (const Item* item : {&a, &b}) {
    if (item->kind() == ItemKind::kQuantity) Spend(16 + kOfOneByte * item->AsQuantity().unit.size());
  }
}

const std::string* Evaluator::PlainText(const Item& item) const {
  if (item.kind() == ItemKind::kString) return &item.AsString();
  if (!item.IsNode() || item.NodeValue() == nullptr || !item.NodeValue()->IsString()) return nullptr;
  const Primitive primitive = model().Type(item.NodeType()).primitive;
  return primitive == Primitive::kString || primitive == Primitive::kNone ? &item.NodeValue()->AsString() : nullptr;
}

Truth Evaluator::Equal(const Item& a, const Item& b) {
  if (const std::string* left = PlainText(a)) {
    if (const std::string* right = PlainText(b)) {
      Spend(std::min(left->size(), right->size()) / 256);
      return ToTruth(*left == *right);
    }
  }
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return EqualNodes(a, b);
  if (IsNumber(*left) && IsNumber(*right)) return ToTruth(NumberOf(*left) == NumberOf(*right));
  if (HaveQuantity(*left, *right)) {
    // Quantities of different dimensions are neither equal nor different.
    SpendOnUnits(*left, *right);
    return IsEqual(Compare(QuantityOf(*left), QuantityOf(*right)));
  }
  if (IsDay(*left) && IsDay(*right)) {
    return IsEqual(Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes));
  }
  if (left->kind() != right->kind()) return Truth::kFalse;
  switch (left->kind()) {  // texts were compared before
    case ItemKind::kBoolean:
      return ToTruth(left->AsBoolean() == right->AsBoolean());
    case ItemKind::kTime:
      return IsEqual(Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes));
    case ItemKind::kTypeInfo:
      return ToTruth(left->AsTypeName().space == right->AsTypeName().space &&
                     left->AsTypeName().name == right->AsTypeName().name);
    default:
      return Truth::kFalse;
  }
}

bool Evaluator::EquivalentItems(const Item& a, const Item& b) {
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return EquivalentNodes(a, b);
  if (IsNumber(*left) && IsNumber(*right)) {
    const Decimal x = NumberOf(*left).Normalized();
    const Decimal y = NumberOf(*right).Normalized();
    const int scale = std::min(x.Scale(), y.Scale());
    return x.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero) ==
           y.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
  }
  if (HaveQuantity(*left, *right)) {
    SpendOnUnits(*left, *right);
    return Equivalent(QuantityOf(*left), QuantityOf(*right));
  }
  if (IsMoment(*left) && IsMoment(*right)) {
    return Equivalent(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes);
  }
  if (left->kind() == ItemKind::kString && right->kind() == ItemKind::kString) {
    SpendOnText(2 * (left->AsString().size() + right->AsString().size()));
    return Normalized(left->AsString()) == Normalized(right->AsString());
  }
  return Equal(*left, *right) == Truth::kTrue;
}

Truth Evaluator::EqualCollections(const Collection& a, const Collection& b) {
  if (a.empty() || b.empty()) return Truth::kUnknown;
  if (a.size() != b.size()) return Truth::kFalse;
  Truth result = Truth::kTrue;
  for (std::size_t i = 0; i < a.size(); ++i) {
    Truth equal = Equal(a[i], b[i]);
    if (a[i].LacksValue() != b[i].LacksValue()) equal = Truth::kUnknown;
    if (equal == Truth::kFalse) return equal;
    if (equal == Truth::kUnknown) result = equal;
  }
  return result;
}

bool Evaluator::EquivalentCollections(const Collection& a, const Collection& b) {
  if (a.size() != b.size()) return false;
  std::vector<bool> used(b.size());
  for (const Item& left : a) {
    bool found = false;
    for (std::size_t i = 0; i < used.size() && !found; ++i) {
      if (used[i] || !EquivalentItems(left, b[i])) continue;
      used[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool Evaluator::Contains(const Collection& items, const Item& item) {
  steps_ += items.size();
  return std::any_of(items.begin(), items.end(), [&](const Item& one) { return Equal(one, item) == Truth::kTrue; });
}

std::optional<Comparison> Evaluator::OrderOf(const Item& a, const Item& b) {
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return std::nullopt;
  const auto order = [](auto x, auto y) {
    return x < y ? Comparison::kLess : y < x ? Comparison::kGreater : Comparison::kEqual;
  };
  if (IsNumber(*left) && IsNumber(*right)) return order(NumberOf(*left), NumberOf(*right));
  if (HaveQuantity(*left, *right)) {
    SpendOnUnits(*left, *right);
    return Compare(QuantityOf(*left), QuantityOf(*right));
  }
  if ((IsDay(*left) && IsDay(*right)) || (left->kind() == ItemKind::kTime && right->kind() == ItemKind::kTime)) {
    return Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes);
  }
  if (left->kind() == ItemKind::kString && right->kind() == ItemKind::kString) {
    SpendOnText(left->AsString().size() + right->AsString().size());
    // UTF-8 in byte order is in the order of code points.
    return order(std::string_view(left->AsString()), std::string_view(right->AsString()));
  }
  return std::nullopt;
}

}  // namespace eteinen::fhirpath
