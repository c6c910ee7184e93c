#include "core/app/calendar_entry.h"

namespace eteinen::app {
namespace {

constexpr std::size_t kLineOctets = 75;

// RFC 5545, 3.3.11
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == ',' || c == ';' || c == '\\') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

// A line, folded so that no character is cut in two.
void AddLine(std::string& entry, std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  line += value;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t size = 1;
    while (i + size < line.size() && (static_cast<unsigned char>(line[i + size]) & 0xC0) == 0x80) ++size;
    if (width + size > kLineOctets) {
      entry += "\r\n ";
      width = 1;
    }
    entry.append(line, i, size);
    width += size;
    i += size;
  }
  entry += "\r\n";
}

// 20261124T071500Z
std::string UtcStamp(Instant at) {
  std::string stamp;
  for (const char c : FormatInstantUtc(at)) {
    if (c != '-' && c != ':') stamp += c;
  }
  return stamp;
}

}  // namespace

std::string CalendarEntry(const Appointment& appointment, std::string_view service, std::string_view instructions,
                          Instant now) {
  const bool cancelled = appointment.status == "cancelled";
  std::string entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Eteinen//Eteinen//FI\r\n";
  AddLine(entry, "METHOD", cancelled ? "CANCEL" : "PUBLISH");
  entry += "BEGIN:VEVENT\r\n";
  AddLine(entry, "UID", appointment.id + "@eteinen");
  AddLine(entry, "SEQUENCE", std::to_string(appointment.sequence));
  AddLine(entry, "DTSTAMP", UtcStamp(now));
  AddLine(entry, "DTSTART", UtcStamp(appointment.start));
  AddLine(entry, "DTEND", UtcStamp(appointment.end));
  AddLine(entry, "SUMMARY", Escaped(service));
  if (!appointment.place.empty()) AddLine(entry, "LOCATION", Escaped(appointment.place));
  if (!instructions.empty()) AddLine(entry, "DESCRIPTION", Escaped(instructions));
  AddLine(entry, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
  entry += "END:VEVENT\r\nEND:VCALENDAR\r\n";
  return entry;
}

}  // namespace eteinen::app
