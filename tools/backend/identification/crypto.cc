#include "tools/backend/identification/crypto.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>

#include <memory>

namespace eteinen::backend {
namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr int kLeastRsaBits = 2048;

template <typename T, void (*Free)(T*)>
struct Freer {
  void operator()(T* pointer) const { Free(pointer); }
};
template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freer<T, Free>>;

using Number = Owned<BIGNUM, BN_free>;
using Parameters = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using BuiltParameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string Encode(std::string_view bytes, std::string_view alphabet) {
  std::string text;
  unsigned bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += alphabet[bits >> held & 63];
    }
  }
  if (held > 0) text += alphabet[bits << (6 - held) & 63];
  return text;
}

constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kForAddresses = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Key KeyFrom(const char* type, OSSL_PARAM_BLD* parameters) {
  const BuiltParameters built(OSSL_PARAM_BLD_to_param(parameters));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!built || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, built.get()) != 1) return nullptr;
  return Key(key);
}

Key RsaKey(const Json& jwk) {
  const std::optional<std::string> n = FromBase64Url(jwk["n"].AsString());
  const std::optional<std::string> e = FromBase64Url(jwk["e"].AsString());
  if (!n || !e) return nullptr;
  const Number modulus(BN_bin2bn(Bytes(*n), static_cast<int>(n->size()), nullptr));
  const Number exponent(BN_bin2bn(Bytes(*e), static_cast<int>(e->size()), nullptr));
  if (!modulus || !exponent || BN_num_bits(modulus.get()) < kLeastRsaBits) return nullptr;
  const Parameters parameters(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(parameters.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(parameters.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return KeyFrom("RSA", parameters.get());
}

Key P256Key(const Json& jwk) {
  const std::optional<std::string> x = FromBase64Url(jwk["x"].AsString());
  const std::optional<std::string> y = FromBase64Url(jwk["y"].AsString());
  if (jwk["crv"].AsString() != "P-256" || !x || !y || x->size() != kDigestBytes || y->size() != kDigestBytes) {
    return nullptr;
  }
  const std::string point = "\x04" + *x + *y;
  const Parameters parameters(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(parameters.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(parameters.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return KeyFrom("EC", parameters.get());
}

// The two numbers of a JSON Web Signature in the form that OpenSSL reads (DER); empty for a wrong length.
std::string ToDer(std::string_view signature) {
  if (signature.size() != 2 * kDigestBytes) return {};
  const EcdsaSignature parts(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(Bytes(signature), kDigestBytes, nullptr);
  BIGNUM* s = BN_bin2bn(Bytes(signature) + kDigestBytes, kDigestBytes, nullptr);
  ECDSA_SIG_set0(parts.get(), r, s);
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &der);
  std::string text;
  if (size > 0) text.assign(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

}  // namespace

std::string Sha256(std::string_view data) {
  std::string digest(kDigestBytes, '\0');
  EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha256(), nullptr);
  return digest;
}

std::string HmacSha256(std::string_view key, std::string_view data) {
  std::string digest(kDigestBytes, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(data), data.size(),
       reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string Base64(std::string_view bytes) {
  std::string text = Encode(bytes, kPlain);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::string Base64Url(std::string_view bytes) { return Encode(bytes, kForAddresses); }

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::string bytes;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t value = kForAddresses.find(c);
    if (value == kForAddresses.npos) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFF;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>(bits >> held & 255);
    }
  }
  if (held >= 6 || (bits & ((1u << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

bool EqualInConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool IsSignatureOf(std::string_view algorithm, const Json& jwk, std::string_view data, std::string_view signature) {
  const std::string& type = jwk["kty"].AsString();
  Key key;
  std::string signed_by(signature);
  if (algorithm == "RS256" && type == "RSA") key = RsaKey(jwk);
  if (algorithm == "ES256" && type == "EC") {
    key = P256Key(jwk);
    signed_by = ToDer(signature);
  }
  const DigestContext context(EVP_MD_CTX_new());
  if (!key || !context || signed_by.empty()) return false;
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signed_by), signed_by.size(), Bytes(data), data.size()) == 1;
}

}  // namespace eteinen::backend
