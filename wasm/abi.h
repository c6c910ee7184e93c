// The C interface of core.wasm: how a shell that is not C++ sends one message of the boundary and takes its reply.
//
// 1. One instance of the module is one core; its state lives until the instance is dropped. There are no threads.
// 2. A call is three steps: core_input(n) gives the place for n bytes of UTF-8, the shell writes them there,
//    core_step() answers with the length of the reply, which then stands at core_output().
// 3. The module owns both places. core_input's is valid until core_step; core_output's until the next core_input.
// 4. Every call may grow the memory: take `memory.buffer` anew after each, and copy the reply out at once.
// 5. core_input gives null (0) for a message over the limit of core/app/core.h; then there is nothing to step.
// 6. A reply is never empty: length 0 means that core_step was called without core_input before it.
// 7. A trap ends the instance: never call it again. `_initialize` is called once, before everything else.
//
// No function allocates on behalf of the shell, and none is to be freed by it. What the messages hold:
// core/app/BOUNDARY.md.
#ifndef ETEINEN_WASM_ABI_H_
#define ETEINEN_WASM_ABI_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

uint8_t* core_input(uint32_t bytes);
uint32_t core_step(void);
const uint8_t* core_output(void);

#ifdef __cplusplus
}
#endif

#endif  // ETEINEN_WASM_ABI_H_
