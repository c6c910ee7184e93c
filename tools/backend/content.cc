#include "tools/backend/content.h"

#include <utility>

#include "core/identity/hetu.h"
#include "tools/backend/files.h"

namespace eteinen::backend {
namespace {

// An error of a file says which.
Error InFile(const std::string& file, Error error) {
  error.path = error.path.empty() ? file : file + ": " + error.path;
  return error;
}

template <typename T, typename Read>
Result<T> FromFile(const std::string& file, Read read) {
  ETEINEN_ASSIGN_OR_RETURN(const Json json, ReadJsonFile(file));
  Result<T> result = read(json);
  if (!result.ok()) return InFile(file, std::move(result).error());
  return result;
}

Result<std::vector<BookableService>> LoadServices(const std::string& folder) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  std::vector<BookableService> services;
  for (const std::string& name : names) {
    const std::string file = folder + "/" + name;
    ETEINEN_ASSIGN_OR_RETURN(BookableService service, FromFile<BookableService>(file, ReadBookableService));
    if (FindService(services, service.id) != nullptr) return InputError("a service of this id stands before", file);
    services.push_back(std::move(service));
  }
  return services;
}

Result<Disclosure> ReadDisclosure(const std::string& word, const std::string& path) {
  const std::optional<Disclosure> disclosure = DisclosureOf(word);
  if (!disclosure) return InputError("expected forbidden, unknown, allowed or not-capable", path);
  return *disclosure;
}

// The artificial identity code, if there is one, has to be one, and to tell the same birth date.
Status CheckIdentityCode(const Json& json, CivilDay birth_date, const std::string& path) {
  if (json["identityCode"].IsNull()) return Ok{};
  const std::optional<identity::Hetu> code = identity::ParseHetu(json["identityCode"].AsString());
  if (!code || !code->artificial || code->birth_date != birth_date) {
    return InputError("expected an artificial identity code of the birth date", JoinPath(path, "identityCode"));
  }
  return Ok{};
}

// Of a named team the id and the name are needed; its hours have to be hours.
Status CheckTeam(const Json& team, const std::string& path) {
  if (team.IsNull()) return Ok{};
  ETEINEN_RETURN_IF_ERROR(ReadString(team, "id", path));
  ETEINEN_RETURN_IF_ERROR(ReadString(team, "name", path));
  if (!team.Has("availability")) return Ok{};
  ETEINEN_RETURN_IF_ERROR(ReadOpeningHours(team["availability"], JoinPath(path, "availability")));
  return Ok{};
}

Result<Person> ReadPerson(const Json& json, const std::string& path) {
  Person person;
  ETEINEN_ASSIGN_OR_RETURN(person.id, ReadString(json, "id", path));
  ETEINEN_ASSIGN_OR_RETURN(person.name, ReadString(json, "name", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::string birth_date, ReadString(json, "birthDate", path));
  ETEINEN_ASSIGN_OR_RETURN(person.birth_date, ParseDay(birth_date));
  // Nothing is known of where one lives whose address is protected.
  person.municipality = json["municipality"].AsString();
  ETEINEN_RETURN_IF_ERROR(CheckIdentityCode(json, person.birth_date, path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> disclosure, OptionalString(json, "disclosure", path));
  if (disclosure) {
    ETEINEN_ASSIGN_OR_RETURN(person.disclosure, ReadDisclosure(*disclosure, JoinPath(path, "disclosure")));
  }
  ETEINEN_RETURN_IF_ERROR(CheckTeam(json["ownTeam"], JoinPath(path, "ownTeam")));
  person.own_team = json["ownTeam"];
  person.identity_code = json["identityCode"].AsString();
  person.description = json["description"];
  return person;
}

Result<AuthorityRecord> ReadAuthority(const Json& json, const std::string& path) {
  AuthorityRecord record;
  ETEINEN_ASSIGN_OR_RETURN(record.who, ReadString(json, "who", path));
  ETEINEN_ASSIGN_OR_RETURN(record.for_whom, ReadString(json, "for", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::string relation, ReadString(json, "relation", path));
  const std::optional<Relation> known = RelationOf(relation);
  if (known != Relation::kGuardian && known != Relation::kMandate) {
    return InputError("expected guardian or mandate", JoinPath(path, "relation"));
  }
  record.relation = *known;
  for (const Json& word : json["themes"].Items()) {
    const std::optional<Theme> theme = ThemeOf(word.AsString());
    if (!theme) return InputError("expected health or social", JoinPath(path, "themes"));
    record.themes.push_back(*theme);
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> until, OptionalString(json, "validUntil", path));
  if (until) {
    ETEINEN_ASSIGN_OR_RETURN(record.valid_until, ParseInstant(*until));
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> blocked, OptionalBool(json, "blocked", path));
  record.blocked = blocked.value_or(false);
  return record;
}

Result<GivenAppointment> ReadGiven(const Json& json, const std::string& path) {
  GivenAppointment given;
  ETEINEN_ASSIGN_OR_RETURN(given.person, ReadString(json, "person", path));
  ETEINEN_ASSIGN_OR_RETURN(given.schedule, ReadString(json, "schedule", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t days, ReadInt(json, "daysAhead", path));
  if (days < 1 || days > 400) return InputError("expected 1 to 400", JoinPath(path, "daysAhead"));
  given.days_ahead = static_cast<int>(days);
  ETEINEN_ASSIGN_OR_RETURN(const std::string time, ReadString(json, "time", path));
  ETEINEN_ASSIGN_OR_RETURN(given.time, ParseTimeOfDay(time));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> disclosure, OptionalString(json, "disclosure", path));
  if (disclosure) {
    ETEINEN_ASSIGN_OR_RETURN(given.disclosure, ReadDisclosure(*disclosure, JoinPath(path, "disclosure")));
  }
  return given;
}

template <typename T>
Status ReadList(const Json& json, std::string_view key, Result<T> (*read)(const Json&, const std::string&),
                std::vector<T>& list) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* items, ReadArray(json, key));
  for (std::size_t i = 0; i < items->Items().size(); ++i) {
    ETEINEN_ASSIGN_OR_RETURN(T item, read(items->Items()[i], JoinPath(key, i)));
    list.push_back(std::move(item));
  }
  return Ok{};
}

Result<std::map<std::string, Theme, std::less<>>> ReadThemes(const Json& rules) {
  std::map<std::string, Theme, std::less<>> themes;
  ETEINEN_ASSIGN_OR_RETURN(const Json* needs, ReadArray(rules, "needs"));
  for (std::size_t i = 0; i < needs->Items().size(); ++i) {
    const std::string path = JoinPath("needs", i);
    ETEINEN_ASSIGN_OR_RETURN(const std::string code, ReadString(needs->Items()[i], "code", path));
    ETEINEN_ASSIGN_OR_RETURN(const bool about_health, ReadBool(needs->Items()[i], "aboutHealth", path));
    themes[code] = about_health ? Theme::kHealth : Theme::kSocial;
  }
  return themes;
}

// What one file says about another: every name has to exist.
Status CheckReferences(const Content& content) {
  for (const Schedule& schedule : content.schedules) {
    if (FindService(content.services, schedule.service) == nullptr) {
      return InputError("no such service: " + schedule.service, "schedule " + schedule.id);
    }
    if (content.PlaceName(schedule.place).empty()) {
      return InputError("no such place: " + schedule.place, "schedule " + schedule.id);
    }
  }
  for (const AuthorityRecord& record : content.authorities) {
    if (content.FindPerson(record.who) == nullptr || content.FindPerson(record.for_whom) == nullptr) {
      return InputError("no such person", "authority of " + record.who + " for " + record.for_whom);
    }
  }
  for (const GivenAppointment& given : content.given) {
    if (content.FindPerson(given.person) == nullptr || FindSchedule(content.schedules, given.schedule) == nullptr) {
      return InputError("no such person or schedule", "appointment of " + given.person + " in " + given.schedule);
    }
  }
  return Ok{};
}

}  // namespace

const Person* Content::FindPerson(std::string_view id) const {
  for (const Person& person : persons) {
    if (person.id == id) return &person;
  }
  return nullptr;
}

Theme Content::ThemeOfNeed(std::string_view need) const {
  const auto found = themes.find(need);
  return found == themes.end() ? Theme::kHealth : found->second;
}

std::string Content::PlaceName(std::string_view id) const {
  for (const Json& place : places.Items()) {
    if (place["id"].AsString() == id) return place["name"].AsString();
  }
  return {};
}

Result<Content> LoadContent(const std::string& assets) {
  Content content;
  ETEINEN_ASSIGN_OR_RETURN(content.permissions,
                           FromFile<PermissionTable>(assets + "/permissions/permissions.json", PermissionTable::Read));
  ETEINEN_ASSIGN_OR_RETURN(content.limits,
                           FromFile<SessionLimits>(assets + "/permissions/session.json", ReadSessionLimits));
  ETEINEN_ASSIGN_OR_RETURN(content.services, LoadServices(assets + "/services"));
  ETEINEN_ASSIGN_OR_RETURN(
      content.schedules, FromFile<std::vector<Schedule>>(assets + "/services/schedules/schedules.json", ReadSchedules));
  ETEINEN_ASSIGN_OR_RETURN(const Json places, ReadJsonFile(assets + "/services/places/places.json"));
  content.places = places["places"];
  ETEINEN_ASSIGN_OR_RETURN(content.forms, LoadForms(assets));
  using Themes = std::map<std::string, Theme, std::less<>>;
  ETEINEN_ASSIGN_OR_RETURN(content.themes, FromFile<Themes>(assets + "/rules/needs.json", ReadThemes));
  const std::string persons_file = assets + "/test-persons/persons.json";
  ETEINEN_ASSIGN_OR_RETURN(const Json persons, ReadJsonFile(persons_file));
  const auto read_persons = [&]() -> Status {
    ETEINEN_RETURN_IF_ERROR(ReadList<Person>(persons, "persons", ReadPerson, content.persons));
    ETEINEN_RETURN_IF_ERROR(ReadList<AuthorityRecord>(persons, "authorities", ReadAuthority, content.authorities));
    return ReadList<GivenAppointment>(persons, "appointments", ReadGiven, content.given);
  };
  if (Status read = read_persons(); !read.ok()) return InFile(persons_file, std::move(read).error());
  if (Status checked = CheckReferences(content); !checked.ok()) return InFile(assets, std::move(checked).error());
  return content;
}

}  // namespace eteinen::backend
