// The view as the core told it last: a whole one replaces it, a patch changes it in place.
//
// Knows the shape of a view (core/app/BOUNDARY.md) and no role, text or screen.
#ifndef ETEINEN_TOOLS_WORKBENCH_VIEW_TREE_H_
#define ETEINEN_TOOLS_WORKBENCH_VIEW_TREE_H_

#include <string>
#include <string_view>

#include "core/base/json.h"

namespace eteinen::workbench {

class ViewTree {
 public:
  // Takes the "view" of a reply. False when it is a patch that does not fit what is shown: the core and the shell no
  // longer agree, and the shell has to start again. Null changes nothing.
  [[nodiscard]] bool Apply(const Json& view);

  bool empty() const { return root_.IsNull(); }
  std::int64_t rev() const { return rev_; }
  const std::string& title() const { return title_; }
  const std::string& locale() const { return locale_; }
  const Json& root() const { return root_; }

  // The node with this key, or null.
  const Json* Find(std::string_view key) const;

 private:
  bool ApplyEntry(const Json& entry);

  std::int64_t rev_ = 0;
  std::string title_;
  std::string locale_;
  Json root_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_VIEW_TREE_H_
