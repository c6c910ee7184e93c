// The code with which a booking made without identification is managed: looked at, moved, cancelled.
//
// It is shown with the booking and good for that booking alone, until its next change: a move brings a new code, a
// cancelled or past booking has none. Nothing else finds such a booking: no phone number, no name, no e-mail.
//
// Twelve characters of Crockford's base 32, 60 bits, written "7QK4-M2XD-9RPA". The code is a keyed digest
// (HMAC-SHA256) of the booking and its version, so that it is nowhere kept and can be shown again to the session that
// made the booking; the database holds only a digest of it, which without the backend's secret opens nothing.
#ifndef ETEINEN_TOOLS_BACKEND_MANAGE_CODE_H_
#define ETEINEN_TOOLS_BACKEND_MANAGE_CODE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace eteinen::backend {

class ManageCodes {
 public:
  ManageCodes() = default;
  explicit ManageCodes(std::string secret) : secret_(std::move(secret)) {}

  std::string CodeOf(std::string_view booking, std::int64_t version) const;

  // Under which a code is kept. As people write it: small letters, spaces and hyphens do no harm, O is 0, I and L are
  // 1. "" for a text that can be no code.
  std::string DigestOf(std::string_view code) const;

 private:
  std::string secret_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_MANAGE_CODE_H_
