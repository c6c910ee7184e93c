// How a form is used: whether its answers go to the county, who may send them, and how long they hold.
//
// A Questionnaire says it in the extension `urn:eteinen:form`, with sub-extensions
//
//   kind               valueCode     scale, pre-visit, contact, feedback
//   send               valueCode     identified: sent in a person's name, by one who may act for them;
//                                    anyone: sent by anybody, and kept without a name; absent: not sent
//   prefill            valueBoolean  begun with the person's last answers, to be looked through and changed
//   asked-again-after  valueString   P3M, P14D: an appointment asks anew only when the last answers are older
//   sent               valueString   what the resident is told when the answers have arrived; `translation` extensions
//
// A form without the extension is an assessment: it is filled, judged by its rules (assessment.h) and sent nowhere. An
// item with the extension `urn:eteinen:ask-every-time` (valueBoolean true) is left empty when the rest is prefilled.
#ifndef ETEINEN_CORE_FORM_FORM_TERMS_H_
#define ETEINEN_CORE_FORM_FORM_TERMS_H_

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

struct FormTerms {
  std::string kind;  // empty: an assessment
  bool sent = false;
  bool identified = false;  // only in somebody's name
  bool prefilled = false;
  int asked_again_after_months = 0;  // of both, at most one is not 0; both 0: asked every time
  int asked_again_after_days = 0;
};

// Reads the extension of a Questionnaire, or of its entry in the index. Errors: kInput with the place ("send: …").
Result<FormTerms> ReadFormTerms(const Json& questionnaire);

// What is said when the answers have arrived; empty when the form has nothing to say.
LocalText SentText(const Json& questionnaire, std::string_view language);

// Whether answers of that moment still hold at `now`. Months and days are those of the calendar in Helsinki: what was
// answered on 24 August holds through 23 November when it is for three months.
bool StillHold(const FormTerms& terms, Instant answered, Instant now);

// Whether an item is asked every time, whatever was answered before.
bool IsAskedEveryTime(const Item& item);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_FORM_TERMS_H_
