#include "core/form/danger_page.h"

#include <algorithm>

namespace eteinen::form {

int DangerPage(const Questionnaire& questionnaire, const Judgement& judgement) {
  Formulas& formulas = *judgement.formulas;
  for (std::size_t q = 0; q < judgement.questions.size(); ++q) {
    const Asked& asked = judgement.questions[q];
    const Item& item = questionnaire.items()[static_cast<std::size_t>(asked.item)];
    const bool has_none =
        std::any_of(item.options.begin(), item.options.end(), [](const Option& o) { return o.exclusive; });
    if (!item.repeats || !has_none) continue;
    for (const JudgedRule& rule : judgement.rules) {
      if (!rule.rule->danger) continue;
      for (const AnswerClass& answer : asked.classes) {
        if (formulas.Answered(rule.holds, static_cast<int>(q), answer.answers) == Formulas::kTrue) {
          return static_cast<int>(q);
        }
      }
    }
  }
  return -1;
}

}  // namespace eteinen::form
