#include "core/calendar/opening_hours.h"

#include <algorithm>

#include "core/calendar/holidays.h"

namespace eteinen {
namespace {

constexpr int kWholeDay = 86400;

// A piece of one civil day on the clock's face, in seconds after midnight.
struct Span {
  int from = 0;
  int until = 0;  // no later than kWholeDay
};

Weekday DayBefore(Weekday day) { return static_cast<Weekday>((static_cast<int>(day) + 6) % 7); }

bool RunsOvernight(const WeeklyHours& rule) { return rule.end <= rule.start; }

// What `rule` covers of a `day`: its own hours, and what is left of those that began the evening before.
int SpansOn(const WeeklyHours& rule, Weekday day, Span spans[2]) {
  int count = 0;
  if (RunsOvernight(rule) && rule.end > kMidnight && rule.days.Has(DayBefore(day))) {
    spans[count++] = {0, rule.end.seconds};
  }
  if (rule.days.Has(day)) spans[count++] = {rule.start.seconds, RunsOvernight(rule) ? kWholeDay : rule.end.seconds};
  return count;
}

bool CoversWeek(const WeeklyHours& rule) { return rule.days == WeekdaySet::All() && rule.start == rule.end; }

// The state at a moment, and until when it surely holds; what follows may be the same state again.
struct Piece {
  bool open = false;
  Instant until;
};

// The moment when the clock, going on from `now` at `at` without a change, shows `face`.
Instant WhenShows(Instant at, TimeOfDay now, int face) { return at + (face - now.seconds); }

// Clocks change in these months only; all others can be counted through without asking.
bool MayChangeIn(int month) { return month == 3 || month == 4 || month == 9 || month == 10; }

// A day on which the clocks change is cut there, so that within a piece the clock's face runs evenly.
Instant EndOfEvenTime(Instant at, const HelsinkiTime& now) {
  const Instant end = WhenShows(at, now.time, kWholeDay);
  if (!MayChangeIn(now.day.month) || HelsinkiUtcOffset(end - 1) == now.utc_offset) return end;
  // They change once in between, at a full hour.
  Instant change = at - (at.seconds % kHour + kHour) % kHour + kHour;
  while (HelsinkiUtcOffset(change) == now.utc_offset) change = change + kHour;
  return change;
}

// The clock at `later`, told from what it shows at `at` where that is easy: on the same day, or at its end.
HelsinkiTime ToHelsinkiFrom(Instant at, const HelsinkiTime& now, Instant later) {
  const std::int64_t face = now.time.seconds + (later - at);
  if (MayChangeIn(now.day.month) || face > kWholeDay) return ToHelsinki(later);
  if (face < kWholeDay) return {now.day, {static_cast<int>(face)}, now.utc_offset};
  const bool last_of_month = now.day.day == DaysInMonth(now.day.year, now.day.month);
  const CivilDay next = last_of_month ? AddDays(now.day, 1) : CivilDay{now.day.year, now.day.month, now.day.day + 1};
  // No month begins with a change.
  return {next, kMidnight, now.utc_offset};
}

// `now` is what the clock shows at `at`.
Piece PieceAt(const OpeningHours& hours, Instant at, const HelsinkiTime& now) {
  Piece piece{false, EndOfEvenTime(at, now)};
  if (hours.on_public_holidays == OnPublicHolidays::kClosed && IsHolidayOrEve(now.day)) return piece;
  Instant next_closure{std::numeric_limits<std::int64_t>::max()};
  for (const Closure& closure : hours.closures) {
    if (closure.from <= at && at < closure.until) return {false, closure.until};
    if (closure.from > at) next_closure = std::min(next_closure, closure.from);
  }
  const Weekday weekday = WeekdayOf(now.day);
  int open_until = -1;
  int next_start = kWholeDay;
  for (const WeeklyHours& rule : hours.weekly) {
    Span spans[2];
    const int count = SpansOn(rule, weekday, spans);
    for (int i = 0; i < count; ++i) {
      if (spans[i].from > now.time.seconds) next_start = std::min(next_start, spans[i].from);
      if (spans[i].from <= now.time.seconds && now.time.seconds < spans[i].until) {
        open_until = std::max(open_until, spans[i].until);
      }
    }
  }
  piece.open = open_until >= 0;
  piece.until = std::min(piece.until, WhenShows(at, now.time, piece.open ? open_until : next_start));
  if (piece.open) piece.until = std::min(piece.until, next_closure);
  return piece;
}

bool IsWithinAYear(Instant at, const HelsinkiTime& now, Instant change) {
  return change - at < 364 * kDay || change <= FromHelsinki(AddMonths(now.day, 12), now.time);
}

// An open state that has lasted this long beyond the last closure lasts for ever: by then every weekday, clock change
// and holiday has come.
Instant EndOfSurprises(const OpeningHours& hours, Instant at) {
  Instant last = at;
  for (const Closure& closure : hours.closures) last = std::max(last, closure.from);
  return last + 400 * kDay;
}

// Of rules that hold always and on holidays too: closed only by closures, of which there are few.
bool OnlyClosuresClose(const OpeningHours& hours) {
  return hours.on_public_holidays == OnPublicHolidays::kOpenAsUsual &&
         std::any_of(hours.weekly.begin(), hours.weekly.end(), CoversWeek);
}

std::optional<Instant> FirstClosureAfter(const OpeningHours& hours, Instant at) {
  std::optional<Instant> first;
  for (const Closure& closure : hours.closures) {
    if (closure.from > at && closure.from < closure.until && (!first || closure.from < *first)) first = closure.from;
  }
  return first;
}

}  // namespace

Closure ClosedOn(CivilDay first, CivilDay last) { return {StartOfDay(first), StartOfDay(AddDays(last, 1))}; }

OpeningHours AlwaysOpen() { return {{{WeekdaySet::All(), kMidnight, kMidnight}}, {}, OnPublicHolidays::kOpenAsUsual}; }

OpenState StateAt(const OpeningHours& hours, Instant at) {
  const HelsinkiTime now = ToHelsinki(at);
  const Piece first = PieceAt(hours, at, now);
  if (first.open && OnlyClosuresClose(hours)) return {true, FirstClosureAfter(hours, at)};
  if (!first.open && hours.weekly.empty()) return {false, std::nullopt};
  const Instant last = first.open ? EndOfSurprises(hours, at) : Instant{std::numeric_limits<std::int64_t>::max() - 1};
  Instant then = at;
  HelsinkiTime clock = now;
  for (Instant change = first.until; change <= last;) {
    if (!first.open && !IsWithinAYear(at, now, change)) break;
    clock = ToHelsinkiFrom(then, clock, change);
    then = change;
    const Piece piece = PieceAt(hours, change, clock);
    if (piece.open != first.open) return {first.open, change};
    change = piece.until;
  }
  return {first.open, std::nullopt};
}

}  // namespace eteinen
