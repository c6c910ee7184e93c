#include "tools/workbench/backend.h"

#include <httplib.h>

#include <memory>

#include "tools/backend/files.h"
#include "tools/backend/packs.h"
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

bool IsPlainPath(const std::string& path) { return path.find("..") == std::string::npos; }

// What the backend would answer for this path below /content/.
Result<std::string> Content(const std::string& assets, const std::string& i18n, const std::string& path) {
  if (path == "directory.json") return backend::DirectoryPack(assets);
  if (path == "questionnaires.json") return backend::QuestionnaireIndex(assets);
  for (const auto& [prefix, folder] : {std::pair{"i18n/", i18n}, std::pair{"assets/", assets}}) {
    if (path.starts_with(prefix)) return backend::ReadFile(folder + "/" + path.substr(std::string(prefix).size()));
  }
  return Error{ErrorKind::kNotFound, "no such content", path, std::nullopt};
}

}  // namespace

Result<Http> HttpTo(const std::string& address) {
  // The library throws at a scheme that it does not speak.
  if (!address.starts_with("http://")) return InputError("no address of a backend: \"" + address + "\"");
  auto connection = std::make_shared<Connection>(address);
  if (!connection->valid()) return InputError("no address of a backend: \"" + address + "\"");
  return Http([connection](const HttpRequest& request) { return connection->Ask(request); });
}

Http HttpFromFiles(std::string assets, std::string i18n) {
  return [assets = std::move(assets), i18n = std::move(i18n)](const HttpRequest& request) -> std::optional<HttpAnswer> {
    const std::string content = "/content/";
    if (request.method != "GET" || !request.path.starts_with(content) || !IsPlainPath(request.path))
      return std::nullopt;
    const Result<std::string> text = Content(assets, i18n, request.path.substr(content.size()));
    if (!text.ok()) return HttpAnswer{404, {}, {}};
    return HttpAnswer{200, {{"content-type", "application/json"}}, *text};
  };
}

}  // namespace eteinen::workbench
