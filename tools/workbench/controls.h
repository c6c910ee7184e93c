// The few widgets that the panes are made of. Each has a name by which tests and scripts find it on the screen, as a
// node of the view has its key; the colours mean the same everywhere and can be told apart by colour-blind people.
#ifndef ETEINEN_TOOLS_WORKBENCH_CONTROLS_H_
#define ETEINEN_TOOLS_WORKBENCH_CONTROLS_H_

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eteinen::workbench {

// The palette of Okabe and Ito (2008), darkened where text stands on white. No meaning is told by colour alone.
enum class Tone { kPlain, kQuiet, kGood, kNotice, kWarning, kBad, kStrong };
ImVec4 ColourOf(Tone tone);
ImVec4 FillOf(Tone tone);  // light enough for black text on it

// Text that runs on in the next line where the pane ends.
void Say(const std::string& text, Tone tone = Tone::kPlain);
// A small heading over a part of a pane.
void Title(const std::string& text);

class Controls {
 public:
  // Forgets where things were; call it before anything is drawn.
  void NewFrame() { places_.clear(); }

  bool Button(const std::string& name, const std::string& label, bool chosen = false);
  bool Check(const std::string& name, const std::string& label, bool& value);
  // A row over the whole width; `depth` steps in.
  bool Row(const std::string& name, const std::string& label, bool chosen, int depth = 0);
  // A line of text. True when it was changed and left, or Enter was pressed.
  bool Line(const std::string& name, const std::string& label, std::string& text, float width = 0);
  // Several lines; true with every change.
  bool Text(const std::string& name, std::string& text, float lines);
  // A list to choose from. True when `index` has changed.
  bool Choose(const std::string& name, const std::string& label, const std::vector<std::string>& options,
              std::size_t& index, float width = 0);

  // The thing drawn last goes by this name too.
  void Mark(const std::string& name);
  // The middle of a named thing, and whether it can be seen; null when it was not drawn.
  struct Place {
    ImVec2 middle;
    bool visible = false;
  };
  const Place* Find(std::string_view name) const;
  // Scrolls to the named thing when it is drawn next.
  void Seek(std::string name) { sought_ = std::move(name); }

 private:
  std::map<std::string, Place, std::less<>> places_;
  std::string sought_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_CONTROLS_H_
