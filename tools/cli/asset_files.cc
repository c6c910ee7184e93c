#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include "tools/cli/command.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

constexpr int kMaxDepth = 8;

void Find(const std::string& folder, int depth, std::vector<std::string>& paths) {
  DIR* directory = opendir(folder.c_str());
  if (directory == nullptr) return;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    const std::string path = folder + "/" + name;
    struct stat info {};
    if (name.starts_with(".") || stat(path.c_str(), &info) != 0) continue;
    if (S_ISDIR(info.st_mode) && depth < kMaxDepth) Find(path, depth + 1, paths);
    if (S_ISREG(info.st_mode) && name.ends_with(".json")) paths.push_back(path);
  }
  closedir(directory);
}

}  // namespace

std::vector<AssetFile> ReadAssets(const std::string& folder, VerifyReport& report) {
  std::vector<std::string> paths;
  Find(folder, 0, paths);
  std::sort(paths.begin(), paths.end());
  std::vector<AssetFile> files;
  for (const std::string& path : paths) {
    const Result<std::string> text = ReadFile(path);
    Result<Json> content = text.ok() ? ParseJson(*text) : Result<Json>(text.error());
    if (content.ok() && content->IsObject()) {
      files.push_back({path, *std::move(content)});
    } else {
      report.findings.push_back({path, "", "unreadable", content.ok() ? "is no object" : content.error().message});
    }
  }
  return files;
}

std::vector<const AssetFile*> FilesIn(const std::vector<AssetFile>& files, const std::string& folder) {
  std::vector<const AssetFile*> found;
  for (const AssetFile& file : files) {
    if (file.path.size() > folder.size() && file.path.starts_with(folder + "/") &&
        file.path.find('/', folder.size() + 1) == std::string::npos) {
      found.push_back(&file);
    }
  }
  return found;
}

void VerifyContent(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from,
                   VerifyReport& report) {
  VerifySources(files, report);
  VerifyTexts(assets, files, report);
  VerifyLinks(assets, files, report);
  VerifyQuestionnaires(assets, files, from, report);
  VerifyPairs(assets, files, from, report);
}

}  // namespace eteinen::cli
