// Drives one core as a shell does: sends events, keeps the view, performs the effects, and writes a journal of both.
//
// No window and no socket of its own: the clock and the HTTP requests are given from outside, so that a test turns the
// desk by hand. One thread; an HTTP request is waited for. Storage lives in memory until the desk ends.
#ifndef ETEINEN_TOOLS_WORKBENCH_DESK_H_
#define ETEINEN_TOOLS_WORKBENCH_DESK_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/app/core.h"
#include "core/base/json.h"
#include "core/calendar/instant.h"
#include "tools/workbench/view_tree.h"

namespace eteinen::workbench {

struct HttpRequest {
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  friend bool operator==(const HttpAnswer&, const HttpAnswer&) = default;
};

// Nothing when the backend cannot be reached.
using Http = std::function<std::optional<HttpAnswer>(const HttpRequest&)>;
using Clock = std::function<Instant()>;

// What the journal says of an event: its type and what it is about, never an answer.
std::string SummaryOf(const Json& event);

// One message to the core and its reply, as they were.
struct Step {
  Instant now;
  bool from_shell = false;  // an answer to an effect; else what a resident did
  std::string summary;      // "press start.booking": its type and what it is about, never an answer
  Json message;
  Json reply;
};

// One request that was performed.
struct Exchange {
  HttpRequest request;
  std::optional<HttpAnswer> answer;
};

class Desk {
 public:
  Desk(Clock clock, Http http);

  // Drops the core and begins with a fresh one in this language; what was stored is kept, and resumed.
  void Start(std::string locale);
  // The same with a `start` event that was recorded.
  void StartWith(Json event);

  // Drops what was stored: the next Start resumes nothing.
  void Forget() { storage_.clear(); }

  // Any other event that was recorded.
  void Do(Json event) { Queue(std::move(event)); }
  void Press(std::string_view key);
  void Set(std::string_view key, Json value);
  void Navigate(std::string_view path);
  void Back();

  // Sends what waits (events, answers, timers that have run out) until nothing does. Call it once a frame.
  void Turn();

  const ViewTree& view() const { return view_; }
  const std::string& path() const { return path_; }  // the address that the core shows

  // What went in and out, newest last, at most kJournalLines: "→ press start.booking", "← http GET /session 200", …
  const std::deque<std::string>& journal() const { return journal_; }
  static constexpr std::size_t kJournalLines = 500;

  // Everything since the last Start, oldest first; at most kSteps, after which nothing more is kept (`full`).
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<Exchange>& exchanges() const { return exchanges_; }
  static constexpr std::size_t kSteps = 2000;
  bool full() const { return steps_.size() >= kSteps; }
  // The view after the step of this number, from 0.
  ViewTree ViewAfter(std::size_t step) const;
  // Grows with every message.
  std::uint64_t sent() const { return sent_; }

 private:
  struct Timer {
    std::int64_t id;
    Instant due;
  };

  void Queue(Json event) { queue_.push_back(std::move(event)); }
  void Send(const Json& event);
  void Perform(const Json& effect);
  void PerformHttp(const Json& effect);
  void Answer(std::int64_t id, Json ok);
  void Fail(std::int64_t id, std::string_view kind);
  void Note(std::string line);

  Clock clock_;
  Http http_;
  std::unique_ptr<app::Core> core_;
  std::string locale_;
  ViewTree view_;
  std::string path_ = "/";
  std::deque<Json> queue_;
  std::vector<Timer> timers_;
  std::map<std::string, std::string> storage_;
  std::deque<std::string> journal_;
  std::vector<Step> steps_;
  std::vector<Exchange> exchanges_;
  std::uint64_t sent_ = 0;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_DESK_H_
