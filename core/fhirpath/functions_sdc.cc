// Functions that Structured Data Capture adds, and the sums over collections that its forms use.
// Sources: SDC implementation guide, "Expressions"; FHIR extensions ordinalValue and itemWeight.
#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/ucum.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kOrdinalValue = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
constexpr std::string_view kItemWeight = "http://hl7.org/fhir/StructureDefinition/itemWeight";

// The score that an element's own extensions give it.
std::optional<Decimal> WeightIn(const Json& element) {
  for (const Json& extension : element["extension"].Items()) {
    const std::string& url = extension["url"].AsString();
    if (url == kOrdinalValue || url == kItemWeight) return Decimal::Parse(extension["valueDecimal"].NumberSource());
  }
  return std::nullopt;
}

// The member "value…" of an answer or an option; null if there is none.
const Json::Member* ValueMember(const Json& object) {
  for (const Json::Member& member : object.Members()) {
    if (member.key.size() > 5 && member.key.starts_with("value") && member.key[5] >= 'A' && member.key[5] <= 'Z') {
      return &member;
    }
  }
  return nullptr;
}

bool SameAnswer(const Json& a, const Json& b) {
  if (!a.IsObject() || !b.IsObject()) return a == b;
  return a["code"] == b["code"] && a["system"] == b["system"];
}

// The item under `items` that holds `place` as an answer or as the value of one; null if none does. Counts in `steps`
// what it looks at.
const Json* OwnerOf(const Json& items, const Json& place, std::uint64_t* steps) {
  for (const Json& item : items.Items()) {
    ++*steps;
    for (const Json& answer : item["answer"].Items()) {
      ++*steps;
      const Json::Member* value = ValueMember(answer);
      if (&answer == &place || (value != nullptr && &value->value == &place)) return &item;
      if (const Json* found = OwnerOf(answer["item"], place, steps)) return found;
    }
    if (const Json* found = OwnerOf(item["item"], place, steps)) return found;
  }
  return nullptr;
}

const Json* ItemWithLinkId(const Json& items, const std::string& link_id, std::uint64_t* steps) {
  for (const Json& item : items.Items()) {
    ++*steps;
    if (item["linkId"].AsString() == link_id) return &item;
    if (const Json* found = ItemWithLinkId(item["item"], link_id, steps)) return found;
  }
  return nullptr;
}

// A code's score in a contained value set, by its expansion or by the concepts that it lists.
std::optional<Decimal> WeightInConcepts(const Json& concepts, const std::string& system, const Json& coding,
                                        std::uint64_t* steps) {
  for (const Json& item : concepts.Items()) {
    ++*steps;
    const std::string& own = item["system"].IsString() ? item["system"].AsString() : system;
    if (item["code"] == coding["code"] && own == coding["system"].AsString()) {
      if (const auto weight = WeightIn(item)) return weight;
    }
    for (const std::string_view nested : {"contains", "concept"}) {
      if (const auto weight = WeightInConcepts(item[nested], own, coding, steps)) return weight;
    }
  }
  return std::nullopt;
}

std::optional<Decimal> WeightInValueSet(const Json& questionnaire, const std::string& reference, const Json& coding,
                                        std::uint64_t* steps) {
  if (!reference.starts_with('#')) return std::nullopt;
  for (const Json& contained : questionnaire["contained"].Items()) {
    if (contained["id"].AsString() != std::string_view(reference).substr(1)) continue;
    if (const auto weight = WeightInConcepts(contained["expansion"]["contains"], {}, coding, steps)) return weight;
    for (const Json& include : contained["compose"]["include"].Items()) {
      const std::string& system = include["system"].AsString();
      if (const auto weight = WeightInConcepts(include["concept"], system, coding, steps)) return weight;
    }
  }
  return std::nullopt;
}

void AddAnswers(const Json& items, TypeId type, Collection* out) {
  for (const Json& item : items.Items()) {
    for (const Json& answer : item["answer"].Items()) {
      out->Add(Item::Node(&answer, type));
      AddAnswers(answer["item"], type, out);
    }
    AddAnswers(item["item"], type, out);
  }
}

}  // namespace

bool Evaluator::CallSdc(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  switch (node.function) {
    case Function::kWeight:
    case Function::kOrdinal:
      return CallWeight(node, input, out);
    case Function::kAnswers: {
      const TypeId type = model().known.response_answer;
      for (const Item& item : input) {
        if (!item.IsNode() || item.NodeValue() == nullptr) continue;
        for (const Json& answer : (*item.NodeValue())["answer"].Items()) {
          out->Add(Item::Node(&answer, type));
          AddAnswers(answer["item"], type, out);
        }
        AddAnswers((*item.NodeValue())["item"], type, out);
      }
      return true;
    }
    default:
      return CallStatistics(node, input, frame, out);
  }
}

bool Evaluator::CallWeight(const Node& node, const Collection& input, Collection* out) {
  for (const Item& item : input) {
    if (!Step(node)) return false;
    if (!item.IsNode() || item.NodeValue() == nullptr) continue;
    const Json& place = *item.NodeValue();
    const Json::Member* member = ValueMember(place);
    const Json& value = member == nullptr ? place : member->value;
    std::optional<Decimal> weight = WeightIn(place);
    if (!weight) weight = WeightIn(value);
    if (!weight && item.NodeExtra() != nullptr) weight = WeightIn(*item.NodeExtra());
    if (!weight && environment_.host != nullptr) {
      if (const auto known = environment_.host->Weight(place, &steps_)) {
        if (*known) out->Add(Item(**known));
        continue;
      }
    }
    if (!weight) weight = WeightByQuestionnaire(place, value);
    if (weight) out->Add(Item(*weight));
  }
  return true;
}

std::optional<Decimal> Evaluator::WeightByQuestionnaire(const Json& place, const Json& value) {
  const Collection* variable = FindVariable("questionnaire");
  const Item* response = ResourceItem();
  if (variable == nullptr || variable->empty() || !variable->front().IsNode() || response == nullptr ||
      !response->IsNode() || response->NodeValue() == nullptr || variable->front().NodeValue() == nullptr) {
    return std::nullopt;
  }
  const Json& questionnaire = *variable->front().NodeValue();
  const Json* owner = OwnerOf((*response->NodeValue())["item"], place, &steps_);
  if (owner == nullptr) return std::nullopt;
  const Json* question = ItemWithLinkId(questionnaire["item"], (*owner)["linkId"].AsString(), &steps_);
  if (question == nullptr) return std::nullopt;
  for (const Json& option : (*question)["answerOption"].Items()) {
    Spend(1);
    const Json::Member* choice = ValueMember(option);
    if (choice == nullptr || !SameAnswer(choice->value, value)) continue;
    if (const auto weight = WeightIn(option)) return weight;
    if (const auto weight = WeightIn(choice->value)) return weight;
    if (const auto weight = WeightIn(option["_" + choice->key])) return weight;
  }
  return WeightInValueSet(questionnaire, (*question)["answerValueSet"].AsString(), value, &steps_);
}

// sum, min, max, avg of numbers or quantities; with an argument, of its result for every item.
bool Evaluator::CallStatistics(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  Collection numbers;
  if (node.argument_count == 0) {
    numbers = input;
  }
  for (std::size_t i = 0; node.argument_count > 0 && i < input.size(); ++i) {
    const Collection single(input[i]);
    if (!EvalScoped(program_.ArgumentId(node, 0), Frame{&single, static_cast<std::int64_t>(i), frame.total},
                    &numbers)) {
      return false;
    }
  }
  if (numbers.empty()) return true;
  if (node.function == Function::kMin || node.function == Function::kMax) {
    const Item* best = &numbers.front();
    for (const Item& item : numbers) {
      if (!Step(node)) return false;
      const auto order = OrderOf(item, *best);
      if (!order)
        return Fail(node, "cannot compare " + TypeNameOf(model(), item) + " with " + TypeNameOf(model(), *best));
      if (*order == (node.function == Function::kMin ? Comparison::kLess : Comparison::kGreater)) best = &item;
    }
    if (const auto value = Value(*best)) out->Add(*value);
    return true;
  }
  Node addition = node;
  addition.op = Op::kAdd;
  Collection total(Value(numbers.front()).value_or(numbers.front()));
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (!Step(node)) return false;
    Collection next;
    if (!Arithmetic(addition, total.front(), numbers[i], &next)) return false;
    if (next.empty()) return true;
    total = std::move(next);
  }
  if (node.function == Function::kAvg) {
    addition.op = Op::kDivide;
    return Arithmetic(addition, total.front(), Item(static_cast<std::int64_t>(numbers.size())), out);
  }
  if (!IsNumber(total.front()) && total.front().kind() != ItemKind::kQuantity) {
    return Fail(node, "expected numbers to sum, found " + TypeNameOf(model(), total.front()));
  }
  out->AddAll(total);
  return true;
}

}  // namespace eteinen::fhirpath
