// Requests to other servers: the identity provider and the e-authorisations service.
//
// Whoever asks takes a function, so that tests can stand in for the network. A real request waits five seconds, follows
// no redirect, reads at most 256 KiB, checks certificates against the machine's authorities, and goes in the clear to
// this very machine alone. Its address and body may hold an identity code: they are never written anywhere.
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OUTBOUND_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OUTBOUND_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace eteinen::backend {

struct OutboundRequest {
  std::string method = "GET";
  std::string address;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // application/x-www-form-urlencoded
};

struct OutboundAnswer {
  int status = 0;  // 0: no answer
  std::string body;

  // The body, if it came with status 200 and is a JSON value.
  std::optional<Json> Read() const;
};

using Outbound = std::function<OutboundAnswer(const OutboundRequest&)>;

OutboundAnswer SendOutside(const OutboundRequest& request);

// https, or http to 127.0.0.1 or localhost; with a host, without user, query or fragment.
bool IsSafeAddress(std::string_view address);

// "a b&c" → "a%20b%26c": everything but letters, digits and "-._~".
std::string UrlEncoded(std::string_view text);
// "Basic …" of RFC 7617, the parts encoded as OAuth asks (RFC 6749, 2.3.1).
std::string BasicAuthorization(std::string_view user, std::string_view secret);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_OUTBOUND_H_
