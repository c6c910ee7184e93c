// Who may book what, as the files of assets/services say: a yes and a no for every service.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Booked;
using booking_test::Helsinki;
using booking_test::kAdultBorn;
using booking_test::Now;
using booking_test::Published;
using booking_test::Someone;

const Instant kNow = Helsinki({2026, 11, 24}, 9);
constexpr CivilDay kVisitDay{2026, 12, 8};

struct Row {
  const char* service;
  const char* reason;  // of the row, for whoever reads a failure
  CivilDay born;
  Relation relation;
  BookingRefusal expected;
};

// Born on the day on which they are so many months old at the visit.
CivilDay MonthsOld(int months, int days_more = 0) { return AddDays(AddMonths(kVisitDay, -months), -days_more); }

constexpr BookingRefusal kYes = BookingRefusal::kNone;
constexpr BookingRefusal kAge = BookingRefusal::kAge;
constexpr BookingRefusal kNotPermitted = BookingRefusal::kNotPermitted;
constexpr BookingRefusal kNotOnline = BookingRefusal::kNotOnline;

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"kausirokotus", "an adult", kAdultBorn, Relation::kSelf, kYes},
      {"kausirokotus", "six months on the day", MonthsOld(6), Relation::kGuardian, kYes},
      {"kausirokotus", "six months the day after", MonthsOld(6, -1), Relation::kGuardian, kAge},
      {"kausirokotus", "an adult by mandate", kAdultBorn, Relation::kMandate, kYes},
      {"neuvola-influenssarokotus", "a child by a guardian", MonthsOld(24), Relation::kGuardian, kYes},
      {"neuvola-influenssarokotus", "under six months", MonthsOld(5), Relation::kGuardian, kAge},
      {"neuvola-influenssarokotus", "by mandate", kAdultBorn, Relation::kMandate, kNotPermitted},
      {"lastenneuvola-1v", "eleven months", MonthsOld(11), Relation::kGuardian, kYes},
      {"lastenneuvola-1v", "fifteen months", MonthsOld(15), Relation::kGuardian, kAge},
      {"lastenneuvola-1-5v", "seventeen months", MonthsOld(17), Relation::kGuardian, kYes},
      {"lastenneuvola-1-5v", "a day short of it", MonthsOld(17, -1), Relation::kGuardian, kAge},
      {"lastenneuvola-2v", "two years", MonthsOld(24), Relation::kGuardian, kYes},
      {"lastenneuvola-2v", "two and a half", MonthsOld(30), Relation::kGuardian, kAge},
      {"lastenneuvola-3v", "three years", MonthsOld(36), Relation::kGuardian, kYes},
      {"lastenneuvola-3v", "two and a half", MonthsOld(30), Relation::kGuardian, kAge},
      {"lastenneuvola-4v", "four years", MonthsOld(48), Relation::kGuardian, kYes},
      {"lastenneuvola-4v", "an adult for themselves", kAdultBorn, Relation::kSelf, kNotPermitted},
      {"lastenneuvola-5v", "five years", MonthsOld(60), Relation::kGuardian, kYes},
      {"lastenneuvola-5v", "four years", MonthsOld(48), Relation::kGuardian, kAge},
      {"lastenneuvola-6v", "six years", MonthsOld(72), Relation::kGuardian, kYes},
      {"lastenneuvola-6v", "seven years", MonthsOld(84), Relation::kGuardian, kAge},
      {"neuvola-puhelinaika", "a guardian", MonthsOld(12), Relation::kGuardian, kYes},
      {"neuvola-puhelinaika", "by mandate", kAdultBorn, Relation::kMandate, kNotPermitted},
      {"perhesuunnittelu-puhelinaika", "oneself", kAdultBorn, Relation::kSelf, kYes},
      {"perhesuunnittelu-puhelinaika", "by mandate", kAdultBorn, Relation::kMandate, kNotPermitted},
      {"ehkaisy-aloitus", "oneself, 15 years old", MonthsOld(180), Relation::kSelf, kYes},
      {"ehkaisy-aloitus", "a guardian of a youth", MonthsOld(180), Relation::kGuardian, kNotPermitted},
      {"ehkaisy-seuranta", "oneself", kAdultBorn, Relation::kSelf, kYes},
      {"ehkaisy-seuranta", "by mandate", kAdultBorn, Relation::kMandate, kNotPermitted},
      {"ehkaisy-vaihto", "oneself", kAdultBorn, Relation::kSelf, kYes},
      {"ehkaisy-vaihto", "a guardian of a youth", MonthsOld(180), Relation::kGuardian, kNotPermitted},
      {"kierukan-poisto", "oneself", kAdultBorn, Relation::kSelf, kYes},
      {"kierukan-poisto", "by mandate", kAdultBorn, Relation::kMandate, kNotPermitted},
      {"hoitajan-videovastaanotto", "oneself", kAdultBorn, Relation::kSelf, kYes},
      {"hoitajan-videovastaanotto", "nobody's child", MonthsOld(60), Relation::kNone, kNotPermitted},
      {"hoitajan-puhelinaika", "by mandate", kAdultBorn, Relation::kMandate, kYes},
      {"hoitajan-puhelinaika", "a stranger", kAdultBorn, Relation::kNone, kNotPermitted},
      {"pika-arjen-haasteet", "anybody", kAdultBorn, Relation::kSelf, kYes},
      {"pika-arjen-haasteet", "for another", MonthsOld(60), Relation::kGuardian, kNotPermitted},
      {"pika-eron-ensiapu", "anybody", kAdultBorn, Relation::kSelf, kYes},
      {"pika-eron-ensiapu", "for another", MonthsOld(60), Relation::kGuardian, kNotPermitted},
      {"pika-taaperoarki", "anybody", kAdultBorn, Relation::kSelf, kYes},
      {"pika-taaperoarki", "for another", MonthsOld(60), Relation::kGuardian, kNotPermitted},
      {"pika-aikuissosiaalityo", "anybody", kAdultBorn, Relation::kSelf, kYes},
      {"pika-aikuissosiaalityo", "for another", MonthsOld(60), Relation::kGuardian, kNotPermitted},
      {"suun-tarkastus", "is given by a professional, and then moved", kAdultBorn, Relation::kSelf, kNotOnline},
      {"suun-kiireellinen", "never", kAdultBorn, Relation::kSelf, kNotOnline},
      {"suun-rontgen", "never", kAdultBorn, Relation::kSelf, kNotOnline},
      {"suun-erikoishammaslaakari", "never", kAdultBorn, Relation::kSelf, kNotOnline},
      {"oikomishoito", "never", kAdultBorn, Relation::kSelf, kNotOnline},
  };
  return rows;
}

TEST(ServiceTable, SaysWhoMayBookWhat) {
  for (const Row& row : Rows()) {
    Visitor visitor = Someone(row.born, row.relation);
    visitor.authority.themes = {Theme::kHealth, Theme::kSocial};
    // At nine on a weekday two weeks ahead; in the season of what has one.
    const BookingDecision decision = MayBookAt(Now(kNow), Published(row.service), visitor, {}, Helsinki(kVisitDay, 9));
    EXPECT_EQ(decision.refusal, row.expected)
        << row.service << ": " << row.reason << " is told \"" << CodeOf(decision.refusal) << "\"";
  }
}

TEST(ServiceTable, HasEveryPublishedService) {
  std::set<std::string> in_table;
  for (const Row& row : Rows()) in_table.insert(row.service);
  for (const auto& file : std::filesystem::directory_iterator("assets/services")) {
    if (file.path().extension() != ".json") continue;
    EXPECT_EQ(in_table.count(file.path().stem()), 1u) << file.path();
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

}  // namespace
}  // namespace eteinen
