#include "core/app/app.h"

#include <algorithm>
#include <array>

#include "core/app/flow.h"
#include "core/app/forms.h"
#include "core/app/screen.h"
#include "core/base/utf8.h"

namespace eteinen::app {
namespace {

// The language of ours that serves a BCP 47 tag best.
std::string OurLocale(std::string_view tag) {
  for (const std::string_view locale : kLocales) {
    if (tag == locale) return std::string(locale);
  }
  const std::string_view language = tag.substr(0, tag.find('-'));
  for (const std::string_view locale : kLocales) {
    if (language == locale) return std::string(locale);
  }
  return language == "nb" || language == "nn" || language == "da" || language == "no" ? "sv" : "en";
}

void OnStart(Step& step, const Start& start) {
  State& state = step.state;
  state = State();
  state.started = true;
  state.entry = start.entry;
  state.host = std::find(start.capabilities.begin(), start.capabilities.end(), "host") != start.capabilities.end();
  state.framed = start.framed;
  state.shared_device = start.resume == kSharedDevice;
  if (!state.shared_device) state.resume = start.resume;
  state.stored = start.resume;
  const std::string chosen_before = LocaleOfSnapshot(state.resume);
  const bool asked = std::find(std::begin(kLocales), std::end(kLocales), start.language) != std::end(kLocales);
  ChooseLocale(step, asked ? start.language : OurLocale(chosen_before.empty() ? start.locale : chosen_before));
  LoadIdentity(step);
  LoadDirectory(step);
  // The first question of the entry for chats stands on the directory alone: what booking goes by follows it.
  if (state.entry != "chat" || !state.resume.empty()) LoadBookingRules(step);
}

void OnSet(Step& step, const Set& set) {
  if (set.key == "place") return SetPlace(step, set.value);
  if (set.key.starts_with("wish.")) return ChooseWish(step, set.key.substr(5), set.value.AsString());
  if (set.key == "contact.place") {
    step.state.municipality = set.value.AsString();
    return;
  }
  if (set.key == "contact.need") {
    if (channels::ParseNeed(set.value.AsString())) step.state.need = set.value.AsString();
    return;
  }
  if (set.key.starts_with("reach.")) return SetReach(step, std::string_view(set.key).substr(6), set.value);
  if (set.key == "code") {
    step.state.code = Utf8Prefix(set.value.AsString(), 40);
    return;
  }
  if (set.key == "together") return ChooseAlong(step, set.value);
  if (set.key == "symptoms.search") return SearchSymptoms(step, set.value.AsString());
  if (set.key.starts_with("symptoms.")) return ChooseSymptoms(step, set.key, set.value);
  if (set.key == "settings.language") return ChooseLocale(step, OurLocale(set.value.AsString()));
  if (set.key == "settings.shared") return SetSharedDevice(step, !set.value.Items().empty());
  if (set.key.starts_with("find.")) {
    step.state.filling.searches[set.key.substr(5)] = Utf8Prefix(set.value.AsString(), 100);
    return;
  }
  SetAnswer(step, set.key, set.value);
}

bool Takes(const std::string& key, std::string_view prefix, std::string& rest) {
  if (!key.starts_with(prefix)) return false;
  rest = key.substr(prefix.size());
  return !rest.empty();
}

void OpenContact(Step& step) {
  State& state = step.state;
  LoadContent(step);
  state.need.clear();
  BeginContact(state);
  if (state.identity.acting_for && state.municipality.empty()) {
    state.municipality = state.identity.acting_for->municipality;
  }
  Show(step, Screen::kContact);
}

void OnPress(Step& step, const std::string& key) {
  State& state = step.state;
  std::string rest;
  if (key == "back" || key == "cancel.keep" || key == "booking.other-time") return GoBack(step);
  if (key == "home" || key == "banner") return OpenStart(step);
  if (key == "person") {
    // Whoever identifies goes on where they are; whoever changes the person begins with them.
    if (state.identity.identified) state.after_identify = Screen::kStart;
    if (!state.identity.identified && MayComeBackTo(state.screen)) state.after_identify = state.screen;
    return OpenPersons(step);
  }
  if (key == "session.identify") return OpenPersons(step);
  if (key == "session.forget") {
    ForgetVisit(step);
    return Show(step, Screen::kStart, true);
  }
  if (key == "session.extend") return ExtendSession(step, "");
  if (key == "identify.start") return Depart(step, "/session/identify");
  if (key == "persons.another") return Depart(step, "/session/authorise");
  if (key == "other-ways") return OpenOtherWays(step);
  if (key == "problem.identify") {
    state.after_identify = state.screen;
    return OpenPersons(step);
  }
  if (key == "problem.retry") return Retry(step);
  if (key == "sign-out") return SignOut(step);
  if (key == "start.booking") return OpenServices(step);
  if (key == "start.appointments") return OpenAppointments(step);
  if (key == "start.contact") return OpenContact(step);
  if (key == "start.symptoms") return OpenSymptoms(step);
  if (key == "start.more") return OpenMore(step);
  if (key == "more.settings") return Show(step, Screen::kSettings);
  if (key == "start.forms") return OpenForms(step);
  if (key == "start.feedback") return OpenForm(step, "feedback-service", "");
  if (key == "appointment.feedback") return OpenForm(step, "feedback-contact", state.appointments.open);
  if (key == "forms.identify") {
    state.after_identify = Screen::kForms;
    return OpenPersons(step);
  }
  if (key == "form.send") return SendAnswers(step);
  if (key == "symptoms.other") return SubmitSymptoms(step, true);
  if (key == "form.submit") {
    if (state.screen == Screen::kSymptoms) return SubmitSymptoms(step, false);
    if (state.screen == Screen::kCode) return SubmitCode(step);
    return state.screen == Screen::kPlace ? SubmitPlace(step) : SubmitPage(step);
  }
  if (key == "booking.confirm") return ConfirmBooking(step);
  if (key == "booking.calendar") return SaveToCalendar(step);
  if (key == "booking.calendar-old") return TakeOutOfCalendar(step);
  if (key == "code.enter") return OpenCode(step);
  if (key == "offer.book") return TakeOffer(step);
  if (key == "swap.confirm") return GiveUpAndTake(step);
  if (key == "swap.keep") return GoBack(step);
  if (key == "appointment.wish" || key == "slots.wish") return WishForEarlier(step);
  if (Takes(key, "wish.take.", rest)) return TakeEarlier(step, rest);
  if (Takes(key, "wish.decline.", rest)) return DeclineOffer(step, rest);
  if (Takes(key, "wish.end.", rest)) return EndWish(step, rest);
  if (Takes(key, "together.", rest)) return ChooseTogether(step, rest);
  if (key == "booking.extend") return ExtendHold(step);
  if (key == "booking.open" && state.booking.done) {
    state.appointments.list = {*state.booking.done};
    return OpenAppointment(step, state.booking.done->id);
  }
  if (key == "slots.later" || key == "slots.earlier") return ShowDays(step, key == "slots.later");
  if (key == "slots.wishes") return ToggleWishes(step);
  if (key == "appointment.move") return MoveAppointment(step);
  if (key == "appointment.cancel") return Show(step, Screen::kCancel);
  if (key == "cancel.confirm") return CancelAppointment(step);
  if (Takes(key, "photo.add.", rest)) return PickPhoto(step, rest);
  if (Takes(key, "photo.remove.", rest)) return RemovePhoto(step, rest);
  if (key == "channel.start") return StartChat(step, state.filling.session.has_value());
  if (key == "channel.start-plain") return StartChat(step, false);
  if (key == "channel.remind") return RemindOfOpening(step);
  if (key == "channels.why") {
    state.why_not = !state.why_not;
    return;
  }
  if (Takes(key, "chat.need.", rest)) return BeginChat(step, rest);
  if (Takes(key, "choose.", rest)) return ChooseChannel(step, rest);
  if (Takes(key, "locale.", rest)) return ChooseLocale(step, OurLocale(rest));
  if (Takes(key, "test-persons.", rest)) return SignIn(step, rest);
  if (Takes(key, "persons.", rest)) return ActFor(step, rest);
  const text::Texts texts(state.content.catalogs, state.locale);
  if (Takes(key, "start.", rest) && texts.Has(std::string(kStartForm) + rest)) return OpenQuestionnaire(step, rest);
  if (Takes(key, "forms.", rest)) return OpenForm(step, rest, "");
  if (Takes(key, "draft.continue.", rest)) return ContinueDraft(step, rest);
  if (Takes(key, "draft.drop.", rest)) {
    state.dropping = rest;
    step.focus = "draft.drop-yes";
    return;
  }
  if (key == "draft.drop-yes" && !state.dropping.empty()) return DropDraft(step, std::string(state.dropping));
  if (key == "draft.drop-no") {
    step.focus = "draft.drop." + state.dropping;
    return state.dropping.clear();
  }
  if (Takes(key, "fill.", rest)) return OpenAskedForm(step, rest);
  if (Takes(key, "change.", rest)) return ChangeAnswer(step, rest);
  if (Takes(key, "responses.", rest)) return OpenResponse(step, rest);
  if (Takes(key, "services.", rest)) return OpenSlots(step, rest);
  if (Takes(key, "pages.", rest)) return OpenPage(step, rest);
  if (Takes(key, "days.", rest)) return ChooseDay(step, rest);
  if (Takes(key, "slots.", rest) || Takes(key, "nearest.", rest)) return ChooseSlot(step, rest);
  if (Takes(key, "appointments.", rest)) return OpenAppointment(step, rest);
}

void OnResult(Step& step, const EffectResult& result) {
  const std::optional<Pending> pending = step.effects.Take(result.id);
  if (!pending) return;
  const HttpAnswer answer = ReadHttpAnswer(result);
  switch (pending->purpose) {
    case Purpose::kCatalog:
      return OnCatalog(step, pending->subject, answer);
    case Purpose::kDirectory:
      return OnDirectory(step, answer);
    case Purpose::kBuiltInDirectory:
      return OnBuiltInDirectory(step, answer);
    case Purpose::kServices:
      return OnServices(step, answer);
    case Purpose::kPermissions:
      return OnPermissions(step, answer);
    case Purpose::kQuestionnaireList:
      return OnQuestionnaireList(step, answer);
    case Purpose::kQuestionnaire:
      return OnQuestionnaire(step, pending->subject, answer);
    case Purpose::kPages:
      return OnPages(step, answer);
    case Purpose::kSession:
    case Purpose::kSignIn:
    case Purpose::kSignOut:
    case Purpose::kActFor:
    case Purpose::kExtendSession:
      return OnSession(step, pending->purpose, pending->subject, answer);
    case Purpose::kSessionTimer:
      return OnSessionTimer(step);
    case Purpose::kDeparture:
      return OnDeparture(step, pending->subject, answer);
    case Purpose::kTestPersons:
      return OnTestPersons(step, answer);
    case Purpose::kSlots:
      return OnSlots(step, answer);
    case Purpose::kHold:
    case Purpose::kExtendHold:
      return OnHold(step, pending->purpose, pending->subject, answer);
    case Purpose::kHoldTimer:
      return OnHoldTimer(step, pending->subject);
    case Purpose::kBook:
    case Purpose::kMove:
      return OnBooked(step, pending->purpose, answer);
    case Purpose::kAppointments:
      return OnAppointments(step, answer);
    case Purpose::kCancelAppointment:
      return OnCancelled(step, pending->subject, answer);
    case Purpose::kResponses:
      return OnResponses(step, answer);
    case Purpose::kSendResponse:
      return OnSent(step, answer);
    case Purpose::kDraftTimer:
      return KeepDraft(step);
    case Purpose::kKeepDraft:
      return OnDraftKept(step, pending->subject, answer);
    case Purpose::kDraft:
      return OnDraft(step, pending->subject, answer);
    case Purpose::kDropDraft:
      return OnDraftDropped(step, pending->subject, answer);
    case Purpose::kLookAfter:
      return OnLookedAfter(step, pending->subject, answer);
    case Purpose::kPickFile:
      return OnPhoto(step, pending->subject, result);
    case Purpose::kHandover:
      return OnHandover(step, pending->subject, answer);
    case Purpose::kChat:
      return OnChat(step, pending->subject, !result.failure);
    case Purpose::kEngine:
      return OnEngine(step, answer);
    case Purpose::kOpenByCode:
      return OnOpenedByCode(step, answer);
    case Purpose::kOffer:
      return OnOffer(step, pending->subject, answer);
    case Purpose::kWishes:
      return OnWishes(step, answer);
    case Purpose::kWish:
      return OnWish(step, answer);
    case Purpose::kEndWish:
      return OnEndedWish(step, pending->subject, answer);
    case Purpose::kBookTogether:
      return OnBookedTogether(step, answer);
    case Purpose::kGiveUp:
      return OnGivenUp(step, answer);
    case Purpose::kReleaseHold:
    case Purpose::kRetryTimer:
      return;
  }
}

// Said once; from then on it stands where something is answered.
void OnUnkept(Step& step) {
  State& state = step.state;
  if (!state.KeepsAnswers()) return;
  state.unkept = true;
  if (!state.filling.kept.empty()) return;
  const text::Texts texts(state.content.catalogs, state.locale);
  step.effects.Send("announce", {{"text", Json(texts.Text("form.unkept"))}});
}

void Work(Step& step, const Event& event) {
  if (const auto* start = std::get_if<Start>(&event)) return OnStart(step, *start);
  if (!step.state.started) return;
  if (const auto* navigate = std::get_if<Navigate>(&event)) return OnNavigate(step, *navigate);
  if (const auto* set = std::get_if<Set>(&event)) return OnSet(step, *set);
  if (const auto* press = std::get_if<Press>(&event)) return OnPress(step, press->key);
  if (const auto* result = std::get_if<EffectResult>(&event)) return OnResult(step, *result);
  if (const auto* host = std::get_if<HostMessage>(&event)) return OnHost(step, *host);
  if (const auto* tabs = std::get_if<TabsMessage>(&event)) return OnTabs(step, *tabs);
  if (const auto* locale = std::get_if<LocaleChange>(&event)) return ChooseLocale(step, OurLocale(locale->locale));
  if (std::holds_alternative<Unkept>(event)) return OnUnkept(step);
}

}  // namespace

Json App::Handle(const Event& event, Instant now, std::string uid) {
  Step step{state_, effects_, now, std::move(uid), {}};
  if (std::holds_alternative<Start>(event)) {
    effects_.TakeAll();
    shown_.reset();
  }
  if (std::holds_alternative<Press>(event) || std::holds_alternative<Set>(event)) state_.visit.active = true;
  Work(step, event);
  LeaveEndedVisit(step);
  const bool answered = std::holds_alternative<Set>(event);
  if (answered || std::holds_alternative<Press>(event)) WatchDraft(step, answered);
  if (std::string snapshot = Snapshot(state_); snapshot != state_.stored && state_.resume.empty()) {
    state_.stored = snapshot;
    if (snapshot.empty()) {
      effects_.Send("erase", {{"key", Json("session")}});
    } else {
      effects_.Send("store", {{"key", Json("session")}, {"value", Json(std::move(snapshot))}, {"secret", Json(true)}});
    }
  }
  Json reply = Json::MakeObject({{"v", 1}});
  reply.Set("effects", effects_.TakeAll());
  Json message;
  if (state_.screen != Screen::kLoading) {
    view::View view = Draw(state_, effects_, now, std::move(step.focus));
    if (std::optional<Json> change = view::ViewMessage(shown_ ? &*shown_ : nullptr, view, rev_ + 1)) {
      ++rev_;
      message = *std::move(change);
    }
    shown_ = std::move(view);
  }
  reply.Set("view", std::move(message));
  return reply;
}

}  // namespace eteinen::app
