#include "core/view/node.h"

#include <algorithm>

namespace eteinen::view {

std::string_view Name(Role role) {
  switch (role) {
    case Role::kPage:
      return "page";
    case Role::kBanner:
      return "banner";
    case Role::kPerson:
      return "person";
    case Role::kFooter:
      return "footer";
    case Role::kHeading:
      return "heading";
    case Role::kText:
      return "text";
    case Role::kList:
      return "list";
    case Role::kNotice:
      return "notice";
    case Role::kCareCard:
      return "care-card";
    case Role::kEmergency:
      return "emergency";
    case Role::kErrorSummary:
      return "error-summary";
    case Role::kProgress:
      return "progress";
    case Role::kForm:
      return "form";
    case Role::kQuestion:
      return "question";
    case Role::kChoice:
      return "choice";
    case Role::kField:
      return "field";
    case Role::kSelect:
      return "select";
    case Role::kAction:
      return "action";
    case Role::kLink:
      return "link";
    case Role::kSummaryList:
      return "summary-list";
    case Role::kSummaryRow:
      return "summary-row";
    case Role::kBadge:
      return "badge";
    case Role::kChannelCard:
      return "channel-card";
    case Role::kCard:
      return "card";
    case Role::kSlotList:
      return "slot-list";
    case Role::kSlotDay:
      return "slot-day";
    case Role::kSlot:
      return "slot";
    case Role::kGroup:
      return "group";
    case Role::kLoading:
      return "loading";
  }
  return "text";
}

Node& Node::With(std::string_view field, Json value) & {
  if (value.IsNull() || (value.IsString() && value.AsString().empty() && field != "value")) return *this;
  for (Json::Member& member : fields) {
    if (member.key == field) {
      member.value = std::move(value);
      return *this;
    }
  }
  fields.push_back({std::string(field), std::move(value)});
  return *this;
}

Node& Node::Can(std::string what) & {
  can.push_back(std::move(what));
  return *this;
}

Node& Node::Is(std::string what, bool really) & {
  if (really) is.push_back(std::move(what));
  return *this;
}

Node& Node::Add(Node child) & {
  children.push_back(std::move(child));
  return *this;
}

const Json& Node::Field(std::string_view field) const {
  static const Json kNull;
  for (const Json::Member& member : fields) {
    if (member.key == field) return member.value;
  }
  return kNull;
}

const Node* FindNode(const Node& root, std::string_view key) {
  if (root.key == key) return &root;
  for (const Node& child : root.children) {
    if (const Node* found = FindNode(child, key)) return found;
  }
  return nullptr;
}

namespace {

Json Words(const std::vector<std::string>& words) {
  Json list = Json::MakeArray();
  for (const std::string& word : words) list.Append(word);
  return list;
}

void CollectKeys(const Node& node, std::vector<std::string_view>& keys) {
  keys.push_back(node.key);
  for (const Node& child : node.children) CollectKeys(child, keys);
}

// What changed in the node itself, or nothing.
std::optional<Json> OwnChange(const Node& before, const Node& after) {
  if (before.fields == after.fields && before.can == after.can && before.is == after.is) return std::nullopt;
  Json change = Json::MakeObject({{"key", after.key}});
  const std::size_t unchanged = change.Members().size();
  for (const Json::Member& member : after.fields) {
    if (!(before.Field(member.key) == member.value)) change.Set(member.key, member.value);
  }
  for (const Json::Member& member : before.fields) {
    if (after.Field(member.key).IsNull()) change.Set(member.key, Json());
  }
  if (before.can != after.can) change.Set("can", Words(after.can));
  if (before.is != after.is) change.Set("is", Words(after.is));
  if (change.Members().size() == unchanged) return std::nullopt;
  return change;
}

// The child with the key and the role of `like`. It is looked for at `likely` first: most children of a long page are
// where they were, or moved by as much as the one before.
const Node* ChildOf(const Node& parent, const Node& like, std::size_t likely) {
  const auto is_it = [&](const Node& child) { return child.key == like.key && child.role == like.role; };
  if (likely < parent.children.size() && is_it(parent.children[likely])) return &parent.children[likely];
  const auto found = std::find_if(parent.children.begin(), parent.children.end(), is_it);
  return found == parent.children.end() ? nullptr : &*found;
}

std::size_t PlaceOf(const Node& child, const Node& parent) {
  return static_cast<std::size_t>(&child - parent.children.data());
}

// Appends what turns `before` into `after` (same key, same role). False when kept children changed their order.
bool Diff(const Node& before, const Node& after, Json& patch) {
  if (std::optional<Json> change = OwnChange(before, after)) patch.Append(*std::move(change));
  std::size_t next = 0;  // where the next child is likely to be
  for (const Node& child : before.children) {
    if (const Node* kept = ChildOf(after, child, next)) {
      next = PlaceOf(*kept, after) + 1;
    } else {
      patch.Append(Json::MakeObject({{"key", child.key}, {"removed", true}}));
    }
  }
  next = 0;
  std::string_view previous_key;
  for (const Node& child : after.children) {
    const Node* old = ChildOf(before, child, next);
    if (old == nullptr) {
      Json added = ToJson(child);
      added.Set("parent", after.key);
      added.Set("after", previous_key.empty() ? Json() : Json(previous_key));
      patch.Append(std::move(added));
    } else {
      if (PlaceOf(*old, before) < next) return false;
      next = PlaceOf(*old, before) + 1;
      if (!Diff(*old, child, patch)) return false;
    }
    previous_key = child.key;
  }
  return true;
}

Json Whole(const View& view, int rev) {
  Json message = Json::MakeObject({{"rev", rev}, {"locale", view.locale}, {"dir", view.dir}, {"title", view.title}});
  if (!view.focus.empty()) message.Set("focus", view.focus);
  message.Set("root", ToJson(view.root));
  return message;
}

}  // namespace

Json ToJson(const Node& node) {
  Json json = Json::MakeObject({{"key", node.key}, {"role", Name(node.role)}});
  for (const Json::Member& member : node.fields) json.MutableMembers().push_back(member);
  if (!node.can.empty()) json.Set("can", Words(node.can));
  if (!node.is.empty()) json.Set("is", Words(node.is));
  if (!node.children.empty()) {
    Json children = Json::MakeArray();
    for (const Node& child : node.children) children.Append(ToJson(child));
    json.Set("children", std::move(children));
  }
  return json;
}

std::optional<Json> ViewMessage(const View* previous, const View& next, int rev) {
  if (previous == nullptr || previous->screen != next.screen || previous->locale != next.locale ||
      previous->dir != next.dir || previous->root.key != next.root.key) {
    return Whole(next, rev);
  }
  Json patch = Json::MakeArray();
  if (!Diff(previous->root, next.root, patch)) return Whole(next, rev);
  const bool titled = previous->title != next.title;
  if (patch.Items().empty() && !titled && next.focus.empty()) return std::nullopt;
  Json message = Json::MakeObject({{"rev", rev}, {"patch", std::move(patch)}});
  if (!next.focus.empty()) message.Set("focus", next.focus);
  if (titled) message.Set("title", next.title);
  return message;
}

std::optional<std::string> RepeatedKey(const Node& root) {
  std::vector<std::string_view> keys;
  CollectKeys(root, keys);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return std::nullopt;
  return std::string(*twice);
}

}  // namespace eteinen::view
