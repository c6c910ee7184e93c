#include "core/calendar/civil_time.h"

namespace eteinen {
namespace {

constexpr int kWinterOffset = static_cast<int>(2 * kHour);
constexpr int kSummerOffset = static_cast<int>(3 * kHour);

constexpr std::int64_t FloorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::string Padded(int value, std::size_t digits) {
  const std::string text = std::to_string(value);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

// The number in `text`, which must be digits only; -1 otherwise.
int Digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? -1 : value;
}

Weekday WeekdayOfNumber(std::int64_t number) {
  const std::int64_t since_monday = number + 3;  // 1970-01-01 was a Thursday
  return static_cast<Weekday>(since_monday - FloorDivide(since_monday, 7) * 7);
}

std::int64_t LastSunday(int year, int month) {
  const std::int64_t last = DayNumber({year, month, DaysInMonth(year, month)});
  return last - (static_cast<int>(WeekdayOfNumber(last)) + 1) % 7;
}

// Summer time of a year: from `start` up to `end`; equal when there was none.
struct Summer {
  Instant start;
  Instant end;
};

Summer SummerOf(int year) {
  if (year == 1942)
    return {{DayNumber({1942, 4, 2}) * kDay + 22 * kHour}, {DayNumber({1942, 10, 3}) * kDay + 22 * kHour}};
  if (year < 1981) return {};
  // Until 1982 the clocks changed at 2.00 Finnish time, since then at 01.00 UTC.
  const std::int64_t hour = year < 1983 ? 0 : kHour;
  return {{LastSunday(year, 3) * kDay + hour}, {LastSunday(year, year < 1996 ? 9 : 10) * kDay + hour}};
}

// The change of clocks lies months away from any turn of the year, so the UTC year is the Finnish one.
Summer SummerAround(Instant at) { return SummerOf(DayFromNumber(FloorDivide(at.seconds, kDay)).year); }

}  // namespace

bool IsLeapYear(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysInMonth(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

bool IsValid(CivilDay day) {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= DaysInMonth(day.year, day.month);
}

// Both directions count in years that begin in March, so that the leap day comes last, and in cycles of 400 years.
std::int64_t DayNumber(CivilDay day) {
  constexpr std::int64_t kDaysInCycle = 146097;
  constexpr std::int64_t kMarchOfYear0 = -719468;  // number of 0000-03-01
  const std::int64_t year = static_cast<std::int64_t>(day.year) - (day.month < 3 ? 1 : 0);
  const int month = (day.month + 9) % 12;  // March = 0
  const std::int64_t cycle = FloorDivide(year, 400);
  const std::int64_t year_of_cycle = year - cycle * 400;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
  return kMarchOfYear0 + cycle * kDaysInCycle + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 +
         day_of_year;
}

CivilDay DayFromNumber(std::int64_t number) {
  const std::int64_t since_march = number + 719468;
  const std::int64_t cycle = FloorDivide(since_march, 146097);
  const std::int64_t day_of_cycle = since_march - cycle * 146097;
  // Leave out the leap days that have passed, then every year has 365 days.
  const std::int64_t year_of_cycle =
      (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
  const std::int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const int month = static_cast<int>((5 * day_of_year + 2) / 153);  // March = 0
  const int day = static_cast<int>(day_of_year - (153 * month + 2) / 5) + 1;
  const int year = static_cast<int>(cycle * 400 + year_of_cycle) + (month >= 10 ? 1 : 0);
  return {year, month < 10 ? month + 3 : month - 9, day};
}

CivilDay AddDays(CivilDay day, std::int64_t days) { return DayFromNumber(DayNumber(day) + days); }

CivilDay AddMonths(CivilDay day, int months) {
  const std::int64_t index = static_cast<std::int64_t>(day.year) * 12 + (day.month - 1) + months;
  const int year = static_cast<int>(FloorDivide(index, 12));
  const int month = static_cast<int>(index - static_cast<std::int64_t>(year) * 12) + 1;
  const int last = DaysInMonth(year, month);
  return {year, month, day.day < last ? day.day : last};
}

std::int64_t DaysBetween(CivilDay from, CivilDay to) { return DayNumber(to) - DayNumber(from); }

Weekday WeekdayOf(CivilDay day) { return WeekdayOfNumber(DayNumber(day)); }

Result<CivilDay> ParseDay(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = Digits(text.substr(0, 4));
    const CivilDay day{year, Digits(text.substr(5, 2)), Digits(text.substr(8, 2))};
    if (year >= 0 && IsValid(day)) return day;
  }
  return InputError("not a day of the calendar, such as 2026-11-24");
}

std::string FormatDay(CivilDay day) {
  return Padded(day.year, 4) + "-" + Padded(day.month, 2) + "-" + Padded(day.day, 2);
}

Result<TimeOfDay> ParseTimeOfDay(std::string_view text) {
  const Error error = InputError("not a time of day, such as 09:00:00");
  if (text.size() != 5 && text.size() < 8) return error;
  const int hour = Digits(text.substr(0, 2));
  const int minute = Digits(text.substr(3, 2));
  int second = 0;
  if (text[2] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59) return error;
  if (text.size() > 5) {
    second = Digits(text.substr(6, 2));
    if (text[5] != ':' || second < 0 || second > 59) return error;
    if (text.size() > 8 && (text[8] != '.' || text.size() == 9)) return error;
    for (std::size_t i = 9; i < text.size(); ++i) {
      if (text[i] < '0' || text[i] > '9') return error;
    }
  }
  return At(hour, minute, second);
}

int AgeInMonths(CivilDay born, CivilDay on) {
  const int months = (on.year - born.year) * 12 + (on.month - born.month);
  return on.day < born.day ? months - 1 : months;
}

int AgeInYears(CivilDay born, CivilDay on) { return static_cast<int>(FloorDivide(AgeInMonths(born, on), 12)); }

int HelsinkiUtcOffset(Instant at) {
  const CivilDay day = DayFromNumber(FloorDivide(at.seconds, kDay));
  // The quick answer for most of the year: by today's rule only March and October have both.
  if (day.year >= 1996 && day.month != 3 && day.month != 10) {
    return day.month > 3 && day.month < 10 ? kSummerOffset : kWinterOffset;
  }
  const Summer summer = SummerOf(day.year);
  return summer.start <= at && at < summer.end ? kSummerOffset : kWinterOffset;
}

HelsinkiTime ToHelsinki(Instant at) {
  const int offset = HelsinkiUtcOffset(at);
  const std::int64_t local = at.seconds + offset;
  const std::int64_t number = FloorDivide(local, kDay);
  return {DayFromNumber(number), {static_cast<int>(local - number * kDay)}, offset};
}

Instant FromHelsinki(CivilDay day, TimeOfDay time, WhenTwice which) {
  const std::int64_t local = DayNumber(day) * kDay + time.seconds;
  const Instant in_summer{local - kSummerOffset};
  const Instant in_winter{local - kWinterOffset};
  const Summer summer = SummerAround(in_winter);
  const bool is_summer = summer.start <= in_summer && in_summer < summer.end;
  const bool is_winter = in_winter < summer.start || summer.end <= in_winter;
  if (is_summer && is_winter) return which == WhenTwice::kFirst ? in_summer : in_winter;
  if (is_summer) return in_summer;
  return is_winter ? in_winter : summer.start;
}

Instant StartOfDay(CivilDay day) { return FromHelsinki(day, kMidnight); }

}  // namespace eteinen
