// FHIRPath text: compiling never fails but by a value, and what compiles evaluates within its steps.
#include "core/base/json.h"
#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/model.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {

void FuzzOne(std::string_view input) {
  fhirpath::CompileOptions options;
  options.model = &fhirpath::FullModel();
  const Result<fhirpath::Expression> expression = fhirpath::Compile(input, options);
  if (!expression.ok()) return;
  const Result<Json> resource = ParseJson(
      R"({"resourceType":"Patient","name":[{"given":["Aino","Eevi"],"family":"Esimerkki"}],"birthDate":"2022-05-01"})");
  fhirpath::Environment environment;
  environment.max_steps = 100'000;
  const fhirpath::Collection focus(fhirpath::Item::Resource(fhirpath::FullModel(), *resource));
  static_cast<void>(fhirpath::Evaluate(*expression, focus, environment));
  static_cast<void>(fhirpath::DependenciesOf(*expression));
}

}  // namespace eteinen
