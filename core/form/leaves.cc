#include "core/form/leaves.h"

#include <algorithm>
#include <utility>

#include "core/base/decimal.h"
#include "core/fhir/element.h"
#include "core/form/enable_when.h"
#include "core/form/program.h"
#include "core/form/values.h"

namespace eteinen::form {
namespace {

// Filters by linkId and code down to exists(), without looking at how many there are or at their order.
bool LooksAtAnswersOneByOne(std::string_view text) {
  static constexpr std::string_view kWords[] = {"resource", "repeat", "item",   "where",  "linkId",
                                                "answer",   "value",  "code",   "in",     "exists",
                                                "or",       "and",    "system", "ofType", "Coding"};
  if (!text.ends_with(".exists()")) return false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '\'') {
      const std::size_t end = text.find('\'', i + 1);
      if (end == std::string_view::npos || text.substr(i, end - i).find('\\') != std::string_view::npos) return false;
      i = end + 1;
    } else if (letter) {
      std::size_t end = i;
      while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z'))) {
        ++end;
      }
      if (std::find(std::begin(kWords), std::end(kWords), text.substr(i, end - i)) == std::end(kWords)) return false;
      i = end;
    } else if (std::string_view(" .()%=|").find(c) != std::string_view::npos) {
      ++i;
    } else {
      return false;
    }
  }
  return true;
}

// Finds or adds the item `link_id` in a list of response items.
Json& ItemIn(Json& list, const std::string& link_id) {
  for (Json& item : list.MutableItems()) {
    if (item["linkId"].AsString() == link_id) return item;
  }
  return list.Append(Json::MakeObject({{"linkId", link_id}}));
}

}  // namespace

FormLeaves::FormLeaves(const Questionnaire& questionnaire, std::int64_t now_ms, int offset_minutes,
                       const Terminology* terminology)
    : questionnaire_(questionnaire), terminology_(terminology) {
  environment_.now_ms = now_ms;
  environment_.offset_minutes = offset_minutes;
  environment_.host = this;
  environment_.max_steps = 5'000'000;
}

int FormLeaves::AddExpression(fhirpath::Expression expression, std::vector<int> inputs, int target) {
  Leaf leaf;
  leaf.for_any = inputs.size() == 1 && LooksAtAnswersOneByOne(expression.text());
  leaf.expression.emplace(std::move(expression));
  leaf.inputs = std::move(inputs);
  leaf.target = target;
  leaves_.push_back(std::move(leaf));
  return static_cast<int>(leaves_.size()) - 1;
}

int FormLeaves::AddCondition(const EnableCondition& condition) {
  Leaf leaf;
  leaf.condition = &condition;
  leaf.inputs = {condition.question};
  leaf.for_any = condition.op == EnableOperator::kEqual;
  leaves_.push_back(std::move(leaf));
  return static_cast<int>(leaves_.size()) - 1;
}

int FormLeaves::AddIsAnswered() {
  leaves_.emplace_back();
  leaves_.back().for_any = true;
  return static_cast<int>(leaves_.size()) - 1;
}

std::string_view FormLeaves::TextOf(int leaf) const {
  return At(leaf).expression ? std::string_view(At(leaf).expression->text()) : std::string_view();
}

bool FormLeaves::IsForAnyAnswer(int leaf) const { return At(leaf).for_any; }

// The way down to each input, groups and questions above it included.
Json FormLeaves::ResponseWith(const Leaf& leaf, const std::vector<const Json*>& inputs) const {
  const std::vector<Item>& items = questionnaire_.items();
  Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}, {"item", Json::MakeArray()}});
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (leaf.inputs[i] == kSumInput || inputs[i]->Items().empty()) continue;
    std::vector<int> way;
    for (int at = leaf.inputs[i]; at >= 0; at = items[static_cast<std::size_t>(at)].parent) way.push_back(at);
    Json* list = response.Find("item");
    for (auto it = way.rbegin(); it != way.rend(); ++it) {
      const Item& item = items[static_cast<std::size_t>(*it)];
      Json& place = ItemIn(*list, item.link_id);
      if (it + 1 == way.rend()) {
        place.Set("answer", *inputs[i]);
        break;
      }
      Json* owner = &place;
      if (item.IsQuestion()) {
        if (!place.Has("answer")) place.Set("answer", Json::MakeArray({Json::MakeObject()}));
        owner = &place.Find("answer")->MutableItems().front();
      }
      if (!owner->Has("item")) owner->Set("item", Json::MakeArray());
      list = owner->Find("item");
    }
  }
  return response;
}

std::optional<fhirpath::Collection> FormLeaves::Evaluate(const Leaf& leaf, const std::vector<const Json*>& inputs,
                                                         const Json& response) {
  const fhirpath::Model& model = *questionnaire_.program().model;
  environment_.resource = fhirpath::Item::Resource(model, response);
  environment_.root_resource = environment_.resource;
  environment_.context = fhirpath::Collection(*environment_.resource);
  environment_.variables.clear();
  environment_.variables.emplace_back("questionnaire",
                                      fhirpath::Collection(fhirpath::Item::Resource(model, questionnaire_.json())));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (leaf.inputs[i] != kSumInput) continue;
    fhirpath::Collection sum;
    for (const Json& answer : inputs[i]->Items()) {
      if (const auto number = Decimal::Parse(fhir::ChoiceOf(answer).value->NumberSource())) {
        sum.Add(fhirpath::Item(*number));
      }
    }
    environment_.variables.emplace_back(std::string(kSumName), std::move(sum));
  }
  Result<fhirpath::Collection> result = fhirpath::Evaluate(*leaf.expression, *environment_.context, environment_);
  if (result.ok()) return std::move(result).value();
  failures_.emplace(leaf.expression->text(), result.error().message);
  return std::nullopt;
}

// What holds for any one answer is asked once for each answer, however many sets of answers there are.
Leaves::Truth FormLeaves::JudgeOneByOne(int number, const Json& answers) {
  for (const Json& answer : answers.Items()) {
    const fhir::Choice choice = fhir::ChoiceOf(answer);
    if (!choice || !choice.value->Has("code")) return JudgeTogether(number, {&answers});
    const std::string key =
        std::to_string(number) + "|" + (*choice.value)["system"].AsString() + "|" + (*choice.value)["code"].AsString();
    auto known = one_by_one_.find(key);
    if (known == one_by_one_.end()) {
      const Json alone = Json::MakeArray({answer});
      known = one_by_one_.emplace(key, JudgeTogether(number, {&alone})).first;
    }
    if (known->second != Truth::kFalse) return known->second;
  }
  return Truth::kFalse;
}

Leaves::Truth FormLeaves::Judge(int number, const std::vector<const Json*>& inputs) {
  const Leaf& leaf = At(number);
  if (leaf.for_any && leaf.expression && inputs.front()->Items().size() > 1) {
    return JudgeOneByOne(number, *inputs.front());
  }
  return JudgeTogether(number, inputs);
}

Leaves::Truth FormLeaves::JudgeTogether(int number, const std::vector<const Json*>& inputs) {
  const Leaf& leaf = At(number);
  if (leaf.condition != nullptr) {
    std::vector<const Json*> answers;
    for (const Json& answer : inputs.front()->Items()) answers.push_back(&answer);
    return Meets(*leaf.condition, answers) ? Truth::kTrue : Truth::kFalse;
  }
  if (!leaf.expression) return inputs.front()->Items().empty() ? Truth::kFalse : Truth::kTrue;
  const Json response = ResponseWith(leaf, inputs);
  const std::optional<fhirpath::Collection> result = Evaluate(leaf, inputs, response);
  if (!result) return Truth::kFailed;
  if (result->size() > 1) {
    failures_.emplace(leaf.expression->text(), "more than one item where a truth is wanted");
    return Truth::kFailed;
  }
  const std::optional<bool> truth = fhirpath::AsCriterion(*questionnaire_.program().model, *result);
  return !truth ? Truth::kEmpty : *truth ? Truth::kTrue : Truth::kFalse;
}

Json FormLeaves::Value(int number, const std::vector<const Json*>& inputs) {
  const Leaf& leaf = At(number);
  const fhirpath::Model& model = *questionnaire_.program().model;
  const Json response = ResponseWith(leaf, inputs);
  const std::optional<fhirpath::Collection> result = Evaluate(leaf, inputs, response);
  Json answers = Json::MakeArray();
  if (!result) return answers;
  if (leaf.target < 0) {
    for (const fhirpath::Item& item : *result) answers.Append(ValueFrom(model, item));
    return answers;
  }
  const Item& target = questionnaire_.items()[static_cast<std::size_t>(leaf.target)];
  Result<std::vector<Json>> given = AnswersFrom(model, target, *result);
  if (given.ok()) {
    for (Json& answer : *given) answers.Append(std::move(answer));
  } else {
    failures_.emplace(leaf.expression->text(), given.error().message);
  }
  return answers;
}

std::optional<std::optional<Decimal>> FormLeaves::Weight(const Json& answer_or_value, std::uint64_t*) const {
  const Json* coded = answer_or_value.Find("valueCoding");
  const Json& coding = coded != nullptr ? *coded : answer_or_value;
  if (!coding.IsObject() || !coding.Has("code")) return std::nullopt;
  const auto& weights = questionnaire_.program().weights;
  const auto known = weights.find(coding["system"].AsString() + "|" + coding["code"].AsString());
  if (known == weights.end() || !known->second) return std::nullopt;
  return known->second;
}

std::optional<bool> FormLeaves::MemberOf(std::string_view system, std::string_view code,
                                         std::string_view value_set) const {
  return IsMember(questionnaire_.contained(), terminology_, system, code, value_set);
}

}  // namespace eteinen::form
