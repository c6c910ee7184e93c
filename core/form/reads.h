// Which items the expressions of a form read, for those who explain it.
#ifndef ETEINEN_CORE_FORM_READS_H_
#define ETEINEN_CORE_FORM_READS_H_

#include <vector>

#include "core/form/program.h"

namespace eteinen::form {

// The items whose answers an expression reads itself or by way of variables, in the form's order, each once.
std::vector<int> ItemsReadBy(const Program& program, int expression);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_READS_H_
