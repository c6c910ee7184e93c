// The language of the screens: kept through a reload, and Arabic, which has texts for the first screens alone.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

TEST(Arabic, HasTheStartPageFromRightToLeft) {
  TestShell shell("ar-SY");
  EXPECT_EQ(shell.locale, "ar");
  EXPECT_EQ(shell.direction, "rtl");
  EXPECT_EQ(shell.Text("page.title"), "كيف يمكننا مساعدتك؟");
  EXPECT_TRUE(shell.Is("locale.ar", "pressed"));
}

TEST(Arabic, GivesWayToEnglishAsAWholeWhereItHasNoTexts) {
  TestShell shell("ar");
  shell.Press("start.more");
  EXPECT_EQ(shell.locale, "en");
  EXPECT_EQ(shell.direction, "ltr");
  EXPECT_EQ(shell.Text("page.title"), "Other services and settings");
  EXPECT_TRUE(shell.Is("locale.ar", "pressed"));
  EXPECT_FALSE(shell.Is("locale.en", "pressed"));
  shell.Press("banner");
  EXPECT_EQ(shell.locale, "ar");
}

// How the points of the risk test came about stands in a hidden part of the form, of which only the labels are shown.
TEST(Language, TellsThePointsOfTheRiskTestInEachOfTheCountysLanguages) {
  const auto labels = [](const char* locale) {
    TestShell shell(locale);
    FillRiskTest(shell);
    std::vector<std::string> texts;
    for (const char* row : {"age", "bmi", "waist", "activity", "vegetables", "medicine", "glucose", "family"}) {
      const std::string text = shell.Text("result." + std::string(row) + "-points");
      EXPECT_FALSE(text.empty()) << row;
      texts.push_back(text);
    }
    return texts;
  };
  const std::vector<std::string> finnish = labels("fi");
  for (const char* locale : {"sv", "en"}) {
    const std::vector<std::string> translated = labels(locale);
    for (std::size_t i = 0; i < finnish.size(); ++i) EXPECT_NE(translated[i], finnish[i]) << locale;
  }
}

// Leads through the form for fever to its emergency.
void ComeToTheEmergency(TestShell& shell) {
  shell.Answer("GET /content/questionnaires.json", 200,
               R"({"questionnaires":[{"id":"symptom-fever","language":"fi","title":"Kuume","code":[)"
               R"({"system":"urn:eteinen:use","code":"symptom"},)"
               R"({"system":"urn:eteinen:area","code":"whole","display":"Koko keho"}]}]})");
  shell.Press("start.symptoms");
  shell.Set("symptoms.area.whole", Json::MakeArray({"symptom-fever"}));
  shell.Press("form.submit");
  shell.Set("q.about.age", "34");
  shell.Set("q.about.sex", "male");
  shell.Press("form.submit");
  shell.Set("q.danger", Json::MakeArray({"unresponsive"}));
  ASSERT_EQ(shell.path, "/emergency");
}

TEST(Arabic, HasTheWholeEmergencyPageWithItsAdvice) {
  TestShell shell("ar");
  ComeToTheEmergency(shell);
  EXPECT_EQ(shell.locale, "ar");
  EXPECT_EQ(shell.direction, "rtl");
  EXPECT_EQ(shell.Text("emergency"), "قد يكون العَرَض خطراً على الحياة. المساعدة مطلوبة الآن.");
  const Json* what = shell.Find("emergency.what");
  ASSERT_NE(what, nullptr);
  ASSERT_FALSE((*what)["children"].Items().empty());
  for (const Json& advice : (*what)["children"].Items()) EXPECT_TRUE(advice["lang"].IsNull()) << WriteJson(advice);
}

TEST(Arabic, MarksTheAdviceThatAFormLacksInIt) {
  TestShell shell("ar");
  std::string form = FileText("assets/questionnaires/symptom-fever.json");
  for (std::size_t at = 0; (at = form.find(R"("valueCode": "ar")", at)) != std::string::npos; ++at) {
    form.replace(at, 17, R"("valueCode": "et")");
  }
  shell.Answer("GET /content/assets/questionnaires/symptom-fever.json", 200, form);
  ComeToTheEmergency(shell);
  EXPECT_EQ(shell.locale, "ar");
  EXPECT_EQ(shell.Text("emergency"), "المساعدة مطلوبة الآن.");
  for (const Json& advice : (*shell.Find("emergency.what"))["children"].Items()) {
    EXPECT_EQ(advice["lang"].AsString(), "en");
  }
}

TEST(Arabic, HasTheEntryForChats) {
  TestShell shell("ar", "", "", {}, "chat");
  EXPECT_EQ(shell.locale, "ar");
  EXPECT_TRUE(shell.Has("chat.need.health"));
  shell.now = "2026-11-24T23:00:00Z";
  shell.Press("locale.ar");
  EXPECT_EQ(shell.locale, "ar") << "when nobody is there, too";
}

TEST(Arabic, CanBeLeft) {
  TestShell shell("ar");
  shell.Press("locale.sv");
  EXPECT_EQ(shell.locale, "sv");
  EXPECT_FALSE(shell.Is("locale.ar", "pressed"));
}

TEST(Language, OfTheNamesOfPlacesIsToldWhereItIsNotTheScreens) {
  for (const auto& [locale, language] :
       {std::pair{"fi", ""}, std::pair{"fi-simple", ""}, std::pair{"sv", "fi"}, std::pair{"en", "fi"}}) {
    TestShell shell(locale);
    shell.Press("start.contact");
    const Json::Array& options = (*shell.Find("contact.place"))["options"].Items();
    ASSERT_EQ(options.size(), 13U);
    EXPECT_EQ(options[1]["text"].AsString(), "Forssa");
    EXPECT_EQ(options[1]["lang"].AsString(), language) << locale;
    for (const Json* ours : {&options.front(), &options.back()}) EXPECT_FALSE(ours->Has("lang")) << locale;
  }
}

TEST(Language, ThatTheAddressAsksForComesBeforeAllOthersWhenItIsOneOfOurs) {
  const auto asked_for = [](const char* language, const char* resume) {
    Core core;
    const std::string reply = core.Step(
        std::string(R"({"v":1,"now":"2026-11-24T07:00:00Z","event":{"type":"start","entry":"app","capabilities":[],)") +
        R"("locale":"fi-FI","language":")" + language + R"(","resume":")" + resume + R"("}})");
    for (const std::string catalog : {"fi", "sv", "en", "fi-simple", "ar"}) {
      if (reply.find("/i18n/" + catalog + ".json") != std::string::npos) return catalog;
    }
    return reply;
  };
  for (const char* ours : {"fi", "sv", "en", "fi-simple", "ar"}) EXPECT_EQ(asked_for(ours, ""), ours);
  for (const char* other : {"", "de", "SV", "sv-FI", "../en", "<b>"}) EXPECT_EQ(asked_for(other, ""), "fi") << other;
  EXPECT_EQ(asked_for("sv", R"({\"locale\":\"en\"})"), "sv");
  EXPECT_EQ(asked_for("de", R"({\"locale\":\"en\"})"), "en");
}

TEST(Language, OfTestPersonsChangesWithTheScreens) {
  TestShell shell("sv");
  shell.Answer("GET /session/test-persons?locale=sv", 200,
               R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki","description":"Vuxen"}]})");
  shell.Answer("GET /session/test-persons?locale=en", 200,
               R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki","description":"Adult"}]})");
  shell.Press("person");
  EXPECT_EQ((*shell.Find("test-persons.liisa"))["hint"].AsString(), "Vuxen");
  shell.Press("locale.en");
  EXPECT_EQ((*shell.Find("test-persons.liisa"))["hint"].AsString(), "Adult");
  EXPECT_EQ(shell.CountRequests("GET /session/test-persons"), 2);
}

TEST(Language, IsKeptThroughAReload) {
  TestShell shell("fi");
  shell.Press("locale.sv");
  shell.Press("start.findrisc");
  TestShell again("fi", shell.stored);
  EXPECT_EQ(again.path, "/form/1");
  EXPECT_EQ(again.locale, "sv");
}

}  // namespace
}  // namespace eteinen::app
