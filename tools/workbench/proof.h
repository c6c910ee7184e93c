// The verifier's run on the desk: the same checks as `eteinen verify`, one after the other, in a thread of its own
// where the platform has threads, else one each time Turn() is called.
//
// The content is read anew at the start of each run. What was found so far can be looked at at any time.
#ifndef ETEINEN_TOOLS_WORKBENCH_PROOF_H_
#define ETEINEN_TOOLS_WORKBENCH_PROOF_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "tools/cli/verify.h"
#include "tools/workbench/content.h"
#include "tools/workbench/platform.h"

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

  explicit Proof(bool has_threads = kHasThreads);
  ~Proof();
  Proof(const Proof&) = delete;
  Proof& operator=(const Proof&) = delete;

  // Begins a run, or begins anew. `only`: the files of questionnaires whose path has this in it; "" for everything.
  void Start(const Folders& folders, CivilDay from, const std::string& only);
  // Once a frame: does the next check where there are no threads.
  void Turn();
  // Waits for the check that is being done and does no more.
  void Stop();
  // Waits until all is done.
  void Finish();

  Progress progress() const;
  // A copy of what was found so far.
  cli::VerifyReport report() const;

 private:
  class Run;

  // Does one check. False: it was the last.
  bool Step();

  const bool has_threads_;
  std::unique_ptr<Run> run_;  // null: none has begun, or the last one is over
  std::thread thread_;
  std::atomic<bool> stop_ = false;
  mutable std::mutex lock_;  // of the two below
  Progress progress_;
  cli::VerifyReport report_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PROOF_H_
