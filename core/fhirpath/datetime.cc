#include "core/fhirpath/datetime.h"

#include <algorithm>
#include <array>

namespace eteinen::fhirpath {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

// Days since 1970-01-01 in the proleptic Gregorian calendar, by counting whole years of 365.2425 days from a 1 March.
std::int64_t DaysFromCivil(std::int64_t year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

struct Civil {
  std::int64_t year;
  int month;
  int day;
};

Civil CivilFromDays(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int DaysInMonth(std::int64_t year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

std::int64_t FloorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Reads the digits of one text from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool AtEnd() const { return at_ == text_.size(); }
  bool Accept(char c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  // Exactly `count` digits with a value in low…high.
  bool Number(int count, int low, int high, int* value) {
    if (text_.size() - at_ < static_cast<std::size_t>(count)) return false;
    int number = 0;
    for (int i = 0; i < count; ++i) {
      const char c = text_[at_ + i];
      if (c < '0' || c > '9') return false;
      number = number * 10 + (c - '0');
    }
    at_ += count;
    *value = number;
    return number >= low && number <= high;
  }
  // At least one digit after the point; those beyond nine are dropped.
  bool Fraction(DateTime* value) {
    int digits = 0;
    std::int32_t nanos = 0;
    while (!AtEnd() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (digits < 9) nanos = nanos * 10 + (text_[at_] - '0');
      ++digits;
      ++at_;
    }
    if (digits == 0) return false;
    value->fraction_digits = static_cast<std::uint8_t>(std::min(digits, 9));
    for (int i = value->fraction_digits; i < 9; ++i) nanos *= 10;
    value->nanosecond = nanos;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool ScanDate(Scanner& in, DateTime* value) {
  int number = 0;
  if (!in.Number(4, 1, 9999, &number)) return false;
  value->year = static_cast<std::int16_t>(number);
  value->precision = Precision::kYear;
  if (!in.Accept('-')) return true;
  if (!in.Number(2, 1, 12, &number)) return false;
  value->month = static_cast<std::int8_t>(number);
  value->precision = Precision::kMonth;
  if (!in.Accept('-')) return true;
  if (!in.Number(2, 1, DaysInMonth(value->year, value->month), &number)) return false;
  value->day = static_cast<std::int8_t>(number);
  value->precision = Precision::kDay;
  return true;
}

bool ScanTime(Scanner& in, DateTime* value) {
  int number = 0;
  if (!in.Number(2, 0, 23, &number)) return false;
  value->hour = static_cast<std::int8_t>(number);
  value->precision = Precision::kHour;
  if (!in.Accept(':')) return true;
  if (!in.Number(2, 0, 59, &number)) return false;
  value->minute = static_cast<std::int8_t>(number);
  value->precision = Precision::kMinute;
  if (!in.Accept(':')) return true;
  if (!in.Number(2, 0, 59, &number)) return false;
  value->second = static_cast<std::int8_t>(number);
  value->precision = Precision::kSecond;
  if (!in.Accept('.')) return true;
  value->precision = Precision::kFraction;
  return in.Fraction(value);
}

bool ScanOffset(Scanner& in, DateTime* value) {
  if (in.Accept('Z')) {
    value->has_offset = true;
    return true;
  }
  int sign = 0;
  if (in.Accept('+')) sign = 1;
  if (sign == 0 && in.Accept('-')) sign = -1;
  if (sign == 0) return true;
  int hours = 0;
  int minutes = 0;
  if (!in.Number(2, 0, 14, &hours) || !in.Accept(':') || !in.Number(2, 0, 59, &minutes)) return false;
  value->has_offset = true;
  value->offset = static_cast<std::int16_t>(sign * (hours * 60 + minutes));
  return true;
}

void AppendNumber(std::string& out, int value, int width) {
  const std::string digits = std::to_string(value);
  out.append(std::max<std::size_t>(width, digits.size()) - digits.size(), '0');
  out += digits;
}

// Seconds since 1970-01-01T00:00 as the clock shows it, the offset not applied.
std::int64_t ClockSeconds(const DateTime& value) {
  return DaysFromCivil(value.year, value.month, value.day) * kSecondsPerDay + std::int64_t{value.hour} * 3600 +
         std::int64_t{value.minute} * 60 + value.second;
}

bool SetClock(DateTime* value, std::int64_t seconds) {
  const std::int64_t days = FloorDiv(seconds, kSecondsPerDay);
  const std::int64_t rest = seconds - days * kSecondsPerDay;
  const Civil civil = CivilFromDays(days);
  if (civil.year < 1 || civil.year > 9999) return false;
  value->year = static_cast<std::int16_t>(civil.year);
  value->month = static_cast<std::int8_t>(civil.month);
  value->day = static_cast<std::int8_t>(civil.day);
  value->hour = static_cast<std::int8_t>(rest / 3600);
  value->minute = static_cast<std::int8_t>(rest / 60 % 60);
  value->second = static_cast<std::int8_t>(rest % 60);
  return true;
}

// Seconds and their fraction are one precision.
Precision ComparedPrecision(const DateTime& value) { return std::min(value.precision, Precision::kSecond); }

std::int64_t Part(const DateTime& value, Precision part) {
  switch (part) {
    case Precision::kYear:
      return value.year;
    case Precision::kMonth:
      return value.month;
    case Precision::kDay:
      return value.day;
    case Precision::kHour:
      return value.hour;
    case Precision::kMinute:
      return value.minute;
    case Precision::kSecond:
    case Precision::kFraction:
      return value.second * kNanosPerSecond + value.nanosecond;
  }
  return 0;
}

// Both with times of day and at least one with an offset: both as UTC.
void BringToUtc(DateTime* a, DateTime* b, int default_offset) {
  if (!a->has_offset && !b->has_offset) return;
  if (a->precision < Precision::kHour || b->precision < Precision::kHour) return;
  for (DateTime* value : {a, b}) {
    const int offset = value->has_offset ? value->offset : default_offset;
    // Beyond the year 9999 or before the year 1 the value stays; both ends of the calendar are far from any record.
    SetClock(value, ClockSeconds(*value) - std::int64_t{60} * offset);
  }
}

Comparison CompareParts(const DateTime& a, const DateTime& b) {
  const bool times = a.shape == DateTime::Shape::kTime;
  const Precision shared = std::min(ComparedPrecision(a), ComparedPrecision(b));
  for (int part = static_cast<int>(times ? Precision::kHour : Precision::kYear); part <= static_cast<int>(shared);
       ++part) {
    const std::int64_t left = Part(a, static_cast<Precision>(part));
    const std::int64_t right = Part(b, static_cast<Precision>(part));
    if (left != right) return left < right ? Comparison::kLess : Comparison::kGreater;
  }
  return ComparedPrecision(a) == ComparedPrecision(b) ? Comparison::kEqual : Comparison::kUnknown;
}

std::optional<DateTime> AddMonths(DateTime value, std::int64_t months) {
  const std::int64_t total = std::int64_t{value.year} * 12 + (value.month - 1) + months;
  const std::int64_t year = FloorDiv(total, 12);
  if (year < 1 || year > 9999) return std::nullopt;
  value.year = static_cast<std::int16_t>(year);
  value.month = static_cast<std::int8_t>(total - year * 12 + 1);
  value.day = static_cast<std::int8_t>(std::min<int>(value.day, DaysInMonth(year, value.month)));
  return value;
}

std::optional<DateTime> AddNanos(DateTime value, std::int64_t seconds, std::int64_t nanos) {
  nanos += value.nanosecond;
  seconds += FloorDiv(nanos, kNanosPerSecond);
  nanos -= FloorDiv(nanos, kNanosPerSecond) * kNanosPerSecond;
  value.nanosecond = static_cast<std::int32_t>(nanos);
  if (value.shape == DateTime::Shape::kTime) {
    // The clock goes round.
    const std::int64_t clock = value.hour * 3600 + value.minute * 60 + value.second + seconds % kSecondsPerDay;
    const std::int64_t wrapped = clock - FloorDiv(clock, kSecondsPerDay) * kSecondsPerDay;
    value.hour = static_cast<std::int8_t>(wrapped / 3600);
    value.minute = static_cast<std::int8_t>(wrapped / 60 % 60);
    value.second = static_cast<std::int8_t>(wrapped % 60);
    return value;
  }
  if (!SetClock(&value, ClockSeconds(value) + seconds)) return std::nullopt;
  return value;
}

// The finest part that a number of digits names; nothing for other numbers.
std::optional<Precision> PartOfDigits(const DateTime& value, int digits) {
  if (value.shape == DateTime::Shape::kTime) digits += 8;
  switch (digits) {
    case 4:
      return Precision::kYear;
    case 6:
      return Precision::kMonth;
    case 8:
      return Precision::kDay;
    case 10:
      return Precision::kHour;
    case 12:
      return Precision::kMinute;
    case 14:
      return Precision::kSecond;
    case 17:
      return Precision::kFraction;
    default:
      return std::nullopt;
  }
}

std::optional<DateTime> Boundary(DateTime value, int digits, bool high) {
  const std::optional<Precision> wanted = PartOfDigits(value, digits);
  if (!wanted) return std::nullopt;
  if (value.shape == DateTime::Shape::kDate && *wanted > Precision::kDay) return std::nullopt;
  if (value.shape == DateTime::Shape::kTime && *wanted < Precision::kHour) return std::nullopt;
  const Precision known = value.precision;
  // Parts that are not known have their lowest value already.
  if (high) {
    if (known < Precision::kMonth) value.month = 12;
    if (known < Precision::kDay) value.day = static_cast<std::int8_t>(DaysInMonth(value.year, value.month));
    if (known < Precision::kHour) value.hour = 23;
    if (known < Precision::kMinute) value.minute = 59;
    if (known < Precision::kSecond) value.second = 59;
    if (known < Precision::kFraction) value.nanosecond = 999'000'000;
  }
  value.precision = *wanted;
  value.fraction_digits = *wanted == Precision::kFraction ? 3 : 0;
  if (value.shape == DateTime::Shape::kDateTime && *wanted >= Precision::kHour && !value.has_offset) {
    value.has_offset = true;
    value.offset = high ? -12 * 60 : 14 * 60;
  }
  if (*wanted < Precision::kHour) value.has_offset = false;
  return value;
}

}  // namespace

std::optional<DateTime> ParseDate(std::string_view text) {
  DateTime value;
  Scanner in(text);
  if (!ScanDate(in, &value) || !in.AtEnd()) return std::nullopt;
  return value;
}

std::optional<DateTime> ParseDateTime(std::string_view text) {
  DateTime value;
  value.shape = DateTime::Shape::kDateTime;
  Scanner in(text);
  if (!ScanDate(in, &value)) return std::nullopt;
  if (in.AtEnd()) return value;
  if (!in.Accept('T')) return std::nullopt;
  if (in.AtEnd()) return value;
  if (value.precision != Precision::kDay || !ScanTime(in, &value) || !ScanOffset(in, &value) || !in.AtEnd()) {
    return std::nullopt;
  }
  return value;
}

std::optional<DateTime> ParseTime(std::string_view text) {
  DateTime value;
  value.shape = DateTime::Shape::kTime;
  Scanner in(text);
  if (!ScanTime(in, &value) || !in.AtEnd()) return std::nullopt;
  return value;
}

std::string Write(const DateTime& value) {
  std::string out;
  if (value.shape != DateTime::Shape::kTime) {
    AppendNumber(out, value.year, 4);
    if (value.precision >= Precision::kMonth) AppendNumber(out += '-', value.month, 2);
    if (value.precision >= Precision::kDay) AppendNumber(out += '-', value.day, 2);
    if (value.precision >= Precision::kHour) out += 'T';
  }
  if (value.precision >= Precision::kHour) AppendNumber(out, value.hour, 2);
  if (value.precision >= Precision::kMinute) AppendNumber(out += ':', value.minute, 2);
  if (value.precision >= Precision::kSecond) AppendNumber(out += ':', value.second, 2);
  if (value.precision >= Precision::kFraction) {
    std::string fraction;
    AppendNumber(fraction, value.nanosecond, 9);
    out += '.' + fraction.substr(0, std::max<std::size_t>(value.fraction_digits, 1));
  }
  if (value.has_offset && value.precision >= Precision::kHour) {
    if (value.offset == 0) {
      out += 'Z';
    } else {
      const int minutes = value.offset < 0 ? -value.offset : value.offset;
      AppendNumber(out += value.offset < 0 ? '-' : '+', minutes / 60, 2);
      AppendNumber(out += ':', minutes % 60, 2);
    }
  }
  return out;
}

Comparison Compare(const DateTime& a, const DateTime& b, int default_offset) {
  if ((a.shape == DateTime::Shape::kTime) != (b.shape == DateTime::Shape::kTime)) return Comparison::kUnknown;
  DateTime left = a;
  DateTime right = b;
  BringToUtc(&left, &right, default_offset);
  return CompareParts(left, right);
}

bool Equivalent(const DateTime& a, const DateTime& b, int default_offset) {
  return Compare(a, b, default_offset) == Comparison::kEqual;
}

std::optional<DateTime> AddDuration(const DateTime& value, const Decimal& amount, CalendarUnit unit) {
  if (unit == CalendarUnit::kSecond || unit == CalendarUnit::kMillisecond) {
    const int scale = unit == CalendarUnit::kSecond ? 9 : 6;
    const auto scaled = amount.Rescaled(scale, Decimal::Rounding::kTowardZero);
    if (!scaled) return std::nullopt;
    const auto nanos = Multiply(*scaled, Decimal(unit == CalendarUnit::kSecond ? kNanosPerSecond : 1'000'000));
    const auto whole = nanos ? nanos->ToInteger() : std::nullopt;
    if (!whole) return std::nullopt;
    if (value.precision >= Precision::kSecond) {
      auto sum = AddNanos(value, *whole / kNanosPerSecond, *whole % kNanosPerSecond);
      if (sum && value.precision == Precision::kSecond) sum->nanosecond = 0;
      if (sum && value.precision == Precision::kFraction) {
        // As many digits as were written, at least milliseconds.
        sum->fraction_digits = std::max<std::uint8_t>(value.fraction_digits, 3);
      }
      return sum;
    }
    return AddDuration(value, Decimal(*whole / kNanosPerSecond / 60), CalendarUnit::kMinute);
  }
  const auto truncated = amount.Rescaled(0, Decimal::Rounding::kTowardZero);
  const auto integer = truncated ? truncated->ToInteger() : std::nullopt;
  constexpr std::int64_t kMostUnits = 10'000'000'000;  // more than the calendar has minutes; keeps products in range
  if (!integer || *integer > kMostUnits || *integer < -kMostUnits) return std::nullopt;
  const std::int64_t count = *integer;
  switch (unit) {
    case CalendarUnit::kYear:
      return AddMonths(value, count * 12);
    case CalendarUnit::kMonth:
      if (value.precision == Precision::kYear) return AddMonths(value, count / 12 * 12);
      return AddMonths(value, count);
    case CalendarUnit::kWeek:
      return AddDuration(value, Decimal(count * 7), CalendarUnit::kDay);
    case CalendarUnit::kDay:
      if (value.precision == Precision::kYear) return AddMonths(value, count / 365 * 12);
      if (value.precision == Precision::kMonth) return AddMonths(value, count / 30);
      return AddNanos(value, count * kSecondsPerDay, 0);
    case CalendarUnit::kHour:
      if (value.precision < Precision::kHour) return AddDuration(value, Decimal(count / 24), CalendarUnit::kDay);
      return AddNanos(value, count * 3600, 0);
    case CalendarUnit::kMinute:
      if (value.precision < Precision::kMinute) return AddDuration(value, Decimal(count / 60), CalendarUnit::kHour);
      return AddNanos(value, count * 60, 0);
    case CalendarUnit::kSecond:
    case CalendarUnit::kMillisecond:
      break;
  }
  return std::nullopt;
}

std::optional<DateTime> LowBoundary(const DateTime& value, int digits) { return Boundary(value, digits, false); }

std::optional<DateTime> HighBoundary(const DateTime& value, int digits) { return Boundary(value, digits, true); }

int PrecisionDigits(const DateTime& value) {
  constexpr std::array<int, 7> kDigits = {4, 6, 8, 10, 12, 14, 17};
  return kDigits[static_cast<std::size_t>(value.precision)] - (value.shape == DateTime::Shape::kTime ? 8 : 0);
}

DateTime FromEpoch(std::int64_t milliseconds, int offset_minutes) {
  DateTime value;
  value.shape = DateTime::Shape::kDateTime;
  value.precision = Precision::kFraction;
  value.fraction_digits = 3;
  value.has_offset = true;
  value.offset = static_cast<std::int16_t>(offset_minutes);
  const std::int64_t seconds = FloorDiv(milliseconds, 1000);
  SetClock(&value, seconds + std::int64_t{60} * offset_minutes);
  value.nanosecond = static_cast<std::int32_t>((milliseconds - seconds * 1000) * 1'000'000);
  return value;
}

}  // namespace eteinen::fhirpath
