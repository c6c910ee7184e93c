// Who is here and for whom: the session resource of the contract, and what follows from it for every other request.
//
// Whether test persons stand for identification or a provider does, and whether authority comes from the test register
// or from the e-authorisations service, is known by Arrivals (arrivals.h); here both end in the same session. Authority
// is looked up anew at every request: one that has ended is none. Limits are data (limits.h). A session is known by the
// digest of what its cookie holds, so that whoever reads the database or its backup has nobody's session.
#ifndef ETEINEN_TOOLS_BACKEND_SESSIONS_H_
#define ETEINEN_TOOLS_BACKEND_SESSIONS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/exchange.h"
#include "tools/backend/identification/authorisations.h"
#include "tools/backend/people.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

// The one behind a request.
struct Caller {
  Session session;
  std::string token;  // what the cookie holds; told only when the session begins
  bool anonymous = false;
  Visitor visitor;  // the person acted for, and by what right

  Relation relation() const { return visitor.authority.relation; }
};

struct SessionSettings {
  bool secure_cookie = false;        // TLS stands before this server
  bool provider_identifies = false;  // instead of the page of test persons
  bool service_authorises = false;   // instead of the test register
};

class Sessions {
 public:
  Sessions(const Content& content, Store& store, People& people, SessionSettings settings)
      : content_(content), store_(store), people_(people), settings_(settings) {}

  // The requests under /session, but for those that lead to other servers.
  Answer Handle(const Request& request, Instant now);

  // The caller, if there is a session; `extend` moves its end forward.
  std::optional<Caller> CallerOf(const Request& request, Instant now, bool extend);

  // The same caller acting for another of those for whom they may: for one write about several people. Nothing when
  // they may not, or when only the e-authorisations service knows, which is asked about one person at a time.
  std::optional<Caller> CallerFor(const Caller& caller, const std::string& person, Instant now) const;
  // What somebody is to a person now, whether they have a session or not; by the register of test persons alone.
  Visitor VisitorOf(const std::string& user, const std::string& person, Instant now) const;

  // A session without identification, for services that need none; its cookie is set on `answer` by `SetCookie`.
  Caller Anonymous(Instant now);
  // `token`: of a session that begins now; empty takes the cookie away.
  void SetCookie(Answer& answer, std::string_view token) const;
  // It is over: its holds are free.
  void End(const Session& session);

  // Begins the session of somebody who has identified, and ends the one before. Nothing when it cannot be kept.
  std::optional<Caller> Begin(const Request& request, const Person& person, Instant now);

  // The one whom a request of /session/acting-for names, if there is such a person; else "".
  std::string KnownPerson(const Request& request) const;

  // What the e-authorisations service has said: these may be acted for in this session, as long as it says so. The
  // first is acted for from now on. False when there is none, or the session has ended.
  bool Grant(const std::string& session, const AuthorisationTicket& ticket, const std::vector<ChosenPerson>& persons,
             Instant now);
  // What to ask the service again before a request is answered: about whom the session acts for, if that came from
  // there and was not asked this very minute; at a write in any case.
  struct Question {
    std::string session;
    std::string person;
    std::string identity_code;
    AuthorisationTicket ticket;
  };
  std::optional<Question> QuestionFor(const Request& request, Instant now);
  void TakeAnswer(const Question& question, const std::vector<Theme>& themes, Instant now);

 private:
  struct Granted {
    AuthorisationTicket ticket;
    std::vector<AuthorityRecord> records;
    Instant asked;
  };

  Answer Show(const std::optional<Caller>& caller, Instant now) const;
  Answer TestPersons(const Request& request) const;
  Answer SignIn(const Request& request, Instant now);
  Answer ActFor(const Request& request, Instant now);
  Answer SignOut(const Request& request, Instant now);

  const std::vector<AuthorityRecord>& RecordsOf(const Session& session) const;
  Visitor VisitorFor(const Session& session, std::string_view person, Instant now) const;
  bool MayDo(const Visitor& visitor, Action action, Theme theme, Instant now) const;
  bool MayActFor(const Session& session, std::string_view person, Instant now) const;
  Json PersonJson(const Session& session, const Person& person, Instant now) const;
  Instant EndOf(const Session& session, Instant now) const;
  std::string CookieName() const;

  const Content& content_;
  Store& store_;
  People& people_;
  const SessionSettings settings_;
  std::map<std::string, Granted, std::less<>> granted_;  // by session; gone with a restart
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_SESSIONS_H_
