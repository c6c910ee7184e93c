#include "tools/bench/measure.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tools/cli/command.h"

#if !defined(__EMSCRIPTEN__) && __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#define CALLGRIND_DUMP_STATS_AT(name) static_cast<void>(name)
#endif

namespace eteinen::bench {
namespace {

constexpr double kWarmUp = 100e6;  // nanoseconds
constexpr double kShortestBatch = 5e6;
constexpr double kLongestRow = 3e9;
constexpr int kSamples = 11;

double Now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

double TimeOf(const std::function<void()>& work, std::size_t calls) {
  const double start = Now();
  for (std::size_t i = 0; i < calls; ++i) work();
  return Now() - start;
}

std::string Number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

}  // namespace

bool IsCounting() { return RUNNING_ON_VALGRIND != 0; }

Spread TimePerCall(const std::function<void()>& work, std::size_t calls) {
  work();  // the first call fills caches
  if (IsCounting()) {
    CALLGRIND_START_INSTRUMENTATION;
    for (std::size_t i = 0; i < calls; ++i) work();
    CALLGRIND_STOP_INSTRUMENTATION;
    return {};
  }
  // WebAssembly's engine runs quickly compiled code first, and optimises in the background what is called often.
  const double warm = Now() + kWarmUp;
  while (Now() < warm) work();
  calls = 1;
  double time = TimeOf(work, calls);
  while (time < kShortestBatch) {
    calls *= 2;
    time = TimeOf(work, calls);
  }
  std::vector<double> samples;
  double total = 0;
  while (samples.size() < kSamples && (samples.size() < 3 || total < kLongestRow)) {
    const double sample = TimeOf(work, calls);
    total += sample;
    samples.push_back(sample / static_cast<double>(calls));
  }
  std::sort(samples.begin(), samples.end());
  return {samples[samples.size() / 2], samples.front(), samples.back(), static_cast<int>(samples.size())};
}

std::size_t BytesInUse() {
#ifdef __EMSCRIPTEN__
  return static_cast<std::size_t>(mallinfo().uordblks);
#else
  return mallinfo2().uordblks;
#endif
}

void Report(const std::string& row, const std::string& unit, const Spread& spread, const Shown& shown) {
  if (IsCounting()) CALLGRIND_DUMP_STATS_AT(row.c_str());
  Json line = Json::MakeObject({{"row", row},
                                {"unit", unit},
                                {"median", Json::Number(Number(spread.median))},
                                {"low", Json::Number(Number(spread.low))},
                                {"high", Json::Number(Number(spread.high))},
                                {"samples", spread.samples}});
  if (!shown.what.empty()) line.Set("shown", shown.what);
#ifdef __EMSCRIPTEN__
  const double budget = shown.wasm_budget;
#else
  const double budget = shown.native_budget;
#endif
  if (budget > 0) line.Set("budget", Json::Number(Number(budget)));
  std::printf("%s\n", WriteJson(line).c_str());
  std::fflush(stdout);
}

Json LoadJson(const std::string& path) {
  const auto text = cli::ReadFile(path);
  auto json = text.ok() ? ParseJson(*text) : Result<Json>(text.error());
  if (!json.ok()) {
    std::fprintf(stderr, "bench: %s: %s\n", path.c_str(), json.error().message.c_str());
    std::exit(1);
  }
  return std::move(json).value();
}

}  // namespace eteinen::bench
