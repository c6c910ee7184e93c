// How long one is here: the end of the session is told well before it comes, and whoever identifies again finds
// everything as it was. Other tabs, and the app around a web view, tell what they have changed.
#include <algorithm>
#include <optional>

#include "core/app/flow.h"
#include "core/text/catalog.h"

namespace eteinen::app {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kAgainSeconds = 30;
constexpr std::string_view kByHost = "host";  // a departure on which the app around the web view was asked to go

Json SessionHeaders() { return Json::MakeObject({{"x-eteinen", "1"}, {"content-type", "application/json"}}); }

void AskAgainIn(Step& step, std::int64_t seconds) {
  step.effects.Void(Purpose::kSessionTimer);
  step.effects.Timer(Purpose::kSessionTimer, "", std::max<std::int64_t>(seconds, 1) * kSecond);
}

// The address to which another server sends the resident back. The entry for chats has one alone: what is opened in it
// stands in the part that no server sees (web/CHAT.md).
std::string ReturnAddress(const State& state) {
  Screen screen = state.after_identify;
  if (screen == Screen::kChannel) screen = state.handover.from;
  if (state.entry != "chat") return PathOf(state, screen);
  const bool matter = screen == Screen::kContact && !state.need.empty();
  const std::string path = matter ? "/chat/" + state.need : PathOf(state, screen);
  return path == "/" ? "/chat.html" : "/chat.html#at=" + path;
}

}  // namespace

bool MayComeBackTo(Screen screen) {
  return screen != Screen::kPersons && screen != Screen::kEnded && screen != Screen::kOtherWays &&
         screen != Screen::kLoading;
}

void WatchSession(Step& step) {
  const Identity& identity = step.state.identity;
  step.effects.Void(Purpose::kSessionTimer);
  step.state.visit.warned = false;
  if (!identity.identified || !identity.timing) return;
  AskAgainIn(step, identity.timing->left - identity.timing->warn);
}

// The answer to a look at the clock: is it time to tell, or has something else moved the end?
void LookAtSession(Step& step) {
  State& state = step.state;
  if (!state.identity.timing) return;
  const Timing& timing = *state.identity.timing;
  if (timing.left > timing.warn) return WatchSession(step);
  AskAgainIn(step, timing.left + 1);
  if (state.visit.warned) return;
  state.visit.warned = true;
  // One key goes on: the button has the focus.
  step.focus = timing.most > timing.left ? "session.extend" : "session.warning";
  const text::Texts texts(state.content.catalogs, state.locale);
  step.effects.Send("announce", {{"text", Json(texts.Text("session.warning.title"))}, {"assertive", Json(true)}});
}

void OnSessionTimer(Step& step) {
  Visit& visit = step.state.visit;
  // Whoever is at work is not asked whether they are still there.
  if (visit.active && !visit.warned) return ExtendSession(step, "by-itself");
  LookForSession(step, "clock");
}

void ExtendSession(Step& step, const std::string& why) {
  step.state.visit.active = false;
  if (step.effects.Waiting(Purpose::kExtendSession)) return;
  std::optional<Problem>& problem = step.state.problem;
  if (problem && problem->purpose == Purpose::kExtendSession) problem.reset();
  step.effects.Http(Purpose::kExtendSession, why, false, "POST", "/session/extend", SessionHeaders());
}

void LookForSession(Step& step, const std::string& why) {
  step.effects.Void(Purpose::kSession);
  step.effects.Http(Purpose::kSession, why, false, "GET", "/session");
}

void OnNoSessionAnswer(Step& step, Purpose purpose, const std::string& why, const HttpAnswer& answer) {
  if (RefusalCode(answer.body) == "not-identified") return EndVisit(step);
  // Whoever asked for more time may ask again until the end that they were told.
  if (purpose == Purpose::kExtendSession && why.empty()) return NoteProblem(step, purpose, why, answer);
  // When the end was told and nobody knows whether it has come, it has.
  if (step.state.visit.warned) return EndVisit(step);
  AskAgainIn(step, kAgainSeconds);
}

void EndVisit(Step& step) {
  State& state = step.state;
  if (MayComeBackTo(state.screen)) state.after_identify = state.screen;
  step.effects.VoidPersonal();
  step.effects.Void(Purpose::kSessionTimer);
  ForgetIdentity(state);
  state.visit.warned = false;
  state.visit.ended = true;
  Show(step, Screen::kEnded, true);
}

void ForgetVisit(Step& step) {
  State& state = step.state;
  ForgetPersonal(step);
  step.effects.Void(Purpose::kSessionTimer);
  state.visit = Visit();
  state.after_identify = Screen::kStart;
  state.resume.clear();
  state.stored.clear();
  step.effects.Send("erase", {{"all", Json(true)}});
}

void TellTabs(Step& step, std::string_view what) {
  step.effects.Send("tell-tabs", {{"message", Json::MakeObject({{"m", what}})}});
}

void Depart(Step& step, const std::string& path) {
  State& state = step.state;
  if (step.effects.Waiting(Purpose::kDeparture)) return;
  state.problem.reset();
  // Other servers refuse frames, and in a frame of another site there is no cookie to come back with.
  if (state.framed) {
    const bool identifies = path == "/session/identify";
    return step.effects.Send(
        "open", {{"href", Json(identifies ? ReturnAddress(state) : "/chat.html#at=/persons")}, {"window", Json(true)}});
  }
  const Json body = Json::MakeObject({{"returnTo", ReturnAddress(state)}});
  step.effects.Http(Purpose::kDeparture, path, false, "POST", path, SessionHeaders(), WriteJson(body));
}

void OnDeparture(Step& step, const std::string& path, const HttpAnswer& answer) {
  State& state = step.state;
  if (path == kByHost) {
    if (answer.failure == Failure::kUnsupported || answer.failure == Failure::kDenied) {
      state.host_request.clear();
      ShowNotice(step, "no-browser");
    }
    return;
  }
  const Result<Json> told = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  const std::string href = told.ok() ? (*told)["href"].AsString() : std::string();
  if (href.empty()) {
    if (RefusalCode(answer.body) == "not-identified") return EndVisit(step);
    return NoteProblem(step, Purpose::kDeparture, path, answer);
  }
  if (state.entry != "webview" || !state.host) return step.effects.Send("open", {{"href", Json(href)}});
  // Not in the web view: the app opens the system's browser, and tells when it comes back.
  state.host_request = step.uid;
  step.effects.Ask("host", Purpose::kDeparture, std::string(kByHost),
                   {{"message", Json::MakeObject({{"m", "auth.start"},
                                                  {"p", Json::MakeObject({{"href", href}, {"request", step.uid}})}})}});
}

void OnHost(Step& step, const HostMessage& host) {
  State& state = step.state;
  if (host.method != "auth.done" || state.host_request.empty() || host.request != state.host_request) return;
  state.host_request.clear();
  step.effects.Void(Purpose::kDeparture);
  if (host.outcome == "identified") return LookForSession(step, "host");
  if (host.outcome == "failed") ShowNotice(step, "not-identified");
}

void OnTabs(Step& step, const TabsMessage& tabs) {
  // What the other tab says is only a reason to ask the one who knows.
  if (step.state.identity.known) LookForSession(step, tabs.what == "signed-out" ? "signed-out" : "tabs");
}

void ShowNotice(Step& step, std::string_view word) {
  OpenPersons(step);
  Problem problem;
  problem.text = "notice." + std::string(word);
  step.state.problem = std::move(problem);
  step.focus = "problem";
}

void OpenOtherWays(Step& step) {
  LoadContent(step);
  Show(step, Screen::kOtherWays);
}

void LeaveEndedVisit(Step& step) {
  const State& state = step.state;
  if (!state.visit.ended || state.identity.identified) return;
  const bool waits = state.screen == Screen::kEnded || state.screen == Screen::kPersons ||
                     state.screen == Screen::kOtherWays || state.screen == Screen::kLoading;
  if (waits) return;
  const std::string path = PathOf(state);
  ForgetVisit(step);
  // What is left of where the resident was going; the start when that is nothing.
  OnNavigate(step, Navigate{path, false});
}

}  // namespace eteinen::app
