// May this be booked, moved or cancelled online? A yes, or the reason why not, decided from the service's rules.
//
// The same functions judge in the app, before the resident is asked anything, and in the backend, at commit. Pure; the
// backend alone knows whether a time is still free. A denial for reasons that must stay hidden is `kNotPermitted`,
// whatever they are.
#ifndef ETEINEN_CORE_BOOKING_APPOINTMENT_RULES_H_
#define ETEINEN_CORE_BOOKING_APPOINTMENT_RULES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/booking/service_rules.h"
#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/identity/permission.h"

namespace eteinen {

enum class BookingRefusal {
  kNone,  // yes
  kNotIdentified,
  kNotPermitted,
  kNotOnline,
  kAge,
  kMunicipality,
  kAlreadyBooked,
  kTooEarly,  // beyond the horizon, or outside the season
  kTooLate,   // less notice than asked for
  kTooManyMoves,
  kAlreadyCancelled,
  kPast,
  kSex,
};

// The code of the contract and of the texts: "too-late", "already-booked", …; "" for kNone.
std::string_view CodeOf(BookingRefusal refusal);
std::optional<BookingRefusal> RefusalOf(std::string_view code);

struct BookingDecision {
  BookingRefusal refusal = BookingRefusal::kNone;
  // Yes to a change: until when it stays so. kTooLate: until when it was possible.
  std::optional<Instant> until;

  bool yes() const { return refusal == BookingRefusal::kNone; }
  friend bool operator==(const BookingDecision&, const BookingDecision&) = default;
};

// The person who would come, and by what right somebody acts for them.
struct Visitor {
  Authority authority;                      // its birth_date is the visitor's
  std::optional<std::string> municipality;  // unknown: not refused for it
  std::string sex;                          // "female", "male"; empty: unknown, and not refused for it
};

enum class BookingState { kHeld, kBooked, kCancelled };

struct Booking {
  std::string service;
  Instant start;
  BookingState state = BookingState::kBooked;
  int moves = 0;
  Disclosure disclosure = Disclosure::kAllowed;
};

struct BookingContext {
  const PermissionTable& permissions;
  Instant now;
};

// Before a time is chosen: could this visitor book any time of this service, by the rules? The age is judged over the
// days that can be booked: it is a refusal only if no such day fits.
BookingDecision MayBook(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                        const std::vector<Booking>& bookings);

// A given time. `bookings` are the visitor's; those that a guardian may not know of are not counted against them.
BookingDecision MayBookAt(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const std::vector<Booking>& bookings, Instant start);

// May this booking be moved (at all), and to that time?
BookingDecision MayMove(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                        const Booking& booking);
BookingDecision MayMoveTo(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const Booking& booking, Instant start);

BookingDecision MayCancel(const BookingContext& context, const BookableService& service, const Visitor& visitor,
                          const Booking& booking);

// The first and last start that the rules let be booked now, age and municipality aside; nothing if there is none.
struct BookableWindow {
  Instant first;
  Instant last;
};
std::optional<BookableWindow> WindowOf(const BookableService& service, Instant now);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BOOKING_APPOINTMENT_RULES_H_
