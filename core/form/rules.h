// What one question's answers must be: type, options, limits, counts. The rules behind validate.h and the live session.
#ifndef ETEINEN_CORE_FORM_RULES_H_
#define ETEINEN_CORE_FORM_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "core/fhirpath/pattern.h"
#include "core/form/questionnaire.h"
#include "core/form/terminology.h"
#include "core/form/validate.h"

namespace eteinen::form {

// The limits that hold in one place: those of the item, or what its expressions say.
struct Limits {
  bool required = false;
  std::optional<std::int64_t> min_occurs, max_occurs;
  Limit min_value, max_value, min_quantity, max_quantity;
  // Permitted answers as {"value…": …}; nothing: as the item says.
  const Json* options = nullptr;
  // Options that are switched off.
  std::vector<const Json*> disabled_options;
  const Terminology* contained = nullptr;  // value sets of the form itself
  const Terminology* terminology = nullptr;
  fhirpath::PatternWork* work = nullptr;  // what looking at texts may cost, shared by many; null: anything
};

Limits LimitsOf(const Item& item);

// Where an item stands, for the issues about it.
struct Where {
  const Item* item;
  std::vector<int> at;
  std::string path;  // "QuestionnaireResponse.item[0]"
};

Issue MakeIssue(const Where& where, std::string severity, std::string code, std::string message);

// Type, format, options and limits of each answer, then how many there are and whether they go together. `answers` are
// those of the response, as they stand there. Whether an answer is missing altogether is not looked at here.
void CheckAnswers(const Where& where, const Limits& limits, const Json::Array& answers, std::vector<Issue>& issues);

// The key and JSON type of an answer's value are right for the item.
bool HasRightType(const Item& item, std::string_view key, const Json& value);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_RULES_H_
