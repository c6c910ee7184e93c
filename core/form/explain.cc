// Why an item is as it is: what decided that it is shown, required, valued or invalid.
#include "core/fhir/element.h"
#include "core/form/checker.h"
#include "core/form/reads.h"
#include "core/form/session.h"
#include "core/form/state.h"

namespace eteinen::form {
namespace {

// The expression of that use with its result, or null.
Json ExpressionOf(const Session::State& state, const Node& node, Use use) {
  const Item& item = state.tree().ItemOf(node);
  for (const int id : item.expressions) {
    const FormExpression& expression = state.program()[id];
    if (expression.use != use || !expression.compiled) continue;
    Json out = Json::MakeObject({{"by", NameOf(use)}, {"expression", expression.compiled->text()}});
    Json reads = Json::MakeArray();
    for (const int read : ItemsReadBy(state.program(), id)) reads.Append(state.ItemAt(read).link_id);
    out.Set("reads", std::move(reads));
    if (const Cell* cell = state.CellOf(node, use); cell != nullptr) {
      if (!cell->error.empty()) out.Set("error", cell->error);
      Json result = Json::MakeArray();
      for (const fhirpath::Item& one : cell->value) result.Append(fhirpath::ToJson(*state.program().model, one));
      out.Set("result", std::move(result));
    }
    return out;
  }
  return Json();
}

Json WhyEnabled(const Session::State& state, const Node& node) {
  const Item& item = state.tree().ItemOf(node);
  Json out = Json::MakeObject({{"is", state.tree().IsVisible(node)}});
  for (const Node* above = node.owner->node; above != nullptr; above = above->owner->node) {
    if (!above->enabled) {
      out.Set("hiddenBy", state.tree().ItemOf(*above).link_id);
      break;
    }
  }
  Json conditions = Json::MakeArray();
  for (const EnableCondition& condition : item.enable_when) {
    Json one = Json::MakeObject();
    one.Set("question", condition.question < 0 ? std::string() : state.ItemAt(condition.question).link_id);
    one.Set("met", state.Meets(condition, node));
    conditions.Append(std::move(one));
  }
  if (!conditions.Items().empty()) {
    out.Set("behavior", item.any_condition ? "any" : "all");
    out.Set("conditions", std::move(conditions));
  }
  if (Json expression = ExpressionOf(state, node, Use::kEnableWhen); !expression.IsNull()) {
    out.Set("expression", std::move(expression));
  }
  return out;
}

Json WhyValued(const Session::State& state, const Node& node) {
  Json out = Json::MakeObject();
  const bool has_value = !Tree::AnswersOf(node).empty();
  Json calculated = ExpressionOf(state, node, Use::kCalculated);
  Json initial = ExpressionOf(state, node, Use::kInitial);
  if (!calculated.IsNull()) {
    out.Set("by", node.edited ? "resident" : "calculation");
    out.Set("calculation", std::move(calculated));
  } else {
    out.Set("by", has_value ? "answer" : "nothing");
  }
  if (!initial.IsNull()) out.Set("initial", std::move(initial));
  return out;
}

}  // namespace

Result<Json> Session::Explain(std::string_view link_id, const At& at) const {
  const Node* node = state_->tree().Find(questionnaire().Find(link_id), at);
  if (node == nullptr) {
    return Error{
        ErrorKind::kNotFound, "there is no item \"" + std::string(link_id) + "\" at that place", {}, std::nullopt};
  }
  Json out = Json::MakeObject({{"linkId", link_id}});
  Json place = Json::MakeArray();
  for (const int index : at) place.Append(index);
  out.Set("at", std::move(place));
  out.Set("enabled", WhyEnabled(*state_, *node));
  Json required = Json::MakeObject({{"is", state_->IsRequired(*node)}});
  if (Json by = ExpressionOf(*state_, *node, Use::kRequired); !by.IsNull()) required.Set("expression", std::move(by));
  out.Set("required", std::move(required));
  out.Set("value", WhyValued(*state_, *node));
  Json issues = Json::MakeArray();
  for (const Issue& issue : IssuesOf(link_id, at, true)) issues.Append(ToJson(issue));
  out.Set("issues", std::move(issues));
  return out;
}

}  // namespace eteinen::form
