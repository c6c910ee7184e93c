// What an expression of a form can give, found in its text alone: for the linter, never while a form is filled.
//
// Knows the shape of a response, which question a linkId names and what type of answer it takes. Where it does not know
// it says so (kAnyKind) and finds no fault, so that what it does find is certain.
#ifndef ETEINEN_CORE_FORM_EXPRESSION_TYPES_H_
#define ETEINEN_CORE_FORM_EXPRESSION_TYPES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/form/program.h"

namespace eteinen::form {

// A set of kinds of values, as bits.
using Kinds = std::uint32_t;
inline constexpr Kinds kBooleanKind = 1;
inline constexpr Kinds kNumberKind = 2;
inline constexpr Kinds kTextKind = 4;
inline constexpr Kinds kDateKind = 8;  // and dateTime
inline constexpr Kinds kTimeKind = 16;
inline constexpr Kinds kQuantityKind = 32;
inline constexpr Kinds kCodingKind = 64;
inline constexpr Kinds kOtherKind = 128;      // attachments, references
inline constexpr Kinds kStructureKind = 256;  // items and answers of the response, which are no values
inline constexpr Kinds kAnyKind = 511;

// "a number or a text"
std::string NamesOf(Kinds kinds);

// The kinds of value that answers of an item have.
Kinds KindsOfAnswers(const Item& item);

struct TypeFault {
  int position;  // in the expression, in code points
  std::string message;
};

// The kinds that the results can have; 0 when there can be none. Adds what cannot be meant: an element that its owner
// does not have, and comparisons that never hold.
Kinds KindsOf(const Questionnaire& questionnaire, const FormExpression& expression, std::vector<TypeFault>& faults);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_EXPRESSION_TYPES_H_
