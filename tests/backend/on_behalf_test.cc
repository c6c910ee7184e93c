// Chats and forms for another follow the table as bookings do, leave a line in the audit, and tell nothing of what a
// youth keeps to herself.
#include <gtest/gtest.h>

#include "tests/backend/given_world.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kForms = "/fhir/QuestionnaireResponse";
constexpr const char* kChats = "/fhir/Communication";
constexpr const char* kMandate = R"("relation": "mandate")";
constexpr const char* kHealth = R"("themes": ["health"])";

std::string Coded(const std::string& link_id, const std::string& form, const std::string& code) {
  return R"({"linkId":")" + link_id + R"(","answer":[{"valueCoding":{"system":"urn:eteinen:CodeSystem:)" + form +
         R"(","code":")" + code + R"("}}]})";
}

std::string Message(const std::string& person) {
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:contact-other|1.0.0",)"
         R"("status":"completed","subject":{"reference":"Patient/)" +
         person + R"("},"item":[{"linkId":"urgent","answer":[{"valueBoolean":false}]},)" +
         Coded("topic", "contact-other", "prescription") +
         R"(,{"linkId":"message","answer":[{"valueString":"Resepti loppuu."}]},)" +
         Coded("answer-by", "contact-other", "message") + "]}";
}

// `appointment`: what it is about, "" for none.
std::string Feedback(const std::string& appointment = {}) {
  const std::string about = appointment.empty()
                                ? ""
                                : R"("extension":[{"url":"urn:eteinen:appointment","valueReference":{"reference":)"
                                  R"("Appointment/)" +
                                      appointment + R"("}}],)";
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:feedback-contact",)"
         R"("status":"completed",)" +
         about + R"("item":[{"linkId":"nps","answer":[{"valueInteger":9}]},)" + Coded("ease", "feedback-contact", "5") +
         "," + Coded("solved", "feedback-contact", "yes") + "," + Coded("next", "feedback-contact", "done") + "]}";
}

std::string Matter(const std::string& person, const std::string& need) {
  return R"({"resourceType":"Communication","status":"completed","category":[{"coding":[{"system":)"
         R"("urn:eteinen:need","code":")" +
         need + R"("}]}],"subject":{"reference":"Patient/)" + person +
         R"("},"recipient":[{"reference":"HealthcareService/terveys-chat-nurse"}],)"
         R"("payload":[{"contentString":"Kuume: kyllä"}]})";
}

Reply Post(Resident& from, const char* path, const std::string& body, const std::string& key) {
  return from.Send("POST", path, body, {{"Idempotency-Key", key}});
}

class OnBehalf : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  Resident helena_{backend_};
};

TEST_F(OnBehalf, AMandateAboutHealthChatsAboutHealthAlone) {
  helena_.Identify("helena-kokeilu");
  helena_.ActFor("tauno-kokeilu");
  EXPECT_EQ(Post(helena_, kChats, Matter("tauno-kokeilu", "health"), "key-00000001").status, 201);
  const Reply social = Post(helena_, kChats, Matter("tauno-kokeilu", "adult-social-work"), "key-00000002");
  EXPECT_EQ(social.status, 403);
  EXPECT_EQ(social.refusal(), "not-permitted");
  EXPECT_EQ(social.body.find("tauno"), std::string::npos);
  helena_.ActFor("helena-kokeilu");
  EXPECT_EQ(Post(helena_, kChats, Matter("helena-kokeilu", "adult-social-work"), "key-00000003").status, 201)
      << "in one's own matter";
}

TEST_F(OnBehalf, TheGuardianOfAYouthChatsButSendsNoFormsInHerName) {
  aino_.Identify("aino-esimerkki");
  aino_.ActFor("venla-esimerkki");
  EXPECT_EQ(Post(aino_, kChats, Matter("venla-esimerkki", "health"), "key-00000001").status, 201);
  EXPECT_EQ(Post(aino_, kForms, Message("venla-esimerkki"), "key-00000002").refusal(), "not-permitted");
  aino_.ActFor("onni-esimerkki");
  EXPECT_EQ(Post(aino_, kForms, Message("onni-esimerkki"), "key-00000003").status, 201) << "of a child under twelve";
}

TEST(OnBehalfEnded, AMandateThatEndsBetweenQuestionsAndSendingEndsChatAndForms) {
  TemporaryFolder data;
  const OtherAssets assets("test-persons/persons.json", kMandate,
                           std::string(kMandate) + R"(, "validUntil": "2026-11-24T07:05:00+02:00")");
  std::string cookie;
  {
    RunningBackend backend(data.path(), kTuesday, "web", assets.options());
    Resident helena(backend);
    helena.Identify("helena-kokeilu");
    ASSERT_EQ(helena.ActFor("tauno-kokeilu").status, 200);
    ASSERT_EQ(Post(helena, kForms, Message("tauno-kokeilu"), "key-00000001").status, 201);
    cookie = helena.cookie();
  }
  RunningBackend backend(data.path(), "2026-11-24T07:05:00+02:00", "web", assets.options());
  Resident helena(backend);
  const auto send = [&](const std::string& method, const char* path, const std::string& body) {
    return helena.Send(method, path, body,
                       {{"Cookie", cookie}, {"X-Person", "tauno-kokeilu"}, {"Idempotency-Key", "key-00000002"}});
  };
  EXPECT_EQ(send("POST", kChats, Matter("tauno-kokeilu", "health")).refusal(), "not-permitted");
  EXPECT_EQ(send("POST", kForms, Message("tauno-kokeilu")).refusal(), "not-permitted");
  EXPECT_EQ(send("GET", kForms, "").json()["total"].AsInt(), 0) << "nor is what was sent before shown";
}

TEST(OnBehalfThemes, AMandateAboutSocialMattersSeesNothingOfHealth) {
  TemporaryFolder data;
  const OtherAssets assets("test-persons/persons.json", kHealth, R"("themes": ["social"])");
  RunningBackend backend(data.path(), kTuesday, "web", assets.options());
  Resident helena(backend);
  helena.Identify("helena-kokeilu");
  ASSERT_EQ(helena.ActFor("tauno-kokeilu").status, 200);
  EXPECT_TRUE(helena.Appointments().empty()) << "the dental time is about health";
  EXPECT_EQ(Post(helena, kChats, Matter("tauno-kokeilu", "health"), "key-00000001").refusal(), "not-permitted");
  EXPECT_EQ(Post(helena, kChats, Matter("tauno-kokeilu", "adult-social-work"), "key-00000002").status, 201);
  EXPECT_EQ(Post(helena, kForms, Message("tauno-kokeilu"), "key-00000003").refusal(), "not-permitted");
  const std::string slot = helena.FreeTimes("kausirokotus").front();
  EXPECT_EQ(helena.Hold(slot).refusal(), "not-permitted");
}

// Feedback about an appointment that is not shown to guardians is refused as about one that does not exist.
TEST_F(OnBehalf, AnAppointmentThatIsKeptToOneselfCannotBeFoundThroughAForm) {
  Resident youth(backend_);
  youth.Identify("venla-esimerkki");
  const Json own = youth.Appointments("ehkaisy-seuranta").front();
  EXPECT_EQ(Post(youth, kForms, Feedback(own["id"].AsString()), "key-00000001").status, 201);
  aino_.Identify("aino-esimerkki");
  aino_.ActFor("venla-esimerkki");
  const Reply hidden = Post(aino_, kForms, Feedback(own["id"].AsString()), "key-00000002");
  const Reply nothing = Post(aino_, kForms, Feedback(std::string(32, 'a')), "key-00000003");
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.body, nothing.body);
  const Json shown = youth.Appointments("suun-tarkastus").front();
  EXPECT_EQ(Post(aino_, kForms, Feedback(shown["id"].AsString()), "key-00000004").status, 201);
}

TEST_F(OnBehalf, WhatAYouthHasSentDoesNotExistForTheGuardian) {
  const auto seen = [&] {
    Resident guardian(backend_);
    guardian.Identify("aino-esimerkki");
    guardian.ActFor("venla-esimerkki");
    return guardian.Get(kForms).body + guardian.Get(std::string(kForms) + "?questionnaire=contact-other").body +
           guardian.Get("/fhir/Appointment").body;
  };
  const std::string before = seen();
  Resident youth(backend_);
  youth.Identify("venla-esimerkki");
  const Reply sent = Post(youth, kForms, Message("venla-esimerkki"), "key-00000001");
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(seen(), before);
  aino_.Identify("aino-esimerkki");
  aino_.ActFor("venla-esimerkki");
  EXPECT_EQ(aino_.Get(std::string(kForms) + "/" + sent.json()["id"].AsString()).body,
            aino_.Get(std::string(kForms) + "/" + std::string(32, 'a')).body);
}

TEST_F(OnBehalf, ChatsAndFormsAreWrittenDownWithoutWhatTheySay) {
  aino_.Identify("aino-esimerkki");
  Post(aino_, kForms, Message("aino-esimerkki"), "key-00000001");
  aino_.ActFor("onni-esimerkki");
  Post(aino_, kForms, Message("onni-esimerkki"), "key-00000002");
  aino_.Get(kForms);
  Post(aino_, kForms, Feedback(), "key-00000003");
  Post(aino_, kChats, Matter("onni-esimerkki", "health"), "key-00000004");
  aino_.ActFor("venla-esimerkki");
  Post(aino_, kForms, Message("venla-esimerkki"), "key-00000005");
  aino_.Get(std::string(kForms) + "/" + std::string(32, 'a'));
  Post(aino_, kChats, Matter("somebody", "health"), "key-00000006");
  backend_.Stop();
  const auto [lines, status] = AuditOf(data_.path());
  EXPECT_EQ(status, 0);
  std::vector<std::string> deeds;
  std::string whole;
  for (const Json& line : lines) {
    if (line.Has("what")) deeds.push_back(Deed(line));
    whole += WriteJson(line);
  }
  EXPECT_EQ(deeds, (std::vector<std::string>{"aino-esimerkki for onni-esimerkki (guardian): act-for",
                                             "aino-esimerkki for onni-esimerkki (guardian): send-answers",
                                             "aino-esimerkki for onni-esimerkki (guardian): see-answers",
                                             "aino-esimerkki for onni-esimerkki (guardian): hand-over",
                                             "aino-esimerkki for venla-esimerkki (guardian): act-for",
                                             "aino-esimerkki for venla-esimerkki (guardian): send-answers, refused",
                                             "aino-esimerkki for venla-esimerkki (guardian): see-answers, refused",
                                             "aino-esimerkki for venla-esimerkki (guardian): hand-over, refused"}))
      << "feedback names nobody, and one's own matter is nobody else's";
  for (const char* content : {"Resepti", "Kuume", "contact-other", "prescription", "health", "terveys-chat"}) {
    EXPECT_EQ(whole.find(content), std::string::npos) << content;
  }
}

}  // namespace
}  // namespace eteinen::backend_test
