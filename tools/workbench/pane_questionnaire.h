// The Questionnaire pane: the items of a form as a tree and as a graph of what depends on what, with live values; why
// the chosen item is as it is; and its expressions, to be edited and saved.
#ifndef ETEINEN_TOOLS_WORKBENCH_PANE_QUESTIONNAIRE_H_
#define ETEINEN_TOOLS_WORKBENCH_PANE_QUESTIONNAIRE_H_

#include <map>
#include <string>
#include <vector>

#include "tools/workbench/shared.h"

namespace eteinen::workbench {

class QuestionnairePane {
 public:
  void Draw(Shared& shared);

 private:
  // An item as it stands, read from the session once for each revision.
  struct Line {
    int item = -1;
    form::At at;
    int depth = 0;
    bool asked = false;
    std::string label;
    std::string value;
  };

  void Refresh(Shared& shared);
  void GoTo(Shared& shared);
  void DrawHead(Shared& shared);
  void DrawFaults(Shared& shared);
  void DrawTree(Shared& shared);
  void DrawGraph(Shared& shared);
  void DrawItem(Shared& shared);
  void DrawAnswer(Shared& shared, const Line& line);
  void DrawOptions(Shared& shared, const form::Item& item, const form::ItemState& state);
  void DrawExpressions(Shared& shared);
  void DrawExpression(Shared& shared, const form::Edge& edge);
  void DrawChanges(Shared& shared);
  void Choose(int item, int rule);
  bool Touches(const form::Edge& edge) const;

  std::uint64_t opened_ = 0;  // the form that the following was read from
  std::uint64_t revision_ = 0;
  bool stale_ = true;  // something else has been chosen
  std::vector<Line> lines_;
  std::vector<std::string> explained_;
  std::string decides_;  // id of the rule
  std::vector<bool> holds_;

  int item_ = 0;  // chosen; -1: a rule, or the form itself
  int rule_ = -1;
  bool graph_ = false;
  std::string answer_draft_;
  int answer_draft_of_ = -1;
  std::string problem_;
  std::map<std::string, std::string> drafts_;  // by path: an expression that is being typed
  std::string draft_path_;
  double draft_since_ = 0;  // when it was typed last, in ImGui's seconds
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_PANE_QUESTIONNAIRE_H_
