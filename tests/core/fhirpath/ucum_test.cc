#include "core/fhirpath/ucum.h"

#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

TEST(Ucum, HealthUnitsConvert) {
  EXPECT_EQ(Answer("1 '[lb_av]' = 453.59237 'g'"), "boolean true");
  EXPECT_EQ(Answer("5.5 'mmol/L' = 5500 'umol/L'"), "boolean true");
  EXPECT_EQ(Answer("120 'mm[Hg]' > 15 'kPa'"), "boolean true");
  EXPECT_EQ(Answer("0 'Cel' = 273.15 'K'"), "boolean true");
  EXPECT_EQ(Answer("212 '[degF]' = 100 'Cel'"), "boolean true");
  EXPECT_EQ(Answer("70 'kg/m2' = 7 'g/cm2'"), "boolean true");
}

TEST(Ucum, ProductsOfRatesAreExact) {
  EXPECT_EQ(Answer("60 'km/h' * 2 'h' = 120 'km'"), "boolean true");
  EXPECT_EQ(Answer("10 'mL/h' * 3 'h' = 30 'mL'"), "boolean true");
  EXPECT_EQ(Answer("100 'mg/d' * 2 'd' = 200 'mg'"), "boolean true");
  EXPECT_EQ(Answer("7 'mg' / 7 'mg/h' = 1 'h'"), "boolean true");
  EXPECT_EQ(Answer("(3 '/h' * 1 'h').value"), "decimal 3");
  EXPECT_EQ(Answer("100 'mg' * 2 '/d' = 200 'mg/d'"), "boolean true");
}

TEST(Ucum, PowersOfOneUnitKeepIt) {
  EXPECT_EQ(Answer("(12 'cm' * 3 'cm').toString()"), "string 36 'cm2'");
  EXPECT_EQ(Answer("(3 'cm' * 12 'cm2').toString()"), "string 36 'cm3'");
  EXPECT_EQ(Answer("(12 'cm2' / 3 'cm').toString()"), "string 4 'cm'");
  EXPECT_EQ(Answer("(12 'cm' / 3 'cm2').toString()"), "string 4 '/cm'");
  EXPECT_EQ(Answer("12 'cm' * 3 'cm' = 0.0036 'm2'"), "boolean true");
}

TEST(Ucum, DifferentDimensionsAreNotComparable) {
  EXPECT_EQ(Answer("1 'm' = 1 's'"), "");
  EXPECT_EQ(Answer("1 'm' > 1 's'"), "");
  EXPECT_EQ(Answer("1 'm' + 1 's'"), "");
  EXPECT_EQ(Answer("1 'cm'.comparable(1 's')"), "boolean false");
  EXPECT_EQ(Answer("1.comparable(1 '%')"), "boolean true");
  EXPECT_EQ(Answer("1 'cm'.comparable(2.0)"), "boolean false");
  EXPECT_EQ(Answer("1 'cm'.comparable('a')"), "error: execution");
}

TEST(Ucum, AQuantityHasAValueAndAUnit) {
  EXPECT_EQ(Answer("(5 'mg' + 1 'g').value"), "decimal 1005");
  EXPECT_EQ(Answer("(5 'mg').unit"), "string mg");
  EXPECT_EQ(Answer("(2 weeks).unit"), "string week");
  EXPECT_EQ(Answer("(5 'mg').value", Json(), true), "decimal 5");
  EXPECT_EQ(Answer("(5 'mg').code", Json(), true), "error: semantic");
}

TEST(Ucum, CalendarYearsAreNoDefiniteDurations) {
  EXPECT_EQ(Answer("1 year = 1 'a'"), "");
  EXPECT_EQ(Answer("1 year ~ 1 'a'"), "boolean true");
  EXPECT_EQ(Answer("1 week = 7 'd'"), "boolean true");
  EXPECT_EQ(Answer("12 months = 1 year"), "boolean true");
}

TEST(Ucum, ArithmeticKeepsUnits) {
  EXPECT_EQ(Answer("3 'm' + 3 'cm'"), "Quantity 303 'cm'");
  EXPECT_EQ(Answer("2 'kg' * 3"), "Quantity 6 'kg'");
  EXPECT_EQ(Answer("4.0 'g' / 2.0 'm'"), "Quantity 2 'g/m'");
  EXPECT_EQ(Answer("1 day + 1 hour"), "Quantity 25 hours");
}

TEST(Ucum, UnitsWithNothingInCommonStandSideBySide) {
  EXPECT_EQ(Answer("70 'kg' / (2.0 'm' * 2.0 'm')"), "Quantity 17.5 'kg/m2'");
  EXPECT_EQ(Answer("10 'mg' / 2 'mL'"), "Quantity 5 'mg/mL'");
  EXPECT_EQ(Answer("2 'cm' * 2 'm'"), "Quantity 0.04 'm2'");
  EXPECT_EQ(Answer("6 'mg/kg' * 2 'h'"), "Quantity 12 'mg/kg.h'");
  EXPECT_EQ(Answer("1 / 2 's'"), "Quantity 0.5 '/s'");
}

TEST(Ucum, LogarithmsAreScalesOfTheirOwn) {
  EXPECT_EQ(Answer("7.4 '[pH]' > 7.3 '[pH]'"), "boolean true");
  EXPECT_EQ(Answer("1 'B' = 10 'dB'"), "boolean true");
  EXPECT_EQ(Answer("7.4 '[pH]' = 7.4 'mol/L'"), "");
  EXPECT_EQ(Answer("3 'dB' * 2 'm'"), "");
}

TEST(Ucum, UnknownCodesAreRefused) {
  EXPECT_FALSE(ParseUnit("[nothing]"));
  EXPECT_FALSE(ParseUnit("mg//dl"));
  EXPECT_FALSE(ParseUnit("((((((((((g))))))))))"));
  EXPECT_TRUE(ParseUnit("10*9/L"));
  EXPECT_TRUE(ParseUnit("mg{total}/dL"));
}

TEST(Ucum, EnzymeUnitsAreMicromolesAMinute) {
  EXPECT_EQ(Answer("60 'U' = 1 'umol/s'"), "boolean true");
  EXPECT_EQ(Answer("1000 'mU' = 1 'U'"), "boolean true");
  EXPECT_EQ(Answer("1 'kU/L' = 1 'U/mL'"), "boolean true");
}

TEST(Ucum, ParenthesesGroup) {
  EXPECT_EQ(Answer("1 'kg/(m.s2)' = 1 'Pa'"), "boolean true");
  EXPECT_EQ(Answer("1 '(m)' = 1 'm'"), "boolean true");
  EXPECT_EQ(Answer("1 '(m' = 1 'm'"), "");
  EXPECT_EQ(Answer("1 '((m)' = 1 'm'"), "");
}

TEST(Ucum, QuotientsAreWrittenInBaseUnits) {
  EXPECT_EQ(Answer("(6 'm' / 2 's').toString()"), "string 3 'm/s'");
  EXPECT_EQ(Answer("(6 'm' / 2 's2').toString()"), "string 3 'm/s2'");
}

}  // namespace
}  // namespace eteinen::fhirpath
