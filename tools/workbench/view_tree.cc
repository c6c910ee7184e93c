#include "tools/workbench/view_tree.h"

#include <utility>

namespace eteinen::workbench {
namespace {

Json* FindIn(Json& node, std::string_view key) {
  if (node["key"].AsString() == key) return &node;
  Json* children = node.Find("children");
  if (children == nullptr || !children->IsArray()) return nullptr;
  for (Json& child : children->MutableItems()) {
    if (Json* found = FindIn(child, key)) return found;
  }
  return nullptr;
}

// The node that has the node of this key among its children.
Json* FindParent(Json& node, std::string_view key) {
  Json* children = node.Find("children");
  if (children == nullptr || !children->IsArray()) return nullptr;
  for (Json& child : children->MutableItems()) {
    if (child["key"].AsString() == key) return &node;
    if (Json* found = FindParent(child, key)) return found;
  }
  return nullptr;
}

bool Remove(Json& root, std::string_view key) {
  Json* parent = FindParent(root, key);
  if (parent == nullptr) return false;
  Json::Array& children = parent->Find("children")->MutableItems();
  for (auto child = children.begin(); child != children.end(); ++child) {
    if ((*child)["key"].AsString() != key) continue;
    children.erase(child);
    return true;
  }
  return false;
}

bool Insert(Json& root, const Json& entry) {
  Json* parent = FindIn(root, entry["parent"].AsString());
  if (parent == nullptr) return false;
  Json node = entry;
  node.Erase("parent");
  node.Erase("after");
  if (!(*parent)["children"].IsArray()) parent->Set("children", Json::MakeArray());
  Json::Array& children = parent->Find("children")->MutableItems();
  auto place = children.begin();
  if (const Json& after = entry["after"]; !after.IsNull()) {
    while (place != children.end() && (*place)["key"].AsString() != after.AsString()) ++place;
    if (place == children.end()) return false;
    ++place;
  }
  children.insert(place, std::move(node));
  return true;
}

}  // namespace

bool ViewTree::Apply(const Json& view) {
  if (view.IsNull()) return true;
  if (view.Has("root")) {
    root_ = view["root"];
    locale_ = view["locale"].AsString();
  } else {
    if (empty()) return false;
    for (const Json& entry : view["patch"].Items()) {
      if (!ApplyEntry(entry)) return false;
    }
  }
  rev_ = view["rev"].AsInt().value_or(0);
  if (view.Has("title")) title_ = view["title"].AsString();
  return true;
}

bool ViewTree::ApplyEntry(const Json& entry) {
  const std::string& key = entry["key"].AsString();
  if (entry["removed"].AsBool()) return Remove(root_, key);
  if (entry.Has("parent")) return Insert(root_, entry);
  Json* node = FindIn(root_, key);
  if (node == nullptr) return false;
  for (const auto& [name, value] : entry.Members()) {
    if (value.IsNull()) {
      node->Erase(name);
    } else {
      node->Set(name, value);
    }
  }
  return true;
}

const Json* ViewTree::Find(std::string_view key) const {
  return empty() ? nullptr : FindIn(const_cast<Json&>(root_), key);
}

}  // namespace eteinen::workbench
