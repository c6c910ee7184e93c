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

ValidateOptions At(const std::string& now) {
  ValidateOptions options;
  options.now = now;
  return options;
}

constexpr char kAnswer0[] = " QuestionnaireResponse.item[0].answer[0]";

TEST(Validate, ChecksRequiredOnlyWhenCompleted) {
  const std::string form = "[" + ItemText("q", "string", R"("required":true)") + "]";
  EXPECT_EQ(Judge(form, "[]"), "error required QuestionnaireResponse");
  EXPECT_EQ(Judge(form, "[]", "amended"), "error required QuestionnaireResponse");
  EXPECT_EQ(Judge(form, "[]", "in-progress"), "");
  EXPECT_EQ(Judge(form, R"([{"linkId":"q"}])"), "error required QuestionnaireResponse.item[0]");
}

TEST(Validate, AsksForAStatusThatFhirKnows) {
  const std::string form = "[" + ItemText("q", "string") + "]";
  EXPECT_EQ(Judge(form, "[]", "stopped"), "");
  EXPECT_EQ(Judge(form, "[]", "done"), "error invalidStatus QuestionnaireResponse.status");
  EXPECT_EQ(Codes(Validate(Form(form), Read(R"({"resourceType":"QuestionnaireResponse","item":[]})"))), "required");
}

TEST(Validate, LeavesOutWhatAsksForATimeThatItDoesNotKnow) {
  const Questionnaire form = Form(
      "[" +
      ItemText("q", "date",
               R"x("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","_valueDate":{"extension":[)x"
               R"x({"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)x"
               R"x({"language":"text/fhirpath","expression":"today()"}}]}}])x") +
      "]");
  const Json response = Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"q",)"
                             R"("answer":[{"valueDate":"2026-11-24"}]}]})");
  EXPECT_EQ(Codes(Validate(form, response)), "");
  EXPECT_EQ(Codes(Validate(form, response, At("2026-11-24T00:30:00+02:00"))), "") << "the day of its offset";
  EXPECT_EQ(Codes(Validate(form, response, At("2026-11-23T23:30:00+02:00"))), "maxValue q");
}

TEST(Validate, WantsDataTypesOfTheirForm) {
  const auto is_right = [](const std::string& type, const std::string& value) {
    return One(type, "", "[{" + value + "}]").empty();
  };
  EXPECT_TRUE(is_right("quantity", R"("valueQuantity":{"value":5,"unit":"kg"})"));
  EXPECT_FALSE(is_right("quantity", R"("valueQuantity":{"value":"5"})"));
  EXPECT_FALSE(is_right("quantity", R"("valueQuantity":{})"));
  EXPECT_FALSE(is_right("attachment", R"("valueAttachment":{"size":"9"})"));
  EXPECT_TRUE(is_right("attachment", R"("valueAttachment":{"size":9})"));
  EXPECT_FALSE(is_right("dateTime", R"("valueDateTime":"2020-02-03T10:00:00+14:30")"));
  EXPECT_TRUE(is_right("dateTime", R"("valueDateTime":"2020-02-03T10:00:00+14:00")"));
}

TEST(Validate, ChecksWhatAReferencePointsTo) {
  const std::string patients = Extension("questionnaire-referenceResource", R"("valueCode":"Patient")");
  const auto judge = [&](const std::string& reference) {
    return One("reference", patients, R"([{"valueReference":{)" + reference + "}}]");
  };
  EXPECT_EQ(judge(R"("reference":"Patient/a-1")"), "");
  EXPECT_EQ(judge(R"("type":"Practitioner","identifier":{"value":"1"})"),
            "error invalidRefResourceType" + std::string(kAnswer0));
  EXPECT_EQ(judge(R"("reference":"Patient/1","type":"Practitioner")"), "error invalidRefValue" + std::string(kAnswer0));
  EXPECT_EQ(judge(R"("reference":"Patient/a_b")"), "error invalidRefValue" + std::string(kAnswer0));
}

// Contained value sets: what they list, what they take out, and what they leave to be looked up elsewhere.
TEST(Validate, AsksTheValueSetsOfTheForm) {
  const auto judge = [](const std::string& compose, const std::string& name, const std::string& coding) {
    const Questionnaire form =
        Form("[" + ItemText("q", "choice", R"("answerValueSet":")" + name + "\"") + "]",
             R"("contained":[{"resourceType":"ValueSet","id":"v","url":"urn:v","compose":)" + compose + "}]");
    return Codes(
        Validate(form, Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":)"
                            R"("q","answer":[{"valueCoding":)" +
                            coding + "}]}]}")));
  };
  const std::string listed = R"({"include":[{"system":"urn:s","concept":[{"code":"a"},{"code":"b"}]}]})";
  const std::string without_b =
      listed.substr(0, listed.size() - 1) + R"(,"exclude":[{"system":"urn:s","concept":[{"code":"b"}]}]})";
  const std::string more = R"({"include":[{"system":"urn:s","concept":[{"code":"a"}]},{"system":"urn:t"}]})";
  const std::string b = R"({"system":"urn:s","code":"b"})";
  for (const char* name : {"#v", "urn:v"}) {
    EXPECT_EQ(judge(listed, name, b), "") << name;
    EXPECT_EQ(judge(without_b, name, b), "invalidCoding q") << name;
    EXPECT_EQ(judge(more, name, R"({"system":"urn:t","code":"x"})"), "") << name;
    EXPECT_EQ(judge(listed, name, R"({"system":"urn:t","code":"x"})"), "invalidCoding q") << name;
  }
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

TEST(Validate, AnAnswerHasOneValueThatIsNotEmpty) {
  const std::string wrong = std::string("fatal invalidAnswerType") + kAnswer0;
  EXPECT_EQ(One("string", R"("required":true)", R"([{"valueString":""}])"), wrong);
  EXPECT_EQ(One("boolean", "", R"([{"valueBoolean":true,"valueString":"no"}])"), wrong);
  EXPECT_EQ(One("boolean", "", R"([{"id":"a","valueBoolean":true,"_valueBoolean":{"id":"b"}}])"), "");
}

TEST(Validate, WantsListsWhereListsBelong) {
  const std::string form = "[" + ItemText("q", "string") + "]";
  EXPECT_EQ(Judge(form, R"({"linkId":"q"})"), "fatal invalidType QuestionnaireResponse.item");
  EXPECT_EQ(Judge(form, R"([{"linkId":"q","answer":{"valueString":"a"}}])"),
            "fatal invalidType QuestionnaireResponse.item[0].answer");
  EXPECT_EQ(Judge(form, R"(["q"])"), "fatal invalidLinkId QuestionnaireResponse.item[0]");
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
  EXPECT_EQ(One("decimal", two, R"([{"valueDecimal":1.250}])"), std::string("error maxDecimalPlaces") + kAnswer0);
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

TEST(Validate, WantsEnoughAnswersOnceTheResponseIsComplete) {
  const std::string two = R"("repeats":true,)" + Extension("questionnaire-minOccurs", R"("valueInteger":2)");
  const std::string form = "[" + ItemText("q", "integer", two) + "]";
  const std::string one = R"([{"linkId":"q","answer":[{"valueInteger":1}]}])";
  EXPECT_EQ(Judge(form, one), "error minCount QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge(form, one, "in-progress"), "");
  EXPECT_EQ(Judge(form, R"([{"linkId":"q"}])"), "error minCount QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge(form, "[]"), "error minCount QuestionnaireResponse");
  const std::string group = "[" + ItemText("g", "group", two + R"(,"item":[)" + ItemText("q", "integer") + "]") + "]";
  EXPECT_EQ(Judge(group, R"([{"linkId":"g","item":[{"linkId":"q","answer":[{"valueInteger":1}]}]}])"),
            "error minCount QuestionnaireResponse");
}

TEST(Validate, WantsAnAnswerInARequiredGroupHoweverDeep) {
  const std::string inner = ItemText("h", "group", R"("item":[)" + ItemText("x", "string") + "]");
  const std::string form = "[" + ItemText("g", "group", R"("required":true,"item":[)" + inner + "]") + "]";
  EXPECT_EQ(Judge(form, R"([{"linkId":"g","item":[{"linkId":"h"}]}])"), "error required QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge(form, R"([{"linkId":"g","item":[{"linkId":"h","item":[{"linkId":"x"}]}]}])"),
            "error required QuestionnaireResponse.item[0]");
  EXPECT_EQ(Judge(form, R"([{"linkId":"g","item":[{"linkId":"h","item":[{"linkId":"x","answer":[)"
                        R"({"valueString":"a"}]}]}]}])"),
            "");
}

TEST(Validate, PutsABrokenRuleWhereItsLocationSays) {
  const std::string rule =
      R"r("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)r"
      R"r({"url":"key","valueId":"k"},{"url":"severity","valueCode":"warning"},{"url":"human","valueString":"!"},)r"
      R"r({"url":"expression","valueExpression":{"language":"text/fhirpath",)r"
      R"r("expression":"item.answer.value.sum() < 3"}},)r"
      R"r({"url":"location","valueString":"item.where(linkId='b')"}]}])r";
  const std::string members = rule + R"(,"item":[)" + ItemText("a", "integer") + "," + ItemText("b", "integer") + "]";
  const std::string group =
      "[" + ItemText("x", "string") + "," + ItemText("g", "group", R"("repeats":true,)" + members) + "]";
  const auto instance = [](int a, int b) {
    return R"({"linkId":"g","item":[{"linkId":"a","answer":[{"valueInteger":)" + std::to_string(a) +
           R"(}]},{"linkId":"b","answer":[{"valueInteger":)" + std::to_string(b) + "}]}]}";
  };
  EXPECT_EQ(Judge(group, "[" + instance(1, 1) + "," + instance(1, 2) + "]"),
            "warning invariant QuestionnaireResponse.item[1].item[1]");
  EXPECT_EQ(Judge(group, R"([{"linkId":"x"},{"linkId":"g","item":[{"linkId":"a","answer":[{"valueInteger":3}]}]}])"),
            "warning invariant QuestionnaireResponse.item[1]");
}

TEST(Validate, PutsABrokenRuleOfAQuestionAtIt) {
  const std::string rule =
      R"r("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)r"
      R"r({"url":"key","valueId":"k"},{"url":"severity","valueCode":"error"},{"url":"human","valueString":"!"},)r"
      R"r({"url":"expression","valueExpression":{"language":"text/fhirpath",)r"
      R"r("expression":"answer.value.where($this > 2).empty()"}}]}])r";
  const std::string form = "[" + ItemText("a", "integer", R"("repeats":true,)" + rule) + "]";
  EXPECT_EQ(Judge(form, R"([{"linkId":"a","answer":[{"valueInteger":1},{"valueInteger":2}]}])"), "");
  EXPECT_EQ(Judge(form, R"([{"linkId":"a","answer":[{"valueInteger":1},{"valueInteger":3}]}])"),
            "error invariant QuestionnaireResponse.item[0]");
}

TEST(Validate, PutsARuleUnderAnAnswerThere) {
  const std::string rule =
      R"r("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)r"
      R"r({"url":"key","valueId":"k"},{"url":"severity","valueCode":"error"},{"url":"human","valueString":"!"},)r"
      R"r({"url":"expression","valueExpression":{"language":"text/fhirpath",)r"
      R"r("expression":"item.answer.value.sum() < 3"}}]}])r";
  const std::string group = ItemText("g", "group", rule + R"(,"item":[)" + ItemText("n", "integer") + "]");
  const std::string form = "[" + ItemText("q", "string", R"("repeats":true,"item":[)" + group + "]") + "]";
  EXPECT_EQ(Judge(form, R"([{"linkId":"q","answer":[{"valueString":"a"},{"valueString":"b","item":[{"linkId":"g",)"
                        R"("item":[{"linkId":"n","answer":[{"valueInteger":5}]}]}]}]}])"),
            "error invariant QuestionnaireResponse.item[0].answer[1].item[0]");
}

TEST(Validate, WarnsOfAResponseToAnotherVersion) {
  const Questionnaire form = Form("[" + ItemText("a", "string") + "]", R"("version":"2")");
  const auto judged = [&](const std::string& canonical) {
    return Codes(Validate(
        form,
        Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":")" + canonical + "\"}")));
  };
  EXPECT_EQ(judged("urn:test:form|2"), "");
  EXPECT_EQ(judged("urn:test:form"), "");
  EXPECT_EQ(judged("urn:test:form|1"), "questionnaireMismatch");
}

TEST(Validate, RefusesAFileWhoseContentIsNoBase64) {
  EXPECT_EQ(
      One("attachment", R"("required":false)", R"([{"valueAttachment":{"contentType":"image/png","data":"***"}}])"),
      std::string("error attachmentSizeInconsistent") + kAnswer0);
}

TEST(Validate, TellsOfAnAnswerFromOutsideTheFormsTime) {
  const Questionnaire form = Form("[]", R"("effectivePeriod":{"start":"2022","end":"2023-06-30"})");
  const auto judge = [&](const std::string& authored) {
    Json response = Read(R"({"resourceType":"QuestionnaireResponse","status":"completed"})");
    response.Set("authored", authored);
    return Codes(Validate(form, response));
  };
  EXPECT_EQ(judge("2021-12-31T10:00:00Z"), "questionnaireInactive");
  EXPECT_EQ(judge("2022-05-01T10:00:00Z"), "");
  EXPECT_EQ(judge("2023-07-01T10:00:00Z"), "questionnaireInactive");
}

TEST(Validate, TakesComputedOptionsOfAnyType) {
  const std::string options = "%resource.item.where(linkId='names').answer.value";
  const std::string form =
      "[" + ItemText("names", "string", R"("repeats":true)") + "," +
      ItemText("one", "choice", R"("extension":[)" + Expression("answerExpression", options) + "]") + "]";
  const auto judge = [&](const std::string& chosen) {
    const std::string names = R"({"linkId":"names","answer":[{"valueString":"Aino"},{"valueString":"Onni"}]})";
    return Judge(form, "[" + names + R"(,{"linkId":"one","answer":[{"valueString":")" + chosen + "\"}]}]");
  };
  EXPECT_EQ(judge("Onni"), "");
  EXPECT_EQ(judge("Veikko"), "error invalidAnswerOption QuestionnaireResponse.item[1].answer[0]");
}

TEST(Validate, SaysOnLoadingWhatItCannotCheck) {
  EXPECT_EQ(Judge("[" + ItemText("a", "string", Extension("regex", R"r("valueString":"(?=x)y")r")) + "]", "[]"),
            "error invalidRegex ");
  EXPECT_EQ(Judge("[" +
                      ItemText("a", "display",
                               R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/)"
                               R"(sdc-questionnaire-subQuestionnaire","valueCanonical":"urn:x"}])") +
                      "]",
                  "[]"),
            "error notAssembled ");
}

TEST(Validate, RefusesAnswersOfDisplayTexts) {
  EXPECT_EQ(Judge("[" + ItemText("d", "display") + "]", R"([{"linkId":"d","answer":[{"valueString":"x"}]}])"),
            "fatal displayAnswer QuestionnaireResponse.item[0].answer");
  EXPECT_EQ(Judge("[" + ItemText("d", "display") + "]",
                  R"([{"linkId":"d","item":[{"linkId":"x","answer":[{"valueString":"x"}]}]}])"),
            "fatal invalidLinkId QuestionnaireResponse.item[0].item[0]");
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
  EXPECT_EQ(
      Codes(Validate(
          form,
          Read(R"({"resourceType":"QuestionnaireResponse","status":"in-progress","questionnaire":"urn:other"})"))),
      "questionnaireMismatch");
  EXPECT_EQ(Codes(Validate(form, Read(R"({"resourceType":"Patient"})"))), "invalidType");
}

}  // namespace
}  // namespace eteinen::form
