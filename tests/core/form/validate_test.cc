#include "core/form/validate.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// "severity code expression" of each issue about a completed response with these items.
std::string Judge(const std::string& form_items, const std::string& response_items,
                  const std::string& status = "completed") {
  const Questionnaire form = Form(form_items);
  const Json response = Read(R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:test:form","status":")" +
                             status + R"(","item":)" + response_items + "}");
  std::string text;
  for (const Issue& issue : Validate(form, response)) {
    if (!text.empty()) text += "; ";
    text += issue.severity + " " + issue.code + " " + issue.expression;
  }
  return text;
}

std::string One(const std::string& type, const std::string& more, const std::string& answers) {
  return Judge("[" + ItemText("q", type, more) + "]", R"([{"linkId":"q","answer":)" + answers + "}]");
}

std::string Extension(const std::string& url, const std::string& value) {
  return R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)" + url + R"(",)" + value + "}]";
}

constexpr char kAnswer0[] = " QuestionnaireResponse.item[0].answer[0]";

TEST(Validate, ChecksRequiredOnlyWhenCompleted) {
  const std::string form = "[" + ItemText("q", "string", R"("required":true)") + "]";
  EXPECT_EQ(Judge(form, "[]"), "error required QuestionnaireResponse");
  EXPECT_EQ(Judge(form, "[]", "amended"), "error required QuestionnaireResponse");
  EXPECT_EQ(Judge(form, "[]", "in-progress"), "");
  EXPECT_EQ(Judge(form, R"([{"linkId":"q"}])"), "error required QuestionnaireResponse.item[0]");
}

TEST(Validate, FindsAnswersOfHiddenItems) {
  const std::string form =
      "[" + ItemText("a", "boolean") + "," +
      ItemText("b", "string",
               R"("required":true,"enableWhen":[{"question":"a","operator":"=","answerBoolean":true}])") +
      "]";
  EXPECT_EQ(Judge(form, R"([{"linkId":"b","answer":[{"valueString":"x"}]}])"),
            "error notEnabled QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge(form, R"([{"linkId":"a","answer":[{"valueBoolean":false}]}])"), "");
}

TEST(Validate, WantsItemsInTheOrderOfTheForm) {
  EXPECT_EQ(
      Judge("[" + ItemText("a", "boolean") + "," + ItemText("b", "boolean") + "]",
            R"([{"linkId":"b","answer":[{"valueBoolean":true}]},{"linkId":"a","answer":[{"valueBoolean":true}]}])"),
      "error itemOrder QuestionnaireResponse.item[1]");
}

TEST(Validate, LimitsTheLengthOfTexts) {
  EXPECT_EQ(One("string", R"("maxLength":3)", R"([{"valueString":"äää"}])"), "");
  EXPECT_EQ(One("string", R"("maxLength":3)", R"([{"valueString":"ääää"}])"),
            std::string("error maxLength") + kAnswer0);
  EXPECT_EQ(One("text", Extension("minLength", R"("valueInteger":3)"), R"([{"valueString":"ä"}])"),
            std::string("error minLength") + kAnswer0);
  EXPECT_EQ(One("string", "", R"([{"valueString":"a\nb"}])"), std::string("error invalidNewLine") + kAnswer0);
  EXPECT_EQ(One("text", "", R"([{"valueString":"a\nb"}])"), "");
}

TEST(Validate, LimitsTheDigitsAfterThePoint) {
  const std::string two = Extension("maxDecimalPlaces", R"("valueInteger":2)");
  EXPECT_EQ(One("decimal", two, R"([{"valueDecimal":1.25}])"), "");
  EXPECT_EQ(One("decimal", two, R"([{"valueDecimal":1.250}])"), "");
  EXPECT_EQ(One("decimal", two, R"([{"valueDecimal":1.255}])"), std::string("error maxDecimalPlaces") + kAnswer0);
}

TEST(Validate, ComparesQuantitiesOverTheirUnits) {
  const std::string least =
      R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)"
      R"(minQuantity","valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"kg"}}])";
  const auto grams = [](const std::string& value) {
    return R"([{"valueQuantity":{"value":)" + value + R"(,"system":"http://unitsofmeasure.org","code":"g"}}])";
  };
  EXPECT_EQ(One("quantity", least, grams("1500")), "");
  EXPECT_EQ(One("quantity", least, grams("999")), std::string("error minValue") + kAnswer0);
}

TEST(Validate, CountsAnswersAndInstances) {
  EXPECT_EQ(One("integer", "", R"([{"valueInteger":1},{"valueInteger":2}])"),
            "error maxCount QuestionnaireResponse.item[0]");
  EXPECT_EQ(One("integer", R"("repeats":true,)" + Extension("questionnaire-maxOccurs", R"("valueInteger":1)"),
                R"([{"valueInteger":1},{"valueInteger":2}])"),
            "error maxCount QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge("[" + ItemText("g", "group", R"("item":[)" + ItemText("q", "integer") + "]") + "]",
                  R"([{"linkId":"g"},{"linkId":"g"}])"),
            "error maxCount QuestionnaireResponse.item[1]");
}

TEST(Validate, RefusesAnswersOfDisplayTexts) {
  EXPECT_EQ(Judge("[" + ItemText("d", "display") + "]", R"([{"linkId":"d","answer":[{"valueString":"x"}]}])"),
            "fatal displayAnswer QuestionnaireResponse.item[0].answer");
}

TEST(Validate, FindsNestedItemsByTheirAnswer) {
  const std::string form =
      "[" +
      ItemText("q", "choice", R"("repeats":true,"item":[)" + ItemText("x", "integer", R"("required":true)") + "]") +
      "]";
  EXPECT_EQ(Judge(form, R"([{"linkId":"q","answer":[{"valueCoding":{"code":"a"},"item":[{"linkId":"x","answer":)"
                        R"([{"valueInteger":1}]}]},{"valueCoding":{"code":"b"}}]}])"),
            "error required QuestionnaireResponse.item[0].answer[1]");
}

TEST(Validate, KnowsDatesThatDoNotExist) {
  EXPECT_EQ(One("date", "", R"([{"valueDate":"2026-02-30"}])"), std::string("fatal invalidAnswerType") + kAnswer0);
  EXPECT_EQ(One("date", "", R"([{"valueDate":"2026-02"}])"), "");
}

TEST(Validate, LimitsReferencesToTheTypesAskedFor) {
  const std::string patients = Extension("questionnaire-referenceResource", R"("valueCode":"Patient")");
  EXPECT_EQ(One("reference", patients, R"([{"valueReference":{"reference":"Patient/1"}}])"), "");
  EXPECT_EQ(One("reference", patients, R"([{"valueReference":{"reference":"Group/1"}}])"),
            std::string("error invalidRefResourceType") + kAnswer0);
  EXPECT_EQ(One("reference", "", R"([{"valueReference":{"reference":"nothing"}}])"),
            std::string("error invalidRefValue") + kAnswer0);
}

TEST(Validate, RefusesAResponseToAnotherForm) {
  const Questionnaire form = Form("[]");
  EXPECT_EQ(Codes(Validate(form, Read(R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:other"})"))),
            "questionnaireMismatch");
  EXPECT_EQ(Codes(Validate(form, Read(R"({"resourceType":"Patient"})"))), "invalidType");
}

}  // namespace
}  // namespace eteinen::form
