// `eteinen hours`: when given opening hours are open. See core/calendar/opening_hours.h.
#include "core/calendar/opening_hours.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

Json ToJson(const OpenState& state) {
  Json reply = Json::MakeObject({{"open", state.open}});
  if (state.until) reply.Set(state.open ? "until" : "opensAt", FormatInstant(*state.until));
  return reply;
}

Result<Json> Answer(const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* availability, ReadObject(line, "availability"));
  ETEINEN_ASSIGN_OR_RETURN(const Json* moments, ReadArray(line, "at"));
  ETEINEN_ASSIGN_OR_RETURN(const OpeningHours hours, ReadOpeningHours(*availability, "availability"));
  Json states = Json::MakeArray();
  for (std::size_t i = 0; i < moments->Items().size(); ++i) {
    const Json& text = moments->Items()[i];
    const std::string path = JoinPath("at", i);
    if (!text.IsString()) return InputError("expected a string, found " + std::string(text.TypeName()), path);
    const Result<Instant> at = ParseInstant(text.AsString());
    if (!at.ok()) return InputError(at.error().message, path);
    states.Append(ToJson(StateAt(hours, *at)));
  }
  return Json::MakeObject({{"states", std::move(states)}});
}

}  // namespace

Result<Handler> HoursCommand(const Folders&) { return Handler(Answer); }

}  // namespace eteinen::cli
