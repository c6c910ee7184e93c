#include "tools/backend/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace eteinen::backend {
namespace fs = std::filesystem;

Result<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return Error{ErrorKind::kNotFound, "no such file", path, std::nullopt};
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() && !file.eof()) return Error{ErrorKind::kInternal, "cannot be read", path, std::nullopt};
  return text;
}

Result<Json> ReadJsonFile(const std::string& path) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  Result<Json> json = ParseJson(text);
  if (!json.ok()) {
    Error error = std::move(json).error();
    error.path = path;
    return error;
  }
  return json;
}

Result<std::vector<std::string>> ListFiles(const std::string& folder, std::string_view suffix) {
  std::error_code error;
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file(error) && name.size() > suffix.size() && name.ends_with(suffix)) names.push_back(name);
  }
  if (error) return Error{ErrorKind::kNotFound, "no such folder", folder, std::nullopt};
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace eteinen::backend
