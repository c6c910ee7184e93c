// Matters handed over to a chat, through the contract.
#include <gtest/gtest.h>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

class HandoverContract : public testing::Test {
 protected:
  Reply Post(Resident& from, const std::string& body, const std::string& key = "key-00000001") {
    return from.Send("POST", "/fhir/Communication", body, {{"Idempotency-Key", key}});
  }
  static std::string Message(const std::string& subject = "", const std::string& text = "Kuume: kyllä") {
    const std::string who = subject.empty() ? "" : R"("subject":{"reference":"Patient/)" + subject + R"("},)";
    return R"({"resourceType":"Communication","status":"completed",)" + who +
           R"("recipient":[{"reference":"HealthcareService/terveys-chat-nurse"}],"payload":[{"contentString":")" +
           text + R"("}]})";
  }

  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident anyone_{backend_};
};

TEST_F(HandoverContract, IsTakenWithoutIdentificationAndReadByItsIdentifier) {
  const Reply taken = Post(anyone_, Message());
  ASSERT_EQ(taken.status, 201) << taken.body;
  const std::string id = taken.json()["id"].AsString();
  EXPECT_EQ(id.size(), 32U);
  EXPECT_EQ(taken.headers.at("location"), "/fhir/Communication/" + id);
  Resident desk(backend_);
  const Reply read = desk.Get("/fhir/Communication/" + id);
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.json()["payload"].Items().front()["contentString"].AsString(), "Kuume: kyllä");
  EXPECT_EQ(desk.Get("/fhir/Communication/00000000000000000000000000000000").refusal(), "not-found");
}

TEST_F(HandoverContract, IsTheSameWhenSentTwice) {
  const Reply first = Post(anyone_, Message());
  const Reply again = Post(anyone_, Message());
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(Post(anyone_, Message("", "Kuume: ei")).refusal(), "key-reused");
  EXPECT_NE(Post(anyone_, Message(), "key-00000002").json()["id"].AsString(), first.json()["id"].AsString());
}

TEST_F(HandoverContract, NamesOnlyThePersonActedFor) {
  Resident aino(backend_);
  ASSERT_EQ(aino.Identify("aino-esimerkki").status, 200);
  EXPECT_EQ(Post(aino, Message(aino.person())).status, 201);
  EXPECT_EQ(Post(aino, Message("somebody"), "key-00000002").refusal(), "not-permitted");
  EXPECT_EQ(Post(anyone_, Message("somebody"), "key-00000003").refusal(), "not-identified");
}

TEST_F(HandoverContract, IsRefusedWithThePlaceOfWhatIsMissing) {
  const auto place = [&](const std::string& body) {
    return Post(anyone_, body).json()["issue"].Items().front()["expression"].Items().front().AsString();
  };
  EXPECT_EQ(place(R"({"resourceType":"Basic"})"), "resourceType");
  EXPECT_EQ(place(R"({"resourceType":"Communication"})"), "recipient");
  EXPECT_EQ(place(R"({"resourceType":"Communication","recipient":[{"reference":"HealthcareService/x"}]})"), "payload");
  EXPECT_EQ(anyone_.Send("POST", "/fhir/Communication", Message()).refusal(), "precondition");
}

}  // namespace
}  // namespace eteinen::backend_test
