// The appointments that there are: looking at them, cancelling one, and finding out what became of a lost answer.
#include "core/app/booking_reading.h"
#include "core/app/calendar_entry.h"
#include "core/app/flow.h"

namespace eteinen::app {
namespace {

void Keep(Appointments& appointments, const Appointment& changed) {
  for (Appointment& one : appointments.list) {
    if (one.id == changed.id) one = changed;
  }
}

void SaveEntry(Step& step, const Appointment& appointment) {
  const State& state = step.state;
  const BookableService* service = FindService(state.content.services, appointment.service);
  CalendarWords words{appointment.service, {}};
  if (service != nullptr) words = {service->Name(state.locale), service->Instructions(state.locale)};
  const std::optional<int> reminder = service == nullptr ? std::nullopt : service->reminder_days;
  step.effects.Send("calendar", {{"filename", Json("appointment.ics")},
                                 {"text", Json(CalendarEntry(appointment, words, reminder, step.now))}});
}

}  // namespace

void LoadAppointments(Step& step) {
  step.effects.Void(Purpose::kAppointments);
  step.effects.Http(Purpose::kAppointments, "", true, "GET", "/fhir/Appointment");
}

void AskForAppointments(Step& step) {
  if (!step.state.identity.identified) return;
  LoadAppointments(step);
  AskForWishes(step);
}

void OpenAppointments(Step& step) {
  State& state = step.state;
  LeaveBooking(step);
  LoadContent(step);
  LoadEngine(step);
  if (!state.identity.identified) {
    state.after_identify = Screen::kAppointments;
    return OpenPersons(step);
  }
  state.appointments = Appointments();
  AskForAppointments(step);
  Show(step, Screen::kAppointments);
}

void OnAppointments(Step& step, const HttpAnswer& answer) {
  State& state = step.state;
  std::optional<std::vector<Appointment>> list = answer.Success() ? ReadAppointments(answer.body) : std::nullopt;
  if (!list) {
    // Elsewhere they only help to say early what cannot be booked: the backend says it too.
    if (state.screen == Screen::kAppointments) NoteProblem(step, Purpose::kAppointments, "", answer);
    return;
  }
  state.appointments.list = *std::move(list);
  state.appointments.loaded = true;
  RefuseByWhatIsBooked(step);
}

const Appointment* OpenedAppointment(const State& state) {
  for (const Appointment& appointment : state.appointments.list) {
    if (appointment.id == state.appointments.open) return &appointment;
  }
  return nullptr;
}

void OpenAppointment(Step& step, const std::string& id) {
  step.state.appointments.open = id;
  if (OpenedAppointment(step.state) != nullptr) Show(step, Screen::kAppointment);
}

void CancelAppointment(Step& step) {
  Appointments& appointments = step.state.appointments;
  const Appointment* appointment = OpenedAppointment(step.state);
  if (appointment == nullptr || step.effects.Waiting(Purpose::kCancelAppointment)) return;
  step.state.problem.reset();
  step.effects.Void(Purpose::kLookAfter);
  if (appointments.key.empty()) appointments.key = step.uid;
  Json headers = WriteHeaders(step.state);
  headers.Set("if-match", appointment->version);
  if (!appointments.key.empty()) headers.Set("idempotency-key", appointments.key);
  const Json body =
      Json::MakeObject({{"resourceType", "Appointment"}, {"id", appointment->id}, {"status", "cancelled"}});
  step.effects.Http(Purpose::kCancelAppointment, appointment->id, true, "PUT", "/fhir/Appointment/" + appointment->id,
                    std::move(headers), WriteJson(body));
}

void OnCancelled(Step& step, const std::string& id, const HttpAnswer& answer) {
  Appointments& appointments = step.state.appointments;
  if (answer.Success()) {
    const std::optional<Appointment> done = ReadAppointmentText(answer.body);
    if (done && done->status == "cancelled") {
      appointments.key.clear();
      Keep(appointments, *done);
      return Show(step, Screen::kCancelled, true);
    }
  }
  NoteProblem(step, Purpose::kCancelAppointment, id, answer);
  if (!step.state.problem->uncertain.empty()) return LookAfter(step, id);
  appointments.key.clear();
  // Somebody else has changed it meanwhile: what it is now is fetched for the next look.
  if (RefusalCode(answer.body) == "version" || RefusalCode(answer.body) == "already-cancelled") LookAfter(step, id);
}

void LookAfter(Step& step, const std::string& id) {
  step.effects.Void(Purpose::kLookAfter);
  step.effects.Http(Purpose::kLookAfter, id, true, "GET", "/fhir/Appointment/" + id);
}

void OnLookedAfter(Step& step, const std::string& id, const HttpAnswer& answer) {
  State& state = step.state;
  std::optional<Appointment> now = answer.Success() ? ReadAppointmentText(answer.body) : std::nullopt;
  if (!now || now->id != id) return;  // nothing new is known: what was said stays true
  const BookingFlow& booking = state.booking;
  if (booking.moving && booking.moving->id == id && booking.chosen) {
    if (now->status == "booked" && now->start == booking.chosen->start) return FinishBooking(step, *std::move(now));
    if (state.problem && state.problem->purpose == Purpose::kMove && now->start == booking.moving->start) {
      state.problem->uncertain = "problem.move-not-done";
    }
    return;
  }
  Keep(state.appointments, *now);
  if (state.screen == Screen::kCancel && now->status == "cancelled") return Show(step, Screen::kCancelled, true);
  if (state.problem && state.problem->purpose == Purpose::kCancelAppointment && !state.problem->uncertain.empty()) {
    state.problem->uncertain = "problem.cancel-not-done";
  }
}

void SaveToCalendar(Step& step) {
  const State& state = step.state;
  const Appointment* appointment =
      state.screen == Screen::kBooked && state.booking.done ? &*state.booking.done : OpenedAppointment(state);
  if (appointment != nullptr) SaveEntry(step, *appointment);
}

void TakeOutOfCalendar(Step& step) {
  if (!step.state.booking.moving) return;
  Appointment old = *step.state.booking.moving;
  old.status = "cancelled";
  ++old.sequence;
  SaveEntry(step, old);
}

}  // namespace eteinen::app
