// Hold, book, look at, move and cancel: every write in one transaction, judged by core/booking as the app judges.
//
// A success is answered only after the commit, a refusal only when nothing was changed. Whatever is not the person's,
// or may not be known by the one who acts, is `not-found`, in the same bytes as what does not exist.
#ifndef ETEINEN_TOOLS_BACKEND_BOOKINGS_H_
#define ETEINEN_TOOLS_BACKEND_BOOKINGS_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/appointment_json.h"
#include "tools/backend/capabilities.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/manage_code.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"
#include "tools/backend/times.h"
#include "tools/backend/wish_store.h"

namespace eteinen::backend {

// What bookings need beside content and store.
struct BookingParts {
  Capabilities can;
  ManageCodes codes;
  // What somebody is to a person now, when nobody has asked: for the offers of the waiting list.
  std::function<Visitor(const std::string& user, const std::string& person, Instant now)> visitor_for;
};

class Bookings {
 public:
  Bookings(const Content& content, Store& store, BookingParts parts = {})
      : content_(content), store_(store), can_(parts.can), codes_(parts.codes), visitor_for_(parts.visitor_for) {}

  // Puts the appointments that other systems have made into a new database.
  // The error names the one that its schedule has no time for.
  Status Give(Instant now);

  Answer List(const Caller& caller, Instant now);
  Answer Look(const Caller& caller, std::string_view id, Instant now);
  // Whether the appointment exists as far as the caller may know.
  bool Knows(const Caller& caller, std::string_view id, Instant now) { return FindOwn(caller, id, now).has_value(); }

  Answer Hold(const Caller& caller, std::string_view slot, const Json& body, Instant now);
  Answer Release(const Caller& caller, std::string_view id, Instant now);

  // The booking that a code opens (manage_code.h) becomes that of `visitor`, an anonymous session of its own, and of no
  // other session any more. The same `not-found` for every code that opens nothing.
  Answer Manage(const Caller& visitor, std::string_view code, Instant now);

  // The person's wishes for an earlier time, with what is offered to them.
  Answer Wishes(const Caller& caller, Instant now);

  // Times of several people, all or none. The body is a Bundle of type `transaction`; `caller_for` tells by what right
  // the caller acts for a person, or nothing.
  using CallerFor = std::function<std::optional<Caller>(const std::string& person)>;
  Answer BookTogether(const Caller& caller, const CallerFor& caller_for, const Request& request, const Json& body,
                      Instant now);

  // The body of these is an Appointment; `request` gives the headers and the text of the body.
  Answer Book(const Caller& caller, const Request& request, const Json& body, Instant now);
  Answer Change(const Caller& caller, std::string_view id, const Request& request, const Json& body, Instant now);

 private:
  BookingContext Context(Instant now) const { return {content_.permissions, now}; }
  const BookableService* ServiceOf(const StoredAppointment& appointment) const;
  bool MaySee(const Caller& caller, const StoredAppointment& appointment, Instant now) const;
  // The person's own, as far as the caller may know of it; a hold only within its session.
  std::optional<StoredAppointment> FindOwn(const Caller& caller, std::string_view id, Instant now);
  std::optional<StoredAppointment> OwnHold(const Caller& caller, std::string_view slot, Instant now);
  std::vector<Booking> BookingsOf(const Caller& caller, Instant now);
  Json Resource(const Caller& caller, const StoredAppointment& appointment, Instant now) const;
  Answer Show(int status, const Caller& caller, const StoredAppointment& appointment, Instant now) const;

  Answer NewHold(const Caller& caller, const Time& time, Instant now);
  Answer Prolong(const Caller& caller, StoredAppointment hold, Instant now);
  Answer Take(const Caller& caller, const AskedAppointment& asked, Instant now);
  // `booked` goes on as the calendar entry of the one that was given up for it; false when there is none such.
  bool ContinueEntry(const Caller& caller, const std::string& replaced, StoredAppointment& booked, Instant now);
  // The answer to one without identification carries the code of what is booked.
  Answer WithCode(const Caller& caller, Answer answer) const;

  // bookings_waiting.cc: all within the transaction of what is written.
  Answer Wish(const Caller& caller, const Request& request, const Json& body, Instant now);
  Answer TakeWish(const Caller& caller, const Json& body, Instant now);
  Json WishResource(const Caller& caller, const StoredWish& wish, Instant now);
  bool MaySeeWish(const Caller& caller, const StoredWish& wish, Instant now) const;
  bool Suits(const StoredWish& wish, const Time& time, Instant now);
  // A time has come free: it is held for the first in the queue whom it suits.
  Outcome OfferFreed(const std::string& slot, Instant now);
  // An offer that nobody has taken goes to the next.
  Outcome PassOn(Instant now);
  // The person has got, moved or given up such a booking: their wish is over, as far as the caller may know of it.
  Outcome EndWishes(const Caller& caller, const StoredAppointment& appointment, const std::string& taken_slot,
                    Instant now);
  Answer EndWish(Transaction& transaction, const Caller& caller, const StoredWish& wish, Instant now);
  Answer Decline(Transaction& transaction, const Caller& caller, const StoredAppointment& offer, Instant now);
  Answer Cancel(const Caller& caller, StoredAppointment appointment, Instant now);
  Answer Move(const Caller& caller, StoredAppointment appointment, const AskedAppointment& asked, Instant now);

  // The answer that was given to this request before, or a refusal of its key; nothing if it is new.
  std::optional<Answer> AnsweredBefore(const Caller& caller, const Request& request);
  // Keeps the answer under the request's key and commits; then, and only then, it may be given.
  Answer Commit(Transaction& transaction, const Caller& caller, const Request& request, Answer answer, Instant now);

  const Content& content_;
  Store& store_;
  const Capabilities can_;
  const ManageCodes codes_;
  const decltype(BookingParts::visitor_for) visitor_for_;
};

// Of a hold that is an offer: its session is the wish, which no cookie can name.
std::string OfferSession(std::string_view wish);
bool IsOffer(const StoredAppointment& appointment);
// Under whose name answers are kept: the user's, whatever session they come back in.
const std::string& KeeperOf(const Caller& caller);
Disclosure DisclosureOfNew(const Content& content, const Caller& caller, Instant now);
Booking ToBooking(const StoredAppointment& appointment);
Answer RefuseOutcome(Outcome outcome);
Answer RefuseDecision(const BookingDecision& decision, const BookableService& service);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_BOOKINGS_H_
