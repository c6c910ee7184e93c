// PostgreSQL by libpq. One writer at a time, in all processes together: a transaction begins with an advisory lock, so
// that a rule which looks at several rows ("one coming booking") holds however many processes there are.
#include <libpq-fe.h>

#include <charconv>
#include <vector>

#include "tools/backend/database.h"

namespace eteinen::backend {
namespace {

// The lock of the one writer; any number that no other program takes in this database.
constexpr const char* kBegin = "BEGIN; SELECT pg_advisory_xact_lock(4517001)";

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, FreeResult>;

Outcome OutcomeOf(const PGresult* result) {
  switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
      return Outcome::kDone;
    default:
      break;
  }
  const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = code == nullptr ? std::string_view() : code;
  if (state.starts_with("23")) return Outcome::kConflict;
  // Lock not to be had in time, deadlock, serialization.
  if (state == "55P03" || state == "40P01" || state == "40001") return Outcome::kBusy;
  return Outcome::kFailed;
}

// "a = ? AND b = 'really?'" → "a = $1 AND b = 'really?'"
std::string Numbered(std::string_view sql) {
  std::string out;
  int place = 0;
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    if (c == '?' && !quoted) {
      out += "$" + std::to_string(++place);
    } else {
      out += c;
    }
  }
  return out;
}

class PostgresStatement : public StatementDriver {
 public:
  PostgresStatement(PGconn* connection, std::string sql, int& changes)
      : connection_(connection), sql_(std::move(sql)), changes_(changes) {}

  void Bind(int place, std::string_view text) override { Value(place) = std::string(text); }
  void Bind(int place, std::optional<std::int64_t> number) override {
    if (number) {
      Value(place) = std::to_string(*number);
    } else {
      Value(place).reset();
    }
  }

  Outcome Step() override {
    if (result_ == nullptr) {
      std::vector<const char*> values;
      for (const std::optional<std::string>& value : values_) values.push_back(value ? value->c_str() : nullptr);
      result_.reset(PQexecParams(connection_, sql_.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                                 nullptr, nullptr, 0));
      const Outcome outcome = OutcomeOf(result_.get());
      if (outcome != Outcome::kDone) return outcome;
      const std::string_view changed = PQcmdTuples(result_.get());
      changes_ = 0;
      std::from_chars(changed.data(), changed.data() + changed.size(), changes_);
    }
    return ++row_ < PQntuples(result_.get()) ? Outcome::kRow : Outcome::kDone;
  }

  std::string Text(int column) const override { return PQgetvalue(result_.get(), row_, column); }
  std::optional<std::int64_t> Number(int column) const override {
    if (PQgetisnull(result_.get(), row_, column) != 0) return std::nullopt;
    const std::string_view text = PQgetvalue(result_.get(), row_, column);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }

 private:
  std::optional<std::string>& Value(int place) {
    if (values_.size() < static_cast<std::size_t>(place)) values_.resize(static_cast<std::size_t>(place));
    return values_[static_cast<std::size_t>(place) - 1];
  }

  PGconn* connection_;
  std::string sql_;
  int& changes_;
  std::vector<std::optional<std::string>> values_;
  ResultPointer result_;
  int row_ = -1;
};

class PostgresDatabase : public DatabaseDriver {
 public:
  explicit PostgresDatabase(PGconn* connection) : connection_(connection) {}
  ~PostgresDatabase() override { PQfinish(connection_); }
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  std::unique_ptr<StatementDriver> Prepare(std::string_view sql) override {
    Mend();
    return std::make_unique<PostgresStatement>(connection_, Numbered(sql), changes_);
  }
  Outcome Run(const std::string& sql) override {
    Mend();
    return OutcomeOf(ResultPointer(PQexec(connection_, sql.c_str())).get());
  }
  int Changes() const override { return changes_; }
  Outcome Begin() override {
    const Outcome begun = Run(kBegin);
    if (begun != Outcome::kDone) Run("ROLLBACK");
    return begun;
  }
  std::optional<std::int64_t> Schema() override {
    if (Run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)") != Outcome::kDone) {
      return std::nullopt;
    }
    const std::unique_ptr<StatementDriver> read = Prepare("SELECT coalesce(max(version), 0) FROM schema_version");
    return read->Step() == Outcome::kRow ? read->Number(0) : std::nullopt;
  }
  Outcome SetSchema(std::int64_t version) override {
    return Run("DELETE FROM schema_version; INSERT INTO schema_version VALUES (" + std::to_string(version) + ")");
  }
  bool is_postgres() const override { return true; }

 private:
  // A connection that broke is made anew; what was begun on the broken one is gone, and its statements fail.
  void Mend() {
    if (PQstatus(connection_) != CONNECTION_BAD || PQtransactionStatus(connection_) == PQTRANS_INTRANS) return;
    PQreset(connection_);
    SetUp();
  }

 public:
  bool SetUp() {
    PQsetNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
    return PQstatus(connection_) == CONNECTION_OK &&
           OutcomeOf(
               ResultPointer(PQexec(connection_, "SET lock_timeout = '5s'; SET synchronous_commit = on")).get()) ==
               Outcome::kDone;
  }

 private:
  PGconn* connection_;
  int changes_ = 0;
};

}  // namespace

Result<Database> Database::Connect(const std::string& connection) {
  auto driver = std::make_unique<PostgresDatabase>(PQconnectdb(connection.c_str()));
  if (!driver->SetUp()) {
    return Error{ErrorKind::kInternal,
                 "the PostgreSQL database cannot be reached: is the string of --postgres right?",
                 {},
                 std::nullopt};
  }
  return Database(std::move(driver));
}

}  // namespace eteinen::backend
