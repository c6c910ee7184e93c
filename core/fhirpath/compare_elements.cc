// Equality and equivalence of elements that are no values (HumanName, Period, whole resources), child by child, each
// with the type that the tables give it: so the start of two Periods is compared as the moments that it names.
// Source: FHIRPath N1 2.0, "Equality" and "Equivalence", complex types.
#include <algorithm>
#include <cstring>

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

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Dates and times are equal in several ways of writing.
bool MayBeMoment(std::string_view text) {
  if (text.size() < 3 || !IsDigit(text[0]) || !IsDigit(text[1])) return false;
  return text[2] == ':' || (text.size() >= 4 && IsDigit(text[2]) && IsDigit(text[3]));
}

// A number that texts are told apart by: their length and some of their bytes.
std::uint32_t Mark(std::string_view text) {
  const std::size_t size = text.size();
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  if (size >= 4) {
    std::memcpy(&first, text.data(), 4);
    std::memcpy(&last, text.data() + size - 4, 4);
  } else if (size > 0) {
    first = static_cast<unsigned char>(text[0]);
    last = static_cast<std::uint32_t>(static_cast<unsigned char>(text[size / 2])) * 256 +
           static_cast<unsigned char>(text[size - 1]);
  }
  return (first * 0x9E3779B1U) ^ (last * 0x85EBCA77U) ^ static_cast<std::uint32_t>(size);
}

// Of the texts in an element that can be written in one way only, in whatever order they stand.
std::uint32_t HashOf(const Json& object) {
  std::uint32_t hash = 0;
  for (const Json::Member& member : object.Members()) {
    if (!member.value.IsString()) continue;
    const std::string& text = member.value.AsString();
    if (!MayBeMoment(text)) hash += Mark(text) + static_cast<std::uint32_t>(member.key.size()) * 0xC2B2AE3DU;
  }
  return hash ^ (hash >> 15);
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

bool Lookup::HasParts(const Item& item) const {
  if (!item.IsNode() || item.NodeValue() == nullptr || !item.NodeValue()->IsObject()) return false;
  const Model& model = evaluator_->model();
  // A Quantity is a value.
  return model.Type(item.NodeType()).kind != TypeKind::kComplex || !model.IsA(item.NodeType(), model.known.quantity);
}

bool Lookup::HasElement(const Item& item, std::uint32_t hash) const {
  if (places_.empty()) return false;
  const std::size_t mask = places_.size() - 1;
  std::size_t tries = 0;
  for (std::size_t at = hash & mask; places_[at] != 0; at = (at + 1) & mask) {
    if (++tries % 16 == 0) ++evaluator_->steps_;  // nobody shall make this slow by texts that he has chosen
    const Element& element = elements_[places_[at] - 1];
    if (element.hash != hash) continue;
    if (evaluator_->EqualNodes(Item::Node(element.value, element.type, element.extra), item) == Truth::kTrue) {
      return true;
    }
  }
  return false;
}

void Lookup::InsertElement(const Item& item, std::uint32_t hash) {
  elements_.push_back({hash, item.NodeType(), item.NodeValue(), item.NodeExtra()});
  const auto enter = [&](std::size_t index) {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = elements_[index].hash & mask;
    while (places_[at] != 0) at = (at + 1) & mask;
    places_[at] = static_cast<std::uint32_t>(index + 1);
  };
  if (elements_.size() * 2 <= places_.size()) return enter(elements_.size() - 1);
  places_.assign(std::max<std::size_t>(16, places_.size() * 4), 0);
  for (std::size_t i = 0; i < elements_.size(); ++i) enter(i);
}

bool Lookup::Has(const Item& item) const {
  if (const std::string* text = evaluator_->PlainText(item)) return texts_.count(*text) != 0;
  if (HasParts(item)) return HasElement(item, HashOf(*item.NodeValue()));
  return !others_.empty() && evaluator_->Contains(others_, item);
}

bool Lookup::Insert(const Item& item) {
  if (const std::string* text = evaluator_->PlainText(item)) {
    if (!texts_.insert(*text).second) return false;
    if (!item.IsNode()) kept_.Add(item);
    return true;
  }
  // Past the budget the next step fails; until then nothing more is added.
  if (evaluator_->OutOfSteps()) return false;
  if (HasParts(item)) {
    const std::uint32_t hash = HashOf(*item.NodeValue());
    if (HasElement(item, hash)) return false;
    InsertElement(item, hash);
    return true;
  }
  if (evaluator_->Contains(others_, item)) return false;
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

}  // namespace eteinen::fhirpath
