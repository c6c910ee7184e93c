#include "tools/backend/manage_code.h"

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 12;
constexpr std::size_t kGroup = 4;
constexpr std::size_t kLongestText = 40;  // with whatever people put in between

char AsMeant(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

std::string ManageCodes::CodeOf(std::string_view booking, std::int64_t version) const {
  const std::string digest = HmacSha256(secret_, "manage\n" + std::string(booking) + "\n" + std::to_string(version));
  std::string code;
  for (std::size_t i = 0; i < kLength; ++i) {
    if (i > 0 && i % kGroup == 0) code += '-';
    code += kAlphabet[static_cast<unsigned char>(digest[i]) % kAlphabet.size()];
  }
  return code;
}

std::string ManageCodes::DigestOf(std::string_view code) const {
  if (code.size() > kLongestText) return {};
  std::string plain;
  for (const char c : code) {
    if (c == ' ' || c == '-') continue;
    if (kAlphabet.find(AsMeant(c)) == kAlphabet.npos) return {};
    plain += AsMeant(c);
  }
  return plain.size() == kLength ? Hex(HmacSha256(secret_, "code\n" + plain)) : std::string();
}

}  // namespace eteinen::backend
