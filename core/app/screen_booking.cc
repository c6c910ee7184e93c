// What can be booked, why something cannot, check and book, and what was booked.
#include <algorithm>

#include "core/app/eligibility.h"
#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

Node ServiceTile(const Scene& scene, const BookableService& service, const BookingDecision& decision) {
  const std::string hint = !decision.yes() ? scene.Say("refused." + std::string(CodeOf(decision.refusal)))
                           : !service.needs_identification    ? scene.Say("services.no-identify")
                           : !scene.state.identity.identified ? scene.Say("services.identify")
                                                              : service.ForWhom(scene.locale());
  return Button("services." + service.id, service.Name(scene.locale()), "tile").Hint(hint).With("icon", "calendar");
}

Node& GroupOf(const Scene& scene, std::vector<Node>& groups, const std::string& group) {
  const std::string key = "services.group." + group;
  for (Node& one : groups) {
    if (one.key == key) return one;
  }
  groups.push_back(Node(Role::kGroup, key).Text(scene.Say(key)).With("level", 2));
  return groups.back();
}

// A service for a certain age that is this person's: what they most likely came for.
bool IsOwn(const Scene& scene, const BookableService& service) {
  return scene.state.identity.acting_for && service.age.below_months.has_value();
}

// The hold, calmly: until when it lasts, or that it does not last any more, and how to have more time.
void AddHold(const Scene& scene, Nodes& nodes) {
  const BookingFlow& booking = scene.state.booking;
  if (!booking.hold_until) return;
  if (*booking.hold_until > scene.now) {
    nodes.push_back(Paragraph("booking.hold", scene.Say("check.hold", {{"until", *booking.hold_until}}), "hint"));
  } else {
    nodes.push_back(Node(Role::kNotice, "booking.hold").With("tone", "info").Text(scene.Say("check.hold-over")));
  }
  nodes.push_back(Button("booking.extend", scene.Say("check.extend"), "quiet")
                      .Is("busy", scene.effects.Waiting(Purpose::kExtendHold)));
}

}  // namespace

std::string ServiceName(const Scene& scene, const std::string& id) {
  const BookableService* service = FindService(scene.state.content.services, id);
  return service == nullptr ? id : service->Name(scene.locale());
}

void AddBookingRows(const Scene& scene, const std::string& service, Instant start, const std::string& place,
                    Node& list) {
  const BookableService* rules = FindService(scene.state.content.services, service);
  if (scene.state.identity.acting_for) {
    list.Add(Row("booking.for", scene.Say("booking.for"), scene.state.identity.acting_for->name));
  }
  list.Add(Row("booking.service", scene.Say("booking.service"), ServiceName(scene, service)));
  list.Add(Row("booking.time", scene.Say("booking.time"), DayAndTime(scene, start)));
  if (!place.empty()) {
    list.Add(Row("booking.place", scene.Say("booking.place"), place).With("detailLang", PlaceLanguage(scene)));
  }
  if (rules != nullptr && !rules->FeeText(scene.locale()).empty()) {
    list.Add(Row("booking.fee", scene.Say("booking.fee"), rules->FeeText(scene.locale())));
  }
}

Node SwitchboardLink(const Scene& scene, std::string key) {
  return Node(Role::kLink, std::move(key))
      .Text(scene.Say("problem.phone"))
      .With("href", scene.Say("problem.phone.href"))
      .With("icon", "phone");
}

void AddChangeTexts(const Scene& scene, const Appointment& one, Nodes& nodes) {
  const auto add = [&](const char* key, std::string_view id, Instant until) {
    nodes.push_back(Paragraph(key, scene.Say(id, {{"until", until}}), "hint"));
  };
  const bool move = one.move.may && one.move.until;
  const bool cancel = one.cancel.may && one.cancel.until;
  if (move && cancel && one.move.until == one.cancel.until) {
    return add("appointment.until", "booked.change-until", *one.move.until);
  }
  if (move) add("appointment.move-until", "booked.move-until", *one.move.until);
  if (cancel) add("appointment.until", "booked.cancel-until", *one.cancel.until);
}

Nodes ServicesScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "services.title"));
  const State& state = scene.state;
  if (state.identity.acting_for) {
    nodes.push_back(
        Paragraph("start.for", scene.Say("start.for", {{"name", state.identity.acting_for->name}}), "hint"));
  }
  // The list stands as it is from its first sight on: nothing moves away from under a finger or the focus.
  if (scene.effects.Waiting(Purpose::kServices) || scene.effects.Waiting(Purpose::kPermissions) ||
      !state.identity.known) {
    nodes.push_back(Loading(scene, "loading.services"));
    return nodes;
  }
  std::vector<const BookableService*> services;
  for (const BookableService& service : state.content.services) services.push_back(&service);
  std::stable_sort(services.begin(), services.end(),
                   [](const BookableService* a, const BookableService* b) { return a->order < b->order; });
  Node own = Node(Role::kGroup, "services.own").Text(scene.Say("services.own")).With("level", 2);
  Node others = Node(Role::kGroup, "services.others").Text(scene.Say("services.others")).With("level", 2);
  std::vector<Node> groups;
  for (const BookableService* service : services) {
    const BookingDecision decision = MayBookOnline(state, *service, scene.now);
    // What is booked becomes known later than the rest: a service of which one has a time says so in its place.
    const bool bookable = decision.yes() || decision.refusal == BookingRefusal::kAlreadyBooked;
    Node& group = !bookable ? others : IsOwn(scene, *service) ? own : GroupOf(scene, groups, service->group);
    group.Add(ServiceTile(scene, *service, decision));
  }
  if (!own.children.empty()) nodes.push_back(std::move(own));
  for (Node& group : groups) nodes.push_back(std::move(group));
  if (!others.children.empty()) nodes.push_back(std::move(others));
  if (!state.identity.identified) nodes.push_back(Button("code.enter", scene.Say("code.enter"), "secondary"));
  return nodes;
}

Nodes RefusedScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const State& state = scene.state;
  const BookingFlow& booking = state.booking;
  nodes.push_back(Title(scene, "no-booking.title").With("caption", ServiceName(scene, booking.service)));
  const std::string reason = "refused." + std::string(CodeOf(booking.decision.refusal));
  nodes.push_back(Node(Role::kNotice, "no-booking.reason")
                      .With("tone", "info")
                      .Text(scene.Say(scene.texts.Has(reason) ? reason : "refused.other")));
  if (booking.decision.refusal == BookingRefusal::kAlreadyBooked) {
    if (const Appointment* one = ComingBookingOf(state, booking.service, scene.now)) {
      nodes.push_back(Button("appointments." + one->id, DayAndTime(scene, one->start), "tile")
                          .Hint(one->place)
                          .With("detailLang", PlaceLanguage(scene))
                          .With("icon", "calendar"));
    } else {
      nodes.push_back(Button("start.appointments", scene.Say("booked.appointments"), "secondary"));
    }
  } else if (state.identity.may_act_for.size() > 1) {
    nodes.push_back(Button("person", scene.Say("no-booking.other-person"), "secondary"));
  }
  AddExits(scene, booking.service, nodes);
  nodes.push_back(Button("start.booking", scene.Say("no-booking.others"), "secondary"));
  return nodes;
}

Nodes CheckScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const BookingFlow& booking = scene.state.booking;
  const bool moving = booking.moving.has_value();
  nodes.push_back(Title(scene, moving ? "move.check" : "check.title"));
  if (!booking.chosen) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, booking.service, booking.chosen->start, booking.chosen->place, list);
  if (moving) {
    // The old time and the new one, under each other.
    const auto time = std::find_if(list.children.begin(), list.children.end(),
                                   [](const Node& row) { return row.key == "booking.time"; });
    time->With("text", scene.Say("move.new"));
    list.children.insert(time, Row("move.old", scene.Say("move.old"), DayAndTime(scene, booking.moving->start)));
  }
  AddAlongRows(scene, list);
  nodes.push_back(std::move(list));
  if (moving && scene.state.engine.move) nodes.push_back(Paragraph("move.safe", scene.Say("move.safe")));
  if (moving && !scene.state.engine.move) AddSwap(scene, nodes);
  const BookableService* service = FindService(scene.state.content.services, booking.service);
  if (service != nullptr && !service->Instructions(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.instructions", service->Instructions(scene.locale())));
  }
  AddHold(scene, nodes);
  const bool busy = IsBeingBooked(scene.effects);
  const std::string book = booking.along.empty() ? "check.book" : "together.book";
  const std::string confirm =
      moving ? scene.Say(busy ? "move.moving" : "move.confirm") : scene.Say(busy ? "check.booking" : book);
  // The question whether to give the old time up has buttons of its own.
  if (booking.swap == Swap::kAsked) return nodes;
  nodes.push_back(Button("booking.confirm", confirm, "primary").Is("busy", busy));
  nodes.push_back(Button("booking.other-time", scene.Say("check.other-time"), "secondary"));
  if (NeedsExits(scene)) AddExits(scene, booking.service, nodes);
  return nodes;
}

Nodes BookedScreen(const Scene& scene) {
  Nodes nodes;
  const BookingFlow& booking = scene.state.booking;
  nodes.push_back(Title(scene, booking.moving ? "moved.title" : "booked.title"));
  if (!booking.done) return nodes;
  Node list(Role::kSummaryList, "booking");
  AddBookingRows(scene, booking.done->service, booking.done->start, booking.done->place, list);
  nodes.push_back(
      Node(Role::kNotice, "booked")
          .With("tone", "success")
          .Text(booking.moving ? scene.Say("moved.text", {{"old", booking.moving->start}}) : scene.Say("booked.text")));
  AddAlongRows(scene, list);
  nodes.push_back(std::move(list));
  AddCode(scene, *booking.done, nodes);
  const BookableService* service = FindService(scene.state.content.services, booking.done->service);
  if (service != nullptr && !service->Instructions(scene.locale()).empty()) {
    nodes.push_back(Paragraph("booking.instructions", service->Instructions(scene.locale())));
  }
  AddAskedForm(scene, *booking.done, nodes);
  AddChangeTexts(scene, *booking.done, nodes);
  nodes.push_back(SwitchboardLink(scene, "booking.phone"));
  const bool same_entry = booking.moving && booking.moving->entry == booking.done->entry;
  nodes.push_back(Button("booking.calendar", scene.Say(same_entry ? "moved.calendar" : "action.calendar"), "secondary")
                      .With("icon", "calendar"));
  if (same_entry) nodes.push_back(Paragraph("moved.calendar-hint", scene.Say("moved.calendar-hint"), "hint"));
  if (booking.moving && !same_entry) {
    nodes.push_back(
        Button("booking.calendar-old", scene.Say("cancelled.calendar"), "secondary").With("icon", "calendar"));
  }
  if (scene.state.identity.identified) {
    nodes.push_back(Button("start.appointments", scene.Say("booked.appointments"), "secondary"));
  } else {
    nodes.push_back(Button("booking.open", scene.Say("booked.open"), "secondary"));
  }
  nodes.push_back(Button("home", scene.Say("action.home"), "quiet"));
  return nodes;
}

}  // namespace eteinen::app
