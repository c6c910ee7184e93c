#include "tools/workbench/pane_decision.h"

#include "core/form/plain_answer.h"
#include "tools/workbench/json_lines.h"
#include "tools/workbench/terms_list.h"

namespace eteinen::workbench {
namespace {

// "opens-in-time  opensAt 2026-11-25T08:00:00+02:00": a reason's code and what it speaks of.
std::string Told(const Json& reason) {
  std::string text = reason["code"].AsString();
  for (const auto& [key, value] : reason.Members()) {
    if (key == "code" || (value.IsObject() && value.Members().empty())) continue;
    text += "   " + key + " " + (value.IsString() ? value.AsString() : WriteJson(value));
  }
  return text;
}

}  // namespace

void DecisionPane::Draw(Shared& shared) {
  if (DrawMatter(shared, "decision")) stale_ = true;
  Refresh(shared);
  const float width = ImGui::GetContentRegionAvail().x;
  if (ImGui::BeginChild("urgency", {width * 0.48f, 0}, true)) {
    DrawUrgency(shared);
    DrawWhatIf(shared);
  }
  ImGui::EndChild();
  ImGui::SameLine();
  if (ImGui::BeginChild("channels", {0, 0}, true)) {
    DrawMatterChoice(shared);
    DrawChannels(shared);
  }
  ImGui::EndChild();
}

void DecisionPane::Refresh(Shared& shared) {
  OpenForm* form = shared.form.get();
  if (form != nullptr && form->filled() != nullptr && (opened_ != shared.opened || revision_ != form->revision())) {
    opened_ = shared.opened;
    revision_ = form->revision();
    stale_ = true;
    changes_.clear();
    problem_.clear();
    FilledForm& filled = *form->filled();
    const Result<form::Assessment> assessment = form::Assess(filled.rules, filled.session(), form->start().language);
    assessment_ = assessment.ok() ? *assessment : form::Assessment{};
    if (!assessment.ok()) problem_ = assessment.error().message;
    Result<std::vector<form::WhatIf>> changes = form::WhatWouldChange(filled.session(), filled.rules, form->start());
    if (changes.ok()) changes_ = std::move(changes).value();
    if (!assessment_.urgency.empty()) {
      urgency_ = assessment_.urgency;
      need_ = assessment_.need;
    }
  }
  if (!stale_ || !shared.content.directory) return;
  stale_ = false;
  const Result<channels::Request> request = channels::ReadRequest(shared.matter.RecommendLine(urgency_, need_));
  if (!request.ok()) {
    channels_ = Json();
    problem_ = request.error().path + ": " + request.error().message;
    return;
  }
  const channels::Directory& directory = *shared.content.directory;
  channels_ = channels::ToJson(directory, channels::Recommend(directory, *request), *request);
}

void DecisionPane::DrawUrgency(Shared& shared) {
  Say(problem_, Tone::kBad);
  if (shared.form == nullptr || shared.form->filled() == nullptr) {
    return Say("No questionnaire is open: choose one in the pane Questionnaire.", Tone::kQuiet);
  }
  Title(shared.form->file().id);
  if (assessment_.urgency.empty()) {
    Say("Nothing is certain yet. Still possible: " + std::string(form::kUrgencies[assessment_.gravest_possible]),
        Tone::kWarning);
  } else {
    ImGui::PushFont(shared.fonts.heading);
    Say(assessment_.urgency + " · " + assessment_.need, Tone::kStrong);
    ImGui::PopFont();
    Say(assessment_.title.text);
  }
  for (const form::Rule& rule : shared.form->filled()->rules) {
    if (rule.id != assessment_.rule) continue;
    if (shared.controls.Row("decision.rule", "» by the rule " + rule.id + (rule.danger ? " (danger sign)" : ""),
                            false)) {
      if (const Json* id = rule.definition) {
        shared.go_to = form::PathOf(shared.form->filled()->questionnaire.json(), *id);
        shared.shown = PaneKind::kQuestionnaire;
      }
    }
    Say(rule.condition, Tone::kQuiet);
  }
  Title("Because of these answers");
  for (const form::Because& because : assessment_.because) {
    Say("• " + because.link_id + " = " + WriteJson(form::PlainAnswer(because.answer)) + "   (" + because.rule + ")");
  }
  if (!assessment_.unanswered.empty()) {
    Title("Not yet answered");
    for (const std::string& link_id : assessment_.unanswered) Say("○ " + link_id, Tone::kQuiet);
  }
  DrawAsText(shared, "decision.assess", "assess", AssessLine(shared));
}

void DecisionPane::DrawWhatIf(Shared& shared) {
  Title("What would have to be different");
  if (changes_.empty()) Say("No single answer leads elsewhere.", Tone::kQuiet);
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const form::WhatIf change = changes_[i];
    const std::string answer = WriteJson(form::PlainAnswer(change.answers));
    if (shared.controls.Row(
            "whatif." + std::to_string(i),
            change.link_id + " = " + answer + "  →  " + change.urgency + " " + change.need + "  (" + change.rule + ")",
            false)) {
      (void)shared.form->Answer(change.link_id, {}, change.answers).ok();
      return;
    }
  }
}

void DecisionPane::DrawMatterChoice(Shared& shared) {
  std::size_t urgency = IndexOf(UrgencyNames(), urgency_);
  if (shared.controls.Choose("decision.urgency", "urgency", UrgencyNames(), urgency, 9)) {
    urgency_ = UrgencyNames()[urgency];
    stale_ = true;
  }
  ImGui::SameLine();
  std::size_t need = IndexOf(NeedNames(), need_);
  if (shared.controls.Choose("decision.need", "need", NeedNames(), need, 11)) {
    need_ = NeedNames()[need];
    stale_ = true;
  }
}

void DecisionPane::DrawChannels(Shared& shared) {
  Title("Recommended, best first");
  int place = 0;
  for (const Json& channel : channels_["channels"].Items()) {
    const bool open = channel["openNow"].AsBool();
    Say(std::to_string(++place) + ". " + channel["id"].AsString() + "  " + channel["number"].AsString() +
            (open ? "  ● open now" : "  ○ closed"),
        open ? Tone::kGood : Tone::kWarning);
    for (const Json& reason : channel["because"].Items()) Say("      " + Told(reason));
  }
  Title("Dropped, and by which rule");
  for (const Json& channel : channels_["excluded"].Items()) {
    Say("✗ " + channel["id"].AsString(), Tone::kBad);
    for (const Json& reason : channel["because"].Items()) Say("      " + Told(reason));
  }
  DrawAsText(shared, "decision.recommend", "recommend", shared.matter.RecommendLine(urgency_, need_));
}

Json DecisionPane::AssessLine(Shared& shared) const {
  Json answers = Json::MakeObject();
  for (const form::ItemState& state : shared.form->filled()->session().Enabled()) {
    if (state.read_only || state.answers.Items().empty()) continue;
    answers.Set(state.link_id, form::PlainAnswer(state.answers));
  }
  Json line = Json::MakeObject({{"questionnaire", shared.form->file().id}});
  line.Set("answers", std::move(answers));
  line.Set("person", shared.matter.person);
  line.Set("now", FormatInstant(shared.matter.now));
  line.Set("whatIf", true);
  return line;
}

}  // namespace eteinen::workbench
