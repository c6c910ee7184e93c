// May the person acted for book this online? Asked before the first question, by the same rules as the backend's.
//
// What the app does not know it does not refuse for: the backend decides again at commit, and alone knows what is
// hidden. Without identification a service that needs it is not refused either: identifying is the way on.
#ifndef ETEINEN_CORE_APP_ELIGIBILITY_H_
#define ETEINEN_CORE_APP_ELIGIBILITY_H_

#include "core/app/state.h"

namespace eteinen::app {

BookingDecision MayBookOnline(const State& state, const BookableService& service, Instant now);

// The same for one of those who may be acted for; their bookings are not known here.
BookingDecision MayBookOnline(const State& state, const BookableService& service, const Person& person, Instant now);

// The coming booking that stands in the way of another one of this service, if it is known.
const Appointment* ComingBookingOf(const State& state, const std::string& service, Instant now);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_ELIGIBILITY_H_
