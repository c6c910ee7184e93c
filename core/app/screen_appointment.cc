// The appointments that there are: the list, one of them with what may still be changed, and cancelling.
#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

// Why a change is not possible online. The channels that can do it follow below.
Node NoChange(const Scene& scene, const std::string& what, const std::string& refusal) {
  const std::string reason = "refused." + refusal;
  const std::string key = "appointment.no-" + what;
  return Node(Role::kNotice, key)
      .With("tone", "info")
      .With("title", scene.Say(key))
      .Text(scene.Say(scene.texts.Has(reason) ? reason : "refused.other"));
}

void AddChanges(const Scene& scene, const Appointment& as_told, Nodes& nodes) {
  Appointment one = as_told;
  for (Appointment::Change* change : {&one.move, &one.cancel}) {
    const bool late = one.start <= scene.now || (change->until && *change->until < scene.now);
    if (change->may && late) *change = {false, change->until, "too-late"};
  }
  if (one.move.may && !MayMoveHere(scene.state, one)) one.move = {false, std::nullopt, "not-online"};
  AddChangeTexts(scene, one, nodes);
  if (one.move.may) nodes.push_back(Button("appointment.move", scene.Say("appointment.move"), "primary"));
  if (one.cancel.may) nodes.push_back(Button("appointment.cancel", scene.Say("appointment.cancel"), "secondary"));
  if (one.start <= scene.now || (one.move.may && one.cancel.may)) {
    nodes.push_back(SwitchboardLink(scene, "booking.phone"));
    return;
  }
  if (!one.move.may && !one.cancel.may && one.move.refusal == one.cancel.refusal) {
    nodes.push_back(NoChange(scene, "change", one.move.refusal));
  } else {
    if (!one.move.may) nodes.push_back(NoChange(scene, "move", one.move.refusal));
    if (!one.cancel.may) nodes.push_back(NoChange(scene, "cancel", one.cancel.refusal));
  }
  AddExits(scene, one.service, nodes);
}

}  // namespace

Nodes AppointmentsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "appointments.title"));
  if (scene.state.identity.acting_for) {
    nodes.push_back(
        Paragraph("start.for", scene.Say("start.for", {{"name", scene.state.identity.acting_for->name}}), "hint"));
  }
  const Appointments& appointments = scene.state.appointments;
  // Wishes stand above the list: it waits for them, and to know whether the engine has any, so that it does not move
  // away from under a finger.
  const bool wishes_coming = !appointments.wishes_loaded &&
                             (scene.effects.Waiting(Purpose::kWishes) || scene.effects.Waiting(Purpose::kEngine));
  if (!wishes_coming) AddWishesForEarlier(scene, nodes);
  if (!appointments.loaded || wishes_coming) {
    if (wishes_coming || scene.effects.Waiting(Purpose::kAppointments))
      nodes.push_back(Loading(scene, "loading.appointments"));
    return nodes;
  }
  Node coming = Node(Role::kGroup, "appointments.coming").Text(scene.Say("appointments.coming")).With("level", 2);
  Node past = Node(Role::kGroup, "appointments.past").Text(scene.Say("appointments.past")).With("level", 2);
  for (const Appointment& one : appointments.list) {
    const bool is_coming = one.status == "booked" && one.end > scene.now;
    const std::string status = one.status == "cancelled" ? "cancelled" : is_coming ? "booked" : "past";
    (is_coming ? coming : past)
        .Add(Button("appointments." + one.id, DayAndTime(scene, one.start), "tile")
                 .Hint(scene.Say(
                     "appointments.line",
                     {{"service", ServiceName(scene, one.service)}, {"place", one.place}, {"status", status}}))
                 .With("icon", "calendar"));
  }
  if (coming.children.empty()) nodes.push_back(Paragraph("appointments.none", scene.Say("appointments.none")));
  if (!coming.children.empty()) nodes.push_back(std::move(coming));
  if (!past.children.empty()) nodes.push_back(std::move(past));
  nodes.push_back(Button("start.booking", scene.Say("appointments.book"), "secondary"));
  return nodes;
}

Nodes AppointmentScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const Appointment* one = OpenedAppointment(scene.state);
  const bool cancelled = one != nullptr && one->status == "cancelled";
  nodes.push_back(Title(scene, cancelled ? "appointment.title.cancelled" : "appointment.title"));
  if (one == nullptr) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, one->service, one->start, one->place, list);
  nodes.push_back(std::move(list));
  if (cancelled) {
    nodes.push_back(
        Node(Role::kNotice, "appointment.cancelled").With("tone", "info").Text(scene.Say("appointment.is-cancelled")));
    return nodes;
  }
  const BookableService* service = FindService(scene.state.content.services, one->service);
  if (service != nullptr && !service->Instructions(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.instructions", service->Instructions(scene.locale())));
  }
  AddAskedForm(scene, *one, nodes);
  if (one->status == "booked" && one->start <= scene.now) {
    nodes.push_back(Button("appointment.feedback", scene.Say("appointment.feedback"), "primary"));
  }
  nodes.push_back(Button("booking.calendar", scene.Say("action.calendar"), "secondary").With("icon", "calendar"));
  AddCode(scene, *one, nodes);
  AddWaiting(scene, *one, nodes);
  AddChanges(scene, *one, nodes);
  return nodes;
}

Nodes CancelScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "cancel.title"));
  const Appointment* one = OpenedAppointment(scene.state);
  if (one == nullptr) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, one->service, one->start, one->place, list);
  nodes.push_back(std::move(list));
  const bool busy = scene.effects.Waiting(Purpose::kCancelAppointment);
  nodes.push_back(
      Button("cancel.confirm", scene.Say(busy ? "cancel.cancelling" : "cancel.confirm"), "danger").Is("busy", busy));
  nodes.push_back(Button("cancel.keep", scene.Say("cancel.keep"), "secondary"));
  if (NeedsExits(scene)) AddExits(scene, one->service, nodes);
  return nodes;
}

Nodes CancelledScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Title(scene, "cancelled.title"));
  nodes.push_back(Node(Role::kNotice, "cancelled").With("tone", "success").Text(scene.Say("cancelled.text")));
  if (const Appointment* one = OpenedAppointment(scene.state)) {
    Node list(Role::kSummaryList, "booking");
    AddBookingRows(scene, one->service, one->start, one->place, list);
    nodes.push_back(std::move(list));
  }
  nodes.push_back(Button("booking.calendar", scene.Say("cancelled.calendar"), "secondary").With("icon", "calendar"));
  nodes.push_back(Button("start.booking", scene.Say("cancelled.book"), "primary"));
  nodes.push_back(Button("home", scene.Say("action.home"), "secondary"));
  return nodes;
}

}  // namespace eteinen::app
