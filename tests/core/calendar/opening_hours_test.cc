#include "core/calendar/opening_hours.h"

#include <gtest/gtest.h>

#include <random>

#include "core/calendar/holidays.h"
#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

TEST(OpeningHours, TellWhenTheyClose) {
  const OpeningHours chat = Hours("Mon-Fri 8-20");
  EXPECT_EQ(StateAt(chat, Helsinki("2026-11-24 9.00")), OpenUntil("2026-11-24 20.00"));
}

TEST(OpeningHours, SkipTheWeekendToTheNextOpening) {
  const OpeningHours chat = Hours("Mon-Fri 8-20");
  EXPECT_EQ(StateAt(chat, Helsinki("2026-11-20 20.00")), ClosedUntil("2026-11-23 8.00"));
}

TEST(OpeningHours, BeginAtTheirFirstSecondAndEndBeforeTheirLast) {
  const OpeningHours line = Hours("Tue 9-15");
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 9.00") - 1), ClosedUntil("2026-11-24 9.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 9.00")), OpenUntil("2026-11-24 15.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 15.00") - 1), OpenUntil("2026-11-24 15.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 15.00")), ClosedUntil("2026-12-01 9.00"));
}

TEST(OpeningHours, OfALineThatNeverClosesLast23HoursWhenClocksGoForward) {
  const OpeningHours line = Hours("Mon-Sun 0-24");
  EXPECT_EQ(StateAt(line, Helsinki("2026-03-29 2.59")), OpenForever());
  EXPECT_EQ(HoursBetween(Helsinki("2026-03-29 0.00"), Helsinki("2026-03-30 0.00")), 23);
}

TEST(OpeningHours, OfTwoShiftsThatFillTheDayNeverClose) {
  EXPECT_EQ(StateAt(Hours("Mon-Sun 8-20; Mon-Sun 20-8"), Helsinki("2026-11-24 9.00")), OpenForever());
}

TEST(OpeningHours, OfAdjacentRulesHaveNoGap) {
  const OpeningHours line = Hours("Mon 8-12; Mon 12-16; Mon 17-18");
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-23 12.00")), OpenUntil("2026-11-23 16.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-23 16.30")), ClosedUntil("2026-11-23 17.00"));
}

TEST(OpeningHours, GoOnOverMidnightToTheNextMorning) {
  const OpeningHours night = Hours("Fri,Sun 22-6");
  EXPECT_EQ(StateAt(night, Helsinki("2026-11-20 23.00")), OpenUntil("2026-11-21 6.00"));
  EXPECT_EQ(StateAt(night, Helsinki("2026-11-21 5.59")), OpenUntil("2026-11-21 6.00"));
  EXPECT_EQ(StateAt(night, Helsinki("2026-11-21 6.00")), ClosedUntil("2026-11-22 22.00"));
  EXPECT_EQ(StateAt(night, Helsinki("2026-11-23 0.00")), OpenUntil("2026-11-23 6.00"));
}

TEST(OpeningHours, FromMidnightToMidnightAreTheWholeDay) {
  EXPECT_EQ(StateAt(Hours("Sat,Sun 0-24"), Helsinki("2026-11-21 0.00")), OpenUntil("2026-11-23 0.00"));
}

TEST(OpeningHours, AreClosedOnChristmasEveThoughItIsNoPublicHoliday) {
  const OpeningHours office = Hours("Mon-Fri 9-15", OnPublicHolidays::kClosed);
  EXPECT_EQ(StateAt(office, Helsinki("2026-12-24 10.00")), ClosedUntil("2026-12-28 9.00"));
}

TEST(OpeningHours, OfANightEndWhereAHolidayBeginsAndGoOnWhereItEnds) {
  const OpeningHours night = Hours("Mon-Sun 20-8", OnPublicHolidays::kClosed);
  EXPECT_EQ(StateAt(night, Helsinki("2026-12-23 21.00")), OpenUntil("2026-12-24 0.00"));
  EXPECT_EQ(StateAt(night, Helsinki("2026-12-24 0.00")), ClosedUntil("2026-12-27 0.00"));
}

TEST(OpeningHours, OpenEveryDayCloseAtTheNextHoliday) {
  const OpeningHours line = Hours("Mon-Sun 0-24", OnPublicHolidays::kClosed);
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 9.00")), OpenUntil("2026-12-06 0.00"));
}

TEST(OpeningHours, HoldNotDuringAClosure) {
  OpeningHours line = Hours("Mon-Fri 9-15");
  line.closures = {ClosedOn({2026, 11, 24}, {2026, 11, 26}),
                   {Helsinki("2026-11-27 12.00"), Helsinki("2026-11-27 13.00")}};
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 10.00")), ClosedUntil("2026-11-27 9.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-27 10.00")), OpenUntil("2026-11-27 12.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-27 12.00")), ClosedUntil("2026-11-27 13.00"));
}

TEST(OpeningHours, OfALineThatNeverClosesKnowAClosureYearsAhead) {
  OpeningHours line = AlwaysOpen();
  line.closures = {ClosedOn({2031, 5, 5}, {2031, 5, 6})};
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 9.00")), OpenUntil("2031-05-05 0.00"));
  EXPECT_EQ(StateAt(line, Helsinki("2031-05-06 9.00")), ClosedUntil("2031-05-07 0.00"));
}

TEST(OpeningHours, ThatOpenOnlyAfterAYearDoNotSayWhen) {
  OpeningHours line = Hours("Mon-Fri 9-15");
  line.closures = {{Helsinki("2026-11-24 12.00"), Helsinki("2027-11-24 9.00")}};
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 12.00")), ClosedUntil("2027-11-24 9.00"));
  line.closures = {{Helsinki("2026-11-24 12.00"), Helsinki("2027-11-24 15.00")}};
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-24 12.00")), ClosedForAYear());
  line.closures = {{Helsinki("2026-11-24 12.00")}};
  EXPECT_EQ(StateAt(line, Helsinki("2026-11-25 12.00")), ClosedForAYear());
}

TEST(OpeningHours, WithoutRulesNeverOpen) { EXPECT_EQ(StateAt({}, Helsinki("2026-11-24 12.00")), ClosedForAYear()); }

TEST(OpeningHours, UntilHalfPastThreeHoldInBothHoursOfAnAutumnNight) {
  const OpeningHours night = Hours("Sat 22-3.30");
  EXPECT_EQ(StateAt(night, Helsinki("2026-10-25 3.10", WhenTwice::kFirst)),
            OpenUntil("2026-10-25 3.30", WhenTwice::kFirst));
  EXPECT_EQ(StateAt(night, Helsinki("2026-10-25 3.10", WhenTwice::kSecond)),
            OpenUntil("2026-10-25 3.30", WhenTwice::kSecond));
}

TEST(OpeningHours, FromHalfPastThreeStartAtFourOnASpringNight) {
  const OpeningHours morning = Hours("Sun 3.30-10");
  EXPECT_EQ(StateAt(morning, Helsinki("2026-03-29 2.00")), ClosedUntil("2026-03-29 4.00"));
}

TEST(OpeningHours, ThatLieInTheSkippedHourWaitForTheNextWeek) {
  const OpeningHours short_one = Hours("Sun 3.10-3.50");
  EXPECT_EQ(StateAt(short_one, Helsinki("2026-03-29 2.00")), ClosedUntil("2026-04-05 3.10"));
}

// The same question asked in the plainest way: look at the clock's face, minute by minute.
bool OpenByTheClock(const OpeningHours& hours, Instant at) {
  const HelsinkiTime now = ToHelsinki(at);
  if (hours.on_public_holidays == OnPublicHolidays::kClosed && IsHolidayOrEve(now.day)) return false;
  for (const Closure& closure : hours.closures) {
    if (closure.from <= at && at < closure.until) return false;
  }
  for (const WeeklyHours& rule : hours.weekly) {
    const bool today = rule.days.Has(WeekdayOf(now.day));
    const bool yesterday = rule.days.Has(WeekdayOf(AddDays(now.day, -1)));
    if (rule.end <= rule.start) {
      if ((today && now.time >= rule.start) || (yesterday && now.time < rule.end)) return true;
    } else if (today && now.time >= rule.start && now.time < rule.end) {
      return true;
    }
  }
  return false;
}

TEST(OpeningHours, AgreeWithAClockReadMinuteByMinute) {
  std::mt19937 random(7);
  const auto pick = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  const CivilDay starts[] = {{2026, 3, 24}, {2026, 10, 20}, {2026, 12, 20}, {2027, 3, 24}, {2026, 6, 15}};
  for (int round = 0; round < 300; ++round) {
    OpeningHours hours;
    hours.on_public_holidays = pick(0, 1) == 0 ? OnPublicHolidays::kClosed : OnPublicHolidays::kOpenAsUsual;
    for (int rule = pick(1, 4); rule > 0; --rule) {
      WeekdaySet days;
      for (int day = 0; day < 7; ++day) {
        if (pick(0, 1) == 0) days.Add(static_cast<Weekday>(day));
      }
      hours.weekly.push_back({days, At(pick(0, 23), pick(0, 3) * 15), At(pick(0, 23), pick(0, 3) * 15)});
    }
    const Instant start = StartOfDay(starts[round % 5]);
    for (int closure = pick(0, 2); closure > 0; --closure) {
      const Instant from = start + pick(0, 12 * 24 * 4) * 15 * kMinute;
      hours.closures.push_back({from, from + pick(1, 200) * 15 * kMinute});
    }
    const Instant end = start + 12 * kDay;
    OpenState expected{OpenByTheClock(hours, end), std::nullopt};
    Instant change = end;
    bool known = false;
    for (Instant at = end - 15 * kMinute; at >= start; at = at - 15 * kMinute) {
      const bool open = OpenByTheClock(hours, at);
      if (open != expected.open) {
        expected.open = open;
        change = at + 15 * kMinute;
        known = true;
      }
      const OpenState seen = StateAt(hours, at);
      ASSERT_EQ(seen.open, open) << FormatInstant(at);
      if (known) {
        ASSERT_EQ(seen.until, std::optional(change)) << FormatInstant(at);
      }
    }
  }
}

TEST(OpeningHours, AreRefusedWithTheirPlaceWhenTheyOverlap) {
  const Result<OpeningHours> hours = CheckedOpeningHours(Hours("Tue 8-10; Mon-Fri 9-15"));
  ASSERT_FALSE(hours.ok());
  EXPECT_EQ(hours.error().message, "availableTime[1]: overlaps availableTime[0] on Tuesday 9.00–10.00");
}

TEST(OpeningHours, AreRefusedWhenANightOverlapsTheNextMorning) {
  const Result<OpeningHours> hours = CheckedOpeningHours(Hours("Sun 22-8.30; Mon 8-16"));
  ASSERT_FALSE(hours.ok());
  EXPECT_EQ(hours.error().message, "availableTime[1]: overlaps availableTime[0] on Monday 8.00–8.30");
}

TEST(OpeningHours, AreRefusedWithoutAWeekday) {
  const Result<OpeningHours> hours = CheckedOpeningHours({{{WeekdaySet(), At(8), At(9)}}, {}, {}});
  ASSERT_FALSE(hours.ok());
  EXPECT_EQ(hours.error().message, "availableTime[0]: names no weekday");
}

TEST(OpeningHours, AreRefusedWhenAClosureEndsBeforeItBegins) {
  OpeningHours hours = Hours("Mon 8-16");
  hours.closures = {ClosedOn({2026, 11, 24}, {2026, 11, 22})};
  const Result<OpeningHours> checked = CheckedOpeningHours(hours);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().message, "notAvailable[0]: ends before it begins");
}

TEST(OpeningHours, ThatMeetButDoNotOverlapAreAccepted) {
  EXPECT_TRUE(CheckedOpeningHours(Hours("Sun 22-8; Mon 8-16; Mon 16-18")).ok());
}

}  // namespace
}  // namespace eteinen
