// Equality and equivalence of elements that are no values (HumanName, Period, whole resources), child by child, each
// with the type that the tables give it: so the start of two Periods is compared as the moments that it names.
// Source: FHIRPath N1 2.0, "Equality" and "Equivalence", complex types.
#include <algorithm>

#include "core/fhirpath/evaluator.h"

namespace eteinen::fhirpath {
namespace {

// What holds the children of an element; null when it has none.
const Json* ObjectOf(const Item& item) {
  const Json* value = item.NodeValue() != nullptr ? item.NodeValue() : item.NodeExtra();
  return value != nullptr && value->IsObject() ? value : nullptr;
}

// The child's name that a member stands for; empty when the member beside it stands for it.
std::string_view ChildName(const Json& object, const Json::Member& member) {
  std::string_view name = member.key;
  if (name.empty() || name[0] != '_') return name;
  name.remove_prefix(1);
  return object.Find(name) == nullptr ? name : std::string_view();
}

std::size_t CountChildren(const Json& object, bool with_id) {
  const auto counts = [&](const Json::Member& member) {
    const std::string_view name = ChildName(object, member);
    return !name.empty() && (with_id || name != "id");
  };
  return static_cast<std::size_t>(std::count_if(object.Members().begin(), object.Members().end(), counts));
}

// Dates and times are equal in several ways of writing.
bool MayBeMoment(std::string_view text) {
  const auto digits = [&](std::size_t count) {
    return text.size() > count && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count),
                                              [](char c) { return c >= '0' && c <= '9'; });
  };
  return (text.size() == 4 && text[0] >= '0' && text[0] <= '9') || digits(4) || (digits(2) && text[2] == ':');
}

}  // namespace

bool Evaluator::MayBeSame(const Item& a, const Item& b) {
  if (!a.IsNode() || !b.IsNode() || OutOfSteps()) return false;
  ++steps_;
  const TypeId left = a.NodeType();
  const TypeId right = b.NodeType();
  return left == kUnknownType || right == kUnknownType || model().IsA(left, right) || model().IsA(right, left);
}

Truth Evaluator::EqualNodes(const Item& a, const Item& b) {
  if (!MayBeSame(a, b)) return Truth::kFalse;
  if (a.NodeValue() == b.NodeValue() && a.NodeExtra() == b.NodeExtra()) return Truth::kTrue;
  const Json* left = ObjectOf(a);
  const Json* right = ObjectOf(b);
  if (left == nullptr || right == nullptr) {
    const bool values = a.NodeValue() != nullptr && b.NodeValue() != nullptr;
    return ToTruth(values && *a.NodeValue() == *b.NodeValue());
  }
  if (CountChildren(*left, true) != CountChildren(*right, true)) return Truth::kFalse;
  Truth result = Truth::kTrue;
  for (const Json::Member& member : left->Members()) {
    const std::string_view name = ChildName(*left, member);
    if (name.empty()) continue;
    Collection ours;
    Collection theirs;
    AddChild(*left, a.NodeType(), name, &ours);
    AddChild(*right, b.NodeType(), name, &theirs);
    if (ours.size() != theirs.size()) return Truth::kFalse;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const Truth equal = EqualChildren(ours[i], theirs[i]);
      if (equal == Truth::kFalse) return equal;
      if (equal == Truth::kUnknown) result = equal;
    }
  }
  return result;
}

// A primitive's id and extensions belong to it here, where whole elements are compared.
Truth Evaluator::EqualChildren(const Item& a, const Item& b) {
  const Truth equal = Equal(a, b);
  if (equal == Truth::kFalse || (a.NodeExtra() == nullptr && b.NodeExtra() == nullptr)) return equal;
  if (a.NodeExtra() == nullptr || b.NodeExtra() == nullptr) return Truth::kFalse;
  const Truth beside = EqualNodes(Item::Node(a.NodeExtra(), kUnknownType), Item::Node(b.NodeExtra(), kUnknownType));
  return beside == Truth::kTrue ? equal : beside;
}

bool Evaluator::EquivalentNodes(const Item& a, const Item& b) {
  if (!MayBeSame(a, b)) return false;
  if (a.NodeValue() == b.NodeValue() && a.NodeExtra() == b.NodeExtra()) return true;
  const Json* left = ObjectOf(a);
  const Json* right = ObjectOf(b);
  if (left == nullptr || right == nullptr) {
    return a.NodeValue() != nullptr && b.NodeValue() != nullptr && *a.NodeValue() == *b.NodeValue();
  }
  if (CountChildren(*left, false) != CountChildren(*right, false)) return false;
  return std::all_of(left->Members().begin(), left->Members().end(), [&](const Json::Member& member) {
    const std::string_view name = ChildName(*left, member);
    if (name.empty() || name == "id") return true;
    Collection ours;
    Collection theirs;
    AddChild(*left, a.NodeType(), name, &ours);
    AddChild(*right, b.NodeType(), name, &theirs);
    return EquivalentCollections(ours, theirs);
  });
}

Lookup::Lookup(Evaluator* evaluator) : evaluator_(evaluator) {}

// Elements that are equal have the same hash: it comes of the texts in them that can be written in one way only.
std::optional<std::uint64_t> Lookup::HashOf(const Item& item) const {
  if (!item.IsNode() || item.NodeValue() == nullptr || !item.NodeValue()->IsObject() ||
      evaluator_->model().IsA(item.NodeType(), evaluator_->model().known.quantity)) {
    return std::nullopt;
  }
  std::uint64_t hash = 0;
  for (const Json::Member& member : item.NodeValue()->Members()) {
    if (!member.value.IsString() || MayBeMoment(member.value.AsString())) continue;
    hash += std::hash<std::string_view>()(member.key) ^ (31 * std::hash<std::string_view>()(member.value.AsString()));
  }
  return hash;
}

bool Lookup::Has(const Item& item) const {
  if (const std::string* text = evaluator_->PlainText(item)) return texts_.count(*text) != 0;
  if (const auto hash = HashOf(item)) {
    const auto [first, last] = elements_.equal_range(*hash);
    return std::any_of(first, last,
                       [&](const auto& one) { return evaluator_->Equal(one.second, item) == Truth::kTrue; });
  }
  return !others_.empty() && evaluator_->Contains(others_, item);
}

bool Lookup::Insert(const Item& item) {
  if (const std::string* text = evaluator_->PlainText(item)) {
    if (!texts_.insert(*text).second) return false;
    if (!item.IsNode()) kept_.Add(item);
    return true;
  }
  // Past the budget the next step fails; until then nothing more is added.
  if (evaluator_->OutOfSteps() || Has(item)) return false;
  if (const auto hash = HashOf(item)) {
    elements_.emplace(*hash, item);
  } else {
    others_.Add(item);
  }
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

}  // namespace eteinen::fhirpath
