// The few primitives of OpenSSL that identification, authorisations and the audit chain need, as values.
//
// Nothing here keeps a key or decides anything. Texts are bytes. What cannot be done (a broken key, a wrong length) is
// an absent value or "no", never a crash.
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_CRYPTO_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_CRYPTO_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"

namespace eteinen::backend {

// 32 bytes each.
std::string Sha256(std::string_view data);
std::string HmacSha256(std::string_view key, std::string_view data);

std::string Hex(std::string_view bytes);

// RFC 4648: with padding, and the alphabet for addresses without it.
std::string Base64(std::string_view bytes);
std::string Base64Url(std::string_view bytes);
// Nothing for a character that does not belong, padding included, or for bits that are left over.
std::optional<std::string> FromBase64Url(std::string_view text);

// Takes as long for texts that differ early as for those that differ late.
bool EqualInConstantTime(std::string_view a, std::string_view b);

// Whether `signature` is that of `data` by the JSON Web Key (RFC 7517). Algorithms RS256 (keys from 2048 bits) and
// ES256 alone; a key of another type, an unknown algorithm or a broken one gives no.
bool IsSignatureOf(std::string_view algorithm, const Json& key, std::string_view data, std::string_view signature);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_CRYPTO_H_
