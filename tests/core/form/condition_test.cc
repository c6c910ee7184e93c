#include "core/form/condition.h"

#include <gtest/gtest.h>

namespace eteinen::form {
namespace {

// The skeleton in words: and(a, or(b, not(c))).
std::string Told(const Condition& condition) {
  static constexpr const char* kNames[] = {"", "not", "and", "or", "xor", "implies"};
  if (condition.kind == Condition::Kind::kLeaf) return condition.text;
  std::string text = kNames[static_cast<int>(condition.kind)];
  text += "(";
  for (const Condition& part : condition.parts) text += (&part == &condition.parts.front() ? "" : ", ") + Told(part);
  return text + ")";
}

std::string Split(std::string_view text) { return Told(SplitCondition(text)); }

TEST(SplitCondition, FollowsThePrecedenceOfTheLanguage) {
  EXPECT_EQ(Split("a or b and c"), "or(a, and(b, c))");
  EXPECT_EQ(Split("a and b or c and d"), "or(and(a, b), and(c, d))");
  EXPECT_EQ(Split("a implies b or c"), "implies(a, or(b, c))");
  EXPECT_EQ(Split("a xor b or c"), "or(xor(a, b), c)");
  EXPECT_EQ(Split("a implies b implies c"), "implies(implies(a, b), c)");
}

TEST(SplitCondition, LooksIntoBracketsAndThroughNot) {
  EXPECT_EQ(Split("(a or (b and c)).not()"), "not(or(a, and(b, c)))");
  EXPECT_EQ(Split("x.where(code = 'a').exists().not() and y"), "and(not(x.where(code = 'a').exists()), y)");
  EXPECT_EQ(Split("((a))"), "a");
}

TEST(SplitCondition, LeavesWordsInStringsNamesAndCallsAlone) {
  EXPECT_EQ(Split("x = 'a and b'"), "x = 'a and b'");
  EXPECT_EQ(Split("x.where(a or b).exists()"), "x.where(a or b).exists()");
  EXPECT_EQ(Split("%and.or and `or`"), "and(%and.or, `or`)");
  EXPECT_EQ(Split("x = 'it\\'s and' or y"), "or(x = 'it\\'s and', y)");
}

TEST(SplitCondition, DoesNotTakeNotFromTheRightSideOfAComparison) {
  EXPECT_EQ(Split("a = b.not()"), "a = b.not()");
  EXPECT_EQ(Split("(a) = (b).not()"), "(a) = (b).not()");
}

TEST(SplitSum, GivesTheTermsOfASumAndNothingElse) {
  EXPECT_EQ(SplitSum("(a + b.c(1 + 2)) + d"), (std::vector<std::string>{"a", "b.c(1 + 2)", "d"}));
  EXPECT_EQ(SplitSum("a + b > 3"), (std::vector<std::string>{"a + b > 3"}));
  EXPECT_EQ(SplitSum("a - b + c"), (std::vector<std::string>{"a - b + c"}));
  EXPECT_EQ(SplitSum("a"), (std::vector<std::string>{"a"}));
}

TEST(SplitComparison, FindsTheTwoSidesOfOneComparison) {
  const auto found = SplitComparison("a + b >= 20");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->left, "a + b");
  EXPECT_EQ(found->op, ">=");
  EXPECT_EQ(found->right, "20");
  EXPECT_FALSE(SplitComparison("x.where(a > 3).exists()"));
  EXPECT_FALSE(SplitComparison("a > 1 and b > 2"));
}

TEST(WithDefinitions, PutsEachVariablesMeaningInBrackets) {
  const std::string total = "%a + %b";
  const std::string a = "x";
  const auto definition = [&](std::string_view name) -> const std::string* {
    return name == "total" ? &total : name == "a" ? &a : nullptr;
  };
  EXPECT_EQ(WithDefinitions("%total > 3 and '%total'", definition), "((x) + %b) > 3 and '%total'");
}

TEST(WithDefinitions, GivesUpOnAMeaningThatContainsItself) {
  const std::string self = "%self + 1";
  EXPECT_FALSE(WithDefinitions("%self", [&](std::string_view) { return &self; }));
}

}  // namespace
}  // namespace eteinen::form
