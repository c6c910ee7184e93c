#include "tools/backend/sqlite.h"

#include <sqlite3.h>
#include <sys/stat.h>

namespace eteinen::backend {
namespace {

constexpr int kBusyMilliseconds = 5000;

Outcome OutcomeOf(int code) {
  switch (code & 0xFF) {
    case SQLITE_ROW:
      return Outcome::kRow;
    case SQLITE_DONE:
    case SQLITE_OK:
      return Outcome::kDone;
    case SQLITE_CONSTRAINT:
      return Outcome::kConflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Outcome::kBusy;
    default:
      return Outcome::kFailed;
  }
}

}  // namespace

void Statement::Finalize(sqlite3_stmt* statement) { sqlite3_finalize(statement); }

Statement& Statement::Bind(std::string_view text) {
  sqlite3_bind_text(statement_.get(), next_++, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::Bind(std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), next_++, number);
  return *this;
}

Statement& Statement::Bind(std::optional<std::int64_t> number) {
  if (number) return Bind(*number);
  sqlite3_bind_null(statement_.get(), next_++);
  return *this;
}

Outcome Statement::Step() {
  if (statement_ == nullptr) return Outcome::kFailed;
  return OutcomeOf(sqlite3_step(statement_.get()));
}

std::string Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text), static_cast<size_t>(size));
}

std::int64_t Statement::Number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::optional<std::int64_t> Statement::OptionalNumber(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return Number(column);
}

void Database::Close(sqlite3* connection) { sqlite3_close(connection); }

Result<Database> Database::Open(const std::string& path) {
  sqlite3* connection = nullptr;
  const mode_t before = umask(0077);
  const int code = sqlite3_open_v2(path.c_str(), &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Database database(connection);
  const bool ready = code == SQLITE_OK && sqlite3_busy_timeout(connection, kBusyMilliseconds) == SQLITE_OK &&
                     database.Run("PRAGMA journal_mode=WAL") == Outcome::kDone &&
                     database.Run("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON") == Outcome::kDone;
  umask(before);
  if (!ready) {
    const char* message = connection == nullptr ? "out of memory" : sqlite3_errmsg(connection);
    return Error{ErrorKind::kInternal, std::string("the database cannot be opened: ") + message, path, std::nullopt};
  }
  return database;
}

Statement Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  return Statement(statement);
}

Outcome Database::Run(const std::string& sql) {
  return OutcomeOf(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

int Database::Changes() const { return sqlite3_changes(connection_.get()); }

bool Database::DropBeforeCommit() {
  const bool waiting = before_commit_ != nullptr;
  before_commit_ = nullptr;
  return waiting;
}

Outcome Transaction::Commit() {
  if (database_.before_commit_) {
    if (const Outcome outcome = database_.before_commit_(); outcome != Outcome::kDone) return outcome;
    database_.before_commit_ = nullptr;
  }
  const Outcome outcome = database_.Run("COMMIT");
  committed_ = outcome == Outcome::kDone;
  return outcome;
}

}  // namespace eteinen::backend
