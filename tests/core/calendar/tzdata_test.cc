// Our own rule for Europe/Helsinki against the system's time-zone files.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

class TimeZoneFiles : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "Europe/Helsinki", 1);
    tzset();
    if (Official(Helsinki("2026-07-01 12.00")).tm_gmtoff != 3 * kHour) GTEST_SKIP() << "no time-zone files here";
  }

  static tm Official(Instant at) {
    const time_t seconds = at.seconds;
    tm local{};
    localtime_r(&seconds, &local);
    return local;
  }

  static void ExpectSame(Instant at) {
    const tm official = Official(at);
    const HelsinkiTime ours = ToHelsinki(at);
    ASSERT_EQ(ours.day, (CivilDay{official.tm_year + 1900, official.tm_mon + 1, official.tm_mday})) << at.seconds;
    ASSERT_EQ(ours.time, At(official.tm_hour, official.tm_min, official.tm_sec)) << at.seconds;
    ASSERT_EQ(ours.utc_offset, official.tm_gmtoff) << at.seconds;
    ASSERT_EQ(static_cast<int>(WeekdayOf(ours.day)), (official.tm_wday + 6) % 7);
  }
};

TEST_F(TimeZoneFiles, AgreeEveryHalfHourFrom1921To2037) {
  const Instant end = StartOfDay({2038, 1, 1});
  for (Instant at = StartOfDay({1921, 5, 2}); at < end; at = at + 30 * kMinute) ExpectSame(at);
}

TEST_F(TimeZoneFiles, AgreeAroundEveryChangeToTheSecondUntil2400) {
  for (int year = 1977; year < 2400; ++year) {
    for (const int month : {3, 9, 10}) {
      for (int day = 24; day <= 30; ++day) {
        const Instant one_o_clock{DayNumber({year, month, day}) * kDay + kHour};
        ExpectSame(one_o_clock - 1);
        ExpectSame(one_o_clock);
      }
    }
  }
}

TEST_F(TimeZoneFiles, AgreeOnTheWayBack) {
  for (Instant at = StartOfDay({1997, 1, 1}); at < StartOfDay({2038, 1, 1}); at = at + 30 * kMinute) {
    const HelsinkiTime local = ToHelsinki(at);
    const Instant first = FromHelsinki(local.day, local.time, WhenTwice::kFirst);
    const Instant second = FromHelsinki(local.day, local.time, WhenTwice::kSecond);
    ASSERT_TRUE(at == first || at == second) << at.seconds;
  }
}

}  // namespace
}  // namespace eteinen
