#include "tools/backend/random.h"

#include <sys/random.h>

#include <cstdlib>

namespace eteinen::backend {

std::string RandomId(int bytes) {
  unsigned char random[32];
  // Up to 256 bytes come whole or not at all; without them there is no safe way on.
  if (bytes > 32 || getrandom(random, static_cast<std::size_t>(bytes), 0) != bytes) std::abort();
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text += kDigits[random[i] >> 4];
    text += kDigits[random[i] & 15];
  }
  return text;
}

}  // namespace eteinen::backend
