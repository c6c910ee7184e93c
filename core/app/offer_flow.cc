// With the result of an assessment: one time by video or phone, if one lies before the latest moment for contact.
// Which services are offered after which need is data (`assessment-need` of a service).
#include <algorithm>

#include "core/app/booking_reading.h"
#include "core/app/eligibility.h"
#include "core/app/flow.h"
#include "core/app/outcome.h"
#include "core/calendar/civil_time.h"

namespace eteinen::app {
namespace {

// The one assessed is the one whose time would be booked: whoever answered for another books in their name first.
bool IsAboutThePerson(const State& state, Instant now) {
  const std::optional<Person>& person = state.identity.acting_for;
  const std::optional<channels::Request> request = ChannelRequest(state, now);
  if (!person || !request) return true;
  const Result<CivilDay> born = ParseDay(person->birth_date);
  return !born.ok() || AgeInYears(*born, ToHelsinki(now).day) == request->person.age_years;
}

bool Fits(const State& state, const BookableService& service, Instant now) {
  const std::vector<std::string>& needs = service.assessment_needs;
  return service.mode != VisitMode::kOnSite && std::find(needs.begin(), needs.end(), state.need) != needs.end() &&
         MayBookOnline(state, service, now).yes();
}

}  // namespace

void AskForOffer(Step& step) {
  State& state = step.state;
  step.effects.Void(Purpose::kOffer);
  state.offer = RemoteOffer();
  state.offer.latest = LatestContact(state, step.now);
  if (!state.offer.latest || !IsAboutThePerson(state, step.now)) return;
  for (const BookableService& service : state.content.services) {
    if (!Fits(state, service, step.now)) continue;
    step.effects.Http(Purpose::kOffer, service.id, true, "GET",
                      "/fhir/Slot?service=" + service.id + "&start=ge" + FormatInstantUtc(step.now) + "&start=le" +
                          FormatInstantUtc(*state.offer.latest) + "&_count=1");
  }
}

void OnOffer(Step& step, const std::string& service, const HttpAnswer& answer) {
  RemoteOffer& offer = step.state.offer;
  const std::optional<std::vector<FreeTime>> times = answer.Success() ? ReadFreeTimes(answer.body) : std::nullopt;
  if (!times || !offer.latest) return;  // nothing is offered; the other ways stand below
  // Whatever the backend answers: never later than the urgency allows.
  SlotWish wish;
  wish.earliest = step.now + 1;
  wish.latest = offer.latest;
  const std::optional<std::size_t> first = FirstFree(*times, wish);
  if (!first || (offer.time && offer.time->start <= (*times)[*first].start)) return;
  offer.service = service;
  offer.time = (*times)[*first];
}

void TakeOffer(Step& step) {
  State& state = step.state;
  const BookableService* service = FindService(state.content.services, state.offer.service);
  if (!state.offer.time || service == nullptr) return;
  if (state.offer.time->start <= step.now) return AskForOffer(step);
  const FreeTime time = *state.offer.time;
  LeaveBooking(step);
  LoadEngine(step);
  BookingFlow& booking = state.booking;
  booking.service = service->id;
  booking.person = state.identity.acting_for ? state.identity.acting_for->id : "";
  booking.chosen = time;
  booking.key = step.uid;
  if (service->needs_identification && !state.identity.identified) {
    state.after_identify = Screen::kCheck;
    return OpenPersons(step);
  }
  HoldAgain(step);
}

}  // namespace eteinen::app
