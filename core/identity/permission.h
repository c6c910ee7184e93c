// What one may do for whom: the one function that every screen and every request of the backend asks.
//
// The table is data (assets/permissions/permissions.json): rows that permit; what no row permits is denied. A row names
// the least level of identification, the least disclosure and whether a mandate's theme is needed, so that less
// authority can never permit more. Ages are of the person acted for, on the day of the question: the birthday decides,
// and who is born on 29 February has it on 1 March in other years.
//
// It never says why something is denied (custody, protection, a youth's own wish and a missing mandate look the same),
// never looks anything up and has no clock. It knows no identity codes.
//
// Source: the county's acting on behalf (guardian of a child under 12, guardian of 12–17, adult by mandate); disclosure
// to guardians: code system 1.2.246.537.5.40202.201901; Act on the Status and Rights of Patients 785/1992, 7 and 9 §.
#ifndef ETEINEN_CORE_IDENTITY_PERMISSION_H_
#define ETEINEN_CORE_IDENTITY_PERMISSION_H_

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"

namespace eteinen {

// How surely it is known who acts, weakest first.
enum class IdentificationLevel { kAnonymous, kWeak, kStrong };

// What the one who acts is to the person acted for.
enum class Relation { kNone, kSelf, kGuardian, kMandate };

// By the limits of the table: under 12, 12–17 and from 18 on as published.
enum class AgeBand { kChild, kYouth, kAdult };

// Whether a guardian gets to know, from least to most. The numbers of the national code: 3, 4, 2, 1.
enum class Disclosure { kForbidden, kUnknown, kAllowed, kNotCapable };

// What a mandate is about.
enum class Theme { kHealth, kSocial };

enum class Action { kAssess, kChat, kCarePath, kForm, kSeeBookings, kBook, kMove, kCancel };

inline constexpr Relation kRelations[] = {Relation::kNone, Relation::kSelf, Relation::kGuardian, Relation::kMandate};
inline constexpr Action kActions[] = {Action::kAssess,      Action::kChat, Action::kCarePath, Action::kForm,
                                      Action::kSeeBookings, Action::kBook, Action::kMove,     Action::kCancel};

// The words of the assets and of the backend's answers: "guardian", "not-capable", "see-bookings", …; nothing for a
// word that is none of them.
std::string_view Name(IdentificationLevel level);
std::string_view Name(Relation relation);
std::string_view Name(AgeBand band);
std::string_view Name(Disclosure disclosure);
std::string_view Name(Theme theme);
std::string_view Name(Action action);
std::optional<IdentificationLevel> LevelOf(std::string_view word);
std::optional<Relation> RelationOf(std::string_view word);
std::optional<AgeBand> AgeBandOf(std::string_view word);
std::optional<Disclosure> DisclosureOf(std::string_view word);
std::optional<Theme> ThemeOf(std::string_view word);
std::optional<Action> ActionOf(std::string_view word);

// What is known about the one who acts and the person acted for. The defaults permit nothing but what is open to all.
struct Authority {
  IdentificationLevel level = IdentificationLevel::kAnonymous;
  Relation relation = Relation::kNone;
  std::vector<Theme> themes;           // of a mandate; of others only when they hold for some themes alone
  std::optional<Instant> valid_until;  // from then on the relation is none; absent: as long as the session lasts
  std::optional<CivilDay> birth_date;  // of the person acted for; unknown: nobody acts for them but themselves
  Disclosure disclosure = Disclosure::kForbidden;  // of the thing asked about, or of the person when there is none yet
};

enum class Permission {
  kDenied,
  kAllowed,
  kIdentifyFirst,  // one's own matter, which stronger identification would open; nothing hidden is told by this
};

class PermissionTable {
 public:
  // Reads assets/permissions/permissions.json. Errors name the place ("rows[2].ages[0]: …").
  static Result<PermissionTable> Read(const Json& table);

  // The one function. `theme` is that of the service asked about; actions without a service are about health.
  Permission Allowed(const Authority& authority, Action action, Theme theme, Instant now) const;

  AgeBand BandOf(CivilDay birth_date, CivilDay today) const;
  // What holds for a person of whom nothing has been recorded.
  Disclosure DefaultDisclosure(AgeBand band) const;
  // Whether a guardian may know that something of this disclosure exists.
  bool KnownToGuardian(Disclosure disclosure) const { return disclosure >= Disclosure::kAllowed; }

 private:
  struct Row {
    Relation relation = Relation::kNone;
    bool ages[3] = {};
    IdentificationLevel level = IdentificationLevel::kStrong;
    Disclosure disclosure = Disclosure::kForbidden;
    bool actions[8] = {};
  };

  bool Permits(const Authority& authority, IdentificationLevel level, Action action, Theme theme, Instant now) const;

  std::vector<Row> rows_;
  int child_under_ = 0;
  int adult_from_ = 0;
  Disclosure defaults_[3] = {};
};

}  // namespace eteinen

#endif  // ETEINEN_CORE_IDENTITY_PERMISSION_H_
