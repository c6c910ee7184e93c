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

// What is said when `part` stands among the vaccination's rules, in place of the rule of its name.
std::string ErrorWith(const char* part) {
  const Json rule = ParseJson(part).value();
  Json service = ReadAsset("services/kausirokotus.json");
  std::erase_if(Rules(service).MutableItems(), [&](const Json& one) { return one["url"] == rule["url"]; });
  Rules(service).Append(rule);
  const Result<BookableService> result = ReadBookableService(service);
  if (result.ok()) return "none";
  const std::string prefix = "extension[urn:eteinen:booking]";
  EXPECT_TRUE(result.error().path.starts_with(prefix)) << result.error().path;
  return result.error().path.substr(prefix.size()) + ": " + result.error().message;
}

TEST(BookableService, RefusesAValueThatItsRuleCannotHave) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"url":"mode","valueCode":"post"})", ".mode: expected on-site, video or phone"},
      {R"({"url":"theme","valueCode":"money"})", ".theme: expected health or social"},
      {R"({"url":"group"})", ".group: expected a code"},
      {R"({"url":"order","valueInteger":-1})", ".order: expected a whole number from 0 to 10000"},
      {R"({"url":"order","valueInteger":10001})", ".order: expected a whole number from 0 to 10000"},
      {R"({"url":"order","valueInteger":1.5})", ".order: expected a whole number from 0 to 10000"},
      {R"({"url":"online","valueBoolean":"yes"})", ".online: expected a boolean"},
      {R"({"url":"assessment-need","valueCode":""})", ".assessment-need: expected a code"},
      {R"({"url":"fallback"})", ".fallback: expected a code"},
      {R"({"url":"fee","valueString":""})", ".fee: expected a text"},
      {R"({"url":"identification","valueCode":"weak"})", ".identification: expected required or none"},
      {R"({"url":"who","valueCode":"none"})", ".who: expected self, guardian or mandate"},
      {R"({"url":"who","valueCode":"friend"})", ".who: expected self, guardian or mandate"},
      {R"({"url":"age-from","valueString":"6"})", ".age-from: expected an age such as P6M or P12Y"},
      {R"({"url":"sex","valueString":"female"})", ".sex: expected a code"},
      {R"({"url":"sex","valueCode":"other"})", ".sex: expected female or male"},
      {R"({"url":"municipality"})", ".municipality: expected a text"},
      {R"({"url":"at-most-coming"})", ".at-most-coming: expected a whole number from 0 to 10000"},
      {R"({"url":"minutes","valueInteger":"10"})", ".minutes: expected a whole number from 0 to 10000"},
      {R"({"url":"notice","valueString":"1 h"})", ".notice: expected a time such as PT24H or PT30M"},
      {R"({"url":"horizon-days"})", ".horizon-days: expected a whole number from 0 to 10000"},
      {R"({"url":"reminder-days"})", ".reminder-days: expected a whole number from 0 to 10000"},
      {R"({"url":"days-at-once"})", ".days-at-once: expected a whole number from 0 to 10000"},
      {R"({"url":"days-at-once","valueInteger":0})", ".days-at-once: expected at least one day"},
      {R"({"url":"earlier-offer"})", ".earlier-offer: expected a time such as PT24H or PT30M"},
      {R"({"url":"earlier-offer","valueString":"PT0M"})", ".earlier-offer: expected at least one minute"},
      {R"({"url":"season-first","valueDate":"1.10.2026"})", ".season-first: expected a date"},
      {R"({"url":"season-last","valueDate":"2026-02-30"})", ".season-last: expected a date"},
  };
  for (const auto& [part, error] : cases) EXPECT_EQ(ErrorWith(part), error) << part;
}

TEST(BookableService, RefusesAChangeOrAFormThatIsNotWhole) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"url":"move"})", ".move[0].extension: expected an array, found nothing"},
      {R"({"url":"move","extension":[]})", ".move[0]: says no notice"},
      {R"({"url":"cancel","extension":[{"url":"notice","valueString":"1 h"}]})",
       ".cancel[0].notice: expected a time such as PT24H or PT30M"},
      {R"({"url":"cancel","extension":[{"url":"age-from","valueString":"7"}]})",
       ".cancel[0].age-from: expected an age such as P6M or P12Y"},
      {R"({"url":"cancel","extension":[{"url":"age-below","valueString":"7"}]})",
       ".cancel[0].age-below: expected an age such as P6M or P12Y"},
      {R"({"url":"cancel","extension":[{"url":"at-most"}]})",
       ".cancel[0].at-most: expected a whole number from 0 to 10000"},
      {R"({"url":"cancel","extension":[{"url":"when","valueCode":"never"}]})", ".cancel[0].when: no such rule"},
      {R"({"url":"move","extension":[{"url":"notice","valueString":"PT1H"},{"url":"age-from","valueString":"P7Y"},)"
       R"({"url":"age-below","valueString":"P7Y"}]})",
       ".move[0]: the age ends before it begins"},
      {R"({"url":"form"})", ".form.extension: expected an array, found nothing"},
      {R"({"url":"form","extension":[]})", ".form: names no questionnaire"},
      {R"({"url":"form","extension":[{"url":"questionnaire"}]})", ".form.questionnaire: expected a text"},
      {R"({"url":"form","extension":[{"url":"notice","valueString":"soon"}]})",
       ".form.notice: expected a time such as PT24H or PT30M"},
      {R"({"url":"form","extension":[{"url":"colour","valueString":"red"}]})", ".form.colour: no such rule"},
  };
  for (const auto& [part, error] : cases) EXPECT_EQ(ErrorWith(part), error) << part;
}

TEST(BookableService, RefusesASeasonThatEndsBeforeItBegins) {
  Json service = ReadAsset("services/kausirokotus.json");
  std::erase_if(Rules(service).MutableItems(),
                [](const Json& part) { return part["url"].AsString().starts_with("season-"); });
  const auto season = [&](const char* first, const char* last) {
    Json spoilt = service;
    Rules(spoilt).Append(Json::MakeObject({{"url", "season-first"}, {"valueDate", first}}));
    Rules(spoilt).Append(Json::MakeObject({{"url", "season-last"}, {"valueDate", last}}));
    return ReadBookableService(spoilt);
  };
  EXPECT_TRUE(season("2026-11-01", "2026-11-01").ok()) << "of one day";
  const Result<BookableService> backwards = season("2026-11-02", "2026-11-01");
  ASSERT_FALSE(backwards.ok());
  EXPECT_EQ(backwards.error().message, "the season ends before it begins");
  EXPECT_EQ(backwards.error().path, "extension[urn:eteinen:booking].season-last");
}

TEST(BookableService, BookedOnlineSaysHowLongItTakesAndWhoMayBook) {
  for (const char* missing : {"minutes", "who"}) {
    Json service = ReadAsset("services/kausirokotus.json");
    std::erase_if(Rules(service).MutableItems(), [&](const Json& part) { return part["url"].AsString() == missing; });
    EXPECT_EQ(ReadBookableService(service).error().message, "a service that is booked online needs minutes and who")
        << missing;
  }
}

TEST(BookableService, TakesTheSexAndTheMunicipalitiesThatItIsFor) {
  Json service = ReadAsset("services/kausirokotus.json");
  Rules(service).Append(Json::MakeObject({{"url", "sex"}, {"valueCode", "female"}}));
  for (const char* municipality : {"Hausjärvi", "Loppi"}) {
    Rules(service).Append(Json::MakeObject({{"url", "municipality"}, {"valueString", municipality}}));
  }
  const BookableService read = ReadBookableService(service).value();
  EXPECT_EQ(read.sex, "female");
  EXPECT_EQ(read.municipalities, (std::vector<std::string>{"Hausjärvi", "Loppi"}));
}

TEST(BookableService, RefusesAResourceThatIsNoServiceWithANameAndRules) {
  const auto error = [](const char* resource) {
    const Result<BookableService> result = ReadBookableService(ParseJson(resource).value());
    return result.ok() ? "" : result.error().path + ": " + result.error().message;
  };
  EXPECT_EQ(error("{}"), "resourceType: expected a string, found nothing");
  EXPECT_EQ(error(R"({"resourceType":"HealthcareService"})"), "id: expected a string, found nothing");
  EXPECT_EQ(error(R"({"resourceType":"HealthcareService","id":"a"})"), "name: expected a string, found nothing");
  EXPECT_EQ(error(R"({"resourceType":"HealthcareService","id":"","name":"A"})"), "id: must not be empty");
  EXPECT_EQ(error(R"({"resourceType":"HealthcareService","id":"a","name":""})"), "name: must not be empty");
  EXPECT_EQ(error(R"({"resourceType":"HealthcareService","id":"a","name":"A"})"),
            "extension: a bookable service needs the extension urn:eteinen:booking");
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

TEST(BookableServices, RefusesWhatIsNoList) {
  EXPECT_EQ(ReadBookableServices(Json("kausirokotus")).error().message, "expected a list of services");
  EXPECT_EQ(ReadBookableServices(Json::MakeObject()).error().path, "entry");
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
