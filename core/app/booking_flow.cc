// Finding a time, holding it, and taking it: for a new booking or for one that is moved.
#include <algorithm>

#include "core/app/booking_reading.h"
#include "core/app/eligibility.h"
#include "core/app/flow.h"
#include "core/calendar/civil_time.h"

namespace eteinen::app {
namespace {

constexpr std::int64_t kWarnBeforeExpiry = 2 * kMinute;

std::string PersonOf(const State& state) { return state.identity.acting_for ? state.identity.acting_for->id : ""; }

const BookableService* ServiceOf(const State& state) {
  return FindService(state.content.services, state.booking.service);
}

// Asks for the times from a day on, as many days as the service shows at once; a new question makes the former void.
void AskForSlots(Step& step, CivilDay first) {
  BookingFlow& booking = step.state.booking;
  const BookableService* service = ServiceOf(step.state);
  if (service == nullptr) return;
  const CivilDay horizon = AddDays(ToHelsinki(step.now).day, service->horizon_days);
  booking.first_day = first;
  booking.last_day = service->days_at_once ? std::min(horizon, AddDays(first, *service->days_at_once - 1)) : horizon;
  booking.loaded = false;
  step.effects.Void(Purpose::kSlots);
  step.effects.Http(Purpose::kSlots, booking.service, true, "GET",
                    "/fhir/Slot?service=" + booking.service + "&start=ge" + FormatDay(booking.first_day) + "&start=le" +
                        FormatDay(booking.last_day));
}

void AskForSlots(Step& step) {
  const BookingFlow& booking = step.state.booking;
  const CivilDay today = ToHelsinki(step.now).day;
  AskForSlots(step, booking.first_day > today ? booking.first_day : today);
}

bool IsRefusal(const HttpAnswer& answer, std::string_view code) {
  return !answer.failure && RefusalCode(answer.body) == code;
}

// A refusal that no other time would change.
bool IsForAllTimes(const HttpAnswer& answer) {
  return IsRefusal(answer, "already-booked") || IsRefusal(answer, "not-permitted") ||
         IsRefusal(answer, "municipality") || IsRefusal(answer, "not-online");
}

void Refuse(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  booking.decision = {RefusalOf(RefusalCode(answer.body)).value_or(BookingRefusal::kNotOnline), std::nullopt};
  // What stands in the way may have been booked elsewhere just now.
  AskForAppointments(step);
  Show(step, Screen::kRefused);
}

void AskForHold(Step& step, Purpose purpose) {
  const BookingFlow& booking = step.state.booking;
  Json body = Json::MakeObject();
  if (booking.moving) body.Set("move", Reference("Appointment", booking.moving->id));
  step.effects.Http(purpose, booking.chosen->id, true, "POST", "/fhir/Slot/" + booking.chosen->id + "/$hold",
                    WriteHeaders(step.state), WriteJson(body));
}

void Say(Step& step, std::string_view id, const text::Arguments& arguments = {}) {
  const text::Texts texts(step.state.content.catalogs, step.state.locale);
  step.effects.Send("announce", {{"text", Json(texts.Text(id, arguments))}});
}

void KeepHold(Step& step, Appointment held) {
  BookingFlow& booking = step.state.booking;
  booking.hold = std::move(held.id);
  booking.hold_until = held.hold_until;
  WatchHold(step);
}

// After a conflict the nearest day is shown, else the first that has a time that fits the wish, else the first at all.
// `keep_day`: the day that was looked at stays, while it has such a time.
void ChooseFirstDay(BookingFlow& booking, bool keep_day) {
  const std::vector<DayCount> days = CountsPerDay(booking.slots, booking.wish);
  if (days.empty()) return;
  const CivilDay wish = booking.chosen ? ToHelsinki(booking.chosen->start).day : days.front().day;
  const auto looked_at = [&](const DayCount& day) { return day.day == booking.day && day.free > 0; };
  if (keep_day && !booking.chosen && std::any_of(days.begin(), days.end(), looked_at)) return;
  booking.day = days.front().day;
  for (const DayCount& day : days) {
    if (day.day < wish || day.free == 0) continue;
    booking.day = day.day;
    return;
  }
}

}  // namespace

Json Reference(const std::string& type, const std::string& id) {
  return Json::MakeObject({{"reference", type + "/" + id}});
}

Json Participants(const std::string& person) {
  return Json::MakeArray({Json::MakeObject({{"actor", Reference("Patient", person)}, {"status", "accepted"}})});
}

bool IsBeingBooked(const Effects& effects) {
  return effects.Waiting(Purpose::kBook) || effects.Waiting(Purpose::kMove) ||
         effects.Waiting(Purpose::kBookTogether) || effects.Waiting(Purpose::kGiveUp);
}

// The time went to somebody else, or is none any more.
bool IsLost(const HttpAnswer& answer) {
  return IsRefusal(answer, "slot-taken") || IsRefusal(answer, "slot-gone") || IsRefusal(answer, "hold-expired");
}

void OfferOthers(Step& step) {
  BookingFlow& booking = step.state.booking;
  booking.taken = true;
  booking.hold.clear();
  booking.hold_until.reset();
  booking.offered = false;
  AskForSlots(step);
  if (step.state.screen == Screen::kSlots) {
    step.focus = "page.title";
  } else {
    Show(step, Screen::kSlots);
  }
}

void WatchHold(Step& step) {
  const BookingFlow& booking = step.state.booking;
  step.effects.Void(Purpose::kHoldTimer);
  if (!booking.hold_until || *booking.hold_until <= step.now) return;
  const std::int64_t left = *booking.hold_until - step.now;
  const std::int64_t wait = left > kWarnBeforeExpiry ? left - kWarnBeforeExpiry : left;
  step.effects.Timer(Purpose::kHoldTimer, booking.hold, std::min<std::int64_t>(wait, kDay) * 1000);
}

void OpenServices(Step& step) {
  LeaveBooking(step);
  LoadContent(step);
  LoadEngine(step);
  AskForAppointments(step);
  Show(step, Screen::kServices);
}

void OpenSlots(Step& step, const std::string& service) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  const bool again = booking.service == service && (state.screen == Screen::kSlots || state.screen == Screen::kCheck);
  if (!again) LeaveBooking(step);
  booking.service = service;
  SearchAgain(step);
}

void SearchAgain(Step& step) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  const BookableService* rules = ServiceOf(state);
  if (rules == nullptr) return OpenServices(step);
  LoadEngine(step);
  if (rules->needs_identification && !state.identity.identified) {
    state.after_identify = Screen::kSlots;
    return OpenPersons(step);
  }
  booking.person = PersonOf(state);
  if (!booking.moving) {
    booking.decision = MayBookOnline(state, *rules, step.now);
    if (!booking.decision.yes()) return Show(step, Screen::kRefused);
    if (!state.appointments.loaded && !step.effects.Waiting(Purpose::kAppointments)) AskForAppointments(step);
  }
  AskForSlots(step);
  Show(step, Screen::kSlots);
}

bool AwaitsWhatIsBooked(const State& state, const Effects& effects) {
  return !state.booking.moving && effects.Waiting(Purpose::kAppointments);
}

void RefuseByWhatIsBooked(Step& step) {
  BookingFlow& booking = step.state.booking;
  const BookableService* service = ServiceOf(step.state);
  if (step.state.screen != Screen::kSlots || booking.moving || service == nullptr) return;
  booking.decision = MayBookOnline(step.state, *service, step.now);
  if (booking.decision.yes()) return;
  step.effects.Void(Purpose::kSlots);
  Show(step, Screen::kRefused, true);
}

bool MayMoveHere(const State& state, const Appointment& appointment) {
  return appointment.move.may && (state.engine.move || appointment.cancel.may);
}

void MoveAppointment(Step& step) {
  const Appointment* appointment = OpenedAppointment(step.state);
  if (appointment == nullptr || !MayMoveHere(step.state, *appointment)) return;
  const Appointment moving = *appointment;
  LeaveBooking(step);
  BookingFlow& booking = step.state.booking;
  booking.person = PersonOf(step.state);
  booking.service = moving.service;
  booking.moving = moving;
  AskForSlots(step);
  Show(step, Screen::kSlots);
}

void ChooseDay(Step& step, std::string_view day) {
  if (const Result<CivilDay> chosen = ParseDay(day); chosen.ok()) step.state.booking.day = *chosen;
}

void ShowDays(Step& step, bool later) {
  BookingFlow& booking = step.state.booking;
  const BookableService* service = ServiceOf(step.state);
  if (service == nullptr || !service->days_at_once) return;
  const CivilDay today = ToHelsinki(step.now).day;
  const CivilDay first =
      later ? AddDays(booking.last_day, 1) : std::max(today, AddDays(booking.first_day, -*service->days_at_once));
  if (later && first > AddDays(today, service->horizon_days)) return;
  booking.taken = false;
  AskForSlots(step, first);
  step.focus = "page.title";
}

void ChooseWish(Step& step, std::string_view part, const std::string& value) {
  BookingFlow& booking = step.state.booking;
  SlotWish& wish = booking.wish;
  if (part == "place") {
    wish.places.clear();
    if (!value.empty()) wish.places.push_back(value);
  } else if (part == "time") {
    wish.from = value == "afternoon" ? At(12) : kMidnight;
    wish.until = value == "morning" ? At(12) : kEndOfDay;
  } else if (part == "weekday") {
    wish.weekdays = WeekdaySet();
    if (value.size() == 1 && value[0] >= '0' && value[0] <= '6')
      wish.weekdays.Add(static_cast<Weekday>(value[0] - '0'));
  } else if (part == "language") {
    wish.language = value;
  } else if (part == "gender") {
    wish.gender = value;
  } else if (part == "access") {
    wish.access.clear();
    if (!value.empty()) wish.access.push_back(value);
  } else {
    return;
  }
  ChooseFirstDay(booking, false);
}

void ToggleWishes(Step& step) { step.state.booking.wishing = !step.state.booking.wishing; }

void ChooseSlot(Step& step, const std::string& slot) {
  BookingFlow& booking = step.state.booking;
  const auto found =
      std::find_if(booking.slots.begin(), booking.slots.end(), [&](const FreeTime& time) { return time.id == slot; });
  if (found == booking.slots.end() || step.effects.Waiting(Purpose::kHold)) return;
  booking.taken = false;
  booking.chosen = *found;
  booking.along.clear();
  if (booking.swap == Swap::kAsked) booking.swap = Swap::kNone;
  // One key for one wish: pressing again, a reload or a lost answer cannot book twice.
  booking.key = step.uid;
  AskForHold(step, Purpose::kHold);
}

void HoldAgain(Step& step) {
  Show(step, Screen::kCheck);
  ExtendHold(step);
}

void ExtendHold(Step& step) {
  if (!step.state.booking.chosen || step.effects.Waiting(Purpose::kExtendHold)) return;
  AskForHold(step, Purpose::kExtendHold);
}

void OnHold(Step& step, Purpose purpose, const std::string& slot, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  if (!booking.chosen || booking.chosen->id != slot) return;
  if (answer.Success()) {
    std::optional<Appointment> held = ReadAppointmentText(answer.body);
    if (!held) return NoteProblem(step, purpose, slot, answer);
    KeepHold(step, *std::move(held));
    if (purpose == Purpose::kHold) return Show(step, Screen::kCheck);
    return Say(step, "check.hold", {{"until", booking.hold_until.value_or(step.now)}});
  }
  // An engine without holds: the time is tried for at the booking itself.
  if (!answer.failure && answer.status == 404) {
    if (purpose == Purpose::kHold) Show(step, Screen::kCheck);
    return;
  }
  if (IsLost(answer)) return OfferOthers(step);
  if (IsForAllTimes(answer) && !booking.moving) return Refuse(step, answer);
  NoteProblem(step, purpose, slot, answer);
}

void OnHoldTimer(Step& step, const std::string& hold) {
  const BookingFlow& booking = step.state.booking;
  if (booking.hold != hold || !booking.hold_until || step.state.screen != Screen::kCheck) return;
  Say(step, *booking.hold_until > step.now ? "check.hold-ends" : "check.hold-over", {{"until", *booking.hold_until}});
  WatchHold(step);
}

void ConfirmBooking(Step& step) {
  const State& state = step.state;
  const BookingFlow& booking = state.booking;
  if (!booking.chosen || IsBeingBooked(step.effects)) return;
  if (!booking.along.empty()) return ConfirmTogether(step);
  if (booking.moving && !state.engine.move) return ConfirmSwap(step);
  SendBooking(step);
}

void SendBooking(Step& step) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  state.problem.reset();
  step.effects.Void(Purpose::kLookAfter);
  if (booking.key.empty()) booking.key = step.uid;
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", booking.key);
  Json body = Json::MakeObject({{"resourceType", "Appointment"}, {"status", "booked"}});
  Json extensions = Json::MakeArray();
  const auto name = [&](const char* url, const std::string& appointment) {
    extensions.Append(Json::MakeObject({{"url", url}, {"valueReference", Reference("Appointment", appointment)}}));
  };
  if (!booking.hold.empty()) name("urn:eteinen:hold", booking.hold);
  // Its entry in calendars goes on as that of the booking that was given up.
  if (booking.swap == Swap::kGivenUp) name("urn:eteinen:replaces", booking.moving->id);
  if (!extensions.Items().empty()) body.Set("extension", std::move(extensions));
  body.Set("slot", Json::MakeArray({Reference("Slot", booking.chosen->id)}));
  if (state.identity.acting_for) body.Set("participant", Participants(state.identity.acting_for->id));
  if (booking.moving && state.engine.move) {
    headers.Set("if-match", booking.moving->version);
    body.Set("id", booking.moving->id);
    return step.effects.Http(Purpose::kMove, booking.moving->id, true, "PUT", "/fhir/Appointment/" + booking.moving->id,
                             std::move(headers), WriteJson(body));
  }
  step.effects.Http(Purpose::kBook, booking.chosen->id, true, "POST", "/fhir/Appointment", std::move(headers),
                    WriteJson(body));
}

void OnBooked(Step& step, Purpose purpose, const HttpAnswer& answer) {
  if (purpose == Purpose::kBook && OnSwapBooked(step, answer)) return;
  State& state = step.state;
  BookingFlow& booking = state.booking;
  const std::string subject = booking.moving ? booking.moving->id : "";
  if (answer.Success()) {
    // Booked is only what says so itself; anything else with a 2xx is an answer that cannot be trusted.
    std::optional<Appointment> done = ReadAppointmentText(answer.body);
    const bool really = done && done->status == "booked" && booking.chosen &&
                        (purpose == Purpose::kBook || (done->id == subject && done->start == booking.chosen->start));
    if (really) return FinishBooking(step, *std::move(done));
  } else if (IsLost(answer)) {
    return OfferOthers(step);
  } else if (purpose == Purpose::kBook && IsForAllTimes(answer)) {
    return Refuse(step, answer);
  }
  NoteProblem(step, purpose, subject, answer);
  // A move whose answer was lost: which of the two times holds is looked up at once.
  if (purpose == Purpose::kMove && !state.problem->uncertain.empty()) LookAfter(step, subject);
}

void FinishBooking(Step& step, Appointment done) {
  BookingFlow& booking = step.state.booking;
  booking.done = std::move(done);
  booking.hold.clear();
  booking.hold_until.reset();
  booking.chosen.reset();
  booking.key.clear();
  step.effects.Void(Purpose::kHoldTimer);
  step.state.appointments = Appointments();
  Show(step, Screen::kBooked, true);
}

void LeaveBooking(Step& step) {
  BookingFlow& booking = step.state.booking;
  for (const Purpose purpose : {Purpose::kSlots, Purpose::kHold, Purpose::kExtendHold, Purpose::kHoldTimer}) {
    step.effects.Void(purpose);
  }
  // A booking on its way is not left: its answer decides.
  if (IsBeingBooked(step.effects)) return;
  if (!booking.hold.empty() && !booking.offered) {
    step.effects.Http(Purpose::kReleaseHold, booking.hold, true, "DELETE", "/fhir/Appointment/" + booking.hold,
                      WriteHeaders(step.state));
  }
  booking = BookingFlow();
}

void OnSlots(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  std::optional<std::vector<FreeTime>> times = answer.Success() ? ReadFreeTimes(answer.body) : std::nullopt;
  if (!times) return NoteProblem(step, Purpose::kSlots, booking.service, answer);
  booking.slots = *std::move(times);
  booking.slots.erase(std::remove_if(booking.slots.begin(), booking.slots.end(),
                                     [&](const FreeTime& time) {
                                       return time.start <= step.now ||
                                              (booking.moving && time.id == booking.moving->slot);
                                     }),
                      booking.slots.end());
  // Days without any time are passed over, as far as the service can be booked.
  const BookableService* service = ServiceOf(step.state);
  if (booking.slots.empty() && service != nullptr &&
      booking.last_day < AddDays(ToHelsinki(step.now).day, service->horizon_days)) {
    return AskForSlots(step, AddDays(booking.last_day, 1));
  }
  booking.loaded = true;
  booking.places.clear();
  for (const FreeTime& time : booking.slots) {
    const std::pair<std::string, std::string> place{time.place_id, time.place};
    if (!time.place_id.empty() &&
        std::find(booking.places.begin(), booking.places.end(), place) == booking.places.end()) {
      booking.places.push_back(place);
    }
  }
  std::sort(booking.places.begin(), booking.places.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  ChooseFirstDay(booking, true);
}

}  // namespace eteinen::app
