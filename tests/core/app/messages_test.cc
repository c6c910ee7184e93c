// Every text that a screen asks for by its id stands in every catalogue.
#include <dirent.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/app/event.h"
#include "core/base/json.h"
#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

// The ids in Say("…") and Title(scene, "…") of the sources of core/app.
std::set<std::string> IdsInSources() {
  std::set<std::string> ids;
  DIR* folder = opendir("core/app");
  if (folder == nullptr) return ids;
  while (const dirent* entry = readdir(folder)) {
    if (!std::string_view(entry->d_name).ends_with(".cc")) continue;
    const std::string text = FileText("core/app/" + std::string(entry->d_name));
    for (const std::string beginning :
         {"Say(\"", "Title(scene, \"", "Loading(scene, \"", ".text = \"", "uncertain = \""}) {
      for (std::size_t at = 0; (at = text.find(beginning, at)) != std::string::npos;) {
        at += beginning.size();
        const std::string id = text.substr(at, text.find('"', at) - at);
        if (!id.empty() && id.back() != '.') ids.insert(id);
      }
    }
  }
  closedir(folder);
  return ids;
}

TEST(Messages, AreInEveryCatalogue) {
  const std::set<std::string> ids = IdsInSources();
  ASSERT_GT(ids.size(), 80u);
  for (const std::string locale : {"fi", "sv", "en"}) {
    const Result<Json> catalog = ParseJson(FileText("i18n/" + locale + ".json"));
    ASSERT_TRUE(catalog.ok()) << locale;
    for (const std::string& id : ids) EXPECT_TRUE((*catalog)["messages"].Has(id)) << locale << " lacks " << id;
  }
}

}  // namespace
}  // namespace eteinen::app
