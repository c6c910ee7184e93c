// Is this QuestionnaireResponse a right answer to this Questionnaire?
//
// One pure function, used while filling, on sending, by the backend and on the command line. It reports everything it
// finds and changes nothing. Whether an item is enabled, required or limited by an expression is evaluated as a session
// would. `required` and a missing minimum count are reported only for the statuses `completed` and `amended`. What is
// missing is told of the item that stands there without an answer, or else of what it would stand in; too many answers
// of their question, too many groups of the first that is too many. An empty text and two values at once are
// invalidAnswerType; `item` or `answer` that is no list is invalidType.
//
// Codes: questionnaireMismatch, questionnaireDraft, questionnaireRetired and questionnaireInactive (warnings: its
// status, and written outside its effectivePeriod), invalidType, invalidLinkId, duplicateLinkId, itemOrder,
// groupShouldNotHaveAnswers, displayAnswer, questionShouldNotHaveItems, notEnabled, required, minCount, maxCount,
// invalidAnswerType, invalidAnswerOption, exclusiveAnswerOption, invalidCoding, minValue, maxValue,
// minValueIncompatUnits, maxValueIncompatUnits, minLength, maxLength, regex, maxDecimalPlaces, invalidNewLine,
// invalidUrlValue, invalidRefValue, invalidRefResourceType, invalidUnit, invalidUnitValueSet, maxAttachmentSize,
// invalidAttachmentType, attachmentSizeInconsistent, invariant, unknownValueSet, and the codes of the form's own
// LoadIssues.
#ifndef ETEINEN_CORE_FORM_VALIDATE_H_
#define ETEINEN_CORE_FORM_VALIDATE_H_

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/questionnaire.h"
#include "core/form/terminology.h"

namespace eteinen::form {

struct Issue {
  std::string severity;  // "fatal", "error", "warning", "information"
  std::string code;
  std::string link_id;     // empty: the response itself
  std::vector<int> at;     // index of each repeating ancestor, outermost first
  std::string expression;  // FHIRPath of the place, 0-based: "QuestionnaireResponse.item[0].answer[1]"
  std::string message;     // English, for developers and authors; never holds what was answered
  std::vector<std::pair<std::string, std::string>> parameters;  // for texts from i18n: ("limit", "5"), …
  friend bool operator==(const Issue&, const Issue&) = default;
};

struct ValidateOptions {
  std::string now;  // RFC 3339; otherwise expressions that ask the clock are left out
  Json launch;      // name → resource
  std::string language = "fi";
  const Terminology* terminology = nullptr;  // known value sets; null: none
};

// Never fails: a response that is no QuestionnaireResponse is itself an issue.
std::vector<Issue> Validate(const Questionnaire& questionnaire, const Json& response,
                            const ValidateOptions& options = {});

// No error and nothing fatal.
bool IsValid(const std::vector<Issue>& issues);

// {"severity","code","linkId","expression","message"}
Json ToJson(const Issue& issue);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_VALIDATE_H_
