#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "tools/cli/command.h"

namespace eteinen::cli {

Result<std::string> ReadFile(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Error{ErrorKind::kNotFound, "no such file", path, std::nullopt};
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorKind::kNotFound, "cannot be opened", path, std::nullopt};
  std::string text;
  char buffer[1 << 16];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return Error{ErrorKind::kInternal, "cannot be read", path, std::nullopt};
  return text;
}

Result<std::vector<std::string>> ListFiles(const std::string& folder, std::string_view suffix) {
  DIR* directory = opendir(folder.c_str());
  if (directory == nullptr) return Error{ErrorKind::kNotFound, "no such folder", folder, std::nullopt};
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    if (name.size() > suffix.size() && name.ends_with(suffix)) names.push_back(name);
  }
  closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace eteinen::cli
