// Opening hours from FHIR's JSON, and the check for rules that can only be mistakes.
#include <algorithm>

#include "core/calendar/opening_hours.h"

namespace eteinen {
namespace {

constexpr std::string_view kDayCodes[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kDayNames[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

Error Placed(Error error, std::string path) {
  error.path = std::move(path);
  return error;
}

Result<WeekdaySet> ReadDays(const Json& rule, const std::string& path) {
  if (!rule.Has("daysOfWeek")) return WeekdaySet::All();
  ETEINEN_ASSIGN_OR_RETURN(const Json* days, ReadArray(rule, "daysOfWeek", path));
  const std::string here = JoinPath(path, "daysOfWeek");
  WeekdaySet set;
  for (std::size_t i = 0; i < days->Items().size(); ++i) {
    const std::string& code = days->Items()[i].AsString();
    const auto* found = std::find(std::begin(kDayCodes), std::end(kDayCodes), code);
    if (found == std::end(kDayCodes))
      return InputError("expected mon, tue, wed, thu, fri, sat or sun", JoinPath(here, i));
    set.Add(static_cast<Weekday>(found - std::begin(kDayCodes)));
  }
  if (set.empty()) return InputError("names no weekday", here);
  return set;
}

Result<TimeOfDay> ReadTime(const Json& rule, std::string_view key, const std::string& path) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadString(rule, key, path));
  Result<TimeOfDay> time = ParseTimeOfDay(text);
  if (!time.ok()) return Placed(time.error(), JoinPath(path, key));
  return time;
}

Result<WeeklyHours> ReadRule(const Json& rule, const std::string& path) {
  if (!rule.IsObject()) return InputError("expected an object, found " + std::string(rule.TypeName()), path);
  ETEINEN_ASSIGN_OR_RETURN(const WeekdaySet days, ReadDays(rule, path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> all_day, OptionalBool(rule, "allDay", path));
  if (all_day.value_or(false)) return WeeklyHours{days, kMidnight, kMidnight};
  ETEINEN_ASSIGN_OR_RETURN(const TimeOfDay start, ReadTime(rule, "availableStartTime", path));
  ETEINEN_ASSIGN_OR_RETURN(const TimeOfDay end, ReadTime(rule, "availableEndTime", path));
  return WeeklyHours{days, start, end};
}

// The first and the last day that a FHIR dateTime of less than a day's precision stands for: "2026", "2026-12".
struct Days {
  CivilDay first;
  CivilDay last;
};
std::optional<Days> DaysNamedBy(const std::string& text) {
  const bool year = text.size() == 4;
  const bool month = text.size() == 7;
  const std::string first = year ? text + "-01-01" : month ? text + "-01" : text;
  const Result<CivilDay> day = ParseDay(first);
  if (!day.ok()) return std::nullopt;
  if (year) return Days{*day, {day->year, 12, 31}};
  if (month) return Days{*day, {day->year, day->month, DaysInMonth(day->year, day->month)}};
  return Days{*day, *day};
}

// One end of a period as a moment; days count whole.
Result<Instant> ReadEnd(const std::string& text, bool is_start, const std::string& path) {
  if (const std::optional<Days> days = DaysNamedBy(text)) {
    return is_start ? StartOfDay(days->first) : StartOfDay(AddDays(days->last, 1));
  }
  Result<Instant> instant = ParseInstant(text);
  if (!instant.ok()) return InputError("not a date, nor a date-time with offset", path);
  return instant;
}

Result<std::optional<Closure>> ReadClosure(const Json& item, const std::string& path) {
  if (!item.IsObject()) return InputError("expected an object, found " + std::string(item.TypeName()), path);
  if (!item.Has("during")) return std::optional<Closure>();
  ETEINEN_ASSIGN_OR_RETURN(const Json* during, ReadObject(item, "during", path));
  const std::string here = JoinPath(path, "during");
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> start, OptionalString(*during, "start", here));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> end, OptionalString(*during, "end", here));
  Closure closure;
  if (!start && !end) return InputError("needs a start or an end", here);
  if (start) {
    ETEINEN_ASSIGN_OR_RETURN(closure.from, ReadEnd(*start, true, JoinPath(here, "start")));
  }
  if (end) {
    ETEINEN_ASSIGN_OR_RETURN(closure.until, ReadEnd(*end, false, JoinPath(here, "end")));
  }
  if (closure.until <= closure.from) return InputError("ends before it begins", here);
  return std::optional<Closure>(closure);
}

std::string ClockText(int seconds) {
  const int minutes = seconds / 60;
  return std::to_string(minutes / 60) + "." + (minutes % 60 < 10 ? "0" : "") + std::to_string(minutes % 60);
}

// What a rule covers of a weekday, as in opening_hours.cc, but with both pieces as one list for the check.
std::vector<std::pair<int, int>> CoveredOn(const WeeklyHours& rule, int weekday) {
  const bool overnight = rule.end <= rule.start;
  std::vector<std::pair<int, int>> covered;
  if (overnight && rule.end > kMidnight && rule.days.Has(static_cast<Weekday>((weekday + 6) % 7))) {
    covered.emplace_back(0, rule.end.seconds);
  }
  if (rule.days.Has(static_cast<Weekday>(weekday))) {
    covered.emplace_back(rule.start.seconds, overnight ? kEndOfDay.seconds : rule.end.seconds);
  }
  return covered;
}

// "Tuesday 9.00–10.00", the first overlap of two rules in the week.
std::optional<std::string> Overlap(const WeeklyHours& a, const WeeklyHours& b) {
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (const auto& [a_from, a_until] : CoveredOn(a, weekday)) {
      for (const auto& [b_from, b_until] : CoveredOn(b, weekday)) {
        const int from = std::max(a_from, b_from);
        const int until = std::min(a_until, b_until);
        if (from < until) return std::string(kDayNames[weekday]) + " " + ClockText(from) + "–" + ClockText(until);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Result<OpeningHours> ReadOpeningHours(const Json& availability, std::string_view path) {
  if (!availability.IsObject()) {
    return InputError("expected an object, found " + std::string(availability.TypeName()), std::string(path));
  }
  OpeningHours hours;
  if (availability.Has("availableTime")) {
    ETEINEN_ASSIGN_OR_RETURN(const Json* rules, ReadArray(availability, "availableTime", path));
    for (std::size_t i = 0; i < rules->Items().size(); ++i) {
      ETEINEN_ASSIGN_OR_RETURN(const WeeklyHours rule,
                               ReadRule(rules->Items()[i], JoinPath(JoinPath(path, "availableTime"), i)));
      hours.weekly.push_back(rule);
    }
  }
  if (availability.Has("notAvailable")) {
    ETEINEN_ASSIGN_OR_RETURN(const Json* closures, ReadArray(availability, "notAvailable", path));
    for (std::size_t i = 0; i < closures->Items().size(); ++i) {
      ETEINEN_ASSIGN_OR_RETURN(const std::optional<Closure> closure,
                               ReadClosure(closures->Items()[i], JoinPath(JoinPath(path, "notAvailable"), i)));
      if (closure) hours.closures.push_back(*closure);
    }
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> on_holidays,
                           OptionalString(availability, "publicHolidays", path));
  const std::string word = on_holidays.value_or("closed");
  if (word != "open" && word != "closed") {
    return InputError("expected \"open\" or \"closed\"", JoinPath(path, "publicHolidays"));
  }
  if (word == "open") hours.on_public_holidays = OnPublicHolidays::kOpenAsUsual;
  return hours;
}

Result<OpeningHours> CheckedOpeningHours(OpeningHours hours) {
  for (std::size_t i = 0; i < hours.weekly.size(); ++i) {
    const std::string place = JoinPath("availableTime", i);
    if (hours.weekly[i].days.empty()) return InputError(place + ": names no weekday", place);
    for (std::size_t j = 0; j < i; ++j) {
      if (const std::optional<std::string> overlap = Overlap(hours.weekly[i], hours.weekly[j])) {
        return InputError(place + ": overlaps " + JoinPath("availableTime", j) + " on " + *overlap, place);
      }
    }
  }
  for (std::size_t i = 0; i < hours.closures.size(); ++i) {
    const std::string place = JoinPath("notAvailable", i);
    if (hours.closures[i].until <= hours.closures[i].from) {
      return InputError(place + ": ends before it begins", place);
    }
  }
  return hours;
}

}  // namespace eteinen
