// FHIRPath text to tokens. Source: FHIRPath N1 2.0, "Lexical Elements" and the grammar.
#ifndef ETEINEN_CORE_FHIRPATH_LEXER_H_
#define ETEINEN_CORE_FHIRPATH_LEXER_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace eteinen::fhirpath {

enum class TokenKind {
  kEnd,
  kIdentifier,           // text
  kDelimitedIdentifier,  // `text`, unescaped
  kString,               // 'text', unescaped
  kNumber,               // text as written
  kLong,                 // a whole number with L behind
  kDate,                 // text without '@'
  kDateTime,             // text without '@'
  kTime,                 // text without '@T'
  kSpecial,              // $this, $index, $total: text with '$'
  kPercent,              // the '%' of a variable
  kSymbol,               // operators and brackets: text
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;
  int position = 0;  // in code points
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  // The next token; kEnd again and again after the last. Errors: kSyntax.
  Result<Token> Next();

 private:
  char Peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void Advance();
  Result<Ok> SkipSpaceAndComments();
  Result<Token> Quoted(char quote, TokenKind kind);
  Token Number();
  Result<Token> DateOrTime();
  bool AcceptDigits(int count);

  std::string_view text_;
  std::size_t at_ = 0;
  int position_ = 0;
};

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_LEXER_H_
