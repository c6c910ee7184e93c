#include "tools/workbench/draw.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <string_view>

namespace eteinen::workbench {
namespace {

const std::string& Text(const Json& node, std::string_view field) { return node[field].AsString(); }

bool Lists(const Json& node, std::string_view field, std::string_view word) {
  const Json::Array& words = node[field].Items();
  return std::any_of(words.begin(), words.end(), [word](const Json& each) { return each.AsString() == word; });
}

bool Can(const Json& node, std::string_view what) { return Lists(node, "can", what); }
bool Is(const Json& node, std::string_view what) { return Lists(node, "is", what); }

// A field's value for showing: texts as they are, numbers as they were written.
std::string Shown(const Json& value) { return value.IsNumber() ? value.NumberSource() : value.AsString(); }

// What a tone of the view looks like on the desk.
Tone ToneOf(std::string_view tone) {
  if (tone == "error" || tone == "danger") return Tone::kBad;
  if (tone == "warning" || tone == "soon") return Tone::kWarning;
  if (tone == "ok" || tone == "success") return Tone::kGood;
  return Tone::kNotice;
}

void Hint(const std::string& text) { Say(text, Tone::kQuiet); }

}  // namespace

void Painter::Draw(const ViewTree& view, Desk& desk, Controls& controls) {
  if (view.empty()) return;
  desk_ = &desk;
  controls_ = &controls;
  Node(view.root(), nullptr);
  desk_ = nullptr;
  controls_ = nullptr;
}

void Painter::Children(const Json& node, const Json* question) {
  for (const Json& child : node["children"].Items()) Node(child, question);
}

void Painter::Heading(const std::string& text) {
  if (text.empty()) return;
  ImGui::PushFont(fonts_.heading);
  Say(text);
  ImGui::PopFont();
}

void Painter::Node(const Json& node, const Json* question) {
  const std::string& role = Text(node, "role");
  ImGui::PushID(Text(node, "key").c_str());
  if (role == "heading") {
    Hint(Text(node, "caption"));
    Heading(Text(node, "text"));
  } else if (role == "text") {
    if (Text(node, "style") == "hint" || Text(node, "style") == "small") {
      Hint(Text(node, "text"));
    } else {
      Say(Text(node, "text"));
    }
  } else if (role == "list") {
    for (const Json& item : node["children"].Items()) {
      ImGui::Bullet();
      ImGui::SameLine();
      Say(Text(item, "text"));
    }
  } else if (role == "notice" || role == "care-card" || role == "emergency" || role == "error-summary" ||
             role == "card" || role == "channel-card") {
    Boxed(node);
  } else if (role == "progress") {
    const float share = static_cast<float>(node["value"].AsInt().value_or(0)) / 100.0f;
    ImGui::ProgressBar(share, {-1, 0}, Text(node, "text").c_str());
  } else if (role == "question") {
    Question(node);
  } else if (role == "choice") {
    Choice(node, question == nullptr ? node : *question);
  } else if (role == "field") {
    Field(node);
  } else if (role == "select") {
    Select(node);
  } else if (role == "action" || role == "link" || role == "person" || role == "slot" || role == "slot-day") {
    Button(node);
  } else if (role == "summary-row") {
    Hint(Text(node, "text"));
    Say(Text(node, "value"));
    Children(node);
    ImGui::Separator();
  } else if (role == "badge") {
    Say(Text(node, "text"), ToneOf(Text(node, "tone")));
  } else if (role == "loading") {
    Hint(Text(node, "text"));
  } else {  // page, banner, footer, form, group, summary-list, slot-list: what they hold, under their text
    if (role == "footer") ImGui::Separator();
    Heading(Text(node, "text"));
    Children(node);
    if (role == "banner") ImGui::Separator();
  }
  ImGui::PopID();
}

void Painter::Boxed(const Json& node) {
  const std::string tone = Text(node, "role") == "emergency" || Text(node, "role") == "error-summary"
                               ? std::string("error")
                               : Text(node, "tone");
  ImGui::Spacing();
  ImGui::BeginGroup();
  ImGui::Indent(10);
  const std::string& title = Text(node, "title");
  if (!title.empty()) Say(title, ToneOf(tone));
  Say(Text(node, "text"));
  Hint(Text(node, "number"));
  Hint(Text(node, "hint"));
  Children(node);
  ImGui::Unindent(10);
  ImGui::EndGroup();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const float thickness = Is(node, "first") || Is(node, "selected") ? 5.0f : 3.0f;
  ImGui::GetWindowDrawList()->AddLine(low, {low.x, high.y}, ImGui::GetColorU32(ColourOf(ToneOf(tone))), thickness);
  ImGui::Spacing();
}

void Painter::Question(const Json& node) {
  if (Is(node, "heading")) {
    Heading(Text(node, "text"));
  } else {
    Say(Text(node, "text"));
  }
  Hint(Text(node, "hint"));
  Say(Text(node, "error"), Tone::kBad);
  Children(node, &node);
}

void Painter::Choice(const Json& node, const Json& question) {
  const std::string& key = Text(question, "key");
  bool checked = Is(node, "checked");
  ImGui::BeginDisabled(Is(node, "disabled"));
  if (Text(node, "kind") == "checkbox") {
    if (ImGui::Checkbox(Text(node, "text").c_str(), &checked)) {
      Json chosen = Json::MakeArray();
      for (const Json& each : question["children"].Items()) {
        const bool is_this = Text(each, "key") == Text(node, "key");
        if (is_this ? checked : Is(each, "checked")) chosen.Append(Text(each, "value"));
      }
      desk_->Set(key, std::move(chosen));
    }
  } else if (ImGui::RadioButton(Text(node, "text").c_str(), checked)) {
    desk_->Set(key, Text(node, "value"));
  }
  controls_->Mark("view." + Text(node, "key"));
  ImGui::EndDisabled();
  Hint(Text(node, "hint"));
}

void Painter::Field(const Json& node) {
  const std::string& key = Text(node, "key");
  Say(Text(node, "text"));
  Hint(Text(node, "hint"));
  Say(Text(node, "error"), Tone::kBad);
  // What is being typed stands here until the field is left; the core's value never overwrites it under the hand.
  const auto typed = drafts_.find(key);
  std::string text = typed == drafts_.end() ? Shown(node["value"]) : typed->second;
  ImGui::BeginDisabled(Is(node, "read-only"));
  const bool changed = Text(node, "kind") == "textarea" ? ImGui::InputTextMultiline("##value", &text)
                                                        : ImGui::InputText("##value", &text);
  controls_->Mark("view." + key);
  ImGui::EndDisabled();
  if (changed) drafts_[key] = text;
  if (ImGui::IsItemDeactivatedAfterEdit()) desk_->Set(key, text);
  if (ImGui::IsItemDeactivated()) drafts_.erase(key);
  if (const std::string& unit = Text(node, "unit"); !unit.empty()) {
    ImGui::SameLine();
    ImGui::TextUnformatted(unit.c_str());
  }
}

void Painter::Select(const Json& node) {
  Say(Text(node, "text"));
  Hint(Text(node, "hint"));
  Say(Text(node, "error"), Tone::kBad);
  std::string shown;
  for (const Json& option : node["options"].Items()) {
    if (Text(option, "value") == Shown(node["value"])) shown = Text(option, "text");
  }
  if (!ImGui::BeginCombo("##value", shown.c_str())) return;
  for (const Json& option : node["options"].Items()) {
    const bool selected = Text(option, "value") == Shown(node["value"]);
    if (ImGui::Selectable(Text(option, "text").c_str(), selected)) {
      desk_->Set(Text(node, "key"), Text(option, "value"));
    }
  }
  ImGui::EndCombo();
}

// Everything that is pressed. A link that leads out of the page is shown with its address and does nothing here.
void Painter::Button(const Json& node) {
  const bool selected = Is(node, "selected") || Is(node, "pressed") || Text(node, "style") == "primary";
  if (selected) ImGui::PushStyleColor(ImGuiCol_Button, FillOf(Tone::kNotice));
  ImGui::BeginDisabled(!Can(node, "press") || Is(node, "disabled") || Is(node, "busy"));
  if (ImGui::Button(Text(node, "text").c_str())) desk_->Press(Text(node, "key"));
  controls_->Mark("view." + Text(node, "key"));
  ImGui::EndDisabled();
  if (selected) ImGui::PopStyleColor();
  if (const std::string& address = Text(node, "href"); !address.empty()) {
    ImGui::SameLine();
    Hint(address);
  }
  Hint(Text(node, "hint"));
  Children(node);
}

}  // namespace eteinen::workbench
