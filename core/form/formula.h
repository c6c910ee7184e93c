// What is left of a form's conditions when some of its questions have been answered.
//
// A condition is a formula of true, false, and, or, and of literals: "this expression is true" or "is false", where the
// expression (a leaf) reads the answers to certain questions. Giving a question its answers makes a smaller formula;
// equal formulas are one and the same number, so that two ways through a form that leave the same to be asked are one
// situation. That is what lets a proof look at thousands of situations instead of billions of answers (walk.h).
//
// "Not" is no operator here: of FHIRPath's three values a rule only asks whether its condition is true, and that
// question goes inwards: not(a) is true where a is false, and false where a is true; where a is empty it is neither.
#ifndef ETEINEN_CORE_FORM_FORMULA_H_
#define ETEINEN_CORE_FORM_FORMULA_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "core/base/json.h"

namespace eteinen::form {

using FormulaId = int;
// Most formulas have few parts: these lie where the list is, without a piece of the heap each.
using FormulaIds = absl::InlinedVector<FormulaId, 4>;

// What a leaf makes of answers: arrays as in a response, [] for none. Each leaf is asked once for the same answers.
class Leaves {
 public:
  enum class Truth { kFalse, kTrue, kEmpty, kFailed };
  virtual ~Leaves() = default;
  virtual Truth Judge(int leaf, const std::vector<const Json*>& inputs) = 0;
  // The answers that the leaf, as the calculation of an item, gives to it.
  virtual Json Value(int leaf, const std::vector<const Json*>& inputs) = 0;
};

class Formulas {
 public:
  static constexpr FormulaId kFalse = 0;
  static constexpr FormulaId kTrue = 1;
  static constexpr int kMostQuestions = 64;

  explicit Formulas(Leaves& leaves);

  // Values: the answers to a question (0…63), given answers, a calculation, a sum, answers that are there only if.
  FormulaId Question(int question);
  FormulaId Constant(const Json& answers);
  FormulaId Call(int leaf, FormulaIds inputs);
  // Empty when a term is. Whole numbers when `whole`.
  FormulaId Sum(const FormulaIds& terms, bool whole);
  FormulaId If(FormulaId condition, FormulaId value);

  // Truths.
  FormulaId Literal(int leaf, bool is_true, FormulaIds inputs);
  FormulaId And(const FormulaIds& parts);
  FormulaId Or(const FormulaIds& parts);

  // With the question answered by a constant.
  FormulaId Answered(FormulaId formula, int question, FormulaId constant);

  // Bit q: it still depends on question q.
  std::uint64_t Questions(FormulaId formula) const { return At(formula).questions; }
  bool IsConstant(FormulaId formula) const { return At(formula).kind == Kind::kConstant; }
  const Json& Answers(FormulaId constant) const { return values_[static_cast<std::size_t>(At(constant).name)]; }
  // The leaves that read the question directly, each once. `alone`: it is all that they read.
  struct Reader {
    int leaf;
    bool truth;  // of a literal; else of a calculation
    bool alone;
  };
  std::vector<Reader> ReadersOf(int question) const;

 private:
  enum class Kind : std::uint8_t { kFalse, kTrue, kQuestion, kConstant, kCall, kSum, kIf, kLiteral, kAnd, kOr };
  struct Node {
    Kind kind = Kind::kFalse;
    bool flag = false;  // literal: asks for true; sum: whole
    int name = 0;       // question, value or leaf
    std::uint64_t questions = 0;
    FormulaIds parts;
  };

  const Node& At(FormulaId id) const { return nodes_[static_cast<std::size_t>(id)]; }
  FormulaId Intern(Kind kind, bool flag, int name, FormulaIds parts);
  FormulaId Join(Kind kind, FormulaId unit, FormulaId zero, const FormulaIds& parts);
  FormulaId Rebuilt(const Node& node, FormulaIds parts);
  std::vector<const Json*> Inputs(const FormulaIds& parts) const;
  bool AllConstant(const FormulaIds& parts) const;

  Leaves& leaves_;
  std::vector<Node> nodes_;
  std::vector<Json> values_;
  std::unordered_multimap<std::uint64_t, FormulaId> by_hash_;
  std::unordered_map<std::string, FormulaId> constants_;
  std::unordered_map<std::uint64_t, FormulaId> answered_;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_FORMULA_H_
