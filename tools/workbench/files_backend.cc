#include "tools/backend/files.h"
#include "tools/backend/packs.h"
#include "tools/workbench/backend.h"

namespace eteinen::workbench {
namespace {

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
