// A bookable service and its rules, as read from assets/services: who may book, when, and what may be changed later.
//
// A service is a FHIR HealthcareService whose extension `urn:eteinen:booking` holds the rules. Names, instructions and
// fee texts stay in `resource`, in every language. This file reads and checks; `appointment_rules.h` decides. No rule
// about a given service, age or hour is in code.
//
// `sex` is for what care itself makes depend on it; a matter of life ("If you are pregnant …") is said by `for-whom`,
// to be read before the times, since nobody but the resident knows it.
//
// Ages are of the person who comes, on the day of the visit in Helsinki. Notices are elapsed time before the start (24
// hours are 24 hours on the night of a clock change too); the horizon is in days.
#ifndef ETEINEN_CORE_BOOKING_SERVICE_RULES_H_
#define ETEINEN_CORE_BOOKING_SERVICE_RULES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/identity/permission.h"

namespace eteinen {

// From the day on which one is `from_months` old to the day before one is `below_months`. 12 years are 144 months.
struct AgeRange {
  int from_months = 0;
  std::optional<int> below_months;

  bool Holds(CivilDay birth_date, CivilDay day) const;
};

enum class VisitMode { kOnSite, kVideo, kPhone };

// How something may be changed online by people of an age. A service has a list of these; the first whose age holds on
// the day of the visit counts; when none holds, it is never done online.
struct ChangeRule {
  AgeRange age;
  int notice_minutes = 0;
  std::optional<int> at_most;  // times; absent: as often as one likes
};

// A questionnaire to be answered before the visit; a missing one never keeps anybody from cancelling.
struct PreVisitForm {
  std::string questionnaire;
  int notice_minutes = 0;
};

struct BookableService {
  std::string id;
  Json resource;  // the FHIR resource as read
  VisitMode mode = VisitMode::kOnSite;
  Theme theme = Theme::kHealth;
  std::string group;   // under which heading it is listed: "vaccination", "child-clinic", …
  int order = 0;       // smaller is listed earlier
  bool online = true;  // false: never booked online (emergency, X-ray, specialist dentist, orthodontics)
  bool needs_identification = true;
  std::vector<Relation> who;  // who may book: self, guardian, mandate
  AgeRange age;
  std::string sex;                          // "female", "male", as registered; empty: all
  std::vector<std::string> municipalities;  // Finnish names; empty: all
  int minutes = 0;                          // length of a visit
  int book_notice_minutes = 0;
  int horizon_days = 0;              // bookable at most so many days ahead; 0 is today only
  std::optional<int> days_at_once;   // so many days of times are shown at once; absent: all
  std::optional<int> reminder_days;  // calendars remind so many days before, at the hour of the visit; absent: never
  std::optional<CivilDay> season_first;  // of visits
  std::optional<CivilDay> season_last;
  std::optional<int> at_most_coming;  // bookings of this service that one person may have coming
  std::vector<ChangeRule> move;
  std::vector<ChangeRule> cancel;
  // Wishes for an earlier time are taken; one that comes free is held for whom it is offered so many minutes.
  std::optional<int> offer_minutes;
  // Needs of an assessment (assets/rules/needs.json) after which a time of this service is offered with the result.
  std::vector<std::string> assessment_needs;
  std::optional<PreVisitForm> form;
  std::vector<std::string> fallback;  // ids of channels in the directory that do what cannot be done online

  // The name or another text of the resource in a language, or in Finnish when it is not translated.
  std::string Name(std::string_view locale) const;
  std::string Instructions(std::string_view locale) const;  // empty: none
  std::string FeeText(std::string_view locale) const;       // empty: none
  // For whom it is, where that is a matter of life and not of dates ("If you are pregnant …"); empty: for all.
  std::string ForWhom(std::string_view locale) const;
};

// Reads one file of assets/services. Errors name the place ("extension[urn:eteinen:booking].age-from: …").
Result<BookableService> ReadBookableService(const Json& resource);

// Reads a list: an array of services, or a Bundle of them. Two of the same id are an error.
Result<std::vector<BookableService>> ReadBookableServices(const Json& list);

const BookableService* FindService(const std::vector<BookableService>& services, std::string_view id);

// A FHIR string element in a language by its `translation` extensions (`_key`), or as it stands.
std::string TranslatedString(const Json& element, std::string_view key, std::string_view locale);

// "P6M", "P12Y", "P1Y6M" → months. "PT24H", "PT90M", "PT1H30M" → minutes. Nothing for anything else.
std::optional<int> MonthsOf(std::string_view duration);
std::optional<int> MinutesOf(std::string_view duration);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BOOKING_SERVICE_RULES_H_
