// SQLite as values: a connection, statements that finalize themselves, and transactions that roll back unless
// committed.
//
// The connection is in WAL mode with full synchronisation: what was committed survives a kill and a power cut. It is
// used by one thread at a time (the backend's lock); other processes may use the same file, a busy one is waited for.
#ifndef ETEINEN_TOOLS_BACKEND_SQLITE_H_
#define ETEINEN_TOOLS_BACKEND_SQLITE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace eteinen::backend {

enum class Outcome {
  kRow,       // a row is there to be read
  kDone,      // finished
  kConflict,  // a constraint of the database refused it
  kBusy,      // another process holds the database for too long
  kFailed,
};

class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement, &Finalize) {}

  // Binds the next parameter; in their order.
  Statement& Bind(std::string_view text);
  Statement& Bind(std::int64_t number);
  Statement& Bind(std::optional<std::int64_t> number);

  Outcome Step();

  // A column of the row, from 0.
  std::string Text(int column) const;
  std::int64_t Number(int column) const;
  std::optional<std::int64_t> OptionalNumber(int column) const;

 private:
  static void Finalize(sqlite3_stmt* statement);
  std::unique_ptr<sqlite3_stmt, void (*)(sqlite3_stmt*)> statement_;
  int next_ = 1;
};

class Database {
 public:
  // Opens or makes the file, readable by its owner alone. The error says what SQLite says.
  static Result<Database> Open(const std::string& path);

  // A statement that cannot be prepared fails when it is stepped.
  Statement Prepare(std::string_view sql);
  // Runs statements without results.
  Outcome Run(const std::string& sql);
  // Rows changed by the last statement.
  int Changes() const;
  // Something that belongs into the next transaction before it is committed; unless it is done, neither is the rest.
  void BeforeCommit(std::function<Outcome()> act) { before_commit_ = std::move(act); }
  // Takes it away again. True when a transaction has not taken it along meanwhile.
  bool DropBeforeCommit();

 private:
  explicit Database(sqlite3* connection) : connection_(connection, &Close) {}
  static void Close(sqlite3* connection);
  friend class Transaction;
  std::unique_ptr<sqlite3, void (*)(sqlite3*)> connection_;
  std::function<Outcome()> before_commit_;
};

// The writer's transaction, begun with BEGIN IMMEDIATE: whoever holds one is alone with what they read.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), begun_(database.Run("BEGIN IMMEDIATE")) {}
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

#endif  // ETEINEN_TOOLS_BACKEND_SQLITE_H_
