#include "core/form/plain_answer.h"

#include <optional>

#include "core/calendar/civil_time.h"

namespace eteinen::form {
namespace {

// The permitted answer that a plain value names: by its code, "system|code", display-free text or number.
const Option* OptionOf(const Item& item, const Json& value) {
  for (const Option& option : item.options) {
    if (option.value->IsObject()) {
      const std::string& code = (*option.value)["code"].AsString();
      const std::string full = (*option.value)["system"].AsString() + "|" + code;
      if (value.IsString() && (value.AsString() == code || value.AsString() == full)) return &option;
    } else if (*option.value == value) {
      return &option;
    }
  }
  return nullptr;
}

Result<Json> AnswerOf(const Item& item, const Json& value, const std::string& path) {
  const auto wrong = [&](std::string_view expected) {
    return InputError("expected " + std::string(expected) + ", found " + std::string(value.TypeName()), path);
  };
  const auto answer = [](std::string_view key, Json content) {
    Json object = Json::MakeObject();
    object.Set(key, std::move(content));
    return object;
  };
  switch (item.type) {
    case ItemType::kBoolean:
      if (!value.IsBool()) return wrong("a boolean");
      return answer("valueBoolean", value);
    case ItemType::kInteger:
      if (!value.AsInt()) return wrong("a whole number");
      return answer("valueInteger", value);
    case ItemType::kDecimal:
      if (!value.IsNumber()) return wrong("a number");
      return answer("valueDecimal", value);
    case ItemType::kQuantity: {
      if (!value.IsNumber()) return wrong("a number");
      Json quantity = Json::MakeObject({{"value", value}});
      if (!item.units.empty()) {
        quantity.Set("unit", (*item.units.front())["display"]);
        quantity.Set("system", (*item.units.front())["system"]);
        quantity.Set("code", (*item.units.front())["code"]);
      }
      return answer("valueQuantity", std::move(quantity));
    }
    case ItemType::kAttachment:
      if (!value.IsObject()) return wrong("an attachment");
      return answer("valueAttachment", value);
    case ItemType::kChoice:
    case ItemType::kOpenChoice:
      if (const Option* option = OptionOf(item, value)) return answer(option->key, *option->value);
      if (item.type == ItemType::kOpenChoice && value.IsString()) return answer("valueString", value);
      return InputError("not one of the options", path);
    default:
      break;
  }
  if (!item.IsQuestion()) return InputError("this item takes no answer", path);
  if (!value.IsString()) return wrong("a string");
  switch (item.type) {
    case ItemType::kDate:
      return answer("valueDate", value);
    case ItemType::kDateTime:
      return answer("valueDateTime", value);
    case ItemType::kTime:
      return answer("valueTime", value);
    case ItemType::kUrl:
      return answer("valueUri", value);
    case ItemType::kString:
    case ItemType::kText:
      return answer("valueString", value);
    default:
      return Error{ErrorKind::kUnsupported, "this kind of item cannot be answered here", path, std::nullopt};
  }
}

// The first place of an item: index 0 of every repeating ancestor.
At FirstPlace(const Questionnaire& questionnaire, const Item& item) {
  At at;
  for (int parent = item.parent; parent >= 0; parent = questionnaire.items()[static_cast<std::size_t>(parent)].parent) {
    if (questionnaire.items()[static_cast<std::size_t>(parent)].repeats) at.push_back(0);
  }
  return at;
}

}  // namespace

Result<Json> AnswersFromPlain(const Item& item, const Json& value, const std::string& path) {
  Json answers = Json::MakeArray();
  if (value.IsNull()) return answers;
  if (!value.IsArray()) {
    ETEINEN_ASSIGN_OR_RETURN(Json answer, AnswerOf(item, value, path));
    answers.Append(std::move(answer));
    return answers;
  }
  for (std::size_t i = 0; i < value.Items().size(); ++i) {
    ETEINEN_ASSIGN_OR_RETURN(Json answer, AnswerOf(item, value.Items()[i], JoinPath(path, i)));
    answers.Append(std::move(answer));
  }
  return answers;
}

Json PlainAnswer(const Json& answers) {
  Json plain = Json::MakeArray();
  for (const Json& answer : answers.Items()) {
    const Json& value = answer.Members().empty() ? answer : answer.Members().front().value;
    plain.Append(value.Has("value") ? value["value"] : value.Has("code") ? value["code"] : value);
  }
  return plain.Items().size() == 1 ? Json(plain.Items().front()) : plain;
}

Result<Json> PatientFromPlain(const Json& person, Instant now, std::string_view path) {
  Json patient = Json::MakeObject({{"resourceType", "Patient"}});
  if (person.IsNull()) return patient;
  if (!person.IsObject()) return InputError("expected an object", std::string(path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> birth_date, OptionalString(person, "birthDate", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> years, OptionalInt(person, "ageYears", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> months, OptionalInt(person, "ageMonths", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> sex, OptionalString(person, "sex", path));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> pregnant, OptionalBool(person, "pregnant", path));
  if (birth_date) {
    const Result<CivilDay> day = ParseDay(*birth_date);
    if (!day.ok()) return InputError(day.error().message, JoinPath(path, "birthDate"));
    if (*day > ToHelsinki(now).day) return InputError("lies in the future", JoinPath(path, "birthDate"));
    patient.Set("birthDate", *birth_date);
  } else if (years || months) {
    if (years.value_or(0) < 0 || years.value_or(0) > 150) return InputError("not an age", JoinPath(path, "ageYears"));
    if (months.value_or(0) < 0 || months.value_or(0) > 1800)
      return InputError("not an age", JoinPath(path, "ageMonths"));
    const std::int64_t full = years.value_or(0) * 12;
    const std::int64_t age = months.value_or(0) >= full ? months.value_or(0) : full + months.value_or(0);
    patient.Set("birthDate", FormatDay(AddMonths(ToHelsinki(now).day, -static_cast<int>(age))));
  }
  if (sex && *sex != "female" && *sex != "male" && *sex != "other" && *sex != "unknown") {
    return InputError("expected female, male, other or unknown", JoinPath(path, "sex"));
  }
  if (sex) patient.Set("gender", *sex);
  if (pregnant) {
    Json extension = Json::MakeObject({{"url", "urn:eteinen:pregnant"}, {"valueBoolean", *pregnant}});
    patient.Set("extension", Json::MakeArray({std::move(extension)}));
  }
  return patient;
}

Status SetPlainAnswers(Session& session, const Json& answers) {
  const Questionnaire& questionnaire = session.questionnaire();
  for (const auto& [link_id, value] : answers.Members()) {
    const int index = questionnaire.Find(link_id);
    if (index < 0) continue;
    const std::string path = JoinPath("answers", link_id);
    const Item& item = questionnaire.items()[static_cast<std::size_t>(index)];
    if (item.read_only) return InputError("this item is calculated", path);
    ETEINEN_ASSIGN_OR_RETURN(const Json given, AnswersFromPlain(item, value, path));
    const Status set = session.SetAnswer(link_id, FirstPlace(questionnaire, item), given);
    if (!set.ok()) return InputError(set.error().message, path);
  }
  return Ok{};
}

Result<Assessment> AssessPlain(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Json& answers,
                               const Start& start) {
  ETEINEN_ASSIGN_OR_RETURN(Session session, Session::Begin(questionnaire, start));
  ETEINEN_RETURN_IF_ERROR(SetPlainAnswers(session, answers));
  return Assess(rules, session, start.language);
}

}  // namespace eteinen::form
