#include "tools/backend/options.h"

#include <charconv>
#include <cstdlib>

namespace eteinen::backend {
namespace {

// $XDG_DATA_HOME/eteinen or ~/.local/share/eteinen; nothing when neither is set.
std::string DefaultData() {
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg != nullptr && xdg[0] == '/') {
    return std::string(xdg) + "/eteinen";
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.local/share/eteinen" : std::string();
}

}  // namespace

Result<Options> ReadOptions(int argc, const char* const* argv) {
  Options options;
  options.data = DefaultData();
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--secure-cookie") {
      options.secure_cookie = true;
      continue;
    }
    std::string* text = name == "--data"     ? &options.data
                        : name == "--web"    ? &options.web
                        : name == "--assets" ? &options.assets
                        : name == "--i18n"   ? &options.i18n
                                             : nullptr;
    if (text == nullptr && name != "--port" && name != "--now") return InputError("cannot use \"" + name + "\"");
    if (i + 1 >= argc) return InputError(name + " needs a value");
    const std::string value = argv[++i];
    if (text != nullptr) {
      *text = value;
    } else if (name == "--now") {
      const Result<Instant> now = ParseInstant(value);
      if (!now.ok()) return InputError("--now needs an instant such as 2026-11-24T09:00:00+02:00");
      options.now = *now;
    } else {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.port);
      if (error != std::errc() || end != value.data() + value.size() || options.port < 0 || options.port > 65535) {
        return InputError("--port needs a number from 0 to 65535");
      }
    }
  }
  if (options.data.empty()) return InputError("no home folder is known: say --data DIR");
  return options;
}

}  // namespace eteinen::backend
