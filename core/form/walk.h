// Every way through a form that matters: is there always an outcome, with a reason, and does a danger sign never make
// things look less grave?
//
// Ways that leave the same to be decided are one situation, and answers that no condition tells apart are one answer;
// so all ways are looked at, though few are walked. What was found is compared with real assessments: for each
// situation one way that comes through it is filled in and judged as for a resident.
//
// What cannot be walked whole is said: kNotWalked with the reason, and `sampled` for questions of which not every
// answer could be looked at. Nothing is left out in silence.
#ifndef ETEINEN_CORE_FORM_WALK_H_
#define ETEINEN_CORE_FORM_WALK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/assessment.h"
#include "core/form/judgement.h"
#include "core/form/session.h"

namespace eteinen::form {

struct WalkFinding {
  enum class Kind {
    kNoOutcome,       // a way that ends without an outcome
    kNoReason,        // an outcome for which no answer is the reason
    kNeverDecides,    // a rule that no way comes to
    kDangerWaits,     // a danger sign that alone does not act in the same step
    kDangerLowers,    // one more danger sign makes it less grave
    kAnswerUnused,    // an answer that makes no difference
    kConditionFails,  // an expression that fails on answers that can be given
    kAssessedElse,    // the walk and the real assessment differ: a mistake of this program or an unusual form
    kNotWalked,       // more than can be walked, or conditions that are not understood
  };
  Kind kind;
  std::string place;      // linkId, or id of the rule
  std::string message;    // names the answers that show it
  Json answers = Json();  // the same as plain answers (plain_answer.h), to be tried; null: there are none
};

// "no-outcome", "no-reason", "rule-never-decides", "danger-does-not-act", "danger-lowers", "answer-unused",
// "condition-fails", "assessed-otherwise", "not-walked"
std::string_view Code(WalkFinding::Kind kind);

struct Walk {
  std::vector<WalkFinding> findings;
  std::int64_t states = 0;     // situations that were visited
  std::int64_t decisions = 0;  // sets of answers that they represent, counted until everything is decided
  std::int64_t evaluated = 0;  // of these, assessed as for a resident
  int danger_item = -1;        // asked on the danger page (danger_page.h): the form is there to come to an outcome
  std::vector<std::string> sampled;  // "weight: 48 of its answers"
};

// A form without rules has nothing to be walked. `start` as for a session; its `now` is what the clock shows.
Walk WalkThrough(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Start& start);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_WALK_H_
