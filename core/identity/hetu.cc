#include "core/identity/hetu.h"

#include <algorithm>

namespace eteinen::identity {
namespace {

constexpr std::string_view kCheckCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
constexpr std::size_t kLength = 11;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// 0 for a character that is no century sign.
int CenturyOf(char sign) {
  if (sign == '+') return 1800;
  if (std::string_view("-YXWVU").find(sign) != std::string_view::npos) return 1900;
  if (sign >= 'A' && sign <= 'F') return 2000;
  return 0;
}

int NumberAt(std::string_view text, std::size_t at, std::size_t length) {
  int number = 0;
  for (const char c : text.substr(at, length)) number = number * 10 + (c - '0');
  return number;
}

}  // namespace

std::optional<Hetu> ParseHetu(std::string_view text) {
  if (text.size() != kLength) return std::nullopt;
  const std::string_view date = text.substr(0, 6);
  const std::string_view individual = text.substr(7, 3);
  if (!std::all_of(date.begin(), date.end(), IsDigit)) return std::nullopt;
  if (!std::all_of(individual.begin(), individual.end(), IsDigit)) return std::nullopt;
  const int century = CenturyOf(text[6]);
  if (century == 0) return std::nullopt;
  const CivilDay birth_date = {century + NumberAt(date, 4, 2), NumberAt(date, 2, 2), NumberAt(date, 0, 2)};
  const int number = NumberAt(individual, 0, 3);
  if (!IsValid(birth_date) || number < 2) return std::nullopt;
  const int checked = NumberAt(date, 0, 6) * 1000 + number;
  if (text[10] != kCheckCharacters[static_cast<std::size_t>(checked % 31)]) return std::nullopt;
  return Hetu{birth_date, number >= 900, number % 2 == 1};
}

}  // namespace eteinen::identity
