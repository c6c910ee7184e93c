// The skeleton of a FHIRPath condition: where it says and, or, xor, implies and .not(), and what stands between.
//
// Proofs about rules (walk.h) need to know that "a and b" is decided as soon as a is false; the expression language
// needs not. Only the text is looked at here, by the precedence of FHIRPath N1: what is no boolean operator stays whole
// in a leaf, which the engine evaluates. Nothing is evaluated here, and nothing fails: a text that does not parse is
// one leaf, and the engine says what is wrong with it.
#ifndef ETEINEN_CORE_FORM_CONDITION_H_
#define ETEINEN_CORE_FORM_CONDITION_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eteinen::form {

struct Condition {
  enum class Kind { kLeaf, kNot, kAnd, kOr, kXor, kImplies };
  Kind kind = Kind::kLeaf;
  std::string text;              // of a leaf, without spaces around it
  std::vector<Condition> parts;  // one for kNot, two for kXor and kImplies, two or more for kAnd and kOr
};

Condition SplitCondition(std::string_view text);

// The terms of a sum: "a + b.c() + (d)" → "a", "b.c()", "(d)". One term when the text is no sum, or when anything that
// binds less tightly than + stands beside it.
std::vector<std::string> SplitSum(std::string_view text);

// "total > 20" as left side, operator and right side; nothing when the text is no single comparison by =, !=, <, <=, >
// or >=.
struct Comparison {
  std::string left, op, right;
};
std::optional<Comparison> SplitComparison(std::string_view text);

// The text with each %name for which `definition` gives an expression replaced by that expression in brackets, in it
// too. Nothing when that never ends or becomes longer than 64 Ki characters.
using Definition = std::function<const std::string*(std::string_view name)>;
std::optional<std::string> WithDefinitions(std::string_view text, const Definition& definition);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_CONDITION_H_
