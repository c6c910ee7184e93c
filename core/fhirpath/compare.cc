// Equality (=), equivalence (~) and order of items. Source: FHIRPath N1 2.0, "Equality", "Equivalence", "Comparison".
#include <algorithm>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

bool IsNumber(const Item& item) { return item.kind() == ItemKind::kInteger || item.kind() == ItemKind::kDecimal; }
bool IsDay(const Item& item) { return item.kind() == ItemKind::kDate || item.kind() == ItemKind::kDateTime; }
bool IsMoment(const Item& item) { return IsDay(item) || item.kind() == ItemKind::kTime; }

Decimal AsDecimal(const Item& item) {
  return item.kind() == ItemKind::kInteger ? Decimal(item.AsInteger()) : item.AsDecimal();
}
Quantity AsQuantity(const Item& item) {
  if (item.kind() == ItemKind::kQuantity) return item.AsQuantity();
  return Quantity{AsDecimal(item), "1", false, false};
}
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

bool EqualNumbers(const Json& a, const Json& b, bool rounded) {
  const auto left = Decimal::Parse(a.NumberSource());
  const auto right = Decimal::Parse(b.NumberSource());
  if (!left || !right) return a.NumberSource() == b.NumberSource();
  if (!rounded) return *left == *right;
  const int scale = std::min(left->Normalized().Scale(), right->Normalized().Scale());
  return left->Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero) ==
         right->Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
}

// Elements of a resource, whole: equal in everything that they hold, whatever the order of an object's members.
bool EqualTrees(const Json& a, const Json& b) {
  if (a.IsObject() && b.IsObject()) {
    if (a.Members().size() != b.Members().size()) return false;
    for (const Json::Member& member : a.Members()) {
      const Json* other = b.Find(member.key);
      if (other == nullptr || !EqualTrees(member.value, *other)) return false;
    }
    return true;
  }
  if (a.IsArray() && b.IsArray()) {
    return std::equal(a.Items().begin(), a.Items().end(), b.Items().begin(), b.Items().end(), EqualTrees);
  }
  if (a.IsNumber() && b.IsNumber()) return EqualNumbers(a, b, false);
  return a == b;
}

// The same with texts and numbers compared as ~ does, lists in any order, and ids left out.
bool EquivalentTrees(const Json& a, const Json& b) {
  if (a.IsObject() && b.IsObject()) {
    const auto counted = [](const Json& object) {
      return std::count_if(object.Members().begin(), object.Members().end(),
                           [](const Json::Member& member) { return member.key != "id"; });
    };
    if (counted(a) != counted(b)) return false;
    for (const Json::Member& member : a.Members()) {
      if (member.key == "id") continue;
      const Json* other = b.Find(member.key);
      if (other == nullptr || !EquivalentTrees(member.value, *other)) return false;
    }
    return true;
  }
  if (a.IsArray() && b.IsArray()) {
    if (a.Items().size() != b.Items().size()) return false;
    std::vector<bool> used(b.Items().size());
    for (const Json& left : a.Items()) {
      bool found = false;
      for (std::size_t i = 0; i < used.size() && !found; ++i) {
        if (used[i] || !EquivalentTrees(left, b.Items()[i])) continue;
        used[i] = found = true;
      }
      if (!found) return false;
    }
    return true;
  }
  if (a.IsNumber() && b.IsNumber()) return EqualNumbers(a, b, true);
  if (a.IsString() && b.IsString()) return Normalized(a.AsString()) == Normalized(b.AsString());
  return a == b;
}

// Places without a value: equal when they are the same place, or hold the same.
bool SameNodes(const Item& a, const Item& b, bool (*same)(const Json&, const Json&)) {
  if (!a.IsNode() || !b.IsNode()) return false;
  if (a.NodeValue() == b.NodeValue() && a.NodeExtra() == b.NodeExtra()) return true;
  if (a.NodeValue() != nullptr && b.NodeValue() != nullptr) return same(*a.NodeValue(), *b.NodeValue());
  if (a.NodeValue() != nullptr || b.NodeValue() != nullptr) return false;
  return a.NodeExtra() != nullptr && b.NodeExtra() != nullptr && same(*a.NodeExtra(), *b.NodeExtra());
}

// The text of a string, without a copy; null for everything else.
const std::string* TextOf(const Model& model, const Item& item) {
  if (item.kind() == ItemKind::kString) return &item.AsString();
  if (!item.IsNode() || item.NodeValue() == nullptr || !item.NodeValue()->IsString()) return nullptr;
  const Primitive primitive = model.Type(item.NodeType()).primitive;
  return primitive == Primitive::kString || primitive == Primitive::kNone ? &item.NodeValue()->AsString() : nullptr;
}

}  // namespace

Truth Evaluator::Equal(const Item& a, const Item& b) const {
  if (const std::string* left = TextOf(model(), a)) {
    if (const std::string* right = TextOf(model(), b)) return ToTruth(*left == *right);
  }
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return ToTruth(SameNodes(a, b, EqualTrees));
  if (IsNumber(*left) && IsNumber(*right)) return ToTruth(AsDecimal(*left) == AsDecimal(*right));
  if (HaveQuantity(*left, *right)) {
    // Quantities of different dimensions are neither equal nor different.
    return IsEqual(Compare(AsQuantity(*left), AsQuantity(*right)));
  }
  if (IsDay(*left) && IsDay(*right)) {
    return IsEqual(Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes));
  }
  if (left->kind() != right->kind()) return Truth::kFalse;
  switch (left->kind()) {
    case ItemKind::kBoolean:
      return ToTruth(left->AsBoolean() == right->AsBoolean());
    case ItemKind::kString:
      return ToTruth(left->AsString() == right->AsString());
    case ItemKind::kTime:
      return IsEqual(Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes));
    case ItemKind::kTypeInfo:
      return ToTruth(left->AsTypeName().space == right->AsTypeName().space &&
                     left->AsTypeName().name == right->AsTypeName().name);
    default:
      return Truth::kFalse;
  }
}

bool Evaluator::EquivalentItems(const Item& a, const Item& b) const {
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return SameNodes(a, b, EquivalentTrees);
  if (IsNumber(*left) && IsNumber(*right)) {
    const Decimal x = AsDecimal(*left).Normalized();
    const Decimal y = AsDecimal(*right).Normalized();
    const int scale = std::min(x.Scale(), y.Scale());
    return x.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero) ==
           y.Rescaled(scale, Decimal::Rounding::kHalfAwayFromZero);
  }
  if (HaveQuantity(*left, *right)) return Equivalent(AsQuantity(*left), AsQuantity(*right));
  if (IsMoment(*left) && IsMoment(*right)) {
    return Equivalent(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes);
  }
  if (left->kind() == ItemKind::kString && right->kind() == ItemKind::kString) {
    return Normalized(left->AsString()) == Normalized(right->AsString());
  }
  return Equal(*left, *right) == Truth::kTrue;
}

Truth Evaluator::EqualCollections(const Collection& a, const Collection& b) {
  if (a.empty() || b.empty()) return Truth::kUnknown;
  if (a.size() != b.size()) return Truth::kFalse;
  Truth result = Truth::kTrue;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Truth equal = Equal(a[i], b[i]);
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

Lookup::Lookup(Evaluator* evaluator) : evaluator_(evaluator) {}

bool Lookup::Has(const Item& item) const {
  if (const std::string* text = TextOf(evaluator_->model(), item)) return texts_.count(*text) != 0;
  return !others_.empty() && evaluator_->Contains(others_, item);
}

bool Lookup::Insert(const Item& item) {
  if (const std::string* text = TextOf(evaluator_->model(), item)) {
    if (!texts_.insert(*text).second) return false;
    if (!item.IsNode()) kept_.Add(item);
    return true;
  }
  // Past the budget the next step fails; until then nothing more is added.
  if (evaluator_->OutOfSteps() || evaluator_->Contains(others_, item)) return false;
  others_.Add(item);
  return true;
}

void Lookup::InsertAll(const Collection& items) {
  for (const Item& item : items) Insert(item);
}

void Evaluator::AddDistinct(const Collection& items, Lookup* seen, Collection* out) {
  for (const Item& item : items) {
    if (seen->Insert(item)) out->Add(item);
  }
}

std::optional<Comparison> Evaluator::OrderOf(const Item& a, const Item& b) const {
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return std::nullopt;
  const auto order = [](auto x, auto y) {
    return x < y ? Comparison::kLess : y < x ? Comparison::kGreater : Comparison::kEqual;
  };
  if (IsNumber(*left) && IsNumber(*right)) return order(AsDecimal(*left), AsDecimal(*right));
  if (HaveQuantity(*left, *right)) return Compare(AsQuantity(*left), AsQuantity(*right));
  if ((IsDay(*left) && IsDay(*right)) || (left->kind() == ItemKind::kTime && right->kind() == ItemKind::kTime)) {
    return Compare(left->AsDateTime(), right->AsDateTime(), environment_.offset_minutes);
  }
  if (left->kind() == ItemKind::kString && right->kind() == ItemKind::kString) {
    // UTF-8 in byte order is in the order of code points.
    return order(std::string_view(left->AsString()), std::string_view(right->AsString()));
  }
  return std::nullopt;
}

}  // namespace eteinen::fhirpath
