#include "tools/backend/arrivals.h"

#include <algorithm>
#include <cstdio>

namespace eteinen::backend {
namespace {

constexpr std::string_view kTicket = "eteinen-trip";
constexpr std::size_t kLongestPath = 100;

// The entry for chats: it has one address, and behind it what is opened there (web/CHAT.md).
constexpr std::string_view kChat = "/chat.html";
constexpr std::string_view kChatAt = "/chat.html#at=";

// A path of the app and nothing else: no other server, no query.
bool IsAppPath(std::string_view path) {
  return path.size() <= kLongestPath && path.starts_with('/') && !path.starts_with("//") &&
         std::all_of(path.begin(), path.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
         });
}

std::string ReturnPathOf(const Request& request) {
  const Result<Json> body = ParseJson(request.body, {.max_bytes = 4096, .max_depth = 4});
  const std::string path = body.ok() ? (*body)["returnTo"].AsString() : std::string();
  const bool chat =
      path == kChat || (path.starts_with(kChatAt) && IsAppPath(std::string_view(path).substr(kChatAt.size())));
  return chat || IsAppPath(path) ? path : "/";
}

// A path of the app's own choosing, in the entry that was left.
std::string InEntryOf(const std::string& return_to, std::string_view path) {
  return (return_to.starts_with(kChat) ? std::string(kChatAt) : std::string()) + std::string(path);
}

std::string OnlyValue(const Request& request, std::string_view name) {
  const std::vector<std::string> values = request.Query(name);
  return values.size() == 1 ? values.front() : std::string();
}

// For those who run the server; nothing about anybody.
void Tell(std::string_view what, std::string_view reason) {
  std::fprintf(stderr, "eteinen-backend: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(reason.size()), reason.data());
}

}  // namespace

bool Arrivals::Owns(std::string_view path) {
  return path == "/session/identify" || path == "/session/identified" || path == "/session/authorise" ||
         path == "/session/authorised";
}

Answer Arrivals::Handle(const Request& request, Instant now) {
  const bool identifies = request.path.starts_with("/session/identif");
  if (identifies ? providers_.identification == nullptr : providers_.authorisation == nullptr) {
    return Refuse("not-found");
  }
  const bool leaves = request.path == "/session/identify" || request.path == "/session/authorise";
  if (request.method != (leaves ? "POST" : "GET")) return Refuse("method");
  if (identifies) return leaves ? Identify(request, now) : Identified(request, now);
  return leaves ? Authorise(request, now) : Authorised(request, now);
}

Answer Arrivals::SendAway(const Result<Departure>& departure) {
  if (!departure.ok()) {
    Tell("cannot send a resident on", departure.error().message);
    return Refuse("busy");
  }
  Answer answer = JsonAnswer(200, Json::MakeObject({{"href", departure->address}}));
  answer.type = "application/json";
  std::string cookie = std::string(kTicket) + "=" + departure->ticket + "; Path=/session; HttpOnly; SameSite=Lax" +
                       "; Max-Age=" + std::to_string(kLongestTrip);
  if (providers_.secure_cookie) cookie += "; Secure";
  answer.headers.emplace_back("Set-Cookie", std::move(cookie));
  return answer;
}

Answer Arrivals::BackTo(std::string_view path) const {
  Answer answer;
  answer.status = 303;
  answer.type = "text/plain";
  answer.headers.emplace_back("Location", path);
  std::string cookie = std::string(kTicket) + "=; Path=/session; HttpOnly; SameSite=Lax; Max-Age=0";
  if (providers_.secure_cookie) cookie += "; Secure";
  answer.headers.emplace_back("Set-Cookie", std::move(cookie));
  return answer;
}

Answer Arrivals::Identify(const Request& request, Instant now) {
  return SendAway(providers_.identification->Begin(ReturnPathOf(request), now));
}

Answer Arrivals::Identified(const Request& request, Instant now) {
  const IdentificationEnd end = providers_.identification->Finish(
      {OnlyValue(request, "code"), OnlyValue(request, "state"), OnlyValue(request, "error"), OnlyValue(request, "iss"),
       request.Cookie(kTicket)},
      now);
  switch (end.kind) {
    case IdentificationEnd::Kind::kCancelled:
      return BackTo(end.return_to);
    case IdentificationEnd::Kind::kNotStrong:
      return BackTo(InEntryOf(end.return_to, "/notice/not-strong"));
    case IdentificationEnd::Kind::kFailed:
      Tell("identification", end.reason);
      return BackTo(InEntryOf(end.return_to, "/notice/not-identified"));
    case IdentificationEnd::Kind::kIdentified:
      break;
  }
  const std::lock_guard lock(lock_);
  const Person* person = end.person.identity_code.empty()
                             ? nullptr
                             : people_.Meet(end.person.identity_code, end.person.name, ToHelsinki(now).day);
  // Without a Finnish identity code, or with one that cannot be: there is another way than the digital one.
  if (person == nullptr) return BackTo(InEntryOf(end.return_to, "/other-ways"));
  const std::optional<Caller> caller = sessions_.Begin(request, *person, now);
  if (!caller) return BackTo(InEntryOf(end.return_to, "/notice/not-identified"));
  Answer answer = BackTo(end.return_to);
  sessions_.SetCookie(answer, caller->token);
  return answer;
}

Answer Arrivals::Authorise(const Request& request, Instant now) {
  std::string code;
  std::string session;
  {
    const std::lock_guard lock(lock_);
    const std::optional<Caller> caller = sessions_.CallerOf(request, now, true);
    if (!caller || caller->anonymous) return Refuse("not-identified");
    const Person* person = people_.Find(caller->session.user);
    // After a restart of the server the code is not known any more: who identifies again brings it along.
    if (person == nullptr || person->identity_code.empty()) return Refuse("not-identified");
    code = person->identity_code;
    session = caller->session.id;
  }
  return SendAway(providers_.authorisation->Begin(code, session, ReturnPathOf(request), now));
}

Answer Arrivals::Authorised(const Request& request, Instant now) {
  std::string session;
  std::string who;
  {
    const std::lock_guard lock(lock_);
    if (const std::optional<Caller> caller = sessions_.CallerOf(request, now, false)) {
      session = caller->session.id;
      who = caller->session.user;
    }
  }
  const AuthorisationEnd end = providers_.authorisation->Finish(OnlyValue(request, "code"), OnlyValue(request, "state"),
                                                                request.Cookie(kTicket), session, now);
  if (end.kind == AuthorisationEnd::Kind::kCancelled) return BackTo(end.return_to);
  if (end.kind == AuthorisationEnd::Kind::kFailed) {
    Tell("authorisation", end.reason);
    return BackTo(InEntryOf(end.return_to, "/notice/not-authorised"));
  }
  const std::lock_guard lock(lock_);
  const bool granted = sessions_.Grant(end.session, end.ticket, end.persons, now);
  AuditLine line;
  line.at = now;
  line.who = who;
  line.what = "act-for";
  line.allowed = granted;
  line.status = 303;
  if (granted) {
    if (const std::optional<Caller> caller = sessions_.CallerOf(request, now, false)) {
      line.for_whom = caller->session.acting_for;
      line.right = caller->relation();
    }
  }
  if (audit_.Append(line) != Outcome::kDone || !granted)
    return BackTo(InEntryOf(end.return_to, "/notice/not-authorised"));
  return BackTo(end.return_to);
}

void Arrivals::AskAgain(const Request& request, Instant now) {
  if (providers_.authorisation == nullptr) return;
  std::optional<Sessions::Question> question;
  {
    const std::lock_guard lock(lock_);
    question = sessions_.QuestionFor(request, now);
  }
  if (!question) return;
  const std::vector<Theme> themes = providers_.authorisation->AskAgain(question->ticket, question->identity_code, now);
  const std::lock_guard lock(lock_);
  sessions_.TakeAnswer(*question, themes, now);
}

std::string Arrivals::EndAddress() {
  return providers_.identification == nullptr ? std::string()
                                              : providers_.identification->EndAddress(providers_.public_address);
}

}  // namespace eteinen::backend
