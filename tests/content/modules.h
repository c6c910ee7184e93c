// The questionnaires as they are shipped, and the golden cases that were written down before their rules.
//
// A golden case is one line of tests/content/golden/<id>.ndjson:
//   {"name", "questionnaire", "person", "answers", "urgency", "need", "rule"?, "values"?}
// Answers and person are plain, as on the command line. `urgency` null: nothing is certain yet.
#ifndef ETEINEN_TESTS_CONTENT_MODULES_H_
#define ETEINEN_TESTS_CONTENT_MODULES_H_

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/assessment.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::form {

// Tuesday 24.11.2026 at 9.00 in Helsinki: all birth dates of the cases are seen from here.
inline constexpr char kNow[] = "2026-11-24T09:00:00+02:00";

// Ids of the questionnaires in assets/questionnaires, sorted.
std::vector<std::string> ModuleIds();
// Those that assess a symptom.
std::vector<std::string> SymptomIds();

// A file of assets/questionnaires, compiled. A file that does not compile fails the test.
Questionnaire Compiled(const std::string& id);
// Whether its answers are sent to the county, instead of giving a resident an assessment.
bool IsSent(const Questionnaire& questionnaire);
std::vector<Rule> RulesOf(const Questionnaire& questionnaire);

// The lines of tests/content/golden/<file>.ndjson. Those of several.ndjson are symptoms at once: their "questionnaire"
// is a list. They were judged by hand before they were run, as those of presentations.ndjson.
std::vector<Json> CasesIn(const std::string& file);
// The golden cases of one file of assets/questionnaires: its own, and those of presentations.ndjson that come to it.
// Those were written in words, with urgency and need, by somebody who had not seen the rules; where the rules are more
// careful than that, `expectedAtFirst` says what was written then.
std::vector<Json> CasesOf(const std::string& id);
Start StartFor(const Json& person);

}  // namespace eteinen::form

#endif  // ETEINEN_TESTS_CONTENT_MODULES_H_
