#include "core/fhirpath/model.h"

#include <algorithm>

namespace eteinen::fhirpath {

TypeId Model::Find(std::string_view name) const {
  const ModelType* end = types + type_count;
  const ModelType* found = std::lower_bound(
      types + 1, end, name, [](const ModelType& type, std::string_view wanted) { return type.name < wanted; });
  return found != end && found->name == name ? static_cast<TypeId>(found - types) : kUnknownType;
}

bool Model::IsA(TypeId type, TypeId base) const {
  if (base == kUnknownType) return false;
  for (; type != kUnknownType; type = types[type].base) {
    if (type == base) return true;
  }
  return false;
}

const ModelElement* Model::Element(TypeId type, std::string_view name) const {
  const ModelElement* begin = elements + types[type].first_element;
  const ModelElement* end = begin + types[type].element_count;
  const ModelElement* found = std::lower_bound(
      begin, end, name, [](const ModelElement& element, std::string_view wanted) { return element.name < wanted; });
  return found != end && found->name == name ? found : nullptr;
}

const ModelElement* Model::ChoiceElement(TypeId type, std::string_view key, TypeId* chosen) const {
  // The element's name is what stands before some capital letter of the key.
  for (std::size_t i = 1; i < key.size(); ++i) {
    if (key[i] < 'A' || key[i] > 'Z') continue;
    const ModelElement* element = Element(type, key.substr(0, i));
    if (element == nullptr) continue;
    if (const TypeId choice = Chosen(*element, key.substr(i)); choice != kUnknownType) {
      *chosen = choice;
      return element;
    }
  }
  return nullptr;
}

TypeId Model::Chosen(const ModelElement& element, std::string_view suffix) const {
  for (std::uint16_t c = 0; c < element.choice_count; ++c) {
    const TypeId choice = choices[element.first_choice + c];
    const std::string_view name = types[choice].name;
    // "valueString" has the type string: only the first letter's case may differ.
    if (name.size() == suffix.size() && name.substr(1) == suffix.substr(1) && (name[0] & ~0x20) == suffix[0]) {
      return choice;
    }
  }
  return kUnknownType;
}

std::string_view Model::PublicName(TypeId type) const {
  const ModelType& found = types[type];
  if (found.kind != TypeKind::kBackbone) return found.name;
  return types[found.base].name;
}

}  // namespace eteinen::fhirpath
