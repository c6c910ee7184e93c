// The leaves of a form's conditions, judged by the expression engine on responses that hold nothing but what they read.
//
// A leaf is an expression (or one enableWhen, or "is answered") and the items whose answers it reads, its inputs. Only
// for proofs (walk.h): a session evaluates whole conditions on whole responses, and the walk compares with it.
#ifndef ETEINEN_CORE_FORM_LEAVES_H_
#define ETEINEN_CORE_FORM_LEAVES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/fhirpath/fhirpath.h"
#include "core/form/formula.h"
#include "core/form/questionnaire.h"
#include "core/form/terminology.h"

namespace eteinen::form {

class FormLeaves final : public Leaves, private fhirpath::Host {
 public:
  // The variable under which a number given from outside is read: %eteinenSum.
  static constexpr std::string_view kSumName = "eteinenSum";
  static constexpr int kSumInput = -1;

  FormLeaves(const Questionnaire& questionnaire, std::int64_t now_ms, int offset_minutes,
             const Terminology* terminology);

  // Each gives the number of the leaf. An expression reads the items `inputs` (kSumInput: the variable above);
  // `target` is the item that its value is for, -1 when only its truth is asked for or a number is wanted.
  int AddExpression(fhirpath::Expression expression, std::vector<int> inputs, int target);
  int AddCondition(const EnableCondition& condition);
  int AddIsAnswered();
  // Errors that expressions came to, by their text; each told once.
  const std::map<std::string, std::string>& failures() const { return failures_; }
  // The text of an expression; empty for the other kinds.
  std::string_view TextOf(int leaf) const;
  // Each answer is looked at by itself, and one that fits is enough: what holds for a set of answers holds if it does
  // for one of them.
  bool IsForAnyAnswer(int leaf) const;

  Truth Judge(int leaf, const std::vector<const Json*>& inputs) override;
  Json Value(int leaf, const std::vector<const Json*>& inputs) override;

 private:
  struct Leaf {
    std::optional<fhirpath::Expression> expression;
    const EnableCondition* condition = nullptr;
    std::vector<int> inputs;
    int target = -1;
    bool for_any = false;
  };

  std::optional<std::optional<Decimal>> Weight(const Json& answer_or_value, std::uint64_t* steps) const override;
  std::optional<bool> MemberOf(std::string_view system, std::string_view code,
                               std::string_view value_set) const override;
  Truth JudgeOneByOne(int leaf, const Json& answers);
  Truth JudgeTogether(int leaf, const std::vector<const Json*>& inputs);
  Json ResponseWith(const Leaf& leaf, const std::vector<const Json*>& inputs) const;
  std::optional<fhirpath::Collection> Evaluate(const Leaf& leaf, const std::vector<const Json*>& inputs,
                                               const Json& response);
  const Leaf& At(int leaf) const { return leaves_[static_cast<std::size_t>(leaf)]; }

  const Questionnaire& questionnaire_;
  const Terminology* terminology_;
  fhirpath::Environment environment_;
  std::vector<Leaf> leaves_;
  std::map<std::string, std::string> failures_;
  std::unordered_map<std::string, Truth> one_by_one_;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_LEAVES_H_
