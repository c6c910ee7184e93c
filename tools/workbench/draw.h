// Draws a view tree with Dear ImGui: one function, every role of core/app/BOUNDARY.md; a preview for authors and
// developers, not for residents (it has no accessibility tree).
//
// Holds nothing but what is being typed; what a press or an edit means is the core's.
#ifndef ETEINEN_TOOLS_WORKBENCH_DRAW_H_
#define ETEINEN_TOOLS_WORKBENCH_DRAW_H_

#include <imgui.h>

#include <map>
#include <string>

#include "core/base/json.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class Painter {
 public:
  void set_fonts(Fonts fonts) { fonts_ = fonts; }

  // Draws a view into the current ImGui window and sends the desk what was pressed or set.
  void Draw(const ViewTree& view, Desk& desk, Controls& controls);

 private:
  void Node(const Json& node, const Json* question);
  void Children(const Json& node, const Json* question = nullptr);
  void Heading(const std::string& text);
  void Boxed(const Json& node);
  void Question(const Json& node);
  void Choice(const Json& node, const Json& question);
  void Field(const Json& node);
  void Select(const Json& node);
  void Button(const Json& node);

  Fonts fonts_;
  Desk* desk_ = nullptr;                       // during Draw
  Controls* controls_ = nullptr;               // and this
  std::map<std::string, std::string> drafts_;  // by key of the field that has the focus
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_DRAW_H_
