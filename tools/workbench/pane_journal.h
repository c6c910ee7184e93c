// The Journal pane: what went in and out of the core, message by message; a step looked at again, a run kept, replayed,
// and made into a test case.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_JOURNAL_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_JOURNAL_H_

#include <string>
#include <vector>

#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class JournalPane {
 public:
  void Draw(Shared& shared);

 private:
  void DrawButtons(Shared& shared);
  void DrawFiles(Shared& shared);
  void DrawStep(Shared& shared);
  void LookAt(Shared& shared, std::size_t step);
  void Replay();
  void MakeCase(Shared& shared);
  void RunCases(Shared& shared);

  const std::vector<Step>& StepsOf(const Shared& shared) const;

  std::string file_ = "build/journal.ndjson";
  std::string case_name_ = "new-case";
  std::string told_;  // what a button did
  bool failed_ = false;
  std::vector<Step> replayed_;  // a run from a file; empty: the app's own is shown
  std::size_t chosen_ = 0;
  std::uint64_t of_ = ~std::uint64_t{0};  // the message that the lines are of
  std::vector<std::string> lines_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_JOURNAL_H_
