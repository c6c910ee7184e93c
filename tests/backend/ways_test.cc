// The waiting list, several people's times in one write, and an engine that lacks this or that, asked of the real
// backend.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";
constexpr const char* kNurse = "hoitajan-puhelinaika";

std::string WishBody(const std::string& person, const std::string& service, const std::string& replaces = {}) {
  std::string body = R"({"resourceType":"Appointment","status":"waitlist","serviceType":[{"coding":[{"code":")" +
                     service + R"("}]}],"participant":[{"actor":{"reference":"Patient/)" + person + R"("}}])";
  if (!replaces.empty()) {
    body += R"(,"extension":[{"url":"urn:eteinen:replaces","valueReference":{"reference":"Appointment/)" + replaces +
            R"("}}])";
  }
  return body + "}";
}

Reply Wish(Resident& who, const std::string& service, const std::string& replaces = {}) {
  static int count = 0;
  return who.Send("POST", "/fhir/Appointment", WishBody(who.person(), service, replaces),
                  {{"Idempotency-Key", "wish-key-" + std::to_string(++count)}});
}

std::vector<Json> Wishes(Resident& who) {
  std::vector<Json> list;
  const Reply reply = who.Get("/fhir/Appointment?status=waitlist");
  EXPECT_EQ(reply.status, 200) << reply.body;
  for (const Json& entry : reply.json()["entry"].Items()) list.push_back(entry["resource"]);
  return list;
}

std::string SlotOf(const Json& appointment) {
  const std::string reference = appointment["slot"].Items().front()["reference"].AsString();
  return reference.substr(reference.find('/') + 1);
}

class WaitingList : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  Resident helena_{backend_};
  Resident mikael_{backend_};
  std::vector<std::string> slots_;

  void SetUp() override {
    ASSERT_EQ(aino_.Identify("aino-esimerkki").status, 200);
    ASSERT_EQ(helena_.Identify("helena-kokeilu").status, 200);
    ASSERT_EQ(mikael_.Identify("mikael-mallstrom").status, 200);
    slots_ = aino_.FreeTimes(kVaccination, "&location=janakkala");
    ASSERT_GE(slots_.size(), 8u);
  }

  Json Book(Resident& who, std::size_t slot, const std::string& key) {
    const Reply reply = who.Book(slots_[slot], key);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.json();
  }
};

TEST_F(WaitingList, AnEarlierTimeThatComesFreeIsHeldForTheOneWhoWaits) {
  const Json early = Book(helena_, 0, "helena-key-1");
  const Json late = Book(aino_, 5, "aino-key-1");
  const Reply wish = Wish(aino_, kVaccination, late["id"].AsString());
  ASSERT_EQ(wish.status, 201) << wish.body;
  EXPECT_EQ(wish.json()["status"].AsString(), "waitlist");
  EXPECT_EQ(ExtensionOf(wish.json(), "urn:eteinen:state")["valueCoding"]["code"].AsString(), "1");
  EXPECT_EQ(ExtensionOf(wish.json(), "urn:eteinen:by")["valueCode"].AsString(), "self");
  ASSERT_EQ(Wishes(aino_).size(), 1u);
  EXPECT_FALSE(Wishes(aino_).front().Has("contained"));

  ASSERT_EQ(helena_.Cancel(early).status, 200);
  const Json offer = Wishes(aino_).front()["contained"].Items().front();
  EXPECT_EQ(offer["status"].AsString(), "pending");
  EXPECT_EQ(SlotOf(offer), slots_[0]);
  const std::vector<std::string> free = mikael_.FreeTimes(kVaccination);
  EXPECT_EQ(std::count(free.begin(), free.end(), slots_[0]), 0) << "nobody else can take it meanwhile";
  EXPECT_EQ(mikael_.Book(slots_[0], "mikael-key-1").refusal(), "slot-taken");

  const Reply moved = aino_.Move(late, slots_[0]);
  EXPECT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(aino_.Appointments(kVaccination).size(), 1u);
  EXPECT_TRUE(Wishes(aino_).empty()) << "it has come true";
}

TEST_F(WaitingList, ALaterTimeIsNotOffered) {
  const Json late = Book(helena_, 6, "helena-key-1");
  const Json mine = Book(aino_, 2, "aino-key-1");
  ASSERT_EQ(Wish(aino_, kVaccination, mine["id"].AsString()).status, 201);
  ASSERT_EQ(helena_.Cancel(late).status, 200);
  EXPECT_FALSE(Wishes(aino_).front().Has("contained"));
}

TEST_F(WaitingList, GoesByTheOrderInWhichTheyWished) {
  const Json early = Book(helena_, 0, "helena-key-1");
  const Json of_mikael = Book(mikael_, 6, "mikael-key-1");
  const Json of_aino = Book(aino_, 5, "aino-key-1");
  ASSERT_EQ(Wish(mikael_, kVaccination, of_mikael["id"].AsString()).status, 201);
  ASSERT_EQ(Wish(aino_, kVaccination, of_aino["id"].AsString()).status, 201);
  ASSERT_EQ(helena_.Cancel(early).status, 200);
  // Both wished within a second, perhaps: whoever was offered it declines, and it goes to the other alone.
  Resident& first = Wishes(mikael_).front().Has("contained") ? mikael_ : aino_;
  Resident& second = &first == &mikael_ ? aino_ : mikael_;
  EXPECT_FALSE(Wishes(second).front().Has("contained"));
  const Json offer = Wishes(first).front()["contained"].Items().front();
  EXPECT_EQ(second.Send("DELETE", "/fhir/Appointment/" + offer["id"].AsString(), "").refusal(), "not-found");
  EXPECT_EQ(first.Send("DELETE", "/fhir/Appointment/" + offer["id"].AsString(), "").status, 204);
  EXPECT_FALSE(Wishes(first).front().Has("contained")) << "not the same again; the wish stands";
  EXPECT_TRUE(Wishes(second).front().Has("contained"));
}

TEST_F(WaitingList, ATimeGivenUpByAMoveIsOfferedToo) {
  const Json early = Book(helena_, 0, "helena-key-1");
  const Json late = Book(aino_, 5, "aino-key-1");
  ASSERT_EQ(Wish(aino_, kVaccination, late["id"].AsString()).status, 201);
  ASSERT_EQ(helena_.Move(early, slots_[7]).status, 200);
  EXPECT_TRUE(Wishes(aino_).front().Has("contained"));
}

TEST_F(WaitingList, EndsWithTheBookingOrTheWishAndFreesWhatWasOffered) {
  const Json early = Book(helena_, 0, "helena-key-1");
  const Json late = Book(aino_, 5, "aino-key-1");
  const std::string wish = Wish(aino_, kVaccination, late["id"].AsString()).json()["id"].AsString();
  ASSERT_EQ(helena_.Cancel(early).status, 200);
  EXPECT_EQ(helena_.Send("DELETE", "/fhir/Appointment/" + wish, "").refusal(), "not-found") << "another's";
  EXPECT_EQ(aino_.Send("DELETE", "/fhir/Appointment/" + wish, "").status, 204);
  EXPECT_TRUE(Wishes(aino_).empty());
  const std::vector<std::string> free = mikael_.FreeTimes(kVaccination);
  EXPECT_EQ(std::count(free.begin(), free.end(), slots_[0]), 1);
  ASSERT_EQ(Wish(aino_, kVaccination, late["id"].AsString()).status, 201);
  ASSERT_EQ(aino_.Cancel(late).status, 200);
  EXPECT_TRUE(Wishes(aino_).empty());
}

TEST_F(WaitingList, TakesNoWishForAnothersBookingNorForAServiceWithoutAny) {
  const Json of_helena = Book(helena_, 0, "helena-key-1");
  EXPECT_EQ(Wish(aino_, kVaccination, of_helena["id"].AsString()).refusal(), "not-found");
  EXPECT_EQ(Wish(aino_, "suun-tarkastus").refusal(), "not-online");
  EXPECT_EQ(Wish(aino_, "none").refusal(), "invalid");
  Resident anyone(backend_);
  EXPECT_EQ(Wish(anyone, kNurse).refusal(), "not-identified");
  EXPECT_EQ(anyone.Get("/fhir/Appointment?status=waitlist").refusal(), "not-identified");
}

TEST_F(WaitingList, OneWhoHasNoBookingYetIsOfferedATimeToBook) {
  const Json taken = Book(helena_, 0, "helena-key-1");
  ASSERT_EQ(Wish(aino_, kVaccination).status, 201);
  ASSERT_EQ(helena_.Cancel(taken).status, 200);
  const Json offer = Wishes(aino_).front()["contained"].Items().front();
  const Reply booked = aino_.Book(SlotOf(offer), "aino-key-9", offer["id"].AsString());
  EXPECT_EQ(booked.status, 201) << booked.body;
  EXPECT_TRUE(Wishes(aino_).empty());
}

// What nobody took in two hours goes to the next, and is not offered to the same one again.
TEST(WaitingListLater, AnOfferThatRanOutGoesToTheNext) {
  TemporaryFolder data;
  std::string cookies[2];
  std::string slot;
  const char* persons[] = {"aino-esimerkki", "mikael-mallstrom"};
  {
    RunningBackend backend(data.path());
    Resident helena(backend);
    helena.Identify("helena-kokeilu");
    const std::vector<std::string> slots = helena.FreeTimes(kVaccination, "&location=janakkala&start=ge2026-12-01");
    slot = slots[0];
    const Json early = helena.Book(slot, "helena-key-1").json();
    for (int i = 0; i < 2; ++i) {
      Resident who(backend);
      who.Identify(persons[i]);
      const Json late = who.Book(slots[static_cast<std::size_t>(5 + i)], "late-key-1").json();
      ASSERT_EQ(Wish(who, kVaccination, late["id"].AsString()).status, 201);
    }
    ASSERT_EQ(helena.Cancel(early).status, 200);
  }
  RunningBackend backend(data.path(), "2026-11-24T09:05:00+02:00");
  int offered = 0;
  bool had[2] = {};
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2; ++i) {
      Resident who(backend);
      who.Identify(persons[i]);
      const std::vector<Json> wishes = Wishes(who);
      ASSERT_EQ(wishes.size(), 1u);
      had[i] = wishes.front().Has("contained");
    }
    offered += (had[0] ? 1 : 0) + (had[1] ? 1 : 0);
  }
  EXPECT_EQ(offered, 2) << "in both rounds to one of the two";
  EXPECT_NE(had[0], had[1]);
}

// Two offers run out at once: each time goes to the other one, and no hold is left behind that nobody sees.
TEST(WaitingListLater, TwoOffersThatRanOutChangePlaces) {
  TemporaryFolder data;
  const char* persons[] = {"aino-esimerkki", "mikael-mallstrom"};
  std::vector<std::string> freed;
  {
    RunningBackend backend(data.path());
    Resident helena(backend);
    Resident tauno(backend);
    helena.Identify("helena-kokeilu");
    tauno.Identify("tauno-kokeilu");
    const std::vector<std::string> slots = helena.FreeTimes(kVaccination, "&location=janakkala&start=ge2026-12-01");
    freed = {slots[0], slots[1]};
    const Json first = helena.Book(slots[0], "helena-key-1").json();
    const Json second = tauno.Book(slots[1], "tauno-key-1").json();
    for (int i = 0; i < 2; ++i) {
      Resident who(backend);
      who.Identify(persons[i]);
      const Json late = who.Book(slots[static_cast<std::size_t>(5 + i)], "late-key-1").json();
      ASSERT_EQ(Wish(who, kVaccination, late["id"].AsString()).status, 201);
    }
    ASSERT_EQ(helena.Cancel(first).status, 200);
    ASSERT_EQ(tauno.Cancel(second).status, 200);
  }
  const auto offered = [&](RunningBackend& backend) {
    std::vector<std::string> slots;
    for (const char* person : persons) {
      Resident who(backend);
      who.Identify(person);
      const std::vector<Json> wishes = Wishes(who);
      EXPECT_EQ(wishes.size(), 1u);
      const Json::Array& offers = wishes.front()["contained"].Items();
      slots.push_back(offers.empty() ? "none" : SlotOf(offers.front()));
    }
    return slots;
  };
  std::vector<std::string> before;
  {
    RunningBackend backend(data.path());
    before = offered(backend);
    ASSERT_TRUE(std::is_permutation(before.begin(), before.end(), freed.begin()));
  }
  RunningBackend backend(data.path(), "2026-11-24T09:05:00+02:00");
  const std::vector<std::string> after = offered(backend);
  EXPECT_EQ(after[0], before[1]);
  EXPECT_EQ(after[1], before[0]);
}

// The youth's own wish, which the guardian may not see, outlives what the guardian writes; and the guardian's answers
// are the same as if it were not there.
TEST(WaitingListOfAYouth, IsNotEndedByTheGuardian) {
  TemporaryFolder data;
  RunningBackend backend(data.path());
  Resident venla(backend);
  Resident aino(backend);
  ASSERT_EQ(venla.Identify("venla-esimerkki").status, 200);
  ASSERT_EQ(aino.Identify("aino-esimerkki").status, 200);
  ASSERT_EQ(aino.ActFor("venla-esimerkki").status, 200);
  ASSERT_EQ(Wish(venla, kVaccination).status, 201);
  if (!Wishes(aino).empty()) GTEST_FAIL() << "the youth's wish was shown";
  const Reply wished = Wish(aino, kVaccination);
  ASSERT_EQ(wished.status, 201) << wished.body;
  EXPECT_EQ(Wishes(aino).size(), 1u);
  EXPECT_EQ(aino.Send("DELETE", "/fhir/Appointment/" + wished.json()["id"].AsString(), "").status, 204);
  EXPECT_TRUE(Wishes(aino).empty());
  const std::vector<Json> own = Wishes(venla);
  EXPECT_EQ(std::count_if(own.begin(), own.end(), [](const Json& wish) { return !wish.Has("contained"); }), 1)
      << "it stands";
}

class TimesTogether : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  std::vector<std::string> slots_;

  void SetUp() override {
    ASSERT_EQ(aino_.Identify("aino-esimerkki").status, 200);
    ASSERT_EQ(aino_.ActFor("onni-esimerkki").status, 200);
    slots_ = aino_.FreeTimes(kVaccination, "&location=janakkala");
  }

  static std::string Entry(const std::string& person, const std::string& slot) {
    return R"({"resource":{"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot +
           R"("}],"participant":[{"actor":{"reference":"Patient/)" + person +
           R"("}}]},"request":{"method":"POST","url":"Appointment"}})";
  }
  Reply Both(const std::string& one, const std::string& other, const std::string& key = "together-key-1") {
    return aino_.Send("POST", "/fhir",
                      R"({"resourceType":"Bundle","type":"transaction","entry":[)" + one + "," + other + "]}",
                      {{"Idempotency-Key", key}});
  }
  std::size_t BookingsOf(const std::string& person) {
    EXPECT_EQ(aino_.ActFor(person).status, 200);
    const std::size_t count = aino_.Appointments(kVaccination).size();
    aino_.ActFor("onni-esimerkki");
    return count;
  }
};

TEST_F(TimesTogether, AreBookedInOneWriteAndOnceHoweverOftenItIsSent) {
  const Reply booked = Both(Entry("onni-esimerkki", slots_[0]), Entry("venla-esimerkki", slots_[1]));
  ASSERT_EQ(booked.status, 200) << booked.body;
  EXPECT_EQ(booked.json()["type"].AsString(), "transaction-response");
  ASSERT_EQ(booked.json()["entry"].Items().size(), 2u);
  EXPECT_EQ(SlotOf(booked.json()["entry"].Items()[1]["resource"]), slots_[1]);
  EXPECT_EQ(ExtensionOf(booked.json()["entry"].Items()[1]["resource"], "urn:eteinen:by")["valueCode"].AsString(),
            "guardian");
  EXPECT_EQ(Both(Entry("onni-esimerkki", slots_[0]), Entry("venla-esimerkki", slots_[1])).body, booked.body);
  EXPECT_EQ(BookingsOf("onni-esimerkki"), 1u);
  EXPECT_EQ(BookingsOf("venla-esimerkki"), 1u);
}

TEST_F(TimesTogether, NoneIsBookedWhenOneIsTaken) {
  Resident helena(backend_);
  helena.Identify("helena-kokeilu");
  ASSERT_EQ(helena.Book(slots_[1], "helena-key-1").status, 201);
  const Reply refused = Both(Entry("onni-esimerkki", slots_[0]), Entry("venla-esimerkki", slots_[1]));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.refusal(), "slot-taken");
  EXPECT_EQ(refused.json()["issue"].Items().front()["expression"].Items().front().AsString(), "entry[1].resource");
  EXPECT_EQ(BookingsOf("onni-esimerkki"), 0u);
  const std::vector<std::string> free = helena.FreeTimes(kVaccination);
  EXPECT_EQ(std::count(free.begin(), free.end(), slots_[0]), 1) << "the first is free as before";
}

TEST_F(TimesTogether, NoneIsBookedForSomebodyWhoIsNotOnesOwn) {
  const Reply refused = Both(Entry("onni-esimerkki", slots_[0]), Entry("elsa-mallstrom", slots_[1]));
  EXPECT_EQ(refused.refusal(), "not-permitted");
  EXPECT_EQ(Both(Entry("onni-esimerkki", slots_[0]), Entry("does-not-exist", slots_[1]), "together-key-2").body,
            refused.body);
  EXPECT_EQ(BookingsOf("onni-esimerkki"), 0u);
}

TEST_F(TimesTogether, TheSamePersonDoesNotGetTwoOfWhatOneIsAllowed) {
  EXPECT_EQ(Both(Entry("onni-esimerkki", slots_[0]), Entry("onni-esimerkki", slots_[1])).refusal(), "already-booked");
  EXPECT_EQ(BookingsOf("onni-esimerkki"), 0u);
}

TEST_F(TimesTogether, WhatIsNoSuchBundleIsRefusedWithItsPlace) {
  const Reply one = aino_.Send(
      "POST", "/fhir",
      R"({"resourceType":"Bundle","type":"transaction","entry":[)" + Entry("onni-esimerkki", slots_[0]) + "]}",
      {{"Idempotency-Key", "together-key-1"}});
  EXPECT_EQ(one.refusal(), "invalid");
  EXPECT_EQ(aino_.Send("POST", "/fhir", "{}", {{"Idempotency-Key", "together-key-1"}}).refusal(), "invalid");
  EXPECT_EQ(aino_.Send("POST", "/fhir", "{}").refusal(), "precondition");
  Resident anyone(backend_);
  EXPECT_EQ(anyone.Send("POST", "/fhir", "{}").refusal(), "not-identified");
}

TEST(LesserEngine, SaysWhatItCanDoAndDoesNoMore) {
  TemporaryFolder data;
  RunningBackend backend(data.path(), kTuesday, "web", {"--without", "hold,move,waiting,together"});
  Resident aino(backend);
  aino.Identify("aino-esimerkki");
  const Reply metadata = aino.Get("/fhir/metadata");
  EXPECT_EQ(metadata.json()["rest"].Items().front()["extension"].Items().size(), 0u) << metadata.body;
  const std::vector<std::string> slots = aino.FreeTimes(kVaccination);
  EXPECT_EQ(aino.Hold(slots[0]).refusal(), "not-found");
  const Reply booked = aino.Book(slots[0], "aino-key-1");
  EXPECT_EQ(booked.status, 201);
  EXPECT_EQ(aino.Move(booked.json(), slots[3]).refusal(), "method");
  EXPECT_EQ(aino.Appointments(kVaccination).front()["slot"], booked.json()["slot"]) << "the old time stands";
  EXPECT_EQ(Wish(aino, kVaccination).refusal(), "invalid");
  EXPECT_EQ(aino.Send("POST", "/fhir", R"({"resourceType":"Bundle","type":"transaction"})",
                      {{"Idempotency-Key", "together-key-1"}})
                .refusal(),
            "method");
  // What it can: give up and take anew.
  EXPECT_EQ(aino.Cancel(booked.json()).status, 200);
  EXPECT_EQ(aino.Book(slots[3], "aino-key-2").status, 201);
}

// The UID and SEQUENCE that the booking says its calendar entry has; "" when it has one of its own.
std::string EntryOf(const Json& appointment) {
  for (const Json& extension : appointment["extension"].Items()) {
    if (extension["url"].AsString() != "urn:eteinen:calendar-entry") continue;
    const Json::Array& parts = extension["extension"].Items();
    return parts[0]["valueString"].AsString() + " " + std::to_string(parts[1]["valueInteger"].AsInt().value_or(-1));
  }
  return {};
}

Reply BookInstead(Resident& who, const std::string& slot, const std::string& key, const std::string& replaced) {
  return who.Send("POST", "/fhir/Appointment",
                  R"({"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot +
                      R"("}],"participant":[{"actor":{"reference":"Patient/)" + who.person() +
                      R"("}}],"extension":[{"url":"urn:eteinen:replaces","valueReference":{"reference":"Appointment/)" +
                      replaced + R"("}}]})",
                  {{"Idempotency-Key", key}});
}

TEST(LesserEngine, ABookingGoesOnAsTheCalendarEntryOfTheOneGivenUpForIt) {
  TemporaryFolder data;
  RunningBackend backend(data.path(), kTuesday, "web", {"--without", "hold,move"});
  Resident aino(backend);
  aino.Identify("aino-esimerkki");
  const std::vector<std::string> slots = aino.FreeTimes(kVaccination);
  const Json first = aino.Book(slots[0], "aino-key-1").json();
  const std::string uid = first["id"].AsString();
  EXPECT_EQ(EntryOf(first), "") << "its own";
  EXPECT_EQ(BookInstead(aino, slots[3], "aino-key-2", uid).status, 409) << "not while it stands";
  EXPECT_EQ(aino.Cancel(first).status, 200);  // SEQUENCE 1
  const Reply second = BookInstead(aino, slots[3], "aino-key-3", uid);
  ASSERT_EQ(second.status, 201) << second.body;
  EXPECT_NE(second.json()["id"].AsString(), uid);
  EXPECT_EQ(EntryOf(second.json()), uid + " 2");
  const Reply cancelled = aino.Cancel(second.json());
  EXPECT_EQ(EntryOf(cancelled.json()), uid + " 3");
  const Json third = BookInstead(aino, slots[5], "aino-key-4", second.json()["id"].AsString()).json();
  EXPECT_EQ(EntryOf(third), uid + " 4") << "through as many as there are";
  EXPECT_EQ(EntryOf(aino.Get("/fhir/Appointment/" + third["id"].AsString()).json()), uid + " 4");
}

TEST(LesserEngine, NothingIsLearntOfABookingByNamingItAsReplaced) {
  TemporaryFolder data;
  RunningBackend backend(data.path(), kTuesday, "web", {"--without", "hold,move"});
  Resident aino(backend);
  Resident helena(backend);
  aino.Identify("aino-esimerkki");
  helena.Identify("helena-kokeilu");
  const std::vector<std::string> slots = aino.FreeTimes(kVaccination);
  const Json hers = aino.Book(slots[0], "aino-key-1").json();
  EXPECT_EQ(aino.Cancel(hers).status, 200);
  const Reply refused = BookInstead(helena, slots[1], "helena-key-1", hers["id"].AsString());
  EXPECT_EQ(refused.refusal(), "not-found");
  EXPECT_EQ(refused.body, BookInstead(helena, slots[1], "helena-key-2", "nothing-of-this-name").body);
  EXPECT_EQ(helena.Book(slots[1], "helena-key-3").status, 201) << "the time is still free";
}

TEST(WholeEngine, SaysAllThatItCanDo) {
  TemporaryFolder data;
  RunningBackend backend(data.path());
  EXPECT_EQ(Resident(backend).Get("/fhir/metadata").json()["rest"].Items().front()["extension"].Items().size(), 4u);
}

}  // namespace
}  // namespace eteinen::backend_test
