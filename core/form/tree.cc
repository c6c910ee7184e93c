#include "core/form/tree.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/rules.h"

namespace eteinen::form {
namespace {

// What of a response is dropped is told so often; a thousandth line helps nobody.
constexpr std::size_t kMostDropped = 1'000;

// A copy of `object` without those of its members that the tree keeps elsewhere.
Json Without(const Json& object, std::initializer_list<std::string_view> keys) {
  Json copy = Json::MakeObject();
  for (const Json::Member& member : object.Members()) {
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) {
      copy.MutableMembers().push_back(member);
    }
  }
  return copy;
}

// {"id", "extension", "linkId", …}: FHIR writes the id and extensions of an element first.
Json ItemObject(const std::string& link_id, const Json& own) {
  Json object = Json::MakeObject();
  for (const Json::Member& member : own.Members()) {
    if (member.key == "id" || member.key == "extension") object.MutableMembers().push_back(member);
  }
  object.MutableMembers().push_back({"linkId", link_id});
  for (const Json::Member& member : own.Members()) {
    if (member.key != "id" && member.key != "extension") object.MutableMembers().push_back(member);
  }
  return object;
}

bool IsContent(const Json& json) { return !json.IsNull(); }

// The projection as it leaves: without the places of what is not there.
Json Compact(const Json& json) {
  if (json.IsArray()) {
    Json out = Json::MakeArray();
    for (const Json& item : json.Items()) {
      if (IsContent(item)) out.Append(Compact(item));
    }
    return out;
  }
  if (!json.IsObject()) return json;
  Json out = Json::MakeObject();
  out.MutableMembers().reserve(json.Members().size());
  for (const Json::Member& member : json.Members()) {
    if (member.key != "item" && member.key != "answer") {
      out.MutableMembers().push_back(member);
      continue;
    }
    Json list = Compact(member.value);
    if (!list.Items().empty()) out.MutableMembers().push_back({member.key, std::move(list)});
  }
  return out;
}

}  // namespace

bool Slot::HasValue() const { return static_cast<bool>(fhir::ChoiceOf(own)); }

Tree::Tree(const Questionnaire& questionnaire) : questionnaire_(questionnaire), live_(std::make_unique<Json>()) {
  nodes_.resize(questionnaire.items().size());
  root_.own = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}});
  if (!questionnaire.canonical().empty()) root_.own.Set("questionnaire", questionnaire.canonical());
  root_.own.Set("status", "in-progress");
  root_.id = next_id_++;
  for (const int child : questionnaire.roots()) {
    auto node = std::make_unique<Node>();
    node->item = child;
    node->owner = &root_;
    FillNode(*node);
    root_.children.push_back(std::move(node));
  }
  CollectNodes();
  Project();
}

const std::vector<int>& Tree::ChildrenOf(const Slot& slot) const {
  return slot.node == nullptr ? questionnaire_.roots() : ItemOf(*slot.node).children;
}

std::unique_ptr<Slot> Tree::MakeSlot(Node* node, const std::vector<int>& children) {
  auto slot = std::make_unique<Slot>();
  slot->node = node;
  slot->id = next_id_++;
  if (!ItemOf(*node).IsQuestion()) slot->cells.resize(ItemOf(*node).expressions.size());
  for (const int child : children) {
    auto below = std::make_unique<Node>();
    below->item = child;
    below->owner = slot.get();
    FillNode(*below);
    slot->children.push_back(std::move(below));
  }
  return slot;
}

// The first slot of groups and of questions with items beneath them, so that those have a place.
void Tree::FillNode(Node& node) {
  node.serial = next_serial_++;
  const Item& item = ItemOf(node);
  if (item.type != ItemType::kGroup) node.cells.resize(item.expressions.size());
  if (item.type == ItemType::kGroup || !item.children.empty()) node.slots.push_back(MakeSlot(&node, item.children));
}

void Tree::Load(const Json& response, bool everything, std::vector<Issue>& dropped) {
  root_.own = Without(response, {"item", "authored"});
  // An answer to another version of this form goes on as one to this version.
  const fhir::Canonical named = fhir::SplitCanonical(response["questionnaire"].AsString());
  const fhir::Canonical ours = fhir::SplitCanonical(questionnaire_.canonical());
  if (!everything && named.url == ours.url && !named.version.empty() && !ours.version.empty()) {
    root_.own.Set("questionnaire", questionnaire_.canonical());
  }
  LoadSlot(root_, response, "QuestionnaireResponse", everything, dropped);
  Loaded();
}

Slot& Tree::SlotForLoading(Node& node, std::size_t index) {
  if (index >= node.slots.size()) node.slots.push_back(MakeSlot(&node, ItemOf(node).children));
  return *node.slots[std::min(index, node.slots.size() - 1)];
}

void Tree::Loaded() {
  CollectNodes();
  Project();
}

void Tree::LoadSlot(Slot& slot, const Json& source, const std::string& path, bool everything,
                    std::vector<Issue>& dropped) {
  const std::vector<int>& children = ChildrenOf(slot);
  const Json::Array& items = source["item"].Items();
  std::vector<std::pair<std::string_view, std::size_t>> order;  // linkId → child
  for (std::size_t k = 0; k < children.size(); ++k) {
    order.emplace_back(questionnaire_.items()[static_cast<std::size_t>(children[k])].link_id, k);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> seen(children.size(), 0);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Json& given = items[i];
    const std::string_view link_id = given["linkId"].AsString();
    const std::string place = JoinPath(path + ".item", i);
    const auto drop = [&](std::string message) {
      if (dropped.size() >= kMostDropped) return;
      dropped.push_back({"warning", "dropped", std::string(link_id), {}, place, std::move(message), {}});
    };
    const auto found = std::lower_bound(order.begin(), order.end(), std::pair(link_id, std::size_t{0}));
    if (found == order.end() || found->first != link_id) {
      drop("the form has no item \"" + std::string(link_id) + "\" here");
      continue;
    }
    Node& node = *slot.children[found->second];
    const Item& item = ItemOf(node);
    const std::size_t times = seen[found->second]++;
    if (item.IsQuestion()) {
      if (times > 0) {
        drop("the item occurs more than once");
      } else {
        if (given.Has("item")) drop("what is asked beneath a question belongs to one of its answers");
        LoadQuestion(node, given, place, everything, dropped);
      }
      continue;
    }
    const bool group = item.type == ItemType::kGroup;
    if (given.Has("answer") || (!group && given.Has("item"))) drop("the item is not a question");
    if (!group) continue;
    if (times > 0 && !item.repeats && !everything) {
      drop("the group does not repeat");
      continue;
    }
    if (times >= kMaxInstancesOfOneGroup) {
      drop("a group has at most " + std::to_string(kMaxInstancesOfOneGroup) + " instances");
      continue;
    }
    if (times >= node.slots.size()) node.slots.push_back(MakeSlot(&node, item.children));
    node.untouched = false;
    node.slots[times]->own = Without(given, {"linkId", "item", "answer"});
    LoadSlot(*node.slots[times], given, place, everything, dropped);
  }
}

void Tree::LoadQuestion(Node& node, const Json& source, const std::string& path, bool everything,
                        std::vector<Issue>& dropped) {
  const Item& item = ItemOf(node);
  node.own = Without(source, {"linkId", "item", "answer"});
  std::size_t count = 0;
  const Json::Array& answers = source["answer"].Items();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string place = JoinPath(path + ".answer", i);
    const auto drop = [&](std::string message) {
      if (dropped.size() >= kMostDropped) return;
      dropped.push_back({"warning", "dropped", item.link_id, {}, place, std::move(message), {}});
    };
    if (count >= kMaxAnswersOfOneQuestion) {
      return drop("a question takes at most " + std::to_string(kMaxAnswersOfOneQuestion) + " answers");
    }
    if (count > 0 && !item.repeats && !everything) {
      drop("the question takes one answer");
      continue;
    }
    const fhir::Choice value = fhir::ChoiceOf(answers[i]);
    if (value && !everything && !HasRightType(item, value.key, *value.value)) {
      drop(kOfOtherType);
      continue;
    }
    if (count >= node.slots.size()) node.slots.push_back(MakeSlot(&node, item.children));
    Slot& slot = *node.slots[count++];
    slot.own = Without(answers[i], {"item"});
    LoadSlot(slot, answers[i], place, everything, dropped);
  }
}

void Tree::CollectNodes() {
  for (std::vector<Node*>& list : nodes_) list.clear();
  Collect(root_);
}

void Tree::Collect(Slot& slot) {
  for (const std::unique_ptr<Node>& node : slot.children) {
    nodes_[static_cast<std::size_t>(node->item)].push_back(node.get());
    for (const std::unique_ptr<Slot>& below : node->slots) Collect(*below);
  }
}

Node* Tree::Find(int item, const std::vector<int>& at) {
  std::size_t used = 0;
  Node* node = FindBeneath(item, at, used);
  return used == at.size() ? node : nullptr;
}

// From the root down; `used` counts the indices of `at` that the way has taken.
Node* Tree::FindBeneath(int item, const std::vector<int>& at, std::size_t& used) {
  if (item < 0) return nullptr;
  const Item& definition = questionnaire_.items()[static_cast<std::size_t>(item)];
  Slot* slot = &root_;
  if (definition.parent >= 0) {
    Node* above = FindBeneath(definition.parent, at, used);
    if (above == nullptr) return nullptr;
    std::size_t index = 0;
    if (ItemOf(*above).repeats) {
      if (used >= at.size() || at[used] < 0) return nullptr;
      index = static_cast<std::size_t>(at[used++]);
    }
    if (index >= above->slots.size()) return nullptr;
    slot = above->slots[index].get();
  }
  return slot->children[static_cast<std::size_t>(definition.position)].get();
}

int Tree::IndexOf(const Slot& slot) const {
  if (slot.node == nullptr) return 0;
  for (std::size_t i = 0; i < slot.node->slots.size(); ++i) {
    if (slot.node->slots[i].get() == &slot) return static_cast<int>(i);
  }
  return 0;
}

std::vector<int> Tree::AtOf(const Node& node) const {
  std::vector<int> at;
  for (const Slot* slot = node.owner; slot->node != nullptr; slot = slot->node->owner) {
    if (ItemOf(*slot->node).repeats) at.push_back(IndexOf(*slot));
  }
  std::reverse(at.begin(), at.end());
  return at;
}

bool Tree::IsVisible(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = at->owner->node) {
    if (!at->enabled) return false;
  }
  return true;
}

std::vector<Json> Tree::AnswersOf(const Node& question) {
  std::vector<Json> answers;
  for (const std::unique_ptr<Slot>& slot : question.slots) {
    if (slot->HasValue()) answers.push_back(slot->own);
  }
  return answers;
}

std::vector<const Json*> Tree::VisibleValues(const Node& question) const {
  std::vector<const Json*> values;
  if (question.json == nullptr) return values;
  for (const std::unique_ptr<Slot>& slot : question.slots) {
    if (slot->HasValue()) values.push_back(&slot->own);
  }
  return values;
}

void Tree::SetAnswers(Node& question, std::vector<Json> answers, bool by_hand) {
  const Item& item = ItemOf(question);
  const std::size_t before = question.slots.size();
  const std::size_t wanted = item.children.empty() ? answers.size() : std::max<std::size_t>(1, answers.size());
  while (question.slots.size() > wanted) question.slots.pop_back();
  while (question.slots.size() < wanted) question.slots.push_back(MakeSlot(&question, item.children));
  for (std::size_t i = 0; i < question.slots.size(); ++i) {
    question.slots[i]->own = i < answers.size() ? std::move(answers[i]) : Json();
  }
  for (Slot* slot = question.owner; by_hand && slot->node != nullptr; slot = slot->node->owner) {
    slot->node->untouched = false;
  }
  if (before != wanted && !item.children.empty()) {
    Reshaped(question);
    CollectNodes();
  }
  Refresh(question);
  if (IsVisible(question)) touched_.push_back(&question);
}

void Tree::SetEnabled(Node& node, bool enabled) {
  if (node.enabled == enabled) return;
  const bool was_visible = IsVisible(node);
  node.enabled = enabled;
  if (was_visible == IsVisible(node)) return;
  Refresh(node);
  TouchContent(node);
}

Slot& Tree::InsertSlot(Node& node, std::size_t index, Json own) {
  const Item& item = ItemOf(node);
  const auto place = node.slots.begin() + static_cast<std::ptrdiff_t>(std::min(index, node.slots.size()));
  Slot& slot = **node.slots.insert(place, MakeSlot(&node, item.children));
  slot.own = std::move(own);
  for (Slot* above = &slot; above->node != nullptr; above = above->node->owner) above->node->untouched = false;
  Reshaped(node);
  return slot;
}

void Tree::RemoveSlot(Node& node, std::size_t index) {
  node.slots.erase(node.slots.begin() + static_cast<std::ptrdiff_t>(index));
  const Item& item = ItemOf(node);
  if (node.slots.empty() && (item.type == ItemType::kGroup || !item.children.empty())) {
    node.slots.push_back(MakeSlot(&node, item.children));
    node.untouched = true;
  }
  Reshaped(node);
}

void Tree::MoveSlot(Node& node, std::size_t from, std::size_t to) {
  const auto begin = node.slots.begin();
  const auto first = begin + static_cast<std::ptrdiff_t>(from);
  const auto last = begin + static_cast<std::ptrdiff_t>(to);
  if (from < to) std::rotate(first, first + 1, last + 1);
  if (to < from) std::rotate(last, first, first + 1);
  Reshaped(node);
}

// Instances have come, gone or moved: places shift, so everything beside them is written anew.
void Tree::Reshaped(Node& node) {
  CollectNodes();
  for (int i = node.item; i < ItemOf(node).end; ++i) reshaped_.push_back(i);
  if (ItemOf(node).IsQuestion()) {
    Refresh(node);
  } else if (node.owner->node == nullptr) {
    Project();
  } else {
    Refresh(*node.owner->node);
  }
  touched_.push_back(&node);
}

void Tree::Project() {
  *live_ = root_.own.IsObject() ? root_.own : Json::MakeObject();
  Json items = Json::MakeArray();
  BuildChildren(root_, items.MutableItems());
  live_->Set("item", std::move(items));
  Attach(root_, live_.get());
}

bool Tree::IsPresent(const Slot& slot) const {
  return slot.present > 0 || slot.node == nullptr || (ItemOf(*slot.node).repeats && slot.node->slots.size() > 1);
}

void Tree::BuildChildren(Slot& slot, Json::Array& array) {
  slot.present = 0;
  for (const std::unique_ptr<Node>& node : slot.children) {
    node->base = static_cast<int>(array.size());
    const bool group = ItemOf(*node).type == ItemType::kGroup;
    const std::size_t places = group ? node->slots.size() : 1;
    for (std::size_t i = 0; i < places; ++i) {
      Json built;
      if (node->enabled) built = group ? Build(*node->slots[i]) : BuildQuestion(*node);
      if (IsContent(built)) ++slot.present;
      array.push_back(std::move(built));
    }
  }
}

Json Tree::Build(Slot& slot) {
  Json items = Json::MakeArray();
  BuildChildren(slot, items.MutableItems());
  if (!IsPresent(slot)) return Json();
  Json object = ItemObject(ItemOf(*slot.node).link_id, slot.own);
  object.MutableMembers().push_back({"item", std::move(items)});
  return object;
}

Json Tree::BuildQuestion(Node& node) {
  Json answers = Json::MakeArray();
  for (const std::unique_ptr<Slot>& slot : node.slots) {
    Json items = Json::MakeArray();
    BuildChildren(*slot, items.MutableItems());
    if (!slot->HasValue() && slot->present == 0) continue;
    Json& answer = answers.Append(slot->own.IsObject() ? slot->own : Json::MakeObject());
    if (slot->present > 0) answer.MutableMembers().push_back({"item", std::move(items)});
  }
  if (answers.Items().empty()) return Json();
  Json object = ItemObject(ItemOf(node).link_id, node.own);
  object.MutableMembers().push_back({"answer", std::move(answers)});
  return object;
}

void Tree::Attach(Slot& slot, Json* json) {
  slot.json = json;
  slot.items = json->Find("item");
  if (slot.items == nullptr) {
    for (const std::unique_ptr<Node>& node : slot.children) {
      node->json = nullptr;
      for (const std::unique_ptr<Slot>& below : node->slots) Detach(*below);
    }
    return;
  }
  Json::Array& places = slot.items->MutableItems();
  for (const std::unique_ptr<Node>& node : slot.children) {
    const auto base = static_cast<std::size_t>(node->base);
    if (ItemOf(*node).type != ItemType::kGroup) {
      AttachQuestion(*node, &places[base]);
      continue;
    }
    for (std::size_t i = 0; i < node->slots.size(); ++i) {
      if (IsContent(places[base + i])) {
        Attach(*node->slots[i], &places[base + i]);
      } else {
        Detach(*node->slots[i]);
      }
    }
  }
}

void Tree::AttachQuestion(Node& node, Json* json) {
  node.json = json != nullptr && IsContent(*json) ? json : nullptr;
  std::size_t index = 0;
  for (const std::unique_ptr<Slot>& slot : node.slots) {
    if (node.json != nullptr && (slot->HasValue() || slot->present > 0)) {
      Attach(*slot, &node.json->Find("answer")->MutableItems()[index++]);
    } else {
      Detach(*slot);
    }
  }
}

void Tree::Detach(Slot& slot) {
  slot.json = nullptr;
  slot.items = nullptr;
  for (const std::unique_ptr<Node>& node : slot.children) {
    node->json = nullptr;
    for (const std::unique_ptr<Slot>& below : node->slots) Detach(*below);
  }
}

// Writes a node's part of the projection anew.
void Tree::Refresh(Node& node) {
  Node* top = &node;  // beneath an answer, the outermost question is written as a whole
  for (Slot* slot = node.owner; slot->node != nullptr; slot = slot->node->owner) {
    if (ItemOf(*slot->node).IsQuestion()) top = slot->node;
  }
  Slot& owner = *top->owner;
  const bool visible = IsVisible(*top);
  if (owner.json == nullptr) {
    if (!visible) return;
    Slot* absent = &owner;  // the outermost group that is not there yet
    while (absent->node->owner->json == nullptr) absent = absent->node->owner;
    Slot& above = *absent->node->owner;
    Json& place =
        above.items
            ->MutableItems()[static_cast<std::size_t>(absent->node->base) + static_cast<std::size_t>(IndexOf(*absent))];
    place = Build(*absent);
    if (!IsContent(place)) return;
    ++above.present;
    Attach(*absent, &place);
    return;
  }
  Json::Array& places = owner.items->MutableItems();
  const bool group = ItemOf(*top).type == ItemType::kGroup;
  for (std::size_t i = 0; i < (group ? top->slots.size() : 1); ++i) {
    Json& place = places[static_cast<std::size_t>(top->base) + i];
    if (IsContent(place)) --owner.present;
    place = !visible ? Json() : group ? Build(*top->slots[i]) : BuildQuestion(*top);
    if (IsContent(place)) ++owner.present;
    if (!group) {
      AttachQuestion(*top, &place);
    } else if (IsContent(place)) {
      Attach(*top->slots[i], &place);
    } else {
      Detach(*top->slots[i]);
    }
  }
  DropEmpty(&owner);
}

// Takes groups out of the projection that have nothing left to tell, from `slot` upwards.
void Tree::DropEmpty(Slot* slot) {
  while (slot->node != nullptr && slot->json != nullptr && !IsPresent(*slot)) {
    Slot* above = slot->node->owner;
    above->items
        ->MutableItems()[static_cast<std::size_t>(slot->node->base) + static_cast<std::size_t>(IndexOf(*slot))] =
        Json();
    Detach(*slot);
    --above->present;
    slot = above;
  }
}

void Tree::TouchContent(Node& node) {
  bool content = ItemOf(node).repeats && node.slots.size() > 1;
  for (const std::unique_ptr<Slot>& slot : node.slots) {
    content = content || slot->HasValue();
    for (const std::unique_ptr<Node>& below : slot->children) TouchContent(*below);
  }
  if (content) touched_.push_back(&node);
}

Json Tree::Export() const { return Compact(*live_); }

}  // namespace eteinen::form
