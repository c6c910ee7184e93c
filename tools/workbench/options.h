// The command line of `eteinen-workbench`.
#ifndef ETEINEN_TOOLS_WORKBENCH_OPTIONS_H_
#define ETEINEN_TOOLS_WORKBENCH_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "core/calendar/instant.h"
#include "tools/workbench/content.h"
#include "tools/workbench/script.h"

namespace eteinen::workbench {

struct Options {
  std::string backend;  // address; empty: the reference backend inside the workbench
  Folders folders;
  std::string locale = "fi";
  std::optional<Instant> now;  // where the clock starts; it stands then until it is told to run
  int width = 1440;
  int height = 900;
  float scale = 0;  // 0: as the screen says
  std::vector<ScriptStep> script;
  int frames = 0;       // 0: until the window is closed
  std::string picture;  // of the last frame
  bool bench = false;   // prints the CPU time of frames
};

extern const char* const kUsage;

// The error's message says what cannot be used.
Result<Options> ReadOptions(int argc, const char* const* argv);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_OPTIONS_H_
