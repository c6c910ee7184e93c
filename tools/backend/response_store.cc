#include "tools/backend/response_store.h"

namespace eteinen::backend {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, person, form, authored, disclosure, by, body FROM response WHERE person <> '' AND ";

std::vector<StoredResponse> Read(Statement& statement) {
  std::vector<StoredResponse> list;
  while (statement.Step() == Outcome::kRow) {
    list.push_back({statement.Text(0), statement.Text(1), statement.Text(2), Instant{statement.Number(3)},
                    DisclosureOf(statement.Text(4)).value_or(Disclosure::kForbidden), statement.Text(5),
                    statement.Text(6)});
  }
  return list;
}

}  // namespace

const char kMakeResponseTable[] = R"(
CREATE TABLE response (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, form TEXT NOT NULL, authored BIGINT NOT NULL, disclosure TEXT NOT NULL,
  by TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX response_by_person ON response (person, authored);
)";

Outcome InsertResponse(Database& database, const StoredResponse& response) {
  return database.Prepare("INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?)")
      .Bind(response.id)
      .Bind(response.person)
      .Bind(response.form)
      .Bind(response.authored.seconds)
      .Bind(Name(response.disclosure))
      .Bind(response.by)
      .Bind(response.body)
      .Step();
}

std::optional<StoredResponse> FindResponse(Database& database, std::string_view id) {
  Statement read = database.Prepare(std::string(kSelect) + "id = ?");
  read.Bind(id);
  std::vector<StoredResponse> found = Read(read);
  return found.empty() ? std::nullopt : std::optional<StoredResponse>(std::move(found.front()));
}

std::vector<StoredResponse> ResponsesOf(Database& database, std::string_view person) {
  Statement read = database.Prepare(std::string(kSelect) + "person = ? ORDER BY authored DESC, id");
  read.Bind(person);
  return Read(read);
}

}  // namespace eteinen::backend
