#include <algorithm>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) return Truth::kFalse;
  return a == Truth::kTrue && b == Truth::kTrue ? Truth::kTrue : Truth::kUnknown;
}
Truth Not(Truth a) { return a == Truth::kUnknown ? a : ToTruth(a == Truth::kFalse); }
Truth Or(Truth a, Truth b) { return Not(And(Not(a), Not(b))); }

void AddTruth(Truth truth, Collection* out) {
  if (truth != Truth::kUnknown) out->Add(Item(truth == Truth::kTrue));
}
void AddDecimal(const std::optional<Decimal>& value, Collection* out) {
  if (value) out->Add(Item(*value));
}
// An Integer has 32 bits, a Long 64; beyond them there is no result.
void AddWhole(std::int64_t value, bool wide, Collection* out) {
  if (wide) {
    out->Add(Item::Long(value));
  } else if (FitsInteger(value)) {
    out->Add(Item(value));
  }
}

std::string_view Symbol(Op op) {
  switch (op) {
    case Op::kMultiply:
      return "*";
    case Op::kDivide:
      return "/";
    case Op::kDiv:
      return "div";
    case Op::kMod:
      return "mod";
    case Op::kAdd:
      return "+";
    case Op::kSubtract:
      return "-";
    default:
      return "this operator";
  }
}

// `wide`: one of them is a Long, and so is the result.
void AddWhole(Op op, std::int64_t a, std::int64_t b, bool wide, Collection* out) {
  std::int64_t result = 0;
  switch (op) {
    case Op::kAdd:
      if (!__builtin_add_overflow(a, b, &result)) AddWhole(result, wide, out);
      break;
    case Op::kSubtract:
      if (!__builtin_sub_overflow(a, b, &result)) AddWhole(result, wide, out);
      break;
    case Op::kMultiply:
      if (!__builtin_mul_overflow(a, b, &result)) AddWhole(result, wide, out);
      break;
    case Op::kDiv:
      if (b == -1) return AddWhole(Op::kSubtract, 0, a, wide, out);
      if (b != 0) AddWhole(a / b, wide, out);
      break;
    case Op::kMod:
      if (b != 0) AddWhole(b == -1 ? 0 : a % b, wide, out);
      break;
    default:
      break;
  }
}

}  // namespace

bool Evaluator::EvalBinary(const Node& node, const Frame& frame, Collection* out) {
  switch (node.op) {
    case Op::kAnd:
    case Op::kOr:
    case Op::kXor:
    case Op::kImplies: {
      Truth truth = Truth::kUnknown;
      if (!Logic(node, frame, &truth)) return false;
      AddTruth(truth, out);
      return true;
    }
    default:
      break;
  }
  Collection left;
  Collection right;
  if (!EvalScoped(node.left, frame, &left) || !Argument(node, 0, frame, &right)) return false;
  switch (node.op) {
    case Op::kEqual:
      AddTruth(EqualCollections(left, right), out);
      return true;
    case Op::kNotEqual:
      AddTruth(Not(EqualCollections(left, right)), out);
      return true;
    case Op::kEquivalent:
      out->Add(Item(EquivalentCollections(left, right)));
      return true;
    case Op::kNotEquivalent:
      out->Add(Item(!EquivalentCollections(left, right)));
      return true;
    case Op::kUnion: {
      Lookup seen(this);
      AddDistinct(left, &seen, out);
      AddDistinct(right, &seen, out);
      return true;
    }
    case Op::kIn:
    case Op::kContains: {
      const Collection& wanted = node.op == Op::kIn ? left : right;
      const Collection& items = node.op == Op::kIn ? right : left;
      const Item* item = nullptr;
      if (!Single(node, wanted, "one item to look for", &item)) return false;
      if (item != nullptr && !item->LacksValue()) out->Add(Item(Contains(items, *item)));
      return true;
    }
    case Op::kLess:
    case Op::kLessOrEqual:
    case Op::kGreater:
    case Op::kGreaterOrEqual:
      return Order(node, left, right, out);
    case Op::kConcatenate: {
      std::optional<std::string> a;
      std::optional<std::string> b;
      if (!SingleString(node, left, "a string before \"&\"", &a) ||
          !SingleString(node, right, "a string after \"&\"", &b)) {
        return false;
      }
      out->Add(Item(a.value_or("") + b.value_or("")));
      return true;
    }
    default:
      break;
  }
  const std::string what = "one item on each side of \"" + std::string(Symbol(node.op)) + "\"";
  const Item* a = nullptr;
  const Item* b = nullptr;
  if (!Single(node, left, what, &a) || !Single(node, right, what, &b)) return false;
  if (a == nullptr || b == nullptr) return true;
  return Arithmetic(node, *a, *b, out);
}

bool Evaluator::EqualsText(const Node& node, const Frame& frame, Truth* truth) const {
  if (frame.focus->size() != 1) return false;
  const Item& item = frame.focus->front();
  if (!item.IsNode() || item.NodeValue() == nullptr) return false;
  const Node& member = program_.At(node.left);
  const ModelElement* element = ElementOf(member, item.NodeType());
  if (element == nullptr || element->repeats || model().Type(element->type).primitive != Primitive::kString) {
    return false;
  }
  const Json* value = item.NodeValue()->Find(program_.Name(member));
  if (value == nullptr || !value->IsString()) return false;
  const std::vector<std::string>& texts = program_.text_sets[node.target];
  const std::string& text = value->AsString();
  // A form's linkIds begin alike and have the same length: their last characters tell most of them apart.
  const auto same = [&](const std::string& one) {
    return one.size() == text.size() && (one.empty() || one.back() == text.back()) && one == text;
  };
  *truth = ToTruth(std::any_of(texts.begin(), texts.end(), same));
  return true;
}

bool Evaluator::Logic(const Node& node, const Frame& frame, Truth* truth) {
  Truth a = Truth::kUnknown;
  Truth b = Truth::kUnknown;
  if (!EvalCriterion(node.left, node, frame, &a)) return false;
  // Where the first operand decides, the second one is not evaluated.
  if ((node.op == Op::kAnd || node.op == Op::kImplies) && a == Truth::kFalse) {
    *truth = ToTruth(node.op == Op::kImplies);
    return true;
  }
  if (node.op == Op::kOr && a == Truth::kTrue) {
    *truth = a;
    return true;
  }
  if (!EvalCriterion(program_.ArgumentId(node, 0), node, frame, &b)) return false;
  switch (node.op) {
    case Op::kAnd:
      *truth = And(a, b);
      break;
    case Op::kOr:
      *truth = Or(a, b);
      break;
    case Op::kImplies:
      *truth = Or(Not(a), b);
      break;
    default:
      *truth = a == Truth::kUnknown || b == Truth::kUnknown ? Truth::kUnknown : ToTruth(a != b);
  }
  return true;
}

bool Evaluator::EvalNegate(const Node& node, const Frame& frame, Collection* out) {
  Collection operand;
  std::optional<Item> value;
  if (!EvalScoped(node.left, frame, &operand) || !SingleValue(node, operand, "one number", &value)) return false;
  if (operand.empty()) return true;
  const bool negate = node.kind == NodeKind::kNegate;
  if (value && IsWholeNumber(*value)) {
    if (negate) {
      AddWhole(Op::kSubtract, 0, value->AsInteger(), value->kind() == ItemKind::kLong, out);
    } else {
      out->Add(*std::move(value));
    }
  } else if (value && value->kind() == ItemKind::kDecimal) {
    out->Add(Item(negate ? value->AsDecimal().Negated() : value->AsDecimal()));
  } else if (value && value->kind() == ItemKind::kQuantity) {
    Quantity quantity = value->AsQuantity();
    if (negate) quantity.value = quantity.value.Negated();
    out->Add(Item(std::move(quantity)));
  } else {
    return Fail(node, "expected a number or a quantity after the sign, found " + TypeNameOf(model(), operand.front()));
  }
  return true;
}

bool Evaluator::EvalType(const Node& node, const Frame& frame, Collection* out) {
  const TypeSpecifier& type = program_.type_names[node.name];
  if (!type.known) return Fail(node, "there is no type " + type.name);
  Collection input;
  const Item* item = nullptr;
  if (!EvalScoped(node.left, frame, &input) || !Single(node, input, "one item", &item)) return false;
  if (item == nullptr) return true;
  const bool matches = IsOfType(*item, type);
  if (node.kind == NodeKind::kIs) {
    out->Add(Item(matches));
  } else if (matches) {
    out->Add(*item);
  }
  return true;
}

bool Evaluator::Order(const Node& node, const Collection& a, const Collection& b, Collection* out) {
  const Item* left = nullptr;
  const Item* right = nullptr;
  if (!Single(node, a, "one item to compare", &left) || !Single(node, b, "one item to compare", &right)) return false;
  if (left == nullptr || right == nullptr) return true;
  for (const Item* item : {left, right}) {
    // A primitive with only extensions has no value to compare.
    if (item->IsNode() && item->NodeValue() == nullptr) return true;
  }
  const auto order = OrderOf(*left, *right);
  if (!order) {
    return Fail(node, "cannot compare " + TypeNameOf(model(), *left) + " with " + TypeNameOf(model(), *right));
  }
  if (*order == Comparison::kUnknown) return true;
  switch (node.op) {
    case Op::kLess:
      out->Add(Item(*order == Comparison::kLess));
      break;
    case Op::kLessOrEqual:
      out->Add(Item(*order != Comparison::kGreater));
      break;
    case Op::kGreater:
      out->Add(Item(*order == Comparison::kGreater));
      break;
    default:
      out->Add(Item(*order != Comparison::kLess));
  }
  return true;
}

bool Evaluator::Arithmetic(const Node& node, const Item& a, const Item& b, Collection* out) {
  for (const Item* item : {&a, &b}) {
    if (item->IsNode() && item->NodeValue() == nullptr) return true;
  }
  const auto fail = [&] {
    return Fail(node, "cannot use \"" + std::string(Symbol(node.op)) + "\" on " + TypeNameOf(model(), a) + " and " +
                          TypeNameOf(model(), b));
  };
  const auto left = Value(a);
  const auto right = Value(b);
  if (!left || !right) return fail();
  const bool quantities = left->kind() == ItemKind::kQuantity || right->kind() == ItemKind::kQuantity;
  if (IsMoment(*left) && right->kind() == ItemKind::kQuantity && (node.op == Op::kAdd || node.op == Op::kSubtract)) {
    return MomentArithmetic(node, *left, right->AsQuantity(), out);
  }
  if (node.op == Op::kAdd && left->kind() == ItemKind::kString && right->kind() == ItemKind::kString) {
    out->Add(Item(left->AsString() + right->AsString()));
    return true;
  }
  const auto fits = [](const Item& item) { return IsNumber(item) || item.kind() == ItemKind::kQuantity; };
  if (!fits(*left) || !fits(*right)) return fail();
  if (quantities) {
    SpendOnUnits(*left, *right);
    Quantity x = QuantityOf(*left);
    Quantity y = QuantityOf(*right);
    std::optional<Quantity> result;
    switch (node.op) {
      case Op::kSubtract:
        y.value = y.value.Negated();
        result = Add(x, y);
        break;
      case Op::kAdd:
        result = Add(x, y);
        break;
      case Op::kMultiply:
        result = Multiply(x, y);
        break;
      case Op::kDivide:
        result = Divide(x, y);
        break;
      default:
        return fail();
    }
    if (result) out->Add(Item(*std::move(result)));
    return true;
  }
  if (IsWholeNumber(*left) && IsWholeNumber(*right) && node.op != Op::kDivide) {
    const bool wide = left->kind() == ItemKind::kLong || right->kind() == ItemKind::kLong;
    AddWhole(node.op, left->AsInteger(), right->AsInteger(), wide, out);
    return true;
  }
  const Decimal x = NumberOf(*left);
  const Decimal y = NumberOf(*right);
  switch (node.op) {
    case Op::kAdd:
      AddDecimal(Add(x, y), out);
      break;
    case Op::kSubtract:
      AddDecimal(Subtract(x, y), out);
      break;
    case Op::kMultiply:
      AddDecimal(Multiply(x, y), out);
      break;
    case Op::kDivide:
      AddDecimal(Divide(x, y), out);
      break;
    case Op::kMod:
      AddDecimal(Remainder(x, y), out);
      break;
    case Op::kDiv: {
      const auto quotient = IntegerQuotient(x, y);
      const auto whole = quotient ? quotient->ToInteger() : std::nullopt;
      if (whole) AddWhole(*whole, false, out);
      break;
    }
    default:
      return fail();
  }
  return true;
}

bool Evaluator::MomentArithmetic(const Node& node, const Item& moment, const Quantity& quantity, Collection* out) {
  const auto unit = DurationUnitOf(quantity);
  if (!unit) return Fail(node, "expected a duration such as 3 days, found a quantity in '" + quantity.unit + "'");
  if (moment.kind() == ItemKind::kTime && *unit < CalendarUnit::kHour) {
    return Fail(node,
                "a time of day changes by hours and finer units, not by " + std::string(CalendarWord(*unit)) + "s");
  }
  const Decimal amount = node.op == Op::kSubtract ? quantity.value.Negated() : quantity.value;
  if (const auto sum = AddDuration(moment.AsDateTime(), amount, *unit)) {
    out->Add(Item(*sum));
  } else if (*unit == CalendarUnit::kYear) {
    return Fail(node, "the year is out of range");
  }
  return true;
}

}  // namespace eteinen::fhirpath
