// Reading files and folders of content.
#ifndef ETEINEN_TOOLS_BACKEND_FILES_H_
#define ETEINEN_TOOLS_BACKEND_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace eteinen::backend {

// The whole of a regular file; the error names it.
Result<std::string> ReadFile(const std::string& path);
Result<Json> ReadJsonFile(const std::string& path);

// The names of the regular files in a folder (not below it) that end in `suffix`, sorted; an error if there is none
// such folder.
Result<std::vector<std::string>> ListFiles(const std::string& folder, std::string_view suffix);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_FILES_H_
