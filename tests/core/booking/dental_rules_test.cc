// The one published set of rules, word for word: press release of the county, 2–3 February 2026. Adults move and cancel
// at least 24 h before; minors move at least 1 h before and at most twice, and never cancel online; emergency, X-ray,
// specialist and orthodontic appointments are never changed online.
#include <gtest/gtest.h>

#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Booked;
using booking_test::Helsinki;
using booking_test::kAdultBorn;
using booking_test::kChildBorn;
using booking_test::Now;
using booking_test::Published;
using booking_test::Someone;

const Instant kVisit = Helsinki({2026, 12, 3}, 9);

BookingRefusal Move(const Visitor& visitor, const Booking& booking, Instant now) {
  return MayMove(Now(now), Published(booking.service), visitor, booking).refusal;
}
BookingRefusal Cancel(const Visitor& visitor, const Booking& booking, Instant now) {
  return MayCancel(Now(now), Published(booking.service), visitor, booking).refusal;
}

TEST(DentalRules, AdultMovesUntilTwentyFourHoursBefore) {
  const Booking booking = Booked("suun-tarkastus", kVisit);
  EXPECT_EQ(Move(Someone(kAdultBorn), booking, kVisit - 24 * kHour), BookingRefusal::kNone);
  EXPECT_EQ(Move(Someone(kAdultBorn), booking, kVisit - 24 * kHour + 1), BookingRefusal::kTooLate);
}

TEST(DentalRules, AdultCancelsUntilTwentyFourHoursBefore) {
  const Booking booking = Booked("suun-tarkastus", kVisit);
  EXPECT_EQ(Cancel(Someone(kAdultBorn), booking, kVisit - 24 * kHour), BookingRefusal::kNone);
  EXPECT_EQ(Cancel(Someone(kAdultBorn), booking, kVisit - 24 * kHour + 1), BookingRefusal::kTooLate);
}

TEST(DentalRules, AdultMovesAsOftenAsTheyLike) {
  EXPECT_EQ(Move(Someone(kAdultBorn), Booked("suun-tarkastus", kVisit, 7), kVisit - 2 * kDay), BookingRefusal::kNone);
}

TEST(DentalRules, MinorMovesUntilOneHourBefore) {
  const Booking booking = Booked("suun-tarkastus", kVisit);
  EXPECT_EQ(Move(Someone(kChildBorn), booking, kVisit - kHour), BookingRefusal::kNone);
  EXPECT_EQ(Move(Someone(kChildBorn), booking, kVisit - kHour + 1), BookingRefusal::kTooLate);
}

TEST(DentalRules, MinorMovesAtMostTwice) {
  EXPECT_EQ(Move(Someone(kChildBorn), Booked("suun-tarkastus", kVisit, 1), kVisit - kDay), BookingRefusal::kNone);
  EXPECT_EQ(Move(Someone(kChildBorn), Booked("suun-tarkastus", kVisit, 2), kVisit - kDay),
            BookingRefusal::kTooManyMoves);
}

TEST(DentalRules, MinorNeverCancelsOnline) {
  EXPECT_EQ(Cancel(Someone(kChildBorn), Booked("suun-tarkastus", kVisit), kVisit - 30 * kDay),
            BookingRefusal::kNotOnline);
}

TEST(DentalRules, TheAgeOnTheDayOfTheVisitDecidesWhoseRulesHold) {
  const Booking booking = Booked("suun-tarkastus", kVisit);
  const Instant week_before = kVisit - 7 * kDay;
  EXPECT_EQ(Cancel(Someone({2008, 12, 3}), booking, week_before), BookingRefusal::kNone) << "18 that day";
  EXPECT_EQ(Cancel(Someone({2008, 12, 4}), booking, week_before), BookingRefusal::kNotOnline) << "18 the day after";
}

TEST(DentalRules, GuardianMovesAnOwnChildsTimeButDoesNotCancelIt) {
  const Visitor child = Someone(kChildBorn, Relation::kGuardian, Disclosure::kNotCapable);
  const Booking booking = Booked("suun-tarkastus", kVisit);
  EXPECT_EQ(Move(child, booking, kVisit - 2 * kHour), BookingRefusal::kNone);
  EXPECT_EQ(Cancel(child, booking, kVisit - 7 * kDay), BookingRefusal::kNotOnline);
}

TEST(DentalRules, MandateHolderMovesAndCancelsForAnotherAdult) {
  const Visitor parent = Someone({1941, 1, 25}, Relation::kMandate);
  const Booking booking = Booked("suun-tarkastus", kVisit);
  EXPECT_EQ(Move(parent, booking, kVisit - 2 * kDay), BookingRefusal::kNone);
  EXPECT_EQ(Cancel(parent, booking, kVisit - 2 * kDay), BookingRefusal::kNone);
}

TEST(DentalRules, EmergencyXRaySpecialistAndOrthodonticsAreNeverChangedOnline) {
  for (const char* service : {"suun-kiireellinen", "suun-rontgen", "suun-erikoishammaslaakari", "oikomishoito"}) {
    for (const CivilDay born : {kAdultBorn, kChildBorn}) {
      EXPECT_EQ(Move(Someone(born), Booked(service, kVisit), kVisit - 30 * kDay), BookingRefusal::kNotOnline)
          << service;
      EXPECT_EQ(Cancel(Someone(born), Booked(service, kVisit), kVisit - 30 * kDay), BookingRefusal::kNotOnline)
          << service;
      EXPECT_EQ(MayBook(Now(kVisit - kDay), Published(service), Someone(born), {}).refusal, BookingRefusal::kNotOnline);
    }
  }
}

TEST(DentalRules, WhatIsNotOnlineGoesToTheNonUrgentLineOrTheChat) {
  EXPECT_EQ(Published("suun-tarkastus").fallback, (std::vector<std::string>{"suun-kiireeton", "suun-chat-ajat"}));
}

// The clocks go back on 25 October 2026 at 4.00: the day before the visit is 25 hours long, the notice still 24.
TEST(DentalRules, NoticeIsElapsedTimeOverAClockChange) {
  const Instant visit = Helsinki({2026, 10, 25}, 9);
  const Booking booking = Booked("suun-tarkastus", visit);
  EXPECT_EQ(Move(Someone(kAdultBorn), booking, Helsinki({2026, 10, 24}, 10)), BookingRefusal::kNone);
  EXPECT_EQ(Move(Someone(kAdultBorn), booking, Helsinki({2026, 10, 24}, 10) + 1), BookingRefusal::kTooLate);
}

}  // namespace
}  // namespace eteinen
