// From the first question of the risk test to its outcome, as a resident meets it.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"
#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

// The keys of what can be answered on the page.
std::vector<std::string> Questions(const TestShell& shell) {
  std::vector<std::string> keys;
  const Json* form = shell.Find("form");
  if (form == nullptr) return keys;
  std::vector<const Json*> open = {form};
  while (!open.empty()) {
    const Json* node = open.back();
    open.pop_back();
    const std::string& role = (*node)["role"].AsString();
    if (role == "question" || role == "field") keys.push_back((*node)["key"].AsString());
    const Json::Array& children = (*node)["children"].Items();
    for (auto child = children.rbegin(); child != children.rend(); ++child) open.push_back(&*child);
  }
  return keys;
}

// Answers every page with `numbers` for fields and the option at `choice` (from the end when negative) for questions.
void AnswerAll(TestShell& shell, const std::map<std::string, std::string>& numbers, int choice) {
  for (int page = 0; page < 40 && shell.path.starts_with("/form"); ++page) {
    for (const std::string& key : Questions(shell)) {
      const Json& node = *shell.Find(key);
      if (node["role"].AsString() == "field") {
        const auto number = numbers.find(key);
        ASSERT_NE(number, numbers.end()) << key;
        shell.Set(key, number->second);
      } else {
        const Json::Array& options = node["children"].Items();
        const auto at = choice >= 0 ? static_cast<std::size_t>(choice) : options.size() - 1;
        shell.Set(key, options[std::min(at, options.size() - 1)]["value"]);
      }
    }
    shell.Press("form.submit");
  }
}

const std::map<std::string, std::string> kNumbers = {
    {"q.age", "67"}, {"q.height", "170"}, {"q.weight", "95,5"}, {"q.waist", "110"}};

// A form stands on the start page because the catalogue names it; the code knows none.
TEST(Progress, SaysOfHowManyOnlyWhereNoAnswerChangesThat) {
  TestShell shell;
  shell.Press("start.findrisc");
  EXPECT_EQ(shell.Text("progress"), "Kysymys 1, yhteensä 9");
  EXPECT_TRUE(shell.Find("progress")->Has("value"));
  TestShell symptoms("fi", "", "", {}, "chat");
  symptoms.Navigate("/chat/mental-health");
  EXPECT_EQ(symptoms.Text("progress"), "Kysymys 1");
  EXPECT_FALSE(symptoms.Find("progress")->Has("value"));
}

TEST(Form, StandsOnTheStartPageWhereTheTextsNameIt) {
  const Result<Json> catalogue = ParseJson(FileText("i18n/fi.json"));
  ASSERT_TRUE(catalogue.ok());
  int forms = 0;
  for (const Json::Member& message : (*catalogue)["messages"].Members()) {
    if (!message.key.starts_with("start.form.") || message.key.ends_with(".hint")) continue;
    ++forms;
    const std::string id = message.key.substr(std::string("start.form.").size());
    TestShell shell;
    EXPECT_EQ(shell.Text("start." + id), message.value.AsString());
    shell.Press("start." + id);
    EXPECT_EQ(shell.path, "/form/1") << id;
  }
  EXPECT_GT(forms, 0);
}

TEST(Form, AsksOneThingAPageAndKeepsTheAnswerOnTheWayBack) {
  TestShell shell;
  shell.Press("start.findrisc");
  ASSERT_EQ(shell.path, "/form/1");
  const std::string first = Questions(shell).at(0);
  shell.Set(first, "52");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/2");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/form/1");
  EXPECT_EQ((*shell.Find(first))["value"].AsString(), "52");
}

TEST(Form, SaysWhatIsMissingAndPutsTheFocusThere) {
  TestShell shell;
  shell.Press("start.findrisc");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/1");
  EXPECT_EQ(shell.focus, "errors");
  EXPECT_TRUE(shell.Has("errors"));
  const std::string first = Questions(shell).at(0);
  EXPECT_EQ((*shell.Find(first))["error"].AsString(), "Vastaa tähän kysymykseen");
  EXPECT_EQ(shell.Text("errors." + first.substr(2)), "Vastaa kysymykseen: " + shell.Text(first));
  shell.Set(first, "52");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/2");
}

TEST(Form, KeepsWhatIsNoNumberAndSaysSo) {
  TestShell shell;
  shell.Press("start.findrisc");
  const std::string first = Questions(shell).at(0);
  shell.Set(first, "viisikymmentä");
  shell.Press("form.submit");
  EXPECT_EQ((*shell.Find(first))["value"].AsString(), "viisikymmentä");
  const std::string error = (*shell.Find(first))["error"].AsString();
  EXPECT_FALSE(error.empty());
  EXPECT_EQ(shell.Text("errors." + first.substr(2)), shell.Text(first) + " – " + error);
}

// To the page with the height and the weight.
void OpenHeight(TestShell& shell) {
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  shell.Press("form.submit");
  shell.Set("q.sex", "female");
  shell.Press("form.submit");
  ASSERT_TRUE(shell.Has("q.height"));
}

TEST(Form, CalculatesNothingFromAnAnswerThatCannotStand) {
  TestShell shell;
  OpenHeight(shell);
  shell.Set("q.weight", "78,5");
  shell.Set("q.height", "1,70");
  EXPECT_FALSE(shell.Has("q.bmi"));
  shell.Set("q.height", "170");
  EXPECT_EQ((*shell.Find("q.bmi"))["value"].AsString(), "27,2 kg/m²");
}

TEST(Form, TakesANumberWithItsUnitButNoOtherUnit) {
  TestShell shell;
  OpenHeight(shell);
  shell.Set("q.height", "1,70 m");
  shell.Set("q.weight", "78,5 KG");
  shell.Press("form.submit");
  EXPECT_FALSE((*shell.Find("q.height"))["error"].AsString().empty());
  EXPECT_TRUE((*shell.Find("q.weight"))["error"].AsString().empty());
  shell.Set("q.height", "170cm");
  shell.Press("form.submit");
  EXPECT_TRUE(shell.Has("q.waist"));
}

TEST(Form, PromisesAResultOnlyWhenItComesNext) {
  TestShell shell;
  shell.Answer("GET /content/questionnaires.json", 200,
               R"({"questionnaires":[{"id":"symptom-eye","language":"fi","title":"Silmäoireet","code":[)"
               R"({"system":"urn:eteinen:use","code":"symptom"},)"
               R"({"system":"urn:eteinen:area","code":"head","display":"Pää"}]}]})");
  shell.Press("start.symptoms");
  shell.Set("symptoms.search", "silmä");
  shell.Set("symptoms.found", Json::MakeArray({"symptom-eye"}));
  shell.Press("form.submit");
  shell.Set("q.about.age", "40");
  shell.Press("form.submit");
  ASSERT_TRUE(shell.Has("q.danger"));
  EXPECT_EQ(shell.Text("form.submit"), "Jatka");
  int promises = 0;
  for (int page = 0; page < 40 && shell.path.starts_with("/form"); ++page) {
    for (const std::string& key : Questions(shell)) {
      const Json::Array& options = (*shell.Find(key))["children"].Items();
      if (!options.empty()) shell.Set(key, options.back()["value"]);
    }
    const bool promised = shell.Text("form.submit") == "Näytä tulos";
    shell.Press("form.submit");
    EXPECT_NE(promised, shell.path.starts_with("/form")) << shell.path;
    promises += promised ? 1 : 0;
  }
  EXPECT_EQ(promises, 1);
}

TEST(Form, CallsALongQuestionByItsShortTextInTheSummaryOfErrors) {
  TestShell shell;
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200,
               R"({"resourceType":"Questionnaire","id":"findrisc","status":"draft","language":"fi","item":[)"
               R"({"linkId":"often","type":"string","required":true,"text":"Kuinka usein juot olutta tai viiniä?",)"
               R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText",)"
               R"("valueString":"Kuinka usein juot"}]}]})");
  shell.Press("start.findrisc");
  shell.Press("form.submit");
  EXPECT_EQ(shell.Text("errors.often"), "Vastaa kysymykseen: Kuinka usein juot");
}

TEST(Form, AsksTheMunicipalityAndEndsInAnOutcomeWithChannels) {
  TestShell shell;
  shell.Press("start.findrisc");
  AnswerAll(shell, kNumbers, -1);
  ASSERT_EQ(shell.path, "/place");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/place") << "a municipality is needed";
  shell.Set("place", "Janakkala");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/result");
  EXPECT_FALSE(shell.Text("page.title").empty());
  EXPECT_TRUE(shell.Has("result.example"));
  EXPECT_TRUE(shell.Has("channel.terveysasema-janakkala"));
}

TEST(Form, StopsAtOnceAtADangerSignAndKeepsTheAnswers) {
  TestShell shell;
  shell.Answer("GET /content/questionnaires.json", 200,
               R"({"questionnaires":[{"id":"symptom-fever","language":"fi","title":"Kuume","code":[)"
               R"({"system":"urn:eteinen:use","code":"symptom"},)"
               R"({"system":"urn:eteinen:area","code":"whole","display":"Koko keho"}]},)"
               R"({"id":"symptom-general","language":"fi","title":"Muu oire","code":[)"
               R"({"system":"urn:eteinen:use","code":"symptom-general"}]}]})");
  shell.Press("start.symptoms");
  EXPECT_TRUE(shell.Has("symptoms.other")) << "nobody is left without a way on";
  shell.Set("symptoms.search", "kuu");
  shell.Set("symptoms.found", Json::MakeArray({"symptom-fever"}));
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.about.age", "34");
  shell.Set("q.about.sex", "male");
  shell.Press("form.submit");
  ASSERT_TRUE(shell.Has("q.danger"));
  shell.Set("q.danger", Json::MakeArray({"unresponsive"}));
  EXPECT_EQ(shell.path, "/emergency");
  EXPECT_EQ((*shell.Find("emergency.call"))["href"].AsString(), "tel:112");
  EXPECT_TRUE(shell.Has("emergency.kept"));
  shell.Tell("unkept", "{}");
  EXPECT_FALSE(shell.Has("emergency.kept")) << "the device keeps nothing";
  shell.Press("back");
  EXPECT_TRUE(shell.Is("q.danger.unresponsive", "checked"));
  shell.Set("q.danger", Json::MakeArray({"unresponsive", "none"}));
  EXPECT_TRUE(shell.Is("q.danger.none", "checked"));
  EXPECT_FALSE(shell.Is("q.danger.unresponsive", "checked")) << "none of these stands alone";
}

TEST(Form, SurvivesAReloadWithAllThatWasTyped) {
  TestShell before;
  before.Press("start.findrisc");
  const std::string first = Questions(before).at(0);
  before.Set(first, "52");
  before.Press("form.submit");
  const std::string second = before.path;
  ASSERT_FALSE(before.stored.empty());
  TestShell after("fi", before.stored);
  EXPECT_EQ(after.path, second);
  after.Press("back");
  EXPECT_EQ((*after.Find(first))["value"].AsString(), "52");
}

// The risk test with its first question answered, loaded again while the form itself has no answer yet.
constexpr std::string_view kRiskTest = "GET /content/assets/questionnaires/findrisc.json";
struct LoadedAgain : TestShell {
  explicit LoadedAgain(const std::string& kept, std::string_view session = "")
      : TestShell("fi", kept, session, {{std::string(kRiskTest), ""}}) {
    stored = kept;
  }

  void Come(int status, const std::string& body) {
    Script(kRiskTest, status, body);
    Deliver(kRiskTest);
  }
};

std::string RiskTest() { return FileText("assets/questionnaires/findrisc.json"); }

std::string BegunRiskTest() {
  TestShell shell;
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  shell.Press("form.submit");
  return shell.stored;
}

void ExpectKept(const TestShell& again) {
  TestShell later("fi", again.stored);
  EXPECT_EQ(later.path, "/form/2");
  later.Press("back");
  EXPECT_EQ((*later.Find("q.age"))["value"].AsString(), "52");
}

TEST(Form, KeepsTheAnswersWhenAfterAReloadTheFormDoesNotCome) {
  const std::string kept = BegunRiskTest();
  for (const auto& [status, body] : {std::pair(503, ""), std::pair(404, ""), std::pair(200, "<html>proxy</html>")}) {
    LoadedAgain again(kept);
    again.Come(status, body);
    ASSERT_TRUE(again.Has("problem.retry")) << status;
    ExpectKept(again);
    again.Press("problem.retry");
    ASSERT_TRUE(again.Has("problem.retry")) << "a second time";
    ExpectKept(again);
    again.Script(kRiskTest, 200, RiskTest());
    again.Press("problem.retry");
    EXPECT_EQ(again.path, "/form/2");
    EXPECT_FALSE(again.Has("problem"));
    again.Press("back");
    EXPECT_EQ((*again.Find("q.age"))["value"].AsString(), "52");
  }
}

TEST(Form, TheAnswersThatAreKeptStandInItAlsoWhenItIsOpenedAnew) {
  LoadedAgain again(BegunRiskTest());
  again.Come(503, "");
  again.Script(kRiskTest, 200, RiskTest());
  again.Press("start.findrisc");
  EXPECT_EQ(again.path, "/form/2");
  again.Press("back");
  EXPECT_EQ((*again.Find("q.age"))["value"].AsString(), "52");
}

TEST(Form, WhatIsBegunMeanwhileIsKeptAndNotLeftForWhatComesLate) {
  const std::string kept = BegunRiskTest();
  LoadedAgain again(kept, kSession);
  // The choice of a time is kept together with the answers.
  again.Answer("GET /fhir/Slot", 200, Slots());
  again.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  again.Press("start.booking");
  again.Press("services.kausirokotus");
  ASSERT_EQ(again.path, "/booking/times");
  EXPECT_NE(again.stored.find("kausirokotus"), std::string::npos);
  EXPECT_NE(again.stored.find("findrisc"), std::string::npos);
  again.Come(200, RiskTest());
  EXPECT_EQ(again.path, "/booking/times") << "the screen stays";
  EXPECT_NE(again.stored.find("findrisc"), std::string::npos);

  // Another form takes the place of the first one, as it does where that one is open.
  LoadedAgain other(kept);
  other.Answer("GET /content/questionnaires.json", 200,
               R"({"questionnaires":[{"id":"symptom-ear","language":"fi","title":"Korva","code":[)"
               R"({"system":"urn:eteinen:use","code":"symptom"},)"
               R"({"system":"urn:eteinen:area","code":"head","display":"P\u00e4\u00e4"}]}]})");
  other.Press("start.symptoms");
  other.Set("symptoms.search", "korva");
  other.Set("symptoms.found", Json::MakeArray({"symptom-ear"}));
  other.Press("form.submit");
  ASSERT_EQ(other.path, "/form/1");
  other.Come(200, RiskTest());
  EXPECT_TRUE(other.Has("q.about.age")) << "the screen stays";
  other.Press("form.submit");
  EXPECT_NE(other.stored.find("symptom-ear"), std::string::npos);
  EXPECT_EQ(other.stored.find("findrisc"), std::string::npos);
}

// Loaded again while it is still being asked who is here: the start page stands already.
struct NobodyKnown : TestShell {
  explicit NobodyKnown(const std::string& kept) : TestShell("fi", kept, "", {{"GET /session", ""}}) { stored = kept; }

  void Know(int status = 200, const std::string& body = R"({"level":"anonymous"})") {
    Script("GET /session", status, body);
    Deliver("GET /session");
  }
};

TEST(Form, OpenedBeforeItIsKnownWhoIsHereItWaitsForTheAnswersThatAreKept) {
  const std::string kept = BegunRiskTest();
  for (const int status : {200, 503}) {
    NobodyKnown again(kept);
    again.Press("start.findrisc");
    EXPECT_EQ(again.path, "/");
    EXPECT_EQ(again.Text("wait"), "Haetaan kysymyksi\u00e4\u2026");
    EXPECT_EQ(again.stored, kept);
    again.Know(status);
    ASSERT_TRUE(again.path.starts_with("/form/")) << status;
    EXPECT_FALSE(again.Has("wait"));
    if (again.path != "/form/1") again.Press("back");
    EXPECT_EQ((*again.Find("q.age"))["value"].AsString(), "52");
  }

  // To whoever acts for another person nothing of it is shown.
  NobodyKnown child(kept);
  child.Press("start.findrisc");
  child.Know(200, R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":{"id":"p2",)"
                  R"("name":"Oona Esimerkki","birthDate":"2021-03-02","municipality":"Janakkala",)"
                  R"("relation":"guardian","may":{"health":["assess"]}},"mayActFor":[],"epoch":1})");
  EXPECT_EQ(child.path, "/form/1");
  EXPECT_EQ((*child.Find("q.age"))["value"].AsString(), "5") << "the age of the child";
}

TEST(Form, AnotherOneOpenedBeforeItIsKnownWhoIsHereIsTheOneThatIsShown) {
  NobodyKnown again(BegunRiskTest());
  again.Navigate("/feedback");
  again.Know();
  EXPECT_EQ(again.path, "/form/1");
  EXPECT_FALSE(again.Has("q.age"));
}

TEST(Form, LeavesABrokenSnapshotAside) {
  TestShell shell("fi", "{\"v\":1,\"person\":\"\",\"filling\":[}");
  EXPECT_EQ(shell.path, "/");
  EXPECT_EQ(shell.Text("page.title"), "Miten voimme auttaa?");
}

TEST(Form, SaysThatABrokenQuestionnaireCannotBeOpened) {
  TestShell shell;
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200, "{\"resourceType\":\"Questionnaire\",");
  shell.Press("start.findrisc");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_TRUE(shell.Has("problem.phone"));
  EXPECT_EQ(shell.path, "/");
}

TEST(Form, OffersToTryAgainWhenTheQuestionsCannotBeHad) {
  TestShell shell;
  shell.Fail("GET /content/assets/questionnaires/findrisc.json", "offline");
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200,
               FileText("assets/questionnaires/findrisc.json"));
  shell.Press("start.findrisc");
  ASSERT_TRUE(shell.Has("problem.retry"));
  shell.Press("problem.retry");
  EXPECT_EQ(shell.path, "/form/1");
}

// A form of one page with a field of each kind.
constexpr char kEveryField[] = R"({"resourceType":"Questionnaire","status":"active","language":"fi","item":[
  {"linkId":"all","type":"group","text":"Kaikki","item":[
    {"linkId":"integer","type":"integer","text":"a"},
    {"linkId":"decimal","type":"decimal","text":"b"},
    {"linkId":"quantity","type":"quantity","text":"c","extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":
        {"system":"http://unitsofmeasure.org","code":"kg","display":"kg"}}]},
    {"linkId":"date","type":"date","text":"d"},
    {"linkId":"time","type":"time","text":"e"},
    {"linkId":"string","type":"string","text":"f"},
    {"linkId":"dateTime","type":"dateTime","text":"g"}]}]})";

TEST(Form, TakesWhatIsTypedIntoEachKindOfFieldOrSaysWhatIsWrong) {
  const Result<Json> catalogue = ParseJson(FileText("i18n/fi.json"));
  ASSERT_TRUE(catalogue.ok());
  struct Case {
    std::string field;
    std::string typed;
    std::string error;  // id of the text; empty: it is taken
    std::string shown;
  };
  for (const Case& one : {
           Case{"integer", " 0012 ", "", "12"},
           Case{"integer", "1,5", "error.not-a-whole-number", "1,5"},
           Case{"decimal",
                "\xE2\x88\x92"
                "1.50",
                "", "-1,50"},
           Case{"decimal", "1,2,3", "error.not-a-number", "1,2,3"},
           Case{"quantity", "82,5 KG", "", "82,5"},
           Case{"quantity", "82 g", "error.not-a-number", "82 g"},
           Case{"date", "4.2.2026", "", "4.2.2026"},
           Case{"date", "2026-02-04", "", "4.2.2026"},
           Case{"date", "31.2.2026", "error.not-a-date", "31.2.2026"},
           Case{"date", "eilen", "error.not-a-date", "eilen"},
           Case{"time", "08:15", "", "08:15:00"},
           Case{"time", "kahdeksan", "error.not-a-time", "kahdeksan"},
           Case{"string", " sanoja ", "", "sanoja"},
           Case{"string", "   ", "", ""},
           Case{"dateTime", "nyt", "error.not-supported", "nyt"},
       }) {
    SCOPED_TRACE(one.field + " " + one.typed);
    TestShell shell;
    shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200, kEveryField);
    shell.Press("start.findrisc");
    const std::string key = "q." + one.field;
    ASSERT_TRUE(shell.Has(key));
    shell.Set(key, one.typed);
    EXPECT_EQ((*shell.Find(key))["value"].AsString(), one.shown);
    shell.Press("form.submit");
    if (one.error.empty()) {
      EXPECT_FALSE(shell.Has("errors"));
    } else {
      EXPECT_EQ((*shell.Find(key))["error"].AsString(), (*catalogue)["messages"][one.error].AsString());
    }
  }
}

TEST(Form, ShowsWhatItCalculatesUnlessWhatWasTypedCannotStand) {
  const std::string form = R"({"resourceType":"Questionnaire","status":"active","language":"fi","item":[
    {"linkId":"all","type":"group","text":"Kaikki","item":[
      {"linkId":"n","type":"integer","text":"Luku","extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}]},
      {"linkId":"other","type":"integer","text":"Toinen","required":true},
      {"linkId":"sum","type":"integer","text":"Summa","readOnly":true,"extension":[
        {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":
          {"language":"text/fhirpath","expression":"%resource.repeat(item).where(linkId='n').answer.value + 1"}}]}]}]})";
  TestShell shell;
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200, form);
  shell.Press("start.findrisc");
  EXPECT_FALSE(shell.Has("q.sum"));
  shell.Set("q.n", "4");
  EXPECT_EQ((*shell.Find("q.sum"))["value"].AsString(), "5");
  shell.Set("q.n", "11");
  EXPECT_FALSE(shell.Has("q.sum"));  // more than the limit
  shell.Set("q.n", "3");
  EXPECT_EQ((*shell.Find("q.sum"))["value"].AsString(), "4");
  shell.Set("q.other", "paljon");
  EXPECT_FALSE(shell.Has("q.sum"));  // no number
  shell.Set("q.other", "");
  EXPECT_TRUE(shell.Has("q.sum"));  // what is only missing stands in nobody's way
}

// Opens a form of one page with these items.
void OpenFormOf(TestShell& shell, const std::string& items) {
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200,
               R"({"resourceType":"Questionnaire","status":"active","language":"fi","item":[)"
               R"({"linkId":"all","type":"group","text":"Kaikki","item":[)" +
                   items + "]}]}");
  shell.Press("start.findrisc");
  ASSERT_EQ(shell.path, "/form/1");
}

TEST(Form, SaysInItsOwnNumbersWhichLimitAnAnswerIsBeyond) {
  TestShell shell;
  OpenFormOf(shell, R"({"linkId":"n","type":"decimal","text":"Luku","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDecimal":37.5}]},
    {"linkId":"d","type":"date","text":"Päivä","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueDate":"2026-02-04"}]})");
  shell.Set("q.n", "38");
  shell.Set("q.d", "3.2.2026");
  shell.Press("form.submit");
  EXPECT_EQ((*shell.Find("q.n"))["error"].AsString(), "Anna arvo, joka on enintään 37,5");
  EXPECT_EQ((*shell.Find("q.d"))["error"].AsString(), "Anna arvo, joka on vähintään 2026-02-04");
}

TEST(Form, ShowsGroupsWithinAPageAndTextsBetweenQuestions) {
  TestShell shell;
  OpenFormOf(shell, R"({"linkId":"note","type":"display","text":"Vastaa rauhassa."},
    {"linkId":"inner","type":"group","text":"Mitat","item":[{"linkId":"n","type":"integer","text":"Paino"}]})");
  EXPECT_EQ(shell.Text("q.note"), "Vastaa rauhassa.");
  const Json* inner = shell.Find("q.inner");
  ASSERT_NE(inner, nullptr);
  EXPECT_EQ((*inner)["level"].AsInt(), 2);
  EXPECT_EQ((*inner)["children"].Items().front()["key"].AsString(), "q.n");
}

TEST(Form, TakesOptionsOfEveryTypeByTheirWordAndNoOther) {
  TestShell shell;
  OpenFormOf(shell, R"({"linkId":"n","type":"choice","text":"Montako","answerOption":[
    {"valueInteger":1},{"valueInteger":2}]},
    {"linkId":"s","type":"choice","text":"Kumpi","answerOption":[{"valueString":"aamu"},{"valueString":"ilta"}]},
    {"linkId":"b","type":"boolean","text":"Onko"})");
  shell.Set("q.n", "2");
  shell.Set("q.s", "ilta");
  shell.Set("q.b", true);
  EXPECT_TRUE(shell.Is("q.n.2", "checked"));
  EXPECT_FALSE(shell.Is("q.n.1", "checked"));
  EXPECT_TRUE(shell.Is("q.s.ilta", "checked"));
  EXPECT_TRUE(shell.Is("q.b.true", "checked"));
  shell.Set("q.n", "3");
  shell.Set("q.b", "ehkä");
  EXPECT_FALSE(shell.Is("q.n.2", "checked")) << "what was said before does not stand";
  EXPECT_FALSE(shell.Is("q.b.true", "checked"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/1");
  EXPECT_TRUE(shell.Has("errors"));
}

TEST(Form, GivesAQuantityTheOneUnitThatThereIs) {
  TestShell shell("fi", "", "");
  OpenFormOf(shell, R"({"linkId":"w","type":"quantity","text":"Paino","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":
      {"system":"http://unitsofmeasure.org","code":"kg","display":"kg"}}]},
    {"linkId":"u","type":"url","text":"Osoite"})");
  shell.Set("q.w", "82,5");
  shell.Set("q.u", "https://esimerkki.example/");
  EXPECT_EQ((*shell.Find("q.u"))["value"].AsString(), "https://esimerkki.example/");
  EXPECT_NE(shell.stored.find(R"("code":"kg")"), std::string::npos) << shell.stored;
}

TEST(Form, SurvivesAReloadWithWhatIsNoAnswerYet) {
  TestShell before;
  before.Press("start.findrisc");
  before.Set("q.age", "viisikymmentä");
  TestShell after("fi", before.stored);
  EXPECT_EQ(after.path, "/form/1");
  EXPECT_EQ((*after.Find("q.age"))["value"].AsString(), "viisikymmentä");
}

TEST(Form, WhoseRulesCannotBeReadIsNotOpenedAndAnotherWayIsShown) {
  TestShell shell;
  Json broken = *ParseJson(FileText("assets/questionnaires/findrisc.json"));
  for (Json& extension : broken.Find("extension")->MutableItems()) {
    if (extension["url"].AsString() != "urn:eteinen:rule") continue;
    extension.Set("extension", Json::MakeArray());
    break;
  }
  shell.Answer("GET /content/assets/questionnaires/findrisc.json", 200, WriteJson(broken));
  shell.Press("start.findrisc");
  EXPECT_EQ(shell.path, "/");
  EXPECT_EQ(shell.Text("problem"),
            "Kyselyä ei voi avata, sillä siinä on virhe. Vika ei ole sinun. Soita, niin autamme.");
  EXPECT_TRUE(shell.Has("problem.phone"));
}

}  // namespace
}  // namespace eteinen::app
