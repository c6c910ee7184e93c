#include "tools/workbench/options.h"

#include <cstdlib>

namespace eteinen::workbench {

const char* const kUsage =
    "usage: eteinen-workbench [--backend URL] [--assets DIR] [--i18n DIR] [--cases DIR] [--replays DIR]\n"
    "                         [--locale fi] [--now INSTANT] [--size 1440x900] [--scale 1]\n"
    "                         [--click NAME | --type TEXT | --key CTRL-DIGIT | --wait FRAMES]...\n"
    "                         [--frames N] [--once FILE.png] [--bench]\n";

namespace {

Status Set(Options& options, const std::string& name, const std::string& value) {
  if (name == "--backend") {
    options.backend = value;
  } else if (name == "--assets") {
    options.folders.assets = value;
  } else if (name == "--i18n") {
    options.folders.i18n = value;
  } else if (name == "--cases") {
    options.folders.cases = value;
  } else if (name == "--replays") {
    options.folders.replays = value;
  } else if (name == "--locale") {
    options.locale = value;
  } else if (name == "--click") {
    options.script.push_back({ScriptStep::Kind::kClick, value});
  } else if (name == "--type") {
    options.script.push_back({ScriptStep::Kind::kType, value});
  } else if (name == "--key") {
    options.script.push_back({ScriptStep::Kind::kKey, value});
  } else if (name == "--wait") {
    options.script.push_back({ScriptStep::Kind::kWait, value});
  } else if (name == "--once") {
    options.picture = value;
  } else if (name == "--frames") {
    options.frames = std::atoi(value.c_str());
  } else if (name == "--scale") {
    options.scale = static_cast<float>(std::atof(value.c_str()));
    if (!(options.scale >= 0.5f && options.scale <= 4)) return InputError("--scale is between 0.5 and 4");
  } else if (name == "--size") {
    const std::size_t cross = value.find('x');
    options.width = std::atoi(value.c_str());
    options.height = cross == value.npos ? 0 : std::atoi(value.c_str() + cross + 1);
    if (options.width < 320 || options.height < 240 || options.width > 8192 || options.height > 8192) {
      return InputError("--size is like 1920x1080");
    }
  } else if (name == "--now") {
    ETEINEN_ASSIGN_OR_RETURN(options.now, ParseInstant(value));
  } else {
    return InputError("unknown option \"" + name + "\"");
  }
  return Ok{};
}

}  // namespace

Result<Options> ReadOptions(int argc, const char* const* argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--bench") {
      options.bench = true;
      continue;
    }
    if (i + 1 >= argc) return InputError("\"" + name + "\" needs a value, or is not known");
    ETEINEN_RETURN_IF_ERROR(Set(options, name, argv[++i]));
  }
  if ((!options.picture.empty() || options.bench) && options.frames <= 0) options.frames = 10;
  return options;
}

}  // namespace eteinen::workbench
