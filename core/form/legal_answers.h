// Every answer that a question accepts, for proofs that look at all of them.
//
// Whole for booleans, choices (of several answers every set that goes together), whole numbers and decimals of known
// precision. Of what has no end (texts, dates, decimals without a precision, several numbers) there are samples, and it
// says so.
#ifndef ETEINEN_CORE_FORM_LEGAL_ANSWERS_H_
#define ETEINEN_CORE_FORM_LEGAL_ANSWERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

struct LegalAnswers {
  std::vector<Json> all;  // arrays as for Session::SetAnswer; the first is [] where none is needed
  // Where several options may be chosen, for each of `all`: bit i: option i is among them; nothing: it is no option.
  // Empty for every other question.
  std::vector<std::optional<std::uint32_t>> chosen;
  bool sampled = false;  // there are more than these
};

// At most so many; a question that has more is sampled evenly.
inline constexpr std::size_t kMostAnswers = std::size_t{1} << 15;

LegalAnswers LegalAnswersOf(const Item& item);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_LEGAL_ANSWERS_H_
