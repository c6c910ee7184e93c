// Identification where the page itself cannot go to the provider: in a frame of another site, and in a web view whose
// app opens no browser.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"
#include "tests/core/app/provider.h"

namespace eteinen::app {
namespace {

constexpr const char* kByService =
    R"({"level":"identified","identification":"provider","authorisation":"service",)"
    R"("user":{"id":"p1","name":"Liisa Esimerkki"},"actingFor":{"id":"p1","name":"Liisa Esimerkki",)"
    R"("birthDate":"1988-03-02","municipality":"Janakkala","relation":"self","initial":"L"},"mayActFor":[],"epoch":1})";

TEST(Elsewhere, AnAppThatCannotOpenABrowserIsSaidAndAnotherWayShown) {
  TestShell shell("fi", "", "", {}, "webview");
  shell.host_identifies = false;
  IdentifyInWebView(shell);
  EXPECT_TRUE(shell.opened.empty()) << "never inside the web view";
  EXPECT_EQ(shell.Text("problem"),
            "Tässä sovelluksessa ei voi tunnistautua. Avaa palvelu puhelimesi selaimessa tai asioi puhelimitse.");
  EXPECT_TRUE(shell.Has("other-ways"));
  shell.Press("identify.start");
  EXPECT_EQ(shell.CountRequests("POST /session/identify"), 2) << "and it may be tried again";
}

TEST(Elsewhere, InAFrameTheSamePlaceIsOpenedInAWindowOfItsOwn) {
  TestShell shell("fi", "", kProvider, {}, "chat", true);
  shell.Press("chat.need.adult-social-work");
  shell.Press("person");
  EXPECT_TRUE(shell.Text("identify.hint").starts_with("Tämä sivu on toisen sivuston sisällä"))
      << shell.Text("identify.hint");
  shell.Press("identify.start");
  EXPECT_EQ(shell.opened, "/chat.html#at=/chat/adult-social-work");
  EXPECT_TRUE(shell.opened_window);
  EXPECT_EQ(shell.CountRequests("POST"), 0) << "nothing is begun whose cookie would be the frame's";
  EXPECT_TRUE(shell.Has("other-ways"));
}

TEST(Elsewhere, InAFrameNoTestPersonIsOfferedEither) {
  TestShell shell("fi", "", "", {}, "chat", true);
  shell.Answer("GET /session/test-persons", 200, R"({"persons":[{"id":"liisa","name":"Liisa Esimerkki"}]})");
  shell.Press("person");
  EXPECT_FALSE(shell.Has("test-persons.liisa"));
  shell.Press("identify.start");
  EXPECT_EQ(shell.opened, "/chat.html");
}

TEST(Elsewhere, InAFrameWhomToActForIsChosenInAWindowOfItsOwn) {
  TestShell shell("fi", "", kByService, {}, "chat", true);
  shell.Press("person");
  shell.Press("persons.another");
  EXPECT_EQ(shell.opened, "/chat.html#at=/persons");
  EXPECT_TRUE(shell.opened_window);
  EXPECT_EQ(shell.CountRequests("POST"), 0);
}

}  // namespace
}  // namespace eteinen::app
