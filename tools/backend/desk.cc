#include "tools/backend/desk.h"

#include <algorithm>

#include "tools/backend/files.h"
#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

constexpr std::int64_t kMostWrongSecrets = 10;  // from one address …
constexpr std::int64_t kWithin = 10 * kMinute;  // … within so many seconds
constexpr std::string_view kBearer = "Bearer ";

struct Part {
  std::string_view path;
  std::string_view file;
  std::string_view type;
};
// Nothing else is read from the folder.
constexpr Part kParts[] = {{"/desk/", "/desk.html", "text/html; charset=utf-8"},
                           {"/desk/desk.js", "/desk.js", "text/javascript; charset=utf-8"},
                           {"/desk/desk.css", "/desk.css", "text/css; charset=utf-8"}};

// The {id} of /desk/handovers/{id}/take, or "".
std::string_view MatterTaken(std::string_view path) {
  constexpr std::string_view kBefore = "/desk/handovers/";
  constexpr std::string_view kAfter = "/take";
  if (!path.starts_with(kBefore) || !path.ends_with(kAfter) || path.size() <= kBefore.size() + kAfter.size()) return {};
  return path.substr(kBefore.size(), path.size() - kBefore.size() - kAfter.size());
}

Json ToJson(const WaitingHandover& one) {
  return Json::MakeObject({{"id", one.id},
                           {"channel", one.channel},
                           {"received", FormatInstant(one.received)},
                           {"need", one.need},
                           {"urgency", one.urgency},
                           {"language", one.language}});
}

}  // namespace

std::optional<Answer> Desk::RefuseStranger(const Request& request, Instant now) {
  if (secret_.empty()) return Refuse("not-found");
  const std::string_view header = request.Header("authorization");
  const std::lock_guard lock(one_at_a_time_);
  // Whoever has guessed too often is not told either when a guess is right.
  if (wrong_secrets_.Reached(request.from, kMostWrongSecrets, kWithin, now)) return Refuse("too-many-tries");
  if (header.starts_with(kBearer) && EqualInConstantTime(header.substr(kBearer.size()), secret_)) return std::nullopt;
  wrong_secrets_.Allows(request.from, kMostWrongSecrets, kWithin, now);
  return Refuse("not-identified");
}

Answer Desk::Page(std::string_view path) const {
  if (secret_.empty()) return Refuse("not-found");
  const auto* part =
      std::find_if(std::begin(kParts), std::end(kParts), [path](const Part& p) { return p.path == path; });
  if (part == std::end(kParts)) return Refuse("not-found");
  Result<std::string> text = ReadFile(folder_ + std::string(part->file));
  if (!text.ok()) return Refuse("not-found");
  Answer answer;
  answer.type = part->type;
  answer.body = *std::move(text);
  return answer;
}

Answer Desk::Handle(const Request& request, Instant now) {
  Answer answer;
  if (const std::string_view id = MatterTaken(request.path); !id.empty()) {
    if (std::optional<Answer> refusal = RefuseStranger(request, now)) {
      answer = *std::move(refusal);
    } else {
      answer = request.method == "POST" ? matters_.take(id, request.Header("idempotency-key"), now) : Refuse("method");
    }
  } else {
    answer = request.method == "GET" ? Page(request.path) : Refuse("method");
  }
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

bool Desk::IsForEvents(const Request& request) { return request.path == "/desk/events" && request.method == "GET"; }

std::optional<Answer> Desk::RefuseListening(const Request& request, Instant now) {
  if (std::optional<Answer> refusal = RefuseStranger(request, now)) return refusal;
  if (listeners_.load() >= kMostListeners) return Refuse("busy");
  return std::nullopt;
}

std::string Desk::NextEvent(std::optional<std::vector<WaitingHandover>>& seen, Instant now) {
  std::vector<WaitingHandover> waiting = matters_.waiting(now);
  if (seen == waiting) return ": \n\n";
  Json list = Json::MakeArray();
  for (const WaitingHandover& one : waiting) list.Append(ToJson(one));
  seen = std::move(waiting);
  return "event: waiting\ndata: " + WriteJson(list) + "\n\n";
}

}  // namespace eteinen::backend
