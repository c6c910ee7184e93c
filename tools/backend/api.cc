#include "tools/backend/api.h"

#include <algorithm>

#include "tools/backend/times.h"

namespace eteinen::backend {
namespace {

constexpr JsonLimits kBodyLimits = {.max_bytes = 64 * 1024, .max_depth = 32};
constexpr std::string_view kAppointments = "/fhir/Appointment";
constexpr std::string_view kManage = "/fhir/Appointment/$manage";
constexpr std::string_view kResponses = "/fhir/QuestionnaireResponse";
constexpr std::string_view kCommunications = "/fhir/Communication";
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

bool IsAboutAnswers(const Request& request) {
  return request.path == kResponses || !After(request.path, "/fhir/QuestionnaireResponse/").empty();
}

// What a request does, in the words of the audit; "" for what is nobody's business.
std::string_view DeedOf(const Request& request) {
  if (request.path == "/session/acting-for") return "act-for";
  if (!HeldSlot(request.path).empty()) return "hold";
  if (request.path == kAppointments) return Reads(request) ? "see-bookings" : "book";
  // What somebody has begun to write is theirs alone: keeping it tells nobody of anything.
  if (IsAboutAnswers(request) && request.method != "PUT" && request.method != "DELETE") {
    return Reads(request) ? "see-answers" : "send-answers";
  }
  if (request.path == kCommunications) return "hand-over";
  if (After(request.path, "/fhir/Appointment/").empty()) return {};
  if (Reads(request)) return "see-booking";
  return request.method == "DELETE" ? "release" : "change";
}

// Answers that are sent in nobody's name: a line would tell who had sent them.
bool NamesNobody(const Content& content, const Request& request) {
  if (request.path != kResponses || Reads(request)) return false;
  const Result<Json> body = ParseJson(request.body, kBodyLimits);
  const SentForm* form = body.ok() ? FindForm(content.forms, (*body)["questionnaire"].AsString()) : nullptr;
  return form != nullptr && !form->terms.identified;
}

// The identifier of a booking in a path, as far as it can be one.
std::string BookingOf(const Request& request) {
  std::string id(After(request.path, "/fhir/Appointment/"));
  const bool fits = id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
                    });
  return fits ? id : std::string();
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
  ETEINEN_RETURN_IF_ERROR(handovers_.Begin(now));
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
    answer = Route(request, now);
  }
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

std::vector<WaitingHandover> Api::WaitingHandovers(Instant now) {
  const std::lock_guard lock(one_at_a_time_);
  return handovers_.Waiting(now);
}

Answer Api::TakeHandover(std::string_view id, std::string_view desk, Instant now) {
  const std::lock_guard lock(one_at_a_time_);
  return handovers_.TakeToDesk(id, desk, now);
}

void Api::Tidy(Instant now) {
  const std::lock_guard lock(one_at_a_time_);
  handovers_.Tidy(now);
}

Answer Api::Route(const Request& request, Instant now) {
  if (Arrivals::Owns(request.path)) return arrivals_.Handle(request, now);
  if (request.path == "/fhir" || request.path.starts_with("/fhir/")) arrivals_.AskAgain(request, now);
  const std::lock_guard lock(one_at_a_time_);
  Answer answer = Audited(request, now);
  if (request.path == "/session" && request.method == "DELETE") {
    // Else the provider would let the next one at this device in without asking.
    if (const std::string end = arrivals_.EndAddress(); !end.empty()) {
      answer.status = 200;
      answer.type = "application/json";
      answer.body = WriteJson(Json::MakeObject({{"href", end}}));
    }
  }
  return answer;
}

std::optional<AuditLine> Api::LineOf(const Request& request, Instant now) {
  AuditLine line;
  line.what = DeedOf(request);
  if (line.what.empty() || NamesNobody(content_, request)) return std::nullopt;
  const std::optional<Caller> caller = sessions_.CallerOf(request, now, false);
  if (!caller || caller->anonymous) return std::nullopt;
  line.at = now;
  line.who = caller->session.user;
  line.for_whom = caller->session.acting_for;
  line.right = caller->relation();
  line.booking = BookingOf(request);
  return line;
}

Answer Api::Audited(const Request& request, Instant now) {
  const auto route = [&] {
    return request.path.starts_with("/session") ? sessions_.Handle(request, now) : Fhir(request, now);
  };
  std::optional<AuditLine> line = LineOf(request, now);
  if (!line) return route();
  const bool switches = line->what == "act-for";
  if (!switches && line->for_whom == line->who) return route();
  if (!switches) {
    // Taken along by the transaction of what is done, if it comes to that.
    line->allowed = true;
    line->status = 200;
    store_.database().BeforeCommit([this, done = *line] { return audit_.Append(done); });
  }
  Answer answer = route();
  const bool taken = !switches && !store_.database().DropBeforeCommit();
  if (taken && answer.status < 400) return answer;
  if (switches) {
    const std::optional<Caller> after = sessions_.CallerOf(request, now, false);
    line->for_whom = sessions_.KnownPerson(request);
    line->right = after && after->session.acting_for == line->for_whom ? after->relation() : Relation::kNone;
    if (line->for_whom == line->who) return answer;
  }
  line->allowed = answer.status < 400;
  line->status = answer.status;
  return audit_.Append(*line) == Outcome::kDone ? answer : Refuse("busy");
}

Answer Api::Fhir(const Request& request, Instant now) {
  if (request.path.starts_with("/fhir/HealthcareService") || request.path == "/fhir/Location") {
    if (!Reads(request)) return Refuse("method");
    if (request.path == "/fhir/Location") return Places(content_);
    if (request.path == "/fhir/HealthcareService") return Services(content_);
    return OneService(content_, After(request.path, "/fhir/HealthcareService/"));
  }
  if (request.path == "/fhir/metadata") return Reads(request) ? Metadata(can_) : Refuse("method");
  const std::optional<Caller> caller = sessions_.CallerOf(request, now, true);
  // An empty header says the same as none.
  const std::string_view person = request.Header("x-person");
  if (caller && !person.empty() && person != caller->session.acting_for) return Refuse("person-changed");
  if (IsAboutAnswers(request)) return responses_.Handle(request, caller, now);
  if (request.path == "/fhir/Slot") {
    if (!Reads(request)) return Refuse("method");
    return FreeTimes(content_, store_, request, caller ? caller->session.id : std::string(), now);
  }
  if (request.path == kCommunications || !After(request.path, "/fhir/Communication/").empty()) {
    return HandOver(request, caller, now);
  }
  if (request.path == kManage) return request.method == "POST" ? Manage(request, caller, now) : Refuse("method");
  if (request.path == "/fhir") {
    if (request.method != "POST") return Refuse("method");
    if (!caller || caller->anonymous) return Refuse("not-identified");
    return person.empty() ? Refuse("precondition", "X-Person is missing") : BookTogether(request, *caller, now);
  }
  const bool appointments = request.path == kAppointments || !After(request.path, "/fhir/Appointment/").empty();
  if (!appointments && HeldSlot(request.path).empty()) return Refuse("not-found");
  if (!caller) return WithoutSession(request, now);
  if (Reads(request)) return appointments ? Appointments(request, *caller, now) : Refuse("method");
  if (!caller->anonymous && person.empty()) return Refuse("precondition", "X-Person is missing");
  return Write(request, *caller, now);
}

Answer Api::Appointments(const Request& request, const Caller& caller, Instant now) {
  if (request.path == kAppointments) {
    const std::vector<std::string> status = request.Query("status");
    if (!status.empty() && status != std::vector<std::string>{"waitlist"}) {
      return RefuseInput("status", "only waitlist can be asked for by status");
    }
    return status.empty() ? bookings_.List(caller, now) : bookings_.Wishes(caller, now);
  }
  return bookings_.Look(caller, After(request.path, "/fhir/Appointment/"), now);
}

Answer Api::Manage(const Request& request, const std::optional<Caller>& caller, Instant now) {
  // A log-in is not given up for a code that may be another's.
  if (caller && !caller->anonymous) return Refuse("not-permitted", "log out first");
  if (!code_tries_.Allows(request.from, content_.limits.code_tries, content_.limits.code_within, now)) {
    return Refuse("too-many-tries");
  }
  const Result<Json> body = ParseJson(request.body, kBodyLimits);
  if (!body.ok() || !(*body)["code"].IsString()) return RefuseInput("code", "expected a code");
  const Caller visitor = sessions_.Anonymous(now);
  Answer answer = bookings_.Manage(visitor, (*body)["code"].AsString(), now);
  if (answer.status < 300) {
    if (caller) sessions_.End(caller->session);
    sessions_.SetCookie(answer, visitor.token);
  } else {
    store_.DropSession(visitor.session.id);
  }
  return answer;
}

Answer Api::BookTogether(const Request& request, const Caller& caller, Instant now) {
  const Result<Json> body = ParseJson(request.body, kBodyLimits);
  if (!body.ok()) return RefuseInput("", body.error().message);
  std::vector<AuditLine> lines;
  const auto caller_for = [&](const std::string& person) {
    const std::optional<Caller> other = sessions_.CallerFor(caller, person, now);
    if (person == caller.session.user) return other;
    AuditLine line;
    line.at = now;
    line.who = caller.session.user;
    line.for_whom = other ? person : std::string();
    line.right = other ? other->relation() : Relation::kNone;
    line.what = "book";
    line.allowed = true;
    line.status = 200;
    lines.push_back(line);
    return other;
  };
  const auto write_down = [&] {
    for (const AuditLine& line : lines) {
      if (const Outcome written = audit_.Append(line); written != Outcome::kDone) return written;
    }
    return Outcome::kDone;
  };
  store_.database().BeforeCommit(write_down);
  Answer answer = bookings_.BookTogether(caller, caller_for, request, *body, now);
  const bool taken = !store_.database().DropBeforeCommit();
  if (taken && answer.status < 400) return answer;
  for (AuditLine& line : lines) {
    line.allowed = answer.status < 400;
    line.status = answer.status;
  }
  return write_down() == Outcome::kDone ? answer : Refuse("busy");
}

Answer Api::HandOver(const Request& request, const std::optional<Caller>& caller, Instant now) {
  if (request.path != kCommunications) {
    const std::string_view id = After(request.path, "/fhir/Communication/");
    if (request.method == "DELETE") return handovers_.Erase(id, now);
    return Reads(request) ? handovers_.Fetch(id, now) : Refuse("method");
  }
  if (request.method != "POST") return Refuse("method");
  if (caller && !caller->anonymous && request.Header("x-person").empty()) {
    return Refuse("precondition", "X-Person is missing");
  }
  const Result<Json> body = ParseJson(request.body, kBodyLimits);
  if (!body.ok()) return RefuseInput("", body.error().message);
  if ((!caller || caller->anonymous) &&
      !anonymous_handovers_.Allows(request.from, content_.limits.anonymous_holds, content_.limits.within, now)) {
    return Refuse("busy");
  }
  return handovers_.Take(caller, request, *body, now);
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
  // Each of these begins a session of its own, so that the limit of a session's holds does not bind whoever comes anew.
  const SessionLimits& limits = content_.limits;
  if (!anonymous_holds_.Allows(request.from, limits.anonymous_holds, limits.within, now)) {
    return Refuse("too-many-holds");
  }
  const Caller caller = sessions_.Anonymous(now);
  Answer answer = Write(request, caller, now);
  if (answer.status < 300) {
    sessions_.SetCookie(answer, caller.token);
  } else {
    store_.DropSession(caller.session.id);
  }
  return answer;
}

}  // namespace eteinen::backend
