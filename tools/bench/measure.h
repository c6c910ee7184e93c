// How the benchmark times a piece of work, and how a row of its report leaves the program.
//
// Time is taken inside the process, around batches long enough for the clock (a browser's is coarse). Every row is one
// line of JSON: {"row","unit","median","low","high","samples","shown","budget"}.
//
// To add a subject: write rows_NAME.cc with a function that calls Report() for each row, and name both in subjects.inc
// and CMakeLists.txt. A row that says how it is shown stands in the table by itself, natively and in WebAssembly.
// Each row that is timed has a count of instructions as well: run tools/bench/count --keep once.
// Nothing here is part of the product.
#ifndef ETEINEN_TOOLS_BENCH_MEASURE_H_
#define ETEINEN_TOOLS_BENCH_MEASURE_H_

#include <cstddef>
#include <functional>
#include <string>

#include "core/base/json.h"

namespace eteinen::bench {

// The median of several samples, with the lowest and the highest.
struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;
  int samples = 0;
};

// Nanoseconds that one call of `work` takes, once it has been done for 100 ms: batches of at least 5 ms, 11 of them;
// what takes long gets fewer.
// Under callgrind (tools/bench/count) nothing is timed: `calls` calls are made, and Report() hands their instructions
// over under the row's name. Work that goes through many inputs in turn says how many calls that takes.
Spread TimePerCall(const std::function<void()>& work, std::size_t calls = 2);
// Whether instructions are counted, tens of times slower: then large subjects leave themselves out.
bool IsCounting();
// Bytes that the program has allocated and not given back.
std::size_t BytesInUse();

// What the table says of a row beside its numbers: what was measured, in words, and its budget natively and in
// WebAssembly in the row's unit (0: none). Without words the row is only in result.json.
struct Shown {
  std::string what = {};
  double native_budget = 0;
  double wasm_budget = 0;
};

// A row by its name "subject.what"; units are "ns", "bytes", or what is counted.
void Report(const std::string& row, const std::string& unit, const Spread& spread, const Shown& shown = {});

// The file's JSON; ends the program with a message when it can't be read.
Json LoadJson(const std::string& path);

// The rows of each subject. `data` is the folder that data.mjs filled.
#define SUBJECT(name, rows) void rows(const std::string& data);
#include "tools/bench/subjects.inc"
#undef SUBJECT

}  // namespace eteinen::bench

#endif  // ETEINEN_TOOLS_BENCH_MEASURE_H_
