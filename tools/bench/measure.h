// How the benchmark times a piece of work, and how a row of its report leaves the program.
//
// Time is taken inside the process, around batches long enough for the clock (a browser's is coarse). Every row is one
// line of JSON: {"row","unit","median","low","high","samples"}. To add a row: write a function that calls Report() with
// a name "subject.what", list it in bench.cc, and say in report.mjs how it is shown. Nothing here is part of the
// product.
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

// Nanoseconds that one call of `work` takes: batches of at least 5 ms, 11 of them; what takes long gets fewer.
Spread TimePerCall(const std::function<void()>& work);
// Bytes that the program has allocated and not given back.
std::size_t BytesInUse();

void Report(const std::string& row, const std::string& unit, const Spread& spread);

// The file's JSON; ends the program with a message when it can't be read.
Json LoadJson(const std::string& path);

// The rows of each subject. `data` is the folder that data.mjs filled.
void FhirPathRows(const std::string& data);  // rows_fhirpath.cc
void FormRows(const std::string& data);      // rows_form.cc
void ChannelRows(const std::string& data);   // rows_channels.cc

}  // namespace eteinen::bench

#endif  // ETEINEN_TOOLS_BENCH_MEASURE_H_
