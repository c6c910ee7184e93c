#include "tools/backend/people.h"

#include "core/identity/hetu.h"
#include "tools/backend/identification/crypto.h"
#include "tools/backend/random.h"

namespace eteinen::backend {
namespace {

constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS person (digest TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
    "birth_date TEXT NOT NULL)";
constexpr int kIdBytes = 16;

}  // namespace

Result<People> People::Open(const Content& content, Database& database, std::string key) {
  People people(content, database, std::move(key));
  if (database.Run(kMakeTable) != Outcome::kDone) return InputError("the table of persons cannot be made");
  Statement read = database.Prepare("SELECT digest, id, name, birth_date FROM person");
  while (read.Step() == Outcome::kRow) {
    Person person;
    person.id = read.Text(1);
    person.name = read.Text(2);
    ETEINEN_ASSIGN_OR_RETURN(person.birth_date, ParseDay(read.Text(3)));
    people.ids_[read.Text(0)] = person.id;
    people.met_[person.id] = std::move(person);
  }
  return people;
}

const Person* People::Find(std::string_view id) const {
  if (const Person* person = content_->FindPerson(id)) return person;
  const auto found = met_.find(id);
  return found == met_.end() ? nullptr : &found->second;
}

const Person* People::Meet(const std::string& identity_code, const std::string& name, CivilDay today) {
  const std::optional<identity::Hetu> hetu = identity::ParseHetu(identity_code);
  if (!hetu || hetu->birth_date > today) return nullptr;
  for (const Person& person : content_->persons) {
    if (person.identity_code == identity_code) return &person;
  }
  const std::string digest = Hex(HmacSha256(key_, identity_code));
  const auto known = ids_.find(digest);
  Person person;
  person.id = known == ids_.end() ? RandomId(kIdBytes) : known->second;
  person.name = name;
  person.birth_date = hetu->birth_date;
  person.identity_code = identity_code;
  const Outcome kept = database_
                           ->Prepare(
                               "INSERT INTO person VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET "
                               "name = excluded.name, birth_date = excluded.birth_date")
                           .Bind(digest)
                           .Bind(person.id)
                           .Bind(person.name)
                           .Bind(FormatDay(person.birth_date))
                           .Step();
  if (kept != Outcome::kDone) return nullptr;
  ids_[digest] = person.id;
  return &(met_[person.id] = std::move(person));
}

}  // namespace eteinen::backend
