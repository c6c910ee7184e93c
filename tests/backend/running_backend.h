// The real backend, started on a free port, and residents who speak with it over HTTP.
#ifndef ETEINEN_TESTS_BACKEND_RUNNING_BACKEND_H_
#define ETEINEN_TESTS_BACKEND_RUNNING_BACKEND_H_

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace eteinen::backend_test {

// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A Tuesday morning, seven in Helsinki.
inline constexpr const char* kTuesday = "2026-11-24T07:00:00+02:00";

class RunningBackend {
 public:
  // `more`: further options.
  explicit RunningBackend(const std::string& data, const std::string& now = kTuesday, const std::string& web = "web",
                          const std::vector<std::string>& more = {});
  ~RunningBackend() { Stop(); }
  RunningBackend(const RunningBackend&) = delete;
  RunningBackend& operator=(const RunningBackend&) = delete;

  int port() const { return port_; }
  // What it has said on standard error.
  std::string Log() const;
  // Ends it with SIGTERM, as a power cut would with SIGKILL; the exit status of the first.
  int Stop();
  void Kill();

 private:
  int Wait();
  pid_t child_ = -1;
  int port_ = 0;
  std::string log_file_;
};

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  const Json& json() const;     // of the body; lives as long as this
  std::string refusal() const;  // the code of an OperationOutcome

 private:
  mutable std::optional<Json> parsed_;
};

// Somebody with a cookie of their own.
class Resident {
 public:
  explicit Resident(const RunningBackend& backend) : port_(backend.port()) {}

  Reply Identify(const std::string& test_person);
  Reply ActFor(const std::string& person);
  Reply Get(const std::string& path) { return Send("GET", path, {}, {}); }
  // Writes carry what the contract asks for; `headers` are added or, when there, replaced; an empty one is left out.
  Reply Send(const std::string& method, const std::string& path, const std::string& body,
             const std::map<std::string, std::string>& headers = {});

  std::vector<std::string> FreeTimes(const std::string& service, const std::string& more = {});
  Reply Hold(const std::string& slot, const std::string& body = "{}");
  Reply Book(const std::string& slot, const std::string& key, const std::string& hold = {});
  Reply Cancel(const Json& appointment);
  Reply Move(const Json& appointment, const std::string& slot);
  std::vector<Json> Appointments(const std::string& service = {});

  // No answer is a reply of status 0 and no failure of the test: the backend may be killed.
  void ExpectSilence() { expects_answers_ = false; }
  // After a restart of the backend: the same cookie, another port.
  void GoTo(const RunningBackend& backend) { port_ = backend.port(); }
  const std::string& person() const { return person_; }
  const std::string& cookie() const { return cookie_; }

 private:
  int port_;
  std::string cookie_;
  std::string person_;
  bool expects_answers_ = true;
};

// A part of the extension with that address.
const Json& ExtensionOf(const Json& element, const std::string& url);

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_RUNNING_BACKEND_H_
