// The command line of `eteinen-backend`.
#ifndef ETEINEN_TOOLS_BACKEND_OPTIONS_H_
#define ETEINEN_TOOLS_BACKEND_OPTIONS_H_

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "tools/backend/capabilities.h"

namespace eteinen::backend {

// Secrets come in files, never on the command line, which every program of the machine can read.
struct OpenIdOptions {
  std::string issuer;  // empty: the page of test persons
  std::string client;
  std::string secret_file;
  std::string strong;  // the `acr` that stands for strong identification
  std::string code_claim = "urn:oid:1.2.246.21";
};

struct AuthorisationOptions {
  std::string address;  // empty: the test register
  std::string client;
  std::string key_file;
  std::string secret_file;
  std::string health_issue;
  std::string social_issue;
};

struct Options {
  bool audit = false;    // check the audit chain and end
  std::string noted;     // a digest of an earlier check
  int port = 0;          // 0: any free one
  std::string data;      // folder of the database and of the backend's own secret
  std::string postgres;  // connection string; empty: SQLite in `data`
  std::string web = "web/dist";
  std::string assets = "assets";
  std::string i18n = "i18n";
  std::string public_address;                    // empty: the one it listens on
  std::optional<Instant> now;                    // where the clock starts, for tests
  bool clock_stands = false;                     // and whether it stays there
  bool secure_cookie = false;                    // TLS stands before this server
  bool behind_proxy = false;                     // the last address of X-Forwarded-For is who asks
  Capabilities can;                              // what this engine can do; --without takes away
  std::string desk_secret_file;                  // empty: there is no chat desk
  std::string desk_page = "tools/backend/desk";  // folder of its page
  std::string embed_from;                        // origin that may show the chat entry in a frame; empty: none
  OpenIdOptions open_id;
  AuthorisationOptions authorisation;
};

extern const char* const kUsage;

// The error's message says what cannot be used, in words for the one who typed it.
Result<Options> ReadOptions(int argc, const char* const* argv);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_OPTIONS_H_
