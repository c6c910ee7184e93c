// Answers and persons as people write them in cases and on the command line, and their FHIR form.
//
//   {"age": 52, "glucose": false, "family": "none", "danger": ["chest-pain", "breathless"]}
//
// A boolean, a number or a text stands for itself, a code (or "system|code") for the option that has it, a list for
// several answers, null for none, and FHIR's Attachment for a file. Nothing is guessed: what does not fit the item is
// refused with its place.
#ifndef ETEINEN_CORE_FORM_PLAIN_ANSWER_H_
#define ETEINEN_CORE_FORM_PLAIN_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "core/form/assessment.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::form {

// The answers (an array for Session::SetAnswer) that `value` stands for. Errors: kInput with `path`; kUnsupported for
// references.
Result<Json> AnswersFromPlain(const Item& item, const Json& value, const std::string& path);

// The other way: true, 82.5, "none", or a list of such.
Json PlainAnswer(const Json& answers);

// The launch context `patient` of a person given as {"birthDate"} or {"ageYears","ageMonths"}, {"sex","pregnant"}; null
// gives a Patient of whom nothing is known. Without a birth date, one is taken that gives the age told on the day of
// `now`: ageMonths alone, or beside ageYears as all months (27) or as those beyond full years (3). Pregnancy becomes
// the extension `urn:eteinen:pregnant`. Errors: kInput with the place under `path`, also for a birth date in the future
// and for a sex that FHIR has no code for.
Result<Json> PatientFromPlain(const Json& person, Instant now, std::string_view path);

// Gives a session every answer of the object that belongs to its form; linkIds that the form does not have are left
// out. In a repeating group the first instance is meant. Errors: kInput with "answers.<linkId>", for a calculated item
// too; the answers before it stay.
Status SetPlainAnswers(Session& session, const Json& answers);

// What a form's rules make of plain answers, in a session begun with `start`. Errors: as SetPlainAnswers and Assess.
Result<Assessment> AssessPlain(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Json& answers,
                               const Start& start);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_PLAIN_ANSWER_H_
