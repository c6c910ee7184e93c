#include "tools/backend/identification/authorisations.h"

#include <gtest/gtest.h>

namespace eteinen::backend {
namespace {

Instant At(std::string_view text) { return ParseInstant(text).value(); }

// Computed with `openssl dgst -sha256 -hmac KEY -binary | openssl base64` over "PATH TIME".
TEST(ChecksumHeader, IsTheOneThatOpensslComputes) {
  EXPECT_EQ(ChecksumHeader("eteinen", "testikayttoavain",
                           "/service/hpa/user/register/eteinen/010190-999W?requestId=a1&endUserId=eteinen",
                           At("2026-11-24T09:00:00+02:00")),
            "eteinen 2026-11-24T07:00:00Z izXDgpGBrqDALsoIK5UpqPxTUfuYF37Z5FZJfRFDE3Y=");
  EXPECT_EQ(ChecksumHeader("toinen", "k\"\\ä avain 2",
                           "/service/hpa/api/authorization/s-1/010190-999W?requestId=a2&endUserId=eteinen&issues="
                           "http%3A%2F%2Fvaltuusrekisteri.suomi.fi%2Fterveydenhuollon_asioiden_hoito",
                           At("2026-03-29T00:59:59Z")),
            "toinen 2026-03-29T00:59:59Z jLbk0Lv+5YIRacZFr2lVrbEkz11U8zhyqOmdwProsWA=");
}

// A service that answers by the beginning of a path; what was asked is kept.
struct Service {
  std::vector<OutboundRequest> asked;
  std::vector<std::pair<std::string, OutboundAnswer>> answers;

  void Says(const std::string& part, int status, const std::string& body) {
    answers.insert(answers.begin(), {part, {status, body}});
  }
  Outbound Line() {
    return [this](const OutboundRequest& request) {
      asked.push_back(request);
      for (const auto& [part, answer] : answers) {
        if (request.address.find(part) != std::string::npos) return answer;
      }
      return OutboundAnswer{};
    };
  }
};

AuthorisationSettings Settings() {
  return {"https://valtuudet.example", "eteinen", "key-of-tests", "secret", "https://oma.example/session/authorised",
          {"urn:health", "urn:social"}};
}

class Acting : public testing::Test {
 protected:
  Acting() {
    service_.Says("/user/register/", 200, R"({"sessionId":"s1","userId":"u1"})");
    service_.Says("/oauth/token", 200, R"({"access_token":"t1","expires_in":599,"refresh_token":"r1"})");
    service_.Says("/api/delegate/", 200, R"([{"personId":"250141-9217","name":"Tauno Kokeilu"}])");
    service_.Says("/api/authorization/", 200, R"({"result":"ALLOWED"})");
  }

  // Leaves, and comes back with a code.
  AuthorisationEnd GoThrough(const std::string& code = "c1") {
    const Result<Departure> departure = client_.Begin("080769-922B", "ours", "/booking", now_);
    EXPECT_TRUE(departure.ok());
    ticket_ = departure->ticket;
    state_ = departure->address.substr(departure->address.find("&state=") + 7);
    return client_.Finish(code, state_, ticket_, "ours", now_);
  }

  Instant now_ = At("2026-11-24T07:00:00Z");
  Service service_;
  Authorisations client_{Settings(), service_.Line()};
  std::string state_;
  std::string ticket_;
};

TEST_F(Acting, TellsWhomTheResidentHasChosenAndForWhat) {
  service_.Says("issues=urn%3Asocial", 200, R"({"result":"DISALLOWED","reasons":["secret reason"]})");
  const AuthorisationEnd end = GoThrough();
  ASSERT_EQ(end.kind, AuthorisationEnd::Kind::kChosen);
  ASSERT_EQ(end.persons.size(), 1u);
  EXPECT_EQ(end.persons[0].name, "Tauno Kokeilu");
  EXPECT_EQ(end.persons[0].themes, std::vector<Theme>{Theme::kHealth});
  EXPECT_EQ(end.return_to, "/booking");
}

TEST_F(Acting, SendsTheBrowserAwayWithNothingButNamesOfItsOwn) {
  const Result<Departure> departure = client_.Begin("080769-922B", "ours", "/booking", now_);
  ASSERT_TRUE(departure.ok());
  const std::string beginning =
      "https://valtuudet.example/oauth/authorize?client_id=eteinen&response_type=code&redirect_uri=https%3A%2F%2F"
      "oma.example%2Fsession%2Fauthorised&user=u1&state=";
  EXPECT_TRUE(departure->address.starts_with(beginning)) << departure->address;
  EXPECT_EQ(departure->address.find("s1", beginning.size()), std::string::npos) << "the service's session stays here";
  EXPECT_EQ(departure->address.find("080769"), std::string::npos);
}

TEST_F(Acting, EveryCallCarriesItsChecksum) {
  GoThrough();
  int checked = 0;
  for (const OutboundRequest& request : service_.asked) {
    if (request.address.find("/service/hpa/") == std::string::npos) continue;
    const std::string path = request.address.substr(std::string("https://valtuudet.example").size());
    ASSERT_FALSE(request.headers.empty());
    EXPECT_EQ(request.headers[0].first, "X-AsiointivaltuudetAuthorization");
    EXPECT_EQ(request.headers[0].second, ChecksumHeader("eteinen", "key-of-tests", path, now_));
    ++checked;
  }
  EXPECT_EQ(checked, 4) << "register, delegate, and one for each theme";
}

TEST_F(Acting, AnswerThatIsNotYesIsNo) {
  for (const auto& [status, body] : {std::pair<int, const char*>{200, R"({"result":"DISALLOWED"})"},
                                     {200, R"({"result":"UNKNOWN"})"},
                                     {200, R"({"result":"allowed"})"},
                                     {200, R"({})"},
                                     {200, "ALLOWED"},
                                     {401, R"({"result":"ALLOWED"})"},
                                     {500, ""},
                                     {0, ""}}) {
    service_.Says("/api/authorization/", status, body);
    const AuthorisationEnd end = GoThrough();
    EXPECT_TRUE(end.persons.empty()) << status << " " << body;
  }
}

TEST_F(Acting, AStateIsGoodOnceInItsBrowserAndItsSession) {
  GoThrough();
  EXPECT_EQ(client_.Finish("c1", state_, ticket_, "ours", now_).kind, AuthorisationEnd::Kind::kFailed) << "replayed";
  for (const auto& [state, ticket, session] : {std::tuple<const char*, const char*, const char*>{"forged", "", "ours"},
                                               {"", "planted", "ours"},
                                               {"", "", "another"},
                                               {"", "", ""}}) {
    const Result<Departure> departure = client_.Begin("080769-922B", "ours", "/", now_);
    const std::string right = departure->address.substr(departure->address.find("&state=") + 7);
    const AuthorisationEnd end =
        client_.Finish("c1", *state ? state : right, *ticket ? ticket : departure->ticket, session, now_);
    EXPECT_EQ(end.kind, AuthorisationEnd::Kind::kFailed);
    EXPECT_TRUE(end.persons.empty());
  }
}

TEST_F(Acting, AStateIsGoodForAQuarterOfAnHour) {
  for (const std::int64_t late : {kLongestTrip - 1, kLongestTrip}) {
    const Result<Departure> departure = client_.Begin("080769-922B", "ours", "/", now_);
    const std::string state = departure->address.substr(departure->address.find("&state=") + 7);
    const AuthorisationEnd end = client_.Finish("c1", state, departure->ticket, "ours", now_ + late);
    EXPECT_EQ(end.kind == AuthorisationEnd::Kind::kChosen, late < kLongestTrip);
  }
}

TEST_F(Acting, WhoComesBackWithoutACodeHasChangedTheirMind) {
  EXPECT_EQ(GoThrough("").kind, AuthorisationEnd::Kind::kCancelled);
}

TEST_F(Acting, ACodeThatIsNotTakenLeavesNobodyToActFor) {
  service_.Says("/oauth/token", 400, R"({"error":"invalid_grant"})");
  const AuthorisationEnd end = GoThrough();
  EXPECT_EQ(end.kind, AuthorisationEnd::Kind::kFailed);
  EXPECT_EQ(end.reason, "the authorisations service gives nothing for the code");
}

TEST_F(Acting, AskedAgainAfterTheTokensEndRenewsItFirst) {
  AuthorisationEnd end = GoThrough();
  service_.asked.clear();
  EXPECT_EQ(client_.AskAgain(end.ticket, "250141-9217", now_ + 598).size(), 2u);
  EXPECT_EQ(service_.asked.size(), 2u) << "the token still holds";
  service_.asked.clear();
  EXPECT_EQ(client_.AskAgain(end.ticket, "250141-9217", now_ + 599).size(), 2u);
  ASSERT_EQ(service_.asked.size(), 3u);
  EXPECT_EQ(service_.asked[0].address,
            "https://valtuudet.example/oauth/token?grant_type=refresh_token&refresh_token=r1");
  service_.Says("/oauth/token", 401, "");
  EXPECT_TRUE(client_.AskAgain(end.ticket, "250141-9217", now_ + 5000).empty()) << "what cannot be asked is no";
}

TEST_F(Acting, AServiceThatDoesNotRegisterIsSaidSo) {
  service_.Says("/user/register/", 401, "");
  const Result<Departure> departure = client_.Begin("080769-922B", "ours", "/", now_);
  ASSERT_FALSE(departure.ok());
  EXPECT_EQ(departure.error().message, "the authorisations service does not register");
}

}  // namespace
}  // namespace eteinen::backend
