#include "tools/cli/terminology.h"

namespace eteinen::cli {

Result<std::shared_ptr<const form::Terminology>> ReadTerminology(const Folders& folders) {
  auto terminology = std::make_shared<form::Terminology>();
  const std::string folder = folders.assets + "/terminology";
  const Result<std::vector<std::string>> names = ListFiles(folder, ".json");
  if (names.ok()) {
    for (const std::string& name : *names) {
      const std::string path = folder + "/" + name;
      ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
      Result<Json> value_set = ParseJson(text);
      if (!value_set.ok()) {
        Error error = value_set.error();
        error.path = path;
        return error;
      }
      terminology->Add(*value_set);
    }
  }
  return std::shared_ptr<const form::Terminology>(std::move(terminology));
}

}  // namespace eteinen::cli
