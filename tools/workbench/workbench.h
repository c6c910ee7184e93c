// The whole workbench without its window: the panes, and which of them is shown.
#ifndef ETEINEN_TOOLS_WORKBENCH_WORKBENCH_H_
#define ETEINEN_TOOLS_WORKBENCH_WORKBENCH_H_

#include <string>

#include "tools/workbench/pane_decision.h"
#include "tools/workbench/pane_journal.h"
#include "tools/workbench/pane_preview.h"
#include "tools/workbench/pane_proof.h"
#include "tools/workbench/pane_questionnaire.h"
#include "tools/workbench/pane_week.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class Workbench {
 public:
  Workbench(const Folders& folders, Clock real_clock, const std::function<Http(Clock)>& http, std::string locale);

  // Sends what waits, then draws everything into an ImGui frame that has begun.
  void Frame(float width, float height);

  Shared& shared() { return shared_; }
  ProofPane& proof_pane() { return proof_; }

 private:
  void DrawTabs();
  void DrawFaults();

  Shared shared_;
  PreviewPane preview_;
  QuestionnairePane questionnaire_;
  DecisionPane decision_;
  WeekPane week_;
  ProofPane proof_;
  JournalPane journal_;
};

// Colours, sizes and fonts for a screen of this scale (1 for 96 dots an inch, 2 for 4K). Call it once, before the first
// frame. Without the font's file the built-in one is used, which has no letters beyond English.
Fonts SetLook(float scale);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_WORKBENCH_H_
