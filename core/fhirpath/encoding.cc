#include "core/fhirpath/encoding.h"

#include <cstdint>
#include <utility>

#include "core/base/json.h"
#include "core/fhirpath/utf8.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string ToHex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = HexValue(text[i]);
    const int low = HexValue(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string ToBase64(std::string_view text, std::string_view alphabet) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = (bits << 8) | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k <= text.size() ? alphabet[(bits >> (18 - 6 * k)) & 63] : '=';
    }
  }
  return out;
}

std::optional<std::string> FromBase64(std::string_view text, std::string_view alphabet) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 0xFF);
    }
  }
  return out;
}

std::string ToAscii(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    out += c < 128 ? static_cast<char>(c) : '?';
  }
  return out;
}

constexpr std::pair<char, std::string_view> kHtml[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

// Read, never written; the last three by which the beginning of an address could be disguised.
constexpr std::pair<std::string_view, std::string_view> kOtherHtml[] = {
    {"'", "&apos;"}, {"\u00a0", "&nbsp;"}, {":", "&colon;"}, {"\t", "&Tab;"}, {"\n", "&NewLine;"}};

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    std::string_view escaped(&c, 1);
    for (const auto& [plain, entity] : kHtml) {
      if (c == plain) escaped = entity;
    }
    out += escaped;
  }
  return out;
}

std::string UnescapeHtml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
    const std::string_view entity = end == std::string_view::npos ? std::string_view() : text.substr(at, end - at + 1);
    bool known = false;
    for (const auto& [plain, name] : kHtml) {
      if (entity == name) {
        out += plain;
        known = true;
      }
    }
    for (const auto& [plain, name] : kOtherHtml) {
      if (entity == name) {
        out += plain;
        known = true;
      }
    }
    if (!known && entity.size() > 3 && entity.size() < 12 && entity[1] == '#') {
      const bool hex = entity[2] == 'x' || entity[2] == 'X';
      char32_t code = 0;
      known = true;
      for (const char c : entity.substr(hex ? 3 : 2, entity.size() - (hex ? 4 : 3))) {
        const int digit = HexValue(c);
        if (digit < 0 || (!hex && digit > 9)) known = false;
        code = code * (hex ? 16 : 10) + static_cast<char32_t>(digit < 0 ? 0 : digit);
      }
      if (known) AppendUtf8(out, code);
    }
    if (known) {
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string EscapeJson(std::string_view text) {
  const std::string quoted = WriteJson(Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

std::string UnescapeJson(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char letter = text[++i];
    constexpr std::string_view kLetters = "nrtbf";
    constexpr std::string_view kMeant = "\n\r\t\b\f";
    if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
      out += kMeant[found];
    } else if (const int unit = letter == 'u' ? Hex4(text.substr(i + 1)) : -1; unit >= 0) {
      auto code = static_cast<char32_t>(unit);
      i += 4;
      // Two escapes for one code point above U+FFFF.
      const bool pair = unit >= 0xD800 && unit < 0xDC00 && text.substr(i + 1).starts_with("\\u");
      if (const int low = pair ? Hex4(text.substr(i + 3)) : -1; low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<char32_t>(low) - 0xDC00);
        i += 6;
      }
      AppendUtf8(out, code);
    } else {
      out += letter;
    }
  }
  return out;
}

}  // namespace

int Hex4(std::string_view text) {
  if (text.size() < 4) return -1;
  int value = 0;
  for (const char c : text.substr(0, 4)) {
    const int digit = HexValue(c);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

std::optional<std::string> Encode(std::string_view text, std::string_view format) {
  if (format == "hex") return ToHex(text);
  if (format == "base64") return ToBase64(text, kBase64);
  if (format == "urlbase64") return ToBase64(text, kUrlBase64);
  if (format == "ascii") return ToAscii(text);
  return std::nullopt;
}

std::optional<std::string> Decode(std::string_view text, std::string_view format) {
  std::optional<std::string> decoded;
  if (format == "hex") decoded = FromHex(text);
  if (format == "base64") decoded = FromBase64(text, kBase64);
  if (format == "urlbase64") decoded = FromBase64(text, kUrlBase64);
  return decoded && IsUtf8(*decoded) ? decoded : std::nullopt;
}

std::optional<std::string> Escape(std::string_view text, std::string_view target) {
  if (target == "html") return EscapeHtml(text);
  if (target == "json") return EscapeJson(text);
  return std::nullopt;
}

std::optional<std::string> Unescape(std::string_view text, std::string_view target) {
  if (target == "html") return UnescapeHtml(text);
  if (target == "json") return UnescapeJson(text);
  return std::nullopt;
}

}  // namespace eteinen::fhirpath
