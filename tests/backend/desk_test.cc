// The chat desk, by itself: who is let in, what arrives, and that nothing of it is there without a secret.
#include "tools/backend/desk.h"

#include <gtest/gtest.h>

#include <memory>

#include "tools/backend/options.h"

namespace eteinen::backend {
namespace {

constexpr char kSecret[] = "an-example-of-a-secret-of-a-desk";
const Instant kNow = *ParseInstant("2026-11-24T09:00:00+02:00");

Request Ask(std::string method, std::string path, const std::string& key = "", std::string from = "10.0.0.1") {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.from = std::move(from);
  if (!key.empty()) request.headers.emplace_back("authorization", key);
  return request;
}

class ChatDesk : public testing::Test {
 protected:
  std::vector<WaitingHandover> waiting_;
};

TEST_F(ChatDesk, IsNotThereWithoutASecret) {
  Desk desk(std::string(), "tools/backend/desk", {});
  for (const char* path : {"/desk", "/desk/", "/desk/desk.js", "/desk/nothing"}) {
    EXPECT_EQ(desk.Handle(Ask("GET", path, "Bearer "), kNow).status, 404) << path;
  }
  EXPECT_EQ(desk.Handle(Ask("POST", "/desk/handovers/one/take", "Bearer "), kNow).status, 404);
  EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", "Bearer "), kNow)->status, 404);
}

TEST_F(ChatDesk, GivesOutItsPageAndNothingElseOfItsFolder) {
  Desk desk(kSecret, "tools/backend/desk", {});
  EXPECT_EQ(desk.Handle(Ask("GET", "/desk/"), kNow).type, "text/html; charset=utf-8");
  EXPECT_EQ(desk.Handle(Ask("GET", "/desk/desk.js"), kNow).status, 200);
  for (const char* path : {"/desk/desk.html", "/desk/../desk.h", "/desk/desk.js/", "/desk//etc/passwd", "/desk/%00"}) {
    EXPECT_EQ(desk.Handle(Ask("GET", path), kNow).status, 404) << path;
  }
  EXPECT_EQ(desk.Handle(Ask("PUT", "/desk/"), kNow).status, 405);
}

TEST_F(ChatDesk, LetsInOnlyWhoHasTheSecretInTheHeader) {
  Desk desk(kSecret, "",
            {nullptr, [](std::string_view, std::string_view, Instant) { return JsonAnswer(200, Json()); }});
  const auto take = [&](const std::string& key) {
    return desk.Handle(Ask("POST", "/desk/handovers/one/take", key), kNow).status;
  };
  EXPECT_EQ(take(std::string("Bearer ") + kSecret), 200);
  EXPECT_EQ(take(""), 401);
  EXPECT_EQ(take(kSecret), 401);
  EXPECT_EQ(take(std::string("Bearer ") + kSecret + " "), 401);
  EXPECT_EQ(take("Bearer"), 401);
  Request in_cookie = Ask("POST", "/desk/handovers/one/take");
  in_cookie.headers.emplace_back("cookie", std::string("authorization=") + kSecret);
  EXPECT_EQ(desk.Handle(in_cookie, kNow).status, 401);
}

TEST_F(ChatDesk, DoesNotLetAnAddressTryManySecrets) {
  Desk desk(kSecret, "",
            {nullptr, [](std::string_view, std::string_view, Instant) { return JsonAnswer(200, Json()); }});
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", "Bearer guess"), kNow)->status, 401);
  }
  EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", "Bearer guess"), kNow)->status, 429);
  const std::string right = std::string("Bearer ") + kSecret;
  EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", right), kNow)->status, 429) << "not even the right one";
  EXPECT_FALSE(desk.RefuseListening(Ask("GET", "/desk/events", right, "10.0.0.2"), kNow));
  EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", "Bearer guess", "10.0.0.2"), kNow)->status, 401);
  EXPECT_EQ(desk.RefuseListening(Ask("GET", "/desk/events", "Bearer guess"), kNow + 11 * kMinute)->status, 401);
}

TEST_F(ChatDesk, TellsOfWhatWaitsWhenItChanges) {
  Desk desk(kSecret, "", {[this](Instant) { return waiting_; }, nullptr});
  std::optional<std::vector<WaitingHandover>> seen;
  EXPECT_EQ(desk.NextEvent(seen, kNow), "event: waiting\ndata: []\n\n");
  EXPECT_EQ(desk.NextEvent(seen, kNow), ": \n\n");
  waiting_.push_back({"one", "terveys-chat-nurse", kNow, "health", "today", "fi"});
  EXPECT_EQ(desk.NextEvent(seen, kNow),
            "event: waiting\ndata: [{\"id\":\"one\",\"channel\":\"terveys-chat-nurse\","
            "\"received\":\"2026-11-24T09:00:00+02:00\",\"need\":\"health\",\"urgency\":\"today\","
            "\"language\":\"fi\"}]\n\n");
  waiting_.front().language = "a\n\nevent: x";
  EXPECT_EQ(desk.NextEvent(seen, kNow).find("\n\nevent: x"), std::string::npos) << "no event can be forged";
}

TEST_F(ChatDesk, HasSoManyListenersAndNoMore) {
  Desk desk(kSecret, "", {[this](Instant) { return waiting_; }, nullptr});
  const Request request = Ask("GET", "/desk/events", std::string("Bearer ") + kSecret);
  {
    std::vector<std::unique_ptr<Desk::Listening>> listening;
    for (int i = 0; i < kMostListeners; ++i) {
      EXPECT_FALSE(desk.RefuseListening(request, kNow));
      listening.push_back(std::make_unique<Desk::Listening>(desk));
      EXPECT_TRUE(static_cast<bool>(*listening.back()));
    }
    EXPECT_EQ(desk.RefuseListening(request, kNow)->status, 503);
    EXPECT_FALSE(static_cast<bool>(Desk::Listening(desk)));
  }
  EXPECT_FALSE(desk.RefuseListening(request, kNow));
}

TEST(EmbedFrom, IsAnOriginAndNothingElse) {
  const auto taken = [](const char* origin) {
    const char* const arguments[] = {"eteinen-backend", "--data", "/tmp", "--embed-from", origin};
    return ReadOptions(5, arguments).ok();
  };
  EXPECT_TRUE(taken("https://www.example"));
  EXPECT_TRUE(taken("https://www.example:8443"));
  EXPECT_TRUE(taken("http://127.0.0.1:4000"));
  for (const char* wrong : {"http://www.example", "*", "https://*", "https://www.example/", "https://a; script-src *",
                            "https://a\r\nx: y", "https://", "'self'", "https://a b"}) {
    EXPECT_FALSE(taken(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace eteinen::backend
