// Reading FHIR R4 elements as JSON: extensions, choice values, codings and the formats of primitive values.
//
// Only look-ups that several layers share. Nothing is copied; pointers go into the JSON that was given. A missing or
// wrongly typed part reads as "not there".
#ifndef ETEINEN_CORE_FHIR_ELEMENT_H_
#define ETEINEN_CORE_FHIR_ELEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace eteinen::fhir {

// The first extension with that url, or null.
const Json* Extension(const Json& element, std::string_view url);
std::vector<const Json*> Extensions(const Json& element, std::string_view url);

// A choice value: the member whose key begins with `prefix` ("value", "answer") and goes on with a type's name.
struct Choice {
  std::string_view key;  // "valueCoding"; empty: there is none
  const Json* value = nullptr;
  explicit operator bool() const { return value != nullptr; }
};
Choice ChoiceOf(const Json& element, std::string_view prefix = "value");
// Two values at once, which no element may have: the first of them is not the answer.
bool HasTwoChoices(const Json& element, std::string_view prefix = "value");
// The value of the first extension with that url.
Choice ExtensionValue(const Json& element, std::string_view url);

// The same code of the same system (a missing system equals only a missing one). Displays do not count.
bool SameCoding(const Json& a, const Json& b);

// "url|version" in two parts.
struct Canonical {
  std::string_view url;
  std::string_view version;
};
Canonical SplitCanonical(std::string_view canonical);

// The text of a primitive of that FHIR type is well formed: `IsFormat("date", "2024-02-30")` is false.
// Known: date, dateTime, instant, time, uri, url, canonical, id, code, string, base64Binary, uuid. Any other type:
// true.
bool IsFormat(std::string_view type, std::string_view text);

// How many bytes base64 text stands for; nothing if it is not base64. White space is allowed in it.
std::optional<std::int64_t> Base64Size(std::string_view text);

// The number of Unicode code points.
std::int64_t CodePoints(std::string_view text);

}  // namespace eteinen::fhir

#endif  // ETEINEN_CORE_FHIR_ELEMENT_H_
