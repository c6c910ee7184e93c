#include "tools/workbench/pane_questionnaire.h"

#include <imgui_stdlib.h>

#include <algorithm>

#include "core/fhir/element.h"
#include "core/fhirpath/model.h"
#include "core/form/plain_answer.h"
#include "tools/workbench/graph.h"
#include "tools/workbench/json_lines.h"

namespace eteinen::workbench {
namespace {

constexpr double kPause = 0.4;  // seconds without a key after which an edit is tried
constexpr double kCasesMs = 4;  // of a frame, for golden cases
constexpr float kTreeShare = 0.42f;

const form::Item& At(const OpenForm& form, int item) {
  return form.filled()->questionnaire.items()[static_cast<std::size_t>(item)];
}

int DepthOf(const form::Questionnaire& questionnaire, int item) {
  int depth = 0;
  for (int up = questionnaire.items()[static_cast<std::size_t>(item)].parent; up >= 0;
       up = questionnaire.items()[static_cast<std::size_t>(up)].parent) {
    ++depth;
  }
  return depth;
}

std::string ValueOf(const form::ItemState& state) {
  return state.answers.Items().empty() ? "" : WriteJson(form::PlainAnswer(state.answers));
}

}  // namespace

void QuestionnairePane::Draw(Shared& shared) {
  DrawHead(shared);
  if (shared.form == nullptr) return Say("Choose a questionnaire.", Tone::kQuiet);
  DrawFaults(shared);
  OpenForm& form = *shared.form;
  if (form.filled() == nullptr) return;
  if (opened_ != shared.opened) Choose(0, -1);
  opened_ = shared.opened;
  if (shared.go_to) GoTo(shared);
  form.Work(kCasesMs);
  Refresh(shared);
  const float width = ImGui::GetContentRegionAvail().x;
  if (ImGui::BeginChild("tree", {width * kTreeShare, 0}, true)) graph_ ? DrawGraph(shared) : DrawTree(shared);
  ImGui::EndChild();
  ImGui::SameLine();
  if (ImGui::BeginChild("item", {0, 0}, true)) {
    DrawItem(shared);
    DrawExpressions(shared);
    DrawChanges(shared);
  }
  ImGui::EndChild();
}

void QuestionnairePane::Choose(int item, int rule) {
  item_ = item;
  rule_ = rule;
  stale_ = true;
  answer_draft_of_ = -1;
}

// Chooses what stands at a path: an item, or the rule or item that an expression belongs to.
void QuestionnairePane::GoTo(Shared& shared) {
  const std::string path = *shared.go_to;
  shared.go_to.reset();
  if (path.empty()) return;
  for (const form::Edge& edge : shared.form->edges()) {
    const bool inside = edge.path == path || edge.path.starts_with(path + ".") ||
                        (!edge.path.empty() && path.starts_with(edge.path + "."));
    if (inside) Choose(edge.reader, edge.rule);
  }
  const form::Questionnaire& questionnaire = shared.form->filled()->questionnaire;
  for (std::size_t i = 0; i < questionnaire.items().size(); ++i) {
    const std::string place = form::PathOf(questionnaire.json(), *questionnaire.items()[i].definition);
    if (path == place || path.starts_with(place + ".")) Choose(static_cast<int>(i), -1);
  }
}

void QuestionnairePane::Refresh(Shared& shared) {
  OpenForm& form = *shared.form;
  if (!stale_ && revision_ == form.revision()) return;
  stale_ = false;
  revision_ = form.revision();
  const form::Questionnaire& questionnaire = form.filled()->questionnaire;
  const int count = static_cast<int>(questionnaire.items().size());
  if (item_ >= count || rule_ >= static_cast<int>(form.filled()->rules.size())) item_ = 0, rule_ = -1;
  std::vector<std::vector<form::ItemState>> enabled(questionnaire.items().size());
  for (form::ItemState& state : form.filled()->session().Enabled()) {
    enabled[static_cast<std::size_t>(state.item)].push_back(std::move(state));
  }
  lines_.clear();
  for (int i = 0; i < count; ++i) {
    const form::Item& item = At(form, i);
    const std::string text = item.link_id + "  " + questionnaire.TextOf(i, form.start().language).text;
    Line line{i, {}, DepthOf(questionnaire, i), false, text, ""};
    for (const form::ItemState& state : enabled[static_cast<std::size_t>(i)]) {
      line.at = state.at;
      line.asked = true;
      line.value = ValueOf(state);
      lines_.push_back(line);
    }
    if (!line.asked) lines_.push_back(line);
  }
  const Result<form::Assessment> assessment =
      form::Assess(form.filled()->rules, form.filled()->session(), form.start().language);
  decides_ = assessment.ok() ? assessment->rule : "";
  holds_.clear();
  for (const form::Rule& rule : form.filled()->rules) {
    const Result<Json> value = form.filled()->session().Evaluate(rule.condition);
    holds_.push_back(value.ok() && value->Items().size() == 1 && value->Items().front().AsBool());
  }
  explained_.clear();
  for (const Line& line : lines_) {
    if (line.item != item_) continue;
    const Result<Json> why = form.filled()->session().Explain(At(form, item_).link_id, line.at);
    explained_ = why.ok() ? LinesOf(*why) : std::vector<std::string>{why.error().message};
    break;
  }
}

void QuestionnairePane::DrawHead(Shared& shared) {
  std::vector<std::string> names;
  std::size_t chosen = shared.content.forms.size();
  for (std::size_t i = 0; i < shared.content.forms.size(); ++i) {
    names.push_back(shared.content.forms[i].id);
    if (shared.form != nullptr && shared.form->file().file == shared.content.forms[i].file) chosen = i;
  }
  if (shared.controls.Choose("form", "questionnaire", names, chosen, 16)) shared.Open(chosen);
  if (shared.form == nullptr) return;
  ImGui::SameLine();
  if (shared.controls.Button("form.tree", "Tree", !graph_)) graph_ = false;
  ImGui::SameLine();
  if (shared.controls.Button("form.graph", "Graph", graph_)) graph_ = true;
  ImGui::SameLine();
  if (shared.controls.Button("form.clear", "Clear answers")) (void)shared.form->AnswerAll(Json::MakeObject()).ok();
  if (shared.form->edited()) {
    ImGui::SameLine();
    if (shared.controls.Button("form.save", "Save to the file")) {
      const Status saved = shared.form->Save();
      problem_ = saved.ok() ? "" : saved.error().path + ": " + saved.error().message;
    }
    ImGui::SameLine();
    if (shared.controls.Button("form.revert", "Undo the edits")) {
      shared.form->Revert();
      drafts_.clear();
    }
  }
  Say(problem_, Tone::kBad);
}

void QuestionnairePane::DrawFaults(Shared& shared) {
  const std::vector<Fault>& faults = shared.form->faults();
  if (faults.empty()) return;
  Title("✗ " + std::to_string(faults.size()) + " faults in " + shared.form->file().file);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const Fault& fault = faults[i];
    const std::string place = "line " + std::to_string(fault.line) + (fault.path.empty() ? "" : "  " + fault.path);
    if (shared.controls.Row("fault." + std::to_string(i), place + "  " + fault.code + ": " + fault.message, false)) {
      shared.go_to = fault.path;
    }
  }
}

// ● answered, ○ asked, · not asked.
void QuestionnairePane::DrawTree(Shared& shared) {
  for (const Line& line : lines_) {
    const std::string sign = !line.asked ? "·" : line.value.empty() ? "○" : "●";
    std::string name = "item." + At(*shared.form, line.item).link_id;
    for (const int index : line.at) name += "." + std::to_string(index);
    const Tone tone = !line.asked ? Tone::kQuiet : line.value.empty() ? Tone::kPlain : Tone::kGood;
    ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(tone));
    const std::string value = line.value.empty() ? "" : "  = " + line.value;
    if (shared.controls.Row(name, sign + " " + line.label + value, line.item == item_, line.depth)) {
      Choose(line.item, -1);
    }
    ImGui::PopStyleColor();
  }
  const std::vector<form::Rule>& rules = shared.form->filled()->rules;
  if (!rules.empty()) Title("Rules: ✓ holds, » decides");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool decides = rules[i].id == decides_;
    const bool holds = i < holds_.size() && holds_[i];
    const std::string urgency(form::kUrgencies[rules[i].urgency]);
    ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(decides ? Tone::kBad : holds ? Tone::kGood : Tone::kQuiet));
    if (shared.controls.Row("rule." + rules[i].id,
                            std::string(decides ? "» "
                                        : holds ? "✓ "
                                                : "· ") +
                                rules[i].id + "  " + urgency + " " + rules[i].need +
                                (rules[i].danger ? "  danger" : ""),
                            static_cast<int>(i) == rule_)) {
      Choose(-1, static_cast<int>(i));
    }
    ImGui::PopStyleColor();
  }
}

void QuestionnairePane::DrawGraph(Shared& shared) {
  std::vector<GraphNode> nodes;
  const OpenForm& form = *shared.form;
  const std::vector<form::Item>& items = shared.form->filled()->questionnaire.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    GraphNode node{"item." + items[i].link_id, items[i].link_id, Tone::kQuiet, "", static_cast<int>(i) == item_};
    for (const Line& line : lines_) {
      if (line.item != static_cast<int>(i) || !line.asked) continue;
      node.tone = line.value.empty() ? Tone::kPlain : Tone::kGood;
      node.second = line.value;
    }
    nodes.push_back(std::move(node));
  }
  const std::vector<form::Rule>& rules = shared.form->filled()->rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool holds = i < holds_.size() && holds_[i];
    nodes.push_back({"rule." + rules[i].id, rules[i].id,
                     rules[i].id == decides_ ? Tone::kBad
                     : holds                 ? Tone::kGood
                                             : Tone::kQuiet,
                     std::string(form::kUrgencies[rules[i].urgency]), static_cast<int>(i) == rule_});
  }
  std::vector<GraphEdge> edges;
  for (const form::Edge& edge : form.edges()) {
    const int to = edge.rule >= 0 ? static_cast<int>(items.size()) + edge.rule : edge.reader;
    for (const int from : edge.reads) {
      if (to >= 0) edges.push_back({from, to});
    }
  }
  const int pressed = DrawGraphOf(shared.controls, nodes, edges);
  if (pressed >= static_cast<int>(items.size())) {
    Choose(-1, pressed - static_cast<int>(items.size()));
  } else if (pressed >= 0) {
    Choose(pressed, -1);
  }
}

void QuestionnairePane::DrawItem(Shared& shared) {
  if (item_ < 0) return;
  const form::Item& item = At(*shared.form, item_);
  Title(item.link_id);
  Say(shared.form->filled()->questionnaire.TextOf(item_, shared.form->start().language).text);
  for (const Line& line : lines_) {
    if (line.item == item_) DrawAnswer(shared, line);
  }
  Title("Why it is as it is");
  for (const std::string& line : explained_) Say(line);
  Title("What reads it");
  for (const form::Edge& edge : shared.form->edges()) {
    if (!std::binary_search(edge.reads.begin(), edge.reads.end(), item_)) continue;
    const std::string who = edge.rule >= 0     ? "rule " + edge.name
                            : edge.reader >= 0 ? At(*shared.form, edge.reader).link_id
                                               : "the form";
    if (shared.controls.Row("reader." + who + "." + edge.path, "→ " + who + "  (" + edge.by + ")", false)) {
      Choose(edge.reader, edge.rule);
      break;
    }
  }
}

void QuestionnairePane::DrawAnswer(Shared& shared, const Line& line) {
  const form::Item& item = At(*shared.form, line.item);
  if (!item.IsQuestion()) return;
  if (!line.asked) return Say("not asked", Tone::kQuiet);
  const Result<form::ItemState> state = shared.form->filled()->session().StateOf(item.link_id, line.at);
  if (!state.ok()) return;
  if (state->read_only) return Say("calculated: " + (line.value.empty() ? "–" : line.value), Tone::kNotice);
  if (item.type == form::ItemType::kBoolean) {
    for (const bool value : {true, false}) {
      const std::string word = value ? "true" : "false";
      if (shared.controls.Button("answer." + word, word, line.value == word)) {
        (void)shared.form->Answer(item.link_id, line.at, Json::MakeArray({Json::MakeObject({{"valueBoolean", value}})}))
            .ok();
      }
      ImGui::SameLine();
    }
    ImGui::NewLine();
    return;
  }
  if (!item.options.empty()) return DrawOptions(shared, item, *state);
  if (answer_draft_of_ != line.item) answer_draft_ = line.value;
  answer_draft_of_ = line.item;
  shared.controls.Line("answer", "answer", answer_draft_, 16);
  if (!ImGui::IsItemEdited()) return;
  const bool number = item.type == form::ItemType::kInteger || item.type == form::ItemType::kDecimal;
  const Result<Json> parsed = number ? ParseJson(answer_draft_.empty() ? "null" : answer_draft_)
                                     : Result<Json>(answer_draft_.empty() ? Json() : Json(answer_draft_));
  if (!parsed.ok()) return;
  const Result<Json> answers = form::AnswersFromPlain(item, *parsed, item.link_id);
  problem_ = answers.ok() ? "" : answers.error().message;
  if (answers.ok()) (void)shared.form->Answer(item.link_id, line.at, *answers).ok();
}

void QuestionnairePane::DrawOptions(Shared& shared, const form::Item& item, const form::ItemState& state) {
  const auto has = [&](const form::Option& option) {
    return std::any_of(state.answers.Items().begin(), state.answers.Items().end(), [&](const Json& answer) {
      const fhir::Choice choice = fhir::ChoiceOf(answer);
      return choice && (*choice.value)["code"] == (*option.value)["code"] &&
             (option.value->IsObject() || *choice.value == *option.value);
    });
  };
  for (std::size_t i = 0; i < item.options.size(); ++i) {
    const form::Option& option = item.options[i];
    bool chosen = has(option);
    const std::string code = option.value->IsObject() ? (*option.value)["code"].AsString() : WriteJson(*option.value);
    if (!shared.controls.Check("answer." + code, code + "  " + (*option.value)["display"].AsString(), chosen)) continue;
    Json answers = Json::MakeArray();
    for (const form::Option& other : item.options) {
      const bool kept = &other == &option
                            ? chosen
                            : item.repeats && has(other) && (!chosen || (!option.exclusive && !other.exclusive));
      if (kept) answers.Append(Json::MakeObject({{other.key, *other.value}}));
    }
    (void)shared.form->Answer(item.link_id, state.at, answers).ok();
    return;
  }
}

bool QuestionnairePane::Touches(const form::Edge& edge) const {
  return rule_ >= 0 ? edge.rule == rule_ : edge.rule < 0 && edge.reader == item_;
}

void QuestionnairePane::DrawExpressions(Shared& shared) {
  bool any = false;
  for (const form::Edge& edge : shared.form->edges()) {
    if (!Touches(edge)) continue;
    if (!any) Title("Conditions and expressions");
    any = true;
    DrawExpression(shared, edge);
  }
  if (draft_path_.empty() || ImGui::GetTime() - draft_since_ < kPause) return;
  const std::string path = draft_path_;
  draft_path_.clear();
  const Status edited = shared.form->Edit(path, drafts_[path]);
  problem_ = edited.ok() ? "" : edited.error().message;
}

void QuestionnairePane::DrawExpression(Shared& shared, const form::Edge& edge) {
  std::string what = edge.by + (edge.name.empty() ? "" : " " + edge.name) + "  reads";
  for (const int item : edge.reads) what += " " + At(*shared.form, item).link_id;
  Say(edge.everything ? what + " anything" : what, Tone::kQuiet);
  if (edge.by == "enableWhen" && edge.path.ends_with("]")) return Say(edge.text);
  const auto draft = drafts_.find(edge.path);
  std::string text = draft == drafts_.end() ? edge.text : draft->second;
  if (shared.controls.Text("expression." + edge.path, text, 3)) {
    drafts_[edge.path] = text;
    draft_path_ = edge.path;
    draft_since_ = ImGui::GetTime();
  }
  // Only whether it parses: names that the form knows are looked at when the edit is tried.
  const Result<fhirpath::Expression> compiled = fhirpath::Compile(text, {.model = &fhirpath::FullModel()});
  if (!compiled.ok() && compiled.error().kind == ErrorKind::kSyntax) {
    const std::string at = compiled.error().position ? " at " + std::to_string(*compiled.error().position) : "";
    Say("✗ " + compiled.error().message + at, Tone::kBad);
  }
}

void QuestionnairePane::DrawChanges(Shared& shared) {
  if (!shared.form->edited()) return;
  Title("What the edits change");
  if (shared.form->changes().empty()) Say("nothing with these answers", Tone::kQuiet);
  for (const std::string& change : shared.form->changes()) Say("• " + change, Tone::kStrong);
  Title("Golden cases: " + std::to_string(shared.form->cases_done()) + " of " + std::to_string(shared.form->cases()) +
        " looked at, " + std::to_string(shared.form->case_changes().size()) + " come out otherwise");
  for (const OpenForm::CaseChange& change : shared.form->case_changes()) {
    Say(std::string(change.right ? "✓ " : "✗ ") + change.name, change.right ? Tone::kGood : Tone::kBad);
    Say("    " + change.before + " → " + change.now);
  }
}

}  // namespace eteinen::workbench
