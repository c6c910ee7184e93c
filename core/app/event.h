// What can happen: the events of BOUNDARY.md as values.
#ifndef ETEINEN_CORE_APP_EVENT_H_
#define ETEINEN_CORE_APP_EVENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace eteinen::app {

struct Start {
  std::string entry;
  std::string locale;
  std::vector<std::string> capabilities;
  std::string resume;    // what the core last asked to be stored, or empty
  bool framed = false;   // the page stands in a frame of another page
  std::string language;  // that the address asks for; may be none of ours
};

struct Navigate {
  std::string path;
  bool back = false;
};

struct Set {
  std::string key;
  Json value;
};

struct Press {
  std::string key;
};

enum class Failure { kOffline, kTimeout, kDenied, kUnsupported };

struct EffectResult {
  std::int64_t id = 0;
  Json ok;                         // what the effect gave
  std::optional<Failure> failure;  // or why it did not
};

// From the app around the web view (web/HOST.md). The fields are those of `auth.done`; empty for other messages.
struct HostMessage {
  std::string method;
  std::string request;  // what `auth.start` was given
  std::string outcome;  // identified, cancelled, failed
};

// From another tab of the same browser.
struct TabsMessage {
  std::string what;  // session, signed-out
};

struct LocaleChange {
  std::string locale;
};

// What was to be stored lasts no longer than the page.
struct Unkept {};

using Event = std::variant<Start, Navigate, Set, Press, EffectResult, HostMessage, TabsMessage, LocaleChange, Unkept>;

// The words of the wire, in the order of the variant.
inline constexpr std::string_view kEventTypes[] = {"start", "navigate", "set",    "press", "result",
                                                   "host",  "tabs",     "locale", "unkept"};

// Reads the `event` of a message. Errors name the place: "event.key: expected a string, found number".
Result<Event> ReadEvent(const Json& message);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_EVENT_H_
