#include "tools/workbench/controls.h"

#include <imgui_stdlib.h>

namespace eteinen::workbench {
namespace {

// What ImGui knows a widget by: its own name, not its label, which may be there twice.
std::string Id(const std::string& label, const std::string& name) { return label + "###" + name; }

}  // namespace

ImVec4 ColourOf(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return {0.05f, 0.05f, 0.05f, 1};
    case Tone::kQuiet:
      return {0.36f, 0.36f, 0.38f, 1};
    case Tone::kGood:
      return {0.00f, 0.42f, 0.31f, 1};  // bluish green
    case Tone::kNotice:
      return {0.00f, 0.36f, 0.60f, 1};  // blue
    case Tone::kWarning:
      return {0.53f, 0.36f, 0.00f, 1};  // orange
    case Tone::kBad:
      return {0.72f, 0.29f, 0.00f, 1};  // vermilion
    case Tone::kStrong:
      return {0.52f, 0.22f, 0.42f, 1};  // reddish purple
  }
  return {0, 0, 0, 1};
}

ImVec4 FillOf(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return {1, 1, 1, 1};
    case Tone::kQuiet:
      return {0.90f, 0.90f, 0.91f, 1};
    case Tone::kGood:
      return {0.45f, 0.82f, 0.70f, 1};
    case Tone::kNotice:
      return {0.56f, 0.80f, 0.95f, 1};
    case Tone::kWarning:
      return {0.97f, 0.85f, 0.45f, 1};
    case Tone::kBad:
      return {0.96f, 0.66f, 0.45f, 1};
    case Tone::kStrong:
      return {0.90f, 0.70f, 0.83f, 1};
  }
  return {1, 1, 1, 1};
}

void Say(const std::string& text, Tone tone) {
  if (text.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(tone));
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

void Title(const std::string& text) {
  ImGui::Spacing();
  Say(text, Tone::kNotice);
  ImGui::Separator();
}

bool Controls::Button(const std::string& name, const std::string& label, bool chosen) {
  if (chosen) ImGui::PushStyleColor(ImGuiCol_Button, FillOf(Tone::kNotice));
  // What is chosen has a frame too, not a colour alone.
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, chosen ? 2.0f : 1.0f);
  const bool pressed = ImGui::Button(Id(label, name).c_str());
  ImGui::PopStyleVar();
  if (chosen) ImGui::PopStyleColor();
  Mark(name);
  return pressed;
}

bool Controls::Check(const std::string& name, const std::string& label, bool& value) {
  const bool changed = ImGui::Checkbox(Id(label, name).c_str(), &value);
  Mark(name);
  return changed;
}

bool Controls::Row(const std::string& name, const std::string& label, bool chosen, int depth) {
  const float step = ImGui::GetFontSize();
  if (depth > 0) ImGui::Indent(step * static_cast<float>(depth));
  const bool pressed = ImGui::Selectable(Id(label, name).c_str(), chosen);
  Mark(name);
  if (depth > 0) ImGui::Unindent(step * static_cast<float>(depth));
  return pressed;
}

bool Controls::Line(const std::string& name, const std::string& label, std::string& text, float width) {
  if (width > 0) ImGui::SetNextItemWidth(width * ImGui::GetFontSize());
  const bool entered = ImGui::InputText(Id(label, name).c_str(), &text, ImGuiInputTextFlags_EnterReturnsTrue);
  const bool left = ImGui::IsItemDeactivatedAfterEdit();
  Mark(name);
  return entered || left;
}

bool Controls::Text(const std::string& name, std::string& text, float lines) {
  const float height = ImGui::GetTextLineHeight() * lines + 2 * ImGui::GetStyle().FramePadding.y;
  const bool changed = ImGui::InputTextMultiline(Id("", name).c_str(), &text, {-1, height});
  Mark(name);
  return changed;
}

bool Controls::Choose(const std::string& name, const std::string& label, const std::vector<std::string>& options,
                      std::size_t& index, float width) {
  if (width > 0) ImGui::SetNextItemWidth(width * ImGui::GetFontSize());
  const bool open = ImGui::BeginCombo(Id(label, name).c_str(), index < options.size() ? options[index].c_str() : "");
  Mark(name);
  if (!open) return false;
  bool changed = false;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!Row(name + "." + std::to_string(i), options[i], i == index)) continue;
    changed = changed || i != index;
    index = i;
  }
  ImGui::EndCombo();
  return changed;
}

void Controls::Mark(const std::string& name) {
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  places_[name] = {{(low.x + high.x) / 2, (low.y + high.y) / 2}, ImGui::IsItemVisible()};
  if (sought_ != name) return;
  ImGui::SetScrollHereY();
  if (ImGui::GetScrollMaxX() > 0) ImGui::SetScrollHereX();
  sought_.clear();
}

const Controls::Place* Controls::Find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &found->second;
}

}  // namespace eteinen::workbench
