#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

Json Patient() {
  return *ParseJson(R"({"resourceType":"Patient","id":"p1","birthDate":"1974-12-25","gender":"female","active":true,
    "name":[{"use":"official","family":"Virtanen","given":["Aino","Maria"]},{"given":["Ansku"]}],
    "_birthDate":{"extension":[{"url":"http://example.org/time","valueTime":"08:30:00"}]},
    "multipleBirthInteger":2,"contact":[{"name":{"family":"Laine"}}]})");
}

Json Response() {
  return *ParseJson(R"({"resourceType":"QuestionnaireResponse","status":"in-progress","item":[
    {"linkId":"row","item":[{"linkId":"dose","answer":[{"valueInteger":1}]}]},
    {"linkId":"row","item":[{"linkId":"dose","answer":[{"valueInteger":1}]}]}]})");
}

TEST(Evaluate, DecimalsKeepTheirDigitsAndAreExact) {
  EXPECT_EQ(Answer("0.1 + 0.2"), "decimal 0.3");
  EXPECT_EQ(Answer("1.10 + 2.2"), "decimal 3.30");
  EXPECT_EQ(Answer("1 / 3"), "decimal 0.3333333333333333333333333333");
  EXPECT_EQ(Answer("4 / 2"), "decimal 2");
}

TEST(Evaluate, IntegersThatOverflowGiveNothing) {
  EXPECT_EQ(Answer("2147483647 + 1"), "");
  EXPECT_EQ(Answer("2147483647 * 2147483647"), "");
  EXPECT_EQ(Answer("5 div 0"), "");
}

TEST(Evaluate, LogicHasThreeValues) {
  EXPECT_EQ(Answer("{} and false"), "boolean false");
  EXPECT_EQ(Answer("{} or true"), "boolean true");
  EXPECT_EQ(Answer("{} and true"), "");
  EXPECT_EQ(Answer("{} implies true"), "boolean true");
  EXPECT_EQ(Answer("true xor {}"), "");
}

TEST(Evaluate, PartialDatesCompareAsUnknown) {
  EXPECT_EQ(Answer("@2012 = @2012-01"), "");
  EXPECT_EQ(Answer("@2012-01 != @2013"), "boolean true");
  EXPECT_EQ(Answer("@2018-03 < @2018-03-01"), "");
}

TEST(Evaluate, ClockIsTheOneGiven) {
  EXPECT_EQ(Answer("now()"), "dateTime 2026-11-24T09:15:00.000+02:00");
  EXPECT_EQ(Answer("today() - 30 years"), "date 1996-11-24");
  EXPECT_EQ(Answer("timeOfDay()"), "time 09:15:00.000");
}

TEST(Evaluate, ElementsHaveTheirFhirTypes) {
  EXPECT_EQ(Answer("Patient.gender", Patient()), "code female");
  EXPECT_EQ(Answer("id", Patient()), "id p1");
  EXPECT_EQ(Answer("multipleBirth", Patient()), "integer 2");
  EXPECT_EQ(Answer("contact.type().name", Patient()), "string BackboneElement");
  EXPECT_EQ(Answer("gender is string", Patient()), "boolean true");
  EXPECT_EQ(Answer("gender is System.String", Patient()), "boolean false");
}

TEST(Evaluate, PrimitivesHaveExtensions) {
  EXPECT_EQ(Answer("birthDate.extension('http://example.org/time').value", Patient()), "time 08:30:00");
  EXPECT_EQ(Answer("birthDate.hasValue()", Patient()), "boolean true");
}

TEST(Evaluate, LambdasSeeThisIndexAndTotal) {
  EXPECT_EQ(Answer("name.given.select($index)", Patient()), "integer 0, integer 1, integer 2");
  EXPECT_EQ(Answer("name.given.where($this.startsWith('A'))", Patient()), "string Aino, string Ansku");
  EXPECT_EQ(Answer("(1 | 2 | 3).aggregate($this + $total, 0)"), "integer 6");
}

TEST(Evaluate, UnionInsideSelectLeavesOtherItemsAlone) {
  EXPECT_EQ(Answer("(1 | 2).select($this.union(1))"), "integer 1, integer 2, integer 1");
}

TEST(Evaluate, RowsThatSayTheSameAreOneForRepeatAndTwoForAllOthers) {
  EXPECT_EQ(Answer("%resource.repeat(item).where(linkId = 'dose').answer.value.sum()", Response()), "integer 1");
  EXPECT_EQ(Answer("%resource.repeatAll(item).where(linkId = 'dose').answer.value.sum()", Response()), "integer 2");
  EXPECT_EQ(Answer("%resource.descendants().where(linkId = 'dose').answer.value.sum()", Response()), "integer 2");
}

TEST(Evaluate, ThisAfterADotIsStillThis) {
  EXPECT_EQ(Answer("name.$this.gender", Patient()), "code female");
  EXPECT_EQ(Answer("name.select(given.$index)", Patient()), "integer 0, integer 1");
  EXPECT_EQ(Answer("name.given.where(length().$this = 'Aino')", Patient()), "string Aino");
  EXPECT_EQ(Answer("nothing().$this", Patient()), "error: semantic");
}

TEST(Evaluate, StringsCountCodePoints) {
  EXPECT_EQ(Answer("'ääkkönen'.length()"), "integer 8");
  EXPECT_EQ(Answer("'ääkkönen'.upper()"), "string ÄÄKKÖNEN");
  EXPECT_EQ(Answer("'yö on'.indexOf('on')"), "integer 3");
}

TEST(Evaluate, VariablesEndWithTheirOperand) {
  EXPECT_EQ(Answer("defineVariable('a', 5).select(%a + 1)", Patient()), "integer 6");
  EXPECT_EQ(Answer("defineVariable('a', 1).select(%a) | defineVariable('a', 2).select(%a)", Patient()),
            "integer 1, integer 2");
  EXPECT_EQ(Answer("defineVariable('a', 1).defineVariable('a', 2)"), "error: execution");
  EXPECT_EQ(Answer("%nobody"), "error: execution");
  Environment environment = AtTestTime();
  environment.variables.emplace_back("given", Collection(Item(std::int64_t{1})));
  EXPECT_EQ(Answer("defineVariable('given', 2)", Json(), false, environment), "error: execution");
}

TEST(Evaluate, RefusalsSayOfWhichKindTheyAre) {
  EXPECT_EQ(Answer("2 +"), "error: syntax");
  EXPECT_EQ(Answer("nothing()"), "error: semantic");
  EXPECT_EQ(Answer("'a'.length(1)"), "error: semantic");
  EXPECT_EQ(Answer("(1 | 2) + 1"), "error: execution");
  EXPECT_EQ(Answer("1 > 'a'"), "error: execution");
  EXPECT_EQ(Answer("Patient.name.elementDefinition()", Patient()), "error: unsupported");
  EXPECT_EQ(Answer("name.slice('http://example.org/p', 's')", Patient()), "error: unsupported");
}

TEST(Evaluate, StrictModeRefusesWhatTheTypeDoesNotHave) {
  EXPECT_EQ(Answer("Patient.nmae", Patient(), true), "error: semantic");
  EXPECT_EQ(Answer("Patient.nmae", Patient()), "");
  EXPECT_EQ(Answer("Patient.children().first()", Patient(), true), "error: semantic");
}

TEST(Evaluate, SyntaxErrorsNameThePlaceInCodePoints) {
  const auto compiled = Compile("'ä' + )", CompileOptions{.model = &FullModel()});
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().position, 6);
  EXPECT_EQ(compiled.error().message, "expected a value, a name or \"(\", found \")\"");
}

}  // namespace
}  // namespace eteinen::fhirpath
