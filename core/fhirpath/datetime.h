// Dates and times as FHIRPath has them: known to some precision, with or without an offset from UTC.
//
// "2015-02" is February 2015 without a day, which is neither before nor after the 7th of it: comparisons answer
// "unknown" then. Seconds and their fraction are one precision. Proleptic Gregorian calendar, years 1–9999; no leap
// seconds, no time zones but offsets. Source: FHIRPath N1 2.0, "Date", "DateTime", "Time", "Date/Time Arithmetic".
#ifndef ETEINEN_CORE_FHIRPATH_DATETIME_H_
#define ETEINEN_CORE_FHIRPATH_DATETIME_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/decimal.h"

namespace eteinen::fhirpath {

enum class Precision : std::uint8_t { kYear, kMonth, kDay, kHour, kMinute, kSecond, kFraction };

struct DateTime {
  enum class Shape : std::uint8_t { kDate, kDateTime, kTime };

  std::int32_t nanosecond = 0;  // 0…999 999 999
  std::int16_t year = 1;        // parts beyond the precision have their lowest value; a time has no date
  std::int16_t offset = 0;      // minutes east of UTC, if has_offset
  std::int8_t month = 1;
  std::int8_t day = 1;
  std::int8_t hour = 0;
  std::int8_t minute = 0;
  std::int8_t second = 0;
  std::uint8_t fraction_digits = 0;  // as written, 0…9
  bool has_offset = false;
  Shape shape = Shape::kDate;
  Precision precision = Precision::kYear;
};

// "2015-02", "2015-02-04T14:34:28.123+10:00" or "2015-02T", "14:34". The whole text must fit and name a real date;
// a time has no offset. Without '@' and, for times, without 'T'.
std::optional<DateTime> ParseDate(std::string_view text);
std::optional<DateTime> ParseDateTime(std::string_view text);
std::optional<DateTime> ParseTime(std::string_view text);
std::string Write(const DateTime& value);

enum class Comparison : std::uint8_t { kLess, kEqual, kGreater, kUnknown };

// Compares part by part; unknown when one ends before a difference was found, or when a time meets a date. A missing
// offset counts as `default_offset` (minutes) where the other value has one.
Comparison Compare(const DateTime& a, const DateTime& b, int default_offset);
// The same precision and the same parts (after bringing both to UTC).
bool Equivalent(const DateTime& a, const DateTime& b, int default_offset);

enum class CalendarUnit : std::uint8_t { kYear, kMonth, kWeek, kDay, kHour, kMinute, kSecond, kMillisecond };

// Calendar arithmetic: a month after 31 January is the last day of February; units finer than the precision of `value`
// are first brought to it (400 days are one year of 365). Fractions count for seconds only. Nothing beyond years
// 1–9999.
std::optional<DateTime> AddDuration(const DateTime& value, const Decimal& amount, CalendarUnit unit);

// The earliest and latest moment that the value may stand for, written to `digits` (4 year, 6 month, 8 day, 10 hour,
// 12 minute, 14 second, 17 millisecond; times 2, 4, 6, 9). An unknown offset is +14:00 at the earliest, -12:00 at the
// latest. Nothing for other numbers of digits.
std::optional<DateTime> LowBoundary(const DateTime& value, int digits);
std::optional<DateTime> HighBoundary(const DateTime& value, int digits);
// How many digits the value's precision has, in the sense of the two above.
int PrecisionDigits(const DateTime& value);

// The moment `milliseconds` after 1970-01-01T00:00Z, at that offset, to the millisecond.
DateTime FromEpoch(std::int64_t milliseconds, int offset_minutes);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_DATETIME_H_
