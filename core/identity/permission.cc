#include "core/identity/permission.h"

#include <algorithm>
#include <array>
#include <string>

namespace eteinen {
namespace {

// The words of each enumeration, in its order.
constexpr std::array<std::string_view, 3> kLevelNames = {"anonymous", "weak", "strong"};
constexpr std::array<std::string_view, 4> kRelationNames = {"none", "self", "guardian", "mandate"};
constexpr std::array<std::string_view, 3> kAgeBandNames = {"child", "youth", "adult"};
constexpr std::array<std::string_view, 4> kDisclosureNames = {"forbidden", "unknown", "allowed", "not-capable"};
constexpr std::array<std::string_view, 2> kThemeNames = {"health", "social"};
constexpr std::array<std::string_view, 8> kActionNames = {"assess",       "chat", "care-path", "form",
                                                          "see-bookings", "book", "move",      "cancel"};

template <typename Enum, std::size_t N>
std::optional<Enum> Find(const std::array<std::string_view, N>& names, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template <typename Enum>
Result<Enum> ReadWord(const Json& object, std::string_view key, std::string_view path,
                      std::optional<Enum> (*find)(std::string_view)) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string word, ReadString(object, key, path));
  const std::optional<Enum> value = find(word);
  if (!value) return InputError("unknown word \"" + word + "\"", JoinPath(path, key));
  return *value;
}

// Sets a flag for each word of the list `key`, which must not be empty.
template <typename Enum>
Status ReadFlags(const Json& object, std::string_view key, std::string_view path,
                 std::optional<Enum> (*find)(std::string_view), bool* flags) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(object, key, path));
  const std::string list_path = JoinPath(path, key);
  if (list->Items().empty()) return InputError("expected at least one word", list_path);
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const Json& item = list->Items()[i];
    const std::optional<Enum> value = item.IsString() ? find(item.AsString()) : std::nullopt;
    if (!value) return InputError("unknown word", JoinPath(list_path, i));
    flags[static_cast<std::size_t>(*value)] = true;
  }
  return Ok{};
}

bool Holds(const std::vector<Theme>& themes, Theme theme) {
  return std::find(themes.begin(), themes.end(), theme) != themes.end();
}

}  // namespace

std::string_view Name(IdentificationLevel level) { return kLevelNames[static_cast<std::size_t>(level)]; }
std::string_view Name(Relation relation) { return kRelationNames[static_cast<std::size_t>(relation)]; }
std::string_view Name(AgeBand band) { return kAgeBandNames[static_cast<std::size_t>(band)]; }
std::string_view Name(Disclosure disclosure) { return kDisclosureNames[static_cast<std::size_t>(disclosure)]; }
std::string_view Name(Theme theme) { return kThemeNames[static_cast<std::size_t>(theme)]; }
std::string_view Name(Action action) { return kActionNames[static_cast<std::size_t>(action)]; }
std::optional<IdentificationLevel> LevelOf(std::string_view word) {
  return Find<IdentificationLevel>(kLevelNames, word);
}
std::optional<Relation> RelationOf(std::string_view word) { return Find<Relation>(kRelationNames, word); }
std::optional<AgeBand> AgeBandOf(std::string_view word) { return Find<AgeBand>(kAgeBandNames, word); }
std::optional<Disclosure> DisclosureOf(std::string_view word) { return Find<Disclosure>(kDisclosureNames, word); }
std::optional<Theme> ThemeOf(std::string_view word) { return Find<Theme>(kThemeNames, word); }
std::optional<Action> ActionOf(std::string_view word) { return Find<Action>(kActionNames, word); }

Result<PermissionTable> PermissionTable::Read(const Json& table) {
  PermissionTable result;
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t child_under, ReadInt(table, "childUnder"));
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t adult_from, ReadInt(table, "adultFrom"));
  if (child_under < 0 || child_under > adult_from || adult_from > 150) {
    return InputError("expected 0 ≤ childUnder ≤ adultFrom ≤ 150", "childUnder");
  }
  result.child_under_ = static_cast<int>(child_under);
  result.adult_from_ = static_cast<int>(adult_from);

  ETEINEN_ASSIGN_OR_RETURN(const Json* defaults, ReadObject(table, "disclosure"));
  for (std::size_t band = 0; band < kAgeBandNames.size(); ++band) {
    ETEINEN_ASSIGN_OR_RETURN(result.defaults_[band],
                             ReadWord<Disclosure>(*defaults, kAgeBandNames[band], "disclosure", DisclosureOf));
  }

  ETEINEN_ASSIGN_OR_RETURN(const Json* rows, ReadArray(table, "rows"));
  for (std::size_t i = 0; i < rows->Items().size(); ++i) {
    const Json& item = rows->Items()[i];
    const std::string path = JoinPath("rows", i);
    Row row;
    ETEINEN_ASSIGN_OR_RETURN(row.relation, ReadWord<Relation>(item, "relation", path, RelationOf));
    if (row.relation == Relation::kNone) return InputError("nobody acts by no right", JoinPath(path, "relation"));
    ETEINEN_ASSIGN_OR_RETURN(row.level, ReadWord<IdentificationLevel>(item, "level", path, LevelOf));
    ETEINEN_ASSIGN_OR_RETURN(row.disclosure, ReadWord<Disclosure>(item, "disclosure", path, DisclosureOf));
    ETEINEN_RETURN_IF_ERROR(ReadFlags<AgeBand>(item, "ages", path, AgeBandOf, row.ages));
    ETEINEN_RETURN_IF_ERROR(ReadFlags<Action>(item, "actions", path, ActionOf, row.actions));
    result.rows_.push_back(row);
  }
  return result;
}

Permission PermissionTable::Allowed(const Authority& authority, Action action, Theme theme, Instant now) const {
  if (Permits(authority, authority.level, action, theme, now)) return Permission::kAllowed;
  // Only about oneself: for others the answer would tell that there is something to be identified for.
  if (authority.relation == Relation::kSelf && Permits(authority, IdentificationLevel::kStrong, action, theme, now)) {
    return Permission::kIdentifyFirst;
  }
  return Permission::kDenied;
}

bool PermissionTable::Permits(const Authority& authority, IdentificationLevel level, Action action, Theme theme,
                              Instant now) const {
  if (authority.valid_until && now >= *authority.valid_until) return false;
  const bool by_theme = authority.relation == Relation::kMandate || !authority.themes.empty();
  if (by_theme && !Holds(authority.themes, theme)) return false;
  std::optional<AgeBand> band;
  if (authority.birth_date) band = BandOf(*authority.birth_date, ToHelsinki(now).day);
  // One whose age nobody knows may do for themselves what every age may, and nothing for others.
  if (!band && authority.relation != Relation::kSelf) return false;
  return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
    const bool fits_age = band ? row.ages[static_cast<std::size_t>(*band)] : row.ages[0] && row.ages[1] && row.ages[2];
    return row.relation == authority.relation && fits_age && level >= row.level &&
           authority.disclosure >= row.disclosure && row.actions[static_cast<std::size_t>(action)];
  });
}

AgeBand PermissionTable::BandOf(CivilDay birth_date, CivilDay today) const {
  const int years = AgeInYears(birth_date, today);
  if (years < child_under_) return AgeBand::kChild;
  return years < adult_from_ ? AgeBand::kYouth : AgeBand::kAdult;
}

Disclosure PermissionTable::DefaultDisclosure(AgeBand band) const { return defaults_[static_cast<std::size_t>(band)]; }

}  // namespace eteinen
