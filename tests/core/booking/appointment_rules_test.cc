#include "core/booking/appointment_rules.h"

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

const Instant kNow = Helsinki({2026, 11, 24}, 9);
const Instant kVisit = Helsinki({2026, 12, 1}, 9);

BookingRefusal Book(const BookableService& service, const Visitor& visitor, Instant start,
                    const std::vector<Booking>& bookings = {}, Instant now = kNow) {
  return MayBookAt(Now(now), service, visitor, bookings, start).refusal;
}

TEST(MayBookAt, YesSaysUntilWhen) {
  const BookingDecision decision = MayBookAt(Now(kNow), Published("kausirokotus"), Someone(kAdultBorn), {}, kVisit);
  EXPECT_EQ(decision, (BookingDecision{BookingRefusal::kNone, kVisit - kHour}));
}

TEST(MayBookAt, TooLateSaysUntilWhenItWasPossible) {
  const BookingDecision decision =
      MayBookAt(Now(kVisit - kHour + 1), Published("kausirokotus"), Someone(kAdultBorn), {}, kVisit);
  EXPECT_EQ(decision, (BookingDecision{BookingRefusal::kTooLate, kVisit - kHour}));
}

TEST(MayBookAt, WhatHasBegunIsPast) {
  EXPECT_EQ(Book(Published("kausirokotus"), Someone(kAdultBorn), kNow), BookingRefusal::kPast);
  EXPECT_EQ(Book(Published("kausirokotus"), Someone(kAdultBorn), kNow - kDay), BookingRefusal::kPast);
}

TEST(MayBookAt, TheHorizonEndsWithItsLastDayInHelsinki) {
  BookableService service = Published("kausirokotus");
  service.horizon_days = 7;
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 12, 1}, 23, 50)), BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 12, 2}, 0)), BookingRefusal::kTooEarly);
}

TEST(MayBookAt, SeasonIsOfVisitsFirstAndLastDayIncluded) {
  BookableService service = Published("kausirokotus");
  service.season_first = CivilDay{2026, 12, 1};
  service.season_last = CivilDay{2026, 12, 2};
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 11, 30}, 15)), BookingRefusal::kTooEarly);
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 12, 1}, 8)), BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 12, 2}, 15)), BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone(kAdultBorn), Helsinki({2026, 12, 3}, 8)), BookingRefusal::kTooEarly);
}

TEST(MayBookAt, AgeIsThatOfTheDayOfTheVisit) {
  const BookableService service = Published("kausirokotus");  // from six months on
  EXPECT_EQ(Book(service, Someone({2026, 6, 1}, Relation::kGuardian, Disclosure::kNotCapable), kVisit),
            BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone({2026, 6, 2}, Relation::kGuardian, Disclosure::kNotCapable), kVisit),
            BookingRefusal::kAge);
}

TEST(MayBookAt, MidnightOfTheDayBeforeIsStillTheDayBefore) {
  BookableService service = Published("kausirokotus");
  service.age.from_months = 18 * 12;
  const Visitor turning = Someone({2008, 12, 1});
  EXPECT_EQ(Book(service, turning, Helsinki({2026, 11, 30}, 23, 55)), BookingRefusal::kAge);
  EXPECT_EQ(Book(service, turning, Helsinki({2026, 12, 1}, 0)), BookingRefusal::kNone);
}

TEST(MayBookAt, BornOnALeapDayIsOfAgeOnTheFirstOfMarch) {
  BookableService service = Published("kausirokotus");
  service.age.from_months = 18 * 12;
  const Instant now = Helsinki({2026, 2, 20}, 9);
  EXPECT_EQ(Book(service, Someone({2008, 2, 29}), Helsinki({2026, 2, 28}, 9), {}, now), BookingRefusal::kAge);
  EXPECT_EQ(Book(service, Someone({2008, 2, 29}), Helsinki({2026, 3, 1}, 9), {}, now), BookingRefusal::kNone);
}

TEST(MayBookAt, MunicipalityCountsOnlyWhenItIsKnownAndNamed) {
  BookableService service = Published("kausirokotus");
  Visitor visitor = Someone(kAdultBorn);
  service.municipalities = {"Forssa", "Tammela"};
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kMunicipality);
  visitor.municipality = "Tammela";
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kNone);
  visitor.municipality.reset();
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kNone);
}

TEST(MayBookAt, OneComingBookingOfAServiceIsEnough) {
  const BookableService service = Published("kausirokotus");
  const Visitor visitor = Someone(kAdultBorn);
  EXPECT_EQ(Book(service, visitor, kVisit, {Booked("kausirokotus", kVisit + kDay)}), BookingRefusal::kAlreadyBooked);
  EXPECT_EQ(Book(service, visitor, kVisit, {Booked("suun-tarkastus", kVisit + kDay)}), BookingRefusal::kNone);
  EXPECT_EQ(Book(service, visitor, kVisit, {Booked("kausirokotus", kNow - kDay)}), BookingRefusal::kNone) << "past";
  Booking cancelled = Booked("kausirokotus", kVisit + kDay);
  cancelled.state = BookingState::kCancelled;
  EXPECT_EQ(Book(service, visitor, kVisit, {cancelled}), BookingRefusal::kNone);
}

TEST(MayBookAt, WhatAYouthHidesIsNotCountedAgainstTheGuardian) {
  const BookableService service = Published("kausirokotus");
  Booking hidden = Booked("kausirokotus", kVisit + kDay);
  hidden.disclosure = Disclosure::kUnknown;
  const CivilDay born{2011, 9, 20};
  EXPECT_EQ(Book(service, Someone(born, Relation::kGuardian, Disclosure::kUnknown), kVisit, {hidden}),
            BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone(born), kVisit, {hidden}), BookingRefusal::kAlreadyBooked) << "the youth's own eyes";
}

TEST(MayBookAt, ReasonsComeInTheOrderOfTheContract) {
  BookableService service = Published("kausirokotus");
  service.municipalities = {"Forssa"};
  const std::vector<Booking> bookings = {Booked("kausirokotus", kVisit + kDay)};
  const Instant too_far = kNow + 365 * kDay;
  Visitor visitor = Someone({2027, 11, 1}, Relation::kGuardian, Disclosure::kForbidden);
  EXPECT_EQ(Book(service, visitor, too_far, bookings), BookingRefusal::kNotPermitted);
  visitor.authority.disclosure = Disclosure::kNotCapable;
  service.online = false;
  EXPECT_EQ(Book(service, visitor, too_far, bookings), BookingRefusal::kNotOnline);
  service.online = true;
  EXPECT_EQ(Book(service, visitor, too_far, bookings), BookingRefusal::kAge);
  visitor.authority.birth_date = kChildBorn;
  EXPECT_EQ(Book(service, visitor, too_far, bookings), BookingRefusal::kMunicipality);
  service.municipalities.clear();
  EXPECT_EQ(Book(service, visitor, too_far, bookings), BookingRefusal::kAlreadyBooked);
  EXPECT_EQ(Book(service, visitor, too_far), BookingRefusal::kTooEarly);
}

TEST(MayBookAt, ContraceptionIsNobodysBusinessButOnesOwn) {
  const BookableService service = Published("ehkaisy-aloitus");
  const CivilDay born{2010, 9, 20};
  EXPECT_EQ(Book(service, Someone(born), kVisit), BookingRefusal::kNone);
  EXPECT_EQ(Book(service, Someone(born, Relation::kGuardian), kVisit), BookingRefusal::kNotPermitted);
  EXPECT_EQ(Book(service, Someone(kAdultBorn, Relation::kMandate), kVisit), BookingRefusal::kNotPermitted);
}

TEST(MayBookAt, AnonymousIsAskedToIdentifyUnlessTheServiceNeedsNone) {
  Visitor anonymous;
  anonymous.authority.relation = Relation::kSelf;
  const Instant start = Helsinki({2026, 12, 2}, 12);
  EXPECT_EQ(Book(Published("kausirokotus"), anonymous, start), BookingRefusal::kNotIdentified);
  EXPECT_EQ(Book(Published("pika-taaperoarki"), anonymous, start), BookingRefusal::kNone);
  anonymous.authority.relation = Relation::kNone;
  EXPECT_EQ(Book(Published("kausirokotus"), anonymous, start), BookingRefusal::kNotIdentified);
}

TEST(MayBook, RefusesForAgeOnlyWhenNoBookableDayFits) {
  const BookableService service = Published("lastenneuvola-1v");  // from 11 months, below 15
  const auto decide = [&](CivilDay born) {
    return MayBook(Now(kNow), service, Someone(born, Relation::kGuardian, Disclosure::kNotCapable), {}).refusal;
  };
  EXPECT_EQ(decide({2025, 12, 1}), BookingRefusal::kNone);
  EXPECT_EQ(decide({2026, 3, 16}), BookingRefusal::kNone) << "11 months on 16 February, the last day of the horizon";
  EXPECT_EQ(decide({2026, 3, 17}), BookingRefusal::kAge);
  EXPECT_EQ(decide({2025, 8, 25}), BookingRefusal::kAge) << "15 months tomorrow, and a day's notice to 9.00";
  EXPECT_EQ(decide({2025, 8, 26}), BookingRefusal::kNone);
}

TEST(MayBook, NothingIsBookableAfterTheSeason) {
  BookableService service = Published("kausirokotus");
  service.season_last = CivilDay{2026, 11, 23};
  EXPECT_FALSE(WindowOf(service, kNow).has_value());
  EXPECT_EQ(MayBook(Now(kNow), service, Someone(kAdultBorn), {}).refusal, BookingRefusal::kTooEarly);
}

TEST(MayBook, SaysBeforeAnyTimeWhatNoTimeWouldChange) {
  BookableService service = Published("kausirokotus");
  const std::vector<Booking> one = {Booked("kausirokotus", kVisit)};
  EXPECT_EQ(MayBook(Now(kNow), service, Someone(kAdultBorn), one).refusal, BookingRefusal::kAlreadyBooked);
  service.municipalities = {"Loppi"};
  EXPECT_EQ(MayBook(Now(kNow), service, Someone(kAdultBorn), one).refusal, BookingRefusal::kMunicipality);
  service.municipalities.push_back("Hämeenlinna");
  EXPECT_EQ(MayBook(Now(kNow), service, Someone(kAdultBorn), {}).refusal, BookingRefusal::kNone);
}

TEST(MayBookAt, AServiceThatSaysNoNumberTakesAnyNumberOfBookings) {
  BookableService service = Published("kausirokotus");
  const std::vector<Booking> two = {Booked("kausirokotus", kVisit), Booked("kausirokotus", kVisit + kDay)};
  EXPECT_EQ(Book(service, Someone(kAdultBorn), kVisit, two), BookingRefusal::kAlreadyBooked);
  service.at_most_coming.reset();
  EXPECT_EQ(Book(service, Someone(kAdultBorn), kVisit, two), BookingRefusal::kNone);
}

TEST(MayBookAt, WhoseAgeNobodyKnowsGetsWhatIsForEveryAge) {
  Visitor visitor = Someone(kAdultBorn);
  visitor.authority.birth_date.reset();
  BookableService service = Published("kausirokotus");
  service.age = {};
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kNone);
  service.age.from_months = 6;
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kAge);
  service.age = {0, 65 * 12};
  EXPECT_EQ(Book(service, visitor, kVisit), BookingRefusal::kAge);
}

TEST(WindowOf, BeginsAndEndsWithTheSeasonWhereThatIsNarrower) {
  BookableService service = Published("kausirokotus");
  service.horizon_days = 7;
  service.season_first.reset();
  service.season_last.reset();
  EXPECT_EQ(WindowOf(service, kNow)->first, kNow + kHour) << "the notice";
  EXPECT_EQ(WindowOf(service, kNow)->last, StartOfDay({2026, 12, 2}) - 1);
  service.season_first = CivilDay{2026, 11, 26};
  service.season_last = CivilDay{2026, 11, 28};
  EXPECT_EQ(WindowOf(service, kNow)->first, StartOfDay({2026, 11, 26}));
  EXPECT_EQ(WindowOf(service, kNow)->last, StartOfDay({2026, 11, 29}) - 1);
  service.season_first = CivilDay{2026, 12, 2};
  service.season_last.reset();
  EXPECT_FALSE(WindowOf(service, kNow)) << "it begins after the last day that can be booked";
}

TEST(MayMove, GuardianMayNotTouchWhatIsHidden) {
  Booking hidden = Booked("suun-tarkastus", kVisit);
  hidden.disclosure = Disclosure::kForbidden;
  const Visitor youth = Someone({2011, 9, 20}, Relation::kGuardian, Disclosure::kAllowed);
  EXPECT_EQ(MayMove(Now(kNow), Published("suun-tarkastus"), youth, hidden).refusal, BookingRefusal::kNotPermitted);
  EXPECT_EQ(MayCancel(Now(kNow), Published("suun-tarkastus"), youth, hidden).refusal, BookingRefusal::kNotPermitted);
}

TEST(MayMove, WhatIsOverOrCancelledStays) {
  const BookableService service = Published("kausirokotus");
  Booking booking = Booked("kausirokotus", kNow);
  EXPECT_EQ(MayMove(Now(kNow), service, Someone(kAdultBorn), booking).refusal, BookingRefusal::kPast);
  EXPECT_EQ(MayCancel(Now(kNow), service, Someone(kAdultBorn), booking).refusal, BookingRefusal::kPast);
  booking.state = BookingState::kCancelled;
  EXPECT_EQ(MayCancel(Now(kNow), service, Someone(kAdultBorn), booking).refusal, BookingRefusal::kAlreadyCancelled);
}

TEST(MayMoveTo, TheNewTimeHasToKeepTheRulesToo) {
  const BookableService service = Published("kausirokotus");
  const Booking booking = Booked("kausirokotus", kVisit);
  const auto move_to = [&](Instant start) {
    return MayMoveTo(Now(kNow), service, Someone(kAdultBorn), booking, start).refusal;
  };
  EXPECT_EQ(move_to(kVisit + kDay), BookingRefusal::kNone);
  EXPECT_EQ(move_to(kNow + kHour - 1), BookingRefusal::kTooLate);
  EXPECT_EQ(move_to(kNow - kHour), BookingRefusal::kPast);
  EXPECT_EQ(move_to(kNow + 100 * kDay), BookingRefusal::kTooEarly);
}

TEST(MayMoveTo, WhatMayNotBeMovedHasNoNewTimeEither) {
  const BookableService service = Published("kausirokotus");
  const Booking over = Booked("kausirokotus", kNow - kHour);
  EXPECT_EQ(MayMoveTo(Now(kNow), service, Someone(kAdultBorn), over, kVisit).refusal, BookingRefusal::kPast);
}

TEST(MayCancel, ARuleOfAnAgeIsNotForOneWhoseAgeNobodyKnows) {
  Visitor visitor = Someone(kAdultBorn);
  visitor.authority.birth_date.reset();
  BookableService service = Published("kausirokotus");
  const Booking booking = Booked("kausirokotus", kVisit);
  service.cancel = {ChangeRule{}};
  EXPECT_EQ(MayCancel(Now(kNow), service, visitor, booking).refusal, BookingRefusal::kNone);
  service.cancel[0].age.from_months = 18 * 12;
  EXPECT_EQ(MayCancel(Now(kNow), service, visitor, booking).refusal, BookingRefusal::kNotOnline);
}

TEST(MayMoveTo, AChildMayOutgrowTheNewTime) {
  const BookableService service = Published("lastenneuvola-1v");
  const Visitor child = Someone({2025, 9, 5}, Relation::kGuardian, Disclosure::kNotCapable);
  const Booking booking = Booked("lastenneuvola-1v", kVisit);
  EXPECT_EQ(MayMoveTo(Now(kNow), service, child, booking, Helsinki({2026, 12, 4}, 9)).refusal, BookingRefusal::kNone);
  EXPECT_EQ(MayMoveTo(Now(kNow), service, child, booking, Helsinki({2026, 12, 5}, 9)).refusal, BookingRefusal::kAge);
}

TEST(BookingRefusal, EveryReasonHasACodeOfItsOwn) {
  for (int i = 1; i <= static_cast<int>(BookingRefusal::kPast); ++i) {
    const auto refusal = static_cast<BookingRefusal>(i);
    ASSERT_FALSE(CodeOf(refusal).empty());
    EXPECT_EQ(RefusalOf(CodeOf(refusal)), refusal);
  }
  EXPECT_EQ(RefusalOf(""), std::nullopt);
}

}  // namespace
}  // namespace eteinen
