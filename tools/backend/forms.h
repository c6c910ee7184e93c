// The questionnaires whose answers are sent, compiled once at start.
#ifndef ETEINEN_TOOLS_BACKEND_FORMS_H_
#define ETEINEN_TOOLS_BACKEND_FORMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/form/form_terms.h"
#include "core/form/questionnaire.h"

namespace eteinen::backend {

struct SentForm {
  std::string id;
  std::string url;
  form::FormTerms terms;
  form::Questionnaire questionnaire;
};

// Reads assets/questionnaires and keeps those that are sent. Errors name the file: one that does not compile, or that
// cannot be completed.
Result<std::vector<SentForm>> LoadForms(const std::string& assets);

// By url, with or without "|version"; null when there is none such.
const SentForm* FindForm(const std::vector<SentForm>& forms, std::string_view canonical);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_FORMS_H_
