// Matters handed over to a chat: the resident's answers, so that nobody asks again.
//
// Kept in the database for a few hours at most, so that a restart loses none: health data that nobody has fetched by
// then is of no use to anyone. Once it has been fetched it stays for some minutes, for an answer that was lost on its
// way (a desk that has taken it may ask again, another desk may not), and is then erased; what is left until the end of
// its time is the key under which it was sent. The identifier is the key to a handover: nobody can guess it, and only
// the chat's adapter and the chat desk get it. Not for several threads at once.
#ifndef ETEINEN_TOOLS_BACKEND_HANDOVERS_H_
#define ETEINEN_TOOLS_BACKEND_HANDOVERS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/database.h"
#include "tools/backend/exchange.h"
#include "tools/backend/sessions.h"

namespace eteinen::backend {

inline constexpr std::int64_t kHandoverKept = 12 * kHour;
inline constexpr std::int64_t kKeptAfterFetching = 10 * kMinute;
inline constexpr std::int64_t kMostHandovers = 1000;      // waiting at a time; then 503 `busy`
inline constexpr std::size_t kMostHandoverText = 20'000;  // bytes, for reading

// What a desk sees of a matter before it is taken: nothing about the person.
struct WaitingHandover {
  std::string id;
  std::string channel;
  Instant received;
  std::string need;
  std::string urgency;
  std::string language;

  friend bool operator==(const WaitingHandover&, const WaitingHandover&) = default;
};

class Handovers {
 public:
  // `content` and `database` outlive this.
  Handovers(const Content& content, Database& database) : content_(content), database_(database) {}

  // Makes the table when it is missing and erases what has run out.
  Status Begin(Instant now);

  // POST /fhir/Communication; without a session nobody is named in it. The same key and body again from the same
  // place give the first answer, word for word, until it has been fetched; then only its id.
  Answer Take(const std::optional<Caller>& caller, const Request& request, const Json& body, Instant now);

  // GET /fhir/Communication/{id}: whoever has the identifier.
  Answer Fetch(std::string_view id, Instant now);
  // For a desk, which sees the identifiers of all: only when nobody has taken it yet, or this same desk has.
  Answer TakeToDesk(std::string_view id, std::string_view desk, Instant now);
  // DELETE /fhir/Communication/{id}: whoever has it needs it here no longer.
  Answer Erase(std::string_view id, Instant now);

  // Those that nobody has fetched, the oldest first.
  std::vector<WaitingHandover> Waiting(Instant now);

  // Erases what has run out.
  void Tidy(Instant now);

 private:
  Answer GiveOut(std::string_view id, std::optional<std::string_view> desk, Instant now);
  Outcome Sweep(Instant now);

  const Content& content_;
  Database& database_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_HANDOVERS_H_
