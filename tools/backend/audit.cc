#include "tools/backend/audit.h"

#include "tools/backend/identification/crypto.h"

namespace eteinen::backend {
namespace {

constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS audit (n BIGINT PRIMARY KEY, line TEXT NOT NULL, digest TEXT NOT NULL)";
constexpr const char* kSqliteTriggers = R"(
CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines stay'); END;
CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines stay'); END;
)";
constexpr const char* kPostgresTriggers = R"(
CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'audit lines stay'; END $$;
CREATE OR REPLACE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays();
)";

std::string TextOf(std::int64_t n, const AuditLine& line) {
  Json json = Json::MakeObject({{"n", n},
                                {"at", FormatInstantUtc(line.at)},
                                {"who", line.who},
                                {"for", line.for_whom},
                                {"right", Name(line.right)},
                                {"what", line.what}});
  if (!line.booking.empty()) json.Set("booking", line.booking);
  json.Set("allowed", line.allowed);
  json.Set("status", line.status);
  return WriteJson(json);
}

}  // namespace

Result<Audit> Audit::Open(Database& database, std::string key) {
  // Alone with it: of two processes that start at once, one makes the table and the other finds it.
  Transaction transaction(database);
  if (transaction.begun() != Outcome::kDone || database.Run(kMakeTable) != Outcome::kDone ||
      database.Run(database.is_postgres() ? kPostgresTriggers : kSqliteTriggers) != Outcome::kDone ||
      transaction.Commit() != Outcome::kDone) {
    return InputError("the audit table cannot be made");
  }
  return Audit(database, std::move(key));
}

std::string Audit::Digest(std::string_view before, std::string_view line) const {
  return Hex(HmacSha256(key_, std::string(before) + "\n" + std::string(line)));
}

Outcome Audit::Append(const AuditLine& line) {
  std::int64_t n = 1;
  std::string before;
  {
    Statement read = database_->Prepare("SELECT n, digest FROM audit ORDER BY n DESC LIMIT 1");
    const Outcome found = read.Step();
    if (found == Outcome::kRow) {
      n = read.Number(0) + 1;
      before = read.Text(1);
    } else if (found != Outcome::kDone) {
      return found;
    }
  }
  const std::string text = TextOf(n, line);
  return database_->Prepare("INSERT INTO audit VALUES (?, ?, ?)").Bind(n).Bind(text).Bind(Digest(before, text)).Step();
}

Audit::Check Audit::Verify(std::string_view noted, const std::function<void(const Json&)>& show) {
  Check check;
  check.found = noted.empty();
  Statement read = database_->Prepare("SELECT n, line, digest FROM audit ORDER BY n");
  while (read.Step() == Outcome::kRow) {
    ++check.lines;
    const std::string line = read.Text(1);
    const std::string digest = read.Text(2);
    const Result<Json> json = ParseJson(line);
    const bool holds = read.Number(0) == check.lines && json.ok() && (*json)["n"].AsInt() == check.lines &&
                       EqualInConstantTime(digest, Digest(check.last, line));
    if (!holds && !check.broken) check.broken = check.lines;
    check.last = digest;
    if (digest == noted) check.found = true;
    if (show && json.ok()) show(*json);
  }
  return check;
}

}  // namespace eteinen::backend
