// Forms that are sent: found, prefilled, looked through, sent once, seen afterwards; and never a success that is none.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kLiisa =
    R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},)"
    R"("actingFor":{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)"
    R"("relation":"self","initial":"L"},"mayActFor":[{"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02",)"
    R"("municipality":"Janakkala","relation":"self","initial":"L"}],"epoch":1})";

// A visit whose service asks for the pre-visit form an hour before it.
std::string Appointment(std::string_view start, std::string_view status = "booked") {
  return R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Appointment","id":"a1","meta":{"versionId":)"
         R"("1"},"status":")" +
         std::string(status) + R"(","serviceType":[{"coding":[{"code":"hoitajan-videovastaanotto"}]}],"start":")" +
         std::string(start) + R"(","end":")" + std::string(start) + R"("}}]})";
}

// The list of questionnaires as the backend gives it, from the files themselves.
std::string Index() {
  std::string entries;
  for (const char* id : {"pre-visit", "contact-other", "feedback-contact", "feedback-service", "gad-7"}) {
    const Json form = *ParseJson(FileText("assets/questionnaires/" + std::string(id) + ".json"));
    Json entry = Json::MakeObject({{"id", id}, {"language", "fi"}, {"title", form["title"]}});
    for (const Json& extension : form["extension"].Items()) {
      if (extension["url"].AsString() == "urn:eteinen:form") entry.Set("extension", Json::MakeArray({extension}));
    }
    entries += (entries.empty() ? "" : ",") + WriteJson(entry);
  }
  return R"({"questionnaires":[)" + entries + "]}";
}

Json Coded(std::string_view form, std::string_view code) {
  return Json::MakeObject(
      {{"valueCoding", Json::MakeObject({{"system", "urn:eteinen:CodeSystem:" + std::string(form)}, {"code", code}})}});
}

Json Item(std::string_view link_id, Json answer) {
  return Json::MakeObject({{"linkId", link_id}, {"answer", Json::MakeArray({std::move(answer)})}});
}

// Answers to the pre-visit form as the backend would give them back.
std::string Earlier(std::string_view authored, std::string_view appointment = {}) {
  Json operations = Json::MakeObject({{"linkId", "operations"}});
  operations.Set("item", Json::MakeArray({Item("operated", Json::MakeObject({{"valueBoolean", false}}))}));
  Json medicines = Json::MakeObject({{"linkId", "medicines"}});
  medicines.Set("item", Json::MakeArray({Item("uses-medicines", Json::MakeObject({{"valueBoolean", false}}))}));
  Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"},
                                    {"id", "r1"},
                                    {"status", "completed"},
                                    {"questionnaire", "urn:eteinen:questionnaire:pre-visit|1.0.0"},
                                    {"authored", authored}});
  response.Set(
      "item",
      Json::MakeArray({Item("reason", Json::MakeObject({{"valueString", "Viime kerran asia"}})),
                       Item("illnesses", Coded("pre-visit", "diabetes")), operations, medicines,
                       Item("allergies", Coded("pre-visit", "none")), Item("nicotine", Coded("pre-visit", "never")),
                       Item("exercise", Coded("pre-visit", "3-4")), Item("sleep", Coded("pre-visit", "well")),
                       Item("audit.1", Coded("audit", "never")), Item("audit.9", Coded("audit", "no")),
                       Item("audit.10", Coded("audit", "no")), Item("help-needed", Coded("pre-visit", "none"))}));
  if (!appointment.empty()) {
    const Json reference = Json::MakeObject({{"reference", "Appointment/" + std::string(appointment)}});
    response.Set(
        "extension",
        Json::MakeArray({Json::MakeObject({{"url", "urn:eteinen:appointment"}, {"valueReference", reference}})}));
  }
  return WriteJson(response);
}

std::string Bundle(const std::string& resource) {
  return R"({"resourceType":"Bundle","entry":[{"resource":)" + resource + "}]}";
}
constexpr std::string_view kNone = R"({"resourceType":"Bundle","entry":[]})";

// What the backend says of a body that it took in.
std::string Kept(const std::string& body) {
  Json json = *ParseJson(body);
  json.Set("id", "new1");
  json.Set("authored", "2026-11-24T09:00:00+02:00");
  return WriteJson(json);
}

class Forms : public testing::Test {
 protected:
  TestShell shell;

  Forms() { shell.Answer("GET /content/questionnaires.json", 200, Index()); }

  void Identify(std::string_view appointments, std::string_view responses = kNone) {
    shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
    shell.Answer("POST /session", 200, kLiisa);
    shell.Answer("GET /fhir/Appointment", 200, appointments);
    shell.Answer("GET /fhir/QuestionnaireResponse", 200, responses);
    shell.Press("start.forms");
    shell.Press("forms.identify");
    shell.Press("test-persons.liisa");
    ASSERT_EQ(shell.path, "/forms");
  }

  // Feedback on a service, all questions answered, up to the page where it is looked through.
  void FillFeedback() {
    shell.Press("start.feedback");
    ASSERT_EQ(shell.path, "/form/1");
    shell.Set("q.target", "oral-health");
    shell.Press("form.submit");
    shell.Set("q.kind", "thanks");
    shell.Press("form.submit");
    shell.Set("q.words", "Kiitos hyvästä hoidosta.");
    shell.Press("form.submit");
    shell.Set("q.answer", "no-answer");
    shell.Press("form.submit");
    ASSERT_EQ(shell.path, "/form/check");
  }
};

TEST_F(Forms, OpenedBeforeItIsKnownWhoIsHereAskForWhatWasSentAfterwards) {
  TestShell early("fi", "", kLiisa, {{"GET /session", ""}});
  early.Answer("GET /content/questionnaires.json", 200, Index());
  early.Answer("GET /fhir/Appointment", 200, kNone);
  early.Answer("GET /fhir/QuestionnaireResponse", 200, kNone);
  early.Navigate("/forms");
  EXPECT_EQ(early.CountRequests("GET /fhir/QuestionnaireResponse"), 0);
  early.Deliver();
  EXPECT_EQ(early.path, "/forms");
  EXPECT_EQ(early.CountRequests("GET /fhir/QuestionnaireResponse"), 1);
}

TEST_F(Forms, AnAppointmentAsksForItsFormByItsDeadline) {
  Identify(Appointment("2026-11-26T09:15:00+02:00"));
  ASSERT_TRUE(shell.Has("asked.a1.card"));
  EXPECT_EQ(shell.Text("asked.a1.card"), "Esitiedot käyntiä varten");
  EXPECT_EQ(shell.Text("asked.a1.state"), "Täytä viimeistään: torstai 26.11.2026 klo 8.15");
  shell.Press("fill.a1");
  EXPECT_EQ(shell.path, "/form/1");
  EXPECT_TRUE(shell.Has("q.reason"));
}

TEST_F(Forms, AskingGoesOnAfterTheDeadlineUntilTheVisitBegins) {
  Identify(Appointment("2026-11-24T09:30:00+02:00"));
  EXPECT_EQ(shell.Text("asked.a1.state"), "Määräaika meni, mutta ehdit vielä vastata");
}

TEST_F(Forms, NothingIsAskedForAVisitThatIsCancelled) {
  Identify(Appointment("2026-11-26T09:15:00+02:00", "cancelled"));
  EXPECT_FALSE(shell.Has("fill.a1"));
  EXPECT_TRUE(shell.Has("forms.none"));
}

TEST_F(Forms, NothingIsAskedForAVisitThatHasBegun) {
  Identify(Appointment("2026-11-24T09:00:00+02:00"));
  EXPECT_FALSE(shell.Has("fill.a1"));
}

TEST_F(Forms, AnswersOfTheLastThreeMonthsStillHold) {
  Identify(Appointment("2026-11-26T09:15:00+02:00"), Bundle(Earlier("2026-08-25T09:00:00+03:00")));
  EXPECT_EQ(shell.Text("asked.a1.state"), "Tietosi ovat ajan tasalla: vastasit 25.8.2026");
}

TEST_F(Forms, OlderAnswersAreAskedAnew) {
  Identify(Appointment("2026-11-26T09:15:00+02:00"), Bundle(Earlier("2026-08-24T09:00:00+03:00")));
  EXPECT_EQ(shell.Text("asked.a1.state"), "Täytä viimeistään: torstai 26.11.2026 klo 8.15");
}

TEST_F(Forms, AnswersForThisVeryVisitAreTheLastWord) {
  Identify(Appointment("2026-11-26T09:15:00+02:00"), Bundle(Earlier("2026-11-20T09:00:00+02:00", "a1")));
  EXPECT_EQ(shell.Text("asked.a1.state"), "Vastattu 20.11.2026");
}

TEST_F(Forms, BeginsWithTheLastAnswersAndAsksOnlyWhatIsAskedEveryTime) {
  Identify(Appointment("2026-11-26T09:15:00+02:00"), Bundle(Earlier("2026-06-01T09:00:00+03:00")));
  shell.Press("fill.a1");
  ASSERT_EQ(shell.path, "/form/1");
  ASSERT_TRUE(shell.Has("q.reason"));
  EXPECT_EQ((*shell.Find("q.reason"))["value"].AsString(), "") << "the reason of the last visit is not this one's";
  shell.Set("q.reason", "Polvi on kipeä.");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/check");
  EXPECT_EQ(shell.Text("review.prefilled").find("Tässä ovat vastauksesi, jotka annoit 1.6.2026."), 0u);
  EXPECT_EQ((*shell.Find("review.illnesses"))["value"].AsString(), "Diabetes");
  shell.Fail("POST /fhir/QuestionnaireResponse", "offline");
  shell.Press("form.send");
  const Json body = *ParseJson(shell.requests.back().body);
  EXPECT_EQ(body["extension"].Items()[0]["valueReference"]["reference"].AsString(), "Appointment/a1");
}

TEST_F(Forms, FindsAServiceToGiveFeedbackOnByWriting) {
  shell.Press("start.feedback");
  ASSERT_TRUE(shell.Has("find.target"));
  EXPECT_TRUE(shell.Has("q.target.oral-health"));
  shell.Set("find.target", "HAMMAS");
  EXPECT_TRUE(shell.Has("q.target.oral-health"));
  EXPECT_FALSE(shell.Has("q.target.billing"));
  shell.Set("q.target", "oral-health");
  shell.Set("find.target", "lasku");
  EXPECT_TRUE(shell.Is("q.target.oral-health", "checked")) << "what is chosen stays in sight";
  EXPECT_TRUE(shell.Has("q.target.billing"));
}

TEST_F(Forms, LooksThroughTheAnswersBeforeSendingThemAndComesBackFromAChange) {
  FillFeedback();
  EXPECT_EQ((*shell.Find("review.words"))["value"].AsString(), "Kiitos hyvästä hoidosta.");
  EXPECT_EQ((*shell.Find("review.target"))["value"].AsString(), "Hammashoito");
  EXPECT_EQ(shell.CountRequests("POST"), 0);
  shell.Press("change.kind");
  ASSERT_EQ(shell.path, "/form/2");
  shell.Set("q.kind", "idea");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/check");
  EXPECT_EQ((*shell.Find("review.kind"))["value"].AsString(), "Ehdotus tai toive");
}

TEST_F(Forms, AsksWhatAChangeBringsUpBeforeGoingBackToTheCheck) {
  FillFeedback();
  shell.Press("change.answer");
  shell.Set("q.answer", "phone");
  shell.Press("form.submit");
  ASSERT_TRUE(shell.Has("q.phone")) << shell.path;
  shell.Set("q.phone", "040 123 4567");
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/form/check");
}

TEST_F(Forms, BackFromTheCheckIsTheLastPage) {
  FillFeedback();
  shell.Press("back");
  EXPECT_TRUE(shell.Has("q.answer")) << shell.path;
  shell.Navigate("/form/check");
  EXPECT_EQ(shell.path, "/form/check");
}

TEST_F(Forms, StandInTheOrderInWhichTheyWereSentAndBackFromOneIsTheList) {
  std::string newer = Earlier("2026-11-20T09:00:00+02:00");
  newer.replace(newer.find("\"r1\""), 4, "\"r2\"");
  Identify(kNone, R"({"resourceType":"Bundle","entry":[{"resource":)" + Earlier("2026-10-01T09:00:00+03:00") +
                      R"(},{"resource":)" + newer + "}]}");
  const std::string reply = shell.last_reply;
  ASSERT_TRUE(shell.Has("responses.r1"));
  ASSERT_TRUE(shell.Has("responses.r2"));
  EXPECT_LT(reply.find("responses.r2"), reply.find("responses.r1")) << "the newest first";
  shell.Press("responses.r1");
  ASSERT_EQ(shell.path, "/forms/one");
  shell.Navigate("/forms/one");
  EXPECT_EQ(shell.path, "/forms/one");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/forms");
}

TEST_F(Forms, SendsOnceUnderOneKeyAndShowsWhatArrived) {
  FillFeedback();
  shell.Fail("POST /fhir/QuestionnaireResponse", "timeout");
  shell.Press("form.send");
  EXPECT_EQ(shell.path, "/form/check");
  EXPECT_TRUE(shell.Has("problem.uncertain")) << "nobody knows whether it arrived";
  EXPECT_FALSE(shell.Has("sent"));
  const TestShell::Request first = shell.requests.back();
  EXPECT_EQ(first.headers["idempotency-key"].AsString().empty(), false);
  shell.Answer("POST /fhir/QuestionnaireResponse", 201, Kept(first.body));
  shell.Press("problem.retry");
  shell.Press("problem.retry");
  const TestShell::Request second = shell.requests.back();
  EXPECT_EQ(second.headers["idempotency-key"], first.headers["idempotency-key"]);
  EXPECT_EQ(second.body, first.body);
  ASSERT_EQ(shell.path, "/form/sent");
  EXPECT_TRUE(shell.Has("sent"));
  EXPECT_EQ((*shell.Find("sent.words"))["value"].AsString(), "Kiitos hyvästä hoidosta.");
  EXPECT_EQ(first.body.find("subject"), std::string::npos) << "feedback names nobody";
  EXPECT_EQ(shell.stored, "") << "nothing of it stays on the device";
}

TEST_F(Forms, TakesNothingForSentThatDoesNotSaySoItself) {
  FillFeedback();
  shell.Answer("POST /fhir/QuestionnaireResponse", 200, R"({"resourceType":"Bundle"})");
  shell.Press("form.send");
  EXPECT_EQ(shell.path, "/form/check");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_FALSE(shell.Has("sent"));
}

TEST_F(Forms, KeepsAnswersAndKeyThroughAReloadAfterAFailure) {
  FillFeedback();
  shell.Fail("POST /fhir/QuestionnaireResponse", "offline");
  shell.Press("form.send");
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  TestShell after("fi", shell.stored);
  after.Answer("POST /fhir/QuestionnaireResponse", 201, Kept(shell.requests.back().body));
  ASSERT_EQ(after.path, "/form/check");
  EXPECT_EQ((*after.Find("review.words"))["value"].AsString(), "Kiitos hyvästä hoidosta.");
  after.Press("form.send");
  EXPECT_EQ(after.requests.back().headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(after.path, "/form/sent");
}

TEST_F(Forms, GivesChangedAnswersAKeyOfTheirOwn) {
  FillFeedback();
  shell.Fail("POST /fhir/QuestionnaireResponse", "timeout");
  shell.Press("form.send");
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Press("change.words");
  shell.Set("q.words", "Kiitos paljon.");
  shell.Press("form.submit");
  shell.Press("form.send");
  EXPECT_NE(shell.requests.back().headers["idempotency-key"].AsString(), key);
}

TEST_F(Forms, ShowsWhatWasSentAsItWasSent) {
  Identify(kNone, Bundle(Earlier("2026-06-01T09:00:00+03:00")));
  shell.Navigate("/forms");
  shell.Press("responses.r1");
  ASSERT_EQ(shell.path, "/forms/one");
  EXPECT_EQ((*shell.Find("sent.illnesses"))["value"].AsString(), "Diabetes");
  EXPECT_EQ((*shell.Find("sent.reason"))["value"].AsString(), "Viime kerran asia");
}

TEST_F(Forms, HelpTodayIsNotWrittenForButCalledFor) {
  Identify(kNone);
  shell.Press("forms.contact-other");
  ASSERT_EQ(shell.path, "/form/1");
  shell.Set("q.urgent", true);
  if (shell.path == "/form/1") shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/result");
  EXPECT_EQ(shell.Text("page.title"), "Soita Päivystysapuun 116 117");
  EXPECT_EQ(shell.CountRequests("POST /fhir/QuestionnaireResponse"), 0);
}

TEST_F(Forms, SendsInTheNameOfThePersonActedFor) {
  Identify(kNone);
  shell.Press("forms.contact-other");
  shell.Set("q.urgent", false);
  shell.Press("form.submit");
  shell.Set("q.topic", "prescription");
  shell.Press("form.submit");
  shell.Set("q.message", "Resepti loppuu.");
  shell.Press("form.submit");
  shell.Set("q.answer-by", "message");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/check");
  shell.Fail("POST /fhir/QuestionnaireResponse", "offline");
  shell.Press("form.send");
  const TestShell::Request sent = shell.requests.back();
  EXPECT_EQ(sent.headers["x-person"].AsString(), "p1");
  const Json body = *ParseJson(sent.body);
  EXPECT_EQ(body["subject"]["reference"].AsString(), "Patient/p1");
  EXPECT_EQ(body["status"].AsString(), "completed");
  EXPECT_EQ(body["questionnaire"].AsString(), "urn:eteinen:questionnaire:contact-other|1.0.0");
}

TEST(FormsList, IsTriedForAgainOnItsOwnScreen) {
  TestShell shell;
  shell.Fail("GET /content/questionnaires.json", "timeout");
  shell.Answer("GET /content/questionnaires.json", 200, Index());
  shell.Press("start.forms");
  shell.Press("problem.retry");
  EXPECT_EQ(shell.path, "/forms");
  EXPECT_TRUE(shell.Has("forms.gad-7"));
}

TEST_F(Forms, AsksWhoIsThereBeforeAFormThatIsSentInAName) {
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
  shell.Press("start.forms");
  EXPECT_TRUE(shell.Has("forms.identify"));
  EXPECT_FALSE(shell.Has("forms.contact-other"));
  EXPECT_TRUE(shell.Has("forms.feedback-service"));
  EXPECT_TRUE(shell.Has("forms.gad-7"));
}

}  // namespace
}  // namespace eteinen::app
