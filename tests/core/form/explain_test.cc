// Why an item is as it is: shown or not, required, with this value, invalid.
#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Value(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId='" + link_id + "').answer.value";
}

// One part of the explanation of an item as text.
std::string Why(const Session& session, const std::string& link_id, const std::string& part, const At& at = {}) {
  const Result<Json> why = session.Explain(link_id, at);
  return why.ok() ? WriteJson((*why)[part]) : why.error().message;
}

TEST(Explain, TellsWhichConditionsDecide) {
  const std::string conditions =
      R"("enableBehavior":"any","enableWhen":[{"question":"a","operator":"=","answerBoolean":true},)"
      R"({"question":"n","operator":">","answerInteger":3}])";
  const Questionnaire form =
      Form("[" + ItemText("a", "boolean") + "," + ItemText("n", "integer") + "," +
           ItemText("g", "group", conditions + R"(,"item":[)" + ItemText("x", "string") + "]") + "]");
  Session session = Begin(form);
  EXPECT_EQ(Why(session, "x", "enabled"), R"({"is":false,"hiddenBy":"g"})");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  EXPECT_EQ(Why(session, "g", "enabled"), R"({"is":true,"behavior":"any","conditions":[{"question":"a","met":false},)"
                                          R"({"question":"n","met":true}]})");
  EXPECT_EQ(Why(session, "x", "enabled"), R"({"is":true})");
}

TEST(Explain, TellsWhyAnAnswerIsRequired) {
  const std::string required =
      R"("_required":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression",)"
      R"("valueExpression":{"language":"text/fhirpath","expression":")" +
      Value("a") + R"( = 1"}}]})";
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "," + ItemText("b", "string", required) + "," +
                                  ItemText("c", "string", R"("required":true)") + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Why(session, "b", "required"), R"j({"is":true,"expression":{"by":"required","expression":")j" + Value("a") +
                                               R"( = 1","reads":["a"],"result":[true]}})");
  EXPECT_EQ(Why(session, "c", "required"), R"({"is":true})");
  EXPECT_EQ(Why(session, "a", "required"), R"({"is":false})");
}

TEST(Explain, TellsWhoseAValueIs) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "integer") + "," +
      ItemText("b", "integer", R"("extension":[)" + Expression("calculatedExpression", Value("a") + " + 1") + "]") +
      "]");
  Session session = Begin(form);
  const auto by = [&](const std::string& link_id) { return (*session.Explain(link_id, {}))["value"]["by"].AsString(); };
  EXPECT_EQ(by("a"), "nothing");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(by("a"), "answer");
  EXPECT_EQ(by("b"), "calculation");
  ASSERT_TRUE(session.SetAnswer("b", {}, Int(7)).ok());
  EXPECT_EQ(by("b"), "resident");
}

TEST(Explain, TellsWhyAnAnswerIsInvalidInItsInstance) {
  const Questionnaire form =
      Form("[" +
           ItemText("g", "group",
                    R"("repeats":true,"item":[)" +
                        ItemText("x", "integer",
                                 R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue",)"
                                 R"("valueInteger":3}])") +
                        "]") +
           "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.AddInstance("g", {0}).ok());
  ASSERT_TRUE(session.AddInstance("g", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("x", {1}, Int(4)).ok());
  EXPECT_EQ(Why(session, "x", "issues", {0}), "[]");
  const Json issues = (*session.Explain("x", {1}))["issues"];
  ASSERT_EQ(issues.Items().size(), 1u);
  EXPECT_EQ(issues.Items()[0]["code"].AsString(), "maxValue");
  EXPECT_EQ(issues.Items()[0]["expression"].AsString(), "QuestionnaireResponse.item[1].item[0].answer[0]");
}

TEST(Explain, KnowsNoPlaceThatIsNotThere) {
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "]");
  EXPECT_EQ(Why(Begin(form), "z", "value"), "there is no item \"z\" at that place");
}

}  // namespace
}  // namespace eteinen::form
