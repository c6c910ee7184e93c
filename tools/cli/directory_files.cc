#include "tools/cli/directory_files.h"

#include "tools/cli/command.h"

namespace eteinen::cli {

Result<std::vector<channels::SourceFile>> ReadDirectoryFiles(const std::string& assets) {
  std::vector<channels::SourceFile> files;
  for (const char* folder : {"/directory", "/rules"}) {
    ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(assets + folder, ".json"));
    for (const std::string& name : names) {
      const std::string path = assets + folder + "/" + name;
      ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
      Result<Json> content = ParseJson(text);
      if (!content.ok()) return Error{content.error().kind, content.error().message, path, std::nullopt};
      files.push_back({path, std::move(content).value()});
    }
  }
  return files;
}

}  // namespace eteinen::cli
