#include "tools/backend/static_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "tools/backend/compression.h"
#include "tools/backend/files.h"
#include "tools/backend/packs.h"

namespace eteinen::backend {
namespace {

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

// "" for a name without an extension.
std::string_view SuffixOf(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos ? std::string_view() : name.substr(dot);
}

std::string_view TypeOf(std::string_view path) {
  const std::string_view suffix = SuffixOf(path);
  for (const auto& [known, type] : kTypes) {
    if (suffix == known) return type;
  }
  return "application/octet-stream";
}

// Parts of letters that name something: no "..", nothing hidden, no empty part, no byte that a path has no use for.
bool IsPlainPath(std::string_view path) {
  if (!path.starts_with('/')) return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part.front() == '.') return false;
    if (std::any_of(part.begin(), part.end(),
                    [](char c) { return c == '\\' || static_cast<unsigned char>(c) < ' '; })) {
      return false;
    }
    path.remove_prefix(part.size());
  }
  return true;
}

// "index-BfX3dK2a.js": eight characters or more after the last '-', as the builder of the web folder writes them.
bool HasHash(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  name = name.substr(0, name.find('.'));
  const std::size_t dash = name.size() < 9 ? name.npos : name.rfind('-', name.size() - 9);
  return dash != name.npos && path.starts_with("/assets/");
}

Answer NotFound() { return Refuse("not-found"); }

std::string PolicyWith(const std::string& frame_ancestors) {
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
         "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
         "frame-ancestors " +
         frame_ancestors + "; require-trusted-types-for 'script'; trusted-types eteinen-worker";
}

}  // namespace

Answer StaticFiles::Handle(const Request& request) const {
  if (request.method != "GET") return Refuse("method");
  if (request.path.starts_with("/content/")) return Content(request);
  if (request.path == "/") return File(request, web_ + "/index.html", false);
  if (!IsPlainPath(request.path)) return NotFound();
  // The application's own addresses, such as /booking, are all the one page.
  if (SuffixOf(request.path).empty()) return File(request, web_ + "/index.html", false);
  return File(request, web_ + request.path, HasHash(request.path));
}

Answer StaticFiles::Content(const Request& request) const {
  const std::string_view path = request.path;
  if (path == "/content/directory.json") return Pack(DirectoryPack(assets_));
  if (path == "/content/files.json") return Pack(ContentFiles(assets_, i18n_));
  if (path == "/content/pages.json") return Pack(PagePack(assets_));
  if (path == "/content/questionnaires.json") return Pack(QuestionnaireIndex(assets_));
  if (!IsPlainPath(path) || SuffixOf(path) != ".json" || path.starts_with("/content/assets/test-persons/")) {
    return NotFound();
  }
  constexpr std::string_view kAssets = "/content/assets";
  constexpr std::string_view kI18n = "/content/i18n";
  if (path.starts_with("/content/assets/")) {
    return File(request, assets_ + request.path.substr(kAssets.size()), false);
  }
  if (path.starts_with("/content/i18n/")) return File(request, i18n_ + request.path.substr(kI18n.size()), false);
  return NotFound();
}

Answer StaticFiles::Pack(Result<std::string> pack) {
  if (!pack.ok()) return Refuse("internal");
  Answer answer;
  answer.type = "application/json";
  answer.body = *std::move(pack);
  answer.headers.emplace_back("Cache-Control", "no-cache");
  return answer;
}

Answer StaticFiles::File(const Request& request, const std::string& path, bool immutable) const {
  struct stat info {};
  const bool squeezed_exists = stat((path + ".br").c_str(), &info) == 0 && S_ISREG(info.st_mode);
  const bool squeezed = squeezed_exists && Accepts(request, "br");
  const std::string served = squeezed ? path + ".br" : path;
  Result<std::string> text = ReadFile(served);
  if (!text.ok() || stat(served.c_str(), &info) != 0) return NotFound();
  Answer answer;
  answer.type = TypeOf(path);
  const std::string etag = "\"" + std::to_string(info.st_size) + "-" + std::to_string(info.st_mtim.tv_sec) + "-" +
                           std::to_string(info.st_mtim.tv_nsec) + (squeezed ? "-br\"" : "\"");
  answer.headers.emplace_back("ETag", etag);
  answer.headers.emplace_back("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (squeezed_exists) answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.Header("if-none-match") == etag) {
    answer.status = 304;
    return answer;
  }
  if (squeezed) answer.headers.emplace_back("Content-Encoding", "br");
  answer.body = *std::move(text);
  return answer;
}

std::string ChatFramePolicy(const std::string& origin) { return PolicyWith("'self' " + origin); }

const Pairs& SecurityHeaders() {
  static const Pairs kHeaders = {
      {"Content-Security-Policy", PolicyWith("'none'")},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Permissions-Policy",
       "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
       "midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
  };
  return kHeaders;
}

}  // namespace eteinen::backend
