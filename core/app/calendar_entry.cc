#include "core/app/calendar_entry.h"

#include "core/app/calendar_text.h"

namespace eteinen::app {
namespace {

// The day before, at the hour of the appointment: a change of clocks in between does not move it.
constexpr std::string_view kReminder = "-P1D";

}  // namespace

std::string CalendarEntry(const Appointment& appointment, std::string_view service, std::string_view instructions,
                          Instant now) {
  const bool cancelled = appointment.status == "cancelled";
  std::string entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Eteinen//Eteinen//FI\r\n";
  AddCalendarLine(entry, "METHOD", cancelled ? "CANCEL" : "PUBLISH");
  entry += "BEGIN:VEVENT\r\n";
  AddCalendarLine(entry, "UID", appointment.id + "@eteinen");
  AddCalendarLine(entry, "SEQUENCE", std::to_string(appointment.sequence));
  AddCalendarLine(entry, "DTSTAMP", CalendarInstant(now));
  AddCalendarLine(entry, "DTSTART", CalendarInstant(appointment.start));
  AddCalendarLine(entry, "DTEND", CalendarInstant(appointment.end));
  AddCalendarLine(entry, "SUMMARY", CalendarText(service));
  if (!appointment.place.empty()) AddCalendarLine(entry, "LOCATION", CalendarText(appointment.place));
  if (!instructions.empty()) AddCalendarLine(entry, "DESCRIPTION", CalendarText(instructions));
  AddCalendarLine(entry, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
  if (!cancelled) {
    entry += "BEGIN:VALARM\r\nACTION:DISPLAY\r\n";
    AddCalendarLine(entry, "TRIGGER", kReminder);
    AddCalendarLine(entry, "DESCRIPTION", CalendarText(service));
    entry += "END:VALARM\r\n";
  }
  entry += "END:VEVENT\r\nEND:VCALENDAR\r\n";
  return entry;
}

}  // namespace eteinen::app
