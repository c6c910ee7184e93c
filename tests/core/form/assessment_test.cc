#include "core/form/assessment.h"

#include <gtest/gtest.h>

#include "core/fhirpath/model.h"
#include "core/form/plain_answer.h"

namespace eteinen::form {
namespace {

constexpr char kNow[] = "2026-11-24T09:00:00+02:00";

std::string RuleText(const std::string& id, const std::string& condition, const std::string& urgency,
                     const std::string& more = "") {
  return R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":")" + id +
         R"("},{"url":"condition","valueExpression":{"language":"text/fhirpath","expression":")" + condition +
         R"("}},{"url":"urgency","valueCode":")" + urgency +
         R"("},{"url":"need","valueCode":"health"},{"url":"title","valueString":")" + id + R"("})" + more + "]}";
}

std::string Answer(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId = '" + link_id + "').answer.value";
}

// Two yes-no questions and a pain from 0 to 10; `rules` are extensions, separated by commas.
Questionnaire Form(const std::string& rules) {
  const std::string text = R"({"resourceType":"Questionnaire","status":"draft","language":"fi","extension":[)" + rules +
                           R"(],"item":[
    {"linkId":"danger","type":"boolean","text":"Vaara?","required":true},
    {"linkId":"fever","type":"boolean","text":"Kuume?","required":true},
    {"linkId":"pain","type":"integer","text":"Kipu?","required":true,"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}]},
    {"linkId":"doubled","type":"integer","text":"Kaksin","readOnly":true,"extension":[
      {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":
        {"language":"text/fhirpath","expression":")" +
                           Answer("pain") + R"( * 2"}}]}]})";
  Result<Json> json = ParseJson(text);
  EXPECT_TRUE(json.ok()) << text;
  Result<Questionnaire> form = CompileQuestionnaire(*std::move(json), fhirpath::FullModel());
  EXPECT_TRUE(form.ok());
  return *std::move(form);
}

std::string UsualRules() {
  return RuleText("danger", Answer("danger") + " = true", "emergency", R"(,{"url":"danger","valueBoolean":true})") +
         "," + RuleText("fever", Answer("fever") + " = true", "today") + "," +
         RuleText("pain", Answer("doubled") + " > 6", "within-3-days") + "," + RuleText("calm", "true", "self-care");
}

Assessment Assessed(const Questionnaire& form, const std::string& answers) {
  const Result<std::vector<Rule>> rules = ReadRules(form);
  EXPECT_TRUE(rules.ok()) << (rules.ok() ? "" : rules.error().path + " " + rules.error().message);
  Start start;
  start.now = kNow;
  const Result<Assessment> assessment = AssessPlain(form, *rules, *ParseJson(answers), start);
  EXPECT_TRUE(assessment.ok()) << (assessment.ok() ? "" : assessment.error().message);
  return assessment.ok() ? *assessment : Assessment{};
}

std::string RuleError(const std::string& rules) {
  const Questionnaire form = Form(rules);
  const Result<std::vector<Rule>> read = ReadRules(form);
  return read.ok() ? "" : read.error().path + ": " + read.error().message;
}

TEST(Assess, LetsTheGravestRuleThatHoldsDecide) {
  const Questionnaire form = Form(UsualRules());
  const Assessment assessment = Assessed(form, R"({"danger":false,"fever":true,"pain":9})");
  EXPECT_EQ(assessment.urgency, "today");
  EXPECT_EQ(assessment.rule, "fever");
  EXPECT_EQ(assessment.need, "health");
  EXPECT_EQ(assessment.title.text, "fever");
  EXPECT_TRUE(assessment.complete);
}

TEST(Assess, IsCertainOfADangerSignAloneAndStillNamesWhatIsUnanswered) {
  const Questionnaire form = Form(UsualRules());
  const Assessment assessment = Assessed(form, R"({"danger":true})");
  EXPECT_EQ(assessment.urgency, "emergency");
  EXPECT_TRUE(assessment.danger);
  EXPECT_FALSE(assessment.complete);
  EXPECT_EQ(assessment.unanswered, (std::vector<std::string>{"fever", "pain"}));
}

TEST(Assess, IsNotCertainWhileAGraverRuleCanStillHold) {
  const Questionnaire form = Form(UsualRules());
  EXPECT_EQ(Assessed(form, "{}").urgency, "");
  EXPECT_EQ(Assessed(form, R"({"fever":true})").urgency, "") << "the danger sign is still open";
  EXPECT_EQ(Assessed(form, R"({"danger":false})").urgency, "");
}

TEST(Assess, IsCertainBeforeTheEndWhenNothingGraverIsLeft) {
  const Questionnaire form = Form(UsualRules());
  const Assessment assessment = Assessed(form, R"({"danger":false,"fever":true})");
  EXPECT_EQ(assessment.urgency, "today");
  EXPECT_FALSE(assessment.complete);
}

TEST(Assess, TellsTheAnswersBehindACalculatedValue) {
  const Questionnaire form = Form(UsualRules());
  const Assessment assessment = Assessed(form, R"({"danger":false,"fever":false,"pain":4})");
  EXPECT_EQ(assessment.urgency, "within-3-days");
  ASSERT_EQ(assessment.because.size(), 1u);
  EXPECT_EQ(assessment.because[0].link_id, "pain");
  EXPECT_EQ(assessment.because[0].rule, "pain");
  EXPECT_EQ(PlainAnswer(assessment.because[0].answer), Json(4));
}

TEST(Assess, CountsAnAnswerThatBreaksALimitAsUnanswered) {
  const Questionnaire form = Form(UsualRules());
  const Assessment assessment = Assessed(form, R"({"danger":false,"fever":false,"pain":11})");
  EXPECT_EQ(assessment.unanswered, std::vector<std::string>{"pain"});
  EXPECT_FALSE(assessment.complete);
  EXPECT_EQ(assessment.urgency, "");
}

TEST(Assess, HasNoUrgencyWithoutRules) {
  const Questionnaire form = Form("");
  const Assessment assessment = Assessed(form, R"({"danger":true,"fever":true,"pain":1})");
  EXPECT_EQ(assessment.urgency, "");
  EXPECT_TRUE(assessment.complete);
}

TEST(ReadRules, RefusesWhatCannotBeJudgedBy) {
  EXPECT_EQ(RuleError(RuleText("a", "true", "soon")), "extension[0].urgency: unknown urgency \"soon\"");
  EXPECT_EQ(RuleError(RuleText("a", "", "today")), "extension[0].condition: a rule needs a condition");
  EXPECT_EQ(RuleError(RuleText("a", Answer("feber") + " = true", "today")),
            "extension[0].condition: the form has no item \"feber\"");
  EXPECT_EQ(RuleError(RuleText("a", "true", "today") + "," + RuleText("a", "true", "today")),
            "extension[1].id: a second rule \"a\"");
  EXPECT_NE(RuleError(RuleText("a", "1 +", "today")), "");
}

TEST(PlainAnswers, RefuseWhatDoesNotFitTheItem) {
  const Questionnaire form = Form(UsualRules());
  const auto refused = [&](const std::string& answers) {
    Start start;
    start.now = kNow;
    const Result<Assessment> assessment = AssessPlain(form, {}, *ParseJson(answers), start);
    return assessment.ok() ? "" : assessment.error().path + ": " + assessment.error().message;
  };
  EXPECT_EQ(refused(R"({"danger":"yes"})"), "answers.danger: expected a boolean, found string");
  EXPECT_EQ(refused(R"({"pain":1.5})"), "answers.pain: expected a whole number, found number");
  EXPECT_EQ(refused(R"({"doubled":1})"), "answers.doubled: this item is calculated");
  EXPECT_EQ(refused(R"({"pain":null})"), "");
}

TEST(PlainPerson, HasABirthDateThatGivesTheAgeTold) {
  const Instant now = *ParseInstant(kNow);
  const auto born = [&](const std::string& person) {
    const Result<Json> patient = PatientFromPlain(*ParseJson(person), now, "person");
    return patient.ok() ? (*patient)["birthDate"].AsString() : patient.error().path;
  };
  EXPECT_EQ(born(R"({"ageYears":52})"), "1974-11-24");
  EXPECT_EQ(born(R"({"ageMonths":2})"), "2026-09-24");
  EXPECT_EQ(born(R"({"ageYears":0,"ageMonths":2})"), "2026-09-24");
  EXPECT_EQ(born(R"({"ageYears":1,"ageMonths":15})"), "2025-08-24");
  EXPECT_EQ(born(R"({"birthDate":"1970-02-30"})"), "person.birthDate");
  EXPECT_EQ(born(R"({"ageYears":-1})"), "person.ageYears");
  EXPECT_EQ(born(R"({"ageYears":151})"), "person.ageYears");
  EXPECT_EQ(born(R"({"ageMonths":-1})"), "person.ageMonths");
  EXPECT_EQ(born(R"({"ageMonths":1801})"), "person.ageMonths");
  EXPECT_EQ(born(R"({"birthDate":"2026-11-24"})"), "2026-11-24");
  EXPECT_EQ(born(R"({"birthDate":"2026-11-25"})"), "person.birthDate") << "the future";
  EXPECT_EQ(born(R"({"ageYears":3,"sex":"alien"})"), "person.sex");
}

}  // namespace
}  // namespace eteinen::form
