// What is wrong with a form before anybody fills it: for authors, `eteinen verify` and the workbench.
//
// All that compiling found (questionnaire.h), and what can be decided from the form alone: items that can never be
// shown or never be answered, conditions that compare what cannot be compared, expressions whose result is of a type
// that their place cannot use. What it reports is certain; what depends on answers it leaves alone.
//
// Codes besides those of LoadIssue: unreachable, contradictoryLimits, cannotBeAnswered, wrongType, unknownOption,
// equalRowsCountOnce.
#ifndef ETEINEN_CORE_FORM_LINT_H_
#define ETEINEN_CORE_FORM_LINT_H_

#include <string>
#include <vector>

#include "core/form/questionnaire.h"

namespace eteinen::form {

struct LintFinding {
  std::string severity;  // "error" or "warning"
  std::string code;
  std::string link_id;  // empty: the form itself
  std::string path;     // in the Questionnaire: "item[0].item[2]"; empty: the form itself
  std::string message;  // English, for authors
};

// The form's own issues first, then the others in the order of the form.
std::vector<LintFinding> Lint(const Questionnaire& questionnaire);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_LINT_H_
