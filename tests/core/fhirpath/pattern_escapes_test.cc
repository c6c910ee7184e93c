// What a backslash, a flag and a class mean in a regular expression, and which of them are refused.
#include <gtest/gtest.h>

#include "core/fhirpath/pattern.h"

namespace eteinen::fhirpath {
namespace {

bool Full(std::string_view pattern, std::string_view text) { return Pattern::Compile(pattern)->FullMatch(text); }

TEST(PatternEscapes, StandForControlCharacters) {
  EXPECT_TRUE(Full("\\t\\n\\r\\f\\v", "\t\n\r\f\v"));
  EXPECT_TRUE(Full("\\0", std::string_view("\0", 1)));
  EXPECT_TRUE(Full("\\x41\\u00e4\\u00E4", "Aää"));
  EXPECT_TRUE(Full("[\\b]", "\b"));
  EXPECT_TRUE(Full("[\\t-\\r]", "\n"));
}

TEST(PatternEscapes, NameClasses) {
  EXPECT_TRUE(Full("\\s\\S", " x"));
  EXPECT_FALSE(Full("\\S", " "));
  EXPECT_TRUE(Full("\\p{L}\\pL\\p{Nd}\\P{L}", "äÖ7-"));
  EXPECT_FALSE(Full("\\P{L}", "ä"));
  EXPECT_TRUE(Full("[\\p{L}-]+", "Ylä-Ahti"));
  EXPECT_FALSE(Full("[\\P{L}]", "a"));
}

TEST(PatternEscapes, NameTheEndsOfTheText) {
  EXPECT_TRUE(Pattern::Compile("\\Akuume")->Search("kuume nyt"));
  EXPECT_FALSE(Pattern::Compile("\\Akuume")->Search("kova kuume"));
  EXPECT_TRUE(Pattern::Compile("kuume\\z")->Search("kova kuume"));
  EXPECT_FALSE(Pattern::Compile("kuume\\z")->Search("kuume nyt"));
}

TEST(PatternFlags, HoldToTheEndOfTheirGroup) {
  EXPECT_TRUE(Full("(?s)a.b", "a\nb"));
  EXPECT_FALSE(Full("(?s-s)a.b", "a\nb"));
  EXPECT_FALSE(Full("a(?-s:.)b", "a\nb"));
  EXPECT_TRUE(Full("(?-s:a).b", "a\nb"));
  EXPECT_TRUE(Pattern::Compile("(?m)^kuume$")->Search("kova\nkuume\nnyt"));
  EXPECT_FALSE(Pattern::Compile("^kuume$")->Search("kova\nkuume\nnyt"));
}

TEST(PatternEscapes, AreRefusedWhereTheyMeanNothing) {
  for (const char* wrong : {"\\q", "\\x4", "\\p{L", "\\p{Greek}", "\\", "[\\", "[a-\\", "[a-\\d]", "[a-\\q]", "[\\q]",
                            "[\\pX]", "(?i", "(?q)", "\\1", "a{1001}"}) {
    EXPECT_FALSE(Pattern::Compile(wrong).ok()) << wrong;
  }
}

TEST(PatternReplace, ReadsDollarsAsTheyAreWritten) {
  const auto day = Pattern::Compile("(\\d)(\\d)");
  EXPECT_EQ(day->Replace("24", "$$1"), "$1");
  EXPECT_EQ(day->Replace("24", "$0!"), "24!");
  EXPECT_EQ(day->Replace("24", "$2$1"), "42");
  EXPECT_EQ(day->Replace("24", "5 $"), "5 $");
}

}  // namespace
}  // namespace eteinen::fhirpath
