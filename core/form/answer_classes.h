// Which answers to a question no condition of its form can tell apart.
#ifndef ETEINEN_CORE_FORM_ANSWER_CLASSES_H_
#define ETEINEN_CORE_FORM_ANSWER_CLASSES_H_

#include "core/form/judgement.h"

namespace eteinen::form {

// Fills in all of `asked` that is about answers: question number `question` of `formulas`, which hold every condition
// of the form by now.
void ClassifyAnswers(const Item& item, int question, FormLeaves& leaves, Formulas& formulas, Asked& asked);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_ANSWER_CLASSES_H_
