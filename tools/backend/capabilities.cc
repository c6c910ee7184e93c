#include "tools/backend/capabilities.h"

#include <string>

namespace eteinen::backend {
namespace {

struct Word {
  std::string_view name;
  bool Capabilities::*flag;
};
constexpr Word kWords[] = {{"hold", &Capabilities::hold},
                           {"move", &Capabilities::move},
                           {"waiting", &Capabilities::waiting},
                           {"together", &Capabilities::together}};

}  // namespace

Result<Capabilities> CapabilitiesWithout(std::string_view words) {
  Capabilities can;
  while (!words.empty()) {
    const std::string_view name = words.substr(0, words.find(','));
    bool known = false;
    for (const Word& word : kWords) {
      if (word.name != name) continue;
      can.*word.flag = false;
      known = true;
    }
    if (!known)
      return InputError("--without knows hold, move, waiting and together, not \"" + std::string(name) + "\"");
    words.remove_prefix(name.size() < words.size() ? name.size() + 1 : words.size());
  }
  // What comes free is offered by a hold, and taken by a move.
  can.waiting = can.waiting && can.hold && can.move;
  return can;
}

Answer Metadata(const Capabilities& can) {
  Json extensions = Json::MakeArray();
  for (const Word& word : kWords) {
    if (can.*word.flag) extensions.Append(Extension("urn:eteinen:capability", "valueCode", word.name));
  }
  const Json rest = Json::MakeObject({{"extension", std::move(extensions)}, {"mode", "server"}});
  return JsonAnswer(200, Json::MakeObject({{"resourceType", "CapabilityStatement"},
                                           {"status", "active"},
                                           {"kind", "instance"},
                                           {"fhirVersion", "4.0.1"},
                                           {"format", Json::MakeArray({Json("json")})},
                                           {"rest", Json::MakeArray({rest})}}));
}

}  // namespace eteinen::backend
