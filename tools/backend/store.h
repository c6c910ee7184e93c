// What the backend remembers: sessions, appointments (holds among them), wishes for earlier times (wish_store.h),
// answers to questionnaires (response_store.h), unfinished ones (draft_store.h) and the answers to writes that may be
// repeated.
//
// One SQLite file, `eteinen.sqlite`, or a PostgreSQL database. That no time is taken twice is a unique index, not a
// check in code. A hold that has run out is none: every reading leaves it out, and it is swept away when its time is
// wanted. No personal identity code is kept; texts about health only where somebody has sent
// them as answers, or has begun to.
#ifndef ETEINEN_TOOLS_BACKEND_STORE_H_
#define ETEINEN_TOOLS_BACKEND_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/booking/appointment_rules.h"
#include "core/calendar/instant.h"
#include "core/identity/permission.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

struct Session {
  std::string id;          // the digest of its cookie, never the cookie itself
  std::string user;        // empty: anonymous
  std::string acting_for;  // a person's id; of an anonymous session, a name of its own
  std::int64_t epoch = 0;
  Instant begun;
  Instant expires;
};

struct StoredAppointment {
  std::string id;
  std::string person;
  std::string service;
  std::string slot;
  std::string place;
  Instant start;
  Instant end;
  BookingState state = BookingState::kBooked;
  std::optional<Instant> hold_until;
  std::string session;  // of a hold
  std::int64_t version = 1;
  std::int64_t moves = 0;
  Disclosure disclosure = Disclosure::kAllowed;
  Instant created;
  std::string by;                          // who made the last change …
  Relation by_right_of = Relation::kSelf;  // … and by what right
  std::string manage;                      // digest of the code that opens it (manage_code.h); empty: none
  // In calendars it goes on as the entry of the booking that it took the place of: that entry's UID, and its SEQUENCE
  // when this one was booked. Empty: an entry of its own, from 0.
  std::string entry;
  std::int64_t entry_from = 0;

  const std::string& EntryUid() const { return entry.empty() ? id : entry; }
  std::int64_t EntrySequence() const { return entry_from + version - 1; }
};

// The answer to a write that was done, kept under the user's key.
struct KeptAnswer {
  std::string request;
  int status = 0;
  std::string body;
  std::string etag;
  std::string location;
};

class Store {
 public:
  // Makes the folder (mode 0700) and the file when they are missing. The error says what the way out is.
  static Result<Store> Open(const std::string& folder);
  // Nothing of it outlives it.
  static Result<Store> InMemory();
  // The same tables in a PostgreSQL database. The folder, made when it is missing, keeps the rest.
  static Result<Store> Connect(const std::string& connection, const std::string& folder);

  Database& database() { return database_; }
  bool made_now() const { return made_now_; }

  std::optional<Session> FindSession(std::string_view id, Instant now);
  Outcome PutSession(const Session& session);
  Outcome DropSession(std::string_view id);
  Outcome ReleaseHolds(std::string_view session);
  Outcome Sweep(Instant now);  // drops what has ended: sessions, holds, kept answers of more than 30 days

  // Bookings and live holds.
  std::optional<StoredAppointment> FindAppointment(std::string_view id, Instant now);
  std::vector<StoredAppointment> AppointmentsOf(std::string_view person, Instant now);
  // The booking that a code opens; `digest` as kept, never empty.
  std::optional<StoredAppointment> FindByCode(std::string_view digest, Instant now);
  std::vector<StoredAppointment> HoldsOf(std::string_view session, Instant now);
  // Who has the time, or nobody.
  std::optional<StoredAppointment> TakerOf(std::string_view slot, Instant now);
  // The slots of a service between two starts that are taken, sorted, but for the holds of `session`.
  std::vector<std::string> Taken(std::string_view service, Instant first, Instant last, std::string_view session,
                                 Instant now);
  // kConflict: the time is taken. An expired hold on the slot gives way.
  Outcome Insert(const StoredAppointment& appointment, Instant now);
  Outcome Update(const StoredAppointment& appointment, Instant now);
  Outcome Delete(std::string_view id);

  std::optional<KeptAnswer> FindAnswer(std::string_view user, std::string_view key);
  Outcome KeepAnswer(std::string_view user, std::string_view key, const KeptAnswer& answer, Instant now);

 private:
  static Result<Store> Begin(Database database, const std::string& where);
  Store(Database database, bool made_now) : database_(std::move(database)), made_now_(made_now) {}
  std::vector<StoredAppointment> Read(Statement& statement);
  Outcome ClearExpired(std::string_view slot, Instant now);

  Database database_;
  bool made_now_;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_STORE_H_
