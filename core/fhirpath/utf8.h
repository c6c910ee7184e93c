// Code points of UTF-8 text: what FHIRPath's string functions count in, and the little of case mapping that they need.
#ifndef ETEINEN_CORE_FHIRPATH_UTF8_H_
#define ETEINEN_CORE_FHIRPATH_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/utf8.h"

namespace eteinen::fhirpath {

// The code point that starts at `*at`, which moves behind it. A broken byte gives U+FFFD and moves by one.
char32_t NextCodePoint(std::string_view text, std::size_t* at);
std::u32string DecodeUtf8(std::string_view text);
std::string EncodeUtf8(std::u32string_view text);
// Well-formed: no broken, overlong or surrogate sequences.
bool IsUtf8(std::string_view text);
// The number of code points.
std::size_t CodePointCount(std::string_view text);

// Simple (one to one) case mapping of Latin, Greek and Cyrillic letters; others stay.
char32_t ToUpper(char32_t c);
char32_t ToLower(char32_t c);
// One form for all cases of a letter.
inline char32_t FoldCase(char32_t c) { return ToLower(ToUpper(c)); }

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_UTF8_H_
