// Which codes a form's contained value sets hold: FHIR R4, ValueSet.compose and ValueSet.expansion.
#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// A system of its own with a code beneath another, a set that takes one code of it, and one of another system.
constexpr char kResources[] =
    R"({"resourceType":"CodeSystem","id":"c","url":"urn:c","content":"complete","concept":[)"
    R"({"code":"a","concept":[{"code":"aa"}]},{"code":"b"}]},)"
    R"({"resourceType":"CodeSystem","id":"f","url":"urn:f","content":"fragment","concept":[{"code":"a"}]},)"
    R"({"resourceType":"ValueSet","id":"only-b","url":"urn:only-b","compose":{"include":[)"
    R"({"system":"urn:c","concept":[{"code":"b"}]}]}},)"
    R"({"resourceType":"ValueSet","id":"other","compose":{"include":[{"system":"urn:o","concept":[{"code":"o"}]}]}},)"
    R"({"resourceType":"ValueSet","id":"round","compose":{"include":[{"valueSet":["#round"]}]}},)";

Questionnaire AskingWith(const std::string& members, const std::string& more = "") {
  return Form("[" + ItemText("q", "choice", R"("answerValueSet":"#v")" + more) + "]",
              std::string(R"("contained":[)") + kResources + R"({"resourceType":"ValueSet","id":"v","url":"urn:v",)" +
                  members + "}]");
}

std::string Offered(const Questionnaire& form) {
  std::string text;
  for (const Option& option : form.items()[0].options) {
    text += (text.empty() ? "" : " ") + (*option.value)["system"].AsString() + "|" + (*option.value)["code"].AsString();
  }
  return text + (form.items()[0].more_codes ? " and more" : "");
}

std::string Compose(const std::string& include, const std::string& exclude = "") {
  return R"("compose":{"include":[)" + include + "]" + (exclude.empty() ? "" : R"(,"exclude":[)" + exclude + "]") + "}";
}

TEST(ContainedValueSets, HoldTheCodesOfContainedSystemsAndSets) {
  struct Case {
    std::string members;
    std::string offered;
  };
  for (const Case& one : {
           Case{Compose(R"({"system":"urn:c"})"), "urn:c|a urn:c|aa urn:c|b"},
           Case{Compose(R"({"system":"urn:c"})", R"({"system":"urn:c","concept":[{"code":"aa"}]})"), "urn:c|a urn:c|b"},
           Case{Compose(R"({"system":"urn:c"})", R"({"valueSet":["#only-b"]})"), "urn:c|a urn:c|aa"},
           Case{Compose(R"({"valueSet":["urn:only-b|1"]})"), "urn:c|b"},
           Case{Compose(R"({"valueSet":["#only-b"]},{"valueSet":["#other"]})"), "urn:c|b urn:o|o"},
           Case{Compose(R"({"valueSet":["#only-b","#other"]})"), ""},
           Case{Compose(R"({"system":"urn:c","valueSet":["#only-b"]})"), "urn:c|b"},
           Case{Compose(R"({"system":"urn:f"})"), " and more"},
           Case{Compose(R"({"system":"urn:c","filter":[{"property":"x","op":"=","value":"y"}]})"), " and more"},
           Case{Compose(R"({"valueSet":["urn:nowhere"]})"), " and more"},
           Case{Compose(R"({"valueSet":["#round"]})"), " and more"},
           Case{Compose(R"({"system":"urn:c"})", R"({"system":"urn:nowhere"})"), "urn:c|a urn:c|aa urn:c|b and more"},
           Case{R"("expansion":{"contains":[{"system":"s","code":"x","abstract":true,"contains":[)"
                R"({"code":"y"},{"system":"t","code":"z"}]}]})",
                "s|y t|z"},
       }) {
    EXPECT_EQ(Offered(AskingWith(one.members)), one.offered) << one.members;
  }
}

TEST(ContainedValueSets, JudgeAnswersByTheirCodes) {
  const auto judge = [](const std::string& name, const std::string& members, const std::string& code) {
    const Questionnaire form = Form("[" + ItemText("q", "choice", R"("answerValueSet":")" + name + "\"") + "]",
                                    std::string(R"("contained":[)") + kResources +
                                        R"({"resourceType":"ValueSet","id":"v","url":"urn:v",)" + members + "}]");
    return Codes(Validate(form, Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[)"
                                     R"({"linkId":"q","answer":[{"valueCoding":{"system":"urn:c","code":")" +
                                     code + R"("}}]}]})")));
  };
  for (const char* name : {"#v", "urn:v", "urn:v|2"}) {
    EXPECT_EQ(judge(name, Compose(R"({"system":"urn:c"})"), "aa"), "") << name;
    EXPECT_EQ(judge(name, Compose(R"({"system":"urn:c"})"), "z"), "invalidCoding q") << name;
    EXPECT_EQ(judge(name, Compose(R"({"valueSet":["#only-b"]})"), "a"), "invalidCoding q") << name;
    EXPECT_EQ(judge(name, Compose(R"({"system":"urn:f"})"), "z"), "") << name;
  }
}

TEST(ContainedValueSets, GiveCodingsAndNothingElseAsAnswers) {
  const Questionnaire form =
      AskingWith(Compose(R"({"system":"s","concept":[{"code":"a","display":"A","designation":[{"value":"B"}]}]})"),
                 R"(,"extension":[)" + Expression("calculatedExpression", "'a'") + "]");
  EXPECT_EQ(WriteJson(Begin(form).Response()["item"]),
            R"([{"linkId":"q","answer":[{"valueCoding":{"system":"s","code":"a","display":"A"}}]}])");
}

// Sets that take in one another many times over are given up, not gone through.
TEST(ContainedValueSets, OfSetsWithinSetsEnd) {
  std::string resources;
  for (int i = 0; i < 8; ++i) {
    const std::string next = "\"#s" + std::to_string(i + 1) + "\"";
    std::string includes = R"({"valueSet":[)" + next + "]}";
    for (int k = 0; k < 40; ++k) includes += R"(,{"valueSet":[)" + next + "]}";
    resources += R"({"resourceType":"ValueSet","id":"s)" + std::to_string(i) + R"(",)" + Compose(includes) + "},";
  }
  resources += R"({"resourceType":"ValueSet","id":"s8",)" + Compose(R"({"system":"s","concept":[{"code":"a"}]})") + "}";
  const Result<Questionnaire> form =
      CompileQuestionnaire(Read(R"({"resourceType":"Questionnaire","contained":[)" + resources +
                                R"(],"item":[{"linkId":"q","type":"choice","answerValueSet":"#s0"}]})"),
                           fhirpath::FullModel());
  ASSERT_FALSE(form.ok());
  EXPECT_EQ(form.error().kind, ErrorKind::kLimit);
}

}  // namespace
}  // namespace eteinen::form
