#include "tests/backend/identification/signer.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend_test {
namespace {

using backend::Base64Url;

// A number of the key as bytes, at least `width` of them.
std::string NumberOf(EVP_PKEY* key, const char* name, int width = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  const int size = std::max(width, BN_num_bytes(number));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
  BN_free(number);
  return bytes;
}

// OpenSSL's form of an ECDSA signature → the two numbers side by side.
std::string Raw(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
  std::string raw(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(parts), reinterpret_cast<unsigned char*>(raw.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(parts), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
  ECDSA_SIG_free(parts);
  return raw;
}

}  // namespace

Signer Signer::Rsa(const std::string& key_id, unsigned bits) {
  Signer signer(EVP_RSA_gen(bits), "RS256");
  signer.jwk_ = Json::MakeObject({{"kty", "RSA"},
                                  {"kid", key_id},
                                  {"use", "sig"},
                                  {"n", Base64Url(NumberOf(signer.key_.get(), OSSL_PKEY_PARAM_RSA_N))},
                                  {"e", Base64Url(NumberOf(signer.key_.get(), OSSL_PKEY_PARAM_RSA_E))}});
  return signer;
}

Signer Signer::P256(const std::string& key_id) {
  Signer signer(EVP_EC_gen("P-256"), "ES256");
  signer.jwk_ = Json::MakeObject({{"kty", "EC"},
                                  {"crv", "P-256"},
                                  {"kid", key_id},
                                  {"use", "sig"},
                                  {"x", Base64Url(NumberOf(signer.key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32))},
                                  {"y", Base64Url(NumberOf(signer.key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32))}});
  return signer;
}

std::string Signer::Sign(std::string_view data) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
  EVP_DigestSign(context, nullptr, &size, bytes, data.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, data.size());
  signature.resize(size);
  EVP_MD_CTX_free(context);
  return algorithm_ == "ES256" ? Raw(signature) : signature;
}

std::string Signer::Token(const Json& claims, Json header) const {
  if (!header.Has("alg")) header.Set("alg", algorithm_);
  if (!header.Has("kid")) header.Set("kid", jwk_["kid"]);
  const std::string data = Base64Url(WriteJson(header)) + "." + Base64Url(WriteJson(claims));
  return data + "." + Base64Url(Sign(data));
}

Json KeySet(std::initializer_list<Json> keys) { return Json::MakeObject({{"keys", Json::MakeArray(keys)}}); }

}  // namespace eteinen::backend_test
