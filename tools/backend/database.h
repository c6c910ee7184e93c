// A database as values: a connection, statements that finalize themselves, and transactions that roll back unless
// committed. SQLite inside (sqlite.cc) or, by a connection string, PostgreSQL (postgres.cc), so that several backend
// processes can serve one county; what is stored and asked is the same text for both.
//
// That text keeps to what both read alike: TEXT and BIGINT, `?` for parameters, `ON CONFLICT … DO UPDATE`, no word
// that one of them reserves, and no reliance on the order in which texts sort. What was committed survives a kill and
// a power cut with either. A connection is used by one thread at a time (the backend's lock); other processes may use
// the same database, a busy one is waited for.
#ifndef ETEINEN_TOOLS_BACKEND_DATABASE_H_
#define ETEINEN_TOOLS_BACKEND_DATABASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace eteinen::backend {

enum class Outcome {
  kRow,       // a row is there to be read
  kDone,      // finished
  kConflict,  // a constraint of the database refused it
  kBusy,      // another process holds the database for too long
  kFailed,    // of a commit: whether it was done is not known
};

// What each kind of database does for a statement and a connection; behind the classes below.
class StatementDriver {
 public:
  virtual ~StatementDriver() = default;
  virtual void Bind(int place, std::string_view text) = 0;  // places count from 1
  virtual void Bind(int place, std::optional<std::int64_t> number) = 0;
  virtual Outcome Step() = 0;
  virtual std::string Text(int column) const = 0;
  virtual std::optional<std::int64_t> Number(int column) const = 0;
};

class DatabaseDriver {
 public:
  virtual ~DatabaseDriver() = default;
  virtual std::unique_ptr<StatementDriver> Prepare(std::string_view sql) = 0;
  virtual Outcome Run(const std::string& sql) = 0;
  virtual int Changes() const = 0;
  virtual Outcome Begin() = 0;
  // The version of the tables that somebody made here; 0: there are none; nothing: it cannot be read.
  virtual std::optional<std::int64_t> Schema() = 0;
  virtual Outcome SetSchema(std::int64_t version) = 0;
  virtual bool is_postgres() const = 0;
};

class Statement {
 public:
  explicit Statement(std::unique_ptr<StatementDriver> driver) : driver_(std::move(driver)) {}

  // Binds the next parameter; in their order.
  Statement& Bind(std::string_view text);
  Statement& Bind(std::int64_t number);
  Statement& Bind(std::optional<std::int64_t> number);

  Outcome Step() { return driver_->Step(); }

  // A column of the row, from 0.
  std::string Text(int column) const { return driver_->Text(column); }
  std::int64_t Number(int column) const { return driver_->Number(column).value_or(0); }
  std::optional<std::int64_t> OptionalNumber(int column) const { return driver_->Number(column); }

 private:
  std::unique_ptr<StatementDriver> driver_;
  int next_ = 1;
};

class Database {
 public:
  // Opens or makes a file of SQLite, readable by its owner alone. The error says what SQLite says.
  static Result<Database> Open(const std::string& path);
  // Connects to PostgreSQL by a connection string of libpq ("host=/run/postgresql dbname=eteinen"). The error says
  // what the library says; it never holds the string, in which there may be a password.
  static Result<Database> Connect(const std::string& connection);

  // A statement that cannot be prepared fails when it is stepped.
  Statement Prepare(std::string_view sql) { return Statement(driver_->Prepare(sql)); }
  // Runs statements without results.
  Outcome Run(const std::string& sql) { return driver_->Run(sql); }
  // Rows changed by the last statement.
  int Changes() const { return driver_->Changes(); }
  std::optional<std::int64_t> Schema() { return driver_->Schema(); }
  Outcome SetSchema(std::int64_t version) { return driver_->SetSchema(version); }
  // For the few statements that the two write differently (triggers).
  bool is_postgres() const { return driver_->is_postgres(); }

  // Something that belongs into the next transaction before it is committed; unless it is done, neither is the rest.
  void BeforeCommit(std::function<Outcome()> act) { before_commit_ = std::move(act); }
  // Takes it away again. True when a transaction has not taken it along meanwhile.
  bool DropBeforeCommit();

 private:
  explicit Database(std::unique_ptr<DatabaseDriver> driver) : driver_(std::move(driver)) {}
  friend class Transaction;
  std::unique_ptr<DatabaseDriver> driver_;
  std::function<Outcome()> before_commit_;
};

// The writer's transaction: whoever holds one is alone with what they read, in this process and in every other.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), begun_(database.driver_->Begin()) {}
  ~Transaction() {
    if (begun_ == Outcome::kDone && !committed_) database_.Run("ROLLBACK");
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Outcome begun() const { return begun_; }
  Outcome Commit();

 private:
  Database& database_;
  Outcome begun_;
  bool committed_ = false;
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_DATABASE_H_
