// What may be done for another is asked of one table, whatever it is: an assessment, a chat, a form, a care path, a
// booking. What the backend has not told is no, and no reason is ever given.
#include <gtest/gtest.h>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

constexpr const char* kNot = "Tätä ei voi tehdä tämän henkilön puolesta. Soita, niin autamme.";

// Helena, who acts for Tauno by a mandate; `may`: what the backend has told of it, "" when it told nothing.
std::string Mandate(const std::string& may) {
  const std::string self = R"({"id":"p1","name":"Helena Kokeilu","birthDate":"1969-07-08","municipality":"Riihimäki",)"
                           R"("relation":"self","initial":"H"})";
  const std::string other = R"({"id":"p2","name":"Tauno Kokeilu","birthDate":"1941-01-25","municipality":"Riihimäki",)"
                            R"("relation":"mandate","initial":"T")" +
                            (may.empty() ? "" : ",\"may\":" + may) + "}";
  return R"({"level":"identified","user":{"id":"p1","name":"Helena Kokeilu"},"actingFor":)" + other +
         R"(,"mayActFor":[)" + self + "," + other + R"(],"epoch":1})";
}

constexpr const char* kSocialAlone = R"({"health":[],"social":["assess","chat","care-path","form","book"]})";
constexpr const char* kHealthAlone = R"({"health":["assess","chat","care-path","form","book"],"social":[]})";

// The list of questionnaires as the backend gives it: one that is sent in a name, and one that names nobody.
std::string FormList() {
  Json entries = Json::MakeArray();
  for (const char* id : {"contact-other", "feedback-service"}) {
    const Json form = *ParseJson(FileText("assets/questionnaires/" + std::string(id) + ".json"));
    Json entry = Json::MakeObject({{"id", id}, {"language", "fi"}, {"title", form["title"]}});
    entry.Set("extension", form["extension"]);
    entries.Append(std::move(entry));
  }
  return WriteJson(Json::MakeObject({{"questionnaires", std::move(entries)}}));
}

void ExpectRefused(const TestShell& shell) {
  EXPECT_EQ(shell.Text("problem"), kNot);
  EXPECT_EQ(shell.focus, "problem");
  EXPECT_TRUE(shell.Has("problem.phone")) << "the other way";
}

TEST(OnBehalf, AnAssessmentBeginsWithTheRightToAssessAlone) {
  TestShell with("fi", "", Mandate(kHealthAlone));
  with.Press("start.findrisc");
  EXPECT_TRUE(with.Has("q.age"));
  TestShell without("fi", "", Mandate(kSocialAlone));
  without.Press("start.findrisc");
  EXPECT_EQ(without.path, "/");
  EXPECT_FALSE(without.Has("q.age"));
  ExpectRefused(without);
}

TEST(OnBehalf, WhatTheBackendHasNotToldIsNo) {
  TestShell shell("fi", "", Mandate(""));
  shell.Press("start.findrisc");
  ExpectRefused(shell);
  TestShell broken("fi", "", Mandate(R"({"health":"all"})"));
  broken.Press("start.findrisc");
  ExpectRefused(broken);
}

TEST(OnBehalf, AFormInANameAsksTheTableAndFeedbackWithoutOneDoesNot) {
  TestShell shell("fi", "", Mandate(kSocialAlone));
  shell.Answer("GET /fhir/QuestionnaireResponse", 200, R"({"resourceType":"Bundle","entry":[]})");
  shell.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  shell.Answer("GET /content/questionnaires.json", 200, FormList());
  shell.Press("start.forms");
  shell.Press("forms.contact-other");
  EXPECT_EQ(shell.path, "/forms");
  ExpectRefused(shell);
  shell.Press("forms.feedback-service");
  EXPECT_TRUE(shell.path.starts_with("/form/")) << shell.path;
  EXPECT_FALSE(shell.Has("problem"));
}

TEST(OnBehalf, AChatIsOfferedByTheThemeOfTheMatter) {
  for (const bool health : {true, false}) {
    TestShell shell("fi", "", Mandate(health ? kHealthAlone : kSocialAlone));
    shell.Press("start.contact");
    shell.Set("contact.need", "health");
    EXPECT_EQ(shell.Has("choose.terveys-chat-nurse"), health);
    EXPECT_TRUE(shell.Has("choose.terveysasema-riihimaen-seutu")) << "the phone is there in any case";
  }
}

// The right ended while the screen was open: the button that is still there hands nothing over.
TEST(OnBehalf, AChatAsksTheTableAgainWhenItIsOpened) {
  TestShell shell("fi", "", Mandate(kHealthAlone));
  shell.Press("start.contact");
  shell.Set("contact.need", "health");
  shell.Press("choose.terveys-chat-nurse");
  ASSERT_TRUE(shell.Has("channel.start"));
  shell.Script("GET /session", 200, Mandate(kSocialAlone));
  shell.Tell("tabs", R"({"m":"session"})");
  EXPECT_FALSE(shell.Has("channel.start"));
  EXPECT_TRUE(shell.Has("channel.gone"));
  EXPECT_TRUE(shell.chats.empty());
}

TEST(OnBehalf, ABookingIsRefusedBeforeATimeIsChosen) {
  TestShell with("fi", "", Mandate(kHealthAlone));
  with.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  with.Answer("GET /fhir/Slot", 200, R"({"resourceType":"Bundle","entry":[]})");
  with.Press("start.booking");
  with.Press("services.kausirokotus");
  EXPECT_EQ(with.path, "/booking/times");
  TestShell without("fi", "", Mandate(kSocialAlone));
  without.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  without.Press("start.booking");
  without.Press("services.kausirokotus");
  EXPECT_EQ(without.path, "/booking/no");
  EXPECT_EQ(without.CountRequests("GET /fhir/Slot"), 0);
}

TEST(OnBehalf, CarePathsOpenForThoseWhoMayFollowThem) {
  const std::string pages = R"({"pages":[)" + FileText("assets/pages/care-paths.json") + "]}";
  for (const bool may : {true, false}) {
    TestShell shell("fi", "", Mandate(may ? kHealthAlone : kSocialAlone));
    shell.Answer("GET /content/pages.json", 200, pages);
    shell.Press("start.more");
    shell.Press("pages.care-paths");
    EXPECT_EQ(shell.Text("page.title"), "Omat hoitopolut");
    EXPECT_EQ(shell.Has("page.block0"), may);
    EXPECT_EQ(shell.Has("page.not-permitted"), !may);
    if (may) continue;
    EXPECT_EQ(shell.Text("page.not-permitted"), kNot);
    EXPECT_TRUE(shell.Has("exits.phone")) << "the other way";
  }
}

TEST(OnBehalf, NobodyIsAskedForARightInTheirOwnMatter) {
  TestShell shell;
  shell.Press("start.findrisc");
  EXPECT_TRUE(shell.Has("q.age"));
}

}  // namespace
}  // namespace eteinen::app
