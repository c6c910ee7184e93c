#include "tools/backend/responses.h"

#include <utility>

#include "core/form/validate.h"
#include "tools/backend/random.h"
#include "tools/backend/repeated_write.h"

namespace eteinen::backend {
namespace {

constexpr JsonLimits kBodyLimits = {.max_bytes = 64 * 1024, .max_depth = 32};
constexpr std::string_view kPath = "/fhir/QuestionnaireResponse";
constexpr std::string_view kAppointmentUrl = "urn:eteinen:appointment";
constexpr int kIdBytes = 16;

std::string_view IdIn(std::string_view path) {
  const std::string_view id = path.size() > kPath.size() ? path.substr(kPath.size() + 1) : std::string_view();
  return id.find('/') == id.npos ? id : std::string_view();
}

bool IsIdentified(const std::optional<Caller>& caller) { return caller && !caller->anonymous; }

Json ParsedBody(const StoredResponse& response) {
  Result<Json> body = ParseJson(response.body);
  return body.ok() ? *std::move(body) : Json();
}

Answer Shown(int status, const StoredResponse& response) {
  Answer answer = JsonAnswer(status, ParsedBody(response));
  answer.headers.emplace_back("ETag", "W/\"1\"");
  return answer;
}

}  // namespace

Answer Responses::Handle(const Request& request, const std::optional<Caller>& caller, Instant now) {
  if (request.path == kPath && request.method == "POST") return Save(request, caller, now);
  const bool writes = request.path != kPath && (request.method == "PUT" || request.method == "DELETE");
  if (request.method != "GET" && !writes) return Refuse("method");
  if (!IsIdentified(caller)) return Refuse("not-identified");
  if (request.path == kPath) return List(request, *caller, now);
  const std::string_view id = IdIn(request.path);
  if (writes && request.Header("x-person").empty()) return Refuse("precondition", "X-Person is missing");
  if (request.method == "PUT") return drafts_.Keep(request, *caller, id, now);
  if (request.method == "DELETE") return drafts_.Drop(*caller, id);
  Answer sent = Look(*caller, id, now);
  return sent.status == 404 ? drafts_.Look(*caller, id, now) : sent;
}

bool Responses::MaySee(const Caller& caller, const StoredResponse& response, Instant now) const {
  if (response.person != caller.session.acting_for) return false;
  // Who sent it sees it, as long as they may fill forms for the person at all.
  Authority authority = caller.visitor.authority;
  if (response.by != caller.session.user) authority.disclosure = response.disclosure;
  return content_.permissions.Allowed(authority, Action::kForm, Theme::kHealth, now) == Permission::kAllowed;
}

Answer Responses::List(const Request& request, const Caller& caller, Instant now) {
  const std::vector<std::string> wanted = request.Query("questionnaire");
  Json::Array found;
  for (const StoredResponse& response : ResponsesOf(store_.database(), caller.session.acting_for)) {
    if (!wanted.empty() && response.form != wanted.front()) continue;
    if (MaySee(caller, response, now)) found.push_back(ParsedBody(response));
  }
  const std::size_t total = found.size();
  return JsonAnswer(200, SearchSet(std::move(found), total));
}

Answer Responses::Look(const Caller& caller, std::string_view id, Instant now) {
  const std::optional<StoredResponse> response = FindResponse(store_.database(), id);
  return response && MaySee(caller, *response, now) ? Shown(200, *response) : Refuse("not-found");
}

std::optional<Answer> Responses::Objection(const SentForm& form, const Json& body, const std::optional<Caller>& caller,
                                           Instant now) {
  if (body["status"].AsString() != "completed") return RefuseInput("status", "expected completed");
  const std::string& subject = body["subject"]["reference"].AsString();
  if (form.terms.identified) {
    if (!IsIdentified(caller)) return Refuse("not-identified");
    if (subject != "Patient/" + caller->session.acting_for) return Refuse("person-changed");
    if (content_.permissions.Allowed(caller->visitor.authority, Action::kForm, Theme::kHealth, now) !=
        Permission::kAllowed) {
      return Refuse("not-permitted");
    }
  } else if (body.Has("subject") || body.Has("author") || body.Has("source")) {
    return RefuseInput("subject", "this form names nobody");
  }
  const std::string& appointment = FindExtension(body, kAppointmentUrl)["valueReference"]["reference"].AsString();
  if (!appointment.empty()) {
    constexpr std::string_view kPrefix = "Appointment/";
    const bool known = caller && appointment.starts_with(kPrefix) &&
                       bookings_.Knows(*caller, std::string_view(appointment).substr(kPrefix.size()), now);
    if (!known) return Refuse("not-found");
  }
  form::ValidateOptions options;
  options.now = FormatInstant(now);
  for (const form::Issue& issue : form::Validate(form.questionnaire, body, options)) {
    if (issue.severity == "error" || issue.severity == "fatal") return RefuseInput(issue.expression, issue.message);
  }
  return std::nullopt;
}

Answer Responses::Save(const Request& request, const std::optional<Caller>& caller, Instant now) {
  if (request.Header("idempotency-key").empty()) return Refuse("precondition", "Idempotency-Key is missing");
  Result<Json> body = ParseJson(request.body, kBodyLimits);
  if (!body.ok()) return RefuseInput("", body.error().message);
  if ((*body)["resourceType"].AsString() != "QuestionnaireResponse") {
    return RefuseInput("resourceType", "expected QuestionnaireResponse");
  }
  const SentForm* form = FindForm(content_.forms, (*body)["questionnaire"].AsString());
  if (form == nullptr) return RefuseInput("questionnaire", "no such form is sent");
  const bool named = form->terms.identified;
  if (named && !IsIdentified(caller)) return Refuse("not-identified");
  if (named && request.Header("x-person").empty()) return Refuse("precondition", "X-Person is missing");

  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return Refuse(transaction.begun() == Outcome::kBusy ? "busy" : "internal");
  const RepeatedWrite write{named ? caller->session.user : "", named ? caller->session.acting_for : ""};
  if (std::optional<Answer> before = AnsweredBefore(store_, write, request)) return *std::move(before);
  if (std::optional<Answer> objection = Objection(*form, *body, caller, now)) return *std::move(objection);
  return CommitAnswer(store_, transaction, write, request, Take(*form, *std::move(body), caller, now), now);
}

Answer Responses::Take(const SentForm& form, Json body, const std::optional<Caller>& caller, Instant now) {
  StoredResponse response;
  response.id = RandomId(kIdBytes);
  response.form = form.id;
  response.authored = now;
  if (form.terms.identified) {
    response.person = caller->session.acting_for;
    response.by = caller->session.user;
    // What a guardian sends is known to them; a youth's own by the table's default.
    const std::optional<CivilDay>& born = caller->visitor.authority.birth_date;
    if (caller->relation() == Relation::kGuardian) {
      response.disclosure = Disclosure::kAllowed;
    } else if (born) {
      response.disclosure =
          content_.permissions.DefaultDisclosure(content_.permissions.BandOf(*born, ToHelsinki(now).day));
    }
  }
  body.Set("id", response.id);
  body.Set("meta", Json::MakeObject({{"versionId", "1"}, {"lastUpdated", FormatInstant(now)}}));
  body.Set("authored", FormatInstant(now));
  response.body = WriteJson(body);
  Outcome outcome = InsertResponse(store_.database(), response);
  // What has arrived is unfinished no more.
  constexpr std::string_view kPrefix = "QuestionnaireResponse/";
  const std::string& draft = FindExtension(body, "urn:eteinen:draft")["valueReference"]["reference"].AsString();
  if (outcome == Outcome::kDone && form.terms.identified && draft.starts_with(kPrefix)) {
    outcome =
        DropDraft(store_.database(), std::string_view(draft).substr(kPrefix.size()), OwnerOfDrafts(caller->session));
  }
  if (outcome != Outcome::kDone) return Refuse(outcome == Outcome::kBusy ? "busy" : "internal");
  Answer answer = Shown(201, response);
  answer.headers.emplace_back("Location", std::string(kPath) + "/" + response.id);
  return answer;
}

}  // namespace eteinen::backend
