#include "core/fhir/element.h"

#include <gtest/gtest.h>

namespace eteinen::fhir {
namespace {

Json Read(std::string_view text) { return *ParseJson(text); }

TEST(Extension, IsFoundByItsUrl) {
  const Json item = Read(R"({"extension":[{"url":"a","valueInteger":1},{"url":"b","valueString":"x"}]})");
  EXPECT_EQ(ExtensionValue(item, "b").key, "valueString");
  EXPECT_EQ(ExtensionValue(item, "b").value->AsString(), "x");
  EXPECT_FALSE(ExtensionValue(item, "c"));
}

TEST(Coding, IsTheSameByCodeAndSystemWhateverItsDisplay) {
  EXPECT_TRUE(SameCoding(Read(R"({"system":"s","code":"1","display":"yksi"})"), Read(R"({"system":"s","code":"1"})")));
  EXPECT_FALSE(SameCoding(Read(R"({"code":"1"})"), Read(R"({"system":"s","code":"1"})")));
}

TEST(Formats, OfDatesKnowLeapYears) {
  EXPECT_TRUE(IsFormat("date", "2024-02-29"));
  EXPECT_FALSE(IsFormat("date", "2023-02-29"));
  EXPECT_TRUE(IsFormat("date", "2023"));
  EXPECT_FALSE(IsFormat("date", "2023-2"));
}

TEST(Formats, OfDateTimesNeedAZoneOnceThereIsATime) {
  EXPECT_TRUE(IsFormat("dateTime", "2024-02"));
  EXPECT_TRUE(IsFormat("dateTime", "2024-02-29T10:00:00+02:00"));
  EXPECT_FALSE(IsFormat("dateTime", "2024-02-29T10:00:00"));
  EXPECT_FALSE(IsFormat("instant", "2024-02-29"));
}

TEST(Formats, OfUrisRefuseBackslashesAndBrokenUuids) {
  EXPECT_TRUE(IsFormat("uri", "Patient/1"));
  EXPECT_FALSE(IsFormat("uri", "c:\\temp\\example.txt"));
  EXPECT_TRUE(IsFormat("uri", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"));
  EXPECT_FALSE(IsFormat("uri", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520asdf"));
  EXPECT_TRUE(IsFormat("uri", "urn:oid:1.2.246.537"));
  EXPECT_FALSE(IsFormat("uri", "urn:oid:1.02"));
}

TEST(Formats, OfTimesMayHaveAFractionOfASecond) {
  EXPECT_TRUE(IsFormat("time", "09:15:30.25"));
  EXPECT_FALSE(IsFormat("time", "09:15:30."));
  EXPECT_FALSE(IsFormat("time", "24:00:00"));
  EXPECT_FALSE(IsFormat("time", "09:60:00"));
  EXPECT_TRUE(IsFormat("instant", "2026-11-24T09:15:30.250+02:00"));
  EXPECT_FALSE(IsFormat("instant", "2026-11-24"));
  EXPECT_FALSE(IsFormat("dateTime", "2026-11-24T09:15:30+15:00"));
}

TEST(Formats, OfUrisEscapeWithTwoHexadecimalDigits) {
  EXPECT_TRUE(IsFormat("uri", "https://example.org/a%20b%C3%A4"));
  EXPECT_FALSE(IsFormat("uri", "https://example.org/a%2"));
  EXPECT_FALSE(IsFormat("uri", "https://example.org/a%zz"));
}

TEST(Formats, OfCodesAndIdsHaveNoSpacesToSpare) {
  EXPECT_TRUE(IsFormat("code", "a b"));
  EXPECT_FALSE(IsFormat("code", " a"));
  EXPECT_FALSE(IsFormat("code", "a "));
  EXPECT_FALSE(IsFormat("code", "a  b"));
  EXPECT_FALSE(IsFormat("code", ""));
  EXPECT_TRUE(IsFormat("id", "a-1.B"));
  EXPECT_FALSE(IsFormat("id", "a b"));
  EXPECT_FALSE(IsFormat("id", std::string(65, 'a')));
}

TEST(Base64, IsMeasuredWithoutDecoding) {
  EXPECT_EQ(Base64Size("YWJj"), 3);
  EXPECT_EQ(Base64Size("YWI="), 2);
  EXPECT_EQ(Base64Size("YQ =="), 1);
  EXPECT_EQ(Base64Size("YQ"), std::nullopt);
}

TEST(CodePoints, CountLettersNotBytes) { EXPECT_EQ(CodePoints("hämärä"), 6); }

}  // namespace
}  // namespace eteinen::fhir
