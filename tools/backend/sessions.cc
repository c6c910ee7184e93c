#include "tools/backend/sessions.h"

#include <algorithm>

#include "core/identity/hetu.h"
#include "tools/backend/drafts.h"
#include "tools/backend/identification/crypto.h"
#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr int kTokenBytes = 20;  // 160 bits
constexpr Theme kThemes[] = {Theme::kHealth, Theme::kSocial};

// The first character of a name, whatever its number of bytes.
std::string InitialOf(const std::string& name) {
  std::size_t end = std::min<std::size_t>(1, name.size());
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
  return name.substr(0, end);
}

// The name under which the session of a cookie is kept: nothing leads back from it to the cookie.
std::string SessionOf(std::string_view token) { return token.empty() ? std::string() : Hex(Sha256(token)); }

void GiveToken(Caller& caller) {
  caller.token = RandomId(kTokenBytes);
  caller.session.id = SessionOf(caller.token);
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

Instant Sessions::EndOf(const Session& session, Instant now) const {
  return std::min(now + content_.limits.idle, session.begun + content_.limits.longest);
}

// The prefix makes the browser refuse the cookie to anybody but this very host over TLS.
std::string Sessions::CookieName() const {
  return settings_.secure_cookie ? "__Host-eteinen-session" : "eteinen-session";
}

const std::vector<AuthorityRecord>& Sessions::RecordsOf(const Session& session) const {
  static const std::vector<AuthorityRecord> kNone;
  if (!settings_.service_authorises) return content_.authorities;
  const auto granted = granted_.find(session.id);
  return granted == granted_.end() ? kNone : granted->second.records;
}

Visitor Sessions::VisitorFor(const Session& session, std::string_view person_id, Instant now) const {
  Visitor visitor;
  visitor.authority.level = IdentificationLevel::kStrong;
  const Person* person = people_.Find(person_id);
  if (person == nullptr) return visitor;
  if (!person->municipality.empty()) visitor.municipality = person->municipality;
  if (const std::optional<identity::Hetu> code = identity::ParseHetu(person->identity_code)) {
    visitor.sex = code->male ? "male" : "female";
  }
  visitor.authority.birth_date = person->birth_date;
  const AgeBand band = content_.permissions.BandOf(person->birth_date, ToHelsinki(now).day);
  visitor.authority.disclosure = person->disclosure.value_or(content_.permissions.DefaultDisclosure(band));
  if (session.user == person_id) {
    visitor.authority.relation = Relation::kSelf;
    return visitor;
  }
  for (const AuthorityRecord& record : RecordsOf(session)) {
    if (record.who != session.user || record.for_whom != person_id || record.blocked) continue;
    if (record.valid_until && now >= *record.valid_until) continue;
    visitor.authority.relation = record.relation;
    visitor.authority.themes = record.themes;
    visitor.authority.valid_until = record.valid_until;
    break;
  }
  return visitor;
}

bool Sessions::MayDo(const Visitor& visitor, Action action, Theme theme, Instant now) const {
  return content_.permissions.Allowed(visitor.authority, action, theme, now) == Permission::kAllowed;
}

bool Sessions::MayActFor(const Session& session, std::string_view person, Instant now) const {
  const Visitor visitor = VisitorFor(session, person, now);
  return std::any_of(std::begin(kActions), std::end(kActions), [&](Action action) {
    return MayDo(visitor, action, Theme::kHealth, now) || MayDo(visitor, action, Theme::kSocial, now);
  });
}

std::optional<Caller> Sessions::CallerOf(const Request& request, Instant now, bool extend) {
  std::optional<Session> session = store_.FindSession(SessionOf(request.Cookie(CookieName())), now);
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
    caller.visitor = VisitorFor(*session, session->acting_for, now);
  }
  caller.session = *std::move(session);
  return caller;
}

std::optional<Caller> Sessions::CallerFor(const Caller& caller, const std::string& person, Instant now) const {
  if (person == caller.session.acting_for) return caller;
  if (caller.anonymous || settings_.service_authorises || !MayActFor(caller.session, person, now)) return std::nullopt;
  Caller other = caller;
  other.session.acting_for = person;
  other.visitor = VisitorFor(other.session, person, now);
  return other;
}

Visitor Sessions::VisitorOf(const std::string& user, const std::string& person, Instant now) const {
  Session session;
  session.user = user;
  return VisitorFor(session, person, now);
}

Caller Sessions::Anonymous(Instant now) {
  Caller caller;
  caller.anonymous = true;
  caller.visitor.authority.relation = Relation::kSelf;
  GiveToken(caller);
  caller.session.acting_for = "anonymous-" + RandomId(16);
  caller.session.begun = now;
  caller.session.expires = EndOf(caller.session, now);
  store_.PutSession(caller.session);
  return caller;
}

void Sessions::SetCookie(Answer& answer, std::string_view token) const {
  std::string cookie = CookieName() + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Lax";
  if (token.empty()) cookie += "; Max-Age=0";
  if (settings_.secure_cookie) cookie += "; Secure";
  answer.headers.emplace_back("Set-Cookie", std::move(cookie));
}

Json Sessions::PersonJson(const Session& session, const Person& person, Instant now) const {
  const Visitor visitor = VisitorFor(session, person.id, now);
  Json json = Json::MakeObject({{"id", person.id},
                                {"name", person.name},
                                {"birthDate", FormatDay(person.birth_date)},
                                {"municipality", person.municipality},
                                {"gender", visitor.sex},
                                {"relation", Name(visitor.authority.relation)},
                                {"initial", InitialOf(person.name)}});
  // What may be done, by theme. The app shows by it; every request is judged again.
  Json may = Json::MakeObject();
  for (const Theme theme : kThemes) {
    Json actions = Json::MakeArray();
    for (const Action action : kActions) {
      if (MayDo(visitor, action, theme, now)) actions.Append(Name(action));
    }
    may.Set(Name(theme), std::move(actions));
  }
  json.Set("may", std::move(may));
  // Which team it is tells of what one is treated for: only to whoever may chat about health for the person.
  if (!person.own_team.IsNull() && MayDo(visitor, Action::kChat, Theme::kHealth, now)) {
    json.Set("ownTeam", person.own_team);
  }
  return json;
}

Answer Sessions::Show(const std::optional<Caller>& caller, Instant now) const {
  const Person* user = caller && !caller->anonymous ? people_.Find(caller->session.user) : nullptr;
  Json body = Json::MakeObject({{"level", user == nullptr ? "anonymous" : "identified"}});
  Json may_act_for = Json::MakeArray();
  Json acting_for;
  if (user != nullptr) {
    const Session& session = caller->session;
    body.Set("user",
             Json::MakeObject({{"id", user->id}, {"name", user->name}, {"birthDate", FormatDay(user->birth_date)}}));
    may_act_for.Append(PersonJson(session, *user, now));
    for (const AuthorityRecord& record : RecordsOf(session)) {
      if (record.who != user->id || !MayActFor(session, record.for_whom, now)) continue;
      may_act_for.Append(PersonJson(session, *people_.Find(record.for_whom), now));
    }
    // Authority that has ended in the meantime leaves nobody to act for; the way back is to choose again.
    if (MayActFor(session, session.acting_for, now)) {
      acting_for = PersonJson(session, *people_.Find(session.acting_for), now);
    }
  } else {
    body.Set("user", Json());
  }
  if (!acting_for.IsNull()) {
    Json drafts = Json::MakeArray();
    for (const StoredDraft& draft : DraftsOf(store_.database(), OwnerOfDrafts(caller->session), now)) {
      Result<Json> summary = ParseJson(draft.summary);
      if (summary.ok()) drafts.Append(*std::move(summary));
    }
    body.Set("drafts", std::move(drafts));
  }
  body.Set("actingFor", std::move(acting_for));
  body.Set("mayActFor", std::move(may_act_for));
  body.Set("identification", settings_.provider_identifies ? "provider" : "test-persons");
  body.Set("authorisation", settings_.service_authorises ? "service" : "register");
  body.Set("epoch", caller ? caller->session.epoch : std::int64_t{0});
  body.Set("expiresAt", caller ? Json(FormatInstant(caller->session.expires)) : Json());
  // In seconds from now, so that a clock that is off does no harm.
  body.Set("timing", caller ? Json::MakeObject({{"left", caller->session.expires - now},
                                                {"warn", content_.limits.warn},
                                                {"most", caller->session.begun + content_.limits.longest - now}})
                            : Json());
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

void Sessions::End(const Session& session) {
  store_.ReleaseHolds(session.id);
  store_.DropSession(session.id);
  if (const auto granted = granted_.find(session.id); granted != granted_.end()) granted_.erase(granted);
}

std::optional<Caller> Sessions::Begin(const Request& request, const Person& person, Instant now) {
  // A new identifier at every identification: one that was planted before is worth nothing.
  const std::optional<Caller> before = CallerOf(request, now, false);
  if (before) End(before->session);
  Caller caller;
  GiveToken(caller);
  caller.session.user = person.id;
  caller.session.acting_for = person.id;
  caller.session.epoch = before ? before->session.epoch + 1 : 1;
  caller.session.begun = now;
  caller.session.expires = EndOf(caller.session, now);
  if (store_.PutSession(caller.session) != Outcome::kDone) return std::nullopt;
  caller.visitor = VisitorFor(caller.session, person.id, now);
  return caller;
}

Answer Sessions::SignIn(const Request& request, Instant now) {
  const Person* person = content_.FindPerson(StringOf(request, "testPerson"));
  if (person == nullptr || person->description.IsNull()) return RefuseInput("testPerson", "no such test person");
  // Digital services know people by their Finnish identity code; who has none is led to the phone.
  if (person->identity_code.empty()) return Refuse("not-served");
  const std::optional<Caller> caller = Begin(request, *person, now);
  if (!caller) return Refuse("busy");
  Answer answer = Show(caller, now);
  SetCookie(answer, caller->token);
  return answer;
}

Answer Sessions::ActFor(const Request& request, Instant now) {
  std::optional<Caller> caller = CallerOf(request, now, true);
  if (!caller || caller->anonymous) return Refuse("not-identified");
  const std::string person = StringOf(request, "person");
  if (person.empty()) return RefuseInput("person", "whom to act for is missing");
  if (!MayActFor(caller->session, person, now)) return Refuse("not-permitted");
  if (person != caller->session.acting_for) {
    store_.ReleaseHolds(caller->session.id);
    caller->session.acting_for = person;
    ++caller->session.epoch;
    if (store_.PutSession(caller->session) != Outcome::kDone) return Refuse("busy");
    caller->visitor = VisitorFor(caller->session, person, now);
  }
  return Show(caller, now);
}

std::string Sessions::KnownPerson(const Request& request) const {
  const Person* person = people_.Find(StringOf(request, "person"));
  return person == nullptr ? std::string() : person->id;
}

Answer Sessions::SignOut(const Request& request, Instant now) {
  if (const std::optional<Caller> caller = CallerOf(request, now, false)) End(caller->session);
  Answer answer;
  answer.status = 204;
  SetCookie(answer, {});
  return answer;
}

bool Sessions::Grant(const std::string& session_id, const AuthorisationTicket& ticket,
                     const std::vector<ChosenPerson>& persons, Instant now) {
  std::optional<Session> session = store_.FindSession(session_id, now);
  if (!session || session->user.empty()) return false;
  Granted granted{ticket, {}, now};
  const CivilDay today = ToHelsinki(now).day;
  for (const ChosenPerson& chosen : persons) {
    const Person* person = people_.Meet(chosen.identity_code, chosen.name, today);
    if (person == nullptr || person->id == session->user) continue;
    // The service does not tell why one may act: for a minor it is custody, for an adult a mandate.
    const bool adult = content_.permissions.BandOf(person->birth_date, today) == AgeBand::kAdult;
    granted.records.push_back({session->user, person->id, adult ? Relation::kMandate : Relation::kGuardian,
                               chosen.themes, std::nullopt, false});
  }
  if (granted.records.empty()) return false;
  const std::string first = granted.records.front().for_whom;
  granted_[session->id] = std::move(granted);
  if (!MayActFor(*session, first, now)) return false;
  store_.ReleaseHolds(session->id);
  session->acting_for = first;
  session->expires = EndOf(*session, now);
  ++session->epoch;
  return store_.PutSession(*session) == Outcome::kDone;
}

std::optional<Sessions::Question> Sessions::QuestionFor(const Request& request, Instant now) {
  const std::optional<Caller> caller = CallerOf(request, now, false);
  if (!caller || caller->anonymous || caller->session.acting_for == caller->session.user) return std::nullopt;
  const auto granted = granted_.find(caller->session.id);
  if (granted == granted_.end()) return std::nullopt;
  if (request.method == "GET" && now - granted->second.asked < kMinute) return std::nullopt;
  const Person* person = people_.Find(caller->session.acting_for);
  if (person == nullptr) return std::nullopt;
  return Question{caller->session.id, person->id, person->identity_code, granted->second.ticket};
}

void Sessions::TakeAnswer(const Question& question, const std::vector<Theme>& themes, Instant now) {
  const auto granted = granted_.find(question.session);
  if (granted == granted_.end()) return;
  granted->second.ticket = question.ticket;
  granted->second.asked = now;
  std::vector<AuthorityRecord>& records = granted->second.records;
  records.erase(std::remove_if(records.begin(), records.end(),
                               [&](AuthorityRecord& record) {
                                 if (record.for_whom != question.person) return false;
                                 record.themes = themes;
                                 return themes.empty();
                               }),
                records.end());
}

Answer Sessions::Handle(const Request& request, Instant now) {
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  if (request.path == "/session") {
    if (get) return Show(CallerOf(request, now, false), now);
    if (post) return settings_.provider_identifies ? Refuse("not-found") : SignIn(request, now);
    return request.method == "DELETE" ? SignOut(request, now) : Refuse("method");
  }
  if (request.path == "/session/test-persons" && !settings_.provider_identifies) {
    return get ? TestPersons(request) : Refuse("method");
  }
  if (request.path == "/session/acting-for") return post ? ActFor(request, now) : Refuse("method");
  if (request.path == "/session/extend") {
    if (!post) return Refuse("method");
    const std::optional<Caller> caller = CallerOf(request, now, true);
    return caller ? Show(caller, now) : Refuse("not-identified");
  }
  return Refuse("not-found");
}

}  // namespace eteinen::backend
