#include "tools/workbench/backend.h"

#include <httplib.h>

#include <memory>

#include "tools/workbench/cookies.h"

namespace eteinen::workbench {
namespace {

constexpr int kTimeoutSeconds = 5;

// A client and the cookies that the server has set.
class Connection {
 public:
  explicit Connection(const std::string& address) : client_(address) {
    client_.set_connection_timeout(kTimeoutSeconds);
    client_.set_read_timeout(kTimeoutSeconds);
  }

  bool valid() const { return client_.is_valid(); }

  std::optional<HttpAnswer> Ask(const HttpRequest& request) {
    httplib::Request out;
    out.method = request.method;
    out.path = request.path;
    out.body = request.body;
    for (const auto& [name, value] : request.headers) out.headers.emplace(name, value);
    if (const std::string cookies = cookies_.Header(); !cookies.empty()) out.headers.emplace("Cookie", cookies);
    const httplib::Result result = client_.send(out);
    if (!result) return std::nullopt;
    HttpAnswer answer;
    answer.status = result->status;
    answer.body = result->body;
    for (const auto& [name, value] : result->headers) {
      if (Cookies::Lower(name) == "set-cookie") {
        cookies_.Keep(value);
      } else {
        answer.headers.emplace_back(Cookies::Lower(name), value);
      }
    }
    return answer;
  }

 private:
  httplib::Client client_;
  Cookies cookies_;
};

}  // namespace

Result<Http> HttpTo(const std::string& address) {
  // The library throws at a scheme that it does not speak.
  if (!address.starts_with("http://")) return InputError("no address of a backend: \"" + address + "\"");
  auto connection = std::make_shared<Connection>(address);
  if (!connection->valid()) return InputError("no address of a backend: \"" + address + "\"");
  return Http([connection](const HttpRequest& request) { return connection->Ask(request); });
}

}  // namespace eteinen::workbench
