// `eteinen recommend`: which channels fit a matter, a person and a moment. See core/channels/recommendation.h.
#include "core/channels/recommendation.h"
#include "tools/cli/command.h"
#include "tools/cli/directory_files.h"

namespace eteinen::cli {

Result<Handler> RecommendCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<channels::SourceFile> files, ReadDirectoryFiles(folders.assets));
  ETEINEN_ASSIGN_OR_RETURN(channels::Directory directory, channels::LoadDirectory(files));
  return Handler([directory = std::move(directory)](const Json& line) -> Result<Json> {
    ETEINEN_ASSIGN_OR_RETURN(const channels::Request request, channels::ReadRequest(line));
    return ToJson(directory, Recommend(directory, request), request);
  });
}

}  // namespace eteinen::cli
