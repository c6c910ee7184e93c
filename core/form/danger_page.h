// The page of danger signs of a form: where the gravest is asked first, and one tick is enough to act.
#ifndef ETEINEN_CORE_FORM_DANGER_PAGE_H_
#define ETEINEN_CORE_FORM_DANGER_PAGE_H_

#include "core/form/judgement.h"

namespace eteinen::form {

// A question with several answers, one of which excludes the others ("none of these"), with an answer that makes a
// danger rule hold whatever else is answered. Gives the first in document order (an index into judgement.questions), or
// -1: the form has no such page.
int DangerPage(const Questionnaire& questionnaire, const Judgement& judgement);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_DANGER_PAGE_H_
