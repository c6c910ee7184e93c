// The command's line and its reply.
#include <algorithm>
#include <array>

#include "core/channels/recommendation.h"

namespace eteinen::channels {
namespace {

constexpr std::int64_t kOldest = 150;  // full years

// The shape of a tag of BCP 47: parts of 1 to 8 letters and digits, the first one a language of at least two letters
// (or "i", "x" with parts of their own). Whether there is such a language is not asked.
bool IsLanguageTag(std::string_view text) {
  if (text.size() > 35) return false;
  const std::string_view language = text.substr(0, text.find('-'));
  if (language.size() == 1 && (language.size() == text.size() || (language != "i" && language != "x"))) return false;
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '-' ? part == 0 : !letter && (i < language.size() || c < '0' || c > '9')) return false;
    part = c == '-' ? 0 : part + 1;
    if (part > 8) return false;
  }
  return part > 0;
}

std::string LowerCase(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Result<int> ReadAge(const Json& person, Instant now) {
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> born_text, OptionalString(person, "birthDate", "person"));
  if (born_text.has_value()) {
    const Result<CivilDay> born = ParseDay(*born_text);
    if (!born.ok()) return InputError(born.error().message, "person.birthDate");
    const int age = AgeInYears(*born, ToHelsinki(now).day);
    if (age < 0) return InputError("is after now", "person.birthDate");
    return age;
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> years, OptionalInt(person, "ageYears", "person"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> months, OptionalInt(person, "ageMonths", "person"));
  if (!years.has_value() && !months.has_value()) return InputError("needs birthDate or ageYears", "person");
  if (years.value_or(0) < 0 || years.value_or(0) > kOldest) return InputError("expected 0 to 150", "person.ageYears");
  if (months.value_or(0) < 0 || months.value_or(0) > kOldest * 12) {
    return InputError("expected 0 to 1800", "person.ageMonths");
  }
  return static_cast<int>(years.has_value() ? *years : *months / 12);
}

Result<std::optional<OwnTeam>> ReadOwnTeam(const Json& person) {
  const Json* team = person.Find("ownTeam");
  if (team == nullptr || team->IsNull()) return std::optional<OwnTeam>();
  if (!team->IsObject()) {
    return InputError("expected an object, found " + std::string(team->TypeName()), "person.ownTeam");
  }
  OwnTeam own;
  ETEINEN_ASSIGN_OR_RETURN(own.id, ReadString(*team, "id", "person.ownTeam"));
  if (own.id.empty()) return InputError("is empty", "person.ownTeam.id");
  if (team->Has("availability")) {
    ETEINEN_ASSIGN_OR_RETURN(OpeningHours hours,
                             ReadOpeningHours((*team)["availability"], "person.ownTeam.availability"));
    own.hours = std::move(hours);
  }
  return std::optional<OwnTeam>(std::move(own));
}

Result<Person> ReadPerson(const Json& line, Instant now) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* json, ReadObject(line, "person"));
  Person person;
  ETEINEN_ASSIGN_OR_RETURN(person.age_years, ReadAge(*json, now));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> municipality,
                           OptionalString(*json, "municipality", "person"));
  person.municipality = municipality.value_or("");
  ETEINEN_ASSIGN_OR_RETURN(person.own_team, ReadOwnTeam(*json));
  // No channel depends on these, but what is no answer to them is no person.
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> sex, OptionalString(*json, "sex", "person"));
  constexpr std::array<std::string_view, 4> kSexes = {"female", "male", "other", "unknown"};
  if (sex.has_value() && std::find(kSexes.begin(), kSexes.end(), std::string_view(*sex)) == kSexes.end()) {
    return InputError("expected female, male, other or unknown", "person.sex");
  }
  ETEINEN_RETURN_IF_ERROR(OptionalBool(*json, "pregnant", "person"));
  return person;
}

Json ReasonJson(Reason reason, const Json& parameters, const Request& request, Urgency answered_as) {
  Json json = Json::MakeObject({{"code", Code(reason)}});
  for (const Json::Member& member : parameters.Members()) json.Set(member.key, member.value);
  json.Set("answers", AnswersBehind(reason, request, answered_as));
  return json;
}

Json ObjectionJson(const Directory& directory, const Excluded& objection, const Recommendation& recommendation,
                   const Request& request) {
  Json json =
      ReasonJson(objection.because, Parameters(objection, recommendation, request), request, recommendation.urgency);
  const Json rule = RuleOf(directory, objection);
  for (const Json::Member& member : rule.Members()) json.Set(member.key, member.value);
  return json;
}

}  // namespace

Result<Request> ReadRequest(const Json& line) {
  Request request;
  ETEINEN_ASSIGN_OR_RETURN(const std::string urgency_word, ReadString(line, "urgency"));
  const std::optional<Urgency> urgency = ParseUrgency(urgency_word);
  if (!urgency) return InputError("unknown urgency \"" + urgency_word + "\"", "urgency");
  request.urgency = *urgency;
  ETEINEN_ASSIGN_OR_RETURN(const std::string need_word, ReadString(line, "need"));
  const std::optional<Need> need = ParseNeed(need_word);
  if (!need) return InputError("unknown need \"" + need_word + "\"", "need");
  request.need = *need;
  ETEINEN_ASSIGN_OR_RETURN(const std::string now_text, ReadString(line, "now"));
  const Result<Instant> now = ParseInstant(now_text);
  if (!now.ok()) return InputError(now.error().message, "now");
  request.now = *now;
  ETEINEN_ASSIGN_OR_RETURN(request.person, ReadPerson(line, request.now));
  ETEINEN_ASSIGN_OR_RETURN(const std::string language, ReadString(line, "language"));
  if (!IsLanguageTag(language)) return InputError("not a language tag, such as fi or sv-FI", "language");
  request.language = LowerCase(language);
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> cannot_speak, OptionalBool(line, "cannotSpeakOnPhone"));
  request.cannot_speak_on_phone = cannot_speak.value_or(false);
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> identified, OptionalBool(line, "identified"));
  request.identified = identified.value_or(false);
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> acting_word, OptionalString(line, "actingFor"));
  const std::optional<ActingFor> acting = ParseActingFor(acting_word.value_or("none"));
  if (!acting) return InputError("expected none, guardian or mandate", "actingFor");
  request.acting_for = *acting;
  return request;
}

Json ToJson(const Directory& directory, const Recommendation& recommendation, const Request& request) {
  Json channels = Json::MakeArray();
  for (const Recommended& recommended : recommendation.channels) {
    const Channel& channel = *recommended.channel;
    Json json = Json::MakeObject({{"id", recommended.own_team ? request.person.own_team->id : channel.id},
                                  {"kind", Name(channel.kind)},
                                  {"openNow", recommended.open_now}});
    if (recommended.opens_at) json.Set("opensAt", FormatInstant(*recommended.opens_at));
    if (!channel.number.empty()) json.Set("number", channel.number);
    Json because = Json::MakeArray();
    for (int i = 0; i < recommended.because.count; ++i) {
      const Reason reason = recommended.because.list[i];
      because.Append(ReasonJson(reason, Parameters(reason, recommended, recommendation, request), request,
                                recommendation.urgency));
    }
    json.Set("because", std::move(because));
    channels.Append(std::move(json));
  }
  Json dropped = Json::MakeArray();
  for (const Excluded& excluded : recommendation.excluded) {
    Json because = Json::MakeArray();
    for (const Excluded& objection : ObjectionsTo(directory, request, excluded)) {
      because.Append(ObjectionJson(directory, objection, recommendation, request));
    }
    const bool own = excluded.channel->own_team && request.person.own_team;
    dropped.Append(Json::MakeObject(
        {{"id", own ? request.person.own_team->id : excluded.channel->id}, {"because", std::move(because)}}));
  }
  return Json::MakeObject({{"channels", std::move(channels)}, {"excluded", std::move(dropped)}});
}

}  // namespace eteinen::channels
