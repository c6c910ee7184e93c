// The web folder, the content files and the headers that go with everything.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {
namespace {

class StaticContract : public testing::Test {
 protected:
  StaticContract() {
    Write("index.html", "<!doctype html><title>Eteinen</title>");
    Write("chat.html", "<!doctype html><title>Chat</title>");
    Write("core.wasm", std::string("\0asm", 4));
    Write("assets/index-BfX3dK2a.js", "export {}");
    Write("assets/index-BfX3dK2a.js.br", "squeezed");
    Write("assets/plain.css", "body{}");
    Write(".secret", "no");
  }

  void Write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = web_.path() + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  TemporaryFolder data_;
  TemporaryFolder web_;
  // Started before the files are there: it reads them when asked.
  RunningBackend backend_{data_.path(), kTuesday, web_.path()};
  Resident anyone_{backend_};
};

TEST_F(StaticContract, ThePageIsAtTheRootAndAtEveryAddressOfTheApplication) {
  for (const char* path : {"/", "/booking", "/appointments/abc", "/?locale=sv"}) {
    const Reply reply = anyone_.Get(path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.body, "<!doctype html><title>Eteinen</title>") << path;
    EXPECT_EQ(reply.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(reply.headers.at("cache-control"), "no-cache");
  }
}

TEST_F(StaticContract, WasmHasItsType) {
  const Reply reply = anyone_.Get("/core.wasm");
  EXPECT_EQ(reply.headers.at("content-type"), "application/wasm");
  EXPECT_EQ(reply.body, std::string("\0asm", 4));
}

TEST_F(StaticContract, NamesWithAHashAreKeptForever) {
  EXPECT_EQ(anyone_.Get("/assets/index-BfX3dK2a.js").headers.at("cache-control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(anyone_.Get("/assets/plain.css").headers.at("cache-control"), "no-cache");
}

TEST_F(StaticContract, SqueezedFilesGoToThoseWhoAcceptThem) {
  const auto get = [&](const std::string& accepted) {
    return anyone_.Send("GET", "/assets/index-BfX3dK2a.js", "", {{"Accept-Encoding", accepted}});
  };
  const Reply squeezed = get("gzip, deflate, br;q=0.9");
  EXPECT_EQ(squeezed.headers.at("content-encoding"), "br");
  EXPECT_EQ(squeezed.headers.at("content-length"), "8");
  EXPECT_EQ(squeezed.headers.at("vary"), "Accept-Encoding");
  for (const char* accepted : {"gzip", "br;q=0", "brotli"}) {
    const Reply plain = get(accepted);
    EXPECT_EQ(plain.body, "export {}") << accepted;
    EXPECT_FALSE(plain.headers.contains("content-encoding")) << accepted;
  }
}

TEST_F(StaticContract, FreeTimesAreSqueezedAndWhatBelongsToAPersonNeverIs) {
  Resident aino(backend_);
  aino.Identify("aino-esimerkki");
  const auto get = [&](const std::string& path, const std::string& accepted) {
    return aino.Send("GET", path, "", {{"Accept-Encoding", accepted}});
  };
  const std::string times = "/fhir/Slot?service=kausirokotus&start=ge2026-11-25&start=le2026-12-01";
  const Reply plain = get(times, "gzip");
  EXPECT_FALSE(plain.headers.contains("content-encoding"));
  const Reply squeezed = get(times, "gzip, br");
  EXPECT_EQ(squeezed.headers.at("content-encoding"), "br");
  EXPECT_EQ(squeezed.headers.at("vary"), "Accept-Encoding");
  EXPECT_LT(squeezed.body.size(), plain.body.size() / 20);

  for (const char* path : {"/fhir/Appointment", "/session"}) {
    const Reply own = get(path, "gzip, br");
    EXPECT_GE(own.body.size(), 1024U) << path << ": too small to be squeezed anyway";
    EXPECT_FALSE(own.headers.contains("content-encoding")) << path;
  }
}

TEST_F(StaticContract, AnUnchangedFileIsNotSentAgain) {
  const std::string etag = anyone_.Get("/core.wasm").headers.at("etag");
  const Reply again = anyone_.Send("GET", "/core.wasm", "", {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
}

TEST_F(StaticContract, NothingOutsideIsEverRead) {
  for (const char* path :
       {"/../../etc/passwd", "/..%2f..%2fetc/passwd.txt", "/assets/../.secret", "/.secret", "/assets/%2e%2e/core.wasm",
        "//etc/passwd.txt", "/content/../README.md", "/content/assets/../../CMakeLists.json",
        "/content/assets/test-persons/persons.json", "/content/assets//test-persons/persons.json", "/content/i18n/",
        "/content/nothing.json", "/missing.js", "/core.wasm%00.html"}) {
    const Reply reply = anyone_.Get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.body.find("root:"), std::string::npos) << path;
  }
}

TEST_F(StaticContract, ContentIsServedAsItIs) {
  const Reply service = anyone_.Get("/content/assets/services/kausirokotus.json");
  EXPECT_EQ(service.headers.at("content-type"), "application/json");
  EXPECT_EQ(service.json()["id"].AsString(), "kausirokotus");
  const Reply directory = anyone_.Get("/content/directory.json");
  ASSERT_FALSE(directory.json()["files"].Items().empty());
  const Json& first = directory.json()["files"].Items().front();
  EXPECT_TRUE(first["name"].AsString().starts_with("assets/directory/"));
  EXPECT_TRUE(first["content"].IsObject());
}

TEST_F(StaticContract, OnlyTheChatEntryMayBeFramedAndOnlyByTheSiteThatIsNamed) {
  TemporaryFolder data;
  RunningBackend framed(data.path(), kTuesday, web_.path(), {"--embed-from", "https://www.example"});
  Resident someone(framed);
  const auto ancestors = [&](Resident& who, const std::string& path) {
    const std::string policy = who.Get(path).headers["content-security-policy"];
    const std::size_t at = policy.find("frame-ancestors ");
    return at == std::string::npos ? std::string("none at all")
                                   : policy.substr(at + 16, policy.find(';', at) - at - 16);
  };
  EXPECT_EQ(ancestors(someone, "/chat.html"), "'self' https://www.example");
  EXPECT_EQ(ancestors(someone, "/"), "'none'");
  EXPECT_EQ(ancestors(someone, "/session"), "'none'");
  Resident elsewhere(backend_);
  EXPECT_EQ(ancestors(elsewhere, "/chat.html"), "'none'");
}

TEST_F(StaticContract, EveryAnswerCarriesTheSecurityHeaders) {
  for (const char* path : {"/", "/session", "/fhir/HealthcareService", "/missing.js", "/fhir/nothing"}) {
    const Reply reply = anyone_.Get(path);
    EXPECT_TRUE(reply.headers.at("content-security-policy").starts_with("default-src 'none'; script-src 'self' "))
        << path;
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff") << path;
    EXPECT_EQ(reply.headers.at("referrer-policy"), "no-referrer") << path;
    EXPECT_EQ(reply.headers.at("cross-origin-opener-policy"), "same-origin") << path;
    EXPECT_TRUE(reply.headers.contains("permissions-policy")) << path;
  }
}

TEST_F(StaticContract, FilesAreOnlyRead) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    EXPECT_EQ(anyone_.Send(method, "/index.html", "").status, 405) << method;
  }
  const Reply head = anyone_.Send("HEAD", "/core.wasm", "");
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
}

}  // namespace
}  // namespace eteinen::backend_test
