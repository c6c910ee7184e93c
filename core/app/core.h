// The application behind the boundary: one message in, one reply out (BOUNDARY.md).
//
// A pure state machine: no clock, randomness, I/O or threads; the same messages give the same replies, byte for byte,
// natively and as WebAssembly. A message that is refused leaves the state as it was.
#ifndef ETEINEN_CORE_APP_CORE_H_
#define ETEINEN_CORE_APP_CORE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace eteinen::app {

class App;

// A resident's message is small; the answer to an effect carries what a server sent.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{8} << 20;
inline constexpr int kMaxMessageDepth = 64;

class Core {
 public:
  Core();
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // Takes one message of the boundary and gives its reply, both UTF-8 JSON. Never fails: what is wrong with a message
  // is said in the reply's "error".
  std::string Step(std::string_view message);

 private:
  std::unique_ptr<App> app_;
};

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_CORE_H_
