// What is offered without being searched for: a remote time with a result, and an earlier time that came free.
#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

Node OfferCard(const Scene& scene, const EarlierWish& wish) {
  const Appointment& offer = *wish.offer;
  Node card = Node(Role::kCareCard, "wish." + wish.id)
                  .With("tone", "ok")
                  .With("title", scene.Say("wish.offer.title"))
                  .Text(scene.Say("wish.offer", {{"service", ServiceName(scene, wish.service)},
                                                 {"at", offer.start},
                                                 {"place", offer.place},
                                                 {"until", offer.hold_until.value_or(scene.now)}}));
  if (!wish.replaces.empty()) card.Add(Paragraph("wish.kept." + wish.id, scene.Say("wish.offer.kept"), "hint"));
  card.Add(Button("wish.take." + wish.id, scene.Say("wish.take"), "primary"));
  card.Add(Button("wish.decline." + wish.id, scene.Say("wish.decline"), "secondary")
               .Is("busy", scene.effects.Waiting(Purpose::kEndWish)));
  return card;
}

}  // namespace

void AddRemoteOffer(const Scene& scene, Nodes& nodes) {
  const RemoteOffer& offer = scene.state.offer;
  const BookableService* service = FindService(scene.state.content.services, offer.service);
  if (!offer.time || service == nullptr || offer.time->start <= scene.now) return;
  const bool video = service->mode == VisitMode::kVideo;
  Node card =
      Node(Role::kCareCard, "offer")
          .With("tone", "ok")
          .With("title", scene.Say(video ? "offer.title.video" : "offer.title.phone"))
          .Text(scene.Say("offer.text", {{"service", service->Name(scene.locale())}, {"at", offer.time->start}}));
  if (!service->Instructions(scene.locale()).empty()) {
    card.Add(Paragraph("offer.instructions", service->Instructions(scene.locale()), "hint"));
  }
  if (service->needs_identification && !scene.state.identity.identified) {
    card.Add(Paragraph("offer.identify", scene.Say("services.identify"), "hint"));
  }
  card.Add(Button("offer.book", scene.Say("offer.book"), "primary").With("icon", video ? "video" : "phone"));
  nodes.push_back(std::move(card));
}

void AddWishesForEarlier(const Scene& scene, Nodes& nodes) {
  Node waiting = Node(Role::kGroup, "wishes.waiting").Text(scene.Say("wish.waiting.title")).With("level", 2);
  for (const EarlierWish& wish : scene.state.appointments.wishes) {
    if (wish.offer && wish.offer->hold_until && *wish.offer->hold_until > scene.now) {
      nodes.push_back(OfferCard(scene, wish));
      continue;
    }
    waiting.Add(
        Paragraph("wish." + wish.id, scene.Say("wish.waiting.line", {{"service", ServiceName(scene, wish.service)}})));
    waiting.Add(
        Button("wish.end." + wish.id, scene.Say("wish.end", {{"service", ServiceName(scene, wish.service)}}), "quiet")
            .Is("busy", scene.effects.Waiting(Purpose::kEndWish)));
  }
  if (!waiting.children.empty()) nodes.push_back(std::move(waiting));
}

void AddWaiting(const Scene& scene, const Appointment& appointment, Nodes& nodes) {
  const State& state = scene.state;
  const BookableService* service = FindService(state.content.services, appointment.service);
  const bool coming = appointment.status == "booked" && appointment.start > scene.now;
  if (service == nullptr || !service->offer_minutes || !state.engine.waiting || !coming || !appointment.move.may)
    return;
  if (WishOf(state, service->id) != nullptr) {
    nodes.push_back(Paragraph("appointment.waiting", scene.Say("wish.waiting")));
    return;
  }
  nodes.push_back(Button("appointment.wish", scene.Say("wish.earlier"), "secondary")
                      .Hint(scene.Say("wish.hint"))
                      .Is("busy", scene.effects.Waiting(Purpose::kWish)));
}

}  // namespace eteinen::app
