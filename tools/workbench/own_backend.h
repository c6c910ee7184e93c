// The reference backend inside the workbench: the same code and rules, a database in memory, the workbench's clock and
// the project's test persons. Nothing listens, nothing is kept.
#ifndef ETEINEN_TOOLS_WORKBENCH_OWN_BACKEND_H_
#define ETEINEN_TOOLS_WORKBENCH_OWN_BACKEND_H_

#include <string>

#include "core/base/result.h"
#include "tools/workbench/desk.h"

namespace eteinen::workbench {

// Content comes from the folders. Error: content that the backend cannot read.
Result<Http> HttpToOwnBackend(const std::string& assets, const std::string& i18n, const Clock& clock);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_OWN_BACKEND_H_
