#include <algorithm>

#include "core/app/flow.h"
#include "core/app/symptoms.h"
#include "core/base/utf8.h"
#include "core/text/catalog.h"

namespace eteinen::app {
namespace {

std::string Joined(const std::vector<std::string>& ids) {
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : "+") + id;
  return joined;
}

void Refuse(Step& step, std::string message) {
  step.state.symptoms_error = std::move(message);
  step.focus = "errors";
}

}  // namespace

void OpenSymptoms(Step& step) {
  State& state = step.state;
  state.search.clear();
  state.symptoms_error.clear();
  if (!state.content.questionnaire_list && !step.effects.Waiting(Purpose::kQuestionnaireList)) {
    step.effects.Http(Purpose::kQuestionnaireList, "", false, "GET", "/content/questionnaires.json");
  }
  Show(step, Screen::kSymptoms);
}

void SearchSymptoms(Step& step, const std::string& words) {
  constexpr std::size_t kLongestSearch = 100;
  State& state = step.state;
  state.search = Utf8Prefix(words, kLongestSearch);
  if (!state.content.questionnaire_list) return;
  // Nothing is searched for any more: what was said of it is taken back.
  if (state.search.empty()) return step.effects.Send("announce", {{"text", Json("")}});
  std::size_t found = 0;
  for (const SymptomGroup& group :
       SymptomGroups(*state.content.questionnaire_list, state.search, state.locale, state.chosen_symptoms)) {
    found += group.entries.size();
  }
  // What changed on the screen is told to those who do not see it.
  const text::Texts texts(state.content.catalogs, state.locale);
  step.effects.Send("announce", {{"text", Json(texts.Text("symptoms.count", {{"count", found}}))}});
}

void ChooseSymptoms(Step& step, const std::string& key, const Json& value) {
  State& state = step.state;
  if (!state.content.questionnaire_list) return;
  std::vector<std::string>& chosen = state.chosen_symptoms;
  for (const SymptomGroup& group :
       SymptomGroups(*state.content.questionnaire_list, state.search, state.locale, chosen)) {
    if (group.key != key) continue;
    for (const Json* entry : group.entries) {
      const std::string& id = (*entry)["id"].AsString();
      const Json::Array& values = value.Items();
      const bool wanted = std::find(values.begin(), values.end(), (*entry)["id"]) != values.end();
      const auto there = std::find(chosen.begin(), chosen.end(), id);
      if (wanted && there == chosen.end()) chosen.push_back(id);
      if (!wanted && there != chosen.end()) chosen.erase(there);
    }
  }
  state.symptoms_error.clear();
}

void SubmitSymptoms(Step& step, bool other) {
  State& state = step.state;
  if (!state.content.questionnaire_list) return;
  std::vector<std::string> wanted = state.chosen_symptoms;
  if (other) {
    if (std::string general = GeneralSymptom(*state.content.questionnaire_list); !general.empty()) {
      wanted.push_back(std::move(general));
    }
  }
  if (wanted.empty()) return Refuse(step, "symptoms.error.none");
  if (state.chosen_symptoms.size() > kMostSymptoms) return Refuse(step, "symptoms.error.many");
  state.symptoms_error.clear();
  OpenQuestionnaire(step, Joined(wanted));
}

}  // namespace eteinen::app
