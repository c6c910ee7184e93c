#include "tools/workbench/script.h"

#include <cstdlib>

namespace eteinen::workbench {
namespace {

// The bytes of the letter that begins here.
std::size_t LetterLength(unsigned char first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

int KeyOf(const std::string& name) {
  const ImGuiIO& io = ImGui::GetIO();
  if (name == "tab") return io.KeyMap[ImGuiKey_Tab];
  if (name == "enter") return io.KeyMap[ImGuiKey_Enter];
  if (name == "space") return io.KeyMap[ImGuiKey_Space];
  if (name == "down") return io.KeyMap[ImGuiKey_DownArrow];
  if (name == "up") return io.KeyMap[ImGuiKey_UpArrow];
  if (name == "end") return io.KeyMap[ImGuiKey_End];
  if (name == "all") return io.KeyMap[ImGuiKey_A];
  return name.empty() ? -1 : static_cast<unsigned char>(name.back());  // "ctrl-3"
}

}  // namespace

void Script::Feed(Controls& controls) {
  if (at_ >= steps_.size()) {
    ++idle_;
    return;
  }
  const ScriptStep& step = steps_[at_];
  bool finished = false;
  switch (step.kind) {
    case ScriptStep::Kind::kClick:
      finished = Click(controls, step.what);
      break;
    case ScriptStep::Kind::kType:
      finished = Type(step.what);
      break;
    case ScriptStep::Kind::kKey:
      finished = Key(step.what);
      break;
    case ScriptStep::Kind::kWait:
      finished = phase_ >= std::atoi(step.what.c_str());
      break;
  }
  ++phase_;
  if (!finished) return;
  ++at_;
  phase_ = 0;
  typed_ = 0;
}

// Brings it into sight, goes there, presses, lets go: a frame each.
bool Script::Click(Controls& controls, const std::string& name) {
  ImGuiIO& io = ImGui::GetIO();
  const Controls::Place* place = controls.Find(name);
  if (place == nullptr || !place->visible) {
    if (phase_ % 2 == 0) controls.Seek(name);
    if (phase_ < kPatienceFrames) return false;
    if (missing_.empty()) missing_ = name;
    return true;
  }
  if (phase_ < kPatienceFrames) phase_ = kPatienceFrames;  // it was found: the press begins
  const int pressing = phase_ - kPatienceFrames;
  io.MousePos = place->middle;
  io.MouseDown[0] = pressing == 2;
  return pressing >= 3;
}

bool Script::Type(const std::string& text) {
  if (typed_ >= text.size()) return true;
  const std::size_t length = LetterLength(static_cast<unsigned char>(text[typed_]));
  ImGui::GetIO().AddInputCharactersUTF8(text.substr(typed_, length).c_str());
  typed_ += length;
  return typed_ >= text.size();
}

bool Script::Key(const std::string& name) {
  ImGuiIO& io = ImGui::GetIO();
  const int key = KeyOf(name);
  if (key < 0 || key >= 512) return true;
  const bool down = phase_ == 0;
  io.KeysDown[key] = down;
  io.KeyCtrl = down && (name.starts_with("ctrl-") || name == "all");
  return phase_ >= 1;
}

}  // namespace eteinen::workbench
