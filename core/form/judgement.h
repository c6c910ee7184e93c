// A form's rules as formulas over its questions, ready to be proved things about.
//
// The questions are those that some rule depends on, also by way of calculated items and of what enables an item. Each
// has its answers in classes: answers that no condition of the form can tell apart are in one, so that one of them
// stands for all. Nothing is judged here; walk.h goes through it.
//
// Not understood, and said so with kUnsupported: conditions that read the launch context, the place of an item, or the
// response as a whole; items that enable each other in a circle; repeating groups; more than 64 questions.
#ifndef ETEINEN_CORE_FORM_JUDGEMENT_H_
#define ETEINEN_CORE_FORM_JUDGEMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/form/assessment.h"
#include "core/form/formula.h"
#include "core/form/leaves.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

struct AnswerClass {
  FormulaId answers = 0;   // a constant: one answer of the class
  std::int64_t count = 0;  // how many answers it stands for
};

// A question that rules depend on.
struct Asked {
  int item = -1;
  FormulaId enabled = Formulas::kTrue;
  std::vector<AnswerClass> classes;
  // Of a question with several answers: each set of options (bit i: option i) and its class, by set.
  std::vector<std::pair<std::uint32_t, int>> sets;
  std::size_t looked_at = 0;   // answers that the classes were found from
  bool sampled = false;        // there are more answers than those
  bool distinguished = false;  // some condition tells two of its answers apart
  std::vector<int> unused;     // options that make no difference to any condition, those that exclude others left out
};

struct JudgedRule {
  const Rule* rule = nullptr;
  FormulaId holds = Formulas::kFalse;
  FormulaId reason = Formulas::kFalse;  // something that it reads has been answered
};

struct Judgement {
  std::unique_ptr<FormLeaves> leaves;
  std::unique_ptr<Formulas> formulas;
  std::vector<Asked> questions;   // in document order; bit q of a formula is questions[q]
  std::vector<int> order;         // in which they are answered: what enables a question comes before it
  std::vector<JudgedRule> rules;  // the one that decides first: by urgency, then by order of writing
};

// `now` (RFC 3339) is what expressions that ask the clock see. Errors: kInput for `now`, kUnsupported as above.
Result<Judgement> Understand(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const std::string& now,
                             const Terminology* terminology);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_JUDGEMENT_H_
