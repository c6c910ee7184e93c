// A provider's key for tests: made anew, shown as a JSON Web Key, signing tokens.
#ifndef ETEINEN_TESTS_BACKEND_IDENTIFICATION_SIGNER_H_
#define ETEINEN_TESTS_BACKEND_IDENTIFICATION_SIGNER_H_

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/base/json.h"

namespace eteinen::backend_test {

class Signer {
 public:
  static Signer Rsa(const std::string& key_id, unsigned bits = 2048);
  static Signer P256(const std::string& key_id);

  // The public half, with kid and use.
  const Json& jwk() const { return jwk_; }
  // header.claims.signature; what `header` has besides alg and kid stays.
  std::string Token(const Json& claims, Json header = Json::MakeObject()) const;
  std::string Sign(std::string_view data) const;

 private:
  Signer(EVP_PKEY* key, std::string algorithm) : key_(key, &EVP_PKEY_free), algorithm_(std::move(algorithm)) {}
  std::shared_ptr<EVP_PKEY> key_;
  std::string algorithm_;
  Json jwk_;
};

Json KeySet(std::initializer_list<Json> keys);

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_IDENTIFICATION_SIGNER_H_
