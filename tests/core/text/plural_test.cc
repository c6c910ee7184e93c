// Plural forms of the languages whose rules look at more than one and the rest: Unicode CLDR, "Language Plural Rules".
#include "core/text/plural.h"

#include <gtest/gtest.h>

namespace eteinen::text {
namespace {

using Choose = PluralCategory (*)(std::string_view, const Number&);

// The form of each of the numbers, in a line.
std::string Forms(Choose choose, std::string_view locale, std::initializer_list<std::string_view> numbers) {
  std::string forms;
  for (const std::string_view digits : numbers) {
    forms += (forms.empty() ? "" : " ") + std::string(Name(choose(locale, *Number::Parse(digits))));
  }
  return forms;
}

TEST(PluralForms, OfSlavicLanguages) {
  EXPECT_EQ(Forms(Cardinal, "be", {"1", "11", "22", "12", "5", "1.5"}), "one many few many many other");
  EXPECT_EQ(Forms(Cardinal, "hr", {"1", "11", "23", "13", "5"}), "one other few other other");
  EXPECT_EQ(Forms(Cardinal, "sr", {"0.1", "0.11", "0.2", "0.12", "0.5"}), "one other few other other");
}

TEST(PluralForms, OfBalticLanguages) {
  EXPECT_EQ(Forms(Cardinal, "lt", {"1", "11", "21", "2", "12", "10", "0.5", "1.0"}),
            "one other one few other other many one");
  EXPECT_EQ(Forms(Cardinal, "lv", {"0", "10", "11", "1", "21", "2", "0.1", "0.11", "0.21"}),
            "zero zero zero one one other one zero one");
}

TEST(PluralForms, OfRomanceLanguages) {
  EXPECT_EQ(Forms(Cardinal, "ro", {"1", "0", "2", "19", "20", "101", "1.5"}), "one few few few other few few");
  EXPECT_EQ(Forms(Cardinal, "es", {"1", "1.0", "2", "1000000", "0"}), "one one other many other");
  EXPECT_EQ(Forms(Cardinal, "it", {"1", "1.0", "2", "3000000"}), "one other other many");
}

TEST(PluralForms, OfOtherLanguages) {
  EXPECT_EQ(Forms(Cardinal, "he", {"1", "0.5", "2", "3", "1.5"}), "one one two other other");
  EXPECT_EQ(Forms(Cardinal, "da", {"1", "0.5", "1.5", "2", "2.5", "1.0"}), "one one one other other one");
  EXPECT_EQ(Forms(Cardinal, "fa", {"0", "0.5", "1", "1.5", "2"}), "one one one other other");
  EXPECT_EQ(Forms(Cardinal, "ti", {"0", "1", "1.5", "2"}), "one one other other");
}

TEST(OrdinalForms, FollowTheirOwnRules) {
  EXPECT_EQ(Forms(Ordinal, "uk", {"3", "13", "23", "1"}), "few other few other");
  EXPECT_EQ(Forms(Ordinal, "be", {"2", "3", "12", "13", "1"}), "few few other other other");
  EXPECT_EQ(Forms(Ordinal, "hu", {"1", "5", "2"}), "one one other");
  EXPECT_EQ(Forms(Ordinal, "it", {"8", "11", "80", "800", "1"}), "many many many many other");
  EXPECT_EQ(Forms(Ordinal, "sq", {"1", "4", "14", "24", "2"}), "one many other many other");
  EXPECT_EQ(Forms(Ordinal, "fr", {"1", "2"}), "one other");
}

}  // namespace
}  // namespace eteinen::text
