// All that the application knows between two messages. Values without behaviour; the flows (flow.h) change them.
#ifndef ETEINEN_CORE_APP_STATE_H_
#define ETEINEN_CORE_APP_STATE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/app/effect.h"
#include "core/base/json.h"
#include "core/booking/appointment_rules.h"
#include "core/booking/slot_search.h"
#include "core/calendar/instant.h"
#include "core/channels/directory.h"
#include "core/channels/recommendation.h"
#include "core/form/assessment.h"
#include "core/form/form_terms.h"
#include "core/form/session.h"
#include "core/text/catalog.h"
#include "core/view/node.h"

namespace eteinen::app {

enum class Screen {
  kLoading,       // before the texts are there
  kStart,         // what would you like to do?
  kPersons,       // identify; for whom?
  kEnded,         // the session has ended; identify again, and go on
  kOtherWays,     // for whom digital identification does not serve
  kSymptoms,      // what is the matter?
  kQuestion,      // one page of a questionnaire
  kPlace,         // which municipality? (asked only when it is not known)
  kEmergency,     // takes over when an answer is a danger sign
  kResult,        // outcome and recommended channels
  kContact,       // all ways of contact for a need
  kChannel,       // one of them, chosen
  kServices,      // what can be booked
  kRefused,       // why this cannot be booked online, and who can do it
  kSlots,         // free times
  kCheck,         // check and book
  kBooked,        // it is booked
  kAppointments,  // my appointments
  kAppointment,   // one of them
  kCancel,        // really cancel?
  kCancelled,     // it is cancelled
  kCode,          // open a booking made without identification by its code
  kMore,          // settings, information and other services
  kPage,          // one page of information
  kSettings,      // language, shared device
  kForms,         // forms to fill, and what was sent
  kReview,        // check the answers and send them
  kSent,          // they have arrived
  kResponse,      // what was sent, as it was sent
};

// Somebody for whom one may act, oneself included.
struct Person {
  std::string id;
  std::string name;
  std::string birth_date;  // YYYY-MM-DD
  std::string municipality;
  std::string gender;    // female, male; empty: not told
  std::string relation;  // self, guardian, mandate
  std::string initial;
  // The named team that knows them, if there is one that may be told.
  struct Team {
    std::string id;
    std::string name;
    std::string number;                 // empty: only the person's own papers tell it
    std::optional<OpeningHours> hours;  // none: those of the directory's entry for own teams
  };
  std::optional<Team> own_team;
  Json may;  // what may be done, by theme: {"health":["assess",…],"social":[…]}; null: nobody has told
};

// Of the session, in seconds: until it ends, when that is to be told, and until it ends whatever is done.
struct Timing {
  std::int64_t left = 0;
  std::int64_t warn = 0;
  std::int64_t most = 0;
};

// Answers that whoever is here has begun to give about the person acted for, and that the backend keeps.
struct Draft {
  std::string id;
  std::string questionnaire;  // id, or several joined by "+"
  std::string appointment;    // id of the one that asks for them, or empty
  std::string title;          // may be empty
  std::string language;       // of the title
  Instant authored;
};

struct Identity {
  bool known = false;       // the backend has told, or cannot be asked now
  bool unanswered = false;  // it could not: it is asked again when somebody wants to identify
  bool identified = false;
  bool provider = false;  // one identifies on another server
  bool service = false;   // one says on another server for whom one acts
  std::string user;       // id
  std::string user_name;
  std::optional<Timing> timing;
  std::optional<Person> acting_for;
  std::vector<Person> may_act_for;
  struct TestPerson {
    std::string id;
    std::string name;
    std::string description;
  };
  std::vector<TestPerson> test_persons;
  std::optional<std::vector<Draft>> drafts;  // the newest first; none: the backend keeps none
};

// Whose is what is open here, and how long the session goes on.
struct Visit {
  std::string user;     // whose the answers and bookings in here are; empty: begun without identification …
  std::string person;   // … and for whom
  bool active = false;  // something was done since the session was last looked at
  bool warned = false;  // its end has been told
  bool ended = false;   // it is over: what is here waits for the one whose it is
};

// What went wrong with a request, until something else is done. Shown with a way on.
struct Problem {
  Purpose purpose = Purpose::kSession;  // what "try again" does again
  std::string subject;
  std::string text;       // message id of what happened: "problem.offline", "booking.refused.too-late", …
  std::string uncertain;  // message id of a warning that the outcome is not known, or empty
  bool retry = false;     // trying again can help
  bool identify = false;  // the session has ended: identifying again can help
};

// A picture that the resident added. The shell holds it, by its handle: it is no part of the answers, and a reload
// forgets it.
struct Photo {
  std::string name;
  std::string type;
  std::int64_t size = 0;  // bytes
  std::string handle;
};

// One questionnaire being filled.
struct Filling {
  std::string questionnaire;                  // id, or several joined by "+"
  bool about_symptoms = false;                // entered through kSymptoms
  std::unique_ptr<form::Questionnaire> form;  // outlives the session
  std::vector<form::Rule> rules;
  std::optional<form::Session> session;
  int page = 0;
  std::map<std::string, std::string> drafts;  // item key → what was typed and is no value (yet)
  std::map<std::string, Photo> photos;        // linkId → its picture
  std::string photo_error;                    // message id: why a picture was not taken
  std::vector<std::string> errors_shown;      // keys of the questions whose errors are shown on this page

  std::map<std::string, std::string> searches;  // item → what was written to search its options by
  form::FormTerms terms;                        // whether and how the answers are sent
  std::string appointment;                      // id of the one that asks for the form, or empty
  std::optional<Instant> prefilled;             // when the answers were given that stand in it from the beginning
  bool reviewing = false;                       // a page leads to kReview, not to the next page
  std::string key;                              // idempotency key of sending; of these very answers

  bool judged = false;               // its result has been shown: it is not unfinished
  std::string draft;                 // id under which the backend keeps it unfinished; empty: it does not yet …
  std::string keeping;               // … what it is being given to keep …
  std::string kept;                  // … and what it has
  std::optional<Instant> continued;  // when the answers were given that it goes on with; told until the next page
  bool dropped = false;              // some of them have no place in the form any more; told until the next page
};

// The channel that was chosen, and what has become of it.
struct Handover {
  std::string channel;             // id in the directory; empty: none
  Screen from = Screen::kContact;  // where it was chosen
  std::string key;                 // idempotency key of handing the answers over
  std::string message;             // what is handed over, the same at every try
  bool done = false;               // the chat has been opened …
  bool passed = false;             // … and the answers went along
  bool reminded = false;           // the entry for the calendar has been given out
};

// How the resident can be reached: channels follow it.
struct Reach {
  bool cannot_speak = false;  // neither speaks nor hears on the phone
  std::string language;       // in which to be served (BCP 47); empty: that of the screen

  friend bool operator==(const Reach&, const Reach&) = default;
};
// A language that is none of those to choose from (BCP 47 "uncoded languages").
inline constexpr std::string_view kOtherLanguage = "mis";

struct Appointment {
  std::string id;
  std::string version;        // as in ETag
  std::string entry;          // UID of its calendar entry: its own, or of the booking that it took the place of
  std::int64_t sequence = 0;  // of the calendar entry: 0, and one more with every change
  std::string status;
  std::string service;
  std::string slot;
  Instant start;
  Instant end;
  std::string place;
  struct Change {
    bool may = false;
    std::optional<Instant> until;  // until when it may be done, or was possible
    std::string refusal;           // code, when it may not
  };
  Change move;
  Change cancel;
  std::optional<Instant> hold_until;
  std::string code;  // opens it from another browser; empty: it has none
};

// What the engine behind the backend can do (`/fhir/metadata`). What is not known is taken for what most engines can.
struct Engine {
  bool known = false;
  bool hold = true;
  bool move = true;       // a booking gets another time in one write
  bool waiting = false;   // takes wishes for an earlier time
  bool together = false;  // books several people's times, all or none
};

// A wish for an earlier time.
struct EarlierWish {
  std::string id;
  std::string service;
  std::string replaces;              // id of the booking that would be moved; empty: none yet
  std::optional<Appointment> offer;  // a time that came free, held for this person
};

// Of an assessment's result: the first time by video or phone, if one lies before the latest moment for contact.
struct RemoteOffer {
  std::optional<Instant> latest;
  std::string service;
  std::optional<FreeTime> time;
};

// An engine that cannot move in one write: what has been done of "give the old one up, take the new one".
enum class Swap { kNone, kAsked, kGivenUp, kBookedBoth };

struct BookingFlow {
  std::string person;  // whom this is for; empty: nobody is identified
  std::string service;
  BookingDecision decision;           // may this person book or move at all? Shown instead of times when not
  std::optional<Appointment> moving;  // the booking that gets another time; nothing: a new one
  bool loaded = false;
  CivilDay first_day;  // the days asked for
  CivilDay last_day;
  std::vector<FreeTime> slots;
  std::vector<std::pair<std::string, std::string>> places;  // id and name, as they came up in the times
  SlotWish wish;
  bool wishing = false;  // the ways to narrow the times down are open
  CivilDay day;          // chosen day; meaningful when `slots` is not empty
  std::optional<FreeTime> chosen;
  std::string hold;  // id of the held appointment, or empty
  std::optional<Instant> hold_until;
  std::string key;     // idempotency key of this booking
  bool taken = false;  // the chosen time went to somebody else: say so above the times
  std::optional<Appointment> done;
  bool offered = false;            // the hold is an offer of the waiting list: it is not let go by going back
  Swap swap = Swap::kNone;         // of a move that takes two writes
  std::string swap_key;            // idempotency key of giving the old time up
  std::vector<std::string> along;  // ids of those who come along: their times are next to this one
  std::vector<FreeTime> chosen_along;
  std::vector<Appointment> done_along;
};

struct Appointments {
  std::vector<EarlierWish> wishes;
  bool wishes_loaded = false;
  bool loaded = false;
  std::vector<Appointment> list;
  std::string open;  // id of the one looked at
  std::string key;   // idempotency key of its cancelling
};

// Answers that have arrived at the county.
struct SentResponse {
  std::string id;
  std::string questionnaire;  // id
  std::string appointment;    // id of the one that asked for them, or empty
  Instant authored;
  Json resource;
};

struct Forms {
  bool loaded = false;
  std::vector<SentResponse> list;              // of the person acted for, the newest first
  std::string open;                            // id of the one looked at
  std::string opening;                         // a form that waits for earlier answers or its questions
  std::string opening_for;                     // the appointment that asks for it, or empty
  std::string showing;                         // a form whose questions are waited for to show what was sent
  std::unique_ptr<form::Questionnaire> shown;  // of what kSent and kResponse show
  std::optional<SentResponse> sent;            // what kSent shows
};

struct Content {
  text::Catalogs catalogs;
  std::optional<channels::Directory> directory;
  bool directory_built_in = false;  // the build's own, since the backend gave none that can be used
  bool services_loaded = false;
  std::vector<BookableService> services;
  std::optional<PermissionTable> permissions;
  std::optional<Json> questionnaire_list;      // id, title, translations of each, to choose from
  std::map<std::string, Json> questionnaires;  // id → resource
  std::optional<Json> pages;                   // assets/pages, as one pack
};

struct State {
  bool started = false;
  std::string entry;
  std::string locale = "fi";
  std::string entry_locale;  // chosen, with texts for the first screens alone: the others are in `locale`; or empty
  std::string next_locale;   // chosen, its texts on their way
  Screen screen = Screen::kLoading;
  Screen after_identify = Screen::kStart;  // where to go once it is known who is here
  Screen before_persons = Screen::kStart;  // where one was when whose matter it is was asked
  Content content;
  Identity identity;
  Visit visit;
  bool host = false;         // the app around the web view takes requests
  bool framed = false;       // the page stands in a frame of another page
  std::string host_request;  // the identification that it has been asked for, or empty
  Filling filling;
  std::string municipality;  // asked on kPlace; empty: not asked yet
  bool place_error = false;
  std::string need;     // of the channels on kResult and kContact
  std::string urgency;  // of the channels on kResult and kContact
  Handover handover;
  Reach reach;
  bool why_not = false;  // the ways that do not fit are shown, with the reasons
  BookingFlow booking;
  Appointments appointments;
  Engine engine;
  RemoteOffer offer;
  std::string code;        // as typed
  std::string code_error;  // message id
  Forms forms;
  std::optional<Problem> problem;
  std::string search;                        // what was written on kSymptoms
  std::vector<std::string> chosen_symptoms;  // ids of questionnaires, as they were chosen
  std::string symptoms_error;                // message id: why the choice cannot stand
  std::string opening;                       // the questionnaire that is waited for, to be opened when it comes
  std::string page;                          // id of the page shown on kPage
  bool shared_device = false;                // others use this device: nothing is kept on it
  bool unkept = false;                       // the device refuses to keep anything
  std::string resume;                        // a snapshot waiting for content and identity
  Json unopened;                             // the snapshot of answers whose form has not come yet; null: none
  std::string stored;                        // the snapshot that the shell has
  std::optional<Draft> continued;            // the draft that `resume` or `unopened` is; none: what the device kept
  std::string dropping;                      // id of the draft of which it is asked whether it may go, or empty

  // The language that the resident has chosen.
  const std::string& ChosenLocale() const { return entry_locale.empty() ? locale : entry_locale; }

  // Whether what is unfinished outlives the page.
  bool KeepsAnswers() const { return !shared_device && !unkept; }

  bool IsChosenSymptom(std::string_view id) const {
    return std::find(chosen_symptoms.begin(), chosen_symptoms.end(), id) != chosen_symptoms.end();
  }
};

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_STATE_H_
