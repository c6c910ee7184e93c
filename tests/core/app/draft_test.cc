// Unfinished answers that the backend keeps: given to it, found again in another tab, gone on with, sent or dropped.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kNone = R"({"resourceType":"Bundle","entry":[]})";
constexpr std::string_view kDrafts = "PUT /fhir/QuestionnaireResponse/";

std::string Liisa(const std::string& drafts, const std::string& person = "p1") {
  const auto one = [](const std::string& id, const std::string& relation) {
    return R"({"id":")" + id + R"(","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)" +
           R"("relation":")" + relation + R"(","initial":"L","may":{"health":["assess","form"],"social":[]}})";
  };
  return R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":)" +
         one(person, person == "p1" ? "self" : "guardian") + R"(,"mayActFor":[)" + one("p1", "self") + "]," +
         (drafts.empty() ? std::string() : R"("drafts":)" + drafts + ",") + R"("epoch":1})";
}

// The last request that begins so.
const TestShell::Request* Last(const TestShell& shell, std::string_view beginning) {
  const TestShell::Request* last = nullptr;
  for (const TestShell::Request& one : shell.requests) {
    if (one.line.starts_with(beginning)) last = &one;
  }
  return last;
}

// The list of questionnaires, as the backend gives it.
std::string Index() {
  const Json form = *ParseJson(FileText("assets/questionnaires/contact-other.json"));
  Json entry = Json::MakeObject({{"id", "contact-other"}, {"language", "fi"}, {"title", form["title"]}});
  entry.Set("extension", form["extension"]);
  return WriteJson(Json::MakeObject({{"questionnaires", Json::MakeArray({std::move(entry)})}}));
}

// A tab that knows nothing yet, of somebody who has identified in another one.
struct Tab : TestShell {
  explicit Tab(const std::string& drafts = "[]") : TestShell("fi", "", Liisa(drafts)) {
    Answer("GET /fhir/QuestionnaireResponse", 200, kNone);
    Answer("GET /fhir/Appointment", 200, kNone);
    Answer("PUT /fhir/QuestionnaireResponse/", 204, "");
    Answer("DELETE /fhir/QuestionnaireResponse/", 204, "");
    Answer("GET /content/questionnaires.json", 200, Index());
  }
};

// Opens the message to the health station and answers its first question.
void Begin(TestShell& shell) {
  shell.Press("start.forms");
  shell.Navigate("/forms");
  shell.Press("forms.contact-other");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.urgent", "false");
}

std::string SessionDraft(const std::string& id, const std::string& form = "contact-other") {
  return R"([{"id":")" + id + R"(","questionnaire":")" + form +
         R"(","title":"Asia terveysasemalle","language":"fi","appointment":"","authored":"2026-11-23T20:00:00+02:00"}])";
}

TEST(Drafts, AreGivenToTheBackendAMomentAfterAnAnswer) {
  Tab shell;
  Begin(shell);
  EXPECT_EQ(shell.CountRequests(kDrafts), 0) << "not with every key";
  EXPECT_EQ(shell.timer_ms, 2000);
  shell.FireTimer();
  ASSERT_EQ(shell.CountRequests(kDrafts), 1);
  const TestShell::Request& kept = *Last(shell, kDrafts);
  EXPECT_EQ(kept.headers["x-person"].AsString(), "p1");
  const Json body = *ParseJson(kept.body);
  EXPECT_EQ(body["status"].AsString(), "in-progress");
  EXPECT_EQ(body["subject"]["reference"].AsString(), "Patient/p1");
  EXPECT_EQ(body["questionnaire"].AsString(), "urn:eteinen:questionnaire:contact-other");
  EXPECT_EQ("PUT /fhir/QuestionnaireResponse/" + body["id"].AsString(), kept.line);
  EXPECT_FALSE(body.Has("item")) << "what is not sent is nobody's to read";
  // Nothing new: nothing is given again. Another answer goes under the same id.
  shell.Press("form.submit");
  shell.FireTimer();
  shell.Set("q.topic", "prescription");
  shell.FireTimer();
  EXPECT_GE(shell.CountRequests(kDrafts), 2);
  EXPECT_EQ(shell.CountRequests(kept.line), shell.CountRequests(kDrafts));
  const int before = shell.CountRequests(kDrafts);
  shell.Set("q.topic", "prescription");
  shell.FireTimer();
  EXPECT_EQ(shell.CountRequests(kDrafts), before);
}

TEST(Drafts, AreNotGivenWhereNothingWasAnsweredNorWhereTheBackendKeepsNone) {
  Tab untouched;
  untouched.Navigate("/forms");
  untouched.Press("forms.contact-other");
  untouched.RingTimers();
  EXPECT_EQ(untouched.CountRequests(kDrafts), 0);
  Tab none("");
  Begin(none);
  none.RingTimers();
  EXPECT_EQ(none.CountRequests(kDrafts), 0);
}

TEST(Drafts, OfWhatIsSentWithoutANameThereAreNone) {
  Tab shell;
  shell.Press("start.feedback");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.target", "oral-health");
  shell.RingTimers();
  EXPECT_EQ(shell.CountRequests(kDrafts), 0);
}

TEST(Drafts, AreKeptAlsoWhenTheResidentLeavesTheFormAtOnce) {
  Tab shell;
  Begin(shell);
  shell.Press("banner");
  EXPECT_EQ(shell.path, "/");
  shell.FireTimer();
  ASSERT_EQ(shell.CountRequests(kDrafts), 1);
  // And there it stands now, to be gone on with.
  const std::string id = (*ParseJson(Last(shell, kDrafts)->body))["id"].AsString();
  ASSERT_TRUE(shell.Has("draft.continue." + id));
  EXPECT_EQ(shell.Text("draft.at." + id), "Viimeksi vastattu 24.11.2026 klo 9.00");
  shell.Press("draft.continue." + id);
  EXPECT_EQ(shell.path, "/form/1");
  EXPECT_EQ(shell.CountRequests("GET /fhir/QuestionnaireResponse/"), 0) << "what is here is newer";
}

TEST(Drafts, WhatTheDeviceKeepsIsNewerAlsoWhileItsFormDoesNotCome) {
  Tab before;
  Begin(before);
  before.RingTimers();
  const std::string id = (*ParseJson(Last(before, kDrafts)->body))["id"].AsString();
  before.Press("form.submit");
  before.Set("q.topic", "prescription");
  const std::string form = "GET /content/assets/questionnaires/contact-other.json";
  TestShell after("fi", before.stored, Liisa(SessionDraft(id)), {{form, ""}});
  after.Script(form, 503, "");
  after.Deliver(form);
  ASSERT_TRUE(after.Has("problem.retry"));
  after.Script(form, 200, FileText("assets/questionnaires/contact-other.json"));
  after.Press("draft.continue." + id);
  ASSERT_EQ(after.path, "/form/2");
  EXPECT_TRUE(after.Is("q.topic.prescription", "checked"));
  EXPECT_EQ(after.CountRequests("GET /fhir/QuestionnaireResponse/"), 0);
}

TEST(Drafts, AreGoneOnWithInAnotherTab) {
  Tab first;
  Begin(first);
  first.Press("form.submit");
  first.Set("q.topic", "prescription");
  first.RingTimers();
  Json kept = *ParseJson(Last(first, kDrafts)->body);
  const std::string id = kept["id"].AsString();
  kept.Set("authored", "2026-11-23T20:00:00+02:00");

  Tab second(SessionDraft(id));
  EXPECT_EQ(second.Text("draft.title." + id), "Asia terveysasemalle");
  second.Answer("GET /fhir/QuestionnaireResponse/" + id, 200, WriteJson(kept));
  second.Press("draft.continue." + id);
  ASSERT_EQ(second.path, "/form/2");
  EXPECT_TRUE(second.Is("q.topic.prescription", "checked"));
  EXPECT_EQ(
      second.Text("form.continued"),
      "Jatkat vastauksia, jotka annoit 23.11.2026 klo 20.00. Jos jokin on muuttunut sen jälkeen, palaa korjaamaan "
      "vastauksesi.");
  // It goes on under the same id, and is told of once.
  second.Press("form.submit");
  EXPECT_FALSE(second.Has("form.continued"));
  second.Set("q.message", "Resepti loppuu.");
  second.RingTimers();
  ASSERT_EQ(second.CountRequests(kDrafts), 1);
  EXPECT_EQ(Last(second, kDrafts)->line, "PUT /fhir/QuestionnaireResponse/" + id);
  second.Press("form.submit");
  second.Set("q.answer-by", "message");
  second.Press("form.submit");
  ASSERT_EQ(second.path, "/form/check");
  second.Answer("POST /fhir/QuestionnaireResponse", 201,
                R"({"resourceType":"QuestionnaireResponse","id":"r1","status":"completed","questionnaire":)"
                R"("urn:eteinen:questionnaire:contact-other|1.0.0","authored":"2026-11-24T09:00:00+02:00"})");
  second.Press("form.send");
  ASSERT_EQ(second.path, "/form/sent");
  const Json sent = *ParseJson(Last(second, "POST /fhir/QuestionnaireResponse")->body);
  EXPECT_EQ(sent["extension"].Items()[0]["valueReference"]["reference"].AsString(), "QuestionnaireResponse/" + id);
  second.Press("home");
  EXPECT_FALSE(second.Has("drafts")) << "what was sent is unfinished no more";
}

TEST(Drafts, AFormThatWasBegunIsGoneOnWithAlsoFromItsOwnPlace) {
  Tab first;
  Begin(first);
  first.RingTimers();
  const std::string body = Last(first, kDrafts)->body;
  const std::string id = (*ParseJson(body))["id"].AsString();
  Tab second(SessionDraft(id));
  second.Answer("GET /fhir/QuestionnaireResponse/" + id, 200, body);
  second.Navigate("/forms");
  second.Press("forms.contact-other");
  EXPECT_EQ(second.path, "/form/1");
  EXPECT_TRUE(second.Is("q.urgent.false", "checked"));
}

TEST(Drafts, WhatHasNoPlaceInTheFormAnyMoreIsSaidToBeGone) {
  Tab first;
  Begin(first);
  first.Press("form.submit");
  first.Set("q.topic", "prescription");
  first.RingTimers();
  std::string body = Last(first, kDrafts)->body;
  const std::string id = (*ParseJson(body))["id"].AsString();
  // As of a version of the form in which that question had another name.
  const std::string name = R"(\"linkId\":\"topic\")";
  ASSERT_NE(body.find(name), std::string::npos);
  body.replace(body.find(name), name.size(), R"(\"linkId\":\"former\")");
  Tab second(SessionDraft(id));
  second.Answer("GET /fhir/QuestionnaireResponse/" + id, 200, body);
  second.Press("draft.continue." + id);
  ASSERT_EQ(second.path, "/form/2");
  EXPECT_FALSE(second.Is("q.topic.prescription", "checked"));
  EXPECT_EQ(second.Text("form.continued"),
            "Lomake on muuttunut sen jälkeen, kun vastasit siihen. Osa vastauksistasi ei enää sovi siihen, joten "
            "tarkista vastauksesi.");
  second.Press("form.submit");
  EXPECT_TRUE(second.Has("errors")) << "it is asked again";
}

TEST(Drafts, WhatCannotBeReadOrIsGoneLeadsToANewBeginning) {
  for (
      const auto& [status, body] :
      {std::pair(404,
                 std::string(
                     R"({"resourceType":"OperationOutcome","issue":[{"details":{"coding":[{"code":"not-found"}]}}]})")),
       {200, "<html>"},
       {200, R"({"resourceType":"QuestionnaireResponse"})"},
       {200, R"({"extension":[{"url":"urn:eteinen:draft","valueString":"{"}]})"},
       {200,
        R"({"extension":[{"url":"urn:eteinen:draft","valueString":"{\"v\":1,\"user\":\"p1\",\"person\":\"p1\",\"filling\":{\"questionnaire\":\"contact-other\",\"session\":{\"v\":9}}}"}]})"}}) {
    Tab shell(SessionDraft("draft-01"));
    shell.Answer("GET /fhir/QuestionnaireResponse/draft-01", status, body);
    shell.Press("draft.continue.draft-01");
    EXPECT_EQ(shell.Text("problem.text"), "") << "the notice itself holds the words";
    ASSERT_TRUE(shell.Has("problem")) << status << body;
    EXPECT_EQ(shell.path, "/");
    EXPECT_FALSE(shell.Has("draft.continue.draft-01")) << body;
    shell.Navigate("/forms");
    shell.Press("forms.contact-other");
    EXPECT_EQ(shell.path, "/form/1") << "no dead end";
    EXPECT_FALSE(shell.Is("q.urgent.false", "checked"));
  }
}

TEST(Drafts, WithoutNetworkTheWayIsTriedAgain) {
  Tab shell(SessionDraft("draft-01"));
  shell.Fail("GET /fhir/QuestionnaireResponse/draft-01", "offline");
  shell.Press("draft.continue.draft-01");
  ASSERT_TRUE(shell.Has("problem.retry"));
  EXPECT_TRUE(shell.Has("draft.continue.draft-01")) << "it is still there";
  shell.Press("problem.retry");
  EXPECT_EQ(shell.CountRequests("GET /fhir/QuestionnaireResponse/draft-01"), 2);
}

TEST(Drafts, AnotherPersonsIsNeverTakenOver) {
  Tab shell(SessionDraft("draft-01"));
  shell.Answer("GET /fhir/QuestionnaireResponse/draft-01", 200,
               R"({"extension":[{"url":"urn:eteinen:draft","valueString":"{\"v\":1,\"user\":\"p9\",\"person\":\"p9\",)"
               R"(\"filling\":{\"questionnaire\":\"contact-other\",\"session\":{\"v\":1,\"items\":[]}}}"}]})");
  shell.Press("draft.continue.draft-01");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_EQ(shell.path, "/");
}

TEST(Drafts, AreDroppedWhenTheResidentSaysSoTwice) {
  Tab shell(SessionDraft("draft-01"));
  shell.Press("draft.drop.draft-01");
  EXPECT_EQ(shell.focus, "draft.drop-yes");
  shell.Press("draft.drop-no");
  EXPECT_EQ(shell.CountRequests("DELETE"), 0);
  ASSERT_TRUE(shell.Has("draft.continue.draft-01"));
  shell.Press("draft.drop.draft-01");
  shell.Press("draft.drop-yes");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/QuestionnaireResponse/draft-01"), 1);
  EXPECT_FALSE(shell.Has("drafts"));
}

TEST(Drafts, StayOnTheScreenWhenTheyCouldNotBeDropped) {
  Tab shell(SessionDraft("draft-01"));
  shell.Fail("DELETE /fhir/QuestionnaireResponse/draft-01", "offline");
  shell.Press("draft.drop.draft-01");
  shell.Press("draft.drop-yes");
  EXPECT_TRUE(shell.Has("problem.retry"));
  EXPECT_TRUE(shell.Has("draft.continue.draft-01")) << "it is not said to be gone";
  shell.Script("DELETE /fhir/QuestionnaireResponse/draft-01", 204, "");
  shell.Press("problem.retry");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/QuestionnaireResponse/draft-01"), 2);
  EXPECT_FALSE(shell.Has("drafts"));
}

TEST(Drafts, WhatCouldNotBeKeptIsTriedAgain) {
  Tab shell;
  shell.Script("PUT /fhir/QuestionnaireResponse/", 503, "");
  Begin(shell);
  shell.FireTimer();
  ASSERT_EQ(shell.CountRequests(kDrafts), 1);
  EXPECT_EQ(shell.timer_ms, 30'000);
  shell.Script("PUT /fhir/QuestionnaireResponse/", 204, "");
  shell.FireTimer();
  EXPECT_EQ(shell.CountRequests(kDrafts), 2);
  shell.Press("banner");
  EXPECT_TRUE(shell.Has("drafts"));
}

TEST(Drafts, AnAssessmentThatHasItsResultIsUnfinishedNoMore) {
  Tab shell;
  shell.Press("start.findrisc");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.age", "67");
  shell.FireTimer();
  ASSERT_EQ(shell.CountRequests(kDrafts), 1);
  const std::string id = (*ParseJson(Last(shell, kDrafts)->body))["id"].AsString();
  shell.Press("banner");
  ASSERT_TRUE(shell.Has("draft.continue." + id));
  FillRiskTest(shell);
  ASSERT_EQ(shell.path, "/result");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/QuestionnaireResponse/"), 1);
  shell.RingTimers();
  const int kept = shell.CountRequests(kDrafts);
  shell.Press("banner");
  EXPECT_FALSE(shell.Has("drafts"));
  shell.RingTimers();
  EXPECT_EQ(shell.CountRequests(kDrafts), kept);
}

TEST(Drafts, OfSeveralSymptomsAreCalledByAllOfThem) {
  Tab shell;
  Json entries = Json::MakeArray();
  for (const char* id : {"symptom-ear", "symptom-fever"}) {
    const Json form = *ParseJson(FileText("assets/questionnaires/" + std::string(id) + ".json"));
    Json entry = Json::MakeObject({{"id", id}, {"language", "fi"}, {"title", form["title"]}});
    for (const char* part : {"extension", "code"}) {
      if (form.Has(part)) entry.Set(part, form[part]);
    }
    entries.Append(std::move(entry));
  }
  shell.Script("GET /content/questionnaires.json", 200, WriteJson(Json::MakeObject({{"questionnaires", entries}})));
  shell.Press("start.symptoms");
  shell.Set("symptoms.area.head", Json::MakeArray({Json("symptom-ear")}));
  shell.Set("symptoms.area.whole", Json::MakeArray({Json("symptom-fever")}));
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.about.sex", "female");
  shell.RingTimers();
  const TestShell::Request* kept = Last(shell, kDrafts);
  ASSERT_NE(kept, nullptr) << shell.path;
  const std::string id = (*ParseJson(kept->body))["id"].AsString();
  shell.Press("banner");
  EXPECT_EQ(shell.Text("draft.title." + id), "Korvaoireet, Kuume");
}

}  // namespace
}  // namespace eteinen::app
