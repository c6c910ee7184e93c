// The directory of channels as it comes from the backend, or from the build when the backend's cannot be used.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

// The served directory with another text in it.
std::string Served(const TestShell& shell, std::string_view text, std::string_view replacement) {
  std::string pack = shell.directory_pack;
  const std::size_t place = pack.find(text);
  EXPECT_NE(place, std::string::npos) << text;
  return place == std::string::npos ? pack : pack.replace(place, text.size(), replacement);
}

TEST(DirectoryOfTheBackend, BringsNewNumbersWithoutANewBuild) {
  TestShell before;
  TestShell shell("fi", "", "", {{"GET /content/directory.json", Served(before, "03 629 6630", "03 629 9999")}});
  shell.Press("start.contact");
  shell.Set("contact.place", "Janakkala");
  EXPECT_EQ((*shell.Find("channel.terveysasema-janakkala"))["number"].AsString(), "03 629 9999");
  EXPECT_FALSE(shell.Has("channels.built-in"));
  EXPECT_TRUE(shell.log.empty());
}

TEST(DirectoryOfTheBackend, IsRefusedWhenExpiredAndTheBuildsOwnIsUsedAndBothAreSaid) {
  TestShell before;
  TestShell shell("fi", "", "", {{"GET /content/directory.json", Served(before, "2027-11-22", "2026-11-23")}});
  ASSERT_EQ(shell.log.size(), 1U);
  EXPECT_EQ(shell.log[0], "directory: version 3 of 2026-11-22 expired on 2026-11-23; version 3 of this build is used");
  shell.Press("start.contact");
  EXPECT_EQ(shell.Text("channels.built-in"),
            "Uusimpia yhteystietoja ei juuri nyt saatu. Numerot ja aukioloajat ovat päivältä 22.11.2026.");
  shell.Set("contact.place", "Janakkala");
  EXPECT_EQ((*shell.Find("channel.terveysasema-janakkala"))["number"].AsString(), "03 629 6630");
}

TEST(DirectoryOfTheBackend, IsRefusedWhenBroken) {
  TestShell shell("fi", "", "", {{"GET /content/directory.json", "{\"channels\":1,\"files\":[]}"}});
  ASSERT_EQ(shell.log.size(), 1U);
  EXPECT_EQ(shell.log[0], "directory: is not whole: 0 of 1 services; version 3 of this build is used");
  shell.Press("start.contact");
  EXPECT_TRUE(shell.Has("channel.puhelinvaihde"));
}

TEST(DirectoryOfTheBackend, IsAskedForAgainWhereItMatters) {
  TestShell before;
  TestShell shell("fi", "", "",
                  {{"GET /content/directory.json", "broken"}, {"GET /content/directory.json", before.directory_pack}});
  EXPECT_EQ(shell.CountRequests("GET /content/directory.json"), 1);
  shell.Press("start.contact");
  EXPECT_EQ(shell.CountRequests("GET /content/directory.json"), 2);
  EXPECT_EQ(shell.CountRequests("GET /built-in/directory.json"), 1);
  EXPECT_FALSE(shell.Has("channels.built-in"));
}

TEST(DirectoryOfTheBackend, LeavesAWayOnWhenNothingCanBeHad) {
  TestShell shell("fi", "", "",
                  {{"GET /content/directory.json", "broken"}, {"GET /built-in/directory.json", "broken"}});
  EXPECT_EQ(shell.log.size(), 2U);
  shell.Press("start.contact");
  EXPECT_TRUE(shell.Has("problem"));
  EXPECT_TRUE(shell.Has("problem.retry"));
  EXPECT_TRUE(shell.Has("problem.phone"));
}

TEST(ContactPage, BeginsWithTheNeedThatTheRulesNameAndShowsTheOneChosen) {
  TestShell shell;
  shell.Press("start.contact");
  EXPECT_EQ((*shell.Find("contact.need"))["value"].AsString(), "health");
  EXPECT_EQ((*shell.Find("contact.need"))["options"].Items().size(), 18U);
  EXPECT_TRUE(shell.Has("channel.terveys-chat-nurse"));
  shell.Set("contact.need", "billing");
  EXPECT_TRUE(shell.Has("channel.asiakaslaskutus"));
  EXPECT_FALSE(shell.Has("channel.terveys-chat-nurse"));
}

}  // namespace
}  // namespace eteinen::app
