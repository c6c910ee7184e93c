#include "core/channels/directory.h"

#include <gtest/gtest.h>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

std::string Problem(const std::vector<SourceFile>& files) {
  const Result<Directory> directory = LoadDirectory(files);
  return directory.ok() ? "none" : directory.error().path + ": " + directory.error().message;
}

constexpr char kChats[] = "assets/directory/chats.json";

TEST(Directory, HoldsTheLinesOfTheLeaflet) {
  const std::pair<const char*, const char*> numbers[] = {
      {"hatanumero-112", "112"},
      {"paivystysapu-116117", "116 117"},
      {"synnytyksen-kiiretilanne", "03 629 2108"},
      {"sosiaali-ja-kriisipaivystys", "03 629 6560"},
      {"suun-kiireellinen", "03 629 6300"},
      {"terveysasema-forssan-seutu", "03 629 6629"},
      {"terveysasema-hameenlinnan-alue", "03 629 6627"},
      {"terveysasema-janakkala", "03 629 6630"},
      {"terveysasema-riihimaen-seutu", "03 629 6628"},
      {"kuntoutus", "03 629 6680"},
      {"kuntoutus-teksti", "040 629 6220"},
      {"mielenterveys-ja-paihdepalvelut", "03 629 6571"},
      {"mielenterveys-ja-paihdepalvelut-teksti", "040 629 6219"},
      {"suun-kiireeton", "03 629 6301"},
      {"aikuissosiaalityo", "03 629 6566"},
      {"aikuissosiaalityo-teksti", "040 629 6257"},
      {"ikaihmiset", "03 629 6620"},
      {"ikaihmiset-teksti", "040 629 6202"},
      {"vammaissosiaalityo", "03 629 6578"},
      {"vammaissosiaalityo-teksti", "040 629 6255"},
      {"lapsiperheet", "03 629 6565"},
      {"lapsiperheet-teksti", "040 629 6252"},
      {"perhesuunnittelu", "03 629 6201"},
      {"perhesuunnittelu-teksti", "040 629 6201"},
      {"neuvola", "03 629 6200"},
      {"neuvola-teksti", "040 629 6200"},
      {"asiakaslaskutus", "03 629 3179"},
      {"asiakaslaskutus-ikaihmiset", "03 629 6540"},
      {"taloudellinen-tuki", "03 629 6570"},
      {"puhelinvaihde", "03 629 629"},
      {"monikielinen-neuvonta", "+358 40 646 3733"},
      {"monikielinen-neuvonta-teksti", "+358 40 646 3733"},
      {"paivystysapu-116117-teksti", "040 629 6206"},
      {"suun-kiireellinen-teksti-forssan-seutu", "040 629 6196"},
      {"suun-kiireellinen-teksti-hameenlinna", "040 629 6194"},
      {"suun-kiireellinen-teksti-janakkala-riihimaki", "040 629 6195"},
      {"myrkytystietokeskus", "0800 147 111"},
  };
  for (const auto& [id, number] : numbers) {
    const Channel* channel = County().Find(id);
    ASSERT_NE(channel, nullptr) << id;
    EXPECT_EQ(channel->number, number) << id;
  }
}

std::string ClockOf(TimeOfDay time) {
  const int minutes = time.seconds / 60 % 60;
  return std::to_string(time.seconds / 3600) + (minutes == 0 ? "" : "." + std::to_string(minutes));
}

// The hours of a channel as "mon tue 9-15.30", one rule after the other.
std::string HoursOf(std::string_view id) {
  constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const Channel* channel = County().Find(id);
  if (channel == nullptr) return "none";
  std::string text;
  for (const WeeklyHours& rule : channel->hours.weekly) {
    for (int day = 0; day < 7; ++day) {
      if (rule.days.Has(static_cast<Weekday>(day))) text += std::string(kDays[day]) + " ";
    }
    const bool whole_day = rule.start == kMidnight && rule.end == kMidnight;
    text += whole_day ? "24" : ClockOf(rule.start) + "-" + ClockOf(rule.end);
  }
  return text;
}

TEST(Directory, KeepsTheHoursThatTheLeafletGives) {
  const std::string weekdays = "mon tue wed thu fri ";
  const std::pair<const char*, std::string> hours[] = {
      {"hatanumero-112", weekdays + "sat sun 24"},
      {"paivystysapu-116117", weekdays + "sat sun 24"},
      {"synnytyksen-kiiretilanne", weekdays + "sat sun 24"},
      {"sosiaali-ja-kriisipaivystys", weekdays + "sat sun 24"},
      {"ikaihmiset", weekdays + "9-15"},
      {"vammaissosiaalityo", weekdays + "9-12"},
      {"monikielinen-neuvonta", "mon wed fri 9-12"},
      {"monikielinen-neuvonta-teksti", "mon wed fri 9-12"},
      {"terveys-chat-nurse", weekdays + "8-20"},
      {"suun-chat-ajat", weekdays + "8-14"},
      {"suun-kiireeton", weekdays + "8-15"},
  };
  for (const auto& [id, text] : hours) {
    EXPECT_EQ(HoursOf(id), text) << id;
    EXPECT_EQ(County().Find(id)->hours_status, SourceStatus::kFromSource) << id;
  }
  const OpeningHours& counselling = County().Find("monikielinen-neuvonta")->hours;
  EXPECT_FALSE(StateAt(counselling, FromHelsinki({2027, 1, 6}, At(10))).open) << "Epiphany, a Wednesday";
}

TEST(Directory, GivesATextNumberTheHoursOfItsLine) {
  int compared = 0;
  for (const Channel& channel : County().channels) {
    if (channel.kind != Kind::kSms || !channel.id.ends_with("-teksti")) continue;
    const Channel* line = County().Find(std::string_view(channel.id).substr(0, channel.id.size() - 7));
    ASSERT_NE(line, nullptr) << channel.id;
    EXPECT_EQ(channel.hours, line->hours) << channel.id;
    ++compared;
  }
  EXPECT_GE(compared, 12);
}

TEST(Directory, HasEveryKindOfChannelWithItsSourceAndTheDayOfItsNextReview) {
  Set<Kind> kinds;
  for (const Channel& channel : County().channels) {
    kinds.Add(channel.kind);
    EXPECT_FALSE(channel.source.empty()) << channel.id;
    EXPECT_TRUE(channel.review || channel.valid_until) << channel.id;
  }
  EXPECT_EQ(kinds.bits(), (1U << kKinds) - 1);
}

TEST(Directory, KnowsTheLanguagesToChooseFromUnderTheirOwnNames) {
  ASSERT_GT(County().languages.size(), 5U);
  EXPECT_EQ(County().languages[0].code, "fi");
  EXPECT_EQ(County().languages[2].name, "English");
  const char* const file = "assets/rules/languages.json";
  EXPECT_EQ(Problem(CountyFilesWith(file, R"("code":"so")", R"("code":"so-SO")")),
            std::string(file) + ": languages[4].code: expected two or three small letters");
  EXPECT_EQ(Problem(CountyFilesWith(file, R"("Soomaali")", R"("")")),
            std::string(file) + ": languages[4].name: is empty");
}

TEST(Directory, GivesNamesInTheLanguageOfTheReader) {
  const Channel& line = *County().Find("paivystysapu-116117");
  EXPECT_EQ(line.name.In("fi"), "Päivystysapu 116 117");
  EXPECT_EQ(line.name.In("sv-FI"), "Jourhjälpen 116 117");
  EXPECT_EQ(line.name.In("en"), "Medical Helpline 116 117");
  EXPECT_EQ(line.name.In("ar"), "Päivystysapu 116 117");
  EXPECT_EQ(line.call_back.In("en"), "The call is answered at once, or you are called back within 15 minutes.");
}

TEST(Directory, GivesAddressesThatAPhoneCanDial) {
  EXPECT_EQ(County().Find("terveysasema-janakkala")->href, "tel:036296630");
  EXPECT_EQ(County().Find("monikielinen-neuvonta-teksti")->href, "sms:+358406463733");
}

TEST(Directory, HasAHealthStationInEachMunicipality) {
  std::size_t stations = 0;
  for (const Channel& channel : County().channels) {
    if (channel.kind != Kind::kVisit) continue;
    EXPECT_EQ(channel.places, PlaceSet{1} << stations);
    EXPECT_EQ(channel.address, County().municipalities[stations]);
    EXPECT_EQ(channel.status, SourceStatus::kExample);
    ++stations;
  }
  EXPECT_EQ(stations, County().municipalities.size());
}

TEST(Directory, KnowsItsEditionAndWhatTheContactPageBeginsWith) {
  EXPECT_EQ(County().edition.version, 3);
  EXPECT_EQ(County().edition.signed_on, (CivilDay{2026, 11, 22}));
  EXPECT_EQ(County().edition.expires, (CivilDay{2027, 11, 22}));
  EXPECT_EQ(County().contact_need, Need::kHealth);
  EXPECT_EQ(County().contact_urgency, Urgency::kRoutine);
}

TEST(Directory, ClosesAnEntryOutsideItsValidity) {
  const Result<Directory> directory =
      LoadDirectory(CountyFilesWith(kChats, R"({"url":"urn:eteinen:kind","valueCode":"chat"})",
                                    R"({"url":"urn:eteinen:kind","valueCode":"chat"},)"
                                    R"({"url":"urn:eteinen:valid-from","valueDate":"2026-11-24"},)"
                                    R"({"url":"urn:eteinen:valid-until","valueDate":"2026-11-25"})"));
  ASSERT_TRUE(directory.ok()) << directory.error().message;
  const OpeningHours& hours = directory->Find("terveys-chat-nurse")->hours;
  EXPECT_EQ(StateAt(hours, FromHelsinki({2026, 11, 23}, At(10))).until, FromHelsinki({2026, 11, 24}, At(8)));
  EXPECT_TRUE(StateAt(hours, FromHelsinki({2026, 11, 25}, At(19))).open);
  EXPECT_EQ(StateAt(hours, FromHelsinki({2026, 11, 26}, At(10))), OpenState());
}

TEST(Directory, ClosesAWebPageByItsDatedExceptions) {
  const Result<Directory> directory = LoadDirectory(
      CountyFilesWith("assets/directory/digital.json", R"("name":"Digitaalinen ajanvaraus")",
                      R"("notAvailable":[{"description":"huolto","during":{"start":"2026-11-24","end":"2026-11-24"}}],)"
                      R"("name":"Digitaalinen ajanvaraus")"));
  ASSERT_TRUE(directory.ok()) << directory.error().message;
  const Someone person = Someone().Identified();
  const auto first = [&](const Someone& when) {
    return Doors(when.Needing(Need::kHealth, Urgency::kAdmin), *directory);
  };
  EXPECT_EQ(first(Someone(person).At("2026-11-24 22.00")).substr(0, 27), "ajanvaraus@2026-11-25T00:00");
  EXPECT_EQ(first(Someone(person).At("2026-11-25 10.00")).substr(0, 11), "ajanvaraus ");
}

TEST(Directory, KnowsWhichHoursAreAssumptions) {
  EXPECT_EQ(County().Find("terveys-chat-nurse")->hours_status, SourceStatus::kFromSource);
  EXPECT_EQ(County().Find("kuntoutus-teksti")->hours_status, SourceStatus::kExample);
  const Directory proved = WithExampleHoursClosed(County());
  EXPECT_TRUE(proved.Find("kuntoutus-teksti")->hours.weekly.empty());
  EXPECT_FALSE(proved.Find("terveys-chat-nurse")->hours.weekly.empty());
}

TEST(Directory, TakesUnknownMunicipalitiesForElsewhere) {
  EXPECT_EQ(County().PlaceOf("Tampere"), County().Elsewhere());
  EXPECT_EQ(County().PlaceOf(""), County().Elsewhere());
  EXPECT_NE(County().PlaceOf("Ypäjä"), County().Elsewhere());
}

TEST(Directory, LeavesOutInactiveServices) {
  const Result<Directory> directory = LoadDirectory(CountyFilesWith(kChats, R"("active":true)", R"("active":false)"));
  ASSERT_TRUE(directory.ok());
  EXPECT_EQ(directory->Find("terveys-chat-nurse"), nullptr);
}

TEST(Directory, RefusesMistakesWithTheirFileAndPlace) {
  const std::string first = std::string(kChats) + ": entry[0].resource.";
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("valueCode":"chat")", R"("valueCode":"talk")")),
            first + "extension[3].valueCode: unknown kind \"talk\"");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("valueCode":"health")", R"("valueCode":"helth")")),
            first + "extension[4].valueCode: unknown need \"helth\"");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("urn:eteinen:effort")", R"("urn:eteinen:efort")")),
            first + "extension[17]: unknown extension \"efort\"");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("name":"Terveys-chat, sairaanhoitaja")", R"("name":5)")),
            first + "name: expected a string, found number");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("2026-11-22")", R"("2026-11-31")")),
            first + "extension[1].valueDate: not a day of the calendar, such as 2026-11-24");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, "08:00:00", "8.00")),
            first + "availableTime[0].availableStartTime: not a time of day, such as 09:00:00");
  EXPECT_EQ(Problem(CountyFilesWith(kChats, R"("id":"mipa-chat")", R"("id":"terveys-chat-nurse")")),
            std::string(kChats) + ": entry[1].resource.id: the id \"terveys-chat-nurse\" is also in " + kChats);
}

TEST(Directory, RefusesOverlappingHours) {
  EXPECT_EQ(
      Problem(
          CountyFilesWith(kChats, R"("availableTime":[)", R"("availableTime":[{"daysOfWeek":["tue"],"allDay":true},)")),
      std::string(kChats) +
          ": entry[0].resource.availableTime[1]: availableTime[1]: overlaps availableTime[0] on Tuesday 8.00–20.00");
}

TEST(Directory, RefusesAPlaceThatIsNotThere) {
  EXPECT_EQ(Problem(CountyFilesWith("assets/directory/health-stations.json", "Location/forssa", "Location/forsa")),
            "assets/directory/health-stations.json: entry[11].resource.location: "
            "no Location \"Location/forsa\" in the same Bundle");
}

TEST(Directory, RefusesAnEditionWithoutItsDays) {
  const char* const file = "assets/rules/edition.json";
  EXPECT_EQ(Problem(CountyFilesWith(file, R"("version":3)", R"("version":0)")),
            std::string(file) + ": version: expected 1 or more");
  EXPECT_EQ(Problem(CountyFilesWith(file, R"("expires":"2027-11-22")", R"("expires":"2026-11-21")")),
            std::string(file) + ": expires: is before signed");
}

TEST(Directory, RefusesUnknownMunicipalities) {
  EXPECT_EQ(Problem(CountyFilesWith("assets/directory/health-lines.json", R"("valueString":"Forssa")",
                                    R"("valueString":"Fårssa")")),
            "assets/directory/health-lines.json: entry[0].resource.extension[11].valueString: "
            "unknown municipality \"Fårssa\"");
}

TEST(Directory, RefusesRulesWithAHole) {
  EXPECT_EQ(Problem(CountyFilesWith("assets/rules/needs.json", R"("code":"billing")", R"("code":"health")")),
            "assets/rules: no rule for the need \"billing\"");
  EXPECT_EQ(Problem(CountyFilesWith("assets/rules/urgencies.json", R"("code":"today")", R"("code":"routine")")),
            "assets/rules/urgencies.json: urgencies: not every urgency has its rule");
  EXPECT_EQ(Problem({}), "assets/rules: no file has the rules \"municipalities\"");
}

}  // namespace
}  // namespace eteinen::channels
