// One seeded fault a test: the linter must find exactly that.
#include "core/channels/lint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

constexpr CivilDay kToday{2026, 11, 22};

Channel& Edit(Directory& directory, std::string_view id) {
  return *std::find_if(directory.channels.begin(), directory.channels.end(),
                       [id](const Channel& channel) { return channel.id == id; });
}

std::string Found(const Directory& directory) {
  std::string text;
  for (const Finding& finding : Lint(directory, kToday)) text += finding.code + ": " + finding.message + "\n";
  return text;
}

// What reading finds when one text of one file is replaced.
std::string FoundInReading(std::string_view file, std::string_view text, std::string_view replacement) {
  std::string found;
  for (const Finding& finding : ReadDirectory(CountyFilesWith(file, text, replacement)).findings) {
    found += finding.code + ": " + finding.message + "\n";
  }
  return found;
}

constexpr char kChats[] = "assets/directory/chats.json";

TEST(Linter, FindsNothingInTheCountysDirectory) { EXPECT_EQ(Found(County()), ""); }

TEST(Linter, FindsANumberInTwoRoles) {
  Directory directory = County();
  Edit(directory, "kuntoutus").number = "03 629 6630";
  EXPECT_EQ(Found(directory),
            "number-in-two-roles: kuntoutus: has the number 03 629 6630 of \"terveysasema-janakkala\" without saying "
            "same-line-as\n");
}

TEST(Linter, FindsALineThatIsSaidToBeAnUnknownOne) {
  Directory directory = County();
  Edit(directory, "neuvola-lapset").same_line_as = "neuvolla";
  EXPECT_EQ(Found(directory),
            "unknown-line: neuvola-lapset: is the same line as \"neuvolla\", which is unknown\n"
            "number-in-two-roles: neuvola-lapset: has the number 03 629 6200 of \"neuvola\" without saying "
            "same-line-as\n");
}

TEST(Linter, FindsAClosureThatIsOver) {
  Directory directory = County();
  Edit(directory, "kuntoutus").hours.closures = {ClosedOn({2026, 7, 1}, {2026, 7, 31}),
                                                 ClosedOn({2026, 12, 28}, {2026, 12, 31})};
  EXPECT_EQ(Found(directory), "expired-closure: kuntoutus: a closure that is over on 2026-11-22\n");
}

TEST(Linter, FindsAnEntryThatWasToBeCheckedAgain) {
  Directory directory = County();
  Edit(directory, "kuntoutus").review = CivilDay{2026, 11, 21};
  EXPECT_EQ(Found(directory), "review-passed: kuntoutus: was to be checked again by 2026-11-21\n");
}

TEST(Linter, FindsAnEntryThatIsTrustedForEver) {
  Directory directory = County();
  Edit(directory, "kuntoutus").review.reset();
  EXPECT_EQ(Found(directory), "no-end-of-validity: kuntoutus: says neither review nor valid-until\n");
}

TEST(Linter, FindsAnEntryWhoseLastDayIsOver) {
  Directory directory = County();
  Edit(directory, "kuntoutus").valid_until = CivilDay{2026, 11, 21};
  EXPECT_EQ(Found(directory), "expired-entry: kuntoutus: was valid until 2026-11-21\n");
}

TEST(Linter, FindsHoursThatEndBeforeTheyBegin) {
  Directory directory = County();
  WeeklyHours& hours = Edit(directory, "kuntoutus").hours.weekly[0];
  std::swap(hours.start, hours.end);
  EXPECT_EQ(Found(directory),
            "inverted-hours: kuntoutus: ends before it begins; hours over midnight are said with overnight\n");
  Edit(directory, "kuntoutus").overnight = true;
  EXPECT_EQ(Found(directory), "");
}

TEST(Linter, FindsHoursThatOverlap) {
  EXPECT_EQ(FoundInReading(kChats, R"("availableTime":[)",
                           R"("availableTime":[{"daysOfWeek":["tue"],"availableStartTime":"19:00:00",)"
                           R"("availableEndTime":"21:00:00"},)"),
            "overlapping-hours: availableTime[1]: overlaps availableTime[0] on Tuesday 19.00–20.00\n");
}

TEST(Linter, FindsAClosureThatEndsBeforeItBegins) {
  EXPECT_EQ(FoundInReading(kChats, R"("availableTime":[)",
                           R"("notAvailable":[{"description":"loma","during":{"start":"2026-12-31",)"
                           R"("end":"2026-12-28"}}],"availableTime":[)"),
            "inverted-hours: ends before it begins\n");
}

TEST(Linter, FindsAnUnknownMunicipality) {
  EXPECT_EQ(
      FoundInReading("assets/directory/health-lines.json", R"("valueString":"Forssa")", R"("valueString":"Renko")"),
      "unknown-municipality: unknown municipality \"Renko\"\n");
}

TEST(Linter, FindsAMissingText) {
  const char* const name = R"("name":"Terveys-chat, sairaanhoitaja")";
  EXPECT_EQ(FoundInReading(kChats, name, R"("alias":[])"), "missing-text: has no name\n");
  EXPECT_EQ(FoundInReading(kChats, name, R"("name":" ")"), "missing-text: is empty\n");
  EXPECT_EQ(FoundInReading(kChats, R"("valueString":"Chat on maksuton.")", R"("valueString":"")"),
            "missing-text: is empty\n");
  EXPECT_EQ(FoundInReading(kChats, R"("valueString":"The chat is free of charge.")", R"("valueString":"\t")"),
            "missing-text: a translation without content\n");
}

TEST(Linter, TakesMidnightForTheEndOfTheDay) {
  Directory directory = County();
  Edit(directory, "kuntoutus").hours.weekly[0].end = kMidnight;
  EXPECT_EQ(Found(directory), "");
}

TEST(Linter, FindsAMissingTranslation) {
  Directory directory = County();
  Edit(directory, "kuntoutus-chat").name.sv.clear();
  Edit(directory, "kuntoutus-chat").notes[0].en.clear();
  EXPECT_EQ(Found(directory),
            "missing-translation: kuntoutus-chat: \"Kuntoutuksen chat\" has no Swedish text\n"
            "missing-translation: kuntoutus-chat: \"Chat on maksuton.\" has no English text\n");
}

TEST(Linter, FindsAHealthLineThatIsGivenAnotherNeed) {
  Directory directory = County();
  Edit(directory, "paivystysapu-116117").needs_passed_on.Add(Need::kBilling);
  EXPECT_EQ(Found(directory),
            "not-about-health: paivystysapu-116117: answers health matters only, but takes \"billing\"\n");
}

TEST(Linter, FindsAServiceThatOnlySpeakersCanReach) {
  Directory directory = County();
  Edit(directory, "sosiaali-ja-kriisipaivystys-teksti").needs.Remove(Need::kFamilies);
  EXPECT_EQ(Found(directory),
            "no-way-without-phone: \"families\" at urgency \"immediate\" can be reached only by speaking on the phone\n"
            "no-way-without-phone: \"families\" at urgency \"today\" can be reached only by speaking on the phone\n");
}

TEST(Linter, FindsAMunicipalityAndAnAgeThatOnlySpeakersServe) {
  Directory directory = County();
  Edit(directory, "paivystysapu-116117-teksti").needs_passed_on.Remove(Need::kOralHealth);
  Edit(directory, "suun-kiireellinen-teksti-hameenlinna").min_age = 18;
  Edit(directory, "suun-kiireellinen-teksti-forssan-seutu").places |= directory.Elsewhere();
  EXPECT_EQ(Found(directory),
            "no-way-without-phone: \"oral-health\" at urgency \"immediate\" can be reached only by speaking on the "
            "phone by a person of 0 from Hattula\n"
            "no-way-without-phone: \"oral-health\" at urgency \"today\" can be reached only by speaking on the "
            "phone by a person of 0 from Hattula\n");
}

}  // namespace
}  // namespace eteinen::channels
