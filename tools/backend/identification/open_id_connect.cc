#include "tools/backend/identification/open_id_connect.h"

#include <algorithm>

#include "tools/backend/identification/id_token.h"

namespace eteinen::backend {
namespace {

// A key that is not known is looked for anew, but not at every forged token.
constexpr std::int64_t kAskKeysEvery = kMinute;

bool HasKey(const Json& keys, const std::string& id) {
  const Json::Array& all = keys["keys"].Items();
  return std::any_of(all.begin(), all.end(),
                     [&](const Json& key) { return id.empty() || key["kid"].AsString() == id; });
}

IdentificationEnd Failed(std::string reason, std::string return_to = {}) {
  return {IdentificationEnd::Kind::kFailed, {}, std::move(return_to), std::move(reason)};
}

std::string NameIn(const Json& claims) {
  if (!claims["name"].AsString().empty()) return claims["name"].AsString();
  const std::string& given = claims["given_name"].AsString();
  const std::string& family = claims["family_name"].AsString();
  return given + (given.empty() || family.empty() ? "" : " ") + family;
}

}  // namespace

Result<OpenIdConnect::Provider> OpenIdConnect::FindProvider() {
  {
    const std::lock_guard lock(mutex_);
    if (provider_) return *provider_;
  }
  const std::string base = settings_.issuer.ends_with('/') ? settings_.issuer : settings_.issuer + "/";
  OutboundRequest request;
  request.address = base + ".well-known/openid-configuration";
  const std::optional<Json> told = send_(request).Read();
  if (!told) return InputError("the provider does not answer");
  if ((*told)["issuer"].AsString() != settings_.issuer) return InputError("the provider gives itself another name");
  Provider provider;
  provider.authorization = (*told)["authorization_endpoint"].AsString();
  provider.token = (*told)["token_endpoint"].AsString();
  provider.keys = (*told)["jwks_uri"].AsString();
  provider.end_session = (*told)["end_session_endpoint"].AsString();
  provider.names_itself = (*told)["authorization_response_iss_parameter_supported"].AsBool();
  if (!IsSafeAddress(provider.authorization) || !IsSafeAddress(provider.token) || !IsSafeAddress(provider.keys)) {
    return InputError("the provider names an address that is not safe");
  }
  if (!IsSafeAddress(provider.end_session)) provider.end_session.clear();
  const std::lock_guard lock(mutex_);
  provider_ = provider;
  return provider;
}

Result<Departure> OpenIdConnect::Begin(const std::string& return_to, Instant now) {
  ETEINEN_ASSIGN_OR_RETURN(const Provider provider, FindProvider());
  const LogIn log_in{RandomId(20), RandomId(32), return_to};
  const std::optional<RoundTrips<LogIn>::Leaving> leaving = trips_.Leave(log_in, now);
  if (!leaving) return InputError("too many are identifying at once");
  const std::string address =
      provider.authorization +
      "?response_type=code&scope=openid%20profile&client_id=" + UrlEncoded(settings_.client_id) +
      "&redirect_uri=" + UrlEncoded(settings_.return_address) + "&state=" + leaving->state + "&nonce=" + log_in.nonce +
      "&code_challenge_method=S256&code_challenge=" + Base64Url(Sha256(log_in.verifier)) +
      "&acr_values=" + UrlEncoded(settings_.strong);
  return Departure{address, leaving->ticket};
}

Result<std::string> OpenIdConnect::Redeem(const Provider& provider, const std::string& code,
                                          const std::string& verifier) {
  OutboundRequest request;
  request.method = "POST";
  request.address = provider.token;
  request.headers.emplace_back("Authorization", BasicAuthorization(settings_.client_id, settings_.client_secret));
  request.body = "grant_type=authorization_code&code=" + UrlEncoded(code) +
                 "&redirect_uri=" + UrlEncoded(settings_.return_address) + "&code_verifier=" + verifier;
  const std::optional<Json> told = send_(request).Read();
  if (!told) return InputError("the provider gives nothing for the code");
  const std::string& token = (*told)["id_token"].AsString();
  if (token.empty()) return InputError("the provider gives no ID token");
  return token;
}

Result<Json> OpenIdConnect::KeysFor(const Provider& provider, const std::string& key_id, Instant now) {
  {
    const std::lock_guard lock(mutex_);
    if (HasKey(keys_, key_id)) return keys_;
    if (keys_asked_ && now - *keys_asked_ < kAskKeysEvery) return InputError("no such key of the provider");
    keys_asked_ = now;
  }
  OutboundRequest request;
  request.address = provider.keys;
  std::optional<Json> keys = send_(request).Read();
  if (!keys) return InputError("the provider does not show its keys");
  const std::lock_guard lock(mutex_);
  keys_ = *std::move(keys);
  return keys_;
}

IdentificationEnd OpenIdConnect::Finish(const ReturnQuery& query, Instant now) {
  const std::optional<LogIn> log_in = trips_.Return(query.state, query.ticket, now);
  if (!log_in) return Failed("nobody waits for this answer");
  const Result<Provider> provider = FindProvider();
  if (!provider.ok()) return Failed(provider.error().message, log_in->return_to);
  if ((provider->names_itself || !query.issuer.empty()) && query.issuer != settings_.issuer) {
    return Failed("the answer is of another provider", log_in->return_to);
  }
  if (query.error == "access_denied") {
    return {IdentificationEnd::Kind::kCancelled, {}, log_in->return_to, "cancelled"};
  }
  if (!query.error.empty() || query.code.empty()) return Failed("the provider gives no code", log_in->return_to);
  const Result<std::string> token = Redeem(*provider, query.code, log_in->verifier);
  if (!token.ok()) return Failed(token.error().message, log_in->return_to);
  const Result<std::string> key_id = KeyIdOf(*token);
  if (!key_id.ok()) return Failed(key_id.error().message, log_in->return_to);
  const Result<Json> keys = KeysFor(*provider, *key_id, now);
  if (!keys.ok()) return Failed(keys.error().message, log_in->return_to);
  const Result<Json> claims = ReadIdToken(*token, *keys, {settings_.issuer, settings_.client_id, log_in->nonce}, now);
  if (!claims.ok()) return Failed(claims.error().message, log_in->return_to);

  IdentificationEnd end{IdentificationEnd::Kind::kIdentified, {}, log_in->return_to, {}};
  if ((*claims)["acr"].AsString() != settings_.strong) {
    end.kind = IdentificationEnd::Kind::kNotStrong;
    end.reason = "the identification is not strong";
    return end;
  }
  end.person.identity_code = (*claims)[settings_.code_claim].AsString();
  end.person.name = NameIn(*claims);
  return end;
}

std::string OpenIdConnect::EndAddress(const std::string& back_to) {
  const std::lock_guard lock(mutex_);
  if (!provider_ || provider_->end_session.empty()) return {};
  return provider_->end_session + "?client_id=" + UrlEncoded(settings_.client_id) +
         "&post_logout_redirect_uri=" + UrlEncoded(back_to);
}

}  // namespace eteinen::backend
