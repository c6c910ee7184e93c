// Evaluates an expression for a test and gives the result as one text: "integer 4, string Peter", or "error: kind".
#ifndef ETEINEN_TESTS_CORE_FHIRPATH_ANSWER_H_
#define ETEINEN_TESTS_CORE_FHIRPATH_ANSWER_H_

#include <string>
#include <string_view>

#include "core/fhirpath/fhirpath.h"

namespace eteinen::fhirpath {

// 2026-11-24T09:15:00+02:00
inline Environment AtTestTime() {
  Environment environment;
  environment.now_ms = 1'795'504'500'000;
  environment.offset_minutes = 120;
  return environment;
}

inline std::string ResultText(const Collection& result) {
  std::string text;
  for (const Item& item : result) {
    const Json value = ToJson(FullModel(), item);
    if (!text.empty()) text += ", ";
    text += TypeNameOf(FullModel(), item) + " " + (value.IsString() ? value.AsString() : WriteJson(value));
  }
  return text;
}

inline std::string Answer(std::string_view expression, const Json& resource = Json(), bool strict = false,
                          const Environment& environment = AtTestTime()) {
  CompileOptions options{.model = &FullModel()};
  options.strict = strict;
  Collection focus;
  if (resource.IsObject()) {
    focus.Add(Item::Resource(FullModel(), resource));
    options.root_type = resource["resourceType"].AsString();
  }
  const auto compiled = Compile(expression, options);
  if (!compiled.ok()) return "error: " + std::string(Name(compiled.error().kind));
  const auto result = Evaluate(*compiled, focus, environment);
  if (!result.ok()) return "error: " + std::string(Name(result.error().kind));
  return ResultText(*result);
}

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_TESTS_CORE_FHIRPATH_ANSWER_H_
