// Everything under /session and /fhir: who may ask at all, then to whom the request goes.
#ifndef ETEINEN_TOOLS_BACKEND_API_H_
#define ETEINEN_TOOLS_BACKEND_API_H_

#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "core/calendar/instant.h"
#include "tools/backend/arrivals.h"
#include "tools/backend/audit.h"
#include "tools/backend/bookings.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/handovers.h"
#include "tools/backend/people.h"
#include "tools/backend/responses.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

class Api {
 public:
  // `secret`: the backend's own (secrets.h).
  Api(const Content& content, Store& store, People& people, Audit& audit, Providers& providers, Capabilities can,
      const std::string& secret)
      : content_(content),
        store_(store),
        audit_(audit),
        sessions_(content, store, people,
                  {providers.secure_cookie, providers.identification != nullptr, providers.authorisation != nullptr}),
        can_(can),
        bookings_(content, store,
                  {can, ManageCodes(secret),
                   [this](const std::string& user, const std::string& person, Instant now) {
                     return sessions_.VisitorOf(user, person, now);
                   }}),
        responses_(content, store, bookings_),
        handovers_(content, store.database()),
        arrivals_(providers, sessions_, people, audit, one_at_a_time_) {}

  // Whether the path is this part's business.
  static bool Owns(std::string_view path);

  // Puts given appointments into a new database and sweeps an old one.
  Status Begin(Instant now);

  // May be called from any thread.
  Answer Handle(const Request& request, Instant now);

  // For the chat desk; may be called from any thread.
  std::vector<WaitingHandover> WaitingHandovers(Instant now);
  Answer TakeHandover(std::string_view id, std::string_view desk, Instant now);

  // Erases what has run out; to be called now and then, also when nobody asks for anything. From any thread.
  void Tidy(Instant now);

 private:
  Answer Route(const Request& request, Instant now);
  Answer Audited(const Request& request, Instant now);
  // The line about a request on behalf of another; nothing when it is for oneself or tells nothing.
  std::optional<AuditLine> LineOf(const Request& request, Instant now);
  Answer Fhir(const Request& request, Instant now);
  Answer Appointments(const Request& request, const Caller& caller, Instant now);
  Answer Write(const Request& request, const Caller& caller, Instant now);
  Answer HandOver(const Request& request, const std::optional<Caller>& caller, Instant now);
  // A booking by its code: begins an anonymous session for it.
  Answer Manage(const Request& request, const std::optional<Caller>& caller, Instant now);
  // Several people's times, with a line of the audit for each who is acted for.
  Answer BookTogether(const Request& request, const Caller& caller, Instant now);
  // Without a session: only what needs no identification.
  Answer WithoutSession(const Request& request, Instant now);

  const Content& content_;
  Store& store_;
  Audit& audit_;
  std::mutex one_at_a_time_;
  Sessions sessions_;
  const Capabilities can_;
  Bookings bookings_;
  Responses responses_;
  Handovers handovers_;
  Arrivals arrivals_;
  Counter code_tries_;
  Counter anonymous_holds_;
  Counter anonymous_handovers_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_API_H_
