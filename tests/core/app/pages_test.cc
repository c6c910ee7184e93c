// Pages of information, other services, and the settings.
#include <gtest/gtest.h>

#include "tests/core/app/provider.h"
#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kPages = R"({"pages":[
  {"id":"privacy","icon":"shield","status":"example","title":{"fi":"Tietosuoja","sv":"Dataskydd"},
   "hint":{"fi":"Miten tietojasi käsitellään"},
   "blocks":[{"kind":"heading","text":{"fi":"Yhteinen laite"}},
             {"kind":"list","items":[{"fi":"Vain tässä laitteessa.","fi-simple":"Vain tässä."}]},
             {"kind":"link","href":"https://www.kanta.fi/omakanta","text":{"fi":"OmaKanta"},"hint":{"fi":"Reseptit"}}]}]})";

TEST(Addresses, ThatLeadNowhereSayIt) {
  for (const auto& [locale, title] :
       {std::pair{"fi", "Sivua ei löytynyt"}, std::pair{"sv", "Sidan hittades inte"}, std::pair{"en", "Page not found"},
        std::pair{"fi-simple", "Sivua ei löydy"}, std::pair{"ar", "لم يتم العثور على الصفحة"}}) {
    TestShell shell(locale);
    shell.Navigate("/no/such/page");
    EXPECT_EQ(shell.path, "/");
    EXPECT_EQ((*shell.Find("problem"))["title"].AsString(), title);
    EXPECT_EQ(shell.focus, "problem");
    EXPECT_TRUE(shell.Has("problem.phone"));
    EXPECT_TRUE(shell.Has("start.symptoms"));
    EXPECT_EQ(shell.locale, locale);
    shell.Press("start.contact");
    EXPECT_FALSE(shell.Has("problem"));
  }
}

TEST(Addresses, OfTheStartSayNothing) {
  TestShell shell;
  shell.Navigate("/");
  EXPECT_FALSE(shell.Has("problem"));
}

TEST(Pages, AreListedAndReadAndLeadBack) {
  TestShell shell;
  shell.Answer("GET /content/pages.json", 200, kPages);
  shell.Press("start.more");
  EXPECT_EQ(shell.path, "/more");
  EXPECT_EQ(shell.Text("pages.privacy"), "Tietosuoja");
  shell.Press("pages.privacy");
  EXPECT_EQ(shell.path, "/more/privacy");
  EXPECT_EQ(shell.Text("page.title"), "Tietosuoja");
  EXPECT_EQ(shell.Text("page.block1.0"), "Vain tässä laitteessa.");
  EXPECT_EQ((*shell.Find("page.block2"))["href"].AsString(), "https://www.kanta.fi/omakanta");
  EXPECT_TRUE(shell.Has("page.example"));
  shell.Press("back");
  EXPECT_EQ(shell.path, "/more");
}

TEST(Pages, SayInWhichLanguageATextIsThatTheScreenLacks) {
  TestShell shell("sv");
  shell.Answer("GET /content/pages.json", 200, kPages);
  shell.Navigate("/more/privacy");
  EXPECT_EQ(shell.Text("page.title"), "Dataskydd");
  EXPECT_EQ((*shell.Find("page.title"))["lang"].AsString(), "");
  EXPECT_EQ(shell.Text("page.block0"), "Yhteinen laite");
  EXPECT_EQ((*shell.Find("page.block0"))["lang"].AsString(), "fi");
}

TEST(Pages, ReadInPlainFinnishWhereTheyHaveIt) {
  TestShell shell("fi-simple");
  shell.Answer("GET /content/pages.json", 200, kPages);
  shell.Navigate("/more/privacy");
  EXPECT_EQ(shell.Text("page.block1.0"), "Vain tässä.");
  EXPECT_EQ(shell.Text("page.block0"), "Yhteinen laite");
}

TEST(Pages, AnUnknownOneGivesWayToTheList) {
  TestShell shell;
  shell.Answer("GET /content/pages.json", 200, kPages);
  shell.Navigate("/more/nothing");
  EXPECT_EQ(shell.path, "/more");
}

TEST(Pages, SayWhenTheyCannotBeHadAndTryAgain) {
  TestShell shell;
  shell.Fail("GET /content/pages.json", "offline");
  shell.Answer("GET /content/pages.json", 200, kPages);
  shell.Press("start.more");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_TRUE(shell.Has("more.settings"));
  shell.Press("problem.retry");
  EXPECT_FALSE(shell.Has("problem"));
  EXPECT_TRUE(shell.Has("pages.privacy"));
}

TEST(Banner, LeadsToTheStartPageFromAnyOtherScreen) {
  TestShell shell;
  EXPECT_EQ((*shell.Find("banner"))["can"].Items().size(), 0U);
  for (const std::string_view screen : {"start.more", "start.contact", "start.symptoms", "start.booking"}) {
    shell.Press(std::string(screen));
    EXPECT_EQ((*shell.Find("banner"))["can"].Items().size(), 1U) << screen;
    EXPECT_EQ((*shell.Find("banner"))["hint"].AsString(), "Alkuun");
    shell.Press("banner");
    EXPECT_EQ(shell.path, "/") << screen;
  }
}

TEST(Settings, ChangeTheLanguage) {
  TestShell shell;
  shell.Press("start.more");
  shell.Press("more.settings");
  EXPECT_TRUE(shell.Is("settings.language.fi", "checked"));
  shell.Set("settings.language", "sv");
  EXPECT_TRUE(shell.Is("settings.language.sv", "checked"));
  EXPECT_EQ(shell.Text("page.title"), "Inställningar");
}

TEST(Settings, ASharedDeviceKeepsNothing) {
  TestShell shell;
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  ASSERT_NE(shell.stored, "");
  shell.Navigate("/settings");
  shell.Set("settings.shared", Json::MakeArray({"yes"}));
  EXPECT_TRUE(shell.Is("settings.shared.yes", "checked"));
  const std::string kept = shell.stored;
  EXPECT_EQ(kept, R"({"v":1,"shared":true})");
  shell.Press("back");
  shell.Press("back");
  shell.Press("start.findrisc");
  shell.Set("q.age", "53");
  EXPECT_EQ(shell.stored, kept);
  shell.Navigate("/settings");
  shell.Set("settings.shared", Json::MakeArray());
  EXPECT_NE(shell.stored, kept);
  EXPECT_NE(shell.stored, "");
}

TEST(Settings, ThatTheDeviceKeepsNothingIsSaidOnceAndStandsWhereOneAnswers) {
  TestShell shell;
  shell.Press("start.findrisc");
  EXPECT_FALSE(shell.Has("form.unkept"));
  shell.Tell("unkept", "{}");
  const std::string told =
      "Vastauksiasi ei voi tallentaa tälle laitteelle. Ne häviävät, jos suljet sivun tai lataat sen uudelleen.";
  EXPECT_EQ(shell.Text("form.unkept"), told);
  EXPECT_EQ(shell.announced, told);
  shell.announced.clear();
  shell.Tell("unkept", "{}");
  EXPECT_EQ(shell.announced, "");
}

TEST(Settings, NothingIsPromisedToBeThereAfterIdentifyingElsewhereThatIsNotKept) {
  TestShell shell("fi", "", kProvider, {}, "app", false, false);
  shell.Press("person");
  EXPECT_TRUE(shell.Text("identify.hint").ends_with("ja vastauksesi säilyvät.")) << shell.Text("identify.hint");
  shell.Tell("unkept", "{}");
  EXPECT_TRUE(shell.Text("identify.hint").ends_with("keskeneräiset vastauksesi häviävät."))
      << shell.Text("identify.hint");
}

TEST(Settings, ASharedDeviceIsStillOneAfterAReload) {
  TestShell shell("fi", R"({"v":1,"shared":true})");
  shell.Navigate("/settings");
  EXPECT_TRUE(shell.Is("settings.shared.yes", "checked"));
  shell.Press("back");
  shell.Press("back");
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  EXPECT_EQ(shell.stored.find("52"), std::string::npos);
}

}  // namespace
}  // namespace eteinen::app
