#include "core/identity/permission.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace eteinen {
namespace {

constexpr Disclosure kDisclosures[] = {Disclosure::kForbidden, Disclosure::kUnknown, Disclosure::kAllowed,
                                       Disclosure::kNotCapable};
constexpr IdentificationLevel kLevels[] = {IdentificationLevel::kAnonymous, IdentificationLevel::kWeak,
                                           IdentificationLevel::kStrong};
constexpr AgeBand kBands[] = {AgeBand::kChild, AgeBand::kYouth, AgeBand::kAdult};
constexpr Theme kThemes[] = {Theme::kHealth, Theme::kSocial};

Json PublishedTable() {
  std::ifstream file("assets/permissions/permissions.json");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return ParseJson(text).value();
}

const PermissionTable& Published() {
  static const PermissionTable table = PermissionTable::Read(PublishedTable()).value();
  return table;
}

Instant Noon(CivilDay day) { return FromHelsinki(day, At(12)); }

const Instant kNow = Noon({2026, 11, 24});

// Somebody of the band on the day of `kNow`.
CivilDay BornFor(AgeBand band) {
  switch (band) {
    case AgeBand::kChild:
      return {2018, 5, 2};
    case AgeBand::kYouth:
      return {2011, 9, 20};
    case AgeBand::kAdult:
      break;
  }
  return {1986, 3, 14};
}

Authority Guardian(CivilDay birth_date, Disclosure disclosure) {
  Authority authority;
  authority.level = IdentificationLevel::kStrong;
  authority.relation = Relation::kGuardian;
  authority.birth_date = birth_date;
  authority.disclosure = disclosure;
  return authority;
}

TEST(Permission, TurningTwelveEndsTheGuardiansFreeHandAtMidnight) {
  const Authority guardian = Guardian({2014, 11, 25}, Disclosure::kUnknown);
  const Instant birthday = StartOfDay({2026, 11, 25});
  const Authority child = Guardian({2014, 11, 25}, Disclosure::kNotCapable);
  EXPECT_EQ(Published().BandOf({2014, 11, 25}, {2026, 11, 24}), AgeBand::kChild);
  EXPECT_EQ(Published().BandOf({2014, 11, 25}, {2026, 11, 25}), AgeBand::kYouth);
  EXPECT_EQ(Published().Allowed(child, Action::kMove, Theme::kHealth, birthday - 1), Permission::kAllowed);
  EXPECT_EQ(Published().Allowed(guardian, Action::kMove, Theme::kHealth, birthday), Permission::kDenied);
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kHealth, birthday), Permission::kAllowed);
}

TEST(Permission, GuardianOfAnAdultIsNobody) {
  const Authority guardian = Guardian({2008, 11, 24}, Disclosure::kNotCapable);
  const Instant birthday = StartOfDay({2026, 11, 24});
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kHealth, birthday - 1), Permission::kAllowed);
  for (const Action action : kActions) {
    EXPECT_EQ(Published().Allowed(guardian, action, Theme::kHealth, birthday), Permission::kDenied) << Name(action);
  }
}

TEST(Permission, BornOnALeapDayComesOfAgeOnTheFirstOfMarch) {
  EXPECT_EQ(Published().BandOf({2008, 2, 29}, {2026, 2, 28}), AgeBand::kYouth);
  EXPECT_EQ(Published().BandOf({2008, 2, 29}, {2026, 3, 1}), AgeBand::kAdult);
}

TEST(Permission, WhatAYouthForbidsDoesNotExistForTheGuardian) {
  for (const Action action : kActions) {
    EXPECT_EQ(
        Published().Allowed(Guardian(BornFor(AgeBand::kYouth), Disclosure::kForbidden), action, Theme::kHealth, kNow),
        Permission::kDenied)
        << Name(action);
  }
  EXPECT_FALSE(Published().KnownToGuardian(Disclosure::kForbidden));
  EXPECT_FALSE(Published().KnownToGuardian(Disclosure::kUnknown));
  EXPECT_TRUE(Published().KnownToGuardian(Disclosure::kAllowed));
  EXPECT_TRUE(Published().KnownToGuardian(Disclosure::kNotCapable));
}

TEST(Permission, OfAYouthNobodyKnowsAnythingUnlessItIsRecorded) {
  EXPECT_EQ(Published().DefaultDisclosure(AgeBand::kChild), Disclosure::kNotCapable);
  EXPECT_EQ(Published().DefaultDisclosure(AgeBand::kYouth), Disclosure::kUnknown);
}

TEST(Permission, MandateCountsForItsThemeAlone) {
  Authority mandate;
  mandate.level = IdentificationLevel::kStrong;
  mandate.relation = Relation::kMandate;
  mandate.birth_date = BornFor(AgeBand::kAdult);
  mandate.themes = {Theme::kHealth};
  EXPECT_EQ(Published().Allowed(mandate, Action::kBook, Theme::kHealth, kNow), Permission::kAllowed);
  EXPECT_EQ(Published().Allowed(mandate, Action::kBook, Theme::kSocial, kNow), Permission::kDenied);
}

TEST(Permission, EndsWithTheSecondOfItsLastMoment) {
  Authority guardian = Guardian(BornFor(AgeBand::kChild), Disclosure::kNotCapable);
  guardian.valid_until = kNow;
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kHealth, kNow - 1), Permission::kAllowed);
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kHealth, kNow), Permission::kDenied);
}

TEST(Permission, AsksToIdentifyOnlyInOnesOwnMatter) {
  Authority anonymous;
  anonymous.relation = Relation::kSelf;
  EXPECT_EQ(Published().Allowed(anonymous, Action::kAssess, Theme::kHealth, kNow), Permission::kAllowed);
  EXPECT_EQ(Published().Allowed(anonymous, Action::kBook, Theme::kHealth, kNow), Permission::kIdentifyFirst);
  anonymous.relation = Relation::kGuardian;
  anonymous.birth_date = BornFor(AgeBand::kChild);
  anonymous.disclosure = Disclosure::kNotCapable;
  EXPECT_EQ(Published().Allowed(anonymous, Action::kBook, Theme::kHealth, kNow), Permission::kDenied);
}

TEST(Permission, NobodyActsForAPersonWhoseAgeIsUnknown) {
  Authority guardian = Guardian({}, Disclosure::kNotCapable);
  guardian.birth_date.reset();
  for (const Action action : kActions) {
    EXPECT_EQ(Published().Allowed(guardian, action, Theme::kHealth, kNow), Permission::kDenied) << Name(action);
  }
}

struct Case {
  Relation relation;
  AgeBand band;
  Theme theme;
  Action action;
  IdentificationLevel level;
  Disclosure disclosure;
  bool with_theme;
};

std::vector<Case> EveryCase() {
  std::vector<Case> cases;
  for (const Relation relation : kRelations) {
    for (const AgeBand band : kBands) {
      for (const Theme theme : kThemes) {
        for (const Action action : kActions) {
          for (const IdentificationLevel level : kLevels) {
            for (const Disclosure disclosure : kDisclosures) {
              cases.push_back({relation, band, theme, action, level, disclosure, false});
              cases.push_back({relation, band, theme, action, level, disclosure, true});
            }
          }
        }
      }
    }
  }
  return cases;
}

bool Allows(const Case& asked) {
  Authority authority;
  authority.level = asked.level;
  authority.relation = asked.relation;
  authority.birth_date = BornFor(asked.band);
  authority.disclosure = asked.disclosure;
  if (asked.with_theme) authority.themes = {asked.theme};
  return Published().Allowed(authority, asked.action, asked.theme, kNow) == Permission::kAllowed;
}

// The table in words, apart from its file: what the county offers on behalf, and to whom.
bool Expected(const Case& asked) {
  const bool simple = asked.action == Action::kAssess || asked.action == Action::kChat;
  const bool strong = asked.level == IdentificationLevel::kStrong;
  switch (asked.relation) {
    case Relation::kNone:
      return false;
    case Relation::kSelf:
      return strong || simple;
    case Relation::kGuardian:
      if (!strong || asked.band == AgeBand::kAdult) return false;
      if (asked.disclosure >= Disclosure::kAllowed) return true;
      return asked.band == AgeBand::kYouth && asked.disclosure == Disclosure::kUnknown &&
             (simple || asked.action == Action::kBook);
    case Relation::kMandate:
      return strong && asked.band == AgeBand::kAdult && asked.with_theme;
  }
  return false;
}

TEST(Permission, TheWholeTableIsAsItIsInWords) {
  const std::vector<Case> cases = EveryCase();
  EXPECT_EQ(cases.size(), 4u * 3 * 2 * 8 * 3 * 4 * 2);
  for (const Case& asked : cases) {
    EXPECT_EQ(Allows(asked), Expected(asked))
        << Name(asked.relation) << " " << Name(asked.band) << " " << Name(asked.theme) << " " << Name(asked.action)
        << " " << Name(asked.level) << " " << Name(asked.disclosure) << (asked.with_theme ? " with theme" : "");
  }
}

TEST(Permission, ARightForOneThemeAloneIsNoneForTheOther) {
  Authority guardian = Guardian(BornFor(AgeBand::kChild), Disclosure::kNotCapable);
  guardian.themes = {Theme::kSocial};
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kSocial, kNow), Permission::kAllowed);
  EXPECT_EQ(Published().Allowed(guardian, Action::kBook, Theme::kHealth, kNow), Permission::kDenied);
}

TEST(Permission, TheLimitOfTwelveIsASetting) {
  Json changed = PublishedTable();
  changed.Set("childUnder", 10);
  const PermissionTable table = PermissionTable::Read(changed).value();
  const CivilDay eleven = {2015, 5, 2};
  EXPECT_EQ(table.BandOf(eleven, {2026, 11, 24}), AgeBand::kYouth);
  EXPECT_EQ(Published().BandOf(eleven, {2026, 11, 24}), AgeBand::kChild);
}

// Everybody born on a day of four years, the leap day among them, is a child until the eve of the twelfth birthday.
TEST(Permission, TheBirthdayDecidesForEveryDayOfBirth) {
  for (CivilDay born = {2012, 1, 1}; born < CivilDay{2016, 1, 1}; born = AddDays(born, 1)) {
    const bool leap_day = born.month == 2 && born.day == 29;
    // 2024 is a leap year: who was born on 29 February 2012 turns twelve on that day; eighteen on 1 March 2030.
    const CivilDay twelve = {born.year + 12, born.month, born.day};
    const CivilDay eighteen =
        leap_day ? CivilDay{born.year + 18, 3, 1} : CivilDay{born.year + 18, born.month, born.day};
    EXPECT_EQ(Published().BandOf(born, AddDays(twelve, -1)), AgeBand::kChild) << FormatDay(born);
    EXPECT_EQ(Published().BandOf(born, twelve), AgeBand::kYouth) << FormatDay(born);
    EXPECT_EQ(Published().BandOf(born, AddDays(eighteen, -1)), AgeBand::kYouth) << FormatDay(born);
    EXPECT_EQ(Published().BandOf(born, eighteen), AgeBand::kAdult) << FormatDay(born);
  }
}

// The same matter, with as much authority or more.
bool HoldsAsMuch(const Case& more, const Case& less) {
  return more.relation == less.relation && more.band == less.band && more.theme == less.theme &&
         more.action == less.action && more.level >= less.level && more.disclosure >= less.disclosure &&
         more.with_theme >= less.with_theme;
}

// The whole table: stepping down in level, disclosure, theme or relation never opens anything.
TEST(Permission, LessAuthorityNeverAllowsMore) {
  const std::vector<Case> cases = EveryCase();
  int allowed = 0;
  for (const Case& less : cases) {
    if (!Allows(less)) continue;
    ++allowed;
    SCOPED_TRACE(std::string(Name(less.relation)) + " " + std::string(Name(less.band)) + " " +
                 std::string(Name(less.action)));
    EXPECT_NE(less.relation, Relation::kNone);
    EXPECT_TRUE(less.relation == Relation::kSelf || less.level == IdentificationLevel::kStrong);
    for (const Case& more : cases) {
      EXPECT_TRUE(!HoldsAsMuch(more, less) || Allows(more));
    }
    // Nobody may do for another what that person may not do alone.
    Case alone = less;
    alone.relation = Relation::kSelf;
    EXPECT_TRUE(Allows(alone));
  }
  // Oneself, in 3 ages, 4 disclosures, 2 themes, with and without a mandate's theme: 2 actions at two weaker levels, 8
  // at the strong one. A guardian, strong: 8 actions of a child in 2 disclosures, 8 of a youth in 2 and 3 in 1. By
  // mandate, strong, with its theme: 8 actions of an adult in 4 disclosures.
  EXPECT_EQ(allowed, 48 * (2 + 2 + 8) + 4 * (16 + 16 + 3) + 2 * 32);
}

// They stand in the table and in databases.
TEST(PermissionWords, AreReadBackAsWhatTheyName) {
  for (const Disclosure one : kDisclosures) EXPECT_EQ(DisclosureOf(Name(one)), one);
  for (const IdentificationLevel one : kLevels) EXPECT_EQ(LevelOf(Name(one)), one);
  for (const AgeBand one : kBands) EXPECT_EQ(AgeBandOf(Name(one)), one);
  for (const Theme one : kThemes) EXPECT_EQ(ThemeOf(Name(one)), one);
  for (const Action one : kActions) EXPECT_EQ(ActionOf(Name(one)), one);
  EXPECT_EQ(DisclosureOf("Allowed"), std::nullopt) << "as they are written";
  EXPECT_EQ(ThemeOf(""), std::nullopt);
}

TEST(PermissionTable, NamesThePlaceOfAMistake) {
  Json table = PublishedTable();
  table.Find("rows")->MutableItems()[2].Find("ages")->MutableItems()[0] = Json("baby");
  const Result<PermissionTable> result = PermissionTable::Read(table);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().path, "rows[2].ages[0]");
  EXPECT_EQ(result.error().message, "unknown word");
}

TEST(PermissionTable, RefusesARowForNobody) {
  Json table = PublishedTable();
  table.Find("rows")->MutableItems()[0].Set("relation", "none");
  const Result<PermissionTable> result = PermissionTable::Read(table);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().path, "rows[0].relation");
}

// What is said of the published table after one member has been set or, without a value, taken away.
std::string ErrorAfter(const char* member, const char* value) {
  Json table = PublishedTable();
  value == nullptr ? table.Erase(member) : static_cast<void>(table.Set(member, ParseJson(value).value()));
  const Result<PermissionTable> result = PermissionTable::Read(table);
  return result.ok() ? "" : result.error().path + ": " + result.error().message;
}

// The same of a member of the first row.
std::string ErrorInRowAfter(const char* member, const char* value) {
  Json rows = PublishedTable()["rows"];
  Json& row = rows.MutableItems()[0];
  value == nullptr ? row.Erase(member) : static_cast<void>(row.Set(member, ParseJson(value).value()));
  return ErrorAfter("rows", WriteJson(rows).c_str());
}

TEST(PermissionTable, RefusesLimitsThatAreNone) {
  EXPECT_EQ(ErrorAfter("childUnder", nullptr), "childUnder: expected a whole number, found nothing");
  EXPECT_EQ(ErrorAfter("adultFrom", nullptr), "adultFrom: expected a whole number, found nothing");
  for (const auto& [member, value] : {std::pair("childUnder", "19"), {"childUnder", "-1"}, {"adultFrom", "151"}}) {
    EXPECT_EQ(ErrorAfter(member, value), "childUnder: expected 0 ≤ childUnder ≤ adultFrom ≤ 150") << value;
  }
  EXPECT_EQ(ErrorAfter("childUnder", "18"), "") << "no youths";
}

TEST(PermissionTable, RefusesWhatIsMissingOrNoWordOfItsList) {
  EXPECT_EQ(ErrorAfter("disclosure", nullptr), "disclosure: expected an object, found nothing");
  EXPECT_EQ(ErrorAfter("disclosure", "{}"), "disclosure.child: expected a string, found nothing");
  EXPECT_EQ(ErrorAfter("disclosure", R"({"child":"perhaps"})"), "disclosure.child: unknown word \"perhaps\"");
  EXPECT_EQ(ErrorAfter("rows", nullptr), "rows: expected an array, found nothing");
  EXPECT_EQ(ErrorInRowAfter("relation", nullptr), "rows[0].relation: expected a string, found nothing");
  EXPECT_EQ(ErrorInRowAfter("level", "\"medium\""), "rows[0].level: unknown word \"medium\"");
  EXPECT_EQ(ErrorInRowAfter("disclosure", nullptr), "rows[0].disclosure: expected a string, found nothing");
  EXPECT_EQ(ErrorInRowAfter("ages", nullptr), "rows[0].ages: expected an array, found nothing");
  EXPECT_EQ(ErrorInRowAfter("ages", "[]"), "rows[0].ages: expected at least one word");
  EXPECT_EQ(ErrorInRowAfter("actions", R"(["book", 5])"), "rows[0].actions[1]: unknown word");
}

}  // namespace
}  // namespace eteinen
