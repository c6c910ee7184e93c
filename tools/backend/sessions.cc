#include "tools/backend/sessions.h"

#include <algorithm>

#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr std::string_view kCookie = "eteinen-session";
constexpr std::int64_t kIdle = 30 * kMinute;
constexpr std::int64_t kLongest = 8 * kHour;
constexpr int kSessionBytes = 20;  // 160 bits

Instant EndOf(const Session& session, Instant now) { return std::min(now + kIdle, session.begun + kLongest); }

// The first character of a name, whatever its number of bytes.
std::string InitialOf(const std::string& name) {
  std::size_t end = std::min<std::size_t>(1, name.size());
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
  return name.substr(0, end);
}

Answer PlainJson(Answer answer) {
  if (answer.status < 300) answer.type = "application/json";
  return answer;
}

// The one string of the body, or an empty one.
std::string StringOf(const Request& request, std::string_view key) {
  const Result<Json> body = ParseJson(request.body, {.max_bytes = 4096, .max_depth = 4});
  return body.ok() ? (*body)[key].AsString() : std::string();
}

}  // namespace

Visitor Sessions::VisitorFor(std::string_view user, std::string_view person_id, Instant now) const {
  Visitor visitor;
  visitor.authority.level = IdentificationLevel::kStrong;
  const Person* person = content_.FindPerson(person_id);
  if (person == nullptr) return visitor;
  visitor.municipality = person->municipality;
  visitor.authority.birth_date = person->birth_date;
  const AgeBand band = content_.permissions.BandOf(person->birth_date, ToHelsinki(now).day);
  visitor.authority.disclosure = person->disclosure.value_or(content_.permissions.DefaultDisclosure(band));
  if (user == person_id) {
    visitor.authority.relation = Relation::kSelf;
    return visitor;
  }
  for (const AuthorityRecord& record : content_.authorities) {
    if (record.who != user || record.for_whom != person_id) continue;
    if (record.valid_until && now >= *record.valid_until) continue;
    visitor.authority.relation = record.relation;
    visitor.authority.themes = record.themes;
    visitor.authority.valid_until = record.valid_until;
    break;
  }
  return visitor;
}

bool Sessions::MayActFor(std::string_view user, std::string_view person, Instant now) const {
  const Visitor visitor = VisitorFor(user, person, now);
  return std::any_of(std::begin(kActions), std::end(kActions), [&](Action action) {
    return content_.permissions.Allowed(visitor.authority, action, Theme::kHealth, now) == Permission::kAllowed ||
           content_.permissions.Allowed(visitor.authority, action, Theme::kSocial, now) == Permission::kAllowed;
  });
}

std::optional<Caller> Sessions::CallerOf(const Request& request, Instant now, bool extend) {
  std::optional<Session> session = store_.FindSession(request.Cookie(kCookie), now);
  if (!session) return std::nullopt;
  // A minute is little beside half an hour, and spares a write for most requests.
  if (extend && EndOf(*session, now) - session->expires >= kMinute) {
    session->expires = EndOf(*session, now);
    store_.PutSession(*session);
  }
  Caller caller;
  caller.anonymous = session->user.empty();
  if (caller.anonymous) {
    caller.visitor.authority.relation = Relation::kSelf;
  } else {
    caller.visitor = VisitorFor(session->user, session->acting_for, now);
  }
  caller.session = *std::move(session);
  return caller;
}

Caller Sessions::Anonymous(Instant now) {
  Caller caller;
  caller.anonymous = true;
  caller.visitor.authority.relation = Relation::kSelf;
  caller.session.id = RandomId(kSessionBytes);
  caller.session.acting_for = "anonymous-" + RandomId(16);
  caller.session.begun = now;
  caller.session.expires = now + kIdle;
  store_.PutSession(caller.session);
  return caller;
}

void Sessions::SetCookie(Answer& answer, std::string_view session) const {
  std::string cookie = std::string(kCookie) + "=" + std::string(session) + "; Path=/; HttpOnly; SameSite=Lax";
  if (session.empty()) cookie += "; Max-Age=0";
  if (secure_cookie_) cookie += "; Secure";
  answer.headers.emplace_back("Set-Cookie", std::move(cookie));
}

Json Sessions::PersonJson(const Person& person, Relation relation) const {
  return Json::MakeObject({{"id", person.id},
                           {"name", person.name},
                           {"birthDate", FormatDay(person.birth_date)},
                           {"municipality", person.municipality},
                           {"relation", Name(relation)},
                           {"initial", InitialOf(person.name)}});
}

Answer Sessions::Show(const std::optional<Caller>& caller, Instant now) const {
  const Person* user = caller && !caller->anonymous ? content_.FindPerson(caller->session.user) : nullptr;
  Json body = Json::MakeObject({{"level", user == nullptr ? "anonymous" : "identified"}});
  Json may_act_for = Json::MakeArray();
  Json acting_for;
  if (user != nullptr) {
    body.Set("user",
             Json::MakeObject({{"id", user->id}, {"name", user->name}, {"birthDate", FormatDay(user->birth_date)}}));
    may_act_for.Append(PersonJson(*user, Relation::kSelf));
    for (const AuthorityRecord& record : content_.authorities) {
      if (record.who != user->id || !MayActFor(user->id, record.for_whom, now)) continue;
      may_act_for.Append(PersonJson(*content_.FindPerson(record.for_whom), record.relation));
    }
    // Authority that has ended in the meantime leaves nobody to act for; the way back is to choose again.
    if (caller->relation() != Relation::kNone && MayActFor(user->id, caller->session.acting_for, now)) {
      acting_for = PersonJson(*content_.FindPerson(caller->session.acting_for), caller->relation());
    }
  } else {
    body.Set("user", Json());
  }
  body.Set("actingFor", std::move(acting_for));
  body.Set("mayActFor", std::move(may_act_for));
  body.Set("epoch", caller ? caller->session.epoch : std::int64_t{0});
  body.Set("expiresAt", caller ? Json(FormatInstant(caller->session.expires)) : Json());
  return PlainJson(JsonAnswer(200, body));
}

Answer Sessions::TestPersons(const Request& request) const {
  const std::vector<std::string> locale = request.Query("locale");
  Json persons = Json::MakeArray();
  for (const Person& person : content_.persons) {
    if (person.description.IsNull()) continue;
    const Json* text = locale.empty() ? nullptr : person.description.Find(locale.front());
    persons.Append(Json::MakeObject({{"id", person.id},
                                     {"name", person.name},
                                     {"description", text != nullptr ? *text : person.description["fi"]}}));
  }
  return PlainJson(JsonAnswer(200, Json::MakeObject({{"persons", std::move(persons)}})));
}

Answer Sessions::SignIn(const Request& request, Instant now) {
  const Person* person = content_.FindPerson(StringOf(request, "testPerson"));
  if (person == nullptr || person->description.IsNull()) return RefuseInput("testPerson", "no such test person");
  // A new identifier at every identification: one that was planted before is worth nothing.
  const std::optional<Caller> before = CallerOf(request, now, false);
  if (before) {
    store_.ReleaseHolds(before->session.id);
    store_.DropSession(before->session.id);
  }
  Session session;
  session.id = RandomId(kSessionBytes);
  session.user = person->id;
  session.acting_for = person->id;
  session.epoch = before ? before->session.epoch + 1 : 1;
  session.begun = now;
  session.expires = now + kIdle;
  if (store_.PutSession(session) != Outcome::kDone) return Refuse("busy");
  Caller caller;
  caller.visitor = VisitorFor(session.user, session.acting_for, now);
  caller.session = session;
  Answer answer = Show(caller, now);
  SetCookie(answer, session.id);
  return answer;
}

Answer Sessions::ActFor(const Request& request, Instant now) {
  std::optional<Caller> caller = CallerOf(request, now, true);
  if (!caller || caller->anonymous) return Refuse("not-identified");
  const std::string person = StringOf(request, "person");
  if (person.empty()) return RefuseInput("person", "whom to act for is missing");
  if (!MayActFor(caller->session.user, person, now)) return Refuse("not-permitted");
  if (person != caller->session.acting_for) {
    store_.ReleaseHolds(caller->session.id);
    caller->session.acting_for = person;
    ++caller->session.epoch;
    if (store_.PutSession(caller->session) != Outcome::kDone) return Refuse("busy");
    caller->visitor = VisitorFor(caller->session.user, person, now);
  }
  return Show(caller, now);
}

Answer Sessions::SignOut(const Request& request, Instant now) {
  if (const std::optional<Caller> caller = CallerOf(request, now, false)) {
    store_.ReleaseHolds(caller->session.id);
    store_.DropSession(caller->session.id);
  }
  Answer answer;
  answer.status = 204;
  SetCookie(answer, {});
  return answer;
}

Answer Sessions::Handle(const Request& request, Instant now) {
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  if (request.path == "/session") {
    if (get) return Show(CallerOf(request, now, false), now);
    if (post) return SignIn(request, now);
    return request.method == "DELETE" ? SignOut(request, now) : Refuse("method");
  }
  if (request.path == "/session/test-persons") return get ? TestPersons(request) : Refuse("method");
  if (request.path == "/session/acting-for") return post ? ActFor(request, now) : Refuse("method");
  if (request.path == "/session/extend") {
    if (!post) return Refuse("method");
    const std::optional<Caller> caller = CallerOf(request, now, true);
    return caller ? Show(caller, now) : Refuse("not-identified");
  }
  return Refuse("not-found");
}

}  // namespace eteinen::backend
