// What FHIR R4 and SDC add to the language: functions, variables, and the two tables of types.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

Json Patient() {
  return *ParseJson(R"({"resourceType":"Patient","id":"p1","gender":"female","active":true,"birthDate":"1974-12-25",
    "extension":[{"url":"urn:a","valueQuantity":{"value":5,"system":"http://unitsofmeasure.org","code":"kg"}},
                 {"url":"urn:b","valueCode":"x"}],
    "name":[{"family":"Virtanen","given":["Aino",null],"_given":[null,{"extension":[{"url":"urn:c"}]}]}],
    "contained":[{"resourceType":"Organization","id":"o","name":"Neuvola"}],
    "managingOrganization":{"reference":"#o"}})");
}

Json Response() {
  return *ParseJson(R"({"resourceType":"QuestionnaireResponse","status":"in-progress","item":[
    {"linkId":"g","item":[{"linkId":"a","answer":[{"valueInteger":1},{"valueInteger":2,"item":[
      {"linkId":"b","answer":[{"valueString":"x"}]}]}]}]},{"linkId":"c","answer":[{"valueBoolean":true}]}]})");
}

TEST(FhirFunctions, ReadExtensionsAndValues) {
  EXPECT_EQ(Answer("extension('urn:a').value.value", Patient()), "decimal 5");
  EXPECT_EQ(Answer("extension('urn:nothing').exists()", Patient()), "boolean false");
  EXPECT_EQ(Answer("name.given.extension('urn:c').exists()", Patient()), "boolean true");
  EXPECT_EQ(Answer("name.given.select(hasValue())", Patient()), "boolean true, boolean false");
  EXPECT_EQ(Answer("name.hasValue()", Patient()), "boolean false");
  EXPECT_EQ(Answer("gender.getValue() is System.String", Patient()), "boolean true");
  EXPECT_EQ(Answer("name.getValue()", Patient()), "");
  EXPECT_EQ(Answer("extension.value.ofType(code)", Patient()), "code x");
  EXPECT_EQ(Answer("managingOrganization.resolve().name", Patient()), "string Neuvola");
}

TEST(FhirFunctions, DecideConformanceToBaseDefinitionsAlone) {
  const std::string base = "http://hl7.org/fhir/StructureDefinition/";
  EXPECT_EQ(Answer("conformsTo('" + base + "Patient')", Patient()), "boolean true");
  EXPECT_EQ(Answer("conformsTo('" + base + "DomainResource')", Patient()), "boolean true");
  EXPECT_EQ(Answer("conformsTo('" + base + "Person')", Patient()), "boolean false");
  EXPECT_EQ(Answer("name.first().conformsTo('" + base + "HumanName')", Patient()), "boolean true");
  EXPECT_EQ(Answer("conformsTo('urn:profile')", Patient()), "error: execution");
  EXPECT_EQ(Answer("{}.conformsTo('" + base + "Patient')", Patient()), "");
}

TEST(SdcFunctions, FindTheAnswersBeneathItems) {
  EXPECT_EQ(Answer("item.answers().value", Response()), "integer 1, integer 2, string x, boolean true");
  EXPECT_EQ(Answer("item.where(linkId = 'c').answers().value", Response()), "boolean true");
  EXPECT_EQ(Answer("{}.answers()", Response()), "");
}

TEST(FhirVariables, NameTheResourceTheContextAndTheCodeSystems) {
  EXPECT_EQ(Answer("name.select(%resource.id)", Patient()), "id p1");
  EXPECT_EQ(Answer("name.select(%context.id)", Patient()), "id p1");
  EXPECT_EQ(Answer("%rootResource.id", Patient()), "id p1");
  EXPECT_EQ(Answer("%ucum"), "string http://unitsofmeasure.org");
  EXPECT_EQ(Answer("%sct"), "string http://snomed.info/sct");
  EXPECT_EQ(Answer("%loinc"), "string http://loinc.org");
}

// The WebAssembly module has the smaller table: on what forms read, both say the same.
TEST(Models, AgreeOnWhatFormsRead) {
  const auto evaluate = [](const Model& model, const std::string& expression, const Json& resource) -> std::string {
    CompileOptions options{.model = &model};
    options.root_type = resource["resourceType"].AsString();
    options.strict = true;
    const auto compiled = Compile(expression, options);
    if (!compiled.ok()) return compiled.error().message;
    Environment environment = AtTestTime();
    const auto result = Evaluate(*compiled, Collection(Item::Resource(model, resource)), environment);
    if (!result.ok()) return result.error().message;
    std::string text;
    for (const Item& item : *result) {
      text += TypeNameOf(model, item) + " " + WriteJson(ToJson(model, item)) + "\n";
    }
    return text;
  };
  const Json questionnaire = *ParseJson(R"({"resourceType":"Questionnaire","url":"urn:q","item":[{"linkId":"a",
    "type":"choice","required":true,"answerOption":[{"valueCoding":{"system":"s","code":"x"}}],
    "enableWhen":[{"question":"b","operator":"=","answerQuantity":{"value":1}}]}]})");
  const std::pair<Json, std::vector<std::string>> cases[] = {
      {Patient(),
       {"name.given", "birthDate + 1 year", "extension.value", "gender is code", "name.family.substring(1)",
        "managingOrganization.reference", "name.nothing", "active.not()"}},
      {Response(),
       {"item.where(linkId = 'c').answer.value", "repeat(item | answer).answer.value", "status", "descendants().linkId",
        "item.answer.value is boolean", "item.answers().count()", "item.nothing"}},
      {questionnaire,
       {"item.answerOption.value.code", "item.enableWhen.answer is Quantity", "item.type", "url is uri",
        "item.required", "descendants().ofType(Coding).code"}},
  };
  for (const auto& [resource, expressions] : cases) {
    for (const std::string& expression : expressions) {
      EXPECT_EQ(evaluate(SmallModel(), expression, resource), evaluate(FullModel(), expression, resource))
          << expression;
    }
  }
  EXPECT_NE(FullModel().Find("MedicationRequest"), kUnknownType);
  EXPECT_EQ(SmallModel().Find("MedicationRequest"), kUnknownType);
}

TEST(FhirFunctions, LetOnlyKnownModifiersPass) {
  const Json resource = *ParseJson(R"({"resourceType":"Patient","id":"p1",
    "modifierExtension":[{"url":"urn:anonymised","valueBoolean":true}]})");
  EXPECT_EQ(Answer("checkModifiers('urn:anonymised').id", resource), "id p1");
  EXPECT_EQ(Answer("checkModifiers('urn:other', 'urn:anonymised').id", resource), "id p1");
  EXPECT_EQ(Answer("checkModifiers('urn:other').id", resource), "error: execution");
  EXPECT_EQ(Answer("checkModifiers({}).id", resource), "error: execution");
  EXPECT_EQ(Answer("checkModifiers(1).id", resource), "error: execution");
  EXPECT_EQ(Answer("checkModifiers('urn:other').id", Patient()), "id p1");
  EXPECT_EQ(Answer("'a'.checkModifiers('urn:other')", Patient()), "string a");
}

TEST(FhirFunctions, KnowThatACodeSubsumesItself) {
  const Json resource = *ParseJson(R"({"resourceType":"Observation","code":{"coding":[{"system":"urn:a","code":"x"},
    {"system":"urn:a","code":"y"}]}})");
  EXPECT_EQ(Answer("code.coding[0].subsumes(%context.code.coding[0])", resource), "boolean true");
  EXPECT_EQ(Answer("code.coding[0].subsumedBy(%context.code.coding[0])", resource), "boolean true");
  EXPECT_EQ(Answer("code.coding[0].subsumes(%context.code.coding[1])", resource), "") << "no hierarchy is known";
  EXPECT_EQ(Answer("code.coding[0].subsumes({})", resource), "");
  EXPECT_EQ(Answer("code.coding.subsumes(%context.code.coding[0])", resource), "error: execution");
}

TEST(FhirFunctions, FindWhatBelongsToAPrimitiveWithoutAValue) {
  const Json resource = *ParseJson(R"({"resourceType":"Observation","status":"final",
    "_valueString":{"extension":[{"url":"urn:absent","valueCode":"unknown"}]},
    "effectiveDateTime":"2026-11-24","_effectiveDateTime":{"id":"e"}})");
  EXPECT_EQ(Answer("value.extension('urn:absent').value", resource), "code unknown");
  EXPECT_EQ(Answer("value.exists()", resource), "boolean true");
  EXPECT_EQ(Answer("value.hasValue()", resource), "boolean false");
  EXPECT_EQ(Answer("effective.id", resource), "string e");
  EXPECT_EQ(Answer("children().count()", resource), "integer 3");
  EXPECT_EQ(Answer("value + 'x'", resource), "");
}

TEST(FhirFunctions, ReadTimesAndWholeNumbersByTheirTypes) {
  const Json resource = *ParseJson(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[
    {"linkId":"a","answer":[{"valueTime":"09:15:00"},{"valueTime":"no time"},{"valueInteger":2.5},{"valueDate":"no date"},
      {"valueBoolean":"true"},{"valueQuantity":{"value":1,"unit":"mg"}},{"valueQuantity":{"value":2,"comparator":"<"}}]}]})");
  EXPECT_EQ(Answer("item.answer[0].value = @T09:15:00", resource), "boolean true");
  EXPECT_EQ(Answer("item.answer[0].value.toTime()", resource), "time 09:15:00");
  EXPECT_EQ(Answer("item.answer[1].value = @T09:15:00", resource), "boolean false");
  EXPECT_EQ(Answer("item.answer[1].value = item.answer[1].value", resource), "boolean true");
  EXPECT_EQ(Answer("item.answer[1].value ~ item.answer[3].value", resource), "boolean false");
  EXPECT_EQ(Answer("item.answer[2].value + 1", resource), "error: execution");
  EXPECT_EQ(Answer("item.answer[4].value.hasValue()", resource), "boolean false");
  EXPECT_EQ(Answer("item.answer[5].value = 1 'mg'", resource), "boolean true");
  EXPECT_EQ(Answer("item.answer[6].value < 3", resource), "error: execution") << "less than 2 is no number";
}

}  // namespace
}  // namespace eteinen::fhirpath
