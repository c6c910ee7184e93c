// The directory: every line, text number, chat, booking and page by which the county can be reached, checked and ready
// for ranking.
//
// It is read from FHIR R4 HealthcareService resources (assets/directory; one resource or a Bundle in a file) and from
// the rules beside them (assets/rules: municipalities, needs, urgencies, channels). Reading refuses what is wrong, with
// the file and the path; nothing is guessed. The directory never changes once it is read, and knows no clock: whether
// an entry is still valid is asked with a day.
//
// The extensions, all `urn:eteinen:…`, on a HealthcareService:
//   source (string), checked (date), review (date)?, status (code: approved, from-source, example)   of the entry
//   hours-status (code)?    the same for its hours, when it differs
//   kind (code)             see terms.h
//   need (code)…            which needs it serves; need-passed-on (code)… which it takes in but passes on to others
//   urgency (code)…         how urgent matters it takes
//   municipality (string)…  where the person must live; none: anywhere. "elsewhere" is other counties
//   min-age, max-age (integer)?  full years, both included
//   language (code)…        the languages it speaks without an interpreter; "*": all
//   interpreter (boolean)?  whether it serves all other languages through an interpreter
//   identification (code: none, required)?  on-behalf (code: none, guardian, mandate)…
//   for-non-speakers (boolean)?  a text number: meant for those who can't speak on the phone or need an interpreter
//   emergency-line (boolean)?  last-resort (boolean)?  own-team (boolean)?  same-line-as (string: id)?
//   always-available (boolean)?  hours do not apply (a web page, a booking)
//   public-holidays (code: open, closed)?
//   effort (integer 0–9)?   what it asks of the person: the less the better, decides between otherwise equal channels
//   note (string, translated)…  fees, call-back promises, phone menus: shown on the card
//   href (uri)?             where a digital channel begins
// The number is in `telecom`; the name's translations in `_name`.
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

using PlaceSet =
    std::uint32_t;  // bit i: municipality i of Directory::municipalities; the bit after the last: elsewhere

struct Channel {
  std::string id;
  Kind kind = Kind::kPhone;
  LocalText name;
  std::string number;  // as printed: "03 629 6630"; empty when it has none
  std::string href;    // "tel:036296630", "sms:0406296206", or the address of a digital channel; may be empty
  std::vector<LocalText> notes;

  Set<Need> needs;            // solves
  Set<Need> needs_passed_on;  // takes in and passes on
  Set<Urgency> urgencies;
  PlaceSet places = 0;
  int min_age = 0;  // full years
  int max_age = 999;
  std::vector<std::string> languages;  // empty: all
  bool interpreter = false;
  bool needs_identification = false;
  Set<ActingFor> on_behalf;
  bool for_non_speakers = false;
  bool emergency_line = false;
  bool last_resort = false;
  bool own_team = false;
  bool always_available = false;
  int effort = 0;
  OpeningHours hours;

  SourceStatus status = SourceStatus::kExample;
  SourceStatus hours_status = SourceStatus::kExample;
  std::string source;
  CivilDay checked;
  std::optional<CivilDay> review;  // to be checked again by this day
};

// What a need can be, and whether it is about health.
struct NeedRules {
  Set<Urgency> urgencies;
};

// The latest moment by which a channel must open, for an urgency.
struct UrgencyRules {
  enum class Latest : std::uint8_t { kNow, kEndOfDay, kAfter } latest = Latest::kNow;
  std::int64_t seconds = 0;  // for kAfter
};

// One thing that is wrong with the files of the directory.
struct Finding {
  std::string file;
  std::string path;
  std::string code;  // "overlapping-hours", "unknown-municipality", …; see lint.h
  std::string message;

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct SourceFile {
  std::string name;  // "assets/directory/chats.json"
  Json content;
};

struct Directory {
  std::vector<Channel> channels;            // in the order of the files
  std::vector<std::string> municipalities;  // Finnish names
  std::array<NeedRules, kNeeds> needs;
  std::array<UrgencyRules, kUrgencies> urgencies;
  std::size_t most_channels = 4;  // how many a recommendation has at most

  const Channel* Find(std::string_view id) const;
  // The bit of a municipality by its Finnish name in any case; that of "elsewhere" for an unknown one.
  PlaceSet PlaceOf(std::string_view municipality) const;
  PlaceSet Elsewhere() const { return PlaceSet{1} << municipalities.size(); }
};

// Reads a whole directory: all files of assets/directory and assets/rules together. Errors: kInput, `path` is
// "file: place", such as "assets/directory/chats.json: entry[2].resource.telecom[0].value".
Result<Directory> LoadDirectory(const std::vector<SourceFile>& files);

// A copy in which every hour of status `example` counts as closed: what is left stands on sources.
Directory WithExampleHoursClosed(Directory directory);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_DIRECTORY_H_
