// One condition of FHIR's enableWhen: does it hold for these answers?
#ifndef ETEINEN_CORE_FORM_ENABLE_WHEN_H_
#define ETEINEN_CORE_FORM_ENABLE_WHEN_H_

#include <vector>

#include "core/base/json.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

// `answers` are those of the question that the condition names, each {"value…": …}. Any answer that fits is enough; for
// `!=` none may be equal.
bool Meets(const EnableCondition& condition, const std::vector<const Json*>& answers);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_ENABLE_WHEN_H_
