#include "core/app/calendar_text.h"

namespace eteinen::app {
namespace {

constexpr std::size_t kLineOctets = 75;

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string CalendarText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == ',' || c == ';' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string CalendarInstant(Instant at) {
  std::string stamp;
  for (const char c : FormatInstantUtc(at)) {
    if (c != '-' && c != ':') stamp += c;
  }
  return stamp;
}

void AddCalendarLine(std::string& entry, std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  line += value;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t size = 1;
    while (i + size < line.size() && ContinuesCharacter(line[i + size])) ++size;
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

}  // namespace eteinen::app
