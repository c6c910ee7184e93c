#include <algorithm>
#include <utility>

#include "core/app/flow.h"
#include "core/app/outcome.h"

namespace eteinen::app {
namespace {

Json SpanJson(std::string_view id, Instant start, Instant end, std::string_view place) {
  return Json::MakeObject(
      {{"id", id}, {"start", FormatInstantUtc(start)}, {"end", FormatInstantUtc(end)}, {"place", place}});
}

// What is searched for: the service, the day looked at, and how the times are narrowed down.
Json SearchJson(const BookingFlow& booking) {
  const SlotWish& wish = booking.wish;
  Json json = Json::MakeObject({{"from", wish.from.seconds},
                                {"until", wish.until.seconds},
                                {"language", wish.language},
                                {"gender", wish.gender},
                                {"open", booking.wishing}});
  const auto first = [](const std::vector<std::string>& list) { return list.empty() ? "" : list.front(); };
  json.Set("place", first(wish.places));
  json.Set("access", first(wish.access));
  for (int day = 0; day < 7; ++day) {
    if (wish.weekdays.Has(static_cast<Weekday>(day))) json.Set("weekday", day);
  }
  if (booking.first_day != CivilDay()) json.Set("firstDay", FormatDay(booking.first_day));
  if (booking.day != CivilDay()) json.Set("day", FormatDay(booking.day));
  return json;
}

void ReadSearch(const Json& json, BookingFlow& booking) {
  SlotWish& wish = booking.wish;
  const auto seconds = [&](const char* name, TimeOfDay& time) {
    const std::int64_t value = json[name].AsInt().value_or(time.seconds);
    if (value >= kMidnight.seconds && value <= kEndOfDay.seconds) time.seconds = static_cast<int>(value);
  };
  const auto only = [&](const char* name, std::vector<std::string>& list) {
    if (!json[name].AsString().empty()) list = {json[name].AsString()};
  };
  seconds("from", wish.from);
  seconds("until", wish.until);
  only("place", wish.places);
  only("access", wish.access);
  wish.language = json["language"].AsString();
  wish.gender = json["gender"].AsString();
  booking.wishing = json["open"].AsBool();
  if (const auto day = json["weekday"].AsInt(); day && *day >= 0 && *day < 7) {
    wish.weekdays.Add(static_cast<Weekday>(*day));
  }
  if (const Result<CivilDay> day = ParseDay(json["firstDay"].AsString()); day.ok()) booking.first_day = *day;
  if (const Result<CivilDay> day = ParseDay(json["day"].AsString()); day.ok()) booking.day = *day;
}

// A service with what is searched for, or a chosen time, held or not, and the key under which it is being booked: after
// a reload it is the same wish, and cannot be booked a second time.
Json BookingJson(const BookingFlow& booking) {
  Json json = Json::MakeObject({{"service", booking.service}, {"search", SearchJson(booking)}});
  if (booking.chosen) {
    json.Set("hold", booking.hold);
    json.Set("key", booking.key);
    if (booking.offered) json.Set("offered", true);
    json.Set("slot", SpanJson(booking.chosen->id, booking.chosen->start, booking.chosen->end, booking.chosen->place));
    if (booking.hold_until) json.Set("holdUntil", FormatInstantUtc(*booking.hold_until));
  }
  if (booking.moving) {
    const Appointment& one = *booking.moving;
    Json moving = SpanJson(one.id, one.start, one.end, one.place);
    moving.Set("version", one.version);
    moving.Set("slot", one.slot);
    moving.Set("entry", one.entry);
    moving.Set("sequence", one.sequence);
    json.Set("moving", std::move(moving));
  }
  return json;
}

// False when a part of it cannot be read.
bool ReadSpan(const Json& json, std::string& id, Instant& start, Instant& end, std::string& place) {
  const Result<Instant> from = ParseInstant(json["start"].AsString());
  const Result<Instant> until = ParseInstant(json["end"].AsString());
  if (!from.ok() || !until.ok() || json["id"].AsString().empty()) return false;
  id = json["id"].AsString();
  start = *from;
  end = *until;
  place = json["place"].AsString();
  return true;
}

std::optional<BookingFlow> ReadBooking(const Json& json) {
  BookingFlow booking;
  booking.service = json["service"].AsString();
  if (booking.service.empty()) return std::nullopt;
  ReadSearch(json["search"], booking);
  if (json.Has("slot")) {
    FreeTime time;
    if (!ReadSpan(json["slot"], time.id, time.start, time.end, time.place)) return std::nullopt;
    booking.chosen = std::move(time);
  }
  booking.hold = json["hold"].AsString();
  booking.key = json["key"].AsString();
  booking.offered = json["offered"].AsBool();
  if (const Result<Instant> until = ParseInstant(json["holdUntil"].AsString()); until.ok()) booking.hold_until = *until;
  if (const Json& moving = json["moving"]; moving.IsObject()) {
    Appointment one;
    if (!ReadSpan(moving, one.id, one.start, one.end, one.place)) return std::nullopt;
    one.version = moving["version"].AsString();
    one.slot = moving["slot"].AsString();
    one.entry = moving["entry"].AsString();
    if (one.entry.empty()) one.entry = one.id;  // as a version before kept it
    one.sequence = moving["sequence"].AsInt().value_or(0);
    one.service = booking.service;
    one.status = "booked";
    booking.moving = std::move(one);
  }
  return booking;
}

// What was shown is shown again, if the resident has not gone elsewhere meanwhile, nor asked for another form.
void ShowAgain(Step& step, const std::string& path) {
  const State& state = step.state;
  // Whoever asked for it is led there from wherever they did.
  const bool asked = state.filling.continued.has_value();
  const bool stays =
      state.screen == Screen::kStart && (state.opening.empty() || state.opening == state.filling.questionnaire);
  if (!path.empty() && (asked || stays)) OnNavigate(step, Navigate{path, false});
}

std::string PersonOf(const State& state) { return state.identity.acting_for ? state.identity.acting_for->id : ""; }

// A draft that was asked for cannot be gone on with; its form can be begun anew.
void TellOfNothing(Step& step) {
  ForgetDraft(step.state, std::exchange(step.state.continued, std::nullopt)->id);
  NoteProblem(step, Purpose::kDraft, "", HttpAnswer());
  step.state.problem->text = "problem.draft-gone";
  step.state.problem->retry = false;
}

// Whether whoever is here may go on with it. When the session of the one whose it is has ended, it waits until they
// have identified, and act for the same person, again.
bool IsTheirs(Step& step, const Json& snapshot) {
  State& state = step.state;
  const Identity& identity = state.identity;
  const std::string& user = snapshot["user"].AsString();
  const std::string& person = snapshot["person"].AsString();
  const std::optional<Person>& acting_for = identity.acting_for;
  if (user.empty()) return !acting_for || acting_for->relation == "self";
  if (!identity.identified) {
    state.visit.user = user;
    state.visit.person = person;
    state.visit.ended = true;
    Show(step, Screen::kEnded, true);
    return false;
  }
  if (user != identity.user || !acting_for) return false;
  if (person == acting_for->id) return true;
  const bool may = std::any_of(identity.may_act_for.begin(), identity.may_act_for.end(),
                               [&](const Person& one) { return one.id == person; });
  if (may && snapshot["ended"].AsBool() && !identity.service) ActFor(step, person);
  return false;
}

// Who came to act for somebody else meanwhile finds the service that they had chosen, and nothing more.
void KeepService(Step& step, const Json& snapshot) {
  State& state = step.state;
  const Json& booking = snapshot["booking"];
  const std::string& user = snapshot["user"].AsString();
  if (!state.identity.acting_for || !(user.empty() || user == state.identity.user)) return;
  if (!booking.IsObject() || booking.Has("moving") || snapshot["screen"].AsString().empty()) return;
  state.booking.service = booking["service"].AsString();
  ShowAgain(step, PathOf(state, Screen::kSlots));
}

Json FillingJson(const Filling& filling) {
  Json json = Json::MakeObject(
      {{"questionnaire", filling.questionnaire}, {"page", filling.page}, {"session", filling.session->Snapshot()}});
  Json drafts = Json::MakeObject();
  for (const auto& [key, text] : filling.drafts) drafts.Set(key, text);
  json.Set("drafts", std::move(drafts));
  if (!filling.draft.empty()) json.Set("draft", filling.draft);
  if (filling.terms.sent) {
    json.Set("appointment", filling.appointment);
    json.Set("reviewing", filling.reviewing);
    json.Set("key", filling.key);
    if (filling.prefilled) json.Set("prefilled", FormatInstant(*filling.prefilled));
  }
  return json;
}

std::string Written(const State& state, Screen shown, bool booking) {
  // Whose it is, also when the session has ended meanwhile.
  Json snapshot = Json::MakeObject(
      {{"v", 1}, {"user", state.visit.user}, {"person", state.visit.person}, {"ended", state.visit.ended}});
  snapshot.Set("locale", state.ChosenLocale());
  const Json& unopened = state.unopened;
  if (state.filling.session) snapshot.Set("filling", FillingJson(state.filling));
  if (unopened.IsObject()) snapshot.Set("filling", unopened["filling"]);
  if (booking) snapshot.Set("booking", BookingJson(state.booking));
  snapshot.Set("municipality", unopened.IsObject() ? unopened["municipality"] : Json(state.municipality));
  if (unopened.Has("reach")) {
    snapshot.Set("reach", unopened["reach"]);
  } else if (state.reach != Reach()) {
    snapshot.Set("reach",
                 Json::MakeObject({{"cannotSpeak", state.reach.cannot_speak}, {"language", state.reach.language}}));
  }
  const bool form = shown == Screen::kQuestion || shown == Screen::kPlace || shown == Screen::kResult ||
                    shown == Screen::kEmergency || shown == Screen::kReview;
  const bool books = booking && (shown == Screen::kCheck || shown == Screen::kSlots);
  const std::string before = unopened["screen"].AsString();
  snapshot.Set("screen", form || books ? PathOf(state, shown) : before);
  return WriteJson(snapshot);
}

}  // namespace

Result<Json> ReadSnapshot(std::string_view text) {
  return ParseJson(text, {.max_bytes = std::size_t{4} << 20, .max_depth = 64});
}

std::string DraftText(const State& state) {
  const bool there =
      state.screen == Screen::kQuestion || state.screen == Screen::kPlace || state.screen == Screen::kReview;
  return Written(state, there ? state.screen : Screen::kQuestion, false);
}

std::string Snapshot(const State& state) {
  if (state.shared_device) return std::string(kSharedDevice);
  // Of a booking for several, or of a move of which one half is done, nothing is resumed: what there is, is asked.
  const bool whole = state.booking.along.empty() && state.booking.swap == Swap::kNone;
  // Whoever is on the way to identify comes back to where they were.
  const bool away = state.screen == Screen::kPersons || state.screen == Screen::kEnded;
  const Screen shown = away ? state.after_identify : state.screen;
  const bool searches = shown == Screen::kSlots && !state.booking.service.empty();
  const bool booking = (state.booking.chosen || searches) && whole;
  if (!state.filling.session && !state.unopened.IsObject() && !booking) return {};
  return Written(state, shown, booking);
}

std::string LocaleOfSnapshot(std::string_view snapshot) {
  const Result<Json> json = ReadSnapshot(snapshot);
  return json.ok() ? (*json)["locale"].AsString() : std::string();
}

namespace {

void TakeOver(Step& step) {
  State& state = step.state;
  const Result<Json> snapshot = ReadSnapshot(state.resume);
  // What cannot be read, or belongs to another person, is not taken over.
  if (!snapshot.ok() || (*snapshot)["v"].AsInt() != 1 || state.filling.session || !IsTheirs(step, *snapshot)) {
    if (state.visit.ended || step.effects.Waiting(Purpose::kActFor)) return;
    state.resume.clear();
    if (state.continued) return TellOfNothing(step);
    if (snapshot.ok() && !state.filling.session) KeepService(step, *snapshot);
    return;
  }
  const std::string path = (*snapshot)["screen"].AsString();
  if (std::optional<BookingFlow> booking = ReadBooking((*snapshot)["booking"])) {
    booking->person = PersonOf(state);
    state.booking = *std::move(booking);
    WatchHold(step);
  }
  const Json& filling = (*snapshot)["filling"];
  if (!filling.IsObject()) {
    state.resume.clear();
    return ShowAgain(step, path);
  }
  const std::string id = filling["questionnaire"].AsString();
  if (id.empty()) {
    state.resume.clear();
    return;
  }
  const Json* resource = FindQuestionnaire(step, id);
  state.resume.clear();
  if (resource == nullptr) {
    // However long the form takes, and if it never comes: the answers are there.
    state.unopened = *snapshot;
    state.unopened.Erase("booking");
    return;
  }
  if (!BeginFilling(step, *resource, &filling["session"])) {
    state.filling = Filling();
    if (state.continued) TellOfNothing(step);
    return;
  }
  state.filling.questionnaire = id;
  const auto pages = static_cast<std::int64_t>(PagesOf(*state.filling.session).size());
  const std::int64_t page = filling["page"].AsInt().value_or(0);
  state.filling.page = page >= 0 && page < pages ? static_cast<int>(page) : 0;
  for (const Json::Member& draft : filling["drafts"].Members()) {
    state.filling.drafts[draft.key] = draft.value.AsString();
  }
  state.filling.appointment = filling["appointment"].AsString();
  state.filling.reviewing = filling["reviewing"].AsBool();
  state.filling.draft = filling["draft"].AsString();
  if (state.continued) state.filling.continued = std::exchange(state.continued, std::nullopt)->authored;
  state.filling.dropped = !state.filling.session->dropped().empty();
  state.filling.key = filling["key"].AsString();
  if (const Result<Instant> at = ParseInstant(filling["prefilled"].AsString()); at.ok()) state.filling.prefilled = *at;
  state.municipality = (*snapshot)["municipality"].AsString();
  state.reach = {(*snapshot)["reach"]["cannotSpeak"].AsBool(), (*snapshot)["reach"]["language"].AsString()};
  const Outcome outcome = OutcomeOf(state);
  state.urgency = outcome.complete || outcome.danger ? outcome.urgency : "";
  state.need = outcome.need;
  ShowAgain(step, path);
}

}  // namespace

bool ResumeWaits(const State& state, const Effects& effects) {
  if (state.resume.empty()) return false;
  if (!state.identity.known || state.screen == Screen::kLoading || effects.Waiting(Purpose::kActFor)) return true;
  // Times can be shown of a service whose rules are here.
  const bool rules_come = effects.Waiting(Purpose::kServices) || effects.Waiting(Purpose::kPermissions);
  if (!rules_come) return false;
  const Result<Json> snapshot = ReadSnapshot(state.resume);
  return snapshot.ok() && (*snapshot)["booking"].IsObject();
}

void Resume(Step& step) {
  if (step.state.resume.empty() || ResumeWaits(step.state, step.effects)) return;
  TakeOver(step);
  OpenWanted(step);
}

bool IsUnopened(const State& state, std::string_view questionnaire) {
  return state.unopened.IsObject() && state.unopened["filling"]["questionnaire"].AsString() == questionnaire;
}

void OpenKept(Step& step) {
  step.state.resume = WriteJson(std::exchange(step.state.unopened, Json()));
  Resume(step);
}

void LeaveUnopened(State& state) {
  if (std::exchange(state.unopened, Json()).IsObject()) state.continued.reset();
}

}  // namespace eteinen::app
