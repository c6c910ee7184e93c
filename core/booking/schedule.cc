#include "core/booking/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/calendar/holidays.h"

namespace eteinen {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kMaxParallel = 99;
constexpr std::size_t kMaxIdLength = 48;  // with start and line it still fits a FHIR id of 64

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdLength && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

Result<TimeOfDay> ReadTime(const Json& object, std::string_view key, const std::string& path) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadString(object, key, path));
  Result<TimeOfDay> time = ParseTimeOfDay(text);
  if (!time.ok()) return InputError("expected a time such as 08:15", JoinPath(path, key));
  return time;
}

Result<WeeklyHours> ReadHours(const Json& object, const std::string& path) {
  WeeklyHours hours;
  ETEINEN_ASSIGN_OR_RETURN(const Json* days, ReadArray(object, "days", path));
  for (const Json& day : days->Items()) {
    const auto found = std::find(kDays.begin(), kDays.end(), day.AsString());
    if (found == kDays.end()) return InputError("expected mon … sun", JoinPath(path, "days"));
    hours.days.Add(static_cast<Weekday>(found - kDays.begin()));
  }
  if (hours.days.empty()) return InputError("names no day", JoinPath(path, "days"));
  ETEINEN_ASSIGN_OR_RETURN(hours.start, ReadTime(object, "start", path));
  ETEINEN_ASSIGN_OR_RETURN(hours.end, ReadTime(object, "end", path));
  if (hours.end <= hours.start) return InputError("ends before it begins", JoinPath(path, "end"));
  return hours;
}

// Words of an optional list, in their order.
Result<std::vector<std::string>> ReadWords(const Json& object, const std::string& member, const std::string& path) {
  std::vector<std::string> words;
  if (!object.Has(member)) return words;
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(object, member, path));
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const std::string& word = list->Items()[i].AsString();
    if (word.empty()) return InputError("expected a word", JoinPath(JoinPath(path, member), i));
    words.push_back(word);
  }
  return words;
}

Result<Schedule> ReadSchedule(const Json& object, const std::string& path) {
  Schedule schedule;
  ETEINEN_ASSIGN_OR_RETURN(schedule.id, ReadString(object, "id", path));
  if (!IsId(schedule.id)) return InputError("expected letters, digits, - and .", JoinPath(path, "id"));
  ETEINEN_ASSIGN_OR_RETURN(schedule.service, ReadString(object, "service", path));
  ETEINEN_ASSIGN_OR_RETURN(schedule.place, ReadString(object, "place", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t parallel, ReadInt(object, "parallel", path));
  if (parallel < 1 || parallel > kMaxParallel) return InputError("expected 1 to 99", JoinPath(path, "parallel"));
  schedule.parallel = static_cast<int>(parallel);
  ETEINEN_ASSIGN_OR_RETURN(const Json* hours, ReadArray(object, "hours", path));
  for (std::size_t i = 0; i < hours->Items().size(); ++i) {
    ETEINEN_ASSIGN_OR_RETURN(WeeklyHours rule, ReadHours(hours->Items()[i], JoinPath(JoinPath(path, "hours"), i)));
    schedule.hours.push_back(rule);
  }
  ETEINEN_ASSIGN_OR_RETURN(schedule.languages, ReadWords(object, "languages", path));
  ETEINEN_ASSIGN_OR_RETURN(schedule.access, ReadWords(object, "access", path));
  schedule.gender = object["gender"].AsString();
  if (object.Has("gender") && schedule.gender != "female" && schedule.gender != "male") {
    return InputError("expected female or male", JoinPath(path, "gender"));
  }
  return schedule;
}

std::optional<int> WholeNumber(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || digits.front() == '-' || error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return number;
}

// "202611240715" in UTC.
std::optional<Instant> ParseStamp(std::string_view text) {
  if (text.size() != 12) return std::nullopt;
  const auto year = WholeNumber(text.substr(0, 4));
  const auto month = WholeNumber(text.substr(4, 2));
  const auto day = WholeNumber(text.substr(6, 2));
  const auto hour = WholeNumber(text.substr(8, 2));
  const auto minute = WholeNumber(text.substr(10, 2));
  if (!year || !month || !day || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const CivilDay civil_day{*year, *month, *day};
  if (!IsValid(civil_day)) return std::nullopt;
  return Instant{DayNumber(civil_day) * kDay + *hour * kHour + *minute * kMinute};
}

}  // namespace

Result<std::vector<Schedule>> ReadSchedules(const Json& document) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(document, "schedules"));
  std::vector<Schedule> schedules;
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const std::string path = JoinPath("schedules", i);
    ETEINEN_ASSIGN_OR_RETURN(Schedule schedule, ReadSchedule(list->Items()[i], path));
    if (FindSchedule(schedules, schedule.id) != nullptr) {
      return InputError("a schedule of this id stands before", JoinPath(path, "id"));
    }
    schedules.push_back(std::move(schedule));
  }
  return schedules;
}

const Schedule* FindSchedule(const std::vector<Schedule>& schedules, std::string_view id) {
  for (const Schedule& schedule : schedules) {
    if (schedule.id == id) return &schedule;
  }
  return nullptr;
}

std::vector<Instant> StartsOn(const Schedule& schedule, int minutes, CivilDay day) {
  std::vector<Instant> starts;
  if (minutes <= 0 || IsHolidayOrEve(day)) return starts;
  const Weekday weekday = WeekdayOf(day);
  for (const WeeklyHours& hours : schedule.hours) {
    if (!hours.days.Has(weekday)) continue;
    const Instant end = FromHelsinki(day, hours.end);
    for (Instant start = FromHelsinki(day, hours.start); start + minutes * kMinute <= end;
         start = start + minutes * kMinute) {
      starts.push_back(start);
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

std::string WriteSlotName(const SlotName& name) {
  std::string stamp;
  for (const char c : FormatInstantUtc(name.start).substr(0, 16)) {
    if (c >= '0' && c <= '9') stamp += c;
  }
  return name.schedule + "." + stamp + "." + std::to_string(name.line);
}

std::optional<SlotName> ParseSlotName(std::string_view text) {
  const std::size_t line_dot = text.rfind('.');
  if (line_dot == std::string_view::npos || line_dot == 0) return std::nullopt;
  const std::size_t stamp_dot = text.rfind('.', line_dot - 1);
  if (stamp_dot == std::string_view::npos) return std::nullopt;
  const std::optional<int> line = WholeNumber(text.substr(line_dot + 1));
  const std::optional<Instant> start = ParseStamp(text.substr(stamp_dot + 1, line_dot - stamp_dot - 1));
  if (!line || !start || !IsId(text.substr(0, stamp_dot))) return std::nullopt;
  SlotName name{std::string(text.substr(0, stamp_dot)), *start, *line};
  // One time has one name: "…07" for line 7 would be a second one, free while the first is taken.
  if (WriteSlotName(name) != text) return std::nullopt;
  return name;
}

bool Exists(const Schedule& schedule, int minutes, const SlotName& name) {
  if (name.schedule != schedule.id || name.line < 1 || name.line > schedule.parallel) return false;
  const std::vector<Instant> starts = StartsOn(schedule, minutes, ToHelsinki(name.start).day);
  return std::binary_search(starts.begin(), starts.end(), name.start);
}

}  // namespace eteinen
