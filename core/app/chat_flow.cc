// The entry for chats: it opens at the question what the matter is, and leads on from there.
#include "core/app/flow.h"

namespace eteinen::app {

void BeginChat(Step& step, std::string_view need_word) {
  State& state = step.state;
  const std::optional<channels::Need> need = channels::ParseNeed(need_word);
  if (!need) return OpenStart(step);
  const std::optional<channels::Directory>& directory = state.content.directory;
  const bool waiting = step.effects.Waiting(Purpose::kDirectory) || step.effects.Waiting(Purpose::kBuiltInDirectory);
  if (!directory && waiting) {
    state.need = need_word;  // the directory, when it comes, goes on from here
    return;
  }
  if (!directory) return OpenSymptoms(step);
  const channels::NeedRules& rules = directory->needs[static_cast<std::size_t>(*need)];
  if (!rules.assessment.empty()) return OpenQuestionnaire(step, rules.assessment);
  if (rules.about_health) return OpenSymptoms(step);
  state.need = need_word;
  state.urgency = channels::Name(directory->contact_urgency);
  if (state.identity.acting_for && state.municipality.empty()) {
    state.municipality = state.identity.acting_for->municipality;
  }
  Show(step, Screen::kContact);
}

}  // namespace eteinen::app
