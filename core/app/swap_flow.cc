// Moving where the engine cannot do it in one write. Where the service allows one more booking, the new time is taken
// first and the old one given up then. Where it allows one alone, the old one has to be given up first: that is said
// before, and asked. Whatever fails in between, the resident is told which of the two they have.
#include "core/app/booking_reading.h"
#include "core/app/flow.h"

namespace eteinen::app {
namespace {

bool AllowsAnother(const State& state) {
  const BookableService* service = FindService(state.content.services, state.booking.service);
  if (service == nullptr || !service->at_most_coming) return service != nullptr;
  int coming = 0;
  for (const Appointment& one : state.appointments.list) {
    coming += one.service == service->id && one.status == "booked" ? 1 : 0;
  }
  return coming < *service->at_most_coming;
}

void GiveUp(Step& step) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  if (step.effects.Waiting(Purpose::kGiveUp)) return;
  if (booking.swap_key.empty()) booking.swap_key = step.uid;
  Json headers = WriteHeaders(state);
  headers.Set("if-match", booking.moving->version);
  headers.Set("idempotency-key", booking.swap_key);
  const Json body =
      Json::MakeObject({{"resourceType", "Appointment"}, {"id", booking.moving->id}, {"status", "cancelled"}});
  step.effects.Http(Purpose::kGiveUp, booking.moving->id, true, "PUT", "/fhir/Appointment/" + booking.moving->id,
                    std::move(headers), WriteJson(body));
}

}  // namespace

void ConfirmSwap(Step& step) {
  BookingFlow& booking = step.state.booking;
  step.state.problem.reset();
  if (booking.swap == Swap::kGivenUp) return SendBooking(step);
  if (booking.swap == Swap::kBookedBoth) return GiveUp(step);
  if (AllowsAnother(step.state)) return SendBooking(step);
  // Nothing is done before the resident has read what it means.
  booking.swap = Swap::kAsked;
  step.focus = "swap.warning";
}

void GiveUpAndTake(Step& step) {
  if (!step.state.booking.moving || step.state.booking.swap != Swap::kAsked) return;
  step.state.problem.reset();
  GiveUp(step);
}

void OnGivenUp(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  if (!booking.moving) return;
  const std::optional<Appointment> old = answer.Success() ? ReadAppointmentText(answer.body) : std::nullopt;
  const bool gone = (old && old->status == "cancelled") || RefusalCode(answer.body) == "already-cancelled";
  if (!gone) {
    NoteProblem(step, Purpose::kGiveUp, booking.moving->id, answer);
    const bool unknown = answer.failure || answer.Success() || answer.status >= 500;
    const bool both = booking.swap == Swap::kBookedBoth;
    step.state.problem->uncertain = both ? "swap.both" : unknown ? "swap.uncertain" : "swap.old-kept";
    step.state.problem->retry = step.state.problem->retry || both;
    return;
  }
  if (booking.swap == Swap::kBookedBoth && booking.done) return FinishBooking(step, *booking.done);
  booking.swap = Swap::kGivenUp;
  SendBooking(step);
}

bool OnSwapBooked(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  if (!booking.moving || step.state.engine.move) return false;
  std::optional<Appointment> done = answer.Success() ? ReadAppointmentText(answer.body) : std::nullopt;
  if (done && done->status == "booked") {
    if (booking.swap == Swap::kGivenUp) {
      FinishBooking(step, *std::move(done));
      return true;
    }
    booking.swap = Swap::kBookedBoth;
    booking.done = std::move(done);
    GiveUp(step);
    return true;
  }
  if (IsLost(answer)) {
    OfferOthers(step);
    return true;
  }
  NoteProblem(step, Purpose::kBook, "", answer);
  if (booking.swap == Swap::kGivenUp) {
    const bool unknown = answer.failure || answer.Success() || answer.status >= 500;
    step.state.problem->uncertain = unknown ? "swap.new-uncertain" : "swap.none";
  }
  return true;
}

}  // namespace eteinen::app
