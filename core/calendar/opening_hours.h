// When a service is open, and when it opens next.
//
// Hours are rules in Europe/Helsinki civil time; questions and answers are instants. The two are joined only here, so
// that nobody else has to know that a day can last 23 or 25 hours. Pure: no clock, no time-zone files. It does not know
// what the service is for; that is `channels/directory.h`.
//
// What counts is the face of the clock: a service is open when the weekly rules cover the civil time and nothing closes
// that moment. So it does not matter how rules are cut (8–20 and 20–8 is the whole day), a night's hours end at the
// midnight that begins a closed day and go on at the midnight that ends it. In the autumn hour that occurs twice, "open
// until 3.30" holds for both; in the spring hour that does not occur, a rule starting at 3.30 starts at 4.00.
//
// Source: FHIR R4 HealthcareService.availableTime and .notAvailable; public holidays by `holidays.h`.
#ifndef ETEINEN_CORE_CALENDAR_OPENING_HOURS_H_
#define ETEINEN_CORE_CALENDAR_OPENING_HOURS_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"

namespace eteinen {

class WeekdaySet {
 public:
  constexpr WeekdaySet() = default;
  static constexpr WeekdaySet All() { return WeekdaySet(0x7F); }

  constexpr void Add(Weekday day) { bits_ |= Bit(day); }
  constexpr bool Has(Weekday day) const { return (bits_ & Bit(day)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  friend bool operator==(const WeekdaySet&, const WeekdaySet&) = default;

 private:
  constexpr explicit WeekdaySet(unsigned bits) : bits_(bits) {}
  static constexpr unsigned Bit(Weekday day) { return 1U << static_cast<unsigned>(day); }
  unsigned bits_ = 0;
};

// A weekly rule, such as "Mon–Fri 8.00–20.00". `end` before or equal to `start` means the next morning; both at 0.00
// mean the whole day, however many hours it has.
struct WeeklyHours {
  WeekdaySet days;
  TimeOfDay start;
  TimeOfDay end;

  friend bool operator==(const WeeklyHours&, const WeeklyHours&) = default;
};

// A time when the weekly rules do not hold, from the first moment up to the last, which is open again.
struct Closure {
  Instant from{std::numeric_limits<std::int64_t>::min()};
  Instant until{std::numeric_limits<std::int64_t>::max()};

  friend bool operator==(const Closure&, const Closure&) = default;
};
// Whole days, first and last included.
Closure ClosedOn(CivilDay first, CivilDay last);

enum class OnPublicHolidays { kOpenAsUsual, kClosed };  // kClosed also closes Midsummer Eve and Christmas Eve.

struct OpeningHours {
  std::vector<WeeklyHours> weekly;
  std::vector<Closure> closures;
  OnPublicHolidays on_public_holidays = OnPublicHolidays::kClosed;

  friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

// Open at all times.
OpeningHours AlwaysOpen();

// Reads `availableTime` and `notAvailable` of a HealthcareService or PractitionerRole (FHIR R4) and `publicHolidays`
// ("closed", which is also what its absence means, or "open"). No daysOfWeek means every day; either allDay or both
// times are needed. A `notAvailable` may have either end open, as dates (of any precision, the last one included) or
// date-times; one without `during` is a remark. Overlapping rules are added up. Errors: kInput, with path.
Result<OpeningHours> ReadOpeningHours(const Json& availability, std::string_view path = {});

// Refuses rules that can only be mistakes: no weekday, a closure that ends before it begins, two rules that overlap.
// The error names the rule by its place: "availableTime[2]: overlaps availableTime[0] on Tuesday 9.00–10.00".
Result<OpeningHours> CheckedOpeningHours(OpeningHours hours);

struct OpenState {
  bool open = false;
  // The next change. Open: when it closes, none if it never does. Closed: when it opens, none if not within a year.
  std::optional<Instant> until;

  friend bool operator==(const OpenState&, const OpenState&) = default;
};

// The state at `at`. A moment that is both an end and a start counts as open, without a gap. Never fails.
OpenState StateAt(const OpeningHours& hours, Instant at);

}  // namespace eteinen

#endif  // ETEINEN_CORE_CALENDAR_OPENING_HOURS_H_
