#include "core/base/json.h"

#include <gtest/gtest.h>

namespace eteinen {
namespace {

Json Parsed(std::string_view text) {
  Result<Json> json = ParseJson(text);
  EXPECT_TRUE(json.ok()) << text;
  return json.ok() ? *json : Json();
}

Error Refused(std::string_view text, JsonLimits limits = {}) {
  Result<Json> json = ParseJson(text, limits);
  EXPECT_FALSE(json.ok()) << text;
  return json.ok() ? Error{} : json.error();
}

TEST(Json, GivesBackWhatWasReadWithItsOrderAndDigits) {
  const std::string text = R"({"z":1.10,"a":[true,null,-0.5e3,"ä\"\n"],"m":{}})";
  EXPECT_EQ(WriteJson(Parsed(text)), text);
}

TEST(Json, TellsWholeNumbersFromOthers) {
  EXPECT_EQ(Parsed("42").AsInt(), 42);
  EXPECT_EQ(Parsed("-7").AsInt(), -7);
  EXPECT_EQ(Parsed("4.0").AsInt(), std::nullopt);
  EXPECT_EQ(Parsed("123456789012345678901234567890").AsInt(), std::nullopt);
}

TEST(Json, RefusesWhatIsNotJsonAndSaysWhere) {
  EXPECT_EQ(Refused("{\"a\":").kind, ErrorKind::kJson);
  EXPECT_EQ(Refused("").kind, ErrorKind::kJson);
  EXPECT_EQ(Refused("[1,]").message, "not valid JSON at byte 4");
}

TEST(Json, KnowsTheGrammarOfNumbers) {
  for (const char* number : {"0", "-0", "10", "1.50", "1e5", "1E-7", "-12.5e+3"}) {
    EXPECT_EQ(Parsed(number).NumberSource(), number);
  }
  for (const char* other : {"01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "1e+", "--1"}) Refused(other);
}

TEST(Json, ReadsEscapesAndRefusesHalfASurrogatePair) {
  EXPECT_EQ(Parsed(R"("\u00e4\ud83d\ude00\/")").AsString(), "ä😀/");
  for (const char* broken : {R"("\ud83d")", R"("\ude00")", R"("\ud83dx")", R"("\u12")", R"("\x")", "\"\t\""})
    Refused(broken);
}

TEST(Json, EndsWhereTheTextEnds) {
  Refused("{} {}");
  Refused(std::string_view("{}\0", 3));
  EXPECT_TRUE(Parsed("\xEF\xBB\xBF{}").IsObject());
}

TEST(Json, RefusesBrokenUtf8) { EXPECT_EQ(Refused("\"\xFF\xFE\"").kind, ErrorKind::kJson); }

TEST(Json, RefusesRepeatedKeys) {
  EXPECT_EQ(Refused(R"({"a":1,"b":2,"a":3})").message, "the key \"a\" occurs twice in one object");
}

TEST(Json, RefusesRepeatedKeysInLargeObjectsToo) {
  std::string text = "{";
  for (int i = 0; i < 40; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_EQ(Refused(text + "\"k7\":2}").message, "the key \"k7\" occurs twice in one object");
}

TEST(Json, RefusesDeepNestingBeforeItCosts) {
  const std::string deep(100000, '[');
  EXPECT_EQ(Refused(deep).kind, ErrorKind::kLimit);
}

TEST(Json, RefusesTooManyBytes) { EXPECT_EQ(Refused("[1,2,3]", {.max_bytes = 6}).message, "larger than 6 bytes: 7"); }

TEST(Json, NamesThePlaceOfAWrongType) {
  const Json person = Parsed(R"({"birthDate":5})");
  const Result<std::string> date = ReadString(person, "birthDate", "person");
  ASSERT_FALSE(date.ok());
  EXPECT_EQ(date.error().path, "person.birthDate");
  EXPECT_EQ(date.error().message, "expected a string, found number");
}

TEST(Json, TellsAMissingMemberFromAWrongOne) {
  const Json object = Parsed(R"({"n":"x"})");
  EXPECT_EQ(*OptionalInt(object, "missing"), std::nullopt);
  EXPECT_FALSE(OptionalInt(object, "n").ok());
}

TEST(Json, ReplacesBrokenUtf8WhenWriting) { EXPECT_EQ(WriteJson(Json("a\xFFz")), "\"a\xEF\xBF\xBDz\""); }

TEST(Json, IsBuiltInPlace) {
  Json object;
  object.Set("a", 1);
  object.Set("b", Json::MakeArray({1, "two", Json()}));
  object.Set("a", true);
  EXPECT_EQ(WriteJson(object), R"({"a":true,"b":[1,"two",null]})");
}

}  // namespace
}  // namespace eteinen
