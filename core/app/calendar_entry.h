// An appointment as an entry for the resident's own calendar (iCalendar, RFC 5545).
//
// The entry of one appointment keeps its UID through moves and cancellation, and its SEQUENCE grows with each, so that
// a calendar changes the entry that it has, with its reminder, and never shows two. So does that of a booking for which
// another one was given up, where the engine keeps the two together. It names the
// service and the place and nothing else about anybody's health. Times are in UTC; lines are folded at 75 octets.
#ifndef ETEINEN_CORE_APP_CALENDAR_ENTRY_H_
#define ETEINEN_CORE_APP_CALENDAR_ENTRY_H_

#include <optional>
#include <string>

#include "core/app/state.h"
#include "core/calendar/instant.h"

namespace eteinen::app {

// Texts for reading, in the resident's language.
struct CalendarWords {
  std::string service;
  std::string instructions;  // empty: none
};

// `reminder_days`: calendars remind so many days before, at the hour of the appointment; none: not at all. A cancelled
// appointment takes its entry away.
std::string CalendarEntry(const Appointment& appointment, const CalendarWords& words, std::optional<int> reminder_days,
                          Instant now);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_CALENDAR_ENTRY_H_
