#include <algorithm>

#include "core/app/flow.h"
#include "core/calendar/civil_time.h"

namespace eteinen::app {
namespace {

constexpr int kDaysShown = 28;

const Json& Extension(const Json& element, std::string_view url) {
  static const Json kNone;
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return extension;
  }
  return kNone;
}

std::optional<Instant> InstantAt(const Json& element) {
  const Result<Instant> instant = ParseInstant(element.AsString());
  return instant.ok() ? std::optional<Instant>(*instant) : std::nullopt;
}

std::string AfterSlash(const std::string& reference) {
  const std::size_t slash = reference.rfind('/');
  return slash == std::string::npos ? reference : reference.substr(slash + 1);
}

std::optional<SlotTime> ReadSlot(const Json& slot) {
  const std::optional<Instant> start = InstantAt(slot["start"]);
  const std::optional<Instant> end = InstantAt(slot["end"]);
  if (slot["resourceType"].AsString() != "Slot" || slot["id"].AsString().empty() || !start || !end) return std::nullopt;
  const Json& place = Extension(slot, "urn:eteinen:place")["valueReference"];
  return SlotTime{slot["id"].AsString(), *start, *end, AfterSlash(place["reference"].AsString()),
                  place["display"].AsString()};
}

std::optional<Appointment> ReadAppointment(const Json& json) {
  Appointment appointment;
  const std::optional<Instant> start = InstantAt(json["start"]);
  const std::optional<Instant> end = InstantAt(json["end"]);
  if (json["resourceType"].AsString() != "Appointment" || json["id"].AsString().empty() || !start || !end) {
    return std::nullopt;
  }
  appointment.id = json["id"].AsString();
  appointment.version = "W/\"" + json["meta"]["versionId"].AsString() + "\"";
  appointment.status = json["status"].AsString();
  appointment.start = *start;
  appointment.end = *end;
  if (!json["serviceType"].Items().empty()) {
    const Json& coding = json["serviceType"].Items().front()["coding"];
    if (!coding.Items().empty()) appointment.service = coding.Items().front()["code"].AsString();
  }
  for (const Json& participant : json["participant"].Items()) {
    const Json& actor = participant["actor"];
    if (actor["reference"].AsString().starts_with("Location/")) appointment.place = actor["display"].AsString();
  }
  const Json& change = Extension(json, "urn:eteinen:change");
  appointment.may_cancel = Extension(change, "cancel")["valueBoolean"].AsBool();
  appointment.cancel_until = InstantAt(Extension(change, "cancel-until")["valueInstant"]);
  appointment.cancel_refusal = Extension(change, "cancel-refusal")["valueCode"].AsString();
  appointment.hold_until = InstantAt(Extension(json, "urn:eteinen:hold-until")["valueInstant"]);
  return appointment;
}

// The days and the service that times are asked for; a new question makes the former one void.
void AskForSlots(Step& step) {
  const BookingFlow& booking = step.state.booking;
  const CivilDay today = ToHelsinki(step.now).day;
  step.effects.Void(Purpose::kSlots);
  step.effects.Http(Purpose::kSlots, booking.service, true, "GET",
                    "/fhir/Slot?service=" + booking.service + "&start=ge" + FormatDay(today) + "&start=le" +
                        FormatDay(AddDays(today, kDaysShown)) +
                        (booking.place.empty() ? std::string() : "&location=" + booking.place));
}

bool IsRefusal(const HttpAnswer& answer, std::string_view code) {
  return !answer.failure && RefusalCode(answer.body) == code;
}

std::string IcsText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ',' || c == ';' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// 20261124T071500Z
std::string IcsTime(Instant at) {
  std::string text;
  for (const char c : FormatInstantUtc(at)) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

}  // namespace

void OpenServices(Step& step) {
  LeaveBooking(step);
  LoadContent(step);
  Show(step, Screen::kServices);
}

void OpenSlots(Step& step, const std::string& service) {
  State& state = step.state;
  const BookableService* rules = FindService(state.content.services, service);
  if (rules == nullptr) return OpenServices(step);
  const bool again = state.booking.service == service && state.screen != Screen::kServices;
  if (!again) LeaveBooking(step);
  state.booking.service = service;
  if (rules->needs_identification && !state.identity.identified) {
    state.after_identify = Screen::kSlots;
    return OpenPersons(step);
  }
  state.booking.loaded = false;
  AskForSlots(step);
  Show(step, Screen::kSlots);
}

void ChooseDay(Step& step, std::string_view day) {
  if (const Result<CivilDay> chosen = ParseDay(day); chosen.ok()) step.state.booking.day = *chosen;
}

void ChoosePlace(Step& step, const std::string& place) {
  BookingFlow& booking = step.state.booking;
  const bool known =
      std::any_of(booking.places.begin(), booking.places.end(), [&](const auto& one) { return one.first == place; });
  if (!known && !place.empty()) return;
  booking.place = place;
  booking.loaded = false;
  AskForSlots(step);
}

void ChooseSlot(Step& step, const std::string& slot) {
  BookingFlow& booking = step.state.booking;
  const auto found =
      std::find_if(booking.slots.begin(), booking.slots.end(), [&](const SlotTime& time) { return time.id == slot; });
  if (found == booking.slots.end() || step.effects.Waiting(Purpose::kHold)) return;
  booking.taken = false;
  booking.chosen = *found;
  // One key for one wish: pressing again, a reload or a lost answer cannot book twice.
  booking.key = step.uid;
  step.effects.Http(Purpose::kHold, slot, true, "POST", "/fhir/Slot/" + slot + "/$hold", WriteHeaders(step.state),
                    "{}");
}

void OnHold(Step& step, const std::string& slot, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  if (!booking.chosen || booking.chosen->id != slot) return;
  if (answer.Success()) {
    const Result<Json> json = ParseJson(answer.body);
    const std::optional<Appointment> held = json.ok() ? ReadAppointment(*json) : std::nullopt;
    if (!held) return NoteProblem(step, Purpose::kHold, slot, answer);
    booking.hold = held->id;
    booking.hold_until = held->hold_until;
    return Show(step, Screen::kCheck);
  }
  // An engine without holds: the time is tried for at the booking itself.
  if (!answer.failure && answer.status == 404) return Show(step, Screen::kCheck);
  if (IsRefusal(answer, "slot-taken") || IsRefusal(answer, "slot-gone")) {
    booking.taken = true;
    booking.loaded = false;
    AskForSlots(step);
    step.focus = "page.title";
    return;
  }
  NoteProblem(step, Purpose::kHold, slot, answer);
}

void ConfirmBooking(Step& step) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  if (!booking.chosen || step.effects.Waiting(Purpose::kBook)) return;
  state.problem.reset();
  if (booking.key.empty()) booking.key = step.uid;
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", booking.key);
  Json body = Json::MakeObject({{"resourceType", "Appointment"}, {"status", "booked"}});
  if (!booking.hold.empty()) {
    body.Set("extension",
             Json::MakeArray({Json::MakeObject(
                 {{"url", "urn:eteinen:hold"},
                  {"valueReference", Json::MakeObject({{"reference", "Appointment/" + booking.hold}})}})}));
  }
  body.Set("slot", Json::MakeArray({Json::MakeObject({{"reference", "Slot/" + booking.chosen->id}})}));
  if (state.identity.acting_for) {
    const Json actor = Json::MakeObject({{"reference", "Patient/" + state.identity.acting_for->id}});
    body.Set("participant", Json::MakeArray({Json::MakeObject({{"actor", actor}, {"status", "accepted"}})}));
  }
  step.effects.Http(Purpose::kBook, booking.chosen->id, true, "POST", "/fhir/Appointment", std::move(headers),
                    WriteJson(body));
}

void OnBooked(Step& step, const HttpAnswer& answer) {
  State& state = step.state;
  BookingFlow& booking = state.booking;
  if (answer.Success()) {
    // Booked is only what says so itself; anything else with a 2xx is an answer that cannot be trusted.
    const Result<Json> json = ParseJson(answer.body);
    std::optional<Appointment> done = json.ok() ? ReadAppointment(*json) : std::nullopt;
    if (!done || done->status != "booked") return NoteProblem(step, Purpose::kBook, "", answer);
    booking.done = std::move(done);
    booking.hold.clear();
    booking.chosen.reset();
    booking.key.clear();
    state.appointments = Appointments();
    return Show(step, Screen::kBooked, true);
  }
  if (IsRefusal(answer, "slot-taken") || IsRefusal(answer, "slot-gone") || IsRefusal(answer, "hold-expired")) {
    booking.taken = true;
    booking.hold.clear();
    booking.loaded = false;
    AskForSlots(step);
    return Show(step, Screen::kSlots);
  }
  NoteProblem(step, Purpose::kBook, "", answer);
}

void LeaveBooking(Step& step) {
  BookingFlow& booking = step.state.booking;
  step.effects.Void(Purpose::kSlots);
  step.effects.Void(Purpose::kHold);
  // A booking on its way is not left: its answer decides.
  if (step.effects.Waiting(Purpose::kBook)) return;
  if (!booking.hold.empty()) {
    step.effects.Http(Purpose::kReleaseHold, booking.hold, true, "DELETE", "/fhir/Appointment/" + booking.hold,
                      WriteHeaders(step.state));
  }
  booking = BookingFlow();
}

void OnSlots(Step& step, const HttpAnswer& answer) {
  BookingFlow& booking = step.state.booking;
  const Result<Json> bundle = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  if (!bundle.ok() || (*bundle)["resourceType"].AsString() != "Bundle") {
    return NoteProblem(step, Purpose::kSlots, booking.service, answer);
  }
  booking.slots.clear();
  for (const Json& entry : (*bundle)["entry"].Items()) {
    std::optional<SlotTime> slot = ReadSlot(entry["resource"]);
    if (slot && slot->start > step.now) booking.slots.push_back(*std::move(slot));
  }
  std::stable_sort(booking.slots.begin(), booking.slots.end(),
                   [](const SlotTime& a, const SlotTime& b) { return a.start < b.start; });
  booking.loaded = true;
  if (booking.slots.empty()) return;
  if (booking.place.empty()) {
    booking.places.clear();
    for (const SlotTime& slot : booking.slots) {
      const std::pair<std::string, std::string> place{slot.place_id, slot.place};
      if (!slot.place_id.empty() &&
          std::find(booking.places.begin(), booking.places.end(), place) == booking.places.end()) {
        booking.places.push_back(place);
      }
    }
    std::sort(booking.places.begin(), booking.places.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
  }
  // After a conflict the nearest day is shown, else the first that has times.
  const CivilDay wish = booking.chosen ? ToHelsinki(booking.chosen->start).day : ToHelsinki(step.now).day;
  booking.day = ToHelsinki(booking.slots.back().start).day;
  for (const SlotTime& slot : booking.slots) {
    const CivilDay day = ToHelsinki(slot.start).day;
    if (day >= wish) {
      booking.day = day;
      break;
    }
  }
}

void OpenAppointments(Step& step) {
  State& state = step.state;
  LeaveBooking(step);
  if (!state.identity.identified) {
    state.after_identify = Screen::kAppointments;
    return OpenPersons(step);
  }
  state.appointments = Appointments();
  step.effects.Void(Purpose::kAppointments);
  step.effects.Http(Purpose::kAppointments, "", true, "GET", "/fhir/Appointment");
  Show(step, Screen::kAppointments);
}

void OnAppointments(Step& step, const HttpAnswer& answer) {
  Appointments& appointments = step.state.appointments;
  const Result<Json> bundle = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  if (!bundle.ok() || (*bundle)["resourceType"].AsString() != "Bundle") {
    return NoteProblem(step, Purpose::kAppointments, "", answer);
  }
  appointments.list.clear();
  for (const Json& entry : (*bundle)["entry"].Items()) {
    if (std::optional<Appointment> one = ReadAppointment(entry["resource"])) {
      appointments.list.push_back(*std::move(one));
    }
  }
  appointments.loaded = true;
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
  const Appointment* appointment = OpenedAppointment(step.state);
  if (appointment == nullptr || step.effects.Waiting(Purpose::kCancelAppointment)) return;
  step.state.problem.reset();
  Json headers = WriteHeaders(step.state);
  headers.Set("if-match", appointment->version);
  const Json body =
      Json::MakeObject({{"resourceType", "Appointment"}, {"id", appointment->id}, {"status", "cancelled"}});
  step.effects.Http(Purpose::kCancelAppointment, appointment->id, true, "PUT", "/fhir/Appointment/" + appointment->id,
                    std::move(headers), WriteJson(body));
}

void OnCancelled(Step& step, const std::string& id, const HttpAnswer& answer) {
  Appointments& appointments = step.state.appointments;
  if (answer.Success()) {
    const Result<Json> json = ParseJson(answer.body);
    const std::optional<Appointment> done = json.ok() ? ReadAppointment(*json) : std::nullopt;
    if (!done || done->status != "cancelled") return NoteProblem(step, Purpose::kCancelAppointment, id, answer);
    for (Appointment& appointment : appointments.list) {
      if (appointment.id == id) appointment = *done;
    }
    return Show(step, Screen::kCancelled, true);
  }
  NoteProblem(step, Purpose::kCancelAppointment, id, answer);
}

void SaveToCalendar(Step& step) {
  const State& state = step.state;
  const Appointment* appointment =
      state.screen == Screen::kBooked && state.booking.done ? &*state.booking.done : OpenedAppointment(state);
  if (appointment == nullptr) return;
  const BookableService* service = FindService(state.content.services, appointment->service);
  const std::string name = service == nullptr ? appointment->service : service->Name(state.locale);
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Eteinen//Eteinen//FI\r\nMETHOD:PUBLISH\r\n";
  text += "BEGIN:VEVENT\r\nUID:" + appointment->id + "@eteinen\r\nDTSTAMP:" + IcsTime(step.now) +
          "\r\nDTSTART:" + IcsTime(appointment->start) + "\r\nDTEND:" + IcsTime(appointment->end) +
          "\r\nSUMMARY:" + IcsText(name) + "\r\nLOCATION:" + IcsText(appointment->place) +
          "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  step.effects.Send("calendar", {{"filename", Json("appointment.ics")}, {"text", Json(std::move(text))}});
}

}  // namespace eteinen::app
