// Which channel fits this matter, this person and this moment, and why the others do not.
//
// Pure: the directory, the request and its `now` decide everything. A channel qualifies when it serves the need at this
// urgency, the place, the age and the language, can be reached by this person (speaking, identified, for another), and
// opens before the urgency's latest time. Then: open now before opens later; the person's own named team before common
// lines; what solves the matter in one contact before what passes it on; the least effort. The first is the one to
// take; at most three others follow, and one of all is a phone or a text message. An emergency is no ranking: 112 comes
// first and alone decides, and for one who can't speak on the phone the emergency text message comes with it.
//
// Nobody is left without a channel: a need that cannot be as urgent as asked (a bill is never for today) is answered at
// the nearest urgency that it can have, and each channel says so. `eteinen verify` proves it.
//
// It knows no texts: a reason is a code with parameters; its text is the message `reason.<code>`.
#ifndef ETEINEN_CORE_CHANNELS_RECOMMENDATION_H_
#define ETEINEN_CORE_CHANNELS_RECOMMENDATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "core/calendar/opening_hours.h"
#include "core/channels/directory.h"
#include "core/channels/terms.h"

namespace eteinen::channels {

// The team that knows the person.
struct OwnTeam {
  std::string id;
  std::optional<OpeningHours> hours;  // none: those of the directory's own-team entry
};

// The one cared for, who is not always the one who asks.
struct Person {
  int age_years = 0;
  std::string municipality;  // Finnish name; unknown or empty means elsewhere
  std::optional<OwnTeam> own_team;
};

struct Request {
  Urgency urgency = Urgency::kRoutine;
  Need need = Need::kHealth;
  Person person;
  std::string language = "fi";  // BCP 47; regions do not matter here
  bool cannot_speak_on_phone = false;
  bool identified = false;
  ActingFor acting_for = ActingFor::kNone;
  bool may_chat = true;  // false: whoever acts for the person may not chat about this matter
  Instant now;
};

enum class Reason : std::uint8_t {
  // Why a channel is there, and there so high.
  kEmergency,          // 112 comes first when life may be in danger
  kEmergencyText,      // the emergency text message, for one who can't speak on the phone
  kNeedsRegistration,  // works only for those who have registered beforehand
  kOpenNow,            // open now {until?}
  kOpensInTime,        // closed, opens at {opensAt}, in time
  kAlwaysAvailable,    // hours do not apply
  kOwnTeam,            // the person's own team
  kSolvesAtOnce,       // solves this need in one contact
  kPassesOn,           // takes the matter in hand and passes it on
  kYourArea,           // serves the person's municipality in particular {municipality}
  kByText,             // can be used without speaking
  kInterpreter,        // calls back with an interpreter {language}; not for one who can't speak
  kCallAllTheSame,     // does not serve in {language}, but there is no time to lose
  kNotDigital,         // there because one alternative is always a phone or a text message
  kUrgencyOfNeed,      // this need is never as urgent as asked: answered as {urgency}
  kLastResort,         // nothing else fits
  // Why a channel is not there.
  kSpecialMatter,        // for a matter that is no need of its own
  kNotThisNeed,          // {need}
  kNotThisUrgency,       // {urgency}
  kNotThisMunicipality,  // {municipality}
  kTooYoung,             // {minAge}
  kTooOld,               // {maxAge}
  kNotThisLanguage,      // {language}
  kNeedsSpeaking,
  kForNonSpeakers,     // for those who can't speak on the phone or need an interpreter
  kForOtherLanguages,  // for those who speak none of the county's languages
  kNeedsIdentification,
  kNotOnBehalf,  // {actingFor}
  kNoOwnTeam,
  kOpensTooLate,       // {opensAt?}, {latest}
  kOthersFirst,        // would fit; the channels above fit better
  kOnlyIfNothingElse,  // a last resort, and something else fits
  kNotInEmergency,     // in an emergency only 112
};
inline constexpr std::size_t kReasons = 33;

// The code on the wire and in message ids: "open-now", "needs-speaking".
std::string_view Code(Reason reason);
// Every reason, so that texts can be checked against them.
std::vector<Reason> AllReasons();

// Few and in place, so that a recommendation costs no memory for them.
struct Reasons {
  std::uint8_t count = 0;
  Reason list[8] = {};

  void Add(Reason reason) {
    if (count < 8) list[count++] = reason;
  }
  bool Has(Reason reason) const;
};

struct Recommended {
  const Channel* channel = nullptr;  // into the directory
  bool own_team = false;             // the person's own team: its id is that of the request
  bool open_now = false;
  std::optional<Instant> until;     // when it closes, if open and it ever does
  std::optional<Instant> opens_at;  // when it opens, if closed
  Reasons because;
};

struct Excluded {
  const Channel* channel = nullptr;
  Reason because = Reason::kNotThisNeed;  // the first rule that speaks against it; ObjectionsTo tells all
  std::optional<Instant> opens_at;        // for kOpensTooLate
};

struct Recommendation {
  std::vector<Recommended> channels;    // best first
  std::vector<Excluded> excluded;       // all others: those that cannot be, then those that fit less well
  Urgency urgency = Urgency::kRoutine;  // what was answered; see kUrgencyOfNeed
  Instant latest;                       // by when a channel has to open
};

// The urgency at which a need is answered: `asked`, if it can be so urgent; else the next graver that it can be (a
// crisis is never routine), else the next milder (a bill is never for today). An emergency always stays one.
Urgency AnsweredUrgency(const NeedRules& rules, Urgency asked);

// The last moment at which a channel may open; for the end of the day the second before midnight.
Instant LatestOpening(const UrgencyRules& rules, Instant now);

// Never fails. `directory` must outlive the recommendation.
Recommendation Recommend(const Directory& directory, const Request& request);

// Every rule that speaks against a channel that a recommendation for this request left out: the same channel once for
// each, in the order of the rules.
std::vector<Excluded> ObjectionsTo(const Directory& directory, const Request& request, const Excluded& excluded);

// What a reason's text may speak of, as message arguments: {"opensAt": …, "municipality": …}; instants as RFC 3339.
Json Parameters(Reason reason, const Recommended& recommended, const Recommendation& recommendation,
                const Request& request);
Json Parameters(const Excluded& excluded, const Recommendation& recommendation, const Request& request);

// The answers that a reason rests on, by their names in the command's line: {"ageYears": 15}. `answered_as` is the
// urgency of the recommendation.
Json AnswersBehind(Reason reason, const Request& request, Urgency answered_as);
// What the channel's entry says where a rule speaks against it, for support: {"serves": ["oral-health"]}; empty when
// the reason and its parameters say all.
Json RuleOf(const Directory& directory, const Excluded& excluded);

// The command's line, and its reply. Errors: kInput, with path.
Result<Request> ReadRequest(const Json& line);
Json ToJson(const Directory& directory, const Recommendation& recommendation, const Request& request);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_RECOMMENDATION_H_
