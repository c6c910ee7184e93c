// Reads JSON text. Source: RFC 8259; stricter where it leaves a choice: no repeated keys, no lone surrogates.
#include <algorithm>

#include "core/base/json.h"
#include "core/base/utf8.h"

namespace eteinen {
namespace {

constexpr std::size_t kFewKeys = 16;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Few keys are compared pairwise; many are sorted first, so that a hostile object stays cheap.
const std::string* RepeatedKey(const Json::Object& members) {
  if (members.size() <= kFewKeys) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (members[i].key == members[j].key) return &members[i].key;
      }
    }
    return nullptr;
  }
  std::vector<const std::string*> keys;
  keys.reserve(members.size());
  for (const Json::Member& member : members) keys.push_back(&member.key);
  std::sort(keys.begin(), keys.end(), [](const std::string* a, const std::string* b) { return *a < *b; });
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (*keys[i] == *keys[i - 1]) return keys[i];
  }
  return nullptr;
}

// Each reading function leaves `at_` behind what it read, or on what is wrong.
class Parser {
 public:
  Parser(std::string_view text, int max_depth) : text_(text), max_depth_(max_depth) {}

  Result<Json> Whole() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // a byte order mark
    Json value;
    if (Value(&value, 0)) {
      SkipSpace();
      if (at_ == text_.size()) return value;
    }
    if (error_) return *std::move(error_);
    return Error{ErrorKind::kJson, "not valid JSON at byte " + std::to_string(at_ + 1), {}, std::nullopt};
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void SkipSpace() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }
  bool Accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool Word(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [this](char c) { return Accept(c); });
  }
  bool Digits() {
    if (!IsDigit(Peek())) return false;
    while (IsDigit(Peek())) ++at_;
    return true;
  }

  bool Value(Json* out, int depth) {
    SkipSpace();
    switch (Peek()) {
      case '{':
      case '[':
        if (depth == max_depth_) {
          error_ = Error{
              ErrorKind::kLimit, "nested deeper than " + std::to_string(max_depth_) + " levels", {}, std::nullopt};
          return false;
        }
        return text_[at_] == '{' ? Object(out, depth) : Array(out, depth);
      case '"': {
        std::string text;
        if (!String(&text)) return false;
        *out = Json(std::move(text));
        return true;
      }
      case 't':
        *out = Json(true);
        return Word("true");
      case 'f':
        *out = Json(false);
        return Word("false");
      case 'n':
        return Word("null");
      default:
        return Number(out);
    }
  }

  bool Object(Json* out, int depth) {
    ++at_;
    Json::Object members;
    SkipSpace();
    while (!Accept('}')) {
      if (!members.empty() && !Accept(',')) return false;
      SkipSpace();
      Json::Member& member = members.emplace_back();
      if (!String(&member.key)) return false;
      SkipSpace();
      if (!Accept(':') || !Value(&member.value, depth + 1)) return false;
      SkipSpace();
    }
    if (const std::string* twice = RepeatedKey(members)) {
      error_ = Error{ErrorKind::kJson, "the key \"" + *twice + "\" occurs twice in one object", {}, std::nullopt};
      return false;
    }
    *out = Json(std::move(members));
    return true;
  }

  bool Array(Json* out, int depth) {
    ++at_;
    Json::Array items;
    SkipSpace();
    while (!Accept(']')) {
      if (!items.empty() && !Accept(',')) return false;
      if (!Value(&items.emplace_back(), depth + 1)) return false;
      SkipSpace();
    }
    *out = Json(std::move(items));
    return true;
  }

  bool Number(Json* out) {
    const std::size_t start = at_;
    Accept('-');
    if (!Accept('0') && !Digits()) return false;
    if (Accept('.') && !Digits()) return false;
    if (Accept('e') || Accept('E')) {
      if (!Accept('+')) Accept('-');
      if (!Digits()) return false;
    }
    *out = Json::Number(std::string(text_.substr(start, at_ - start)));
    return true;
  }

  bool String(std::string* out) {
    if (!Accept('"')) return false;
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && IsPlainInJson(text_[at_])) ++at_;
      if (at_ > begin) out->append(text_, begin, at_ - begin);
      if (at_ == text_.size()) return false;
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') {
        if (!Escape(out)) return false;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      const std::size_t length = Utf8Length(text_, at_);
      if (length == 0) return false;
      out->append(text_, at_, length);
      at_ += length;
    }
    return false;
  }

  bool Escape(std::string* out) {
    ++at_;
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    if (Accept('u')) {
      unsigned code = 0;
      if (!Hex4(&code)) return false;
      if (code >= 0xD800 && code < 0xDC00) {  // two escapes for one code point above U+FFFF
        unsigned low = 0;
        if (!Accept('\\') || !Accept('u') || !Hex4(&low) || low < 0xDC00 || low > 0xDFFF) return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else if (code >= 0xDC00 && code < 0xE000) {
        return false;
      }
      AppendUtf8(*out, code);
      return true;
    }
    if (at_ == text_.size()) return false;
    const std::size_t letter = kLetters.find(text_[at_]);
    if (letter == std::string_view::npos) return false;
    *out += kMeant[letter];
    ++at_;
    return true;
  }

  bool Hex4(unsigned* code) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = Peek();
      const char low = static_cast<char>(c | 0x20);
      if (!IsDigit(c) && (low < 'a' || low > 'f')) return false;
      *code = *code * 16 + static_cast<unsigned>(IsDigit(c) ? c - '0' : low - 'a' + 10);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int max_depth_;
  std::optional<Error> error_;
};

}  // namespace

Result<Json> ParseJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Error{ErrorKind::kLimit,
                 "larger than " + std::to_string(limits.max_bytes) + " bytes: " + std::to_string(text.size()),
                 {},
                 std::nullopt};
  }
  return Parser(text, limits.max_depth).Whole();
}

}  // namespace eteinen
