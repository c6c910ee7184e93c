// The Preview pane: the resident's screen from the view tree, as any person, in any language, at any width and moment.
//
// It is a picture for authors. What ImGui cannot do is said beside it: text that runs from right to left.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_PREVIEW_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_PREVIEW_H_

#include <string>
#include <vector>

#include "tools/workbench/draw.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class PreviewPane {
 public:
  void Draw(Shared& shared);

 private:
  void DrawWho(Shared& shared);
  void DrawClock(Shared& shared);
  void DrawScreen(Shared& shared);
  void Become(Shared& shared, std::size_t person);
  void ReadPersons(Shared& shared);
  void Jump(Shared& shared, Instant to);

  Painter painter_;
  bool persons_read_ = false;
  std::vector<std::string> ids_;  // of test persons; the first is nobody
  std::vector<std::string> names_;
  std::size_t person_ = 0;
  bool phone_ = true;
  std::string told_;
  std::string asked_;   // language that was chosen here; the app may have no screens in it
  std::string moment_;  // being typed
  std::size_t past_step_ = ~std::size_t{0};
  ViewTree past_;  // the view after that step
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_PREVIEW_H_
