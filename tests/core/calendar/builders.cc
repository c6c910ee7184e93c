#include "tests/core/calendar/builders.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace eteinen {
namespace {

constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

[[noreturn]] void BadText(std::string_view text) {
  std::fprintf(stderr, "the test cannot mean \"%.*s\"\n", static_cast<int>(text.size()), text.data());
  std::abort();
}

// Cuts `text` at the first `mark`; the second half is empty if there is none.
std::pair<std::string_view, std::string_view> Cut(std::string_view text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

TimeOfDay Time(std::string_view text) {
  const auto [hour, minute] = Cut(text, '.');
  if (hour.empty() || hour.size() > 2) BadText(text);
  return At(std::atoi(std::string(hour).c_str()), minute.empty() ? 0 : std::atoi(std::string(minute).c_str()));
}

int WeekdayIndex(std::string_view text) {
  const auto* found = std::find(std::begin(kDays), std::end(kDays), text);
  if (found == std::end(kDays)) BadText(text);
  return static_cast<int>(found - std::begin(kDays));
}

WeekdaySet Days(std::string_view text) {
  WeekdaySet days;
  while (!text.empty()) {
    const auto [part, rest] = Cut(text, ',');
    const auto [first, last] = Cut(part, '-');
    const int end = WeekdayIndex(last.empty() ? first : last);
    for (int day = WeekdayIndex(first);; day = (day + 1) % 7) {
      days.Add(static_cast<Weekday>(day));
      if (day == end) break;
    }
    text = rest;
  }
  return days;
}

}  // namespace

OpeningHours Hours(std::string_view leaflet, OnPublicHolidays on_holidays) {
  OpeningHours hours;
  hours.on_public_holidays = on_holidays;
  while (!leaflet.empty()) {
    auto [rule, rest] = Cut(leaflet, ';');
    while (rule.starts_with(' ')) rule.remove_prefix(1);
    const auto [days, times] = Cut(rule, ' ');
    const auto [start, end] = Cut(times, '-');
    hours.weekly.push_back({Days(days), Time(start), Time(end) == kEndOfDay ? kMidnight : Time(end)});
    leaflet = rest;
  }
  return hours;
}

CivilDay Day(std::string_view text) {
  const Result<CivilDay> day = ParseDay(text);
  if (!day.ok()) BadText(text);
  return *day;
}

Instant Helsinki(std::string_view text, WhenTwice which) {
  const auto [day, time] = Cut(text, ' ');
  return FromHelsinki(Day(day), Time(time), which);
}

OpenState OpenUntil(std::string_view text, WhenTwice which) { return {true, Helsinki(text, which)}; }
OpenState OpenForever() { return {true, std::nullopt}; }
OpenState ClosedUntil(std::string_view text, WhenTwice which) { return {false, Helsinki(text, which)}; }
OpenState ClosedForAYear() { return {false, std::nullopt}; }

std::int64_t HoursBetween(Instant from, Instant to) { return (to - from) / kHour; }

void PrintTo(const OpenState& state, std::ostream* out) {
  *out << (state.open ? "open" : "closed") << " until " << (state.until ? FormatInstant(*state.until) : "for ever");
}
void PrintTo(const Instant& at, std::ostream* out) { *out << FormatInstant(at); }
void PrintTo(const CivilDay& day, std::ostream* out) { *out << FormatDay(day); }

}  // namespace eteinen
