// One evaluation of one expression: walks the compiled tree, collecting items.
//
// Every step returns false when the evaluation has failed; the reason is kept in the evaluator. An empty result is a
// success. The function groups are in files of their own (functions_*.cc).
#ifndef ETEINEN_CORE_FHIRPATH_EVALUATOR_H_
#define ETEINEN_CORE_FHIRPATH_EVALUATOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/functions.h"
#include "core/fhirpath/program.h"

namespace eteinen::fhirpath {

// A collection with more items, or a text with more bytes, ends an evaluation with kLimit.
inline constexpr std::size_t kMaxResults = 500'000;
inline constexpr std::size_t kMaxText = std::size_t{1} << 20;

// Three-valued logic.
enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown };
inline Truth ToTruth(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

// What $this, $index and $total are at some place.
struct Frame {
  const Collection* focus;
  std::int64_t index = -1;  // -1: there is none
  const Collection* total = nullptr;
};

class Evaluator;

// A set of items by equality. Texts and elements are found by their hash, so that a thousand codes are not
// compared pairwise.
class Lookup {
 public:
  explicit Lookup(Evaluator* evaluator);
  bool Has(const Item& item) const;
  // False if it is there already.
  bool Insert(const Item& item);
  void InsertAll(const Collection& items);

 private:
  struct Element {
    std::uint32_t hash;
    TypeId type;
    const Json* value;
    const Json* extra;
  };
  // Elements with parts: those that are equal have the same hash.
  bool HasParts(const Item& item) const;
  bool HasElement(const Item& item, std::uint32_t hash) const;
  void InsertElement(const Item& item, std::uint32_t hash);

  Evaluator* evaluator_;
  std::unordered_set<std::string_view> texts_;
  Collection kept_;  // keeps the texts of values alive
  std::vector<Element> elements_;
  std::vector<std::uint32_t> places_;  // a hash table of indices + 1 into elements_; 0: free; at most half full
  Collection others_;
};

class Evaluator {
 public:
  Evaluator(const Program& program, const Environment& environment, const Collection& focus);

  // Takes the error out after a failure.
  bool Run(Collection* out);
  Error TakeError() { return std::move(error_); }

 private:
  friend class Lookup;
  // A variable made by defineVariable, visible until the end of the operand or argument that it stands in.
  struct LocalVariable {
    std::string name;
    Collection value;
  };
  class Scope {
   public:
    explicit Scope(Evaluator* evaluator) : evaluator_(evaluator), size_(evaluator->locals_.size()) {}
    ~Scope() {
      if (evaluator_->locals_.size() != size_) evaluator_->locals_.resize(size_);
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Evaluator* evaluator_;
    std::size_t size_;
  };

  bool Fail(const Node& node, std::string message);
  bool Step(const Node& node);
  // Work that grows with what it is done on, in steps; whoever does it asks OutOfSteps(), or the next step fails.
  void Spend(std::uint64_t steps) { steps_ += steps; }
  void SpendOnText(std::size_t bytes) { steps_ += bytes / 4; }  // looked at byte by byte, or copied
  void SpendOnUnits(const Item& a, const Item& b);
  bool OutOfSteps() const { return steps_ > environment_.max_steps; }
  bool TooMuch(const Node& node, std::string message);
  // `before`: how many items were in `out` already.
  bool Weigh(const Node& node, const Collection& out, std::size_t before);
  // Whether looking for a text in another can be afforded.
  bool CanSearch(const Node& node, std::size_t text, std::size_t wanted);
  // Whether replacing in a text of that length can be afforded.
  bool CanReplace(const Node& node, std::size_t text, std::size_t substitution);

  // evaluator.cc
  bool Eval(NodeId id, const Frame& frame, Collection* out);
  // As above, and what the part defines stays inside it.
  bool EvalScoped(NodeId id, const Frame& frame, Collection* out);
  bool EvalNode(const Node& node, const Frame& frame, Collection* out);
  bool EvalVariable(const Node& node, const Frame& frame, Collection* out);
  bool EvalMember(const Node& node, const Frame& frame, Collection* out);
  bool EvalIndexer(const Node& node, const Frame& frame, Collection* out);
  bool EvalCall(const Node& node, const Frame& frame, Collection* out);
  bool LookUpLinkId(const Node& node, const Frame& frame, Collection* out, bool* done);
  // The result of the input's part `node.left`, or the focus.
  bool EvalInput(const Node& node, const Frame& frame, Collection* out);
  bool Argument(const Node& node, std::size_t i, const Frame& frame, Collection* out);

  // At most one item; null when empty. Fails when there are more.
  bool Single(const Node& node, const Collection& items, std::string_view what, const Item** item);
  // The same as a value of the language; nothing when empty, or when the item is no value.
  bool SingleValue(const Node& node, const Collection& items, std::string_view what, std::optional<Item>* value);
  bool SingleString(const Node& node, const Collection& items, std::string_view what, std::optional<std::string>* text);
  bool SingleInteger(const Node& node, const Collection& items, std::string_view what,
                     std::optional<std::int64_t>* number);
  // A criterion: empty is unknown, a boolean itself, any other single item true.
  bool Criterion(const Node& node, const Collection& items, Truth* truth);
  bool EvalCriterion(NodeId id, const Node& node, const Frame& frame, Truth* truth);

  // navigate.cc
  // The element that a member's name means on a type, or null: found when the expression was compiled, or now.
  const ModelElement* ElementOf(const Node& node, TypeId type) const;
  void AddMember(const Node& node, const Item& item, Collection* out);
  void AddNamed(const Json& object, TypeId type, const ModelElement* element, std::string_view name, Collection* out);
  void AddElement(const Json* value, const Json* extra, TypeId type, Collection* out);
  void AddChild(const Json& object, TypeId type, std::string_view name, Collection* out);
  void AddChildren(const Item& item, Collection* out);
  bool AddDescendants(const Node& node, const Item& item, Collection* out);
  bool IsOfType(const Item& item, const TypeSpecifier& type) const;

  // operators.cc
  bool EvalBinary(const Node& node, const Frame& frame, Collection* out);
  bool Logic(const Node& node, const Frame& frame, Truth* truth);
  // `name = 'text'` or `name in ('text' | …)` on one element, without a detour over collections; false: not that
  // simple.
  bool EqualsText(const Node& node, const Frame& frame, Truth* truth) const;
  bool EvalNegate(const Node& node, const Frame& frame, Collection* out);
  bool EvalType(const Node& node, const Frame& frame, Collection* out);
  bool Arithmetic(const Node& node, const Item& a, const Item& b, Collection* out);
  bool MomentArithmetic(const Node& node, const Item& moment, const Quantity& quantity, Collection* out);
  bool Order(const Node& node, const Collection& a, const Collection& b, Collection* out);

  // compare.cc
  // The text of a string, without a copy; null for everything else.
  const std::string* PlainText(const Item& item) const;
  Truth Equal(const Item& a, const Item& b);
  bool EquivalentItems(const Item& a, const Item& b);
  Truth EqualCollections(const Collection& a, const Collection& b);
  bool EquivalentCollections(const Collection& a, const Collection& b);
  bool Contains(const Collection& items, const Item& item);
  // compare_elements.cc
  bool MayBeSame(const Item& a, const Item& b);
  Truth EqualNodes(const Item& a, const Item& b);
  Truth EqualChildren(const Item& a, const Item& b);
  bool EquivalentNodes(const Item& a, const Item& b);
  // Those of `items` that were not seen yet.
  void AddDistinct(const Collection& items, Lookup* seen, Collection* out);
  // Whether two values can be ordered, and how. Nothing when their types do not go together.
  std::optional<Comparison> OrderOf(const Item& a, const Item& b);

  // functions_*.cc
  bool CallCollection(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallSets(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallTypes(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallLambda(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallRepeat(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallAggregate(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallSort(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallIif(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallDefineVariable(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallString(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallStringWithArgument(const Node& node, const std::string& text, const Frame& frame, Collection* out);
  bool CallPattern(const Node& node, const std::string& text, const Frame& frame, Collection* out);
  bool CallMath(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallBoundary(const Node& node, const Item& value, const Frame& frame, Collection* out);
  bool CallRounding(const Node& node, const Item& value, const Frame& frame, Collection* out);
  bool CallTranscendental(const Node& node, const Item& value, const Frame& frame, Collection* out);
  bool CallConversion(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallDate(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallFhir(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallResolve(const Node& node, const Collection& input, Collection* out);
  const Json* ReferringResource(const Item& reference, const Item* root);
  bool CallMemberOf(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallSdc(const Node& node, const Collection& input, const Frame& frame, Collection* out);
  bool CallWeight(const Node& node, const Collection& input, Collection* out);
  std::optional<Decimal> WeightByQuestionnaire(const Json& place, const Json& value);
  bool CallStatistics(const Node& node, const Collection& input, const Frame& frame, Collection* out);

  const Model& model() const { return *program_.model; }
  std::optional<Item> Value(const Item& item) const { return SystemValue(*program_.model, item); }
  const Item* ResourceItem() const;
  // A variable that was defined by the expression or given with the environment; null for others.
  const Collection* FindGiven(std::string_view name) const;
  // The same, and those that the host has.
  const Collection* FindVariable(std::string_view name) const;

  const Program& program_;
  const Environment& environment_;
  const Collection& focus_;
  std::vector<LocalVariable> locals_;
  std::uint64_t steps_ = 0;
  Error error_;
};

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_EVALUATOR_H_
