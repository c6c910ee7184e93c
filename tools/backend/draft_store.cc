#include "tools/backend/draft_store.h"

#include <utility>

namespace eteinen::backend {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, user_id, person, form, authored, ends, summary, body FROM draft WHERE user_id = ? AND person = ? AND "
    "ends > ?";

std::vector<StoredDraft> Read(Statement& statement) {
  std::vector<StoredDraft> list;
  while (statement.Step() == Outcome::kRow) {
    list.push_back({statement.Text(0),
                    {statement.Text(1), statement.Text(2)},
                    statement.Text(3),
                    Instant{statement.Number(4)},
                    Instant{statement.Number(5)},
                    statement.Text(6),
                    statement.Text(7)});
  }
  return list;
}

}  // namespace

const char* const kMakeDraftTable = R"(
CREATE TABLE draft (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, person TEXT NOT NULL, form TEXT NOT NULL, authored BIGINT NOT NULL,
  ends BIGINT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX draft_by_owner ON draft (user_id, person, authored);
)";

Outcome PutDraft(Database& database, const StoredDraft& draft) {
  const Outcome put = database
                          .Prepare(
                              "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                              "form = excluded.form, authored = excluded.authored, ends = excluded.ends, "
                              "summary = excluded.summary, body = excluded.body "
                              "WHERE draft.user_id = excluded.user_id AND draft.person = excluded.person")
                          .Bind(draft.id)
                          .Bind(draft.owner.user)
                          .Bind(draft.owner.person)
                          .Bind(draft.form)
                          .Bind(draft.authored.seconds)
                          .Bind(draft.ends.seconds)
                          .Bind(draft.summary)
                          .Bind(draft.body)
                          .Step();
  return put == Outcome::kDone && database.Changes() == 0 ? Outcome::kConflict : put;
}

Outcome DropDraft(Database& database, std::string_view id, const DraftOwner& owner) {
  return database.Prepare("DELETE FROM draft WHERE id = ? AND user_id = ? AND person = ?")
      .Bind(id)
      .Bind(owner.user)
      .Bind(owner.person)
      .Step();
}

std::optional<StoredDraft> FindDraft(Database& database, std::string_view id, const DraftOwner& owner, Instant now) {
  Statement read = database.Prepare(std::string(kSelect) + " AND id = ?");
  read.Bind(owner.user).Bind(owner.person).Bind(now.seconds).Bind(id);
  std::vector<StoredDraft> found = Read(read);
  return found.empty() ? std::nullopt : std::optional<StoredDraft>(std::move(found.front()));
}

std::vector<StoredDraft> DraftsOf(Database& database, const DraftOwner& owner, Instant now) {
  Statement read = database.Prepare(std::string(kSelect) + " ORDER BY authored DESC, id");
  read.Bind(owner.user).Bind(owner.person).Bind(now.seconds);
  return Read(read);
}

Outcome DropEndedDrafts(Database& database, Instant now) {
  return database.Prepare("DELETE FROM draft WHERE ends <= ?").Bind(now.seconds).Step();
}

}  // namespace eteinen::backend
