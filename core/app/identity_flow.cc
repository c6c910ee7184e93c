#include "core/app/flow.h"

namespace eteinen::app {
namespace {

Result<Person> ReadPerson(const Json& json, std::string_view path) {
  Person person;
  ETEINEN_ASSIGN_OR_RETURN(person.id, ReadString(json, "id", path));
  ETEINEN_ASSIGN_OR_RETURN(person.name, ReadString(json, "name", path));
  ETEINEN_ASSIGN_OR_RETURN(person.relation, ReadString(json, "relation", path));
  person.birth_date = json["birthDate"].AsString();
  person.municipality = json["municipality"].AsString();
  person.initial = json["initial"].AsString();
  return person;
}

Result<Identity> ReadSession(std::string_view body) {
  ETEINEN_ASSIGN_OR_RETURN(const Json session, ParseJson(body));
  Identity identity;
  identity.known = true;
  ETEINEN_ASSIGN_OR_RETURN(const std::string level, ReadString(session, "level"));
  identity.identified = level == "identified";
  if (!identity.identified) return identity;
  identity.user_name = session["user"]["name"].AsString();
  ETEINEN_ASSIGN_OR_RETURN(const Json* acting, ReadObject(session, "actingFor"));
  ETEINEN_ASSIGN_OR_RETURN(identity.acting_for, ReadPerson(*acting, "actingFor"));
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

}  // namespace

Json WriteHeaders(const State& state) {
  Json headers = Json::MakeObject({{"x-eteinen", "1"}, {"content-type", "application/fhir+json"}});
  if (state.identity.acting_for) headers.Set("x-person", state.identity.acting_for->id);
  return headers;
}

void ForgetPersonal(Step& step) {
  State& state = step.state;
  step.effects.VoidPersonal();
  state.filling = Filling();
  state.handover = Handover();
  state.booking = BookingFlow();
  state.appointments = Appointments();
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
  if (!state.identity.identified && state.identity.test_persons.empty() &&
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

void OnSession(Step& step, Purpose purpose, const std::string& subject, const HttpAnswer& answer) {
  State& state = step.state;
  if (purpose == Purpose::kSignOut && answer.Success()) {
    ForgetPersonal(step);
    state.resume.clear();
    state.identity = Identity();
    state.identity.known = true;
    step.effects.Send("erase", {{"all", Json(true)}});
    state.stored.clear();
    return Show(step, Screen::kStart, true);
  }
  Result<Identity> identity = answer.Success() ? ReadSession(answer.body) : Result<Identity>(InputError("no answer"));
  if (!identity.ok()) {
    // Not knowing who is here must not keep anybody from what needs no identification.
    state.identity.known = true;
    if (purpose != Purpose::kSession) return NoteProblem(step, purpose, subject, answer);
    return Resume(step);
  }
  // Who identifies goes on with what was begun without; another person begins anew.
  const bool the_same =
      PersonId(state.identity) == PersonId(*identity) ||
      (!state.identity.acting_for && identity->acting_for && identity->acting_for->relation == "self");
  identity->test_persons = std::move(state.identity.test_persons);
  const bool was_known = state.identity.known;
  state.identity = *std::move(identity);
  if (!the_same && was_known) {
    BookingFlow booking = std::move(state.booking);
    ForgetPersonal(step);
    // Who comes back to the person they had begun for finds everything as it was.
    if (booking.person == PersonId(state.identity)) {
      state.booking = std::move(booking);
    } else {
      state.booking.service = booking.service;
    }
  }
  if (purpose == Purpose::kSession && !the_same && was_known) {
    // Another tab has changed the person: what was open here was the former one's.
    Show(step, Screen::kStart, true);
    state.problem = Problem{Purpose::kSession, "", "refused.person-changed", "", false, false};
    return;
  }
  if (purpose == Purpose::kSession) return Resume(step);
  const Screen next = state.after_identify;
  if (purpose == Purpose::kSignIn && state.identity.may_act_for.size() > 1) return Show(step, Screen::kPersons, true);
  state.after_identify = Screen::kStart;
  if (!state.booking.person.empty() && state.booking.person != PersonId(state.identity)) {
    const std::string service = state.booking.moving ? "" : state.booking.service;
    state.booking = BookingFlow();
    state.booking.service = service;
  }
  if (next == Screen::kCheck && state.booking.chosen) return HoldAgain(step);
  if (next == Screen::kAppointments || next == Screen::kAppointment || next == Screen::kCancel)
    return OpenAppointments(step);
  if ((next == Screen::kSlots || next == Screen::kCheck) && !state.booking.service.empty()) {
    const std::string service = state.booking.service;
    return OpenSlots(step, service);
  }
  if (next == Screen::kForms) return OpenForms(step);
  if ((next == Screen::kQuestion || next == Screen::kReview) && state.filling.session) return Show(step, next);
  Show(step, Screen::kStart);
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
