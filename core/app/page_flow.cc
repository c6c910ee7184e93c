#include "core/app/flow.h"

namespace eteinen::app {
namespace {

void LoadPages(Step& step) {
  if (step.state.content.pages || step.effects.Waiting(Purpose::kPages)) return;
  step.effects.Http(Purpose::kPages, "", false, "GET", "/content/pages.json");
}

}  // namespace

const Json* OpenedPage(const State& state) {
  if (!state.content.pages) return nullptr;
  for (const Json& page : (*state.content.pages)["pages"].Items()) {
    if (page["id"].AsString() == state.page) return &page;
  }
  return nullptr;
}

void OpenMore(Step& step) {
  LoadPages(step);
  Show(step, Screen::kMore);
}

void OpenPage(Step& step, const std::string& id) {
  step.state.page = id;
  LoadPages(step);
  Show(step, Screen::kPage);
}

void OnPages(Step& step, const HttpAnswer& answer) {
  if (answer.Success()) {
    Result<Json> pack = ParseJson(answer.body);
    if (pack.ok() && (*pack)["pages"].IsArray()) {
      step.state.content.pages = *std::move(pack);
      // The address named a page that is not there.
      if (step.state.screen == Screen::kPage && OpenedPage(step.state) == nullptr) Show(step, Screen::kMore, true);
      return;
    }
  }
  if (step.state.screen == Screen::kMore || step.state.screen == Screen::kPage) {
    NoteProblem(step, Purpose::kPages, "", answer);
  }
}

void SetSharedDevice(Step& step, bool shared) {
  step.state.shared_device = shared;
  if (!shared) return;
  step.state.stored.clear();
  step.effects.Send("erase", {{"all", Json(true)}});
}

}  // namespace eteinen::app
