#include "core/calendar/holidays.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

std::string Listed(int year) {
  std::string text;
  for (const Holiday& holiday : HolidaysOf(year)) {
    text +=
        std::to_string(holiday.day.day) + "." + std::to_string(holiday.day.month) + (holiday.statutory ? ". " : ".* ");
  }
  return text;
}

TEST(Holidays, AreThoseOfTheAlmanac) {  // * = an eve
  EXPECT_EQ(Listed(2025),
            "1.1. 6.1. 18.4. 20.4. 21.4. 1.5. 29.5. 8.6. 20.6.* 21.6. 1.11. 6.12. 24.12.* 25.12. 26.12. ");
  EXPECT_EQ(Listed(2026), "1.1. 6.1. 3.4. 5.4. 6.4. 1.5. 14.5. 24.5. 19.6.* 20.6. 31.10. 6.12. 24.12.* 25.12. 26.12. ");
  EXPECT_EQ(Listed(2027),
            "1.1. 6.1. 26.3. 28.3. 29.3. 1.5. 6.5. 16.5. 25.6.* 26.6. 6.11. 6.12. 24.12.* 25.12. 26.12. ");
  EXPECT_EQ(Listed(2031),
            "1.1. 6.1. 11.4. 13.4. 14.4. 1.5. 22.5. 1.6. 20.6.* 21.6. 1.11. 6.12. 24.12.* 25.12. 26.12. ");
}

TEST(Holidays, HaveNamesInThreeLanguages) {
  const Holiday midsummer_eve = HolidaysOf(2026)[8];
  EXPECT_EQ(midsummer_eve.name.fi, "Juhannusaatto");
  EXPECT_EQ(midsummer_eve.name.sv, "Midsommarafton");
  EXPECT_EQ(midsummer_eve.name.en, "Midsummer Eve");
  EXPECT_FALSE(midsummer_eve.statutory);
}

TEST(Holidays, AreInOrderAlsoWhenTwoFallOnOneDay) {
  const auto holidays = HolidaysOf(2008);
  EXPECT_EQ(holidays[5].name.fi, "Vappu");
  EXPECT_EQ(holidays[6].name.fi, "Helatorstai");
  EXPECT_EQ(holidays[5].day, holidays[6].day);
  for (int year = 1900; year < 2300; ++year) {
    const auto of_year = HolidaysOf(year);
    for (std::size_t i = 1; i < of_year.size(); ++i) ASSERT_LE(of_year[i - 1].day, of_year[i].day) << year;
  }
}

TEST(Holidays, FindEasterOfTheKnownExtremes) {
  EXPECT_EQ(EasterSunday(1818), (CivilDay{1818, 3, 22}));
  EXPECT_EQ(EasterSunday(2038), (CivilDay{2038, 4, 25}));
  EXPECT_EQ(EasterSunday(1954), (CivilDay{1954, 4, 18}));
  EXPECT_EQ(EasterSunday(1981), (CivilDay{1981, 4, 19}));
  EXPECT_EQ(EasterSunday(2076), (CivilDay{2076, 4, 19}));
}

TEST(Holidays, AreTheSameAsAListAndAsAQuestion) {
  for (int year = 1950; year < 2150; ++year) {
    std::set<CivilDay> days;
    for (const Holiday& holiday : HolidaysOf(year)) days.insert(holiday.day);
    for (CivilDay day{year, 1, 1}; day.year == year; day = AddDays(day, 1)) {
      ASSERT_EQ(IsHolidayOrEve(day), days.count(day) == 1) << FormatDay(day);
    }
  }
}

}  // namespace
}  // namespace eteinen
