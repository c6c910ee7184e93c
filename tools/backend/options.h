// The command line of `eteinen-backend`.
#ifndef ETEINEN_TOOLS_BACKEND_OPTIONS_H_
#define ETEINEN_TOOLS_BACKEND_OPTIONS_H_

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/calendar/instant.h"

namespace eteinen::backend {

struct Options {
  int port = 0;      // 0: any free one
  std::string data;  // folder of the database
  std::string web = "web/dist";
  std::string assets = "assets";
  std::string i18n = "i18n";
  std::optional<Instant> now;  // where the clock starts, for tests
  bool secure_cookie = false;  // TLS stands before this server
};

// The error's message says what cannot be used, in words for the one who typed it.
Result<Options> ReadOptions(int argc, const char* const* argv);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_OPTIONS_H_
