#include "tools/workbench/json_place.h"

#include <gtest/gtest.h>

namespace eteinen::workbench {
namespace {

constexpr std::string_view kText = "{\n  \"a\": [1, {\"b\": \"x\\\"]\"}],\n  \"c\" : {\"d\": true}\n}\n";

std::string At(std::string_view path) {
  const std::optional<JsonPlace> place = PlaceOf(kText, path);
  return place ? std::string(kText.substr(place->begin, place->end - place->begin)) : "nothing";
}

TEST(JsonPlace, FindsAValueByItsPath) {
  EXPECT_EQ(At("a[0]"), "1");
  EXPECT_EQ(At("a[1].b"), "\"x\\\"]\"");
  EXPECT_EQ(At("c.d"), "true");
  EXPECT_EQ(At("c"), "{\"d\": true}");
}

TEST(JsonPlace, IsNothingForAPathThatIsNotThere) {
  for (const char* path : {"b", "a[2]", "a.b", "c[0]", "a[x]", "c.d.e", "a[1"}) EXPECT_EQ(At(path), "nothing") << path;
}

TEST(JsonPlace, CountsLinesFromOne) {
  EXPECT_EQ(LineOf(kText, 0), 1);
  EXPECT_EQ(LineOf(kText, PlaceOf(kText, "c.d")->begin), 3);
}

TEST(JsonPlace, ReplacesOneValueAndNothingElse) {
  EXPECT_EQ(Replaced(kText, *PlaceOf(kText, "a[0]"), "22"),
            "{\n  \"a\": [22, {\"b\": \"x\\\"]\"}],\n  \"c\" : {\"d\": true}\n}\n");
}

}  // namespace
}  // namespace eteinen::workbench
