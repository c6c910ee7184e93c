#include "core/fhirpath/lexer.h"

#include <algorithm>

#include "core/fhirpath/encoding.h"
#include "core/fhirpath/program.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsIdentifierStart(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

}  // namespace

void Lexer::Advance() {
  NextCodePoint(text_, &at_);
  ++position_;
}

Result<Ok> Lexer::SkipSpaceAndComments() {
  while (at_ < text_.size()) {
    const char c = Peek();
    const bool no_break = text_.substr(at_).starts_with("\xC2\xA0");  // pasted out of a document
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || no_break) {
      Advance();
    } else if (c == '/' && Peek(1) == '/') {
      while (at_ < text_.size() && Peek() != '\n' && Peek() != '\r') Advance();
    } else if (c == '/' && Peek(1) == '*') {
      const int start = position_;
      Advance();
      Advance();
      while (at_ < text_.size() && !(Peek() == '*' && Peek(1) == '/')) Advance();
      if (at_ >= text_.size()) return SyntaxError("expected \"*/\" at the end of the comment", start);
      Advance();
      Advance();
    } else {
      break;
    }
  }
  return Ok{};
}

Result<Token> Lexer::Next() {
  ETEINEN_RETURN_IF_ERROR(SkipSpaceAndComments());
  Token token;
  token.position = position_;
  if (at_ >= text_.size()) return token;
  const char c = Peek();
  if (IsIdentifierStart(c)) {
    token.kind = TokenKind::kIdentifier;
    while (IsIdentifierStart(Peek()) || IsDigit(Peek())) {
      token.text += Peek();
      Advance();
    }
    return token;
  }
  if (IsDigit(c)) return Number();
  if (c == '\'') return Quoted(c, TokenKind::kString);
  if (c == '`' || c == '"') return Quoted(c, TokenKind::kDelimitedIdentifier);
  if (c == '@') return DateOrTime();
  if (c == '%') {
    Advance();
    token.kind = TokenKind::kPercent;
    return token;
  }
  if (c == '$') {
    token.kind = TokenKind::kSpecial;
    do {
      token.text += Peek();
      Advance();
    } while (IsIdentifierStart(Peek()));
    if (token.text != "$this" && token.text != "$index" && token.text != "$total") {
      return SyntaxError("expected $this, $index or $total", token.position);
    }
    return token;
  }
  token.kind = TokenKind::kSymbol;
  for (const std::string_view two : {"<=", ">=", "!=", "!~"}) {
    if (text_.substr(at_).starts_with(two)) {
      Advance();
      Advance();
      token.text = two;
      return token;
    }
  }
  if (std::string_view("+-*/&|<>=~.,()[]{}").find(c) == std::string_view::npos) {
    return SyntaxError("unexpected character", position_);
  }
  token.text = c;
  Advance();
  return token;
}

Result<Token> Lexer::Quoted(char quote, TokenKind kind) {
  Token token;
  token.kind = kind;
  token.position = position_;
  Advance();
  while (true) {
    if (at_ >= text_.size()) {
      return SyntaxError(std::string("expected a closing ") + quote, token.position);
    }
    const char c = Peek();
    if (c == quote) break;
    if (c != '\\') {
      const std::size_t start = at_;
      Advance();
      token.text += text_.substr(start, at_ - start);
      continue;
    }
    Advance();
    const char escape = Peek();
    switch (escape) {
      case '\'':
      case '"':
      case '`':
      case '\\':
      case '/':
        token.text += escape;
        break;
      case 'f':
        token.text += '\f';
        break;
      case 'n':
        token.text += '\n';
        break;
      case 'r':
        token.text += '\r';
        break;
      case 't':
        token.text += '\t';
        break;
      case 'u': {
        int unit = Hex4(text_.substr(std::min(at_ + 1, text_.size())));
        if (unit < 0) {  // no escape: the backslash does not count
          token.text += escape;
          break;
        }
        for (int i = 0; i < 4; ++i) Advance();
        auto code = static_cast<char32_t>(unit);
        // Two escapes for one code point above U+FFFF.
        if (unit >= 0xD800 && unit < 0xDC00 && Peek(1) == '\\' && Peek(2) == 'u') {
          const int low = Hex4(text_.substr(at_ + 3));
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((static_cast<char32_t>(unit) - 0xD800) << 10) + (static_cast<char32_t>(low) - 0xDC00);
            for (int i = 0; i < 6; ++i) Advance();
          }
        }
        AppendUtf8(token.text, code);
        break;
      }
      default:
        continue;  // no escape: the backslash does not count
    }
    Advance();
  }
  Advance();
  return token;
}

Token Lexer::Number() {
  Token token;
  token.kind = TokenKind::kNumber;
  token.position = position_;
  const auto digits = [&] {
    while (IsDigit(Peek())) {
      token.text += Peek();
      Advance();
    }
  };
  digits();
  if (Peek() == '.' && IsDigit(Peek(1))) {
    token.text += '.';
    Advance();
    digits();
  } else if (Peek() == 'L' && !IsIdentifierStart(Peek(1)) && !IsDigit(Peek(1))) {
    Advance();
    token.kind = TokenKind::kLong;
  }
  return token;
}

bool Lexer::AcceptDigits(int count) {
  for (int i = 0; i < count; ++i) {
    if (!IsDigit(Peek(i))) return false;
  }
  for (int i = 0; i < count; ++i) Advance();
  return true;
}

// The longest text that has the form of a date, dateTime or time; whether it names a real one is asked later.
Result<Token> Lexer::DateOrTime() {
  Token token;
  token.position = position_;
  Advance();
  const std::size_t start = at_;
  const auto two_after = [&](char separator) {
    if (Peek() != separator || !IsDigit(Peek(1)) || !IsDigit(Peek(2))) return false;
    Advance();
    return AcceptDigits(2);
  };
  const auto time = [&] {
    if (!AcceptDigits(2)) return false;
    // Minutes, then seconds.  NOLINTNEXTLINE(misc-redundant-expression): each call reads on.
    if (two_after(':') && two_after(':') && Peek() == '.' && IsDigit(Peek(1))) {
      Advance();
      while (IsDigit(Peek())) Advance();
    }
    return true;
  };
  const auto offset = [&] {
    if (Peek() == 'Z') {
      Advance();
      return;
    }
    if (Peek() != '+' && Peek() != '-') return;
    if (IsDigit(Peek(1)) && IsDigit(Peek(2)) && Peek(3) == ':' && IsDigit(Peek(4)) && IsDigit(Peek(5))) {
      for (int i = 0; i < 6; ++i) Advance();
    }
  };
  if (Peek() == 'T') {
    Advance();
    token.kind = TokenKind::kTime;
    if (!time()) return SyntaxError("expected a time such as @T14:30", token.position);
    offset();
    token.text = text_.substr(start + 1, at_ - start - 1);
    return token;
  }
  token.kind = TokenKind::kDate;
  if (!AcceptDigits(4)) return SyntaxError("expected a date such as @2015-02-04", token.position);
  if (two_after('-')) two_after('-');
  if (Peek() == 'T') {
    Advance();
    token.kind = TokenKind::kDateTime;
    if (time()) offset();
  }
  token.text = text_.substr(start, at_ - start);
  return token;
}

}  // namespace eteinen::fhirpath
