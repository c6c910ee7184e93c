// Forms that appointments ask for, and answers that were sent: the questions that flows and screens both ask.
#ifndef ETEINEN_CORE_APP_FORMS_H_
#define ETEINEN_CORE_APP_FORMS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/app/state.h"
#include "core/form/form_terms.h"

namespace eteinen::app {

// A form on the start page is a message of this id and the questionnaire's id; its second line ends in ".hint".
inline constexpr std::string_view kStartForm = "start.form.";

// A questionnaire's canonical is this and its id.
inline constexpr std::string_view kFormUrn = "urn:eteinen:questionnaire:";
inline constexpr std::string_view kDraftUrl = "urn:eteinen:draft";
// Which appointment asks for answers.
Json AppointmentExtension(const std::string& id);
// The id in "Appointment/id"; empty for anything else.
std::string AppointmentIn(const std::string& reference);

enum class AskedState {
  kToDo,      // not answered yet, and there is time
  kLate,      // its time has gone by; it may still be answered until the visit begins
  kHolds,     // earlier answers are recent enough; they may be looked through
  kAnswered,  // answered for this appointment
};

// What an appointment asks its person to answer.
struct AskedForm {
  std::string questionnaire;  // id
  Instant deadline;           // by when
  AskedState state = AskedState::kToDo;
  std::optional<Instant> answered;  // of kHolds and kAnswered
};

// Nothing when the service asks for no form, or the visit is cancelled or has begun.
std::optional<AskedForm> FormAskedBy(const State& state, const Appointment& appointment, Instant now);

// A form's entry in the list of questionnaires; null when the list is not there or has no such.
const Json* FormEntry(const State& state, std::string_view id);
form::LocalText FormTitle(const State& state, std::string_view id);
// The entries of the list that are of that kind (form_terms.h), in its order.
std::vector<const Json*> FormsOfKind(const State& state, std::string_view kind);

// The newest answers to a form, those for `appointment` alone when it is named; null when there are none.
const SentResponse* NewestResponse(const State& state, std::string_view questionnaire,
                                   std::string_view appointment = {});
const SentResponse* OpenedResponse(const State& state);

// The draft of a form; null when there is none.
const Draft* FindDraft(const State& state, std::string_view questionnaire, std::string_view appointment);

// The page that cannot be left as it is, from the first on, or -1.
int FirstOpenPage(const Filling& filling);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_FORMS_H_
