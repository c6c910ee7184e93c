#include "core/app/flow.h"
#include "core/app/forms.h"

namespace eteinen::app {
namespace {

struct Address {
  Screen screen;
  std::string_view path;
};

// Addresses hold no health data and no identity: a questionnaire's pages have numbers, an appointment has none.
constexpr Address kAddresses[] = {
    {Screen::kStart, "/"},
    {Screen::kPersons, "/persons"},
    {Screen::kEnded, "/ended"},
    {Screen::kOtherWays, "/other-ways"},
    {Screen::kSymptoms, "/symptoms"},
    {Screen::kQuestion, "/form"},
    {Screen::kPlace, "/place"},
    {Screen::kEmergency, "/emergency"},
    {Screen::kResult, "/result"},
    {Screen::kContact, "/contact"},
    {Screen::kChannel, "/channel"},
    {Screen::kServices, "/booking"},
    {Screen::kRefused, "/booking/no"},
    {Screen::kSlots, "/booking/times"},
    {Screen::kCheck, "/booking/check"},
    {Screen::kBooked, "/booking/done"},
    {Screen::kAppointments, "/appointments"},
    {Screen::kAppointment, "/appointments/one"},
    {Screen::kCancel, "/appointments/cancel"},
    {Screen::kCancelled, "/appointments/cancelled"},
    {Screen::kCode, "/appointments/code"},
    {Screen::kMore, "/more"},
    {Screen::kPage, "/more/"},  // and the page's id
    {Screen::kSettings, "/settings"},
    {Screen::kForms, "/forms"},
    {Screen::kReview, "/form/check"},
    {Screen::kSent, "/form/sent"},
    {Screen::kResponse, "/forms/one"},
};

std::string_view PathOfScreen(Screen screen) {
  for (const Address& address : kAddresses) {
    if (address.screen == screen) return address.path;
  }
  return "/";
}

// The municipality comes from the person and was not asked.
bool PlaceIsKnown(const State& state) {
  return state.identity.acting_for && !state.identity.acting_for->municipality.empty();
}

// What a screen needs to be shown at all. A screen that lacks it gives way to the beginning of its flow.
bool CanShow(const State& state, Screen screen) {
  switch (screen) {
    case Screen::kQuestion:
      return state.filling.session.has_value();
    case Screen::kPlace:
    case Screen::kResult:
      return state.filling.session.has_value() && !state.urgency.empty();
    case Screen::kEmergency:
      return state.urgency == "emergency";
    case Screen::kContact:
      return true;
    case Screen::kRefused:
      return !state.booking.service.empty() && !state.booking.decision.yes();
    case Screen::kChannel:
      return !state.handover.channel.empty();
    case Screen::kSlots:
      return !state.booking.service.empty();
    case Screen::kCheck:
      return state.booking.chosen.has_value();
    case Screen::kBooked:
      return state.booking.done.has_value();
    case Screen::kAppointment:
    case Screen::kCancel:
      return OpenedAppointment(state) != nullptr;
    case Screen::kCancelled:
      return false;
    case Screen::kReview:
      return state.filling.session.has_value() && state.filling.terms.sent;
    case Screen::kSent:
      return state.forms.sent.has_value() && !state.filling.session.has_value();
    case Screen::kResponse:
      return state.forms.shown != nullptr && OpenedResponse(state) != nullptr;
    case Screen::kEnded:
      return state.visit.ended && !state.identity.identified;
    default:
      return true;
  }
}

// Whoever asks for the beginning is not led back among times that they had looked for.
void LeaveSearch(State& state) {
  const Result<Json> kept = ReadSnapshot(state.resume);
  if (!kept.ok() || !(*kept)["booking"].IsObject() || (*kept)["booking"].Has("slot")) return;
  Json rest = *kept;
  rest.Erase("booking");
  rest.Set("screen", "");
  state.resume = rest["filling"].IsObject() ? WriteJson(rest) : std::string();
}

}  // namespace

std::string PathOf(const State& state) { return PathOf(state, state.screen); }

std::string PathOf(const State& state, Screen screen) {
  std::string path(PathOfScreen(screen));
  if (screen == Screen::kPage) path += state.page;
  if (screen == Screen::kQuestion) path += "/" + std::to_string(state.filling.page + 1);
  return path;
}

void Show(Step& step, Screen screen, bool replace) {
  State& state = step.state;
  const bool first = state.screen == Screen::kLoading;
  const bool asks = state.screen == Screen::kPersons || state.screen == Screen::kOtherWays;
  if (screen == Screen::kPersons && !asks) state.before_persons = state.screen;
  state.screen = screen;
  state.problem.reset();
  state.opening.clear();
  state.why_not = false;
  state.filling.errors_shown.clear();
  step.focus = first ? "" : "page.title";
  Json::Object fields = {{"path", Json(PathOf(state))}};
  if (replace || first || step.in_place) fields.push_back({"replace", Json(true)});
  step.effects.Send("navigate", std::move(fields));
  if (screen == Screen::kResult) AskForOffer(step);
}

void OpenStart(Step& step) {
  LeaveBooking(step);
  Show(step, Screen::kStart);
}

void OnNavigate(Step& step, const Navigate& navigate) {
  State& state = step.state;
  if (state.screen == Screen::kLoading) return;
  step.in_place = true;
  if (navigate.back) return GoBack(step);
  const std::string& path = navigate.path;
  if (path == "/" && !state.resume.empty()) LeaveSearch(state);
  if (path == "/feedback") return OpenForm(step, "feedback-service", "");
  if (path.starts_with("/form/") && path[6] >= '0' && path[6] <= '9' && state.filling.session) {
    const std::vector<const form::Item*> pages = PagesOf(*state.filling.session);
    int page = 0;
    for (const char c : std::string_view(path).substr(6)) {
      if (c < '0' || c > '9' || page > 9999) return Show(step, Screen::kStart, true);
      page = page * 10 + (c - '0');
    }
    if (page >= 1 && page <= static_cast<int>(pages.size())) {
      state.filling.page = page - 1;
      return Show(step, Screen::kQuestion, true);
    }
  }
  if (path.starts_with("/more/")) return OpenPage(step, path.substr(6));
  if (path.starts_with("/chat/") && state.entry == "chat") return BeginChat(step, std::string_view(path).substr(6));
  if (path.starts_with("/notice/")) return ShowNotice(step, std::string_view(path).substr(8));
  for (const Address& address : kAddresses) {
    if (address.path != path) continue;
    if (address.screen == Screen::kOtherWays) return OpenOtherWays(step);
    if (address.screen == Screen::kServices) return OpenServices(step);
    if (address.screen == Screen::kSymptoms) return OpenSymptoms(step);
    if (address.screen == Screen::kPersons) return OpenPersons(step);
    if (address.screen == Screen::kMore) return OpenMore(step);
    if (address.screen == Screen::kAppointments) return OpenAppointments(step);
    if (address.screen == Screen::kForms) return OpenForms(step);
    if (address.screen == Screen::kCode) return OpenCode(step);
    if (address.screen == Screen::kSlots && CanShow(state, Screen::kSlots) && !state.booking.loaded) {
      return step.effects.Waiting(Purpose::kSlots) ? Show(step, Screen::kSlots, true) : SearchAgain(step);
    }
    if (CanShow(state, address.screen)) return Show(step, address.screen, true);
    // What was kept is shown as soon as it is known whose it is, and by which rules it goes on.
    if (ResumeWaits(state, step.effects)) return;
    // A finished booking is not walked into again from behind.
    if (address.screen == Screen::kRefused || address.screen == Screen::kSlots || address.screen == Screen::kCheck)
      return OpenServices(step);
    if (address.screen == Screen::kReview || address.screen == Screen::kSent || address.screen == Screen::kResponse) {
      return OpenForms(step);
    }
    if (address.screen == Screen::kAppointment || address.screen == Screen::kCancel ||
        address.screen == Screen::kCancelled || address.screen == Screen::kBooked) {
      return OpenAppointments(step);
    }
  }
  Show(step, Screen::kStart, true);
  // What was kept may still lead to where the address does.
  if (!state.resume.empty() || state.unopened.IsObject()) return;
  Problem problem;
  problem.text = "problem.address";
  state.problem = std::move(problem);
  step.focus = "problem";
}

void GoBack(Step& step) {
  State& state = step.state;
  step.in_place = true;
  switch (state.screen) {
    case Screen::kQuestion:
      if (state.filling.reviewing && FirstOpenPage(state.filling) < 0) return Show(step, Screen::kReview);
      if (state.filling.page > 0) {
        --state.filling.page;
        return Show(step, Screen::kQuestion);
      }
      if (state.filling.about_symptoms) return OpenSymptoms(step);
      return state.filling.terms.identified ? OpenForms(step) : OpenStart(step);
    case Screen::kReview:
      state.filling.page = static_cast<int>(PagesOf(*state.filling.session).size()) - 1;
      return Show(step, Screen::kQuestion);
    case Screen::kResponse:
      return OpenForms(step);
    case Screen::kEmergency:
    case Screen::kPlace:
      return Show(step, Screen::kQuestion);
    case Screen::kResult:
      // Where the municipality was asked, back to it; a danger sign or a known person came straight from the question.
      if (state.municipality.empty() || PlaceIsKnown(state)) return Show(step, Screen::kQuestion);
      return Show(step, Screen::kPlace);
    case Screen::kRefused:
      return OpenServices(step);
    case Screen::kChannel:
      return Show(step, state.handover.from);
    case Screen::kPersons:
      if (state.visit.ended && !state.identity.identified) return Show(step, Screen::kEnded);
      // Nothing has changed: on with what one was doing, unless that asks for whose matter it is again.
      if (const std::string path = PathOf(state, state.before_persons); path != "/") {
        OnNavigate(step, Navigate{path, false});
        if (state.screen != Screen::kPersons) return;
      }
      return OpenStart(step);
    case Screen::kOtherWays:
      return OpenPersons(step);
    case Screen::kSlots:
      // Who gives up moving is back at the appointment, which stands as it stood.
      if (state.booking.moving && state.booking.swap == Swap::kNone) {
        const Appointment kept = *state.booking.moving;
        LeaveBooking(step);
        if (OpenedAppointment(state) == nullptr) state.appointments.list = {kept};
        return OpenAppointment(step, kept.id);
      }
      return OpenServices(step);
    case Screen::kCheck: {
      const std::string service = state.booking.service;
      if (state.booking.swap == Swap::kAsked) state.booking.swap = Swap::kNone;
      return OpenSlots(step, service);
    }
    case Screen::kAppointment:
      return state.identity.identified ? OpenAppointments(step) : OpenCode(step);
    case Screen::kCancel:
      return Show(step, Screen::kAppointment);
    case Screen::kCancelled:
      return state.identity.identified ? OpenAppointments(step) : OpenCode(step);
    case Screen::kCode:
      return OpenServices(step);
    case Screen::kPage:
    case Screen::kSettings:
      return OpenMore(step);
    default:
      return OpenStart(step);
  }
}

}  // namespace eteinen::app
