// Boxes in columns and the arrows between them: what depends on what.
#ifndef ETEINEN_TOOLS_WORKBENCH_GRAPH_H_
#define ETEINEN_TOOLS_WORKBENCH_GRAPH_H_

#include <string>
#include <vector>

#include "tools/workbench/controls.h"

namespace eteinen::workbench {

struct GraphNode {
  std::string name;  // of the control
  std::string text;
  Tone tone = Tone::kQuiet;  // filled with it: the path that was taken
  std::string second;        // small, under the text
  bool chosen = false;
};

// `to` depends on `from`: indexes of nodes.
struct GraphEdge {
  int from = 0;
  int to = 0;
};

// The column of each node: 0 for what depends on nothing, else one more than what it depends on. Nodes that depend on
// each other in a circle stay where they were found.
std::vector<int> ColumnsOf(std::size_t nodes, const std::vector<GraphEdge>& edges);

// The index of the box that was pressed, or -1. The arrows of the chosen box are strong, the others faint.
int DrawGraphOf(Controls& controls, const std::vector<GraphNode>& nodes, const std::vector<GraphEdge>& edges);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_GRAPH_H_
