// In which language a form speaks, and texts that expressions give.
#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Translated(const std::string& language, const std::string& text) {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[)"
         R"({"url":"lang","valueCode":")" +
         language + R"("},{"url":"content","valueString":")" + text + R"("}]}]})";
}

// "text (language)" of an item as the view shows it.
std::string Shown(const Session& session, const std::string& link_id) {
  const LocalText text = session.StateOf(link_id, {})->text;
  return text.text + " (" + text.language + ")";
}

TEST(Languages, AreSwitchedWhileTheFormIsBeingFilled) {
  const Questionnaire form =
      Form("[" +
           ItemText("a", "choice",
                    R"("text":"Kuume","_text":)" + Translated("sv", "Feber") +
                        R"(,"answerOption":[{"valueCoding":{"system":"s","code":"y","display":"Kyllä","_display":)" +
                        Translated("sv", "Ja") + "}}]") +
           "," + ItemText("b", "string", R"("text":"Yskä")") + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueCoding":{"system":"s","code":"y"}}])")).ok());
  const std::string before = WriteJson(session.Snapshot());
  EXPECT_EQ(Shown(session, "a"), "Kuume (fi)");
  session.SetLanguage("sv");
  EXPECT_EQ(Shown(session, "a"), "Feber (sv)");
  EXPECT_EQ(session.OptionsOf("a", {})[0].text, (LocalText{"Ja", "sv"}));
  EXPECT_EQ(Shown(session, "b"), "Yskä (fi)") << "said to be Finnish, for there is no Swedish";
  session.SetLanguage("fi-simple");
  EXPECT_EQ(Shown(session, "a"), "Kuume (fi)");
  EXPECT_EQ(WriteJson(session.Snapshot()), before) << "the answers do not depend on the language";
}

TEST(Languages, AreThoseOfTheRulesWordsToo) {
  const Questionnaire form =
      Form("[" +
           ItemText("a", "integer",
                    R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)"
                    R"({"url":"key","valueId":"k"},{"url":"severity","valueCode":"error"},)"
                    R"({"url":"expression","valueExpression":{"language":"text/fhirpath","expression":)"
                    R"("answer.value > 5"}},{"url":"human","valueString":"Liian vähän.","_valueString":)" +
                        Translated("sv", "För litet.") + "}]}]") +
           "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(session.Issues()[0].message, "Liian vähän.");
  session.SetLanguage("sv");
  EXPECT_EQ(session.Issues()[0].message, "För litet.");
}

TEST(Texts, FollowTheirExpression) {
  const Questionnaire form =
      Form("[" + ItemText("name", "string") + "," +
           ItemText("hello", "display",
                    R"("text":"Hei","_text":{"extension":[{"url":)"
                    R"("http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":)"
                    R"({"language":"text/fhirpath","expression":)"
                    R"("'Hei ' + %resource.item.where(linkId='name').answer.value"}}]})") +
           "]");
  Session session = Begin(form);
  EXPECT_EQ(session.StateOf("hello", {})->text.text, "Hei") << "until there is a name";
  ASSERT_TRUE(session.SetAnswer("name", {}, Text("Aino")).ok());
  EXPECT_EQ(session.StateOf("hello", {})->text.text, "Hei Aino");
}

}  // namespace
}  // namespace eteinen::form
