#include "core/text/catalog.h"

#include <gtest/gtest.h>

namespace eteinen::text {
namespace {

Json Parsed(std::string_view text) {
  Result<Json> json = ParseJson(text);
  EXPECT_TRUE(json.ok()) << text;
  return json.ok() ? *json : Json();
}

Catalogs FourLanguages() {
  Catalogs catalogs;
  for (
      const std::string_view file : {
          R"({"locale":"fi","messages":{"title":"Varaa aika","n":"{n, plural, one {# aika} other {# aikaa}}","only":"vain"}})",
          R"({"locale":"fi-simple","messages":{"title":"Valitse aika"}})",
          R"({"locale":"en","messages":{"title":"Book a time","n":"{n, plural, one {# time} other {# times}}"}})",
          R"({"locale":"ar","fallback":["en"],"messages":{"title":"احجز موعدا"}})",
      }) {
    EXPECT_TRUE(catalogs.Add(Parsed(file)).ok());
  }
  return catalogs;
}

TEST(Catalogs, FallBackAlongTheChainAndSayWhichLanguageItWas) {
  const Catalogs catalogs = FourLanguages();
  const auto look_up = [&](std::string_view locale, std::string_view id) {
    const Result<LocalizedText> found = catalogs.Format(locale, id, {{"n", 2}});
    return found.ok() ? std::string(found->language) + ":" + found->text : found.error().message;
  };
  EXPECT_EQ(look_up("fi-simple", "title"), "fi-simple:Valitse aika");
  EXPECT_EQ(look_up("fi-simple", "n"), "fi:2 aikaa");
  EXPECT_EQ(look_up("en-GB", "title"), "en:Book a time");
  EXPECT_EQ(look_up("ar", "n"), "en:2 times");
  EXPECT_EQ(look_up("ar", "only"), "fi:vain");
  EXPECT_EQ(look_up("so", "title"), "fi:Varaa aika");
  EXPECT_EQ(look_up("FI_fi", "title"), "fi:Varaa aika");
  EXPECT_EQ(look_up("fi", "missing"), "no text \"missing\"");
}

TEST(Texts, NeverShowNothing) {
  const Catalogs catalogs = FourLanguages();
  const Texts texts(catalogs, "fi");
  EXPECT_EQ(texts.Text("title"), "Varaa aika");
  EXPECT_EQ(texts.Text("missing"), "[missing]");
  EXPECT_EQ(texts.Text("n"), "[n: argument \"n\": the argument is missing]");
  EXPECT_TRUE(texts.Has("n"));
  EXPECT_FALSE(texts.Has("missing"));
}

TEST(Texts, KnowTheDirectionOfTheLanguage) {
  const Catalogs catalogs = FourLanguages();
  EXPECT_EQ(Texts(catalogs, "ar").direction(), "rtl");
  EXPECT_EQ(Texts(catalogs, "ar").Localized("only").language, "fi");
}

TEST(Catalog, RefusesWhatCouldNotBeShown) {
  const auto refused = [](std::string_view file) {
    const Result<Catalog> catalog = Catalog::Load(Parsed(file));
    return catalog.ok() ? "" : catalog.error().path + ": " + catalog.error().message;
  };
  EXPECT_EQ(refused(R"({"locale":"fi","messages":{"a":" "}})"), "messages.a: an empty message");
  EXPECT_EQ(refused(R"({"locale":"fi","messages":{"a":"x {"}})"),
            "messages.a: at character 3: expected the name of an argument");
  EXPECT_EQ(refused(R"({"locale":"fi","messages":{"a":1}})"), "messages.a: expected a string, found number");
  EXPECT_EQ(refused(R"({"locale":"../x","messages":{}})"), "locale: not a language tag: \"../x\"");
  EXPECT_EQ(refused(R"({"locale":"fi","fallback":[1],"messages":{}})"), "fallback[0]: expected a language tag");
}

TEST(Catalogs, RefuseASecondFileOfALanguage) {
  Catalogs catalogs = FourLanguages();
  const Status added = catalogs.Add(Parsed(R"({"locale":"en","messages":{}})"));
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().message, "a second catalogue of en");
}

TEST(Catalog, SaysWhichLanguageItLeansOn) {
  const auto load = [](std::string_view head) {
    return Catalog::Load(*ParseJson(R"({"locale":"ar",)" + std::string(head) + R"("messages":{}})"));
  };
  EXPECT_EQ(load(R"("fallback":["en","fi"],)")->LeansOn(), "");
  const Result<Catalog> screens = load(R"("fallback":["en","fi"],"lacks":"screens",)");
  ASSERT_TRUE(screens.ok());
  EXPECT_EQ(screens->lacks, Catalog::Lacks::kScreens);
  EXPECT_EQ(screens->LeansOn(), "en");
  EXPECT_EQ(load(R"("fallback":["fi"],"lacks":"texts",)")->lacks, Catalog::Lacks::kTexts);
  EXPECT_EQ(load(R"("lacks":"texts",)").error().path, "lacks");
  EXPECT_EQ(load(R"("fallback":["fi"],"lacks":"much",)").error().path, "lacks");
}

TEST(Catalogs, NameTheirLocalesInTheOrderOfTheFiles) {
  EXPECT_EQ(FourLanguages().Locales(), (std::vector<std::string_view>{"fi", "fi-simple", "en", "ar"}));
}

}  // namespace
}  // namespace eteinen::text
