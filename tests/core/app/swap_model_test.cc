// A model check of moving on an engine that can neither hold nor move: the app against an engine of a few lines, with
// every way in which the three next writes can go wrong. Whatever happens, what the app says of the two times is so;
// and once nothing goes wrong any more, exactly one of them is booked, the new one.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

// What becomes of a write.
enum class Fate {
  kFine,
  kNeverArrives,
  kAnswerLost,  // it is carried out, and nobody hears of it
  kRivalFirst,  // somebody else takes the new time just before it arrives
};
constexpr std::array kFates = {Fate::kFine, Fate::kNeverArrives, Fate::kAnswerLost, Fate::kRivalFirst};
using Plan = std::array<Fate, 3>;

struct Engine {
  Plan plan = {};
  std::size_t writes = 0;
  std::size_t most = 1;                                      // bookings of this service at a time
  std::map<std::string, std::string> mine = {{"a1", "s2"}};  // id → slot
  std::set<std::string> rivals;                              // slots
  std::map<std::string, std::pair<int, std::string>> kept;   // key → answer
  int made = 0;

  static std::string StartOf(const std::string& slot) {
    if (slot == "s1") return "2026-11-24T12:15:00+02:00";
    return slot == "s2" ? "2026-11-25T09:15:00+02:00" : "2026-11-25T13:00:00+02:00";
  }
  static std::string Text(const std::string& id, const std::string& slot, std::string_view status) {
    std::string one = Appointment(status, status == "cancelled" ? "4" : "3", "", StartOf(slot));
    one.replace(one.find("\"a1\""), 4, "\"" + id + "\"");
    return one.replace(one.find("Slot/s2"), 7, "Slot/" + slot);
  }

  // Nothing for what is no business of the engine.
  std::optional<TestShell::Reply> Take(const TestShell::Request& request) {
    if (request.line == "GET /fhir/Appointment") return TestShell::Reply{200, ListText(), ""};
    if (request.line.starts_with("GET /fhir/Slot?service=kausirokotus")) return TestShell::Reply{200, SlotsText(), ""};
    if (request.line.ends_with("/$hold")) return TestShell::Reply{404, Outcome("not-found"), ""};
    const bool gives_up = request.line.starts_with("PUT /fhir/Appointment/");
    if (!gives_up && request.line != "POST /fhir/Appointment") return std::nullopt;
    const Fate fate = writes < plan.size() ? plan[writes] : Fate::kFine;
    ++writes;
    if (fate == Fate::kNeverArrives) return TestShell::Reply{0, "", "offline"};
    if (fate == Fate::kRivalFirst && !Has("s1")) rivals.insert("s1");
    const std::string key = request.headers["idempotency-key"].AsString();
    if (kept.find(key) == kept.end()) {
      const std::pair<int, std::string> answer =
          gives_up ? GiveUp(request.line.substr(std::string_view("PUT /fhir/Appointment/").size()))
                   : Book(request.body);
      if (answer.first >= 300) return TestShell::Reply{answer.first, answer.second, ""};
      kept[key] = answer;
    }
    if (fate == Fate::kAnswerLost) return TestShell::Reply{0, "", "timeout"};
    return TestShell::Reply{kept[key].first, kept[key].second, ""};
  }

  bool Has(const std::string& slot) const {
    for (const auto& [id, taken] : mine) {
      if (taken == slot) return true;
    }
    return false;
  }

  std::pair<int, std::string> GiveUp(const std::string& id) {
    const auto found = mine.find(id);
    if (found == mine.end()) return {422, Outcome("already-cancelled")};
    const std::string slot = found->second;
    mine.erase(found);
    return {200, Text(id, slot, "cancelled")};
  }

  std::pair<int, std::string> Book(const std::string& body) {
    const std::string reference = ParseJson(body).value()["slot"].Items().front()["reference"].AsString().substr(
        std::string_view("Slot/").size());
    if (mine.size() >= most) return {409, Outcome("already-booked")};
    if (rivals.count(reference) != 0) return {409, Outcome("slot-taken")};
    const std::string id = "b" + std::to_string(++made);
    mine[id] = reference;
    return {201, Text(id, reference, "booked")};
  }

  std::string ListText() const {
    std::string entries;
    for (const auto& [id, slot] : mine) {
      entries += (entries.empty() ? "" : ",") + (R"({"resource":)" + Text(id, slot, "booked") + "}");
    }
    return R"({"resourceType":"Bundle","entry":[)" + entries + "]}";
  }

  std::string SlotsText() const {
    std::string entries;
    for (const std::string slot : {"s1", "s3"}) {
      if (rivals.count(slot) == 0 && !Has(slot)) entries += (entries.empty() ? "" : ",") + Slot(slot, StartOf(slot));
    }
    return R"({"resourceType":"Bundle","entry":[)" + entries + "]}";
  }
};

class SwapModel {
 public:
  SwapModel(const Plan& plan, std::size_t most)
      : shell_("fi", "", kSession,
               {{"GET /fhir/metadata", R"({"resourceType":"CapabilityStatement","rest":[{"mode":"server"}]})"},
                {"GET /fhir/HealthcareService", Services(most)}}) {
    engine_.plan = plan;
    engine_.most = most;
    shell_.engine = [this](const TestShell::Request& request) { return engine_.Take(request); };
  }

  void Run() {
    shell_.Press("start.appointments");
    shell_.Press("appointments.a1");
    shell_.Press("appointment.move");
    shell_.Press("slots.s1");
    ASSERT_EQ(shell_.path, "/booking/check");
    EXPECT_EQ(engine_.writes, 0U);
    shell_.Press("booking.confirm");
    if (engine_.most == 1) {
      EXPECT_EQ(engine_.writes, 0U) << "nothing is given up unasked";
      shell_.Press("swap.confirm");
    }
    for (int i = 0; i < 8 && shell_.path != "/booking/done"; ++i) {
      Compare();
      GoOn();
      if (testing::Test::HasFatalFailure()) return;
    }
    ASSERT_EQ(shell_.path, "/booking/done") << shell_.last_reply;
    EXPECT_EQ(shell_.Text("page.title"), "Aika on siirretty");
    EXPECT_EQ(engine_.mine.size(), 1U);
    EXPECT_FALSE(engine_.Has("s2")) << "the old time is given up";
  }

 private:
  static std::string Services(std::size_t most) {
    std::string text = FileText("assets/services/kausirokotus.json");
    const std::string one = R"({ "url": "at-most-coming", "valueInteger": 1 })";
    const std::size_t at = text.find(one);
    EXPECT_NE(at, std::string::npos);
    if (most > 1) text.replace(at + one.size() - 3, 1, std::to_string(most));
    return "[" + text + "]";
  }

  // What is said of the two times, against what is so.
  void Compare() {
    const bool old = engine_.Has("s2");
    const bool fresh = engine_.Has("s1") || engine_.Has("s3");
    const std::string uncertain = shell_.Text("problem.uncertain");
    const auto says = [&](const char* words) { return uncertain.find(words) != std::string::npos; };
    const auto holds = [](bool said, bool so) { return !said || so; };
    EXPECT_TRUE(holds(says("Nykyinen aikasi on edelleen voimassa"), old)) << uncertain;
    EXPECT_TRUE(holds(says("Uutta aikaa ei ole varattu"), !fresh)) << uncertain;
    EXPECT_TRUE(holds(says("Nykyinen aikasi on peruttu"), !old)) << uncertain;
    EXPECT_TRUE(holds(says("eikä uutta aikaa ole varattu"), !old && !fresh)) << uncertain;
    EXPECT_TRUE(holds(says("Sinulla on nyt molemmat"), fresh)) << uncertain;
    const std::string taken = shell_.Text("slots.taken");
    const auto tells = [&](const char* words) { return taken.find(words) != std::string::npos; };
    EXPECT_TRUE(holds(tells("sinulla ei ole nyt varattua aikaa"), !old && !fresh)) << taken;
    EXPECT_TRUE(holds(tells("Nykyinen aikasi on edelleen voimassa"), old && !fresh)) << taken;
  }

  // As a resident would: again, or another time.
  void GoOn() {
    if (shell_.Has("problem.retry")) return shell_.Press("problem.retry");
    if (shell_.Has("swap.confirm")) return shell_.Press("swap.confirm");
    if (shell_.Has("slots.s3")) return shell_.Press("slots.s3");
    if (shell_.Has("nearest.s3")) return shell_.Press("nearest.s3");
    shell_.Press("booking.confirm");
  }

  TestShell shell_;
  Engine engine_;
};

void RunAll(std::size_t most) {
  int plans = 0;
  for (const Fate one : kFates) {
    for (const Fate two : kFates) {
      for (const Fate three : kFates) {
        SCOPED_TRACE(testing::Message() << "plan " << static_cast<int>(one) << static_cast<int>(two)
                                        << static_cast<int>(three));
        SwapModel({one, two, three}, most).Run();
        if (testing::Test::HasFailure()) return;
        ++plans;
      }
    }
  }
  EXPECT_EQ(plans, 64);
}

TEST(SwapModel, WhatIsSaidIsSoWhereTheOldTimeGoesFirst) { RunAll(1); }

TEST(SwapModel, WhatIsSaidIsSoWhereTheNewTimeComesFirst) { RunAll(2); }

}  // namespace
}  // namespace eteinen::app
