// The content that the backend judges by, read once at start: services, schedules, places, permissions, forms, test
// persons.
#ifndef ETEINEN_TOOLS_BACKEND_CONTENT_H_
#define ETEINEN_TOOLS_BACKEND_CONTENT_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/booking/schedule.h"
#include "core/booking/service_rules.h"
#include "core/calendar/civil_time.h"
#include "core/identity/permission.h"
#include "tools/backend/forms.h"
#include "tools/backend/limits.h"

namespace eteinen::backend {

// A test person, in the place of what identification and the population register would tell. The identity code is
// checked when it is read; it is for identification and authorisations alone and never in an answer or a message.
struct Person {
  std::string id;
  std::string name;
  CivilDay birth_date;
  std::string municipality;
  Json own_team;                         // id, name, number, availability of the named team; null: there is none
  Json description;                      // texts by language; null: cannot be chosen on the page of test persons
  std::string identity_code;             // empty: none is known
  std::optional<Disclosure> disclosure;  // what a professional has recorded; absent: the table's default for the age
};

struct AuthorityRecord {
  std::string who;
  std::string for_whom;
  Relation relation = Relation::kNone;
  std::vector<Theme> themes;
  std::optional<Instant> valid_until;
  // Taken away by an authority, a ban on disclosure, a decision of custody …: it exists and gives no right, and nobody
  // is told why.
  bool blocked = false;
};

// An appointment that another system of the county has made, put into a new database so many days from its first day.
struct GivenAppointment {
  std::string person;
  std::string schedule;
  int days_ahead = 0;
  TimeOfDay time;
  Disclosure disclosure = Disclosure::kAllowed;
};

struct Content {
  PermissionTable permissions;
  SessionLimits limits;
  std::vector<BookableService> services;
  std::vector<Schedule> schedules;
  Json places;  // FHIR Locations
  std::vector<Person> persons;
  std::vector<AuthorityRecord> authorities;
  std::vector<GivenAppointment> given;
  std::vector<SentForm> forms;
  std::map<std::string, Theme, std::less<>> themes;  // of the needs of assets/rules/needs.json

  const Person* FindPerson(std::string_view id) const;
  // What a need is about; health, when there is no such need.
  Theme ThemeOfNeed(std::string_view need) const;
  // The Finnish name of a place, or "" for none such.
  std::string PlaceName(std::string_view id) const;
};

// Reads assets/{services,permissions,questionnaires,rules/needs.json,test-persons}. Errors name the file and the place
// in it.
Result<Content> LoadContent(const std::string& assets);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_CONTENT_H_
