// Matters handed over to a chat: the resident's answers, so that nobody asks again.
//
// Kept in memory only and for a few hours: the chat takes them over, and health data that nobody has fetched by then is
// of no use to anyone. The identifier is the key to one: nobody can guess it, and only the chat's adapter gets it.
// Not for several threads at once.
#ifndef ETEINEN_TOOLS_BACKEND_HANDOVERS_H_
#define ETEINEN_TOOLS_BACKEND_HANDOVERS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/sessions.h"

namespace eteinen::backend {

inline constexpr std::int64_t kHandoverKept = 12 * kHour;
inline constexpr std::size_t kMostHandovers = 1000;  // at a time; then 503 `busy`

class Handovers {
 public:
  explicit Handovers(const Content& content) : content_(content) {}

  // POST /fhir/Communication; without a session nobody is named in it. The same key and body again from the same
  // place give the first answer, word for word.
  Answer Take(const std::optional<Caller>& caller, const Request& request, const Json& body, Instant now);

  // GET /fhir/Communication/{id}
  Answer Look(std::string_view id, Instant now);

 private:
  struct Kept {
    std::string key;   // of the request, with who sent it
    std::string sent;  // the request's body
    Json message;
    Instant until;
  };
  void Sweep(Instant now);

  const Content& content_;
  std::map<std::string, Kept, std::less<>> kept_;  // by id
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_HANDOVERS_H_
