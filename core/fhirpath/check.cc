#include "core/fhirpath/check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/fhirpath/functions.h"

namespace eteinen::fhirpath {
namespace {

constexpr int kMostRounds = 8;

constexpr std::pair<std::string_view, ItemKind> kSystemTypes[] = {
    {"Boolean", ItemKind::kBoolean},   {"Integer", ItemKind::kInteger}, {"Long", ItemKind::kLong},
    {"Decimal", ItemKind::kDecimal},   {"String", ItemKind::kString},   {"Date", ItemKind::kDate},
    {"DateTime", ItemKind::kDateTime}, {"Time", ItemKind::kTime},       {"Quantity", ItemKind::kQuantity}};

// What is known of a part's result without data.
struct Shape {
  bool anything = true;  // its types are not known; else they are among those below
  std::vector<TypeId> nodes;
  std::vector<ItemKind> values;
  bool single = false;  // at most one item
  bool ordered = true;

  static Shape Value(ItemKind kind) {
    Shape shape;
    shape.anything = false;
    shape.values = {kind};
    shape.single = true;
    return shape;
  }
  static Shape Node(TypeId type) {
    Shape shape;
    shape.anything = type == kUnknownType;
    if (type != kUnknownType) shape.nodes = {type};
    return shape;
  }
  void Merge(const Shape& other) {
    anything = anything || other.anything;
    nodes.insert(nodes.end(), other.nodes.begin(), other.nodes.end());
    values.insert(values.end(), other.values.begin(), other.values.end());
  }
  Shape AsSingle() const {
    Shape shape = *this;
    shape.single = true;
    return shape;
  }
};

class Checker {
 public:
  Checker(const CompileOptions& options, Program* program)
      : options_(options), program_(*program), strict_(options.strict) {}

  Result<Ok> Run() {
    root_ = Shape::Node(options_.root_type.empty() ? kUnknownType : Types().Find(options_.root_type));
    root_.single = true;
    Infer(program_.root, root_);
    if (error_) return *std::move(error_);
    return Ok{};
  }

 private:
  const Model& Types() const { return *program_.model; }

  Shape Fail(const Node& node, std::string message) {
    if (!error_) error_ = SemanticError(std::move(message), node.position);
    return {};
  }

  Shape FailUnsupported(const Node& node, std::string message) {
    if (!error_) error_ = Error{ErrorKind::kUnsupported, std::move(message), {}, node.position};
    return {};
  }

  // The texts that a literal, or a union of literals, is made of; false for anything else.
  bool Texts(NodeId id, std::vector<std::string>* texts) const {
    const Node& node = program_.At(id);
    if (IsText(id)) {
      texts->push_back(program_.literals[node.name].AsString());
      return true;
    }
    return node.kind == NodeKind::kBinary && node.op == Op::kUnion && Texts(node.left, texts) &&
           Texts(program_.ArgumentId(node, 0), texts);
  }

  void MarkTexts(Node& node) {
    const Node& left = program_.At(node.left);
    std::vector<std::string> texts;
    if ((node.op != Op::kEqual && node.op != Op::kIn) || left.kind != NodeKind::kMember || left.left != kNoNode ||
        !Texts(program_.ArgumentId(node, 0), &texts) || (node.op == Op::kEqual && texts.size() > 1)) {
      return;
    }
    node.equals_text = true;
    node.target = static_cast<std::uint32_t>(program_.text_sets.size());
    program_.text_sets.push_back(std::move(texts));
  }

  bool IsText(NodeId id) const {
    const Node& node = program_.At(id);
    return node.kind == NodeKind::kLiteral && program_.literals[node.name].kind() == ItemKind::kString;
  }

  Shape Infer(NodeId id, const Shape& focus) {
    if (error_) return {};
    Node& node = program_.nodes[id];
    switch (node.kind) {
      case NodeKind::kLiteral:
        return Shape::Value(program_.literals[node.name].kind());
      case NodeKind::kBadTime:
        return Shape::Value(ItemKind::kTime);
      case NodeKind::kEmpty: {
        Shape none;
        none.anything = false;
        none.single = true;
        return none;
      }
      case NodeKind::kThis:
        if (node.left != kNoNode) Infer(node.left, focus);
        return focus;
      case NodeKind::kIndex:
        if (node.left != kNoNode) Infer(node.left, focus);
        return Shape::Value(ItemKind::kInteger);
      case NodeKind::kTotal:
        if (node.left != kNoNode) Infer(node.left, focus);
        return {};
      case NodeKind::kVariable:
        return InferVariable(node);
      case NodeKind::kMember:
        return InferMember(node, focus);
      case NodeKind::kCall:
        return InferCall(id, focus);
      case NodeKind::kIndexer: {
        const Shape left = Infer(node.left, focus);
        Infer(program_.ArgumentId(node, 0), focus);
        if (strict_ && !left.ordered) return Fail(node, "an index means nothing on items without an order");
        return left.AsSingle();
      }
      case NodeKind::kNegate:
      case NodeKind::kPlus:
        return Infer(node.left, focus).AsSingle();
      case NodeKind::kBinary:
        return InferBinary(node, focus);
      case NodeKind::kIs:
      case NodeKind::kAs: {
        const Shape left = Infer(node.left, focus);
        Resolve(&program_.type_names[node.name]);
        return OfType(node, left);
      }
    }
    return {};
  }

  Shape InferVariable(Node& node) {
    const std::string& name = program_.Name(node);
    if (name == "context") node.variable = StandardVariable::kContext;
    if (name == "resource") node.variable = StandardVariable::kResource;
    if (name == "rootResource") node.variable = StandardVariable::kRootResource;
    if (name == "context") return root_;
    const bool root_is_resource = root_.nodes.size() == 1 && Types().Type(root_.nodes[0]).kind == TypeKind::kResource;
    if (name == "resource" && root_is_resource) return root_;
    return {};
  }

  Shape InferMember(Node& node, const Shape& focus) {
    const std::string& name = program_.Name(node);
    const bool starts_path = node.left == kNoNode;
    Shape left = starts_path ? focus : Infer(node.left, focus);
    if (left.anything || error_) {
      Guess(node);
      return {};
    }
    if (starts_path && name[0] >= 'A' && name[0] <= 'Z') {
      const TypeId named = Types().Find(name);
      for (const TypeId type : left.nodes) {
        if (Types().IsA(type, named)) return left;
      }
    }
    Shape result;
    result.anything = false;
    result.single = left.single;
    result.ordered = left.ordered;
    bool found = false;
    for (const TypeId type : left.nodes) {
      const ModelElement* element = Types().Element(type, name);
      if (element == nullptr) continue;
      found = true;
      node.expected_type = type;
      node.expected_element = static_cast<std::uint16_t>(element - Types().elements);
      if (element->repeats) result.single = false;
      AddElementTypes(*element, &result);
    }
    const bool quantity = std::find(left.values.begin(), left.values.end(), ItemKind::kQuantity) != left.values.end();
    if (quantity && (name == "value" || name == "unit")) {
      found = true;
      result.values.push_back(name == "value" ? ItemKind::kDecimal : ItemKind::kString);
    }
    if (found || gathering_) return result;
    if (strict_ && !(left.nodes.empty() && left.values.empty())) {
      const std::string_view owner = left.nodes.empty() ? "a value" : Types().Type(left.nodes[0]).name;
      return Fail(node, std::string(owner) + " has no element \"" + name + "\"");
    }
    return {};
  }

  // Where nothing is known it is mostly the items and answers of a response that are walked through.
  void Guess(Node& node) const {
    for (const TypeId type : {Types().known.response_item, Types().known.response_answer}) {
      const ModelElement* element = Types().Element(type, program_.Name(node));
      if (element == nullptr) continue;
      node.expected_type = type;
      node.expected_element = static_cast<std::uint16_t>(element - Types().elements);
      return;
    }
  }

  void AddElementTypes(const ModelElement& element, Shape* result) {
    if (element.choice_count > 0) {
      for (std::uint16_t i = 0; i < element.choice_count; ++i) {
        result->nodes.push_back(Types().choices[element.first_choice + i]);
      }
      // A small table leaves choices out.
      if (!Types().complete) result->anything = true;
    } else if (element.type == kUnknownType || Types().Type(element.type).name == "Resource") {
      result->anything = true;
    } else {
      result->nodes.push_back(element.type);
    }
  }

  Shape InferBinary(Node& node, const Shape& focus) {
    Shape left = Infer(node.left, focus);
    const Shape right = Infer(program_.ArgumentId(node, 0), focus);
    if (!node.equals_text) MarkTexts(node);
    switch (node.op) {
      case Op::kUnion:
        left.Merge(right);
        left.single = false;
        left.ordered = false;
        return left;
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kDiv:
      case Op::kMod:
      case Op::kAdd:
      case Op::kSubtract:
        return Shape{}.AsSingle();
      case Op::kConcatenate:
        return Shape::Value(ItemKind::kString);
      default:
        return Shape::Value(ItemKind::kBoolean);
    }
  }

  Shape InferCall(NodeId id, const Shape& focus) {
    const Node node = program_.nodes[id];
    const std::string name = program_.Name(node);
    const Function* function = FindFunction(name);
    if (function == nullptr) {
      if (node.left != kNoNode && program_.At(node.left).kind == NodeKind::kVariable &&
          IsServiceVariable(program_.Name(program_.At(node.left)))) {
        return FailUnsupported(node, "%" + program_.Name(program_.At(node.left)) + "." + name + "() is not supported");
      }
      // FHIR has these; they read profiles, of which none is known here.
      if (name == "elementDefinition" || name == "slice") {
        return FailUnsupported(node, name + "() is not supported: profiles are not known here");
      }
      return Fail(node, "there is no function " + name + "()");
    }
    const FunctionInfo& info = InfoOf(*function);
    if (node.argument_count < info.least_arguments || node.argument_count > info.most_arguments) {
      return Fail(node, name + "() takes " + ArgumentsText(info) + ", found " + std::to_string(node.argument_count));
    }
    program_.nodes[id].function = *function;
    const Shape input = node.left == kNoNode ? focus : Infer(node.left, focus);
    if (error_) return {};
    if ((info.traits & kNeedsOrder) != 0 && strict_ && !input.ordered) {
      return Fail(node, name + "() means nothing on items without an order");
    }
    if ((info.traits & kStringInput) != 0 && CannotBeString(input)) {
      return Fail(node, name + "() needs a string, found " + std::string(Types().PublicName(input.nodes[0])));
    }
    if ((info.traits & kTypeArgument) != 0) return InferTypeCall(id, input);
    const Shape arguments = InferArguments(node, *function, input, focus);
    if (error_) return {};
    MarkLookup(id);
    PreparePattern(id);
    return ResultOf(*function, info, input, arguments);
  }

  static std::string ArgumentsText(const FunctionInfo& info) {
    if (info.most_arguments == 0) return "no argument";
    std::string text = std::to_string(info.least_arguments);
    if (info.most_arguments > 100) return text + " or more arguments";
    if (info.most_arguments != info.least_arguments) text += " to " + std::to_string(info.most_arguments);
    return text + (info.most_arguments == 1 ? " argument" : " arguments");
  }

  bool CannotBeString(const Shape& input) const {
    if (input.anything || !input.values.empty() || input.nodes.empty()) return false;
    return std::none_of(input.nodes.begin(), input.nodes.end(),
                        [&](TypeId type) { return Types().Type(type).kind == TypeKind::kPrimitive; });
  }

  // The result of the last argument that matters for the call's own type.
  Shape InferArguments(const Node& node, Function function, const Shape& input, const Shape& focus) {
    const bool each = InfoOf(function).group == FunctionGroup::kLambda && function != Function::kCoalesce;
    const Shape item = input.AsSingle();
    Shape result;
    result.anything = false;
    for (std::size_t i = 0; i < node.argument_count; ++i) {
      const NodeId argument = program_.ArgumentId(node, i);
      const bool outside = (function == Function::kAggregate && i == 1) ||
                           ((function == Function::kTrace || function == Function::kDefineVariable) && i == 0);
      if (function == Function::kRepeat || function == Function::kRepeatAll) {
        result = InferRepeated(argument, item);
        break;
      }
      const Shape shape = Infer(argument, each && !outside ? item : focus);
      if (function == Function::kIif && i == 0) {
        const bool no_boolean =
            !shape.anything && shape.nodes.empty() && !shape.values.empty() &&
            std::find(shape.values.begin(), shape.values.end(), ItemKind::kBoolean) == shape.values.end();
        if (no_boolean) return Fail(program_.At(argument), "the criterion of iif() must be a boolean");
        continue;
      }
      result.Merge(shape);
    }
    return result;
  }

  // What is repeated meets its own results: types are collected until no new one comes. Strictness asks at the end
  // whether some of them has what is named.
  Shape InferRepeated(NodeId projection, const Shape& item) {
    const bool strict = std::exchange(strict_, false);
    const bool gathering = std::exchange(gathering_, true);
    Shape found;
    found.anything = false;
    Shape next = item;
    for (int round = 0; round < kMostRounds; ++round) {
      const Shape shape = Infer(projection, next.AsSingle());
      found.anything = found.anything || shape.anything || next.anything || round + 1 == kMostRounds;
      Shape fresh;
      fresh.anything = false;
      for (const TypeId type : shape.nodes) {
        if (std::find(found.nodes.begin(), found.nodes.end(), type) == found.nodes.end()) fresh.nodes.push_back(type);
      }
      for (const ItemKind kind : shape.values) {
        if (std::find(found.values.begin(), found.values.end(), kind) == found.values.end()) {
          fresh.values.push_back(kind);
        }
      }
      if (error_ || found.anything || (fresh.nodes.empty() && fresh.values.empty())) break;
      found.Merge(fresh);
      next = fresh;
    }
    strict_ = strict;
    gathering_ = gathering;
    if (error_) return {};
    if (strict_) {
      Shape all = item;
      all.Merge(found);
      Infer(projection, all.AsSingle());
    }
    return found;
  }

  // A regular expression that is a literal is read once, here, and its mistakes are those of the expression.
  void PreparePattern(NodeId id) {
    Node& node = program_.nodes[id];
    const bool replaces = node.function == Function::kReplaceMatches;
    if (node.pattern_is_ready) return;
    if (node.function != Function::kMatches && node.function != Function::kMatchesFull && !replaces) return;
    const std::size_t flags = replaces ? 2 : 1;
    const NodeId text = program_.ArgumentId(node, 0);
    if (!IsText(text) || (node.argument_count > flags && !IsText(program_.ArgumentId(node, flags)))) return;
    const auto literal = [&](NodeId argument) { return program_.literals[program_.At(argument).name].AsString(); };
    auto options =
        PatternOptionsOf(node.argument_count > flags ? literal(program_.ArgumentId(node, flags)) : std::string());
    if (!options.ok()) return Refuse(program_.At(program_.ArgumentId(node, flags)), options.error());
    auto pattern = Pattern::Compile(literal(text), *options);
    if (!pattern.ok()) return Refuse(program_.At(text), pattern.error());
    node.pattern_is_ready = true;
    node.target = static_cast<std::uint32_t>(program_.patterns.size());
    program_.patterns.push_back(std::move(pattern).value());
  }
  void Refuse(const Node& node, const Error& error) {
    if (!error_)
      error_ =
          Error{error.kind == ErrorKind::kInput ? ErrorKind::kSemantic : error.kind, error.message, {}, node.position};
  }

  Shape ResultOf(Function function, const FunctionInfo& info, const Shape& input, const Shape& arguments) {
    Shape result;
    switch (function) {
      case Function::kSelect:
      case Function::kIif:
      case Function::kCoalesce:
      case Function::kRepeat:
      case Function::kRepeatAll:
        result = arguments;
        result.single = function == Function::kIif && arguments.single;
        break;
      case Function::kUnion:
      case Function::kCombine:
        result = input;
        result.Merge(arguments);
        result.single = false;
        break;
      case Function::kExtension:
        result = Shape::Node(Types().known.extension);
        break;
      default:
        if ((info.traits & kKeepsType) != 0) result = input;
    }
    if (function == Function::kFirst || function == Function::kLast || function == Function::kSingle) {
      result.single = true;
      result.ordered = true;
    }
    if (function == Function::kSort) result.ordered = true;
    if ((info.traits & kUnordered) != 0) result.ordered = false;
    return result;
  }

  // is(T), as(T), ofType(T): the argument is a type's name, not an expression.
  Shape InferTypeCall(NodeId id, const Shape& input) {
    Node& node = program_.nodes[id];
    const Node& argument = program_.Argument(node, 0);
    TypeSpecifier type;
    bool named = argument.kind == NodeKind::kMember;
    if (named) {
      type.name = program_.Name(argument);
      if (argument.left != kNoNode) {
        const Node& space = program_.At(argument.left);
        named = space.kind == NodeKind::kMember && space.left == kNoNode;
        if (named) type.space = program_.Name(space);
      }
    }
    if (!named) return Fail(argument, "expected the name of a type");
    Resolve(&type);
    program_.type_names.push_back(std::move(type));
    node.target = static_cast<std::uint32_t>(program_.type_names.size() - 1);
    return OfType(node, input);
  }

  void Resolve(TypeSpecifier* type) {
    const TypeId fhir = Types().Find(type->name);
    ItemKind system = ItemKind::kNode;
    for (const auto& [name, kind] : kSystemTypes) {
      if (name == type->name) system = kind;
    }
    type->any = type->name == "Any" && type->space != "FHIR";
    // A name that some namespace has is a type, even where nothing can be of it (System.Patient).
    type->known = fhir != kUnknownType || system != ItemKind::kNode || type->any || !Types().complete;
    if (type->space.empty() || type->space == "FHIR") type->fhir = fhir;
    if (type->space.empty() || type->space == "System") type->system = system;
    if (!type->space.empty() && type->space != "FHIR" && type->space != "System") type->known = false;
  }

  Shape OfType(const Node& node, const Shape& input) {
    const TypeSpecifier& type = program_.type_names[node.kind == NodeKind::kCall ? node.target : node.name];
    if (strict_ && !type.known) return Fail(node, "there is no type " + type.name);
    const bool asks = node.kind == NodeKind::kIs || (node.kind == NodeKind::kCall && node.function == Function::kIs);
    if (asks) return Shape::Value(ItemKind::kBoolean);
    Shape result;
    result.single = input.single || node.kind == NodeKind::kAs;
    result.ordered = input.ordered;
    if (type.fhir != kUnknownType && type.system == ItemKind::kNode) {
      result.anything = false;
      result.nodes = {type.fhir};
    } else if (type.fhir == kUnknownType && type.system != ItemKind::kNode) {
      result.anything = false;
      result.values = {type.system};
    }
    return result;
  }

  bool IsName(NodeId id, std::string_view name) const {
    const Node& node = program_.At(id);
    return node.kind == NodeKind::kMember && node.left == kNoNode && program_.Name(node) == name;
  }

  // repeat(item).where(linkId = …) and descendants().where(linkId = …), with a constant or a variable on the right.
  void MarkLookup(NodeId id) {
    Node& node = program_.nodes[id];
    if (node.function != Function::kWhere || node.left == kNoNode) return;
    const Node& walk = program_.At(node.left);
    if (walk.kind != NodeKind::kCall) return;
    const bool repeats_item = walk.function == Function::kRepeat && IsName(program_.ArgumentId(walk, 0), "item");
    if (!repeats_item && walk.function != Function::kDescendants) return;
    const Node& equation = program_.Argument(node, 0);
    if (equation.kind != NodeKind::kBinary || equation.op != Op::kEqual || !IsName(equation.left, "linkId")) return;
    const NodeKind right = program_.Argument(equation, 0).kind;
    node.link_id_lookup = right == NodeKind::kLiteral || right == NodeKind::kVariable;
  }

  const CompileOptions& options_;
  Program& program_;
  bool strict_;
  bool gathering_ = false;  // what a type lacks gives nothing: types are being collected
  Shape root_;
  std::optional<Error> error_;
};

}  // namespace

Result<Ok> Check(const CompileOptions& options, Program* program) { return Checker(options, program).Run(); }

}  // namespace eteinen::fhirpath
