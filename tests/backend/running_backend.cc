#include "tests/backend/running_backend.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace eteinen::backend_test {
namespace {

constexpr int kStartMilliseconds = 20'000;
constexpr int kAnswerSeconds = 20;

// The first line of a pipe, or what came of it in time.
std::string FirstLine(int from) {
  std::string line;
  pollfd waiting{from, POLLIN, 0};
  char c = 0;
  while (poll(&waiting, 1, kStartMilliseconds) == 1 && read(from, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

std::string Quoted(const std::string& text) { return WriteJson(Json(text)); }

}  // namespace

TemporaryFolder::TemporaryFolder() {
  char name[] = "/tmp/eteinen-test-XXXXXX";
  if (mkdtemp(name) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove_all(path_, error);
}

RunningBackend::RunningBackend(const std::string& data, const std::string& now, const std::string& web,
                               const std::vector<std::string>& more)
    : log_file_(data + "/log") {
  int out[2];
  if (pipe(out) != 0) return;
  std::vector<std::string> words = {ETEINEN_BACKEND, "--port", "0", "--data", data, "--now", now, "--web", web};
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  child_ = fork();
  if (child_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    close(out[0]);
    close(out[1]);
    const int log = open(log_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDERR_FILENO);
    execv(ETEINEN_BACKEND, arguments.data());
    _exit(127);
  }
  close(out[1]);
  const std::string line = FirstLine(out[0]);
  close(out[0]);
  const std::string before = "http://127.0.0.1:";
  if (line.rfind(before, 0) == 0) port_ = std::atoi(line.c_str() + before.size());
  EXPECT_NE(port_, 0) << "the backend did not start: " << line << Log();
}

std::string RunningBackend::Log() const {
  std::ifstream file(log_file_);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

int RunningBackend::Wait() {
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int RunningBackend::Stop() {
  if (child_ <= 0) return -1;
  kill(child_, SIGTERM);
  return Wait();
}

void RunningBackend::Kill() {
  if (child_ <= 0) return;
  kill(child_, SIGKILL);
  Wait();
}

const Json& Reply::json() const {
  if (!parsed_) {
    Result<Json> parsed = ParseJson(body);
    EXPECT_TRUE(parsed.ok()) << body;
    parsed_ = parsed.ok() ? *std::move(parsed) : Json();
  }
  return *parsed_;
}

std::string Reply::refusal() const {
  const Json& outcome = json();
  if (outcome["issue"].Items().empty()) return "no outcome: " + body;
  const Json& coding = outcome["issue"].Items().front()["details"]["coding"];
  return coding.Items().empty() ? std::string() : coding.Items().front()["code"].AsString();
}

Reply Resident::Send(const std::string& method, const std::string& path, const std::string& body,
                     const std::map<std::string, std::string>& headers) {
  std::map<std::string, std::string> all;
  if (!cookie_.empty()) all["Cookie"] = "other=1; " + cookie_;
  if (method != "GET") {
    all["X-Eteinen"] = "1";
    if (!person_.empty()) all["X-Person"] = person_;
    all["Content-Type"] = "application/fhir+json";
  }
  for (const auto& [name, value] : headers) all[name] = value;
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.body = body;
  for (const auto& [name, value] : all) {
    if (!value.empty()) request.headers.emplace(name, value);
  }
  httplib::Client client("127.0.0.1", port_);
  client.set_read_timeout(kAnswerSeconds);
  client.set_decompress(false);
  const httplib::Result result = client.send(request);
  Reply reply;
  if (!result) {
    if (expects_answers_) ADD_FAILURE() << method << " " << path << ": no answer";
    return reply;
  }
  reply.status = result->status;
  reply.body = result->body;
  for (const auto& [name, value] : result->headers) {
    std::string lower = name;
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    reply.headers[lower] = value;
  }
  if (const auto set = reply.headers.find("set-cookie"); set != reply.headers.end()) {
    cookie_ = set->second.substr(0, set->second.find(';'));
  }
  return reply;
}

Reply Resident::Identify(const std::string& test_person) {
  Reply reply = Send("POST", "/session", "{\"testPerson\":" + Quoted(test_person) + "}");
  if (reply.status == 200) person_ = test_person;
  return reply;
}

Reply Resident::ActFor(const std::string& person) {
  Reply reply = Send("POST", "/session/acting-for", "{\"person\":" + Quoted(person) + "}");
  if (reply.status == 200) person_ = person;
  return reply;
}

std::vector<std::string> Resident::FreeTimes(const std::string& service, const std::string& more) {
  const Reply reply =
      Get("/fhir/Slot?service=" + service + "&start=ge2026-01-01&start=le2028-01-01&_count=5000" + more);
  EXPECT_EQ(reply.status, 200) << reply.body;
  std::vector<std::string> slots;
  for (const Json& entry : reply.json()["entry"].Items()) slots.push_back(entry["resource"]["id"].AsString());
  return slots;
}

Reply Resident::Hold(const std::string& slot, const std::string& body) {
  return Send("POST", "/fhir/Slot/" + slot + "/$hold", body);
}

Reply Resident::Book(const std::string& slot, const std::string& key, const std::string& hold) {
  std::string body =
      "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"slot\":[{\"reference\":" + Quoted("Slot/" + slot) +
      "}],\"participant\":[";
  if (!person_.empty()) body += "{\"actor\":{\"reference\":" + Quoted("Patient/" + person_) + "}}";
  body += "]";
  if (!hold.empty()) {
    body += ",\"extension\":[{\"url\":\"urn:eteinen:hold\",\"valueReference\":{\"reference\":" +
            Quoted("Appointment/" + hold) + "}}]";
  }
  return Send("POST", "/fhir/Appointment", body + "}", {{"Idempotency-Key", key}});
}

Reply Resident::Cancel(const Json& appointment) {
  return Send("PUT", "/fhir/Appointment/" + appointment["id"].AsString(),
              "{\"resourceType\":\"Appointment\",\"status\":\"cancelled\"}",
              {{"If-Match", "W/\"" + appointment["meta"]["versionId"].AsString() + "\""}});
}

Reply Resident::Move(const Json& appointment, const std::string& slot) {
  return Send("PUT", "/fhir/Appointment/" + appointment["id"].AsString(),
              "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"slot\":[{\"reference\":" +
                  Quoted("Slot/" + slot) + "}]}",
              {{"If-Match", "W/\"" + appointment["meta"]["versionId"].AsString() + "\""}});
}

std::vector<Json> Resident::Appointments(const std::string& service) {
  const Reply reply = Get("/fhir/Appointment");
  EXPECT_EQ(reply.status, 200) << reply.body;
  std::vector<Json> list;
  for (const Json& entry : reply.json()["entry"].Items()) {
    const Json& appointment = entry["resource"];
    const std::string& code = appointment["serviceType"].Items().front()["coding"].Items().front()["code"].AsString();
    if (service.empty() || code == service) list.push_back(appointment);
  }
  return list;
}

const Json& ExtensionOf(const Json& element, const std::string& url) {
  static const Json kNone;
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return extension;
  }
  return kNone;
}

}  // namespace eteinen::backend_test
