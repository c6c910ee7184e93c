// Reading whole files, for targets and their replay. Not found reads as empty.
#ifndef ETEINEN_TESTS_FUZZ_FILES_H_
#define ETEINEN_TESTS_FUZZ_FILES_H_

#include <cstdio>
#include <string>

namespace eteinen {

inline std::string FileText(const std::string& path) {
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

}  // namespace eteinen

#endif  // ETEINEN_TESTS_FUZZ_FILES_H_
