#include "core/fhirpath/pattern.h"

#include <gtest/gtest.h>

namespace eteinen::fhirpath {
namespace {

bool Full(std::string_view pattern, std::string_view text) { return Pattern::Compile(pattern)->FullMatch(text); }

TEST(Pattern, MatchesWholeTexts) {
  EXPECT_TRUE(Full("[0-9]{5}", "13100"));
  EXPECT_FALSE(Full("[0-9]{5}", "131001"));
  EXPECT_TRUE(Full("a|ab", "ab"));
  EXPECT_TRUE(Full("(ab?){2,3}", "abaab"));
  EXPECT_TRUE(Full("\\d{6}[-+A]\\d{3}[0-9A-Z]", "131052-308T"));
  EXPECT_TRUE(Full("(?i)ÄITI", "äiti"));
  EXPECT_TRUE(Full("[^a-c]+", "xyz"));
  EXPECT_TRUE(Full("(a*)*", "aaaa"));
  EXPECT_TRUE(Full("a{,3}", "a{,3}"));
}

TEST(Pattern, FindsPartsOfTexts) {
  EXPECT_TRUE(Pattern::Compile("\\bkuume\\b")->Search("kova kuume nyt"));
  EXPECT_FALSE(Pattern::Compile("^kuume$")->Search("kova kuume"));
}

TEST(Pattern, ReplacesWithGroups) {
  EXPECT_EQ(Pattern::Compile("(?<day>\\d+)\\.(\\d+)")->Replace("24.12. ja 1.1.", "$2/${day}"), "12/24. ja 1/1.");
  EXPECT_EQ(Pattern::Compile("x*")->Replace("abc", "-"), "-a-b-c-");
  EXPECT_EQ(Pattern::Compile("a+?")->Replace("aaa", "b"), "bbb");
}

std::uint64_t Steps(std::string_view pattern, std::size_t length) {
  PatternWork work;
  const auto compiled = Pattern::Compile(pattern);
  EXPECT_FALSE(compiled->Search(std::string(length, 'a') + "!", &work)) << pattern;
  return work.steps;
}

TEST(Pattern, TakesLinearTimeWhereOthersExplode) {
  for (const std::string_view pattern : {"^(a+)+$", "(a|aa)+b", "(a*)*b", "(a|a)*b", "(.*)(.*)(.*)b", "a{0,50}a{50}b",
                                         "(a?){30}a{30}b", "([a-z]+)*b", "(x+x+)+y|(a*a*)*b"}) {
    const std::uint64_t once = Steps(pattern, 1'000);
    EXPECT_LE(Steps(pattern, 2'000), 2 * once + once / 10) << pattern;
    EXPECT_LE(Steps(pattern, 8'000), 8 * once + once / 2) << pattern;
  }
}

TEST(Pattern, EndsWhereItsLimitIs) {
  PatternWork work;
  work.most = 1'000;
  EXPECT_FALSE(Pattern::Compile("(a|aa)+b")->Search(std::string(10'000, 'a') + "b", &work));
  EXPECT_TRUE(work.Spent());
  // Every match of "a" looks for the "b" at the end once more: replacing is what needs the limit.
  work = PatternWork{0, 100'000};
  EXPECT_LT(Pattern::Compile("a.*b|a")->Replace(std::string(5'000, 'a'), "x", &work).size(), 5'001U);
  EXPECT_TRUE(work.Spent());
}

TEST(Pattern, SaysWhatItCannotDo) {
  EXPECT_EQ(Pattern::Compile("(a)\\1").error().kind, ErrorKind::kUnsupported);
  EXPECT_EQ(Pattern::Compile("a(?=b)").error().kind, ErrorKind::kUnsupported);
  EXPECT_EQ(Pattern::Compile("(a").error().kind, ErrorKind::kInput);
  EXPECT_EQ(Pattern::Compile("[a").error().kind, ErrorKind::kInput);
  EXPECT_EQ(Pattern::Compile("*").error().kind, ErrorKind::kInput);
  EXPECT_EQ(Pattern::Compile("((a{900}){900}){900}").error().kind, ErrorKind::kLimit);
  EXPECT_EQ(Pattern::Compile(std::string(10'000, '(')).error().kind, ErrorKind::kLimit);
}

TEST(Pattern, ReplacesWithWhatDollarsStandFor) {
  const auto replaced = [](std::string_view pattern, std::string_view substitution) {
    return Pattern::Compile(pattern)->Replace("abcdefghijkl", substitution);
  };
  EXPECT_EQ(replaced("b", "[$&]"), "a[b]cdefghijkl");
  EXPECT_EQ(replaced("b", "$$"), "a$cdefghijkl");
  EXPECT_EQ(replaced("b", "$x"), "a$xcdefghijkl");
  EXPECT_EQ(replaced("b", "$"), "a$cdefghijkl");
  EXPECT_EQ(replaced("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$11-$10"), "k-jl");
  EXPECT_EQ(replaced("(a)(b)", "$12"), "a2cdefghijkl") << "there is no twelfth group: the first, and a 2";
}

}  // namespace
}  // namespace eteinen::fhirpath
