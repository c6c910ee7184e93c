// A hand at the workbench: gives ImGui mouse and keyboard, frame by frame, and reads what stands on the screen. No
// window and no graphics card.
#ifndef ETEINEN_TESTS_WORKBENCH_HAND_H_
#define ETEINEN_TESTS_WORKBENCH_HAND_H_

#include <string>
#include <vector>

#include "tools/workbench/script.h"
#include "tools/workbench/workbench.h"

namespace eteinen::workbench {

inline const Instant kTuesday = *ParseInstant("2026-11-24T09:00:00+02:00");

class Hand {
 public:
  explicit Hand(const Folders& folders = {}, const std::string& locale = "fi");
  ~Hand();
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  // Each goes on until its input has been taken; a control that never comes fails the test.
  void Click(const std::string& name);
  void Type(const std::string& text);
  void Key(const std::string& name);
  // Opens a list and takes the entry of this number.
  void Choose(const std::string& name, std::size_t entry);
  void Frames(int count);

  // All text of one frame, line by line as it is drawn.
  std::string Screen();
  bool Has(const std::string& control);
  Shared& shared() { return workbench_->shared(); }
  Workbench& workbench() { return *workbench_; }

 private:
  void Do(std::vector<ScriptStep> steps);
  void Frame(Script* script);

  std::string clipboard_;
  std::unique_ptr<Workbench> workbench_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TESTS_WORKBENCH_HAND_H_
