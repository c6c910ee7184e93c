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

}  // namespace
}  // namespace eteinen
