#include "core/app/eligibility.h"

#include "core/app/flow.h"

namespace eteinen::app {
namespace {

Visitor VisitorOf(const Person* person) {
  Visitor visitor;
  visitor.authority.relation = Relation::kSelf;
  if (person == nullptr) return visitor;
  visitor.authority.level = IdentificationLevel::kStrong;
  visitor.authority.relation = RelationOf(person->relation).value_or(Relation::kNone);
  // What a mandate is about and what a youth lets be known the backend knows.
  visitor.authority.themes = {Theme::kHealth, Theme::kSocial};
  visitor.authority.disclosure = Disclosure::kAllowed;
  if (const Result<CivilDay> born = ParseDay(person->birth_date); born.ok()) visitor.authority.birth_date = *born;
  if (!person->municipality.empty()) visitor.municipality = person->municipality;
  visitor.sex = person->gender;
  return visitor;
}

}  // namespace

BookingDecision MayBookOnline(const State& state, const BookableService& service, Instant now) {
  if (!state.content.permissions) return {};
  // What the backend has said of this person: what a mandate is about is not known here otherwise.
  if (!MayDo(state, Action::kBook, service.theme)) return {BookingRefusal::kNotPermitted, std::nullopt};
  std::vector<Booking> bookings;
  for (const Appointment& one : state.appointments.list) {
    if (one.status != "booked") continue;
    Booking booking;
    booking.service = one.service;
    booking.start = one.start;
    booking.disclosure = Disclosure::kAllowed;  // it was shown
    bookings.push_back(std::move(booking));
  }
  const Visitor visitor = VisitorOf(state.identity.acting_for ? &*state.identity.acting_for : nullptr);
  BookingDecision decision = MayBook({*state.content.permissions, now}, service, visitor, bookings);
  if (decision.refusal == BookingRefusal::kNotIdentified) decision = {};
  // A service that only guardians book for their children: to an adult it is for another age, not a lack of right.
  if (decision.refusal == BookingRefusal::kNotPermitted && visitor.authority.relation == Relation::kSelf) {
    BookableService for_anybody = service;
    for_anybody.who.push_back(Relation::kSelf);
    const BookingDecision other = MayBook({*state.content.permissions, now}, for_anybody, visitor, bookings);
    if (!other.yes()) decision = other;
  }
  if (!service.online) decision = {BookingRefusal::kNotOnline, std::nullopt};
  return decision;
}

BookingDecision MayBookOnline(const State& state, const BookableService& service, const Person& person, Instant now) {
  if (!state.content.permissions) return {};
  return MayBook({*state.content.permissions, now}, service, VisitorOf(&person), {});
}

const Appointment* ComingBookingOf(const State& state, const std::string& service, Instant now) {
  for (const Appointment& one : state.appointments.list) {
    if (one.service == service && one.status == "booked" && one.start > now) return &one;
  }
  return nullptr;
}

}  // namespace eteinen::app
