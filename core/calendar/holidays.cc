#include "core/calendar/holidays.h"

#include <algorithm>

namespace eteinen {
namespace {

constexpr HolidayName kNewYear{"Uudenvuodenpäivä", "Nyårsdagen", "New Year's Day"};
constexpr HolidayName kEpiphany{"Loppiainen", "Trettondagen", "Epiphany"};
constexpr HolidayName kGoodFriday{"Pitkäperjantai", "Långfredagen", "Good Friday"};
constexpr HolidayName kEaster{"1. pääsiäispäivä", "Påskdagen", "Easter Sunday"};
constexpr HolidayName kEasterMonday{"2. pääsiäispäivä", "Annandag påsk", "Easter Monday"};
constexpr HolidayName kMayDay{"Vappu", "Första maj", "May Day"};
constexpr HolidayName kAscension{"Helatorstai", "Kristi himmelsfärdsdag", "Ascension Day"};
constexpr HolidayName kPentecost{"Helluntaipäivä", "Pingstdagen", "Whit Sunday"};
constexpr HolidayName kMidsummerEve{"Juhannusaatto", "Midsommarafton", "Midsummer Eve"};
constexpr HolidayName kMidsummer{"Juhannuspäivä", "Midsommardagen", "Midsummer Day"};
constexpr HolidayName kAllSaints{"Pyhäinpäivä", "Alla helgons dag", "All Saints' Day"};
constexpr HolidayName kIndependence{"Itsenäisyyspäivä", "Självständighetsdagen", "Independence Day"};
constexpr HolidayName kChristmasEve{"Jouluaatto", "Julafton", "Christmas Eve"};
constexpr HolidayName kChristmas{"Joulupäivä", "Juldagen", "Christmas Day"};
constexpr HolidayName kBoxingDay{"Tapaninpäivä", "Annandag jul", "Boxing Day"};

// The Saturday of the week that begins on `first`.
CivilDay SaturdayFrom(CivilDay first) {
  const int to_saturday = (static_cast<int>(Weekday::kSaturday) - static_cast<int>(WeekdayOf(first)) + 7) % 7;
  return AddDays(first, to_saturday);
}

}  // namespace

// The Gregorian reckoning: the Sunday after the first church full moon on or after 21 March.
CivilDay EasterSunday(int year) {
  const auto modulo = [](int a, int b) { return (a % b + b) % b; };
  const auto divide = [&](int a, int b) { return (a - modulo(a, b)) / b; };
  const int golden = modulo(year, 19);
  const int century = divide(year, 100);
  const int skipped_leap_days = century - divide(century, 4);
  const int moon_correction = divide(8 * century + 13, 25);
  // Days from 21 March to the full moon, kept within the 29 days of the church's lunar month.
  int moon = modulo(19 * golden + skipped_leap_days - moon_correction + 15, 30);
  if (moon == 29 || (moon == 28 && golden > 10)) --moon;
  const CivilDay full_moon = AddDays({year, 3, 21}, moon);
  return AddDays(full_moon, 7 - (static_cast<int>(WeekdayOf(full_moon)) + 1) % 7);
}

std::array<Holiday, kHolidaysInYear> HolidaysOf(int year) {
  const CivilDay easter = EasterSunday(year);
  const CivilDay midsummer = SaturdayFrom({year, 6, 20});
  std::array<Holiday, kHolidaysInYear> holidays = {{
      {{year, 1, 1}, kNewYear, true},
      {{year, 1, 6}, kEpiphany, true},
      {AddDays(easter, -2), kGoodFriday, true},
      {easter, kEaster, true},
      {AddDays(easter, 1), kEasterMonday, true},
      {{year, 5, 1}, kMayDay, true},
      {AddDays(easter, 39), kAscension, true},
      {AddDays(easter, 49), kPentecost, true},
      {AddDays(midsummer, -1), kMidsummerEve, false},
      {midsummer, kMidsummer, true},
      {SaturdayFrom({year, 10, 31}), kAllSaints, true},
      {{year, 12, 6}, kIndependence, true},
      {{year, 12, 24}, kChristmasEve, false},
      {{year, 12, 25}, kChristmas, true},
      {{year, 12, 26}, kBoxingDay, true},
  }};
  std::stable_sort(holidays.begin(), holidays.end(), [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return holidays;
}

bool IsHolidayOrEve(CivilDay day) {
  const auto is = [day](int month, int number) { return day.month == month && day.day == number; };
  switch (day.month) {
    case 1:
      return day.day == 1 || day.day == 6;
    case 2:
    case 7:
    case 8:
    case 9:
      return false;
    case 10:
    case 11:
      return (is(10, 31) || (day.month == 11 && day.day <= 6)) && WeekdayOf(day) == Weekday::kSaturday;
    case 12:
      return day.day == 6 || (day.day >= 24 && day.day <= 26);
    default:
      break;
  }
  if (is(5, 1)) return true;
  if (day.month == 6 && day.day >= 19 && day.day <= 26) {
    const Weekday weekday = WeekdayOf(day);
    if (weekday == Weekday::kSaturday && day.day >= 20) return true;
    if (weekday == Weekday::kFriday && day.day <= 25) return true;
  }
  const std::int64_t after_easter = DaysBetween(EasterSunday(day.year), day);
  return after_easter == -2 || after_easter == 0 || after_easter == 1 || after_easter == 39 || after_easter == 49;
}

}  // namespace eteinen
