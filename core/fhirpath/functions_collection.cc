// Functions on collections as such: counting, subsetting, combining, types.
#include <algorithm>

#include "core/fhirpath/evaluator.h"

namespace eteinen::fhirpath {
namespace {

std::string_view SystemName(ItemKind kind) {
  switch (kind) {
    case ItemKind::kBoolean:
      return "Boolean";
    case ItemKind::kInteger:
      return "Integer";
    case ItemKind::kLong:
      return "Long";
    case ItemKind::kDecimal:
      return "Decimal";
    case ItemKind::kString:
      return "String";
    case ItemKind::kDate:
      return "Date";
    case ItemKind::kDateTime:
      return "DateTime";
    case ItemKind::kTime:
      return "Time";
    case ItemKind::kQuantity:
      return "Quantity";
    default:
      return "Any";
  }
}

void AddRange(const Collection& items, std::size_t from, std::size_t to, Collection* out) {
  for (std::size_t i = from; i < std::min(to, items.size()); ++i) out->Add(items[i]);
}

}  // namespace

bool Evaluator::CallCollection(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  switch (node.function) {
    case Function::kEmpty:
      out->Add(Item(input.empty()));
      return true;
    case Function::kCount:
      out->Add(Item(static_cast<std::int64_t>(input.size())));
      return true;
    case Function::kNot: {
      Truth truth = Truth::kUnknown;
      if (!Criterion(node, input, &truth)) return false;
      if (truth != Truth::kUnknown) out->Add(Item(truth == Truth::kFalse));
      return true;
    }
    case Function::kAllTrue:
    case Function::kAnyTrue:
    case Function::kAllFalse:
    case Function::kAnyFalse: {
      const bool wanted = node.function == Function::kAllTrue || node.function == Function::kAnyTrue;
      const bool all = node.function == Function::kAllTrue || node.function == Function::kAllFalse;
      bool result = all;
      for (const Item& item : input) {
        const auto value = Value(item);
        if (!value || value->kind() != ItemKind::kBoolean) {
          return Fail(node, "expected booleans, found " + TypeNameOf(model(), item));
        }
        if ((value->AsBoolean() == wanted) != all) result = !all;
      }
      out->Add(Item(result));
      return true;
    }
    case Function::kDistinct: {
      Lookup seen(this);
      AddDistinct(input, &seen, out);
      return true;
    }
    case Function::kIsDistinct: {
      Lookup seen(this);
      out->Add(Item(std::all_of(input.begin(), input.end(), [&](const Item& item) { return seen.Insert(item); })));
      return true;
    }
    case Function::kSingle: {
      const Item* item = nullptr;
      if (!Single(node, input, "a single item", &item)) return false;
      if (item != nullptr) out->Add(*item);
      return true;
    }
    case Function::kFirst:
      AddRange(input, 0, 1, out);
      return true;
    case Function::kLast:
      if (!input.empty()) out->Add(input.back());
      return true;
    case Function::kTail:
      AddRange(input, 1, input.size(), out);
      return true;
    case Function::kSkip:
    case Function::kTake: {
      Collection argument;
      std::optional<std::int64_t> number;
      if (!Argument(node, 0, frame, &argument) || !SingleInteger(node, argument, "a number of items", &number)) {
        return false;
      }
      if (!number) return true;
      const std::size_t count = *number <= 0 ? 0 : static_cast<std::size_t>(*number);
      if (node.function == Function::kSkip) {
        AddRange(input, count, input.size(), out);
      } else {
        AddRange(input, 0, count, out);
      }
      return true;
    }
    case Function::kChildren:
      for (const Item& item : input) AddChildren(item, out);
      return true;
    case Function::kDescendants:
      for (const Item& item : input) {
        if (!AddDescendants(node, item, out)) return false;
      }
      return true;
    case Function::kOfType:
    case Function::kIs:
    case Function::kAs:
    case Function::kType:
      return CallTypes(node, input, frame, out);
    default:
      return CallSets(node, input, frame, out);
  }
}

bool Evaluator::CallSets(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  Collection other;
  if (!Argument(node, 0, frame, &other)) return false;
  switch (node.function) {
    case Function::kSubsetOf:
    case Function::kSupersetOf: {
      const bool subset = node.function == Function::kSubsetOf;
      const Collection& part = subset ? input : other;
      const Collection& whole = subset ? other : input;
      Lookup known(this);
      known.InsertAll(whole);
      out->Add(Item(std::all_of(part.begin(), part.end(), [&](const Item& item) { return known.Has(item); })));
      return true;
    }
    case Function::kIntersect: {
      Lookup known(this);
      known.InsertAll(other);
      Lookup seen(this);
      for (const Item& item : input) {
        if (known.Has(item) && seen.Insert(item)) out->Add(item);
      }
      return true;
    }
    case Function::kExclude: {
      Lookup known(this);
      known.InsertAll(other);
      for (const Item& item : input) {
        if (!known.Has(item)) out->Add(item);
      }
      return true;
    }
    case Function::kUnion: {
      Lookup seen(this);
      AddDistinct(input, &seen, out);
      AddDistinct(other, &seen, out);
      return true;
    }
    default:  // combine
      out->AddAll(input);
      out->AddAll(std::move(other));
      return true;
  }
}

bool Evaluator::CallTypes(const Node& node, const Collection& input, const Frame&, Collection* out) {
  if (node.function == Function::kType) {
    for (const Item& item : input) {
      if (item.IsNode() && item.NodeType() != kUnknownType) {
        out->Add(Item(TypeName{"FHIR", model().PublicName(item.NodeType())}));
      } else if (item.IsNode()) {
        const auto value = Value(item);
        out->Add(Item(value ? TypeName{"System", SystemName(value->kind())} : TypeName{"FHIR", "Element"}));
      } else {
        out->Add(Item(TypeName{"System", SystemName(item.kind())}));
      }
    }
    return true;
  }
  const TypeSpecifier& type = program_.type_names[node.target];
  if (!type.known) return Fail(node, "there is no type " + type.name);
  if (node.function == Function::kOfType) {
    for (const Item& item : input) {
      if (IsOfType(item, type)) out->Add(item);
    }
    return true;
  }
  const Item* item = nullptr;
  if (!Single(node, input, "one item", &item)) return false;
  if (item == nullptr) return true;
  const bool matches = IsOfType(*item, type);
  if (node.function == Function::kIs) {
    out->Add(Item(matches));
  } else if (matches) {
    out->Add(*item);
  }
  return true;
}

}  // namespace eteinen::fhirpath
