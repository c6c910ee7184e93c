#include "tools/workbench/pane_proof.h"

#include <algorithm>

#include "tools/cli/command.h"
#include "tools/workbench/json_lines.h"
#include "tools/workbench/json_place.h"

namespace eteinen::workbench {
namespace {

constexpr int kLinesBefore = 4;
constexpr int kLinesShown = 14;

// The lines around a line, each with its number.
std::string Excerpt(const std::string& text, int line) {
  std::string excerpt;
  int number = 1;
  for (std::size_t begin = 0; begin < text.size() && number < line - kLinesBefore + kLinesShown; ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (number >= line - kLinesBefore) {
      excerpt +=
          (number == line ? "» " : "   ") + std::to_string(number) + "  " + text.substr(begin, end - begin) + "\n";
    }
    begin = end + 1;
  }
  return excerpt;
}

}  // namespace

void ProofPane::Draw(Shared& shared) {
  proof_.Turn();
  const Proof::Progress progress = proof_.progress();
  if (shared.controls.Button("proof.all", "Verify everything")) {
    proof_.Start(shared.content.folders, ToHelsinki(shared.matter.now).day, "");
  }
  ImGui::SameLine();
  if (shared.form != nullptr && shared.controls.Button("proof.form", "Only " + shared.form->file().id)) {
    proof_.Start(shared.content.folders, ToHelsinki(shared.matter.now).day, shared.form->file().file);
  }
  if (progress.running) {
    ImGui::SameLine();
    if (shared.controls.Button("proof.stop", "Stop")) proof_.Stop();
  }
  const float share = progress.all == 0 ? 0 : static_cast<float>(progress.done) / static_cast<float>(progress.all);
  const std::string told = std::to_string(progress.done) + " of " + std::to_string(progress.all) + " checks  " +
                           (progress.running ? progress.doing
                            : progress.began ? "done"
                                             : "not begun");
  ImGui::ProgressBar(share, {-1, 0}, told.c_str());
  shared.controls.Mark("proof.progress");
  if (seen_ != progress.done || progress.running) {
    seen_ = progress.done;
    report_ = proof_.report();
  }
  DrawCounts();
  Title(std::to_string(report_.findings.size()) + " findings");
  const float height = source_.empty() ? 0 : ImGui::GetContentRegionAvail().y * 0.5f;
  if (ImGui::BeginChild("findings", {0, height}, true)) {
    for (std::size_t i = 0; i < report_.findings.size(); ++i) DrawFinding(shared, i, report_.findings[i]);
    if (progress.began && !progress.running && report_.findings.empty()) Say("✓ nothing was found", Tone::kGood);
    Say("As text: build/native/bin/eteinen verify " + shared.content.folders.assets + " --cases " +
            shared.content.folders.cases,
        Tone::kQuiet);
  }
  ImGui::EndChild();
  DrawSource();
}

void ProofPane::DrawCounts() {
  Say("situations " + std::to_string(report_.states) + "   decisions " + std::to_string(report_.decisions) +
      "   worked out " + std::to_string(report_.evaluated));
  for (const Json::Member& member : report_.more) {
    if (member.value.IsObject()) Say(member.key + "  " + WriteJson(member.value), Tone::kQuiet);
  }
}

void ProofPane::DrawFinding(Shared& shared, std::size_t number, const cli::VerifyFinding& finding) {
  const std::string name = "finding." + std::to_string(number);
  if (shared.controls.Row(name, "✗ " + finding.code + "  " + finding.file + "  " + finding.path, false)) {
    ShowPlace(shared, finding);
  }
  Say("      " + finding.message);
  if (finding.replay.IsNull()) return;
  if (shared.controls.Button(name + ".replay", "Replay")) {
    shared.Replay(finding.replay);
    shared.shown = PaneKind::kDecision;
  }
}

void ProofPane::ShowPlace(Shared& shared, const cli::VerifyFinding& finding) {
  if (const auto form = shared.content.FindForm(finding.file)) {
    shared.Open(*form);
    shared.go_to = finding.path;
    shared.shown = PaneKind::kQuestionnaire;
    return;
  }
  const Result<std::string> text = cli::ReadFile(finding.file);
  source_name_ = finding.file;
  if (!text.ok()) {
    source_ = text.error().message;
    return;
  }
  const std::optional<JsonPlace> place = PlaceOf(*text, finding.path);
  source_ = Excerpt(*text, place ? LineOf(*text, place->begin) : 1);
}

void ProofPane::DrawSource() {
  if (source_.empty()) return;
  Title(source_name_);
  if (ImGui::BeginChild("source", {0, 0}, true)) Say(source_);
  ImGui::EndChild();
}

}  // namespace eteinen::workbench
