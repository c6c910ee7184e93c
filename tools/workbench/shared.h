// What the panes share: the content, the questionnaire that is open, the person and the moment, and the running app.
#ifndef ETEINEN_TOOLS_WORKBENCH_SHARED_H_
#define ETEINEN_TOOLS_WORKBENCH_SHARED_H_

#include <memory>
#include <optional>
#include <string>

#include "tools/workbench/controls.h"
#include "tools/workbench/desk.h"
#include "tools/workbench/moments.h"
#include "tools/workbench/open_form.h"

namespace eteinen::workbench {

enum class PaneKind { kPreview, kQuestionnaire, kDecision, kWeek, kProof, kJournal };
inline constexpr std::size_t kPanes = 6;
// "Preview", "Questionnaire", …
std::string_view Name(PaneKind pane);

struct Fonts {
  ImFont* text = nullptr;
  ImFont* heading = nullptr;
};

struct Shared {
  Shared(const Folders& folders, Clock real_clock, const std::function<Http(Clock)>& http);

  Content content;
  WorkClock clock;
  Http http;
  Desk desk;
  Controls controls;
  Fonts fonts;
  Matter matter;
  std::unique_ptr<OpenForm> form;  // null: none is open
  std::uint64_t opened = 0;        // how many forms have been opened: tells one from the next
  PaneKind shown = PaneKind::kPreview;
  std::optional<std::string> go_to;  // path in the open questionnaire that is to be shown
  std::size_t replayed_step = 0;     // the step that the journal looks at, when `in_past`
  bool in_past = false;

  void Open(std::size_t form_index);
  // The person, the moment or the language of the matter has changed.
  void MatterChanged();
  // Fills the questionnaire of an `assess` line, as far as it can be, or takes over the matter of a `recommend` line.
  void Replay(const Json& line);
};

// The controls of the matter: person, language, moment. True when something has changed.
bool DrawMatter(Shared& shared, const std::string& name);

// A line of the command that gives the same as text, to be copied.
void DrawAsText(Shared& shared, const std::string& name, const std::string& command, const Json& line);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_SHARED_H_
