// What this engine can do beside the plain taking of a time. A county's engine may lack any of these, and the app asks:
// `GET /fhir/metadata`. `--without` takes them away, so that the app can be tried against such an engine.
#ifndef ETEINEN_TOOLS_BACKEND_CAPABILITIES_H_
#define ETEINEN_TOOLS_BACKEND_CAPABILITIES_H_

#include <string_view>

#include "core/base/result.h"
#include "tools/backend/exchange.h"

namespace eteinen::backend {

struct Capabilities {
  bool hold = true;      // a time is kept while it is being booked
  bool move = true;      // a booking gets another time in one write
  bool waiting = true;   // a wish for an earlier time is kept, and offered with a hold
  bool together = true;  // several people's times are booked in one write, all or none
};

// "hold,move": takes these away. The error names the word that is none of them.
Result<Capabilities> CapabilitiesWithout(std::string_view words);

// A FHIR CapabilityStatement with the extension `urn:eteinen:capability`, once for each.
Answer Metadata(const Capabilities& can);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_CAPABILITIES_H_
