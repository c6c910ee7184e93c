#include "tools/backend/identification/outbound.h"

#include <gtest/gtest.h>

namespace eteinen::backend {
namespace {

TEST(Outbound, GoesInTheClearToThisMachineAlone) {
  EXPECT_TRUE(IsSafeAddress("https://tunnistus.example/oidc"));
  EXPECT_TRUE(IsSafeAddress("http://127.0.0.1:3000"));
  EXPECT_TRUE(IsSafeAddress("http://localhost:3000/x"));
  for (const char* address :
       {"http://tunnistus.example", "http://127.0.0.1.example/", "http://localhost.example", "https://user@host/",
        "https://host/?q", "https://host/#x", "ftp://127.0.0.1", "https://", "", "/path", "http://localhost@host"}) {
    EXPECT_FALSE(IsSafeAddress(address)) << address;
  }
}

TEST(Outbound, EncodesWhatAnAddressCannotHold) {
  EXPECT_EQ(UrlEncoded("aZ0-._~"), "aZ0-._~");
  EXPECT_EQ(UrlEncoded("010190+999W a&ä/"), "010190%2B999W%20a%26%C3%A4%2F");
}

TEST(Outbound, EncodesClientAndSecretBeforeTheColon) {
  // "a%3Ab:c%20d"
  EXPECT_EQ(BasicAuthorization("a:b", "c d"), "Basic YSUzQWI6YyUyMGQ=");
}

TEST(Outbound, ReadsJsonOfASuccessAlone) {
  EXPECT_TRUE((OutboundAnswer{200, "{}"}).Read());
  EXPECT_FALSE((OutboundAnswer{200, "{"}).Read());
  EXPECT_FALSE((OutboundAnswer{302, "{}"}).Read());
  EXPECT_FALSE((OutboundAnswer{0, "{}"}).Read());
}

}  // namespace
}  // namespace eteinen::backend
