// Who is here and for whom: the session resource of the contract, and what follows from it for every other request.
//
// With test persons in the place of identification. A session ends half an hour after the last request, and eight hours
// after its beginning at the latest. Authority is looked up anew at every request: one that has ended is none.
#ifndef ETEINEN_TOOLS_BACKEND_SESSIONS_H_
#define ETEINEN_TOOLS_BACKEND_SESSIONS_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

// The one behind a request.
struct Caller {
  Session session;
  bool anonymous = false;
  Visitor visitor;  // the person acted for, and by what right

  Relation relation() const { return visitor.authority.relation; }
};

class Sessions {
 public:
  Sessions(const Content& content, Store& store, bool secure_cookie)
      : content_(content), store_(store), secure_cookie_(secure_cookie) {}

  // The requests under /session.
  Answer Handle(const Request& request, Instant now);

  // The caller, if there is a session; `extend` moves its end forward.
  std::optional<Caller> CallerOf(const Request& request, Instant now, bool extend);

  // A session without identification, for services that need none; its cookie is set on `answer` by `SetCookie`.
  Caller Anonymous(Instant now);
  void SetCookie(Answer& answer, std::string_view session) const;

 private:
  Answer Show(const std::optional<Caller>& caller, Instant now) const;
  Answer TestPersons(const Request& request) const;
  Answer SignIn(const Request& request, Instant now);
  Answer ActFor(const Request& request, Instant now);
  Answer SignOut(const Request& request, Instant now);

  Visitor VisitorFor(std::string_view user, std::string_view person, Instant now) const;
  bool MayActFor(std::string_view user, std::string_view person, Instant now) const;
  Json PersonJson(const Person& person, Relation relation) const;

  const Content& content_;
  Store& store_;
  bool secure_cookie_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_SESSIONS_H_
