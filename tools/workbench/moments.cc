#include "tools/workbench/moments.h"

#include <algorithm>

#include "core/calendar/civil_time.h"
#include "core/calendar/holidays.h"

namespace eteinen::workbench {
namespace {

constexpr int kNineOClock = 9 * 3600;
constexpr int kDaysOfAYear = 366;

}  // namespace

std::optional<Instant> NextChangeOfHours(const channels::Directory& directory, Instant after) {
  std::optional<Instant> next;
  for (const channels::Channel& channel : directory.channels) {
    if (channel.always_available) continue;
    const std::optional<Instant> change = StateAt(channel.hours, after).until;
    if (change && (!next || *change < *next)) next = change;
  }
  return next;
}

Instant NextClockChange(Instant after) {
  const Instant from = after + 1800;
  CivilDay day = ToHelsinki(from).day;
  for (int i = 0; i < kDaysOfAYear; ++i, day = AddDays(day, 1)) {
    // The change is on a whole hour between two midnights of different offsets.
    Instant at = std::max(StartOfDay(day), from);
    const Instant end = StartOfDay(AddDays(day, 1));
    if (HelsinkiUtcOffset(at) == HelsinkiUtcOffset(end)) continue;
    at = StartOfDay(day);
    while (HelsinkiUtcOffset(at) != HelsinkiUtcOffset(end)) at = at + 3600;
    return at - 1800;
  }
  return after;
}

Instant NextHoliday(Instant after) {
  CivilDay day = AddDays(ToHelsinki(after).day, 1);
  for (int i = 0; i < kDaysOfAYear && !IsHolidayOrEve(day); ++i) day = AddDays(day, 1);
  return FromHelsinki(day, TimeOfDay{kNineOClock});
}

}  // namespace eteinen::workbench
