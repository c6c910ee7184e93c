#include "core/form/combine.h"

#include <gtest/gtest.h>

#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/plain_answer.h"
#include "core/form/urls.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string OptionText(const std::string& code, const std::string& display, bool exclusive = false) {
  const std::string extension =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],)";
  return "{" + (exclusive ? extension : "") + R"("valueCoding":{"code":")" + code + R"(","display":")" + display +
         "\"}}";
}

std::string ChoiceText(const std::string& link_id, const std::string& options, bool repeats) {
  return R"({"linkId":")" + link_id + R"(","type":"choice","text":")" + link_id + R"(","required":true,)" +
         (repeats ? R"("repeats":true,)" : "") + R"("answerOption":[)" + options + "]}";
}

std::string Asking(const std::string& link_id, const std::string& code) {
  return "%resource.repeat(item).where(linkId='" + link_id + "').answer.value.where(code = '" + code + "').exists()";
}

std::string RuleText(const std::string& id, const std::string& urgency, const std::string& condition) {
  return R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":")" + id +
         R"("},{"url":"condition","valueExpression":{"language":"text/fhirpath","expression":")" + condition +
         R"("}},{"url":"urgency","valueCode":")" + urgency +
         R"("},{"url":"need","valueCode":"health"},{"url":"title","valueString":")" + id + "\"}]}";
}

Json Module(const std::string& id, const std::string& items, const std::string& rules) {
  return Read(R"({"resourceType":"Questionnaire","status":"draft","language":"fi","id":")" + id + R"(","title":"The )" +
              id + R"(","extension":[)" + rules + R"(],"item":[)" + items + "]}");
}

const char kNone[] = "none";

// The ear: its own danger sign and a pain from mild to bad, which decides.
Json Ear() {
  return Module("ear",
                ChoiceText("danger", OptionText("swelling", "Swelling") + "," + OptionText(kNone, "None", true), true) +
                    "," + ChoiceText("pain", OptionText("mild", "Mild") + "," + OptionText("bad", "Bad"), false) + "," +
                    ChoiceText("fever", OptionText("yes", "Yes") + "," + OptionText("no", "No"), false),
                RuleText("swollen", "immediate", Asking("danger", "swelling")) + "," +
                    RuleText("sore", "today", Asking("pain", "bad")) + "," + RuleText("calm", "self-care", "true"));
}

// The head: another danger sign, a pain of its own and the same fever.
Json Head() {
  return Module("head",
                ChoiceText("danger", OptionText("stroke", "Stroke") + "," + OptionText(kNone, "None", true), true) +
                    "," + ChoiceText("pain", OptionText("worst", "Worst") + "," + OptionText("mild", "Mild"), false) +
                    "," + ChoiceText("fever", OptionText("yes", "Yes") + "," + OptionText("no", "No"), false),
                RuleText("stroke", "emergency", Asking("danger", "stroke")) + "," +
                    RuleText("worst", "immediate", Asking("pain", "worst")) + "," +
                    RuleText("calm", "routine", "true"));
}

Json Both() {
  const Json ear = Ear();
  const Json head = Head();
  Result<Json> both = Combine({&ear, &head});
  EXPECT_TRUE(both.ok());
  return both.ok() ? *std::move(both) : Json();
}

std::string LinkIds(const Json& questionnaire) {
  std::string ids;
  for (const Json& item : questionnaire["item"].Items()) ids += (ids.empty() ? "" : " ") + item["linkId"].AsString();
  return ids;
}

std::string Outcome(const std::string& answers) {
  const Result<Questionnaire> form = CompileQuestionnaire(Both(), fhirpath::FullModel());
  EXPECT_TRUE(form.ok() && form->issues().empty());
  const Result<std::vector<Rule>> rules = ReadRules(*form);
  EXPECT_TRUE(rules.ok());
  Start start;
  start.now = kNow;
  const Result<Assessment> assessment = AssessPlain(*form, *rules, Read(answers), start);
  EXPECT_TRUE(assessment.ok());
  return assessment.ok() ? assessment->urgency + " by " + assessment->rule : "";
}

TEST(Combine, LeavesASingleOneAsItIs) {
  const Json ear = Ear();
  EXPECT_EQ(*Combine({&ear}), ear);
}

TEST(Combine, AsksWhatIsTheSameOnceAndTheRestUnderNamesOfTheirOwn) {
  EXPECT_EQ(LinkIds(Both()), "danger pain fever head.pain");
}

TEST(Combine, ShowsTheDangerSignsOfAllOnOnePageNoneLast) {
  std::string codes;
  const Json both = Both();
  for (const Json& option : both["item"].Items().front()["answerOption"].Items()) {
    codes += option["valueCoding"]["code"].AsString() + " ";
  }
  EXPECT_EQ(codes, "swelling stroke none ");
}

// An option that one of them switches off is off in the whole, whether it comes first or last.
TEST(Combine, KeepsWhatSwitchesOptionsOff) {
  Json toggle = Json::MakeObject({{"url", url::kToggleExpression}});
  toggle.Set("extension", Read(R"([{"url":"option","valueCoding":{"code":"swelling"}},
    {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"1 > 2"}}])"));
  Json ear = Ear();
  ear.Find("item")->MutableItems()[0].Set("extension", Json::MakeArray({toggle}));
  const Json head = Head();
  for (const Result<Json>& both : {Combine({&ear, &head}), Combine({&head, &ear})}) {
    ASSERT_TRUE(both.ok());
    const Result<Questionnaire> form = CompileQuestionnaire(*both, fhirpath::FullModel());
    ASSERT_TRUE(form.ok() && form->issues().empty());
    Start start;
    start.now = kNow;
    const Result<Session> session = Session::Begin(*form, start);
    ASSERT_TRUE(session.ok());
    std::string on;
    for (const OptionState& option : session->OptionsOf("danger", {})) {
      if (option.enabled) on += (*option.value)["code"].AsString() + " ";
    }
    EXPECT_EQ(on, "stroke none ");
  }
}

TEST(Combine, SaysWhoseAPageIsUnlessItIsOfSeveral) {
  std::string topics;
  const Json both = Both();
  for (const Json& item : both["item"].Items()) {
    topics += item["linkId"].AsString() + ":";
    for (const Json& extension : item["extension"].Items()) topics += extension["valueString"].AsString();
    topics += " ";
  }
  EXPECT_EQ(topics, "danger: pain:The ear fever: head.pain:The head ");
}

TEST(Combine, LetsTheGravestRuleOfAllDecide) {
  const std::string calm = R"("danger":["none"],"fever":"no",)";
  EXPECT_EQ(Outcome("{" + calm + R"("pain":"mild","head.pain":"mild"})"), "routine by head.calm");
  EXPECT_EQ(Outcome("{" + calm + R"("pain":"bad","head.pain":"mild"})"), "today by ear.sore");
  EXPECT_EQ(Outcome("{" + calm + R"("pain":"bad","head.pain":"worst"})"), "immediate by head.worst");
  EXPECT_EQ(Outcome(R"({"danger":["swelling","stroke"],"fever":"no","pain":"mild","head.pain":"mild"})"),
            "emergency by head.stroke");
}

TEST(Combine, GivesAnItemItsOwnNameWhenItAsksAboutARenamedOne) {
  const auto module = [](const std::string& id, const std::string& first) {
    const std::string follows =
        R"({"linkId":"where","type":"string","text":"Where?","enableWhen":[{"question":"kind","operator":"exists","answerBoolean":true}]})";
    return Module(id, ChoiceText("kind", OptionText(first, first), false) + "," + follows,
                  RuleText("r", "today", "true"));
  };
  const Json a = module("a", "round");
  const Json b = module("b", "flat");
  const Result<Json> both = Combine({&a, &b});
  ASSERT_TRUE(both.ok());
  EXPECT_EQ(LinkIds(*both), "kind where b.kind b.where");
  EXPECT_EQ((*both)["item"].Items()[3]["enableWhen"].Items()[0]["question"].AsString(), "b.kind");
}

TEST(Combine, PutsTheChildrenOfAGroupTogether) {
  const auto module = [](const std::string& id, const std::string& children) {
    return Module(id, R"({"linkId":"about","type":"group","text":"Who?","item":[)" + children + "]}",
                  RuleText("r", "today", "true"));
  };
  const std::string age = R"({"linkId":"age","type":"integer","text":"Age"})";
  const Json a = module("a", age);
  const Json b = module("b", age + R"(,{"linkId":"sex","type":"string","text":"Sex"})");
  const Result<Json> both = Combine({&a, &b});
  ASSERT_TRUE(both.ok());
  EXPECT_EQ(LinkIds(*both), "about");
  EXPECT_EQ(LinkIds((*both)["item"].Items()[0]), "age sex");
}

TEST(Combine, RefusesWhatCannotBeOneForm) {
  const Json ear = Ear();
  EXPECT_FALSE(Combine({}).ok());
  EXPECT_EQ(Combine({&ear, &ear}).error().message, "the questionnaire \"ear\" twice");
  Json english = Head();
  english.Set("language", "en");
  EXPECT_EQ(Combine({&ear, &english}).error().path, "language");
}

}  // namespace
}  // namespace eteinen::form
