// Questions and answers that a form asks for, and that change nothing.
//
// An answer that makes no difference to any rule is a slip of the author or a question too many, unless the author says
// that it is asked for the professional to read: extension `urn:eteinen:for-professional` (valueBoolean) of the item.
#ifndef ETEINEN_CORE_FORM_UNUSED_ANSWERS_H_
#define ETEINEN_CORE_FORM_UNUSED_ANSWERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/form/judgement.h"

namespace eteinen::form {

inline constexpr std::string_view kForProfessionalUrl = "urn:eteinen:for-professional";

struct UnusedAnswer {
  std::string link_id;
  std::string message;
};

// Options that no condition uses; where a question has no "none of these", one option may stand for all that is not
// asked about by name. In a form with a danger page, which is there to come to an outcome, also questions that nothing
// reads at all.
std::vector<UnusedAnswer> UnusedAnswers(const Questionnaire& questionnaire, const Judgement& judgement);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_UNUSED_ANSWERS_H_
