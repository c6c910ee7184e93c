#include "core/form/snapshot.h"

#include <algorithm>

#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

constexpr int kVersion = 1;

Json WriteItems(const Session::State& state, const Slot& slot);

// Whether a question has what its form calculates and nothing more: whoever takes it up again calculates it anew.
bool OnlyFollows(const Session::State& state, const Node& node) {
  if (node.edited || !node.own.Members().empty()) return false;
  const Item& item = state.tree().ItemOf(node);
  if (!item.IsQuestion() || !item.children.empty()) return false;
  const Cell* cell = state.CellOf(node, Use::kCalculated);
  return cell != nullptr && cell->known && cell->error.empty() &&
         std::all_of(node.slots.begin(), node.slots.end(),
                     [](const std::unique_ptr<Slot>& slot) { return slot->own.Members().size() == 1; });
}

// Null when there is nothing to keep.
Json WriteNode(const Session::State& state, const Node& node) {
  if (OnlyFollows(state, node)) return Json();
  Json slots = Json::MakeArray();
  bool content = node.edited;
  for (const std::unique_ptr<Slot>& slot : node.slots) {
    Json out = Json::MakeObject();
    if (!slot->own.Members().empty()) out.Set("own", slot->own);
    Json items = WriteItems(state, *slot);
    if (!items.Items().empty()) out.Set("items", std::move(items));
    content = content || !out.Members().empty();
    slots.Append(std::move(out));
  }
  const Item& item = state.tree().ItemOf(node);
  const bool used = item.repeats && item.type == ItemType::kGroup && !node.untouched;
  if (!content && !used && slots.Items().size() < 2) return Json();
  Json out = Json::MakeObject({{"linkId", item.link_id}});
  if (node.edited) out.Set("edited", true);
  if (used) out.Set("used", true);
  if (!node.own.Members().empty()) out.Set("own", node.own);
  out.Set("slots", std::move(slots));
  return out;
}

Json WriteItems(const Session::State& state, const Slot& slot) {
  Json items = Json::MakeArray();
  for (const std::unique_ptr<Node>& node : slot.children) {
    if (Json item = WriteNode(state, *node); !item.IsNull()) items.Append(std::move(item));
  }
  return items;
}

class Reader {
 public:
  explicit Reader(Session::State& state) : state_(state), tree_(state.tree()) {}

  void ReadItems(const Json& items, Slot& slot) {
    for (const Json& source : items.Items()) {
      Node* node = nullptr;
      for (const std::unique_ptr<Node>& child : slot.children) {
        if (tree_.ItemOf(*child).link_id == source["linkId"].AsString()) node = child.get();
      }
      if (node == nullptr) {
        Drop(source["linkId"].AsString(), "the form no longer has this item here");
      } else {
        ReadNode(source, *node);
      }
    }
  }

 private:
  void Drop(const std::string& link_id, std::string message) {
    state_.dropped.push_back({"warning", "dropped", link_id, {}, "", std::move(message), {}});
  }

  void ReadNode(const Json& source, Node& node) {
    const Item& item = tree_.ItemOf(node);
    node.edited = source["edited"].AsBool();
    node.untouched = !source["used"].AsBool();
    node.own = source["own"];
    std::size_t count = 0;
    for (const Json& given : source["slots"].Items()) {
      if (count > 0 && !item.repeats) {
        Drop(item.link_id, "the item no longer repeats");
        break;
      }
      if (count >= (item.IsQuestion() ? kMaxAnswersOfOneQuestion : kMaxInstancesOfOneGroup)) {
        Drop(item.link_id, "it has more instances than can be kept");
        break;
      }
      const Json& own = given["own"];
      if (const fhir::Choice value = fhir::ChoiceOf(own); value && !HasRightType(item, value.key, *value.value)) {
        Drop(item.link_id, item.IsQuestion() ? kOfOtherType : "the item is not a question");
        continue;
      }
      Slot& slot = tree_.SlotForLoading(node, count++);
      slot.own = own;
      ReadItems(given["items"], slot);
    }
  }

  Session::State& state_;
  Tree& tree_;
};

}  // namespace

Json WriteSnapshot(const Session::State& state) {
  Json out = Json::MakeObject({{"v", kVersion}});
  out.Set("questionnaire", state.questionnaire().canonical());
  out.Set("own", state.tree().root().own);
  out.Set("items", WriteItems(state, state.tree().root()));
  return out;
}

Status ReadSnapshot(const Json& snapshot, Session::State& state) {
  if (snapshot["v"].AsInt() != kVersion) return InputError("expected a snapshot of version 1", "v");
  ETEINEN_ASSIGN_OR_RETURN(const Json* items, ReadArray(snapshot, "items"));
  Tree& tree = state.tree();
  if (snapshot["own"].IsObject()) tree.root().own = snapshot["own"];
  if (!state.questionnaire().canonical().empty()) {
    tree.root().own.Set("questionnaire", state.questionnaire().canonical());
  }
  Reader(state).ReadItems(*items, tree.root());
  tree.Loaded();
  state.Continue();
  return Ok{};
}

}  // namespace eteinen::form
