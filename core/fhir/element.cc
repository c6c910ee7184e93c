#include "core/fhir/element.h"

#include <algorithm>

namespace eteinen::fhir {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

// Reads exactly `count` digits at `position` and moves on; -1 if they are not there.
int Digits(std::string_view text, std::size_t& position, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i, ++position) {
    if (position >= text.size() || !IsDigit(text[position])) return -1;
    value = value * 10 + (text[position] - '0');
  }
  return value;
}

bool Eat(std::string_view text, std::size_t& position, char c) {
  if (position >= text.size() || text[position] != c) return false;
  ++position;
  return true;
}

int DaysIn(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) return 29;
  return kDays[month - 1];
}

// The date part; `parts` says how many of year, month and day there were, 0 for none that is right.
int DateParts(std::string_view text, std::size_t& position) {
  const int year = Digits(text, position, 4);
  if (year < 1) return 0;
  if (!Eat(text, position, '-')) return 1;
  const int month = Digits(text, position, 2);
  if (month < 1 || month > 12) return 0;
  if (!Eat(text, position, '-')) return 2;
  const int day = Digits(text, position, 2);
  return day >= 1 && day <= DaysIn(year, month) ? 3 : 0;
}

bool TimePart(std::string_view text, std::size_t& position) {
  const int hour = Digits(text, position, 2);
  if (hour < 0 || hour > 23 || !Eat(text, position, ':')) return false;
  const int minute = Digits(text, position, 2);
  if (minute < 0 || minute > 59 || !Eat(text, position, ':')) return false;
  const int second = Digits(text, position, 2);
  if (second < 0 || second > 60) return false;
  if (Eat(text, position, '.')) {
    const std::size_t start = position;
    while (position < text.size() && IsDigit(text[position])) ++position;
    if (position == start) return false;
  }
  return true;
}

bool Zone(std::string_view text, std::size_t& position) {
  if (Eat(text, position, 'Z')) return true;
  if (!Eat(text, position, '+') && !Eat(text, position, '-')) return false;
  const int hour = Digits(text, position, 2);
  if (hour < 0 || hour > 14 || !Eat(text, position, ':')) return false;
  const int minute = Digits(text, position, 2);
  return minute >= 0 && minute <= (hour == 14 ? 0 : 59);
}

bool IsDateTime(std::string_view text, bool full) {
  std::size_t position = 0;
  const int parts = DateParts(text, position);
  if (parts == 0) return false;
  if (position == text.size()) return !full;
  return parts == 3 && Eat(text, position, 'T') && TimePart(text, position) && Zone(text, position) &&
         position == text.size();
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

bool IsOid(std::string_view text) {
  if (text.size() < 3 || text[0] < '0' || text[0] > '2' || text[1] != '.') return false;
  bool start = true;  // of a part, which has no leading zero
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (start) return false;
      start = true;
      continue;
    }
    if (!IsDigit(text[i])) return false;
    if (start && text[i] == '0' && i + 1 < text.size() && text[i + 1] != '.') return false;
    start = false;
  }
  return !start;
}

// RFC 3986 characters only; urn:uuid: and urn:oid: must hold a uuid or an oid.
bool IsUri(std::string_view text) {
  if (text.empty()) return false;
  constexpr std::string_view kPunctuation = "-._~:/?#[]@!$&'()*+,;=|";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      const auto hex = [&](std::size_t k) {
        return k < text.size() && (IsHex(text[k]) || (text[k] >= 'A' && text[k] <= 'F'));
      };
      if (!hex(i + 1) || !hex(i + 2)) return false;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (!letter && !IsDigit(c) && kPunctuation.find(c) == std::string_view::npos) return false;
  }
  if (text.starts_with("urn:uuid:")) return IsUuid(text.substr(9));
  if (text.starts_with("urn:oid:")) return IsOid(text.substr(8));
  return true;
}

bool IsChoiceKey(std::string_view key, std::string_view prefix) {
  return key.size() > prefix.size() && key.starts_with(prefix) && key[prefix.size()] >= 'A' &&
         key[prefix.size()] <= 'Z';
}

}  // namespace

const Json* Extension(const Json& element, std::string_view url) {
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return &extension;
  }
  return nullptr;
}

std::vector<const Json*> Extensions(const Json& element, std::string_view url) {
  std::vector<const Json*> found;
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) found.push_back(&extension);
  }
  return found;
}

Choice ChoiceOf(const Json& element, std::string_view prefix) {
  for (const Json::Member& member : element.Members()) {
    if (IsChoiceKey(member.key, prefix)) return {member.key, &member.value};
  }
  return {};
}

bool HasTwoChoices(const Json& element, std::string_view prefix) {
  return std::count_if(element.Members().begin(), element.Members().end(),
                       [&](const Json::Member& member) { return IsChoiceKey(member.key, prefix); }) > 1;
}

Choice ExtensionValue(const Json& element, std::string_view url) {
  const Json* extension = Extension(element, url);
  return extension == nullptr ? Choice{} : ChoiceOf(*extension);
}

bool SameCoding(const Json& a, const Json& b) {
  return a["code"].AsString() == b["code"].AsString() && a["system"].AsString() == b["system"].AsString();
}

Canonical SplitCanonical(std::string_view canonical) {
  const std::size_t bar = canonical.find('|');
  if (bar == std::string_view::npos) return {canonical, {}};
  return {canonical.substr(0, bar), canonical.substr(bar + 1)};
}

bool IsFormat(std::string_view type, std::string_view text) {
  if (type == "date") {
    std::size_t position = 0;
    return DateParts(text, position) != 0 && position == text.size();
  }
  if (type == "dateTime") return IsDateTime(text, false);
  if (type == "instant") return IsDateTime(text, true);
  if (type == "time") {
    std::size_t position = 0;
    return TimePart(text, position) && position == text.size();
  }
  if (type == "uri" || type == "url" || type == "canonical") return IsUri(text);
  if (type == "id") {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    return !text.empty() && text.size() <= 64 && plain;
  }
  if (type == "uuid") return text.starts_with("urn:uuid:") && IsUuid(text.substr(9));
  if (type == "base64Binary") return Base64Size(text).has_value();
  if (type == "string" || type == "markdown") return !text.empty();
  if (type == "code") {
    return !text.empty() && text.front() != ' ' && text.back() != ' ' && text.find("  ") == std::string_view::npos;
  }
  return true;
}

std::optional<std::int64_t> Base64Size(std::string_view text) {
  std::int64_t letters = 0;
  int padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      if (++padding > 2) return std::nullopt;
      continue;
    }
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || IsDigit(c) || c == '+' || c == '/';
    if (!letter || padding > 0) return std::nullopt;
    ++letters;
  }
  if ((letters + padding) % 4 != 0) return std::nullopt;
  return letters * 3 / 4;
}

std::int64_t CodePoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

}  // namespace eteinen::fhir
