#include "core/app/screen.h"
#include "core/app/symptoms.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

Node ChoicesOf(const Scene& scene, const SymptomGroup& group) {
  Node question = Node(Role::kQuestion, group.key)
                      .Text(group.text.text.empty() ? scene.Say("symptoms.found") : group.text.text)
                      .Can("set");
  if (!group.text.text.empty() && group.text.language != text::LanguageOf(scene.locale())) {
    question.With("lang", group.text.language);
  }
  for (const Json* entry : group.entries) {
    const std::string& id = (*entry)["id"].AsString();
    const form::LocalText title = form::Localised(*entry, "title", scene.locale(), (*entry)["language"].AsString());
    Node choice = Node(Role::kChoice, "symptoms." + id)
                      .Text(title.text)
                      .With("kind", "checkbox")
                      .With("value", id)
                      .Is("checked", scene.state.IsChosenSymptom(id))
                      .Can("set");
    if (title.language != text::LanguageOf(scene.locale())) choice.With("lang", title.language);
    question.Add(std::move(choice));
  }
  return question;
}

}  // namespace

Nodes SymptomsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "symptoms.title"));
  const State& state = scene.state;
  if (!state.content.questionnaire_list) {
    if (scene.effects.Waiting(Purpose::kQuestionnaireList)) nodes.push_back(Loading(scene, "loading.questions"));
    return nodes;
  }
  const Json& list = *state.content.questionnaire_list;
  const std::vector<SymptomGroup> groups = SymptomGroups(list, state.search, scene.locale(), state.chosen_symptoms);
  if (!state.symptoms_error.empty()) {
    Node summary = Node(Role::kErrorSummary, "errors").With("title", scene.Say("error.summary"));
    summary.Add(Node(Role::kLink, "errors.symptoms")
                    .Text(scene.Say(state.symptoms_error, {{"most", kMostSymptoms}}))
                    .With("target", groups.empty() ? "symptoms.search" : groups.front().key));
    nodes.push_back(std::move(summary));
  }
  nodes.push_back(Paragraph("symptoms.hint", scene.Say("symptoms.hint", {{"most", kMostSymptoms}}), "hint"));
  nodes.push_back(Node(Role::kField, "symptoms.search")
                      .Text(scene.Say("symptoms.search"))
                      .Hint(scene.Say("symptoms.search.hint"))
                      .With("kind", "search")
                      .With("value", state.search)
                      .Can("set"));
  Node form(Role::kForm, "form");
  for (const SymptomGroup& group : groups) form.Add(ChoicesOf(scene, group));
  if (groups.empty()) form.Add(Paragraph("symptoms.nothing", scene.Say("symptoms.nothing")));
  const bool waiting = scene.effects.Waiting(Purpose::kQuestionnaire);
  form.Add(Button("form.submit", scene.Say("action.continue"), "primary").Is("submit").Is("busy", waiting));
  nodes.push_back(std::move(form));
  // Whoever finds no name for it is led on all the same.
  if (!GeneralSymptom(list).empty()) {
    nodes.push_back(Button("symptoms.other", scene.Say("symptoms.other"), "tile")
                        .Hint(scene.Say("symptoms.other.hint"))
                        .With("icon", "symptom"));
  }
  return nodes;
}

}  // namespace eteinen::app
