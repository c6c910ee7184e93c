// The verifier's run on the desk: the same checks as `eteinen verify`, one after the other, in a thread of its own.
//
// The content is read anew at the start of each run. What was found so far can be looked at at any time.
#ifndef ETEINEN_TOOLS_WORKBENCH_PROOF_H_
#define ETEINEN_TOOLS_WORKBENCH_PROOF_H_

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "tools/cli/verify.h"
#include "tools/workbench/content.h"

namespace eteinen::workbench {

class Proof {
 public:
  struct Progress {
    bool began = false;
    bool running = false;
    std::size_t done = 0;  // checks
    std::size_t all = 0;
    std::string doing;  // "questionnaires/findrisc.json"
    double seconds = 0;
  };

  Proof() = default;
  ~Proof() { Stop(); }
  Proof(const Proof&) = delete;
  Proof& operator=(const Proof&) = delete;

  // Begins a run, or begins anew. `only`: the files of questionnaires whose path has this in it; "" for everything.
  void Start(const Folders& folders, CivilDay from, const std::string& only);
  // Waits for the check that is being done and does no more.
  void Stop();
  // Waits until all is done.
  void Finish();

  Progress progress() const;
  // A copy of what was found so far.
  cli::VerifyReport report() const;

 private:
  void Run(const Folders& folders, CivilDay from, const std::string& only);

  std::thread thread_;
  std::atomic<bool> stop_ = false;
  mutable std::mutex lock_;  // of the two below
  Progress progress_;
  cli::VerifyReport report_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PROOF_H_
