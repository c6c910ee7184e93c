// Input by script: what a hand would do with mouse and keyboard, given to ImGui as input. For pictures, benches and
// tests; a press goes through the same widgets as a person's.
#ifndef ETEINEN_TOOLS_WORKBENCH_SCRIPT_H_
#define ETEINEN_TOOLS_WORKBENCH_SCRIPT_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "tools/workbench/controls.h"

namespace eteinen::workbench {

struct ScriptStep {
  enum class Kind { kClick, kType, kKey, kWait };
  Kind kind = Kind::kWait;
  std::string what;  // name of a control, a text in UTF-8, "ctrl-3" or "tab", a number of frames
};

class Script {
 public:
  explicit Script(std::vector<ScriptStep> steps) : steps_(std::move(steps)) {}

  // Gives ImGui the input of the next frame; call it before ImGui::NewFrame, after the platform's own.
  void Feed(Controls& controls);
  bool done() const { return at_ >= steps_.size() && idle_ > kIdleFrames; }
  // Names a control that was waited for too long; empty when everything was there.
  const std::string& missing() const { return missing_; }

 private:
  static constexpr int kIdleFrames = 3;  // after the last step, so that what it did is drawn
  static constexpr int kPatienceFrames = 120;

  bool Click(Controls& controls, const std::string& name);
  bool Type(const std::string& text);
  bool Key(const std::string& name);

  std::vector<ScriptStep> steps_;
  std::size_t at_ = 0;
  int phase_ = 0;          // of the step
  std::size_t typed_ = 0;  // bytes of the text
  int idle_ = 0;
  std::string missing_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_SCRIPT_H_
