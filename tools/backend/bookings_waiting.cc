// The waiting list: wishes for an earlier time, and the holds with which a time that came free is offered.
//
// A freed time goes to the first in the queue whom it suits by the very rules that would judge their own booking of it;
// whoever lets an offer run out goes to the end of the queue, and is not offered that time again at once. An offer is
// judged again when it is taken.
#include <algorithm>

#include "tools/backend/bookings.h"
#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr int kIdBytes = 16;
constexpr std::string_view kOfferPrefix = "offer:";  // no session's identifier has a colon

Json Reference(std::string_view type, std::string_view id) {
  return Json::MakeObject({{"reference", std::string(type) + "/" + std::string(id)}});
}

std::string CodeOfService(const Json& body) {
  if (body["serviceType"].Items().empty()) return {};
  const Json& coding = body["serviceType"].Items().front()["coding"];
  return coding.Items().empty() ? std::string() : coding.Items().front()["code"].AsString();
}

std::string AfterSlash(const std::string& reference) { return reference.substr(reference.find('/') + 1); }

// A wish as a booking of the same would be looked at.
StoredAppointment LikeBooking(const StoredWish& wish) {
  StoredAppointment like;
  like.person = wish.person;
  like.service = wish.service;
  like.disclosure = wish.disclosure;
  return like;
}

}  // namespace

std::string OfferSession(std::string_view wish) { return std::string(kOfferPrefix) + std::string(wish); }
bool IsOffer(const StoredAppointment& appointment) { return appointment.session.starts_with(kOfferPrefix); }

bool Bookings::MaySeeWish(const Caller& caller, const StoredWish& wish, Instant now) const {
  return !caller.anonymous && MaySee(caller, LikeBooking(wish), now);
}

Answer Bookings::Wish(const Caller& caller, const Request& request, const Json& body, Instant now) {
  if (caller.anonymous) return Refuse("not-identified");
  std::string place;
  const std::optional<AskedAppointment> asked = ReadAskedAppointment(body, place);
  if (!asked) return RefuseInput(place, "not an Appointment of the contract");
  if (asked->patient != caller.session.acting_for) return Refuse("person-changed");
  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  if (std::optional<Answer> before = AnsweredBefore(caller, request)) return *std::move(before);
  return Commit(transaction, caller, request, TakeWish(caller, body, now), now);
}

Answer Bookings::TakeWish(const Caller& caller, const Json& body, Instant now) {
  const BookableService* service = FindService(content_.services, CodeOfService(body));
  if (service == nullptr) return RefuseInput("serviceType", "no such service");
  if (!service->offer_minutes) return RefuseByRule("not-online", std::nullopt, service->fallback);
  StoredWish wish;
  wish.id = RandomId(kIdBytes);
  wish.person = caller.session.acting_for;
  wish.service = service->id;
  wish.since = now;
  wish.disclosure = DisclosureOfNew(content_, caller, now);
  wish.by = KeeperOf(caller);
  wish.by_right_of = caller.relation();
  for (const Json& participant : body["participant"].Items()) {
    const std::string& reference = participant["actor"]["reference"].AsString();
    if (!reference.starts_with("Location/")) continue;
    wish.place = AfterSlash(reference);
    if (content_.PlaceName(wish.place).empty()) return RefuseInput("participant", "no such place");
  }
  const std::string& replaced = FindExtension(body, "urn:eteinen:replaces")["valueReference"]["reference"].AsString();
  BookingDecision decision;
  if (replaced.empty()) {
    decision = MayBook(Context(now), *service, caller.visitor, BookingsOf(caller, now));
  } else {
    const std::optional<StoredAppointment> booked = FindOwn(caller, AfterSlash(replaced), now);
    if (!booked || booked->service != service->id || booked->state != BookingState::kBooked) return Refuse("not-found");
    decision = MayMove(Context(now), *service, caller.visitor, ToBooking(*booked));
    wish.replaces = booked->id;
    wish.before = booked->start;
    wish.disclosure = booked->disclosure;
  }
  if (!decision.yes()) return RefuseDecision(decision, *service);
  // Whose right is known in a session alone cannot be judged when a time comes free: no empty promise.
  const bool known = visitor_for_ && visitor_for_(wish.by, wish.person, now).authority.relation != Relation::kNone;
  if (!known) return RefuseByRule("not-online", std::nullopt, service->fallback);
  Outcome done = EndWishes(caller, LikeBooking(wish), "", now);
  if (done == Outcome::kDone) done = PutWish(store_.database(), wish);
  if (done != Outcome::kDone) return RefuseOutcome(done);
  Answer answer = JsonAnswer(201, WishResource(caller, wish, now));
  answer.headers.emplace_back("Location", "/fhir/Appointment/" + wish.id);
  return answer;
}

Json Bookings::WishResource(const Caller& caller, const StoredWish& wish, Instant now) {
  const Json state = Json::MakeObject({{"system", "urn:oid:1.2.246.537.6.881"}, {"code", "1"}});
  Json extensions = Json::MakeArray({Extension("urn:eteinen:state", "valueCoding", state)});
  if (!wish.replaces.empty()) {
    extensions.Append(Extension("urn:eteinen:replaces", "valueReference", Reference("Appointment", wish.replaces)));
  }
  const Json coding = Json::MakeObject({{"system", "urn:eteinen:service"}, {"code", wish.service}});
  const Json patient = Json::MakeObject({{"actor", Reference("Patient", wish.person)}, {"status", "accepted"}});
  Json json = Json::MakeObject({{"resourceType", "Appointment"}, {"id", wish.id}});
  const std::optional<StoredAppointment> offer =
      wish.offer.empty() ? std::nullopt : store_.FindAppointment(wish.offer, now);
  if (offer && offer->state == BookingState::kHeld && IsOffer(*offer)) {
    json.Set("contained", Json::MakeArray({Resource(caller, *offer, now)}));
  }
  extensions.Append(
      Extension("urn:eteinen:by", "valueCode",
                wish.by_right_of == Relation::kNone ? std::string_view("professional") : Name(wish.by_right_of)));
  json.Set("extension", std::move(extensions));
  json.Set("status", "waitlist");
  json.Set("serviceType", Json::MakeArray({Json::MakeObject({{"coding", Json::MakeArray({coding})}})}));
  if (wish.before) {
    json.Set("requestedPeriod", Json::MakeArray({Json::MakeObject({{"end", FormatInstant(*wish.before)}})}));
  }
  Json participants = Json::MakeArray({patient});
  if (!wish.place.empty()) {
    Json place = Reference("Location", wish.place);
    place.Set("display", content_.PlaceName(wish.place));
    participants.Append(Json::MakeObject({{"actor", std::move(place)}, {"status", "accepted"}}));
  }
  json.Set("created", FormatInstant(wish.since));
  json.Set("participant", std::move(participants));
  return json;
}

Answer Bookings::Wishes(const Caller& caller, Instant now) {
  if (!can_.waiting) return JsonAnswer(200, SearchSet({}, 0));
  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  // Evaluated when read: what nobody took in time goes on, and a wish whose day has come is over.
  Outcome done = PassOn(now);
  Json::Array list;
  for (const StoredWish& wish : WishesOf(store_.database(), caller.session.acting_for)) {
    if (!MaySeeWish(caller, wish, now)) continue;
    if (wish.before && *wish.before <= now) {
      if (done == Outcome::kDone) done = DropWish(store_.database(), wish.id);
      continue;
    }
    list.push_back(WishResource(caller, wish, now));
  }
  if (done == Outcome::kDone) done = transaction.Commit();
  if (done != Outcome::kDone) return RefuseOutcome(done);
  const std::size_t total = list.size();
  return JsonAnswer(200, SearchSet(std::move(list), total));
}

bool Bookings::Suits(const StoredWish& wish, const Time& time, Instant now) {
  if (!visitor_for_ || wish.offered == time.id) return false;
  if (!wish.offer.empty()) return false;  // one that has run out waits for PassOn
  if (wish.before && time.start >= *wish.before) return false;
  if (!wish.place.empty() && wish.place != time.schedule->place) return false;
  const Visitor visitor = visitor_for_(wish.by, wish.person, now);
  if (!wish.replaces.empty()) {
    const std::optional<StoredAppointment> booked = store_.FindAppointment(wish.replaces, now);
    return booked && booked->state == BookingState::kBooked &&
           MayMoveTo(Context(now), *time.service, visitor, ToBooking(*booked), time.start).yes();
  }
  std::vector<Booking> bookings;
  for (const StoredAppointment& one : store_.AppointmentsOf(wish.person, now)) bookings.push_back(ToBooking(one));
  return MayBookAt(Context(now), *time.service, visitor, bookings, time.start).yes();
}

Outcome Bookings::OfferFreed(const std::string& slot, Instant now) {
  const std::optional<Time> time = can_.waiting && can_.hold ? FindTime(content_, slot) : std::nullopt;
  if (!time || !time->service->offer_minutes || time->start <= now || store_.TakerOf(slot, now)) return Outcome::kDone;
  for (StoredWish wish : WishesFor(store_.database(), time->service->id)) {
    if (!Suits(wish, *time, now)) continue;
    StoredAppointment offer;
    offer.id = RandomId(kIdBytes);
    offer.person = wish.person;
    offer.service = wish.service;
    offer.slot = time->id;
    offer.place = time->schedule->place;
    offer.start = time->start;
    offer.end = time->end;
    offer.state = BookingState::kHeld;
    // No longer than the time can still be taken.
    offer.hold_until = std::min(now + *time->service->offer_minutes * kMinute,
                                time->start - time->service->book_notice_minutes * kMinute);
    if (*offer.hold_until <= now) return Outcome::kDone;
    offer.session = OfferSession(wish.id);
    offer.disclosure = wish.disclosure;
    offer.created = now;
    offer.by_right_of = Relation::kNone;
    const Outcome inserted = store_.Insert(offer, now);
    if (inserted != Outcome::kDone) return inserted;
    wish.offer = offer.id;
    wish.offered = time->id;
    return PutWish(store_.database(), wish);
  }
  return Outcome::kDone;
}

Outcome Bookings::PassOn(Instant now) {
  // All that have run out first: whoever lets one go may be the next for another.
  std::vector<std::string> freed;
  for (StoredWish wish : WishesWithOffers(store_.database())) {
    if (store_.FindAppointment(wish.offer, now)) continue;
    wish.offer.clear();
    wish.since = now;
    if (const Outcome done = PutWish(store_.database(), wish); done != Outcome::kDone) return done;
    freed.push_back(wish.offered);
  }
  for (const std::string& slot : freed) {
    if (const Outcome done = OfferFreed(slot, now); done != Outcome::kDone) return done;
  }
  return Outcome::kDone;
}

Outcome Bookings::EndWishes(const Caller& caller, const StoredAppointment& appointment, const std::string& taken_slot,
                            Instant now) {
  for (const StoredWish& wish : WishesOf(store_.database(), appointment.person)) {
    if (wish.service != appointment.service) continue;
    // What a youth hides goes on as if nobody had written: it is neither ended nor told.
    if (wish.by != KeeperOf(caller) && !MaySeeWish(caller, wish, now)) continue;
    Outcome done = DropWish(store_.database(), wish.id);
    const std::optional<StoredAppointment> offer =
        wish.offer.empty() ? std::nullopt : store_.FindAppointment(wish.offer, now);
    if (done == Outcome::kDone && offer && offer->state == BookingState::kHeld && offer->slot != taken_slot) {
      done = store_.Delete(offer->id);
      if (done == Outcome::kDone) done = OfferFreed(offer->slot, now);
    }
    if (done != Outcome::kDone) return done;
  }
  return Outcome::kDone;
}

Answer Bookings::EndWish(Transaction& transaction, const Caller& caller, const StoredWish& wish, Instant now) {
  if (!MaySeeWish(caller, wish, now)) return Refuse("not-found");
  Outcome done = EndWishes(caller, LikeBooking(wish), "", now);
  if (done == Outcome::kDone) done = transaction.Commit();
  if (done != Outcome::kDone) return RefuseOutcome(done);
  Answer answer;
  answer.status = 204;
  return answer;
}

Answer Bookings::Decline(Transaction& transaction, const Caller& caller, const StoredAppointment& offer, Instant now) {
  Outcome done = store_.Delete(offer.id);
  for (StoredWish wish : WishesOf(store_.database(), caller.session.acting_for)) {
    if (wish.offer != offer.id || done != Outcome::kDone) continue;
    wish.offer.clear();
    done = PutWish(store_.database(), wish);
  }
  if (done == Outcome::kDone) done = OfferFreed(offer.slot, now);
  if (done == Outcome::kDone) done = transaction.Commit();
  if (done != Outcome::kDone) return RefuseOutcome(done);
  Answer answer;
  answer.status = 204;
  return answer;
}

}  // namespace eteinen::backend
