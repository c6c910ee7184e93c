#include "core/booking/service_rules.h"

#include <charconv>
#include <utility>

namespace eteinen {
namespace {

constexpr std::string_view kRulesUrl = "urn:eteinen:booking";
constexpr std::string_view kTranslationUrl = "http://hl7.org/fhir/StructureDefinition/translation";
constexpr std::string_view kRulesPath = "extension[urn:eteinen:booking]";

// Walks the parts of a complex extension; `read` says whether it knows the part, so that a misspelt rule is an error
// and not a rule that silently does not hold.
template <typename ReadPart>
Status ForEachPart(const Json& extension, std::string_view path, ReadPart read) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* parts, ReadArray(extension, "extension", path));
  for (const Json& part : parts->Items()) {
    const std::string url = part["url"].AsString();
    const std::string part_path = JoinPath(path, url);
    ETEINEN_ASSIGN_OR_RETURN(const bool known, read(url, part, part_path));
    if (!known) return InputError("no such rule", part_path);
  }
  return Ok{};
}

template <typename T>
Result<T> Parsed(std::optional<T> value, const char* expected, const std::string& path) {
  if (!value) return InputError(expected, path);
  return *std::move(value);
}

Result<int> ReadMonths(const Json& part, const std::string& path) {
  return Parsed(MonthsOf(part["valueString"].AsString()), "expected an age such as P6M or P12Y", path);
}

Result<int> ReadMinutes(const Json& part, const std::string& path) {
  return Parsed(MinutesOf(part["valueString"].AsString()), "expected a time such as PT24H or PT30M", path);
}

Result<int> ReadCount(const Json& part, const std::string& path) {
  const std::optional<std::int64_t> number = part["valueInteger"].AsInt();
  if (!number || *number < 0 || *number > 10000) return InputError("expected a whole number from 0 to 10000", path);
  return static_cast<int>(*number);
}

Result<bool> ReadFlag(const Json& part, const std::string& path) {
  if (!part["valueBoolean"].IsBool()) return InputError("expected a boolean", path);
  return part["valueBoolean"].AsBool();
}

Result<std::string> ReadCode(const Json& part, const std::string& path) {
  if (part["valueCode"].AsString().empty()) return InputError("expected a code", path);
  return part["valueCode"].AsString();
}

Result<std::string> ReadText(const Json& part, const std::string& path) {
  if (part["valueString"].AsString().empty()) return InputError("expected a text", path);
  return part["valueString"].AsString();
}

Result<CivilDay> ReadDay(const Json& part, const std::string& path) {
  Result<CivilDay> day = ParseDay(part["valueDate"].AsString());
  if (!day.ok()) return InputError("expected a date", path);
  return day;
}

Status CheckAge(const AgeRange& age, const std::string& path) {
  if (age.below_months && *age.below_months <= age.from_months)
    return InputError("the age ends before it begins", path);
  return Ok{};
}

Result<ChangeRule> ReadChangeRule(const Json& extension, const std::string& path) {
  ChangeRule rule;
  bool has_notice = false;
  ETEINEN_RETURN_IF_ERROR(
      ForEachPart(extension, path, [&](std::string_view url, const Json& part, const std::string& at) -> Result<bool> {
        if (url == "age-from") {
          ETEINEN_ASSIGN_OR_RETURN(rule.age.from_months, ReadMonths(part, at));
        } else if (url == "age-below") {
          ETEINEN_ASSIGN_OR_RETURN(rule.age.below_months, ReadMonths(part, at));
        } else if (url == "notice") {
          ETEINEN_ASSIGN_OR_RETURN(rule.notice_minutes, ReadMinutes(part, at));
          has_notice = true;
        } else if (url == "at-most") {
          ETEINEN_ASSIGN_OR_RETURN(rule.at_most, ReadCount(part, at));
        } else {
          return false;
        }
        return true;
      }));
  if (!has_notice) return InputError("says no notice", path);
  ETEINEN_RETURN_IF_ERROR(CheckAge(rule.age, path));
  return rule;
}

Result<PreVisitForm> ReadForm(const Json& extension, const std::string& path) {
  PreVisitForm form;
  ETEINEN_RETURN_IF_ERROR(
      ForEachPart(extension, path, [&](std::string_view url, const Json& part, const std::string& at) -> Result<bool> {
        if (url == "questionnaire") {
          ETEINEN_ASSIGN_OR_RETURN(form.questionnaire, ReadText(part, at));
        } else if (url == "notice") {
          ETEINEN_ASSIGN_OR_RETURN(form.notice_minutes, ReadMinutes(part, at));
        } else {
          return false;
        }
        return true;
      }));
  if (form.questionnaire.empty()) return InputError("names no questionnaire", path);
  return form;
}

Result<VisitMode> ReadMode(const Json& part, const std::string& path) {
  const std::string& mode = part["valueCode"].AsString();
  if (mode == "on-site") return VisitMode::kOnSite;
  if (mode == "video") return VisitMode::kVideo;
  if (mode == "phone") return VisitMode::kPhone;
  return InputError("expected on-site, video or phone", path);
}

Result<bool> ReadIdentification(const Json& part, const std::string& path) {
  const std::string& word = part["valueCode"].AsString();
  if (word != "required" && word != "none") return InputError("expected required or none", path);
  return word == "required";
}

// Who comes and by what right.
Result<bool> ReadWhoPart(std::string_view url, const Json& part, const std::string& path, BookableService& service) {
  if (url == "identification") {
    ETEINEN_ASSIGN_OR_RETURN(service.needs_identification, ReadIdentification(part, path));
  } else if (url == "who") {
    const std::optional<Relation> relation = RelationOf(part["valueCode"].AsString());
    if (!relation || *relation == Relation::kNone) return InputError("expected self, guardian or mandate", path);
    service.who.push_back(*relation);
  } else if (url == "age-from") {
    ETEINEN_ASSIGN_OR_RETURN(service.age.from_months, ReadMonths(part, path));
  } else if (url == "age-below") {
    ETEINEN_ASSIGN_OR_RETURN(service.age.below_months, ReadMonths(part, path));
  } else if (url == "sex") {
    ETEINEN_ASSIGN_OR_RETURN(service.sex, ReadCode(part, path));
    if (service.sex != "female" && service.sex != "male") return InputError("expected female or male", path);
  } else if (url == "municipality") {
    ETEINEN_ASSIGN_OR_RETURN(std::string municipality, ReadText(part, path));
    service.municipalities.push_back(std::move(municipality));
  } else if (url == "at-most-coming") {
    ETEINEN_ASSIGN_OR_RETURN(service.at_most_coming, ReadCount(part, path));
  } else {
    return false;
  }
  return true;
}

// When it may be booked and changed.
Result<bool> ReadWhenPart(std::string_view url, const Json& part, const std::string& path, BookableService& service) {
  if (url == "minutes") {
    ETEINEN_ASSIGN_OR_RETURN(service.minutes, ReadCount(part, path));
  } else if (url == "notice") {
    ETEINEN_ASSIGN_OR_RETURN(service.book_notice_minutes, ReadMinutes(part, path));
  } else if (url == "horizon-days") {
    ETEINEN_ASSIGN_OR_RETURN(service.horizon_days, ReadCount(part, path));
  } else if (url == "reminder-days") {
    ETEINEN_ASSIGN_OR_RETURN(service.reminder_days, ReadCount(part, path));
  } else if (url == "days-at-once") {
    ETEINEN_ASSIGN_OR_RETURN(const int days, ReadCount(part, path));
    if (days == 0) return InputError("expected at least one day", path);
    service.days_at_once = days;
  } else if (url == "earlier-offer") {
    ETEINEN_ASSIGN_OR_RETURN(const int minutes, ReadMinutes(part, path));
    if (minutes == 0) return InputError("expected at least one minute", path);
    service.offer_minutes = minutes;
  } else if (url == "season-first") {
    ETEINEN_ASSIGN_OR_RETURN(service.season_first, ReadDay(part, path));
  } else if (url == "season-last") {
    ETEINEN_ASSIGN_OR_RETURN(service.season_last, ReadDay(part, path));
  } else if (url == "move" || url == "cancel") {
    std::vector<ChangeRule>& rules = url == "move" ? service.move : service.cancel;
    ETEINEN_ASSIGN_OR_RETURN(ChangeRule rule, ReadChangeRule(part, JoinPath(path, rules.size())));
    rules.push_back(rule);
  } else {
    return false;
  }
  return true;
}

Result<bool> ReadPart(std::string_view url, const Json& part, const std::string& path, BookableService& service) {
  if (url == "mode") {
    ETEINEN_ASSIGN_OR_RETURN(service.mode, ReadMode(part, path));
  } else if (url == "theme") {
    ETEINEN_ASSIGN_OR_RETURN(service.theme,
                             Parsed(ThemeOf(part["valueCode"].AsString()), "expected health or social", path));
  } else if (url == "group") {
    ETEINEN_ASSIGN_OR_RETURN(service.group, ReadCode(part, path));
  } else if (url == "order") {
    ETEINEN_ASSIGN_OR_RETURN(service.order, ReadCount(part, path));
  } else if (url == "online") {
    ETEINEN_ASSIGN_OR_RETURN(service.online, ReadFlag(part, path));
  } else if (url == "assessment-need") {
    ETEINEN_ASSIGN_OR_RETURN(std::string need, ReadCode(part, path));
    service.assessment_needs.push_back(std::move(need));
  } else if (url == "form") {
    ETEINEN_ASSIGN_OR_RETURN(service.form, ReadForm(part, path));
  } else if (url == "fallback") {
    ETEINEN_ASSIGN_OR_RETURN(std::string channel, ReadCode(part, path));
    service.fallback.push_back(std::move(channel));
  } else if (url == "instructions" || url == "fee" || url == "for-whom") {
    ETEINEN_RETURN_IF_ERROR(ReadText(part, path));
  } else {
    ETEINEN_ASSIGN_OR_RETURN(const bool who, ReadWhoPart(url, part, path, service));
    if (who) return true;
    return ReadWhenPart(url, part, path, service);
  }
  return true;
}

const Json* FindExtension(const Json& element, std::string_view url) {
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return &extension;
  }
  return nullptr;
}

std::string RuleText(const Json& resource, std::string_view url, std::string_view locale) {
  const Json* rules = FindExtension(resource, kRulesUrl);
  const Json* part = rules == nullptr ? nullptr : FindExtension(*rules, url);
  return part == nullptr ? std::string() : TranslatedString(*part, "valueString", locale);
}

// Reads "<number><unit>" pairs of `units` in their order, each at most once, and adds up number × size.
struct DurationUnit {
  char letter;
  int size;
};
template <std::size_t N>
std::optional<int> SumOf(std::string_view text, const DurationUnit (&units)[N]) {
  constexpr int kMost = 1'000'000;
  if (text.empty()) return std::nullopt;
  std::size_t next = 0;
  int sum = 0;
  while (!text.empty()) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::size_t digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || text.front() == '-' || digits == text.size() || number > kMost) return std::nullopt;
    while (next < N && units[next].letter != text[digits]) ++next;
    if (next == N || number > (kMost - sum) / units[next].size) return std::nullopt;
    sum += number * units[next++].size;
    text.remove_prefix(digits + 1);
  }
  return sum;
}

}  // namespace

bool AgeRange::Holds(CivilDay birth_date, CivilDay day) const {
  const int months = AgeInMonths(birth_date, day);
  return months >= from_months && (!below_months || months < *below_months);
}

std::string BookableService::Name(std::string_view locale) const { return TranslatedString(resource, "name", locale); }
std::string BookableService::Instructions(std::string_view locale) const {
  return RuleText(resource, "instructions", locale);
}
std::string BookableService::FeeText(std::string_view locale) const { return RuleText(resource, "fee", locale); }
std::string BookableService::ForWhom(std::string_view locale) const { return RuleText(resource, "for-whom", locale); }

Result<BookableService> ReadBookableService(const Json& resource) {
  BookableService service;
  ETEINEN_ASSIGN_OR_RETURN(const std::string type, ReadString(resource, "resourceType"));
  if (type != "HealthcareService") return InputError("expected a HealthcareService", "resourceType");
  ETEINEN_ASSIGN_OR_RETURN(service.id, ReadString(resource, "id"));
  ETEINEN_ASSIGN_OR_RETURN(const std::string name, ReadString(resource, "name"));
  if (service.id.empty() || name.empty()) return InputError("must not be empty", service.id.empty() ? "id" : "name");
  const Json* rules = FindExtension(resource, kRulesUrl);
  if (rules == nullptr) return InputError("a bookable service needs the extension urn:eteinen:booking", "extension");
  const std::string path(kRulesPath);
  ETEINEN_RETURN_IF_ERROR(ForEachPart(*rules, path, [&](std::string_view url, const Json& part, const std::string& at) {
    return ReadPart(url, part, at, service);
  }));
  ETEINEN_RETURN_IF_ERROR(CheckAge(service.age, JoinPath(path, "age-below")));
  if (service.season_first && service.season_last && *service.season_last < *service.season_first) {
    return InputError("the season ends before it begins", JoinPath(path, "season-last"));
  }
  if (service.online && (service.minutes == 0 || service.who.empty())) {
    return InputError("a service that is booked online needs minutes and who", path);
  }
  if (service.fallback.empty())
    return InputError("names no channel for what cannot be done online", JoinPath(path, "fallback"));
  service.resource = resource;
  return service;
}

Result<std::vector<BookableService>> ReadBookableServices(const Json& list) {
  std::vector<BookableService> services;
  const bool bundle = list.IsObject();
  ETEINEN_ASSIGN_OR_RETURN(const Json* items, bundle ? ReadArray(list, "entry") : Result<const Json*>(&list));
  if (!items->IsArray()) return InputError("expected a list of services", {});
  for (std::size_t i = 0; i < items->Items().size(); ++i) {
    const Json& item = items->Items()[i];
    const std::string path = bundle ? JoinPath(JoinPath("entry", i), "resource") : JoinPath("", i);
    Result<BookableService> service = ReadBookableService(bundle ? item["resource"] : item);
    if (!service.ok()) {
      Error error = std::move(service).error();
      error.path = error.path.empty() ? path : path + "." + error.path;
      return error;
    }
    if (FindService(services, service->id) != nullptr) return InputError("a service of this id stands before", path);
    services.push_back(std::move(service).value());
  }
  return services;
}

const BookableService* FindService(const std::vector<BookableService>& services, std::string_view id) {
  for (const BookableService& service : services) {
    if (service.id == id) return &service;
  }
  return nullptr;
}

std::string TranslatedString(const Json& element, std::string_view key, std::string_view locale) {
  for (const Json& extension : element["_" + std::string(key)]["extension"].Items()) {
    if (extension["url"].AsString() != kTranslationUrl) continue;
    const Json* lang = FindExtension(extension, "lang");
    const Json* content = FindExtension(extension, "content");
    if (lang != nullptr && content != nullptr && (*lang)["valueCode"].AsString() == locale) {
      return (*content)["valueString"].AsString();
    }
  }
  return element[key].AsString();
}

std::optional<int> MonthsOf(std::string_view duration) {
  if (!duration.starts_with('P')) return std::nullopt;
  static constexpr DurationUnit kUnits[] = {{'Y', 12}, {'M', 1}};
  return SumOf(duration.substr(1), kUnits);
}

std::optional<int> MinutesOf(std::string_view duration) {
  if (!duration.starts_with("PT")) return std::nullopt;
  static constexpr DurationUnit kUnits[] = {{'H', 60}, {'M', 1}};
  return SumOf(duration.substr(2), kUnits);
}

}  // namespace eteinen
