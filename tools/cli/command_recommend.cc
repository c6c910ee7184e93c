// `eteinen recommend`: which channels fit a matter, a person and a moment. See core/channels/recommendation.h.
//
// For authors, with `"week":DATE` also the week that the day lies in: who is open when for this matter, and where
// nobody is. `{"week":DATE,"everybody":true}` alone tells who is left with an emergency line only, and when
// (core/channels/week.h).
#include "core/channels/recommendation.h"
#include "core/channels/week.h"
#include "tools/cli/command.h"
#include "tools/cli/directory_files.h"

namespace eteinen::cli {
namespace {

Result<CivilDay> ReadWeek(const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadString(line, "week"));
  const Result<CivilDay> day = ParseDay(text);
  if (!day.ok()) return InputError(day.error().message, "week");
  return channels::MondayOf(*day);
}

Result<Json> Everybody(const channels::Directory& directory, const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const CivilDay monday, ReadWeek(line));
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<channels::LeftAlone> left, channels::WhoIsLeftAlone(directory, monday));
  Json reply = Json::MakeObject();
  reply.Set("emergencyOnly", ToJson(left));
  return reply;
}

}  // namespace

Result<Handler> RecommendCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<channels::SourceFile> files, ReadDirectoryFiles(folders.assets));
  ETEINEN_ASSIGN_OR_RETURN(channels::Directory directory, channels::LoadDirectory(files));
  return Handler([directory = std::move(directory)](const Json& line) -> Result<Json> {
    if (line["everybody"].AsBool()) return Everybody(directory, line);
    ETEINEN_ASSIGN_OR_RETURN(const channels::Request request, channels::ReadRequest(line));
    Json reply = ToJson(directory, Recommend(directory, request), request);
    if (line.Has("week")) {
      ETEINEN_ASSIGN_OR_RETURN(const CivilDay monday, ReadWeek(line));
      reply.Set("week", ToJson(channels::WeekOf(directory, request, monday)));
    }
    return reply;
  });
}

}  // namespace eteinen::cli
