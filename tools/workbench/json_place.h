// Where in a text of JSON something stands: so that a finding leads to its line, and an edit changes nothing else.
#ifndef ETEINEN_TOOLS_WORKBENCH_JSON_PLACE_H_
#define ETEINEN_TOOLS_WORKBENCH_JSON_PLACE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eteinen::workbench {

// From the first byte of a value up to the one after its last.
struct JsonPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The value at `path` ("item[0].extension[1].url"; "" is the whole). `text` is valid JSON. Nothing when there is none.
std::optional<JsonPlace> PlaceOf(std::string_view text, std::string_view path);

// The line of a byte, counted from 1.
int LineOf(std::string_view text, std::size_t byte);

// The same text with the value at a place replaced by `value`, which is JSON.
std::string Replaced(std::string_view text, JsonPlace place, std::string_view value);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_JSON_PLACE_H_
