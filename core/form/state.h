// The inner life of a session: which expression is due where, and bringing everything to rest.
//
// An edit marks what reads it; the marked work is done in the order that the form's dependencies give (program.h), each
// result that changes marks its own readers, until nothing is left. In an acyclic form every expression runs once.
// The same work with everything marked gives the same result: that is what the tests check.
//
// Not for screens: they use session.h.
#ifndef ETEINEN_CORE_FORM_STATE_H_
#define ETEINEN_CORE_FORM_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "core/fhirpath/fhirpath.h"
#include "core/form/program.h"
#include "core/form/rules.h"
#include "core/form/session.h"
#include "core/form/tree.h"

namespace eteinen::form {

// A real form's expression takes some hundred steps; what takes so many is broken or hostile.
inline constexpr std::uint64_t kMaxStepsOfOne = 5'000'000;

// A place of evaluation: a question or display (node), an instance of a group (slot with its node), or the form (both
// null). Expressions about a group as a whole run in its first instance.
struct Scope {
  Node* node = nullptr;
  Slot* slot = nullptr;
};

// An instant as expressions see it: the moment, and the offset that it was given in.
struct Clock {
  std::int64_t now_ms = 0;
  int offset_minutes = 0;
  bool known = true;  // false: expressions that ask for the time are left out
};

// RFC 3339. Errors: kInput at "now".
Result<Clock> ReadClock(std::string_view now);

class Session::State : private fhirpath::Host {
 public:
  State(const Questionnaire& questionnaire, const form::Start& start, const Clock& clock);

  const Questionnaire& questionnaire() const { return questionnaire_; }
  const Program& program() const { return questionnaire_.program(); }
  const Item& ItemAt(int item) const { return questionnaire_.items()[static_cast<std::size_t>(item)]; }
  Tree& tree() { return tree_; }
  const Tree& tree() const { return tree_; }

  // Takes over an earlier response, or begins with initial values; then everything is brought to rest. With `review`
  // nothing is calculated: the response is looked at as it is.
  void Begin(const Json* response, bool review);
  // After the tree was filled from a snapshot, which says what was edited.
  void Continue();
  // After a change of the tree.
  void AfterEdit();
  void InitialiseInstance(Slot& slot);
  // The same beneath the answers from that place on, which are new; then everything is brought to rest.
  void InitialiseAnswers(Node& question, std::size_t from);
  void MarkInstance(Slot& slot);
  void MarkEverything();
  void MarkClock();
  void MarkCalculated(Node& node);
  // After the resident took an answer away or moved one: nothing left, or what was calculated, follows the calculation
  // again; anything else is the resident's own.
  void FollowOrKeep(Node& node);
  void Changed(Node& node);
  // Forgets what the edit before this one changed.
  void BeginEdit();
  void SetClock(const Clock& clock);

  // The result of the first expression of that use, or null if there is none or it has no result yet.
  const Cell* CellOf(const Node& node, Use use, std::size_t instance = 0) const;
  bool IsRequired(const Node& node) const;
  bool IsReadOnly(const Node& node) const;
  LocalText TextAt(const Node& node, std::size_t instance = 0) const;
  // Results that the limits point to are kept in `owned`.
  Limits LimitsAt(const Node& node, std::vector<Json>& owned) const;
  // Whether the calculated value of `node` is `answers`.
  bool IsCalculated(const Node& node, const std::vector<Json>& answers) const;
  // Whether one condition of `node` holds now, in the nearest instance.
  bool Meets(const EnableCondition& condition, const Node& node) const;
  Result<fhirpath::Collection> EvaluateText(std::string_view expression, const Scope& scope = {}) const;

  std::string language;
  bool full = false;
  bool counting = false;
  std::size_t evaluated = 0;
  std::vector<Issue> dropped;
  std::vector<Node*> changed;
  const Terminology* terminology = nullptr;
  mutable Json response;
  mutable bool response_ready = false;

 private:
  struct Task {
    int rank = -1;
    int serial = -1;
    int expression = -1;  // -1: enableWhen of the node
    Scope scope = {};
    int round = 0;
    bool operator<(const Task& other) const {  // the queue gives the largest first
      if (round != other.round) return round > other.round;
      if (rank != other.rank) return rank > other.rank;
      if (serial != other.serial) return serial > other.serial;
      return expression > other.expression;
    }
  };

  void Push(Task task);

  // Host: what expressions may ask for besides the response.
  const fhirpath::Collection* Variable(std::string_view name) const override;
  bool ItemsWithLinkId(const Json& root, std::string_view link_id, bool through_answers,
                       std::vector<const Json*>* items) const override;
  std::optional<std::optional<Decimal>> Weight(const Json& answer_or_value, std::uint64_t* steps) const override;
  std::optional<bool> MemberOf(std::string_view system, std::string_view code,
                               std::string_view value_set) const override;

  static bool IsPerInstance(Use use);
  std::vector<Cell>& CellsOf(const Scope& scope);
  void Queue(int expression, const Scope& scope);
  void QueueEverywhere(int expression);
  void QueueEnable(Node& node);
  void MarkReadersOf(int item);
  void MarkTouched();
  void MarkUsers(int variable, const Scope& scope);
  void MarkSlot(Slot& slot);
  void MarkNode(Node& node);
  void MarkContext(const Item& item, const Scope& scope);
  void ForgetChanges();
  void Charge(std::size_t places);
  void Settle();
  bool GoesOn(int runs);
  void RunEnable(Node& node);
  void Run(int expression, const Scope& scope);
  void Apply(int expression, const Scope& scope, const Cell& cell);
  void ApplyCalculated(Node& node, Cell& cell);
  Result<fhirpath::Collection> Evaluate(int expression, const Scope& scope) const;
  Result<fhirpath::Collection> EvaluateAt(const fhirpath::Expression& expression, const Scope& scope) const;
  bool MeetsConditions(const Node& node) const;
  void NodesBeneath(int item, const Slot& slot, std::vector<Node*>& found) const;
  void KeepWithinBudget(const fhirpath::Collection& result, Cell& cell);
  void SetInitialValues(Slot& slot);
  void RunInitialExpressions(Slot& slot);
  void FindEdited();
  const Json& Blank(int item) const;

  const Questionnaire& questionnaire_;
  Tree tree_;
  // Worked off in rounds, each in the order of ranks. What is marked behind the task at work waits for the next round:
  // expressions that read everything would else run again after each change of another.
  std::priority_queue<Task> queue_;
  Task at_work_;
  std::map<std::string, fhirpath::Collection, std::less<>> launch_;
  std::vector<std::unique_ptr<Json>> owned_;
  std::vector<char> beneath_question_;
  mutable std::map<int, Json> blanks_;
  mutable Scope scope_;  // of the expression that is being evaluated
  mutable int running_ = -1;
  fhirpath::Collection empty_;
  mutable fhirpath::Collection qitem_;
  mutable fhirpath::Environment environment_;
  std::uint64_t max_steps_;
  bool clock_known_ = true;
  mutable std::uint64_t steps_left_;  // of this edit
  mutable bool too_costly_ = false;   // nothing was left for the conditions of an item
  fhirpath::TypeId item_type_ = fhirpath::kUnknownType;
  int settling_ = 0;
  int max_runs_ = 0;  // of one expression in one place, in this settling
  bool review_ = false;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_STATE_H_
