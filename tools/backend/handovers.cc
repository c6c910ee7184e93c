#include "tools/backend/handovers.h"

#include <algorithm>

#include "core/channels/terms.h"
#include "tools/backend/identification/crypto.h"
#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr int kIdBytes = 16;
constexpr std::string_view kChannel = "HealthcareService/";

// `sent` is empty once the matter has been fetched and its minutes are over.
constexpr const char* kMakeTable = R"(
CREATE TABLE IF NOT EXISTS handover (
  id TEXT PRIMARY KEY, sender TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, channel TEXT NOT NULL, need TEXT NOT NULL,
  urgency TEXT NOT NULL, language TEXT NOT NULL, sent TEXT NOT NULL, received BIGINT NOT NULL, ends BIGINT NOT NULL,
  erased_at BIGINT NOT NULL, fetched BIGINT NOT NULL, taken_by TEXT NOT NULL);
)";

bool IsWord(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

const std::string& CodeIn(const Json& message, std::string_view member) {
  static const std::string kNone;
  const Json::Array& concepts = message[member].Items();
  if (concepts.size() != 1) return kNone;
  const Json::Array& codings = concepts.front()["coding"].Items();
  return codings.size() == 1 ? codings.front()["code"].AsString() : kNone;
}

// What is wrong with a message, as the place in it; empty when it can be taken.
std::string FaultOf(const Json& message) {
  if (message["resourceType"].AsString() != "Communication") return "resourceType";
  const Json::Array& recipients = message["recipient"].Items();
  if (recipients.size() != 1) return "recipient";
  const std::string& recipient = recipients.front()["reference"].AsString();
  if (!recipient.starts_with(kChannel) || !IsWord(std::string_view(recipient).substr(kChannel.size()), 1, 64)) {
    return "recipient";
  }
  const Json::Array& payload = message["payload"].Items();
  if (payload.empty() || payload.size() > 2) return "payload";
  const std::string& text = payload.front()["contentString"].AsString();
  if (text.empty() || text.size() > kMostHandoverText) return "payload";
  if (payload.size() == 2 && payload[1].Has("contentString")) return "payload";
  if (message.Has("category") && !channels::ParseNeed(CodeIn(message, "category"))) return "category";
  if (message.Has("reasonCode") && !channels::ParseUrgency(CodeIn(message, "reasonCode"))) return "reasonCode";
  if (message.Has("language") && !IsWord(message["language"].AsString(), 2, 35)) return "language";
  const Json::Array& contained = message["contained"].Items();
  if (contained.size() > 1) return "contained";
  if (!contained.empty() && contained.front()["resourceType"].AsString() != "QuestionnaireResponse") return "contained";
  return {};
}

// The message as it is given out. One whose content has been erased is its id alone.
Json MessageOf(const std::string& id, const std::string& sent, Instant received) {
  Result<Json> parsed = ParseJson(sent);
  Json message = parsed.ok() ? *std::move(parsed) : Json::MakeObject({{"resourceType", "Communication"}});
  message.Set("id", id);
  message.Set("received", FormatInstant(received));
  return message;
}

Answer AnswerOf(int status, const Json& message) {
  Answer answer = JsonAnswer(status, message);
  if (status == 201) answer.headers.emplace_back("Location", "/fhir/Communication/" + message["id"].AsString());
  return answer;
}

}  // namespace

Status Handovers::Begin(Instant now) {
  // In a transaction: several backends may begin at once.
  Transaction transaction(database_);
  if (transaction.begun() != Outcome::kDone) return InputError("the database cannot be written");
  if (database_.Run(kMakeTable) != Outcome::kDone) return InputError("the table of handovers cannot be made");
  const bool done = Sweep(now) == Outcome::kDone && transaction.Commit() == Outcome::kDone;
  return done ? Status(Ok{}) : Status(InputError("the database cannot be written"));
}

Answer Handovers::Take(const std::optional<Caller>& caller, const Request& request, const Json& body, Instant now) {
  const std::string_view key = request.Header("idempotency-key");
  if (key.empty()) return Refuse("precondition", "Idempotency-Key is missing");
  if (!IsWord(key, 8, 64)) return RefuseInput("Idempotency-Key", "expected 8 to 64 letters, digits and -");
  if (const std::string fault = FaultOf(body); !fault.empty()) {
    return RefuseInput(fault, "expected a Communication to one HealthcareService with a text");
  }
  const std::string subject = body["subject"]["reference"].AsString();
  if (caller && !caller->anonymous) {
    const Theme theme = content_.ThemeOfNeed(CodeIn(body, "category"));
    const bool permitted =
        content_.permissions.Allowed(caller->visitor.authority, Action::kChat, theme, now) == Permission::kAllowed;
    if (!permitted || subject != "Patient/" + caller->session.acting_for) return Refuse("not-permitted");
  } else if (!subject.empty()) {
    return Refuse("not-identified");
  }
  const std::string sender = (caller ? caller->session.user : std::string()) + " " + std::string(key);
  const std::string digest = Hex(Sha256(request.body));
  Transaction transaction(database_);
  if (transaction.begun() != Outcome::kDone || Sweep(now) != Outcome::kDone) return Refuse("busy");
  {
    Statement known = database_.Prepare("SELECT id, digest, sent, received FROM handover WHERE sender = ?");
    known.Bind(sender);
    if (known.Step() == Outcome::kRow) {
      if (known.Text(1) != digest) return Refuse("key-reused");
      return AnswerOf(201, MessageOf(known.Text(0), known.Text(2), Instant{known.Number(3)}));
    }
  }
  {
    Statement count = database_.Prepare("SELECT COUNT(*) FROM handover WHERE fetched = 0");
    if (count.Step() != Outcome::kRow || count.Number(0) >= kMostHandovers) return Refuse("busy");
  }
  const std::string id = RandomId(kIdBytes);
  const Instant ends = now + kHandoverKept;
  const std::string& recipient = body["recipient"].Items().front()["reference"].AsString();
  const Outcome kept = database_.Prepare("INSERT INTO handover VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')")
                           .Bind(id)
                           .Bind(sender)
                           .Bind(digest)
                           .Bind(std::string_view(recipient).substr(kChannel.size()))
                           .Bind(CodeIn(body, "category"))
                           .Bind(CodeIn(body, "reasonCode"))
                           .Bind(body["language"].AsString())
                           .Bind(request.body)
                           .Bind(now.seconds)
                           .Bind(ends.seconds)
                           .Bind(ends.seconds)
                           .Step();
  if (kept != Outcome::kDone || transaction.Commit() != Outcome::kDone) return Refuse("busy");
  return AnswerOf(201, MessageOf(id, request.body, now));
}

Answer Handovers::Fetch(std::string_view id, Instant now) { return GiveOut(id, std::nullopt, now); }

Answer Handovers::TakeToDesk(std::string_view id, std::string_view desk, Instant now) { return GiveOut(id, desk, now); }

Answer Handovers::GiveOut(std::string_view id, std::optional<std::string_view> desk, Instant now) {
  Tidy(now);
  Transaction transaction(database_);
  if (transaction.begun() != Outcome::kDone) return Refuse("busy");
  Json message;
  {
    Statement read =
        database_.Prepare("SELECT sent, received, fetched, taken_by FROM handover WHERE id = ? AND sent <> ''");
    read.Bind(id);
    if (read.Step() != Outcome::kRow) return Refuse("not-found");
    const bool by_another = read.Number(2) != 0 && (!desk || desk->empty() || read.Text(3) != *desk);
    if (desk && by_another) return Refuse("not-found");
    message = MessageOf(std::string(id), read.Text(0), Instant{read.Number(1)});
  }
  // The first fetching begins the minutes in which it may be asked for once more.
  const std::int64_t erased_at = (now + kKeptAfterFetching).seconds;
  const Outcome marked = database_
                             .Prepare(
                                 "UPDATE handover SET fetched = 1, taken_by = ?, erased_at = CASE WHEN erased_at > ? "
                                 "THEN ? ELSE erased_at END WHERE id = ? AND fetched = 0")
                             .Bind(desk.value_or(""))
                             .Bind(erased_at)
                             .Bind(erased_at)
                             .Bind(id)
                             .Step();
  if (marked != Outcome::kDone || transaction.Commit() != Outcome::kDone) return Refuse("busy");
  return AnswerOf(200, message);
}

Answer Handovers::Erase(std::string_view id, Instant now) {
  Tidy(now);
  Transaction transaction(database_);
  if (transaction.begun() != Outcome::kDone) return Refuse("busy");
  Statement erase = database_.Prepare("UPDATE handover SET sent = '', fetched = 1 WHERE id = ? AND sent <> ''");
  if (erase.Bind(id).Step() != Outcome::kDone) return Refuse("busy");
  if (database_.Changes() == 0) return Refuse("not-found");
  if (transaction.Commit() != Outcome::kDone) return Refuse("busy");
  Answer answer;
  answer.status = 204;
  return answer;
}

std::vector<WaitingHandover> Handovers::Waiting(Instant now) {
  std::vector<WaitingHandover> waiting;
  Statement read = database_.Prepare(
      "SELECT id, channel, received, need, urgency, language FROM handover "
      "WHERE fetched = 0 AND sent <> '' AND ends > ? ORDER BY received, id");
  read.Bind(now.seconds);
  while (read.Step() == Outcome::kRow) {
    waiting.push_back({read.Text(0), read.Text(1), Instant{read.Number(2)}, read.Text(3), read.Text(4), read.Text(5)});
  }
  return waiting;
}

// By itself: what runs out is erased also when what follows is refused. A database that is busy is tried again soon.
void Handovers::Tidy(Instant now) {
  Transaction transaction(database_);
  if (transaction.begun() == Outcome::kDone && Sweep(now) == Outcome::kDone) transaction.Commit();
}

Outcome Handovers::Sweep(Instant now) {
  const Outcome dropped = database_.Prepare("DELETE FROM handover WHERE ends <= ?").Bind(now.seconds).Step();
  if (dropped != Outcome::kDone) return dropped;
  return database_.Prepare("UPDATE handover SET sent = '' WHERE erased_at <= ? AND sent <> ''")
      .Bind(now.seconds)
      .Step();
}

}  // namespace eteinen::backend
