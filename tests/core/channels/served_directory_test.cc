// Which served directories are taken, and what is said of the others.
#include "core/channels/served_directory.h"

#include <gtest/gtest.h>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

constexpr CivilDay kToday{2026, 11, 24};

// The county's pack as a backend makes it, with one text replaced.
std::string Pack(std::string_view text = "", std::string_view replacement = "") {
  Json files = Json::MakeArray();
  for (const SourceFile& file : CountyFiles()) {
    files.Append(Json::MakeObject({{"name", file.name}, {"content", file.content}}));
  }
  const auto services = static_cast<std::int64_t>(County().channels.size());
  std::string pack = WriteJson(Json::MakeObject({{"channels", services}, {"files", std::move(files)}}));
  if (text.empty()) return pack;
  const std::size_t place = pack.find(text);
  EXPECT_NE(place, std::string::npos) << text;
  return place == std::string::npos ? pack : pack.replace(place, text.size(), replacement);
}

std::string Refusal(std::string_view pack, CivilDay today = kToday, std::int64_t at_least = 1) {
  const Result<Directory> directory = TakeServed(pack, today, at_least);
  if (directory.ok()) return "taken";
  return directory.error().path.empty() ? directory.error().message
                                        : directory.error().path + ": " + directory.error().message;
}

TEST(ServedDirectory, IsTakenWholeWithItsNewNumbers) {
  const Result<Directory> directory = TakeServed(Pack("03 629 6630", "03 629 9999"), kToday);
  ASSERT_TRUE(directory.ok()) << directory.error().message;
  EXPECT_EQ(directory->Find("terveysasema-janakkala")->number, "03 629 9999");
  EXPECT_EQ(directory->channels.size(), County().channels.size());
}

TEST(ServedDirectory, MayBeUsedThroughItsLastDay) {
  EXPECT_EQ(Refusal(Pack(), {2027, 11, 22}), "taken");
  EXPECT_EQ(Refusal(Pack(), {2027, 11, 23}), "version 3 of 2026-11-22 expired on 2027-11-22");
}

TEST(ServedDirectory, IsRefusedBeforeTheDayOfItsSignature) {
  EXPECT_EQ(Refusal(Pack(), {2026, 11, 21}), "version 3 of 2026-11-22 is of a day to come");
}

TEST(ServedDirectory, IsRefusedWhenItIsOlderThanTheBuildsOwn) {
  EXPECT_EQ(Refusal(Pack(), kToday, 4), "version 3 of 2026-11-22 is older than version 4");
  EXPECT_EQ(Refusal(Pack("\"version\":3", "\"version\":7"), kToday, 2), "taken");
}

TEST(ServedDirectory, IsRefusedWhenServicesAreMissing) {
  const std::string services = std::to_string(County().channels.size());
  EXPECT_EQ(Refusal(Pack("{\"channels\":" + services, "{\"channels\":99")),
            "is not whole: " + services + " of 99 services");
  EXPECT_EQ(Refusal(Pack("{\"channels\":" + services, "{\"chanels\":99")),
            "channels: expected a whole number, found nothing");
}

TEST(ServedDirectory, IsRefusedWhenItBreaksOff) {
  const std::string pack = Pack();
  EXPECT_NE(Refusal(std::string_view(pack).substr(0, pack.size() / 2)), "taken");
  EXPECT_NE(Refusal("<html>Bad gateway</html>"), "taken");
  EXPECT_NE(Refusal(""), "taken");
}

TEST(ServedDirectory, IsRefusedForOneWrongEntry) {
  EXPECT_EQ(Refusal(Pack("\"valueString\":\"Forssa\"", "\"valueString\":\"Fårssa\"")).find("assets/directory/"), 0U);
}

TEST(ServedDirectory, IsRefusedWithoutAnEdition) {
  EXPECT_EQ(Refusal(Pack("\"rules\":\"edition\"", "\"rules\":\"audition\"")),
            "assets/rules/edition.json: rules: unknown rules");
}

TEST(BuiltInDirectory, MayBePastItsLastDay) { EXPECT_TRUE(TakeBuiltIn(Pack()).ok()); }

TEST(BuiltInDirectory, HasTheVersionOfTheProjectsFiles) { EXPECT_EQ(BuiltInVersion(), County().edition.version); }

}  // namespace
}  // namespace eteinen::channels
