#include "core/fhirpath/evaluator.h"

#include <algorithm>

namespace eteinen::fhirpath {

Evaluator::Evaluator(const Program& program, const Environment& environment, const Collection& focus)
    : program_(program), environment_(environment), focus_(focus) {}

bool Evaluator::Run(Collection* out) {
  std::uint64_t* shared = environment_.shared_steps;
  if (shared != nullptr && *shared == 0) return TooMuch(program_.At(program_.root), "there is no time left for it");
  const Node& root = program_.At(program_.root);
  // Comparisons stop short when the steps are spent: what they said does not count.
  const bool done = Eval(program_.root, Frame{.focus = &focus_}, out) && (!OutOfSteps() || Step(root));
  if (shared != nullptr) *shared -= std::min(*shared, steps_);
  return done;
}

bool Evaluator::Fail(const Node& node, std::string message) {
  error_ = Error{ErrorKind::kExecution, std::move(message), {}, node.position};
  return false;
}

bool Evaluator::Step(const Node& node) {
  return ++steps_ <= environment_.max_steps || TooMuch(node, "the evaluation takes too many steps");
}

bool Evaluator::TooMuch(const Node& node, std::string message) {
  error_ = Error{ErrorKind::kLimit, std::move(message), {}, node.position};
  return false;
}

// Memory is bounded like time: what a part gives counts as steps too, texts by their length.
bool Evaluator::Weigh(const Node& node, const Collection& out, std::size_t before) {
  if (out.size() <= before) return true;
  if (out.size() > kMaxResults) return TooMuch(node, "the result has too many items");
  steps_ += out.size() - before;
  if (out.back().kind() != ItemKind::kString) return true;
  const std::size_t length = out.back().AsString().size();
  steps_ += length / 16;
  return length <= kMaxText || TooMuch(node, "a text becomes too long");
}

bool Evaluator::Eval(NodeId id, const Frame& frame, Collection* out) {
  const Node& node = program_.At(id);
  const std::size_t before = out->size();
  return Step(node) && EvalNode(node, frame, out) && Weigh(node, *out, before);
}

bool Evaluator::EvalScoped(NodeId id, const Frame& frame, Collection* out) {
  const Scope scope(this);
  return Eval(id, frame, out);
}

bool Evaluator::EvalNode(const Node& node, const Frame& frame, Collection* out) {
  switch (node.kind) {
    case NodeKind::kLiteral:
      out->Add(program_.literals[node.name]);
      return true;
    case NodeKind::kBadTime:
      return Fail(node, "a time has no offset from UTC");
    case NodeKind::kEmpty:
      return true;
    case NodeKind::kThis:
      out->AddAll(*frame.focus);
      return true;
    case NodeKind::kIndex:
      if (frame.index >= 0) out->Add(Item(frame.index));
      return true;
    case NodeKind::kTotal:
      if (frame.total != nullptr) out->AddAll(*frame.total);
      return true;
    case NodeKind::kVariable:
      return EvalVariable(node, frame, out);
    case NodeKind::kMember:
      return EvalMember(node, frame, out);
    case NodeKind::kCall:
      return EvalCall(node, frame, out);
    case NodeKind::kIndexer:
      return EvalIndexer(node, frame, out);
    case NodeKind::kNegate:
    case NodeKind::kPlus:
      return EvalNegate(node, frame, out);
    case NodeKind::kBinary:
      return EvalBinary(node, frame, out);
    case NodeKind::kIs:
    case NodeKind::kAs:
      return EvalType(node, frame, out);
  }
  return true;
}

const Item* Evaluator::ResourceItem() const {
  if (environment_.resource) return &*environment_.resource;
  return focus_.empty() ? nullptr : &focus_.front();
}

const Collection* Evaluator::FindGiven(std::string_view name) const {
  for (std::size_t i = locals_.size(); i-- > 0;) {
    if (locals_[i].name == name) return &locals_[i].value;
  }
  for (const auto& [known, value] : environment_.variables) {
    if (known == name) return &value;
  }
  return nullptr;
}

const Collection* Evaluator::FindVariable(std::string_view name) const {
  const Collection* given = FindGiven(name);
  if (given != nullptr || environment_.host == nullptr) return given;
  return environment_.host->Variable(name);
}

bool Evaluator::EvalVariable(const Node& node, const Frame&, Collection* out) {
  const std::string& name = program_.Name(node);
  const bool ours = node.variable != StandardVariable::kNone;
  // The host is not asked for what the language itself defines.
  if (const Collection* value = ours ? FindGiven(name) : FindVariable(name)) {
    out->AddAll(*value);
    return true;
  }
  if (node.variable == StandardVariable::kContext) {
    out->AddAll(environment_.context ? *environment_.context : focus_);
  } else if (ours) {
    const bool root = node.variable == StandardVariable::kRootResource && environment_.root_resource;
    if (root) {
      out->Add(*environment_.root_resource);
    } else if (environment_.resource) {
      out->Add(*environment_.resource);
    } else {
      out->AddAll(focus_);
    }
  } else if (name == "ucum") {
    out->Add(Item(std::string("http://unitsofmeasure.org")));
  } else if (name == "sct") {
    out->Add(Item(std::string("http://snomed.info/sct")));
  } else if (name == "loinc") {
    out->Add(Item(std::string("http://loinc.org")));
  } else if (name.starts_with("vs-")) {
    out->Add(Item("http://hl7.org/fhir/ValueSet/" + name.substr(3)));
  } else if (name.starts_with("ext-")) {
    out->Add(Item("http://hl7.org/fhir/StructureDefinition/" + name.substr(4)));
  } else if (IsServiceVariable(name)) {
    error_ = Error{ErrorKind::kUnsupported, "%" + name + " is not supported", {}, node.position};
    return false;
  } else {
    return Fail(node, "there is no variable %" + name);
  }
  return true;
}

bool Evaluator::EvalInput(const Node& node, const Frame& frame, Collection* out) {
  if (node.left != kNoNode) return Eval(node.left, frame, out);
  out->AddAll(*frame.focus);
  return true;
}

bool Evaluator::EvalMember(const Node& node, const Frame& frame, Collection* out) {
  if (node.left == kNoNode) {
    for (const Item& item : *frame.focus) AddMember(node, item, out);
    return true;
  }
  Collection input;
  if (!Eval(node.left, frame, &input)) return false;
  for (const Item& item : input) {
    if (!Step(node)) return false;
    AddMember(node, item, out);
  }
  return true;
}

bool Evaluator::EvalIndexer(const Node& node, const Frame& frame, Collection* out) {
  Collection input;
  if (!Eval(node.left, frame, &input)) return false;
  Collection index;
  std::optional<std::int64_t> number;
  if (!Argument(node, 0, frame, &index) || !SingleInteger(node, index, "an index", &number)) return false;
  if (number && *number >= 0 && static_cast<std::uint64_t>(*number) < input.size()) {
    out->Add(input[static_cast<std::size_t>(*number)]);
  }
  return true;
}

bool Evaluator::Argument(const Node& node, std::size_t i, const Frame& frame, Collection* out) {
  return EvalScoped(program_.ArgumentId(node, i), frame, out);
}

bool Evaluator::EvalCall(const Node& node, const Frame& frame, Collection* out) {
  if (node.link_id_lookup && environment_.host != nullptr) {
    bool done = false;
    if (!LookUpLinkId(node, frame, out, &done)) return false;
    if (done) return true;
  }
  Collection input;
  if (!EvalInput(node, frame, &input)) return false;
  switch (InfoOf(node.function).group) {
    case FunctionGroup::kCollection:
      return CallCollection(node, input, frame, out);
    case FunctionGroup::kLambda:
      return CallLambda(node, input, frame, out);
    case FunctionGroup::kString:
      return CallString(node, input, frame, out);
    case FunctionGroup::kMath:
      return CallMath(node, input, frame, out);
    case FunctionGroup::kConversion:
      return CallConversion(node, input, frame, out);
    case FunctionGroup::kDate:
      return CallDate(node, input, frame, out);
    case FunctionGroup::kFhir:
      return CallFhir(node, input, frame, out);
    case FunctionGroup::kSdc:
      return CallSdc(node, input, frame, out);
  }
  return true;
}

// X.repeat(item).where(linkId = L) and X.descendants().where(linkId = L) where the host has an index of X.
bool Evaluator::LookUpLinkId(const Node& node, const Frame& frame, Collection* out, bool* done) {
  const Node& walk = program_.At(node.left);
  Collection roots;
  if (!EvalInput(walk, frame, &roots)) return false;
  const TypeId item_type = model().known.response_item;
  const TypeId response_type = model().known.response;
  for (const Item& root : roots) {
    if (!root.IsNode() || root.NodeValue() == nullptr) return true;
    if (root.NodeType() != item_type && root.NodeType() != response_type) return true;
  }
  // The other side of "linkId =" does not read $this: one value for all items.
  const Node& equation = program_.Argument(node, 0);
  Collection wanted;
  if (!EvalScoped(program_.ArgumentId(equation, 0), frame, &wanted)) return false;
  if (wanted.size() != 1) return true;
  const auto text = ToText(model(), wanted.front());
  if (!text) return true;
  Collection result;
  std::vector<const Json*> items;
  for (const Item& root : roots) {
    items.clear();
    const bool through_answers = walk.function == Function::kDescendants;
    if (!environment_.host->ItemsWithLinkId(*root.NodeValue(), *text, through_answers, &items)) return true;
    for (const Json* item : items) result.Add(Item::Node(item, item_type));
  }
  if (walk.function == Function::kRepeat && result.size() > 1) {
    Lookup seen(this);
    AddDistinct(result, &seen, out);
  } else {
    out->AddAll(result);
  }
  *done = true;
  return true;
}

bool Evaluator::Single(const Node& node, const Collection& items, std::string_view what, const Item** item) {
  if (items.size() > 1) {
    return Fail(node, "expected " + std::string(what) + ", found " + std::to_string(items.size()) + " items");
  }
  *item = items.empty() ? nullptr : &items.front();
  return true;
}

bool Evaluator::SingleValue(const Node& node, const Collection& items, std::string_view what,
                            std::optional<Item>* value) {
  const Item* item = nullptr;
  if (!Single(node, items, what, &item)) return false;
  *value = item == nullptr ? std::nullopt : Value(*item);
  if (*value && (*value)->kind() == ItemKind::kString) SpendOnText((*value)->AsString().size());
  return true;
}

bool Evaluator::SingleString(const Node& node, const Collection& items, std::string_view what,
                             std::optional<std::string>* text) {
  std::optional<Item> value;
  if (!SingleValue(node, items, what, &value)) return false;
  text->reset();
  if (value && value->kind() == ItemKind::kString) {
    *text = value->AsString();
    return true;
  }
  // A primitive that has only extensions is empty; anything else is of the wrong type.
  if (items.empty() || (!value && items.front().IsNode() && items.front().NodeValue() == nullptr)) return true;
  return Fail(node, "expected " + std::string(what) + ", found " + TypeNameOf(model(), items.front()));
}

bool Evaluator::SingleInteger(const Node& node, const Collection& items, std::string_view what,
                              std::optional<std::int64_t>* number) {
  std::optional<Item> value;
  if (!SingleValue(node, items, what, &value)) return false;
  number->reset();
  if (value && value->kind() == ItemKind::kInteger) {
    *number = value->AsInteger();
    return true;
  }
  if (items.empty() || (!value && items.front().IsNode() && items.front().NodeValue() == nullptr)) return true;
  return Fail(node, "expected " + std::string(what) + " (an integer), found " + TypeNameOf(model(), items.front()));
}

bool Evaluator::Criterion(const Node& node, const Collection& items, Truth* truth) {
  if (items.size() > 1) return Fail(node, "expected one boolean, found " + std::to_string(items.size()) + " items");
  const auto criterion = AsCriterion(model(), items);
  *truth = criterion ? ToTruth(*criterion) : Truth::kUnknown;
  return true;
}

bool Evaluator::EvalCriterion(NodeId id, const Node& node, const Frame& frame, Truth* truth) {
  const Node& criterion = program_.At(id);
  if (criterion.kind == NodeKind::kBinary) {
    if (criterion.op >= Op::kAnd) return Step(criterion) && Logic(criterion, frame, truth);
    if (criterion.equals_text && EqualsText(criterion, frame, truth)) return Step(criterion);
  }
  Collection result;
  return EvalScoped(id, frame, &result) && Criterion(node, result, truth);
}

Result<Collection> Evaluate(const Expression& expression, const Collection& focus, const Environment& environment) {
  Evaluator evaluator(expression.program(), environment, focus);
  Collection result;
  if (!evaluator.Run(&result)) return evaluator.TakeError();
  return result;
}

std::optional<bool> AsCriterion(const Model& model, const Collection& result) {
  if (result.size() != 1) return std::nullopt;
  const auto value = SystemValue(model, result.front());
  if (value && value->kind() == ItemKind::kBoolean) return value->AsBoolean();
  return true;
}

}  // namespace eteinen::fhirpath
