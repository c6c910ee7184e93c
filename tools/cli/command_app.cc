#include <memory>

#include "core/app/core.h"
#include "tools/cli/command.h"

namespace eteinen::cli {

// One application for the whole run: the lines are the messages of one resident.
Result<Handler> AppCommand(const Folders&) {
  auto core = std::make_shared<app::Core>();
  return Handler([core](const Json& line) { return ParseJson(core->Step(WriteJson(line))); });
}

}  // namespace eteinen::cli
