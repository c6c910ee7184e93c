// The contract's answers begun, asked of the real backend.
#include <gtest/gtest.h>

#include <string>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kPath = "/fhir/QuestionnaireResponse";
constexpr const char* kId = "draft-0001";

std::string At(const std::string& id) { return std::string(kPath) + "/" + id; }

std::string Begun(const std::string& person, const std::string& form = "contact-other",
                  const std::string& text = "what was answered") {
  return R"({"resourceType":"QuestionnaireResponse","id":"draft-0001","status":"in-progress","language":"fi",)"
         R"("questionnaire":"urn:eteinen:questionnaire:)" +
         form + R"(","_questionnaire":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/display",)" +
         R"("valueString":"Asia terveysasemalle"}]},"subject":{"reference":"Patient/)" + person +
         R"("},"extension":[{"url":"urn:eteinen:draft","valueString":")" + text +
         R"("},{"url":"urn:eteinen:appointment","valueReference":{"reference":"Appointment/a1"}}]})";
}

// The message that the draft becomes.
std::string Sent(const std::string& person, const std::string& draft) {
  const auto coded = [](const std::string& link_id, const std::string& code) {
    return R"({"linkId":")" + link_id +
           R"(","answer":[{"valueCoding":{"system":"urn:eteinen:CodeSystem:contact-other","code":")" + code +
           R"("}}]})";
  };
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:contact-other|1.0.0",)"
         R"("status":"completed","subject":{"reference":"Patient/)" +
         person + R"("},"extension":[{"url":"urn:eteinen:draft","valueReference":{"reference":)" +
         R"("QuestionnaireResponse/)" + draft +
         R"("}}],"item":[{"linkId":"urgent","answer":[{"valueBoolean":false}]},)" + coded("topic", "prescription") +
         R"(,{"linkId":"message","answer":[{"valueString":"Resepti loppuu."}]},)" + coded("answer-by", "message") +
         "]}";
}

class DraftContract : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};

  void SetUp() override { ASSERT_EQ(aino_.Identify("aino-esimerkki").status, 200); }

  static std::size_t CountOf(Resident& resident) { return resident.Get("/session").json()["drafts"].Items().size(); }
};

TEST_F(DraftContract, KeepsThemAndTellsOfThemWithTheSession) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person())).status, 204);
  const Reply session = aino_.Get("/session");
  ASSERT_EQ(session.json()["drafts"].Items().size(), 1u);
  const Json& told = session.json()["drafts"].Items()[0];
  EXPECT_EQ(told["id"].AsString(), kId);
  EXPECT_EQ(told["questionnaire"].AsString(), "contact-other");
  EXPECT_EQ(told["title"].AsString(), "Asia terveysasemalle");
  EXPECT_EQ(told["appointment"].AsString(), "Appointment/a1");
  EXPECT_EQ(told["authored"].AsString(), "2026-11-24T07:00:00+02:00");
  EXPECT_EQ(session.body.find("what was answered"), std::string::npos) << "the answers are fetched when wanted";
  const Reply one = aino_.Get(At(kId));
  ASSERT_EQ(one.status, 200);
  EXPECT_EQ(ExtensionOf(one.json(), "urn:eteinen:draft")["valueString"].AsString(), "what was answered");
  EXPECT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person(), "contact-other", "more")).status, 204);
  EXPECT_EQ(ExtensionOf(aino_.Get(At(kId)).json(), "urn:eteinen:draft")["valueString"].AsString(), "more");
  EXPECT_EQ(CountOf(aino_), 1u);
  EXPECT_EQ(aino_.Get(kPath).json()["total"].AsInt(), 0) << "nothing has been sent";
  EXPECT_EQ(aino_.Send("DELETE", At(kId), "").status, 204);
  EXPECT_EQ(aino_.Get(At(kId)).refusal(), "not-found");
  EXPECT_EQ(CountOf(aino_), 0u);
}

TEST_F(DraftContract, OutliveTheSessionAndARestart) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person())).status, 204);
  ASSERT_EQ(aino_.Send("DELETE", "/session", "").status, 204);
  backend_.Stop();
  RunningBackend again(data_.path(), "2026-11-25T08:00:00+02:00");
  Resident aino(again);
  ASSERT_EQ(aino.Identify("aino-esimerkki").status, 200);
  EXPECT_EQ(CountOf(aino), 1u) << "a form that is sent, after a day";
  EXPECT_EQ(aino.Get(At(kId)).status, 200);
}

TEST_F(DraftContract, OfSymptomsLastADay) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person(), "symptom-fever+symptom-cough")).status, 204);
  EXPECT_EQ(CountOf(aino_), 1u);
  backend_.Stop();
  RunningBackend again(data_.path(), "2026-11-25T07:00:01+02:00");
  Resident aino(again);
  ASSERT_EQ(aino.Identify("aino-esimerkki").status, 200);
  EXPECT_EQ(CountOf(aino), 0u);
  EXPECT_EQ(aino.Get(At(kId)).refusal(), "not-found");
}

TEST_F(DraftContract, AreNobodyElsesNorAnotherPersons) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person())).status, 204);
  Resident helena(backend_);
  ASSERT_EQ(helena.Identify("helena-kokeilu").status, 200);
  EXPECT_EQ(CountOf(helena), 0u);
  EXPECT_EQ(helena.Get(At(kId)).body, helena.Get(At("draft-none")).body);
  EXPECT_EQ(helena.Send("PUT", At(kId), Begun(helena.person())).refusal(), "not-found");
  EXPECT_EQ(helena.Send("DELETE", At(kId), "").status, 204);
  ASSERT_EQ(aino_.Get(At(kId)).status, 200) << "still there";
  // The same user, acting for a child: these are about somebody else.
  ASSERT_EQ(aino_.ActFor("onni-esimerkki").status, 200);
  EXPECT_EQ(CountOf(aino_), 0u);
  EXPECT_EQ(aino_.Get(At(kId)).refusal(), "not-found");
  EXPECT_EQ(aino_.Send("PUT", At("draft-0002"), Begun("aino-esimerkki")).refusal(), "person-changed");
  EXPECT_EQ(aino_.Send("PUT", At("draft-0002"), Begun("onni-esimerkki")).status, 204);
  Resident nobody(backend_);
  EXPECT_EQ(nobody.Get(At(kId)).refusal(), "not-identified");
  EXPECT_EQ(nobody.Send("PUT", At("draft-0003"), Begun("aino-esimerkki")).refusal(), "not-identified");
}

TEST_F(DraftContract, GoWithTheAnswersThatAreSent) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person())).status, 204);
  ASSERT_EQ(aino_.Send("PUT", At("draft-0002"), Begun(aino_.person())).status, 204);
  const Reply sent = aino_.Send("POST", kPath, Sent(aino_.person(), kId), {{"Idempotency-Key", "key-0001"}});
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(aino_.Get(At(kId)).refusal(), "not-found");
  EXPECT_EQ(aino_.Get(At("draft-0002")).status, 200);
}

TEST_F(DraftContract, StayWhenTheAnswersAreRefused) {
  ASSERT_EQ(aino_.Send("PUT", At(kId), Begun(aino_.person())).status, 204);
  std::string body = Sent(aino_.person(), kId);
  const std::string code = R"("code":"prescription")";
  body.replace(body.find(code), code.size(), R"("code":"something")");
  EXPECT_EQ(aino_.Send("POST", kPath, body, {{"Idempotency-Key", "key-0001"}}).status, 400);
  EXPECT_EQ(aino_.Get(At(kId)).status, 200);
}

TEST_F(DraftContract, RefusesWhatIsNone) {
  const std::string person = aino_.person();
  const auto refusal = [&](const std::string& body, const std::string& id = kId) {
    return aino_.Send("PUT", At(id), body).refusal();
  };
  EXPECT_EQ(refusal("{}"), "invalid");
  EXPECT_EQ(refusal("["), "invalid");
  EXPECT_EQ(refusal(Begun(person), "short"), "invalid");
  EXPECT_EQ(refusal(Begun(person), "with_something"), "invalid");
  EXPECT_EQ(refusal(Begun(person, "contact-other", "")), "invalid");
  EXPECT_EQ(refusal(Begun(person, "")), "invalid");
  EXPECT_EQ(refusal(Begun(person, "../etc")), "invalid");
  EXPECT_EQ(refusal(Begun(person, "feedback-contact")), "invalid") << "what is sent without a name is not kept";
  EXPECT_EQ(refusal(Begun("somebody")), "person-changed");
  EXPECT_EQ(refusal(Begun(person, "contact-other", std::string(70'000, 'x'))), "too-large");
  std::string finished = Begun(person);
  finished.replace(finished.find("in-progress"), 11, "completed");
  EXPECT_EQ(refusal(finished), "invalid");
  EXPECT_EQ(aino_.Send("PUT", At(kId), Begun(person), {{"X-Person", ""}}).refusal(), "precondition");
  EXPECT_EQ(aino_.Send("DELETE", At(kId), "", {{"X-Person", ""}}).refusal(), "precondition");
  EXPECT_EQ(aino_.Send("PUT", kPath, Begun(person)).refusal(), "method");
  EXPECT_EQ(CountOf(aino_), 0u);
}

TEST_F(DraftContract, OfTooManyTheOldestGivesWay) {
  for (int i = 10; i < 32; ++i) {
    ASSERT_EQ(aino_.Send("PUT", At("draft-00" + std::to_string(i)), Begun(aino_.person())).status, 204);
  }
  EXPECT_EQ(CountOf(aino_), 20u);
  EXPECT_EQ(aino_.Get(At("draft-0031")).status, 200);
}

}  // namespace
}  // namespace eteinen::backend_test
