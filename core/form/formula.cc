#include "core/form/formula.h"

#include <algorithm>
#include <utility>

#include "core/base/decimal.h"
#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

// The one number among answers, or nothing.
std::optional<Decimal> NumberOf(const Json& answers) {
  if (answers.Items().size() != 1) return std::nullopt;
  const fhir::Choice choice = fhir::ChoiceOf(answers.Items().front());
  return choice && choice.value->IsNumber() ? Decimal::Parse(choice.value->NumberSource()) : std::nullopt;
}

Json NumberAnswers(const Decimal& number, bool whole) {
  const Decimal plain =
      whole ? number.Rescaled(0, Decimal::Rounding::kTowardZero).value_or(number) : number.Normalized();
  Json answer = Json::MakeObject();
  answer.Set(whole ? "valueInteger" : "valueDecimal", Json::Number(plain.ToString()));
  return Json::MakeArray({std::move(answer)});
}

}  // namespace

Formulas::Formulas(Leaves& leaves) : leaves_(leaves) {
  nodes_.resize(2);
  nodes_[kTrue].kind = Kind::kTrue;
}

FormulaId Formulas::Intern(Kind kind, bool flag, int name, FormulaIds parts) {
  std::uint64_t hash =
      (static_cast<std::uint64_t>(kind) << 1 | flag) * 0x9E3779B97F4A7C15u + static_cast<unsigned>(name);
  for (const FormulaId part : parts) hash = (hash ^ static_cast<unsigned>(part)) * 0x100000001B3u;
  const auto [begin, end] = by_hash_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    const Node& node = At(it->second);
    if (node.kind == kind && node.flag == flag && node.name == name && node.parts == parts) return it->second;
  }
  Node node{kind, flag, name, 0, std::move(parts)};
  if (kind == Kind::kQuestion) node.questions = std::uint64_t{1} << name;
  for (const FormulaId part : node.parts) node.questions |= At(part).questions;
  const FormulaId id = static_cast<FormulaId>(nodes_.size());
  nodes_.push_back(std::move(node));
  by_hash_.emplace(hash, id);
  return id;
}

FormulaId Formulas::Question(int question) { return Intern(Kind::kQuestion, false, question, {}); }

FormulaId Formulas::Constant(const Json& answers) {
  const auto [entry, fresh] = constants_.try_emplace(WriteJson(answers), 0);
  if (fresh) {
    values_.push_back(answers);
    entry->second = Intern(Kind::kConstant, false, static_cast<int>(values_.size()) - 1, {});
  }
  return entry->second;
}

bool Formulas::AllConstant(const FormulaIds& parts) const {
  return std::all_of(parts.begin(), parts.end(), [&](FormulaId part) { return IsConstant(part); });
}

std::vector<const Json*> Formulas::Inputs(const FormulaIds& parts) const {
  std::vector<const Json*> inputs;
  for (const FormulaId part : parts) inputs.push_back(&Answers(part));
  return inputs;
}

FormulaId Formulas::Call(int leaf, FormulaIds inputs) {
  if (AllConstant(inputs)) return Constant(leaves_.Value(leaf, Inputs(inputs)));
  return Intern(Kind::kCall, false, leaf, std::move(inputs));
}

FormulaId Formulas::Literal(int leaf, bool is_true, FormulaIds inputs) {
  if (!AllConstant(inputs)) return Intern(Kind::kLiteral, is_true, leaf, std::move(inputs));
  return leaves_.Judge(leaf, Inputs(inputs)) == (is_true ? Leaves::Truth::kTrue : Leaves::Truth::kFalse) ? kTrue
                                                                                                         : kFalse;
}

FormulaId Formulas::Sum(const FormulaIds& terms, bool whole) {
  Decimal known;
  bool any_known = false;
  FormulaIds open;
  for (const FormulaId term : terms) {
    if (!IsConstant(term)) {
      open.push_back(term);
      continue;
    }
    const std::optional<Decimal> number = NumberOf(Answers(term));
    const std::optional<Decimal> sum = number ? Add(known, *number) : std::nullopt;
    if (!sum) return Constant(Json::MakeArray());
    known = *sum;
    any_known = true;
  }
  if (open.empty()) return Constant(NumberAnswers(known, whole));
  if (any_known) open.push_back(Constant(NumberAnswers(known, false)));
  std::sort(open.begin(), open.end());
  return Intern(Kind::kSum, whole, 0, std::move(open));
}

FormulaId Formulas::If(FormulaId condition, FormulaId value) {
  if (condition == kTrue) return value;
  if (condition == kFalse) return Constant(Json::MakeArray());
  return Intern(Kind::kIf, false, 0, {condition, value});
}

FormulaId Formulas::Join(Kind kind, FormulaId unit, FormulaId zero, const FormulaIds& parts) {
  FormulaIds flat;
  for (const FormulaId part : parts) {
    if (part == zero) return zero;
    if (part == unit) continue;
    if (At(part).kind == kind) {
      flat.insert(flat.end(), At(part).parts.begin(), At(part).parts.end());
    } else {
      flat.push_back(part);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (flat.empty()) return unit;
  if (flat.size() == 1) return flat.front();
  return Intern(kind, false, 0, std::move(flat));
}

FormulaId Formulas::And(const FormulaIds& parts) { return Join(Kind::kAnd, kTrue, kFalse, parts); }
FormulaId Formulas::Or(const FormulaIds& parts) { return Join(Kind::kOr, kFalse, kTrue, parts); }

FormulaId Formulas::Rebuilt(const Node& node, FormulaIds parts) {
  switch (node.kind) {
    case Kind::kCall:
      return Call(node.name, std::move(parts));
    case Kind::kSum:
      return Sum(parts, node.flag);
    case Kind::kIf:
      return If(parts[0], parts[1]);
    case Kind::kLiteral:
      return Literal(node.name, node.flag, std::move(parts));
    case Kind::kAnd:
      return And(parts);
    default:
      return Or(parts);
  }
}

FormulaId Formulas::Answered(FormulaId formula, int question, FormulaId constant) {
  if ((At(formula).questions >> question & 1) == 0) return formula;
  if (At(formula).kind == Kind::kQuestion) return constant;
  // Numbers of formulas stay far below 2^29 (each takes more than a byte), those of questions below 2^6.
  const std::uint64_t key = static_cast<std::uint64_t>(formula) << 35 | static_cast<std::uint64_t>(constant) << 6 |
                            static_cast<std::uint64_t>(question);
  if (const auto known = answered_.find(key); known != answered_.end()) return known->second;
  const Node node = At(formula);  // a copy: the table grows meanwhile
  FormulaIds parts = node.parts;
  for (FormulaId& part : parts) part = Answered(part, question, constant);
  const FormulaId result = Rebuilt(node, std::move(parts));
  answered_.emplace(key, result);
  return result;
}

std::vector<Formulas::Reader> Formulas::ReadersOf(int question) const {
  std::vector<Reader> readers;
  for (const Node& node : nodes_) {
    if (node.kind != Kind::kCall && node.kind != Kind::kLiteral) continue;
    const bool direct = std::any_of(node.parts.begin(), node.parts.end(), [&](FormulaId part) {
      return At(part).kind == Kind::kQuestion && At(part).name == question;
    });
    const Reader reader{node.name, node.kind == Kind::kLiteral, node.parts.size() == 1};
    const bool known = std::any_of(readers.begin(), readers.end(), [&](const Reader& other) {
      return other.leaf == reader.leaf && other.truth == reader.truth && other.alone == reader.alone;
    });
    if (direct && !known) readers.push_back(reader);
  }
  return readers;
}

}  // namespace eteinen::form
