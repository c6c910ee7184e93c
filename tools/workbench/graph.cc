#include "tools/workbench/graph.h"

#include <algorithm>
#include <cfloat>
#include <map>

namespace eteinen::workbench {
namespace {

constexpr float kBoxWidth = 11;  // in heights of the font
constexpr float kBoxHeight = 2.6f;
constexpr float kGapX = 4;
constexpr float kGapY = 0.5f;

ImVec2 operator+(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }

// The quiet edges as one bus before each column: there can be hundreds of edges, and software rendering pays for each
// triangle. `corners` are on the screen.
void DrawQuietEdges(const std::vector<ImVec2>& corners, ImVec2 box, const std::vector<GraphEdge>& edges) {
  struct Bus {
    float top = FLT_MAX;
    float bottom = -FLT_MAX;
  };
  std::map<float, Bus> buses;  // by x
  std::map<int, float> out;    // how far to the right a node's edges go
  std::map<int, float> in;     // from where they come into a node
  for (const GraphEdge& edge : edges) {
    const ImVec2 from = corners[static_cast<std::size_t>(edge.from)];
    const ImVec2 to = corners[static_cast<std::size_t>(edge.to)];
    const float x = to.x - kGapX * ImGui::GetFontSize() / 2;
    Bus& bus = buses[x];
    bus.top = std::min({bus.top, from.y, to.y});
    bus.bottom = std::max({bus.bottom, from.y, to.y});
    out[edge.from] = std::max(out[edge.from], x);
    in[edge.to] = x;
  }
  const ImU32 colour = ImGui::GetColorU32(ImVec4{0.6f, 0.6f, 0.62f, 1});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = box.y / 2;
  for (const auto& [x, bus] : buses) list->AddRectFilled({x, bus.top + half}, {x + 1, bus.bottom + half + 1}, colour);
  const auto level = [&](float left, float right, float y) {
    list->AddRectFilled({left, y + half}, {right, y + half + 1}, colour);
  };
  for (const auto& [node, right] : out) {
    const ImVec2 corner = corners[static_cast<std::size_t>(node)];
    level(corner.x + box.x, right, corner.y);
  }
  for (const auto& [node, left] : in) {
    const ImVec2 corner = corners[static_cast<std::size_t>(node)];
    level(left, corner.x, corner.y);
  }
}

void DrawStrongEdge(ImVec2 from, ImVec2 to) {
  const float bend = (to.x - from.x) / 2;
  const ImU32 colour = ImGui::GetColorU32(ColourOf(Tone::kNotice));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddBezierCubic(from, {from.x + bend, from.y}, {to.x - bend, to.y}, to, colour, 2.5f, 12);
  list->AddTriangleFilled(to, {to.x - 8, to.y - 4}, {to.x - 8, to.y + 4}, colour);
}

void DrawText(ImVec2 at, const std::string& text, ImVec2 low, ImVec2 high, Tone tone) {
  const ImVec4 clip = {low.x, low.y, high.x - 4, high.y};
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, ImGui::GetColorU32(ColourOf(tone)),
                                      text.data(), text.data() + text.size(), 0, &clip);
}

}  // namespace

std::vector<int> ColumnsOf(std::size_t nodes, const std::vector<GraphEdge>& edges) {
  std::vector<int> columns(nodes);
  for (std::size_t round = 0; round < nodes; ++round) {
    bool moved = false;
    for (const GraphEdge& edge : edges) {
      int& to = columns[static_cast<std::size_t>(edge.to)];
      const int wanted = columns[static_cast<std::size_t>(edge.from)] + 1;
      if (edge.from == edge.to || to >= wanted || wanted >= static_cast<int>(nodes)) continue;
      to = wanted;
      moved = true;
    }
    if (!moved) break;
  }
  return columns;
}

int DrawGraphOf(Controls& controls, const std::vector<GraphNode>& nodes, const std::vector<GraphEdge>& edges) {
  const float unit = ImGui::GetFontSize();
  const ImVec2 box = {kBoxWidth * unit, kBoxHeight * unit};
  const std::vector<int> columns = ColumnsOf(nodes.size(), edges);
  std::vector<int> filled;  // boxes in each column so far
  std::vector<ImVec2> corners;
  ImVec2 size = {0, 0};
  for (const int column : columns) {
    filled.resize(std::max(filled.size(), static_cast<std::size_t>(column) + 1));
    const int row = filled[static_cast<std::size_t>(column)]++;
    corners.push_back(
        {static_cast<float>(column) * (box.x + kGapX * unit), static_cast<float>(row) * (box.y + kGapY * unit)});
    size = {std::max(size.x, corners.back().x + box.x), std::max(size.y, corners.back().y + box.y)};
  }
  ImGui::BeginChild("graph", {0, 0}, false, ImGuiWindowFlags_HorizontalScrollbar);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  for (ImVec2& corner : corners) corner = corner + origin;
  std::vector<GraphEdge> quiet;
  std::vector<GraphEdge> strong;
  for (const GraphEdge& edge : edges) {
    const bool chosen =
        nodes[static_cast<std::size_t>(edge.from)].chosen || nodes[static_cast<std::size_t>(edge.to)].chosen;
    (chosen ? strong : quiet).push_back(edge);
  }
  DrawQuietEdges(corners, box, quiet);
  for (const GraphEdge& edge : strong) {
    DrawStrongEdge(corners[static_cast<std::size_t>(edge.from)] + ImVec2{box.x, box.y / 2},
                   corners[static_cast<std::size_t>(edge.to)] + ImVec2{0, box.y / 2});
  }
  int pressed = -1;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const ImVec2 low = corners[i];
    const ImVec2 high = low + box;
    ImGui::SetCursorScreenPos(low);
    if (ImGui::InvisibleButton(nodes[i].name.c_str(), box)) pressed = static_cast<int>(i);
    controls.Mark(nodes[i].name);
    const bool focused = ImGui::IsItemFocused();
    if (!ImGui::IsItemVisible()) continue;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, ImGui::GetColorU32(FillOf(nodes[i].tone)), 4);
    const Tone frame = nodes[i].chosen || focused ? Tone::kNotice : Tone::kQuiet;
    list->AddRect(low, high, ImGui::GetColorU32(ColourOf(frame)), 4, 0, nodes[i].chosen ? 3.0f : 1.0f);
    DrawText(low + ImVec2{6, 2}, nodes[i].text, low, high, Tone::kPlain);
    DrawText(low + ImVec2{6, 2 + unit * 1.15f}, nodes[i].second, low, high, Tone::kQuiet);
  }
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy(size);
  ImGui::EndChild();
  return pressed;
}

}  // namespace eteinen::workbench
