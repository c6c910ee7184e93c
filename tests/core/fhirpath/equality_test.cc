// What is equal and what is equivalent where elements have parts.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

// Two periods, ranges or names side by side, as the first two identifiers' periods or the like.
Json Patient(const std::string& members) { return *ParseJson(R"({"resourceType":"Patient",)" + members + "}"); }

Json WithPeriods(const std::string& first, const std::string& second) {
  return Patient(R"("identifier":[{"period":)" + first + R"(},{"period":)" + second + "}]");
}
std::string PeriodsAreEqual(const std::string& first, const std::string& second) {
  return Answer("identifier[0].period = identifier[1].period", WithPeriods(first, second));
}
std::string PeriodsAreEquivalent(const std::string& first, const std::string& second) {
  return Answer("identifier[0].period ~ identifier[1].period", WithPeriods(first, second));
}

TEST(ElementEquality, MomentsAreComparedAsMoments) {
  EXPECT_EQ(PeriodsAreEqual(R"({"start":"2020-01-01T10:00:00Z"})", R"({"start":"2020-01-01T12:00:00+02:00"})"),
            "boolean true");
  EXPECT_EQ(PeriodsAreEqual(R"({"start":"2020-01-01T10:00:00Z"})", R"({"start":"2020-01-01T12:00:01+02:00"})"),
            "boolean false");
  EXPECT_EQ(PeriodsAreEqual(R"({"start":"2020-01"})", R"({"start":"2020"})"), "");
  EXPECT_EQ(PeriodsAreEqual(R"({"start":"2020-01","end":"2021"})", R"({"start":"2020","end":"2022"})"),
            "boolean false");
  EXPECT_EQ(PeriodsAreEquivalent(R"({"start":"2020-01"})", R"({"start":"2020"})"), "boolean false");
  EXPECT_EQ(PeriodsAreEquivalent(R"({"start":"2020-01-01T10:00:00Z"})", R"({"start":"2020-01-01T12:00:00.0+02:00"})"),
            "boolean true");
}

TEST(ElementEquality, EveryChildCounts) {
  EXPECT_EQ(PeriodsAreEqual(R"({"start":"2020"})", R"({"start":"2020","end":"2021"})"), "boolean false");
  EXPECT_EQ(PeriodsAreEqual(R"({"end":"2021","start":"2020"})", R"({"start":"2020","end":"2021"})"), "boolean true");
  EXPECT_EQ(PeriodsAreEqual(R"({"id":"a","start":"2020"})", R"({"id":"b","start":"2020"})"), "boolean false");
  EXPECT_EQ(PeriodsAreEquivalent(R"({"id":"a","start":"2020"})", R"({"start":"2020"})"), "boolean true");
  const std::string noted = R"({"start":"2020","_start":{"extension":[{"url":"http://example.org/a"}]}})";
  EXPECT_EQ(PeriodsAreEqual(noted, R"({"start":"2020"})"), "boolean false");
  EXPECT_EQ(PeriodsAreEqual(noted, noted), "boolean true");
}

TEST(ElementEquality, QuantitiesInsideAreConverted) {
  const auto ranges = [](const std::string& first, const std::string& second) {
    return *ParseJson(R"({"resourceType":"Observation","referenceRange":[{"low":)" + first + R"(},{"low":)" + second +
                      "}]}");
  };
  const std::string gram = R"({"value":1,"system":"http://unitsofmeasure.org","code":"g"})";
  const std::string milligrams = R"({"value":1000.0,"system":"http://unitsofmeasure.org","code":"mg"})";
  EXPECT_EQ(Answer("referenceRange[0] = referenceRange[1]", ranges(gram, milligrams)), "boolean true");
  EXPECT_EQ(Answer("referenceRange[0] ~ referenceRange[1]", ranges(gram, milligrams)), "boolean true");
  EXPECT_EQ(Answer("referenceRange.distinct().count()", ranges(gram, milligrams)), "integer 1");
}

TEST(ElementEquality, OrderCountsForEqualityOnly) {
  const Json patient = Patient(R"("name":[{"given":["Aino","Maria"]},{"given":["maria","AINO"]},
                                          {"given":["Maria","Aino"]}])");
  EXPECT_EQ(Answer("name[0] = name[2]", patient), "boolean false");
  EXPECT_EQ(Answer("name[0] ~ name[2]", patient), "boolean true");
  EXPECT_EQ(Answer("name[0] ~ name[1]", patient), "boolean true");
}

TEST(ElementEquality, TypesThatHaveNothingToDoWithEachOtherAreDifferent) {
  const Json patient = Patient(R"("text":{"id":"x"},"maritalStatus":{"id":"x"})");
  EXPECT_EQ(Answer("text = maritalStatus", patient), "boolean false");
  EXPECT_EQ(Answer("text = text", patient), "boolean true");
}

TEST(ElementEquality, RepeatFindsEqualElementsOnce) {
  const Json patient = Patient(R"("contact":[{"name":{"text":"a"}},{"name":{"text":"a"}},{"name":{"text":"b"}}])");
  EXPECT_EQ(Answer("repeat(contact).count()", patient), "integer 2");
  EXPECT_EQ(Answer("repeatAll(contact).count()", patient), "integer 3");
}

TEST(ElementEquality, EndsWithTheBudget) {
  std::string list;
  for (int i = 0; i < 300; ++i) {
    list += std::string(i == 0 ? "" : ",") + R"({"extension":[{"url":"x","valueInteger":)" + std::to_string(i) + "}]}";
  }
  Environment environment = AtTestTime();
  environment.max_steps = 20'000;
  EXPECT_EQ(Answer("name.distinct().count()", Patient("\"name\":[" + list + "]"), false, environment), "error: limit");
}

TEST(ValueEquality, APrimitiveOfWhichOnlyExtensionsAreKnownNeitherEqualsNorDiffers) {
  const Json patient = Patient(R"("_gender":{"extension":[{"url":"http://example.org/absent","valueCode":"unknown"}]},
      "name":[{"given":["Aino",null],"_given":[null,{"id":"g"}]}])");
  EXPECT_EQ(Answer("gender = 'male'", patient), "");
  EXPECT_EQ(Answer("'male' != gender", patient), "");
  EXPECT_EQ(Answer("gender ~ 'male'", patient), "boolean false");
  EXPECT_EQ(Answer("gender in ('male' | 'female')", patient), "");
  EXPECT_EQ(Answer("('male' | 'female') contains gender", patient), "");
  EXPECT_EQ(Answer("gender = gender", patient), "boolean true");
  EXPECT_EQ(Answer("where((gender = 'male').not()).exists()", patient), "boolean false");
  EXPECT_EQ(Answer("name.given = ('Aino'.combine('Maria'))", patient), "");
  EXPECT_EQ(Answer("name.given = ('Eino'.combine('Maria'))", patient), "boolean false");
}

}  // namespace
}  // namespace eteinen::fhirpath
