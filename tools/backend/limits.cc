#include "tools/backend/limits.h"

#include <iterator>

namespace eteinen::backend {
namespace {

Result<std::int64_t> ReadWithin(const Json& json, std::string_view key, std::string_view path, std::int64_t least,
                                std::int64_t most) {
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t value, ReadInt(json, key, path));
  if (value < least || value > most) {
    return InputError("expected " + std::to_string(least) + " to " + std::to_string(most), JoinPath(path, key));
  }
  return value;
}

}  // namespace

Result<SessionLimits> ReadSessionLimits(const Json& json) {
  SessionLimits limits;
  ETEINEN_ASSIGN_OR_RETURN(limits.idle, ReadWithin(json, "idleMinutes", "", 5, 120));
  ETEINEN_ASSIGN_OR_RETURN(limits.longest, ReadWithin(json, "longestMinutes", "", 30, 1440));
  // Twenty seconds are the least that accessibility asks for; a minute leaves room for the way.
  ETEINEN_ASSIGN_OR_RETURN(limits.warn, ReadWithin(json, "warnMinutes", "", 1, 60));
  if (limits.warn * 2 > limits.idle) return InputError("expected at most half of idleMinutes", "warnMinutes");
  ETEINEN_ASSIGN_OR_RETURN(const Json* holds, ReadObject(json, "anonymousHolds"));
  ETEINEN_ASSIGN_OR_RETURN(limits.anonymous_holds, ReadWithin(*holds, "most", "anonymousHolds", 1, 1000));
  ETEINEN_ASSIGN_OR_RETURN(limits.within, ReadWithin(*holds, "withinMinutes", "anonymousHolds", 1, 1440));
  ETEINEN_ASSIGN_OR_RETURN(const Json* tries, ReadObject(json, "codeTries"));
  ETEINEN_ASSIGN_OR_RETURN(limits.code_tries, ReadWithin(*tries, "most", "codeTries", 1, 100));
  ETEINEN_ASSIGN_OR_RETURN(limits.code_within, ReadWithin(*tries, "withinMinutes", "codeTries", 1, 1440));
  ETEINEN_ASSIGN_OR_RETURN(const Json* drafts, ReadObject(json, "drafts"));
  ETEINEN_ASSIGN_OR_RETURN(limits.drafts, ReadWithin(*drafts, "most", "drafts", 1, 100));
  ETEINEN_ASSIGN_OR_RETURN(limits.assessment_draft, ReadWithin(*drafts, "assessmentHours", "drafts", 1, 72));
  ETEINEN_ASSIGN_OR_RETURN(limits.form_draft, ReadWithin(*drafts, "formDays", "drafts", 1, 90));
  limits.idle *= kMinute;
  limits.longest *= kMinute;
  limits.warn *= kMinute;
  limits.within *= kMinute;
  limits.code_within *= kMinute;
  limits.assessment_draft *= kHour;
  limits.form_draft *= kDay;
  return limits;
}

bool Counter::Allows(const std::string& from, std::int64_t most, std::int64_t window, Instant now) {
  for (auto one = windows_.begin(); one != windows_.end();) {
    one = now - one->second.begun >= window ? windows_.erase(one) : std::next(one);
  }
  Window& running = windows_[from];
  if (running.count == 0) running.begun = now;
  if (running.count >= most) return false;
  ++running.count;
  return true;
}

bool Counter::Reached(const std::string& from, std::int64_t most, std::int64_t window, Instant now) const {
  const auto running = windows_.find(from);
  return running != windows_.end() && now - running->second.begun < window && running->second.count >= most;
}

}  // namespace eteinen::backend
