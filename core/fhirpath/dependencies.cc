// What an expression can read, from its tree alone.
//
// Every part is given a reach: the places its result may lie in. The response as a whole is narrowed to single items by
// a comparison of linkId with constants; what is left of a reach where a value is taken out of it is a dependency.
#include <algorithm>
#include <utility>

#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/functions.h"
#include "core/fhirpath/program.h"

namespace eteinen::fhirpath {
namespace {

struct Reach {
  bool resource = false;       // anywhere in %resource
  bool resource_root = false;  // %resource itself, not yet entered
  bool context = false;        // anywhere in the focus
  std::vector<std::string> link_ids;

  bool Wide() const { return resource || context; }
  void Merge(const Reach& other) {
    resource = resource || other.resource;
    resource_root = resource_root || other.resource_root;
    context = context || other.context;
    link_ids.insert(link_ids.end(), other.link_ids.begin(), other.link_ids.end());
  }
};

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program) {}

  Dependencies Run() {
    Reach focus;
    focus.context = true;
    Take(Visit(program_.root, focus));
    for (auto* list : {&found_.link_ids, &found_.variables, &found_.value_sets}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return std::move(found_);
  }

 private:
  // A value is taken out of these places.
  void Take(const Reach& reach) {
    found_.everything = found_.everything || reach.resource;
    found_.context = found_.context || reach.context;
    found_.link_ids.insert(found_.link_ids.end(), reach.link_ids.begin(), reach.link_ids.end());
  }

  Reach Visit(NodeId id, const Reach& focus) {
    const Node& node = program_.At(id);
    switch (node.kind) {
      case NodeKind::kLiteral:
      case NodeKind::kBadTime:
      case NodeKind::kEmpty:
      case NodeKind::kIndex:
      case NodeKind::kTotal:
        return {};
      case NodeKind::kThis:
        return focus;
      case NodeKind::kVariable:
        return VisitVariable(program_.Name(node));
      case NodeKind::kMember: {
        Reach reach = node.left == kNoNode ? focus : Visit(node.left, focus);
        const std::string& name = program_.Name(node);
        // What stands in the head of a response changes with no answer.
        if (reach.resource_root && name != "item" && name != "contained" && !IsTypeName(name)) return {};
        if (!IsTypeName(name)) reach.resource_root = false;
        return reach;
      }
      case NodeKind::kIndexer:
        Take(Visit(program_.ArgumentId(node, 0), focus));
        return Visit(node.left, focus);
      case NodeKind::kNegate:
      case NodeKind::kPlus:
      case NodeKind::kIs:
        Take(Visit(node.left, focus));
        return {};
      case NodeKind::kAs:
        return Visit(node.left, focus);
      case NodeKind::kBinary: {
        Reach left = Visit(node.left, focus);
        const Reach right = Visit(program_.ArgumentId(node, 0), focus);
        if (node.op == Op::kUnion) {
          left.Merge(right);
          return left;
        }
        Take(left);
        Take(right);
        return {};
      }
      case NodeKind::kCall:
        return VisitCall(node, focus);
    }
    return {};
  }

  static bool IsTypeName(const std::string& name) { return name[0] >= 'A' && name[0] <= 'Z'; }

  Reach VisitVariable(const std::string& name) {
    Reach reach;
    if (name == "resource" || name == "rootResource") {
      reach.resource = reach.resource_root = true;
    } else if (name == "context") {
      reach.context = true;
    } else if (name != "ucum" && name != "sct" && name != "loinc" && !name.starts_with("vs-") &&
               !name.starts_with("ext-")) {
      found_.variables.push_back(name);
    }
    return reach;
  }

  Reach VisitCall(const Node& node, const Reach& focus) {
    Reach input = node.left == kNoNode ? focus : Visit(node.left, focus);
    switch (node.function) {
      case Function::kNow:
      case Function::kToday:
      case Function::kTimeOfDay:
        // Whatever stands before them is not looked at.
        found_.clock = true;
        return {};
      case Function::kWhere:
        return VisitWhere(node, std::move(input));
      case Function::kSelect: {
        Reach reach = Visit(program_.ArgumentId(node, 0), input);
        // How many items there are to select from shows in the result, whatever is selected.
        if (!input.resource_root) reach.Merge(input);
        return reach;
      }
      case Function::kRepeat:
      case Function::kRepeatAll: {
        Reach reach = Visit(program_.ArgumentId(node, 0), input);
        reach.Merge(input);
        reach.resource_root = false;
        return reach;
      }
      case Function::kChildren:
      case Function::kDescendants:
        input.resource_root = false;
        return input;
      case Function::kFirst:
      case Function::kLast:
      case Function::kTail:
      case Function::kSingle:
      case Function::kDistinct:
      case Function::kOfType:
      case Function::kAs:
      case Function::kAnswers:
        return input;
      case Function::kSkip:
      case Function::kTake:
        Take(Visit(program_.ArgumentId(node, 0), focus));
        return input;
      case Function::kUnion:
      case Function::kCombine:
        input.Merge(Visit(program_.ArgumentId(node, 0), focus));
        return input;
      case Function::kIif: {
        const Reach& inner = node.left == kNoNode ? focus : input;
        Take(Visit(program_.ArgumentId(node, 0), inner));
        Reach result = Visit(program_.ArgumentId(node, 1), inner);
        if (node.argument_count > 2) result.Merge(Visit(program_.ArgumentId(node, 2), inner));
        return result;
      }
      case Function::kIs:
        Take(input);
        return {};
      case Function::kMemberOf:
        Strings(program_.ArgumentId(node, 0), &found_.value_sets);
        break;
      default:
        break;
    }
    const bool lambda =
        InfoOf(node.function).group == FunctionGroup::kLambda || InfoOf(node.function).group == FunctionGroup::kSdc;
    for (std::size_t i = 0; i < node.argument_count; ++i) {
      Take(Visit(program_.ArgumentId(node, i), lambda ? input : focus));
    }
    Take(input);
    return {};
  }

  Reach VisitWhere(const Node& node, Reach input) {
    const NodeId criterion = program_.ArgumentId(node, 0);
    std::vector<std::string> ids;
    if (input.Wide() && Constants(criterion, &ids)) {
      Reach narrowed;
      narrowed.link_ids = input.link_ids;
      narrowed.link_ids.insert(narrowed.link_ids.end(), ids.begin(), ids.end());
      // Other parts of the criterion look at the same items.
      Take(Visit(criterion, narrowed));
      return narrowed;
    }
    // Out of a variable (%questionnaire.item.where(linkId = 'x')) no part of the response is read here.
    if (!input.link_ids.empty() && Constants(criterion, &ids)) {
      input.link_ids.insert(input.link_ids.end(), ids.begin(), ids.end());
    }
    Take(Visit(criterion, input));
    return input;
  }

  bool IsLinkId(NodeId id) const {
    const Node& node = program_.At(id);
    if (node.kind != NodeKind::kMember || program_.Name(node) != "linkId") return false;
    return node.left == kNoNode || program_.At(node.left).kind == NodeKind::kThis;
  }

  // The constants that an expression is made of by '|'.
  bool Strings(NodeId id, std::vector<std::string>* texts) const {
    const Node& node = program_.At(id);
    if (node.kind == NodeKind::kLiteral && program_.literals[node.name].kind() == ItemKind::kString) {
      texts->push_back(program_.literals[node.name].AsString());
      return true;
    }
    return node.kind == NodeKind::kBinary && node.op == Op::kUnion && Strings(node.left, texts) &&
           Strings(program_.ArgumentId(node, 0), texts);
  }

  // The only linkIds for which a criterion can be true; false if it does not say.
  bool Constants(NodeId id, std::vector<std::string>* ids) const {
    const Node& node = program_.At(id);
    if (node.kind != NodeKind::kBinary) return false;
    const NodeId left = node.left;
    const NodeId right = program_.ArgumentId(node, 0);
    switch (node.op) {
      case Op::kEqual:
      case Op::kIn:
      case Op::kContains: {
        if (IsLinkId(left) && node.op != Op::kContains) return Strings(right, ids);
        if (IsLinkId(right) && node.op != Op::kIn) return Strings(left, ids);
        return false;
      }
      case Op::kOr:
        return Constants(left, ids) && Constants(right, ids);
      case Op::kAnd: {
        std::vector<std::string> first;
        if (Constants(left, &first)) {
          ids->insert(ids->end(), first.begin(), first.end());
          return true;
        }
        return Constants(right, ids);
      }
      default:
        return false;
    }
  }

  const Program& program_;
  Dependencies found_;
};

}  // namespace

Dependencies DependenciesOf(const Expression& expression) { return Finder(expression.program()).Run(); }

}  // namespace eteinen::fhirpath
