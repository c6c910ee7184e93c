// A model check of the backend's own decisions: residents with small scripts, a few times and a clock, in every order
// in which their requests can meet. After every single request it holds: no time has two takers, nobody has two
// bookings of a service that allows one, and what somebody was told is so.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "tests/backend/asking.h"
#include "tests/backend/every_order.h"
#include "tools/backend/bookings.h"

namespace eteinen::backend {
namespace {

using backend_test::Asked;
using backend_test::SlotIn;
using backend_test::Write;

constexpr std::string_view kTimes[] = {"kausirokotus.hameenlinna.202611250615.1",
                                       "kausirokotus.hameenlinna.202611250625.1"};

// One step of a script. `lost` is a request that is carried out and whose answer never comes.
enum class Act { kHoldA, kHoldB, kBookA, kBookB, kBookALost, kMoveToB, kMoveToBLost, kCancel, kHoldBToMove };
using Script = std::vector<Act>;

// What one resident believes, from answers alone.
struct Belief {
  std::string booking;  // id, when told that it is booked
  std::string slot;     // where
  std::string version = "1";
  bool certain = true;  // false: an answer was lost, so either way may be true
};

class Town {
 public:
  Town() {
    for (int i = 0; i < 3; ++i) {
      Caller caller;
      const std::string name = "person" + std::to_string(i);
      caller.session = {"session-of-" + name, name, name, 1, kNow, kNow + kDay};
      caller.visitor.authority.level = IdentificationLevel::kStrong;
      caller.visitor.authority.relation = Relation::kSelf;
      caller.visitor.authority.birth_date = CivilDay{1986, 3, 14};
      callers_.push_back(caller);
    }
  }

  void Reset() {
    ASSERT_EQ(store_.database().Run("DELETE FROM appointment; DELETE FROM kept_answer"), Outcome::kDone);
    beliefs_.assign(callers_.size(), Belief());
    now_ = kNow;
  }

  // Takes away what keeps a time from being taken twice, to see whether this check would find it out.
  void Break() { ASSERT_EQ(store_.database().Run("DROP INDEX one_taker"), Outcome::kDone); }

  // Longer than a hold lasts.
  void LetTimePass() { now_ = now_ + 11 * kMinute; }

  void Do(std::size_t who, Act act) {
    switch (act) {
      case Act::kHoldA:
      case Act::kHoldB:
        return Hold(who, kTimes[act == Act::kHoldB ? 1 : 0], Json::MakeObject());
      case Act::kHoldBToMove: {
        const Json moved = Json::MakeObject({{"reference", "Appointment/" + beliefs_[who].booking}});
        return Hold(who, kTimes[1], Json::MakeObject({{"move", moved}}));
      }
      case Act::kBookA:
      case Act::kBookALost:
        return Book(who, 0, act == Act::kBookALost);
      case Act::kBookB:
        return Book(who, 1, false);
      case Act::kMoveToB:
      case Act::kMoveToBLost:
        return Change(who, "booked", act == Act::kMoveToBLost);
      case Act::kCancel:
        return Change(who, "cancelled", false);
    }
  }

  // Empty when everything holds.
  std::string WhatIsWrong() {
    std::map<std::string, int> takers;
    for (std::size_t who = 0; who < callers_.size(); ++who) {
      int booked = 0;
      std::string where;
      for (const StoredAppointment& one : store_.AppointmentsOf(callers_[who].session.acting_for, now_)) {
        if (one.state != BookingState::kCancelled) ++takers[one.slot];
        if (one.state != BookingState::kBooked) continue;
        ++booked;
        where = one.slot;
      }
      const Belief& belief = beliefs_[who];
      if (booked > 1) return "somebody has two bookings";
      if (!belief.certain) continue;
      if (booked != (belief.slot.empty() ? 0 : 1)) return "somebody believes " + belief.slot + " and has " + where;
      if (where != belief.slot) return "somebody believes " + belief.slot + " and has " + where;
    }
    for (const auto& [slot, count] : takers) {
      if (count > 1) return slot + " is taken twice";
    }
    return {};
  }

  static constexpr Instant kNow{1'795'500'000};  // 2026-11-24T08:00 in Helsinki

 private:
  void Hold(std::size_t who, std::string_view slot, const Json& body) {
    bookings_.Hold(callers_[who], slot, body, now_);
  }

  void Learn(std::size_t who, const Answer& answer, bool lost) {
    Belief& belief = beliefs_[who];
    if (lost) {
      belief.certain = false;
      return;
    }
    if (answer.status >= 300) {
      // A no is certain too, but after a lost answer it does not say how things stand: that is looked up.
      if (!belief.certain) LookUp(who);
      return;
    }
    Take(belief, ParseJson(answer.body).value());
  }

  void LookUp(std::size_t who) {
    const Json list = ParseJson(bookings_.List(callers_[who], now_).body).value();
    Belief& belief = beliefs_[who];
    belief = Belief();
    for (const Json& entry : list["entry"].Items()) {
      if (entry["resource"]["status"].AsString() == "booked") Take(belief, entry["resource"]);
    }
  }

  static void Take(Belief& belief, const Json& appointment) {
    const bool booked = appointment["status"].AsString() == "booked";
    belief.booking = booked ? appointment["id"].AsString() : "";
    belief.slot = booked ? SlotIn(appointment) : "";
    belief.version = appointment["meta"]["versionId"].AsString();
    belief.certain = true;
  }

  void Book(std::size_t who, std::size_t time, bool lost) {
    const Json body = Asked("booked", kTimes[time], callers_[who].session.acting_for);
    // The same key for the same wish: a second press, or the try after a lost answer.
    const std::string key = "key-of-wish-" + std::to_string(time);
    const Request request = Write("POST", "/fhir/Appointment", body, {{"idempotency-key", key}});
    Learn(who, bookings_.Book(callers_[who], request, body, now_), lost);
  }

  void Change(std::size_t who, const std::string& status, bool lost) {
    const Belief& belief = beliefs_[who];
    if (belief.booking.empty()) return;  // nothing to change, as far as this resident knows
    const Json body = Asked(status, status == "booked" ? kTimes[1] : "", callers_[who].session.acting_for);
    const Request request =
        Write("PUT", "/fhir/Appointment/" + belief.booking, body,
              {{"idempotency-key", "key-of-" + status}, {"if-match", "W/\"" + belief.version + "\""}});
    Learn(who, bookings_.Change(callers_[who], belief.booking, request, body, now_), lost);
  }

  Content content_ = LoadContent("assets").value();
  Store store_ = Store::InMemory().value();
  Bookings bookings_{content_, store_};
  std::vector<Caller> callers_;
  std::vector<Belief> beliefs_;
  Instant now_ = kNow;
};

// Runs the scripts in every order; before the step `pass` (if it is one) time passes. Tells how many orders there were.
int CheckEveryOrder(Town& town, const std::vector<Script>& scripts, std::size_t pass) {
  std::vector<std::size_t> lengths;
  for (const Script& script : scripts) lengths.push_back(script.size());
  return backend_test::CheckEveryOrder(
      town, lengths, pass, [&] { town.Reset(); },
      [&](std::size_t who, std::size_t step) {
        const Act act = scripts[who][step];
        town.Do(who, act);
        return std::to_string(who) + ":" + std::to_string(static_cast<int>(act));
      });
}

const std::vector<Script>& LongScripts() {
  static const std::vector<Script> scripts = {
      {Act::kHoldA, Act::kBookA, Act::kCancel},      {Act::kHoldA, Act::kBookA, Act::kBookA},
      {Act::kBookA, Act::kMoveToB, Act::kCancel},    {Act::kBookA, Act::kHoldBToMove, Act::kMoveToB},
      {Act::kBookALost, Act::kBookA, Act::kMoveToB}, {Act::kBookA, Act::kMoveToBLost, Act::kMoveToB},
      {Act::kHoldB, Act::kBookB, Act::kCancel},      {Act::kHoldB, Act::kHoldA, Act::kBookA},
      {Act::kBookB, Act::kBookA, Act::kCancel},
  };
  return scripts;
}

TEST(BookingsModel, TwoResidentsNeverGetOneTimeAndAreNeverToldWhatIsNotSo) {
  Town town;
  int orders = 0;
  const std::vector<Script>& scripts = LongScripts();
  for (std::size_t one = 0; one < scripts.size(); ++one) {
    for (std::size_t other = one; other < scripts.size(); ++other) {
      for (std::size_t pass = 0; pass <= 6; ++pass) {
        orders += CheckEveryOrder(town, {scripts[one], scripts[other]}, pass);
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_EQ(orders, 45 * 7 * 20) << "pairs of scripts, moments at which time passes, orders of three and three steps";
}

TEST(BookingsModel, TheCheckFindsATimeThatIsTakenTwice) {
  Town town;
  town.Break();
  town.Reset();
  town.Do(0, Act::kBookA);
  EXPECT_EQ(town.WhatIsWrong(), "");
  town.Do(1, Act::kBookA);
  EXPECT_EQ(town.WhatIsWrong(), "kausirokotus.hameenlinna.202611250615.1 is taken twice");
}

TEST(BookingsModel, ThreeResidentsNeitherDo) {
  const std::vector<Script> scripts = {
      {Act::kHoldA, Act::kBookA}, {Act::kBookA, Act::kMoveToB}, {Act::kBookALost, Act::kBookA},
      {Act::kHoldB, Act::kBookB}, {Act::kBookB, Act::kCancel},
  };
  Town town;
  int orders = 0;
  for (const Script& one : scripts) {
    for (const Script& other : scripts) {
      for (const Script& third : scripts) {
        orders += CheckEveryOrder(town, {one, other, third}, 3);
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_EQ(orders, 5 * 5 * 5 * 90) << "triples of scripts, orders of two and two and two steps";
}

}  // namespace
}  // namespace eteinen::backend
