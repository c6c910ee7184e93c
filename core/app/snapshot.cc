#include "core/app/flow.h"
#include "core/app/outcome.h"

namespace eteinen::app {
namespace {

std::string PersonOf(const State& state) { return state.identity.acting_for ? state.identity.acting_for->id : ""; }

}  // namespace

std::string Snapshot(const State& state) {
  if (!state.filling.session) return {};
  Json snapshot = Json::MakeObject({{"v", 1}, {"person", PersonOf(state)}});
  Json filling = Json::MakeObject({{"questionnaire", state.filling.questionnaire},
                                   {"page", state.filling.page},
                                   {"session", state.filling.session->Snapshot()}});
  Json drafts = Json::MakeObject();
  for (const auto& [key, text] : state.filling.drafts) drafts.Set(key, text);
  filling.Set("drafts", std::move(drafts));
  snapshot.Set("filling", std::move(filling));
  snapshot.Set("municipality", state.municipality);
  snapshot.Set("screen", state.screen == Screen::kQuestion || state.screen == Screen::kPlace ||
                                 state.screen == Screen::kResult || state.screen == Screen::kEmergency
                             ? Json(PathOf(state))
                             : Json(""));
  return WriteJson(snapshot);
}

void Resume(Step& step) {
  State& state = step.state;
  if (state.resume.empty() || !state.identity.known || state.screen == Screen::kLoading) return;
  const Result<Json> snapshot = ParseJson(state.resume, {.max_bytes = std::size_t{4} << 20, .max_depth = 64});
  // What cannot be read, or belongs to another person, is not taken over.
  if (!snapshot.ok() || (*snapshot)["v"].AsInt() != 1 || (*snapshot)["person"].AsString() != PersonOf(state) ||
      state.filling.session) {
    state.resume.clear();
    return;
  }
  const Json& filling = (*snapshot)["filling"];
  const std::string id = filling["questionnaire"].AsString();
  if (id.empty()) {
    state.resume.clear();
    return;
  }
  const Json* resource = FindQuestionnaire(step, id);
  if (resource == nullptr) return;
  state.resume.clear();
  if (!BeginFilling(step, *resource, &filling["session"])) {
    state.filling = Filling();
    return;
  }
  state.filling.questionnaire = id;
  const auto pages = static_cast<std::int64_t>(PagesOf(*state.filling.session).size());
  const std::int64_t page = filling["page"].AsInt().value_or(0);
  state.filling.page = page >= 0 && page < pages ? static_cast<int>(page) : 0;
  for (const Json::Member& draft : filling["drafts"].Members()) {
    state.filling.drafts[draft.key] = draft.value.AsString();
  }
  state.municipality = (*snapshot)["municipality"].AsString();
  const Outcome outcome = OutcomeOf(state);
  state.urgency = outcome.complete || outcome.danger ? outcome.urgency : "";
  state.need = outcome.need;
  const std::string path = (*snapshot)["screen"].AsString();
  if (!path.empty() && state.screen == Screen::kStart) OnNavigate(step, Navigate{path, false});
}

}  // namespace eteinen::app
