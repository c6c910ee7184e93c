#include "core/form/what_if.h"

#include <gtest/gtest.h>

#include "core/form/plain_answer.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Answer(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId = '" + link_id + "').answer.value";
}

std::string Rule(const std::string& id, const std::string& condition, const std::string& urgency) {
  return R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":")" + id +
         R"("},{"url":"condition","valueExpression":{"language":"text/fhirpath","expression":")" + condition +
         R"("}},{"url":"urgency","valueCode":")" + urgency +
         R"("},{"url":"need","valueCode":"health"},{"url":"title","valueString":"x"}]})";
}

// A fever that is a matter of today under 3 and from 65 on; signs of which rash is one for within three days.
Questionnaire FeverForm() {
  const std::string options =
      R"("required":true,"repeats":true,"answerOption":[{"valueCoding":{"code":"rash"}},{"valueCoding":{"code":"cough"}},)"
      R"({"valueCoding":{"code":"none"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)"
      R"(questionnaire-optionExclusive","valueBoolean":true}]}])";
  const std::string age =
      R"("required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},)"
      R"({"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":120}])";
  const std::string frail = "(" + Answer("age") + " < 3 or " + Answer("age") + " >= 65)";
  return Form("[" + ItemText("age", "integer", age) + "," + ItemText("fever", "boolean", R"("required":true)") + "," +
                  ItemText("signs", "choice", options) + "]",
              R"("extension":[)" + Rule("frail", Answer("fever") + " = true and " + frail, "today") + "," +
                  Rule("rash", Answer("signs") + ".where(code = 'rash').exists()", "within-3-days") + "," +
                  Rule("calm", Answer("fever") + ".exists()", "self-care") + "]");
}

// "linkId=answer → urgency" of each, joined with "; ".
std::string Changes(const std::string& answers) {
  const Questionnaire form = FeverForm();
  const Result<std::vector<form::Rule>> rules = ReadRules(form);
  EXPECT_TRUE(rules.ok());
  Start start;
  start.now = kNow;
  Session session = Begin(form);
  EXPECT_TRUE(SetPlainAnswers(session, Read(answers)).ok());
  const Result<std::vector<WhatIf>> found = WhatWouldChange(session, *rules, start);
  EXPECT_TRUE(found.ok());
  std::string text;
  for (const WhatIf& one : found.ok() ? *found : std::vector<WhatIf>{}) {
    text += (text.empty() ? "" : "; ") + one.link_id + "=" + WriteJson(PlainAnswer(one.answers)) + " → " + one.urgency;
  }
  return text;
}

TEST(WhatWouldChange, GivesTheNearestNumberOnEachSide) {
  EXPECT_EQ(Changes(R"({"age":30,"fever":true,"signs":"cough"})"),
            R"(age=2 → today; age=65 → today; signs=["rash","cough"] → within-3-days)");
}

TEST(WhatWouldChange, GivesTheOtherTruthAndTheOptionThatIsGone) {
  EXPECT_EQ(Changes(R"({"age":70,"fever":true,"signs":["rash","cough"]})"),
            R"(age=64 → within-3-days; fever=false → within-3-days)");
  EXPECT_EQ(Changes(R"({"age":30,"fever":false,"signs":["rash","cough"]})"),
            R"(signs="cough" → self-care; signs="none" → self-care)");
}

TEST(WhatWouldChange, LeavesOutChangesAfterWhichMoreHasToBeAsked) {
  EXPECT_EQ(Changes(R"({"age":30,"fever":true})"), R"(age=2 → today; age=65 → today)");
}

}  // namespace
}  // namespace eteinen::form
