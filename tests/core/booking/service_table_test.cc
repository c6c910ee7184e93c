// Who may book, move and cancel what: for every service of assets/services a table of yes and no, as data in golden/.
// And time: birthdays at midnight, leap days, the nights of the clock change.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Booked;
using booking_test::Helsinki;
using booking_test::kAdultBorn;
using booking_test::Now;
using booking_test::Published;
using booking_test::Someone;

constexpr CivilDay kVisitDay{2026, 12, 8};
const Instant kVisit = Helsinki(kVisitDay, 9);

constexpr BookingRefusal kYes = BookingRefusal::kNone;
constexpr BookingRefusal kAge = BookingRefusal::kAge;
constexpr BookingRefusal kNotPermitted = BookingRefusal::kNotPermitted;

// One row of tests/core/booking/golden/<service>.json: who does what when, and what they are told.
//
//   act: book, move, cancel   by: self, guardian, mandate, none   expect: "yes" or the code of the refusal
//   age (P12Y): exactly so old on the day of the visit, or `short` days short of it; absent: nobody knows
//   before (PT24H, P84D): so long before the visit; absent: two weeks   visit, to: local time; absent: kVisit
//   has: coming bookings of the service   moves: times moved before   hidden: what a youth hides   cancelled   level
Instant LocalTime(const std::string& text) {
  return FromHelsinki(ParseDay(text.substr(0, 10)).value(), ParseTimeOfDay(text.substr(11)).value());
}

Instant Before(Instant visit, const std::string& duration) {
  if (duration.empty()) return visit - 14 * kDay;
  if (const std::optional<int> minutes = MinutesOf(duration)) return visit - *minutes * kMinute;
  // In days of the calendar, at the same time of day.
  const HelsinkiTime local = ToHelsinki(visit);
  return FromHelsinki(AddDays(local.day, -std::stoi(duration.substr(1))), local.time);
}

Visitor VisitorOf(const Json& row, Instant visit) {
  const Relation relation = RelationOf(row["by"].AsString()).value();
  const bool hidden = row["hidden"].AsBool();
  const CivilDay day = ToHelsinki(visit).day;
  const std::optional<int> months = MonthsOf(row["age"].AsString());
  const auto short_of = static_cast<int>(row["short"].AsInt().value_or(0));
  Visitor visitor = Someone(months ? AddDays(AddMonths(day, -*months), short_of) : CivilDay{}, relation,
                            hidden ? Disclosure::kForbidden : Disclosure::kAllowed);
  if (!months) visitor.authority.birth_date.reset();
  visitor.authority.themes = {Theme::kHealth, Theme::kSocial};
  if (row.Has("level")) visitor.authority.level = LevelOf(row["level"].AsString()).value();
  return visitor;
}

std::string Told(const std::string& service_id, const Json& row) {
  const BookableService service = Published(service_id);
  const Instant visit = row.Has("visit") ? LocalTime(row["visit"].AsString()) : kVisit;
  const Instant now = Before(visit, row["before"].AsString());
  const Visitor visitor = VisitorOf(row, visit);
  Booking booking = Booked(service_id, visit, static_cast<int>(row["moves"].AsInt().value_or(0)));
  if (row["cancelled"].AsBool()) booking.state = BookingState::kCancelled;
  if (row["hidden"].AsBool()) booking.disclosure = Disclosure::kForbidden;
  const std::vector<Booking> has(static_cast<std::size_t>(row["has"].AsInt().value_or(0)),
                                 Booked(service_id, now + 40 * kDay));
  const std::string& act = row["act"].AsString();
  BookingDecision decision;
  if (act == "book") {
    decision = MayBookAt(Now(now), service, visitor, has, visit);
  } else if (act == "move") {
    decision = row.Has("to") ? MayMoveTo(Now(now), service, visitor, booking, LocalTime(row["to"].AsString()))
                             : MayMove(Now(now), service, visitor, booking);
  } else if (act == "cancel") {
    decision = MayCancel(Now(now), service, visitor, booking);
  } else {
    ADD_FAILURE() << "no such act: " << act;
  }
  return decision.yes() ? "yes" : std::string(CodeOf(decision.refusal));
}

TEST(ServiceTable, EveryServiceHasItsOwnAndEveryRowIsAsItSays) {
  for (const auto& file : std::filesystem::directory_iterator("assets/services")) {
    if (file.path().extension() != ".json") continue;
    const std::string id = file.path().stem();
    std::ifstream stream("tests/core/booking/golden/" + id + ".json");
    const Result<Json> table = ParseJson(std::string((std::istreambuf_iterator<char>(stream)), {}));
    ASSERT_TRUE(table.ok()) << "no table for " << id;
    EXPECT_EQ((*table)["service"].AsString(), id);
    int yes = 0;
    int no = 0;
    for (const Json& row : (*table)["rows"].Items()) {
      const std::string& expected = row["expect"].AsString();
      EXPECT_EQ(Told(id, row), expected) << id << ": " << row["act"].AsString() << ", " << row["why"].AsString();
      ++(expected == "yes" ? yes : no);
    }
    EXPECT_GE(no, 4) << id;
    EXPECT_GE(yes, Published(id).online ? 4 : 0) << id;
  }
}

// The other way round: a table without its service would be read by nobody.
TEST(ServiceTable, NoTableIsLeftOver) {
  for (const auto& file : std::filesystem::directory_iterator("tests/core/booking/golden")) {
    EXPECT_TRUE(std::filesystem::exists("assets/services/" + file.path().filename().string())) << file.path();
  }
}

TEST(ServiceTable, AMinorThatTurnsTwelveBetweenHoldAndCommitIsJudgedAtCommit) {
  // The guardian of a child books all; of a youth, only what the youth lets be known. The birthday's midnight decides.
  const CivilDay born{2014, 11, 25};
  const BookableService service = Published("kausirokotus");
  const Visitor visitor = Someone(born, Relation::kGuardian, Disclosure::kForbidden);
  Visitor child = visitor;
  child.authority.disclosure = Disclosure::kNotCapable;
  const Instant midnight = StartOfDay({2026, 11, 25});
  EXPECT_EQ(MayBookAt(Now(midnight - 1), service, child, {}, Helsinki(kVisitDay, 9)).refusal, kYes);
  EXPECT_EQ(MayBookAt(Now(midnight), service, visitor, {}, Helsinki(kVisitDay, 9)).refusal, kNotPermitted);
}

TEST(ServiceTable, AGuardianIsNoneFromTheEighteenthBirthdayOn) {
  const Visitor visitor = Someone({2008, 11, 25}, Relation::kGuardian);
  const BookableService service = Published("kausirokotus");
  const Instant midnight = StartOfDay({2026, 11, 25});
  EXPECT_EQ(MayBookAt(Now(midnight - 1), service, visitor, {}, Helsinki(kVisitDay, 9)).refusal, kYes);
  EXPECT_EQ(MayBookAt(Now(midnight), service, visitor, {}, Helsinki(kVisitDay, 9)).refusal, kNotPermitted);
}

TEST(ServiceTable, WhoIsBornOnTheLeapDayIsOlderOnTheFirstOfMarch) {
  // Two years old on 1 March 2026: the check of two-year-olds ends at two and a half, that of one and a half before.
  const CivilDay leap_day{2024, 2, 29};
  EXPECT_EQ(AgeInMonths(leap_day, {2026, 2, 28}), 23);
  EXPECT_EQ(AgeInMonths(leap_day, {2026, 3, 1}), 24);
  BookableService service = Published("lastenneuvola-2v");
  service.age.from_months = 24;
  const Visitor visitor = Someone(leap_day, Relation::kGuardian);
  const Instant now = Helsinki({2026, 2, 10}, 9);
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, Helsinki({2026, 2, 28}, 9)).refusal, kAge);
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, Helsinki({2026, 3, 1}, 9)).refusal, kYes);
}

TEST(ServiceTable, TwentyFourHoursAreTwentyFourHoursOnTheNightsOfTheClockChange) {
  const BookableService service = Published("suun-tarkastus");
  const Visitor adult = Someone(kAdultBorn);
  // Autumn: the clock goes back at four, so 24 hours before Sunday 12.00 is Saturday 13.00.
  const Instant autumn = Helsinki({2026, 10, 25}, 12);
  EXPECT_EQ(MayCancel(Now(Helsinki({2026, 10, 24}, 13)), service, adult, Booked(service.id, autumn)).refusal, kYes);
  EXPECT_EQ(MayCancel(Now(Helsinki({2026, 10, 24}, 13) + 1), service, adult, Booked(service.id, autumn)).refusal,
            BookingRefusal::kTooLate);
  // Spring: it goes forward, so 24 hours before is Saturday 11.00.
  const Instant spring = Helsinki({2027, 3, 28}, 12);
  EXPECT_EQ(MayCancel(Now(Helsinki({2027, 3, 27}, 11)), service, adult, Booked(service.id, spring)).refusal, kYes);
  EXPECT_EQ(MayCancel(Now(Helsinki({2027, 3, 27}, 11) + 1), service, adult, Booked(service.id, spring)).refusal,
            BookingRefusal::kTooLate);
}

TEST(ServiceTable, TheSpringNightLeavesOutAnHourAndTheAutumnNightHasItTwice) {
  // An hour before 4.30 on the night of spring is 2.30: there is no half past three.
  BookableService service = Published("hoitajan-puhelinaika");
  const Visitor adult = Someone(kAdultBorn);
  const Instant spring = Helsinki({2027, 3, 28}, 4, 30);
  EXPECT_EQ(MayBookAt(Now(Helsinki({2027, 3, 28}, 2, 30)), service, adult, {}, spring).refusal, kYes);
  EXPECT_EQ(MayBookAt(Now(Helsinki({2027, 3, 28}, 2, 30) + 1), service, adult, {}, spring).refusal,
            BookingRefusal::kTooLate);
  // The night of autumn has half past three twice: two hours lie between 2.30 and the second one.
  const Instant second = Helsinki({2026, 10, 25}, 4, 30) - kHour;
  EXPECT_EQ(second - Helsinki({2026, 10, 25}, 2, 30), 2 * kHour);
  EXPECT_EQ(MayCancel(Now(second - kHour), service, adult, Booked(service.id, second)).refusal, kYes);
  EXPECT_EQ(MayCancel(Now(second - kHour + 1), service, adult, Booked(service.id, second)).refusal,
            BookingRefusal::kTooLate);
  // The horizon is in days: fourteen days on, whatever the length of the days between.
  EXPECT_EQ(MayBookAt(Now(Helsinki({2027, 3, 20}, 9)), service, adult, {}, Helsinki({2027, 4, 3}, 15)).refusal, kYes);
  EXPECT_EQ(MayBookAt(Now(Helsinki({2027, 3, 20}, 9)), service, adult, {}, Helsinki({2027, 4, 4}, 8)).refusal,
            BookingRefusal::kTooEarly);
}

TEST(ServiceTable, WhoTurnsEighteenBetweenBookingAndVisitFollowsTheRulesOfAdults) {
  // Booked by a minor for the birthday itself: on that day an adult comes, who may cancel until 24 hours before.
  const BookableService service = Published("suun-tarkastus");
  const Visitor youth = Someone({2008, 12, 8});
  const Instant now = Helsinki({2026, 12, 1}, 9);
  EXPECT_EQ(MayCancel(Now(now), service, youth, Booked(service.id, kVisit)).refusal, kYes);
  EXPECT_EQ(MayCancel(Now(now), service, youth, Booked(service.id, kVisit - kDay)).refusal, BookingRefusal::kNotOnline);
}

TEST(ServiceTable, SexIsARuleOnlyWhereAServiceSaysSoAndItIsKnown) {
  BookableService service = Published("kierukan-poisto");
  Visitor visitor = Someone(kAdultBorn);
  const Instant now = kVisit - 7 * kDay;
  visitor.sex = "male";
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, kVisit).refusal, kYes) << "no published service asks for it";
  service.sex = "female";
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, kVisit).refusal, BookingRefusal::kSex);
  EXPECT_EQ(MayBook(Now(now), service, visitor, {}).refusal, BookingRefusal::kSex);
  visitor.sex = "female";
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, kVisit).refusal, kYes);
  visitor.sex.clear();
  EXPECT_EQ(MayBookAt(Now(now), service, visitor, {}, kVisit).refusal, kYes) << "unknown is not refused";
}

}  // namespace
}  // namespace eteinen
