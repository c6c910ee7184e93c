// The Decision pane: why this urgency, why this channel, what was dropped and by which rule, and what would have to be
// different.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_DECISION_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_DECISION_H_

#include <optional>
#include <string>
#include <vector>

#include "core/form/what_if.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class DecisionPane {
 public:
  void Draw(Shared& shared);

 private:
  void Refresh(Shared& shared);
  void DrawUrgency(Shared& shared);
  void DrawWhatIf(Shared& shared);
  void DrawMatterChoice(Shared& shared);
  void DrawChannels(Shared& shared);
  Json AssessLine(Shared& shared) const;

  std::uint64_t opened_ = 0;
  std::uint64_t revision_ = 0;
  bool stale_ = true;
  form::Assessment assessment_;
  std::string problem_;
  std::vector<form::WhatIf> changes_;
  std::string urgency_ = "today";  // what channels are asked for: those of the assessment when there is one
  std::string need_ = "health";
  Json channels_;  // the reply of `recommend`
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_DECISION_H_
