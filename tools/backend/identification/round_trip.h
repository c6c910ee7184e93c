// Residents who have been sent to another server and are to come back: to identify, or to say for whom they act.
//
// Each trip has a `state` that is in the address they come back by, and a `ticket` that lies in a cookie of the browser
// that left. Only both together, in time and once, open what was kept here; a state that was forged, planted in another
// browser or used before opens nothing. Kept in memory alone: after a restart one begins again.
#ifndef ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ROUND_TRIP_H_
#define ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ROUND_TRIP_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/calendar/instant.h"
#include "tools/backend/identification/crypto.h"
#include "tools/backend/random.h"

namespace eteinen::backend {

inline constexpr std::int64_t kLongestTrip = 15 * kMinute;
inline constexpr std::size_t kMostTrips = 10'000;

// What the browser is told at the beginning of a trip.
struct Departure {
  std::string address;
  std::string ticket;  // for the cookie
};

// May be used from any thread. `Kept` is what waits for the resident's return.
template <typename Kept>
class RoundTrips {
 public:
  struct Leaving {
    std::string state;
    std::string ticket;
  };

  // Nothing when too many are on their way.
  std::optional<Leaving> Leave(Kept kept, Instant now) {
    const std::lock_guard lock(mutex_);
    for (auto trip = trips_.begin(); trip != trips_.end();) {
      trip = now >= trip->second.until ? trips_.erase(trip) : std::next(trip);
    }
    if (trips_.size() >= kMostTrips) return std::nullopt;
    Leaving leaving{RandomId(20), RandomId(20)};
    trips_[Sha256(leaving.ticket)] = {leaving.state, now + kLongestTrip, std::move(kept)};
    return leaving;
  }

  std::optional<Kept> Return(std::string_view state, std::string_view ticket, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = trips_.find(Sha256(ticket));
    if (found == trips_.end()) return std::nullopt;
    // Whatever comes back ends the trip: nobody tries states one after another.
    const Trip trip = std::move(found->second);
    trips_.erase(found);
    if (now >= trip.until || !EqualInConstantTime(state, trip.state)) return std::nullopt;
    return trip.kept;
  }

 private:
  struct Trip {
    std::string state;
    Instant until;
    Kept kept;
  };
  std::mutex mutex_;
  std::map<std::string, Trip> trips_;  // by the digest of the ticket
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_IDENTIFICATION_ROUND_TRIP_H_
