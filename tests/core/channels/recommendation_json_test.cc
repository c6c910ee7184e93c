// The lines of `eteinen recommend`.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/channels/no_dead_end.h"
#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

constexpr char kLine[] =
    R"({"urgency":"today","need":"health","person":{"ageYears":34,"municipality":"Janakkala"},"language":"fi",)"
    R"("now":"2026-11-24T07:15:00Z"})";

Result<Request> Read(const std::string& text) { return ReadRequest(ParseJson(text).value()); }

Json Reply(const Request& request) { return ToJson(County(), Recommend(County(), request), request); }

std::string Changed(std::string_view from, std::string_view to) {
  std::string text = kLine;
  return text.replace(text.find(from), from.size(), to);
}

std::string Problem(std::string_view from, std::string_view to) {
  const Result<Request> request = Read(Changed(from, to));
  return request.ok() ? "none" : request.error().path + ": " + request.error().message;
}

TEST(RecommendLine, IsReadWithItsDefaults) {
  const Result<Request> request = Read(kLine);
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->person.age_years, 34);
  EXPECT_FALSE(request->cannot_speak_on_phone);
  EXPECT_FALSE(request->identified);
  EXPECT_EQ(request->acting_for, ActingFor::kNone);
}

TEST(RecommendLine, CountsAgeFromTheBirthDateInFinland) {
  const auto age = [](std::string_view person, std::string_view now) {
    const Result<Request> request = Read(R"({"urgency":"today","need":"health","language":"fi","person":)" +
                                         std::string(person) + R"(,"now":")" + std::string(now) + R"("})");
    return request.ok() ? request->person.age_years : -1;
  };
  EXPECT_EQ(age(R"({"birthDate":"2008-11-24"})", "2026-11-23T21:59:59Z"), 17);
  EXPECT_EQ(age(R"({"birthDate":"2008-11-24"})", "2026-11-23T22:00:00Z"), 18);
  EXPECT_EQ(age(R"({"ageMonths":23})", "2026-11-23T22:00:00Z"), 1);
  EXPECT_EQ(age(R"({"ageYears":0,"ageMonths":5})", "2026-11-23T22:00:00Z"), 0);
}

TEST(RecommendLine, TakesLanguageTagsOfTheirShapeOnly) {
  const auto taken = [](std::string_view tag) { return Read(Changed("\"fi\"", "\"" + std::string(tag) + "\"")).ok(); };
  for (const char* tag : {"fi", "FI", "fse", "fi-simple", "sv-Latn-FI-x-foo", "de-1996", "i-klingon", "x-whatever"}) {
    EXPECT_TRUE(taken(tag)) << tag;
  }
  for (const char* tag : {"", "f", "x", "a-fi", "123", "f1", "-fi", "fi-", "fi--FI", "fi_FI", "suomenkieli",
                          "fi-suomenmaa", "fi-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q"}) {
    EXPECT_FALSE(taken(tag)) << tag;
  }
}

TEST(RecommendLine, IsRefusedWithThePlaceOfTheMistake) {
  EXPECT_EQ(Problem("today", "soon"), "urgency: unknown urgency \"soon\"");
  EXPECT_EQ(Problem("\"health\"", "\"teeth\""), "need: unknown need \"teeth\"");
  EXPECT_EQ(Problem("\"health\"", "3"), "need: expected a string, found number");
  EXPECT_EQ(Problem("\"ageYears\":34,", ""), "person: needs birthDate or ageYears");
  EXPECT_EQ(Problem("34", "-1"), "person.ageYears: expected 0 to 150");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"birthDate\":\"2026-11-25\""), "person.birthDate: is after now");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":{}"),
            "person.ownTeam.id: expected a string, found nothing");
  EXPECT_EQ(Problem("34,", "34,\"sex\":\"nainen\","), "person.sex: expected female, male, other or unknown");
  EXPECT_EQ(Problem("34,", "34,\"sex\":5,"), "person.sex: expected a string, found number");
  EXPECT_EQ(Problem("34,", "34,\"pregnant\":\"yes\","), "person.pregnant: expected true or false, found string");
  EXPECT_EQ(Problem("\"language\":\"fi\"", "\"language\":\"\""), "language: not a language tag, such as fi or sv-FI");
  EXPECT_EQ(Problem("07:15:00Z", "07:15:00"),
            "now: not a date-time with offset, such as 2026-11-24T09:15:00+02:00: no offset (Z, or such as +02:00)");
  EXPECT_EQ(Problem("\"language\"", "\"actingFor\":\"me\",\"language\""),
            "actingFor: expected none, guardian or mandate");
}

TEST(RecommendLine, IsRefusedForAnAgeATeamOrALanguageThatIsNone) {
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageMonths\":-1"), "person.ageMonths: expected 0 to 1800");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageMonths\":1801"), "person.ageMonths: expected 0 to 1800");
  EXPECT_EQ(Problem("34", "151"), "person.ageYears: expected 0 to 150");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"birthDate\":\"24.11.2026\""),
            "person.birthDate: not a day of the calendar, such as 2026-11-24");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":\"tiimi-4\""),
            "person.ownTeam: expected an object, found string");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":{\"id\":\"\"}"), "person.ownTeam.id: is empty");
  EXPECT_EQ(Problem("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":null"), "none");
  const std::string long_tag(36, 'a');
  for (const std::string& tag : {std::string("-fi"), std::string("fi-"), std::string("f i"), long_tag}) {
    EXPECT_EQ(Problem("\"fi\"", "\"" + tag + "\""), "language: not a language tag, such as fi or sv-FI") << tag;
  }
  EXPECT_EQ(Problem("\"fi\"", "\"es-419\""), "none");
}

TEST(RecommendLine, TakesTheHoursOfTheOwnTeam) {
  const Result<Request> request =
      Read(Changed("\"ageYears\":34",
                   R"("ageYears":34,"ownTeam":{"id":"tiimi-4","availability":{"availableTime":[{"daysOfWeek":["tue"],)"
                   R"("availableStartTime":"10:00:00","availableEndTime":"11:00:00"}]}})"));
  ASSERT_TRUE(request.ok()) << request.error().path << request.error().message;
  ASSERT_TRUE(request->person.own_team->hours);
  EXPECT_EQ(StateAt(*request->person.own_team->hours, request->now).until, FromHelsinki({2026, 11, 24}, At(10)));
  EXPECT_EQ(
      Problem("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":{\"id\":\"a\",\"availability\":{\"availableTime\":5}}")
          .substr(0, 27),
      "person.ownTeam.availability");
}

// What the verifier prints as the line that shows a finding.
TEST(RecommendLine, WrittenFromARequestAsksTheSame) {
  const Request requests[] = {
      Someone().Needing(Need::kHealth, Urgency::kToday),
      Someone().Of(15).From("Tampere").Speaking("so").WhoCannotSpeak().Needing(Need::kOralHealth, Urgency::kRoutine),
      Someone()
          .Of(70)
          .Identified()
          .WithOwnTeam("tiimi-4")
          .At("2026-11-28 3.15")
          .Needing(Need::kBilling, Urgency::kAdmin),
      Someone().Of(4).Identified().For(ActingFor::kGuardian).Needing(Need::kChildHealth, Urgency::kWithin3Days),
      Someone().Of(90).Identified().For(ActingFor::kMandate).Needing(Need::kHealth, Urgency::kEmergency),
  };
  for (const Request& request : requests) {
    const Result<Request> read = ReadRequest(ToLine(request));
    ASSERT_TRUE(read.ok()) << Describe(request) << ": " << read.error().path << " " << read.error().message;
    EXPECT_EQ(WriteJson(Reply(*read)), WriteJson(Reply(request))) << Describe(request);
    EXPECT_EQ(Describe(*read), Describe(request));
  }
}

TEST(RecommendReply, TellsChannelsWithTheirReasons) {
  const Request request = Read(kLine).value();
  const Json reply = Reply(request);
  EXPECT_EQ(WriteJson(reply["channels"]),
            R"([{"id":"paivystysapu-116117","kind":"phone","openNow":true,"number":"116 117",)"
            R"("because":[{"code":"open-now","answers":{"now":"2026-11-24T09:15:00+02:00"}},)"
            R"({"code":"solves-at-once","answers":{"need":"health","urgency":"today"}}]},)"
            R"({"id":"terveys-chat-nurse","kind":"chat","openNow":true,)"
            R"("because":[{"code":"open-now","until":"2026-11-24T20:00:00+02:00",)"
            R"("answers":{"now":"2026-11-24T09:15:00+02:00"}},)"
            R"({"code":"solves-at-once","answers":{"need":"health","urgency":"today"}}]}])");
}

// All that speaks against one channel.
std::string WhyNotInFull(const Request& request, std::string_view id) {
  const Json reply = Reply(request);
  for (const Json& one : reply["excluded"].Items()) {
    if (one["id"].AsString() == id) return WriteJson(one["because"]);
  }
  return "none";
}

TEST(RecommendReply, TellsEveryRuleThatSpeaksAgainstAChannelAndTheAnswersBehindIt) {
  EXPECT_EQ(WhyNotInFull(Read(kLine).value(), "mipa-chat"),
            R"([{"code":"not-this-need","need":"health","answers":{"need":"health"},)"
            R"("serves":["mental-health","substance-use"]},)"
            R"({"code":"not-this-urgency","urgency":"today","answers":{"urgency":"today"},)"
            R"("serves":["within-3-days","routine","self-care","admin"]}])");
  const Request night = Someone().Of(15).From("Forssa").At("2026-11-24 3.00").Needing(Need::kHealth, Urgency::kToday);
  EXPECT_EQ(WhyNotInFull(night, "mielenterveys-ja-paihdepalvelut-teksti"),
            R"([{"code":"not-this-need","need":"health","answers":{"need":"health"},)"
            R"("serves":["mental-health","substance-use"]},)"
            R"({"code":"not-this-urgency","urgency":"today","answers":{"urgency":"today"},)"
            R"("serves":["within-3-days","routine","self-care","admin"]},)"
            R"({"code":"too-young","minAge":18,"answers":{"ageYears":15}},)"
            R"({"code":"for-non-speakers","answers":{"cannotSpeakOnPhone":false,"language":"fi"}}])");
  EXPECT_EQ(WhyNotInFull(night, "terveysasema-janakkala").find("not-this-municipality") != std::string::npos, true);
}

TEST(RecommendReply, TellsTheNeedTooWhereItMakesTheMatterLessUrgent) {
  const std::string why = WhyNotInFull(Someone().Needing(Need::kGeneralInfo, Urgency::kToday), "hyvinvointisi-tueksi");
  EXPECT_NE(
      why.find(R"("code":"not-this-urgency","urgency":"routine","answers":{"need":"general-info","urgency":"today"})"),
      std::string::npos)
      << why;
}

TEST(RecommendReply, TellsThatAChannelOpensTooLateForTheUrgencyAndTheMoment) {
  EXPECT_EQ(
      WhyNotInFull(Someone().At("2026-11-24 21.00").Needing(Need::kHealth, Urgency::kToday), "terveys-chat-nurse"),
      R"([{"code":"opens-too-late","opensAt":"2026-11-25T08:00:00+02:00","latest":"2026-11-24T23:59:59+02:00",)"
      R"("answers":{"urgency":"today","now":"2026-11-24T21:00:00+02:00"}}])");
}

TEST(RecommendReply, TellsOfAChannelThatWouldFitThatOthersComeFirst) {
  const Request at_night = Someone().At("2026-11-25 2.30").Identified().Needing(Need::kHealth, Urgency::kSelfCare);
  EXPECT_EQ(WhyNotInFull(at_night, "terveys-chat-nurse"), R"([{"code":"others-first","answers":{}}])");
}

TEST(RecommendReply, HasNoFurtherObjectionsInAnEmergency) {
  EXPECT_EQ(WhyNotInFull(Someone().Needing(Need::kHealth, Urgency::kEmergency), "puhelinvaihde"),
            R"([{"code":"not-in-emergency","answers":{"urgency":"emergency"}}])");
}

TEST(RecommendReply, NamesFirstTheReasonForWhichTheChannelWasDropped) {
  for (std::size_t need = 0; need < kNeeds; ++need) {
    const Request request = Someone()
                                .Of(15)
                                .Speaking("so")
                                .WhoCannotSpeak()
                                .For(ActingFor::kMandate)
                                .Needing(static_cast<Need>(need), Urgency::kRoutine);
    for (const Excluded& excluded : Recommend(County(), request).excluded) {
      const std::vector<Excluded> all = ObjectionsTo(County(), request, excluded);
      ASSERT_FALSE(all.empty());
      EXPECT_EQ(all.front().because, excluded.because) << excluded.channel->id;
    }
  }
}

TEST(RecommendReply, TellsWhenAClosedChannelOpens) {
  const Request request = Read(Changed("07:15:00Z", "02:15:00Z")).value();
  const Json reply = Reply(request);
  EXPECT_EQ(WriteJson(reply["channels"].Items()[1]),
            R"({"id":"terveys-chat-nurse","kind":"chat","openNow":false,"opensAt":"2026-11-24T08:00:00+02:00",)"
            R"("because":[{"code":"opens-in-time","opensAt":"2026-11-24T08:00:00+02:00",)"
            R"("answers":{"now":"2026-11-24T04:15:00+02:00"}},)"
            R"({"code":"solves-at-once","answers":{"need":"health","urgency":"today"}}]})");
}

TEST(RecommendReply, CallsTheOwnTeamByItsOwnId) {
  const Request request = Read(Changed("\"ageYears\":34", "\"ageYears\":34,\"ownTeam\":{\"id\":\"tiimi-4\"}")).value();
  const Json reply = Reply(request);
  EXPECT_EQ(reply["channels"].Items()[0]["id"].AsString(), "tiimi-4");
  EXPECT_EQ(WriteJson(reply["channels"].Items()[0]["because"].Items()[1]),
            R"({"code":"own-team","answers":{"ownTeam":"tiimi-4"}})");
}

TEST(Reasons, HaveDifferentCodes) {
  std::vector<std::string_view> codes;
  for (const Reason reason : AllReasons()) codes.push_back(Code(reason));
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes.size(), kReasons);
  EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end());
  EXPECT_NE(codes.front(), "");
}

}  // namespace
}  // namespace eteinen::channels
