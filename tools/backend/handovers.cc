#include "tools/backend/handovers.h"

#include <algorithm>

#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr int kIdBytes = 16;
constexpr std::string_view kChannel = "HealthcareService/";

bool IsKey(std::string_view key) {
  return key.size() >= 8 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// What is wrong with a message, as the place in it; empty when it can be taken.
std::string FaultOf(const Json& message) {
  if (message["resourceType"].AsString() != "Communication") return "resourceType";
  const Json::Array& recipients = message["recipient"].Items();
  if (recipients.size() != 1 || !recipients.front()["reference"].AsString().starts_with(kChannel)) return "recipient";
  const Json::Array& payload = message["payload"].Items();
  if (payload.empty() || payload.front()["contentString"].AsString().empty()) return "payload";
  return {};
}

Answer AnswerOf(int status, const Json& message) {
  Answer answer = JsonAnswer(status, message);
  if (status == 201) answer.headers.emplace_back("Location", "/fhir/Communication/" + message["id"].AsString());
  return answer;
}

}  // namespace

Answer Handovers::Take(const std::optional<Caller>& caller, const Request& request, const Json& body, Instant now) {
  const std::string_view key = request.Header("idempotency-key");
  if (key.empty()) return Refuse("precondition", "Idempotency-Key is missing");
  if (!IsKey(key)) return RefuseInput("Idempotency-Key", "expected 8 to 64 letters, digits and -");
  if (const std::string fault = FaultOf(body); !fault.empty()) {
    return RefuseInput(fault, "expected a Communication to one HealthcareService with a text");
  }
  const std::string subject = body["subject"]["reference"].AsString();
  if (caller && !caller->anonymous) {
    const bool permitted = content_.permissions.Allowed(caller->visitor.authority, Action::kChat, Theme::kHealth,
                                                        now) == Permission::kAllowed;
    if (!permitted || subject != "Patient/" + caller->session.acting_for) return Refuse("not-permitted");
  } else if (!subject.empty()) {
    return Refuse("not-identified");
  }
  Sweep(now);
  const std::string whose = (caller ? caller->session.user : std::string()) + " " + std::string(key);
  for (const auto& [id, kept] : kept_) {
    if (kept.key != whose) continue;
    return kept.sent == request.body ? AnswerOf(201, kept.message) : Refuse("key-reused");
  }
  if (kept_.size() >= kMostHandovers) return Refuse("busy");
  const std::string id = RandomId(kIdBytes);
  Json message = body;
  message.Set("id", id);
  message.Set("received", FormatInstant(now));
  Answer answer = AnswerOf(201, message);
  kept_[id] = {whose, request.body, std::move(message), now + kHandoverKept};
  return answer;
}

Answer Handovers::Look(std::string_view id, Instant now) {
  Sweep(now);
  const auto found = kept_.find(id);
  return found == kept_.end() ? Refuse("not-found") : AnswerOf(200, found->second.message);
}

void Handovers::Sweep(Instant now) {
  std::erase_if(kept_, [now](const auto& entry) { return entry.second.until <= now; });
}

}  // namespace eteinen::backend
