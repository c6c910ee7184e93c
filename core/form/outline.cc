#include "core/form/outline.h"

#include <algorithm>
#include <utility>

#include "core/fhir/element.h"
#include "core/form/reads.h"

namespace eteinen::form {
namespace {

std::string_view Word(EnableOperator op) {
  switch (op) {
    case EnableOperator::kExists:
      return "exists";
    case EnableOperator::kEqual:
      return "=";
    case EnableOperator::kNotEqual:
      return "!=";
    case EnableOperator::kGreater:
      return ">";
    case EnableOperator::kLess:
      return "<";
    case EnableOperator::kGreaterOrEqual:
      return ">=";
    case EnableOperator::kLessOrEqual:
      return "<=";
  }
  return "";
}

// A value as in a condition: 18, true, "none"; a code without its system.
std::string Shown(const Json& value) {
  if (value.IsObject() && value.Has("code")) return value["code"].AsString();
  if (value.IsString()) return value.AsString();
  return WriteJson(value);
}

bool FindPath(const Json& at, const Json& node, std::string& path) {
  if (&at == &node) return true;
  const std::size_t length = path.size();
  if (at.IsArray()) {
    for (std::size_t i = 0; i < at.Items().size(); ++i) {
      path = JoinPath(path, i);
      if (FindPath(at.Items()[i], node, path)) return true;
      path.resize(length);
    }
  }
  for (const auto& [key, value] : at.Members()) {
    path = JoinPath(path, key);
    if (FindPath(value, node, path)) return true;
    path.resize(length);
  }
  return false;
}

class Finder {
 public:
  Finder(const Questionnaire& form, const std::vector<Rule>& rules) : form_(form), rules_(rules) {}

  std::vector<Edge> Run() {
    AddExpressions(-1, form_.program().root_expressions, "");
    for (const int root : form_.roots()) AddItem(root, "");
    for (std::size_t i = 0; i < rules_.size(); ++i) AddRule(static_cast<int>(i));
    return std::move(edges_);
  }

 private:
  // `above`: the path of what the item stands in.
  void AddItem(int index, const std::string& above) {
    const Item& item = form_.items()[static_cast<std::size_t>(index)];
    const std::string path = JoinPath(JoinPath(above, "item"), static_cast<std::size_t>(item.position));
    for (std::size_t i = 0; i < item.enable_when.size(); ++i) {
      AddCondition(index, item.enable_when[i], JoinPath(JoinPath(path, "enableWhen"), i));
    }
    AddExpressions(index, item.expressions, path);
    for (const int child : item.children) AddItem(child, path);
  }

  void AddCondition(int owner, const EnableCondition& condition, std::string path) {
    Edge edge;
    edge.reader = owner;
    edge.by = "enableWhen";
    edge.path = std::move(path);
    if (condition.question >= 0) {
      edge.reads.push_back(condition.question);
      edge.text = form_.items()[static_cast<std::size_t>(condition.question)].link_id;
    }
    edge.text += " " + std::string(Word(condition.op));
    if (condition.value != nullptr) edge.text += " " + Shown(*condition.value);
    edges_.push_back(std::move(edge));
  }

  void AddExpressions(int owner, const std::vector<int>& ids, const std::string& above) {
    const Json& element = owner < 0 ? form_.json() : *form_.items()[static_cast<std::size_t>(owner)].definition;
    for (const int id : ids) {
      const FormExpression& expression = form_.program()[id];
      Edge edge;
      edge.reader = owner;
      edge.by = expression.use == Use::kVariable ? "variable" : NameOf(expression.use);
      edge.name = expression.name;
      edge.everything = expression.everything;
      edge.reads = ItemsReadBy(form_.program(), id);
      if (expression.written != nullptr) {
        edge.text = expression.written->AsString();
        edge.path = Below(above, element, *expression.written);
      }
      edges_.push_back(std::move(edge));
    }
  }

  void AddRule(int index) {
    const Rule& rule = rules_[static_cast<std::size_t>(index)];
    Edge edge;
    edge.rule = index;
    edge.by = "rule";
    edge.name = rule.id;
    edge.text = rule.condition;
    edge.reads = rule.reads;
    if (const fhir::Choice condition = fhir::ExtensionValue(*rule.definition, "condition")) {
      edge.path = PathOf(form_.json(), (*condition.value)["expression"]);
    }
    edges_.push_back(std::move(edge));
  }

  static std::string Below(const std::string& above, const Json& element, const Json& node) {
    std::string path = PathOf(element, node);
    if (above.empty() || path.empty()) return path;
    return above + "." + path;
  }

  const Questionnaire& form_;
  const std::vector<Rule>& rules_;
  std::vector<Edge> edges_;
};

Json EdgeJson(const Questionnaire& form, const Edge& edge) {
  Json json = Json::MakeObject({{"by", edge.by}, {"text", edge.text}});
  if (!edge.name.empty()) json.Set("name", edge.name);
  json.Set("path", edge.path);
  Json reads = Json::MakeArray();
  for (const int item : edge.reads) reads.Append(form.items()[static_cast<std::size_t>(item)].link_id);
  json.Set("reads", std::move(reads));
  if (edge.everything) json.Set("everything", true);
  return json;
}

std::string_view TypeOf(const Item& item) { return (*item.definition)["type"].AsString(); }

}  // namespace

std::vector<Edge> EdgesOf(const Questionnaire& questionnaire, const std::vector<Rule>& rules) {
  return Finder(questionnaire, rules).Run();
}

std::string PathOf(const Json& root, const Json& node) {
  std::string path;
  return FindPath(root, node, path) ? path : std::string();
}

Json OutlineOf(const Questionnaire& questionnaire, const std::vector<Rule>& rules, std::string_view language) {
  const std::vector<Edge> edges = EdgesOf(questionnaire, rules);
  Json items = Json::MakeArray();
  for (std::size_t i = 0; i < questionnaire.items().size(); ++i) {
    const Item& item = questionnaire.items()[i];
    const int index = static_cast<int>(i);
    Json json = Json::MakeObject({{"linkId", item.link_id}, {"type", TypeOf(item)}});
    if (item.parent >= 0) json.Set("parent", questionnaire.items()[static_cast<std::size_t>(item.parent)].link_id);
    json.Set("text", questionnaire.TextOf(index, language).text);
    Json depends = Json::MakeArray();
    Json read_by = Json::MakeArray();
    for (const Edge& edge : edges) {
      if (edge.reader == index && edge.rule < 0) depends.Append(EdgeJson(questionnaire, edge));
      if (!std::binary_search(edge.reads.begin(), edge.reads.end(), index)) continue;
      Json reader = Json::MakeObject();
      if (edge.rule >= 0) {
        reader.Set("rule", edge.name);
      } else {
        reader.Set("linkId", edge.reader < 0 ? std::string()
                                             : questionnaire.items()[static_cast<std::size_t>(edge.reader)].link_id);
      }
      reader.Set("by", edge.by);
      read_by.Append(std::move(reader));
    }
    json.Set("dependsOn", std::move(depends));
    json.Set("readBy", std::move(read_by));
    items.Append(std::move(json));
  }
  Json form = Json::MakeArray();
  Json told_rules = Json::MakeArray();
  for (const Edge& edge : edges) {
    if (edge.rule >= 0) {
      const Rule& rule = rules[static_cast<std::size_t>(edge.rule)];
      Json json = EdgeJson(questionnaire, edge);
      json.Set("urgency", kUrgencies[rule.urgency]);
      json.Set("need", rule.need);
      json.Set("danger", rule.danger);
      told_rules.Append(std::move(json));
    } else if (edge.reader < 0) {
      form.Append(EdgeJson(questionnaire, edge));
    }
  }
  Json json = Json::MakeObject();
  json.Set("items", std::move(items));
  json.Set("form", std::move(form));
  json.Set("rules", std::move(told_rules));
  return json;
}

}  // namespace eteinen::form
