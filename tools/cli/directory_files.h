// The files of the channel directory, read from a folder of assets.
#ifndef ETEINEN_TOOLS_CLI_DIRECTORY_FILES_H_
#define ETEINEN_TOOLS_CLI_DIRECTORY_FILES_H_

#include <string>
#include <vector>

#include "core/channels/directory.h"

namespace eteinen::cli {

// Every .json file of `assets`/directory and `assets`/rules, by name. Errors name the file.
Result<std::vector<channels::SourceFile>> ReadDirectoryFiles(const std::string& assets);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_DIRECTORY_FILES_H_
