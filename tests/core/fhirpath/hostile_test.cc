// Text that was never meant to be an expression, or meant to hurt.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kSeeds[] = {
    "Patient.name.where(use = 'official' and given.exists()).given.first() & ' ' & %resource.id",
    "(1 | 2.50 | @2015-02-04T14:34:28.123+10:00).select($this).aggregate($total | $this, {})",
    "iif(1 'kg' > 3 'mg', 'a\\u00e4'.matches('(a|b)+$'), @T14:30 - 3 minutes)",
    "defineVariable('x', -5).repeat(item).ofType(FHIR.Quantity).value[0] !~ {} implies `a b`.is(System.String)"};

TEST(Hostile, TruncatedExpressionsAreAnswered) {
  for (const std::string_view seed : kSeeds) {
    for (std::size_t length = 0; length < seed.size(); ++length) {
      const auto compiled = Compile(seed.substr(0, length), CompileOptions{.model = &FullModel()});
      if (compiled.ok()) continue;
      EXPECT_TRUE(compiled.error().position.has_value()) << seed.substr(0, length);
      EXPECT_LE(compiled.error().position.value_or(0), static_cast<int>(length));
    }
  }
}

TEST(Hostile, MutatedExpressionsAreAnswered) {
  std::uint32_t random = 1;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1'664'525 + 1'013'904'223;
    return (random >> 8) % below;
  };
  const Json patient = *ParseJson(R"({"resourceType":"Patient","id":"1","name":[{"given":["A"]}]})");
  int refused = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string text(kSeeds[next(4)]);
    for (std::uint32_t edits = 1 + next(4); edits > 0; --edits) {
      const std::size_t at = next(static_cast<std::uint32_t>(text.size()));
      if (next(2) == 0) {
        text[at] = static_cast<char>(32 + next(95));
      } else {
        text.erase(at, 1 + next(3));
      }
      if (text.empty()) text = "1";
    }
    refused += Answer(text, patient).starts_with("error") ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
}

TEST(Hostile, DeepNestingIsRefused) {
  EXPECT_EQ(Answer(std::string(30'000, '(')), "error: limit");
  EXPECT_EQ(Answer(std::string(30'000, '-') + "1"), "error: limit");
  std::string chain = "1";
  for (int i = 0; i < 5'000; ++i) chain += "+1";
  EXPECT_EQ(Answer(chain), "error: limit");
  std::string path = "a";
  for (int i = 0; i < 5'000; ++i) path += ".a";
  EXPECT_EQ(Answer(path), "error: limit");
}

TEST(Hostile, EndlessRepetitionEnds) {
  EXPECT_EQ(Answer("1.repeatAll($this)"), "error: limit");
  EXPECT_EQ(Answer(std::string(70'000, '1')), "error: limit");
}

TEST(Hostile, MatchingIsCountedToo) {
  Environment environment = AtTestTime();
  environment.max_steps = 2'000;
  const std::string text = "'" + std::string(5'000, 'a') + "'";
  EXPECT_EQ(Answer(text + ".replaceMatches('a.*b|a', 'x')", Json(), false, environment), "error: limit");
  EXPECT_EQ(Answer(text + ".matches('(a|aa)+b')", Json(), false, environment), "error: limit");
  environment.max_steps = 10'000'000;
  EXPECT_EQ(Answer(text + ".matches('(a|aa)+b')", Json(), false, environment), "boolean false");
}

TEST(Hostile, StepsAreCounted) {
  Environment environment = AtTestTime();
  environment.max_steps = 100;
  EXPECT_EQ(
      Answer("(1|2|3|4|5|6|7|8|9).select($this + 1).select($this + 1).select($this + 1)", Json(), false, environment),
      "error: limit");
}

// Whether an expression is stopped when it may take that many steps.
bool StopsWithin(std::uint64_t steps, std::string_view expression) {
  Environment environment = AtTestTime();
  environment.max_steps = steps;
  return Answer(expression, Json(), false, environment) == "error: limit";
}

// Parts of an expression: so many items, and a text of so many bytes in %t.
std::string Items(int count) { return "('" + std::string(static_cast<std::size_t>(count), 'a') + "').toChars()"; }
std::string WithText(const std::string& then) {
  return "1.defineVariable('t', 'aaaaaaaaaaaaaaaa'.replace('a', '" + std::string(4096, 'a') + "')).select(" + then +
         ")";
}

TEST(Hostile, LookingForALongTextInAnotherCounts) {
  EXPECT_TRUE(StopsWithin(1'000'000, WithText("%t.indexOf(%t.substring(0, 30000) & 'b')")));
  EXPECT_TRUE(StopsWithin(1'000'000, WithText("%t.contains(%t.substring(0, 30000) & 'b')")));
  EXPECT_TRUE(StopsWithin(1'000'000, WithText("%t.lastIndexOf('b' & %t.substring(0, 30000))")));
  EXPECT_FALSE(StopsWithin(1'000'000, WithText("%t.indexOf('aab')")));
}

TEST(Hostile, LettersOfComparedTextsCount) {
  EXPECT_TRUE(StopsWithin(1'000'000, WithText(Items(30) + ".select(%t ~ %t)")));
  EXPECT_TRUE(StopsWithin(1'000'000, WithText(Items(30) + ".select(%t).sort()")));
}

TEST(Hostile, SortingCountsItsComparisons) { EXPECT_TRUE(StopsWithin(100'000, Items(5000) + ".sort($this)")); }

TEST(Hostile, ReadingUnitsCounts) {
  std::string unit = "'1 \\'kg";
  for (int i = 0; i < 50; ++i) unit += ".m/s2";
  unit += "\\''.toQuantity()";
  EXPECT_TRUE(StopsWithin(40'000, Items(100) + ".select(" + unit + " = 3 'kg')"));
  EXPECT_TRUE(StopsWithin(40'000, Items(100) + ".select(" + unit + ").sum()"));
}

TEST(Hostile, MakingPatternsCounts) {
  EXPECT_TRUE(StopsWithin(100'000, Items(100) + ".select(''.matches('(a?b?c?d?){0,1000}' & ''))"));
}

TEST(Hostile, LookingForAScoreCounts) {
  Json items = Json::MakeArray();
  for (int i = 0; i < 500; ++i) {
    items.Append(*ParseJson(R"({"linkId":"a)" + std::to_string(i) + R"(","answer":[{"valueInteger":1}]})"));
  }
  Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}});
  response.Set("item", std::move(items));
  const Json form = *ParseJson(R"({"resourceType":"Questionnaire","item":[{"linkId":"a","type":"integer"}]})");
  Environment environment = AtTestTime();
  environment.variables.emplace_back("questionnaire", Collection(Item::Resource(FullModel(), form)));
  environment.max_steps = 100'000;
  EXPECT_EQ(Answer("item.answer.weight()", response, false, environment), "error: limit");
}

}  // namespace
}  // namespace eteinen::fhirpath
