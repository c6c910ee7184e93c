// Messages of the app around the webview, one a line, to a core that has started in it.
#include <cstdlib>
#include <string>

#include "core/app/core.h"
#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

constexpr std::string_view kOpening[] = {
    R"({"v":1,"now":"2026-11-24T07:00:00Z","uid":"0d5e2c1a","event":{"type":"start","entry":"webview","locale":"fi",
      "capabilities":["http","host","store","load","timer"]}})",
    R"({"v":1,"now":"2026-11-24T07:00:01Z","event":{"type":"result","id":1,"ok":{"status":200,"headers":{},"body":
      "{\"locale\":\"fi\",\"source\":\"x\",\"checked\":\"2026-11-22\",\"status\":\"example\",\"messages\":{}}"}}})",
};

}  // namespace

void FuzzOne(std::string_view input) {
  app::Core core;
  for (const std::string_view message : kOpening) static_cast<void>(core.Step(message));
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    Result<Json> content = ParseJson(input.substr(0, end), {.max_bytes = 1 << 16, .max_depth = 60});
    input.remove_prefix(std::min(end + 1, input.size()));
    if (!content.ok()) continue;
    Json event = Json::MakeObject({{"type", "host"}, {"message", *std::move(content)}});
    Json message = Json::MakeObject({{"v", 1}, {"now", "2026-11-24T07:00:02Z"}, {"event", std::move(event)}});
    const Result<Json> reply = ParseJson(core.Step(WriteJson(message)));
    if (!reply.ok() || (*reply)["v"].AsInt() != 1) std::abort();
  }
}

}  // namespace eteinen
