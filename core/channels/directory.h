// The directory: every line, text number, chat, booking and page by which the county can be reached, checked and ready
// for ranking.
//
// It is read from FHIR R4 HealthcareService resources (assets/directory; one resource or a Bundle in a file) and from
// the rules beside them (assets/rules: municipalities, needs, urgencies, channels). Reading refuses what is wrong, with
// the file and the path; nothing is guessed. The directory never changes once it is read, and knows no clock: whether
// an entry is still valid is asked with a day.
//
// The extensions, all `urn:eteinen:…`, on a HealthcareService ("…" may be repeated, "?" may be missing):
//   source (string), checked (date), status (code: approved, from-source, example), review (date)?   of the entry
//   hours-status (code)?         the same for its hours, when it differs
//   kind (code)                  see terms.h
//   need (code)…                 the needs it serves; need-passed-on (code)…: takes in, but passes on to others
//   urgency (code)…              how urgent matters it is for; urgency-if-need-be (code)…: takes when others are closed
//   municipality (string)…       where the person must live; none: anywhere. "elsewhere" is other counties
//   min-age, max-age (integer)?  full years, both included
//   language (code)…             spoken without an interpreter; "*": all
//   interpreter (boolean)?       serves all other languages through an interpreter
//   audience (code: non-speakers, other-languages)…   only for those who can't speak on the phone, or whose language is
//                                none of the county's; none: for all
//   identification (code: none, required)?   on-behalf (code: none, guardian, mandate)…; none given: both allowed
//   emergency-line, health-only, last-resort, own-team (boolean)?
//   special-matter (boolean)?    for a matter that is no need of its own (a poisoning): a form links to it, no ranking
//   does needs-registration (boolean)?   works only for those who have registered with it beforehand same-line-as
//   (string)?       the id of the entry whose number it shares always-available (boolean)?  hours do not apply (a web
//   page, a booking), but for `notAvailable` overnight (boolean)?         its hours run over midnight on purpose: an
//   end before the start is no slip valid-from, valid-until (date)?   the first and the last day of the entry; outside
//   them it is closed public-holidays (code: open, closed)? effort (integer 0–9)?        what it asks of the person:
//   decides between otherwise equal channels, the less first href (uri)?                  where a digital channel
//   begins note (string, translated)…   fees, phone menus, whom it is for: shown on the card call-back (string,
//   translated)?   what is promised when the line is busy or closed
// The number is in `telecom`; the name's translations are in `_name`; `location` names a Location of the same Bundle,
// whose address is shown. Beside them stand the files of rules, told apart by their member `rules`: "municipalities",
// "urgencies", "needs", "languages" (to choose from; may be missing), and "edition": which version this is, of which
// day, and how long it may be used.
#ifndef ETEINEN_CORE_CHANNELS_DIRECTORY_H_
#define ETEINEN_CORE_CHANNELS_DIRECTORY_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/opening_hours.h"
#include "core/channels/terms.h"

namespace eteinen::channels {

// A text in the languages of the county. An empty one falls back to Finnish, which is never empty.
struct LocalText {
  std::string fi;
  std::string sv;
  std::string en;

  // For "sv", "sv-FI", "en"…; every other language gets Finnish.
  const std::string& In(std::string_view language) const;
};

enum class SourceStatus : std::uint8_t { kApproved, kFromSource, kExample };

enum class Audience : std::uint8_t { kNonSpeakers, kOtherLanguages };

using PlaceSet = std::uint32_t;  // bit i: municipality i of the directory; the bit after the last: elsewhere

struct Channel {
  std::string id;
  Kind kind = Kind::kPhone;
  LocalText name;
  std::string number;  // as printed: "03 629 6630"; empty when it has none
  std::string href;    // "tel:036296630", "sms:0406296206", or where a digital channel begins; may be empty
  std::vector<LocalText> notes;
  LocalText call_back;  // empty when nothing is promised
  std::string address;  // of a place to visit

  Set<Need> needs;            // solves
  Set<Need> needs_passed_on;  // takes in and passes on
  Set<Urgency> urgencies;
  Set<Urgency> urgencies_if_need_be;
  PlaceSet places = 0;  // 0: anywhere
  int min_age = 0;      // full years
  int max_age = 999;
  std::vector<std::string> languages;  // primary subtags, or "*"
  bool interpreter = false;
  Set<Audience> audience;  // empty: for all
  bool needs_identification = false;
  Set<ActingFor> on_behalf;
  bool emergency_line = false;
  bool health_only = false;  // may not be given needs that are not about health
  bool last_resort = false;  // only where nothing else fits
  bool own_team = false;     // stands for the person's own named team
  bool special_matter = false;
  bool needs_registration = false;
  bool overnight = false;
  bool always_available = false;
  int effort = 5;
  OpeningHours hours;

  std::string same_line_as;
  SourceStatus status = SourceStatus::kExample;
  SourceStatus hours_status = SourceStatus::kExample;
  std::string source;
  CivilDay checked;
  std::optional<CivilDay> review;  // to be checked again by this day
  std::optional<CivilDay> valid_until;
  std::string file;  // where it stands: "assets/directory/chats.json"
  std::string path;  // "entry[2].resource"
};

// How urgent a need can be, and whether it is about health.
struct NeedRules {
  Set<Urgency> urgencies;
  bool about_health = false;
  std::string assessment;  // id of the questionnaire that asks about it; empty: the symptom has to be chosen first
};

// By when a channel must open.
struct UrgencyRules {
  enum class Latest : std::uint8_t { kNow, kEndOfDay, kAfter };
  Latest latest = Latest::kNow;
  std::int64_t seconds = 0;  // for kAfter
};

// One thing that is wrong with the files of the directory.
struct Finding {
  std::string file;
  std::string path;
  std::string code;  // see lint.h
  std::string message;

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct SourceFile {
  std::string name;  // "assets/directory/chats.json"
  Json content;
};

// Which directory this is. Without a file of it: version 0, of no day.
struct Edition {
  std::int64_t version = 0;  // grows with every change
  CivilDay signed_on;        // the day on which somebody answered for it
  CivilDay expires;          // the last day on which it may be used
};

// A language in which somebody may wish to be served, under its own name.
struct Language {
  std::string code;  // primary subtag of BCP 47: "so"
  std::string name;  // "Soomaali"
};

struct Directory {
  std::vector<Channel> channels;            // in the order of the files
  std::vector<std::string> municipalities;  // Finnish names
  std::array<NeedRules, kNeeds> needs;
  std::array<UrgencyRules, kUrgencies> urgencies;
  std::vector<Language> languages;            // in which one may wish to be served, in the order of the file
  std::vector<std::string> county_languages;  // spoken by every line; speakers of others may need an interpreter
  std::size_t most_channels = 4;              // how many a recommendation has at most
  Need contact_need = Need::kGeneralInfo;     // what the contact page shows before a need is chosen
  Urgency contact_urgency = Urgency::kRoutine;
  int unknown_age = 30;  // taken for the age of somebody who has not told it: what is for adults is not hidden
  Edition edition;

  const Channel* Find(std::string_view id) const;
  // The bit of a municipality by its Finnish name, letter by letter; that of "elsewhere" for an unknown one.
  PlaceSet PlaceOf(std::string_view municipality) const;
  PlaceSet Elsewhere() const { return PlaceSet{1} << municipalities.size(); }
  // The first year of each age band: between two of them no channel tells ages apart. Sorted, beginning with 0.
  std::vector<int> AgeBands() const;
};

struct DirectoryReading {
  Directory directory;            // of what could be read
  std::vector<Finding> findings;  // what could not, in the order of the files
};

// Reads all files of assets/directory and assets/rules together.
DirectoryReading ReadDirectory(const std::vector<SourceFile>& files);

// The same for use: anything wrong refuses the whole. The error is kInput, its path "file: place", such as
// "assets/directory/chats.json: entry[2].resource.name".
Result<Directory> LoadDirectory(const std::vector<SourceFile>& files);

// What a phone dials or writes to: "tel:036296630", "sms:0406296206".
std::string DialAddress(Kind kind, std::string_view number);

// A copy in which every hour of status `example` counts as closed: what is left stands on sources.
Directory WithExampleHoursClosed(Directory directory);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_DIRECTORY_H_
