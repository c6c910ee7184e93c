#include "core/fhirpath/html_check.h"

#include <string>
#include <vector>

#include "core/fhirpath/encoding.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kElements[] = {
    "div",   "span",  "p",   "br",     "hr",    "h1",   "h2",      "h3",      "h4",      "h5",         "h6",   "a",
    "b",     "i",     "em",  "strong", "small", "big",  "tt",      "dfn",     "code",    "samp",       "img",  "var",
    "dl",    "dt",    "dd",  "ul",     "ol",    "li",   "pre",     "table",   "caption", "colgroup",   "col",  "thead",
    "tbody", "tfoot", "tr",  "th",     "td",    "abbr", "acronym", "address", "bdo",     "blockquote", "cite", "kbd",
    "q",     "sub",   "sup", "ins",    "del",   "s",    "u",       "map",     "area",    "center"};
constexpr std::string_view kAttributes[] = {
    "title",   "style",   "class",   "id",     "lang",   "xml:lang",    "dir",         "accesskey", "tabindex",
    "span",    "width",   "align",   "valign", "char",   "charoff",     "abbr",        "axis",      "headers",
    "scope",   "rowspan", "colspan", "border", "height", "cellspacing", "cellpadding", "frame",     "rules",
    "summary", "name",    "href",    "rel",    "rev",    "src",         "alt",         "usemap",    "longdesc",
    "type",    "start",   "value",   "xmlns",  "cite",   "datetime",    "compact",     "charset",   "coords",
    "shape",   "nohref",  "bgcolor", "target", "nowrap"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

template <std::size_t n>
bool IsAmong(const std::string_view (&list)[n], std::string_view name) {
  for (const std::string_view known : list) {
    if (known == name) return true;
  }
  return false;
}

// As a browser reads the address: entities are characters, white space and control characters do not count, nor case.
bool RunsScript(std::string_view address) {
  std::string read;
  for (const char c : Unescape(address, "html").value_or("")) {
    if (static_cast<unsigned char>(c) > ' ') read += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return read.starts_with("javascript:");
}

class Narrative {
 public:
  explicit Narrative(std::string_view text) : text_(text) {}

  bool IsSafe() {
    SkipSpace();
    bool any_element = false;
    while (at_ < text_.size()) {
      if (text_[at_] != '<') {
        if (!Text()) return false;
      } else if (text_.substr(at_).starts_with("<!--")) {
        const std::size_t end = text_.find("-->", at_ + 4);
        if (end == std::string_view::npos) return false;
        at_ = end + 3;
      } else if (text_.substr(at_).starts_with("</")) {
        if (!ClosingTag()) return false;
      } else {
        // One root, and that a div.
        if (open_.empty() && any_element) return false;
        if (!OpeningTag() || (!any_element && first_ != "div")) return false;
        any_element = true;
      }
    }
    return any_element && open_.empty() && content_;
  }

 private:
  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
  }

  bool Text() {
    for (; at_ < text_.size() && text_[at_] != '<'; ++at_) {
      if (IsSpace(text_[at_])) continue;
      if (open_.empty()) return false;
      content_ = true;
      if (text_[at_] == '&') {
        const std::size_t end = text_.find(';', at_);
        if (end == std::string_view::npos || end == at_ + 1 || end - at_ > 12) return false;
        at_ = end;
      }
    }
    return true;
  }

  std::string_view Name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !IsSpace(text_[at_]) && text_[at_] != '>' && text_[at_] != '/' && text_[at_] != '=' &&
           text_[at_] != '<') {
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }

  bool ClosingTag() {
    at_ += 2;
    const std::string_view name = Name();
    SkipSpace();
    if (open_.empty() || open_.back() != name || at_ == text_.size() || text_[at_] != '>') return false;
    open_.pop_back();
    ++at_;
    return true;
  }

  bool OpeningTag() {
    ++at_;
    const std::string_view name = Name();
    if (!IsAmong(kElements, name)) return false;
    if (first_.empty()) first_ = name;
    if (name == "img") content_ = true;
    while (true) {
      SkipSpace();
      if (at_ == text_.size()) return false;
      if (text_[at_] == '>') {
        ++at_;
        open_.push_back(name);
        return true;
      }
      if (text_[at_] == '/') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '>') return false;
        at_ += 2;
        return true;
      }
      if (!Attribute()) return false;
    }
  }

  bool Attribute() {
    const std::string_view name = Name();
    if (!IsAmong(kAttributes, name) && !name.starts_with("xmlns:")) return false;
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != '=') return false;
    ++at_;
    SkipSpace();
    if (at_ == text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return value.find('<') == std::string_view::npos && !RunsScript(value);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  std::string_view first_;
  bool content_ = false;
};

}  // namespace

bool IsSafeNarrative(std::string_view xhtml) { return Narrative(xhtml).IsSafe(); }

}  // namespace eteinen::fhirpath
