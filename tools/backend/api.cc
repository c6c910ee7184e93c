#include "tools/backend/api.h"

#include "tools/backend/times.h"

namespace eteinen::backend {
namespace {

constexpr JsonLimits kBodyLimits = {.max_bytes = 64 * 1024, .max_depth = 32};
constexpr std::string_view kAppointments = "/fhir/Appointment";
constexpr std::string_view kSlots = "/fhir/Slot/";
constexpr std::string_view kHold = "/$hold";

bool Reads(const Request& request) { return request.method == "GET"; }

// A write that another site could have made a browser send. `Origin` is compared with the address asked for: with a
// server for TLS in front, that one has to hand the `Host` on as it came.
bool IsFromElsewhere(const Request& request) {
  if (request.Header("x-eteinen") != "1") return true;
  const std::string_view site = request.Header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.Header("origin");
  if (origin.empty()) return false;
  const std::string_view host = request.Header("host");
  return origin != "http://" + std::string(host) && origin != "https://" + std::string(host);
}

bool IsJsonType(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type == "application/json" || type == "application/fhir+json";
}

// "/fhir/Appointment/x" → "x" for the prefix "/fhir/Appointment/"; "" for another path.
std::string_view After(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return {};
  const std::string_view id = path.substr(prefix.size());
  return id.find('/') == id.npos ? id : std::string_view();
}

// The slot of "/fhir/Slot/x/$hold", or "".
std::string_view HeldSlot(std::string_view path) {
  if (!path.starts_with(kSlots) || !path.ends_with(kHold) || path.size() <= kSlots.size() + kHold.size()) return {};
  return path.substr(kSlots.size(), path.size() - kSlots.size() - kHold.size());
}

// The service that a write without a session is about; nothing if there is none such.
const BookableService* ServiceWanted(const Content& content, const Request& request) {
  std::string slot(HeldSlot(request.path));
  if (slot.empty() && request.path == kAppointments) {
    std::string place;
    const Result<Json> body = ParseJson(request.body, kBodyLimits);
    const std::optional<AskedAppointment> asked = body.ok() ? ReadAskedAppointment(*body, place) : std::nullopt;
    if (asked) slot = asked->slot;
  }
  const std::optional<Time> time = FindTime(content, slot);
  return time ? time->service : nullptr;
}

}  // namespace

bool Api::Owns(std::string_view path) {
  return path == "/session" || path.starts_with("/session/") || path == "/fhir" || path.starts_with("/fhir/");
}

Status Api::Begin(Instant now) {
  const std::lock_guard lock(one_at_a_time_);
  if (store_.made_now()) return bookings_.Give(now);
  if (store_.Sweep(now) != Outcome::kDone) return InputError("the database cannot be written");
  return Ok{};
}

Answer Api::Handle(const Request& request, Instant now) {
  Answer answer;
  if (!Reads(request) && IsFromElsewhere(request)) {
    answer = Refuse("cross-site");
  } else if (request.body.size() > kBodyLimits.max_bytes) {
    answer = Refuse("too-large");
  } else if (!request.body.empty() && !IsJsonType(request.Header("content-type"))) {
    answer = RefuseInput("", "the body has to be application/json or application/fhir+json");
  } else {
    const std::lock_guard lock(one_at_a_time_);
    answer = Route(request, now);
  }
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

Answer Api::Route(const Request& request, Instant now) {
  if (request.path.starts_with("/session")) return sessions_.Handle(request, now);
  return Fhir(request, now);
}

Answer Api::Fhir(const Request& request, Instant now) {
  if (request.path.starts_with("/fhir/HealthcareService") || request.path == "/fhir/Location") {
    if (!Reads(request)) return Refuse("method");
    if (request.path == "/fhir/Location") return Places(content_);
    if (request.path == "/fhir/HealthcareService") return Services(content_);
    return OneService(content_, After(request.path, "/fhir/HealthcareService/"));
  }
  const std::optional<Caller> caller = sessions_.CallerOf(request, now, true);
  // An empty header says the same as none.
  const std::string_view person = request.Header("x-person");
  if (caller && !person.empty() && person != caller->session.acting_for) return Refuse("person-changed");
  if (request.path == "/fhir/Slot") {
    if (!Reads(request)) return Refuse("method");
    return FreeTimes(content_, store_, request, caller ? caller->session.id : std::string(), now);
  }
  const bool appointments = request.path == kAppointments || !After(request.path, "/fhir/Appointment/").empty();
  if (!appointments && HeldSlot(request.path).empty()) return Refuse("not-found");
  if (!caller) return WithoutSession(request, now);
  if (Reads(request)) return appointments ? Appointments(request, *caller, now) : Refuse("method");
  if (!caller->anonymous && person.empty()) return Refuse("precondition", "X-Person is missing");
  return Write(request, *caller, now);
}

Answer Api::Appointments(const Request& request, const Caller& caller, Instant now) {
  if (request.path == kAppointments) return bookings_.List(caller, now);
  return bookings_.Look(caller, After(request.path, "/fhir/Appointment/"), now);
}

Answer Api::Write(const Request& request, const Caller& caller, Instant now) {
  Json body = Json::MakeObject();
  if (!request.body.empty()) {
    Result<Json> parsed = ParseJson(request.body, kBodyLimits);
    if (!parsed.ok()) return RefuseInput("", parsed.error().message);
    if (!parsed->IsObject()) return RefuseInput("", "expected an object");
    body = *std::move(parsed);
  }
  if (const std::string_view slot = HeldSlot(request.path); !slot.empty()) {
    return request.method == "POST" ? bookings_.Hold(caller, slot, body, now) : Refuse("method");
  }
  if (request.path == kAppointments) {
    return request.method == "POST" ? bookings_.Book(caller, request, body, now) : Refuse("method");
  }
  const std::string_view id = After(request.path, "/fhir/Appointment/");
  if (request.method == "DELETE") return bookings_.Release(caller, id, now);
  return request.method == "PUT" ? bookings_.Change(caller, id, request, body, now) : Refuse("method");
}

Answer Api::WithoutSession(const Request& request, Instant now) {
  const BookableService* service = request.method == "POST" ? ServiceWanted(content_, request) : nullptr;
  if (service == nullptr || service->needs_identification) return Refuse("not-identified");
  const Caller caller = sessions_.Anonymous(now);
  Answer answer = Write(request, caller, now);
  if (answer.status < 300) {
    sessions_.SetCookie(answer, caller.session.id);
  } else {
    store_.DropSession(caller.session.id);
  }
  return answer;
}

}  // namespace eteinen::backend
