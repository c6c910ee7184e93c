// Reading and writing UTF-8.
#ifndef ETEINEN_CORE_BASE_UTF8_H_
#define ETEINEN_CORE_BASE_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace eteinen {

// Length in bytes of the well-formed sequence that starts at `text[i]`; 0 when there is none: a broken, overlong or
// surrogate one. Source: The Unicode Standard, table 3-7.
std::size_t Utf8Length(std::string_view text, std::size_t i);

// Whether the byte is a character that stands for itself in a JSON string: ASCII, no control, quote or backslash.
constexpr bool IsPlainInJson(char c) {
  return c >= 0x20 && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x80;
}

// Writes one code point; U+FFFD for what is none: a surrogate, or beyond U+10FFFF.
void AppendUtf8(std::string& out, char32_t c);

// The beginning of `text`, which is UTF-8: at most `bytes`, and no character cut in two.
std::string_view Utf8Prefix(std::string_view text, std::size_t bytes);

}  // namespace eteinen

#endif  // ETEINEN_CORE_BASE_UTF8_H_
