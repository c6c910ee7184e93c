// Times that can be booked, as a schedule makes them: "weekdays 8.15–11.15 at Hämeenlinna, two side by side".
//
// A time has no existence of its own before somebody takes it: it is known by its schedule, its start and its line (of
// those side by side), which is also its id. So the same schedules give the same times in every process, and a time
// that no schedule gives cannot be booked by a made-up id. Public holidays and the two office eves have none. Whether a
// time is free only the backend knows.
#ifndef ETEINEN_CORE_BOOKING_SCHEDULE_H_
#define ETEINEN_CORE_BOOKING_SCHEDULE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/calendar/opening_hours.h"

namespace eteinen {

struct Schedule {
  std::string id;
  std::string service;
  std::string place;  // id of a Location
  int parallel = 1;   // lines side by side, numbered from 1
  std::vector<WeeklyHours> hours;
  std::vector<std::string> languages;  // in which one is served: "fi", "sv"; empty: not known
  std::string gender;                  // of the professional: "female", "male"; empty: not known, or several
  std::vector<std::string> access;     // what the place has: "step-free", "induction-loop"
};

// Reads assets/services/schedules:
// {"schedules":[{"id","service","place","parallel","hours":[{"days","start","end"}],
// "languages"?,"gender"?,"access"?}]}. An id may hold letters, digits,
// '-' and '.'; hours lie within one day. Errors name the place.
Result<std::vector<Schedule>> ReadSchedules(const Json& document);

const Schedule* FindSchedule(const std::vector<Schedule>& schedules, std::string_view id);

// The starts of visits of `minutes` on a day, each once and in order: as many as end within the hours.
std::vector<Instant> StartsOn(const Schedule& schedule, int minutes, CivilDay day);

// "kausirokotus.hameenlinna.202611240715.1": the start is in UTC, so that the autumn hour is not ambiguous.
struct SlotName {
  std::string schedule;
  Instant start;
  int line = 1;

  friend bool operator==(const SlotName&, const SlotName&) = default;
};
std::string WriteSlotName(const SlotName& name);
// Nothing for a text of another form; whether there is such a time is said by `Exists`.
std::optional<SlotName> ParseSlotName(std::string_view text);
bool Exists(const Schedule& schedule, int minutes, const SlotName& name);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BOOKING_SCHEDULE_H_
