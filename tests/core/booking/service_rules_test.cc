#include "core/booking/service_rules.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "core/booking/schedule.h"
#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Published;
using booking_test::ReadAsset;

std::vector<BookableService> AllPublished() {
  Json list = Json::MakeArray();
  for (const auto& entry : std::filesystem::directory_iterator("assets/services")) {
    if (entry.path().extension() == ".json") list.Append(ReadAsset("services/" + entry.path().filename().string()));
  }
  return ReadBookableServices(list).value();
}

// The rules of a service, to be spoilt.
Json& Rules(Json& service) {
  for (Json& extension : service.Find("extension")->MutableItems()) {
    if (extension["url"].AsString() == "urn:eteinen:booking") return *extension.Find("extension");
  }
  ADD_FAILURE() << "no rules";
  return service;
}

TEST(BookableService, ReadsThePublishedVaccination) {
  const BookableService service = Published("kausirokotus");
  EXPECT_EQ(service.id, "kausirokotus");
  EXPECT_EQ(service.Name("fi"), "Kausirokotus");
  EXPECT_EQ(service.Name("sv"), "Säsongsvaccination");
  EXPECT_EQ(service.Name("ar"), "Kausirokotus");
  EXPECT_EQ(service.mode, VisitMode::kOnSite);
  EXPECT_EQ(service.who, (std::vector<Relation>{Relation::kSelf, Relation::kGuardian, Relation::kMandate}));
  EXPECT_EQ(service.age.from_months, 6);
  EXPECT_EQ(service.book_notice_minutes, 60);
  EXPECT_EQ(service.horizon_days, 84);
  EXPECT_EQ(service.at_most_coming, 1);
  EXPECT_TRUE(service.Instructions("en").starts_with("Wear clothes"));
  EXPECT_FALSE(service.FeeText("sv").empty());
}

TEST(BookableService, EveryPublishedFileCanBeReadAndIsNamedInThreeLanguages) {
  const std::vector<BookableService> services = AllPublished();
  EXPECT_GE(services.size(), 20u);
  for (const BookableService& service : services) {
    EXPECT_NE(service.Name("sv"), service.Name("fi")) << service.id;
    EXPECT_NE(service.Name("en"), service.Name("fi")) << service.id;
  }
}

TEST(BookableService, EveryPublishedServiceSaysWhereItsRulesAreFromAndWhetherTheyHold) {
  for (const BookableService& service : AllPublished()) {
    std::set<std::string> said;
    for (const Json& extension : service.resource["extension"].Items()) said.insert(extension["url"].AsString());
    EXPECT_TRUE(said.contains("urn:eteinen:source") && said.contains("urn:eteinen:checked") &&
                said.contains("urn:eteinen:status"))
        << service.id;
  }
}

TEST(BookableService, EverythingBookedOnlineHasASchedule) {
  const std::vector<Schedule> schedules = ReadSchedules(ReadAsset("services/schedules/schedules.json")).value();
  for (const BookableService& service : AllPublished()) {
    bool has_schedule = !service.online;
    for (const Schedule& schedule : schedules) has_schedule = has_schedule || schedule.service == service.id;
    EXPECT_TRUE(has_schedule) << service.id;
  }
}

TEST(BookableService, EveryExitIsAChannelOfTheDirectory) {
  std::set<std::string> channels;
  for (const auto& entry : std::filesystem::directory_iterator("assets/directory")) {
    const Json file = ReadAsset("directory/" + entry.path().filename().string());
    if (file.Has("id")) channels.insert(file["id"].AsString());
    for (const Json& item : file["entry"].Items()) channels.insert(item["resource"]["id"].AsString());
  }
  for (const BookableService& service : AllPublished()) {
    for (const std::string& channel : service.fallback)
      EXPECT_TRUE(channels.contains(channel)) << service.id << channel;
  }
}

TEST(BookableService, RefusesARuleThatItDoesNotKnow) {
  Json service = ReadAsset("services/kausirokotus.json");
  Rules(service).Append(Json::MakeObject({{"url", "age-form"}, {"valueString", "P6M"}}));
  const Result<BookableService> result = ReadBookableService(service);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().message, "no such rule");
  EXPECT_EQ(result.error().path, "extension[urn:eteinen:booking].age-form");
}

TEST(BookableService, RefusesAnAgeThatIsNone) {
  Json service = ReadAsset("services/kausirokotus.json");
  Rules(service).Append(Json::MakeObject({{"url", "age-below"}, {"valueString", "65"}}));
  const Result<BookableService> result = ReadBookableService(service);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().message, "expected an age such as P6M or P12Y");
}

TEST(BookableService, RefusesAnAgeThatEndsBeforeItBegins) {
  Json service = ReadAsset("services/kausirokotus.json");
  Rules(service).Append(Json::MakeObject({{"url", "age-below"}, {"valueString", "P6M"}}));
  EXPECT_EQ(ReadBookableService(service).error().message, "the age ends before it begins");
}

TEST(BookableService, RefusesOneWithoutAnExit) {
  Json service = ReadAsset("services/kausirokotus.json");
  Json::Array& parts = Rules(service).MutableItems();
  std::erase_if(parts, [](const Json& part) { return part["url"].AsString() == "fallback"; });
  EXPECT_EQ(ReadBookableService(service).error().path, "extension[urn:eteinen:booking].fallback");
}

TEST(BookableServices, ReadsABundleAndNamesTheEntryOfAMistake) {
  Json bundle = Json::MakeObject({{"resourceType", "Bundle"}});
  Json& entries = bundle.Set("entry", Json::MakeArray());
  entries.Append(Json::MakeObject({{"resource", ReadAsset("services/kausirokotus.json")}}));
  EXPECT_EQ(ReadBookableServices(bundle).value().size(), 1u);
  entries.Append(Json::MakeObject({{"resource", Json::MakeObject({{"resourceType", "Location"}})}}));
  EXPECT_EQ(ReadBookableServices(bundle).error().path, "entry[1].resource.resourceType");
}

TEST(BookableServices, RefusesTwoOfOneId) {
  const Json service = ReadAsset("services/kausirokotus.json");
  EXPECT_EQ(ReadBookableServices(Json::MakeArray({service, service})).error().path, "[1]");
}

TEST(AgeRange, CountsMonthsFromTheBirthday) {
  const AgeRange range{11, 15};
  EXPECT_FALSE(range.Holds({2025, 1, 31}, {2025, 12, 30}));
  EXPECT_TRUE(range.Holds({2025, 1, 31}, {2025, 12, 31}));
  EXPECT_TRUE(range.Holds({2025, 1, 31}, {2026, 4, 30}));
  EXPECT_FALSE(range.Holds({2025, 1, 31}, {2026, 5, 1})) << "April lacks the 31st: the month is full on 1 May";
}

TEST(Durations, AreMonthsAndMinutes) {
  EXPECT_EQ(MonthsOf("P6M"), 6);
  EXPECT_EQ(MonthsOf("P12Y"), 144);
  EXPECT_EQ(MonthsOf("P1Y6M"), 18);
  EXPECT_EQ(MinutesOf("PT24H"), 1440);
  EXPECT_EQ(MinutesOf("PT1H30M"), 90);
  EXPECT_EQ(MinutesOf("PT0M"), 0);
}

TEST(Durations, AreNothingElse) {
  for (const char* text : {"", "P", "PT", "6M", "P6", "PM", "P-6M", "P6M1Y", "P6M6M", "P1D", "PT1H", "P99999999999Y"}) {
    EXPECT_EQ(MonthsOf(text), std::nullopt) << text;
  }
  for (const char* text : {"", "PT", "PT5", "PTH", "P1D", "PT-1H", "PT1M1H", "PT1H ", "PT999999999H"}) {
    EXPECT_EQ(MinutesOf(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace eteinen
