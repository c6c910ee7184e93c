// Moments worth looking at: when hours change next, the next night on which the clocks do, the next holiday.
#ifndef ETEINEN_TOOLS_WORKBENCH_MOMENTS_H_
#define ETEINEN_TOOLS_WORKBENCH_MOMENTS_H_

#include <functional>
#include <optional>

#include "core/channels/directory.h"

namespace eteinen::workbench {

// The first moment after `after` at which some channel opens or closes; nothing when none ever does.
std::optional<Instant> NextChangeOfHours(const channels::Directory& directory, Instant after);

// Half an hour before the clocks change next.
Instant NextClockChange(Instant after);

// 9.00 on the next public holiday or eve that begins after `after`.
Instant NextHoliday(Instant after);

// A clock that can be set and stopped. It runs as the one that it is made with does.
class WorkClock {
 public:
  explicit WorkClock(std::function<Instant()> real) : real_(std::move(real)), shown_(real_()), since_(shown_) {}

  Instant Now() const { return runs_ ? shown_ + (real_() - since_) : shown_; }
  void Set(Instant to) {
    shown_ = to;
    since_ = real_();
  }
  bool runs() const { return runs_; }
  void Run(bool runs) {
    Set(Now());
    runs_ = runs;
  }

 private:
  std::function<Instant()> real_;
  Instant shown_;  // what it showed when it was set or stopped
  Instant since_;  // and when that was, by the real one
  bool runs_ = true;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_MOMENTS_H_
