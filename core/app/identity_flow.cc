#include <algorithm>

#include "core/app/flow.h"
#include "core/app/forms.h"

namespace eteinen::app {
namespace {

// A team that cannot be read is as good as none: the common lines serve everybody.
std::optional<Person::Team> ReadTeam(const Json& json) {
  if (!json.IsObject() || json["id"].AsString().empty()) return std::nullopt;
  Person::Team team{json["id"].AsString(), json["name"].AsString(), "", std::nullopt};
  const std::string& number = json["number"].AsString();
  if (number.find_first_not_of("+0123456789 ") == std::string::npos) team.number = number;
  if (json.Has("availability")) {
    Result<OpeningHours> hours = ReadOpeningHours(json["availability"]);
    if (hours.ok()) team.hours = *std::move(hours);
  }
  return team;
}

Result<Person> ReadPerson(const Json& json, std::string_view path) {
  Person person;
  ETEINEN_ASSIGN_OR_RETURN(person.id, ReadString(json, "id", path));
  ETEINEN_ASSIGN_OR_RETURN(person.name, ReadString(json, "name", path));
  ETEINEN_ASSIGN_OR_RETURN(person.relation, ReadString(json, "relation", path));
  person.birth_date = json["birthDate"].AsString();
  person.municipality = json["municipality"].AsString();
  person.gender = json["gender"].AsString();
  person.initial = json["initial"].AsString();
  person.own_team = ReadTeam(json["ownTeam"]);
  person.may = json["may"];
  return person;
}

// One that cannot be read is left out: the others are somebody's answers.
std::vector<Draft> ReadDrafts(const Json& json) {
  std::vector<Draft> drafts;
  for (const Json& one : json.Items()) {
    const Result<Instant> authored = ParseInstant(one["authored"].AsString());
    if (one["id"].AsString().empty() || one["questionnaire"].AsString().empty() || !authored.ok()) continue;
    drafts.push_back({one["id"].AsString(), one["questionnaire"].AsString(),
                      AppointmentIn(one["appointment"].AsString()), one["title"].AsString(), one["language"].AsString(),
                      *authored});
  }
  return drafts;
}

Result<Identity> ReadSession(std::string_view body) {
  ETEINEN_ASSIGN_OR_RETURN(const Json session, ParseJson(body));
  Identity identity;
  identity.known = true;
  ETEINEN_ASSIGN_OR_RETURN(const std::string level, ReadString(session, "level"));
  identity.identified = level == "identified";
  identity.provider = session["identification"].AsString() == "provider";
  identity.service = session["authorisation"].AsString() == "service";
  if (!identity.identified) return identity;
  identity.user = session["user"]["id"].AsString();
  identity.user_name = session["user"]["name"].AsString();
  if (const Json& timing = session["timing"]; timing.IsObject()) {
    identity.timing = Timing{timing["left"].AsInt().value_or(0), timing["warn"].AsInt().value_or(0),
                             timing["most"].AsInt().value_or(0)};
  }
  // Nobody, when the authority for the one acted for has ended.
  if (!session["actingFor"].IsNull()) {
    ETEINEN_ASSIGN_OR_RETURN(const Json* acting, ReadObject(session, "actingFor"));
    ETEINEN_ASSIGN_OR_RETURN(identity.acting_for, ReadPerson(*acting, "actingFor"));
  }
  if (session["drafts"].IsArray()) identity.drafts = ReadDrafts(session["drafts"]);
  const Json::Array& others = session["mayActFor"].Items();
  for (std::size_t i = 0; i < others.size(); ++i) {
    ETEINEN_ASSIGN_OR_RETURN(Person person, ReadPerson(others[i], JoinPath("mayActFor", i)));
    identity.may_act_for.push_back(std::move(person));
  }
  return identity;
}

// A write about the session itself: it is for nobody yet.
Json SessionHeaders() { return Json::MakeObject({{"x-eteinen", "1"}, {"content-type", "application/json"}}); }

std::string PersonId(const Identity& identity) { return identity.acting_for ? identity.acting_for->id : ""; }

bool IsAmong(const std::vector<Person>& persons, const std::string& id) {
  return std::any_of(persons.begin(), persons.end(), [&](const Person& person) { return person.id == id; });
}

// Whether what is open here belongs to whoever is here now: it is theirs, for the same person, or was begun without
// identification by one who now acts for themselves.
bool GoesAlong(const Visit& visit, const Identity& now) {
  if (!visit.user.empty()) return visit.user == now.user && visit.person == PersonId(now);
  return !now.acting_for || now.acting_for->relation == "self";
}

// Nobody is here: since the beginning, or a session has ended, here or in another tab.
void OnNobody(Step& step, const std::string& why, Identity identity) {
  State& state = step.state;
  identity.test_persons = std::move(state.identity.test_persons);
  const bool was_here = state.identity.identified;
  state.identity = std::move(identity);
  if (was_here && why == "signed-out") {
    ForgetVisit(step);
    Show(step, Screen::kStart, true);
    state.problem = Problem{Purpose::kSession, "", "refused.signed-out", "", false, false};
    return;
  }
  if (was_here) return EndVisit(step);
  Resume(step);
}

// Asks for what a screen shows of whoever is here, where it was opened before that was known.
void CatchUp(Step& step) {
  if (step.state.screen == Screen::kServices) AskForAppointments(step);
  if (step.state.screen == Screen::kForms) AskForForms(step);
}

}  // namespace

bool MayDo(const State& state, Action action, Theme theme) {
  const std::optional<Person>& person = state.identity.acting_for;
  if (!person) return !state.identity.identified;
  if (!person->may.IsObject()) return person->relation == Name(Relation::kSelf);
  const Json::Array& actions = person->may[Name(theme)].Items();
  return std::any_of(actions.begin(), actions.end(), [&](const Json& one) { return one.AsString() == Name(action); });
}

Theme ThemeOfNeed(const State& state) {
  const std::optional<channels::Need> need = channels::ParseNeed(state.need);
  if (!need || !state.content.directory) return Theme::kHealth;
  return state.content.directory->needs[static_cast<std::size_t>(*need)].about_health ? Theme::kHealth : Theme::kSocial;
}

bool Permitted(Step& step, Action action, Theme theme) {
  if (MayDo(step.state, action, theme)) return true;
  step.state.problem = Problem{Purpose::kSession, "", "refused.not-permitted", "", false, false};
  step.focus = "problem";
  return false;
}

void ForgetIdentity(State& state) {
  Identity nobody;
  nobody.known = true;
  nobody.provider = state.identity.provider;
  nobody.service = state.identity.service;
  nobody.test_persons = std::move(state.identity.test_persons);
  state.identity = std::move(nobody);
}

Json WriteHeaders(const State& state) {
  Json headers = Json::MakeObject({{"x-eteinen", "1"}, {"content-type", "application/fhir+json"}});
  if (state.identity.acting_for) headers.Set("x-person", state.identity.acting_for->id);
  return headers;
}

void ForgetPersonal(Step& step) {
  State& state = step.state;
  step.effects.VoidPersonal();
  state.filling = Filling();
  LeaveUnopened(state);
  state.handover = Handover();
  state.reach = Reach();
  state.booking = BookingFlow();
  state.appointments = Appointments();
  state.offer = RemoteOffer();
  state.code.clear();
  state.forms = Forms();
  state.municipality.clear();
  state.urgency.clear();
  state.need.clear();
}

void LoadIdentity(Step& step) {
  if (!step.effects.Waiting(Purpose::kSession)) {
    step.effects.Http(Purpose::kSession, "", false, "GET", "/session");
  }
}

void OpenPersons(Step& step) {
  State& state = step.state;
  if (state.identity.unanswered) LoadIdentity(step);
  if (!state.identity.identified && !state.identity.provider && state.identity.test_persons.empty() &&
      !step.effects.Waiting(Purpose::kTestPersons)) {
    step.effects.Http(Purpose::kTestPersons, "", false, "GET", "/session/test-persons?locale=" + state.locale);
  }
  if (state.screen != Screen::kPersons) Show(step, Screen::kPersons);
}

void SignIn(Step& step, const std::string& test_person) {
  if (step.effects.Waiting(Purpose::kSignIn)) return;
  step.effects.Http(Purpose::kSignIn, test_person, false, "POST", "/session", SessionHeaders(),
                    WriteJson(Json::MakeObject({{"testPerson", test_person}})));
}

void SignOut(Step& step) { step.effects.Http(Purpose::kSignOut, "", false, "DELETE", "/session", SessionHeaders()); }

void ActFor(Step& step, const std::string& person) {
  if (step.effects.Waiting(Purpose::kActFor)) return;
  step.effects.Http(Purpose::kActFor, person, false, "POST", "/session/acting-for", SessionHeaders(),
                    WriteJson(Json::MakeObject({{"person", person}})));
}

namespace {

void OnSignedOut(Step& step, const HttpAnswer& answer) {
  ForgetVisit(step);
  ForgetIdentity(step.state);
  TellTabs(step, "signed-out");
  // The provider's own session is ended too: else the next one at this device would be let in without asking.
  if (const Result<Json> told = ParseJson(answer.body); told.ok() && (*told)["href"].IsString()) {
    Json::Object open = {{"href", (*told)["href"]}};
    if (step.state.framed) open.push_back({"window", Json(true)});
    step.effects.Send("open", std::move(open));
  }
  Show(step, Screen::kStart, true);
}

}  // namespace

void OnSession(Step& step, Purpose purpose, const std::string& subject, const HttpAnswer& answer) {
  if (purpose == Purpose::kSignOut && answer.Success()) return OnSignedOut(step, answer);
  State& state = step.state;
  Result<Identity> identity = answer.Success() ? ReadSession(answer.body) : Result<Identity>(InputError("no answer"));
  const bool looks_at_clock = purpose == Purpose::kExtendSession || subject == "clock";
  if (!identity.ok()) {
    // Not knowing who is here must not keep anybody from what needs no identification.
    state.identity.known = true;
    state.identity.unanswered = purpose == Purpose::kSession && !state.identity.identified;
    if (looks_at_clock) return OnNoSessionAnswer(step, purpose, subject, answer);
    if (purpose == Purpose::kSignIn && RefusalCode(answer.body) == "not-served") return OpenOtherWays(step);
    return purpose == Purpose::kSession ? Resume(step) : NoteProblem(step, purpose, subject, answer);
  }
  if (!identity->identified) return OnNobody(step, subject, *std::move(identity));

  Visit& visit = state.visit;
  const bool was_known = state.identity.known;
  const bool along = GoesAlong(visit, *identity);
  const bool returns = !state.identity.identified && visit.user == identity->user;
  identity->test_persons = std::move(state.identity.test_persons);
  state.identity = *std::move(identity);
  if (!along && returns && !state.identity.service && IsAmong(state.identity.may_act_for, visit.person)) {
    // Whoever acted for another goes on doing so.
    return ActFor(step, visit.person);
  }
  const bool goes_on = visit.ended && along;
  visit.ended = false;
  visit.user = state.identity.user;
  visit.person = PersonId(state.identity);
  if (!along && was_known) {
    BookingFlow booking = std::move(state.booking);
    ForgetPersonal(step);
    // Who comes back to the person they had begun for finds everything as it was.
    if (booking.person == PersonId(state.identity)) {
      state.booking = std::move(booking);
    } else {
      state.booking.service = booking.service;
    }
  }
  if (subject == "clock" && along) return LookAtSession(step);
  WatchSession(step);
  if (purpose == Purpose::kExtendSession && along) return;
  if (purpose == Purpose::kSignIn || purpose == Purpose::kActFor) TellTabs(step, "session");
  if (!state.identity.acting_for) {
    OpenPersons(step);
    state.problem = Problem{Purpose::kSession, "", "refused.authority-ended", "", false, false};
    return;
  }
  const bool arrives = subject == "host" || purpose == Purpose::kSignIn || purpose == Purpose::kActFor;
  if (!arrives && !along && was_known) {
    // Another tab has changed the person: what was open here was the former one's.
    Show(step, Screen::kStart, true);
    state.problem = Problem{Purpose::kSession, "", "refused.person-changed", "", false, false};
    return;
  }
  if (!arrives) {
    Resume(step);
    if (!was_known) CatchUp(step);
    return;
  }
  if (!state.resume.empty()) {
    Show(step, Screen::kStart, true);
    return Resume(step);
  }
  const Screen next = state.after_identify;
  if (purpose == Purpose::kSignIn && !goes_on && state.identity.may_act_for.size() > 1) {
    return Show(step, Screen::kPersons, true);
  }
  state.after_identify = Screen::kStart;
  if (!state.booking.person.empty() && state.booking.person != PersonId(state.identity)) {
    const std::string service = state.booking.moving ? "" : state.booking.service;
    state.booking = BookingFlow();
    state.booking.service = service;
  }
  if (next == Screen::kCheck && state.booking.chosen) return HoldAgain(step);
  if (next == Screen::kAppointments || next == Screen::kAppointment || next == Screen::kCancel)
    return OpenAppointments(step);
  const bool books = next == Screen::kSlots || next == Screen::kCheck || next == Screen::kRefused;
  if (books && !state.booking.service.empty()) return SearchAgain(step);
  if (next == Screen::kForms) return OpenForms(step);
  if (next == Screen::kReview && state.filling.session) return Show(step, next);
  OnNavigate(step, Navigate{PathOf(state, next), false});
}

void OnTestPersons(Step& step, const HttpAnswer& answer) {
  if (answer.Success()) {
    if (const Result<Json> list = ParseJson(answer.body); list.ok() && (*list)["persons"].IsArray()) {
      step.state.identity.test_persons.clear();
      for (const Json& person : (*list)["persons"].Items()) {
        if (person["id"].AsString().empty()) continue;
        step.state.identity.test_persons.push_back(
            {person["id"].AsString(), person["name"].AsString(), person["description"].AsString()});
      }
      return;
    }
  }
  NoteProblem(step, Purpose::kTestPersons, "", answer);
}

}  // namespace eteinen::app
