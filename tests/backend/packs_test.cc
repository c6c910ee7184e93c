// The list of what a device keeps: whether its version tells each change, and nothing but changes.
#include "tools/backend/packs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "core/base/json.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend {
namespace {

class ContentList : public testing::Test {
 protected:
  // The content of this repository, to be changed.
  void SetUp() override {
    for (const char* name : {"assets", "i18n"}) {
      std::filesystem::copy(name, At(name), std::filesystem::copy_options::recursive);
    }
  }

  std::string At(const std::string& name) const { return folder_.path() + "/" + name; }

  std::string Version() const {
    const Result<std::string> list = ContentFiles(At("assets"), At("i18n"));
    EXPECT_TRUE(list.ok());
    return list.ok() ? (*ParseJson(*list))["version"].AsString() : std::string();
  }

  void AddSpace(const std::string& name) const { std::ofstream(At(name), std::ios::app) << " "; }

 private:
  backend_test::TemporaryFolder folder_;
};

TEST_F(ContentList, HasTheSameVersionWhileNothingChanges) {
  const std::string version = Version();
  EXPECT_EQ(version.size(), 64u);
  EXPECT_EQ(Version(), version);
}

TEST_F(ContentList, HasAnotherVersionAfterEachChange) {
  std::string before = Version();
  const auto changes = [&](const char* what, const std::function<void()>& change) {
    change();
    const std::string after = Version();
    EXPECT_NE(after, before) << what;
    before = after;
  };
  changes("a byte of a questionnaire", [&] { AddSpace("assets/questionnaires/symptom-ear.json"); });
  changes("a byte of a catalogue", [&] { AddSpace("i18n/fi.json"); });
  changes("a name", [&] {
    std::filesystem::rename(At("assets/questionnaires/symptom-ear.json"),
                            At("assets/questionnaires/symptom-ears.json"));
  });
  changes("a page fewer",
          [&] { std::filesystem::remove(std::filesystem::directory_iterator(At("assets/pages"))->path()); });
  changes("a file of the directory fewer",
          [&] { std::filesystem::remove(std::filesystem::directory_iterator(At("assets/directory"))->path()); });
}

TEST_F(ContentList, IsNotMadeWithoutAFolder) {
  std::filesystem::remove_all(At("i18n"));
  EXPECT_FALSE(ContentFiles(At("assets"), At("i18n")).ok());
}

}  // namespace
}  // namespace eteinen::backend
