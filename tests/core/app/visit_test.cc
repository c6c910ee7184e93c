// How long one is here: the end of a session is told well before it, and whoever identifies again finds everything.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"
#include "tests/core/app/provider.h"
#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

struct Here {
  std::string user = "p1";
  std::string acting_for = "p1";
  int left = 1800;
  int most = 28800;
};

std::string PersonText(const std::string& id) {
  if (id == "p1") {
    return R"({"id":"p1","name":"Liisa Esimerkki","birthDate":"1988-03-02","municipality":"Janakkala",)"
           R"("relation":"self","initial":"L"})";
  }
  if (id == "p2") {
    return R"({"id":"p2","name":"Aino Esimerkki","birthDate":"2022-05-01","municipality":"Janakkala",)"
           R"("relation":"guardian","initial":"A","may":{"health":["assess","chat","form"],"social":[]}})";
  }
  return R"({"id":")" + id + R"(","name":"Muu Esimerkki","birthDate":"1970-01-01","relation":"self","initial":"M"})";
}

std::string Session(const Here& here) {
  const std::string others = here.user == "p1" ? PersonText("p1") + "," + PersonText("p2") : PersonText(here.user);
  return R"({"level":"identified","user":{"id":")" + here.user + R"(","name":"x"},"actingFor":)" +
         (here.acting_for.empty() ? "null" : PersonText(here.acting_for)) + R"(,"mayActFor":[)" + others +
         R"(],"epoch":1,"timing":{"left":)" + std::to_string(here.left) + R"(,"warn":300,"most":)" +
         std::to_string(here.most) + "}}";
}

constexpr const char* kNoAppointments = R"({"resourceType":"Bundle","entry":[]})";
constexpr const char* kNobody = R"({"level":"anonymous","user":null,"actingFor":null,"mayActFor":[],"epoch":0})";

class Visiting : public testing::Test {
 protected:
  // Identified, acting for oneself, in the middle of the risk test.
  void BeginForm() {
    shell_.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
    shell_.Answer("POST /session", 200, Session({}));
    shell_.Press("person");
    shell_.Press("test-persons.liisa");
    shell_.Press("back");
    shell_.Press("start.findrisc");
    shell_.Set("q.age", "52");
    shell_.Press("form.submit");
    ASSERT_EQ(shell_.path, "/form/2");
  }
  // The timer of the session runs out, and so much of it is left.
  void ClockSays(const Here& here) {
    shell_.Script("GET /session", 200, Session(here));
    shell_.Script("POST /session/extend", 200, Session(here));
    shell_.RingTimers();
  }
  void End() {
    shell_.Script("POST /session/extend", 401,
                  R"({"resourceType":"OperationOutcome","issue":[{"details":{"coding":)"
                  R"([{"code":"not-identified"}]}}]})");
    shell_.Script("GET /session", 200, kNobody);
    shell_.RingTimers();
  }

  TestShell shell_;
};

TEST_F(Visiting, IsLookedAtWhenItsEndIsToBeTold) {
  BeginForm();
  ASSERT_EQ(shell_.timers.size(), 1u);
  EXPECT_EQ(shell_.timers.back(), 1500 * 1000);
}

TEST_F(Visiting, WhoeverIsAtWorkIsNotAskedWhetherTheyAreThere) {
  BeginForm();
  ClockSays({.left = 1800});
  EXPECT_EQ(shell_.CountRequests("POST /session/extend"), 1);
  EXPECT_FALSE(shell_.Has("session.warning"));
}

TEST_F(Visiting, WhoeverRestsIsToldWellBeforeTheEndAndGoesOnWithOneKey) {
  BeginForm();
  ClockSays({.left = 1800});
  ClockSays({.left = 300});
  EXPECT_TRUE(shell_.Has("session.warning"));
  EXPECT_EQ(shell_.focus, "session.extend");
  EXPECT_EQ(shell_.announced, "Istunto päättyy pian");
  EXPECT_EQ(shell_.path, "/form/2") << "where they were";
  shell_.Script("POST /session/extend", 200, Session({.left = 1800}));
  shell_.Press("session.extend");
  EXPECT_FALSE(shell_.Has("session.warning"));
  EXPECT_EQ(shell_.path, "/form/2");
}

TEST_F(Visiting, WhoeverAsksForMoreTimeAndGetsNoAnswerMayAskAgainUntilTheEnd) {
  BeginForm();
  ClockSays({.left = 1800});
  ClockSays({.left = 300});
  shell_.Script("POST /session/extend", 503, "");
  shell_.Press("session.extend");
  EXPECT_EQ(shell_.path, "/form/2") << "five minutes are left";
  EXPECT_TRUE(shell_.Has("session.warning"));
  ASSERT_TRUE(shell_.Has("problem.retry"));
  shell_.Press("session.extend");
  ASSERT_TRUE(shell_.Has("problem.retry"));
  shell_.Script("POST /session/extend", 200, Session({.left = 1800}));
  shell_.Press("problem.retry");
  EXPECT_FALSE(shell_.Has("session.warning"));
  EXPECT_FALSE(shell_.Has("problem"));
  EXPECT_EQ(shell_.path, "/form/2");
}

TEST_F(Visiting, WhenTheEndThatWasToldHasPassedWithoutAnAnswerItHasCome) {
  BeginForm();
  ClockSays({.left = 1800});
  ClockSays({.left = 300});
  shell_.Script("POST /session/extend", 503, "");
  shell_.Script("GET /session", 503, "");
  shell_.Press("session.extend");
  EXPECT_EQ(shell_.timers.back(), 301 * 1000);
  shell_.FireTimer();
  EXPECT_EQ(shell_.path, "/ended");
  EXPECT_FALSE(shell_.Has("q.sex"));
}

TEST_F(Visiting, BeforeTheEndIsToldAClockWithoutAnAnswerIsLookedAtAgain) {
  BeginForm();
  ClockSays({.left = 1800});
  shell_.Script("GET /session", 503, "");
  shell_.FireTimer();
  EXPECT_EQ(shell_.path, "/form/2");
  EXPECT_FALSE(shell_.Has("problem")) << "nobody is told of what they did not ask for";
  EXPECT_EQ(shell_.timers.back(), 30 * 1000);
}

TEST_F(Visiting, WhatAnotherTabHasMovedForwardIsNotWarnedOf) {
  BeginForm();
  ClockSays({.left = 1800});
  ClockSays({.left = 900});
  EXPECT_FALSE(shell_.Has("session.warning"));
  EXPECT_EQ(shell_.timers.back(), 600 * 1000);
}

TEST_F(Visiting, AtTheLongestLimitNothingIsOfferedThatCannotBe) {
  BeginForm();
  ClockSays({.left = 1800});
  ClockSays({.left = 300, .most = 300});
  EXPECT_TRUE(shell_.Has("session.warning"));
  EXPECT_FALSE(shell_.Has("session.extend"));
}

TEST_F(Visiting, AfterTheEndNothingOfItIsOnTheScreen) {
  BeginForm();
  ClockSays({.left = 1800});
  End();
  EXPECT_EQ(shell_.path, "/ended");
  EXPECT_FALSE(shell_.Has("q.sex"));
  EXPECT_EQ(shell_.Text("person"), "Tunnistaudu");
}

TEST_F(Visiting, TheSamePersonComesBackToTheSameStepWithEverythingFilledIn) {
  BeginForm();
  ClockSays({.left = 1800});
  End();
  shell_.Press("session.identify");
  shell_.Press("test-persons.liisa");
  EXPECT_EQ(shell_.path, "/form/2");
  shell_.Press("back");
  ASSERT_TRUE(shell_.Has("q.age"));
  EXPECT_EQ((*shell_.Find("q.age"))["value"].AsString(), "52");
}

TEST_F(Visiting, TheSearchForATimeIsComeBackToAsItWas) {
  BeginForm();
  shell_.Answer("GET /fhir/Slot?service=kausirokotus", 200, Slots());
  shell_.Answer("GET /fhir/Appointment", 200, kNoAppointments);
  shell_.Navigate("/");
  shell_.Press("start.booking");
  shell_.Press("services.kausirokotus");
  shell_.Press("slots.wishes");
  shell_.Set("wish.place", "Lop");
  shell_.Set("wish.weekday", "2");
  shell_.Press("days.2026-11-25");
  ClockSays({.left = 1800});
  End();
  shell_.Press("session.identify");
  shell_.Press("test-persons.liisa");
  EXPECT_EQ(shell_.path, "/booking/times");
  EXPECT_EQ((*shell_.Find("wish.place"))["value"].AsString(), "Lop");
  EXPECT_TRUE(shell_.Is("days.2026-11-25", "selected"));
  EXPECT_EQ((*shell_.Find("wish.weekday"))["value"].AsString(), "2");
}

TEST_F(Visiting, AnotherPersonFindsNothingOfIt) {
  BeginForm();
  ClockSays({.left = 1800});
  End();
  shell_.Script("POST /session", 200, Session({.user = "p9", .acting_for = "p9"}));
  shell_.Press("session.identify");
  shell_.Press("test-persons.liisa");
  EXPECT_EQ(shell_.path, "/");
  EXPECT_TRUE(shell_.stored.empty());
  shell_.Navigate("/form/2");
  EXPECT_EQ(shell_.path, "/");
}

TEST_F(Visiting, GoingElsewhereAfterTheEndForgetsIt) {
  BeginForm();
  ClockSays({.left = 1800});
  End();
  EXPECT_FALSE(shell_.stored.empty());
  shell_.Navigate("/form/2");
  EXPECT_TRUE(shell_.stored.empty());
  shell_.Navigate("/form/2");
  EXPECT_FALSE(shell_.Has("q.sex"));
}

TEST_F(Visiting, StoppingForgetsItToo) {
  BeginForm();
  ClockSays({.left = 1800});
  End();
  shell_.Press("session.forget");
  EXPECT_EQ(shell_.path, "/");
  EXPECT_TRUE(shell_.stored.empty());
}

TEST_F(Visiting, WhoeverActedForAnotherGoesOnForThem) {
  BeginForm();
  shell_.Script("POST /session/acting-for", 200, Session({.acting_for = "p2"}));
  shell_.Press("person");
  shell_.Press("persons.p2");
  shell_.Press("start.findrisc");
  ClockSays({.acting_for = "p2", .left = 1800});
  End();
  shell_.Press("session.identify");
  shell_.Press("test-persons.liisa");
  EXPECT_EQ(shell_.Text("person"), "Aino Esimerkki");
  EXPECT_EQ(shell_.path, "/form/1");
}

TEST_F(Visiting, AReloadAfterTheEndStillWaitsForTheOneWhoseItIs) {
  BeginForm();
  const std::string stored = shell_.stored;
  TestShell fresh("fi", stored);
  EXPECT_EQ(fresh.path, "/ended");
  EXPECT_FALSE(fresh.Has("q.sex"));
  fresh.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
  fresh.Answer("POST /session", 200, Session({}));
  fresh.Press("session.identify");
  fresh.Press("test-persons.liisa");
  EXPECT_EQ(fresh.path, "/form/2");
}

TEST_F(Visiting, LogOutInAnotherTabEmptiesThisOne) {
  BeginForm();
  shell_.Script("GET /session", 200, kNobody);
  shell_.Tell("tabs", R"({"m":"signed-out"})");
  EXPECT_EQ(shell_.path, "/");
  EXPECT_TRUE(shell_.stored.empty());
  EXPECT_EQ(shell_.Text("problem"), "Kirjauduit ulos toisessa ikkunassa. Tiedot on poistettu myös täältä.");
  EXPECT_EQ((*shell_.Find("problem"))["title"].AsString(), "Olet kirjautunut ulos");
}

TEST_F(Visiting, APersonChangedInAnotherTabClosesWhatWasOpenHere) {
  BeginForm();
  shell_.Script("GET /session", 200, Session({.acting_for = "p2"}));
  shell_.Tell("tabs", R"({"m":"session"})");
  EXPECT_EQ(shell_.path, "/");
  EXPECT_EQ(shell_.Text("person"), "Aino Esimerkki");
  EXPECT_TRUE(shell_.stored.empty());
  EXPECT_NE(shell_.Text("problem").find("vaihtunut toisessa ikkunassa"), std::string::npos);
  EXPECT_EQ((*shell_.Find("problem"))["title"].AsString(), "Henkilö on vaihtunut");
}

TEST_F(Visiting, ChangesAreToldToTheOtherTabs) {
  BeginForm();
  EXPECT_EQ(shell_.told_tabs, "session");
  shell_.Script("DELETE /session", 204, "");
  shell_.Press("person");
  shell_.Press("sign-out");
  EXPECT_EQ(shell_.told_tabs, "signed-out");
}

TEST_F(Visiting, LogOutEndsTheProvidersSessionToo) {
  BeginForm();
  shell_.Script("DELETE /session", 200, R"({"href":"https://tunnistus.example/logout"})");
  shell_.Press("person");
  shell_.Press("sign-out");
  EXPECT_EQ(shell_.opened, "https://tunnistus.example/logout");
  EXPECT_FALSE(shell_.opened_window);
  EXPECT_EQ(shell_.path, "/");
  EXPECT_TRUE(shell_.stored.empty());
}

TEST_F(Visiting, AuthorityThatHasEndedLeadsToChoosingAnew) {
  BeginForm();
  ClockSays({.acting_for = "", .left = 1800});
  EXPECT_EQ(shell_.path, "/persons");
  EXPECT_TRUE(shell_.Has("persons.p1"));
  EXPECT_NE(shell_.Text("problem").find("on päättynyt"), std::string::npos);
  EXPECT_TRUE(shell_.stored.empty());
}

// Where the provider sends the resident back to.
std::string ReturnOf(const TestShell& shell) {
  return ParseJson(shell.requests.back().body).value()["returnTo"].AsString();
}

void LeaveForProvider(TestShell& shell) {
  shell.Answer("POST /session/identify", 200, R"({"href":"https://tunnistus.example/auth?state=1"})");
  if (shell.Has("person") && !shell.Has("identify.start")) shell.Press("person");
  shell.Press("identify.start");
}

// A new page at this address, with what the former one has stored.
class Back : public TestShell {
 public:
  Back(const std::string& kept, const std::string& to, const std::string& session, std::string_view entry = "app")
      : TestShell("fi", kept, session,
                  {{"GET /fhir/Slot?service=kausirokotus", Slots()}, {"GET /fhir/Appointment", kNoAppointments}},
                  entry) {
    Navigate(to);
  }
};

TEST(Provider, IdentificationLeadsToAnotherServerAndBack) {
  TestShell shell("fi", "", kProvider);
  shell.Press("start.findrisc");
  shell.Set("q.age", "52");
  shell.Press("form.submit");
  LeaveForProvider(shell);
  EXPECT_FALSE(shell.Has("test-persons.liisa"));
  EXPECT_EQ(shell.opened, "https://tunnistus.example/auth?state=1");
  EXPECT_EQ(ReturnOf(shell), "/form/2");
  const Back back(shell.stored, "/form/2", Session({}));
  EXPECT_EQ(back.path, "/form/2");
  EXPECT_EQ(back.Text("person"), "Liisa Esimerkki");
}

TEST(Provider, AServiceChosenBeforehandIsThereAfterwards) {
  TestShell shell("fi", "", kProvider);
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  LeaveForProvider(shell);
  EXPECT_EQ(ReturnOf(shell), "/booking/times");
  const Back back(shell.stored, "/booking/times", Session({}));
  EXPECT_EQ(back.path, "/booking/times");
  EXPECT_TRUE(back.Has("slots.kausirokotus") || back.Has("slots.s1")) << back.last_reply;
}

TEST(Provider, AServiceChosenBeforehandWaitsForItsRules) {
  TestShell shell("fi", "", kProvider);
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  LeaveForProvider(shell);
  TestShell back("fi", shell.stored, Session({}),
                 {{"GET /fhir/Slot?service=kausirokotus", Slots()},
                  {"GET /fhir/Appointment", kNoAppointments},
                  {"GET /fhir/HealthcareService", ""}});
  back.Navigate("/booking/times");
  EXPECT_EQ(back.path, "/");
  back.Deliver();
  EXPECT_EQ(back.path, "/booking/times");
}

// Whatever comes first when the page comes back: its texts, who is here, the services, the permissions, or the address.
TEST(Provider, AServiceChosenBeforehandIsThereInWhicheverOrderAnswersCome) {
  TestShell shell("fi", "", kProvider);
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  LeaveForProvider(shell);
  const std::string texts = "GET /content/i18n/fi.json";
  std::vector<std::string> order = {"GET /content/assets/permissions", "GET /fhir/HealthcareService", "GET /session",
                                    texts};
  std::sort(order.begin(), order.end());
  int orders = 0;
  do {
    for (std::size_t address = 0; address < order.size(); ++address) {
      TestShell back("fi", shell.stored, Session({}),
                     {{"GET /fhir/Slot?service=kausirokotus", Slots()},
                      {"GET /fhir/Appointment", kNoAppointments},
                      {"GET /content/assets/permissions", ""},
                      {"GET /fhir/HealthcareService", ""},
                      {"GET /session", ""},
                      {texts, ""}});
      back.Script("GET /content/assets/permissions", 200, FileText("assets/permissions/permissions.json"));
      back.Script(texts, 200, FileText("i18n/fi.json"));
      std::string what;
      bool texts_are_there = false;
      for (std::size_t i = 0; i < order.size(); ++i) {
        back.Deliver(order[i]);
        what += order[i] + "; ";
        texts_are_there = texts_are_there || order[i] == texts;
        // The shell tells the address once there is a screen.
        if (i == address) {
          if (!texts_are_there) break;
          back.Navigate("/booking/times");
          what += "address; ";
        }
      }
      if (!texts_are_there || what.find("address") == std::string::npos) continue;
      EXPECT_EQ(back.path, "/booking/times") << what;
      ++orders;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(orders, 60);
}

TEST(Provider, TheBeginningIsTheBeginningWhateverWasLookedForBefore) {
  Back shell("", "/", Session({}));
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  const Back at_once(shell.stored, "/", Session({}));
  EXPECT_EQ(at_once.path, "/");
  TestShell late("fi", shell.stored, "", {{"GET /session", ""}, {"GET /fhir/Slot?service=kausirokotus", Slots()}});
  late.Navigate("/");
  late.Deliver();
  EXPECT_EQ(late.path, "/");
}

TEST(Provider, WhoeverIdentifiesForAnotherFindsTheServiceAndNothingElse) {
  Back shell("", "/", Session({}));
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  shell.Press("slots.wishes");
  shell.Set("wish.place", "Lop");
  shell.Set("wish.weekday", "2");
  const Back self(shell.stored, "/booking/times", Session({}));
  EXPECT_EQ((*self.Find("wish.place"))["value"].AsString(), "Lop");
  EXPECT_EQ((*self.Find("wish.weekday"))["value"].AsString(), "2");
  const Back other(shell.stored, "/booking/times", Session({.acting_for = "p2"}));
  EXPECT_EQ(other.path, "/booking/no") << "what may be booked is decided anew";
  const Back stranger(shell.stored, "/booking/times", Session({.user = "p9", .acting_for = "p9"}));
  EXPECT_EQ(stranger.path, "/booking");
}

TEST(Provider, TheEntryForChatsIsComeBackTo) {
  TestShell shell("fi", "", kProvider, {}, "chat");
  shell.Press("chat.need.adult-social-work");
  LeaveForProvider(shell);
  EXPECT_EQ(ReturnOf(shell), "/chat.html#at=/chat/adult-social-work");
  const Back back(shell.stored, "/chat/adult-social-work", Session({}), "chat");
  EXPECT_EQ(back.path, "/contact");
  EXPECT_EQ(back.Text("person"), "Liisa Esimerkki");
}

TEST(Provider, InTheWebViewTheAppIsAskedAndComesBackToTheSameStep) {
  TestShell shell("fi", "", "", {}, "webview");
  IdentifyInWebView(shell);
  EXPECT_TRUE(shell.opened.empty()) << "never inside the web view";
  const Json asked = shell.asked_host;
  EXPECT_EQ(asked["m"].AsString(), "auth.start");
  EXPECT_EQ(asked["p"]["href"].AsString(), "https://tunnistus.example/auth");
  const std::string request = asked["p"]["request"].AsString();
  shell.Script("GET /session", 200, Session({}));
  shell.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  const auto done = [&](const std::string& of, const std::string& outcome) {
    shell.Tell("host", R"({"m":"auth.done","p":{"request":")" + of + R"(","outcome":")" + outcome + "\"}}");
  };
  done("another-request", "identified");
  EXPECT_EQ(shell.path, "/persons") << "nobody asked for this one";
  done(request, "identified");
  EXPECT_EQ(shell.path, "/appointments");
  EXPECT_EQ(shell.Text("person"), "Liisa Esimerkki");
}

TEST(Provider, ThatTheAppCouldNotIdentifyIsSaid) {
  TestShell shell("fi", "", "", {}, "webview");
  IdentifyInWebView(shell);
  const std::string request = shell.asked_host["p"]["request"].AsString();
  shell.Tell("host", R"({"m":"auth.done","p":{"request":")" + request + R"(","outcome":"failed"}})");
  EXPECT_EQ(shell.path, "/persons");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_TRUE(shell.Has("identify.start")) << "to be tried again";
  EXPECT_EQ(shell.CountRequests("GET /session"), 2) << "nobody is taken to be here";
}

TEST_F(Visiting, GoingToIdentifyForAnotherAfterTheEndSaysThatItHasEnded) {
  TestShell shell("fi", "",
                  R"({"level":"identified","authorisation":"service","identification":"provider","user":{"id":"p1",)"
                  R"("name":"Liisa Esimerkki"},"actingFor":)" +
                      PersonText("p1") + R"(,"mayActFor":[)" + PersonText("p1") + R"(],"epoch":1})");
  shell.Press("person");
  ASSERT_TRUE(shell.Has("persons.another"));
  shell.Answer("POST /session/authorise", 401, Outcome("not-identified"));
  shell.Press("persons.another");
  EXPECT_EQ(shell.path, "/ended");
}

TEST(Provider, TheAppSayingSoIdentifiesNobody) {
  TestShell shell("fi", "", "", {}, "webview");
  IdentifyInWebView(shell);
  shell.Tell("host", R"({"m":"auth.done","p":{"request":")" + shell.asked_host["p"]["request"].AsString() +
                         R"(","outcome":"identified"}})");
  EXPECT_EQ(shell.Text("person"), "Tunnistaudu");
  EXPECT_EQ(shell.path, "/persons");
}

TEST(Provider, WhoeverWantsToIdentifyAsksAgainWhenTheFirstQuestionGotNoAnswer) {
  TestShell shell("fi", "", kProvider, {{"GET /session", ""}});
  shell.Script("GET /session", 503, "");
  shell.Deliver();
  shell.Answer("GET /session/test-persons", 404, "");
  shell.Script("GET /session", 200, kProvider);
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  EXPECT_TRUE(shell.Has("identify.start"));
}

TEST(Provider, AnIdentificationThatFailedIsSaid) {
  TestShell shell;
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[]})");
  shell.Navigate("/notice/not-strong");
  EXPECT_EQ(shell.path, "/persons");
  EXPECT_NE(shell.Text("problem").find("vahva tunnistautuminen"), std::string::npos);
}

TEST(OtherWays, AreOnePressAwayWithNumbersAndHours) {
  TestShell shell;
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"amara","name":"Amara Prov"}]})");
  shell.Press("person");
  shell.Press("other-ways");
  EXPECT_EQ(shell.path, "/other-ways");
  EXPECT_EQ(shell.Text("page.title"), "Asioi puhelimitse tai tekstiviestillä");
  EXPECT_TRUE(shell.Has("other-ways.foster-parent"));
  EXPECT_NE(shell.last_reply.find("tel:"), std::string::npos);
  EXPECT_NE(shell.last_reply.find("sms:"), std::string::npos);
  EXPECT_NE(shell.last_reply.find(".hours"), std::string::npos);
  EXPECT_EQ(shell.last_reply.find("\"kind\":\"chat\""), std::string::npos) << "these need no identification";
}

TEST(OtherWays, AreShownInsteadOfAnErrorToWhoHasNoFinnishCode) {
  TestShell shell;
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"amara","name":"Amara Prov"}]})");
  shell.Answer("POST /session", 403,
               R"({"resourceType":"OperationOutcome","issue":[{"details":{"coding":[{"code":"not-served"}]}}]})");
  shell.Press("person");
  shell.Press("test-persons.amara");
  EXPECT_EQ(shell.path, "/other-ways");
  EXPECT_FALSE(shell.Has("problem"));
}

}  // namespace
}  // namespace eteinen::app
