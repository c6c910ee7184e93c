#include "tools/workbench/json_lines.h"

#include <algorithm>

namespace eteinen::workbench {
namespace {

bool IsPlain(const Json& json) { return !json.IsObject() && !json.IsArray(); }

std::string Plain(const Json& json) { return json.IsString() ? json.AsString() : WriteJson(json); }

// A list of plain values stands in one line.
bool FitsInOne(const Json& json) {
  return IsPlain(json) || (json.IsArray() && std::all_of(json.Items().begin(), json.Items().end(), IsPlain)) ||
         (json.IsObject() && json.Members().empty());
}

std::string One(const Json& json) {
  if (!json.IsArray()) return Plain(json);
  std::string text;
  for (const Json& item : json.Items()) text += (text.empty() ? "" : ", ") + Plain(item);
  return text.empty() ? "–" : text;
}

void Add(const Json& json, const std::string& indent, std::vector<std::string>& lines) {
  for (const auto& [key, value] : json.Members()) {
    if (FitsInOne(value)) {
      lines.push_back(indent + key + ": " + One(value));
    } else {
      lines.push_back(indent + key);
      Add(value, indent + "    ", lines);
    }
  }
  for (const Json& item : json.Items()) {
    if (FitsInOne(item)) {
      lines.push_back(indent + "• " + One(item));
    } else {
      const std::size_t first = lines.size();
      Add(item, indent + "  ", lines);
      if (first < lines.size()) lines[first].replace(indent.size(), 2, "• ");
    }
  }
}

}  // namespace

std::vector<std::string> LinesOf(const Json& json) {
  std::vector<std::string> lines;
  if (FitsInOne(json)) return {One(json)};
  Add(json, "", lines);
  return lines;
}

}  // namespace eteinen::workbench
