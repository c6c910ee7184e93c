// Days, weekdays and times of day as a calendar on the wall shows them, and how they meet instants in Finland.
//
// Days are of the Gregorian calendar, also before it came into use. Europe/Helsinki is a rule of our own, without
// time-zone files: the EU's summer time (from the last Sunday of March to the last Sunday of October, changing at 01:00
// UTC, Directive 2000/84/EC), September until 1995, none before 1981 but for the summer of 1942. Before May 1921
// Finland kept local time (1 h 39 min 49 s); here those years have +02:00.
#ifndef ETEINEN_CORE_CALENDAR_CIVIL_TIME_H_
#define ETEINEN_CORE_CALENDAR_CIVIL_TIME_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/calendar/instant.h"

namespace eteinen {

struct CivilDay {
  int year = 1970;
  int month = 1;  // 1–12
  int day = 1;    // 1–31

  friend auto operator<=>(const CivilDay&, const CivilDay&) = default;
};

enum class Weekday { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };

// Seconds after midnight on the clock's face: 0 … 86 399, and 86 400 for the midnight that ends the day.
struct TimeOfDay {
  int seconds = 0;

  friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};
inline constexpr TimeOfDay kMidnight{0};
inline constexpr TimeOfDay kEndOfDay{86400};
constexpr TimeOfDay At(int hour, int minute = 0, int second = 0) { return {hour * 3600 + minute * 60 + second}; }

// Days ----------------------------------------------------------------------------------------------------------------

bool IsLeapYear(int year);
int DaysInMonth(int year, int month);
bool IsValid(CivilDay day);

// The number of `day` counted from 1970-01-01, which is 0, and back.
std::int64_t DayNumber(CivilDay day);
CivilDay DayFromNumber(std::int64_t number);

CivilDay AddDays(CivilDay day, std::int64_t days);
// The same day of another month; a day which that month lacks becomes its last: 31 January + 1 month = 28 February.
CivilDay AddMonths(CivilDay day, int months);
std::int64_t DaysBetween(CivilDay from, CivilDay to);
Weekday WeekdayOf(CivilDay day);

// "YYYY-MM-DD" and nothing else. Error: kInput.
Result<CivilDay> ParseDay(std::string_view text);
std::string FormatDay(CivilDay day);

// FHIR's time "HH:MM:SS", also "HH:MM"; a fraction is accepted and cut off; not "24:00". Error: kInput.
Result<TimeOfDay> ParseTimeOfDay(std::string_view text);

// Ages ----------------------------------------------------------------------------------------------------------------

// Full years and months of age on `on`, which begin on the birthday at midnight. Someone born on 29 February has the
// birthday on 1 March in other years (a day which a month lacks is the first of the next). Negative before birth.
int AgeInYears(CivilDay born, CivilDay on);
int AgeInMonths(CivilDay born, CivilDay on);

// Europe/Helsinki -----------------------------------------------------------------------------------------------------

struct HelsinkiTime {
  CivilDay day;
  TimeOfDay time;
  int utc_offset = 0;  // seconds east of UTC: 7 200 in winter, 10 800 in summer

  friend bool operator==(const HelsinkiTime&, const HelsinkiTime&) = default;
};

int HelsinkiUtcOffset(Instant at);
HelsinkiTime ToHelsinki(Instant at);

// Which of the two, when the clock shows the same time twice on an autumn night.
enum class WhenTwice { kFirst, kSecond };

// When the clock shows `time` on `day`. A time that the clock skips in spring is the moment of the change: 3.30 → 4.00.
Instant FromHelsinki(CivilDay day, TimeOfDay time, WhenTwice which = WhenTwice::kFirst);

// The midnight that begins `day`; the day lasts until the next one: 23, 24 or 25 hours.
Instant StartOfDay(CivilDay day);

}  // namespace eteinen

#endif  // ETEINEN_CORE_CALENDAR_CIVIL_TIME_H_
