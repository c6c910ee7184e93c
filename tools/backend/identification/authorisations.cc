#include "tools/backend/identification/authorisations.h"

#include <algorithm>

namespace eteinen::backend {
namespace {

constexpr Theme kThemes[] = {Theme::kHealth, Theme::kSocial};
// The service may choose several; more than these nobody has on one screen.
constexpr std::size_t kMostPersons = 20;

// A name for this one call in the service's logs; nothing about anybody.
std::string RequestQuery() { return "?requestId=" + RandomId(8) + "&endUserId=eteinen"; }

AuthorisationEnd Failed(std::string reason, std::string return_to = {}) {
  AuthorisationEnd end;
  end.reason = std::move(reason);
  end.return_to = std::move(return_to);
  return end;
}

}  // namespace

std::string ChecksumHeader(std::string_view client_id, std::string_view api_key, std::string_view path, Instant now) {
  const std::string time = FormatInstantUtc(now);
  const std::string checked = std::string(path) + " " + time;
  return std::string(client_id) + " " + time + " " + Base64(HmacSha256(api_key, checked));
}

OutboundAnswer Authorisations::Call(const std::string& path, const std::string& token, Instant now) {
  OutboundRequest request;
  request.address = settings_.address + path;
  request.headers.emplace_back("X-AsiointivaltuudetAuthorization",
                               ChecksumHeader(settings_.client_id, settings_.api_key, path, now));
  if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
  return send_(request);
}

Result<Departure> Authorisations::Begin(const std::string& identity_code, const std::string& session,
                                        const std::string& return_to, Instant now) {
  const std::string path = "/service/hpa/user/register/" + UrlEncoded(settings_.client_id) + "/" +
                           UrlEncoded(identity_code) + RequestQuery();
  const std::optional<Json> told = Call(path, {}, now).Read();
  if (!told || (*told)["sessionId"].AsString().empty() || (*told)["userId"].AsString().empty()) {
    return InputError("the authorisations service does not register");
  }
  const auto leaving = trips_.Leave({session, (*told)["sessionId"].AsString(), return_to}, now);
  if (!leaving) return InputError("too many are choosing at once");
  return Departure{settings_.address + "/oauth/authorize?client_id=" + UrlEncoded(settings_.client_id) +
                       "&response_type=code&redirect_uri=" + UrlEncoded(settings_.return_address) +
                       "&user=" + UrlEncoded((*told)["userId"].AsString()) + "&state=" + leaving->state,
                   leaving->ticket};
}

bool Authorisations::Redeem(const std::string& grant, AuthorisationTicket& ticket, Instant now) {
  OutboundRequest request;
  request.method = "POST";
  request.address = settings_.address + "/oauth/token?" + grant;
  request.headers.emplace_back("Authorization", BasicAuthorization(settings_.client_id, settings_.secret));
  const std::optional<Json> told = send_(request).Read();
  if (!told || (*told)["access_token"].AsString().empty()) return false;
  ticket.token = (*told)["access_token"].AsString();
  ticket.refresh = (*told)["refresh_token"].AsString();
  ticket.token_until = now + (*told)["expires_in"].AsInt().value_or(0);
  return true;
}

std::vector<Theme> Authorisations::AskAgain(AuthorisationTicket& ticket, const std::string& identity_code,
                                            Instant now) {
  std::vector<Theme> themes;
  if (now >= ticket.token_until &&
      (ticket.refresh.empty() ||
       !Redeem("grant_type=refresh_token&refresh_token=" + UrlEncoded(ticket.refresh), ticket, now))) {
    return themes;
  }
  for (const Theme theme : kThemes) {
    const std::string& issue = settings_.issues[static_cast<std::size_t>(theme)];
    if (issue.empty()) continue;
    const std::string path = "/service/hpa/api/authorization/" + UrlEncoded(ticket.session) + "/" +
                             UrlEncoded(identity_code) + RequestQuery() + "&issues=" + UrlEncoded(issue);
    const std::optional<Json> told = Call(path, ticket.token, now).Read();
    if (told && (*told)["result"].AsString() == "ALLOWED") themes.push_back(theme);
  }
  return themes;
}

AuthorisationEnd Authorisations::Finish(const std::string& code, const std::string& state, const std::string& ticket,
                                        const std::string& session, Instant now) {
  const std::optional<Trip> trip = trips_.Return(state, ticket, now);
  if (!trip || session.empty() || !EqualInConstantTime(trip->session, session)) {
    return Failed("nobody waits for this answer");
  }
  AuthorisationEnd end = Failed({}, trip->return_to);
  end.session = trip->session;
  // The service sends those who change their mind back without a code.
  if (code.empty()) {
    end.kind = AuthorisationEnd::Kind::kCancelled;
    return end;
  }
  end.ticket.session = trip->service_session;
  if (!Redeem("code=" + UrlEncoded(code) +
                  "&grant_type=authorization_code&redirect_uri=" + UrlEncoded(settings_.return_address),
              end.ticket, now)) {
    return Failed("the authorisations service gives nothing for the code", trip->return_to);
  }
  const std::optional<Json> chosen =
      Call("/service/hpa/api/delegate/" + UrlEncoded(end.ticket.session) + RequestQuery(), end.ticket.token, now)
          .Read();
  if (!chosen || !chosen->IsArray()) return Failed("the authorisations service names nobody", trip->return_to);
  for (const Json& one : chosen->Items()) {
    if (end.persons.size() >= kMostPersons) break;
    ChosenPerson person{one["personId"].AsString(), one["name"].AsString(), {}};
    if (person.identity_code.empty()) continue;
    person.themes = AskAgain(end.ticket, person.identity_code, now);
    if (!person.themes.empty()) end.persons.push_back(std::move(person));
  }
  end.kind = AuthorisationEnd::Kind::kChosen;
  return end;
}

}  // namespace eteinen::backend
