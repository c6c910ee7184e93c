// The backend's own secret and the secrets that others have given it, from files.
#ifndef ETEINEN_TOOLS_BACKEND_SECRETS_H_
#define ETEINEN_TOOLS_BACKEND_SECRETS_H_

#include <string>

#include "core/base/result.h"

namespace eteinen::backend {

// The secret of a data folder, `secret.key`: 32 random bytes in hexadecimal, made at first use and readable by the
// owner alone. The audit chain and the digests of identity codes hang on it; a copy of it belongs to where the database
// is not.
Result<std::string> OwnSecret(const std::string& folder);

// The first line of a file. The error names the file.
Result<std::string> SecretIn(const std::string& file);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_SECRETS_H_
