#include "tools/workbench/json_place.h"

#include <algorithm>

#include "core/base/json.h"

namespace eteinen::workbench {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<JsonPlace> Find(std::string_view path) {
    Space();
    while (!path.empty()) {
      if (path.front() == '[') {
        const std::size_t close = path.find(']');
        if (close == path.npos || !ToItem(path.substr(1, close - 1))) return std::nullopt;
        path.remove_prefix(close + 1);
      } else {
        if (path.front() == '.') path.remove_prefix(1);
        const std::size_t length = std::min(path.find_first_of(".["), path.size());
        if (length == 0 || !ToMember(path.substr(0, length))) return std::nullopt;
        path.remove_prefix(length);
      }
    }
    const std::size_t begin = at_;
    Skip();
    return JsonPlace{begin, at_};
  }

 private:
  char Now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void Space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  void SkipString() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  // Over one value, however deep.
  void Skip() {
    int depth = 0;
    do {
      Space();
      const char c = Now();
      if (c == '"') {
        SkipString();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        at_ = std::min(text_.find_first_of(" \t\r\n,:{}[]", at_), text_.size());
      }
    } while (depth > 0 && at_ < text_.size());
  }

  bool ToItem(std::string_view number) {
    std::size_t index = 0;
    for (const char c : number) {
      if (c < '0' || c > '9' || index > text_.size()) return false;
      index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    if (number.empty() || Now() != '[') return false;
    ++at_;
    for (Space(); index > 0; --index, Space()) {
      if (Now() == ']') return false;
      Skip();
      Space();
      if (Now() != ',') return false;
      ++at_;
    }
    return Now() != ']' && Now() != '\0';
  }

  bool ToMember(std::string_view key) {
    if (Now() != '{') return false;
    ++at_;
    for (Space(); Now() == '"'; Space()) {
      const std::size_t begin = at_;
      SkipString();
      const bool is_it = IsKey(text_.substr(begin, at_ - begin), key);
      Space();
      if (Now() != ':') return false;
      ++at_;
      Space();
      if (is_it) return true;
      Skip();
      Space();
      if (Now() != ',') return false;
      ++at_;
    }
    return false;
  }

  static bool IsKey(std::string_view quoted, std::string_view key) {
    if (quoted.find('\\') == quoted.npos) return quoted.substr(1, quoted.size() - 2) == key;
    const Result<Json> read = ParseJson(quoted);
    return read.ok() && read->AsString() == key;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<JsonPlace> PlaceOf(std::string_view text, std::string_view path) { return Scanner(text).Find(path); }

int LineOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

std::string Replaced(std::string_view text, JsonPlace place, std::string_view value) {
  std::string replaced(text.substr(0, place.begin));
  replaced += value;
  replaced += text.substr(place.end);
  return replaced;
}

}  // namespace eteinen::workbench
