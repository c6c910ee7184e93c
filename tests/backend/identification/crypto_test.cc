#include "tools/backend/identification/crypto.h"

#include <gtest/gtest.h>

#include "tests/backend/identification/signer.h"

namespace eteinen::backend {
namespace {

using backend_test::Signer;

TEST(Crypto, DigestsAreTheStandards) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2.
  EXPECT_EQ(Hex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Crypto, WritesBase64OfRfc4648) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64("\xfb\xff"), "+/8=");
  EXPECT_EQ(Base64Url("\xfb\xff"), "-_8");
}

TEST(Crypto, ReadsBackWhatItWroteAndNothingElse) {
  for (const std::string bytes : {"", "f", "fo", "foo", "\xfb\xff\xfe", "foobar"}) {
    EXPECT_EQ(FromBase64Url(Base64Url(bytes)), bytes);
  }
  for (const char* broken : {"Z", "Zh", "Zg==", "Zm9 v", "+/8", "Zm9v\n"})
    EXPECT_FALSE(FromBase64Url(broken)) << broken;
}

TEST(Crypto, KnowsASignatureByItsKeyAndNoOther) {
  for (const auto& [algorithm, signer, other] :
       {std::tuple("RS256", Signer::Rsa("a"), Signer::Rsa("b")), {"ES256", Signer::P256("a"), Signer::P256("b")}}) {
    const std::string signature = signer.Sign("data");
    EXPECT_TRUE(IsSignatureOf(algorithm, signer.jwk(), "data", signature)) << algorithm;
    EXPECT_FALSE(IsSignatureOf(algorithm, signer.jwk(), "Data", signature)) << algorithm;
    EXPECT_FALSE(IsSignatureOf(algorithm, other.jwk(), "data", signature)) << algorithm;
    EXPECT_FALSE(IsSignatureOf(algorithm, signer.jwk(), "data", signature + "x")) << algorithm;
    EXPECT_FALSE(IsSignatureOf(algorithm, signer.jwk(), "data", "")) << algorithm;
    EXPECT_FALSE(IsSignatureOf(algorithm, Json(), "data", signature)) << algorithm;
  }
}

TEST(Crypto, TakesNoAlgorithmThatIsNotTheKeys) {
  const Signer rsa = Signer::Rsa("a");
  const Signer ec = Signer::P256("b");
  EXPECT_FALSE(IsSignatureOf("ES256", rsa.jwk(), "data", rsa.Sign("data")));
  EXPECT_FALSE(IsSignatureOf("RS256", ec.jwk(), "data", ec.Sign("data")));
  for (const char* algorithm : {"none", "HS256", "RS512", "rs256", ""}) {
    EXPECT_FALSE(IsSignatureOf(algorithm, rsa.jwk(), "data", rsa.Sign("data"))) << algorithm;
  }
}

TEST(Crypto, TakesNoShortKey) {
  const Signer weak = Signer::Rsa("a", 1024);
  EXPECT_FALSE(IsSignatureOf("RS256", weak.jwk(), "data", weak.Sign("data")));
}

TEST(Crypto, TakesNoPointThatIsNotOnTheCurve) {
  const Signer signer = Signer::P256("a");
  Json key = signer.jwk();
  key.Set("y", key["x"]);
  EXPECT_FALSE(IsSignatureOf("ES256", key, "data", signer.Sign("data")));
}

}  // namespace
}  // namespace eteinen::backend
