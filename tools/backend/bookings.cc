#include "tools/backend/bookings.h"

#include <algorithm>

#include "tools/backend/random.h"
#include "tools/backend/repeated_write.h"

namespace eteinen::backend {
namespace {

constexpr std::int64_t kHoldFor = 10 * kMinute;
constexpr std::int64_t kHoldAtMost = 30 * kMinute;
constexpr std::size_t kMostHolds = 3;
constexpr int kIdBytes = 16;

StoredAppointment Fresh(const Content& content, const Caller& caller, const Time& time, BookingState state,
                        Instant now) {
  StoredAppointment fresh;
  fresh.id = RandomId(kIdBytes);
  fresh.person = caller.session.acting_for;
  fresh.service = time.service->id;
  fresh.slot = time.id;
  fresh.place = time.schedule->place;
  fresh.start = time.start;
  fresh.end = time.end;
  fresh.state = state;
  fresh.disclosure = DisclosureOfNew(content, caller, now);
  fresh.created = now;
  fresh.by = KeeperOf(caller);
  fresh.by_right_of = caller.relation();
  return fresh;
}

}  // namespace

Answer RefuseOutcome(Outcome outcome) { return Refuse(outcome == Outcome::kBusy ? "busy" : "internal"); }

Answer RefuseDecision(const BookingDecision& decision, const BookableService& service) {
  return RefuseByRule(CodeOf(decision.refusal), decision.until, service.fallback);
}

Booking ToBooking(const StoredAppointment& appointment) {
  Booking booking;
  booking.service = appointment.service;
  booking.start = appointment.start;
  booking.state = appointment.state;
  booking.moves = static_cast<int>(appointment.moves);
  booking.disclosure = appointment.disclosure;
  return booking;
}

// Under whose name answers are kept: the user's, whatever session they come back in.
const std::string& KeeperOf(const Caller& caller) {
  return caller.anonymous ? caller.session.acting_for : caller.session.user;
}

// What a new booking is to guardians: what a guardian makes is known to them; a minor's own by the table's default.
Disclosure DisclosureOfNew(const Content& content, const Caller& caller, Instant now) {
  if (caller.relation() == Relation::kGuardian) return Disclosure::kAllowed;
  if (!caller.visitor.authority.birth_date) return Disclosure::kForbidden;
  const AgeBand band = content.permissions.BandOf(*caller.visitor.authority.birth_date, ToHelsinki(now).day);
  return content.permissions.DefaultDisclosure(band);
}

Status Bookings::Give(Instant now) {
  Transaction transaction(store_.database());
  bool done = transaction.begun() == Outcome::kDone;
  for (const GivenAppointment& given : content_.given) {
    const Schedule* schedule = FindSchedule(content_.schedules, given.schedule);
    const BookableService* service = FindService(content_.services, schedule->service);
    // The asked-for day may be a holiday or a weekend: the first working one from there on.
    CivilDay day = AddDays(ToHelsinki(now).day, given.days_ahead);
    SlotName name{schedule->id, FromHelsinki(day, given.time), 1};
    for (int tries = 0; tries < 14 && !Exists(*schedule, service->minutes, name); ++tries) {
      day = AddDays(day, 1);
      name.start = FromHelsinki(day, given.time);
    }
    if (!Exists(*schedule, service->minutes, name)) {
      return InputError("the schedule " + given.schedule + " has no time for the appointment of " + given.person);
    }
    StoredAppointment appointment;
    appointment.id = RandomId(kIdBytes);
    appointment.person = given.person;
    appointment.service = service->id;
    appointment.slot = WriteSlotName(name);
    appointment.place = schedule->place;
    appointment.start = name.start;
    appointment.end = name.start + service->minutes * kMinute;
    appointment.disclosure = given.disclosure;
    appointment.created = now;
    appointment.by_right_of = Relation::kNone;  // a professional
    done = done && store_.Insert(appointment, now) == Outcome::kDone;
  }
  if (!done || transaction.Commit() != Outcome::kDone) return InputError("the database cannot be written");
  return Ok{};
}

const BookableService* Bookings::ServiceOf(const StoredAppointment& appointment) const {
  return FindService(content_.services, appointment.service);
}

bool Bookings::MaySee(const Caller& caller, const StoredAppointment& appointment, Instant now) const {
  if (appointment.person != caller.session.acting_for) return false;
  if (appointment.state == BookingState::kHeld && !IsOffer(appointment)) {
    return appointment.session == caller.session.id;
  }
  if (caller.anonymous) return true;
  const BookableService* service = ServiceOf(appointment);
  Authority authority = caller.visitor.authority;
  authority.disclosure = appointment.disclosure;
  return content_.permissions.Allowed(authority, Action::kSeeBookings, service ? service->theme : Theme::kHealth,
                                      now) == Permission::kAllowed;
}

std::optional<StoredAppointment> Bookings::FindOwn(const Caller& caller, std::string_view id, Instant now) {
  std::optional<StoredAppointment> found = store_.FindAppointment(id, now);
  if (found && !MaySee(caller, *found, now)) found.reset();
  return found;
}

std::optional<StoredAppointment> Bookings::OwnHold(const Caller& caller, std::string_view slot, Instant now) {
  std::optional<StoredAppointment> taker = store_.TakerOf(slot, now);
  if (taker && (taker->state != BookingState::kHeld || !MaySee(caller, *taker, now))) taker.reset();
  return taker;
}

std::vector<Booking> Bookings::BookingsOf(const Caller& caller, Instant now) {
  std::vector<Booking> bookings;
  for (const StoredAppointment& one : store_.AppointmentsOf(caller.session.acting_for, now)) {
    bookings.push_back(ToBooking(one));
  }
  return bookings;
}

Json Bookings::Resource(const Caller& caller, const StoredAppointment& appointment, Instant now) const {
  std::optional<Changes> changes;
  const BookableService* service = ServiceOf(appointment);
  if (service != nullptr && appointment.state == BookingState::kBooked) {
    const Booking booking = ToBooking(appointment);
    changes = Changes{MayMove(Context(now), *service, caller.visitor, booking),
                      MayCancel(Context(now), *service, caller.visitor, booking)};
  }
  return AppointmentJson(content_, appointment, changes, now);
}

Answer Bookings::Show(int status, const Caller& caller, const StoredAppointment& appointment, Instant now) const {
  Answer answer = JsonAnswer(status, Resource(caller, appointment, now));
  answer.headers.emplace_back("ETag", WriteVersion(appointment.version));
  if (appointment.hold_until) answer.headers.emplace_back("Expires", WriteHttpDate(*appointment.hold_until));
  return answer;
}

Answer Bookings::List(const Caller& caller, Instant now) {
  Json::Array list;
  for (const StoredAppointment& one : store_.AppointmentsOf(caller.session.acting_for, now)) {
    if (one.state != BookingState::kHeld && MaySee(caller, one, now)) list.push_back(Resource(caller, one, now));
  }
  const std::size_t total = list.size();
  return JsonAnswer(200, SearchSet(std::move(list), total));
}

Answer Bookings::Look(const Caller& caller, std::string_view id, Instant now) {
  const std::optional<StoredAppointment> found = FindOwn(caller, id, now);
  return found ? WithCode(caller, Show(200, caller, *found, now)) : Refuse("not-found");
}

Answer Bookings::WithCode(const Caller& caller, Answer answer) const {
  if (!caller.anonymous || answer.status >= 300) return answer;
  const Result<Json> body = ParseJson(answer.body);
  if (!body.ok() || (*body)["status"].AsString() != "booked") return answer;
  Json appointment = *body;
  const std::optional<std::int64_t> version = ReadVersion("\"" + appointment["meta"]["versionId"].AsString() + "\"");
  Json extensions = appointment["extension"];
  extensions.Append(Extension("urn:eteinen:manage-code", "valueString",
                              codes_.CodeOf(appointment["id"].AsString(), version.value_or(1))));
  appointment.Set("extension", std::move(extensions));
  answer.body = WriteJson(appointment);
  return answer;
}

Answer Bookings::Manage(const Caller& visitor, std::string_view code, Instant now) {
  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  const std::string digest = codes_.DigestOf(code);
  std::optional<StoredAppointment> found = digest.empty() ? std::nullopt : store_.FindByCode(digest, now);
  if (!found || found->state != BookingState::kBooked || found->end <= now) return Refuse("not-found");
  found->person = visitor.session.acting_for;
  const Outcome updated = store_.Update(*found, now);
  const Outcome committed = updated == Outcome::kDone ? transaction.Commit() : updated;
  return committed == Outcome::kDone ? WithCode(visitor, Show(200, visitor, *found, now)) : RefuseOutcome(committed);
}

Answer Bookings::Hold(const Caller& caller, std::string_view slot, const Json& body, Instant now) {
  if (!can_.hold) return Refuse("not-found");
  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  const std::optional<Time> time = FindTime(content_, slot);
  if (!time) return Refuse("slot-gone");
  Answer answer;
  if (std::optional<StoredAppointment> hold = OwnHold(caller, slot, now)) {
    answer = Prolong(caller, *std::move(hold), now);
  } else {
    // A time may be held for a new booking or for the moving of one that is there.
    BookingDecision decision;
    if (const std::string& moved = body["move"]["reference"].AsString(); !moved.empty()) {
      const std::optional<StoredAppointment> booked = FindOwn(caller, moved.substr(moved.find('/') + 1), now);
      if (!booked || booked->service != time->service->id) return Refuse("not-found");
      decision = MayMoveTo(Context(now), *time->service, caller.visitor, ToBooking(*booked), time->start);
    } else {
      decision = MayBookAt(Context(now), *time->service, caller.visitor, BookingsOf(caller, now), time->start);
    }
    if (decision.refusal == BookingRefusal::kPast) return Refuse("slot-gone");
    if (!decision.yes()) return RefuseDecision(decision, *time->service);
    answer = NewHold(caller, *time, now);
  }
  if (answer.status >= 300) return answer;
  const Outcome committed = transaction.Commit();
  return committed == Outcome::kDone ? answer : RefuseOutcome(committed);
}

Answer Bookings::NewHold(const Caller& caller, const Time& time, Instant now) {
  std::size_t others = 0;
  for (const StoredAppointment& hold : store_.HoldsOf(caller.session.id, now)) {
    if (hold.person != caller.session.acting_for || hold.service != time.service->id) {
      ++others;
    } else if (const Outcome deleted = store_.Delete(hold.id); deleted != Outcome::kDone) {
      return RefuseOutcome(deleted);
    }
  }
  if (others >= kMostHolds) return Refuse("too-many-holds");
  StoredAppointment hold = Fresh(content_, caller, time, BookingState::kHeld, now);
  hold.hold_until = now + kHoldFor;
  hold.session = caller.session.id;
  const Outcome inserted = store_.Insert(hold, now);
  if (inserted == Outcome::kConflict) return Refuse("slot-taken");
  return inserted == Outcome::kDone ? Show(201, caller, hold, now) : RefuseOutcome(inserted);
}

Answer Bookings::Prolong(const Caller& caller, StoredAppointment hold, Instant now) {
  hold.hold_until = std::max(*hold.hold_until, std::min(now + kHoldFor, hold.created + kHoldAtMost));
  const Outcome updated = store_.Update(hold, now);
  return updated == Outcome::kDone ? Show(200, caller, hold, now) : RefuseOutcome(updated);
}

Answer Bookings::Release(const Caller& caller, std::string_view id, Instant now) {
  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  if (const std::optional<StoredWish> wish = FindWish(store_.database(), id))
    return EndWish(transaction, caller, *wish, now);
  const std::optional<StoredAppointment> found = FindOwn(caller, id, now);
  if (!found) return Refuse("not-found");
  if (found->state != BookingState::kHeld) return Refuse("method", "a booking is cancelled with PUT");
  if (IsOffer(*found)) return Decline(transaction, caller, *found, now);
  Outcome done = store_.Delete(id);
  if (done == Outcome::kDone) done = OfferFreed(found->slot, now);
  if (done == Outcome::kDone) done = transaction.Commit();
  if (done != Outcome::kDone) return RefuseOutcome(done);
  Answer answer;
  answer.status = 204;
  return answer;
}

std::optional<Answer> Bookings::AnsweredBefore(const Caller& caller, const Request& request) {
  return backend::AnsweredBefore(store_, {KeeperOf(caller), caller.session.acting_for}, request);
}

Answer Bookings::Commit(Transaction& transaction, const Caller& caller, const Request& request, Answer answer,
                        Instant now) {
  return CommitAnswer(store_, transaction, {KeeperOf(caller), caller.session.acting_for}, request, std::move(answer),
                      now);
}

Answer Bookings::Book(const Caller& caller, const Request& request, const Json& body, Instant now) {
  if (request.Header("idempotency-key").empty()) return Refuse("precondition", "Idempotency-Key is missing");
  std::string place;
  const std::optional<AskedAppointment> asked = ReadAskedAppointment(body, place);
  if (!asked) return RefuseInput(place, "not an Appointment of the contract");
  if (asked->status == "waitlist" && can_.waiting) return Wish(caller, request, body, now);
  if (asked->slot.empty()) return RefuseInput("slot", "names no time");
  if (asked->status != "booked") return RefuseInput("status", "expected booked");
  if (!caller.anonymous && asked->patient != caller.session.acting_for) return Refuse("person-changed");

  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  if (std::optional<Answer> before = AnsweredBefore(caller, request)) return WithCode(caller, *std::move(before));
  return WithCode(caller, Commit(transaction, caller, request, Take(caller, *asked, now), now));
}

Answer Bookings::Take(const Caller& caller, const AskedAppointment& asked, Instant now) {
  const std::optional<Time> time = FindTime(content_, asked.slot);
  if (!time) return Refuse("slot-gone");
  const BookingDecision decision =
      MayBookAt(Context(now), *time->service, caller.visitor, BookingsOf(caller, now), time->start);
  if (decision.refusal == BookingRefusal::kPast) return Refuse("slot-gone");
  if (!decision.yes()) return RefuseDecision(decision, *time->service);

  StoredAppointment booked = Fresh(content_, caller, *time, BookingState::kBooked, now);
  Outcome outcome = Outcome::kFailed;
  const std::optional<StoredAppointment> hold = OwnHold(caller, asked.slot, now);
  if (hold) {
    booked.id = hold->id;
    booked.created = hold->created;
  }
  if (!asked.replaces.empty() && !ContinueEntry(caller, asked.replaces, booked, now)) return Refuse("not-found");
  if (caller.anonymous) booked.manage = codes_.DigestOf(codes_.CodeOf(booked.id, booked.version));
  outcome = hold ? store_.Update(booked, now) : store_.Insert(booked, now);
  if (outcome == Outcome::kConflict) return Refuse(asked.hold.empty() ? "slot-taken" : "hold-expired");
  if (outcome == Outcome::kDone) outcome = EndWishes(caller, booked, booked.slot, now);
  if (outcome != Outcome::kDone) return RefuseOutcome(outcome);
  Answer answer = Show(201, caller, booked, now);
  answer.headers.emplace_back("Location", "/fhir/Appointment/" + booked.id);
  return answer;
}

bool Bookings::ContinueEntry(const Caller& caller, const std::string& replaced, StoredAppointment& booked,
                             Instant now) {
  const std::optional<StoredAppointment> old = FindOwn(caller, replaced, now);
  if (!old || old->service != booked.service || old->state != BookingState::kCancelled) return false;
  booked.entry = old->EntryUid();
  // Later than whatever that entry has been, as far as the caller may know.
  for (const StoredAppointment& one : store_.AppointmentsOf(booked.person, now)) {
    if (one.EntryUid() != booked.entry || !MaySee(caller, one, now)) continue;
    booked.entry_from = std::max(booked.entry_from, one.EntrySequence() + 1);
  }
  return true;
}

Answer Bookings::Change(const Caller& caller, std::string_view id, const Request& request, const Json& body,
                        Instant now) {
  std::string place;
  const std::optional<AskedAppointment> asked = ReadAskedAppointment(body, place);
  if (!asked) return RefuseInput(place, "not an Appointment of the contract");
  if (asked->status != "booked" && asked->status != "cancelled") {
    return RefuseInput("status", "expected booked or cancelled");
  }
  if (asked->status == "booked" && !can_.move) return Refuse("method", "this engine cannot move a booking");
  if (!asked->patient.empty() && asked->patient != caller.session.acting_for) return Refuse("person-changed");

  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  std::optional<StoredAppointment> found = FindOwn(caller, id, now);
  if (!found || found->state == BookingState::kHeld) return Refuse("not-found");
  if (std::optional<Answer> before = AnsweredBefore(caller, request)) return WithCode(caller, *std::move(before));
  const std::string_view if_match = request.Header("if-match");
  if (if_match.empty()) return Refuse("precondition", "If-Match is missing");
  if (ReadVersion(if_match) != found->version) return Refuse("version");
  Answer answer = asked->status == "cancelled" ? Cancel(caller, *std::move(found), now)
                                               : Move(caller, *std::move(found), *asked, now);
  return WithCode(caller, Commit(transaction, caller, request, std::move(answer), now));
}

Answer Bookings::Cancel(const Caller& caller, StoredAppointment appointment, Instant now) {
  const BookableService* service = ServiceOf(appointment);
  if (service == nullptr) return Refuse("not-online");
  const BookingDecision decision = MayCancel(Context(now), *service, caller.visitor, ToBooking(appointment));
  if (!decision.yes()) return RefuseDecision(decision, *service);
  appointment.state = BookingState::kCancelled;
  appointment.manage.clear();
  ++appointment.version;
  appointment.by = KeeperOf(caller);
  appointment.by_right_of = caller.relation();
  Outcome done = store_.Update(appointment, now);
  if (done == Outcome::kDone) done = EndWishes(caller, appointment, "", now);
  if (done == Outcome::kDone) done = OfferFreed(appointment.slot, now);
  return done == Outcome::kDone ? Show(200, caller, appointment, now) : RefuseOutcome(done);
}

Answer Bookings::Move(const Caller& caller, StoredAppointment appointment, const AskedAppointment& asked, Instant now) {
  if (asked.slot.empty() || asked.slot == appointment.slot) return RefuseInput("slot", "names no other time");
  const BookableService* service = ServiceOf(appointment);
  if (service == nullptr) return Refuse("not-online");
  // First whether it may be moved at all: that the new time is gone is not the answer to that.
  const Booking booking = ToBooking(appointment);
  const BookingDecision may_move = MayMove(Context(now), *service, caller.visitor, booking);
  if (!may_move.yes()) return RefuseDecision(may_move, *service);
  const std::optional<Time> time = FindTime(content_, asked.slot);
  if (!time || time->start <= now) return Refuse("slot-gone");
  if (time->service != service) return RefuseInput("slot", "a time of another service");
  const BookingDecision decision = MayMoveTo(Context(now), *service, caller.visitor, booking, time->start);
  if (!decision.yes()) return RefuseDecision(decision, *service);

  if (const std::optional<StoredAppointment> hold = OwnHold(caller, asked.slot, now)) {
    if (const Outcome deleted = store_.Delete(hold->id); deleted != Outcome::kDone) return RefuseOutcome(deleted);
  }
  const std::string given_up = appointment.slot;
  appointment.slot = time->id;
  appointment.place = time->schedule->place;
  appointment.start = time->start;
  appointment.end = time->end;
  ++appointment.moves;
  ++appointment.version;
  if (!appointment.manage.empty()) {
    appointment.manage = codes_.DigestOf(codes_.CodeOf(appointment.id, appointment.version));
  }
  appointment.by = KeeperOf(caller);
  appointment.by_right_of = caller.relation();
  Outcome done = store_.Update(appointment, now);
  if (done == Outcome::kConflict) return Refuse(asked.hold.empty() ? "slot-taken" : "hold-expired");
  if (done == Outcome::kDone) done = EndWishes(caller, appointment, appointment.slot, now);
  if (done == Outcome::kDone) done = OfferFreed(given_up, now);
  return done == Outcome::kDone ? Show(200, caller, appointment, now) : RefuseOutcome(done);
}

}  // namespace eteinen::backend
