#include "core/base/utf8.h"

#include <gtest/gtest.h>

namespace eteinen {
namespace {

TEST(Utf8Prefix, CutsNoCharacterInTwo) {
  EXPECT_EQ(Utf8Prefix("pää", 10), "pää");
  EXPECT_EQ(Utf8Prefix("pää", 5), "pää");
  EXPECT_EQ(Utf8Prefix("pää", 4), "pä");
  EXPECT_EQ(Utf8Prefix("pää", 3), "pä");
  EXPECT_EQ(Utf8Prefix("pää", 2), "p");
  EXPECT_EQ(Utf8Prefix("😀", 3), "");
  EXPECT_EQ(Utf8Prefix("", 0), "");
}

TEST(AppendUtf8, WritesEachLengthAndNoSurrogate) {
  std::string text;
  for (const char32_t c : {U'a', U'ä', U'€', U'😀', char32_t{0xD800}, char32_t{0x110000}}) AppendUtf8(text, c);
  EXPECT_EQ(text, "aä€😀\uFFFD\uFFFD");
}

}  // namespace
}  // namespace eteinen
