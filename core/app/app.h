// The state machine itself, behind Core: state, effects waited for, and the view shown last.
#ifndef ETEINEN_CORE_APP_APP_H_
#define ETEINEN_CORE_APP_APP_H_

#include <optional>
#include <string>

#include "core/app/effect.h"
#include "core/app/event.h"
#include "core/app/state.h"
#include "core/view/node.h"

namespace eteinen::app {

class App {
 public:
  // Works on one event and gives the reply's `effects` and `view`.
  Json Handle(const Event& event, Instant now, std::string uid);

 private:
  State state_;
  Effects effects_;
  std::optional<view::View> shown_;
  int rev_ = 0;
};

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_APP_H_
