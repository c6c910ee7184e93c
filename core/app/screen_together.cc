// Parts of the booking screens that only some bookings have: those who come along, and a move in two writes.
#include <algorithm>

#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

std::string NameOf(const Scene& scene, const std::string& person) {
  for (const Person& one : scene.state.identity.may_act_for) {
    if (one.id == person) return one.name;
  }
  return {};
}

}  // namespace

void AddAlong(const Scene& scene, Nodes& nodes) {
  const BookingFlow& booking = scene.state.booking;
  const std::vector<const Person*> others = WhoMayComeAlong(scene.state, scene.now);
  if (others.empty()) {
    if (ComeOneByOne(scene.state)) {
      nodes.push_back(Paragraph("together.one-by-one", scene.Say("together.one-by-one"), "hint"));
    }
    return;
  }
  Node question =
      Node(Role::kQuestion, "together").Text(scene.Say("together.who")).Hint(scene.Say("together.hint")).Can("set");
  for (const Person* person : others) {
    const bool chosen = std::find(booking.along.begin(), booking.along.end(), person->id) != booking.along.end();
    question.Add(Node(Role::kChoice, "together." + person->id)
                     .Text(person->name)
                     .With("kind", "checkbox")
                     .With("value", person->id)
                     .Is("checked", chosen)
                     .Can("set"));
  }
  nodes.push_back(std::move(question));
  if (booking.along.empty()) return;
  const std::vector<std::vector<std::size_t>> all = TimesForAll(scene.state, scene.now);
  if (all.empty()) {
    nodes.push_back(Node(Role::kNotice, "together.none").With("tone", "info").Text(scene.Say("together.none")));
    return;
  }
  Node group = Node(Role::kGroup, "together.times").Text(scene.Say("together.times")).With("level", 2);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const FreeTime& first = booking.slots[all[i].front()];
    const FreeTime& last = booking.slots[all[i].back()];
    group.Add(Button("together." + std::to_string(i),
                     scene.Say("together.time", {{"first", first.start}, {"last", last.start}}), "tile")
                  .Hint(first.place)
                  .With("detailLang", PlaceLanguage(scene))
                  .With("icon", "calendar"));
  }
  nodes.push_back(std::move(group));
}

void AddAlongRows(const Scene& scene, Node& list) {
  const BookingFlow& booking = scene.state.booking;
  for (std::size_t i = 0; i < booking.along.size(); ++i) {
    const bool done = i < booking.done_along.size();
    if (!done && i >= booking.chosen_along.size()) continue;
    const Instant start = done ? booking.done_along[i].start : booking.chosen_along[i].start;
    list.Add(Row("together.row." + booking.along[i], NameOf(scene, booking.along[i]), DayAndTime(scene, start)));
  }
}

void AddSwap(const Scene& scene, Nodes& nodes) {
  const BookingFlow& booking = scene.state.booking;
  if (booking.swap == Swap::kGivenUp) {
    nodes.push_back(Node(Role::kNotice, "swap.now")
                        .With("tone", "warning")
                        .Text(scene.Say("swap.now", {{"at", booking.moving->start}})));
    return;
  }
  if (booking.swap != Swap::kAsked) {
    nodes.push_back(Paragraph("swap.note", scene.Say("swap.note")));
    return;
  }
  nodes.push_back(Node(Role::kNotice, "swap.warning")
                      .With("tone", "warning")
                      .With("title", scene.Say("swap.warning.title"))
                      .Text(scene.Say("swap.warning", {{"at", booking.moving->start}})));
  nodes.push_back(Button("swap.confirm", scene.Say("swap.confirm"), "danger").Is("busy", IsBeingBooked(scene.effects)));
  nodes.push_back(Button("swap.keep", scene.Say("swap.keep"), "secondary"));
}

}  // namespace eteinen::app
