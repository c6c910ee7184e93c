// Brothers and sisters at one go: times next to each other at one place, booked in one write, all or none.
#include <algorithm>
#include <charconv>

#include "core/app/booking_reading.h"
#include "core/app/eligibility.h"
#include "core/app/flow.h"

namespace eteinen::app {
namespace {

constexpr std::size_t kMostShown = 12;

Json AskedEntry(const std::string& person, const std::string& slot) {
  const Json resource = Json::MakeObject({{"resourceType", "Appointment"},
                                          {"status", "booked"},
                                          {"slot", Json::MakeArray({Reference("Slot", slot)})},
                                          {"participant", Participants(person)}});
  return Json::MakeObject(
      {{"resource", resource}, {"request", Json::MakeObject({{"method", "POST"}, {"url", "Appointment"}})}});
}

}  // namespace

std::vector<const Person*> WhoMayComeAlong(const State& state, Instant now) {
  std::vector<const Person*> list;
  const Identity& identity = state.identity;
  const BookableService* service = FindService(state.content.services, state.booking.service);
  // Where a service says for whom one acts, it says so of one person at a time.
  if (!state.engine.together || identity.service || service == nullptr || !identity.acting_for ||
      state.booking.moving) {
    return list;
  }
  if (identity.acting_for->relation != "guardian") return list;
  for (const Person& person : identity.may_act_for) {
    if (person.relation != "guardian" || person.id == identity.acting_for->id) continue;
    if (MayBookOnline(state, *service, person, now).yes()) list.push_back(&person);
  }
  return list;
}

bool ComeOneByOne(const State& state) {
  const Identity& identity = state.identity;
  return state.engine.together && identity.service && identity.acting_for &&
         identity.acting_for->relation == Name(Relation::kGuardian) && !state.booking.moving;
}

void ChooseAlong(Step& step, const Json& ids) {
  BookingFlow& booking = step.state.booking;
  booking.along.clear();
  booking.chosen_along.clear();
  for (const Person* person : WhoMayComeAlong(step.state, step.now)) {
    for (const Json& id : ids.Items()) {
      if (id.AsString() == person->id) booking.along.push_back(person->id);
    }
  }
}

std::vector<std::vector<std::size_t>> TimesForAll(const State& state, Instant now) {
  const BookingFlow& booking = state.booking;
  // The wishes hold for the first; the others come with them.
  std::vector<FreeTime> first;
  std::vector<std::size_t> places;
  for (const std::size_t i : FindTimes(booking.slots, booking.wish)) {
    if (booking.slots[i].start <= now) continue;
    first.push_back(booking.slots[i]);
    places.push_back(i);
  }
  std::vector<std::vector<FreeTime>> times(booking.along.size() + 1, booking.slots);
  times[0] = std::move(first);
  std::vector<std::vector<std::size_t>> found = TimesTogether(times, kMostShown);
  for (std::vector<std::size_t>& one : found) one[0] = places[one[0]];
  return found;
}

void ChooseTogether(Step& step, const std::string& number) {
  BookingFlow& booking = step.state.booking;
  std::size_t which = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), which);
  const std::vector<std::vector<std::size_t>> all = TimesForAll(step.state, step.now);
  if (error != std::errc() || end != number.data() + number.size() || which >= all.size()) return;
  booking.taken = false;
  booking.chosen = booking.slots[all[which][0]];
  booking.chosen_along.clear();
  for (std::size_t i = 1; i < all[which].size(); ++i) booking.chosen_along.push_back(booking.slots[all[which][i]]);
  booking.key = step.uid;
  Show(step, Screen::kCheck);
}

void ConfirmTogether(Step& step) {
  State& state = step.state;
  const BookingFlow& booking = state.booking;
  // Whoever comes along has no time yet, or none any more: they are chosen together.
  if (booking.chosen_along.size() != booking.along.size()) return Show(step, Screen::kSlots);
  state.problem.reset();
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", booking.key);
  Json entries = Json::MakeArray({AskedEntry(booking.person, booking.chosen->id)});
  for (std::size_t i = 0; i < booking.along.size(); ++i) {
    entries.Append(AskedEntry(booking.along[i], booking.chosen_along[i].id));
  }
  const Json body =
      Json::MakeObject({{"resourceType", "Bundle"}, {"type", "transaction"}, {"entry", std::move(entries)}});
  step.effects.Http(Purpose::kBookTogether, "", true, "POST", "/fhir", std::move(headers), WriteJson(body));
}

void OnBookedTogether(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  if (answer.Success()) {
    std::optional<std::vector<Appointment>> booked = ReadBookedTogether(answer.body);
    if (booked && booked->size() == booking.along.size() + 1) {
      Appointment own = std::move(booked->front());
      booking.done_along.assign(booked->begin() + 1, booked->end());
      return FinishBooking(step, std::move(own));
    }
  } else if (IsLost(answer)) {
    booking.chosen_along.clear();
    return OfferOthers(step);
  }
  NoteProblem(step, Purpose::kBookTogether, "", answer);
}

}  // namespace eteinen::app
