// From an item to its elements, by the type tables where the type is known, by the JSON alone where it is not.
#include <algorithm>

#include "core/fhirpath/evaluator.h"

namespace eteinen::fhirpath {
namespace {

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// A member, and the one of the same name with "_" before it: id and extensions of a primitive.
struct Found {
  const Json* value = nullptr;
  const Json* extra = nullptr;
};
Found FindBoth(const Json& object, std::string_view name) {
  Found found;
  for (const Json::Member& member : object.Members()) {
    const std::string_view key = member.key;
    if (key == name) {
      found.value = &member.value;
    } else if (key.size() == name.size() + 1 && key[0] == '_' && key.substr(1) == name &&
               (member.value.IsObject() || member.value.IsArray())) {
      found.extra = &member.value;
    }
  }
  return found;
}

}  // namespace

void Evaluator::AddElement(const Json* value, const Json* extra, TypeId type, Collection* out) {
  const bool list =
      (value != nullptr && value->IsArray()) || (value == nullptr && extra != nullptr && extra->IsArray());
  const auto add_one = [&](const Json* one, const Json* beside) {
    if (one != nullptr && one->IsNull()) one = nullptr;
    if (beside != nullptr && !beside->IsObject()) beside = nullptr;
    if (one == nullptr && beside == nullptr) return;
    TypeId actual = type;
    // "Resource" is said where any resource may stand; the resource itself knows better.
    if (one != nullptr && one->IsObject() && (type == kUnknownType || model().Type(type).kind == TypeKind::kResource)) {
      const Json& resource_type = (*one)["resourceType"];
      if (resource_type.IsString()) {
        const TypeId found = model().Find(resource_type.AsString());
        if (found != kUnknownType || type != kUnknownType) actual = found;
      }
    }
    out->Add(Item::Node(one, actual, beside));
  };
  if (!list) return add_one(value, extra);
  const Json::Array none;
  const Json::Array& values = value != nullptr ? value->Items() : none;
  const Json::Array& extras = extra != nullptr ? extra->Items() : none;
  for (std::size_t i = 0; i < std::max(values.size(), extras.size()); ++i) {
    add_one(i < values.size() ? &values[i] : nullptr, i < extras.size() ? &extras[i] : nullptr);
  }
}

const ModelElement* Evaluator::ElementOf(const Node& node, TypeId type) const {
  if (type == node.expected_type && type != kUnknownType) return &model().elements[node.expected_element];
  return model().Element(type, program_.Name(node));
}

void Evaluator::AddMember(const Node& node, const Item& item, Collection* out) {
  const std::string& name = program_.Name(node);
  const bool first_of_path = node.left == kNoNode;
  if (item.kind() == ItemKind::kTypeInfo) {
    if (name == "namespace") out->Add(Item(std::string(item.AsTypeName().space)));
    if (name == "name") out->Add(Item(std::string(item.AsTypeName().name)));
    return;
  }
  if (item.kind() == ItemKind::kQuantity) {
    if (name == "value") out->Add(Item(item.AsQuantity().value));
    if (name == "unit") out->Add(Item(item.AsQuantity().unit));
    return;
  }
  if (!item.IsNode()) return;
  const TypeId type = item.NodeType();
  // A path may begin with the type of what it starts from: "Patient.name".
  if (first_of_path && IsCapital(name[0])) {
    const TypeId named = model().Find(name);
    if (named != kUnknownType && model().IsA(type, named)) return out->Add(item);
    if (type == kUnknownType && item.NodeValue() != nullptr && (*item.NodeValue())["resourceType"].AsString() == name) {
      return out->Add(item);
    }
  }
  const Json* object = item.NodeValue();
  if (object == nullptr || !object->IsObject()) object = item.NodeExtra();  // id and extensions of a primitive
  if (object == nullptr || !object->IsObject()) return;
  AddNamed(*object, type, ElementOf(node, type), name, out);
}

void Evaluator::AddNamed(const Json& json, TypeId type, const ModelElement* element, std::string_view name,
                         Collection* out) {
  const Json* object = &json;
  if (element == nullptr) {
    // Not by the tables: an element of an unknown type, or a choice called by its JSON name ("valueQuantity").
    const Found found = FindBoth(*object, name);
    if (found.value == nullptr && found.extra == nullptr) return;
    TypeId chosen = kUnknownType;
    model().ChoiceElement(type, name, &chosen);
    return AddElement(found.value, found.extra, chosen, out);
  }
  if (element->choice_count == 0) {
    Found found;
    if (model().Type(element->type).kind == TypeKind::kPrimitive) {
      found = FindBoth(*object, name);
    } else {
      found.value = object->Find(name);
    }
    if (found.value != nullptr || found.extra != nullptr) AddElement(found.value, found.extra, element->type, out);
    return;
  }
  for (const Json::Member& member : object->Members()) {
    std::string_view key = member.key;
    const bool beside = !key.empty() && key[0] == '_';
    if (beside) key.remove_prefix(1);
    if (key.size() <= name.size() || !key.starts_with(name) || !IsCapital(key[name.size()])) continue;
    const TypeId chosen = model().Chosen(*element, key.substr(name.size()));
    if (chosen == kUnknownType) continue;
    if (beside) {
      if (object->Find(key) == nullptr) AddElement(nullptr, &member.value, chosen, out);
    } else {
      AddElement(&member.value, FindBoth(*object, key).extra, chosen, out);
    }
  }
}

void Evaluator::AddChildren(const Item& item, Collection* out) {
  if (item.kind() == ItemKind::kTypeInfo) {
    out->Add(Item(std::string(item.AsTypeName().space)));
    out->Add(Item(std::string(item.AsTypeName().name)));
    return;
  }
  if (!item.IsNode()) return;
  const Json* object = item.NodeValue();
  if (object == nullptr || !object->IsObject()) object = item.NodeExtra();
  if (object == nullptr || !object->IsObject()) return;
  for (const Json::Member& member : object->Members()) {
    std::string_view name = member.key;
    if (name.empty() || name == "resourceType") continue;
    if (name[0] == '_') {
      name.remove_prefix(1);
      if (object->Find(name) != nullptr) continue;  // came with its value
    }
    AddChild(*object, item.NodeType(), name, out);
  }
}

// The children that the object of an element of that type has under the name of a member ("valueQuantity").
void Evaluator::AddChild(const Json& object, TypeId type, std::string_view name, Collection* out) {
  TypeId child = kUnknownType;
  if (const ModelElement* element = model().Element(type, name)) {
    child = element->type;
  } else {
    model().ChoiceElement(type, name, &child);
  }
  const Found found = FindBoth(object, name);
  if (found.value != nullptr || found.extra != nullptr) AddElement(found.value, found.extra, child, out);
}

bool Evaluator::AddDescendants(const Node& node, const Item& item, Collection* out) {
  // Depth first, without recursion: resources may be nested as deep as the JSON reader allows.
  std::vector<Item> stack;
  const auto push_children = [&](const Item& parent) {
    Collection children;
    AddChildren(parent, &children);
    for (std::size_t i = children.size(); i-- > 0;) stack.push_back(std::move(children[i]));
  };
  push_children(item);
  while (!stack.empty()) {
    if (!Step(node)) return false;
    const Item next = std::move(stack.back());
    stack.pop_back();
    out->Add(next);
    push_children(next);
  }
  return true;
}

bool Evaluator::IsOfType(const Item& item, const TypeSpecifier& type) const {
  if (type.any) return true;
  if (!item.IsNode()) return type.system == item.kind();
  if (item.NodeType() == kUnknownType) {
    // A plain value of the host, or of JSON that the type tables do not have.
    if (const auto value = Value(item); value && type.system == value->kind()) return true;
  }
  if (type.fhir != kUnknownType) return model().IsA(item.NodeType(), type.fhir);
  // A resource that the type tables do not have.
  return item.NodeType() == kUnknownType && item.NodeValue() != nullptr && type.space != "System" &&
         (*item.NodeValue())["resourceType"].AsString() == type.name;
}

}  // namespace eteinen::fhirpath
