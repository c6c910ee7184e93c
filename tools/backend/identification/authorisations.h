// The client of the Suomi.fi e-authorisations web API for acting on behalf of a person.
//
// In order: register the one who acts → send the browser to the service's own page, where they say for whom → take the
// code that they come back with, once, for a token → ask whom they chose → ask whether they may. Nobody is asked about
// silently: without a choice on that page nothing is known of anybody.
//
// The service's session, its token, the keys and identity codes stay here. An answer that is late, unknown, of another
// shape or not "ALLOWED" is no. Each call carries a checksum over its path and the time; the service refuses clocks
// that are more than five minutes off, and so a clock of ours that is wrong is a no too. Source: Digital and Population
// Data Services Agency, e-Authorisations Web API (hpa).
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_AUTHORISATIONS_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_AUTHORISATIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "core/identity/permission.h"
#include "tools/backend/identification/outbound.h"
#include "tools/backend/identification/round_trip.h"

namespace eteinen::backend {

struct AuthorisationSettings {
  std::string address;  // of the service, without a slash at its end
  std::string client_id;
  std::string api_key;  // for the checksum
  std::string secret;   // for the token
  std::string return_address;
  std::string issues[2];  // what a mandate is asked about, by Theme: health, social; an empty one is never asked
};

// A session of the service, kept with ours: what it takes to ask again whether one may.
struct AuthorisationTicket {
  std::string session;
  std::string token;
  std::string refresh;  // may be empty: then the token's end is the end
  Instant token_until;
};

// Somebody chosen on the service's page.
struct ChosenPerson {
  std::string identity_code;
  std::string name;
  std::vector<Theme> themes;  // of the issues that were answered with ALLOWED
};

struct AuthorisationEnd {
  enum class Kind { kChosen, kCancelled, kFailed };
  Kind kind = Kind::kFailed;
  AuthorisationTicket ticket;
  std::vector<ChosenPerson> persons;  // those with at least one theme
  std::string return_to;
  std::string session;  // ours, in which the trip began
  std::string reason;   // for developers; holds nothing about anybody
};

// The value of the header X-AsiointivaltuudetAuthorization: "client time checksum", where the checksum is the Base64 of
// HMAC-SHA256 over the path with its query, a space and the time.
std::string ChecksumHeader(std::string_view client_id, std::string_view api_key, std::string_view path, Instant now);

class Authorisations {
 public:
  Authorisations(AuthorisationSettings settings, Outbound send)
      : settings_(std::move(settings)), send_(std::move(send)) {}

  // `session` is ours; `identity_code` is that of the one who acts.
  Result<Departure> Begin(const std::string& identity_code, const std::string& session, const std::string& return_to,
                          Instant now);
  // `session` is the one that the browser has now: it must be the one that left.
  AuthorisationEnd Finish(const std::string& code, const std::string& state, const std::string& ticket,
                          const std::string& session, Instant now);
  // The themes that still hold. None when the service does not say so. A token that has run out is renewed in `ticket`.
  std::vector<Theme> AskAgain(AuthorisationTicket& ticket, const std::string& identity_code, Instant now);

 private:
  struct Trip {
    std::string session;
    std::string service_session;
    std::string return_to;
  };

  OutboundAnswer Call(const std::string& path, const std::string& token, Instant now);
  // Takes a code or a refresh token (`grant`: the query's beginning) for a token.
  bool Redeem(const std::string& grant, AuthorisationTicket& ticket, Instant now);

  const AuthorisationSettings settings_;
  const Outbound send_;
  RoundTrips<Trip> trips_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_AUTHORISATIONS_H_
