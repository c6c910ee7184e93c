// What can be said of an expression before it meets data: functions and types exist, arguments are as many as they
// should be, and, where the type of the focus is known, elements exist and go with what is done to them.
#ifndef ETEINEN_CORE_FHIRPATH_CHECK_H_
#define ETEINEN_CORE_FHIRPATH_CHECK_H_

#include "core/base/result.h"
#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/program.h"

namespace eteinen::fhirpath {

// Fills in what the parser left open (functions, types, look-ups). Errors: kSemantic.
Result<Ok> Check(const CompileOptions& options, Program* program);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_CHECK_H_
