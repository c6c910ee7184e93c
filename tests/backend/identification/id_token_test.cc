#include "tools/backend/identification/id_token.h"

#include <gtest/gtest.h>

#include "tests/backend/identification/signer.h"
#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

using backend_test::KeySet;
using backend_test::Signer;

const Instant kNow{1'795'500'000};
const TokenExpectation kExpected{"https://tunnistus.example", "eteinen", "nonce-1"};

const Signer& Key() {
  static const Signer signer = Signer::P256("k1");
  return signer;
}

Json Claims() {
  return Json::MakeObject({{"iss", "https://tunnistus.example"},
                           {"aud", "eteinen"},
                           {"sub", "s1"},
                           {"nonce", "nonce-1"},
                           {"iat", kNow.seconds},
                           {"exp", kNow.seconds + 300}});
}

Json With(std::string_view claim, Json value) {
  Json claims = Claims();
  claims.Set(claim, std::move(value));
  return claims;
}

Json Without(std::string_view claim) {
  Json claims = Claims();
  claims.Erase(claim);
  return claims;
}

// "" when everything holds.
std::string Problem(std::string_view token, const Json& keys) {
  const Result<Json> read = ReadIdToken(token, keys, kExpected, kNow);
  return read.ok() ? "" : read.error().message;
}
std::string Problem(const Json& claims) { return Problem(Key().Token(claims), KeySet({Key().jwk()})); }

TEST(IdToken, OfWhichEverythingHoldsGivesItsClaims) {
  const Result<Json> read = ReadIdToken(Key().Token(Claims()), KeySet({Key().jwk()}), kExpected, kNow);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ((*read)["sub"].AsString(), "s1");
}

TEST(IdToken, MayBeSignedByEitherKindOfKey) {
  const Signer rsa = Signer::Rsa("k2");
  const Json keys = KeySet({Key().jwk(), rsa.jwk()});
  EXPECT_EQ(Problem(rsa.Token(Claims()), keys), "");
  EXPECT_EQ(Problem(Key().Token(Claims()), keys), "");
  EXPECT_EQ(*KeyIdOf(rsa.Token(Claims())), "k2");
}

TEST(IdToken, WithoutAKeyOfTheProviderIsNone) {
  const std::string wrong = "no key of the provider has signed the token";
  const Json keys = KeySet({Key().jwk()});
  EXPECT_EQ(Problem(Signer::P256("k1").Token(Claims()), keys), wrong) << "another key of the same name";
  EXPECT_EQ(Problem(Signer::P256("k9").Token(Claims()), keys), wrong);
  EXPECT_EQ(Problem(Key().Token(Claims(), Json::MakeObject({{"kid", "k9"}})), keys), wrong);
  EXPECT_EQ(Problem(Key().Token(Claims(), Json::MakeObject({{"alg", "none"}})), keys), wrong);
  EXPECT_EQ(Problem(Key().Token(Claims(), Json::MakeObject({{"alg", "HS256"}})), keys), wrong);
  EXPECT_EQ(Problem(Key().Token(Claims()), Json()), wrong);
  Json for_encryption = Key().jwk();
  for_encryption.Set("use", "enc");
  EXPECT_EQ(Problem(Key().Token(Claims()), KeySet({for_encryption})), wrong);
  Json of_other_algorithm = Key().jwk();
  of_other_algorithm.Set("alg", "ES384");
  EXPECT_EQ(Problem(Key().Token(Claims()), KeySet({of_other_algorithm})), wrong);
}

// The oldest trick: the public key used as the secret of a digest.
TEST(IdToken, SignedWithThePublicKeyAsASecretIsNone) {
  const std::string data = Base64Url(R"({"alg":"HS256","kid":"k1"})") + "." + Base64Url(WriteJson(Claims()));
  const std::string forged = data + "." + Base64Url(HmacSha256(WriteJson(Key().jwk()), data));
  EXPECT_EQ(Problem(forged, KeySet({Key().jwk()})), "no key of the provider has signed the token");
}

TEST(IdToken, ChangedAfterSigningIsNone) {
  const std::string token = Key().Token(Claims());
  const std::size_t first = token.find('.');
  const std::size_t second = token.rfind('.');
  const std::string changed =
      token.substr(0, first + 1) + Base64Url(WriteJson(With("sub", "s2"))) + token.substr(second);
  EXPECT_EQ(Problem(changed, KeySet({Key().jwk()})), "no key of the provider has signed the token");
}

TEST(IdToken, OfAnotherShapeIsNone) {
  const Json keys = KeySet({Key().jwk()});
  for (const char* broken : {"", "a", "a.b", "a.b.c", "..", "e30.e30.", "bnVsbA.e30.eA"}) {
    EXPECT_NE(Problem(broken, keys), "") << broken;
  }
  EXPECT_EQ(Problem(Key().Token(Claims(), Json::MakeObject({{"crit", Json::MakeArray({"x"})}})), keys),
            "the token asks for an extension");
}

TEST(IdToken, IsForUsAlone) {
  EXPECT_EQ(Problem(With("iss", "https://tunnistus.example/")), "the token is of another issuer");
  EXPECT_EQ(Problem(Without("iss")), "the token is of another issuer");
  const std::string other = "the token is for somebody else";
  EXPECT_EQ(Problem(With("aud", "another")), other);
  EXPECT_EQ(Problem(Without("aud")), other);
  EXPECT_EQ(Problem(With("aud", Json::MakeArray({"eteinen"}))), "");
  EXPECT_EQ(Problem(With("aud", Json::MakeArray({"eteinen", "another"}))), other) << "for whom was it made?";
  EXPECT_EQ(Problem(With("azp", "another")), other);
  Json several = With("aud", Json::MakeArray({"eteinen", "another"}));
  several.Set("azp", "eteinen");
  EXPECT_EQ(Problem(several), "");
}

TEST(IdToken, HoldsForAMinuteBeyondItsTimesAndNoLonger) {
  EXPECT_EQ(Problem(With("exp", kNow.seconds - 59)), "");
  EXPECT_EQ(Problem(With("exp", kNow.seconds - 60)), "the token has run out");
  EXPECT_EQ(Problem(With("iat", kNow.seconds + 60)), "");
  EXPECT_EQ(Problem(With("iat", kNow.seconds + 61)), "the token is from the future");
  EXPECT_EQ(Problem(With("iat", kNow.seconds - 600)), "");
  EXPECT_EQ(Problem(With("iat", kNow.seconds - 601)), "the token is too old");
  EXPECT_EQ(Problem(With("nbf", kNow.seconds + 61)), "the token does not hold yet");
  EXPECT_EQ(Problem(Without("exp")), "the token does not tell its times");
  EXPECT_EQ(Problem(Without("iat")), "the token does not tell its times");
  EXPECT_EQ(Problem(With("exp", "soon")), "the token does not tell its times");
}

TEST(IdToken, AnswersItsOwnLogInAlone) {
  EXPECT_EQ(Problem(With("nonce", "nonce-2")), "the token answers another log-in");
  EXPECT_EQ(Problem(Without("nonce")), "the token answers another log-in");
  const TokenExpectation without_nonce{kExpected.issuer, kExpected.audience, ""};
  EXPECT_FALSE(ReadIdToken(Key().Token(Without("nonce")), KeySet({Key().jwk()}), without_nonce, kNow).ok());
}

TEST(IdToken, NamesSomebody) {
  EXPECT_EQ(Problem(Without("sub")), "the token names nobody");
  EXPECT_EQ(Problem(With("sub", std::string(256, 's'))), "the token names nobody");
}

TEST(IdToken, ErrorsTellNothingOfTheToken) {
  for (const Json& claims : {With("sub", ""), With("nonce", "131052-308T"), With("iss", "131052-308T")}) {
    EXPECT_EQ(Problem(claims).find("131052"), std::string::npos);
  }
}

}  // namespace
}  // namespace eteinen::backend
