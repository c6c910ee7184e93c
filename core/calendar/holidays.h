// Finnish public holidays, and the two eves on which offices are closed though the law does not ask for it.
//
// The days are today's rule, computed for any Gregorian year: Easter by the Gregorian reckoning, Midsummer Day the
// Saturday of 20–26 June, All Saints' the Saturday of 31 October–6 November. History is not told: in 1950 Midsummer Day
// was 24 June, here it is a Saturday. Names are those of the almanac and are not translated elsewhere.
//
// Source: the Church Act's list of feast days, the acts on Independence Day (388/1937) and on 1 May (272/1944).
#ifndef ETEINEN_CORE_CALENDAR_HOLIDAYS_H_
#define ETEINEN_CORE_CALENDAR_HOLIDAYS_H_

#include <array>
#include <optional>
#include <string_view>

#include "core/calendar/civil_time.h"

namespace eteinen {

struct HolidayName {
  std::string_view fi;
  std::string_view sv;
  std::string_view en;
};

struct Holiday {
  CivilDay day;
  HolidayName name;
  bool statutory = true;  // false: an eve, closed by custom
};

CivilDay EasterSunday(int year);

inline constexpr std::size_t kHolidaysInYear = 15;  // 13 statutory and 2 eves

// The holidays of `year`, in order of date (then statutory first: in no year do two fall on one day but 1 May with
// Ascension Day).
std::array<Holiday, kHolidaysInYear> HolidaysOf(int year);

// Whether an office that is closed on public holidays is closed on `day` for that reason: eves count, Sundays do not.
bool IsHolidayOrEve(CivilDay day);

}  // namespace eteinen

#endif  // ETEINEN_CORE_CALENDAR_HOLIDAYS_H_
