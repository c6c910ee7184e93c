// The page that shells are written from names exactly what the code knows.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/app/effect.h"
#include "core/app/event.h"
#include "core/view/node.h"
#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

// The first column of the table under a heading of core/app/BOUNDARY.md.
std::set<std::string> FirstColumn(const std::string& heading) {
  const std::string page = FileText("core/app/BOUNDARY.md");
  std::set<std::string> words;
  std::size_t at = page.find("\n## " + heading + "\n");
  if (at == std::string::npos) return words;
  const std::size_t end = page.find("\n## ", at + 1);
  while ((at = page.find("\n| `", at)) != std::string::npos && at < end) {
    const std::size_t from = at + 4;
    words.insert(page.substr(from, page.find('`', from) - from));
    at = from;
  }
  return words;
}

TEST(BoundaryPage, ListsEveryEvent) {
  EXPECT_EQ(FirstColumn("Events"), std::set<std::string>(std::begin(kEventTypes), std::end(kEventTypes)));
}

TEST(BoundaryPage, ListsEveryEffect) {
  EXPECT_EQ(FirstColumn("Effects"), std::set<std::string>(std::begin(kEffectTypes), std::end(kEffectTypes)));
}

TEST(BoundaryPage, ListsEveryRole) {
  std::set<std::string> roles;
  for (int i = 0; i < view::kRoleCount; ++i) roles.insert(std::string(view::Name(static_cast<view::Role>(i))));
  EXPECT_EQ(roles.size(), static_cast<std::size_t>(view::kRoleCount));
  EXPECT_EQ(FirstColumn("View"), roles);
}

}  // namespace
}  // namespace eteinen::app
