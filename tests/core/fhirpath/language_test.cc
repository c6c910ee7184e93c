// Literals, precedence, equality and arithmetic, as the sections of FHIRPath N1 of these names tell them.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

TEST(Literals, StringsUnescape) {
  EXPECT_EQ(Answer(R"('a\'b\\c\/\`\"')"), R"(string a'b\c/`")");
  EXPECT_EQ(Answer(R"('\u00e4\n'.length())"), "integer 2");
  EXPECT_EQ(Answer(R"('\uD83D\uDE00'.length())"), "integer 1");
  EXPECT_EQ(Answer("'open"), "error: syntax");
}

TEST(Literals, DatesKeepTheirPrecision) {
  EXPECT_EQ(Answer("@2015"), "date 2015");
  EXPECT_EQ(Answer("@2015-02T"), "dateTime 2015-02");
  EXPECT_EQ(Answer("@2015-02-04T14"), "dateTime 2015-02-04T14");
  EXPECT_EQ(Answer("@T14"), "time 14");
  EXPECT_EQ(Answer("@2015-13"), "error: syntax");
  EXPECT_EQ(Answer("@2015-02-29"), "error: syntax");
  EXPECT_EQ(Answer("@2015-02T10:00"), "error: syntax");
  EXPECT_EQ(Answer("@T25"), "error: syntax");
}

TEST(Literals, QuantitiesHaveUcumCodesOrCalendarWords) {
  EXPECT_EQ(Answer("1 days"), "Quantity 1 day");
  EXPECT_EQ(Answer("2 day"), "Quantity 2 days");
  EXPECT_EQ(Answer("1.50 'mg'"), "Quantity 1.50 'mg'");
  EXPECT_EQ(Answer("-5 'mg'"), "Quantity -5 'mg'");
}

TEST(Literals, NumbersNeedDigitsOnBothSidesOfThePoint) {
  EXPECT_EQ(Answer("1."), "error: syntax");
  EXPECT_EQ(Answer(".5"), "error: syntax");
  EXPECT_EQ(Answer("1.0"), "decimal 1.0");
}

TEST(Literals, IntegersHave32BitsAndLongs64) {
  EXPECT_EQ(Answer("2147483647"), "integer 2147483647");
  EXPECT_EQ(Answer("-2147483648"), "integer -2147483648");
  EXPECT_EQ(Answer("2147483648"), "error: syntax");
  EXPECT_EQ(Answer("-1 + 2147483648"), "error: syntax");
  EXPECT_EQ(Answer("-(1) - 2147483648"), "error: syntax");
  EXPECT_EQ(Answer("2147483648.0"), "decimal 2147483648.0");
  EXPECT_EQ(Answer("9223372036854775807L"), "long 9223372036854775807");
  EXPECT_EQ(Answer("9223372036854775808L"), "error: syntax");
  EXPECT_EQ(Answer("5L 'mg'"), "error: syntax");
}

TEST(Literals, TheLowestLongIsWrittenWithItsSign) {
  EXPECT_EQ(Answer("-9223372036854775808L"), "long -9223372036854775808");
  EXPECT_EQ(Answer("-9223372036854775808L = -9223372036854775807L - 1L"), "boolean true");
  EXPECT_EQ(Answer("-(-9223372036854775808L)"), "");
  EXPECT_EQ(Answer("--9223372036854775808L"), "");
  EXPECT_EQ(Answer("-9223372036854775809L"), "error: syntax");
  EXPECT_EQ(Answer("1 - 9223372036854775808L"), "error: syntax");
  EXPECT_EQ(Answer("-9223372036854775808L.abs()"), "error: syntax");
  EXPECT_EQ(Answer("-(9223372036854775808L)"), "error: syntax");
}

TEST(Longs, AreATypeOfTheirOwn) {
  EXPECT_EQ(Answer("5L is Long"), "boolean true");
  EXPECT_EQ(Answer("5L is System.Long"), "boolean true");
  EXPECT_EQ(Answer("5L is Integer"), "boolean false");
  EXPECT_EQ(Answer("5 is Long"), "boolean false");
  EXPECT_EQ(Answer("5L.type().name"), "string Long");
  EXPECT_EQ(Answer("5.toLong()"), "long 5");
  EXPECT_EQ(Answer("'-9223372036854775808'.toLong()"), "long -9223372036854775808");
  EXPECT_EQ(Answer("'9223372036854775808'.toLong()"), "");
  EXPECT_EQ(Answer("5L.toInteger()"), "integer 5");
  EXPECT_EQ(Answer("5000000000L.toInteger()"), "");
  EXPECT_EQ(Answer("1.5.convertsToLong()"), "boolean false");
  EXPECT_EQ(Answer("5L.toString()"), "string 5");
}

TEST(Longs, TakeIntegersWithThem) {
  EXPECT_EQ(Answer("2147483647 + 1L"), "long 2147483648");
  EXPECT_EQ(Answer("2147483647 + 1"), "");
  EXPECT_EQ(Answer("9223372036854775807L + 1"), "");
  EXPECT_EQ(Answer("-(-2147483648)"), "");
  EXPECT_EQ(Answer("7L div 2"), "long 3");
  EXPECT_EQ(Answer("7L mod 2"), "long 1");
  EXPECT_EQ(Answer("7L / 2"), "decimal 3.5");
  EXPECT_EQ(Answer("7L + 0.5"), "decimal 7.5");
  EXPECT_EQ(Answer("7L = 7 and 7L ~ 7.0 and 7L > 6"), "boolean true");
  EXPECT_EQ(Answer("(-7L).abs()"), "long 7");
  EXPECT_EQ(Answer("(1L | 2).sum()"), "long 3");
}

TEST(Literals, CommentsAreNoText) {
  EXPECT_EQ(Answer("1 /* one\n */ + 2 // three"), "integer 3");
  EXPECT_EQ(Answer("1 /* open"), "error: syntax");
  EXPECT_EQ(Answer("// nothing"), "error: syntax");
}

TEST(Variables, NamesMayBeQuoted) {
  EXPECT_EQ(Answer("%`vs-administrative-gender`"), "string http://hl7.org/fhir/ValueSet/administrative-gender");
  EXPECT_EQ(Answer("%'ext-birthTime'"), "string http://hl7.org/fhir/StructureDefinition/birthTime");
  EXPECT_EQ(Answer("%loinc"), "string http://loinc.org");
}

TEST(Variables, ServicesAreSaidToBeUnsupported) {
  EXPECT_EQ(Answer("%terminologies.expand('http://example.org/vs')"), "error: unsupported");
  EXPECT_EQ(Answer("%factory.Coding('a', 'b')"), "error: unsupported");
  EXPECT_EQ(Answer("%terminologies"), "error: unsupported");
}

TEST(Precedence, BindsAsTheGrammarSays) {
  EXPECT_EQ(Answer("-1.abs()"), "integer -1");
  EXPECT_EQ(Answer("1 + 2 * 3"), "integer 7");
  EXPECT_EQ(Answer("2 * 3 mod 4"), "integer 2");
  EXPECT_EQ(Answer("1 | 2 + 3"), "integer 1, integer 5");
  EXPECT_EQ(Answer("1 > 2 = false"), "boolean true");
  EXPECT_EQ(Answer("1 in 1 | 2"), "boolean true");
  EXPECT_EQ(Answer("1 = 1 in true"), "boolean true");
  EXPECT_EQ(Answer("true or true and false"), "boolean true");
  EXPECT_EQ(Answer("false implies false implies false"), "boolean false");
  EXPECT_EQ(Answer("1 as Integer + 1"), "integer 2");
}

TEST(Equality, IsAboutValueOrderAndCount) {
  EXPECT_EQ(Answer("1 = 1.0"), "boolean true");
  EXPECT_EQ(Answer("(1 | 2) = (2 | 1)"), "boolean false");
  EXPECT_EQ(Answer("(1 | 2) ~ (2 | 1)"), "boolean true");
  EXPECT_EQ(Answer("(1 | 2) = 1"), "boolean false");
  EXPECT_EQ(Answer("1 = '1'"), "boolean false");
  EXPECT_EQ(Answer("{} = {}"), "");
  EXPECT_EQ(Answer("{} ~ {}"), "boolean true");
  EXPECT_EQ(Answer("@2012-01-01 = @2012-01-01T"), "boolean true");
  EXPECT_EQ(Answer("@T10:00 = @T10:00:00"), "");
  EXPECT_EQ(Answer("@T10:00 ~ @T10:00:00"), "boolean false");
  EXPECT_EQ(Answer("@2012-01-01 = @T10:00"), "boolean false");
}

TEST(Equality, EquivalenceIsTolerant) {
  EXPECT_EQ(Answer(R"('a\t b' ~ 'A B')"), "boolean true");
  EXPECT_EQ(Answer("0.67 ~ 0.6666667"), "boolean true");
  EXPECT_EQ(Answer("1.2 / 1.8 ~ 0.6"), "boolean false");
}

TEST(Comparison, NeedsTwoOfAKind) {
  EXPECT_EQ(Answer("1 < 1.5"), "boolean true");
  EXPECT_EQ(Answer("1 < 2 '1'"), "boolean true");
  EXPECT_EQ(Answer("{} < 1"), "");
  EXPECT_EQ(Answer("true < false"), "error: execution");
  EXPECT_EQ(Answer("(1 | 2) < 3"), "error: execution");
  EXPECT_EQ(Answer("@2012-01-01 < 1"), "error: execution");
}

TEST(Arithmetic, DividesTowardZero) {
  EXPECT_EQ(Answer("-5 div 2"), "integer -2");
  EXPECT_EQ(Answer("-5 mod 3"), "integer -2");
  EXPECT_EQ(Answer("5.5 div 0.7"), "integer 7");
  EXPECT_EQ(Answer("5.5 mod 0.7"), "decimal 0.6");
  EXPECT_EQ(Answer("1 / 0"), "");
}

TEST(Arithmetic, OnlyAmpersandTakesEmptyForText) {
  EXPECT_EQ(Answer("'a' & {}"), "string a");
  EXPECT_EQ(Answer("{} & {}"), "string ");
  EXPECT_EQ(Answer("'a' + {}"), "");
  EXPECT_EQ(Answer("1 & 'a'"), "error: execution");
  EXPECT_EQ(Answer("1 + 'a'"), "error: execution");
}

TEST(DateArithmetic, CalendarAndDefiniteDurations) {
  EXPECT_EQ(Answer("@1973-12-25 + 1.9 days"), "date 1973-12-26");
  EXPECT_EQ(Answer("@2014 + 23 months"), "date 2015");
  EXPECT_EQ(Answer("@2014-01-01T00 + 90 minutes"), "dateTime 2014-01-01T01");
  EXPECT_EQ(Answer("@T23:00 + 2 hours"), "time 01:00");
  EXPECT_EQ(Answer("@T23:00 + 1 day"), "error: execution");
  EXPECT_EQ(Answer("@2014-01-01 + 1 'wk'"), "date 2014-01-08");
  EXPECT_EQ(Answer("@2014-01-01 + 1 'mo'"), "error: execution");
  EXPECT_EQ(Answer("@2014-01-01 + 1"), "error: execution");
  EXPECT_EQ(Answer("@9999-12-31 + 1 day"), "");
}

TEST(Messages, NameThePlaceAndTheWayOut) {
  const auto refused = [](std::string_view text) {
    const Error error = Compile(text, CompileOptions{.model = &FullModel()}).error();
    return std::to_string(error.position.value_or(-1)) + ": " + error.message;
  };
  EXPECT_EQ(refused("text.div"),
            "5: expected the name of an element or function, found \"div\", a word of the language: `div` is the "
            "element of that name");
  EXPECT_EQ(refused("name.frist()"), "5: there is no function frist()");
  EXPECT_EQ(refused("name.take(1, 2)"), "5: take() takes 1 argument, found 2");
  EXPECT_EQ(refused("name.matches('(a')"), "13: regular expression: \"(\" without \")\"");
  EXPECT_EQ(refused("name.matches('a', 'x')"), "18: regular expression: the flags are \"i\" and \"m\", found \"x\"");
  EXPECT_EQ(refused("1 +"), "3: expected a value, a name or \"(\", found the end");
  EXPECT_EQ(refused("(1 + 2"), "6: expected an operator or \")\", found the end");
  EXPECT_EQ(refused("name[0"), "6: expected \"]\", found the end");
  EXPECT_EQ(refused("a b"), "2: expected an operator or the end, found \"b\"");
  EXPECT_EQ(refused("%"), "1: expected the name of a variable after \"%\", found the end");
  EXPECT_EQ(refused("a.is(1)"), "5: expected the name of a type");
  EXPECT_EQ(refused("iif('a', 1)"), "4: the criterion of iif() must be a boolean");
  EXPECT_EQ(refused("@2015-02-30"), "0: expected a date that exists, found \"2015-02-30\"");
}

// FHIRPath, "String": a backslash before what is no escape does not count.
TEST(Language, PassesOverABackslashThatBeginsNoEscape) {
  EXPECT_EQ(Answer(R"('\p')"), "string p");
  EXPECT_EQ(Answer(R"('\3')"), "string 3");
  EXPECT_EQ(Answer(R"('\u005')"), "string u005");
  EXPECT_EQ(Answer(R"('a\\b')"), "string a\\b");
  EXPECT_EQ(Answer(R"('open\')"), "error: syntax");
}

TEST(Language, KnowsTheTypeOfAPlainValueOfTheHost) {
  const Json five(5);
  const Json text("x");
  Environment environment = AtTestTime();
  environment.variables.emplace_back("a", Collection(Item::Node(&five, kUnknownType)));
  environment.variables.emplace_back("b", Collection(Item::Node(&text, kUnknownType)));
  EXPECT_EQ(Answer("%a is Integer", Json(), false, environment), "boolean true");
  EXPECT_EQ(Answer("%a is String", Json(), false, environment), "boolean false");
  EXPECT_EQ(Answer("%b.ofType(String).length()", Json(), false, environment), "integer 1");
}

TEST(Language, HasNoYearBeyondTheLast) {
  EXPECT_EQ(Answer("@9999-12-31 + 1 year"), "error: execution");
  EXPECT_EQ(Answer("@0001-01-01 - 1 year"), "error: execution");
}

}  // namespace
}  // namespace eteinen::fhirpath
