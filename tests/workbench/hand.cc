#include "tests/workbench/hand.h"

#include <gtest/gtest.h>

#include "tools/workbench/own_backend.h"

namespace eteinen::workbench {
namespace {

constexpr float kWidth = 1600;
constexpr float kHeight = 1000;
constexpr int kMostFrames = 1000;

Http MakeHttp(const Clock& clock) {
  Result<Http> http = HttpToOwnBackend("assets", "i18n", clock);
  EXPECT_TRUE(http.ok());
  return http.ok() ? *http : Http([](const HttpRequest&) { return std::nullopt; });
}

}  // namespace

Hand::Hand(const Folders& folders, const std::string& locale) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {kWidth, kHeight};
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  // Any numbers will do, as long as the letters keep their own.
  int number = 256;
  for (int& key : io.KeyMap) key = number++;
  io.KeyMap[ImGuiKey_A] = 'A';
  io.ClipboardUserData = this;
  io.SetClipboardTextFn = [](void* hand, const char* text) { static_cast<Hand*>(hand)->clipboard_ = text; };
  io.GetClipboardTextFn = [](void* hand) { return static_cast<Hand*>(hand)->clipboard_.c_str(); };
  const Fonts fonts = SetLook(1);
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  workbench_ = std::make_unique<Workbench>(
      folders, [] { return kTuesday; }, MakeHttp, locale);
  shared().fonts = fonts;
  Frames(3);
}

Hand::~Hand() {
  workbench_.reset();
  ImGui::DestroyContext();
}

void Hand::Frame(Script* script) {
  ImGui::GetIO().DeltaTime = 1.0f / 30;
  if (script != nullptr) script->Feed(shared().controls);
  ImGui::NewFrame();
  workbench_->Frame(kWidth, kHeight);
  ImGui::Render();
}

void Hand::Frames(int count) {
  for (int i = 0; i < count; ++i) Frame(nullptr);
}

void Hand::Do(std::vector<ScriptStep> steps) {
  Script script(std::move(steps));
  for (int i = 0; i < kMostFrames && !script.done(); ++i) Frame(&script);
  EXPECT_TRUE(script.done());
  EXPECT_EQ(script.missing(), "");
}

void Hand::Click(const std::string& name) { Do({{ScriptStep::Kind::kClick, name}}); }
void Hand::Type(const std::string& text) { Do({{ScriptStep::Kind::kType, text}}); }
void Hand::Key(const std::string& name) { Do({{ScriptStep::Kind::kKey, name}}); }

void Hand::Choose(const std::string& name, std::size_t entry) {
  Click(name);
  Click(name + "." + std::to_string(entry));
}

std::string Hand::Screen() {
  ImGui::GetIO().DeltaTime = 1.0f / 30;
  ImGui::GetIO().MousePos = {-1, -1};  // a tooltip would end the log
  ImGui::NewFrame();
  ImGui::LogToClipboard();
  workbench_->Frame(kWidth, kHeight);
  ImGui::LogFinish();
  ImGui::Render();
  return clipboard_;
}

bool Hand::Has(const std::string& control) { return shared().controls.Find(control) != nullptr; }

}  // namespace eteinen::workbench
