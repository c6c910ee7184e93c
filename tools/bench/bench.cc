// The measured side of tools/bench/run: `bench DATA [SUBJECT]…` prints its rows as lines of JSON.
#include <cstdio>
#include <string>
#include <string_view>

#include "tools/bench/measure.h"

namespace {

struct Subject {
  std::string_view name;
  void (*rows)(const std::string& data);
};

constexpr Subject kSubjects[] = {
#define SUBJECT(name, rows) {name, eteinen::bench::rows},
#include "tools/bench/subjects.inc"
#undef SUBJECT
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench DATA [SUBJECT]…\n");
    return 2;
  }
  for (const Subject& subject : kSubjects) {
    bool wanted = argc == 2;
    for (int i = 2; i < argc; ++i) wanted = wanted || subject.name == argv[i];
    if (wanted) subject.rows(argv[1]);
  }
  return 0;
}
