#include "core/calendar/civil_time.h"

#include <gtest/gtest.h>

#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

TEST(CivilDays, AreNumberedWithoutGapsOver800Years) {
  std::int64_t expected = DayNumber({1700, 1, 1});
  for (int year = 1700; year < 2500; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= DaysInMonth(year, month); ++day) {
        const CivilDay civil{year, month, day};
        ASSERT_EQ(DayNumber(civil), expected);
        ASSERT_EQ(DayFromNumber(expected), civil);
        ++expected;
      }
    }
  }
}

TEST(CivilDays, KnowTheirWeekday) {
  EXPECT_EQ(WeekdayOf({1970, 1, 1}), Weekday::kThursday);
  EXPECT_EQ(WeekdayOf({2026, 11, 22}), Weekday::kSunday);
  EXPECT_EQ(WeekdayOf({1917, 12, 6}), Weekday::kThursday);
}

TEST(CivilDays, StayInTheMonthWhenMonthsAreAdded) {
  EXPECT_EQ(AddMonths({2026, 1, 31}, 1), (CivilDay{2026, 2, 28}));
  EXPECT_EQ(AddMonths({2024, 2, 29}, 12), (CivilDay{2025, 2, 28}));
  EXPECT_EQ(AddMonths({2026, 1, 15}, -13), (CivilDay{2024, 12, 15}));
}

TEST(CivilDays, AreReadOnlyWhenWholeAndReal) {
  EXPECT_EQ(Day("2024-02-29"), (CivilDay{2024, 2, 29}));
  for (const char* wrong : {"2026-02-29", "2026-2-09", "2026-13-01", "2026-00-10", "2026-11-00", "2026-11", "20261124",
                            "2026-11-24 ", "+026-11-24", "2026-11-2x"}) {
    EXPECT_FALSE(ParseDay(wrong).ok()) << wrong;
  }
}

TEST(TimesOfDay, AreReadAsFhirWritesThem) {
  EXPECT_EQ(ParseTimeOfDay("09:05:07").value(), At(9, 5, 7));
  EXPECT_EQ(ParseTimeOfDay("09:05").value(), At(9, 5));
  EXPECT_EQ(ParseTimeOfDay("23:59:59.99").value(), At(23, 59, 59));
  for (const char* wrong :
       {"24:00:00", "9:05:00", "09:60:00", "09:05:60", "09.05.00", "09:05:", "09:05:00.", "09:05:0", ""}) {
    EXPECT_FALSE(ParseTimeOfDay(wrong).ok()) << wrong;
  }
}

TEST(Ages, GrowAtMidnightOfTheBirthday) {
  EXPECT_EQ(AgeInYears({2014, 11, 25}, {2026, 11, 24}), 11);
  EXPECT_EQ(AgeInYears({2014, 11, 25}, {2026, 11, 25}), 12);
  EXPECT_EQ(AgeInMonths({2026, 5, 31}, {2026, 6, 30}), 0);
  EXPECT_EQ(AgeInMonths({2026, 5, 31}, {2026, 7, 1}), 1);
}

TEST(Ages, OfThoseBornOnALeapDayGrowOnTheFirstOfMarch) {
  EXPECT_EQ(AgeInYears({2008, 2, 29}, {2026, 2, 28}), 17);
  EXPECT_EQ(AgeInYears({2008, 2, 29}, {2026, 3, 1}), 18);
  EXPECT_EQ(AgeInYears({2008, 2, 29}, {2028, 2, 29}), 20);
}

TEST(Ages, AreNegativeBeforeBirth) { EXPECT_EQ(AgeInYears({2026, 11, 25}, {2026, 11, 24}), -1); }

TEST(HelsinkiTime, SkipsAnHourInSpring) {
  const Instant before = Instant{DayNumber({2026, 3, 29}) * kDay + kHour - 1};
  EXPECT_EQ(ToHelsinki(before), (HelsinkiTime{{2026, 3, 29}, At(2, 59, 59), 7200}));
  EXPECT_EQ(ToHelsinki(before + 1), (HelsinkiTime{{2026, 3, 29}, At(4), 10800}));
  EXPECT_EQ(Helsinki("2026-03-29 3.30"), Helsinki("2026-03-29 4.00"));
}

TEST(HelsinkiTime, ShowsAnHourTwiceInAutumn) {
  const Instant first = Helsinki("2026-10-25 3.30", WhenTwice::kFirst);
  const Instant second = Helsinki("2026-10-25 3.30", WhenTwice::kSecond);
  EXPECT_EQ(second - first, kHour);
  EXPECT_EQ(FormatInstant(first), "2026-10-25T03:30:00+03:00");
  EXPECT_EQ(FormatInstant(second), "2026-10-25T03:30:00+02:00");
}

TEST(HelsinkiTime, HasDaysOf23And25Hours) {
  EXPECT_EQ(HoursBetween(StartOfDay({2026, 3, 29}), StartOfDay({2026, 3, 30})), 23);
  EXPECT_EQ(HoursBetween(StartOfDay({2026, 10, 25}), StartOfDay({2026, 10, 26})), 25);
  EXPECT_EQ(HoursBetween(StartOfDay({2026, 11, 22}), StartOfDay({2026, 11, 23})), 24);
}

}  // namespace
}  // namespace eteinen
