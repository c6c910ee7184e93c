// A model check of the further ways to an appointment: wishes for an earlier time and what is offered for them, times
// of several people in one write, and moves on an engine that cannot move. Residents with small scripts, two times and
// a clock, in every order in which their requests can meet. After every single request no time has two takers, nobody
// has two bookings, those who come together have all or none, no time is kept for a wish that is none, what came free
// was offered to whoever waited for it, and what somebody was told is so.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/backend/asking.h"
#include "tests/backend/every_order.h"
#include "tools/backend/bookings.h"

namespace eteinen::backend {
namespace {

using backend_test::Asked;
using backend_test::SlotIn;
using backend_test::Write;

constexpr std::string_view kEarly = "kausirokotus.hameenlinna.202611250615.1";
constexpr std::string_view kLate = "kausirokotus.hameenlinna.202611250625.1";
constexpr Instant kNow{1'795'500'000};                  // 2026-11-24T08:00 in Helsinki
constexpr std::int64_t kLongerThanAnOffer = 3 * kHour;  // of this service
constexpr std::size_t kNever = 99;

// One step of a script. `lost` is a request that is carried out and whose answer never comes.
enum class Act {
  kBookEarly,
  kBookLate,
  kHoldLate,
  kCancel,
  kCancelLost,
  kWish,  // for an earlier time than the one booked, or for any
  kLook,  // at the wishes, and what is offered
  kTake,  // what is offered: as a move of the booking there is, or as a booking
  kTakeLost,
  kDecline,
  kEndWish,
  kTogether,  // a brother gets the early time and a sister the late one
  kTogetherLost,
};
using Script = std::vector<Act>;

// What is believed of one person, from answers alone.
struct Belief {
  std::string booking;
  std::string slot;
  std::string version;
  bool certain = true;
};

class Square {
 public:
  explicit Square(Capabilities can)
      : bookings_(content_, store_,
                  {can, ManageCodes("secret-of-tests"), [this](const auto&, const auto& person, Instant) {
                     return callers_.at(PersonNumber(person)).visitor;
                   }}) {
    for (const char* adult : {"a0", "a1", "a2"}) Add(adult, adult, Relation::kSelf, {1986, 3, 14});
    for (const char* child : {"c3", "c4"}) Add("parent", child, Relation::kGuardian, {2021, 3, 14});
  }

  void Reset() {
    ASSERT_EQ(store_.database().Run("DELETE FROM appointment; DELETE FROM kept_answer; DELETE FROM wish"),
              Outcome::kDone);
    beliefs_.assign(callers_.size(), Belief());
    now_ = kNow;
    freed_.clear();
  }

  void LetTimePass() { now_ = now_ + kLongerThanAnOffer; }

  // Makes the database do what a faulty backend would, to see whether this check would find it out.
  void Break(const char* trigger) { ASSERT_EQ(store_.database().Run(trigger), Outcome::kDone); }

  // `who` 0–2 are adults, 3 is the parent of the persons 3 and 4.
  void Do(std::size_t who, Act act) {
    freed_.clear();
    switch (act) {
      case Act::kBookEarly:
        Book(who, kEarly, "", false);
        return;
      case Act::kBookLate:
        Book(who, kLate, "", false);
        return;
      case Act::kHoldLate:
        bookings_.Hold(callers_[who], kLate, Json::MakeObject(), now_);
        return;
      case Act::kCancel:
      case Act::kCancelLost:
        return Cancel(who, act == Act::kCancelLost);
      case Act::kWish:
        return Wish(who);
      case Act::kLook:
        bookings_.Wishes(callers_[who], now_);
        return;
      case Act::kTake:
      case Act::kTakeLost:
        return Take(who, act == Act::kTakeLost);
      case Act::kDecline:
        if (const Json offer = OfferTo(who); offer.IsObject()) {
          bookings_.Release(callers_[who], offer["id"].AsString(), now_);
        }
        return;
      case Act::kEndWish:
        for (const StoredWish& wish : WishesOf(store_.database(), PersonOf(who))) {
          bookings_.Release(callers_[who], wish.id, now_);
        }
        return;
      case Act::kTogether:
      case Act::kTogetherLost:
        return Together(act == Act::kTogetherLost);
    }
  }

  // Empty when everything holds.
  std::string WhatIsWrong() {
    std::map<std::string, int> takers;
    std::map<std::string, std::string> offers;  // id of the hold → its session
    std::vector<int> booked(callers_.size(), 0);
    for (std::size_t who = 0; who < callers_.size(); ++who) {
      std::string where;
      for (const StoredAppointment& one : store_.AppointmentsOf(PersonOf(who), now_)) {
        if (one.state != BookingState::kCancelled) ++takers[one.slot];
        if (one.state == BookingState::kHeld && IsOffer(one)) offers[one.id] = one.session;
        if (one.state != BookingState::kBooked) continue;
        ++booked[who];
        where = one.slot;
      }
      if (booked[who] > 1) return "somebody has two bookings";
      const Belief& belief = beliefs_[who];
      if (belief.certain && where != belief.slot) return "somebody believes " + belief.slot + " and has " + where;
    }
    for (const auto& [slot, count] : takers) {
      if (count > 1) return slot + " is taken twice";
    }
    if (booked[3] != booked[4]) return "one child has a time, and the other none";
    return WhatIsWrongWithWishes(offers);
  }

  int taken = 0;  // offers that were taken, of all orders

 private:
  static std::size_t PersonNumber(const std::string& person) { return static_cast<std::size_t>(person[1] - '0'); }
  const std::string& PersonOf(std::size_t who) const { return callers_[who].session.acting_for; }

  void Add(const std::string& user, const std::string& person, Relation relation, CivilDay born) {
    Caller caller;
    caller.session = {"session-of-" + person, user, person, 1, kNow, kNow + 2 * kDay};
    caller.visitor.authority.level = IdentificationLevel::kStrong;
    caller.visitor.authority.relation = relation;
    caller.visitor.authority.birth_date = born;
    caller.visitor.authority.disclosure = Disclosure::kAllowed;
    callers_.push_back(caller);
  }

  std::string WhatIsWrongWithWishes(std::map<std::string, std::string> offers) {
    for (std::size_t who = 0; who < callers_.size(); ++who) {
      for (const StoredWish& wish : WishesOf(store_.database(), PersonOf(who))) {
        const auto booked = store_.FindAppointment(wish.replaces, now_);
        if (!wish.replaces.empty() && (!booked || booked->state != BookingState::kBooked)) {
          return "somebody wishes for an earlier time than one that they do not have";
        }
        const auto offer = offers.find(wish.offer);
        if (offer != offers.end() && offer->second != OfferSession(wish.id)) return "an offer is for another wish";
        if (offer != offers.end()) offers.erase(offer);
        const bool waits = wish.offer.empty() && wish.offered != freed_;
        const bool earlier = !booked || (freed_ == kEarly && booked->slot == kLate);
        if (!freed_.empty() && waits && earlier && !store_.TakerOf(freed_, now_)) {
          return freed_ + " came free, somebody waits for it, and nobody is offered it";
        }
      }
    }
    return offers.empty() ? "" : "a time is kept for a wish that is none";
  }

  // What is offered, as the resident sees it; null when nothing is.
  Json OfferTo(std::size_t who) {
    const Json wishes = ParseJson(bookings_.Wishes(callers_[who], now_).body).value();
    for (const Json& entry : wishes["entry"].Items()) {
      const Json::Array& offered = entry["resource"]["contained"].Items();
      if (!offered.empty()) return offered.front();
    }
    return {};
  }

  void Learn(std::size_t person, const Json& appointment) {
    const bool booked = appointment["status"].AsString() == "booked";
    beliefs_[person] = {booked ? appointment["id"].AsString() : "", booked ? SlotIn(appointment) : "",
                        appointment["meta"]["versionId"].AsString(), true};
  }

  // A no is certain, but after a lost answer it does not say how things stand: that is looked up.
  void LookUp(std::size_t person) {
    if (beliefs_[person].certain) return;
    beliefs_[person] = Belief();
    const Json list = ParseJson(bookings_.List(callers_[person], now_).body).value();
    for (const Json& entry : list["entry"].Items()) {
      if (entry["resource"]["status"].AsString() == "booked") Learn(person, entry["resource"]);
    }
  }

  bool Hear(std::size_t person, const Answer& answer, bool lost) {
    if (lost) {
      beliefs_[person].certain = false;
    } else if (answer.status >= 300) {
      LookUp(person);
    } else {
      Learn(person, ParseJson(answer.body).value());
    }
    return answer.status < 300;
  }

  // The same key for the same wish: a second press, or the try after a lost answer.
  bool Book(std::size_t who, std::string_view slot, const std::string& hold, bool lost) {
    const Json body = Asked("booked", slot, PersonOf(who));
    const std::string key = std::string(slot == kEarly ? "key-of-early" : "key-of-late") + hold;
    const Request request = Write("POST", "/fhir/Appointment", body, {{"idempotency-key", key}});
    return Hear(who, bookings_.Book(callers_[who], request, body, now_), lost);
  }

  void Cancel(std::size_t who, bool lost) {
    const Belief belief = beliefs_[who];
    if (belief.booking.empty()) return;
    const Json body = Asked("cancelled", "", PersonOf(who));
    const Request request =
        Write("PUT", "/fhir/Appointment/" + belief.booking, body,
              {{"idempotency-key", "key-of-cancelling"}, {"if-match", "W/\"" + belief.version + "\""}});
    if (Hear(who, bookings_.Change(callers_[who], belief.booking, request, body, now_), lost)) freed_ = belief.slot;
  }

  void Wish(std::size_t who) {
    Json body = Asked("waitlist", "", PersonOf(who));
    const Json coding = Json::MakeObject({{"system", "urn:eteinen:service"}, {"code", "kausirokotus"}});
    body.Set("serviceType", Json::MakeArray({Json::MakeObject({{"coding", Json::MakeArray({coding})}})}));
    if (const std::string& booking = beliefs_[who].booking; !booking.empty()) {
      const Json booked = Json::MakeObject({{"reference", "Appointment/" + booking}});
      body.Set("extension", Json::MakeArray({Extension("urn:eteinen:replaces", "valueReference", booked)}));
    }
    const Request request = Write("POST", "/fhir/Appointment", body, {{"idempotency-key", "key-of-wishing"}});
    bookings_.Book(callers_[who], request, body, now_);
  }

  void Take(std::size_t who, bool lost) {
    const Json offer = OfferTo(who);
    if (!offer.IsObject()) return;
    const Belief belief = beliefs_[who];
    const std::string slot = SlotIn(offer);
    bool done = false;
    if (belief.booking.empty()) {
      done = Book(who, slot, offer["id"].AsString(), lost);
    } else {
      const Json body = Asked("booked", slot, PersonOf(who));
      const Request request = Write(
          "PUT", "/fhir/Appointment/" + belief.booking, body,
          {{"idempotency-key", "key-of-" + offer["id"].AsString()}, {"if-match", "W/\"" + belief.version + "\""}});
      done = Hear(who, bookings_.Change(callers_[who], belief.booking, request, body, now_), lost);
      if (done) freed_ = belief.slot;
    }
    taken += done ? 1 : 0;
  }

  void Together(bool lost) {
    Json entries = Json::MakeArray();
    entries.Append(Json::MakeObject({{"resource", Asked("booked", kEarly, "c3")}}));
    entries.Append(Json::MakeObject({{"resource", Asked("booked", kLate, "c4")}}));
    const Json body = Json::MakeObject({{"resourceType", "Bundle"}, {"type", "transaction"}, {"entry", entries}});
    const auto caller_for = [this](const std::string& person) { return std::optional(callers_[PersonNumber(person)]); };
    const Request request = Write("POST", "/fhir", body, {{"idempotency-key", "key-of-both"}});
    const Answer answer = bookings_.BookTogether(callers_[3], caller_for, request, body, now_);
    const Json told = ParseJson(answer.body).value();
    for (const std::size_t child : {3U, 4U}) {
      if (lost) beliefs_[child].certain = false;
      if (!lost && answer.status >= 300) LookUp(child);
      if (!lost && answer.status < 300) Learn(child, told["entry"].Items()[child - 3]["resource"]);
    }
  }

  Content content_ = LoadContent("assets").value();
  Store store_ = Store::InMemory().value();
  std::vector<Caller> callers_;
  Bookings bookings_;
  std::vector<Belief> beliefs_;
  Instant now_ = kNow;
  std::string freed_;  // by the last request
};

struct Cast {
  std::size_t who;
  Script script;
};

// Runs the scripts in every order, after `before`; before the step `pass` (if it is one) time passes. Tells how many
// orders there were.
int CheckEveryOrder(Square& square, const Cast& before, const std::vector<Cast>& casts, std::size_t pass) {
  std::vector<std::size_t> lengths;
  for (const Cast& cast : casts) lengths.push_back(cast.script.size());
  const auto begin = [&] {
    square.Reset();
    for (const Act act : before.script) square.Do(before.who, act);
  };
  return backend_test::CheckEveryOrder(square, lengths, pass, begin, [&](std::size_t script, std::size_t step) {
    const Cast& cast = casts[script];
    const Act act = cast.script[step];
    square.Do(cast.who, act);
    return std::to_string(cast.who) + ":" + std::to_string(static_cast<int>(act));
  });
}

TEST(WaysModel, WhatComesFreeGoesToOneWhoWaitsAndNobodyIsToldWhatIsNotSo) {
  const std::vector<Script> waiting = {
      {Act::kBookLate, Act::kWish, Act::kTake},    {Act::kWish, Act::kLook, Act::kTake},
      {Act::kBookLate, Act::kWish, Act::kDecline}, {Act::kWish, Act::kTakeLost, Act::kTake},
      {Act::kBookLate, Act::kWish, Act::kEndWish}, {Act::kWish, Act::kTake, Act::kCancel},
  };
  Square square({});
  int orders = 0;
  for (std::size_t one = 0; one < waiting.size(); ++one) {
    for (std::size_t other = one; other < waiting.size(); ++other) {
      for (const std::size_t pass : {kNever, std::size_t{5}}) {
        orders += CheckEveryOrder(square, {0, {Act::kBookEarly}},
                                  {{0, {Act::kCancel}}, {1, waiting[one]}, {2, waiting[other]}}, pass);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
  EXPECT_EQ(orders, 21 * 2 * 140) << "pairs of scripts, moments, orders of one and three and three steps";
  EXPECT_GT(square.taken, 300) << "the check is of little worth where hardly anything is offered and taken";
}

TEST(WaysModel, ChildrenWhoComeTogetherHaveBothTimesOrNone) {
  const std::vector<Script> parents = {{Act::kTogether, Act::kTogether}, {Act::kTogetherLost, Act::kTogether}};
  const std::vector<Script> rivals = {
      {Act::kBookEarly, Act::kCancel}, {Act::kHoldLate, Act::kBookLate}, {Act::kWish, Act::kTake}};
  Square square({});
  int orders = 0;
  for (const Script& parent : parents) {
    for (const Script& one : rivals) {
      for (const Script& other : rivals) {
        for (const std::size_t pass : {kNever, std::size_t{2}, std::size_t{4}}) {
          orders += CheckEveryOrder(square, {}, {{3, parent}, {0, one}, {1, other}}, pass);
          if (testing::Test::HasFailure()) return;
        }
      }
    }
  }
  EXPECT_EQ(orders, 2 * 9 * 3 * 90) << "scripts, moments at which time passes, orders of two and two and two steps";
}

TEST(WaysModel, TheCheckFindsAnOfferForNobody) {
  Square square({});
  square.Reset();
  square.Break("CREATE TRIGGER fault AFTER UPDATE ON wish WHEN NEW.offer <> '' BEGIN DELETE FROM wish; END");
  square.Do(0, Act::kBookEarly);
  square.Do(1, Act::kWish);
  EXPECT_EQ(square.WhatIsWrong(), "");
  square.Do(0, Act::kCancel);
  EXPECT_EQ(square.WhatIsWrong(), "a time is kept for a wish that is none");
}

TEST(WaysModel, TheCheckFindsATimeThatNobodyIsOffered) {
  Square square({});
  square.Reset();
  square.Break(
      "CREATE TRIGGER fault BEFORE INSERT ON appointment WHEN NEW.session LIKE 'offer:%' BEGIN SELECT RAISE(IGNORE); "
      "END");
  square.Do(0, Act::kBookEarly);
  square.Do(1, Act::kWish);
  square.Break("CREATE TRIGGER other AFTER UPDATE ON wish BEGIN UPDATE wish SET offer = '', offered = ''; END");
  square.Do(0, Act::kCancel);
  EXPECT_EQ(square.WhatIsWrong(), std::string(kEarly) + " came free, somebody waits for it, and nobody is offered it");
}

TEST(WaysModel, TheCheckFindsOneChildWithoutTheOther) {
  Square square({});
  square.Reset();
  square.Break(
      "CREATE TRIGGER fault AFTER INSERT ON kept_answer BEGIN DELETE FROM appointment WHERE person = 'c4'; END");
  square.Do(3, Act::kTogetherLost);
  EXPECT_EQ(square.WhatIsWrong(), "one child has a time, and the other none");
}

TEST(WaysModel, WhereTheEngineCannotMoveWhoeverChangesHasWhatTheyWereTold) {
  // Give up, then take: what the resident has agreed to. What others do in between may take the new time.
  const std::vector<Script> movers = {
      {Act::kBookLate, Act::kCancel, Act::kBookEarly},
      {Act::kBookLate, Act::kCancelLost, Act::kCancel, Act::kBookEarly},
      {Act::kBookEarly, Act::kCancel, Act::kBookLate},
  };
  const std::vector<Script> rivals = {{Act::kBookEarly, Act::kCancel}, {Act::kBookLate}, {Act::kWish, Act::kTake}};
  Square square(CapabilitiesWithout("hold,move").value());
  int orders = 0;
  for (const Script& mover : movers) {
    for (const Script& one : rivals) {
      for (const Script& other : rivals) {
        orders += CheckEveryOrder(square, {}, {{0, mover}, {1, one}, {2, other}}, kNever);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
  EXPECT_GT(orders, 3000);
}

}  // namespace
}  // namespace eteinen::backend
