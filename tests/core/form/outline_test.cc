#include "core/form/outline.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// A group with a question that another enables, and a sum that a variable of the form goes into.
Questionnaire SmallForm() {
  const std::string when = R"("enableWhen":[{"question":"smokes","operator":"=","answerBoolean":true}])";
  const std::string sum = Expression("calculatedExpression", "%many + 1");
  return Form(
      "[" + ItemText("smokes", "boolean") + "," +
          ItemText("more", "group",
                   "\"item\":[" + ItemText("cigarettes", "integer", when) + "," +
                       ItemText("sum", "integer", "\"extension\":[" + sum + "]") + "]") +
          "]",
      "\"extension\":[" + Variable("many", "%resource.repeat(item).where(linkId = 'cigarettes').answer.value") + "]");
}

const Json& At(const Json& root, std::string_view link_id) {
  for (const Json& item : root["items"].Items()) {
    if (item["linkId"].AsString() == link_id) return item;
  }
  static const Json none;
  return none;
}

TEST(Outline, TellsOfEachItemWhatItDependsOnAndWhatReadsIt) {
  const Questionnaire form = SmallForm();
  const Json outline = OutlineOf(form, {}, "fi");
  EXPECT_EQ(
      WriteJson(At(outline, "cigarettes")["dependsOn"]),
      R"([{"by":"enableWhen","text":"smokes = true","path":"item[1].item[0].enableWhen[0]","reads":["smokes"]}])");
  EXPECT_EQ(WriteJson(At(outline, "smokes")["readBy"]), R"([{"linkId":"cigarettes","by":"enableWhen"}])");
  EXPECT_EQ(At(outline, "sum")["parent"].AsString(), "more");
  EXPECT_EQ(WriteJson(At(outline, "sum")["dependsOn"].Items().front()["reads"]), R"(["cigarettes"])");
}

TEST(Outline, NamesThePlaceWhereAnExpressionIsWritten) {
  const Questionnaire form = SmallForm();
  std::string told;
  for (const Edge& edge : EdgesOf(form, {})) told += edge.by + " " + edge.name + " " + edge.path + "\n";
  EXPECT_EQ(told,
            "variable many extension[0].valueExpression.expression\n"
            "enableWhen  item[1].item[0].enableWhen[0]\n"
            "calculatedExpression  item[1].item[1].extension[0].valueExpression.expression\n");
}

TEST(Outline, WritesAConditionAsItIsMeant) {
  const auto condition = [](const std::string& op, const std::string& answer) {
    return R"({"question":"n","operator":")" + op + "\"," + answer + "}";
  };
  const std::string all = condition("exists", R"("answerBoolean":true)") + "," +
                          condition("!=", R"("answerInteger":1)") + "," + condition(">", R"("answerInteger":2)") + "," +
                          condition("<", R"("answerDecimal":9.50)") + "," + condition(">=", R"("answerInteger":3)") +
                          "," + condition("<=", R"("answerInteger":8)");
  const Questionnaire form =
      Form("[" + ItemText("n", "integer") + "," + ItemText("c", "choice", R"("answerOption":[{"valueString":"y"}])") +
           "," + ItemText("x", "string", R"("enableBehavior":"all","enableWhen":[)" + all + "]") + "," +
           ItemText("y", "string",
                    R"("enableWhen":[{"question":"c","operator":"=","answerCoding":{"system":"s","code":"none"}}])") +
           "," + ItemText("z", "string", R"("enableWhen":[{"question":"c","operator":"=","answerString":"y"}])") + "]");
  std::string told;
  for (const Edge& edge : EdgesOf(form, {})) told += edge.text + "\n";
  EXPECT_EQ(told, "n exists true\nn != 1\nn > 2\nn < 9.50\nn >= 3\nn <= 8\nc = none\nc = y\n");
}

TEST(Outline, TellsOfTheRulesAndWhatTheFormItselfReads) {
  const std::string smokes = "%resource.repeat(item).where(linkId = 'smokes').answer.value";
  const std::string rule =
      R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":"lungs"},{"url":"condition","valueExpression":)"
      R"({"language":"text/fhirpath","expression":")" +
      smokes +
      R"("}},{"url":"urgency","valueCode":"routine"},{"url":"need","valueCode":"health"},)"
      R"({"url":"title","valueString":"Tupakka"}]})";
  const Questionnaire form =
      Form("[" + ItemText("smokes", "boolean") + "]",
           "\"extension\":[" + rule + "," + Variable("all", "%resource.descendants().count()") + "]");
  const Result<std::vector<Rule>> rules = ReadRules(form);
  ASSERT_TRUE(rules.ok()) << rules.error().message;
  const Json outline = OutlineOf(form, *rules, "fi");
  ASSERT_EQ(outline["rules"].Items().size(), 1u);
  const Json& told = outline["rules"].Items().front();
  EXPECT_EQ(told["name"].AsString(), "lungs");
  EXPECT_EQ(told["urgency"].AsString(), "routine");
  EXPECT_EQ(told["path"].AsString(), "extension[0].extension[1].valueExpression.expression");
  EXPECT_EQ(WriteJson(told["reads"]), R"(["smokes"])");
  EXPECT_EQ(WriteJson(At(outline, "smokes")["readBy"].Items().back()), R"({"rule":"lungs","by":"rule"})");
  ASSERT_EQ(outline["form"].Items().size(), 1u);
  EXPECT_EQ(outline["form"].Items().front()["name"].AsString(), "all");
  EXPECT_TRUE(outline["form"].Items().front()["everything"].AsBool());
}

TEST(PathOf, IsEmptyForWhatIsNotInside) {
  const Json root = Read(R"({"a":[{"b":1}]})");
  EXPECT_EQ(PathOf(root, root["a"].Items()[0]["b"]), "a[0].b");
  EXPECT_EQ(PathOf(root, root), "");
  EXPECT_EQ(PathOf(root, Read("1")), "");
}

}  // namespace
}  // namespace eteinen::form
