#include "core/form/condition.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>

namespace eteinen::form {
namespace {

constexpr std::size_t kMaxLength = 1 << 16;
constexpr int kMaxDepth = 24;

bool IsWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsWord(char c) { return IsWordStart(c) || (c >= '0' && c <= '9'); }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// A word or sign of the text that stands outside strings, and how many brackets are open around it.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  int depth = 0;
  bool member = false;  // a word right after "." or "%"
};

// Where the thing that begins at `i` ends: a string, a quoted name, a comment, a word, or one sign.
std::size_t EndOf(std::string_view text, std::size_t i) {
  const char c = text[i];
  const auto ends = [&](std::string_view mark, std::size_t from) {
    const std::size_t found = text.find(mark, from);
    return found == std::string_view::npos ? text.size() : found + mark.size();
  };
  if (c == '\'' || c == '`' || c == '"') {
    for (std::size_t at = i + 1; at < text.size(); ++at) {
      if (text[at] == '\\') {
        ++at;
      } else if (text[at] == c) {
        return at + 1;
      }
    }
    return text.size();
  }
  if (text.substr(i).starts_with("//")) return ends("\n", i);
  if (text.substr(i).starts_with("/*")) return ends("*/", i + 2);
  if (IsWord(c)) {
    while (i < text.size() && IsWord(text[i])) ++i;
    return i;
  }
  for (const std::string_view sign : {"<=", ">=", "!=", "!~"}) {
    if (text.substr(i).starts_with(sign)) return i + sign.size();
  }
  return i + 1;
}

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t end = EndOf(text, i);
    if (c == ')' || c == ']' || c == '}') --depth;
    const bool comment = c == '/' && end > i + 1;
    if (!IsSpace(c) && !comment) {
      const bool member = !tokens.empty() && tokens.back().end == i && (text[i - 1] == '.' || text[i - 1] == '%');
      tokens.push_back({i, end, depth, member});
    }
    if (c == '(' || c == '[' || c == '{') ++depth;
    i = end;
  }
  return tokens;
}

std::string_view TextOf(std::string_view text, const Token& token) {
  return text.substr(token.begin, token.end - token.begin);
}

// The tokens outside all brackets that are one of `operators`, leaving out the first token of the text.
std::vector<Token> Outside(std::string_view text, const std::vector<Token>& tokens,
                           std::initializer_list<std::string_view> operators) {
  std::vector<Token> found;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].depth != 0 || tokens[i].member) continue;
    const std::string_view word = TextOf(text, tokens[i]);
    if (std::find(operators.begin(), operators.end(), word) != operators.end()) found.push_back(tokens[i]);
  }
  return found;
}

std::vector<std::string_view> Between(std::string_view text, const std::vector<Token>& separators) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (const Token& separator : separators) {
    parts.push_back(text.substr(begin, separator.begin - begin));
    begin = separator.end;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// The inside of brackets that stand around the whole text.
std::optional<std::string_view> Unbracketed(std::string_view text, const std::vector<Token>& tokens) {
  if (tokens.size() < 3 || TextOf(text, tokens.front()) != "(" || TextOf(text, tokens.back()) != ")") {
    return std::nullopt;
  }
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i].depth == 0) return std::nullopt;
  }
  return text.substr(1, text.size() - 2);
}

Condition Split(std::string_view text, int nesting);

Condition Join(Condition::Kind kind, const std::vector<std::string_view>& parts, int nesting) {
  Condition condition;
  condition.kind = kind;
  for (const std::string_view part : parts) condition.parts.push_back(Split(part, nesting));
  return condition;
}

Condition Split(std::string_view whole, int nesting) {
  const std::string_view text = Trimmed(whole);
  Condition leaf;
  leaf.text = std::string(text);
  if (nesting > 200) return leaf;
  const std::vector<Token> tokens = Tokens(text);
  const auto at_last = [&](const Token& last) -> std::vector<std::string_view> {
    return {text.substr(0, last.begin), text.substr(last.end)};
  };
  if (const auto found = Outside(text, tokens, {"implies"}); !found.empty()) {
    return Join(Condition::Kind::kImplies, at_last(found.back()), nesting + 1);
  }
  if (const auto xors = Outside(text, tokens, {"xor"}); !xors.empty()) {
    const Token last = Outside(text, tokens, {"or", "xor"}).back();
    const bool is_or = TextOf(text, last) == "or";
    return Join(is_or ? Condition::Kind::kOr : Condition::Kind::kXor, at_last(last), nesting + 1);
  }
  if (const auto found = Outside(text, tokens, {"or"}); !found.empty()) {
    return Join(Condition::Kind::kOr, Between(text, found), nesting + 1);
  }
  if (const auto found = Outside(text, tokens, {"and"}); !found.empty()) {
    return Join(Condition::Kind::kAnd, Between(text, found), nesting + 1);
  }
  if (const auto inside = Unbracketed(text, tokens)) return Split(*inside, nesting + 1);
  constexpr std::string_view kNot = ".not()";
  if (text.ends_with(kNot) && tokens.size() > 4 && tokens[tokens.size() - 3].depth == 0 &&
      Outside(text, tokens, {"=",  "!=", "~",        "!~", "<", "<=", ">", ">=", "|",   "in",
                             "is", "as", "contains", "+",  "-", "*",  "/", "&",  "div", "mod"})
          .empty()) {
    return Join(Condition::Kind::kNot, {text.substr(0, text.size() - kNot.size())}, nesting + 1);
  }
  return leaf;
}

}  // namespace

Condition SplitCondition(std::string_view text) { return Split(text, 0); }

std::vector<std::string> SplitSum(std::string_view whole) {
  std::string_view text = Trimmed(whole);
  std::vector<Token> tokens = Tokens(text);
  while (const auto inside = Unbracketed(text, tokens)) {
    text = Trimmed(*inside);
    tokens = Tokens(text);
  }
  const std::vector<Token> plus = Outside(text, tokens, {"+"});
  const bool other = !Outside(text, tokens,
                              {"=", "!=", "~", "!~", "<", "<=", ">", ">=", "|", "in", "is", "as", "contains", "-", "&",
                               "and", "or", "xor", "implies"})
                          .empty();
  if (plus.empty() || other) return {std::string(text)};
  std::vector<std::string> terms;
  for (const std::string_view part : Between(text, plus)) {
    for (std::string& term : SplitSum(part)) terms.push_back(std::move(term));
  }
  return terms;
}

std::optional<Comparison> SplitComparison(std::string_view text) {
  const std::vector<Token> tokens = Tokens(text);
  const std::vector<Token> found = Outside(text, tokens, {"=", "!=", "<", "<=", ">", ">="});
  const bool other =
      !Outside(text, tokens, {"~", "!~", "|", "in", "is", "as", "contains", "and", "or", "xor", "implies"}).empty();
  if (found.size() != 1 || other) return std::nullopt;
  const auto parts = Between(text, found);
  return Comparison{std::string(Trimmed(parts[0])), std::string(TextOf(text, found[0])),
                    std::string(Trimmed(parts[1]))};
}

namespace {

std::optional<std::string> Defined(std::string_view text, const Definition& definition, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  for (const Token& token : Tokens(text)) {
    if (!token.member || text[token.begin - 1] != '%') continue;
    std::string_view name = TextOf(text, token);
    if (name.size() > 1 && name.front() == '`') name = name.substr(1, name.size() - 2);
    const std::string* meaning = definition(name);
    if (meaning == nullptr) continue;
    const std::optional<std::string> inner = Defined(*meaning, definition, depth + 1);
    if (!inner) return std::nullopt;
    out += text.substr(copied, token.begin - 1 - copied);
    out += "(" + *inner + ")";
    if (out.size() > kMaxLength) return std::nullopt;
    copied = token.end;
  }
  out += text.substr(copied);
  return out;
}

}  // namespace

std::optional<std::string> WithDefinitions(std::string_view text, const Definition& definition) {
  return Defined(text, definition, 0);
}

}  // namespace eteinen::form
