// The encodings of encode(), decode(), escape() and unescape(), and the \u of text literals.
#ifndef ETEINEN_CORE_FHIRPATH_ENCODING_H_
#define ETEINEN_CORE_FHIRPATH_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace eteinen::fhirpath {

// The value of the four hexadecimal digits that `text` begins with, or -1.
int Hex4(std::string_view text);

// `format`: "hex", "base64" or "urlbase64", and for Encode also "ascii" (what is not ASCII becomes "?"); nothing for
// others. Decode gives nothing for text that is not in that format or does not hold UTF-8.
std::optional<std::string> Encode(std::string_view text, std::string_view format);
std::optional<std::string> Decode(std::string_view text, std::string_view format);

// `target`: "html" or "json"; nothing for others.
std::optional<std::string> Escape(std::string_view text, std::string_view target);
std::optional<std::string> Unescape(std::string_view text, std::string_view target);

}  // namespace eteinen::fhirpath

#endif  // ETEINEN_CORE_FHIRPATH_ENCODING_H_
