// Residents who leave for another server and come back: to identify with a provider, or to say for whom they act.
//
// The app asks where to go (POST, with all that guards a write); the browser goes there and comes back with a GET that
// is answered with a redirect to the app's path, never with a page. Other servers are spoken with outside the backend's
// lock: one that is slow keeps nobody waiting but those who wait for it.
#ifndef ETEINEN_TOOLS_BACKEND_ARRIVALS_H_
#define ETEINEN_TOOLS_BACKEND_ARRIVALS_H_

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/calendar/instant.h"
#include "tools/backend/audit.h"
#include "tools/backend/exchange.h"
#include "tools/backend/identification/authorisations.h"
#include "tools/backend/identification/open_id_connect.h"
#include "tools/backend/sessions.h"

namespace eteinen::backend {

// What stands in for test persons and the test register, where it does.
struct Providers {
  std::unique_ptr<OpenIdConnect> identification;
  std::unique_ptr<Authorisations> authorisation;
  std::string public_address;  // of this server, as browsers see it: "https://example.org/"
  bool secure_cookie = false;
};

class Arrivals {
 public:
  Arrivals(Providers& providers, Sessions& sessions, People& people, Audit& audit, std::mutex& lock)
      : providers_(providers), sessions_(sessions), people_(people), audit_(audit), lock_(lock) {}

  static bool Owns(std::string_view path);
  Answer Handle(const Request& request, Instant now);

  // Asks the e-authorisations service again, if this request has to be asked about. Not under the lock.
  void AskAgain(const Request& request, Instant now);
  // Where the browser has to go after a log-out, or "".
  std::string EndAddress();

 private:
  Answer Identify(const Request& request, Instant now);
  Answer Identified(const Request& request, Instant now);
  Answer Authorise(const Request& request, Instant now);
  Answer Authorised(const Request& request, Instant now);
  Answer SendAway(const Result<Departure>& departure);
  Answer BackTo(std::string_view path) const;

  Providers& providers_;
  Sessions& sessions_;
  People& people_;
  Audit& audit_;
  std::mutex& lock_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_ARRIVALS_H_
