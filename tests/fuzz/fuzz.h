// A fuzz target: takes any bytes, and aborts when a promise is broken.
//
// Each target is linked twice: with libFuzzer (preset `fuzz`), which looks for new inputs, and with replay.cc in every
// other build, which runs the kept corpus and simple mutations of it.
#ifndef ETEINEN_TESTS_FUZZ_FUZZ_H_
#define ETEINEN_TESTS_FUZZ_FUZZ_H_

#include <string_view>

namespace eteinen {

void FuzzOne(std::string_view input);

}  // namespace eteinen

#endif  // ETEINEN_TESTS_FUZZ_FUZZ_H_
