#include "core/app/calendar_entry.h"

#include "core/app/calendar_text.h"

namespace eteinen::app {
std::string CalendarEntry(const Appointment& appointment, const CalendarWords& words, std::optional<int> reminder_days,
                          Instant now) {
  const bool cancelled = appointment.status == "cancelled";
  std::string entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Eteinen//Eteinen//FI\r\n";
  AddCalendarLine(entry, "METHOD", cancelled ? "CANCEL" : "PUBLISH");
  entry += "BEGIN:VEVENT\r\n";
  AddCalendarLine(entry, "UID", CalendarText(appointment.entry) + "@eteinen");
  AddCalendarLine(entry, "SEQUENCE", std::to_string(appointment.sequence));
  AddCalendarLine(entry, "DTSTAMP", CalendarInstant(now));
  AddCalendarLine(entry, "DTSTART", CalendarInstant(appointment.start));
  AddCalendarLine(entry, "DTEND", CalendarInstant(appointment.end));
  AddCalendarLine(entry, "SUMMARY", CalendarText(words.service));
  if (!appointment.place.empty()) AddCalendarLine(entry, "LOCATION", CalendarText(appointment.place));
  if (!words.instructions.empty()) AddCalendarLine(entry, "DESCRIPTION", CalendarText(words.instructions));
  AddCalendarLine(entry, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
  if (!cancelled && reminder_days) {
    entry += "BEGIN:VALARM\r\nACTION:DISPLAY\r\n";
    // In days, not hours: a change of clocks in between does not move it.
    AddCalendarLine(entry, "TRIGGER", "-P" + std::to_string(*reminder_days) + "D");
    AddCalendarLine(entry, "DESCRIPTION", CalendarText(words.service));
    entry += "END:VALARM\r\n";
  }
  entry += "END:VEVENT\r\nEND:VCALENDAR\r\n";
  return entry;
}

}  // namespace eteinen::app
