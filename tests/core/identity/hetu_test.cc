#include "core/identity/hetu.h"

#include <gtest/gtest.h>

#include <string>

namespace eteinen::identity {
namespace {

TEST(Hetu, TellsTheBirthDateByItsCenturySign) {
  EXPECT_EQ(ParseHetu("131052-308T")->birth_date, (CivilDay{1952, 10, 13}));
  EXPECT_EQ(ParseHetu("290216A123D")->birth_date, (CivilDay{2016, 2, 29}));
  EXPECT_EQ(ParseHetu("010594Y9032")->birth_date, (CivilDay{1994, 5, 1}));
  EXPECT_EQ(ParseHetu("020504B904H")->birth_date, (CivilDay{2004, 5, 2}));
}

TEST(Hetu, TellsArtificialCodesFromRealOnes) {
  EXPECT_FALSE(ParseHetu("131052-308T")->artificial);
  EXPECT_TRUE(ParseHetu("010594Y9032")->artificial);
}

TEST(Hetu, AcceptsEveryCenturySignOfTheReform) {
  for (const std::string code :
       {"010594Y9021", "020594X903P", "020594X902N", "030594W903B", "030694W9024", "040594V9030", "040594V902Y",
        "050594U903M", "050594U902L", "010516B903X", "010516B902W", "020516C903K", "020516C902J", "030516D9037",
        "030516D9026", "010501E9032", "020502E902X", "020503F9037", "020504A902E", "290200A1239"}) {
    EXPECT_TRUE(ParseHetu(code)) << code;
  }
}

TEST(Hetu, AcceptsNoOtherCenturySign) {
  for (const char sign : std::string("GHTSZ*/_ 0a")) {
    EXPECT_FALSE(ParseHetu("131052" + std::string(1, sign) + "308T")) << sign;
  }
}

TEST(Hetu, KnowsLeapYears) {
  EXPECT_FALSE(ParseHetu("290200-123D")) << "1900 is no leap year";
  EXPECT_TRUE(ParseHetu("290200A1239")) << "2000 is one";
}

TEST(Hetu, RefusesAWrongCheckCharacter) {
  EXPECT_FALSE(ParseHetu("131052-308X"));
  EXPECT_FALSE(ParseHetu("010190-999K"));
  EXPECT_FALSE(ParseHetu("010190-999Y"));
  EXPECT_TRUE(ParseHetu("010190-999W"));
}

TEST(Hetu, ExactlyOneCheckCharacterFits) {
  int fitting = 0;
  for (char c = '!'; c <= '~'; ++c) fitting += ParseHetu("131052-308" + std::string(1, c)).has_value();
  EXPECT_EQ(fitting, 1);
}

TEST(Hetu, RefusesIndividualNumbersThatAreNotGiven) {
  const std::string checks = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  for (const int number : {0, 1}) {
    const std::string code = "131052-00" + std::to_string(number) + checks[(131052000 + number) % 31];
    EXPECT_FALSE(ParseHetu(code)) << code;
  }
  EXPECT_TRUE(ParseHetu("131052-002" + std::string(1, checks[131052002 % 31])));
}

TEST(Hetu, IsJudgedAsTyped) {
  EXPECT_FALSE(ParseHetu("131052-308t"));
  EXPECT_FALSE(ParseHetu(" 131052-308T"));
  EXPECT_FALSE(ParseHetu("131052-308T "));
  EXPECT_FALSE(ParseHetu("131052308T"));
  EXPECT_FALSE(ParseHetu("131052–308T")) << "an en dash";
  EXPECT_FALSE(ParseHetu(""));
}

TEST(Hetu, TellsTheCenturyOfEachSign) {
  const std::string checks = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  // The leap day of 1896, 1996 and 2004, and of years that have none.
  for (const auto& [signs, year] : {std::pair("+", 1896), {"-YXWVU", 1996}, {"ABCDEF", 2004}}) {
    for (const char sign : std::string(signs)) {
      const int date = 290200 + year % 100;
      const std::string number = std::to_string(date) + "900";
      const std::string code = std::to_string(date) + sign + "900" + checks[std::stoul(number) % 31];
      const std::optional<Hetu> hetu = ParseHetu(code);
      ASSERT_TRUE(hetu) << code;
      EXPECT_EQ(hetu->birth_date, (CivilDay{year, 2, 29}));
      EXPECT_TRUE(hetu->artificial);
    }
  }
  for (const char sign : std::string("+-YXWVU")) {
    const std::string code = "290200" + std::string(1, sign) + "900" + checks[290200900 % 31];
    EXPECT_FALSE(ParseHetu(code)) << "neither 1800 nor 1900 has a leap day: " << code;
  }
}

TEST(Hetu, TakesNothingForADigitOrASignThatOnlyLooksLikeOne) {
  using namespace std::string_literals;
  for (const std::string& code : {"131052-308\0"s,
                                  "\0"
                                  "31052-308T"s,
                                  "131052\0"
                                  "308T"s,
                                  "131052-308T\0"s, "131052-308T\n"s, "\t31052-308T"s, "13105\xC2\xB2-308"s,
                                  "131052\xE2\x88\x92"
                                  "308"s,
                                  "+31052-308T"s, "131052--08T"s, "1310.2-308T"s, "131052a308T"s, "131052y308T"s,
                                  "131052-3O8T"s, "320152-308T"s, "001052-308T"s, "130052-308T"s, "131352-308T"s}) {
    EXPECT_FALSE(ParseHetu(code)) << code;
  }
}

}  // namespace
}  // namespace eteinen::identity
