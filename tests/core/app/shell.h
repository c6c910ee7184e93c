// A shell for tests: keeps the view as a real one would, and answers effects from the project's own content and from
// a backend that the test scripts.
#ifndef ETEINEN_TESTS_CORE_APP_SHELL_H_
#define ETEINEN_TESTS_CORE_APP_SHELL_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/app/core.h"
#include "core/base/json.h"

namespace eteinen::app {

std::string FileText(const std::string& path);

class TestShell {
 public:
  // Starts in Finnish, on Tuesday 2026-11-24 at 9.00 in Helsinki.
  // `host`: there is an app around that takes requests.
  // `served`: bodies answered with 200 already while it starts, by request; an empty one comes with Deliver().
  explicit TestShell(std::string_view locale = "fi", std::string_view resume = "", std::string_view session = "",
                     const std::vector<std::pair<std::string, std::string>>& served = {},
                     std::string_view entry = "app", bool framed = false, bool host = true);

  void Press(std::string_view key);
  void Set(std::string_view key, Json value);
  void Navigate(std::string_view path);

  // The answer to the next request of this method and path (its beginning), instead of the content of the project.
  // `failed`: "offline", "timeout". Answers of one request are given in the order in which they were scripted; the
  // last one stays.
  void Answer(std::string_view request, int status, std::string_view body);
  // The same, in the place of all that was scripted for this request before.
  void Script(std::string_view request, int status, std::string_view body);
  // The same, but the first answer comes at Deliver() only.
  void ScriptLate(std::string_view request, int status, std::string_view body);
  void Fail(std::string_view request, std::string_view kind);
  // The request gets no answer until Deliver(): all of them, or those that begin so.
  void Delay(std::string_view request);
  void Deliver(std::string_view request = "");
  // The last timer that was asked for runs out.
  void FireTimer();
  // All timers that were begun run out, the latest last.
  void RingTimers();
  // An event `host` or `tabs` with this message.
  void Tell(std::string_view type, std::string_view message);
  // The event `locale`: the app around has changed its language.
  void TellLocale(std::string_view language);

  // The text of a node ("text", or "title"), "" when it is not there.
  std::string Text(std::string_view key) const;
  bool Has(std::string_view key) const { return Find(key) != nullptr; }
  bool Is(std::string_view key, std::string_view state) const;
  const Json* Find(std::string_view key) const;
  const Json& Root() const { return root_; }
  // Requests sent, as "METHOD path", and what they carried.
  struct Request {
    std::string line;
    Json headers;
    std::string body;
  };
  std::vector<Request> requests;
  // Answers before what is scripted: a status and body, or the kind of a failure ("offline", "timeout").
  struct Reply {
    int status = 0;
    std::string body;
    std::string failed;
  };
  std::function<std::optional<Reply>(const Request& request)> engine;
  int CountRequests(std::string_view beginning) const;
  std::string path;    // the address shown
  std::string focus;   // of the last view that set it
  std::string stored;  // under the key "session"
  std::string title;
  std::string directory_pack;  // what the backend serves of the project's directory
  bool help_page = false;
  bool can_pick = true;
  std::string picked;  // what is answered to pick-file, as JSON; empty: the resident picks none
  std::vector<std::string> log;
  std::vector<Json> chats;  // effects that open a chat
  bool has_chat_adapter = true;
  bool host_identifies = true;  // the app around takes auth.start
  std::string calendar;
  std::string announced;
  std::int64_t timer_ms = 0;   // of the last timer
  std::string opened;          // the address of the last "open"
  bool opened_window = false;  // whether that was in a window of its own
  std::string told_tabs;       // the word of the last "tell-tabs"
  Json asked_host;             // the message of the last "host"
  std::vector<int> timers;     // milliseconds, of all
  std::string last_reply;      // as the core wrote it; everywhere else its no-break spaces are plain ones
  std::string now = "2026-11-24T07:00:00Z";
  std::string locale;
  std::string direction;  // "ltr" or "rtl"

 private:
  struct Scripted {
    int status = 0;
    std::string body;
    std::string failed;
    bool delayed = false;
  };
  void Send(Json event);
  void Take(const Json& reply);
  void AnswerHttp(const Json& effect);
  void Patch(const Json& patch);

  Core core_;
  Json root_;
  std::map<std::string, std::vector<Scripted>, std::less<>> script_;
  std::vector<Json> queue_;
  std::vector<Json> delayed_;
  std::int64_t timer_ = 0;
  std::vector<Json> running_timers_;
  int uid_ = 0;
};

// Takes the risk test, each question by its last choice, up to its result; whoever has no municipality is from
// Hämeenlinna.
void FillRiskTest(TestShell& shell, const std::string& age = "67");

}  // namespace eteinen::app

#endif  // ETEINEN_TESTS_CORE_APP_SHELL_H_
