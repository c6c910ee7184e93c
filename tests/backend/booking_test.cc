// The contract's times, holds and appointments, asked of the real backend.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";
constexpr const char* kDental = "suun-tarkastus";

bool Has(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

class BookingContract : public testing::Test {
 protected:
  TemporaryFolder data_;
  RunningBackend backend_{data_.path()};
  Resident aino_{backend_};
  Resident helena_{backend_};

  void SetUp() override {
    ASSERT_EQ(aino_.Identify("aino-esimerkki").status, 200);
    ASSERT_EQ(helena_.Identify("helena-kokeilu").status, 200);
  }
};

TEST_F(BookingContract, OffersTheServicesAsTheyAre) {
  const Json bundle = Resident(backend_).Get("/fhir/HealthcareService").json();
  EXPECT_EQ(bundle["type"].AsString(), "searchset");
  EXPECT_GE(bundle["entry"].Items().size(), 20u);
  const Json one = Resident(backend_).Get("/fhir/HealthcareService/kausirokotus").json();
  EXPECT_EQ(one["name"].AsString(), "Kausirokotus");
  EXPECT_EQ(Resident(backend_).Get("/fhir/HealthcareService/none").refusal(), "not-found");
}

TEST_F(BookingContract, FindsTimesInOrderWithPlaceAndHelsinkiOffset) {
  const Json bundle =
      Resident(backend_).Get("/fhir/Slot?service=kausirokotus&start=ge2026-11-25&start=le2026-11-25").json();
  const Json::Array& entries = bundle["entry"].Items();
  ASSERT_FALSE(entries.empty());
  const Json& first = entries.front()["resource"];
  EXPECT_EQ(first["id"].AsString(), "kausirokotus.hameenlinna.202611250615.1");
  EXPECT_EQ(first["start"].AsString(), "2026-11-25T08:15:00+02:00");
  EXPECT_EQ(first["end"].AsString(), "2026-11-25T08:25:00+02:00");
  EXPECT_EQ(ExtensionOf(first, "urn:eteinen:place")["valueReference"]["display"].AsString(),
            "Hämeenlinnan terveysasema");
  EXPECT_EQ(ExtensionOf(first, "urn:eteinen:language")["valueCode"].AsString(), "fi");
  EXPECT_EQ(ExtensionOf(first, "urn:eteinen:access")["valueCode"].AsString(), "step-free");
  EXPECT_TRUE(ExtensionOf(first, "urn:eteinen:gender").IsNull()) << "two professionals side by side";
  std::string before;
  for (const Json& entry : entries) {
    EXPECT_LE(before, entry["resource"]["start"].AsString());
    before = entry["resource"]["start"].AsString();
    EXPECT_EQ(before.substr(0, 10), "2026-11-25");
  }
  EXPECT_EQ(bundle["total"].AsInt(), static_cast<std::int64_t>(entries.size()));
}

TEST_F(BookingContract, FindsNothingOnHolidaysBeyondTheHorizonAndInThePast) {
  Resident anyone(backend_);
  const auto total = [&](const std::string& window) {
    return anyone.Get("/fhir/Slot?service=kausirokotus" + window).json()["total"].AsInt();
  };
  EXPECT_EQ(total("&start=ge2026-12-24&start=le2026-12-27"), 0) << "Christmas";
  EXPECT_EQ(total("&start=ge2027-02-17&start=le2027-12-31"), 0) << "84 days are over on 16 February";
  EXPECT_EQ(total("&start=ge2026-11-01&start=le2026-11-23"), 0);
  EXPECT_EQ(total("&start=ge2026-11-25T10:00:00%2B02:00&start=le2026-11-25T10:00:00%2B02:00&location=hameenlinna"), 0);
  EXPECT_EQ(total("&start=ge2026-11-25T10:05:00%2B02:00&start=le2026-11-25T10:05:00%2B02:00&location=hameenlinna"), 1);
}

TEST_F(BookingContract, RefusesASearchThatIsNone) {
  for (const char* query : {"", "?service=none&start=ge2026-11-25&start=le2026-11-25", "?service=kausirokotus",
                            "?service=kausirokotus&start=ge2026-11-25", "?service=kausirokotus&start=2026-11-25",
                            "?service=kausirokotus&start=gesoon&start=le2026-11-25",
                            "?service=kausirokotus&start=ge2026-11-25&start=le2026-11-25&_count=0"}) {
    const Reply reply = aino_.Get(std::string("/fhir/Slot") + query);
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(reply.refusal(), "invalid") << query;
  }
}

TEST_F(BookingContract, AHeldTimeIsFreeForItsHolderAlone) {
  const std::string slot = aino_.FreeTimes(kVaccination, "&location=janakkala").front();
  const Reply hold = aino_.Hold(slot);
  EXPECT_EQ(hold.status, 201) << hold.body;
  EXPECT_EQ(hold.json()["status"].AsString(), "pending");
  EXPECT_TRUE(
      ExtensionOf(hold.json(), "urn:eteinen:hold-until")["valueInstant"].AsString().starts_with("2026-11-24T07:1"));
  EXPECT_TRUE(hold.headers.at("expires").ends_with(" GMT"));
  EXPECT_TRUE(Has(aino_.FreeTimes(kVaccination), slot));
  EXPECT_FALSE(Has(helena_.FreeTimes(kVaccination), slot));
  EXPECT_FALSE(Has(Resident(backend_).FreeTimes(kVaccination), slot));
  EXPECT_EQ(helena_.Hold(slot).refusal(), "slot-taken");
  EXPECT_EQ(helena_.Book(slot, "helena-key-1").refusal(), "slot-taken");
  EXPECT_TRUE(aino_.Appointments(kVaccination).empty()) << "a hold is no booking";
}

TEST_F(BookingContract, HoldingAgainProlongsTheSameHold) {
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  const std::string id = aino_.Hold(slot).json()["id"].AsString();
  const Reply again = aino_.Hold(slot);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.json()["id"].AsString(), id);
}

TEST_F(BookingContract, ANewHoldOfTheSameServiceLetsTheFormerOneGo) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination, "&location=janakkala");
  aino_.Hold(slots[0]);
  aino_.Hold(slots[1]);
  EXPECT_TRUE(Has(helena_.FreeTimes(kVaccination), slots[0]));
  EXPECT_FALSE(Has(helena_.FreeTimes(kVaccination), slots[1]));
}

TEST_F(BookingContract, AHoldIsReleasedByItsHolderAlone) {
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  const std::string path = "/fhir/Appointment/" + aino_.Hold(slot).json()["id"].AsString();
  EXPECT_EQ(helena_.Send("DELETE", path, "").refusal(), "not-found");
  EXPECT_EQ(aino_.Send("DELETE", path, "").status, 204);
  EXPECT_EQ(aino_.Send("DELETE", path, "").refusal(), "not-found");
  EXPECT_EQ(helena_.Hold(slot).status, 201);
}

TEST_F(BookingContract, BooksAHeldTimeUnderTheSameId) {
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  const std::string hold = aino_.Hold(slot).json()["id"].AsString();
  const Reply booked = aino_.Book(slot, "aino-key-1", hold);
  EXPECT_EQ(booked.status, 201) << booked.body;
  EXPECT_EQ(booked.headers.at("etag"), "W/\"1\"");
  EXPECT_EQ(booked.headers.at("location"), "/fhir/Appointment/" + hold);
  const Json appointment = booked.json();
  EXPECT_EQ(appointment["id"].AsString(), hold);
  EXPECT_EQ(appointment["status"].AsString(), "booked");
  EXPECT_EQ(ExtensionOf(appointment, "urn:eteinen:state")["valueCoding"]["code"].AsString(), "3");
  EXPECT_TRUE(ExtensionOf(ExtensionOf(appointment, "urn:eteinen:change"), "cancel")["valueBoolean"].AsBool());
  EXPECT_EQ(aino_.Appointments(kVaccination).size(), 1u);
  EXPECT_EQ(aino_.Get("/fhir/Appointment/" + hold).json(), appointment);
}

TEST_F(BookingContract, TheSameKeyGivesTheSameAnswerAndOneBooking) {
  const std::string slot = aino_.FreeTimes(kVaccination).front();
  const Reply first = aino_.Book(slot, "aino-key-1");
  const Reply again = aino_.Book(slot, "aino-key-1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.at("etag"), first.headers.at("etag"));
  EXPECT_EQ(aino_.Appointments(kVaccination).size(), 1u);
}

TEST_F(BookingContract, AKeyIsForOneRequestAndOneUser) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination);
  EXPECT_EQ(aino_.Book(slots[0], "shared-key-1").status, 201);
  EXPECT_EQ(aino_.Book(slots[5], "shared-key-1").refusal(), "key-reused");
  EXPECT_EQ(helena_.Book(slots[5], "shared-key-1").status, 201);
  EXPECT_EQ(helena_.Book(slots[6], "").refusal(), "precondition");
  EXPECT_EQ(helena_.Book(slots[6], "short").refusal(), "invalid");
}

TEST_F(BookingContract, OneComingBookingIsEnough) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination);
  EXPECT_EQ(aino_.Book(slots[0], "aino-key-1").status, 201);
  const Reply second = aino_.Book(slots[9], "aino-key-2");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.refusal(), "already-booked");
}

TEST_F(BookingContract, ATimeThatNoScheduleGivesIsGone) {
  for (const char* slot : {"kausirokotus.hameenlinna.202611250616.1", "kausirokotus.hameenlinna.202611250615.3",
                           "kausirokotus.hameenlinna.202611250615.01", "kausirokotus.nowhere.202611250615.1",
                           "kausirokotus.hameenlinna.202611230615.1", "nonsense"}) {
    EXPECT_EQ(aino_.Hold(slot).refusal(), "slot-gone") << slot;
    EXPECT_EQ(aino_.Book(slot, "aino-key-1").refusal(), "slot-gone") << slot;
  }
}

TEST_F(BookingContract, CancellingFreesTheTime) {
  const std::string slot = aino_.FreeTimes(kVaccination, "&location=janakkala").front();
  const Json booked = aino_.Book(slot, "aino-key-1").json();
  const Reply cancelled = aino_.Cancel(booked);
  EXPECT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(cancelled.json()["status"].AsString(), "cancelled");
  EXPECT_EQ(cancelled.headers.at("etag"), "W/\"2\"");
  EXPECT_EQ(ExtensionOf(cancelled.json(), "urn:eteinen:state")["valueCoding"]["code"].AsString(), "4");
  EXPECT_EQ(helena_.Book(slot, "helena-key-1").status, 201);
  EXPECT_EQ(aino_.Cancel(cancelled.json()).refusal(), "already-cancelled");
}

TEST_F(BookingContract, AChangeNeedsTheNewestVersion) {
  const Json booked = aino_.Book(aino_.FreeTimes(kVaccination).front(), "aino-key-1").json();
  const std::string path = "/fhir/Appointment/" + booked["id"].AsString();
  const std::string body = "{\"resourceType\":\"Appointment\",\"status\":\"cancelled\"}";
  EXPECT_EQ(aino_.Send("PUT", path, body).refusal(), "precondition");
  const Reply old = aino_.Send("PUT", path, body, {{"If-Match", "W/\"7\""}});
  EXPECT_EQ(old.status, 412);
  EXPECT_EQ(old.refusal(), "version");
  EXPECT_EQ(aino_.Send("PUT", path, body, {{"If-Match", "nonsense"}}).refusal(), "version");
}

TEST_F(BookingContract, MovingGivesTheOldTimeUpAndTakesTheNewOne) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination, "&location=janakkala");
  const Json booked = aino_.Book(slots[0], "aino-key-1").json();
  const Reply moved = aino_.Move(booked, slots[3]);
  EXPECT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(moved.json()["id"].AsString(), booked["id"].AsString());
  EXPECT_EQ(moved.json()["slot"].Items().front()["reference"].AsString(), "Slot/" + slots[3]);
  EXPECT_EQ(ExtensionOf(moved.json(), "urn:eteinen:moves")["valueInteger"].AsInt(), 1);
  EXPECT_TRUE(Has(helena_.FreeTimes(kVaccination), slots[0]));
  EXPECT_FALSE(Has(helena_.FreeTimes(kVaccination), slots[3]));
}

TEST_F(BookingContract, AMoveToATakenTimeLeavesTheOldOne) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination, "&location=janakkala");
  const Json booked = aino_.Book(slots[0], "aino-key-1").json();
  EXPECT_EQ(helena_.Book(slots[3], "helena-key-1").status, 201);
  EXPECT_EQ(aino_.Move(booked, slots[3]).refusal(), "slot-taken");
  EXPECT_EQ(aino_.Get("/fhir/Appointment/" + booked["id"].AsString()).json(), booked);
}

TEST_F(BookingContract, MovesByPublishedDentalRulesWithAHold) {
  ASSERT_EQ(aino_.ActFor("onni-esimerkki").status, 200);
  Json given = aino_.Appointments(kDental).front();
  EXPECT_EQ(aino_.Cancel(given).refusal(), "not-online") << "a child's time is never cancelled online";
  const std::vector<std::string> slots = aino_.FreeTimes(kDental, "&location=forssa");
  EXPECT_EQ(aino_.Hold(slots[40]).refusal(), "not-online") << "nor is a new one booked";
  for (int moves = 0; moves < 2; ++moves) {
    const std::string& slot = slots[40 + static_cast<std::size_t>(moves)];
    const Reply hold = aino_.Hold(slot, "{\"move\":{\"reference\":\"Appointment/" + given["id"].AsString() + "\"}}");
    EXPECT_EQ(hold.status, 201) << hold.body;
    const Reply moved = aino_.Move(given, slot);
    ASSERT_EQ(moved.status, 200) << moved.body;
    given = moved.json();
  }
  const Reply third = aino_.Move(given, slots[50]);
  EXPECT_EQ(third.status, 422);
  EXPECT_EQ(third.refusal(), "too-many-moves");
  EXPECT_EQ(ExtensionOf(third.json()["issue"].Items().front(), "urn:eteinen:fallback")["valueString"].AsString(),
            "suun-kiireeton");
}

TEST_F(BookingContract, AnothersAppointmentDoesNotExist) {
  const Json booked = aino_.Book(aino_.FreeTimes(kVaccination).front(), "aino-key-1").json();
  Json made_up = booked;
  made_up.Set("id", "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(helena_.Get("/fhir/Appointment/" + booked["id"].AsString()).body,
            helena_.Get("/fhir/Appointment/0123456789abcdef0123456789abcdef").body);
  const Reply cancelled = helena_.Cancel(booked);
  EXPECT_EQ(cancelled.status, 404);
  EXPECT_EQ(cancelled.body, helena_.Cancel(made_up).body);
}

TEST_F(BookingContract, ServicesWithoutIdentificationNeedNone) {
  Resident anyone(backend_);
  EXPECT_EQ(anyone.Hold(anyone.FreeTimes(kVaccination).front()).refusal(), "not-identified");
  EXPECT_TRUE(anyone.cookie().empty());
  const std::string slot = anyone.FreeTimes("pika-taaperoarki").front();
  EXPECT_EQ(anyone.Hold(slot).status, 201);
  const Reply booked = anyone.Book(slot, "anyone-key-1");
  EXPECT_EQ(booked.status, 201) << booked.body;
  EXPECT_EQ(anyone.Appointments().size(), 1u);
  EXPECT_EQ(anyone.Get("/session").json()["level"].AsString(), "anonymous");
  EXPECT_EQ(Resident(backend_).Get("/fhir/Appointment/" + booked.json()["id"].AsString()).refusal(), "not-identified");
  EXPECT_EQ(anyone.Cancel(booked.json()).status, 200);
}

TEST_F(BookingContract, TwoWhoRaceForATimeNeverBothGetIt) {
  const std::vector<std::string> slots = aino_.FreeTimes(kVaccination, "&location=janakkala");
  for (int round = 0; round < 8; ++round) {
    std::atomic<int> booked = 0;
    std::atomic<int> taken = 0;
    Json done[2];
    const auto run = [&](Resident& who, int index) {
      const std::string key = "race-key-" + std::to_string(round) + "-" + std::to_string(index);
      const Reply reply = who.Book(slots[static_cast<std::size_t>(round)], key);
      if (reply.status == 201) {
        ++booked;
        done[index] = reply.json();
      } else if (reply.refusal() == "slot-taken") {
        ++taken;
      }
    };
    std::thread other([&] { run(helena_, 1); });
    run(aino_, 0);
    other.join();
    EXPECT_EQ(booked, 1);
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(done[0].IsNull() ? helena_.Cancel(done[1]).status : aino_.Cancel(done[0]).status, 200);
  }
}

TEST(BookingRestart, BookingsSessionsAndKeysSurviveAPowerCut) {
  TemporaryFolder data;
  RunningBackend first(data.path());
  Resident aino(first);
  aino.Identify("aino-esimerkki");
  const std::string slot = aino.FreeTimes(kVaccination).front();
  const Reply booked = aino.Book(slot, "aino-key-1");
  ASSERT_EQ(booked.status, 201);
  first.Kill();

  RunningBackend second(data.path());
  aino.GoTo(second);
  EXPECT_EQ(aino.Get("/session").json()["level"].AsString(), "identified");
  EXPECT_EQ(aino.Appointments(kVaccination).size(), 1u);
  EXPECT_EQ(aino.Book(slot, "aino-key-1").body, booked.body);
  EXPECT_EQ(second.Stop(), 0);
}

// Many at once, each by an own session, for few times, and the power goes in the middle: whatever was confirmed is
// there afterwards, nobody has two times, no time has two people, and asking again with the same key makes one booking
// of it.
TEST(BookingRestart, NothingIsBookedTwiceOrConfirmedAndLostWhenThePowerGoes) {
  constexpr std::size_t kPeople = 12;
  constexpr std::size_t kTimes = 5;
  constexpr const char* kService = "pika-taaperoarki";
  TemporaryFolder data;
  for (int round = 0; round < 3; ++round) {
    auto backend = std::make_unique<RunningBackend>(data.path());
    std::vector<Resident> people(kPeople, Resident(*backend));
    const std::vector<std::string> slots = people[0].FreeTimes(kService);
    std::vector<Reply> replies(kPeople);
    const auto key = [&](std::size_t i) { return "power-key-" + std::to_string(round) + "-" + std::to_string(i); };
    for (Resident& one : people) {
      // A cookie first: who never got one cannot ask again as the same.
      const std::string id = one.Hold(slots[kTimes + 1]).json()["id"].AsString();
      if (!id.empty()) one.Send("DELETE", "/fhir/Appointment/" + id, "");
      one.ExpectSilence();
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kPeople; ++i) {
      threads.emplace_back([&, i] { replies[i] = people[i].Book(slots[i % kTimes], key(i)); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + 15 * round));
    backend->Kill();
    for (std::thread& thread : threads) thread.join();

    backend = std::make_unique<RunningBackend>(data.path());
    std::map<std::string, int> takers;
    for (std::size_t i = 0; i < kPeople; ++i) {
      people[i].GoTo(*backend);
      const Reply again = people[i].Book(slots[i % kTimes], key(i));
      EXPECT_TRUE(replies[i].status != 201 || again.body == replies[i].body);
      const std::vector<Json> booked = people[i].Appointments(kService);
      EXPECT_EQ(booked.size(), again.status == 201 ? 1u : 0u) << again.body;
      for (const Json& one : booked) ++takers[one["slot"].Items().front()["reference"].AsString()];
    }
    EXPECT_EQ(takers.size(), kTimes);
    for (const auto& [slot, count] : takers) EXPECT_EQ(count, 1) << slot;
  }
}

TEST(BookingRestart, AHoldThatHasRunOutIsNone) {
  TemporaryFolder data;
  std::string hold;
  std::string slot;
  {
    RunningBackend backend(data.path());
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    slot = aino.FreeTimes(kVaccination, "&location=janakkala").front();
    hold = aino.Hold(slot).json()["id"].AsString();
  }
  RunningBackend later(data.path(), "2026-11-24T07:11:00+02:00");
  Resident aino(later);
  Resident helena(later);
  aino.Identify("aino-esimerkki");
  helena.Identify("helena-kokeilu");
  EXPECT_EQ(aino.Get("/fhir/Appointment/" + hold).refusal(), "not-found");
  EXPECT_EQ(helena.Book(slot, "helena-key-1").status, 201);
  EXPECT_EQ(aino.Book(slot, "aino-key-1", hold).refusal(), "hold-expired");
}

TEST(BookingRestart, AnExpiredHoldDoesNoHarmWhileTheTimeIsFree) {
  TemporaryFolder data;
  std::string hold;
  std::string slot;
  {
    RunningBackend backend(data.path());
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    slot = aino.FreeTimes(kVaccination).front();
    hold = aino.Hold(slot).json()["id"].AsString();
  }
  RunningBackend later(data.path(), "2026-11-24T07:11:00+02:00");
  Resident aino(later);
  aino.Identify("aino-esimerkki");
  EXPECT_EQ(aino.Book(slot, "aino-key-1", hold).status, 201);
}

TEST(BookingRestart, TooLateSaysUntilWhenAndWhoCanHelp) {
  TemporaryFolder data;
  {
    RunningBackend backend(data.path());
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    ASSERT_EQ(aino.Book("kausirokotus.hameenlinna.202611250615.1", "aino-key-1").status, 201);
  }
  RunningBackend later(data.path(), "2026-11-25T07:20:00+02:00");  // the visit is at 8.15, the notice an hour
  Resident aino(later);
  aino.Identify("aino-esimerkki");
  const Json appointment = aino.Appointments(kVaccination).front();
  const Json& change = ExtensionOf(appointment, "urn:eteinen:change");
  EXPECT_FALSE(ExtensionOf(change, "cancel")["valueBoolean"].AsBool());
  EXPECT_EQ(ExtensionOf(change, "cancel-refusal")["valueCode"].AsString(), "too-late");
  const Reply refused = aino.Cancel(appointment);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.refusal(), "too-late");
  const Json& issue = refused.json()["issue"].Items().front();
  EXPECT_EQ(ExtensionOf(issue, "urn:eteinen:until")["valueInstant"].AsString(), "2026-11-25T07:15:00+02:00");
  EXPECT_EQ(ExtensionOf(issue, "urn:eteinen:fallback")["valueString"].AsString(), "terveysasema-hameenlinnan-alue");
}

}  // namespace
}  // namespace eteinen::backend_test
