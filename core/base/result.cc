#include "core/base/result.h"

namespace eteinen {

std::string_view Name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kJson:
      return "json";
    case ErrorKind::kInput:
      return "input";
    case ErrorKind::kLimit:
      return "limit";
    case ErrorKind::kNotFound:
      return "not-found";
    case ErrorKind::kUnsupported:
      return "unsupported";
    case ErrorKind::kUnimplemented:
      return "unimplemented";
    case ErrorKind::kInternal:
      return "internal";
    case ErrorKind::kSyntax:
      return "syntax";
    case ErrorKind::kSemantic:
      return "semantic";
    case ErrorKind::kExecution:
      return "execution";
  }
  return "internal";
}

}  // namespace eteinen
