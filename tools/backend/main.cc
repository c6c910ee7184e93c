// `eteinen-backend`: the reference backend; see CONTRACT.md. The HTTP server is known to this file alone.
#include <httplib.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include "tools/backend/api.h"
#include "tools/backend/audit.h"
#include "tools/backend/compression.h"
#include "tools/backend/content.h"
#include "tools/backend/desk.h"
#include "tools/backend/options.h"
#include "tools/backend/people.h"
#include "tools/backend/secrets.h"
#include "tools/backend/static_files.h"
#include "tools/backend/store.h"

namespace eteinen::backend {
namespace {

constexpr std::size_t kMostBody = 64 * 1024;
constexpr std::size_t kThreads = 48;  // a browser keeps up to six connections, each holding one
constexpr int kReadSeconds = 5;

// The machine's clock, or one that starts elsewhere and goes on at its own pace or stands.
class Clock {
 public:
  Clock(std::optional<Instant> start, bool stands) : offset_(start ? *start - Machine() : 0) {
    if (stands) standing_ = Machine() + offset_;
  }
  Instant Now() const { return standing_.value_or(Machine() + offset_); }

 private:
  static Instant Machine() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(since).count()};
  }
  std::int64_t offset_;
  std::optional<Instant> standing_;
};

// Who asks: the other end of the line, or whom the proxy on it names last.
std::string AddressOf(const httplib::Request& from, bool behind_proxy) {
  if (!behind_proxy) return from.remote_addr;
  const std::string through = from.get_header_value("X-Forwarded-For");
  const std::size_t last = through.find_last_of(", ");
  return last == std::string::npos ? through : through.substr(last + 1);
}

Request ToRequest(const httplib::Request& from, bool behind_proxy) {
  Request request;
  request.from = AddressOf(from, behind_proxy);
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

constexpr auto kBetweenLooks = std::chrono::milliseconds(500);

// The line to a desk stays open until the desk leaves or the server stops.
void Stream(httplib::Server& server, Desk& desk, const Clock& clock, httplib::Response& to) {
  auto listening = std::make_shared<Desk::Listening>(desk);
  if (!*listening) return Fill(to, Refuse("busy"));
  to.set_header("Cache-Control", "no-store");
  auto seen = std::make_shared<std::optional<std::vector<WaitingHandover>>>();
  to.set_chunked_content_provider("text/event-stream",
                                  [&, listening, seen](std::size_t offset, httplib::DataSink& sink) {
                                    if (offset > 0) std::this_thread::sleep_for(kBetweenLooks);
                                    if (!server.is_running()) return false;
                                    const std::string event = desk.NextEvent(*seen, clock.Now());
                                    return sink.write(event.data(), event.size());
                                  });
}

void SetUp(httplib::Server& server, Api& api, Desk& desk, const StaticFiles& files, Compression& compression,
           const Clock& clock, const Options& options) {
  const bool behind_proxy = options.behind_proxy;
  const auto handle = [&, behind_proxy](const httplib::Request& from, httplib::Response& to) {
    const Request request = ToRequest(from, behind_proxy);
    if (Desk::IsForEvents(request)) {
      if (const std::optional<Answer> refusal = desk.RefuseListening(request, clock.Now())) return Fill(to, *refusal);
      return Stream(server, desk, clock, to);
    }
    if (Desk::Owns(request.path)) return Fill(to, desk.Handle(request, clock.Now()));
    const bool owned = Api::Owns(request.path);
    Answer answer = owned ? api.Handle(request, clock.Now()) : files.Handle(request);
    // Of what the interface answers, only the services and the free times are the same for everybody.
    if (!owned || request.path == "/fhir/HealthcareService") compression.Squeeze(request, answer);
    if (request.path == "/fhir/Slot") Compression::SqueezeOnce(request, answer);
    Fill(to, answer);
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
  server.set_post_routing_handler([&options](const httplib::Request& from, httplib::Response& to) {
    const bool framed = !options.embed_from.empty() && from.path == "/chat.html";
    for (const auto& [name, value] : SecurityHeaders()) {
      const bool policy = name == "Content-Security-Policy";
      to.set_header(name, framed && policy ? ChatFramePolicy(options.embed_from) : value);
    }
  });
  server.set_payload_max_length(kMostBody);
  server.set_read_timeout(kReadSeconds);
  server.set_write_timeout(kReadSeconds);
  server.set_keep_alive_max_count(1000);
  server.set_tcp_nodelay(true);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
}

// The library would share the port with another server that has it.
void SetSocket(httplib::Server& server) {
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
}

Result<Store> OpenStore(const Options& options) {
  return options.postgres.empty() ? Store::Open(options.data) : Store::Connect(options.postgres, options.data);
}

int Fail(const std::string& what, const std::string& where = {}) {
  std::fprintf(stderr, "eteinen-backend: %s%s%s\n", where.c_str(), where.empty() ? "" : ": ", what.c_str());
  return 1;
}

// The other servers that the options name; the return address is known once the port is.
Result<Providers> ProvidersOf(const Options& options, int port) {
  Providers providers;
  providers.secure_cookie = options.secure_cookie;
  providers.public_address =
      options.public_address.empty() ? "http://127.0.0.1:" + std::to_string(port) + "/" : options.public_address;
  if (const OpenIdOptions& named = options.open_id; !named.issuer.empty()) {
    ETEINEN_ASSIGN_OR_RETURN(const std::string secret, SecretIn(named.secret_file));
    providers.identification = std::make_unique<OpenIdConnect>(
        OpenIdSettings{named.issuer, named.client, secret, named.strong, named.code_claim,
                       providers.public_address + "session/identified"},
        SendOutside);
  }
  if (const AuthorisationOptions& named = options.authorisation; !named.address.empty()) {
    ETEINEN_ASSIGN_OR_RETURN(const std::string key, SecretIn(named.key_file));
    ETEINEN_ASSIGN_OR_RETURN(const std::string secret, SecretIn(named.secret_file));
    providers.authorisation =
        std::make_unique<Authorisations>(AuthorisationSettings{named.address,
                                                               named.client,
                                                               key,
                                                               secret,
                                                               providers.public_address + "session/authorised",
                                                               {named.health_issue, named.social_issue}},
                                         SendOutside);
  }
  return providers;
}

// Prints every line and what the chain comes to: 0 when it holds, 1 when it does not.
int CheckAudit(const Options& options, Audit& audit) {
  const Audit::Check check =
      audit.Verify(options.noted, [](const Json& line) { std::printf("%s\n", WriteJson(line).c_str()); });
  Json end = Json::MakeObject({{"ok", !check.broken && check.found}, {"lines", check.lines}, {"last", check.last}});
  if (check.broken) end.Set("brokenAt", *check.broken);
  if (!check.found) end.Set("missing", options.noted);
  std::printf("%s\n", WriteJson(end).c_str());
  return check.broken || !check.found ? 1 : 0;
}

int Serve(const Options& options, const Content& content, Store& store, Audit& audit, const std::string& secret) {
  Result<People> people = People::Open(content, store.database(), secret);
  if (!people.ok()) return Fail(people.error().message, options.data);

  std::string desk_secret;
  if (!options.desk_secret_file.empty()) {
    const Result<std::string> read = SecretIn(options.desk_secret_file);
    if (!read.ok()) return Fail(read.error().message, read.error().path);
    desk_secret = *read;
  }

  httplib::Server server;
  int port = options.port;
  SetSocket(server);
  if (port == 0)
    port = server.bind_to_any_port("127.0.0.1");
  else if (!server.bind_to_port("127.0.0.1", port))
    port = -1;
  if (port < 0) return Fail("port " + std::to_string(options.port) + " is taken: say another one with --port");

  const Clock clock(options.now, options.clock_stands);
  Result<Providers> providers = ProvidersOf(options, port);
  if (!providers.ok()) return Fail(providers.error().message, providers.error().path);
  Api api(content, store, *people, audit, *providers, options.can, secret);
  if (const Status begun = api.Begin(clock.Now()); !begun.ok()) return Fail(begun.error().message, options.data);
  const StaticFiles files(options.web, options.assets, options.i18n);
  Compression compression;
  Desk desk(
      desk_secret, options.desk_page,
      {[&api](Instant now) { return api.WaitingHandovers(now); },
       [&api](std::string_view id, std::string_view taker, Instant now) { return api.TakeHandover(id, taker, now); }});
  SetUp(server, api, desk, files, compression, clock, options);

  // Signals are waited for by a thread of their own; the others never see them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  std::atomic<bool> ended = false;
  std::thread waiter([&] {
    constexpr timespec kBetween{60, 0};  // seconds
    while (sigtimedwait(&signals, nullptr, &kBetween) < 0) api.Tidy(clock.Now());
    // Told to end before it listens: to stop it then would do nothing.
    while (!server.is_running() && !ended) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    server.stop();
  });
  std::printf("http://127.0.0.1:%d/\n", port);
  std::fflush(stdout);
  const bool stopped = server.listen_after_bind();
  ended = true;
  if (!stopped) pthread_kill(waiter.native_handle(), SIGTERM);
  waiter.join();
  return stopped ? 0 : Fail("the server stopped on its own");
}

int Run(int argc, const char* const* argv) {
  const Result<Options> options = ReadOptions(argc, argv);
  if (!options.ok()) {
    Fail(options.error().message);
    std::fputs(kUsage, stderr);
    return 2;
  }
  const Result<Content> content = options->audit ? Content() : LoadContent(options->assets);
  if (!content.ok()) return Fail(content.error().message, content.error().path);
  Result<Store> store = OpenStore(*options);
  if (!store.ok()) return Fail(store.error().message, store.error().path);
  const Result<std::string> secret = OwnSecret(options->data);
  if (!secret.ok()) return Fail(secret.error().message, secret.error().path);
  Result<Audit> audit = Audit::Open(store->database(), *secret);
  if (!audit.ok()) return Fail(audit.error().message, options->data);
  return options->audit ? CheckAudit(*options, *audit) : Serve(*options, *content, *store, *audit, *secret);
}

}  // namespace
}  // namespace eteinen::backend

int main(int argc, char** argv) { return eteinen::backend::Run(argc, argv); }
