// SQLite in WAL mode with full synchronisation: what was committed survives a kill and a power cut.
#include <sqlite3.h>
#include <sys/stat.h>

#include "tools/backend/database.h"

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

class SqliteStatement : public StatementDriver {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void Bind(int place, std::string_view text) override {
    // A text of no length may have no address, which SQLite would take for NULL.
    const char* bytes = text.empty() ? "" : text.data();
    sqlite3_bind_text(statement_, place, bytes, static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void Bind(int place, std::optional<std::int64_t> number) override {
    if (number) {
      sqlite3_bind_int64(statement_, place, *number);
    } else {
      sqlite3_bind_null(statement_, place);
    }
  }
  Outcome Step() override { return statement_ == nullptr ? Outcome::kFailed : OutcomeOf(sqlite3_step(statement_)); }
  std::string Text(int column) const override {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return text == nullptr ? std::string()
                           : std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  }
  std::optional<std::int64_t> Number(int column) const override {
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
    return sqlite3_column_int64(statement_, column);
  }

 private:
  sqlite3_stmt* statement_;
};

class SqliteDatabase : public DatabaseDriver {
 public:
  explicit SqliteDatabase(sqlite3* connection) : connection_(connection) {}
  ~SqliteDatabase() override { sqlite3_close(connection_); }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  std::unique_ptr<StatementDriver> Prepare(std::string_view sql) override {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    return std::make_unique<SqliteStatement>(statement);
  }
  Outcome Run(const std::string& sql) override {
    return OutcomeOf(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr));
  }
  int Changes() const override { return sqlite3_changes(connection_); }
  Outcome Begin() override { return Run("BEGIN IMMEDIATE"); }
  std::optional<std::int64_t> Schema() override {
    const std::unique_ptr<StatementDriver> read = Prepare("PRAGMA user_version");
    return read->Step() == Outcome::kRow ? read->Number(0) : std::nullopt;
  }
  Outcome SetSchema(std::int64_t version) override { return Run("PRAGMA user_version=" + std::to_string(version)); }
  bool is_postgres() const override { return false; }

 private:
  sqlite3* connection_;
};

}  // namespace

Result<Database> Database::Open(const std::string& path) {
  sqlite3* connection = nullptr;
  const mode_t before = umask(0077);
  const int code = sqlite3_open_v2(path.c_str(), &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  Database database(std::make_unique<SqliteDatabase>(connection));
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

}  // namespace eteinen::backend
