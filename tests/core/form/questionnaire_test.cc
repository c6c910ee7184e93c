#include "core/form/questionnaire.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string LoadIssues(const Questionnaire& form) {
  std::string text;
  for (const LoadIssue& issue : form.issues()) {
    if (!text.empty()) text += "; ";
    text += issue.code + " " + issue.link_id + ": " + issue.message;
  }
  return text;
}

TEST(Questionnaire, IsRefusedWithThePlaceWhenAnItemHasNoLinkId) {
  const Result<Questionnaire> form = CompileQuestionnaire(
      Read(R"({"resourceType":"Questionnaire","item":[{"linkId":"a","type":"group","item":[{"type":"string"}]}]})"),
      fhirpath::FullModel());
  ASSERT_FALSE(form.ok());
  EXPECT_EQ(form.error().kind, ErrorKind::kInput);
  EXPECT_EQ(form.error().path, "item[0].item[0].linkId");
}

TEST(Questionnaire, ReportsALinkIdUsedTwice) {
  const Questionnaire form = Form("[" + ItemText("a", "string") + "," + ItemText("a", "string") + "]");
  EXPECT_EQ(LoadIssues(form), "duplicateLinkId a: the linkId \"a\" is used by more than one item");
  EXPECT_FALSE(form.completable());
}

TEST(Questionnaire, ReportsAConditionOnNothing) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "string", R"("enableWhen":[{"question":"b","operator":"exists","answerBoolean":true}])") +
      "]");
  EXPECT_EQ(LoadIssues(form), "danglingReference a: enableWhen asks \"b\", and there is no such item");
}

TEST(Questionnaire, AssumesAllWhereEnableBehaviorIsMissing) {
  const std::string conditions = R"("enableWhen":[{"question":"a","operator":"exists","answerBoolean":true},
      {"question":"a","operator":"=","answerString":"x"}])";
  const Questionnaire form = Form("[" + ItemText("a", "string") + "," + ItemText("b", "string", conditions) + "]");
  EXPECT_EQ(LoadIssues(form), "missingEnableBehavior b: several enableWhen need an enableBehavior; \"all\" is assumed");
  EXPECT_TRUE(form.completable());
}

TEST(Questionnaire, ReportsConditionsThatRunInACircleWithTheChain) {
  const auto asks = [](const std::string& other) {
    return R"("enableWhen":[{"question":")" + other + R"(","operator":"exists","answerBoolean":true}])";
  };
  const Questionnaire form = Form("[" + ItemText("a", "string", asks("c")) + "," + ItemText("b", "string", asks("a")) +
                                  "," + ItemText("c", "string", asks("b")) + "]");
  EXPECT_EQ(LoadIssues(form), "cycle a: depends on itself: a → b → c → a");
  EXPECT_FALSE(form.completable());
}

TEST(Questionnaire, ReportsCalculationsThatRunInACircleWithTheChain) {
  const auto adds = [](const std::string& other) {
    return R"("extension":[)" +
           Expression("calculatedExpression", "%resource.repeat(item).where(linkId='" + other + "').answer.value + 1") +
           "]";
  };
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", adds("b")) + "," + ItemText("b", "integer", adds("a")) + "]");
  EXPECT_EQ(LoadIssues(form), "cycle a: depends on itself: a → b → a");
}

TEST(Questionnaire, NamesTheItemOfACircleThatGoesByAVariable) {
  const std::string value = "%resource.item.where(linkId='a').answer.value";
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", R"("extension":[)" + Expression("calculatedExpression", "%x") + "]") + "]",
           R"("extension":[)" + Variable("x", value + " + 1") + "]");
  EXPECT_EQ(LoadIssues(form), "cycle a: depends on itself: a → (form) → a");
}

TEST(Questionnaire, MayBeReadByItsOwnExpressionsWithoutACircle) {
  const std::string own = Variable("me", "%questionnaire.item.where(linkId = 'a')");
  const Questionnaire form = Form(
      "[" +
      ItemText("a", "string", R"("extension":[)" + own + "," + Expression("calculatedExpression", "%me.text") + "]") +
      "]");
  EXPECT_EQ(LoadIssues(form), "");
}

TEST(Questionnaire, DoesNotPassOverAModifierExtension) {
  const Questionnaire form = Form("[" + ItemText("a", "string", R"("modifierExtension":[{"url":"urn:x"}])") + "]");
  EXPECT_EQ(LoadIssues(form), "unknownModifierExtension a: the modifier extension \"urn:x\" is not understood here");
  EXPECT_FALSE(form.completable());
}

TEST(Questionnaire, SaysThatItDoesNotEvaluateCql) {
  const Questionnaire form =
      Form("[" +
           ItemText("a", "string",
                    R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)"
                    R"(calculatedExpression","valueExpression":{"language":"text/cql","expression":"x"}}])") +
           "]");
  EXPECT_EQ(LoadIssues(form), "unsupportedLanguage a: expressions in \"text/cql\" cannot be evaluated here");
}

TEST(Questionnaire, SaysWhichFunctionIsUnknown) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "string", R"("extension":[)" + Expression("calculatedExpression", "frobnicate()") + "]") +
      "]");
  ASSERT_EQ(form.issues().size(), 1u);
  EXPECT_EQ(form.issues()[0].code, "invalidExpression");
  EXPECT_FALSE(form.completable());
}

TEST(Questionnaire, SaysWhichVariableIsUnknown) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", R"("extension":[)" + Expression("calculatedExpression", "%wrong + 1") + "]") +
           "]");
  EXPECT_EQ(LoadIssues(form), "unknownVariable a: the variable %wrong is not defined here");
}

TEST(Questionnaire, SaysWhereACalculationHasNoQuestion) {
  const std::string five = R"("extension":[)" + Expression("calculatedExpression", "5") + "]";
  const std::string first = R"("extension":[)" + Expression("initialExpression", "5") + "]";
  const Questionnaire form = Form("[" + ItemText("g", "group", five) + "," + ItemText("d", "display", first) + "," +
                                  ItemText("n", "integer", five) + "]");
  const std::string why = ": an expression gives a value where no question is, so it is never evaluated";
  EXPECT_EQ(LoadIssues(form), "valueWithoutQuestion g" + why + "; valueWithoutQuestion d" + why);
  EXPECT_TRUE(form.completable());
}

TEST(Questionnaire, IsNoOtherResource) {
  for (const char* text : {R"({"resourceType":"Patient"})", "[]", "{}", "1"}) {
    const Result<Questionnaire> form = CompileQuestionnaire(Read(text), fhirpath::FullModel());
    ASSERT_FALSE(form.ok()) << text;
    EXPECT_EQ(form.error().message, "expected a Questionnaire") << text;
  }
}

TEST(Questionnaire, DoesNotPassOverAnExtensionThatIsCriticalToShow) {
  const Questionnaire form =
      Form("[" +
           ItemText("a", "string",
                    R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-criticalExtension",)"
                    R"("valueUri":"urn:only-in-red"}])") +
           "]");
  EXPECT_EQ(LoadIssues(form),
            "unknownCriticalExtension a: the critical extension \"urn:only-in-red\" is not understood here");
  EXPECT_FALSE(form.completable());
}

TEST(Questionnaire, ReportsAConditionThatNobodyCanJudge) {
  const auto with = [](const std::string& condition) {
    return LoadIssues(Form("[" + ItemText("a", "integer") + "," +
                           ItemText("b", "string", R"("enableWhen":[{"question":"a")" + condition + "}]") + "]"));
  };
  EXPECT_EQ(with(R"(,"operator":"~","answerInteger":1)"),
            "invalidEnableWhen b: enableWhen has an unknown operator \"~\"");
  EXPECT_EQ(with(R"(,"operator":"=")"), "invalidEnableWhen b: enableWhen has no answer to compare with");
}

TEST(Questionnaire, ReportsItemsUnderADisplayText) {
  const Questionnaire form = Form("[" + ItemText("a", "display", R"("item":[)" + ItemText("b", "string") + "]") + "]");
  EXPECT_EQ(LoadIssues(form), "displayWithItems a: a display item cannot hold items");
  EXPECT_TRUE(form.completable()) << "what it holds can be answered all the same";
}

TEST(Questionnaire, ReportsAnExpressionWithoutTextAndAVariableThatIsThereTwice) {
  const std::string empty =
      R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",)"
      R"("valueExpression":{"language":"text/fhirpath"}}])";
  const Questionnaire without = Form("[" + ItemText("a", "integer", empty) + "]");
  EXPECT_EQ(LoadIssues(without), "invalidExpression a: an expression without text");
  EXPECT_FALSE(without.completable());
  const Questionnaire twice = Form(
      "[" + ItemText("a", "integer", R"("extension":[)" + Variable("x", "1") + "," + Variable("x", "2") + "]") + "]");
  EXPECT_EQ(LoadIssues(twice), "duplicateVariable a: the variable \"x\" is defined twice here");
}

// The issues of a form whose item "b" is enabled by `condition`; "a" asks for a number, "yes" for yes or no.
std::string EnabledBy(const std::string& condition) {
  return LoadIssues(
      Form("[" + ItemText("a", "integer") + "," + ItemText("yes", "boolean") + "," +
           ItemText("b", "string", R"("extension":[)" + Expression("enableWhenExpression", condition) + "]") + "]"));
}

TEST(Questionnaire, SaysWhichConditionsCanBeNone) {
  const std::string a = "%resource.item.where(linkId='a').answer.value";
  const std::string yes = "%resource.item.where(linkId='yes').answer.value";
  const std::vector<std::string> never = {"'x'",
                                          "-(1)",
                                          "+(" + a + ".first())",
                                          "(" + a + ")[0]",
                                          a,
                                          a + ".first()",
                                          a + " + 1",
                                          "(1 | 2)",
                                          "'1'.toInteger()",
                                          "iif(" + a + " > 1, 'x', 2)",
                                          "today()"};
  for (const std::string& condition : never) {
    EXPECT_TRUE(EnabledBy(condition).starts_with("wrongType b: enableWhenExpression gives no boolean"))
        << condition << ": " << EnabledBy(condition);
  }
  const std::vector<std::string> maybe = {"true",
                                          a + " > 1",
                                          yes,
                                          yes + ".first()",
                                          "%resource.item[0].answer.value",
                                          "iif(" + a + " > 1, 'x', true)",
                                          "(1 | true)",
                                          "%resource.item.exists()",
                                          "1 is integer"};
  for (const std::string& condition : maybe) EXPECT_EQ(EnabledBy(condition), "") << condition;
}

TEST(Text, IsGivenInTheNextBestLanguageAndSaysWhich) {
  const Json item = Read(R"({"text":"Kuume","_text":{"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
        {"url":"lang","valueCode":"sv"},{"url":"content","valueString":"Feber"}]},
      {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
        {"url":"lang","valueCode":"fi-simple"},{"url":"content","valueString":"Onko sinulla kuumetta?"}]}]}})");
  EXPECT_EQ(Localised(item, "text", "sv", "fi"), (LocalText{"Feber", "sv"}));
  EXPECT_EQ(Localised(item, "text", "sv-FI", "fi"), (LocalText{"Feber", "sv"}));
  EXPECT_EQ(Localised(item, "text", "fi-simple", "fi"), (LocalText{"Onko sinulla kuumetta?", "fi-simple"}));
  EXPECT_EQ(Localised(item, "text", "en", "fi"), (LocalText{"Kuume", "fi"}));
  EXPECT_EQ(Localised(item, "text", "ar", "en"), (LocalText{"Feber", "sv"}));
}

}  // namespace
}  // namespace eteinen::form
