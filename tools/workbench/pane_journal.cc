#include "tools/workbench/pane_journal.h"

#include <algorithm>

#include "tools/cli/command.h"
#include "tools/workbench/json_lines.h"
#include "tools/workbench/replay.h"

namespace eteinen::workbench {
namespace {

constexpr std::size_t kMostShown = 400;  // characters of a line: bodies of answers are long

void AddPart(const std::string& title, const Json& part, std::vector<std::string>& lines) {
  lines.push_back("▸ " + title);
  for (std::string line : LinesOf(part)) {
    if (line.size() > kMostShown) {
      std::size_t cut = kMostShown;
      while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;  // not within a letter
      line = line.substr(0, cut) + " … (" + std::to_string(line.size()) + " bytes)";
    }
    lines.push_back("    " + line);
  }
}

bool IsPlainName(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

const std::vector<Step>& JournalPane::StepsOf(const Shared& shared) const {
  return replayed_.empty() ? shared.desk.steps() : replayed_;
}

void JournalPane::Draw(Shared& shared) {
  DrawButtons(shared);
  DrawFiles(shared);
  Say(told_, failed_ ? Tone::kBad : Tone::kGood);
  const std::vector<Step>& steps = StepsOf(shared);
  const float width = ImGui::GetContentRegionAvail().x;
  if (ImGui::BeginChild("steps", {width * 0.36f, 0}, true)) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(steps.size()));
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        const Step& step = steps[static_cast<std::size_t>(i)];
        const std::string label = std::to_string(i) + "  " + (step.from_shell ? "↩ " : "→ ") + step.summary;
        if (shared.controls.Row("step." + std::to_string(i), label, static_cast<std::size_t>(i) == chosen_)) {
          LookAt(shared, static_cast<std::size_t>(i));
        }
      }
    }
  }
  ImGui::EndChild();
  ImGui::SameLine();
  if (ImGui::BeginChild("step", {0, 0}, true)) DrawStep(shared);
  ImGui::EndChild();
}

void JournalPane::DrawButtons(Shared& shared) {
  Controls& controls = shared.controls;
  const std::size_t count = StepsOf(shared).size();
  if (controls.Button("journal.back", "← step") && chosen_ > 0) LookAt(shared, chosen_ - 1);
  ImGui::SameLine();
  if (controls.Button("journal.forward", "step →") && chosen_ + 1 < count) LookAt(shared, chosen_ + 1);
  ImGui::SameLine();
  if (controls.Button("journal.now", "Now", !shared.in_past)) {
    replayed_.clear();
    if (!shared.desk.steps().empty()) LookAt(shared, shared.desk.steps().size() - 1);
    shared.in_past = false;
  }
  ImGui::SameLine();
  if (controls.Button("journal.record", "Record anew")) {
    replayed_.clear();
    chosen_ = 0;
    shared.in_past = false;
    shared.desk.Start(shared.desk.view().locale().empty() ? "fi" : shared.desk.view().locale());
  }
  ImGui::SameLine();
  Say(std::to_string(count) + " messages" + (shared.desk.full() ? ", no more are kept" : "") +
          (replayed_.empty() ? "" : ", from the file") +
          (shared.in_past ? "; Preview shows the view after step " + std::to_string(chosen_) : ""),
      Tone::kQuiet);
}

void JournalPane::DrawFiles(Shared& shared) {
  Controls& controls = shared.controls;
  controls.Line("journal.file", "messages", file_, 16);
  ImGui::SameLine();
  if (controls.Button("journal.save", "Save")) {
    const Status saved = WriteFile(file_, MessagesOf(shared.desk.steps()));
    failed_ = !saved.ok();
    told_ = failed_ ? saved.error().path + ": " + saved.error().message
                    : file_ + " is saved. As text: build/native/bin/eteinen app < " + file_;
  }
  ImGui::SameLine();
  if (controls.Button("journal.replay", "Replay")) Replay();
  ImGui::SameLine();
  controls.Line("journal.name", "test case", case_name_, 10);
  ImGui::SameLine();
  if (controls.Button("journal.case", "Make a test case")) MakeCase(shared);
  ImGui::SameLine();
  if (controls.Button("journal.cases", "Run all cases")) RunCases(shared);
}

void JournalPane::LookAt(Shared& shared, std::size_t step) {
  chosen_ = step;
  of_ = ~std::uint64_t{0};
  shared.in_past = replayed_.empty();
  shared.replayed_step = step;
}

void JournalPane::Replay() {
  const Result<std::string> text = cli::ReadFile(file_);
  Result<std::vector<Step>> steps = text.ok() ? ReplayMessages(*text) : Result<std::vector<Step>>(text.error());
  failed_ = !steps.ok();
  told_ = failed_ ? file_ + ": " + steps.error().message : std::to_string(steps->size()) + " messages were replayed";
  if (failed_) return;
  replayed_ = std::move(steps).value();
  chosen_ = 0;
  of_ = ~std::uint64_t{0};
}

void JournalPane::MakeCase(Shared& shared) {
  failed_ = true;
  if (!IsPlainName(case_name_)) {
    told_ = "a case is named with small letters, digits and \"-\"";
    return;
  }
  const std::string file = shared.content.folders.replays + "/" + case_name_ + ".json";
  const Status written = WriteFile(file, WriteJson(CaseOf(case_name_, shared.desk, shared.clock.Now())) + "\n");
  failed_ = !written.ok();
  told_ = failed_ ? file + ": " + written.error().message : file + " is written; the workbench's tests run it";
}

void JournalPane::RunCases(Shared& shared) {
  const Folders& folders = shared.content.folders;
  const Result<std::vector<std::string>> names = cli::ListFiles(folders.replays, ".json");
  failed_ = !names.ok();
  told_ = failed_ ? names.error().path + ": " + names.error().message : "";
  for (const std::string& name : failed_ ? std::vector<std::string>{} : *names) {
    const Result<std::string> text = cli::ReadFile(folders.replays + "/" + name);
    const Result<Json> recorded = text.ok() ? ParseJson(*text) : Result<Json>(text.error());
    const std::vector<std::string> differences = recorded.ok() ? RunCase(*recorded, folders.assets, folders.i18n)
                                                               : std::vector<std::string>{recorded.error().message};
    failed_ = failed_ || !differences.empty();
    told_ += (differences.empty() ? "✓ " : "✗ ") + name + "\n";
    for (const std::string& difference : differences) told_ += "    " + difference + "\n";
  }
}

void JournalPane::DrawStep(Shared& shared) {
  const std::vector<Step>& steps = StepsOf(shared);
  if (chosen_ >= steps.size()) return Say("No message yet.", Tone::kQuiet);
  const std::uint64_t wanted = chosen_ + (replayed_.empty() ? shared.desk.steps().front().now.seconds : 0);
  if (of_ != wanted || lines_.empty()) {
    of_ = wanted;
    const Step& step = steps[chosen_];
    lines_.clear();
    AddPart("event", step.message["event"], lines_);
    AddPart("effects", step.reply["effects"], lines_);
    AddPart(step.reply["view"].Has("root") ? "view, whole" : "view, patch", step.reply["view"], lines_);
    if (!step.reply["error"].IsNull()) AddPart("error", step.reply["error"], lines_);
  }
  Say(FormatInstant(steps[chosen_].now) + "  " + steps[chosen_].summary, Tone::kNotice);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(lines_.size()));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      ImGui::TextUnformatted(lines_[static_cast<std::size_t>(i)].c_str());
    }
  }
}

}  // namespace eteinen::workbench
