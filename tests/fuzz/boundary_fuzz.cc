// Messages of the boundary, one a line, to a fresh core: every reply is JSON with the version, whatever came in.
#include <cstdlib>

#include "core/app/core.h"
#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {

void FuzzOne(std::string_view input) {
  app::Core core;
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const Result<Json> reply = ParseJson(core.Step(input.substr(0, end)));
    if (!reply.ok() || (*reply)["v"].AsInt() != 1) std::abort();
    input.remove_prefix(std::min(end + 1, input.size()));
  }
}

}  // namespace eteinen
