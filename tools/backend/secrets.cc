#include "tools/backend/secrets.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr std::size_t kLeast = 8;

}  // namespace

Result<std::string> SecretIn(const std::string& file) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) return InputError("cannot be read", file);
  if (line.size() < kLeast) return InputError("is too short for a secret", file);
  return line;
}

Result<std::string> OwnSecret(const std::string& folder) {
  const std::string file = folder + "/secret.key";
  // Only whoever makes the file writes it: of two that start at once, the other reads.
  const int made = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    const std::string secret = RandomId(32) + "\n";
    const bool written = write(made, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
    if (fsync(made) != 0 || close(made) != 0 || !written) return InputError("cannot be written", file);
  }
  return SecretIn(file);
}

}  // namespace eteinen::backend
