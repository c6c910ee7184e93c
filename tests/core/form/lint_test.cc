#include "core/form/lint.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/form/expression_types.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// "code path" of each finding.
std::string Found(const Questionnaire& form) {
  std::string text;
  for (const LintFinding& finding : Lint(form)) {
    if (!text.empty()) text += "; ";
    text += finding.code + " " + finding.path;
  }
  return text;
}

std::string Messages(const Questionnaire& form) {
  std::string text;
  for (const LintFinding& finding : Lint(form)) text += finding.message + "\n";
  return text;
}

std::string When(const std::string& question, const std::string& op, const std::string& answer) {
  return R"({"question":")" + question + R"(","operator":")" + op + "\"," + answer + "}";
}

std::string EnableWhen(const std::string& conditions, const std::string& behavior = "all") {
  return R"("enableBehavior":")" + behavior + R"(","enableWhen":[)" + conditions + "]";
}

// A form that asks `asked` and then "b", shown by `conditions`.
Questionnaire Asking(const std::string& asked, const std::string& conditions, const std::string& behavior = "all") {
  return Form("[" + asked + "," + ItemText("b", "string", EnableWhen(conditions, behavior)) + "]");
}

constexpr char kYesNo[] = R"("answerOption":[{"valueCoding":{"code":"yes"}},{"valueCoding":{"code":"no"}}])";

TEST(Lint, PassesAFormWithoutFault) {
  EXPECT_EQ(Found(Asking(ItemText("a", "choice", kYesNo), When("a", "=", R"("answerCoding":{"code":"yes"})"))), "");
}

TEST(Lint, PassesEveryFormInAssets) {
  for (const auto& entry : std::filesystem::directory_iterator("assets/questionnaires")) {
    if (entry.path().extension() != ".json") continue;
    SCOPED_TRACE(entry.path().string());
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const Result<Questionnaire> form = CompileQuestionnaire(Read(text), fhirpath::FullModel());
    ASSERT_TRUE(form.ok());
    EXPECT_EQ(Messages(*form), "");
  }
}

TEST(Lint, TellsWhatLoadingFoundWithItsPlace) {
  EXPECT_EQ(
      Found(Form("[" +
                 ItemText("g", "group", R"("item":[)" + ItemText("a", "string") + "," + ItemText("a", "string") + "]") +
                 "]")),
      "duplicateLinkId item[0].item[0]");
  EXPECT_EQ(Found(Form("[" + ItemText("a", "boolean") + "," +
                       ItemText("b", "string",
                                R"("enableWhen":[)" + When("a", "=", R"("answerBoolean":true)") + "," +
                                    When("a", "exists", R"("answerBoolean":true)") + "]") +
                       "]")),
            "missingEnableBehavior item[1]");
  EXPECT_EQ(Found(Asking(ItemText("a", "boolean"), When("x", "=", R"("answerBoolean":true)"))),
            "danglingReference item[1]");
}

TEST(Lint, FindsItemsThatNoAnswerCanShow) {
  const std::string choice = ItemText("a", "choice", kYesNo);
  EXPECT_EQ(Found(Asking(choice, When("a", "=", R"("answerCoding":{"code":"maybe"})"))), "unreachable item[1]");
  EXPECT_EQ(Found(Asking(choice, When("a", "=", R"("answerString":"yes")"))), "unreachable item[1]");
  EXPECT_EQ(Found(Asking(choice, When("a", "!=", R"("answerCoding":{"code":"maybe"})"))), "");
  EXPECT_EQ(Found(Asking(ItemText("a", "group"), When("a", "exists", R"("answerBoolean":true)"))),
            "unreachable item[1]");
  EXPECT_EQ(
      Found(Form("[" + ItemText("a", "string", R"("extension":[)" + Expression("enableWhenExpression", "false") + "]") +
                 "]")),
      "unreachable item[0]");
}

TEST(Lint, FindsConditionsBeyondTheLimits) {
  const std::string age = ItemText("a", "integer",
                                   R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue",)"
                                   R"("valueInteger":120}])");
  EXPECT_EQ(Found(Asking(age, When("a", ">", R"("answerInteger":120)"))), "unreachable item[1]");
  EXPECT_EQ(Found(Asking(age, When("a", ">=", R"("answerInteger":120)"))), "");
  EXPECT_EQ(Found(Asking(age, When("a", "=", R"("answerInteger":121)"))), "unreachable item[1]");
}

TEST(Lint, FindsConditionsThatExcludeEachOther) {
  const std::string both =
      When("a", "=", R"("answerCoding":{"code":"yes"})") + "," + When("a", "=", R"("answerCoding":{"code":"no"})");
  const std::string many = std::string(R"("repeats":true,)") + kYesNo;
  EXPECT_EQ(Found(Asking(ItemText("a", "choice", kYesNo), both)), "unreachable item[1]");
  EXPECT_EQ(Found(Asking(ItemText("a", "choice", kYesNo), both, "any")), "");
  EXPECT_EQ(Found(Asking(ItemText("a", "choice", many), both)), "");
  EXPECT_EQ(Found(Asking(ItemText("a", "integer"), When("a", "exists", R"("answerBoolean":false)") + "," +
                                                       When("a", ">", R"("answerInteger":1)"))),
            "unreachable item[1]");
  const auto between = [](const std::string& least, const std::string& most) {
    return Found(Asking(ItemText("a", "integer"),
                        When("a", least, R"("answerInteger":5)") + "," + When("a", most, R"("answerInteger":5)")));
  };
  EXPECT_EQ(between(">", "<="), "unreachable item[1]");
  EXPECT_EQ(between(">=", "<="), "");
  EXPECT_EQ(Found(Asking(ItemText("a", "integer"),
                         When("a", "<", R"("answerInteger":3)") + "," + When("a", ">", R"("answerInteger":5)"))),
            "unreachable item[1]");
}

TEST(Lint, FindsWhatHangsOnAnUnreachableItem) {
  const std::string hidden =
      ItemText("g", "group",
               EnableWhen(When("a", "=", R"("answerString":"x")")) + R"(,"item":[)" + ItemText("x", "boolean") + "]");
  EXPECT_EQ(Found(Form("[" + ItemText("a", "boolean") + "," + hidden + "," +
                       ItemText("c", "string", EnableWhen(When("x", "=", R"("answerBoolean":true)"))) + "]")),
            "unreachable item[1]; unreachable item[2]");
}

TEST(Lint, FindsLimitsThatNothingMeets) {
  EXPECT_EQ(Found(Form("[" +
                       ItemText("a", "string",
                                R"("maxLength":2,"extension":[{"url":)"
                                R"("http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":3}])") +
                       "]")),
            "contradictoryLimits item[0]");
}

TEST(Lint, FindsAQuestionThatIsRequiredAndHidden) {
  const std::string hidden =
      R"("required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",)"
      R"("valueBoolean":true}])";
  EXPECT_EQ(Found(Form("[" + ItemText("a", "string", hidden) + "]")), "cannotBeAnswered item[0]");
  EXPECT_EQ(Found(Form("[" + ItemText("a", "string", hidden + R"(,"initial":[{"valueString":"x"}])") + "]")), "");
}

std::string TypesOf(const std::string& asked, const std::string& type, const std::string& kind,
                    const std::string& expression) {
  return Messages(
      Form("[" + asked + "," + ItemText("b", type, R"("extension":[)" + Expression(kind, expression) + "]") + "]"));
}

TEST(Lint, FindsResultsOfAnotherTypeThanIsNeeded) {
  const std::string a = ItemText("a", "integer");
  const std::string value = "%resource.item.where(linkId='a').answer.value";
  EXPECT_EQ(TypesOf(a, "decimal", "calculatedExpression", value + " * 2"), "");
  EXPECT_EQ(TypesOf(a, "boolean", "calculatedExpression", value + ".count()"),
            "calculatedExpression gives a number where a boolean is needed\n");
  EXPECT_EQ(TypesOf(a, "string", "enableWhenExpression", value),
            "enableWhenExpression gives a number where a boolean is needed\n");
  EXPECT_EQ(TypesOf(a, "string", "enableWhenExpression", value + " > 3"), "");
  EXPECT_EQ(TypesOf(a, "string", "calculatedExpression", "iif(" + value + " > 3, 'paljon', 'vähän')"), "");
}

TEST(Lint, FindsSumsOfRowsThatRepeatTakesForOne) {
  const auto sum = [](const std::string& walk) {
    return Messages(Form(
        "[" + ItemText("row", "group", R"("repeats":true,"item":[)" + ItemText("n", "integer") + "]") + "," +
        ItemText("b", "integer",
                 R"("extension":[)" +
                     Expression("calculatedExpression", "%resource." + walk + ".where(linkId='n').answer.value.sum()") +
                     "]") +
        "]"));
  };
  EXPECT_EQ(sum("repeat(item)"),
            "calculatedExpression counts rows of \"row\" that repeat() takes for one when they say the same; "
            "descendants() keeps them\n");
  EXPECT_EQ(sum("descendants()"), "");
}

TEST(Lint, FindsComparisonsThatNeverHold) {
  const std::string a = ItemText("a", "choice", kYesNo);
  const std::string value = "%resource.repeat(item).where(linkId='a').answer.value";
  EXPECT_EQ(TypesOf(a, "string", "enableWhenExpression", value + " = 'yes'"),
            "enableWhenExpression at 54: compares a coding with a text, which never holds\n");
  EXPECT_EQ(TypesOf(a, "string", "enableWhenExpression", value + ".code = 'yes'"), "");
}

TEST(Lint, FindsElementsThatDoNotExist) {
  const std::string a = ItemText("a", "integer");
  EXPECT_EQ(TypesOf(a, "integer", "calculatedExpression", "%resource.item.where(linkId='a').answr.value"),
            "calculatedExpression at 33: an item of the response has no \"answr\"\n");
  EXPECT_EQ(TypesOf(a, "integer", "calculatedExpression", "%resource.item.where(linkId='a').answer.valueInteger"),
            "calculatedExpression at 40: an answer has no \"valueInteger\"\n");
  EXPECT_EQ(TypesOf(a, "integer", "calculatedExpression", "%resource.item.where(linkId='a').answer.value.code"),
            "calculatedExpression at 46: a number has no \"code\"\n");
}

TEST(Lint, LooksAtEveryKindOfConditionOnAnOption) {
  const std::string grades = ItemText("a", "choice", R"("answerOption":[{"valueInteger":1},{"valueInteger":2}])");
  const auto found = [&](const std::string& op, int value) {
    return Found(Asking(grades, When("a", op, R"("answerInteger":)" + std::to_string(value))));
  };
  EXPECT_EQ(found(">", 2), "unreachable item[1]");
  EXPECT_EQ(found(">", 1), "");
  EXPECT_EQ(found("<", 1), "unreachable item[1]");
  EXPECT_EQ(found("<", 2), "");
  EXPECT_EQ(found(">=", 3), "unreachable item[1]");
  EXPECT_EQ(found(">=", 2), "");
  EXPECT_EQ(found("<=", 0), "unreachable item[1]");
  EXPECT_EQ(found("<=", 1), "");
}

TEST(Lint, FindsConditionsUnderTheLeastAndPassesOthers) {
  const std::string age = ItemText(
      "a", "integer", R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":18}])");
  EXPECT_EQ(Found(Asking(age, When("a", "<", R"("answerInteger":18)"))), "unreachable item[1]");
  EXPECT_EQ(Found(Asking(age, When("a", "<=", R"("answerInteger":18)"))), "");
  EXPECT_EQ(Found(Asking(age, When("a", "<=", R"("answerInteger":17)"))), "unreachable item[1]");
}

TEST(Lint, FindsMoreLimitsThatNothingMeets) {
  const auto limits = [](const std::string& type, const std::string& extensions, const std::string& more = "") {
    return Found(Form("[" + ItemText("a", type, R"("extension":[)" + extensions + "]" + more) + "]"));
  };
  const auto limit = [](const std::string& name, const std::string& value) {
    return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + name + "\"," + value + "}";
  };
  EXPECT_EQ(
      limits("integer", limit("minValue", R"("valueInteger":3)") + "," + limit("maxValue", R"("valueInteger":2)")),
      "contradictoryLimits item[0]");
  EXPECT_EQ(
      limits("integer", limit("minValue", R"("valueInteger":2)") + "," + limit("maxValue", R"("valueInteger":2)")), "");
  EXPECT_EQ(limits("string", limit("questionnaire-minOccurs", R"("valueInteger":2)")), "contradictoryLimits item[0]");
  EXPECT_EQ(limits("string", limit("questionnaire-minOccurs", R"("valueInteger":2)"), R"(,"repeats":true)"), "");
}

TEST(Lint, FindsAToggleOfAnOptionThatIsNotThere) {
  const auto toggling = [](const std::string& code) {
    return Found(Form(
        "[" +
        ItemText(
            "c", "choice",
            R"j("extension":[{"url":)j"
            R"j("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression",)j"
            R"j("extension":[{"url":"option","valueCoding":{"system":"s","code":")j" +
                code +
                R"j("}},{"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"true"}}]}],)j"
                R"j("answerOption":[{"valueCoding":{"system":"s","code":"beer"}}])j") +
        "]"));
  };
  EXPECT_EQ(toggling("beer"), "");
  EXPECT_EQ(toggling("wine"), "unknownOption item[0]");
}

TEST(Lint, KnowsWhatEachPlaceTakes) {
  const std::string a = ItemText("a", "integer");
  EXPECT_EQ(TypesOf(a, "choice", "calculatedExpression", "'code'"), "");
  EXPECT_EQ(TypesOf(a, "string", "calculatedExpression", "1"), "");
  EXPECT_EQ(TypesOf(a, "quantity", "calculatedExpression", "1"), "");
  EXPECT_EQ(TypesOf(a, "quantity", "calculatedExpression", "'x'"),
            "calculatedExpression gives a text where a number or a quantity is needed\n");
  EXPECT_EQ(TypesOf(a, "date", "initialExpression", "today()"), "");
  EXPECT_EQ(TypesOf(a, "date", "initialExpression", "1"),
            "initialExpression gives a number where a text or a date is needed\n");
}

TEST(Lint, TakesAQuestionForAnsweredThatIsFilledInAndRequiredOnlyAsAnExpressionSays) {
  const std::string read_only = R"("required":true,"readOnly":true)";
  EXPECT_EQ(Found(Form("[" + ItemText("a", "string", read_only) + "]")), "cannotBeAnswered item[0]");
  EXPECT_EQ(Found(Form("[" +
                       ItemText("a", "string",
                                read_only + R"(,"extension":[)" + Expression("calculatedExpression", "'x'") + "]") +
                       "]")),
            "");
  EXPECT_EQ(
      Found(Form("[" +
                 ItemText("a", "choice",
                          read_only + R"(,"answerOption":[{"valueCoding":{"code":"x"},"initialSelected":true}])") +
                 "]")),
      "");
}

// A limit that an expression gives.
std::string ByExpression(const std::string& limit, const std::string& value, const std::string& expression) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + limit + R"(","_)" + value +
         R"(":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)"
         R"({"language":"text/fhirpath","expression":")" +
         expression + R"("}}]}})";
}

TEST(Lint, KnowsWhatLimitsTake) {
  const auto messages = [](const std::string& type, const std::string& limit) {
    return Messages(Form("[" + ItemText("a", type, R"("repeats":true,"extension":[)" + limit + "]") + "]"));
  };
  EXPECT_EQ(messages("integer", ByExpression("questionnaire-minOccurs", "valueInteger", "1")), "");
  EXPECT_NE(messages("integer", ByExpression("questionnaire-minOccurs", "valueInteger", "'x'")), "");
  EXPECT_EQ(messages("date", ByExpression("minValue", "valueDate", "today()")), "");
  EXPECT_NE(messages("date", ByExpression("minValue", "valueDate", "true")), "");
}

TEST(Lint, KnowsTheTypeOfWhateverAnExpressionIs) {
  const std::string a = ItemText("a", "integer");
  for (const char* expression :
       {"@2026-11-24", "today()", "@T08:15", "5 'kg'", "5.toQuantity()", "1.toString()", "'a' & 'b'", "-(1)",
        "(1 | 2)[0]", "('x' | 'y').first()", "'08:15'.toTime()", "(1 as integer)", "(1).ofType(integer)"}) {
    EXPECT_NE(TypesOf(a, "boolean", "calculatedExpression", expression).find("where a boolean is needed"),
              std::string::npos)
        << expression;
  }
  for (const char* expression : {"1 is integer", "(1).is(integer)", "1 = 2 xor true", "%context.exists()", "{}",
                                 "(1 | 2).all($this > $index)", "%resource.status = 'completed'"}) {
    EXPECT_EQ(TypesOf(a, "boolean", "calculatedExpression", expression), "") << expression;
  }
}

}  // namespace
}  // namespace eteinen::form
