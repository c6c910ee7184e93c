#include "tools/backend/store.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "tools/backend/draft_store.h"
#include "tools/backend/response_store.h"
#include "tools/backend/wish_store.h"

namespace eteinen::backend {
namespace {

constexpr std::int64_t kSchema = 6;
constexpr std::int64_t kKeepAnswers = 30 * kDay;

constexpr const char* kMakeTables = R"(
CREATE TABLE session (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, acting_for TEXT NOT NULL, epoch BIGINT NOT NULL,
  begun BIGINT NOT NULL, expires BIGINT NOT NULL);
CREATE TABLE appointment (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, service TEXT NOT NULL, slot TEXT NOT NULL, place TEXT NOT NULL,
  starts BIGINT NOT NULL, ends BIGINT NOT NULL, state TEXT NOT NULL CHECK (state IN ('held','booked','cancelled')),
  hold_until BIGINT, session TEXT NOT NULL, version BIGINT NOT NULL, moves BIGINT NOT NULL,
  disclosure TEXT NOT NULL, created BIGINT NOT NULL, by TEXT NOT NULL, by_right_of TEXT NOT NULL,
  manage TEXT NOT NULL, entry TEXT NOT NULL, entry_from BIGINT NOT NULL, CHECK ((state = 'held') = (hold_until IS NOT NULL)));
CREATE UNIQUE INDEX one_taker ON appointment (slot) WHERE state IN ('held','booked');
CREATE INDEX by_person ON appointment (person, starts);
CREATE INDEX by_code ON appointment (manage) WHERE manage <> '';
CREATE INDEX by_time ON appointment (service, starts);
CREATE TABLE kept_answer (
  user_id TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status BIGINT NOT NULL, body TEXT NOT NULL,
  etag TEXT NOT NULL, location TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (user_id, key));
)";

// From schema 3: who has taken a handover is kept, and a guardian may wish beside a wish that is hidden from them. The
// backend that wrote it may never have made its table of handovers (handovers.cc).
constexpr const char* kFromThree = R"(
CREATE TABLE IF NOT EXISTS handover (
  id TEXT PRIMARY KEY, sender TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, channel TEXT NOT NULL, need TEXT NOT NULL,
  urgency TEXT NOT NULL, language TEXT NOT NULL, sent TEXT NOT NULL, received BIGINT NOT NULL, ends BIGINT NOT NULL,
  erased_at BIGINT NOT NULL, fetched BIGINT NOT NULL);
ALTER TABLE handover ADD COLUMN taken_by TEXT NOT NULL DEFAULT '';
DROP INDEX one_wish;
CREATE UNIQUE INDEX one_wish ON wish (person, service, made_by);
)";

// From schema 4: a booking goes on as the calendar entry of another.
constexpr const char* kFromFour = R"(
ALTER TABLE appointment ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN entry_from BIGINT NOT NULL DEFAULT 0;
)";

// What stands as it was made.
constexpr std::string_view kFixed = "id, service, created";
// What may change, in the order of BindChanging, and a place for each.
constexpr std::string_view kChanging =
    "person, slot, place, starts, ends, state, hold_until, session, version, moves, disclosure, by, by_right_of, "
    "manage, entry, entry_from";
constexpr std::string_view kChangingPlaces = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
// Left out of every reading: holds that have run out.
constexpr std::string_view kLive = "(state <> 'held' OR hold_until > ?)";

std::string_view StateName(BookingState state) {
  switch (state) {
    case BookingState::kHeld:
      return "held";
    case BookingState::kBooked:
      return "booked";
    case BookingState::kCancelled:
      break;
  }
  return "cancelled";
}

BookingState StateOf(std::string_view name) {
  return name == "held" ? BookingState::kHeld : name == "booked" ? BookingState::kBooked : BookingState::kCancelled;
}

std::string Columns() { return std::string(kFixed) + ", " + std::string(kChanging); }

std::string Select(std::string_view where) {
  return "SELECT " + Columns() + " FROM appointment WHERE " + std::string(where);
}

std::optional<std::int64_t> Seconds(std::optional<Instant> instant) {
  return instant ? std::optional<std::int64_t>(instant->seconds) : std::nullopt;
}

Statement& BindChanging(Statement& statement, const StoredAppointment& one) {
  return statement.Bind(one.person)
      .Bind(one.slot)
      .Bind(one.place)
      .Bind(one.start.seconds)
      .Bind(one.end.seconds)
      .Bind(StateName(one.state))
      .Bind(Seconds(one.hold_until))
      .Bind(one.session)
      .Bind(one.version)
      .Bind(one.moves)
      .Bind(Name(one.disclosure))
      .Bind(one.by)
      .Bind(Name(one.by_right_of))
      .Bind(one.manage)
      .Bind(one.entry)
      .Bind(one.entry_from);
}

Error CannotOpen(const std::string& path, std::string message) {
  return Error{ErrorKind::kInternal, std::move(message), path, std::nullopt};
}

Status MakeFolder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::exists(folder, error)) return Ok{};
  fs::create_directories(folder, error);
  if (error) return CannotOpen(folder, "the data folder cannot be made: say another one with --data");
  fs::permissions(folder, fs::perms::owner_all, error);
  return Ok{};
}

}  // namespace

Result<Store> Store::Open(const std::string& folder) {
  ETEINEN_RETURN_IF_ERROR(MakeFolder(folder));
  ETEINEN_ASSIGN_OR_RETURN(Database database, Database::Open(folder + "/eteinen.sqlite"));
  return Begin(std::move(database), folder);
}

Result<Store> Store::InMemory() {
  ETEINEN_ASSIGN_OR_RETURN(Database database, Database::Open(":memory:"));
  return Begin(std::move(database), "memory");
}

Result<Store> Store::Connect(const std::string& connection, const std::string& folder) {
  ETEINEN_RETURN_IF_ERROR(MakeFolder(folder));
  ETEINEN_ASSIGN_OR_RETURN(Database database, Database::Connect(connection));
  return Begin(std::move(database), "--postgres");
}

Result<Store> Store::Begin(Database database, const std::string& where) {
  bool made_now = false;
  {
    // In one transaction: of two processes that start at once, one makes the tables and the other finds them.
    Transaction transaction(database);
    if (transaction.begun() != Outcome::kDone) return CannotOpen(where, "the database is held by another program");
    std::optional<std::int64_t> version = database.Schema();
    if (version == 3 && database.Run(kFromThree) == Outcome::kDone) version = 4;
    if (version == 4 && database.Run(kFromFour) == Outcome::kDone) version = 5;
    if (version == 5 && database.Run(kMakeDraftTable) == Outcome::kDone &&
        database.SetSchema(kSchema) == Outcome::kDone) {
      version = kSchema;
    }
    made_now = version == 0;
    if (made_now &&
        (database.Run(kMakeTables) != Outcome::kDone || database.Run(kMakeResponseTable) != Outcome::kDone ||
         database.Run(kMakeWishTable) != Outcome::kDone || database.Run(kMakeDraftTable) != Outcome::kDone ||
         database.SetSchema(kSchema) != Outcome::kDone)) {
      return CannotOpen(where, "the tables cannot be made");
    }
    if (!made_now && version != kSchema) {
      return CannotOpen(where, "the database is of another version of this program: say another one");
    }
    if (transaction.Commit() != Outcome::kDone) return CannotOpen(where, "the database cannot be written");
  }
  return Store(std::move(database), made_now);
}

std::optional<Session> Store::FindSession(std::string_view id, Instant now) {
  if (id.empty()) return std::nullopt;
  Statement read =
      database_.Prepare("SELECT user_id, acting_for, epoch, begun, expires FROM session WHERE id = ? AND expires > ?");
  read.Bind(id).Bind(now.seconds);
  if (read.Step() != Outcome::kRow) return std::nullopt;
  return Session{std::string(id),         read.Text(0),           read.Text(1), read.Number(2),
                 Instant{read.Number(3)}, Instant{read.Number(4)}};
}

Outcome Store::PutSession(const Session& session) {
  return database_
      .Prepare(
          "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, "
          "acting_for = excluded.acting_for, epoch = excluded.epoch, begun = excluded.begun, "
          "expires = excluded.expires")
      .Bind(session.id)
      .Bind(session.user)
      .Bind(session.acting_for)
      .Bind(session.epoch)
      .Bind(session.begun.seconds)
      .Bind(session.expires.seconds)
      .Step();
}

Outcome Store::DropSession(std::string_view id) {
  return database_.Prepare("DELETE FROM session WHERE id = ?").Bind(id).Step();
}

Outcome Store::ReleaseHolds(std::string_view session) {
  return database_.Prepare("DELETE FROM appointment WHERE state = 'held' AND session = ?").Bind(session).Step();
}

Outcome Store::Sweep(Instant now) {
  const Outcome holds =
      database_.Prepare("DELETE FROM appointment WHERE state = 'held' AND hold_until <= ?").Bind(now.seconds).Step();
  const Outcome sessions = database_.Prepare("DELETE FROM session WHERE expires <= ?").Bind(now.seconds).Step();
  const Outcome answers =
      database_.Prepare("DELETE FROM kept_answer WHERE at <= ?").Bind((now - kKeepAnswers).seconds).Step();
  const Outcome drafts = DropEndedDrafts(database_, now);
  for (const Outcome one : {holds, sessions, answers}) {
    if (one != Outcome::kDone) return one;
  }
  return drafts;
}

std::vector<StoredAppointment> Store::Read(Statement& statement) {
  std::vector<StoredAppointment> list;
  while (statement.Step() == Outcome::kRow) {
    StoredAppointment one;
    one.id = statement.Text(0);
    one.service = statement.Text(1);
    one.created = Instant{statement.Number(2)};
    one.person = statement.Text(3);
    one.slot = statement.Text(4);
    one.place = statement.Text(5);
    one.start = Instant{statement.Number(6)};
    one.end = Instant{statement.Number(7)};
    one.state = StateOf(statement.Text(8));
    if (const auto until = statement.OptionalNumber(9)) one.hold_until = Instant{*until};
    one.session = statement.Text(10);
    one.version = statement.Number(11);
    one.moves = statement.Number(12);
    one.disclosure = DisclosureOf(statement.Text(13)).value_or(Disclosure::kForbidden);
    one.by = statement.Text(14);
    one.by_right_of = RelationOf(statement.Text(15)).value_or(Relation::kNone);
    one.manage = statement.Text(16);
    one.entry = statement.Text(17);
    one.entry_from = statement.Number(18);
    list.push_back(std::move(one));
  }
  return list;
}

std::optional<StoredAppointment> Store::FindAppointment(std::string_view id, Instant now) {
  Statement read = database_.Prepare(Select("id = ? AND " + std::string(kLive)));
  read.Bind(id).Bind(now.seconds);
  std::vector<StoredAppointment> found = Read(read);
  return found.empty() ? std::nullopt : std::optional<StoredAppointment>(std::move(found.front()));
}

std::optional<StoredAppointment> Store::FindByCode(std::string_view digest, Instant now) {
  Statement read = database_.Prepare(Select("manage = ? AND manage <> '' AND " + std::string(kLive)));
  read.Bind(digest).Bind(now.seconds);
  std::vector<StoredAppointment> found = Read(read);
  return found.empty() ? std::nullopt : std::optional<StoredAppointment>(std::move(found.front()));
}

std::vector<StoredAppointment> Store::AppointmentsOf(std::string_view person, Instant now) {
  Statement read = database_.Prepare(Select("person = ? AND " + std::string(kLive) + " ORDER BY starts, id"));
  read.Bind(person).Bind(now.seconds);
  return Read(read);
}

std::vector<StoredAppointment> Store::HoldsOf(std::string_view session, Instant now) {
  Statement read = database_.Prepare(Select("state = 'held' AND session = ? AND hold_until > ?"));
  read.Bind(session).Bind(now.seconds);
  return Read(read);
}

std::optional<StoredAppointment> Store::TakerOf(std::string_view slot, Instant now) {
  Statement read = database_.Prepare(Select("slot = ? AND state IN ('held','booked') AND " + std::string(kLive)));
  read.Bind(slot).Bind(now.seconds);
  std::vector<StoredAppointment> found = Read(read);
  return found.empty() ? std::nullopt : std::optional<StoredAppointment>(std::move(found.front()));
}

std::vector<std::string> Store::Taken(std::string_view service, Instant first, Instant last, std::string_view session,
                                      Instant now) {
  Statement read = database_.Prepare(
      "SELECT slot FROM appointment WHERE service = ? AND starts BETWEEN ? AND ? AND (state = 'booked' OR (state = "
      "'held' AND hold_until > ? AND session <> ?))");
  read.Bind(service).Bind(first.seconds).Bind(last.seconds).Bind(now.seconds).Bind(session);
  std::vector<std::string> slots;
  while (read.Step() == Outcome::kRow) slots.push_back(read.Text(0));
  std::sort(slots.begin(), slots.end());
  return slots;
}

Outcome Store::ClearExpired(std::string_view slot, Instant now) {
  return database_.Prepare("DELETE FROM appointment WHERE state = 'held' AND slot = ? AND hold_until <= ?")
      .Bind(slot)
      .Bind(now.seconds)
      .Step();
}

Outcome Store::Insert(const StoredAppointment& one, Instant now) {
  if (const Outcome cleared = ClearExpired(one.slot, now); cleared != Outcome::kDone) return cleared;
  Statement insert = database_.Prepare("INSERT INTO appointment (" + Columns() + ") VALUES (?, ?, ?, " +
                                       std::string(kChangingPlaces) + ")");
  insert.Bind(one.id).Bind(one.service).Bind(one.created.seconds);
  return BindChanging(insert, one).Step();
}

Outcome Store::Update(const StoredAppointment& one, Instant now) {
  if (const Outcome cleared = ClearExpired(one.slot, now); cleared != Outcome::kDone) return cleared;
  Statement update = database_.Prepare("UPDATE appointment SET (" + std::string(kChanging) + ") = (" +
                                       std::string(kChangingPlaces) + ") WHERE id = ?");
  const Outcome updated = BindChanging(update, one).Bind(one.id).Step();
  if (updated == Outcome::kDone && database_.Changes() != 1) return Outcome::kFailed;
  return updated;
}

Outcome Store::Delete(std::string_view id) {
  return database_.Prepare("DELETE FROM appointment WHERE id = ?").Bind(id).Step();
}

std::optional<KeptAnswer> Store::FindAnswer(std::string_view user, std::string_view key) {
  Statement read =
      database_.Prepare("SELECT request, status, body, etag, location FROM kept_answer WHERE user_id = ? AND key = ?");
  read.Bind(user).Bind(key);
  if (read.Step() != Outcome::kRow) return std::nullopt;
  return KeptAnswer{read.Text(0), static_cast<int>(read.Number(1)), read.Text(2), read.Text(3), read.Text(4)};
}

Outcome Store::KeepAnswer(std::string_view user, std::string_view key, const KeptAnswer& answer, Instant now) {
  return database_.Prepare("INSERT INTO kept_answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .Bind(user)
      .Bind(key)
      .Bind(answer.request)
      .Bind(static_cast<std::int64_t>(answer.status))
      .Bind(answer.body)
      .Bind(answer.etag)
      .Bind(answer.location)
      .Bind(now.seconds)
      .Step();
}

}  // namespace eteinen::backend
