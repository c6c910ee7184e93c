// Units of measure as far as health forms and the FHIRPath language go: UCUM's case-sensitive codes with prefixes,
// products, quotients, powers and annotations, and the calendar durations of FHIRPath.
//
// Exact: a unit is a fraction of two decimals and a power of ten over base units, so that 1 'lb_av' in grams and back
// is the same number. Degrees Celsius and Fahrenheit convert by their offset when they stand alone. Logarithmic units
// are scales of their own: 1 'B' is 10 'dB', but pH becomes no concentration. Other special units are not known.
// Unknown units, and codes of other systems than UCUM, compare with themselves only. Amount of substance (mol) is a
// dimension of its own here, although UCUM reduces it to a number.
//
// Sources: The Unified Code for Units of Measure 2.1 (tables 2–31); FHIRPath N1 2.0, "Quantity".
#ifndef ETEINEN_CORE_FHIRPATH_UCUM_H_
#define ETEINEN_CORE_FHIRPATH_UCUM_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/decimal.h"
#include "core/fhirpath/datetime.h"
#include "core/fhirpath/value.h"

namespace eteinen::fhirpath {

// Length, mass, time, temperature, plane angle, charge, luminous intensity, amount of substance, and the arbitrary
// counts that convert to nothing else: international unit, arbitrary unit, colony forming unit, information; then the
// logarithmic scales, which convert only among themselves: pH, and bel with neper.
inline constexpr std::size_t kDimensions = 14;

struct Unit {
  enum class Special : std::uint8_t { kNone, kCelsius, kFahrenheit };

  Decimal numerator{1};
  Decimal denominator{1};
  int exponent = 0;  // of ten
  std::array<std::int8_t, kDimensions> powers{};
  Special special = Special::kNone;
};

// Nothing for codes that are not UCUM or not known here.
std::optional<Unit> ParseUnit(std::string_view code);

// "days" or "day" → kDay; nothing for other words.
std::optional<CalendarUnit> CalendarUnitOf(std::string_view word);
// "day"
std::string_view CalendarWord(CalendarUnit unit);
// The calendar unit that a quantity means in date arithmetic: its own; for UCUM codes those of definite length ('wk',
// 'd', 'h', 'min', 's', 'ms'), and for quantities out of FHIR data 'mo' and 'a' too.
std::optional<CalendarUnit> DurationUnitOf(const Quantity& quantity);

// Whether the two measure the same thing.
bool Comparable(const Quantity& a, const Quantity& b);
// Unknown when they are not comparable; also for a calendar year or month against a definite duration.
Comparison Compare(const Quantity& a, const Quantity& b);
// Equal in the larger of the two units, after rounding to the less precise of the two values.
bool Equivalent(const Quantity& a, const Quantity& b);

// Sum in the finer of the two units; nothing when they are not comparable.
std::optional<Quantity> Add(const Quantity& a, const Quantity& b);
// Products and quotients. Units that have no dimension in common are written side by side (70 'kg' by 3 'm2' is in
// 'kg/m2'), and powers of one unit keep it (3 'cm' by 12 'cm2' is in 'cm3'); others are brought to base units (g, m,
// s, …).
std::optional<Quantity> Multiply(const Quantity& a, const Quantity& b);
std::optional<Quantity> Divide(const Quantity& a, const Quantity& b);
// The same quantity in another unit.
std::optional<Quantity> ConvertTo(const Quantity& quantity, std::string_view unit, bool calendar);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_UCUM_H_
