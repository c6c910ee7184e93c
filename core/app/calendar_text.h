// The lines of an iCalendar text (RFC 5545): escaped, folded at 75 octets, instants in UTC.
#ifndef ETEINEN_CORE_APP_CALENDAR_TEXT_H_
#define ETEINEN_CORE_APP_CALENDAR_TEXT_H_

#include <string>
#include <string_view>

#include "core/calendar/instant.h"

namespace eteinen::app {

// A TEXT value with what has a meaning of its own escaped (3.3.11).
std::string CalendarText(std::string_view text);

// "20261124T071500Z"
std::string CalendarInstant(Instant at);

// Adds "NAME:value" and its line end, folded so that no character is cut in two (3.1).
void AddCalendarLine(std::string& entry, std::string_view name, std::string_view value);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_CALENDAR_TEXT_H_
