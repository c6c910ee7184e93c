#include "tools/backend/wish_store.h"

namespace eteinen::backend {
namespace {

std::vector<StoredWish> Read(Statement statement) {
  std::vector<StoredWish> list;
  while (statement.Step() == Outcome::kRow) {
    StoredWish one;
    one.id = statement.Text(0);
    one.person = statement.Text(1);
    one.service = statement.Text(2);
    one.place = statement.Text(3);
    if (const auto before = statement.OptionalNumber(4)) one.before = Instant{*before};
    one.replaces = statement.Text(5);
    one.since = Instant{statement.Number(6)};
    one.offer = statement.Text(7);
    one.offered = statement.Text(8);
    one.disclosure = DisclosureOf(statement.Text(9)).value_or(Disclosure::kForbidden);
    one.by = statement.Text(10);
    one.by_right_of = RelationOf(statement.Text(11)).value_or(Relation::kNone);
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<StoredWish> Where(Database& database, const std::string& condition, std::string_view value) {
  Statement read = database.Prepare(
      "SELECT id, person, service, place, starts_before, replaces, since, offer, offered, disclosure, made_by, "
      "by_right_of FROM wish WHERE " +
      condition + " ORDER BY since, id");
  read.Bind(value);
  return Read(std::move(read));
}

}  // namespace

const char* const kMakeWishTable = R"(
CREATE TABLE wish (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, service TEXT NOT NULL, place TEXT NOT NULL, starts_before BIGINT,
  replaces TEXT NOT NULL, since BIGINT NOT NULL, offer TEXT NOT NULL, offered TEXT NOT NULL, disclosure TEXT NOT NULL,
  made_by TEXT NOT NULL, by_right_of TEXT NOT NULL);
CREATE UNIQUE INDEX one_wish ON wish (person, service, made_by);
CREATE INDEX wish_queue ON wish (service, since);
)";

Outcome PutWish(Database& database, const StoredWish& wish) {
  return database
      .Prepare(
          "INSERT INTO wish VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
          "since = excluded.since, offer = excluded.offer, offered = excluded.offered")
      .Bind(wish.id)
      .Bind(wish.person)
      .Bind(wish.service)
      .Bind(wish.place)
      .Bind(wish.before ? std::optional<std::int64_t>(wish.before->seconds) : std::nullopt)
      .Bind(wish.replaces)
      .Bind(wish.since.seconds)
      .Bind(wish.offer)
      .Bind(wish.offered)
      .Bind(Name(wish.disclosure))
      .Bind(wish.by)
      .Bind(Name(wish.by_right_of))
      .Step();
}

Outcome DropWish(Database& database, std::string_view id) {
  return database.Prepare("DELETE FROM wish WHERE id = ?").Bind(id).Step();
}

std::optional<StoredWish> FindWish(Database& database, std::string_view id) {
  std::vector<StoredWish> found = Where(database, "id = ?", id);
  return found.empty() ? std::nullopt : std::optional<StoredWish>(std::move(found.front()));
}

std::vector<StoredWish> WishesOf(Database& database, std::string_view person) {
  return Where(database, "person = ?", person);
}

std::vector<StoredWish> WishesFor(Database& database, std::string_view service) {
  return Where(database, "service = ?", service);
}

std::vector<StoredWish> WishesWithOffers(Database& database) { return Where(database, "offer <> ?", ""); }

}  // namespace eteinen::backend
