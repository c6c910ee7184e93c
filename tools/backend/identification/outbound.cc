#include "tools/backend/identification/outbound.h"

#include <httplib.h>

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

constexpr int kSeconds = 5;
constexpr std::size_t kMostBytes = 256 * 1024;
constexpr JsonLimits kLimits = {.max_bytes = kMostBytes, .max_depth = 16};

// Where the path begins in "https://host:1234/path"; the end when there is none.
std::size_t PathOf(std::string_view address) {
  const std::size_t host = address.find("://") + 3;
  return std::min(address.find('/', host), address.size());
}

}  // namespace

std::optional<Json> OutboundAnswer::Read() const {
  if (status != 200) return std::nullopt;
  Result<Json> json = ParseJson(body, kLimits);
  if (!json.ok()) return std::nullopt;
  return *std::move(json);
}

OutboundAnswer SendOutside(const OutboundRequest& request) {
  const std::size_t path = PathOf(request.address);
  httplib::Client client(request.address.substr(0, path));
  client.set_connection_timeout(kSeconds);
  client.set_read_timeout(kSeconds);
  client.set_write_timeout(kSeconds);
  client.set_follow_location(false);
  httplib::Request sent;
  sent.method = request.method;
  sent.path = path < request.address.size() ? request.address.substr(path) : "/";
  for (const auto& [name, value] : request.headers) sent.headers.emplace(name, value);
  sent.headers.emplace("Accept", "application/json");
  if (!request.body.empty()) {
    sent.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
    sent.body = request.body;
  }
  OutboundAnswer answer;
  sent.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
    answer.body.append(data, length);
    return answer.body.size() <= kMostBytes;
  };
  // Paths come encoded.
  client.set_url_encode(false);
  const httplib::Result result = client.send(sent);
  if (!result) return {};
  answer.status = result->status;
  return answer;
}

bool IsSafeAddress(std::string_view address) {
  const bool secure = address.starts_with("https://");
  if (!secure && !address.starts_with("http://")) return false;
  const std::string_view rest = address.substr(secure ? 8 : 7);
  if (rest.find_first_of("@?#\\ ") != rest.npos) return false;
  const std::string_view host = rest.substr(0, rest.find_first_of(":/"));
  return !host.empty() && (secure || host == "127.0.0.1" || host == "localhost");
}

std::string UrlEncoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[static_cast<unsigned char>(c) >> 4];
      encoded += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return encoded;
}

std::string BasicAuthorization(std::string_view user, std::string_view secret) {
  return "Basic " + Base64(UrlEncoded(user) + ":" + UrlEncoded(secret));
}

}  // namespace eteinen::backend
