// Answers to questionnaires: taken in once, checked by the form itself as the app checks them, and shown again to those
// who may see them.
//
// A form that is sent in somebody's name needs an identified session and the right to fill forms for the person; what
// anybody may send is kept without a name, even when the sender is identified. Unfinished ones: drafts.h.
#ifndef ETEINEN_TOOLS_BACKEND_RESPONSES_H_
#define ETEINEN_TOOLS_BACKEND_RESPONSES_H_

#include <optional>
#include <string_view>

#include "core/base/json.h"
#include "core/calendar/instant.h"
#include "tools/backend/bookings.h"
#include "tools/backend/content.h"
#include "tools/backend/drafts.h"
#include "tools/backend/exchange.h"
#include "tools/backend/response_store.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

class Responses {
 public:
  Responses(const Content& content, Store& store, Bookings& bookings)
      : content_(content), store_(store), bookings_(bookings), drafts_(content, store) {}

  // The requests under /fhir/QuestionnaireResponse; `caller` absent: there is no session.
  Answer Handle(const Request& request, const std::optional<Caller>& caller, Instant now);

 private:
  Answer List(const Request& request, const Caller& caller, Instant now);
  Answer Look(const Caller& caller, std::string_view id, Instant now);
  Answer Save(const Request& request, const std::optional<Caller>& caller, Instant now);
  // Why the body cannot be taken in; nothing if it can.
  std::optional<Answer> Objection(const SentForm& form, const Json& body, const std::optional<Caller>& caller,
                                  Instant now);
  Answer Take(const SentForm& form, Json body, const std::optional<Caller>& caller, Instant now);
  bool MaySee(const Caller& caller, const StoredResponse& response, Instant now) const;

  const Content& content_;
  Store& store_;
  Bookings& bookings_;
  Drafts drafts_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_RESPONSES_H_
