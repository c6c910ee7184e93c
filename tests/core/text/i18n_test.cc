// The catalogues as they are shipped: nothing missing, nothing left over, nothing that cannot be formatted.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "core/text/catalog.h"
#include "core/text/plural.h"

namespace eteinen::text {
namespace {

Json File(const std::string& locale) {
  std::ifstream stream("i18n/" + locale + ".json");
  EXPECT_TRUE(stream) << "run from the project's root";
  Result<Json> json = ParseJson(std::string(std::istreambuf_iterator<char>(stream), {}));
  EXPECT_TRUE(json.ok()) << locale;
  return json.ok() ? *json : Json();
}

Catalog Loaded(const std::string& locale) {
  Result<Catalog> catalog = Catalog::Load(File(locale));
  EXPECT_TRUE(catalog.ok()) << locale << ": " << (catalog.ok() ? "" : catalog.error().path + catalog.error().message);
  return catalog.ok() ? *std::move(catalog) : Catalog{};
}

class FullLanguage : public testing::TestWithParam<const char*> {};
class AnyLanguage : public testing::TestWithParam<const char*> {};

TEST_P(FullLanguage, HasTheSameTextsAsFinnish) {
  const Catalog finnish = Loaded("fi");
  const Catalog other = Loaded(GetParam());
  for (const auto& [id, message] : finnish.messages) EXPECT_TRUE(other.messages.count(id)) << "missing: " << id;
  for (const auto& [id, message] : other.messages) EXPECT_TRUE(finnish.messages.count(id)) << "left over: " << id;
}

TEST_P(AnyLanguage, AsksForTheSameArgumentsAsFinnish) {
  const Catalog finnish = Loaded("fi");
  for (const auto& [id, message] : Loaded(GetParam()).messages) {
    const auto found = finnish.messages.find(id);
    ASSERT_NE(found, finnish.messages.end()) << "unknown to Finnish: " << id;
    EXPECT_EQ(message.Uses(), found->second.Uses()) << id;
  }
}

TEST_P(AnyLanguage, KeepsItsTextsSortedAndSaysWhereTheyComeFrom) {
  const Json file = File(GetParam());
  std::string earlier;
  for (const auto& [id, pattern] : file["messages"].Members()) {
    EXPECT_LT(earlier, id);
    earlier = id;
  }
  EXPECT_EQ(file["locale"].AsString(), GetParam());
  for (const char* member : {"source", "checked", "status"}) EXPECT_FALSE(file[member].AsString().empty()) << member;
}

// Every number has a form of its own where the language asks for one: `other` alone would read wrong.
TEST_P(AnyLanguage, HasEveryPluralFormThatTheLanguageUses) {
  const std::string locale = GetParam();
  const Json file = File(locale);
  for (const auto& [id, pattern] : file["messages"].Members()) {
    const std::string& text = pattern.AsString();
    if (text.find(", plural,") == std::string::npos) continue;
    for (int n = 0; n < 120; ++n) {
      const std::string category(Name(Cardinal(locale, Number::Of(n))));
      const bool written = text.find("=" + std::to_string(n) + " {") != std::string::npos ||
                           text.find(category + " {") != std::string::npos ||
                           text.find(category + "{") != std::string::npos;
      EXPECT_TRUE(written) << id << ": no form for " << category;
      if (!written) break;
    }
  }
}

// Between letters that run from right to left, "116 117" with a plain space would be shown as "117 116".
TEST(Arabic, KeepsThePartsOfANumberInTheirOrder) {
  const Json catalogue = File("ar");
  for (const auto& [id, pattern] : catalogue["messages"].Members()) {
    const std::string& text = pattern.AsString();
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      const bool digits = text[i - 1] >= '0' && text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
      EXPECT_FALSE(digits && text[i] == ' ') << id << ": a no-break space belongs there";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(I18n, FullLanguage, testing::Values("sv", "en"));
INSTANTIATE_TEST_SUITE_P(I18n, AnyLanguage, testing::Values("fi", "sv", "en", "fi-simple", "ar"));

}  // namespace
}  // namespace eteinen::text
