#include "core/form/judgement.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/calendar/civil_time.h"
#include "core/calendar/instant.h"
#include "core/form/answer_classes.h"
#include "core/form/condition.h"
#include "core/form/program.h"

namespace eteinen::form {
namespace {

Error NotUnderstood(std::string message, std::string path) {
  return Error{ErrorKind::kUnsupported, std::move(message), std::move(path), std::nullopt};
}

class Builder {
 public:
  Builder(const Questionnaire& questionnaire, Judgement& judgement)
      : questionnaire_(questionnaire), judgement_(judgement) {}

  Status Run(const std::vector<Rule>& rules) {
    ETEINEN_RETURN_IF_ERROR(CollectQuestions(rules));
    for (const Rule& rule : rules) {
      JudgedRule judged;
      judged.rule = &rule;
      ETEINEN_ASSIGN_OR_RETURN(judged.holds, TruthOf(rule.condition, -1, "rule " + rule.id));
      FormulaIds answered;
      const int leaf = judgement_.leaves->AddIsAnswered();
      for (const int item : rule.reads) {
        if (const int number = NumberOf(item); number >= 0) {
          answered.push_back(Table().Literal(leaf, true, {Table().Question(number)}));
        }
      }
      judged.reason = Table().Or(answered);
      judgement_.rules.push_back(judged);
    }
    std::stable_sort(judgement_.rules.begin(), judgement_.rules.end(),
                     [](const JudgedRule& a, const JudgedRule& b) { return a.rule->urgency < b.rule->urgency; });
    for (Asked& asked : judgement_.questions) {
      ETEINEN_ASSIGN_OR_RETURN(asked.enabled, Enabled(asked.item));
    }
    for (std::size_t q = 0; q < judgement_.questions.size(); ++q) {
      Asked& asked = judgement_.questions[q];
      ClassifyAnswers(ItemAt(asked.item), static_cast<int>(q), *judgement_.leaves, Table(), asked);
    }
    return FindOrder();
  }

 private:
  Formulas& Table() { return *judgement_.formulas; }
  const Item& ItemAt(int item) const { return questionnaire_.items()[static_cast<std::size_t>(item)]; }
  const std::string& Name(int item) const { return ItemAt(item).link_id; }

  int CalculationOf(int item) const {
    for (const int id : ItemAt(item).expressions) {
      if (questionnaire_.program()[id].use == Use::kCalculated) return id;
    }
    return -1;
  }

  Status CollectQuestions(const std::vector<Rule>& rules) {
    std::set<int> items;
    for (const Rule& rule : rules) items.insert(rule.reads.begin(), rule.reads.end());
    for (std::size_t i = 0; i < questionnaire_.items().size(); ++i) {
      const Item& item = questionnaire_.items()[i];
      if (item.type == ItemType::kChoice && item.options.empty() &&
          (item.required || items.contains(static_cast<int>(i)))) {
        return NotUnderstood("the form does not contain its options", item.link_id);
      }
    }
    for (const int item : items) {
      if (CalculationOf(item) >= 0) continue;
      for (int at = item; at >= 0; at = ItemAt(at).parent) {
        if (ItemAt(at).repeats && (at != item || !ItemAt(at).IsQuestion())) {
          return NotUnderstood("it stands in a group or question that repeats", Name(item));
        }
      }
      Asked asked;
      asked.item = item;
      judgement_.questions.push_back(std::move(asked));
    }
    if (judgement_.questions.size() > Formulas::kMostQuestions) {
      return NotUnderstood("the rules read more than 64 questions", "");
    }
    return Ok{};
  }

  int NumberOf(int item) const {
    for (std::size_t q = 0; q < judgement_.questions.size(); ++q) {
      if (judgement_.questions[q].item == item) return static_cast<int>(q);
    }
    return -1;
  }

  // The expression behind %name for something written at `owner` (-1: the form).
  const std::string* DefinitionOf(std::string_view name, int owner) const {
    for (int at = owner;; at = ItemAt(at).parent) {
      const std::vector<int>& ids = at < 0 ? questionnaire_.program().root_expressions : ItemAt(at).expressions;
      for (const int id : ids) {
        const FormExpression& expression = questionnaire_.program()[id];
        if (expression.use == Use::kVariable && expression.name == name && expression.compiled) {
          return &expression.compiled->text();
        }
      }
      if (at < 0) return nullptr;
    }
  }

  Result<std::string> Written(const std::string& text, int owner, const std::string& place) const {
    std::optional<std::string> whole =
        WithDefinitions(text, [&](std::string_view name) { return DefinitionOf(name, owner); });
    if (!whole) return NotUnderstood("its variables make it too long", place);
    return *std::move(whole);
  }

  struct Read {
    std::optional<fhirpath::Expression> expression;
    std::vector<int> inputs;
  };

  // Compiles, and finds what is read.
  Result<Read> Reading(const std::string& text, const std::string& place) const {
    fhirpath::CompileOptions options;
    options.model = questionnaire_.program().model;
    Result<fhirpath::Expression> compiled = fhirpath::Compile(text, options);
    if (!compiled.ok()) return NotUnderstood(compiled.error().message, place);
    const fhirpath::Dependencies needs = fhirpath::DependenciesOf(*compiled);
    if (needs.everything || needs.context) return NotUnderstood("it reads more than items named by linkId", place);
    for (const std::string& name : needs.variables) {
      if (name != "questionnaire" && name != FormLeaves::kSumName) {
        return NotUnderstood("it reads %" + name, place);
      }
    }
    Read read;
    for (const std::string& link_id : needs.link_ids) {
      const int item = questionnaire_.Find(link_id);
      if (item < 0) return NotUnderstood("it reads \"" + link_id + "\", and there is no such item", place);
      for (int i = item; i < ItemAt(item).end; ++i) {
        if (ItemAt(i).IsQuestion()) read.inputs.push_back(i);
        if (ItemAt(item).IsQuestion()) break;
      }
    }
    for (const std::string& name : needs.variables) {
      if (name == FormLeaves::kSumName) read.inputs.push_back(FormLeaves::kSumInput);
    }
    read.expression.emplace(std::move(compiled).value());
    return read;
  }

  Result<FormulaIds> Values(const std::vector<int>& items) {
    FormulaIds values;
    for (const int item : items) {
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId value, ValueOf(item));
      values.push_back(value);
    }
    return values;
  }

  Result<FormulaId> ValueOf(int item) {
    const int calculation = CalculationOf(item);
    if (calculation < 0) {
      const int number = NumberOf(item);
      return number >= 0 ? Table().Question(number) : Table().Constant(Json::MakeArray());
    }
    if (const auto known = calculated_.find(item); known != calculated_.end()) return known->second;
    if (!under_way_.insert(item).second) return NotUnderstood("it is calculated from itself", Name(item));
    const FormExpression& expression = questionnaire_.program()[calculation];
    if (!expression.compiled) return NotUnderstood("its calculation does not compile", Name(item));
    ETEINEN_ASSIGN_OR_RETURN(const std::string text, Written(expression.compiled->text(), item, Name(item)));
    const ItemType type = ItemAt(item).type;
    std::vector<std::string> terms = {text};
    constexpr std::string_view kTruncated = ").truncate()";
    if (type == ItemType::kInteger && text.starts_with("(") && text.ends_with(kTruncated)) {
      terms = SplitSum(std::string_view(text).substr(0, text.size() - kTruncated.size() + 1));
    } else if (type == ItemType::kInteger || type == ItemType::kDecimal) {
      terms = SplitSum(text);
    }
    FormulaId value = 0;
    if (terms.size() > 1) {
      ETEINEN_ASSIGN_OR_RETURN(value, SumOf(terms, type == ItemType::kInteger, Name(item)));
    } else {
      ETEINEN_ASSIGN_OR_RETURN(value, Calculation(text, item, Name(item)));
    }
    ETEINEN_ASSIGN_OR_RETURN(const FormulaId enabled, Enabled(item));
    under_way_.erase(item);
    return calculated_[item] = Table().If(enabled, value);
  }

  Result<FormulaId> Calculation(const std::string& text, int target, const std::string& place) {
    ETEINEN_ASSIGN_OR_RETURN(Read read, Reading(text, place));
    ETEINEN_ASSIGN_OR_RETURN(FormulaIds inputs, Values(read.inputs));
    const int leaf = judgement_.leaves->AddExpression(*std::move(read.expression), std::move(read.inputs), target);
    return Table().Call(leaf, std::move(inputs));
  }

  Result<FormulaId> SumOf(const std::vector<std::string>& terms, bool whole, const std::string& place) {
    FormulaIds values;
    for (const std::string& term : terms) {
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId value, Calculation(term, -1, place));
      values.push_back(value);
    }
    return Table().Sum(values, whole);
  }

  Result<FormulaId> TruthOf(const std::string& condition, int owner, const std::string& place) {
    ETEINEN_ASSIGN_OR_RETURN(const std::string text, Written(condition, owner, place));
    return Asks(SplitCondition(text), true, place);
  }

  // Where the condition is true (or false, if that is asked).
  Result<FormulaId> Asks(const Condition& condition, bool is_true, const std::string& place) {
    using Kind = Condition::Kind;
    const std::vector<Condition>& parts = condition.parts;
    if (condition.kind == Kind::kLeaf) return LeafOf(condition.text, is_true, place);
    if (condition.kind == Kind::kNot) return Asks(parts[0], !is_true, place);
    if (condition.kind == Kind::kXor) {
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId left, Asks(parts[0], true, place));
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId not_left, Asks(parts[0], false, place));
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId right, Asks(parts[1], is_true, place));
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId not_right, Asks(parts[1], !is_true, place));
      return Table().Or({Table().And({left, not_right}), Table().And({not_left, right})});
    }
    FormulaIds asked;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool turned = condition.kind == Kind::kImplies && i == 0;
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId part, Asks(parts[i], is_true != turned, place));
      asked.push_back(part);
    }
    return (condition.kind == Kind::kAnd) == is_true ? Table().And(asked) : Table().Or(asked);
  }

  Result<FormulaId> LeafOf(const std::string& text, bool is_true, const std::string& place) {
    std::string read_text = text;
    std::optional<FormulaId> sum;
    if (const auto comparison = SplitComparison(text)) {
      const std::vector<std::string> terms = SplitSum(comparison->left);
      if (terms.size() > 1) {
        ETEINEN_ASSIGN_OR_RETURN(sum, SumOf(terms, false, place));
        read_text = "%" + std::string(FormLeaves::kSumName) + " " + comparison->op + " " + comparison->right;
      }
    }
    auto& known = leaves_[read_text];
    ETEINEN_ASSIGN_OR_RETURN(Read read, Reading(read_text, place));
    FormulaIds inputs;
    for (const int item : read.inputs) {
      if (item == FormLeaves::kSumInput) {
        inputs.push_back(*sum);
        continue;
      }
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId value, ValueOf(item));
      inputs.push_back(value);
    }
    if (!known) known = judgement_.leaves->AddExpression(*std::move(read.expression), std::move(read.inputs), -1);
    return Table().Literal(*known, is_true, std::move(inputs));
  }

  Result<FormulaId> Enabled(int item) {
    if (const auto known = enabled_.find(item); known != enabled_.end()) return known->second;
    if (questionnaire_.program().enable_cyclic[static_cast<std::size_t>(item)] != 0) {
      return NotUnderstood("items enable each other in a circle", Name(item));
    }
    FormulaIds all;
    if (ItemAt(item).parent >= 0) {
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId above, Enabled(ItemAt(item).parent));
      all.push_back(above);
    }
    FormulaIds conditions;
    for (const EnableCondition& condition : ItemAt(item).enable_when) {
      if (condition.question < 0) continue;
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId value, ValueOf(condition.question));
      conditions.push_back(Table().Literal(judgement_.leaves->AddCondition(condition), true, {value}));
    }
    if (!conditions.empty()) {
      all.push_back(ItemAt(item).any_condition ? Table().Or(conditions) : Table().And(conditions));
    }
    for (const int id : ItemAt(item).expressions) {
      const FormExpression& expression = questionnaire_.program()[id];
      if (expression.use != Use::kEnableWhen || !expression.compiled) continue;
      ETEINEN_ASSIGN_OR_RETURN(const FormulaId truth, TruthOf(expression.compiled->text(), item, Name(item)));
      all.push_back(truth);
    }
    return enabled_[item] = Table().And(all);
  }

  Status FindOrder() {
    std::uint64_t done = 0;
    const std::size_t count = judgement_.questions.size();
    while (judgement_.order.size() < count) {
      std::size_t next = 0;
      while (next < count &&
             ((done >> next & 1) != 0 || (Table().Questions(judgement_.questions[next].enabled) & ~done))) {
        ++next;
      }
      if (next == count) return NotUnderstood("questions enable each other in a circle", "");
      done |= std::uint64_t{1} << next;
      judgement_.order.push_back(static_cast<int>(next));
    }
    return Ok{};
  }

  const Questionnaire& questionnaire_;
  Judgement& judgement_;
  std::map<int, FormulaId> calculated_;
  std::map<int, FormulaId> enabled_;
  std::map<std::string, std::optional<int>> leaves_;
  std::set<int> under_way_;
};

}  // namespace

Result<Judgement> Understand(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const std::string& now,
                             const Terminology* terminology) {
  const Result<Instant> instant = ParseInstant(now);
  if (!instant.ok()) return InputError(instant.error().message, "now");
  Judgement judgement;
  judgement.leaves = std::make_unique<FormLeaves>(questionnaire, instant->seconds * 1000,
                                                  HelsinkiUtcOffset(*instant) / 60, terminology);
  judgement.formulas = std::make_unique<Formulas>(*judgement.leaves);
  ETEINEN_RETURN_IF_ERROR(Builder(questionnaire, judgement).Run(rules));
  return judgement;
}

}  // namespace eteinen::form
