// Whether a condition cannot be one: found in an expression's text alone, when the form is loaded.
//
// By the rules of FHIRPath a single value that is no boolean counts as true, so such a condition holds whenever there
// is something, which nobody means. Says so only where it is certain; lint.h looks closer.
#ifndef ETEINEN_CORE_FORM_NEVER_BOOLEAN_H_
#define ETEINEN_CORE_FORM_NEVER_BOOLEAN_H_

#include <vector>

#include "core/form/program.h"

namespace eteinen::form {

// The results of a compiled expression are values, and none of them can be a boolean.
bool NeverBoolean(const FormExpression& expression, const std::vector<Item>& items);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_NEVER_BOOLEAN_H_
