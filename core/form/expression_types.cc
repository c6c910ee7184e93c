#include "core/form/expression_types.h"

#include <algorithm>
#include <initializer_list>

#include "core/fhirpath/functions.h"
#include "core/fhirpath/program.h"

namespace eteinen::form {
namespace {

using fhirpath::Function;
using fhirpath::ItemKind;
using fhirpath::Node;
using fhirpath::NodeId;
using fhirpath::NodeKind;
using fhirpath::Op;

// Where in a response a part of an expression stands.
enum class Place { kValue, kResponse, kItem, kAnswer };

struct Shape {
  Place place = Place::kValue;
  Kinds kinds = kAnyKind;
  int item = -1;  // the questionnaire's item behind items and answers; -1: any
};

Shape Value(Kinds kinds) { return {Place::kValue, kinds, -1}; }
Shape In(Place place, int item) { return {place, kStructureKind, item}; }

Kinds KindsOfType(std::string_view type) {
  if (type == "boolean" || type == "Boolean") return kBooleanKind;
  if (type == "integer" || type == "decimal" || type == "Integer" || type == "Decimal") return kNumberKind;
  if (type == "date" || type == "dateTime" || type == "Date" || type == "DateTime") return kDateKind;
  if (type == "time" || type == "Time") return kTimeKind;
  if (type == "string" || type == "String" || type == "uri" || type == "code") return kTextKind;
  if (type == "Coding") return kCodingKind;
  if (type == "Quantity") return kQuantityKind;
  return kAnyKind;
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Inference {
 public:
  Inference(const Questionnaire& form, const FormExpression& expression, std::vector<TypeFault>& faults)
      : form_(form), expression_(expression), program_(expression.compiled->program()), faults_(faults) {}

  Kinds Run() { return Infer(program_.root, Own()).kinds; }

 private:
  Shape Own() const { return expression_.owner < 0 ? In(Place::kResponse, -1) : In(Place::kItem, expression_.owner); }

  void Report(const Node& node, std::string message) { faults_.push_back({node.position, std::move(message)}); }

  Shape Infer(NodeId id, const Shape& focus) {
    const Node& node = program_.At(id);
    switch (node.kind) {
      case NodeKind::kLiteral:
        return InferLiteral(node);
      case NodeKind::kBadTime:
      case NodeKind::kEmpty:
        return Value(0);
      case NodeKind::kThis:
        return focus;
      case NodeKind::kIndex:
        return Value(kNumberKind);
      case NodeKind::kTotal:
        return {};
      case NodeKind::kVariable:
        return InferVariable(program_.Name(node));
      case NodeKind::kMember:
        return InferMember(node, focus);
      case NodeKind::kCall:
        return InferCall(node, focus);
      case NodeKind::kIndexer:
        Infer(program_.ArgumentId(node, 0), focus);
        return Infer(node.left, focus);
      case NodeKind::kNegate:
      case NodeKind::kPlus:
        return Infer(node.left, focus);
      case NodeKind::kBinary:
        return InferBinary(node, focus);
      case NodeKind::kIs:
        Infer(node.left, focus);
        return Value(kBooleanKind);
      case NodeKind::kAs:
        Infer(node.left, focus);
        return Value(KindsOfType(program_.type_names[node.name].name));
    }
    return {};
  }

  Shape InferLiteral(const Node& node) const {
    switch (program_.literals[node.name].kind()) {
      case ItemKind::kBoolean:
        return Value(kBooleanKind);
      case ItemKind::kInteger:
      case ItemKind::kLong:
      case ItemKind::kDecimal:
        return Value(kNumberKind);
      case ItemKind::kString:
        return Value(kTextKind);
      case ItemKind::kDate:
      case ItemKind::kDateTime:
        return Value(kDateKind);
      case ItemKind::kTime:
        return Value(kTimeKind);
      case ItemKind::kQuantity:
        return Value(kQuantityKind);
      default:
        return {};
    }
  }

  Shape InferVariable(const std::string& name) const {
    if (name == "resource" || name == "rootResource") return In(Place::kResponse, -1);
    if (name == "context") return Own();
    return {};
  }

  Shape InferMember(const Node& node, const Shape& focus) {
    const std::string& name = program_.Name(node);
    const Shape left = node.left == fhirpath::kNoNode ? focus : Infer(node.left, focus);
    if (IsOneOf(name, {"extension", "id"})) return {};
    switch (left.place) {
      case Place::kResponse:
        if (name == "item") return In(Place::kItem, -1);
        if (name == "QuestionnaireResponse" && node.left == fhirpath::kNoNode) return left;
        if (program_.model->Element(program_.model->Find("QuestionnaireResponse"), name) != nullptr) return {};
        return Unknown(node, "a response", name);
      case Place::kItem:
        if (name == "item") return In(Place::kItem, -1);
        if (name == "answer") return In(Place::kAnswer, left.item);
        if (IsOneOf(name, {"linkId", "text", "definition"})) return Value(kTextKind);
        return Unknown(node, "an item of the response", name);
      case Place::kAnswer:
        if (name == "item") return In(Place::kItem, -1);
        if (name == "value") return Value(left.item < 0 ? kAnyKind : KindsOfAnswers(ItemAt(left.item)));
        return Unknown(node, "an answer", name);
      case Place::kValue:
        break;
    }
    return MemberOfValue(node, left.kinds, name);
  }

  Shape MemberOfValue(const Node& node, Kinds kinds, const std::string& name) {
    if (kinds == kAnyKind || (kinds & kOtherKind) != 0) return {};
    Kinds found = 0;
    if ((kinds & kCodingKind) != 0) {
      if (IsOneOf(name, {"code", "display", "system", "version"})) found |= kTextKind;
      if (name == "userSelected") found |= kBooleanKind;
    }
    if ((kinds & kQuantityKind) != 0) {
      if (name == "value") found |= kNumberKind;
      if (IsOneOf(name, {"unit", "code", "system", "comparator"})) found |= kTextKind;
    }
    return found != 0 || kinds == 0 ? Value(found) : Unknown(node, NamesOf(kinds), name);
  }

  Shape Unknown(const Node& node, const std::string& owner, const std::string& name) {
    Report(node, owner + " has no \"" + name + "\"");
    return {};
  }

  Shape InferCall(const Node& node, const Shape& focus) {
    const Shape input = node.left == fhirpath::kNoNode ? focus : Infer(node.left, focus);
    const fhirpath::FunctionInfo& info = fhirpath::InfoOf(node.function);
    if ((info.traits & fhirpath::kTypeArgument) != 0) {
      if (node.function == Function::kIs) return Value(kBooleanKind);
      const Node& type = program_.Argument(node, 0);
      return Value(type.kind == NodeKind::kMember ? KindsOfType(program_.Name(type)) : kAnyKind);
    }
    if (node.function == Function::kRepeat || node.function == Function::kRepeatAll) return InferRepeat(node, input);
    const bool inside = info.group == fhirpath::FunctionGroup::kLambda && node.function != Function::kCoalesce;
    Kinds arguments = 0;
    for (std::size_t i = 0; i < node.argument_count; ++i) {
      const bool outside = node.function == Function::kAggregate || node.function == Function::kDefineVariable;
      const Shape argument = Infer(program_.ArgumentId(node, i), outside ? Shape{} : inside ? input : focus);
      if (node.function == Function::kIif && i == 0) continue;
      if (node.function == Function::kSelect) return argument;
      arguments |= argument.kinds;
    }
    if (node.function == Function::kWhere) return Narrowed(node, input);
    if ((info.traits & fhirpath::kKeepsType) != 0) return input;
    return Value(KindsOfCall(node.function, info, input, arguments));
  }

  // repeat(item) reaches items; anything else is not followed.
  Shape InferRepeat(const Node& node, const Shape& input) const {
    const Node& argument = program_.Argument(node, 0);
    const bool items = argument.kind == NodeKind::kMember && argument.left == fhirpath::kNoNode &&
                       program_.Name(argument) == "item" && input.place != Place::kValue;
    return items ? In(Place::kItem, -1) : Shape{};
  }

  // where(linkId = 'x') on items.
  Shape Narrowed(const Node& node, const Shape& input) const {
    const Node& condition = program_.Argument(node, 0);
    if (input.place != Place::kItem || condition.kind != NodeKind::kBinary || condition.op != Op::kEqual) return input;
    const Node& left = program_.At(condition.left);
    const Node& right = program_.Argument(condition, 0);
    if (left.kind != NodeKind::kMember || left.left != fhirpath::kNoNode || program_.Name(left) != "linkId" ||
        right.kind != NodeKind::kLiteral || program_.literals[right.name].kind() != ItemKind::kString) {
      return input;
    }
    return In(Place::kItem, form_.Find(program_.literals[right.name].AsString()));
  }

  static Kinds KindsOfCall(Function function, const fhirpath::FunctionInfo& info, const Shape& input, Kinds arguments) {
    switch (function) {
      case Function::kIif:
      case Function::kCoalesce:
        return arguments;
      case Function::kUnion:
      case Function::kCombine:
        return input.kinds | arguments;
      case Function::kCount:
      case Function::kIndexOf:
      case Function::kLastIndexOf:
      case Function::kLength:
      case Function::kToInteger:
      case Function::kToLong:
      case Function::kToDecimal:
      case Function::kPrecision:
      case Function::kWeight:
      case Function::kOrdinal:
      case Function::kCeiling:
      case Function::kFloor:
      case Function::kTruncate:
      case Function::kExp:
      case Function::kLn:
      case Function::kLog:
      case Function::kPower:
      case Function::kSqrt:
      case Function::kYearOf:
      case Function::kMonthOf:
      case Function::kDayOf:
        return kNumberKind;
      case Function::kToString:
      case Function::kJoin:
      case Function::kSubstring:
      case Function::kUpper:
      case Function::kLower:
      case Function::kReplace:
      case Function::kReplaceMatches:
      case Function::kTrim:
      case Function::kSplit:
      case Function::kToChars:
        return kTextKind;
      case Function::kToday:
      case Function::kNow:
      case Function::kToDate:
      case Function::kToDateTime:
        return kDateKind;
      case Function::kToTime:
      case Function::kTimeOfDay:
        return kTimeKind;
      case Function::kToQuantity:
        return kQuantityKind;
      default:
        return IsBoolean(info.name) ? kBooleanKind : kAnyKind;
    }
  }

  static bool IsBoolean(std::string_view name) {
    return name.starts_with("convertsTo") ||
           IsOneOf(name, {"empty",      "not",      "allTrue",    "anyTrue",   "allFalse",    "anyFalse",
                          "subsetOf",   "exists",   "supersetOf", "all",       "isDistinct",  "startsWith",
                          "endsWith",   "contains", "matches",    "toBoolean", "matchesFull", "hasValue",
                          "conformsTo", "memberOf", "subsumes",   "subsumedBy"});
  }

  Shape InferBinary(const Node& node, const Shape& focus) {
    const Kinds left = Infer(node.left, focus).kinds;
    const Kinds right = Infer(program_.ArgumentId(node, 0), focus).kinds;
    switch (node.op) {
      case Op::kUnion:
        return Value(left | right);
      case Op::kConcatenate:
        return Value(kTextKind);
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kDiv:
      case Op::kMod:
      case Op::kAdd:
      case Op::kSubtract:
        return Value(left == kNumberKind && right == kNumberKind ? kNumberKind : kAnyKind);
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessOrEqual:
      case Op::kGreater:
      case Op::kGreaterOrEqual:
        CheckComparison(node, left, right);
        return Value(kBooleanKind);
      default:
        return Value(kBooleanKind);
    }
  }

  void CheckComparison(const Node& node, Kinds left, Kinds right) {
    if (left == 0 || right == 0) return;
    // A number may stand for a quantity without a unit.
    const auto widened = [](Kinds kinds) {
      constexpr Kinds kNumeric = kNumberKind | kQuantityKind;
      return (kinds & kNumeric) != 0 ? kinds | kNumeric : kinds;
    };
    if ((widened(left) & widened(right)) != 0) return;
    Report(node, "compares " + NamesOf(left) + " with " + NamesOf(right) + ", which never holds");
  }

  const Item& ItemAt(int item) const { return form_.items()[static_cast<std::size_t>(item)]; }

  const Questionnaire& form_;
  const FormExpression& expression_;
  const fhirpath::Program& program_;
  std::vector<TypeFault>& faults_;
};

}  // namespace

std::string NamesOf(Kinds kinds) {
  static constexpr std::pair<Kinds, std::string_view> kNames[] = {
      {kBooleanKind, "a boolean"},
      {kNumberKind, "a number"},
      {kTextKind, "a text"},
      {kDateKind, "a date"},
      {kTimeKind, "a time"},
      {kQuantityKind, "a quantity"},
      {kCodingKind, "a coding"},
      {kOtherKind, "a file or a reference"},
      {kStructureKind, "a part of the response"},
  };
  std::string text;
  for (const auto& [kind, name] : kNames) {
    if ((kinds & kind) == 0) continue;
    if (!text.empty()) text += " or ";
    text += name;
  }
  return text.empty() ? "nothing" : text;
}

Kinds KindsOfAnswers(const Item& item) {
  switch (item.type) {
    case ItemType::kBoolean:
      return kBooleanKind;
    case ItemType::kDecimal:
    case ItemType::kInteger:
      return kNumberKind;
    case ItemType::kDate:
    case ItemType::kDateTime:
      return kDateKind;
    case ItemType::kTime:
      return kTimeKind;
    case ItemType::kString:
    case ItemType::kText:
    case ItemType::kUrl:
      return kTextKind;
    case ItemType::kQuantity:
      return kQuantityKind;
    case ItemType::kAttachment:
    case ItemType::kReference:
      return kOtherKind;
    case ItemType::kChoice:
    case ItemType::kOpenChoice: {
      Kinds kinds = item.options.empty() ? kCodingKind : 0;
      for (const Option& option : item.options) {
        const std::string_view type = std::string_view(option.key).substr(5);
        kinds |= KindsOfType(type);
      }
      return item.type == ItemType::kOpenChoice ? kinds | kTextKind : kinds;
    }
    default:
      return 0;
  }
}

Kinds KindsOf(const Questionnaire& questionnaire, const FormExpression& expression, std::vector<TypeFault>& faults) {
  return Inference(questionnaire, expression, faults).Run();
}

}  // namespace eteinen::form
