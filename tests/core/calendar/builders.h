// Opening hours and moments for tests, written as a leaflet does: Hours("Mon-Fri 8-20"), Helsinki("2026-12-24 9.00").
// A mistake in such a text ends the test program.
#ifndef ETEINEN_TESTS_CORE_CALENDAR_BUILDERS_H_
#define ETEINEN_TESTS_CORE_CALENDAR_BUILDERS_H_

#include <ostream>
#include <string_view>

#include "core/calendar/opening_hours.h"

namespace eteinen {

// Rules divided by ";": "Tue 8-10; Mon-Fri 9-15.30; Sat,Sun 22-6".
OpeningHours Hours(std::string_view leaflet, OnPublicHolidays on_holidays = OnPublicHolidays::kOpenAsUsual);

// "2026-12-24"
CivilDay Day(std::string_view text);
// "2026-12-24 9.00" in Finland.
Instant Helsinki(std::string_view text, WhenTwice which = WhenTwice::kFirst);

OpenState OpenUntil(std::string_view text, WhenTwice which = WhenTwice::kFirst);
OpenState OpenForever();
OpenState ClosedUntil(std::string_view text, WhenTwice which = WhenTwice::kFirst);
OpenState ClosedForAYear();

std::int64_t HoursBetween(Instant from, Instant to);

// For the messages of failed tests.
void PrintTo(const OpenState& state, std::ostream* out);
void PrintTo(const Instant& at, std::ostream* out);
void PrintTo(const CivilDay& day, std::ostream* out);

}  // namespace eteinen

#endif  // ETEINEN_TESTS_CORE_CALENDAR_BUILDERS_H_
