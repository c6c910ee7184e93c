// JSON as lines that people read: "enabled", "  is: true", one member a line.
#ifndef ETEINEN_TOOLS_WORKBENCH_JSON_LINES_H_
#define ETEINEN_TOOLS_WORKBENCH_JSON_LINES_H_

#include <string>
#include <vector>

#include "core/base/json.h"

namespace eteinen::workbench {

std::vector<std::string> LinesOf(const Json& json);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_JSON_LINES_H_
