// The FHIR R4 type tables that the engine reads: which types exist, what they derive from, which elements they have.
//
// The tables are generated at build time (tools/codegen/fhir_model.mjs); the engine only knows this shape. Two of them
// exist, each a library of its own: `FullModel()` has every R4 resource (eteinen_fhirpath_model_full: the command and
// the tests), `SmallModel()` what Questionnaire, QuestionnaireResponse, Patient and the other resources of the forms
// need (eteinen_fhirpath_model_small: the WASM module). A backbone element such as Patient.contact is a type of its
// own, named by its path.
#ifndef ETEINEN_CORE_FHIRPATH_MODEL_H_
#define ETEINEN_CORE_FHIRPATH_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eteinen::fhirpath {

// An index into Model::types. 0 is "of no known type".
using TypeId = std::uint16_t;
inline constexpr TypeId kUnknownType = 0;

enum class TypeKind : std::uint8_t { kUnknown, kPrimitive, kComplex, kBackbone, kResource };

// What a primitive's text means in the language.
enum class Primitive : std::uint8_t { kNone, kBoolean, kInteger, kDecimal, kString, kDate, kDateTime, kTime };

struct ModelType {
  std::string_view name;  // "Patient", "code", "Patient.contact"
  TypeId base;            // kUnknownType at the top
  TypeKind kind;
  Primitive primitive;          // of a primitive type
  std::uint16_t first_element;  // its elements, inherited ones included, sorted by name
  std::uint16_t element_count;
};

struct ModelElement {
  std::string_view name;  // "value", without a type's name
  TypeId type;            // kUnknownType for a choice
  bool repeats;
  std::uint16_t first_choice;  // for a choice: the types it may have
  std::uint16_t choice_count;
};

struct Model {
  const ModelType* types;  // sorted by name after the first
  std::size_t type_count;
  const ModelElement* elements;
  const TypeId* choices;
  bool complete;  // every R4 type is there: a name that is not found does not exist
  // Types that the engine itself asks for.
  struct Known {
    TypeId quantity, extension, response, response_item, response_answer;
  } known;

  // The type of that exact name, or kUnknownType.
  TypeId Find(std::string_view name) const;
  const ModelType& Type(TypeId id) const { return types[id]; }
  // Whether `type` is `base` or derives from it.
  bool IsA(TypeId type, TypeId base) const;
  // The element of a type, or null.
  const ModelElement* Element(TypeId type, std::string_view name) const;
  // The choice element that `key` ("valueQuantity") is a member of, and the type chosen; null if there is none.
  const ModelElement* ChoiceElement(TypeId type, std::string_view key, TypeId* chosen) const;
  // The type that a choice has by the end of its key ("Quantity" of "valueQuantity"); kUnknownType for others.
  TypeId Chosen(const ModelElement& element, std::string_view suffix) const;
  // "Patient.contact" is shown as "BackboneElement", everything else by its name; "" for an unknown type.
  std::string_view PublicName(TypeId type) const;
};

const Model& FullModel();
const Model& SmallModel();

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_MODEL_H_
