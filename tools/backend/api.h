// Everything under /session and /fhir: who may ask at all, then to whom the request goes.
#ifndef ETEINEN_TOOLS_BACKEND_API_H_
#define ETEINEN_TOOLS_BACKEND_API_H_

#include <mutex>
#include <string_view>

#include "core/calendar/instant.h"
#include "tools/backend/bookings.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

class Api {
 public:
  Api(const Content& content, Store& store, bool secure_cookie)
      : content_(content), store_(store), sessions_(content, store, secure_cookie), bookings_(content, store) {}

  // Whether the path is this part's business.
  static bool Owns(std::string_view path);

  // Puts given appointments into a new database and sweeps an old one.
  Status Begin(Instant now);

  // May be called from any thread.
  Answer Handle(const Request& request, Instant now);

 private:
  Answer Route(const Request& request, Instant now);
  Answer Fhir(const Request& request, Instant now);
  Answer Appointments(const Request& request, const Caller& caller, Instant now);
  Answer Write(const Request& request, const Caller& caller, Instant now);
  // Without a session: only what needs no identification.
  Answer WithoutSession(const Request& request, Instant now);

  const Content& content_;
  Store& store_;
  Sessions sessions_;
  Bookings bookings_;
  std::mutex one_at_a_time_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_API_H_
