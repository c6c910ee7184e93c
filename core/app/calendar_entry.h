// An appointment as an entry for the resident's own calendar (iCalendar, RFC 5545).
//
// The entry of one appointment keeps its UID through moves and cancellation, and its SEQUENCE grows with each, so that
// a calendar changes the entry that it has, with its reminder of the day before, and never shows two. It names the
// service and the place and nothing else about anybody's health. Times are in UTC; lines are folded at 75 octets.
#ifndef ETEINEN_CORE_APP_CALENDAR_ENTRY_H_
#define ETEINEN_CORE_APP_CALENDAR_ENTRY_H_

#include <string>
#include <string_view>

#include "core/app/state.h"
#include "core/calendar/instant.h"

namespace eteinen::app {

// `service` and `instructions` are texts for reading. A cancelled appointment takes its entry away.
std::string CalendarEntry(const Appointment& appointment, std::string_view service, std::string_view instructions,
                          Instant now);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_CALENDAR_ENTRY_H_
