#include "core/form/never_boolean.h"

#include "core/fhirpath/functions.h"
#include "core/fhirpath/program.h"

namespace eteinen::form {
namespace {

using fhirpath::Function;
using fhirpath::FunctionGroup;
using fhirpath::Node;
using fhirpath::NodeId;
using fhirpath::NodeKind;
using fhirpath::Op;

class Finder {
 public:
  Finder(const FormExpression& expression, const std::vector<Item>& items)
      : program_(expression.compiled->program()), expression_(expression), items_(items) {}

  bool Never(NodeId id) const {
    const Node& node = program_.At(id);
    switch (node.kind) {
      case NodeKind::kLiteral:
        return program_.literals[node.name].kind() != fhirpath::ItemKind::kBoolean;
      case NodeKind::kNegate:
      case NodeKind::kPlus:
      case NodeKind::kIndex:
        return true;
      case NodeKind::kBinary:
        if (node.op == Op::kUnion) return Never(node.left) && Never(program_.ArgumentId(node, 0));
        return node.op <= Op::kConcatenate;
      case NodeKind::kIndexer:
        return Never(node.left);
      case NodeKind::kMember:
        return program_.Name(node) == "value" && node.left != fhirpath::kNoNode && IsAnswerOfNoBoolean(node.left);
      case NodeKind::kCall:
        return NeverCalled(node);
      default:
        return false;
    }
  }

 private:
  // …where(linkId = 'x').answer, and x asks for something else than yes or no.
  bool IsAnswerOfNoBoolean(NodeId id) const {
    const Node& answer = program_.At(id);
    if (answer.kind != NodeKind::kMember || program_.Name(answer) != "answer" || answer.left == fhirpath::kNoNode) {
      return false;
    }
    const Node& where = program_.At(answer.left);
    if (where.kind != NodeKind::kCall || where.function != Function::kWhere || expression_.reads.size() != 1) {
      return false;
    }
    const Item& item = items_[static_cast<std::size_t>(expression_.reads.front())];
    return !expression_.everything && item.IsQuestion() && item.type != ItemType::kBoolean;
  }

  bool NeverCalled(const Node& node) const {
    switch (node.function) {
      case Function::kCount:
      case Function::kIndexOf:
      case Function::kLastIndexOf:
      case Function::kLength:
      case Function::kSubstring:
      case Function::kUpper:
      case Function::kLower:
      case Function::kReplace:
      case Function::kJoin:
      case Function::kTrim:
      case Function::kSum:
      case Function::kAvg:
      case Function::kWeight:
      case Function::kOrdinal:
      case Function::kToInteger:
      case Function::kToLong:
      case Function::kToDecimal:
      case Function::kToQuantity:
      case Function::kToString:
      case Function::kToDate:
      case Function::kToDateTime:
      case Function::kToTime:
        return true;
      case Function::kFirst:
      case Function::kLast:
      case Function::kTail:
      case Function::kSingle:
      case Function::kDistinct:
      case Function::kWhere:
        return node.left != fhirpath::kNoNode && Never(node.left);
      case Function::kIif:
        return Never(program_.ArgumentId(node, 1)) && (node.argument_count < 3 || Never(program_.ArgumentId(node, 2)));
      default:
        return fhirpath::InfoOf(node.function).group == FunctionGroup::kDate;
    }
  }

  const fhirpath::Program& program_;
  const FormExpression& expression_;
  const std::vector<Item>& items_;
};

}  // namespace

bool NeverBoolean(const FormExpression& expression, const std::vector<Item>& items) {
  return Finder(expression, items).Never(expression.compiled->program().root);
}

}  // namespace eteinen::form
