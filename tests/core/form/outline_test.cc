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

TEST(PathOf, IsEmptyForWhatIsNotInside) {
  const Json root = Read(R"({"a":[{"b":1}]})");
  EXPECT_EQ(PathOf(root, root["a"].Items()[0]["b"]), "a[0].b");
  EXPECT_EQ(PathOf(root, root), "");
  EXPECT_EQ(PathOf(root, Read("1")), "");
}

}  // namespace
}  // namespace eteinen::form
