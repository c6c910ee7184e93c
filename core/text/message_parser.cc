// Message::Parse: from a pattern to its parts.
#include <charconv>
#include <string>

#include "core/text/message.h"
#include "core/text/plural.h"

namespace eteinen::text {
namespace {

using Part = Message::Part;
using Choice = Message::Choice;
using Kind = Part::Kind;

constexpr int kMaxDepth = 16;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Letters of any language (every byte of a longer UTF-8 sequence), digits, _ - and the dot.
bool IsWordByte(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern) {}

  Result<std::vector<Part>> ParseAll() { return ParseParts(0, false); }

 private:
  // Text and places up to the end of the pattern, or (depth > 0) up to the closing brace, which is left standing.
  Result<std::vector<Part>> ParseParts(int depth, bool in_plural) {
    std::vector<Part> parts;
    std::string text;
    const auto flush = [&] {
      if (text.empty()) return;
      parts.emplace_back().text.swap(text);
    };
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == '\'') {
        ReadApostrophe(in_plural, text);
      } else if (c == '{') {
        flush();
        ETEINEN_ASSIGN_OR_RETURN(Part part, ParsePlace(depth));
        parts.push_back(std::move(part));
      } else if (c == '}' && depth > 0) {
        break;
      } else if (c == '#' && in_plural) {
        flush();
        parts.emplace_back().kind = Kind::kPound;
        ++at_;
      } else {
        text += c;
        ++at_;
      }
    }
    flush();
    return parts;
  }

  // At an apostrophe: a doubled one, the start of quoted text, or just itself.
  void ReadApostrophe(bool in_plural, std::string& text) {
    ++at_;
    const char next = at_ < pattern_.size() ? pattern_[at_] : '\0';
    if (next == '\'') {
      text += '\'';
      ++at_;
      return;
    }
    if (next != '{' && next != '}' && !(next == '#' && in_plural)) {
      text += '\'';
      return;
    }
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_++];
      if (c != '\'') {
        text += c;
      } else if (at_ < pattern_.size() && pattern_[at_] == '\'') {
        text += '\'';
        ++at_;
      } else {
        return;
      }
    }
  }

  // From "{" through "}".
  Result<Part> ParsePlace(int depth) {
    const std::size_t open = at_++;
    if (depth >= kMaxDepth) return Error{ErrorKind::kLimit, Where(open) + "nested too deep", {}, std::nullopt};
    SkipSpace();
    Part part;
    const std::size_t name_at = at_;
    part.text = ReadWord();
    if (part.text.empty()) return Wrong(at_, "expected the name of an argument");
    if (IsDigit(part.text[0]) && part.text.find_first_not_of("0123456789") != std::string::npos) {
      return Wrong(name_at, "the name of an argument is a word or a number");
    }
    SkipSpace();
    if (Take('}')) {
      part.kind = Kind::kValue;
      return part;
    }
    if (!Take(',')) return Wrong(at_, AtEnd() ? "the brace is never closed" : "expected , or }");
    SkipSpace();
    const std::size_t type_at = at_;
    const std::string type = ReadWord();
    SkipSpace();
    if (type == "plural" || type == "selectordinal" || type == "select") {
      part.kind = type == "plural" ? Kind::kPlural : type == "select" ? Kind::kSelect : Kind::kSelectOrdinal;
      if (!Take(',')) return Wrong(at_, "expected , and the forms of " + type);
      ETEINEN_RETURN_IF_ERROR(ParseChoices(depth, part));
    } else if (type == "number" || type == "date" || type == "time") {
      part.kind = type == "number" ? Kind::kNumber : type == "date" ? Kind::kDate : Kind::kTime;
      if (Take(',')) ETEINEN_RETURN_IF_ERROR(ParseStyle(part));
    } else {
      return Wrong(type_at, "unknown type \"" + type + "\"; known: number, date, time, plural, selectordinal, select");
    }
    if (!Take('}')) return Wrong(at_, AtEnd() ? "the brace is never closed" : "expected }");
    return part;
  }

  Status ParseStyle(Part& part) {
    SkipSpace();
    const std::size_t start = at_;
    while (at_ < pattern_.size() && pattern_[at_] != '}' && pattern_[at_] != '{') ++at_;
    std::string_view style = pattern_.substr(start, at_ - start);
    style = style.substr(0, style.find_last_not_of(" \t\r\n") + 1);
    if (part.kind == Kind::kNumber) {
      if (style == "integer") {
        part.number_style = NumberStyle::kInteger;
      } else if (style == "percent") {
        part.number_style = NumberStyle::kPercent;
      } else if (style.size() > 3 && style.size() <= 12 && style.starts_with("::.") &&
                 style.find_first_not_of('0', 3) == std::string_view::npos) {
        part.decimals = static_cast<int>(style.size() - 3);
      } else {
        return Wrong(start, "unknown style of number; known: integer, percent, ::.0, ::.00");
      }
      return Ok{};
    }
    constexpr std::string_view kStyles[] = {"short", "medium", "long", "full", "::dM", "::EEEEdM"};
    const int known = part.kind == Kind::kDate ? 6 : 4;
    for (int i = 0; i < known; ++i) {
      if (style != kStyles[i]) continue;
      part.date_style = static_cast<DateStyle>(i);
      part.time_style = i == 0 ? TimeStyle::kShort : TimeStyle::kLong;
      return Ok{};
    }
    return Wrong(start, "unknown style; known: short, medium, long, full");
  }

  // The forms of plural, selectordinal and select, up to the closing brace, which is left standing.
  Status ParseChoices(int depth, Part& part) {
    const bool plural = part.kind != Kind::kSelect;
    bool has_other = false;
    while (true) {
      SkipSpace();
      const std::size_t start = at_;
      if (AtEnd()) return Wrong(start, "the brace is never closed");
      if (pattern_[at_] == '}') break;
      Choice choice;
      if (plural && Take('=')) {
        ETEINEN_ASSIGN_OR_RETURN(choice.exact, ReadNumber());
        choice.selector = "=" + std::string(pattern_.substr(start + 1, at_ - start - 1));
      } else {
        choice.selector = ReadWord();
        if (choice.selector.empty()) return Wrong(at_, "expected the name of a form");
        if (plural && choice.selector == "offset" && Take(':')) {
          if (!part.choices.empty() || part.offset != 0) return Wrong(start, "offset: stands before the forms");
          SkipSpace();
          ETEINEN_RETURN_IF_ERROR(ReadOffset(part.offset));
          continue;
        }
        if (plural && !PluralCategoryOf(choice.selector)) {
          return Wrong(start, "unknown form \"" + choice.selector + "\"; known: =1, zero, one, two, few, many, other");
        }
      }
      for (const Choice& earlier : part.choices) {
        const bool exact = choice.selector[0] == '=' && earlier.selector[0] == '=' && earlier.exact == choice.exact;
        if (earlier.selector == choice.selector || exact) {
          return Wrong(start, "the form \"" + choice.selector + "\" stands twice");
        }
      }
      SkipSpace();
      if (!Take('{')) return Wrong(at_, "expected { and the text of the form \"" + choice.selector + "\"");
      ETEINEN_ASSIGN_OR_RETURN(choice.parts, ParseParts(depth + 1, plural));
      if (!Take('}')) return Wrong(at_, "the text of the form \"" + choice.selector + "\" is never closed");
      has_other = has_other || choice.selector == "other";
      part.choices.push_back(std::move(choice));
    }
    if (!has_other) return Wrong(at_, "the form \"other\" is missing");
    return Ok{};
  }

  Result<Number> ReadNumber() {
    const std::size_t start = at_;
    if (!AtEnd() && pattern_[at_] == '-') ++at_;
    while (!AtEnd() && (IsDigit(pattern_[at_]) || pattern_[at_] == '.')) ++at_;
    std::optional<Number> number = Number::Parse(pattern_.substr(start, at_ - start));
    if (!number) return Wrong(start, "expected a number");
    return *std::move(number);
  }

  Status ReadOffset(std::int64_t& offset) {
    const char* begin = pattern_.data() + at_;
    const auto [end, error] = std::from_chars(begin, pattern_.data() + pattern_.size(), offset);
    if (error != std::errc() || offset > 1'000'000 || offset < -1'000'000) {
      return Wrong(at_, "expected a whole number after offset:");
    }
    at_ += static_cast<std::size_t>(end - begin);
    return Ok{};
  }

  std::string ReadWord() {
    const std::size_t start = at_;
    while (at_ < pattern_.size() && IsWordByte(pattern_[at_]) && SpaceLength() == 0) ++at_;
    return std::string(pattern_.substr(start, at_ - start));
  }

  void SkipSpace() {
    while (const std::size_t length = SpaceLength()) at_ += length;
  }

  // The length in bytes of the Pattern_White_Space character here (Unicode UAX #31); 0 if there is none.
  std::size_t SpaceLength() const {
    const std::string_view rest = pattern_.substr(at_);
    if (!rest.empty() && (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r'))) return 1;
    if (rest.starts_with("\u0085")) return 2;
    for (const std::string_view space : {"\u200E", "\u200F", "\u2028", "\u2029"}) {
      if (rest.starts_with(space)) return space.size();
    }
    return 0;
  }

  bool Take(char wanted) {
    if (AtEnd() || pattern_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool AtEnd() const { return at_ >= pattern_.size(); }

  std::string Where(std::size_t at) const {
    int characters = 0;
    for (std::size_t i = 0; i < at; ++i) characters += (static_cast<unsigned char>(pattern_[i]) & 0xC0) != 0x80;
    return "at character " + std::to_string(characters) + ": ";
  }
  Error Wrong(std::size_t at, const std::string& what) const { return InputError(Where(at) + what); }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Message> Message::Parse(std::string_view pattern) {
  Message message;
  ETEINEN_ASSIGN_OR_RETURN(message.parts_, Parser(pattern).ParseAll());
  return message;
}

}  // namespace eteinen::text
