// The Week pane: channels and hours of a week as a picture, with holes and overlaps, and who is left with an emergency
// line only.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_WEEK_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_WEEK_H_

#include <optional>
#include <string>
#include <vector>

#include "core/channels/week.h"
#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class WeekPane {
 public:
  void Draw(Shared& shared);

 private:
  void Refresh(Shared& shared);
  void DrawChoice(Shared& shared);
  void DrawPicture(Shared& shared);
  void DrawRow(const std::string& name, const std::vector<channels::Span>& open, float width, Tone tone);
  void DrawCoverage(float width);
  void DrawStretches();
  void DrawLeft(Shared& shared);
  float XOf(Instant at, float width) const;

  bool stale_ = true;
  CivilDay monday_;
  bool began_ = false;
  std::string urgency_ = "today";
  std::string need_ = "health";
  std::string problem_;
  channels::Week week_;
  std::optional<std::vector<channels::LeftAlone>> left_;  // of the week shown, once it was asked for
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_WEEK_H_
