// Identifiers that nobody can guess.
#ifndef ETEINEN_TOOLS_BACKEND_RANDOM_H_
#define ETEINEN_TOOLS_BACKEND_RANDOM_H_

#include <string>

namespace eteinen::backend {

// `bytes` (at most 32) from the kernel's generator, as lower-case hexadecimal digits.
std::string RandomId(int bytes);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_RANDOM_H_
