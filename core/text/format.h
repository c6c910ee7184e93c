// Numbers, days and times in the resident's language.
//
// Always the Gregorian calendar, Latin digits, the 24-hour clock and Europe/Helsinki time: the browser's own formatter
// gives foreign calendars or American dates for several of our languages, so nothing here asks it. A language without
// a table gets dates that nobody can misread (2026-11-24) and numbers as in CLDR's root.
//
//              kFull                      kLong                 kMedium       kShort
//   fi   tiistai 24.11.2026         24. marraskuuta 2026    24.11.2026    ti 24.11.
//   sv   tisdag 24.11.2026          24 november 2026        24.11.2026    tis 24.11
//   en   Tuesday 24 November 2026   24 November 2026        24 Nov 2026   Tue 24 Nov
//   ar   الثلاثاء، 24 نوفمبر 2026   24 نوفمبر 2026          24/11/2026    24 نوفمبر
//
// Sources: CLDR 48 (separators, names); Kielitoimiston ohjepankki "Päiväykset", "Kellonajat"; DOMAIN (d.m.yyyy,
// klo 9.00).
#ifndef ETEINEN_CORE_TEXT_FORMAT_H_
#define ETEINEN_CORE_TEXT_FORMAT_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/text/number.h"

namespace eteinen::text {

enum class NumberStyle {
  kPlain,    // up to three decimals
  kInteger,  // rounded to a whole number
  kPercent,  // 0.25 → "25 %"
};

// fi "1 234,5" (no-break space), sv "1 234,5", en "1,234.5". Half is rounded away from zero.
std::string FormatNumber(std::string_view locale, const Number& number, NumberStyle style = NumberStyle::kPlain);
// With exactly `decimals` decimals: fi "28,20" for money, "27,5" for a body mass index.
std::string FormatDecimals(std::string_view locale, const Number& number, int decimals);

enum class DateStyle {
  kShort,
  kMedium,
  kLong,
  kFull,
  kDayMonth,         // fi "24.11.", sv "24.11", en "24 Nov"
  kWeekdayDayMonth,  // fi "tiistai 24.11.", sv "tisdag 24.11", en "Tuesday 24 November"
};

std::string FormatDate(std::string_view locale, CivilDay day, DateStyle style);
// The day on which the instant falls in Helsinki.
std::string FormatDate(std::string_view locale, Instant instant, DateStyle style);

enum class TimeStyle {
  kShort,  // the digits alone: fi, sv "9.00", en "09:00"
  kLong,   // as in a sentence: fi "klo 9.00", sv "kl. 9.00", en "09:00"
};

std::string FormatTime(std::string_view locale, TimeOfDay time, TimeStyle style);
// In the autumn hour that occurs twice, both readings are written alike; the day's list of times keeps their order.
std::string FormatTime(std::string_view locale, Instant instant, TimeStyle style);

// The day's short name ("ti", "tis", "Tue").
std::string_view ShortWeekday(std::string_view locale, CivilDay day);

// The text with no-break spaces where a line shall not end: inside numbers ("116 117"), between a number and the words
// that it belongs to ("klo 9.15", "ti 24.11.", "82 kg", "24 Nov"), and before "·" and a hyphen. Nothing: there is no
// such place in it.
// Source: Kielitoimiston ohjepankki, on the no-break space.
std::optional<std::string> KeptTogether(std::string_view locale, std::string_view text);

// "rtl" for Arabic, Persian, Sorani, Hebrew, Urdu and Pashto, else "ltr": the view's `dir`.
std::string_view Direction(std::string_view locale);
// The part before the first hyphen, in lower case: "fi" of "fi-simple", "en" of "en-GB".
std::string LanguageOf(std::string_view locale);

}  // namespace eteinen::text

#endif  // ETEINEN_CORE_TEXT_FORMAT_H_
