// The contract's answers to questionnaires, asked of the real backend.
#include <gtest/gtest.h>

#include <string>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kPath = "/fhir/QuestionnaireResponse";

std::string Coded(const std::string& link_id, const std::string& form, const std::string& code) {
  return R"({"linkId":")" + link_id + R"(","answer":[{"valueCoding":{"system":"urn:eteinen:CodeSystem:)" + form +
         R"(","code":")" + code + R"("}}]})";
}

// A message to the health station about `person`, or about nobody.
std::string Message(const std::string& person, const std::string& message = "Resepti loppuu.") {
  const std::string subject =
      person.empty() ? std::string() : R"("subject":{"reference":"Patient/)" + person + R"("},)";
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:contact-other|1.0.0",)"
         R"("status":"completed",)" +
         subject + R"("item":[{"linkId":"urgent","answer":[{"valueBoolean":false}]},)" +
         Coded("topic", "contact-other", "prescription") + R"(,{"linkId":"message","answer":[{"valueString":")" +
         message + R"("}]},)" + Coded("answer-by", "contact-other", "message") + "]}";
}

std::string Feedback(const std::string& more = {}) {
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:feedback-contact",)"
         R"("status":"completed",)" +
         more + R"("item":[{"linkId":"nps","answer":[{"valueInteger":9}]},)" + Coded("ease", "feedback-contact", "5") +
         "," + Coded("solved", "feedback-contact", "yes") + "," + Coded("next", "feedback-contact", "done") + "]}";
}

class ResponseContract : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  Resident nobody_{backend_};

  void SetUp() override { ASSERT_EQ(aino_.Identify("aino-esimerkki").status, 200); }

  static Reply Post(Resident& resident, const std::string& body, const std::string& key = "key-0001") {
    return resident.Send("POST", kPath, body, {{"Idempotency-Key", key}});
  }
};

TEST_F(ResponseContract, KeepsWhatWasSentAndShowsItAsSent) {
  const Reply sent = Post(aino_, Message(aino_.person()));
  ASSERT_EQ(sent.status, 201) << sent.body;
  const std::string id = sent.json()["id"].AsString();
  EXPECT_EQ(sent.headers.at("location"), std::string(kPath) + "/" + id);
  EXPECT_EQ(sent.json()["authored"].AsString(), "2026-11-24T07:00:00+02:00");
  const Reply one = aino_.Get(std::string(kPath) + "/" + id);
  EXPECT_EQ(one.body, sent.body);
  const Reply list = aino_.Get(std::string(kPath) + "?questionnaire=contact-other");
  ASSERT_EQ(list.json()["entry"].Items().size(), 1u);
  EXPECT_EQ(WriteJson(list.json()["entry"].Items()[0]["resource"]), WriteJson(sent.json()));
  EXPECT_EQ(aino_.Get(std::string(kPath) + "?questionnaire=pre-visit").json()["total"].AsInt(), 0);
}

TEST_F(ResponseContract, KeepsTheSameAnswersOnceHoweverOftenTheyAreSent) {
  const Reply first = Post(aino_, Message(aino_.person()));
  const Reply again = Post(aino_, Message(aino_.person()));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(Post(aino_, Message(aino_.person(), "Toinen asia.")).refusal(), "key-reused");
  EXPECT_EQ(aino_.Get(kPath).json()["total"].AsInt(), 1);
  EXPECT_EQ(aino_.Send("POST", kPath, Message(aino_.person())).refusal(), "precondition");
}

TEST_F(ResponseContract, TakesFeedbackFromAnybodyWithoutAName) {
  const Reply first = Post(nobody_, Feedback());
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(Post(nobody_, Feedback()).body, first.body) << "a lost answer does not make two of one";
  EXPECT_EQ(Post(aino_, Feedback(), "key-0002").status, 201);
  EXPECT_EQ(aino_.Get(kPath).json()["total"].AsInt(), 0) << "kept without a name";
  EXPECT_EQ(aino_.Get(std::string(kPath) + "/" + first.json()["id"].AsString()).refusal(), "not-found");
  const std::string named = R"("subject":{"reference":"Patient/)" + aino_.person() + R"("},)";
  EXPECT_EQ(Post(aino_, Feedback(named), "key-0003").refusal(), "invalid");
}

TEST_F(ResponseContract, AsksWhoIsThereBeforeTakingWhatIsSentInAName) {
  EXPECT_EQ(Post(nobody_, Message("")).refusal(), "not-identified");
  EXPECT_EQ(nobody_.Get(kPath).refusal(), "not-identified");
  EXPECT_EQ(Post(aino_, Message("")).refusal(), "person-changed");
  EXPECT_EQ(Post(aino_, Message("somebody-else")).refusal(), "person-changed");
}

TEST_F(ResponseContract, RefusesAnswersThatTheFormDoesNotTakeAndNamesThePlace) {
  std::string body = Message(aino_.person());
  const std::string code = R"("code":"prescription")";
  body.replace(body.find(code), code.size(), R"("code":"something")");
  const Reply refused = Post(aino_, body);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.json()["issue"].Items()[0]["expression"].Items()[0].AsString(),
            "QuestionnaireResponse.item[1].answer[0]");
  EXPECT_EQ(refused.body.find("Resepti loppuu"), std::string::npos) << "what was answered is not repeated";
  for (const char* wrong :
       {"{}", R"({"resourceType":"QuestionnaireResponse","status":"completed"})",
        R"({"resourceType":"QuestionnaireResponse","questionnaire":"urn:eteinen:questionnaire:findrisc",)"
        R"("status":"completed"})"}) {
    EXPECT_EQ(Post(aino_, wrong).refusal(), "invalid") << wrong;
  }
  EXPECT_EQ(aino_.Get(kPath).json()["total"].AsInt(), 0);
}

TEST_F(ResponseContract, DoesNotTellOthersThatThereIsSomething) {
  const std::string id = Post(aino_, Message(aino_.person())).json()["id"].AsString();
  Resident helena(backend_);
  ASSERT_EQ(helena.Identify("helena-kokeilu").status, 200);
  EXPECT_EQ(helena.Get(std::string(kPath) + "/" + id).body, helena.Get(std::string(kPath) + "/none").body);
  EXPECT_EQ(helena.Get(kPath).json()["total"].AsInt(), 0);
}

TEST_F(ResponseContract, LinksAnswersOnlyToAnAppointmentOfOnesOwn) {
  const auto asked = [](const std::string& id) {
    return R"("extension":[{"url":"urn:eteinen:appointment","valueReference":{"reference":"Appointment/)" + id +
           R"("}}],)";
  };
  const std::vector<std::string> times = aino_.FreeTimes("kausirokotus");
  ASSERT_FALSE(times.empty());
  const Reply booked = aino_.Book(times.front(), "book-0001");
  ASSERT_EQ(booked.status, 201) << booked.body;
  const std::string id = booked.json()["id"].AsString();
  EXPECT_EQ(Post(aino_, Feedback(asked(id))).status, 201);
  EXPECT_EQ(Post(aino_, Feedback(asked("none")), "key-0002").refusal(), "not-found");
  Resident helena(backend_);
  ASSERT_EQ(helena.Identify("helena-kokeilu").status, 200);
  EXPECT_EQ(Post(helena, Feedback(asked(id)), "key-0003").refusal(), "not-found");
}

TEST_F(ResponseContract, SaysOfEachFormHowItIsUsed) {
  const Json index = nobody_.Get("/content/questionnaires.json").json();
  int forms = 0;
  for (const Json& entry : index["questionnaires"].Items()) {
    if (entry["id"].AsString() == "pre-visit") {
      EXPECT_EQ(ExtensionOf(ExtensionOf(entry, "urn:eteinen:form"), "send")["valueCode"].AsString(), "identified");
    }
    if (entry["id"].AsString() == "symptom-fever") {
      EXPECT_FALSE(entry.Has("extension")) << "an assessment is sent nowhere";
    }
    forms += entry.Has("extension");
  }
  EXPECT_GE(forms, 10);
}

}  // namespace
}  // namespace eteinen::backend_test
