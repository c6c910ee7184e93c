// The value sets that the tools know: every ValueSet in the assets' `terminology` folder.
#ifndef ETEINEN_TOOLS_CLI_TERMINOLOGY_H_
#define ETEINEN_TOOLS_CLI_TERMINOLOGY_H_

#include <memory>

#include "core/form/terminology.h"
#include "tools/cli/command.h"

namespace eteinen::cli {

// An empty one when there is no such folder; an error when a file in it is broken.
Result<std::shared_ptr<const form::Terminology>> ReadTerminology(const Folders& folders);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_TERMINOLOGY_H_
