// Identification by an OpenID Connect provider: authorization code with PKCE (S256), state and nonce.
//
// The browser carries a code and nothing else; tokens and keys stay here. A log-in that is not sure in every point is
// none. What the provider tells is taken over as little as is needed: who it is, the name, the birth date, and the
// identity code, which the e-authorisations service asks for and which stays in memory.
// Sources: OpenID Connect Core 1.0 and Discovery 1.0; RFC 7636 (PKCE); RFC 9207 (issuer in the answer); RFC 9700.
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OPEN_ID_CONNECT_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OPEN_ID_CONNECT_H_

#include <mutex>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "tools/backend/identification/outbound.h"
#include "tools/backend/identification/round_trip.h"

namespace eteinen::backend {

struct OpenIdSettings {
  std::string issuer;
  std::string client_id;
  std::string client_secret;
  std::string strong;      // the value of `acr` that stands for strong identification
  std::string code_claim;  // the claim that holds the Finnish identity code
  std::string return_address;
};

// Who has identified. `identity_code` is empty for those who have none.
struct IdentifiedPerson {
  std::string identity_code;
  std::string name;
};

// What the resident comes back with.
struct ReturnQuery {
  std::string code;
  std::string state;
  std::string error;   // of the provider, such as access_denied
  std::string issuer;  // RFC 9207
  std::string ticket;  // from the cookie
};

struct IdentificationEnd {
  enum class Kind { kIdentified, kCancelled, kNotStrong, kFailed };
  Kind kind = Kind::kFailed;
  IdentifiedPerson person;
  std::string return_to;  // the app's path to go on at; empty when it is not known
  std::string reason;     // for developers; holds nothing about anybody
};

class OpenIdConnect {
 public:
  OpenIdConnect(OpenIdSettings settings, Outbound send) : settings_(std::move(settings)), send_(std::move(send)) {}

  // Where the browser has to go. The error says why there is no way there just now.
  Result<Departure> Begin(const std::string& return_to, Instant now);
  IdentificationEnd Finish(const ReturnQuery& query, Instant now);
  // Where the provider's own session ends, or "" if it knows no such address.
  std::string EndAddress(const std::string& back_to);

 private:
  struct LogIn {
    std::string nonce;
    std::string verifier;
    std::string return_to;
  };
  struct Provider {
    std::string authorization;
    std::string token;
    std::string keys;
    std::string end_session;    // may be empty
    bool names_itself = false;  // in the answer that the browser brings
  };

  Result<Provider> FindProvider();
  Result<Json> KeysFor(const Provider& provider, const std::string& key_id, Instant now);
  Result<std::string> Redeem(const Provider& provider, const std::string& code, const std::string& verifier);

  const OpenIdSettings settings_;
  const Outbound send_;
  RoundTrips<LogIn> trips_;
  std::mutex mutex_;  // of what follows
  std::optional<Provider> provider_;
  Json keys_;
  std::optional<Instant> keys_asked_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OPEN_ID_CONNECT_H_
