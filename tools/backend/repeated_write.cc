#include "tools/backend/repeated_write.h"

#include <algorithm>

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

Answer RefuseOutcome(Outcome outcome) { return Refuse(outcome == Outcome::kBusy ? "busy" : "internal"); }

// Only a digest of the request is kept: whatever somebody wrote into a body stays out of the database.
std::string DigestOf(const RepeatedWrite& write, const Request& request) {
  return Hex(Sha256(request.method + " " + request.path + "\n" + write.person + "\n" +
                    std::string(request.Header("if-match")) + "\n" + request.body));
}

bool IsKey(std::string_view key) {
  return key.size() >= 8 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace

std::optional<Answer> AnsweredBefore(Store& store, const RepeatedWrite& write, const Request& request) {
  const std::string_view key = request.Header("idempotency-key");
  if (key.empty()) return std::nullopt;
  if (!IsKey(key)) return RefuseInput("Idempotency-Key", "expected 8 to 64 letters, digits and -");
  const std::optional<KeptAnswer> kept = store.FindAnswer(write.keeper, key);
  if (!kept) return std::nullopt;
  if (kept->request != DigestOf(write, request)) return Refuse("key-reused");
  Answer answer;
  answer.status = kept->status;
  answer.body = kept->body;
  answer.headers.emplace_back("ETag", kept->etag);
  if (!kept->location.empty()) answer.headers.emplace_back("Location", kept->location);
  return answer;
}

Answer CommitAnswer(Store& store, Transaction& transaction, const RepeatedWrite& write, const Request& request,
                    Answer answer, Instant now) {
  if (answer.status >= 300) return answer;
  if (const std::string_view key = request.Header("idempotency-key"); !key.empty()) {
    KeptAnswer kept{DigestOf(write, request), answer.status, answer.body, {}, {}};
    for (const auto& [name, value] : answer.headers) {
      if (name == "ETag") kept.etag = value;
      if (name == "Location") kept.location = value;
    }
    const Outcome outcome = store.KeepAnswer(write.keeper, key, kept, now);
    if (outcome != Outcome::kDone) return RefuseOutcome(outcome);
  }
  const Outcome committed = transaction.Commit();
  return committed == Outcome::kDone ? answer : RefuseOutcome(committed);
}

}  // namespace eteinen::backend
