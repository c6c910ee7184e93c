// Between what a resident types or chooses and a FHIR answer.
//
// Typed numbers take the decimal comma and the point, and may be followed by the item's unit; dates are d.m.yyyy or
// yyyy-mm-dd. What is no value of the item's type is refused with the message id of the reason; the text itself is kept
// by the caller, so that nothing typed is lost.
#ifndef ETEINEN_CORE_APP_ANSWER_H_
#define ETEINEN_CORE_APP_ANSWER_H_

#include <string>
#include <string_view>
#include <utility>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/form/session.h"

namespace eteinen::app {

// The answers (an array for Session::SetAnswer) that a view's value stands for; [] for an empty one. Errors: kInput,
// whose message is a message id such as "error.not-a-number".
Result<Json> AnswersOf(const form::Session& session, const form::Item& item, const Json& value);

// The text that stands in a field for the first of `answers`: "82,5", "24.11.2026".
std::string FieldText(const form::Item& item, const Json& answers, std::string_view locale);

// What was answered, for reading: the texts of the chosen options, "Kyllä", "82,5 kg". `yes_no` are the texts of true
// and false.
std::string AnswerText(const form::Questionnaire& form, const form::Item& item, const Json& answers,
                       std::string_view locale, const std::pair<std::string, std::string>& yes_no);

// The unit of a number, or empty.
std::string UnitOf(const form::Item& item);

// The word by which an option is chosen: its code, or its value as text.
std::string OptionWord(const form::OptionState& option);

// Whether an item is answered by choosing (radio buttons, checkboxes) or by typing.
bool IsChosen(const form::Item& item);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_ANSWER_H_
