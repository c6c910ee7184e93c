#include "tools/workbench/own_backend.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "tools/backend/api.h"
#include "tools/workbench/backend.h"
#include "tools/workbench/cookies.h"

namespace eteinen::workbench {
namespace {

// Protects nothing: the database it would guard is in memory and holds test persons.
constexpr char kSecret[] = "workbench";

// The parts of the backend, each of which keeps the address of those before it.
struct Parts {
  explicit Parts(backend::Content read) : content(std::move(read)) {}

  backend::Content content;
  std::optional<backend::Store> store;
  std::optional<backend::Audit> audit;
  std::optional<backend::People> people;
  backend::Providers providers;
  std::optional<backend::Api> api;
  Cookies cookies;
};

Result<std::shared_ptr<Parts>> Assemble(const std::string& assets, Instant now) {
  ETEINEN_ASSIGN_OR_RETURN(backend::Content content, backend::LoadContent(assets));
  auto parts = std::make_shared<Parts>(std::move(content));
  ETEINEN_ASSIGN_OR_RETURN(backend::Store store, backend::Store::InMemory());
  parts->store.emplace(std::move(store));
  ETEINEN_ASSIGN_OR_RETURN(backend::Audit audit, backend::Audit::Open(parts->store->database(), kSecret));
  parts->audit.emplace(std::move(audit));
  ETEINEN_ASSIGN_OR_RETURN(backend::People people,
                           backend::People::Open(parts->content, parts->store->database(), kSecret));
  parts->people.emplace(std::move(people));
  parts->providers.public_address = "http://127.0.0.1/";
  parts->api.emplace(parts->content, *parts->store, *parts->people, *parts->audit, parts->providers,
                     backend::Capabilities{}, kSecret);
  ETEINEN_RETURN_IF_ERROR(parts->api->Begin(now));
  return parts;
}

// "%C3%A4" → "ä", "+" → " ".
std::string Decoded(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      plain += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

backend::Request RequestOf(const HttpRequest& from, const Cookies& cookies) {
  backend::Request request;
  request.method = from.method;
  request.body = from.body;
  request.from = "127.0.0.1";
  for (const auto& [name, value] : from.headers) request.headers.emplace_back(Cookies::Lower(name), value);
  if (const std::string header = cookies.Header(); !header.empty()) request.headers.emplace_back("cookie", header);
  const std::size_t mark = std::min(from.path.find('?'), from.path.size());
  request.path = Decoded(std::string_view(from.path).substr(0, mark));
  for (std::string_view rest = std::string_view(from.path).substr(mark); rest.size() > 1;) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    request.query.emplace_back(Decoded(pair.substr(0, equals)),
                               equals < pair.size() ? Decoded(pair.substr(equals + 1)) : std::string());
    rest.remove_prefix(end);
  }
  return request;
}

}  // namespace

Result<Http> HttpToOwnBackend(const std::string& assets, const std::string& i18n, const Clock& clock) {
  ETEINEN_ASSIGN_OR_RETURN(std::shared_ptr<Parts> parts, Assemble(assets, clock()));
  return Http([parts, clock, files = HttpFromFiles(assets, i18n)](const HttpRequest& request) {
    if (!backend::Api::Owns(request.path.substr(0, request.path.find('?')))) return files(request);
    const backend::Answer answer = parts->api->Handle(RequestOf(request, parts->cookies), clock());
    HttpAnswer told{answer.status, {{"content-type", answer.type}}, answer.body};
    for (const auto& [name, value] : answer.headers) {
      if (Cookies::Lower(name) == "set-cookie") {
        parts->cookies.Keep(value);
      } else {
        told.headers.emplace_back(Cookies::Lower(name), value);
      }
    }
    return std::optional<HttpAnswer>(std::move(told));
  });
}

}  // namespace eteinen::workbench
