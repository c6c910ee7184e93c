// Functions that evaluate an argument once for every item of their input.
#include <algorithm>

#include "core/fhirpath/evaluator.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::size_t kMaxRepeated = 200'000;

bool IsReservedVariable(std::string_view name) {
  for (const std::string_view reserved :
       {"context", "resource", "rootResource", "ucum", "sct", "loinc", "questionnaire", "qitem"}) {
    if (name == reserved) return true;
  }
  return name.starts_with("vs-") || name.starts_with("ext-");
}

}  // namespace

bool Evaluator::CallLambda(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  // $this and $index for the item at `i`.
  Collection single;
  const auto frame_of = [&](std::size_t i) {
    single = Collection(input[i]);
    return Frame{&single, static_cast<std::int64_t>(i), frame.total};
  };
  switch (node.function) {
    case Function::kWhere:
      for (std::size_t i = 0; i < input.size(); ++i) {
        Truth truth = Truth::kUnknown;
        if (!EvalCriterion(program_.ArgumentId(node, 0), node, frame_of(i), &truth)) return false;
        if (truth == Truth::kTrue) out->Add(input[i]);
      }
      return true;
    case Function::kExists: {
      bool exists = node.argument_count == 0 && !input.empty();
      for (std::size_t i = 0; node.argument_count > 0 && i < input.size() && !exists; ++i) {
        Truth truth = Truth::kUnknown;
        if (!EvalCriterion(program_.ArgumentId(node, 0), node, frame_of(i), &truth)) return false;
        exists = truth == Truth::kTrue;
      }
      out->Add(Item(exists));
      return true;
    }
    case Function::kAll: {
      bool all = true;
      for (std::size_t i = 0; i < input.size() && all; ++i) {
        Truth truth = Truth::kUnknown;
        if (!EvalCriterion(program_.ArgumentId(node, 0), node, frame_of(i), &truth)) return false;
        all = truth == Truth::kTrue;
      }
      out->Add(Item(all));
      return true;
    }
    case Function::kSelect:
      for (std::size_t i = 0; i < input.size(); ++i) {
        if (!EvalScoped(program_.ArgumentId(node, 0), frame_of(i), out)) return false;
      }
      return true;
    case Function::kTrace: {
      // Nothing listens here; name and projection are still evaluated, so that their mistakes are found.
      Collection name;
      std::optional<std::string> text;
      if (!Argument(node, 0, frame, &name) || !SingleString(node, name, "the trace's name", &text)) return false;
      for (std::size_t i = 0; node.argument_count > 1 && i < input.size(); ++i) {
        Collection projected;
        if (!EvalScoped(program_.ArgumentId(node, 1), frame_of(i), &projected)) return false;
      }
      out->AddAll(input);
      return true;
    }
    case Function::kRepeat:
    case Function::kRepeatAll:
      return CallRepeat(node, input, frame, out);
    case Function::kAggregate:
      return CallAggregate(node, input, frame, out);
    case Function::kSort:
      return CallSort(node, input, frame, out);
    case Function::kIif:
      return CallIif(node, input, frame, out);
    case Function::kCoalesce: {
      Collection first;
      for (std::size_t i = 0; i < node.argument_count && first.empty(); ++i) {
        if (!Argument(node, i, frame, &first)) return false;
      }
      out->AddAll(first);
      return true;
    }
    default:
      return CallDefineVariable(node, input, frame, out);
  }
}

// By its definition equal items count once, even when they stand in different places; repeatAll() keeps them.
bool Evaluator::CallRepeat(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  const NodeId projection = program_.ArgumentId(node, 0);
  const bool all = node.function == Function::kRepeatAll;
  Lookup seen(this);
  Collection found;
  std::int64_t index = 0;
  const Node& step = program_.At(projection);
  const bool to_member = step.kind == NodeKind::kMember && step.left == kNoNode;
  const auto keep = [&](const Collection& projected) {
    for (const Item& next : projected) {
      if (!Step(node)) return false;
      if (!all && !seen.Insert(next)) continue;
      if (found.size() >= kMaxRepeated) {
        error_ = Error{ErrorKind::kLimit, "repeat gives too many items", {}, node.position};
        return false;
      }
      found.Add(next);
    }
    return true;
  };
  Collection projected;
  const auto project = [&](const Item& item) {
    projected.clear();
    if (to_member) {  // the usual repeat(item), without the way round
      if (!Step(step)) return false;
      AddMember(step, item, &projected);
    } else {
      const Collection single(item);
      if (!EvalScoped(projection, Frame{&single, index++, frame.total}, &projected)) return false;
    }
    return keep(projected);
  };
  for (const Item& item : input) {
    if (!project(item)) return false;
  }
  // What is found is looked at in its turn.
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Item item = found[i];
    if (!project(item)) return false;
  }
  out->AddAll(std::move(found));
  return true;
}

bool Evaluator::CallAggregate(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  Collection total;
  if (node.argument_count > 1 && !Argument(node, 1, frame, &total)) return false;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const Collection single(input[i]);
    Collection next;
    if (!EvalScoped(program_.ArgumentId(node, 0), Frame{&single, static_cast<std::int64_t>(i), &total}, &next)) {
      return false;
    }
    total = std::move(next);
  }
  out->AddAll(total);
  return true;
}

bool Evaluator::CallSort(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  struct Key {
    std::optional<Item> value;
    bool descending;
  };
  struct Row {
    std::size_t place;
    std::vector<Key> keys;
  };
  std::vector<Row> rows;
  for (std::size_t i = 0; i < input.size(); ++i) {
    Row row{i, {}};
    const Collection single(input[i]);
    const Frame inner{&single, static_cast<std::int64_t>(i), frame.total};
    if (node.argument_count == 0) row.keys.push_back({input[i], false});
    for (std::size_t k = 0; k < node.argument_count; ++k) {
      // A minus in front of a key turns the order round; so strings can be sorted downwards too.
      NodeId id = program_.ArgumentId(node, k);
      const bool descending = program_.At(id).kind == NodeKind::kNegate;
      if (descending) id = program_.At(id).left;
      Collection key;
      const Item* item = nullptr;
      if (!EvalScoped(id, inner, &key) || !Single(node, key, "one item as a key to sort by", &item)) return false;
      row.keys.push_back({item == nullptr ? std::nullopt : std::optional<Item>(*item), descending});
    }
    rows.push_back(std::move(row));
  }
  bool comparable = true;
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    Spend(4);
    if (OutOfSteps()) return false;  // and the next step fails
    for (std::size_t k = 0; k < a.keys.size(); ++k) {
      const Key& x = a.keys[k];
      const Key& y = b.keys[k];
      if (!x.value && !y.value) continue;
      if (!x.value || !y.value) return x.value.has_value() == x.descending;  // what is empty comes first, or last
      const auto order = OrderOf(*x.value, *y.value);
      if (!order) comparable = false;
      if (!order || *order == Comparison::kEqual || *order == Comparison::kUnknown) continue;
      return (*order == Comparison::kLess) != x.descending;
    }
    return false;
  });
  if (!comparable) return Fail(node, "cannot sort items of different types");
  for (const Row& row : rows) out->Add(input[row.place]);
  return true;
}

bool Evaluator::CallIif(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  const bool explicit_input = node.left != kNoNode;
  const Item* item = nullptr;
  if (explicit_input && !Single(node, input, "at most one item before iif", &item)) return false;
  const Frame inner{explicit_input ? &input : frame.focus, frame.index, frame.total};
  Truth truth = Truth::kUnknown;
  if (!EvalCriterion(program_.ArgumentId(node, 0), node, inner, &truth)) return false;
  if (truth == Truth::kTrue) return Argument(node, 1, inner, out);
  return node.argument_count < 3 || Argument(node, 2, inner, out);
}

bool Evaluator::CallDefineVariable(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  Collection name;
  std::optional<std::string> text;
  if (!Argument(node, 0, frame, &name) || !SingleString(node, name, "the variable's name", &text)) return false;
  if (!text) return Fail(node, "expected the variable's name");
  if (IsReservedVariable(*text) || FindVariable(*text) != nullptr)
    return Fail(node, "the variable %" + *text + " is defined already");
  Collection value;
  if (node.argument_count < 2) {
    value = input;
  } else if (!Argument(node, 1, Frame{&input, frame.index, frame.total}, &value)) {
    return false;
  }
  locals_.push_back({*std::move(text), std::move(value)});
  out->AddAll(input);
  return true;
}

}  // namespace eteinen::fhirpath
