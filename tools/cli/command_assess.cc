// `assess`: {"questionnaire", "answers", "person", "now"} → {"urgency","need","because","complete","unanswered"}.
//
// The questionnaires are the files of assets/questionnaires, named by id or url; several of them: the gravest decides,
// and each takes the answers whose linkIds it has. Answers are plain: boolean, number, text, a code, or a list.
#include <algorithm>
#include <memory>
#include <set>

#include "core/calendar/civil_time.h"
#include "core/form/assessment.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

struct Module {
  std::string id;
  std::string url;
  form::Questionnaire questionnaire;
  std::vector<form::Rule> rules;
};
using Modules = std::vector<Module>;

Result<Modules> LoadModules(const std::string& folder) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  Modules modules;
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    const auto failed = [&](const Error& error) {
      return Error{error.kind, path + ": " + error.message, error.path, std::nullopt};
    };
    ETEINEN_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
    Result<Json> file = ParseJson(content);
    if (!file.ok()) return failed(file.error());
    Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*std::move(file));
    if (!questionnaire.ok()) return failed(questionnaire.error());
    Result<std::vector<form::Rule>> rules = form::ReadRules(*questionnaire);
    if (!rules.ok()) return failed(rules.error());
    const Json& json = questionnaire->json();
    std::string id = json["id"].AsString();
    std::string url = json["url"].AsString();
    modules.push_back({std::move(id), std::move(url), *std::move(questionnaire), *std::move(rules)});
  }
  return modules;
}

Result<std::vector<const Module*>> ChosenModules(const Modules& modules, const Json& line) {
  const Json& named = line["questionnaire"];
  std::vector<const Module*> chosen;
  const auto choose = [&](const Json& name, const std::string& path) -> Status {
    if (!name.IsString()) return InputError("expected an id or a url", path);
    for (const Module& module : modules) {
      if (module.id != name.AsString() && module.url != name.AsString()) continue;
      if (std::find(chosen.begin(), chosen.end(), &module) == chosen.end()) chosen.push_back(&module);
      return Ok{};
    }
    return Error{ErrorKind::kNotFound, "no questionnaire \"" + name.AsString() + "\"", path, std::nullopt};
  };
  if (!named.IsArray()) {
    ETEINEN_RETURN_IF_ERROR(choose(named, "questionnaire"));
    return chosen;
  }
  for (std::size_t i = 0; i < named.Items().size(); ++i) {
    ETEINEN_RETURN_IF_ERROR(choose(named.Items()[i], JoinPath("questionnaire", i)));
  }
  if (chosen.empty()) return InputError("expected at least one questionnaire", "questionnaire");
  return chosen;
}

// The permitted answer that a plain value names: by its code, "system|code", display-free text or number.
const form::Option* OptionOf(const form::Item& item, const Json& value) {
  for (const form::Option& option : item.options) {
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

Result<Json> AnswerOf(const form::Item& item, const Json& value, const std::string& path) {
  const auto wrong = [&](std::string_view expected) {
    return InputError("expected " + std::string(expected) + ", found " + std::string(value.TypeName()), path);
  };
  const auto answer = [](std::string_view key, Json content) {
    Json object = Json::MakeObject();
    object.Set(key, std::move(content));
    return object;
  };
  switch (item.type) {
    case form::ItemType::kBoolean:
      if (!value.IsBool()) return wrong("a boolean");
      return answer("valueBoolean", value);
    case form::ItemType::kInteger:
      if (!value.AsInt()) return wrong("a whole number");
      return answer("valueInteger", value);
    case form::ItemType::kDecimal:
      if (!value.IsNumber()) return wrong("a number");
      return answer("valueDecimal", value);
    case form::ItemType::kQuantity: {
      if (!value.IsNumber()) return wrong("a number");
      Json quantity = Json::MakeObject({{"value", value}});
      if (!item.units.empty()) {
        quantity.Set("unit", (*item.units.front())["display"]);
        quantity.Set("system", (*item.units.front())["system"]);
        quantity.Set("code", (*item.units.front())["code"]);
      }
      return answer("valueQuantity", std::move(quantity));
    }
    case form::ItemType::kChoice:
    case form::ItemType::kOpenChoice:
      if (const form::Option* option = OptionOf(item, value)) return answer(option->key, *option->value);
      if (item.type == form::ItemType::kOpenChoice && value.IsString()) return answer("valueString", value);
      return InputError("not one of the options", path);
    default:
      break;
  }
  if (!item.IsQuestion()) return InputError("this item takes no answer", path);
  if (!value.IsString()) return wrong("a string");
  switch (item.type) {
    case form::ItemType::kDate:
      return answer("valueDate", value);
    case form::ItemType::kDateTime:
      return answer("valueDateTime", value);
    case form::ItemType::kTime:
      return answer("valueTime", value);
    case form::ItemType::kUrl:
      return answer("valueUri", value);
    case form::ItemType::kString:
    case form::ItemType::kText:
      return answer("valueString", value);
    default:
      return Error{ErrorKind::kUnsupported, "this kind of item cannot be answered here", path, std::nullopt};
  }
}

Result<Json> AnswersOf(const form::Item& item, const Json& value, const std::string& path) {
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

// An answer as it could have been given: true, 82.5, "none", or a list of such.
Json PlainAnswer(const Json& answers) {
  Json plain = Json::MakeArray();
  for (const Json& answer : answers.Items()) {
    const Json& value = answer.Members().empty() ? answer : answer.Members().front().value;
    plain.Append(value.Has("code") ? value["code"] : value.Has("value") ? value["value"] : value);
  }
  return plain.Items().size() == 1 ? Json(plain.Items().front()) : plain;
}

// The first place of an item: index 0 of every repeating ancestor.
form::At FirstPlace(const form::Questionnaire& questionnaire, const form::Item& item) {
  form::At at;
  for (int parent = item.parent; parent >= 0; parent = questionnaire.items()[static_cast<std::size_t>(parent)].parent) {
    if (questionnaire.items()[static_cast<std::size_t>(parent)].repeats) at.push_back(0);
  }
  return at;
}

// The launch context `patient`. Without a birth date, one is taken that gives the age told on the day of `now`:
// `ageMonths` alone, or beside `ageYears` as all months (27) or those beyond full years (3).
Result<Json> PatientOf(const Json& person, Instant now) {
  Json patient = Json::MakeObject({{"resourceType", "Patient"}});
  if (person.IsNull()) return patient;
  if (!person.IsObject()) return InputError("expected an object", "person");
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> birth_date, OptionalString(person, "birthDate", "person"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> years, OptionalInt(person, "ageYears", "person"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::int64_t> months, OptionalInt(person, "ageMonths", "person"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> sex, OptionalString(person, "sex", "person"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> pregnant, OptionalBool(person, "pregnant", "person"));
  if (birth_date) {
    if (const Result<CivilDay> day = ParseDay(*birth_date); !day.ok()) {
      return InputError(day.error().message, "person.birthDate");
    }
    patient.Set("birthDate", *birth_date);
  } else if (years || months) {
    if (years.value_or(0) < 0 || years.value_or(0) > 150) return InputError("not an age", "person.ageYears");
    if (months.value_or(0) < 0 || months.value_or(0) > 1800) return InputError("not an age", "person.ageMonths");
    const std::int64_t full = years.value_or(0) * 12;
    const std::int64_t age = months.value_or(0) >= full ? months.value_or(0) : full + months.value_or(0);
    patient.Set("birthDate", FormatDay(AddMonths(ToHelsinki(now).day, -static_cast<int>(age))));
  }
  if (sex) patient.Set("gender", *sex);
  if (pregnant) {
    Json extension = Json::MakeObject({{"url", "urn:eteinen:pregnant"}, {"valueBoolean", *pregnant}});
    patient.Set("extension", Json::MakeArray({std::move(extension)}));
  }
  return patient;
}

Result<form::Assessment> AssessModule(const Module& module, const Json& answers, const form::Start& start) {
  ETEINEN_ASSIGN_OR_RETURN(form::Session session, form::Session::Begin(module.questionnaire, start));
  for (const auto& [link_id, value] : answers.Members()) {
    const int index = module.questionnaire.Find(link_id);
    if (index < 0) continue;
    const std::string path = JoinPath("answers", link_id);
    const form::Item& item = module.questionnaire.items()[static_cast<std::size_t>(index)];
    if (item.read_only) return InputError("this item is calculated", path);
    ETEINEN_ASSIGN_OR_RETURN(const Json given, AnswersOf(item, value, path));
    const Status set = session.SetAnswer(link_id, FirstPlace(module.questionnaire, item), given);
    if (!set.ok()) return InputError(set.error().message, path);
  }
  return form::Assess(module.rules, session, start.language);
}

Json Reply(const form::Assessment& assessment) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json because = Json::MakeArray();
  for (const form::Because& reason : assessment.because) {
    because.Append(
        Json::MakeObject({{"linkId", reason.link_id}, {"answer", PlainAnswer(reason.answer)}, {"rule", reason.rule}}));
  }
  Json unanswered = Json::MakeArray();
  for (const std::string& link_id : assessment.unanswered) unanswered.Append(link_id);
  return Json::MakeObject({{"urgency", text_or_null(assessment.urgency)},
                           {"need", text_or_null(assessment.need)},
                           {"because", std::move(because)},
                           {"complete", assessment.complete},
                           {"unanswered", std::move(unanswered)}});
}

Result<Json> Answer(const Modules& modules, const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<const Module*> chosen, ChosenModules(modules, line));
  ETEINEN_ASSIGN_OR_RETURN(const std::string now_text, ReadString(line, "now"));
  const Result<Instant> now = ParseInstant(now_text);
  if (!now.ok()) return InputError(now.error().message, "now");
  const Json& answers = line["answers"];
  if (!answers.IsObject() && !answers.IsNull()) return InputError("expected an object", "answers");
  for (const auto& [link_id, value] : answers.Members()) {
    const std::string& wanted = link_id;
    const bool known = std::any_of(chosen.begin(), chosen.end(),
                                   [&](const Module* module) { return module->questionnaire.Find(wanted) >= 0; });
    if (!known) return InputError("no such question", JoinPath("answers", link_id));
  }
  form::Start start;
  start.now = now_text;
  ETEINEN_ASSIGN_OR_RETURN(Json patient, PatientOf(line["person"], *now));
  start.launch = Json::MakeObject({{"patient", std::move(patient)}});
  std::vector<form::Assessment> assessments;
  for (const Module* module : chosen) {
    ETEINEN_ASSIGN_OR_RETURN(form::Assessment assessment, AssessModule(*module, answers, start));
    assessments.push_back(std::move(assessment));
  }
  return Reply(form::Gravest(std::move(assessments)));
}

}  // namespace

Result<Handler> AssessCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(Modules loaded, LoadModules(folders.assets + "/questionnaires"));
  const auto modules = std::make_shared<const Modules>(std::move(loaded));
  return Handler([modules](const Json& line) { return Answer(*modules, line); });
}

}  // namespace eteinen::cli
