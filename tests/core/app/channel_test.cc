// A channel is chosen: what is passed along to a chat, and what one who calls gets to know.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

const char kTaken[] = R"({"resourceType":"Communication","id":"0123456789abcdef0123456789abcdef"})";

TEST(Chat, GetsTheAnswersInWordsAndInStructure) {
  TestShell shell;
  FillRiskTest(shell);
  shell.Press("choose.terveys-chat-nurse");
  EXPECT_EQ(shell.path, "/channel");
  EXPECT_EQ(shell.focus, "page.title");
  EXPECT_EQ(shell.Text("page.title"), "Terveys-chat, sairaanhoitaja");
  EXPECT_TRUE(shell.Has("channel.answers")) << "the resident sees what goes along";
  shell.Answer("POST /fhir/Communication", 201, kTaken);
  shell.Press("channel.start");
  const TestShell::Request& request = shell.requests.back();
  EXPECT_EQ(request.line, "POST /fhir/Communication");
  EXPECT_FALSE(request.headers["idempotency-key"].AsString().empty());
  EXPECT_FALSE(request.headers.Has("x-person"));
  const Result<Json> message = ParseJson(request.body);
  ASSERT_TRUE(message.ok());
  EXPECT_EQ((*message)["recipient"].Items().front()["reference"].AsString(), "HealthcareService/terveys-chat-nurse");
  EXPECT_EQ((*message)["contained"].Items().front()["resourceType"].AsString(), "QuestionnaireResponse");
  const std::string text = (*message)["payload"].Items().front()["contentString"].AsString();
  EXPECT_NE(text.find("Hämeenlinna\n"), std::string::npos) << text;
  EXPECT_NE(text.find(": 95,5"), std::string::npos) << text;
  EXPECT_EQ(text.find("Suku: 5"), std::string::npos) << "the points of single answers are left out";
  ASSERT_EQ(shell.chats.size(), 1U);
  EXPECT_EQ(shell.chats[0]["channel"].AsString(), "terveys-chat-nurse");
  EXPECT_EQ(shell.chats[0]["handover"].AsString(), "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(shell.chats[0]["text"].AsString(), text);
  EXPECT_TRUE(shell.Has("channel.passed"));
}

TEST(Chat, IsHandedTheSameMatterOnceHoweverOftenItIsTried) {
  TestShell shell;
  FillRiskTest(shell);
  shell.Press("choose.terveys-chat-nurse");
  shell.Fail("POST /fhir/Communication", "timeout");
  shell.Answer("POST /fhir/Communication", 201, kTaken);
  shell.Press("channel.start");
  EXPECT_TRUE(shell.Has("problem.retry"));
  EXPECT_TRUE(shell.chats.empty());
  const TestShell::Request first = shell.requests.back();
  shell.now = "2026-11-24T07:05:00Z";
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"], first.headers["idempotency-key"]);
  EXPECT_EQ(shell.requests.back().body, first.body);
  EXPECT_EQ(shell.chats.size(), 1U);
}

TEST(Chat, IsToldWhomItIsAbout) {
  TestShell shell("fi", "",
                  R"({"level":"identified","user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":{"id":"p1",)"
                  R"("name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala","relation":"self",)"
                  R"("initial":"L"},"mayActFor":[{"id":"p1","name":"Liisa Esimerkki","relation":"self"}],"epoch":1})");
  FillRiskTest(shell);
  shell.Press("choose.terveys-chat-nurse");
  shell.Answer("POST /fhir/Communication", 201, kTaken);
  shell.Press("channel.start");
  const Json sent = *ParseJson(shell.requests.back().body);
  EXPECT_EQ(sent["subject"]["reference"].AsString(), "Patient/p1");
}

TEST(Chat, MayBeginWithoutTheAnswers) {
  TestShell shell;
  FillRiskTest(shell);
  shell.Press("choose.terveys-chat-nurse");
  shell.Press("channel.start-plain");
  EXPECT_EQ(shell.CountRequests("POST"), 0);
  ASSERT_EQ(shell.chats.size(), 1U);
  EXPECT_FALSE(shell.chats[0].Has("text"));
  EXPECT_FALSE(shell.chats[0].Has("summary"));
}

TEST(Chat, IsNotSaidToBeOpenWhenNothingHasOpenedIt) {
  TestShell shell;
  shell.has_chat_adapter = false;
  FillRiskTest(shell);
  shell.Press("choose.terveys-chat-nurse");
  shell.Answer("POST /fhir/Communication", 201, kTaken);
  shell.Press("channel.start");
  EXPECT_FALSE(shell.Has("channel.passed"));
  EXPECT_EQ(shell.Text("problem"), "Chat ei auennut. Yritä uudelleen tai soita. Vastauksesi ovat tallessa.");
  EXPECT_TRUE(shell.Has("problem.phone"));
  const TestShell::Request first = shell.requests.back();
  shell.has_chat_adapter = true;
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"], first.headers["idempotency-key"]);
  EXPECT_EQ(shell.requests.back().body, first.body);
  EXPECT_TRUE(shell.Has("channel.passed"));
}

TEST(Chat, FromTheContactPageHasNothingToPassAlong) {
  TestShell shell;
  shell.Press("start.contact");
  shell.Press("choose.terveys-chat-nurse");
  EXPECT_FALSE(shell.Has("channel.start-plain"));
  shell.Press("channel.start");
  EXPECT_EQ(shell.CountRequests("POST"), 0);
  EXPECT_EQ(shell.chats.size(), 1U);
  shell.Press("back");
  EXPECT_EQ(shell.path, "/contact");
}

TEST(PhoneLine, TellsNumberHoursCallBackAndWhatToHaveAtHand) {
  TestShell shell;
  FillRiskTest(shell);
  shell.Press("choose.terveysasema-hameenlinnan-alue");
  EXPECT_EQ((*shell.Find("channel.go"))["href"].AsString(), "tel:036296627");
  EXPECT_EQ(shell.Text("channel.number"), "Numero");
  EXPECT_EQ((*shell.Find("channel.number"))["value"].AsString(), "03 629 6627");
  EXPECT_EQ((*shell.Find("channel.week"))["value"].AsString(), "ma–pe klo 8.00–15.00. Suljettu pyhinä ja aattoina.");
  EXPECT_EQ((*shell.Find("channel.call-back"))["value"].AsString(), "Ruuhkassa sinulle soitetaan takaisin.");
  EXPECT_TRUE(shell.Has("channel.ready.identity"));
  EXPECT_TRUE(shell.Has("channel.answers"));
  EXPECT_TRUE(shell.Has("result.worse"));
  EXPECT_FALSE(shell.Has("channel.remind"));
}

TEST(PhoneLine, ThatIsClosedTellsWhenItOpensAndGivesAReminder) {
  TestShell shell;
  shell.now = "2026-11-24T17:00:00Z";
  shell.Press("start.contact");
  shell.Set("contact.place", "Janakkala");
  EXPECT_FALSE(shell.Has("channel.terveysasema-janakkala.go")) << "a closed line is not offered to be called at once";
  shell.Press("choose.terveysasema-janakkala");
  EXPECT_EQ(shell.Text("channel.closed"), "Aukeaa: keskiviikko 25.11.2026 klo 8.00.");
  shell.Press("channel.remind");
  EXPECT_NE(shell.calendar.find("UID:reminder-terveysasema-janakkala-20261125T060000Z@eteinen\r\n"), std::string::npos)
      << shell.calendar;
  EXPECT_NE(shell.calendar.find("DTSTART:20261125T060000Z\r\n"), std::string::npos);
  EXPECT_NE(shell.calendar.find("116 117"), std::string::npos) << "what to do if it gets worse before";
  const std::string first = shell.calendar;
  shell.Press("channel.remind");
  EXPECT_EQ(shell.calendar, first);
}

TEST(PhoneLine, IsOnlySaidToHaveGivenOutTheReminder) {
  TestShell shell;
  shell.now = "2026-11-24T17:00:00Z";
  shell.Press("start.contact");
  shell.Set("contact.place", "Janakkala");
  shell.Press("choose.terveysasema-janakkala");
  EXPECT_FALSE(shell.Has("channel.reminded"));
  shell.Press("channel.remind");
  EXPECT_EQ(shell.announced, "Muistutus on nyt laitteellasi. Avaa se ja tallenna se kalenteriin.");
  EXPECT_EQ(shell.Text("channel.reminded"), shell.announced);
}

TEST(Reach, WithoutSpeechLeadsToWritingAndNotToTheTelephone) {
  TestShell shell;
  shell.Press("start.contact");
  shell.Set("contact.place", "Janakkala");
  shell.Set("contact.need", "rehabilitation");
  EXPECT_TRUE(shell.Has("channel.kuntoutus"));
  EXPECT_FALSE(shell.Has("channel.kuntoutus-teksti"));
  shell.Set("reach.speech", Json::MakeArray({"no"}));
  EXPECT_TRUE(shell.Is("reach.speech.no", "checked"));
  EXPECT_FALSE(shell.Has("channel.kuntoutus"));
  EXPECT_TRUE(shell.Has("channel.kuntoutus-teksti"));
  shell.Set("reach.speech", Json::MakeArray());
  EXPECT_TRUE(shell.Has("channel.kuntoutus"));
}

TEST(Reach, WithoutSpeechTheEmergencyPageNamesTheTextNumber) {
  for (const bool speaks : {false, true}) {
    TestShell shell;
    shell.Press("start.contact");
    if (!speaks) shell.Set("reach.speech", Json::MakeArray({Json("no")}));
    shell.Press("back");
    shell.Answer("GET /content/questionnaires.json", 200,
                 R"({"questionnaires":[{"id":"symptom-general","language":"fi","title":"Muu oire","code":[)"
                 R"({"system":"urn:eteinen:use","code":"symptom-general"}]}]})");
    shell.Press("start.symptoms");
    shell.Press("symptoms.other");
    shell.Set("q.about.age", "34");
    shell.Set("q.about.sex", "male");
    shell.Press("form.submit");
    shell.Set("q.danger", Json::MakeArray({Json("unresponsive")}));
    ASSERT_EQ(shell.path, "/emergency");
    EXPECT_EQ(shell.Has("channel.hatatekstiviesti-112"), !speaks);
    EXPECT_TRUE(shell.Has("emergency.call"));
  }
}

TEST(Reach, InAnotherLanguageLeadsToTheInterpreter) {
  TestShell shell;
  shell.Press("start.contact");
  shell.Set("contact.place", "Forssa");
  shell.Set("reach.language", "so");
  EXPECT_FALSE(shell.Has("channel.terveysasema-forssan-seutu"));
  EXPECT_TRUE(shell.Has("channel.monikielinen-neuvonta-teksti"));
  EXPECT_TRUE(shell.Has("channel.monikielinen-neuvonta-teksti.because.interpreter"));
  EXPECT_EQ(shell.locale, "fi") << "the screen stays in its language";
  shell.Set("reach.language", "sv");
  EXPECT_TRUE(shell.Has("channel.terveysasema-forssan-seutu"));
  shell.Set("reach.language", "mis");
  EXPECT_TRUE(shell.Has("channel.monikielinen-neuvonta-teksti"));
}

TEST(Reach, TakesNoLanguageThatTheDirectoryDoesNotKnow) {
  TestShell shell;
  shell.Press("start.contact");
  for (const char* hostile : {"xx", "so-SO", "<b>", "12"}) {
    shell.Set("reach.language", hostile);
    EXPECT_EQ((*shell.Find("reach.language"))["value"].AsString(), "") << hostile;
  }
  shell.Set("reach.speech", "no");
  EXPECT_FALSE(shell.Is("reach.speech.no", "checked")) << "not a list";
}

TEST(Reach, IsKeptOverAReloadWithTheAnswers) {
  TestShell shell;
  FillRiskTest(shell);
  shell.Set("reach.speech", Json::MakeArray({"no"}));
  shell.Set("reach.language", "ar");
  TestShell again("fi", shell.stored);
  EXPECT_EQ(again.path, "/result");
  EXPECT_TRUE(again.Is("reach.speech.no", "checked"));
  EXPECT_EQ((*again.Find("reach.language"))["value"].AsString(), "ar");
}

TEST(DroppedChannels, AreToldWithEveryReasonInPlainWordsWhenAsked) {
  TestShell shell;
  shell.now = "2026-11-24T17:30:00Z";
  shell.Press("start.contact");
  shell.Set("contact.place", "Forssa");
  EXPECT_FALSE(shell.Has("channels.dropped"));
  shell.Press("channels.why");
  EXPECT_TRUE(shell.Is("channels.why", "pressed"));
  EXPECT_EQ((*shell.Find("channels.dropped.terveysasema-janakkala"))["value"].AsString(), "Ei palvele kuntaasi.");
  EXPECT_EQ((*shell.Find("channels.dropped.paivystysapu-116117-teksti"))["value"].AsString(),
            "Ei ole näin kiireellistä tai kiireetöntä asiaa varten. "
            "Tarkoitettu niille, jotka eivät voi puhua puhelimessa tai tarvitsevat tulkkia.");
  EXPECT_FALSE(shell.Has("channels.dropped.asiakaslaskutus")) << "a line for bills needs no excuse";
  shell.Press("channels.why");
  EXPECT_FALSE(shell.Has("channels.dropped"));
}

constexpr char kWithTeam[] =
    R"({"level":"identified","user":{"id":"a","name":"Aino"},"epoch":1,"mayActFor":[],"actingFor":{"id":"a",)"
    R"("name":"Aino","relation":"self","birthDate":"1950-01-01","municipality":"Hattula","initial":"A",)"
    R"("ownTeam":{"id":"tiimi-4","name":"Omatiimi 4","number":"03 123 4567","availability":{"availableTime":[)"
    R"({"daysOfWeek":["tue"],"availableStartTime":"08:00:00","availableEndTime":"12:00:00"}]}}}})";

TEST(OwnTeam, ComesBeforeTheCommonLineWithItsOwnNameNumberAndHours) {
  TestShell shell("fi", "", kWithTeam);
  shell.Press("start.contact");
  EXPECT_EQ(shell.Text("channel.oma-tiimi"), "Omatiimi 4");
  EXPECT_TRUE(shell.Is("channel.oma-tiimi", "first"));
  EXPECT_EQ((*shell.Find("channel.oma-tiimi.go"))["href"].AsString(), "tel:031234567");
  EXPECT_EQ(shell.Text("channel.oma-tiimi.hours"), "Auki nyt, sulkeutuu klo 12.00");
  shell.Press("choose.oma-tiimi");
  EXPECT_EQ(shell.Text("page.title"), "Omatiimi 4");
  EXPECT_EQ((*shell.Find("channel.number"))["value"].AsString(), "03 123 4567");
  EXPECT_EQ((*shell.Find("channel.week"))["value"].AsString(), "ti klo 8.00–12.00. Suljettu pyhinä ja aattoina.");
}

TEST(OwnTeam, WithANumberThatIsNoneIsNotCalled) {
  std::string session = kWithTeam;
  session.replace(session.find("03 123 4567"), 11, "javascript:1");
  TestShell shell("fi", "", session);
  shell.Press("start.contact");
  EXPECT_TRUE(shell.Has("channel.oma-tiimi"));
  EXPECT_FALSE(shell.Has("channel.oma-tiimi.go"));
}

TEST(Channels, StandALevelBelowTheHeadingAboveThem) {
  TestShell shell;
  FillRiskTest(shell);
  EXPECT_EQ((*shell.Find("channel.terveys-chat-nurse"))["level"].AsInt(), 3);
  shell.Press("banner");
  shell.Press("start.contact");
  int cards = 0;
  int first = 0;
  for (const char* id : {"terveys-chat-nurse", "puhelinvaihde", "paivystysapu-116117"}) {
    const std::string key = "channel." + std::string(id);
    if (!shell.Has(key)) continue;
    ++cards;
    first += shell.Is(key, "first") ? 1 : 0;
    EXPECT_EQ((*shell.Find(key))["level"].AsInt(), shell.Is(key, "first") ? 2 : 3) << key;
  }
  EXPECT_GE(cards, 2);
  EXPECT_LE(first, 1);
}

TEST(Channels, OfEveryNeedHaveACardWithAnIconAndAPageOfTheirOwn) {
  TestShell shell;
  shell.Press("start.contact");
  std::set<std::string> icons;
  std::set<std::string> opened;
  const Json needs = (*shell.Find("contact.need"))["options"];
  for (const Json& need : needs.Items()) {
    shell.Navigate("/contact");
    shell.Set("contact.place", "Hämeenlinna");
    shell.Set("contact.need", need["value"]);
    std::vector<const Json*> open = {&shell.Root()};
    std::vector<std::string> chosen;
    while (!open.empty()) {
      const Json& node = *open.back();
      open.pop_back();
      const std::string& key = node["key"].AsString();
      if (key.starts_with("choose.")) chosen.push_back(key);
      if (node["role"].AsString() == "channel") icons.insert(node["icon"].AsString());
      for (const Json& child : node["children"].Items()) open.push_back(&child);
    }
    EXPECT_FALSE(chosen.empty()) << need["value"].AsString();
    for (const std::string& one : chosen) {
      if (!opened.insert(one).second || !shell.Has(one)) continue;
      shell.Press(one);
      ASSERT_EQ(shell.path, "/channel") << one;
      EXPECT_FALSE(shell.Text("page.title").empty()) << one;
      shell.Press("back");
      ASSERT_EQ(shell.path, "/contact") << one;
    }
  }
  EXPECT_GT(opened.size(), 20U);
  EXPECT_FALSE(icons.contains("")) << "none is without";
  EXPECT_FALSE(icons.contains("info")) << "each kind has its own";
}

TEST(ChatEntry, OpensAtTheQuestionWhatItIsAbout) {
  TestShell shell("fi", "", "", {}, "chat");
  EXPECT_EQ(shell.Text("page.title"), "Chat: mitä asiasi koskee?");
  EXPECT_TRUE(shell.Has("chat.need.oral-health"));
  EXPECT_FALSE(shell.Has("chat.need.crisis")) << "there is no chat for it";
  EXPECT_FALSE(shell.Has("chat.status")) << "somebody is on the line";
  EXPECT_EQ((*shell.Find("chat.need.health"))["hint"].AsString(), "Auki nyt, sulkeutuu klo 20.00");
}

TEST(ChatEntry, ShowsWhatThereIsToPressWhenAllOfItIsThere) {
  for (const bool found : {true, false}) {
    TestShell shell("fi", "", "", {{"GET /content/directory.json", ""}}, "chat");
    EXPECT_TRUE(shell.Has("loading"));
    EXPECT_FALSE(shell.Has("chat.need.health")) << "it would move away from under a finger";
    for (const char* request : {"GET /content/directory.json", "GET /built-in/directory.json"}) {
      shell.Script(request, found ? 200 : 500, found ? shell.directory_pack : "");
    }
    shell.Deliver();
    EXPECT_FALSE(shell.Has("loading"));
    EXPECT_TRUE(shell.Has("chat.need.health")) << "without the directory too";
    EXPECT_EQ(shell.Has("chat.need.oral-health"), found);
  }
}

TEST(ChatEntry, AsksForWhatBookingGoesByAfterItsFirstQuestion) {
  for (const bool found : {true, false}) {
    TestShell shell("fi", "", "", {{"GET /content/directory.json", ""}}, "chat");
    EXPECT_EQ(shell.CountRequests("GET /fhir/HealthcareService"), 0);
    for (const char* request : {"GET /content/directory.json", "GET /built-in/directory.json"}) {
      shell.Script(request, found ? 200 : 500, found ? shell.directory_pack : "");
    }
    shell.Deliver();
    EXPECT_EQ(shell.CountRequests("GET /fhir/HealthcareService"), 1) << found;
  }
}

TEST(ChatEntry, AsksForThemAtOnceWhereSomethingGoesOn) {
  TestShell before("fi", "", "", {}, "chat");
  before.Navigate("/chat/oral-health");
  ASSERT_NE(before.stored, "");
  TestShell shell("fi", before.stored, "", {{"GET /content/directory.json", ""}}, "chat");
  EXPECT_EQ(shell.CountRequests("GET /fhir/HealthcareService"), 1);
}

TEST(ChatEntry, OpensTheAssessmentOfItsMatterWhereThereIsOne) {
  for (const auto& [need, question] :
       {std::pair{"mental-health", "symptom-mood"}, std::pair{"substance-use", "symptom-substance"},
        std::pair{"oral-health", "symptom-teeth"}}) {
    TestShell shell("fi", "", "", {}, "chat");
    shell.Navigate("/chat/" + std::string(need));
    EXPECT_EQ(shell.path, "/form/1") << need;
    EXPECT_EQ(shell.CountRequests("GET /content/assets/questionnaires/" + std::string(question)), 1) << need;
    shell.Press("back");
    EXPECT_EQ(shell.path, "/symptoms") << need;
  }
}

TEST(ChatEntry, SaysWhenNobodyIsOnTheLine) {
  TestShell shell("fi", "", "", {}, "chat");
  shell.now = "2026-12-24T10:00:00Z";
  shell.Navigate("/");
  EXPECT_EQ(shell.Text("chat.status"),
            "Voit silti aloittaa: kerromme, milloin chat aukeaa ja mistä saat apua ennen "
            "sitä. Jos asia on kiireellinen, soita.");
  EXPECT_TRUE(shell.Has("chat.urgent"));
}

TEST(ChatEntry, LeadsThroughTheAssessmentToTheOpenChat) {
  TestShell shell("fi", "", "", {}, "chat");
  shell.Press("chat.need.health");
  EXPECT_EQ(shell.path, "/symptoms");
  shell.Press("back");
  EXPECT_EQ(shell.Text("page.title"), "Chat: mitä asiasi koskee?");
  shell.Press("chat.need.adult-social-work");
  EXPECT_EQ(shell.path, "/contact");
  EXPECT_EQ((*shell.Find("chat.status.go"))["target"].AsString(), "choose.aikuissosiaalityo-chat");
  EXPECT_TRUE(shell.Has("choose.aikuissosiaalityo-chat"));
}

TEST(ChatEntry, LeadsToTheNextWayInWhenTheChatIsClosed) {
  TestShell shell("fi", "", "", {}, "chat");
  shell.now = "2026-11-24T03:00:00Z";
  shell.Navigate("/chat/adult-social-work");
  EXPECT_EQ(shell.path, "/contact");
  EXPECT_NE(shell.Text("chat.status").find(" Se aukeaa: tiistai 24.11.2026 klo 9.00."), std::string::npos)
      << shell.Text("chat.status");
  EXPECT_TRUE(shell.Has("channel.aikuissosiaalityo-chat"));
  shell.Navigate("/chat/no-such-matter");
  EXPECT_EQ(shell.path, "/");
}

TEST(ChatEntry, WaitsForTheDirectoryBeforeItOpensAtItsMatter) {
  TestShell shell("fi", "", "", {{"GET /content/directory.json", ""}}, "chat");
  shell.Navigate("/chat/adult-social-work");
  EXPECT_EQ(shell.path, "/");
  EXPECT_TRUE(shell.Has("loading"));
  shell.Script("GET /content/directory.json", 200, shell.directory_pack);
  shell.Deliver();
  EXPECT_EQ(shell.path, "/contact");
  EXPECT_TRUE(shell.Has("channel.aikuissosiaalityo-chat"));
}

TEST(ChatEntry, LeadsToTheSymptomsWhenThereIsNoDirectoryAtAll) {
  TestShell shell("fi", "", "", {{"GET /content/directory.json", "broken"}, {"GET /built-in/directory.json", "broken"}},
                  "chat");
  shell.Press("chat.need.health");
  EXPECT_EQ(shell.path, "/symptoms");
}

TEST(ChosenChannel, IsForgottenWithThePerson) {
  TestShell shell;
  shell.Navigate("/channel");
  EXPECT_NE(shell.path, "/channel");
}

}  // namespace
}  // namespace eteinen::app
