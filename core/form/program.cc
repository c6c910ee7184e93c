#include "core/form/program.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/never_boolean.h"
#include "core/form/urls.h"

namespace eteinen::form {
namespace {

// Where an expression was written, before it is compiled.
struct Written {
  Use use;
  const Json* expression;  // Expression, or a string of FHIRPath
  std::string name;
  const Json* element;
};

void Find(const Json& element, const char* extension_url, Use use, std::vector<Written>& out) {
  for (const Json* extension : fhir::Extensions(element, extension_url)) {
    const fhir::Choice value = fhir::ChoiceOf(*extension);
    if (value) out.push_back({use, value.value, (*value.value)["name"].AsString(), extension});
  }
}

// cqf-expression (or its older form) on a primitive: beside its value, under "_name".
void FindOnPrimitive(const Json& sibling, Use use, std::vector<Written>& out) {
  const std::size_t before = out.size();
  Find(sibling, url::kCqfExpression, use, out);
  if (out.size() == before) Find(sibling, url::kCqfCalculatedValue, use, out);
}

void FindOnLimit(const Json& element, const char* extension_url, Use use, std::vector<Written>& out) {
  const Json* extension = fhir::Extension(element, extension_url);
  if (extension == nullptr) return;
  if (const fhir::Choice sibling = fhir::ChoiceOf(*extension, "_value")) FindOnPrimitive(*sibling.value, use, out);
  if (const fhir::Choice value = fhir::ChoiceOf(*extension)) FindOnPrimitive(*value.value, use, out);
}

// An extension made of parts, one of which is the expression.
void FindComplex(const Json& element, const char* extension_url, Use use, std::vector<Written>& out) {
  for (const Json* extension : fhir::Extensions(element, extension_url)) {
    const fhir::Choice expression = fhir::ExtensionValue(*extension, "expression");
    const fhir::Choice key = fhir::ExtensionValue(*extension, "key");
    if (expression) out.push_back({use, expression.value, key ? key.value->AsString() : "", extension});
  }
}

std::vector<Written> FindAll(const Json& element) {
  std::vector<Written> out;
  Find(element, url::kVariable, Use::kVariable, out);
  Find(element, url::kEnableWhenExpression, Use::kEnableWhen, out);
  Find(element, url::kInitialExpression, Use::kInitial, out);
  Find(element, url::kCalculatedExpression, Use::kCalculated, out);
  Find(element, url::kAnswerExpression, Use::kAnswerOptions, out);
  FindComplex(element, url::kToggleExpression, Use::kToggle, out);
  FindOnPrimitive(element["_text"], Use::kText, out);
  FindOnPrimitive(element["_required"], Use::kRequired, out);
  FindOnPrimitive(element["_readOnly"], Use::kReadOnly, out);
  FindOnLimit(element, url::kMinValue, Use::kMinValue, out);
  FindOnLimit(element, url::kMaxValue, Use::kMaxValue, out);
  FindOnLimit(element, url::kMinQuantity, Use::kMinQuantity, out);
  FindOnLimit(element, url::kMaxQuantity, Use::kMaxQuantity, out);
  FindOnLimit(element, url::kMinOccurs, Use::kMinOccurs, out);
  FindOnLimit(element, url::kMaxOccurs, Use::kMaxOccurs, out);
  FindComplex(element, url::kTargetConstraint, Use::kConstraint, out);
  FindComplex(element, url::kConstraint, Use::kConstraint, out);
  return out;
}

// Turns what was written into compiled expressions that know what they read.
class ExpressionCompiler {
 public:
  ExpressionCompiler(const Json& questionnaire, const std::vector<std::pair<std::string, int>>& by_link_id,
                     std::vector<Item>& items, Program& program, std::vector<LoadIssue>& issues)
      : by_link_id_(by_link_id), items_(items), program_(program), issues_(issues) {
    program_.launch_names = {"patient", "encounter", "location", "user", "study", "clinical"};
    for (const Json* extension : fhir::Extensions(questionnaire, url::kLaunchContext)) {
      const fhir::Choice name = fhir::ExtensionValue(*extension, "name");
      if (!name) continue;
      const Json& value = *name.value;
      program_.launch_names.push_back(value.IsObject() ? value["code"].AsString() : value.AsString());
    }
  }

  Status Run(const Json& questionnaire) {
    ETEINEN_RETURN_IF_ERROR(Read(questionnaire, -1));
    for (std::size_t i = 0; i < items_.size(); ++i) {
      ETEINEN_RETURN_IF_ERROR(Read(*items_[i].definition, static_cast<int>(i)));
    }
    for (std::size_t id = 0; id < program_.expressions.size(); ++id) Link(static_cast<int>(id));
    return Ok{};
  }

 private:
  std::vector<int>& ExpressionsOf(int owner) {
    return owner < 0 ? program_.root_expressions : items_[static_cast<std::size_t>(owner)].expressions;
  }

  void Block(int owner, std::string code, std::string message) {
    const std::string link_id = owner < 0 ? std::string() : items_[static_cast<std::size_t>(owner)].link_id;
    issues_.push_back({"error", std::move(code), link_id, std::move(message), true});
  }

  Status Read(const Json& element, int owner) {
    std::vector<Written> all = FindAll(element);
    if (all.size() > kMaxExpressionsOfOneItem || program_.expressions.size() + all.size() > kMaxExpressions) {
      return Error{ErrorKind::kLimit,
                   "a form may have at most " + std::to_string(kMaxExpressions) + " expressions, and an item " +
                       std::to_string(kMaxExpressionsOfOneItem),
                   owner < 0 ? "" : "linkId " + items_[static_cast<std::size_t>(owner)].link_id, std::nullopt};
    }
    for (Written& written : all) {
      const Json& text = written.expression->IsObject() ? (*written.expression)["expression"] : *written.expression;
      const std::string& language = (*written.expression)["language"].AsString();
      FormExpression expression;
      expression.use = written.use;
      expression.owner = owner;
      expression.name = std::move(written.name);
      expression.element = written.element;
      if (text.IsString()) expression.written = &text;
      expression.local = static_cast<int>(ExpressionsOf(owner).size());
      if (!language.empty() && language != "text/fhirpath") {
        Block(owner, "unsupportedLanguage", "expressions in \"" + language + "\" cannot be evaluated here");
      } else if (!text.IsString()) {
        Block(owner, "invalidExpression", "an expression without text");
      } else {
        Compile(text.AsString(), expression);
      }
      if (expression.use == Use::kVariable) CheckName(expression);
      if (expression.use == Use::kCalculated || expression.use == Use::kInitial) CheckQuestion(owner);
      ExpressionsOf(owner).push_back(static_cast<int>(program_.expressions.size()));
      program_.expressions.push_back(std::move(expression));
    }
    return Ok{};
  }

  void Compile(const std::string& text, FormExpression& expression) {
    fhirpath::CompileOptions options;
    options.model = program_.model;
    Result<fhirpath::Expression> compiled = fhirpath::Compile(text, options);
    if (!compiled.ok()) {
      const Error& error = compiled.error();
      Block(expression.owner, "invalidExpression",
            "the expression \"" + text + "\" cannot be evaluated: " + error.message +
                (error.position ? " (at " + std::to_string(*error.position) + ")" : ""));
      return;
    }
    expression.compiled.emplace(std::move(compiled).value());
  }

  void CheckName(const FormExpression& variable) {
    if (variable.name.empty()) Block(variable.owner, "invalidVariable", "a variable needs a name");
    for (const int other : ExpressionsOf(variable.owner)) {
      if (program_[other].use == Use::kVariable && program_[other].name == variable.name) {
        Block(variable.owner, "duplicateVariable", "the variable \"" + variable.name + "\" is defined twice here");
      }
    }
  }

  void CheckQuestion(int owner) {
    if (owner >= 0 && items_[static_cast<std::size_t>(owner)].IsQuestion()) return;
    const std::string link_id = owner < 0 ? std::string() : items_[static_cast<std::size_t>(owner)].link_id;
    issues_.push_back({"warning", "valueWithoutQuestion", link_id,
                       "an expression gives a value where no question is, so it is never evaluated", false});
  }

  // The expression behind %name as seen from `owner`, or -1. A variable never means itself.
  int Resolve(const std::string& name, int owner, int self) {
    for (int at = owner;; at = items_[static_cast<std::size_t>(at)].parent) {
      for (const int id : ExpressionsOf(at)) {
        if (id != self && program_[id].use == Use::kVariable && program_[id].name == name) return id;
      }
      if (at < 0) return -1;
    }
  }

  bool IsGiven(const std::string& name) const {
    if (name == "questionnaire" || name == "qitem" || name == "resource" || name == "rootResource" ||
        name == "context" || name == "ucum" || name == "sct" || name == "loinc" || name == "factory" ||
        name == "terminologies" || name.starts_with("vs-") || name.starts_with("ext-")) {
      return true;
    }
    return std::find(program_.launch_names.begin(), program_.launch_names.end(), name) != program_.launch_names.end();
  }

  void Link(int id) {
    FormExpression& expression = program_.expressions[static_cast<std::size_t>(id)];
    if (!expression.compiled) return;
    fhirpath::Dependencies needs = fhirpath::DependenciesOf(*expression.compiled);
    expression.value_sets = std::move(needs.value_sets);
    expression.everything = needs.everything;
    expression.clock = needs.clock;
    expression.context = needs.context;
    // Without %resource all it reads lies beneath its own place (or in variables, which tell when they change).
    const std::string& text = expression.compiled->text();
    expression.context_only = expression.owner >= 0 && !expression.everything &&
                              text.find("%resource") == std::string::npos && text.find("%`") == std::string::npos &&
                              text.find("%rootResource") == std::string::npos;
    if (expression.context_only && !needs.link_ids.empty()) expression.context = true;
    for (const std::string& link_id : needs.link_ids) {
      const int item = FindItem(by_link_id_, link_id);
      if (item >= 0) {
        expression.reads.push_back(item);
      } else {
        const int owner = expression.owner;
        issues_.push_back({"warning", "danglingReference",
                           owner < 0 ? std::string() : items_[static_cast<std::size_t>(owner)].link_id,
                           "an expression reads \"" + link_id + "\", and there is no such item", false});
      }
    }
    for (const std::string& name : needs.variables) {
      const int variable = Resolve(name, expression.owner, id);
      if (variable >= 0) {
        expression.variables.push_back(variable);
      } else if (!IsGiven(name)) {
        Block(expression.owner, "unknownVariable", "the variable %" + name + " is not defined here");
        expression.compiled.reset();
        return;
      }
    }
    if (expression.use == Use::kEnableWhen && expression.owner >= 0 && NeverBoolean(expression, items_)) {
      issues_.push_back({"warning", "wrongType", items_[static_cast<std::size_t>(expression.owner)].link_id,
                         "enableWhenExpression gives no boolean, so it holds whenever there is a value", false});
    }
  }

  const std::vector<std::pair<std::string, int>>& by_link_id_;
  std::vector<Item>& items_;
  Program& program_;
  std::vector<LoadIssue>& issues_;
};

void CollectWeights(const std::vector<Item>& items, Program& program) {
  for (const Item& item : items) {
    for (const Option& option : item.options) {
      if (!option.weight || option.key != "valueCoding") continue;
      const std::string key = (*option.value)["system"].AsString() + "|" + (*option.value)["code"].AsString();
      const std::optional<Decimal> weight = Decimal::Parse(*option.weight);
      const auto [entry, fresh] = program.weights.emplace(key, weight);
      if (!fresh && entry->second != weight) entry->second.reset();
    }
  }
}

}  // namespace

std::string_view NameOf(Use use) {
  switch (use) {
    case Use::kEnableWhen:
      return "enableWhenExpression";
    case Use::kCalculated:
      return "calculatedExpression";
    case Use::kInitial:
      return "initialExpression";
    case Use::kToggle:
      return "answerOptionsToggleExpression";
    case Use::kConstraint:
      return "targetConstraint";
    case Use::kText:
      return "text";
    case Use::kRequired:
      return "required";
    default:
      return "expression";
  }
}

Status CompileExpressions(const Json& questionnaire, const std::vector<std::pair<std::string, int>>& by_link_id,
                          std::vector<Item>& items, Program& program, std::vector<LoadIssue>& issues) {
  ETEINEN_RETURN_IF_ERROR(ExpressionCompiler(questionnaire, by_link_id, items, program, issues).Run(questionnaire));
  CollectWeights(items, program);
  program.readers.resize(items.size());
  program.conditions.resize(items.size());
  program.may_read_context.resize(items.size());
  program.variable_users.resize(program.expressions.size());
  for (std::size_t i = 0; i < program.expressions.size(); ++i) {
    const FormExpression& expression = program.expressions[i];
    const int id = static_cast<int>(i);
    if (!expression.compiled) continue;
    if (!expression.context_only) {
      for (const int item : expression.reads) program.readers[static_cast<std::size_t>(item)].push_back(id);
    }
    if (expression.everything) program.read_everything.push_back(id);
    if (expression.clock) program.read_clock.push_back(id);
    if (expression.context && expression.owner >= 0) {
      program.may_read_context[static_cast<std::size_t>(expression.owner)] = 1;
    }
    for (const int variable : expression.variables) {
      program.variable_users[static_cast<std::size_t>(variable)].push_back(id);
    }
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const EnableCondition& condition : items[i].enable_when) {
      if (condition.question < 0) continue;
      auto& list = program.conditions[static_cast<std::size_t>(condition.question)];
      if (list.empty() || list.back() != static_cast<int>(i)) list.push_back(static_cast<int>(i));
    }
  }
  return Ok{};
}

}  // namespace eteinen::form
