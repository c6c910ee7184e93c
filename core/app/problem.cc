#include "core/app/flow.h"

namespace eteinen::app {

std::string RefusalCode(std::string_view body) {
  const Result<Json> outcome = ParseJson(body, {.max_bytes = std::size_t{64} << 10, .max_depth = 32});
  if (!outcome.ok() || (*outcome)["issue"].Items().empty()) return {};
  const Json& coding = (*outcome)["issue"].Items().front()["details"]["coding"];
  return coding.Items().empty() ? std::string() : coding.Items().front()["code"].AsString();
}

void NoteProblem(Step& step, Purpose purpose, std::string subject, const HttpAnswer& answer) {
  Problem problem;
  problem.purpose = purpose;
  problem.subject = std::move(subject);
  problem.retry = true;
  if (answer.failure == Failure::kOffline) {
    problem.text = "problem.offline";
  } else if (answer.failure) {
    problem.text = "problem.no-answer";
  } else if (const std::string code = RefusalCode(answer.body); !code.empty() && answer.status < 500) {
    const bool books = purpose == Purpose::kHold || purpose == Purpose::kBook || purpose == Purpose::kBookTogether;
    // Said of a time that one has, these two speak of changing it.
    const bool too_near = code == "too-late" || code == "past";
    problem.text = books && too_near ? "refused.too-near" : "refused." + code;
    problem.retry = false;
    if (code == "not-identified") {
      problem.identify = true;
      ForgetIdentity(step.state);
    }
    // Another tab acts for somebody else: find out for whom before anything is written.
    if (code == "person-changed") LoadIdentity(step);
  } else {
    problem.text = "problem.server";
  }
  // Whether a write took effect is unknown unless the backend said no.
  const bool unknown = answer.failure || answer.status >= 500 || answer.Success();
  if (unknown && (purpose == Purpose::kBook || purpose == Purpose::kBookTogether))
    problem.uncertain = "problem.booking-uncertain";
  if (unknown && purpose == Purpose::kSendResponse) problem.uncertain = "problem.send-uncertain";
  if (unknown && purpose == Purpose::kMove) problem.uncertain = "problem.move-uncertain";
  if (unknown && purpose == Purpose::kCancelAppointment) problem.uncertain = "problem.cancel-uncertain";
  step.state.problem = std::move(problem);
  step.focus = "problem";
}

void Retry(Step& step) {
  if (!step.state.problem) return;
  const Problem problem = *std::move(step.state.problem);
  step.state.problem.reset();
  switch (problem.purpose) {
    case Purpose::kCatalog:
      return ChooseLocale(step, problem.subject);
    case Purpose::kDirectory:
    case Purpose::kBuiltInDirectory:
    case Purpose::kServices:
      return LoadContent(step);
    case Purpose::kQuestionnaireList:
      return step.state.screen == Screen::kForms ? OpenForms(step) : OpenSymptoms(step);
    case Purpose::kQuestionnaire:
      return IsUnopened(step.state, problem.subject) ? OpenKept(step) : OpenQuestionnaire(step, problem.subject);
    case Purpose::kPages:
      return step.state.screen == Screen::kPage ? OpenPage(step, step.state.page) : OpenMore(step);
    case Purpose::kTestPersons:
      return OpenPersons(step);
    case Purpose::kSignIn:
      return SignIn(step, problem.subject);
    case Purpose::kSignOut:
      return SignOut(step);
    case Purpose::kExtendSession:
      return ExtendSession(step, "");
    case Purpose::kDeparture:
      return Depart(step, problem.subject);
    case Purpose::kActFor:
      return ActFor(step, problem.subject);
    case Purpose::kSlots:
      return OpenSlots(step, problem.subject);
    case Purpose::kHold:
      return ChooseSlot(step, problem.subject);
    case Purpose::kExtendHold:
      return ExtendHold(step);
    case Purpose::kBook:
    case Purpose::kMove:
      return ConfirmBooking(step);
    case Purpose::kAppointments:
      return OpenAppointments(step);
    case Purpose::kCancelAppointment:
      return CancelAppointment(step);
    case Purpose::kBookTogether:
      return ConfirmTogether(step);
    case Purpose::kGiveUp:
      return step.state.booking.swap == Swap::kAsked ? GiveUpAndTake(step) : ConfirmSwap(step);
    case Purpose::kOpenByCode:
      return SubmitCode(step);
    case Purpose::kWish:
      return WishForEarlier(step);
    case Purpose::kEndWish:
      return EndWish(step, problem.subject);
    case Purpose::kHandover:
      return StartChat(step, true);
    case Purpose::kChat:
      return StartChat(step, problem.subject == "answers");
    case Purpose::kResponses:
      return OpenForms(step);
    case Purpose::kSendResponse:
      return SendAnswers(step);
    case Purpose::kDraft:
      return ContinueDraft(step, problem.subject);
    case Purpose::kDropDraft:
      step.state.dropping = problem.subject;
      return DropDraft(step, problem.subject);
    // None of these is ever a problem that is shown with a way to try again.
    case Purpose::kSession:
    case Purpose::kSessionTimer:
    case Purpose::kDraftTimer:
    case Purpose::kKeepDraft:
    case Purpose::kPermissions:
    case Purpose::kEngine:
    case Purpose::kOffer:
    case Purpose::kWishes:
    case Purpose::kHoldTimer:
    case Purpose::kLookAfter:
    case Purpose::kReleaseHold:
    case Purpose::kPickFile:
    case Purpose::kRetryTimer:
      return;
  }
}

}  // namespace eteinen::app
