// `eteinen-backend`: the reference backend. The HTTP library is known to this file alone; see CONTRACT.md.
#include <httplib.h>
#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

#include "tools/backend/api.h"
#include "tools/backend/content.h"
#include "tools/backend/options.h"
#include "tools/backend/static_files.h"
#include "tools/backend/store.h"

namespace eteinen::backend {
namespace {

constexpr std::size_t kMostBody = 64 * 1024;
constexpr std::size_t kThreads = 48;  // a browser keeps up to six connections, each holding one
constexpr int kReadSeconds = 5;

// The machine's clock, or one that starts elsewhere and goes on at its own pace.
class Clock {
 public:
  explicit Clock(std::optional<Instant> start) { offset_ = start ? *start - Machine() : 0; }
  Instant Now() const { return Machine() + offset_; }

 private:
  static Instant Machine() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(since).count()};
  }
  std::int64_t offset_ = 0;
};

Request ToRequest(const httplib::Request& from) {
  Request request;
  // The body of an answer to HEAD is left out by the library.
  request.method = from.method == "HEAD" ? "GET" : from.method;
  request.path = from.path;
  for (const auto& [name, value] : from.params) request.query.emplace_back(name, value);
  for (const auto& [name, value] : from.headers) {
    std::string lower = name;
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    request.headers.emplace_back(std::move(lower), value);
  }
  request.body = from.body;
  return request;
}

void Fill(httplib::Response& to, const Answer& answer) {
  to.status = answer.status;
  for (const auto& [name, value] : answer.headers) to.set_header(name, value);
  if (answer.status == 204 || answer.status == 304) return;
  if (answer.body.empty()) return to.set_content("", answer.type);
  // A provider and not the body itself: that one the library would squeeze at every answer, what is squeezed already
  // too.
  to.set_content_provider(answer.body.size(), answer.type,
                          [body = answer.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                            return sink.write(body.data() + offset, length);
                          });
}

// What the library itself refuses, such as a body that is too large, is said in the contract's words.
std::string_view CodeOfStatus(int status) {
  switch (status) {
    case 404:
      return "not-found";
    case 405:
      return "method";
    case 413:
      return "too-large";
    default:
      return status < 500 ? "invalid" : "internal";
  }
}

void SetUp(httplib::Server& server, Api& api, const StaticFiles& files, const Clock& clock) {
  const auto handle = [&](const httplib::Request& from, httplib::Response& to) {
    const Request request = ToRequest(from);
    Fill(to, Api::Owns(request.path) ? api.Handle(request, clock.Now()) : files.Handle(request));
  };
  server.Get(".*", handle);
  server.Post(".*", handle);
  server.Put(".*", handle);
  server.Patch(".*", handle);
  server.Delete(".*", handle);
  server.Options(".*", handle);
  server.set_error_handler(httplib::Server::Handler([](const httplib::Request&, httplib::Response& to) {
    if (to.has_header("Content-Type")) return;
    Answer answer = Refuse(CodeOfStatus(to.status));
    answer.status = to.status;
    Fill(to, answer);
  }));
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& to, std::exception_ptr) { Fill(to, Refuse("internal")); });
  server.set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
    for (const auto& [name, value] : SecurityHeaders()) to.set_header(name, value);
  });
  server.set_payload_max_length(kMostBody);
  server.set_read_timeout(kReadSeconds);
  server.set_write_timeout(kReadSeconds);
  server.set_keep_alive_max_count(1000);
  server.set_tcp_nodelay(true);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  // The library would share the port with another server that has it.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
}

int Fail(const std::string& what, const std::string& where = {}) {
  std::fprintf(stderr, "eteinen-backend: %s%s%s\n", where.c_str(), where.empty() ? "" : ": ", what.c_str());
  return 1;
}

int Serve(const Options& options) {
  const Result<Content> content = LoadContent(options.assets);
  if (!content.ok()) return Fail(content.error().message, content.error().path);
  Result<Store> store = Store::Open(options.data);
  if (!store.ok()) return Fail(store.error().message, store.error().path);
  const Clock clock(options.now);
  Api api(*content, *store, options.secure_cookie);
  if (const Status begun = api.Begin(clock.Now()); !begun.ok()) return Fail(begun.error().message, options.data);
  const StaticFiles files(options.web, options.assets, options.i18n);
  httplib::Server server;
  SetUp(server, api, files, clock);

  int port = options.port;
  if (port == 0)
    port = server.bind_to_any_port("127.0.0.1");
  else if (!server.bind_to_port("127.0.0.1", port))
    port = -1;
  if (port < 0) return Fail("port " + std::to_string(options.port) + " is taken: say another one with --port");

  // Signals are waited for by a thread of their own; the others never see them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  std::thread waiter([&] {
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
  });
  std::printf("http://127.0.0.1:%d/\n", port);
  std::fflush(stdout);
  const bool stopped = server.listen_after_bind();
  if (!stopped) pthread_kill(waiter.native_handle(), SIGTERM);
  waiter.join();
  return stopped ? 0 : Fail("the server stopped on its own");
}

int Run(int argc, const char* const* argv) {
  const Result<Options> options = ReadOptions(argc, argv);
  if (!options.ok()) {
    Fail(options.error().message);
    std::fputs(
        "usage: eteinen-backend [--port N] [--data DIR] [--web DIR] [--assets DIR] [--i18n DIR] [--now INSTANT] "
        "[--secure-cookie]\n",
        stderr);
    return 2;
  }
  return Serve(*options);
}

}  // namespace
}  // namespace eteinen::backend

int main(int argc, char** argv) { return eteinen::backend::Run(argc, argv); }
