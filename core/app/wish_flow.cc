// Wishes for an earlier time. The backend keeps the queue and holds what it offers; here it is asked, told and taken.
#include <algorithm>

#include "core/app/booking_reading.h"
#include "core/app/flow.h"

namespace eteinen::app {
const EarlierWish* WishOf(const State& state, std::string_view service) {
  for (const EarlierWish& wish : state.appointments.wishes) {
    if (wish.service == service) return &wish;
  }
  return nullptr;
}

void AskForWishes(Step& step) {
  if (!step.state.identity.identified || !step.state.engine.waiting) return;
  step.effects.Void(Purpose::kWishes);
  step.effects.Http(Purpose::kWishes, "", true, "GET", "/fhir/Appointment?status=waitlist");
}

void OnWishes(Step& step, const HttpAnswer& answer) {
  std::optional<std::vector<EarlierWish>> wishes = answer.Success() ? ReadWishes(answer.body) : std::nullopt;
  if (!wishes) return;
  step.state.appointments.wishes = *std::move(wishes);
  step.state.appointments.wishes_loaded = true;
}

void WishForEarlier(Step& step) {
  State& state = step.state;
  const Appointment* replaced = state.screen == Screen::kAppointment ? OpenedAppointment(state) : nullptr;
  const std::string service = replaced != nullptr ? replaced->service : state.booking.service;
  if (!state.identity.acting_for || service.empty() || step.effects.Waiting(Purpose::kWish)) return;
  state.problem.reset();
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", step.uid);
  const Json coding = Json::MakeObject({{"system", "urn:eteinen:service"}, {"code", service}});
  Json body = Json::MakeObject({{"resourceType", "Appointment"}, {"status", "waitlist"}});
  if (replaced != nullptr) {
    body.Set("extension",
             Json::MakeArray({Json::MakeObject(
                 {{"url", "urn:eteinen:replaces"}, {"valueReference", Reference("Appointment", replaced->id)}})}));
  }
  body.Set("serviceType", Json::MakeArray({Json::MakeObject({{"coding", Json::MakeArray({coding})}})}));
  body.Set("participant", Participants(state.identity.acting_for->id));
  step.effects.Http(Purpose::kWish, service, true, "POST", "/fhir/Appointment", std::move(headers), WriteJson(body));
}

void OnWish(Step& step, const HttpAnswer& answer) {
  if (!answer.Success()) return NoteProblem(step, Purpose::kWish, "", answer);
  step.focus = "page.title";
  AskForWishes(step);
}

void EndWish(Step& step, const std::string& id) {
  if (step.effects.Waiting(Purpose::kEndWish)) return;
  step.effects.Http(Purpose::kEndWish, id, true, "DELETE", "/fhir/Appointment/" + id, WriteHeaders(step.state));
}

void DeclineOffer(Step& step, const std::string& id) {
  for (const EarlierWish& wish : step.state.appointments.wishes) {
    if (wish.id == id && wish.offer) return EndWish(step, wish.offer->id);
  }
}

void OnEndedWish(Step& step, const std::string& id, const HttpAnswer& answer) {
  // What is not there any more is as good as ended.
  if (!answer.Success() && RefusalCode(answer.body) != "not-found") {
    return NoteProblem(step, Purpose::kEndWish, id, answer);
  }
  step.focus = "page.title";
  AskForWishes(step);
}

void TakeEarlier(Step& step, const std::string& id) {
  State& state = step.state;
  const auto& wishes = state.appointments.wishes;
  const auto wish = std::find_if(wishes.begin(), wishes.end(), [&](const EarlierWish& one) { return one.id == id; });
  if (wish == wishes.end() || !wish->offer) return;
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): whatever becomes of the list below.
  const EarlierWish taken = *wish;
  const auto& list = state.appointments.list;
  const auto replaced =
      std::find_if(list.begin(), list.end(), [&](const Appointment& one) { return one.id == taken.replaces; });
  if (!taken.replaces.empty() && replaced == list.end()) return OpenAppointments(step);
  std::optional<Appointment> moving;
  if (!taken.replaces.empty()) moving = *replaced;
  LeaveBooking(step);
  BookingFlow& booking = state.booking;
  booking.service = taken.service;
  booking.person = state.identity.acting_for ? state.identity.acting_for->id : "";
  booking.moving = std::move(moving);
  booking.chosen =
      FreeTime{taken.offer->slot, taken.offer->start, taken.offer->end, "", taken.offer->place, {}, "", {}};
  booking.hold = taken.offer->id;
  booking.hold_until = taken.offer->hold_until;
  booking.offered = true;
  booking.key = step.uid;
  WatchHold(step);
  Show(step, Screen::kCheck);
}

}  // namespace eteinen::app
