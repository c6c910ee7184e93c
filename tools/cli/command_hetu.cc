// `hetu`: {"id"} → {"valid","birthDate"?,"artificial"?}. The code is judged exactly as typed.
#include "core/calendar/civil_time.h"
#include "core/identity/hetu.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

Result<Json> Answer(const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string id, ReadString(line, "id"));
  const std::optional<identity::Hetu> hetu = identity::ParseHetu(id);
  if (!hetu) return Json::MakeObject({{"valid", false}});
  return Json::MakeObject(
      {{"valid", true}, {"birthDate", FormatDay(hetu->birth_date)}, {"artificial", hetu->artificial}});
}

}  // namespace

Result<Handler> HetuCommand(const Folders&) { return Handler(Answer); }

}  // namespace eteinen::cli
