// Where the desk's HTTP requests go: to a running backend, or, for content alone, to the project's own files.
#ifndef ETEINEN_TOOLS_WORKBENCH_BACKEND_H_
#define ETEINEN_TOOLS_WORKBENCH_BACKEND_H_

#include <string>

#include "core/base/result.h"
#include "tools/workbench/desk.h"

namespace eteinen::workbench {

// Requests to `address` ("http://127.0.0.1:8080"), with one cookie jar as a browser has. Error: not such an address.
Result<Http> HttpTo(const std::string& address);

// Answers what lies under /content/ from the folders; nothing else can be reached.
Http HttpFromFiles(std::string assets, std::string i18n);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_BACKEND_H_
