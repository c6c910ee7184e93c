#include "tools/backend/packs.h"

#include <algorithm>
#include <vector>

#include "core/base/json.h"
#include "tools/backend/files.h"
#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {

Result<std::string> DirectoryPack(const std::string& assets) {
  Json files = Json::MakeArray();
  std::int64_t services = 0;
  for (const char* folder : {"directory", "rules"}) {
    ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(assets + "/" + folder, ".json"));
    for (const std::string& name : names) {
      ETEINEN_ASSIGN_OR_RETURN(Json content, ReadJsonFile(assets + "/" + folder + "/" + name));
      for (const Json& entry : content["entry"].Items()) {
        services += entry["resource"]["resourceType"].AsString() == "HealthcareService" ? 1 : 0;
      }
      files.Append(
          Json::MakeObject({{"name", "assets/" + std::string(folder) + "/" + name}, {"content", std::move(content)}}));
    }
  }
  return WriteJson(Json::MakeObject({{"channels", services}, {"files", std::move(files)}}));
}

Result<std::string> QuestionnaireIndex(const std::string& assets) {
  const std::string folder = assets + "/questionnaires";
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  Json list = Json::MakeArray();
  for (const std::string& name : names) {
    ETEINEN_ASSIGN_OR_RETURN(const Json questionnaire, ReadJsonFile(folder + "/" + name));
    Json entry = Json::MakeObject();
    for (const char* member : {"id", "language", "title", "_title", "purpose", "code"}) {
      if (const Json* value = questionnaire.Find(member)) entry.Set(member, *value);
    }
    // How the form is used, so that a list of forms can be drawn without reading each of them.
    for (const Json& extension : questionnaire["extension"].Items()) {
      if (extension["url"].AsString() == "urn:eteinen:form") entry.Set("extension", Json::MakeArray({extension}));
    }
    list.Append(std::move(entry));
  }
  return WriteJson(Json::MakeObject({{"questionnaires", std::move(list)}}));
}

Result<std::string> PagePack(const std::string& assets) {
  const std::string folder = assets + "/pages";
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  Json::Array pages;
  for (const std::string& name : names) {
    ETEINEN_ASSIGN_OR_RETURN(Json page, ReadJsonFile(folder + "/" + name));
    pages.push_back(std::move(page));
  }
  const auto order = [](const Json& page) { return page["order"].AsInt().value_or(0); };
  std::stable_sort(pages.begin(), pages.end(), [&](const Json& a, const Json& b) { return order(a) < order(b); });
  return WriteJson(Json::MakeObject({{"pages", Json(std::move(pages))}}));
}

Result<std::string> ContentFiles(const std::string& assets, const std::string& i18n) {
  Json files = Json::MakeArray();
  std::string digests;
  const auto add = [&](const std::string& name, const Result<std::string>& content) -> Status {
    if (!content.ok()) return content.error();
    files.Append(Json("content/" + name));
    digests += Sha256(*content);
    return Ok{};
  };
  const auto add_folder = [&](const std::string& folder, const std::string& name) -> Status {
    ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> found, ListFiles(folder, ".json"));
    for (const std::string& file : found) {
      ETEINEN_RETURN_IF_ERROR(add(name + "/" + file, ReadFile(folder + "/" + file)));
    }
    return Ok{};
  };
  ETEINEN_RETURN_IF_ERROR(add_folder(assets + "/questionnaires", "assets/questionnaires"));
  ETEINEN_RETURN_IF_ERROR(add("directory.json", DirectoryPack(assets)));
  ETEINEN_RETURN_IF_ERROR(add_folder(i18n, "i18n"));
  ETEINEN_RETURN_IF_ERROR(add("pages.json", PagePack(assets)));
  ETEINEN_RETURN_IF_ERROR(add("questionnaires.json", QuestionnaireIndex(assets)));
  const std::string names = WriteJson(files);
  return WriteJson(Json::MakeObject({{"files", std::move(files)}, {"version", Json(Hex(Sha256(names + digests)))}}));
}

}  // namespace eteinen::backend
