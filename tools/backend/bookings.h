// Hold, book, look at, move and cancel: every write in one transaction, judged by core/booking as the app judges.
//
// A success is answered only after the commit, a refusal only when nothing was changed. Whatever is not the person's,
// or may not be known by the one who acts, is `not-found`, in the same bytes as what does not exist.
#ifndef ETEINEN_TOOLS_BACKEND_BOOKINGS_H_
#define ETEINEN_TOOLS_BACKEND_BOOKINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/appointment_json.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"
#include "tools/backend/times.h"

namespace eteinen::backend {

class Bookings {
 public:
  Bookings(const Content& content, Store& store) : content_(content), store_(store) {}

  // Puts the appointments that other systems have made into a new database.
  // The error names the one that its schedule has no time for.
  Status Give(Instant now);

  Answer List(const Caller& caller, Instant now);
  Answer Look(const Caller& caller, std::string_view id, Instant now);

  Answer Hold(const Caller& caller, std::string_view slot, const Json& body, Instant now);
  Answer Release(const Caller& caller, std::string_view id, Instant now);

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
  Answer Cancel(const Caller& caller, StoredAppointment appointment, Instant now);
  Answer Move(const Caller& caller, StoredAppointment appointment, const AskedAppointment& asked, Instant now);

  // The answer that was given to this request before, or a refusal of its key; nothing if it is new.
  std::optional<Answer> AnsweredBefore(const Caller& caller, const Request& request);
  // Keeps the answer under the request's key and commits; then, and only then, it may be given.
  Answer Commit(Transaction& transaction, const Caller& caller, const Request& request, Answer answer, Instant now);

  const Content& content_;
  Store& store_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_BOOKINGS_H_
