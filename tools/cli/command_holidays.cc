// `eteinen holidays`: the public holidays and eves of a year. See core/calendar/holidays.h.
#include "core/calendar/holidays.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

// The Gregorian calendar's first whole year, and the last that a date can be written with.
constexpr std::int64_t kFirstYear = 1583;
constexpr std::int64_t kLastYear = 9999;

Result<Json> Answer(const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t year, ReadInt(line, "year"));
  if (year < kFirstYear || year > kLastYear) return InputError("expected a year from 1583 to 9999", "year");
  Json holidays = Json::MakeArray();
  for (const Holiday& holiday : HolidaysOf(static_cast<int>(year))) {
    Json name = Json::MakeObject({{"fi", holiday.name.fi}, {"sv", holiday.name.sv}, {"en", holiday.name.en}});
    holidays.Append(Json::MakeObject(
        {{"date", FormatDay(holiday.day)}, {"name", std::move(name)}, {"statutory", holiday.statutory}}));
  }
  return Json::MakeObject({{"holidays", std::move(holidays)}});
}

}  // namespace

Result<Handler> HolidaysCommand(const Folders&) { return Handler(Answer); }

}  // namespace eteinen::cli
