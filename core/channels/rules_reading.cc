// The files of assets/rules: municipalities, urgencies, needs, languages, edition.
#include <algorithm>

#include "core/channels/directory_reading.h"

namespace eteinen::channels {
namespace {

constexpr std::int64_t kMostHours = std::int64_t{24} * 366;

Status ReadMunicipalities(const Json& rules, Directory& directory) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(rules, "municipalities"));
  if (list->Items().size() > 30) return InputError("more than 30 municipalities", "municipalities");
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    ETEINEN_ASSIGN_OR_RETURN(std::string name, ReadString(list->Items()[i], "name", JoinPath("municipalities", i)));
    directory.municipalities.push_back(std::move(name));
  }
  return Ok{};
}

Result<UrgencyRules> ReadUrgency(const Json& rule, const std::string& path) {
  if (rule.Has("latestHours")) {
    ETEINEN_ASSIGN_OR_RETURN(const std::int64_t hours, ReadInt(rule, "latestHours", path));
    if (hours < 1 || hours > kMostHours) return InputError("expected 1 to 8784 hours", JoinPath(path, "latestHours"));
    return UrgencyRules{UrgencyRules::Latest::kAfter, hours * kHour};
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::string latest, ReadString(rule, "latest", path));
  if (latest == "now") return UrgencyRules{UrgencyRules::Latest::kNow, 0};
  if (latest == "end-of-day") return UrgencyRules{UrgencyRules::Latest::kEndOfDay, 0};
  return InputError("expected \"now\" or \"end-of-day\", or latestHours", JoinPath(path, "latest"));
}

Status ReadUrgencies(const Json& rules, Directory& directory) {
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t most, ReadInt(rules, "mostChannels"));
  if (most < 1 || most > 20) return InputError("expected 1 to 20", "mostChannels");
  directory.most_channels = static_cast<std::size_t>(most);
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(rules, "urgencies"));
  Set<Urgency> seen;
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const std::string path = JoinPath("urgencies", i);
    ETEINEN_ASSIGN_OR_RETURN(const std::string code, ReadString(list->Items()[i], "code", path));
    const std::optional<Urgency> urgency = ParseUrgency(code);
    if (!urgency) return InputError("unknown urgency \"" + code + "\"", JoinPath(path, "code"));
    ETEINEN_ASSIGN_OR_RETURN(directory.urgencies[static_cast<std::size_t>(*urgency)],
                             ReadUrgency(list->Items()[i], path));
    seen.Add(*urgency);
  }
  if (seen.bits() != (1U << kUrgencies) - 1) return InputError("not every urgency has its rule", "urgencies");
  ETEINEN_ASSIGN_OR_RETURN(const Json* languages, ReadArray(rules, "countyLanguages"));
  for (const Json& language : languages->Items()) directory.county_languages.push_back(language.AsString());
  if (directory.county_languages.empty()) return InputError("names no language", "countyLanguages");
  return Ok{};
}

Status ReadNeeds(const Json& rules, Directory& directory) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(rules, "needs"));
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const std::string path = JoinPath("needs", i);
    ETEINEN_ASSIGN_OR_RETURN(const std::string code, ReadString(list->Items()[i], "code", path));
    const std::optional<Need> need = ParseNeed(code);
    if (!need) return InputError("unknown need \"" + code + "\"", JoinPath(path, "code"));
    NeedRules& of_need = directory.needs[static_cast<std::size_t>(*need)];
    ETEINEN_ASSIGN_OR_RETURN(of_need.about_health, ReadBool(list->Items()[i], "aboutHealth", path));
    ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> assessment,
                             OptionalString(list->Items()[i], "assessment", path));
    of_need.assessment = assessment.value_or("");
    ETEINEN_ASSIGN_OR_RETURN(const Json* urgencies, ReadArray(list->Items()[i], "urgencies", path));
    const std::string here = JoinPath(path, "urgencies");
    for (std::size_t k = 0; k < urgencies->Items().size(); ++k) {
      const std::string& word = urgencies->Items()[k].AsString();
      const std::optional<Urgency> urgency = ParseUrgency(word);
      if (!urgency) return InputError("unknown urgency \"" + word + "\"", JoinPath(here, k));
      of_need.urgencies.Add(*urgency);
    }
    if (!of_need.urgencies.Has(Urgency::kEmergency) || urgencies->Items().size() < 2) {
      return InputError("needs \"emergency\" and at least one more", here);
    }
  }
  return Ok{};
}

// What the contact page shows at first. Without it the defaults of directory.h hold.
Status ReadContactPage(const Json& rules, Directory& directory) {
  if (const Json* page = rules.Find("contactPage")) {
    const std::optional<Need> need = ParseNeed((*page)["need"].AsString());
    const std::optional<Urgency> urgency = ParseUrgency((*page)["urgency"].AsString());
    if (!need || !urgency) return InputError("needs a need and an urgency", "contactPage");
    directory.contact_need = *need;
    directory.contact_urgency = *urgency;
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> age, OptionalInt(rules, "unknownAge"));
  if (age.value_or(0) < 0 || age.value_or(0) > 150) return InputError("expected 0 to 150", "unknownAge");
  if (age) directory.unknown_age = static_cast<int>(*age);
  return Ok{};
}

Status ReadLanguages(const Json& rules, Directory& directory) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* list, ReadArray(rules, "languages"));
  for (std::size_t i = 0; i < list->Items().size(); ++i) {
    const std::string path = JoinPath("languages", i);
    Language language;
    ETEINEN_ASSIGN_OR_RETURN(language.code, ReadString(list->Items()[i], "code", path));
    ETEINEN_ASSIGN_OR_RETURN(language.name, ReadString(list->Items()[i], "name", path));
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const bool subtag = language.code.size() >= 2 && language.code.size() <= 3 &&
                        std::all_of(language.code.begin(), language.code.end(), is_letter);
    if (!subtag) return InputError("expected two or three small letters", JoinPath(path, "code"));
    if (language.name.empty()) return InputError("is empty", JoinPath(path, "name"));
    directory.languages.push_back(std::move(language));
  }
  return Ok{};
}

Status ReadEdition(const Json& rules, Directory& directory) {
  ETEINEN_ASSIGN_OR_RETURN(directory.edition.version, ReadInt(rules, "version"));
  if (directory.edition.version < 1) return InputError("expected 1 or more", "version");
  for (const auto& [key, day] : {std::pair<std::string_view, CivilDay*>{"signed", &directory.edition.signed_on},
                                 {"expires", &directory.edition.expires}}) {
    ETEINEN_ASSIGN_OR_RETURN(const std::string text, ReadString(rules, key));
    const Result<CivilDay> read = ParseDay(text);
    if (!read.ok()) return InputError(read.error().message, std::string(key));
    *day = *read;
  }
  if (directory.edition.expires < directory.edition.signed_on) return InputError("is before signed", "expires");
  return Ok{};
}

}  // namespace

void ReadRules(const SourceFile& file, DirectoryReading& reading) {
  const std::string& which = file.content["rules"].AsString();
  Status status = InputError("unknown rules", "rules");
  if (which == "municipalities") status = ReadMunicipalities(file.content, reading.directory);
  if (which == "urgencies") status = ReadUrgencies(file.content, reading.directory);
  if (which == "urgencies" && status.ok()) status = ReadContactPage(file.content, reading.directory);
  if (which == "languages") status = ReadLanguages(file.content, reading.directory);
  if (which == "edition") status = ReadEdition(file.content, reading.directory);
  if (which == "needs") status = ReadNeeds(file.content, reading.directory);
  if (!status.ok()) {
    reading.findings.push_back({file.name, status.error().path, "unreadable", status.error().message});
  }
}

}  // namespace eteinen::channels
