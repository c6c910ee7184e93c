// How the state changes: one function for each thing that can happen, by flow. All of them write to a Step.
#ifndef ETEINEN_CORE_APP_FLOW_H_
#define ETEINEN_CORE_APP_FLOW_H_

#include <string>
#include <string_view>

#include "core/app/effect.h"
#include "core/app/event.h"
#include "core/app/state.h"

namespace eteinen::app {

// So many symptoms are asked about at once: more would make the form too long to finish.
inline constexpr int kMostSymptoms = 3;

// One message being worked on.
struct Step {
  State& state;
  Effects& effects;
  Instant now;
  std::string uid;  // fresh identifier from the shell, or empty

  std::string focus;      // key that takes the focus in the next view; set by a change of screen or by errors
  bool in_place = false;  // going back: the new address takes the place of the one shown
};

// An HTTP answer, or why there is none.
struct HttpAnswer {
  std::optional<Failure> failure;
  int status = 0;
  std::string body;
  std::string etag;

  bool Success() const { return !failure && status >= 200 && status < 300; }
};
HttpAnswer ReadHttpAnswer(const EffectResult& result);

// navigation.cc: screens and their addresses.
// Shows a screen: its address, focus on its heading, and the problem of the former screen forgotten. `replace` puts
// the new address in the place of the former one.
void Show(Step& step, Screen screen, bool replace = false);
std::string PathOf(const State& state);
std::string PathOf(const State& state, Screen screen);
void OnNavigate(Step& step, const Navigate& navigate);
void GoBack(Step& step);
// The screen of a flow's beginning, loading what it needs.
void OpenStart(Step& step);

// content_flow.cc: texts, services, questionnaires. What is here or on its way is not asked for again.
void LoadContent(Step& step);
void LoadBookingRules(Step& step);
void ChooseLocale(Step& step, const std::string& locale);
void OnCatalog(Step& step, const std::string& locale, const HttpAnswer& answer);
void OnServices(Step& step, const HttpAnswer& answer);
void OnPermissions(Step& step, const HttpAnswer& answer);
void OnQuestionnaireList(Step& step, const HttpAnswer& answer);
void OnQuestionnaire(Step& step, const std::string& id, const HttpAnswer& answer);

// directory_flow.cc: the channels that there are. A served directory that is missing, broken, expired or older than the
// build's own is refused, the build's own is used, and the log is told.
void LoadDirectory(Step& step);
void OnDirectory(Step& step, const HttpAnswer& answer);
void OnBuiltInDirectory(Step& step, const HttpAnswer& answer);
// The need and urgency with which the contact page begins, once the directory has told them.
void BeginContact(State& state);

// chat_flow.cc: the entry for chats.
// The matter is chosen: an assessment for what is about health, else the ways of contact for it.
void BeginChat(Step& step, std::string_view need);

// channel_flow.cc: a channel is chosen, the answers go along to a chat, a closed line is remembered.
void ChooseChannel(Step& step, const std::string& id);
void StartChat(Step& step, bool with_answers);
void OnHandover(Step& step, const std::string& channel, const HttpAnswer& answer);
// The chat's adapter has opened it, or there is none that could.
void OnChat(Step& step, const std::string& channel, bool opened);
void RemindOfOpening(Step& step);
// How one can be reached: `part` is "speech" (a list with "no" when there is none) or "language" (its code, or empty).
void SetReach(Step& step, std::string_view part, const Json& value);

// identity_flow.cc: who is here, and for whom.
void LoadIdentity(Step& step);
void OpenPersons(Step& step);
void SignIn(Step& step, const std::string& test_person);
void SignOut(Step& step);
void ActFor(Step& step, const std::string& person);
void OnSession(Step& step, Purpose purpose, const std::string& subject, const HttpAnswer& answer);
void OnTestPersons(Step& step, const HttpAnswer& answer);
// Whether this may be done for the one acted for, by the backend's table: what it has not told is no, but for oneself.
// Whoever has not identified acts for themselves.
bool MayDo(const State& state, Action action, Theme theme);
// What the need of the channels shown is about.
Theme ThemeOfNeed(const State& state);
// True when it may be done. Else a notice says that it can't, whatever the reason, and where to call.
bool Permitted(Step& step, Action action, Theme theme);
// Nobody is here any more; how one identifies stays known.
void ForgetIdentity(State& state);
// The header object of a write: whom it is for, and that it comes from our own page.
Json WriteHeaders(const State& state);

// session_flow.cc: how long one is here, and who else has changed it.
// Waits for the moment at which the end of the session is to be told.
void WatchSession(Step& step);
void LookAtSession(Step& step);
void OnSessionTimer(Step& step);
// `why`: empty when the resident asked for it.
void ExtendSession(Step& step, const std::string& why);
// Asks the backend who is here; `why`: "clock", "tabs", "signed-out", "host".
void LookForSession(Step& step, const std::string& why);
void OnNoSessionAnswer(Step& step, Purpose purpose, const std::string& why, const HttpAnswer& answer);
// The session is over: what is open waits, out of sight, for the one whose it is.
void EndVisit(Step& step);
// Nothing is left of this visit, here or on the device.
void ForgetVisit(Step& step);
// Going elsewhere after the end leaves nothing behind.
void LeaveEndedVisit(Step& step);
// What: "session" or "signed-out".
void TellTabs(Step& step, std::string_view what);
// Whether whoever identifies comes back to this screen.
bool MayComeBackTo(Screen screen);
// To another server and back to the present step; `path` of the backend says which.
void Depart(Step& step, const std::string& path);
void OnDeparture(Step& step, const std::string& path, const HttpAnswer& answer);
void OnHost(Step& step, const HostMessage& host);
void OnTabs(Step& step, const TabsMessage& tabs);
// What became of a way to another server: "not-identified", "not-strong", "not-authorised".
void ShowNotice(Step& step, std::string_view word);
void OpenOtherWays(Step& step);

// symptoms_flow.cc: what is the matter? One symptom or several, from the list of questionnaires.
void OpenSymptoms(Step& step);
void SearchSymptoms(Step& step, const std::string& words);
// The choices of one group of the screen: those in `value` (a list of ids) are chosen, its others are not.
void ChooseSymptoms(Step& step, const std::string& key, const Json& value);
// Begins the assessment of what was chosen; with `other`, of whatever has no name in the list too.
void SubmitSymptoms(Step& step, bool other);

// form_flow.cc: questionnaires and their outcome.
// `id` may name several, joined by "+": they are asked as one form.
void OpenQuestionnaire(Step& step, const std::string& id);
// Opens the form that had to wait for what is kept, if one was asked for.
void OpenWanted(Step& step);
// The resource of that id, put together from its parts; null when one is not here yet, which is then asked for.
const Json* FindQuestionnaire(Step& step, const std::string& id);
bool SetAnswer(Step& step, const std::string& key, const Json& value);
void SubmitPage(Step& step);
void SetPlace(Step& step, const Json& value);
void SubmitPlace(Step& step);
// The pages of the questionnaire: positions of the top-level items that are shown one at a time.
std::vector<const form::Item*> PagesOf(const form::Session& session);

// draft_flow.cc: unfinished answers that the backend keeps.
// After something was `answered`, or done: what is unfinished is kept in a moment, what has its result no longer.
void WatchDraft(Step& step, bool answered);
void KeepDraft(Step& step);
void OnDraftKept(Step& step, const std::string& id, const HttpAnswer& answer);
void ContinueDraft(Step& step, const std::string& id);
void OnDraft(Step& step, const std::string& id, const HttpAnswer& answer);
void DropDraft(Step& step, const std::string& id);
void OnDraftDropped(Step& step, const std::string& id, const HttpAnswer& answer);
// The backend has it no more.
void ForgetDraft(State& state, std::string_view id);

// page_flow.cc: pages of information, settings.
void OpenMore(Step& step);
void OpenPage(Step& step, const std::string& id);
void OnPages(Step& step, const HttpAnswer& answer);
// The page named by the state, or null when it is not there (yet).
const Json* OpenedPage(const State& state);
// On a shared device nothing is kept but this one word of it: what was kept is erased at once.
inline constexpr std::string_view kSharedDevice = R"({"v":1,"shared":true})";
void SetSharedDevice(Step& step, bool shared);

// photo_flow.cc: pictures beside the answers.
void PickPhoto(Step& step, const std::string& link_id);
void RemovePhoto(Step& step, const std::string& link_id);
void OnPhoto(Step& step, const std::string& link_id, const EffectResult& result);

// engine_flow.cc: what the engine behind the backend can do.
void LoadEngine(Step& step);
void OnEngine(Step& step, const HttpAnswer& answer);

// code_flow.cc: a booking made without identification, opened by its code.
void OpenCode(Step& step);
void SubmitCode(Step& step);
void OnOpenedByCode(Step& step, const HttpAnswer& answer);

// offer_flow.cc: a remote time offered with the result of an assessment.
void AskForOffer(Step& step);
void OnOffer(Step& step, const std::string& service, const HttpAnswer& answer);
void TakeOffer(Step& step);

// wish_flow.cc: wishes for an earlier time, and what is offered for them.
void AskForWishes(Step& step);
void OnWishes(Step& step, const HttpAnswer& answer);
// For the opened appointment, or for the service whose times are looked at when there is none free.
void WishForEarlier(Step& step);
void OnWish(Step& step, const HttpAnswer& answer);
void EndWish(Step& step, const std::string& id);
void DeclineOffer(Step& step, const std::string& id);
void OnEndedWish(Step& step, const std::string& id, const HttpAnswer& answer);
void TakeEarlier(Step& step, const std::string& id);
const EarlierWish* WishOf(const State& state, std::string_view service);

// together_flow.cc: brothers and sisters come one after another.
// Those who could come along: of the same right, and the service is for them too.
std::vector<const Person*> WhoMayComeAlong(const State& state, Instant now);
// Whether a guardian's other children cannot be named here, since a service says for whom one acts, one at a time.
bool ComeOneByOne(const State& state);
void ChooseAlong(Step& step, const Json& ids);
// Positions in the booking's times, one for the person acted for and one for each who comes along.
std::vector<std::vector<std::size_t>> TimesForAll(const State& state, Instant now);
void ChooseTogether(Step& step, const std::string& number);
void ConfirmTogether(Step& step);
void OnBookedTogether(Step& step, const HttpAnswer& answer);

// swap_flow.cc: a move where the engine cannot move in one write.
void ConfirmSwap(Step& step);
// The warning has been read: the old time is given up, and the new one taken.
void GiveUpAndTake(Step& step);
void OnGivenUp(Step& step, const HttpAnswer& answer);
// False when this booking is none of a swap's.
bool OnSwapBooked(Step& step, const HttpAnswer& answer);

// booking_flow.cc: find, hold, and book or move.
// FHIR's reference to "type/id", and the list of participants of an appointment of one person.
Json Reference(const std::string& type, const std::string& id);
Json Participants(const std::string& person);
// Whether a write of a booking is on its way.
bool IsBeingBooked(const Effects& effects);
void OpenServices(Step& step);
// The times of a service, or why it cannot be booked online.
void OpenSlots(Step& step, const std::string& service);
// The same for the service that is being booked, or the booking that is being moved, with what is wished of the times:
// after a reload or an identification.
void SearchAgain(Step& step);
// Whether it is still being asked what is booked already: times are shown once they are known to be bookable.
bool AwaitsWhatIsBooked(const State& state, const Effects& effects);
// That has become known: where a booking stands in the way, says so in the place of the times.
void RefuseByWhatIsBooked(Step& step);
// Whether an appointment may be moved with this engine: one that cannot move needs the right to cancel too.
bool MayMoveHere(const State& state, const Appointment& appointment);
// The times that the opened appointment can be moved to.
void MoveAppointment(Step& step);
void ChooseDay(Step& step, std::string_view day);
void ShowDays(Step& step, bool later);
// `part` of what is wished: "place", "time", "weekday", "language", "gender", "access".
void ChooseWish(Step& step, std::string_view part, const std::string& value);
void ToggleWishes(Step& step);
void ChooseSlot(Step& step, const std::string& slot);
// Holds the chosen time anew, after another log-in.
void HoldAgain(Step& step);
// Asks to book what is chosen, for the person acted for; used for a new booking and for the second half of a swap.
void SendBooking(Step& step);
// The time went to somebody else: says so above the others.
void OfferOthers(Step& step);
bool IsLost(const HttpAnswer& answer);
void ExtendHold(Step& step);
// Tells of the end of the hold shortly before it and when it comes.
void WatchHold(Step& step);
void ConfirmBooking(Step& step);
void FinishBooking(Step& step, Appointment done);
void LeaveBooking(Step& step);
void OnSlots(Step& step, const HttpAnswer& answer);
void OnHold(Step& step, Purpose purpose, const std::string& slot, const HttpAnswer& answer);
void OnHoldTimer(Step& step, const std::string& hold);
void OnBooked(Step& step, Purpose purpose, const HttpAnswer& answer);

// appointment_flow.cc: look at, cancel, and what became of a lost answer.
// Asks for what is booked, anew; without identification, for what was booked in this very session.
void LoadAppointments(Step& step);
// And for the wishes for earlier times, without changing the screen; nothing without identification.
void AskForAppointments(Step& step);
void OpenAppointments(Step& step);
void OpenAppointment(Step& step, const std::string& id);
void CancelAppointment(Step& step);
void LookAfter(Step& step, const std::string& id);
void SaveToCalendar(Step& step);
// The entry of a time that was given up, where the new one has another identifier.
void TakeOutOfCalendar(Step& step);
void OnAppointments(Step& step, const HttpAnswer& answer);
void OnCancelled(Step& step, const std::string& id, const HttpAnswer& answer);
void OnLookedAfter(Step& step, const std::string& id, const HttpAnswer& answer);
const Appointment* OpenedAppointment(const State& state);

// forms_flow.cc: forms that are sent: opened with earlier answers, looked through, sent, looked at.
void OpenForms(Step& step);
// Asks for what was sent and what forms appointments ask for, without changing the screen; nothing without
// identification.
void AskForForms(Step& step);
// Opens a form by its id; `appointment` is the one that asks for it, or empty.
void OpenForm(Step& step, const std::string& id, const std::string& appointment);
void OpenAskedForm(Step& step, const std::string& appointment);
// Starts a session for the filling's form, with earlier answers where its terms say so.
bool BeginForm(Step& step, const Json& resource);
// The first page that cannot be left as it is, else all answers to look through.
void OpenReview(Step& step);
void ChangeAnswer(Step& step, const std::string& link_id);
void SendAnswers(Step& step);
void OpenResponse(Step& step, const std::string& id);
void OnResponses(Step& step, const HttpAnswer& answer);
void OnSent(Step& step, const HttpAnswer& answer);

// problem.cc: what went wrong, in the resident's terms.
// Notes a problem with what was asked; the screen shows it with the way on.
void NoteProblem(Step& step, Purpose purpose, std::string subject, const HttpAnswer& answer);
void Retry(Step& step);
// The refusal code of an OperationOutcome, or empty.
std::string RefusalCode(std::string_view body);

// snapshot.cc: what survives a reload or a fresh instance.
std::string Snapshot(const State& state);
// What the backend keeps of it: what is being filled alone.
std::string DraftText(const State& state);
// Reads one; bounded.
Result<Json> ReadSnapshot(std::string_view text);
// The language that had been chosen when it was made; empty when it tells none.
std::string LocaleOfSnapshot(std::string_view snapshot);
// Takes a snapshot over once content and identity are there; what does not fit any more is left out. A form that was
// asked for meanwhile is opened then.
void Resume(Step& step);

// Whether a snapshot is there that Resume cannot take over yet. Until then no form is begun in its place.
bool ResumeWaits(const State& state, const Effects& effects);

// Whether answers to a questionnaire (or several, as "a+b") are kept whose form has not come yet.
bool IsUnopened(const State& state, std::string_view questionnaire);

// Goes on with them, or asks for their form again.
void OpenKept(Step& step);

// The resident has begun something else in their place.
void LeaveUnopened(State& state);

// Forgets everything that belongs to the person acted for.
void ForgetPersonal(Step& step);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_FLOW_H_
