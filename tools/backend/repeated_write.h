// A write that may be sent again: the same Idempotency-Key with the same request gets the first answer, word for word.
//
// The answer is kept in the transaction of the write itself, so that there is never one without the other. Keys are the
// keeper's own: the user's, whatever session they come back in; of those without a session, a common pool of keys that
// nobody can guess.
#ifndef ETEINEN_TOOLS_BACKEND_REPEATED_WRITE_H_
#define ETEINEN_TOOLS_BACKEND_REPEATED_WRITE_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/calendar/instant.h"
#include "tools/backend/exchange.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

struct RepeatedWrite {
  std::string keeper;
  std::string person;  // acted for; part of what makes two requests the same
};

// The answer that was given before, or a refusal of the key; nothing if the request is new or has no key.
std::optional<Answer> AnsweredBefore(Store& store, const RepeatedWrite& write, const Request& request);

// Keeps a success under the request's key and commits; then, and only then, it may be given. A refusal is given as it
// is, and nothing is committed.
Answer CommitAnswer(Store& store, Transaction& transaction, const RepeatedWrite& write, const Request& request,
                    Answer answer, Instant now);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_REPEATED_WRITE_H_
