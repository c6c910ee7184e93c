// Who acted for whom, and whether it was allowed: one line for every act on behalf of another.
//
// A line says who, for whom, by what right, what and with which outcome; which booking only by its random identifier.
// Services, times and texts are not in it: they would tell about somebody's health. Lines are chained: each carries a
// keyed digest (HMAC-SHA256) over itself and the one before, so that a changed, removed or inserted line is found by
// `eteinen-backend audit`, unless the key was taken too. What a chain alone cannot show is that its end was cut off:
// for that the last digest is printed, to be noted elsewhere and given to a later check.
//
// A line of what was done is written in the very transaction that did it: neither is ever without the other.
#ifndef ETEINEN_TOOLS_BACKEND_AUDIT_H_
#define ETEINEN_TOOLS_BACKEND_AUDIT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "core/identity/permission.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

struct AuditLine {
  Instant at;
  std::string who;       // ids of persons, never names or codes
  std::string for_whom;  // "" when it is nobody we know
  Relation right = Relation::kNone;
  std::string what;     // "book", "see-bookings", "act-for", …
  std::string booking;  // identifier, or ""
  bool allowed = false;
  int status = 0;  // of the answer
};

class Audit {
 public:
  // Makes the table when it is missing. `key` is any secret of the backend.
  static Result<Audit> Open(Database& database, std::string key);

  // Adds a line; within the transaction that is open, if there is one.
  Outcome Append(const AuditLine& line);

  struct Check {
    std::int64_t lines = 0;
    std::string last;                    // digest of the last line, "" without any
    std::optional<std::int64_t> broken;  // the first line of which something does not hold
    bool found = true;                   // the digest that was asked for is in the chain
  };
  // Goes through the whole chain; each line is given to `show` as JSON. `noted` is a digest of an earlier check, or "".
  Check Verify(std::string_view noted, const std::function<void(const Json&)>& show);

 private:
  Audit(Database& database, std::string key) : database_(&database), key_(std::move(key)) {}
  std::string Digest(std::string_view before, std::string_view line) const;

  Database* database_;
  std::string key_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_AUDIT_H_
