#include "wasm/abi.h"

#include <emscripten/emscripten.h>

#include <string>

#include "core/app/core.h"

namespace {

struct Instance {
  eteinen::app::Core core;
  std::string input;
  std::string output;
  bool has_input = false;
};

Instance& TheInstance() {
  // Never destroyed: the module ends with its memory.
  static Instance* const kInstance = new Instance;
  return *kInstance;
}

}  // namespace

EMSCRIPTEN_KEEPALIVE uint8_t* core_input(uint32_t bytes) {
  Instance& instance = TheInstance();
  instance.has_input = bytes <= eteinen::app::kMaxMessageBytes;
  if (!instance.has_input) return nullptr;
  instance.output.clear();
  instance.input.resize(bytes);
  return reinterpret_cast<uint8_t*>(instance.input.data());
}

EMSCRIPTEN_KEEPALIVE uint32_t core_step(void) {
  Instance& instance = TheInstance();
  if (!instance.has_input) {
    instance.output.clear();
    return 0;
  }
  instance.has_input = false;
  instance.output = instance.core.Step(instance.input);
  return static_cast<uint32_t>(instance.output.size());
}

EMSCRIPTEN_KEEPALIVE const uint8_t* core_output(void) {
  return reinterpret_cast<const uint8_t*>(TheInstance().output.data());
}
