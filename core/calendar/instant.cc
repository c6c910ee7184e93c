#include "core/calendar/instant.h"

#include "core/calendar/civil_time.h"

namespace eteinen {
namespace {

Error NotAnInstant(std::string_view problem) {
  return InputError("not a date-time with offset, such as 2026-11-24T09:15:00+02:00: " + std::string(problem));
}

// Takes exactly `digits` digits from the front of `text`, or -1.
int TakeNumber(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool Take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

// Takes ".123"; true also when there is no fraction.
bool TakeFraction(std::string_view& text) {
  if (!Take(text, '.')) return true;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  text.remove_prefix(digits);
  return digits > 0;
}

// The offset in seconds: "Z", "+02:00".
std::optional<int> TakeOffset(std::string_view& text) {
  if (Take(text, 'Z') || Take(text, 'z')) return 0;
  const bool east = Take(text, '+');
  if (!east && !Take(text, '-')) return std::nullopt;
  const int hours = TakeNumber(text, 2);
  if (hours < 0 || hours > 23 || !Take(text, ':')) return std::nullopt;
  const int minutes = TakeNumber(text, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  const int seconds = hours * 3600 + minutes * 60;
  return east ? seconds : -seconds;
}

void AppendNumber(int value, std::size_t digits, std::string& out) {
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

std::string FormatLocal(std::int64_t local_seconds) {
  std::int64_t number = local_seconds / kDay;
  std::int64_t rest = local_seconds % kDay;
  if (rest < 0) {
    rest += kDay;
    --number;
  }
  std::string out = FormatDay(DayFromNumber(number)) + "T";
  const int seconds = static_cast<int>(rest);
  AppendNumber(seconds / 3600, 2, out);
  out += ':';
  AppendNumber(seconds / 60 % 60, 2, out);
  out += ':';
  AppendNumber(seconds % 60, 2, out);
  return out;
}

}  // namespace

Result<Instant> ParseInstant(std::string_view text) {
  if (text.size() < 11 || (text[10] != 'T' && text[10] != 't')) return NotAnInstant("no date and \"T\" at its start");
  const Result<CivilDay> day = ParseDay(text.substr(0, 10));
  if (!day.ok()) return NotAnInstant("there is no such day");
  text.remove_prefix(11);
  const int hour = TakeNumber(text, 2);
  const bool colon = Take(text, ':');
  const int minute = TakeNumber(text, 2);
  const bool second_colon = Take(text, ':');
  const int second = TakeNumber(text, 2);
  if (!colon || !second_colon || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
    return NotAnInstant("there is no such time of day");
  }
  if (!TakeFraction(text)) return NotAnInstant("a fraction without digits");
  const std::optional<int> offset = TakeOffset(text);
  if (!offset) return NotAnInstant("no offset (Z, or such as +02:00)");
  if (!text.empty()) return NotAnInstant("more text after the offset");
  return Instant{DayNumber(*day) * kDay + hour * kHour + minute * kMinute + second - *offset};
}

std::string FormatInstant(Instant at) {
  const int offset = HelsinkiUtcOffset(at);
  return FormatLocal(at.seconds + offset) + (offset == 3 * kHour ? "+03:00" : "+02:00");
}

std::string FormatInstantUtc(Instant at) { return FormatLocal(at.seconds) + "Z"; }

}  // namespace eteinen
