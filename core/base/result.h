// Errors as values: `Result<T>` is a T or an Error that says what went wrong, where, and of which kind.
//
// Nothing in core/ throws. A function that can fail for reasons outside the program (input, limits) returns a Result;
// a broken promise inside the program is an assertion. Messages name the thing, the place and the way out; they never
// hold what a resident has written (logs and replies of developers' tools show them).
#ifndef ETEINEN_CORE_BASE_RESULT_H_
#define ETEINEN_CORE_BASE_RESULT_H_

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace eteinen {

enum class ErrorKind {
  kJson,           // not JSON, or not UTF-8
  kInput,          // JSON, but not what was asked for: a wrong type, an unknown value, a missing field
  kLimit,          // too large, too deep, too long
  kNotFound,       // names something that does not exist here
  kUnsupported,    // understood, but this program does not do it
  kUnimplemented,  // not built yet
  kInternal,       // our fault
  kSyntax,         // FHIRPath: does not parse
  kSemantic,       // FHIRPath: parses, but cannot mean anything (unknown function, wrong types)
  kExecution,      // FHIRPath: failed on this input
};

// The word used for `kind` in every reply ("json", "input", "not-found", …).
std::string_view Name(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;
  std::string path;             // place in the JSON input, such as "item[2].linkId"; empty when it is the whole
  std::optional<int> position;  // FHIRPath: 0-based offset in code points

  friend bool operator==(const Error&, const Error&) = default;
};

inline Error InputError(std::string message, std::string path = {}) {
  return Error{ErrorKind::kInput, std::move(message), std::move(path), std::nullopt};
}

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : value_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

  bool ok() const { return value_.index() == 0; }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&value_); }
  T& value() & { return assert(ok()), *std::get_if<0>(&value_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&value_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const Error& error() const& { return assert(!ok()), *std::get_if<1>(&value_); }
  Error&& error() && { return assert(!ok()), std::move(*std::get_if<1>(&value_)); }

 private:
  std::variant<T, Error> value_;
};

// A Result without a value: success, or what went wrong.
struct Ok {
  friend bool operator==(const Ok&, const Ok&) = default;
};
using Status = Result<Ok>;

}  // namespace eteinen

// In a function that returns a Result: `ETEINEN_ASSIGN_OR_RETURN(const auto name, ReadString(…));`
#define ETEINEN_CONCAT_INNER(a, b) a##b
#define ETEINEN_CONCAT(a, b) ETEINEN_CONCAT_INNER(a, b)
#define ETEINEN_ASSIGN_OR_RETURN(declaration, expression) \
  ETEINEN_ASSIGN_OR_RETURN_INNER(ETEINEN_CONCAT(result_, __LINE__), declaration, expression)
#define ETEINEN_ASSIGN_OR_RETURN_INNER(temporary, declaration, expression) \
  auto temporary = (expression);                                           \
  if (!temporary.ok()) return std::move(temporary).error();                \
  declaration = std::move(temporary).value()
#define ETEINEN_RETURN_IF_ERROR(expression)                                         \
  do {                                                                              \
    if (auto status = (expression); !status.ok()) return std::move(status).error(); \
  } while (false)

#endif  // ETEINEN_CORE_BASE_RESULT_H_
