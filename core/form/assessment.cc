#include "core/form/assessment.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/fhir/element.h"
#include "core/fhirpath/fhirpath.h"
#include "core/form/program.h"

namespace eteinen::form {
namespace {

// Finds every question whose answer an expression can depend on: through variables, through calculated items and
// through what enables an item.
class Reach {
 public:
  explicit Reach(const Questionnaire& questionnaire) : questionnaire_(questionnaire) {}

  void AddAll() {
    for (std::size_t i = 0; i < questionnaire_.items().size(); ++i) AddItem(static_cast<int>(i));
  }

  void AddExpression(int id) {
    if (!expressions_.insert(id).second) return;
    const FormExpression& expression = questionnaire_.program()[id];
    if (expression.everything) AddAll();
    for (const int item : expression.reads) AddItem(item);
    for (const int variable : expression.variables) AddExpression(variable);
  }

  void AddItem(int index) {
    if (index < 0 || !items_.insert(index).second) return;
    const Item& item = ItemAt(index);
    AddItem(item.parent);
    for (const EnableCondition& condition : item.enable_when) AddItem(condition.question);
    for (const int id : item.expressions) {
      const Use use = questionnaire_.program()[id].use;
      if (use == Use::kCalculated || use == Use::kEnableWhen) AddExpression(id);
    }
  }

  std::vector<int> Questions() const {
    std::vector<int> questions;
    for (const int index : items_) {
      if (ItemAt(index).IsQuestion() && !ItemAt(index).read_only) questions.push_back(index);
    }
    return questions;
  }

 private:
  const Item& ItemAt(int index) const { return questionnaire_.items()[static_cast<std::size_t>(index)]; }

  const Questionnaire& questionnaire_;
  std::set<int> items_;
  std::set<int> expressions_;
};

// One extension `urn:eteinen:rule`, checked.
class RuleReader {
 public:
  RuleReader(const Questionnaire& questionnaire, const Json& extension, std::string path)
      : questionnaire_(questionnaire), extension_(extension), path_(std::move(path)) {}

  Result<Rule> Read() const {
    Rule rule;
    rule.definition = &extension_;
    ETEINEN_ASSIGN_OR_RETURN(rule.id, Text("id"));
    ETEINEN_ASSIGN_OR_RETURN(const std::string urgency, Text("urgency"));
    const auto known = std::find(std::begin(kUrgencies), std::end(kUrgencies), urgency);
    if (known == std::end(kUrgencies)) return Wrong("urgency", "unknown urgency \"" + urgency + "\"");
    rule.urgency = static_cast<int>(known - std::begin(kUrgencies));
    ETEINEN_ASSIGN_OR_RETURN(rule.need, Text("need"));
    ETEINEN_RETURN_IF_ERROR(Text("title"));
    const fhir::Choice danger = fhir::ExtensionValue(extension_, "danger");
    rule.danger = danger && danger.value->AsBool();
    const fhir::Choice condition = fhir::ExtensionValue(extension_, "condition");
    if (condition) rule.condition = (*condition.value)["expression"].AsString();
    if (rule.condition.empty()) return Wrong("condition", "a rule needs a condition");
    ETEINEN_ASSIGN_OR_RETURN(rule.reads, ReadsOf(rule.condition));
    return rule;
  }

 private:
  Result<std::string> Text(std::string_view url) const {
    const fhir::Choice value = fhir::ExtensionValue(extension_, url);
    if (!value || value.value->AsString().empty()) return Wrong(url, "a rule needs this");
    return value.value->AsString();
  }

  Result<std::vector<int>> ReadsOf(const std::string& condition) const {
    const Program& program = questionnaire_.program();
    fhirpath::CompileOptions options;
    options.model = program.model;
    const Result<fhirpath::Expression> compiled = fhirpath::Compile(condition, options);
    if (!compiled.ok()) return Wrong("condition", compiled.error().message);
    const fhirpath::Dependencies needs = fhirpath::DependenciesOf(*compiled);
    Reach reach(questionnaire_);
    if (needs.everything) reach.AddAll();
    for (const std::string& link_id : needs.link_ids) {
      const int item = questionnaire_.Find(link_id);
      if (item < 0) {
        Error error = Wrong("condition", "the form has no item \"" + link_id + "\"");
        error.kind = ErrorKind::kNotFound;
        return error;
      }
      reach.AddItem(item);
    }
    for (const std::string& name : needs.variables) {
      for (const int id : program.root_expressions) {
        if (program[id].use == Use::kVariable && program[id].name == name) reach.AddExpression(id);
      }
    }
    return reach.Questions();
  }

  Error Wrong(std::string_view url, std::string what) const {
    return InputError(std::move(what), JoinPath(path_, url));
  }

  const Questionnaire& questionnaire_;
  const Json& extension_;
  std::string path_;
};

// Judges one session. Keeps the state of each question: answered, still open, or not asked.
class Assessor {
 public:
  Assessor(const std::vector<Rule>& rules, const Session& session, std::string_view language)
      : rules_(rules), session_(session), language_(language), states_(session.Enabled()) {
    const std::vector<Item>& items = Form().items();
    given_.resize(items.size());
    open_.resize(items.size());
    std::set<std::string> faulty;
    for (const Issue& issue : session.Issues(true)) {
      if (issue.severity == "error" || issue.severity == "fatal") faulty.insert(issue.link_id);
    }
    for (const ItemState& state : states_) {
      const Item& item = items[static_cast<std::size_t>(state.item)];
      if (!item.IsQuestion() || item.read_only || item.hidden) continue;
      const bool empty = state.answers.Items().empty();
      const bool fault = faulty.count(item.link_id) > 0;
      if (!empty) given_[static_cast<std::size_t>(state.item)] = &state.answers;
      if (empty || fault) open_[static_cast<std::size_t>(state.item)] = true;
      if (((empty && state.required) || fault) && (unanswered_.empty() || unanswered_.back() != item.link_id)) {
        unanswered_.push_back(item.link_id);
      }
    }
  }

  Result<Assessment> Run() {
    Assessment assessment;
    assessment.unanswered = unanswered_;
    assessment.complete = unanswered_.empty();
    int gravest_unsettled = static_cast<int>(std::size(kUrgencies));
    bool danger = false;
    std::vector<const Rule*> holding;
    for (const Rule& rule : rules_) {
      ETEINEN_ASSIGN_OR_RETURN(const bool holds, Holds(rule));
      const bool settled = assessment.complete || IsSettled(rule);
      if (!settled) gravest_unsettled = std::min(gravest_unsettled, rule.urgency);
      if (holds && (settled || rule.danger)) {
        holding.push_back(&rule);
        danger = danger || rule.danger;
      }
    }
    const auto graver = [](const Rule* a, const Rule* b) { return a->urgency < b->urgency; };
    const auto winner = std::min_element(holding.begin(), holding.end(), graver);
    assessment.gravest_possible = gravest_unsettled;
    if (winner == holding.end()) return assessment;
    assessment.gravest_possible = std::min(gravest_unsettled, (*winner)->urgency);
    if (!danger && gravest_unsettled < (*winner)->urgency) return assessment;
    Decide(**winner, holding, assessment);
    return assessment;
  }

 private:
  const Questionnaire& Form() const { return session_.questionnaire(); }

  Result<bool> Holds(const Rule& rule) const {
    const Result<Json> value = session_.Evaluate(rule.condition);
    if (!value.ok()) return InputError("the rule \"" + rule.id + "\" failed: " + value.error().message);
    return value->Items().size() == 1 && value->Items().front().AsBool();
  }

  bool IsSettled(const Rule& rule) const {
    return std::none_of(rule.reads.begin(), rule.reads.end(),
                        [&](int item) { return open_[static_cast<std::size_t>(item)] != 0; });
  }

  void Decide(const Rule& winner, const std::vector<const Rule*>& holding, Assessment& assessment) const {
    const Json& definition = *winner.definition;
    assessment.urgency = kUrgencies[winner.urgency];
    assessment.need = winner.need;
    assessment.rule = winner.id;
    assessment.danger = winner.danger;
    for (const Json* part : fhir::Extensions(definition, "title")) assessment.title = TextOf(*part);
    for (const Json* part : fhir::Extensions(definition, "text")) assessment.text = TextOf(*part);
    for (const Json* part : fhir::Extensions(definition, "advice")) assessment.advice.push_back(TextOf(*part));
    for (const Json* part : fhir::Extensions(definition, "worse")) assessment.worse.push_back(TextOf(*part));
    for (const Json* part : fhir::Extensions(definition, "link")) {
      AssessmentLink link;
      if (const fhir::Choice url = fhir::ExtensionValue(*part, "url")) link.url = url.value->AsString();
      if (const Json* label = fhir::Extension(*part, "label")) link.label = TextOf(*label);
      assessment.links.push_back(std::move(link));
    }
    std::set<int> told;
    for (const Rule* rule : holding) {
      if (rule->urgency != winner.urgency) continue;
      for (const int item : rule->reads) {
        const Json* answer = given_[static_cast<std::size_t>(item)];
        if (answer == nullptr || !told.insert(item).second) continue;
        assessment.because.push_back({Form().items()[static_cast<std::size_t>(item)].link_id, *answer, rule->id});
      }
    }
  }

  LocalText TextOf(const Json& extension) const {
    return Localised(extension, "valueString", language_, Form().language());
  }

  const std::vector<Rule>& rules_;
  const Session& session_;
  std::string_view language_;
  std::vector<ItemState> states_;
  std::vector<const Json*> given_;  // per item: its answers, or null
  std::vector<char> open_;          // per item: asked, and without a usable answer
  std::vector<std::string> unanswered_;
};

}  // namespace

Result<std::vector<Rule>> ReadRules(const Questionnaire& questionnaire) {
  std::vector<Rule> rules;
  const Json& extensions = questionnaire.json()["extension"];
  for (std::size_t i = 0; i < extensions.Items().size(); ++i) {
    const Json& extension = extensions.Items()[i];
    if (extension["url"].AsString() != kRuleUrl) continue;
    const std::string path = JoinPath("extension", i);
    ETEINEN_ASSIGN_OR_RETURN(Rule rule, RuleReader(questionnaire, extension, path).Read());
    for (const Rule& earlier : rules) {
      if (earlier.id == rule.id) return InputError("a second rule \"" + rule.id + "\"", JoinPath(path, "id"));
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<Assessment> Assess(const std::vector<Rule>& rules, const Session& session, std::string_view language) {
  return Assessor(rules, session, language).Run();
}

}  // namespace eteinen::form
