// The Proof pane: the verifier's run with its counts, and each finding one press from its place in the content and,
// where there are answers that show it, from a replay.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_PROOF_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_PROOF_H_

#include <string>

#include "tools/workbench/proof.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class ProofPane {
 public:
  void Draw(Shared& shared);
  Proof& proof() { return proof_; }

 private:
  void DrawCounts();
  void DrawFinding(Shared& shared, std::size_t number, const cli::VerifyFinding& finding);
  void ShowPlace(Shared& shared, const cli::VerifyFinding& finding);
  void DrawSource();

  Proof proof_;
  std::size_t seen_ = ~std::size_t{0};  // checks that report_ has
  cli::VerifyReport report_;
  std::string source_;  // lines of a file around a finding that is in no questionnaire
  std::string source_name_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_PROOF_H_
