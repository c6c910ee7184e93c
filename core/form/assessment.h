// What the answers to a questionnaire come to: how urgent it is, what kind of help it needs, and why.
//
// The judgement is data. A Questionnaire carries rules, each an extension `urn:eteinen:rule` with sub-extensions
//
//   id          valueCode        named in the reasons
//   condition   valueExpression  FHIRPath over the response (%resource); the rule holds when it is true
//   urgency     valueCode        emergency, immediate, today, within-3-days, routine, self-care, admin
//   need        valueCode        which kind of help, as in the channel directory ("health", "oral-health", …)
//   danger      valueBoolean     a danger sign: acts as soon as it holds, whatever is still unanswered
//   source      valueMarkdown    what it rests on, by title and year; nothing is judged by it
//   title, text valueString      for the resident; `translation` extensions as everywhere
//   advice      valueString      repeated: what to do meanwhile
//   worse       valueString      repeated: when to make contact again
//   link        extension        repeated: `url` (valueUri) and `label` (valueString)
//
// The gravest rule that holds decides; of equally grave ones, the first. Nothing here knows any symptom or scale.
#ifndef ETEINEN_CORE_FORM_ASSESSMENT_H_
#define ETEINEN_CORE_FORM_ASSESSMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::form {

inline constexpr std::string_view kRuleUrl = "urn:eteinen:rule";

// Gravest first; `admin` stands outside the scale and is the least.
inline constexpr std::string_view kUrgencies[] = {"emergency", "immediate", "today", "within-3-days",
                                                  "routine",   "self-care", "admin"};

struct Rule {
  std::string id;
  std::string condition;
  int urgency = 0;  // index into kUrgencies
  std::string need;
  bool danger = false;
  const Json* definition = nullptr;  // the extension, inside the questionnaire
  std::vector<int> reads;            // items whose answers can change it, also by way of calculated ones; sorted
};

// The rules of a form, in order of writing. Errors: kInput with the place ("extension[4].condition"): a rule without
// id, condition, urgency, need or title, two of one id, an unknown urgency, a condition that does not compile;
// kNotFound when a condition names an item that the form does not have.
Result<std::vector<Rule>> ReadRules(const Questionnaire& questionnaire);

// An answer that counted: one of those that a rule of the decisive urgency reads.
struct Because {
  std::string link_id;
  Json answer;  // as in the response: [{"valueBoolean": true}]
  std::string rule;
};

struct AssessmentLink {
  std::string url;
  LocalText label;
};

struct Assessment {
  // Empty while nothing is certain. Certain is: a danger sign that holds; a rule that holds when no graver rule can
  // come to hold by what is still unanswered; everything once the form is complete.
  std::string urgency;
  std::string need;
  std::string rule;  // id of the rule that decided
  bool danger = false;
  LocalText title;
  LocalText text;
  std::vector<LocalText> advice;
  std::vector<LocalText> worse;
  std::vector<AssessmentLink> links;
  std::vector<Because> because;
  bool complete = false;                // nothing unanswered
  std::vector<std::string> unanswered;  // required items on the path without a usable answer, in document order
  // The gravest urgency that is still possible (index into kUrgencies); what is certain when complete.
  int gravest_possible = 0;
};

// Errors: kInput when a condition fails on these answers (its rule is named). A form without rules gives an assessment
// without urgency.
Result<Assessment> Assess(const std::vector<Rule>& rules, const Session& session, std::string_view language);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_ASSESSMENT_H_
