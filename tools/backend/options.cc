#include "tools/backend/options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "tools/backend/identification/outbound.h"

namespace eteinen::backend {
namespace {

// $XDG_DATA_HOME/eteinen or ~/.local/share/eteinen; nothing when neither is set.
std::string DefaultData() {
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg != nullptr && xdg[0] == '/') {
    return std::string(xdg) + "/eteinen";
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.local/share/eteinen" : std::string();
}

std::string* TextOption(Options& options, std::string_view name) {
  const std::pair<std::string_view, std::string*> texts[] = {
      {"--data", &options.data},
      {"--postgres", &options.postgres},
      {"--web", &options.web},
      {"--assets", &options.assets},
      {"--i18n", &options.i18n},
      {"--noted", &options.noted},
      {"--public-address", &options.public_address},
      {"--desk-secret-file", &options.desk_secret_file},
      {"--desk-page", &options.desk_page},
      {"--embed-from", &options.embed_from},
      {"--oidc-issuer", &options.open_id.issuer},
      {"--oidc-client", &options.open_id.client},
      {"--oidc-secret-file", &options.open_id.secret_file},
      {"--oidc-strong", &options.open_id.strong},
      {"--oidc-code-claim", &options.open_id.code_claim},
      {"--authorisations", &options.authorisation.address},
      {"--authorisations-client", &options.authorisation.client},
      {"--authorisations-key-file", &options.authorisation.key_file},
      {"--authorisations-secret-file", &options.authorisation.secret_file},
      {"--authorisations-health-issue", &options.authorisation.health_issue},
      {"--authorisations-social-issue", &options.authorisation.social_issue},
  };
  for (const auto& [known, text] : texts) {
    if (known == name) return text;
  }
  return nullptr;
}

bool* Flag(Options& options, std::string_view name) {
  if (name == "--secure-cookie") return &options.secure_cookie;
  if (name == "--clock-stands") return &options.clock_stands;
  return name == "--behind-proxy" ? &options.behind_proxy : nullptr;
}

// What has to be said together.
Status CheckProviders(Options& options) {
  const OpenIdOptions& open_id = options.open_id;
  if (!open_id.issuer.empty()) {
    if (!IsSafeAddress(open_id.issuer)) return InputError("--oidc-issuer needs an https address");
    if (open_id.client.empty() || open_id.secret_file.empty() || open_id.strong.empty()) {
      return InputError("--oidc-issuer needs --oidc-client, --oidc-secret-file and --oidc-strong");
    }
  }
  AuthorisationOptions& authorisation = options.authorisation;
  if (!authorisation.address.empty()) {
    if (!IsSafeAddress(authorisation.address)) return InputError("--authorisations needs an https address");
    while (authorisation.address.ends_with('/')) authorisation.address.pop_back();
    if (authorisation.client.empty() || authorisation.key_file.empty() || authorisation.secret_file.empty() ||
        (authorisation.health_issue.empty() && authorisation.social_issue.empty())) {
      return InputError(
          "--authorisations needs --authorisations-client, --authorisations-key-file, --authorisations-secret-file "
          "and --authorisations-health-issue or --authorisations-social-issue");
    }
  }
  if (!options.public_address.empty()) {
    if (!IsSafeAddress(options.public_address)) return InputError("--public-address needs an https address");
    if (!options.public_address.ends_with('/')) options.public_address += '/';
  }
  return Ok{};
}

// "https://www.example" and nothing after it: it becomes part of a header.
Status CheckOrigin(const std::string& origin) {
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
  };
  const std::size_t host = origin.find("://");
  const bool plain = host != std::string::npos && origin.size() > host + 3 &&
                     std::all_of(origin.begin() + static_cast<std::ptrdiff_t>(host) + 3, origin.end(), belongs);
  if (plain && IsSafeAddress(origin)) return Ok{};
  return InputError("--embed-from needs an https origin such as https://www.example");
}

}  // namespace

const char* const kUsage =
    "usage: eteinen-backend [--port N] [--data DIR] [--postgres CONNECTION] [--web DIR] [--assets DIR] [--i18n DIR]\n"
    "         [--now INSTANT [--clock-stands]] [--without hold,move,waiting,together]\n"
    "         [--desk-secret-file FILE [--desk-page DIR]] [--embed-from ORIGIN]\n"
    "         [--public-address URL] [--secure-cookie] [--behind-proxy]\n"
    "         [--oidc-issuer URL --oidc-client ID --oidc-secret-file FILE --oidc-strong ACR [--oidc-code-claim NAME]]\n"
    "         [--authorisations URL --authorisations-client ID --authorisations-key-file FILE\n"
    "          --authorisations-secret-file FILE --authorisations-health-issue URI --authorisations-social-issue URI]\n"
    "       eteinen-backend audit [--data DIR] [--postgres CONNECTION] [--noted DIGEST]\n";

Result<Options> ReadOptions(int argc, const char* const* argv) {
  Options options;
  options.data = DefaultData();
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (i == 1 && name == "audit") {
      options.audit = true;
      continue;
    }
    if (bool* flag = Flag(options, name)) {
      *flag = true;
      continue;
    }
    std::string* text = TextOption(options, name);
    const bool plain = name == "--port" || name == "--now" || name == "--without";
    if (text == nullptr && !plain) return InputError("cannot use \"" + name + "\"");
    if (i + 1 >= argc) return InputError(name + " needs a value");
    const std::string value = argv[++i];
    if (text != nullptr) {
      *text = value;
    } else if (name == "--without") {
      ETEINEN_ASSIGN_OR_RETURN(options.can, CapabilitiesWithout(value));
    } else if (name == "--now") {
      const Result<Instant> now = ParseInstant(value);
      if (!now.ok()) return InputError("--now needs an instant such as 2026-11-24T09:00:00+02:00");
      options.now = *now;
    } else {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.port);
      if (error != std::errc() || end != value.data() + value.size() || options.port < 0 || options.port > 65535) {
        return InputError("--port needs a number from 0 to 65535");
      }
    }
  }
  if (options.data.empty()) return InputError("no home folder is known: say --data DIR");
  ETEINEN_RETURN_IF_ERROR(CheckProviders(options));
  if (!options.embed_from.empty()) ETEINEN_RETURN_IF_ERROR(CheckOrigin(options.embed_from));
  return options;
}

}  // namespace eteinen::backend
