#include "core/text/format.h"

#include <gtest/gtest.h>

#include "core/text/plural.h"

namespace eteinen::text {
namespace {

Number Digits(std::string_view text) {
  const std::optional<Number> number = Number::Parse(text);
  EXPECT_TRUE(number) << text;
  return number.value_or(Number{});
}

std::string Plain(const Number& number) { return FormatNumber("en", number); }

constexpr CivilDay kTuesday = {2026, 11, 24};

TEST(Number, IsReadAsJsonWritesIt) {
  EXPECT_EQ(Digits("-12.50e-1"), Digits("-1.25"));
  EXPECT_EQ(Digits("1.5E+3"), Digits("1500"));
  EXPECT_EQ(Digits("-0"), Digits("0.00"));
  for (const std::string_view wrong : {"", "-", "01", "1.", ".5", "1e", "1e999999999", "+1", "1 ", "0x1", "NaN"}) {
    EXPECT_FALSE(Number::Parse(wrong)) << wrong;
  }
}

TEST(Number, RoundsHalfAwayFromZero) {
  EXPECT_EQ(Plain(Digits("2.5").Rounded(0)), "3");
  EXPECT_EQ(Plain(Digits("-2.5").Rounded(0)), "-3");
  EXPECT_EQ(Plain(Digits("2.4999").Rounded(0)), "2");
  EXPECT_EQ(Plain(Digits("999.9996")), "1,000");
  EXPECT_EQ(Plain(Digits("-0.0004")), "0");
}

TEST(Number, SubtractsWholeNumbersExactly) {
  EXPECT_EQ(Plain(Digits("1.5").Minus(2)), "-0.5");
  EXPECT_EQ(Plain(Digits("-1.5").Minus(2)), "-3.5");
  EXPECT_EQ(Plain(Digits("100").Minus(1)), "99");
  EXPECT_EQ(Plain(Digits("99999999999999999999").Minus(-1)), "100,000,000,000,000,000,000");
}

TEST(FormatNumber, UsesTheLanguagesSeparators) {
  const Number number = Digits("-1234567.25");
  EXPECT_EQ(FormatNumber("fi", number), "\u22121\u00A0234\u00A0567,25");
  EXPECT_EQ(FormatNumber("fi-simple", number), "\u22121\u00A0234\u00A0567,25");
  EXPECT_EQ(FormatNumber("sv-FI", number), "\u22121\u00A0234\u00A0567,25");
  EXPECT_EQ(FormatNumber("en", number), "-1,234,567.25");
  EXPECT_EQ(FormatNumber("ar", number), "\u200E-1,234,567.25");
  EXPECT_EQ(FormatNumber("et", Digits("1234")), "1234");
  EXPECT_EQ(FormatNumber("xx", number), "-1,234,567.25");
}

TEST(FormatNumber, WritesPercentAsTheLanguageDoes) {
  EXPECT_EQ(FormatNumber("fi", Digits("0.25"), NumberStyle::kPercent), "25\u00A0%");
  EXPECT_EQ(FormatNumber("en", Digits("0.25"), NumberStyle::kPercent), "25%");
}

TEST(FormatNumber, KeepsTheDecimalsOfMoney) {
  EXPECT_EQ(FormatDecimals("fi", Digits("66.7"), 2), "66,70");
  EXPECT_EQ(FormatDecimals("fi", Digits("27.25"), 1), "27,3");
}

TEST(FormatDate, FollowsTheTableOfTheHeader) {
  EXPECT_EQ(FormatDate("fi", kTuesday, DateStyle::kFull), "tiistai 24.11.2026");
  EXPECT_EQ(FormatDate("fi", kTuesday, DateStyle::kLong), "24. marraskuuta 2026");
  EXPECT_EQ(FormatDate("fi", kTuesday, DateStyle::kMedium), "24.11.2026");
  EXPECT_EQ(FormatDate("fi", kTuesday, DateStyle::kShort), "ti 24.11.");
  EXPECT_EQ(FormatDate("sv", kTuesday, DateStyle::kFull), "tisdag 24.11.2026");
  EXPECT_EQ(FormatDate("sv", kTuesday, DateStyle::kLong), "24 november 2026");
  EXPECT_EQ(FormatDate("sv", kTuesday, DateStyle::kMedium), "24.11.2026");
  EXPECT_EQ(FormatDate("sv", kTuesday, DateStyle::kShort), "tis 24.11");
  EXPECT_EQ(FormatDate("en", kTuesday, DateStyle::kFull), "Tuesday 24 November 2026");
  EXPECT_EQ(FormatDate("en", kTuesday, DateStyle::kLong), "24 November 2026");
  EXPECT_EQ(FormatDate("en", kTuesday, DateStyle::kMedium), "24 Nov 2026");
  EXPECT_EQ(FormatDate("en", kTuesday, DateStyle::kShort), "Tue 24 Nov");
  EXPECT_EQ(FormatDate("ar", kTuesday, DateStyle::kFull), "الثلاثاء، 24 نوفمبر 2026");
}

TEST(FormatDate, IsUnmistakableInALanguageWithoutATable) {
  EXPECT_EQ(FormatDate("so", kTuesday, DateStyle::kFull), "2026-11-24");
}

TEST(FormatTime, UsesTheTwentyFourHourClock) {
  EXPECT_EQ(FormatTime("fi", At(9), TimeStyle::kLong), "klo 9.00");
  EXPECT_EQ(FormatTime("fi", At(21, 5), TimeStyle::kShort), "21.05");
  EXPECT_EQ(FormatTime("sv", At(9), TimeStyle::kLong), "kl. 9.00");
  EXPECT_EQ(FormatTime("en", At(9), TimeStyle::kLong), "09:00");
  EXPECT_EQ(FormatTime("fi", kEndOfDay, TimeStyle::kShort), "24.00");
}

TEST(FormatTime, FollowsTheClockChanges) {
  const auto at = [](std::string_view text) { return FormatTime("fi", *ParseInstant(text), TimeStyle::kShort); };
  EXPECT_EQ(at("2026-03-29T00:59:00Z"), "2.59");
  EXPECT_EQ(at("2026-03-29T01:00:00Z"), "4.00");
  EXPECT_EQ(at("2026-10-25T00:30:00Z"), "3.30");
  EXPECT_EQ(at("2026-10-25T01:30:00Z"), "3.30");
}

TEST(Direction, IsRightToLeftForArabic) {
  EXPECT_EQ(Direction("ar-EG"), "rtl");
  EXPECT_EQ(Direction("fi-simple"), "ltr");
}

// The categories of 0, 1, 2, 3, 5, 11, 21, 22, 100 and 1.5: z, 1, 2, f, m for zero, one, two, few, many, - for other.
std::string Categories(std::string_view locale) {
  std::string categories;
  for (const std::string_view digits : {"0", "1", "2", "3", "5", "11", "21", "22", "100", "1.5"}) {
    categories += std::string_view("z12fm-")[static_cast<std::size_t>(Cardinal(locale, Digits(digits)))];
  }
  return categories;
}

TEST(Plural, FollowsCldr) {
  EXPECT_EQ(Categories("fi"), "-1--------");
  EXPECT_EQ(Categories("ar"), "z12ffmmm--");
  EXPECT_EQ(Categories("ru"), "m1ffmm1fm-");
  EXPECT_EQ(Categories("pl"), "m1ffmmmfm-");
  EXPECT_EQ(Categories("cs"), "-1ff-----m");
  EXPECT_EQ(Categories("fr"), "11-------1");
  EXPECT_EQ(Categories("se"), "-12-------");
  EXPECT_EQ(Categories("xx"), "----------");
}

TEST(Plural, IsOneForTheWholeNumberOneOnly) {
  for (const std::string_view locale : {"fi", "sv", "en", "et"}) {
    EXPECT_EQ(Cardinal(locale, Digits("1")), PluralCategory::kOne) << locale;
    EXPECT_EQ(Cardinal(locale, Digits("0")), PluralCategory::kOther) << locale;
    EXPECT_EQ(Cardinal(locale, Digits("21")), PluralCategory::kOther) << locale;
    EXPECT_EQ(Cardinal(locale, Digits("1.0")), PluralCategory::kOther) << locale;
  }
  EXPECT_EQ(Cardinal("so", Digits("1.0")), PluralCategory::kOne);
  EXPECT_EQ(Cardinal("ru", Digits("21")), PluralCategory::kOne);
  EXPECT_EQ(Cardinal("ru", Digits("11")), PluralCategory::kMany);
}

// With "_" for a no-break space.
std::string Kept(std::string_view locale, std::string_view text) {
  std::string kept = KeptTogether(locale, text).value_or(std::string(text));
  for (std::size_t at; (at = kept.find("\u00A0")) != std::string::npos;) kept.replace(at, 2, "_");
  return kept;
}

TEST(KeptTogether, NumbersAreNotTornApart) {
  EXPECT_EQ(Kept("fi", "Soita 116 117, tai 03 629 629 arkisin"), "Soita 116_117, tai 03_629_629 arkisin");
  EXPECT_EQ(Kept("sv", "Ring 116 117"), "Ring 116_117");
  EXPECT_EQ(KeptTogether("fi", "Soita 112"), std::nullopt);
  EXPECT_EQ(KeptTogether("fi", ""), std::nullopt);
}

TEST(KeptTogether, TimesAndDaysStayWithTheirWords) {
  EXPECT_EQ(Kept("fi", "tiistai 24.11.2026 klo 9.15"), "tiistai 24.11.2026 klo_9.15");
  EXPECT_EQ(Kept("fi", "Aukeaa ti 24.11. klo 8.00."), "Aukeaa ti_24.11. klo_8.00.");
  EXPECT_EQ(Kept("sv", "tis 24.11 (kl. 8.00)"), "tis_24.11 (kl._8.00)");
  EXPECT_EQ(Kept("en", "Tue 24 Nov 09:15"), "Tue_24_Nov 09:15");
  EXPECT_EQ(Kept("en", "Tuesday 24 November 2026"), "Tuesday 24_November 2026");
  EXPECT_EQ(Kept("fi", "klo tai 9"), "klo tai 9");
}

TEST(KeptTogether, UnitsStayWithTheirNumbers) {
  EXPECT_EQ(Kept("fi", "Huollettava, 8 v, painaa 25 kg."), "Huollettava, 8_v, painaa 25_kg.");
  EXPECT_EQ(Kept("fi", "28,20 € (2025), 27,5 kg/m²"), "28,20_€ (2025), 27,5_kg/m²");
  EXPECT_EQ(Kept("fi", "8 viikkoa"), "8 viikkoa");
}

TEST(KeptTogether, NoLineBeginsWithADotOrAHyphen) {
  EXPECT_EQ(Kept("fi", "Kausirokotus · Turenki · varattu"), "Kausirokotus_· Turenki_· varattu");
  EXPECT_EQ(Kept("fi", "WCAG 2.2 -ohjeisto"), "WCAG 2.2_-ohjeisto");
  EXPECT_EQ(Kept("en", "nine - ten"), "nine - ten");
}

TEST(Plural, HasOrdinalsOfItsOwn) {
  EXPECT_EQ(Ordinal("en", Digits("21")), PluralCategory::kOne);
  EXPECT_EQ(Ordinal("en", Digits("11")), PluralCategory::kOther);
  EXPECT_EQ(Ordinal("sv", Digits("22")), PluralCategory::kOne);
  EXPECT_EQ(Ordinal("sv", Digits("12")), PluralCategory::kOther);
  EXPECT_EQ(Ordinal("fi", Digits("1")), PluralCategory::kOther);
}

}  // namespace
}  // namespace eteinen::text
