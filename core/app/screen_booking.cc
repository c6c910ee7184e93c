#include <algorithm>

#include "core/app/screen.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

std::string ServiceName(const Scene& scene, const std::string& id) {
  const BookableService* service = FindService(scene.state.content.services, id);
  return service == nullptr ? id : service->Name(scene.locale());
}

CivilDay DayOf(Instant at) { return ToHelsinki(at).day; }

Node PlaceSelect(const Scene& scene) {
  const BookingFlow& booking = scene.state.booking;
  Json options = Json::MakeArray({Json::MakeObject({{"value", ""}, {"text", scene.Say("slots.any-place")}})});
  for (const auto& [id, name] : booking.places) options.Append(Json::MakeObject({{"value", id}, {"text", name}}));
  return Node(Role::kSelect, "slots.place")
      .Text(scene.Say("booking.place"))
      .With("value", booking.place)
      .With("options", std::move(options))
      .Can("set");
}

Node SlotList(const Scene& scene) {
  const BookingFlow& booking = scene.state.booking;
  Node list = Node(Role::kSlotList, "slots").Text(scene.Say("slots.days"));
  for (std::size_t i = 0; i < booking.slots.size();) {
    const CivilDay day = DayOf(booking.slots[i].start);
    std::size_t count = 0;
    while (i < booking.slots.size() && DayOf(booking.slots[i].start) == day) {
      ++i;
      ++count;
    }
    list.Add(Node(Role::kSlotDay, "days." + FormatDay(day))
                 .Text(text::FormatDate(scene.locale(), day, text::DateStyle::kFull))
                 .With("weekday", text::ShortWeekday(scene.locale(), day))
                 .With("day", scene.Say("format.day-of-month", {{"date", day}}))
                 .Hint(scene.Say("slots.count", {{"count", count}}))
                 .Is("selected", day == booking.day)
                 .Can("press"));
  }
  Node morning = Node(Role::kGroup, "slots.morning").Text(scene.Say("slots.morning")).With("level", 3);
  Node afternoon = Node(Role::kGroup, "slots.afternoon").Text(scene.Say("slots.afternoon")).With("level", 3);
  for (const SlotTime& slot : booking.slots) {
    if (DayOf(slot.start) != booking.day) continue;
    Node& part = ToHelsinki(slot.start).time < At(12) ? morning : afternoon;
    part.Add(Node(Role::kSlot, "slots." + slot.id)
                 .Text(text::FormatTime(scene.locale(), slot.start, text::TimeStyle::kShort))
                 .Hint(booking.place.empty() && booking.places.size() > 1 ? slot.place : "")
                 .Is("selected", booking.chosen && booking.chosen->id == slot.id)
                 .Is("busy", scene.effects.Waiting(Purpose::kHold))
                 .Can("press"));
  }
  list.Add(Node(Role::kHeading, "slots.day")
               .With("level", 2)
               .Text(text::FormatDate(scene.locale(), booking.day, text::DateStyle::kFull)));
  if (!morning.children.empty()) list.Add(std::move(morning));
  if (!afternoon.children.empty()) list.Add(std::move(afternoon));
  return list;
}

}  // namespace

void AddBookingRows(const Scene& scene, const std::string& service, Instant start, const std::string& place,
                    Node& list) {
  const BookableService* rules = FindService(scene.state.content.services, service);
  if (scene.state.identity.acting_for) {
    list.Add(Row("booking.for", scene.Say("booking.for"), scene.state.identity.acting_for->name));
  }
  list.Add(Row("booking.service", scene.Say("booking.service"), ServiceName(scene, service)));
  list.Add(Row("booking.time", scene.Say("booking.time"), DayAndTime(scene, start)));
  if (!place.empty()) list.Add(Row("booking.place", scene.Say("booking.place"), place));
  if (rules != nullptr && !rules->FeeText(scene.locale()).empty()) {
    list.Add(Row("booking.fee", scene.Say("booking.fee"), rules->FeeText(scene.locale())));
  }
}

Nodes ServicesScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "services.title"));
  if (!scene.state.content.services_loaded && scene.effects.Waiting(Purpose::kServices)) {
    nodes.push_back(Loading(scene, "loading.services"));
  }
  for (const BookableService& service : scene.state.content.services) {
    if (!service.online) continue;
    nodes.push_back(Button("services." + service.id, service.Name(scene.locale()), "tile")
                        .Hint(scene.Say(service.needs_identification ? "services.identify" : "services.no-identify"))
                        .With("icon", "calendar"));
  }
  return nodes;
}

Nodes SlotsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const BookingFlow& booking = scene.state.booking;
  nodes.push_back(Title(scene, "slots.title").With("caption", ServiceName(scene, booking.service)));
  if (booking.taken) {
    nodes.push_back(Node(Role::kNotice, "slots.taken")
                        .With("tone", "warning")
                        .With("title", scene.Say("slots.taken.title"))
                        .Text(scene.Say("slots.taken")));
  }
  if (booking.places.size() > 1) nodes.push_back(PlaceSelect(scene));
  if (!booking.loaded) {
    if (scene.effects.Waiting(Purpose::kSlots)) nodes.push_back(Loading(scene, "loading.slots"));
    return nodes;
  }
  if (booking.slots.empty()) {
    nodes.push_back(Node(Role::kNotice, "slots.none").With("tone", "info").Text(scene.Say("slots.none")));
    nodes.push_back(Node(Role::kLink, "slots.phone")
                        .Text(scene.Say("problem.phone"))
                        .With("href", scene.Say("problem.phone.href"))
                        .With("icon", "phone"));
    return nodes;
  }
  nodes.push_back(SlotList(scene));
  return nodes;
}

Nodes CheckScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "check.title"));
  const BookingFlow& booking = scene.state.booking;
  if (!booking.chosen) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, booking.service, booking.chosen->start, booking.chosen->place, list);
  nodes.push_back(std::move(list));
  const BookableService* service = FindService(scene.state.content.services, booking.service);
  if (service != nullptr && !service->Instructions(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.instructions", service->Instructions(scene.locale())));
  }
  if (booking.hold_until) {
    nodes.push_back(Paragraph("booking.hold", scene.Say("check.hold", {{"until", *booking.hold_until}}), "hint"));
  }
  const bool busy = scene.effects.Waiting(Purpose::kBook);
  nodes.push_back(
      Button("booking.confirm", scene.Say(busy ? "check.booking" : "check.book"), "primary").Is("busy", busy));
  nodes.push_back(Button("booking.other-time", scene.Say("check.other-time"), "secondary"));
  return nodes;
}

Nodes BookedScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Title(scene, "booked.title"));
  const BookingFlow& booking = scene.state.booking;
  if (!booking.done) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, booking.done->service, booking.done->start, booking.done->place, list);
  nodes.push_back(Node(Role::kNotice, "booked").With("tone", "success").Text(scene.Say("booked.text")));
  nodes.push_back(std::move(list));
  if (booking.done->cancel_until) {
    nodes.push_back(
        Paragraph("booked.change", scene.Say("booked.cancel-until", {{"until", *booking.done->cancel_until}})));
  }
  nodes.push_back(Button("booking.calendar", scene.Say("action.calendar"), "secondary").With("icon", "calendar"));
  nodes.push_back(Button("start.appointments", scene.Say("booked.appointments"), "secondary"));
  nodes.push_back(Button("home", scene.Say("action.home"), "quiet"));
  return nodes;
}

Nodes AppointmentsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "appointments.title"));
  if (scene.state.identity.acting_for) {
    nodes.push_back(
        Paragraph("start.for", scene.Say("start.for", {{"name", scene.state.identity.acting_for->name}}), "hint"));
  }
  const Appointments& appointments = scene.state.appointments;
  if (!appointments.loaded) {
    if (scene.effects.Waiting(Purpose::kAppointments)) nodes.push_back(Loading(scene, "loading.appointments"));
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
  nodes.push_back(Title(scene, "appointment.title"));
  const Appointment* one = OpenedAppointment(scene.state);
  if (one == nullptr) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, one->service, one->start, one->place, list);
  nodes.push_back(std::move(list));
  if (one->status == "cancelled") {
    nodes.push_back(
        Node(Role::kNotice, "appointment.cancelled").With("tone", "info").Text(scene.Say("appointment.is-cancelled")));
    return nodes;
  }
  const BookableService* service = FindService(scene.state.content.services, one->service);
  if (service != nullptr && !service->Instructions(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.instructions", service->Instructions(scene.locale())));
  }
  nodes.push_back(Button("booking.calendar", scene.Say("action.calendar"), "secondary").With("icon", "calendar"));
  if (one->may_cancel) {
    if (one->cancel_until) {
      nodes.push_back(
          Paragraph("appointment.until", scene.Say("booked.cancel-until", {{"until", *one->cancel_until}}), "hint"));
    }
    nodes.push_back(Button("appointment.cancel", scene.Say("appointment.cancel"), "danger"));
  } else if (one->start > scene.now) {
    const std::string reason = "refused." + one->cancel_refusal;
    nodes.push_back(Node(Role::kNotice, "appointment.no-cancel")
                        .With("tone", "info")
                        .Text(scene.Say(scene.texts.Has(reason) ? reason : "refused.other"))
                        .Add(Node(Role::kLink, "appointment.phone")
                                 .Text(scene.Say("problem.phone"))
                                 .With("href", scene.Say("problem.phone.href"))
                                 .With("icon", "phone")));
  }
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
  nodes.push_back(Button("start.booking", scene.Say("cancelled.book"), "primary"));
  nodes.push_back(Button("home", scene.Say("action.home"), "secondary"));
  return nodes;
}

}  // namespace eteinen::app
