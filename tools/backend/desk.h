// The chat desk of the reference backend: a page for those who answer, on which handed-over matters arrive. It stands
// for a vendor's desk, so that the whole way can be tried; it is no chat.
//
// It exists only where the backend was given a secret for it (--desk-secret-file); elsewhere its addresses are not
// found. The secret comes with every request in a header, never in an address or a cookie, so no other site and no
// resident's session can reach it. A list of waiting matters says nothing about a person; what somebody has answered
// is shown to the one who takes the matter, once, and is then erased (handovers.h).
//
//   GET  /desk/…                      the page, no secret needed: it holds nothing
//   GET  /desk/events                 text/event-stream: `waiting`, the list as it is now and whenever it changes
//   POST /desk/handovers/{id}/take    the whole Communication; after that it is gone from the list
#ifndef ETEINEN_TOOLS_BACKEND_DESK_H_
#define ETEINEN_TOOLS_BACKEND_DESK_H_

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/backend/exchange.h"
#include "tools/backend/handovers.h"
#include "tools/backend/limits.h"

namespace eteinen::backend {

inline constexpr int kMostListeners = 8;  // each holds a thread of the server

class Desk {
 public:
  // What it asks of the rest of the backend; both may be called from any thread.
  struct Matters {
    std::function<std::vector<WaitingHandover>(Instant now)> waiting;
    // `desk` is whatever the desk calls itself, so that it may ask again when an answer was lost.
    std::function<Answer(std::string_view id, std::string_view desk, Instant now)> take;
  };

  // `secret` empty: there is no desk. `folder` holds the page.
  Desk(std::string secret, std::string folder, Matters matters)
      : secret_(std::move(secret)), folder_(std::move(folder)), matters_(std::move(matters)) {}

  static bool Owns(std::string_view path) { return path == "/desk" || path.starts_with("/desk/"); }

  // May be called from any thread.
  Answer Handle(const Request& request, Instant now);

  // Whether this is a request for the stream of events; what stands against it, or nothing.
  static bool IsForEvents(const Request& request);
  std::optional<Answer> RefuseListening(const Request& request, Instant now);
  // The event to send when the list differs from what this listener has seen, else a comment that keeps the line open.
  std::string NextEvent(std::optional<std::vector<WaitingHandover>>& seen, Instant now);

  // One who listens, for as long as it lives; false in bool when there are too many.
  class Listening {
   public:
    explicit Listening(Desk& desk) : desk_(desk), counted_(desk.listeners_.fetch_add(1) < kMostListeners) {}
    ~Listening() { desk_.listeners_.fetch_sub(1); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    explicit operator bool() const { return counted_; }

   private:
    Desk& desk_;
    bool counted_;
  };

 private:
  std::optional<Answer> RefuseStranger(const Request& request, Instant now);
  Answer Page(std::string_view path) const;

  std::string secret_;
  std::string folder_;
  Matters matters_;
  std::mutex one_at_a_time_;
  Counter wrong_secrets_;
  std::atomic<int> listeners_ = 0;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_DESK_H_
