// The view: a semantic tree of what the resident meets on one screen, and how two of them differ.
//
// A node says what it is for (role), what it can do and what state it is in; it never says how it looks. Its key is its
// meaning ("q.cough.duration"), unique in the view. Texts are ready for reading. Roles and fields are listed for the
// people who write shells in core/app/BOUNDARY.md. Nothing here knows a rule, a text or a screen.
#ifndef ETEINEN_CORE_VIEW_NODE_H_
#define ETEINEN_CORE_VIEW_NODE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace eteinen::view {

enum class Role {
  kPage,
  kBanner,
  kPerson,
  kFooter,
  kHeading,
  kText,
  kList,
  kNotice,
  kCareCard,
  kEmergency,
  kErrorSummary,
  kProgress,
  kForm,
  kQuestion,
  kChoice,
  kField,
  kSelect,
  kAction,
  kLink,
  kSummaryList,
  kSummaryRow,
  kBadge,
  kChannelCard,
  kCard,
  kSlotList,
  kSlotDay,
  kSlot,
  kGroup,
  kLoading,
};
inline constexpr int kRoleCount = static_cast<int>(Role::kLoading) + 1;

// The word on the wire: "page", "care-card", "slot-day", …
std::string_view Name(Role role);

struct Node {
  std::string key;
  Role role = Role::kText;
  Json::Object fields;           // role-specific, in the order in which they were set
  std::vector<std::string> can;  // "press", "set"
  std::vector<std::string> is;   // "checked", "required", …
  std::vector<Node> children;

  Node() = default;
  Node(Role node_role, std::string node_key) : key(std::move(node_key)), role(node_role) {}

  // Each returns the node itself, so that a screen reads top-down. Empty texts are left out.
  Node& With(std::string_view field, Json value) &;
  Node&& With(std::string_view field, Json value) && { return std::move(With(field, std::move(value))); }
  Node& Text(std::string text) & { return With("text", Json(std::move(text))); }
  Node&& Text(std::string text) && { return std::move(Text(std::move(text))); }
  Node& Hint(std::string text) & { return With("hint", Json(std::move(text))); }
  Node&& Hint(std::string text) && { return std::move(Hint(std::move(text))); }
  Node& Can(std::string what) &;
  Node&& Can(std::string what) && { return std::move(Can(std::move(what))); }
  Node& Is(std::string what, bool really = true) &;
  Node&& Is(std::string what, bool really = true) && { return std::move(Is(std::move(what), really)); }
  Node& Add(Node child) &;
  Node&& Add(Node child) && { return std::move(Add(std::move(child))); }

  // The value of a field, or null.
  const Json& Field(std::string_view field) const;

  friend bool operator==(const Node&, const Node&) = default;
};

// The first node with this key at or under `root`, or null.
const Node* FindNode(const Node& root, std::string_view key);

struct View {
  std::string screen;  // which screen this is; two views of one screen differ by a patch
  std::string locale;
  std::string dir = "ltr";
  std::string title;
  std::string focus;  // key of the node that takes the focus now; empty: leave it where it is
  Node root;
};

// The node with all that is under it, as on the wire.
Json ToJson(const Node& node);

// The `view` of a reply: the whole view when `previous` is null, shows another screen, language or direction, or when
// children changed their order; else the patch; nothing when there is nothing to say.
std::optional<Json> ViewMessage(const View* previous, const View& next, int rev);

// The first key that two nodes under `root` share, or none. Screens are tested for it.
std::optional<std::string> RepeatedKey(const Node& root);

}  // namespace eteinen::view

#endif  // ETEINEN_CORE_VIEW_NODE_H_
