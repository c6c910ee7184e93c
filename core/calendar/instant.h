// A moment in time, to the second, the same everywhere on earth.
//
// Instants come from outside only (the core has no clock) and leave as RFC 3339 text with the Europe/Helsinki offset.
// What day or hour an instant is in Finland is the business of civil_time.h.
#ifndef ETEINEN_CORE_CALENDAR_INSTANT_H_
#define ETEINEN_CORE_CALENDAR_INSTANT_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace eteinen {

struct Instant {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z, without leap seconds

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t kMinute = 60;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;  // 24 hours, which is not always a civil day

constexpr Instant operator+(Instant at, std::int64_t seconds) { return {at.seconds + seconds}; }
constexpr Instant operator-(Instant at, std::int64_t seconds) { return {at.seconds - seconds}; }
constexpr std::int64_t operator-(Instant a, Instant b) { return a.seconds - b.seconds; }

// Reads an RFC 3339 date-time, such as "2026-11-24T09:15:00+02:00": every part is needed, the offset too. A fraction of
// a second is accepted and cut off; a leap second counts as the second after it. Error: kInput.
Result<Instant> ParseInstant(std::string_view text);

// "2026-11-24T09:15:00+02:00": RFC 3339 with the offset that Finland has at that moment.
std::string FormatInstant(Instant at);

// "2026-11-24T07:15:00Z"
std::string FormatInstantUtc(Instant at);

}  // namespace eteinen

#endif  // ETEINEN_CORE_CALENDAR_INSTANT_H_
