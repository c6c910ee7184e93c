// Runs a fuzz target on every file of its corpus and on mutations of each: cuts, changed bytes, pieces of two put
// together. The same sequence every time.
//
//   NAME_fuzz FOLDER [MUTATIONS]
#include <dirent.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/fuzz/files.h"
#include "tests/fuzz/fuzz.h"

namespace {

class Dice {
 public:
  std::size_t Below(std::size_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return limit == 0 ? 0 : static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 20261124;
};

std::string Mutated(std::string text, const std::string& other, Dice& dice) {
  for (std::size_t round = dice.Below(4) + 1; round > 0; --round) {
    switch (dice.Below(4)) {
      case 0:
        text.resize(dice.Below(text.size() + 1));
        break;
      case 1:
        if (!text.empty()) text[dice.Below(text.size())] = static_cast<char>(dice.Below(256));
        break;
      case 2:
        text.insert(dice.Below(text.size() + 1), other, dice.Below(other.size() + 1), dice.Below(40));
        break;
      default:
        text.erase(dice.Below(text.size() + 1), dice.Below(20));
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int mutations = argc > 2 ? std::atoi(argv[2]) : 500;
  DIR* folder = opendir(argv[1]);
  if (folder == nullptr) {
    std::fprintf(stderr, "no such folder: %s\n", argv[1]);
    return 1;
  }
  std::vector<std::string> names;
  while (const dirent* entry = readdir(folder)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  closedir(folder);
  std::sort(names.begin(), names.end());
  std::vector<std::string> corpus;
  for (const std::string& name : names) corpus.push_back(eteinen::FileText(std::string(argv[1]) + "/" + name));
  if (corpus.empty()) return 1;
  Dice dice;
  for (const std::string& input : corpus) {
    eteinen::FuzzOne(input);
    for (int i = 0; i < mutations; ++i) {
      eteinen::FuzzOne(Mutated(input, corpus[dice.Below(corpus.size())], dice));
    }
  }
  std::printf("%zu inputs, %d mutations of each\n", corpus.size(), mutations);
  return 0;
}
