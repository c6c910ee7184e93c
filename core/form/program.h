// The compiled logic of a form: every expression, what it reads, and in which order they are worked off.
//
// Not for screens: they use session.h. An expression belongs to an item (or to the form: owner -1); a session evaluates
// it once for each place where that item stands.
#ifndef ETEINEN_CORE_FORM_PROGRAM_H_
#define ETEINEN_CORE_FORM_PROGRAM_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fhirpath/fhirpath.h"
#include "core/form/questionnaire.h"

namespace eteinen::form {

enum class Use {
  kVariable,
  kEnableWhen,
  kCalculated,
  kInitial,
  kAnswerOptions,
  kToggle,
  kText,
  kRequired,
  kReadOnly,
  kMinValue,
  kMaxValue,
  kMinQuantity,
  kMaxQuantity,
  kMinOccurs,
  kMaxOccurs,
  kConstraint,
};

// The word for it in an explanation and in a finding: the extension's own name where it has one.
std::string_view NameOf(Use use);

struct FormExpression {
  Use use = Use::kVariable;
  int owner = -1;                                // item, -1: the form
  int local = 0;                                 // its index among the owner's expressions
  std::string name;                              // of a variable; key of a constraint
  std::optional<fhirpath::Expression> compiled;  // nothing: it could not be compiled, or stands in a cycle
  std::vector<int> reads;                        // items whose answers it reads
  bool everything = false;
  bool clock = false;
  bool context = false;                 // reads what is beneath its own place
  bool context_only = false;            // reads nothing else of the response: linkIds are those beneath its own place
  bool reads_unknown = false;           // by other ways than linkIds of questions: may read what is worked off later
  std::vector<std::string> value_sets;  // that memberOf() names
  std::vector<int> variables;           // the expressions behind the variables that it uses
  const Json* element = nullptr;        // the extension: options of a toggle, severity and human of a constraint
  const Json* written = nullptr;        // the text of the expression, inside the questionnaire; null: there is none
  int rank = 0;                         // lower ones first
};

struct Program {
  const fhirpath::Model* model = nullptr;
  std::vector<FormExpression> expressions;
  std::vector<int> root_expressions;
  std::vector<std::vector<int>> readers;         // item → expressions that read its answers
  std::vector<int> read_everything;              // expressions that may read anything
  std::vector<int> read_clock;                   // and those that ask for the time
  std::vector<std::vector<int>> variable_users;  // expression → expressions that use it as a variable
  std::vector<std::vector<int>> conditions;      // item → items with an enableWhen on it
  std::vector<int> enable_rank;                  // item → rank of finding out whether it is enabled
  std::vector<char> enable_cyclic;               // item → its conditions stand in a cycle: it stays enabled
  std::vector<char> may_read_context;            // item → has expressions that read beneath their own place
  // Score of an option by "system|code"; nothing when two options of that code differ.
  std::map<std::string, std::optional<Decimal>, std::less<>> weights;
  std::vector<std::string> launch_names;

  const FormExpression& operator[](int id) const { return expressions[static_cast<std::size_t>(id)]; }
};

// Fills `program` for `items`, and adds what is wrong to `issues`. Error: kLimit when there are too many expressions.
Status CompileExpressions(const Json& questionnaire, const std::vector<std::pair<std::string, int>>& by_link_id,
                          std::vector<Item>& items, Program& program, std::vector<LoadIssue>& issues);

// Finds cycles (reported with the chain of linkIds, their expressions put out of use) and the order of work.
void OrderExpressions(const std::vector<Item>& items, Program& program, std::vector<LoadIssue>& issues);

// The index of an item in a sorted list of linkIds, or -1.
int FindItem(const std::vector<std::pair<std::string, int>>& by_link_id, std::string_view link_id);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_PROGRAM_H_
