#include "tools/backend/identification/id_token.h"

#include <algorithm>
#include <optional>

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

constexpr JsonLimits kLimits = {.max_bytes = 16 * 1024, .max_depth = 8};
constexpr std::size_t kLongestSubject = 255;

struct Parts {
  Json header;
  Json claims;
  std::string_view signed_part;
  std::string signature;
};

std::optional<Json> ReadPart(std::string_view text) {
  const std::optional<std::string> bytes = FromBase64Url(text);
  if (!bytes) return std::nullopt;
  Result<Json> json = ParseJson(*bytes, kLimits);
  if (!json.ok() || !json->IsObject()) return std::nullopt;
  return *std::move(json);
}

Result<Parts> Split(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (second == token.npos) return InputError("the token has no three parts");
  std::optional<Json> header = ReadPart(token.substr(0, first));
  std::optional<Json> claims = ReadPart(token.substr(first + 1, second - first - 1));
  std::optional<std::string> signature = FromBase64Url(token.substr(second + 1));
  if (!header || !claims || !signature) return InputError("a part of the token cannot be read");
  return Parts{*std::move(header), *std::move(claims), token.substr(0, second), *std::move(signature)};
}

// A key that may have signed this: for signatures, of this algorithm, and of this name when the token gives one.
bool Fits(const Json& key, const Json& header) {
  if (key.Has("use") && key["use"].AsString() != "sig") return false;
  if (key.Has("alg") && key["alg"].AsString() != header["alg"].AsString()) return false;
  return !header.Has("kid") || key["kid"].AsString() == header["kid"].AsString();
}

bool IsFor(const Json& claims, const std::string& audience) {
  const Json& aud = claims["aud"];
  if (claims.Has("azp") && claims["azp"].AsString() != audience) return false;
  if (aud.IsString()) return aud.AsString() == audience;
  const Json::Array& all = aud.Items();
  const bool named = std::any_of(all.begin(), all.end(), [&](const Json& one) { return one.AsString() == audience; });
  // With several, the one for whom it was made has to be named, and is compared above.
  return named && (all.size() == 1 || claims.Has("azp"));
}

Status CheckTimes(const Json& claims, Instant now) {
  const std::optional<std::int64_t> expires = claims["exp"].AsInt();
  const std::optional<std::int64_t> issued = claims["iat"].AsInt();
  if (!expires || !issued) return InputError("the token does not tell its times");
  if (now.seconds >= *expires + kClockTolerance) return InputError("the token has run out");
  if (*issued > now.seconds + kClockTolerance) return InputError("the token is from the future");
  if (*issued < now.seconds - kOldestToken) return InputError("the token is too old");
  if (const std::optional<std::int64_t> from = claims["nbf"].AsInt(); from && *from > now.seconds + kClockTolerance) {
    return InputError("the token does not hold yet");
  }
  return Ok{};
}

}  // namespace

Result<std::string> KeyIdOf(std::string_view token) {
  ETEINEN_ASSIGN_OR_RETURN(const Parts parts, Split(token));
  return parts.header["kid"].AsString();
}

Result<Json> ReadIdToken(std::string_view token, const Json& keys, const TokenExpectation& expected, Instant now) {
  ETEINEN_ASSIGN_OR_RETURN(const Parts parts, Split(token));
  // What a reader has to understand and we do not (RFC 7515, 4.1.11).
  if (parts.header.Has("crit")) return InputError("the token asks for an extension");
  const std::string& algorithm = parts.header["alg"].AsString();
  const Json::Array& all = keys["keys"].Items();
  if (std::none_of(all.begin(), all.end(), [&](const Json& key) {
        return Fits(key, parts.header) && IsSignatureOf(algorithm, key, parts.signed_part, parts.signature);
      })) {
    return InputError("no key of the provider has signed the token");
  }
  if (parts.claims["iss"].AsString() != expected.issuer) return InputError("the token is of another issuer");
  if (!IsFor(parts.claims, expected.audience)) return InputError("the token is for somebody else");
  ETEINEN_RETURN_IF_ERROR(CheckTimes(parts.claims, now));
  if (expected.nonce.empty() || !EqualInConstantTime(parts.claims["nonce"].AsString(), expected.nonce)) {
    return InputError("the token answers another log-in");
  }
  const std::string& subject = parts.claims["sub"].AsString();
  if (subject.empty() || subject.size() > kLongestSubject) return InputError("the token names nobody");
  return parts.claims;
}

}  // namespace eteinen::backend
