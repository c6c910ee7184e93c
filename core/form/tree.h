// The answers of one session as a tree, and beside it the response that would be sent now.
//
// A node is an item in one place; its slots are the instances of a group or the answers of a question; a slot holds the
// nodes beneath it. Every answer stays here, also a hidden one. Beside the tree lives the projection: a
// QuestionnaireResponse without what is hidden or empty, kept up to date edit by edit, for expressions to read. Each
// child has its fixed place in its parent's `item` array, null while there is nothing to tell; so showing or hiding an
// item moves nothing else.
//
// Not for screens: they use session.h.
#ifndef ETEINEN_CORE_FORM_TREE_H_
#define ETEINEN_CORE_FORM_TREE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/fhirpath/fhirpath.h"
#include "core/form/questionnaire.h"
#include "core/form/validate.h"

namespace eteinen::form {

// Why an answer to another version of the form is not taken over.
inline constexpr char kOfOtherType[] = "the answer does not fit the type of the question";

// The result of one expression in one place; owns all that it refers to.
struct Cell {
  fhirpath::Collection value;
  std::vector<std::unique_ptr<Json>> owned;
  std::string error;  // why it could not be evaluated
  bool queued = false;
  bool known = false;     // evaluated at least once
  bool unstable = false;  // went on changing
  int runs = 0;           // in the settling numbered `settling`
  int settling = 0;
};

struct Node;

struct Slot {
  Node* node = nullptr;  // null: the root
  int id = 0;            // moves with the slot
  Json own;              // members besides linkId, item and answer; for an answer its value among them
  std::vector<std::unique_ptr<Node>> children;  // one for each child of the item, in order
  std::vector<Cell> cells;                      // of a group (or the form), one for each expression
  Json* json = nullptr;                         // its object in the projection
  Json* items = nullptr;                        // the `item` array in it
  int present = 0;                              // children that are in the projection

  bool HasValue() const;
};

struct Node {
  int item = 0;
  Slot* owner = nullptr;
  std::vector<std::unique_ptr<Slot>> slots;
  Json own;                 // of a question: members besides linkId, item and answer, such as text
  std::vector<Cell> cells;  // of a question: one for each expression
  Json* json = nullptr;     // of a question: its object in the projection
  int base = 0;             // of its (first) place in the owner's `item` array
  int serial = 0;           // order of making
  bool enabled = true;      // by its own conditions; it is visible when those above it are too
  bool edited = false;
  bool untouched = true;  // of a repeating group: its only slot is the blank one that a form begins with
  bool queued = false;    // its enableWhen
  bool changed = false;
  bool unstable = false;  // its conditions went on changing, or cost too much
  int runs = 0;
  int settling = 0;
};

class Tree {
 public:
  explicit Tree(const Questionnaire& questionnaire);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const Questionnaire& questionnaire() const { return questionnaire_; }
  const Item& ItemOf(const Node& node) const { return questionnaire_.items()[static_cast<std::size_t>(node.item)]; }
  Slot& root() { return root_; }
  const Slot& root() const { return root_; }
  // The projection: %resource.
  const Json& live() const { return *live_; }

  // Takes over a response. With `everything` also what cannot be right (several instances where one may be), so that
  // places correspond one to one; else what does not fit is told in `dropped`.
  void Load(const Json& response, bool everything, std::vector<Issue>& dropped);

  // For a snapshot: the slot of that index, made if it is the next one; Loaded() when all are filled.
  Slot& SlotForLoading(Node& node, std::size_t index);
  void Loaded();

  // The node of an item; `at` has the index of each repeating ancestor. Null if there is no such place.
  Node* Find(int item, const std::vector<int>& at);
  const Node* Find(int item, const std::vector<int>& at) const { return const_cast<Tree*>(this)->Find(item, at); }
  // All nodes of an item, in document order.
  const std::vector<Node*>& NodesOf(int item) const { return nodes_[static_cast<std::size_t>(item)]; }
  std::vector<int> AtOf(const Node& node) const;
  int IndexOf(const Slot& slot) const;
  bool IsVisible(const Node& node) const;
  bool IsInProjection(const Slot& slot) const { return slot.json != nullptr; }

  // Changes. Each brings the projection up to date and appends to touched() the nodes whose part of it changed.
  // `by_hand`: the instances around it count as used now.
  void SetAnswers(Node& question, std::vector<Json> answers, bool by_hand);
  void SetEnabled(Node& node, bool enabled);
  Slot& InsertSlot(Node& node, std::size_t index, Json own);
  void RemoveSlot(Node& node, std::size_t index);
  void MoveSlot(Node& node, std::size_t from, std::size_t to);
  void Project();  // everything anew
  std::vector<Node*>& touched() { return touched_; }
  // Items of which nodes have come, gone or moved.
  std::vector<int>& reshaped() { return reshaped_; }

  // The values of a question, without what is nested in them.
  static std::vector<Json> AnswersOf(const Node& question);
  // Those that count: none while it is hidden.
  std::vector<const Json*> VisibleValues(const Node& question) const;
  // The response as it would be sent.
  Json Export() const;

 private:
  Node* FindBeneath(int item, const std::vector<int>& at, std::size_t& used);
  std::unique_ptr<Slot> MakeSlot(Node* node, const std::vector<int>& children);
  void FillNode(Node& node);
  void LoadSlot(Slot& slot, const Json& source, const std::string& path, bool everything, std::vector<Issue>& dropped);
  void LoadQuestion(Node& node, const Json& source, const std::string& path, bool everything,
                    std::vector<Issue>& dropped);
  void CollectNodes();
  void Collect(Slot& slot);
  Json Build(Slot& slot);
  Json BuildQuestion(Node& node);
  bool IsPresent(const Slot& slot) const;
  void Attach(Slot& slot, Json* json);
  void AttachQuestion(Node& node, Json* json);
  void BuildChildren(Slot& slot, Json::Array& array);
  void Detach(Slot& slot);
  void Refresh(Node& node);
  void DropEmpty(Slot* slot);
  void TouchContent(Node& node);
  void Reshaped(Node& node);
  const std::vector<int>& ChildrenOf(const Slot& slot) const;

  const Questionnaire& questionnaire_;
  std::unique_ptr<Json> live_;
  Slot root_;
  std::vector<std::vector<Node*>> nodes_;
  std::vector<Node*> touched_;
  std::vector<int> reshaped_;
  int next_id_ = 1;
  int next_serial_ = 0;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_TREE_H_
