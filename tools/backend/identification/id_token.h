// The ID token of OpenID Connect: who has identified, signed by the provider (OpenID Connect Core 1.0, 3.1.3.7).
//
// A token counts only when all of it holds: its signature by a key of the provider, who gave it, whom it is for, its
// times, and the nonce of the very log-in that it answers. It is read once, in the backend; neither the token nor a key
// ever goes to a browser.
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ID_TOKEN_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ID_TOKEN_H_

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"

namespace eteinen::backend {

struct TokenExpectation {
  std::string issuer;
  std::string audience;  // our client id
  std::string nonce;
};

// How far the provider's clock may be from ours.
inline constexpr std::int64_t kClockTolerance = kMinute;
// How old a token may be when it comes, whatever its own end.
inline constexpr std::int64_t kOldestToken = 10 * kMinute;

// The id of the key that has signed a token, "" when it names none. The error says that it is no token.
Result<std::string> KeyIdOf(std::string_view token);

// The claims of a token of which everything holds. `keys` is a JSON Web Key Set. The error names what does not hold, in
// words without anything of the token.
Result<Json> ReadIdToken(std::string_view token, const Json& keys, const TokenExpectation& expected, Instant now);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ID_TOKEN_H_
