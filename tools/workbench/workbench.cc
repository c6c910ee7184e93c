#include "tools/workbench/workbench.h"

#include <cstdio>
#include <utility>

namespace eteinen::workbench {
namespace {

constexpr const char* kFontFile = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
constexpr float kTextSize = 17;
constexpr float kHeadingSize = 23;

// Latin with Finnish and Swedish letters, Cyrillic, Arabic, punctuation, arrows, signs.
const ImWchar kLetters[] = {0x0020, 0x024F, 0x0370, 0x052F, 0x0600, 0x06FF, 0x2010, 0x205E, 0x20AC, 0x20AC, 0x2190,
                            0x21FF, 0x2200, 0x22FF, 0x25A0, 0x25FF, 0x2600, 0x26FF, 0x2700, 0x27BF, 0};

}  // namespace

Fonts SetLook(float scale) {
  ImGui::StyleColorsLight();
  ImGuiStyle& style = ImGui::GetStyle();
  style.FrameRounding = 3;
  style.FrameBorderSize = 1;
  style.Colors[ImGuiCol_Text] = ColourOf(Tone::kPlain);
  style.Colors[ImGuiCol_TextDisabled] = ColourOf(Tone::kQuiet);
  style.Colors[ImGuiCol_Header] = FillOf(Tone::kNotice);
  style.Colors[ImGuiCol_NavHighlight] = ColourOf(Tone::kBad);
  style.Colors[ImGuiCol_Button] = FillOf(Tone::kQuiet);
  style.Colors[ImGuiCol_PlotHistogram] = FillOf(Tone::kGood);
  style.ScaleAllSizes(scale);
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  std::FILE* file = std::fopen(kFontFile, "rb");
  if (file == nullptr) {
    ImFont* font = atlas->AddFontDefault();
    return {font, font};
  }
  std::fclose(file);
  return {atlas->AddFontFromFileTTF(kFontFile, kTextSize * scale, nullptr, kLetters),
          atlas->AddFontFromFileTTF(kFontFile, kHeadingSize * scale, nullptr, kLetters)};
}

Workbench::Workbench(const Folders& folders, Clock real_clock, const std::function<Http(Clock)>& http,
                     std::string locale)
    : shared_(folders, std::move(real_clock), http) {
  shared_.desk.Start(std::move(locale));
}

void Workbench::Frame(float width, float height) {
  shared_.controls.NewFrame();
  shared_.desk.Turn();
  const ImGuiWindowFlags fixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  if (ImGui::Begin("workbench", nullptr, fixed)) {
    DrawTabs();
    DrawFaults();
    ImGui::PushID(static_cast<int>(shared_.shown));
    switch (shared_.shown) {
      case PaneKind::kPreview:
        preview_.Draw(shared_);
        break;
      case PaneKind::kQuestionnaire:
        questionnaire_.Draw(shared_);
        break;
      case PaneKind::kDecision:
        decision_.Draw(shared_);
        break;
      case PaneKind::kWeek:
        week_.Draw(shared_);
        break;
      case PaneKind::kProof:
        proof_.Draw(shared_);
        break;
      case PaneKind::kJournal:
        journal_.Draw(shared_);
        break;
    }
    ImGui::PopID();
  }
  ImGui::End();
}

// Ctrl and a digit shows a pane too.
void Workbench::DrawTabs() {
  for (std::size_t i = 0; i < kPanes; ++i) {
    const auto pane = static_cast<PaneKind>(i);
    const std::string name(Name(pane));
    if (i > 0) ImGui::SameLine();
    const bool chosen = shared_.shown == pane;
    const bool key = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed('1' + static_cast<int>(i), false);
    if (shared_.controls.Button("pane." + name, std::to_string(i + 1) + " " + name, chosen) || key) {
      shared_.shown = pane;
    }
  }
  ImGui::SameLine();
  Say("  Ctrl+1…6 · Tab, arrows and Enter", Tone::kQuiet);
  ImGui::Separator();
}

// Files that cannot be used are named on every pane until they can.
void Workbench::DrawFaults() {
  const std::vector<Fault>& faults = shared_.content.faults;
  if (faults.empty()) return;
  Say("✗ " + std::to_string(faults.size()) + " faults in the content", Tone::kBad);
  for (std::size_t i = 0; i < faults.size() && i < 5; ++i) {
    const Fault& fault = faults[i];
    const std::string label =
        fault.file + ":" + std::to_string(fault.line) + "  " + fault.path + "  " + fault.code + ": " + fault.message;
    if (!shared_.controls.Row("content-fault." + std::to_string(i), label, false)) continue;
    if (const auto form = shared_.content.FindForm(fault.file)) {
      shared_.Open(*form);
      shared_.go_to = fault.path;
      shared_.shown = PaneKind::kQuestionnaire;
    }
  }
  ImGui::Separator();
}

}  // namespace eteinen::workbench
