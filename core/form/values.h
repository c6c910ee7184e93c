// From results of expressions to values of a form, and the other way.
#ifndef ETEINEN_CORE_FORM_VALUES_H_
#define ETEINEN_CORE_FORM_VALUES_H_

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/fhirpath/fhirpath.h"
#include "core/form/questionnaire.h"
#include "core/form/tree.h"

namespace eteinen::form {

// A result as answers of `item`: [{"valueInteger": 3}, …]. What is nearly of the type is brought to it (an integer for
// a decimal question, a dateTime for a date, a code for a choice that offers it); one answer at most where the item
// takes one. Error: kInput when a result cannot be an answer of that item.
Result<std::vector<Json>> AnswersFrom(const fhirpath::Model& model, const Item& item,
                                      const fhirpath::Collection& result);

// One result as {"value…": …}, by its own type; null if FHIR has no such value.
Json ValueFrom(const fhirpath::Model& model, const fhirpath::Item& result);

// Keeps a result: nodes are copied, since the response that they lie in goes on changing.
void Keep(const fhirpath::Collection& result, Cell& cell);

// The same items with the same values.
bool Same(const fhirpath::Model& model, const fhirpath::Collection& a, const fhirpath::Collection& b);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_VALUES_H_
