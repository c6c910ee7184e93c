// What is said of a mistake in a file of the directory or of its rules: the place and the words that its author reads.
#include <gtest/gtest.h>

#include "core/channels/directory.h"
#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

constexpr std::string_view kRequired[] = {
    R"({"url":"urn:eteinen:source","valueString":"a leaflet"})",
    R"({"url":"urn:eteinen:checked","valueDate":"2026-11-22"})",
    R"({"url":"urn:eteinen:status","valueCode":"example"})",
    R"({"url":"urn:eteinen:kind","valueCode":"visit"})",
    R"({"url":"urn:eteinen:need","valueCode":"health"})",
    R"({"url":"urn:eteinen:urgency","valueCode":"routine"})",
    R"({"url":"urn:eteinen:language","valueCode":"fi"})",
    R"({"url":"urn:eteinen:always-available","valueBoolean":true})",
};

// The least that an entry needs.
Json Entry() {
  Json entry = ParseJson(R"({"resourceType":"HealthcareService","id":"x","name":"X"})").value();
  Json& extensions = entry.Set("extension", Json::MakeArray());
  for (const std::string_view one : kRequired) extensions.Append(ParseJson(one).value());
  return entry;
}

Result<Directory> WithFile(const Json& content) {
  std::vector<SourceFile> files = CountyFiles();
  files.push_back({"x.json", content});
  return LoadDirectory(files);
}

std::string Problem(const Result<Directory>& directory) {
  return directory.ok() ? "" : directory.error().path + ": " + directory.error().message;
}

// What is said of an entry with one more extension, after its eight.
std::string Extended(const char* extension) {
  Json entry = Entry();
  entry.Find("extension")->Append(ParseJson(extension).value());
  return Problem(WithFile(entry));
}

// What is said of an entry without the extension.
std::string Without(std::string_view name) {
  Json entry = Entry();
  std::erase_if(entry.Find("extension")->MutableItems(),
                [&](const Json& one) { return one["url"].AsString() == "urn:eteinen:" + std::string(name); });
  return Problem(WithFile(entry));
}

TEST(EntryMistakes, AnEntryAloneInAFileIsRead) {
  const Result<Directory> directory = WithFile(Entry());
  ASSERT_TRUE(directory.ok()) << Problem(directory);
  EXPECT_TRUE(directory->Find("x")->always_available);
}

TEST(EntryMistakes, ValuesThatTheirExtensionCannotHave) {
  const std::string at = "x.json: extension[8]";
  const std::pair<const char*, const char*> cases[] = {
      {R"({"url":"urn:eteinen:urgency","valueCode":"soon"})", ".valueCode: unknown urgency \"soon\""},
      {R"({"url":"urn:eteinen:audience","valueCode":"all"})", ".valueCode: unknown audience \"all\""},
      {R"({"url":"urn:eteinen:identification","valueCode":"weak"})", ".valueCode: unknown identification \"weak\""},
      {R"({"url":"urn:eteinen:on-behalf","valueCode":"friend"})", ".valueCode: unknown on-behalf \"friend\""},
      {R"({"url":"urn:eteinen:public-holidays","valueCode":"half"})", ".valueCode: unknown public-holidays \"half\""},
      {R"({"url":"urn:eteinen:hours-status","valueCode":"true"})", ".valueCode: unknown status \"true\""},
      {R"({"url":"urn:eteinen:colour","valueCode":"red"})", ".valueCode: unknown extension \"colour\""},
      {R"({"url":"urn:eteinen:emergency","valueBoolean":true})", ": unknown extension \"emergency\""},
      {R"({"url":"urn:eteinen:emergency-line","valueBoolean":"true"})",
       ".valueBoolean: expected true or false, found string"},
      {R"({"url":"urn:eteinen:min-age","valueInteger":1.5})", ".valueInteger: expected a whole number, found number"},
      {R"({"url":"urn:eteinen:min-age","valueInteger":-1})", ".valueInteger: expected 0 to 150"},
      {R"({"url":"urn:eteinen:max-age","valueInteger":151})", ".valueInteger: expected 0 to 150"},
      {R"({"url":"urn:eteinen:age","valueInteger":15})", ": unknown extension \"age\""},
      {R"({"url":"urn:eteinen:since","valueDate":"2026-11-22"})", ": unknown extension \"since\""},
      {R"({"url":"urn:eteinen:note"})", ".valueString: expected a string, found nothing"},
      {R"({"url":"urn:eteinen:note","valueString":" "})", ".valueString: is empty"},
      {R"({"url":"urn:eteinen:remark","valueString":"a"})", ": unknown extension \"remark\""},
  };
  for (const auto& [extension, error] : cases) EXPECT_EQ(Extended(extension), at + error) << extension;
  EXPECT_EQ(Extended(R"({"url":"http://elsewhere.example","valueBoolean":true})"), "") << "not ours";
}

TEST(EntryMistakes, WhatIsMissingOrContradictsItself) {
  const std::string at = "x.json: extension: ";
  EXPECT_EQ(Without("kind"), at + "has no kind");
  for (const char* name : {"source", "checked", "status"}) {
    EXPECT_EQ(Without(name), at + "needs source, checked and status") << name;
  }
  EXPECT_EQ(Without("urgency"), at + "names no urgency");
  EXPECT_EQ(Without("need"), at + "names no need");
  EXPECT_EQ(Without("language"), at + "names no language");
  EXPECT_EQ(Without("always-available"), "x.json: availableTime: needs either hours or always-available");
  EXPECT_EQ(Extended(R"({"url":"urn:eteinen:max-age","valueInteger":150})"), "");
  EXPECT_EQ(Extended(R"({"url":"urn:eteinen:kind","valueCode":"phone"})"), "x.json: telecom: has no number");
  Json ages = Entry();
  ages.Find("extension")->Append(ParseJson(R"({"url":"urn:eteinen:min-age","valueInteger":18})").value());
  ages.Find("extension")->Append(ParseJson(R"({"url":"urn:eteinen:max-age","valueInteger":17})").value());
  EXPECT_EQ(Problem(WithFile(ages)), at + "min-age is over max-age");
}

TEST(EntryMistakes, WhatIsNoEntry) {
  const auto with = [](std::string_view member, const char* value) {
    Json entry = Entry();
    value == nullptr ? entry.Erase(member) : static_cast<void>(entry.Set(member, ParseJson(value).value()));
    return Problem(WithFile(entry));
  };
  EXPECT_EQ(with("resourceType", "\"Organization\""),
            "x.json: resourceType: expected a HealthcareService, a Location or a Bundle of them");
  EXPECT_EQ(with("id", nullptr), "x.json: id: expected a string, found nothing");
  EXPECT_EQ(with("id", "\"\""), "x.json: id: is empty");
  EXPECT_EQ(with("name", nullptr), "x.json: name: has no name");
  EXPECT_EQ(with("name", "\" \""), "x.json: name: is empty");
  EXPECT_EQ(with("extension", nullptr), "x.json: extension: expected an array, found nothing");
  EXPECT_EQ(with("telecom", "{}"), "x.json: telecom: expected an array, found object");
  EXPECT_EQ(with("telecom", "[]"), "x.json: telecom: expected one number");
  EXPECT_EQ(with("telecom", "[{}]"), "x.json: telecom[0].value: expected a string, found nothing");
}

// A rules file of the county with one text replaced.
std::string Rules(const std::string& name, std::string_view text, std::string_view replacement) {
  const std::string file = "assets/rules/" + name + ".json";
  const std::string problem = Problem(LoadDirectory(CountyFilesWith(file, text, replacement)));
  return problem.starts_with(file + ": ") ? problem.substr(file.size() + 2) : "elsewhere: " + problem;
}

TEST(RuleMistakes, OfTheUrgencies) {
  const auto rules = [](std::string_view text, std::string_view replacement) {
    return Rules("urgencies", text, replacement);
  };
  EXPECT_EQ(rules(R"("rules":"urgencies")", R"("rules":"urgency")"), "rules: unknown rules");
  EXPECT_EQ(rules(R"("mostChannels":4)", R"("mostChannels":0)"), "mostChannels: expected 1 to 20");
  EXPECT_EQ(rules(R"("mostChannels":4)", R"("mostChannels":21)"), "mostChannels: expected 1 to 20");
  EXPECT_EQ(rules(R"("code":"today")", R"("code":"soon")"), "urgencies[2].code: unknown urgency \"soon\"");
  EXPECT_EQ(rules(R"("latestHours":72)", R"("latestHours":0)"), "urgencies[3].latestHours: expected 1 to 8784 hours");
  EXPECT_EQ(rules(R"("latestHours":72)", R"("latestHours":8785)"),
            "urgencies[3].latestHours: expected 1 to 8784 hours");
  EXPECT_EQ(rules(R"("latest":"end-of-day")", R"("latest":"tomorrow")"),
            "urgencies[2].latest: expected \"now\" or \"end-of-day\", or latestHours");
  EXPECT_EQ(rules(R"("countyLanguages":["fi","sv"])", R"("countyLanguages":[])"), "countyLanguages: names no language");
  EXPECT_EQ(rules(R"("contactPage":{"need":"health")", R"("contactPage":{"need":"all")"),
            "contactPage: needs a need and an urgency");
  EXPECT_EQ(rules(R"("unknownAge":30)", R"("unknownAge":151)"), "unknownAge: expected 0 to 150");
}

TEST(RuleMistakes, OfTheNeeds) {
  const auto rules = [](std::string_view text, std::string_view replacement) {
    return Rules("needs", text, replacement);
  };
  EXPECT_EQ(rules(R"("code":"health")", R"("code":"helth")"), "needs[0].code: unknown need \"helth\"");
  EXPECT_EQ(rules(R"("aboutHealth":true)", R"("aboutHealth":"yes")"),
            "needs[0].aboutHealth: expected true or false, found string");
  EXPECT_EQ(rules(R"("emergency","immediate")", R"("emergency","at-once")"),
            "needs[0].urgencies[1]: unknown urgency \"at-once\"");
  EXPECT_EQ(rules(R"(["emergency","immediate")", R"(["immediate","immediate")"),
            "needs[0].urgencies: needs \"emergency\" and at least one more");
}

TEST(RuleMistakes, OfTheEdition) {
  EXPECT_EQ(Rules("edition", R"("signed":"2026-11-22")", R"("signed":"22.11.2026")"),
            "signed: not a day of the calendar, such as 2026-11-24");
}

}  // namespace
}  // namespace eteinen::channels
