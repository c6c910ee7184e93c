#include "core/app/answer.h"

#include <algorithm>

#include "core/calendar/civil_time.h"
#include "core/text/format.h"

namespace eteinen::app {
namespace {

std::string Trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The JSON number that a typed one stands for, or nothing. At most 18 digits before and after the separator.
std::string NumberOf(std::string_view typed, bool whole) {
  std::string sign;
  if (!typed.empty() && (typed.front() == '-' || typed.starts_with("\xE2\x88\x92"))) {
    sign = "-";
    typed.remove_prefix(typed.front() == '-' ? 1 : 3);
  }
  const std::size_t separator = typed.find_first_of(",.");
  std::string before(typed.substr(0, separator));
  const std::string after = separator == std::string_view::npos ? "" : std::string(typed.substr(separator + 1));
  if (!IsDigits(before) || before.size() > 18) return {};
  if (separator != std::string_view::npos && (whole || !IsDigits(after) || after.size() > 18)) return {};
  before.erase(0, std::min(before.find_first_not_of('0'), before.size() - 1));
  return sign + before + (after.empty() ? "" : "." + after);
}

// "24.11.2026" or "2026-11-24" → "2026-11-24", or nothing.
std::string DayOf(std::string_view typed) {
  if (const Result<CivilDay> day = ParseDay(typed); day.ok()) return FormatDay(*day);
  int parts[3] = {0, 0, 0};
  int part = 0;
  int digits = 0;
  for (const char c : typed) {
    if (c == '.' && part < 2 && digits > 0) {
      ++part;
      digits = 0;
    } else if (c >= '0' && c <= '9' && digits < 4) {
      parts[part] = parts[part] * 10 + (c - '0');
      ++digits;
    } else if (c != ' ') {
      return {};
    }
  }
  const CivilDay day{parts[2], parts[1], parts[0]};
  if (part != 2 || digits != 4 || !IsValid(day)) return {};
  return FormatDay(day);
}

char Small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "170 cm" → "170", where the unit is the item's own. In what unit a number is meant is never guessed.
std::string WithoutUnit(const form::Item& item, const std::string& typed) {
  const std::string unit = UnitOf(item);
  if (unit.empty() || typed.size() <= unit.size()) return typed;
  const std::size_t end = typed.size() - unit.size();
  const auto same = [](char a, char b) { return Small(a) == Small(b); };
  if (!std::equal(unit.begin(), unit.end(), typed.begin() + static_cast<std::ptrdiff_t>(end), same)) return typed;
  return Trimmed(std::string_view(typed).substr(0, end));
}

Json One(std::string_view key, Json value) {
  return Json::MakeArray({Json::MakeObject({{std::string(key), std::move(value)}})});
}

Error Refused(std::string_view id) { return InputError(std::string(id)); }

// "None of these" stands alone: choosing it lets the others go, and choosing another lets it go.
Json WithoutContradiction(const form::Session& session, const form::Item& item,
                          const std::vector<form::OptionState>& options, Json answers) {
  const auto exclusive = [&](const Json& answer) {
    return std::any_of(options.begin(), options.end(), [&](const form::OptionState& option) {
      const Json* value = answer.Find(option.key);
      return option.exclusive && value != nullptr && *value == *option.value;
    });
  };
  Json::Array& items = answers.MutableItems();
  if (items.size() < 2 || std::none_of(items.begin(), items.end(), exclusive)) return answers;
  const Result<form::ItemState> before = session.StateOf(item.link_id, {});
  const bool was_chosen =
      before.ok() && std::any_of(before->answers.Items().begin(), before->answers.Items().end(), exclusive);
  items.erase(
      std::remove_if(items.begin(), items.end(), [&](const Json& answer) { return exclusive(answer) == was_chosen; }),
      items.end());
  return answers;
}

Result<Json> ChosenAnswers(const form::Session& session, const form::Item& item, const Json& value) {
  Json answers = Json::MakeArray();
  Json::Array words = value.IsArray() ? value.Items() : Json::Array{value};
  const std::vector<form::OptionState> options = session.OptionsOf(item.link_id, {});
  for (const Json& word : words) {
    if (word.AsString().empty()) continue;
    const auto option = std::find_if(options.begin(), options.end(), [&](const form::OptionState& state) {
      return state.enabled && OptionWord(state) == word.AsString();
    });
    if (option == options.end()) return Refused("error.not-an-option");
    answers.Append(Json::MakeObject({{option->key, *option->value}}));
  }
  return WithoutContradiction(session, item, options, std::move(answers));
}

}  // namespace

bool IsChosen(const form::Item& item) {
  return item.type == form::ItemType::kBoolean || item.type == form::ItemType::kChoice || !item.options.empty();
}

std::string OptionWord(const form::OptionState& option) {
  if (option.value->IsObject()) return (*option.value)["code"].AsString();
  if (option.value->IsNumber()) return option.value->NumberSource();
  return option.value->AsString();
}

Result<Json> AnswersOf(const form::Session& session, const form::Item& item, const Json& value) {
  if (value.IsNull()) return Json::MakeArray();
  if (item.type == form::ItemType::kBoolean) {
    if (value.IsBool()) return One("valueBoolean", value);
    if (value.AsString() == "true" || value.AsString() == "false") {
      return One("valueBoolean", value.AsString() == "true");
    }
    return Refused("error.not-an-option");
  }
  if (IsChosen(item)) return ChosenAnswers(session, item, value);
  const std::string typed = Trimmed(value.IsNumber() ? value.NumberSource() : value.AsString());
  if (typed.empty()) return Json::MakeArray();
  switch (item.type) {
    case form::ItemType::kInteger:
    case form::ItemType::kDecimal: {
      const bool whole = item.type == form::ItemType::kInteger;
      std::string number = NumberOf(WithoutUnit(item, typed), whole);
      if (number.empty()) return Refused(whole ? "error.not-a-whole-number" : "error.not-a-number");
      return One(whole ? "valueInteger" : "valueDecimal", Json::Number(std::move(number)));
    }
    case form::ItemType::kQuantity: {
      std::string number = NumberOf(WithoutUnit(item, typed), false);
      if (number.empty()) return Refused("error.not-a-number");
      Json quantity = Json::MakeObject({{"value", Json::Number(std::move(number))}});
      if (item.units.size() == 1) {
        const Json& unit = *item.units.front();
        quantity.Set("unit", unit["display"]);
        quantity.Set("system", unit["system"]);
        quantity.Set("code", unit["code"]);
      }
      return One("valueQuantity", std::move(quantity));
    }
    case form::ItemType::kDate: {
      std::string day = DayOf(typed);
      if (day.empty()) return Refused("error.not-a-date");
      return One("valueDate", std::move(day));
    }
    case form::ItemType::kTime: {
      const Result<TimeOfDay> time = ParseTimeOfDay(typed);
      if (!time.ok()) return Refused("error.not-a-time");
      return One("valueTime", typed.size() == 5 ? typed + ":00" : typed);
    }
    case form::ItemType::kUrl:
      return One("valueUri", typed);
    case form::ItemType::kString:
    case form::ItemType::kText:
    case form::ItemType::kOpenChoice:
      return One("valueString", typed);
    default:
      return Refused("error.not-supported");
  }
}

std::string FieldText(const form::Item& item, const Json& answers, std::string_view locale) {
  if (answers.Items().empty() || answers.Items().front().Members().empty()) return {};
  const Json* value = &answers.Items().front().Members().front().value;
  if (item.type == form::ItemType::kQuantity) value = &(*value)["value"];
  if (value->IsNumber()) {
    std::string text = value->NumberSource();
    const std::size_t point = text.find('.');
    if (point != std::string::npos && text::LanguageOf(locale) != "en") text[point] = ',';
    return text;
  }
  if (item.type == form::ItemType::kDate) {
    if (const Result<CivilDay> day = ParseDay(value->AsString()); day.ok()) {
      return text::FormatDate(locale, *day, text::DateStyle::kMedium);
    }
  }
  return value->AsString();
}

std::string UnitOf(const form::Item& item) {
  for (const Json& extension : (*item.definition)["extension"].Items()) {
    if (extension["url"].AsString() == "http://hl7.org/fhir/StructureDefinition/questionnaire-unit") {
      const std::string& display = extension["valueCoding"]["display"].AsString();
      return display.empty() ? extension["valueCoding"]["code"].AsString() : display;
    }
  }
  return item.units.size() == 1 ? (*item.units.front())["display"].AsString() : "";
}

namespace {

bool IsAnsweredBy(const form::Option& option, const Json& answer) {
  const Json* value = answer.Find(option.key);
  if (value == nullptr || !value->IsObject()) return value != nullptr && *value == *option.value;
  return (*value)["code"] == (*option.value)["code"] && (*value)["system"] == (*option.value)["system"];
}

std::string OneAnswerText(const form::Questionnaire& form, const form::Item& item, const Json& answer,
                          std::string_view locale, const std::pair<std::string, std::string>& yes_no) {
  for (const form::Option& option : item.options) {
    if (!option.value->IsObject() || !IsAnsweredBy(option, answer)) continue;
    return form::Localised(*option.value, "display", locale, form.language()).text;
  }
  if (const Json* value = answer.Find("valueBoolean")) return value->AsBool() ? yes_no.first : yes_no.second;
  const std::string unit = UnitOf(item);
  return FieldText(item, Json::MakeArray({answer}), locale) + (unit.empty() ? "" : "\xC2\xA0" + unit);
}

}  // namespace

std::string AnswerText(const form::Questionnaire& form, const form::Item& item, const Json& answers,
                       std::string_view locale, const std::pair<std::string, std::string>& yes_no) {
  std::string text;
  for (const Json& answer : answers.Items()) {
    text += (text.empty() ? "" : "; ") + OneAnswerText(form, item, answer, locale, yes_no);
  }
  return text;
}

}  // namespace eteinen::app
