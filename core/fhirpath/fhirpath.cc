#include "core/fhirpath/fhirpath.h"

#include "core/fhirpath/check.h"
#include "core/fhirpath/program.h"

namespace eteinen::fhirpath {

Expression::Expression(std::unique_ptr<Program> program) : program_(std::move(program)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

const std::string& Expression::text() const { return program_->text; }

Result<Expression> Compile(std::string_view text, const CompileOptions& options) {
  if (text.size() > options.max_length) {
    return Error{ErrorKind::kLimit,
                 "the expression is longer than " + std::to_string(options.max_length) + " bytes",
                 {},
                 std::nullopt};
  }
  auto program = std::make_unique<Program>();
  program->text = text;
  program->model = options.model;
  program->strict = options.strict;
  ETEINEN_RETURN_IF_ERROR(Parse(program->text, program.get()));
  ETEINEN_RETURN_IF_ERROR(Check(options, program.get()));
  return Expression(std::move(program));
}

}  // namespace eteinen::fhirpath
