// The commands of `eteinen`: each turns one JSON line into one reply.
//
// main.cc owns the lines, the limits and the error replies; a command's own file owns its shape. Contract: the
// project's command-line page (README, "The command line").
#ifndef ETEINEN_TOOLS_CLI_COMMAND_H_
#define ETEINEN_TOOLS_CLI_COMMAND_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace eteinen::cli {

// Where content is read from; the tools read files, the core never does.
struct Folders {
  std::string assets = "assets";
  std::string i18n = "i18n";
};

using Handler = std::function<Result<Json>(const Json& line)>;

// Loads what the command needs once; the handler then answers each line. Fails when its content is missing or broken.
Result<Handler> FhirPathCommand(const Folders& folders);
Result<Handler> ValidateCommand(const Folders& folders);
Result<Handler> FormCommand(const Folders& folders);
Result<Handler> AssessCommand(const Folders& folders);
Result<Handler> RecommendCommand(const Folders& folders);
Result<Handler> HoursCommand(const Folders& folders);
Result<Handler> HolidaysCommand(const Folders& folders);
Result<Handler> HetuCommand(const Folders& folders);
Result<Handler> FormatCommand(const Folders& folders);
Result<Handler> AppCommand(const Folders& folders);

// `verify` reads no lines: it has arguments of its own (those after its name), and an exit code. See verify.h.
int Verify(int argc, char** argv);

// The text of a file, or an error that names it.
Result<std::string> ReadFile(const std::string& path);
// The names of the files in a folder that end in `suffix`, sorted; an error if there is no such folder.
Result<std::vector<std::string>> ListFiles(const std::string& folder, std::string_view suffix);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_COMMAND_H_
