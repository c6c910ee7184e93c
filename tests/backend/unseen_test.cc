// What a youth has booked alone does not exist for the guardian, in the app either: every reply of the core, to the
// byte, is that of the same world in which a stranger has taken the time.
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "core/app/core.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";

// The app of one resident, whose requests go to the real backend. Identifiers that the backend draws are numbered in
// the order in which they come up, so that two worlds can be compared.
class AppOnBackend {
 public:
  explicit AppOnBackend(const RunningBackend& backend) : resident_(backend) {
    Send(R"({"type":"start","entry":"app","locale":"fi","capabilities":["http"]})");
  }

  void Press(const std::string& key) { Send(R"({"type":"press","key":")" + Real(key) + "\"}"); }
  void Set(const std::string& key, const std::string& value) {
    Send(R"({"type":"set","key":")" + key + R"(","value":")" + value + "\"}");
  }

  // Every reply since the beginning, and every answer of the backend that led to it.
  const std::string& seen() const { return seen_; }
  // The first key that begins so and was drawn last, or "".
  std::string Key(const std::string& beginning) const {
    const std::size_t at = seen_.rfind("\"key\":\"" + beginning);
    if (at == std::string::npos) return {};
    const std::size_t from = at + 7;
    return seen_.substr(from, seen_.find('"', from) - from);
  }

 private:
  void Send(const std::string& event) {
    std::deque<std::string> events = {event};
    while (!events.empty()) {
      const std::string reply = core_.Step(R"({"v":1,"now":"2026-11-24T05:00:00Z","uid":"unseen-uid-)" +
                                           std::to_string(++uid_) + R"(","event":)" + events.front() + "}");
      events.pop_front();
      seen_ += Named(reply) + "\n";
      const Json said = ParseJson(reply, {.max_bytes = 8 << 20, .max_depth = 64}).value();
      for (const Json& effect : said["effects"].Items()) {
        if (effect["type"].AsString() == "http") events.push_back(Perform(effect));
      }
    }
  }

  std::string Perform(const Json& effect) {
    std::map<std::string, std::string> headers = {{"X-Person", ""}};
    for (const Json::Member& header : effect["headers"].Members()) {
      const std::string name = header.key == "x-person" ? "X-Person" : header.key;
      headers[name] = header.value.AsString();
    }
    const Reply reply =
        resident_.Send(effect["method"].AsString(), effect["path"].AsString(), effect["body"].AsString(), headers);
    Json answered = Json::MakeObject({{"type", "result"}, {"id", effect["id"]}});
    answered.Set("ok",
                 Json::MakeObject({{"status", reply.status}, {"headers", Json::MakeObject()}, {"body", reply.body}}));
    return WriteJson(answered);
  }

  // 32 hexadecimal digits → "#1", "#2", …
  std::string Named(const std::string& text) {
    std::string named;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = text.find_first_not_of("0123456789abcdef", i);
      const std::size_t length = (end == std::string::npos ? text.size() : end) - i;
      if (length == 32) {
        const std::string id = text.substr(i, length);
        const auto [known, fresh] = numbers_.emplace(id, numbers_.size() + 1);
        if (fresh) ids_["#" + std::to_string(known->second)] = id;
        named += "#" + std::to_string(known->second);
      } else {
        named += text.substr(i, std::max<std::size_t>(length, 1));
      }
      i += std::max<std::size_t>(length, 1);
    }
    return named;
  }
  std::string Real(const std::string& key) const {
    const std::size_t at = key.find('#');
    if (at == std::string::npos) return key;
    const auto id = ids_.find(key.substr(at));
    return id == ids_.end() ? key : key.substr(0, at) + id->second;
  }

  Resident resident_;
  app::Core core_;
  int uid_ = 0;
  std::string seen_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::string> ids_;
};

// Everything that a guardian can do with the app about the youth: look, open, search, choose a time that `taker` takes
// that very moment, book another one of the same service, take it into the calendar, look again, cancel it.
std::string GuardiansWorld(const RunningBackend& backend, Resident& taker) {
  AppOnBackend app(backend);
  app.Press("person");
  app.Press("test-persons.aino-esimerkki");
  app.Press("persons.venla-esimerkki");
  app.Press("start.appointments");
  app.Press(app.Key("appointments.#"));
  app.Press("booking.calendar");
  app.Press("home");
  app.Press("start.booking");
  app.Press(std::string("services.") + kVaccination);
  const std::string wanted = app.Key("nearest.");
  EXPECT_EQ(taker.Book(wanted.substr(8), "taker-key-1").status, 201) << wanted;
  app.Press(wanted);
  const std::string other = app.Key("nearest.");
  EXPECT_NE(other, wanted);
  app.Press(other);
  app.Press("booking.confirm");
  app.Press("booking.calendar");
  app.Press("booking.open");
  app.Press("appointment.cancel");
  app.Press("cancel.confirm");
  app.Press("home");
  app.Press("start.appointments");
  app.Press("home");
  app.Press("start.contact");
  return app.seen();
}

TEST(Unseen, EveryReplyOfTheGuardiansAppIsThatOfAWorldInWhichAStrangerHasTheTime) {
  std::string seen[2];
  for (int world = 0; world < 2; ++world) {
    TemporaryFolder folder;
    // The clock stands: how long the one world took is nothing that the other one has to equal.
    RunningBackend backend(folder.path(), kTuesday, "web", {"--clock-stands"});
    Resident taker(backend);
    taker.Identify(world == 0 ? "venla-esimerkki" : "helena-kokeilu");
    seen[world] = GuardiansWorld(backend, taker);
  }
  EXPECT_EQ(seen[0], seen[1]);
  // The walk went where it was meant to go.
  EXPECT_NE(seen[0].find("/booking/done"), std::string::npos);
  EXPECT_NE(seen[0].find("/appointments/cancelled"), std::string::npos);
  EXPECT_NE(seen[0].find("BEGIN:VCALENDAR"), std::string::npos);
  EXPECT_NE(seen[0].find("Venla Esimerkki"), std::string::npos);
}

// No identity code of anybody is in what the core says, and its addresses name no person.
TEST(Unseen, NoIdentityCodeAndNoNameIsInTheAppsAddresses) {
  TemporaryFolder folder;
  RunningBackend backend(folder.path());
  Resident taker(backend);
  taker.Identify("helena-kokeilu");
  const std::string seen = GuardiansWorld(backend, taker);
  for (const char* code : {"140386-902R", "200911A9045", "020518A9011"}) {
    EXPECT_EQ(seen.find(code), std::string::npos) << code;
  }
  for (std::size_t at = seen.find("\"path\":\""); at != std::string::npos; at = seen.find("\"path\":\"", at + 1)) {
    const std::string path = seen.substr(at + 8, seen.find('"', at + 8) - at - 8);
    EXPECT_EQ(path.find("venla"), std::string::npos) << path;
    EXPECT_EQ(path.find("aino"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace eteinen::backend_test
