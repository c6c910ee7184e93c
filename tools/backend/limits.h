// How long a session lasts and how much one may take without identification: assets/permissions/session.json.
#ifndef ETEINEN_TOOLS_BACKEND_LIMITS_H_
#define ETEINEN_TOOLS_BACKEND_LIMITS_H_

#include <cstdint>
#include <map>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"

namespace eteinen::backend {

struct SessionLimits {
  std::int64_t idle = 30 * kMinute;         // seconds after the last request at which it ends …
  std::int64_t longest = 8 * kHour;         // … and after its beginning at the latest
  std::int64_t warn = 5 * kMinute;          // before its end, when the resident is told
  std::int64_t anonymous_holds = 20;        // times that one address may hold without identification …
  std::int64_t within = 10 * kMinute;       // … within so many seconds
  std::int64_t code_tries = 10;             // codes of bookings that one address may try …
  std::int64_t code_within = 15 * kMinute;  // … within so many seconds
  std::int64_t drafts = 20;                 // unfinished forms that one user keeps for one person
  std::int64_t assessment_draft = kDay;     // seconds for which an unfinished assessment is kept …
  std::int64_t form_draft = 30 * kDay;      // … and a form that is sent
};

// Errors name the place.
Result<SessionLimits> ReadSessionLimits(const Json& json);

// Counts what comes from where, in windows of a fixed length. Not for several threads at once.
class Counter {
 public:
  // False when `from` has had `most` within the window that runs.
  bool Allows(const std::string& from, std::int64_t most, std::int64_t window, Instant now);
  // Whether it has, without counting.
  bool Reached(const std::string& from, std::int64_t most, std::int64_t window, Instant now) const;

 private:
  struct Window {
    Instant begun;
    std::int64_t count = 0;
  };
  std::map<std::string, Window> windows_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_LIMITS_H_
