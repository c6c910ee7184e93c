// Matters handed over to a chat, through the contract.
#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>
#include <fstream>

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

TEST_F(HandoverContract, OutlivesARestartOfTheBackend) {
  const std::string id = Post(anyone_, Message()).json()["id"].AsString();
  backend_.Kill();
  RunningBackend again(data_.path());
  Resident desk(again);
  EXPECT_EQ(desk.Get("/fhir/Communication/" + id).json()["payload"].Items().front()["contentString"].AsString(),
            "Kuume: kyllä");
}

TEST_F(HandoverContract, IsGoneMinutesAfterItWasFetchedAndAfterHalfADay) {
  const std::string fetched = Post(anyone_, Message()).json()["id"].AsString();
  const std::string left = Post(anyone_, Message(), "key-00000002").json()["id"].AsString();
  EXPECT_EQ(anyone_.Get("/fhir/Communication/" + fetched).status, 200);
  EXPECT_EQ(anyone_.Get("/fhir/Communication/" + fetched).status, 200) << "the first answer may have been lost";
  backend_.Stop();
  {
    RunningBackend later(data_.path(), "2026-11-24T07:11:00+02:00");
    Resident desk(later);
    EXPECT_EQ(desk.Get("/fhir/Communication/" + fetched).refusal(), "not-found");
    const Reply repeated = Post(desk, Message());
    EXPECT_EQ(repeated.json()["id"].AsString(), fetched) << "the same matter is never handed over twice";
    EXPECT_FALSE(repeated.json().Has("payload"));
    EXPECT_EQ(desk.Get("/fhir/Communication/" + left).status, 200);
  }
  RunningBackend next_day(data_.path(), "2026-11-24T19:00:00+02:00");
  EXPECT_EQ(Resident(next_day).Get("/fhir/Communication/" + left).refusal(), "not-found");
}

TEST_F(HandoverContract, IsErasedByWhoeverHasIt) {
  const std::string id = Post(anyone_, Message()).json()["id"].AsString();
  EXPECT_EQ(anyone_.Send("DELETE", "/fhir/Communication/" + id, "").status, 204);
  EXPECT_EQ(anyone_.Get("/fhir/Communication/" + id).refusal(), "not-found");
  EXPECT_EQ(anyone_.Send("DELETE", "/fhir/Communication/" + id, "").refusal(), "not-found");
}

TEST_F(HandoverContract, RefusesWhatIsNoHandover) {
  const auto place = [&](const std::string& before, const std::string& after) {
    std::string body = Message();
    body.replace(body.find(before), before.size(), after);
    const Reply reply = Post(anyone_, body);
    if (reply.status != 400) return std::to_string(reply.status);
    const Json::Array& expressions = reply.json()["issue"].Items().front()["expression"].Items();
    return expressions.empty() ? std::string("no place") : expressions.front().AsString();
  };
  EXPECT_EQ(place("terveys-chat-nurse", "../Patient"), "recipient");
  EXPECT_EQ(place("terveys-chat-nurse", "'; DROP TABLE handover; --"), "recipient");
  EXPECT_EQ(place("Kuume: kyllä", std::string(20'001, 'a')), "payload");
  EXPECT_EQ(place("kyllä\"}", R"(kyllä"},{"contentString":"more"})"), "payload")
      << "there is one text, and it has its limit";
  EXPECT_EQ(place("\"status\"", R"("category":[{"coding":[{"code":"<script>"}]}],"status")"), "category");
  EXPECT_EQ(place("\"status\"", R"("reasonCode":[{"coding":[{"code":"soon"}]}],"status")"), "reasonCode");
  EXPECT_EQ(place("\"status\"", R"("contained":[{"resourceType":"Patient"}],"status")"), "contained");
  EXPECT_EQ(place("\"status\"", R"("language":"fi\n\ndata: x","status")"), "language");
  EXPECT_EQ(place("Kuume: kyllä", std::string(70'000, 'a')), "413");
  EXPECT_EQ(anyone_.Get("/fhir/Communication/%27%20OR%201=1").refusal(), "not-found");
}

TEST_F(HandoverContract, IsMarkedWhenItIsFetchedInItsLastMinutes) {
  const std::string id = Post(anyone_, Message()).json()["id"].AsString();
  backend_.Stop();
  const std::string secret = data_.path() + "/desk.secret";
  std::ofstream(secret) << "an-example-of-a-secret-of-a-desk\n";
  RunningBackend late(data_.path(), "2026-11-24T18:55:00+02:00", "web", {"--desk-secret-file", secret});
  Resident desk(late);
  const auto take = [&] {
    return desk
        .Send("POST", "/desk/handovers/" + id + "/take", "",
              {{"Authorization", "Bearer an-example-of-a-secret-of-a-desk"}})
        .status;
  };
  EXPECT_EQ(take(), 200);
  EXPECT_EQ(take(), 404);
}

class DeskContract : public HandoverContract {
 protected:
  static constexpr char kSecret[] = "an-example-of-a-secret-of-a-desk";
  std::string SecretFile() {
    const std::string file = data_.path() + "/desk.secret";
    std::ofstream(file) << kSecret << "\n";
    return file;
  }
  // What the stream says in its first moments.
  static std::string Listen(int port, const std::string& secret, int seconds = 3) {
    httplib::Client client("127.0.0.1", port);
    client.set_read_timeout(seconds);
    std::string heard;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    client.Get("/desk/events", {{"Authorization", "Bearer " + secret}}, [&](const char* data, std::size_t length) {
      heard.append(data, length);
      return heard.find("data: [{") == std::string::npos && std::chrono::steady_clock::now() < deadline;
    });
    return heard;
  }
};

TEST_F(DeskContract, GetsTheSummaryThatWasHandedOver) {
  RunningBackend backend(data_.path() + "/2", kTuesday, "web", {"--desk-secret-file", SecretFile()});
  Resident someone(backend);
  std::string message = Message();
  message.insert(1, R"("category":[{"coding":[{"system":"urn:eteinen:need","code":"health"}]}],)");
  const std::string id = Post(someone, message).json()["id"].AsString();
  const std::string heard = Listen(backend.port(), kSecret);
  EXPECT_NE(heard.find("event: waiting\ndata: [{\"id\":\"" + id + "\",\"channel\":\"terveys-chat-nurse\""),
            std::string::npos)
      << heard;
  EXPECT_EQ(heard.find("Kuume"), std::string::npos) << "the list says nothing about the person";
  const Reply taken = someone.Send("POST", "/desk/handovers/" + id + "/take", "",
                                   {{"Authorization", std::string("Bearer ") + kSecret}});
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(taken.json()["payload"].Items().front()["contentString"].AsString(), "Kuume: kyllä");
  EXPECT_EQ(Listen(backend.port(), kSecret, 1).find(id), std::string::npos) << "taken: nobody else sees it";
  const auto take = [&](const std::string& which, const std::string& desk) {
    return someone
        .Send("POST", "/desk/handovers/" + which + "/take", "",
              {{"Authorization", std::string("Bearer ") + kSecret}, {"Idempotency-Key", desk}})
        .status;
  };
  EXPECT_EQ(take(id, "desk-number-1"), 404) << "two desks never answer one matter";
  const std::string other = Post(someone, message, "key-00000002").json()["id"].AsString();
  EXPECT_EQ(take(other, "desk-number-1"), 200);
  EXPECT_EQ(take(other, "desk-number-2"), 404);
  EXPECT_EQ(take(other, "desk-number-1"), 200) << "the answer may have been lost on its way";
}

TEST_F(DeskContract, ShowsNothingToResidents) {
  RunningBackend backend(data_.path() + "/2", kTuesday, "web", {"--desk-secret-file", SecretFile()});
  Resident aino(backend);
  ASSERT_EQ(aino.Identify("aino-esimerkki").status, 200);
  EXPECT_EQ(aino.Get("/desk/events").refusal(), "not-identified");
  const std::string id = Post(aino, Message(aino.person())).json()["id"].AsString();
  EXPECT_EQ(aino.Send("POST", "/desk/handovers/" + id + "/take", "").refusal(), "not-identified");
  EXPECT_EQ(anyone_.Get("/desk/").refusal(), "not-found") << "a backend without a secret has no desk";
}

}  // namespace
}  // namespace eteinen::backend_test
