// Time and the real backend: a birthday's midnight between hold and commit, and times on both sides of a clock change.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/backend/given_world.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

constexpr const char* kVaccination = "kausirokotus";
constexpr const char* kYearsLater = "&start=ge2029-01-01&start=le2031-01-01";

// The last time that can be booked, years after those that other tests look at.
std::string LastFree(Resident& who) {
  const std::vector<std::string> slots = who.FreeTimes(kVaccination, kYearsLater);
  EXPECT_FALSE(slots.empty());
  return slots.empty() ? std::string() : slots.back();
}

// Somebody holds a time for a child shortly before midnight, and books it in the same session after.
struct OverMidnight {
  std::string slot;
  Reply booked;
};
OverMidnight HoldBeforeAndBookAfter(const std::string& data, const std::string& child, const std::string& before,
                                    const std::string& after, const std::vector<std::string>& options = {}) {
  OverMidnight result;
  std::string cookie;
  std::string hold;
  {
    RunningBackend backend(data, before, "web", options);
    Resident aino(backend);
    EXPECT_EQ(aino.Identify("aino-esimerkki").status, 200);
    EXPECT_EQ(aino.ActFor(child).status, 200);
    result.slot = LastFree(aino);
    const Reply held = aino.Hold(result.slot);
    EXPECT_EQ(held.status, 201) << held.body;
    hold = held.json()["id"].AsString();
    cookie = aino.cookie();
  }
  RunningBackend backend(data, after, "web", options);
  Resident aino(backend);
  result.booked = aino.Send("POST", "/fhir/Appointment",
                            R"({"resourceType":"Appointment","status":"booked","extension":[{"url":"urn:eteinen:hold",)"
                            R"("valueReference":{"reference":"Appointment/)" +
                                hold + R"("}}],"slot":[{"reference":"Slot/)" + result.slot +
                                R"("}],"participant":[{"actor":{"reference":"Patient/)" + child + R"("}}]})",
                            {{"Cookie", cookie}, {"X-Person", child}, {"Idempotency-Key", "midnight-key"}});
  return result;
}

// Venla is eighteen from 20 September 2029 on: her guardian is none any more.
TEST(Midnight, OfTheEighteenthBirthdayEndsWhatAGuardianHasBegun) {
  TemporaryFolder data;
  const OverMidnight over =
      HoldBeforeAndBookAfter(data.path(), "venla-esimerkki", "2029-09-19T23:50:00+03:00", "2029-09-20T00:00:00+03:00");
  EXPECT_EQ(over.booked.status, 403) << over.booked.body;
  EXPECT_EQ(over.booked.refusal(), "not-permitted");
  RunningBackend backend(data.path(), "2029-09-20T00:11:00+03:00");
  Resident venla(backend);
  venla.Identify("venla-esimerkki");
  EXPECT_TRUE(venla.Appointments(kVaccination).empty());
  const std::vector<std::string> free = venla.FreeTimes(kVaccination, kYearsLater);
  EXPECT_EQ(std::count(free.begin(), free.end(), over.slot), 1) << "the hold has run out, the time is free";
}

TEST(Midnight, OnTheEveningBeforeTheEighteenthBirthdayTheGuardianStillBooks) {
  TemporaryFolder data;
  EXPECT_EQ(
      HoldBeforeAndBookAfter(data.path(), "venla-esimerkki", "2029-09-19T23:45:00+03:00", "2029-09-19T23:54:00+03:00")
          .booked.status,
      201);
}

// Born on 29 February 2012, Venla is eighteen from 1 March 2030 on: that year has no 29 February, and the 28th is the
// day before.
TEST(Midnight, OfALeapDayBirthdayComesAfterTheTwentyEighthOfFebruary) {
  const OtherAssets assets("test-persons/persons.json", R"("identityCode": "200911A9045",
      "birthDate": "2011-09-20")",
                           R"("identityCode": "290212A904K",
      "birthDate": "2012-02-29")");
  TemporaryFolder early;
  EXPECT_EQ(HoldBeforeAndBookAfter(early.path(), "venla-esimerkki", "2030-02-27T23:55:00+02:00",
                                   "2030-02-28T00:01:00+02:00", assets.options())
                .booked.status,
            201);
  TemporaryFolder late;
  EXPECT_EQ(HoldBeforeAndBookAfter(late.path(), "venla-esimerkki", "2030-02-28T23:50:00+02:00",
                                   "2030-03-01T00:00:00+02:00", assets.options())
                .booked.refusal(),
            "not-permitted");
}

// A brother and a sister at one go, over the midnight of her eighteenth birthday: neither gets a time.
TEST(Midnight, OfTheEighteenthBirthdayOfOneEndsTheBookingOfBoth) {
  TemporaryFolder data;
  std::string cookie;
  {
    RunningBackend backend(data.path(), "2029-09-19T23:59:00+03:00");
    Resident aino(backend);
    aino.Identify("aino-esimerkki");
    ASSERT_EQ(aino.ActFor("onni-esimerkki").status, 200);
    cookie = aino.cookie();
  }
  RunningBackend backend(data.path(), "2029-09-20T00:00:00+03:00");
  Resident aino(backend);
  const std::vector<std::string> slots = aino.FreeTimes(kVaccination, kYearsLater);
  ASSERT_GE(slots.size(), 2u);
  const auto entry = [](const std::string& person, const std::string& slot) {
    return R"({"resource":{"resourceType":"Appointment","status":"booked","slot":[{"reference":"Slot/)" + slot +
           R"("}],"participant":[{"actor":{"reference":"Patient/)" + person + R"("}}]}})";
  };
  const Reply both = aino.Send("POST", "/fhir",
                               R"({"resourceType":"Bundle","type":"transaction","entry":[)" +
                                   entry("onni-esimerkki", slots[0]) + "," + entry("venla-esimerkki", slots[1]) + "]}",
                               {{"Cookie", cookie}, {"X-Person", "onni-esimerkki"}, {"Idempotency-Key", "both-key-1"}});
  EXPECT_EQ(both.status, 403) << both.body;
  EXPECT_EQ(both.refusal(), "not-permitted");
  aino.Identify("aino-esimerkki");
  ASSERT_EQ(aino.ActFor("onni-esimerkki").status, 200);
  EXPECT_TRUE(aino.Appointments(kVaccination).empty());
}

// Onni is twelve from 2 May 2030 on: a guardian may still book for him, and what a guardian has made they may see.
TEST(Midnight, OfTheTwelfthBirthdayLeavesAGuardianWhatTheTableLeavesThem) {
  TemporaryFolder data;
  const OverMidnight over =
      HoldBeforeAndBookAfter(data.path(), "onni-esimerkki", "2030-05-01T23:50:00+03:00", "2030-05-02T00:00:00+03:00");
  EXPECT_EQ(over.booked.status, 201) << over.booked.body;
  EXPECT_EQ(ExtensionOf(over.booked.json(), "urn:eteinen:by")["valueCode"].AsString(), "guardian");
  RunningBackend backend(data.path(), "2030-05-02T00:01:00+03:00");
  Resident aino(backend);
  aino.Identify("aino-esimerkki");
  ASSERT_EQ(aino.ActFor("onni-esimerkki").status, 200);
  EXPECT_EQ(aino.Appointments(kVaccination).size(), 1u);
}

// The clocks go back on Sunday, 25 October 2026: a quarter past eight is another instant on Monday than on Friday.
TEST(ClockChange, TimesKeepTheirHourOfTheDay) {
  TemporaryFolder data;
  RunningBackend backend(data.path(), "2026-10-22T09:00:00+03:00");
  Resident aino(backend);
  aino.Identify("aino-esimerkki");
  const std::vector<std::string> slots = aino.FreeTimes(kVaccination, "&location=hameenlinna");
  const auto has = [&](const std::string& id) { return std::count(slots.begin(), slots.end(), id) == 1; };
  EXPECT_TRUE(has("kausirokotus.hameenlinna.202610230515.1")) << "Friday";
  EXPECT_TRUE(has("kausirokotus.hameenlinna.202610260615.1")) << "Monday";
  EXPECT_FALSE(has("kausirokotus.hameenlinna.202610260515.1"));
  const Reply booked = aino.Book("kausirokotus.hameenlinna.202610260615.1", "clock-key-1");
  ASSERT_EQ(booked.status, 201) << booked.body;
  EXPECT_EQ(booked.json()["start"].AsString(), "2026-10-26T08:15:00+02:00");
}

}  // namespace
}  // namespace eteinen::backend_test
