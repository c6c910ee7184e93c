// Brotli for answers that are the same for everybody: content, texts, the list of services, the free times (of which a
// session's own hold is one and looks like any other).
//
// Never for what belongs to a person: the length of a squeezed answer would tell about it to whoever can put words of
// their own beside it.
#ifndef ETEINEN_TOOLS_BACKEND_COMPRESSION_H_
#define ETEINEN_TOOLS_BACKEND_COMPRESSION_H_

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "tools/backend/exchange.h"

namespace eteinen::backend {

// Whether the request's Accept-Encoding takes `coding`, such as "br".
bool Accepts(const Request& request, std::string_view coding);

class Compression {
 public:
  // Squeezes the body, where that helps, the request takes it and nothing has squeezed it yet. What was squeezed once
  // is kept: content changes seldom.
  void Squeeze(const Request& request, Answer& answer);
  // The same, quicker and without keeping it, for what will hardly be the same again.
  static void SqueezeOnce(const Request& request, Answer& answer);

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> squeezed_;  // by the body itself
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_COMPRESSION_H_
