// What the engine behind the backend can do. Asked once; until the answer is there, and when there is none, the app
// keeps to what most engines can.
#include "core/app/booking_reading.h"
#include "core/app/flow.h"

namespace eteinen::app {

void LoadEngine(Step& step) {
  if (step.state.engine.known || step.effects.Waiting(Purpose::kEngine)) return;
  step.effects.Http(Purpose::kEngine, "", false, "GET", "/fhir/metadata");
}

void OnEngine(Step& step, const HttpAnswer& answer) {
  const std::optional<Engine> engine = answer.Success() ? ReadEngine(answer.body) : std::nullopt;
  if (!engine) return;
  step.state.engine = *engine;
  AskForWishes(step);
}

}  // namespace eteinen::app
