#include "core/form/values.h"

#include "core/fhir/element.h"
#include "core/form/rules.h"

namespace eteinen::form {
namespace {

using fhirpath::ItemKind;

Json Answer(std::string_view key, Json value) {
  Json answer = Json::MakeObject();
  answer.Set(key, std::move(value));
  return answer;
}

Json NumberJson(const Decimal& value) { return Json::Number(value.ToString()); }

Json QuantityJson(const fhirpath::Quantity& quantity) {
  Json json = Json::MakeObject({{"value", NumberJson(quantity.value)}});
  json.Set("unit", quantity.unit);
  if (!quantity.calendar) {
    json.Set("system", "http://unitsofmeasure.org");
    json.Set("code", quantity.unit);
  }
  return json;
}

// "value" + "Coding" by the type's name.
std::string ValueKey(std::string name) {
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return "value" + name;
}

// The option whose code or text this is.
const Option* OptionNamed(const Item& item, const std::string& text) {
  for (const Option& option : item.options) {
    const std::string& name =
        option.key == "valueCoding" ? (*option.value)["code"].AsString() : option.value->AsString();
    if (name == text) return &option;
  }
  return nullptr;
}

Json NoAnswer() { return Json(); }

// What arithmetic has left of zeros at the end (0.5 * 2.0 is 1.00) is not what the question refuses.
Json WithPlaces(const Item& item, const Json& number) {
  const std::optional<Decimal> value = item.max_decimal_places ? Decimal::Parse(number.NumberSource()) : std::nullopt;
  const std::int64_t most = std::max<std::int64_t>(0, item.max_decimal_places.value_or(0));
  if (!value || value->Scale() <= most) return number;
  const Decimal plain = value->Normalized();
  return plain.Scale() > most ? number : NumberJson(plain);
}

// {"value…"} brought to the item's type, or null.
Json Coerced(const Item& item, Json value) {
  const fhir::Choice choice = fhir::ChoiceOf(value);
  if (!choice) return NoAnswer();
  const std::string_view key = choice.key;
  const Json& given = *choice.value;
  const bool text = given.IsString();
  switch (item.type) {
    case ItemType::kDecimal:
      if (key == "valueInteger" || key == "valueDecimal") return Answer("valueDecimal", WithPlaces(item, given));
      return NoAnswer();
    case ItemType::kInteger: {
      if (key != "valueInteger" && key != "valueDecimal") return NoAnswer();
      const std::optional<Decimal> number = Decimal::Parse(given.NumberSource());
      const std::optional<std::int64_t> whole = number ? number->ToInteger() : std::nullopt;
      return whole ? Answer("valueInteger", *whole) : NoAnswer();
    }
    case ItemType::kDate:
      if (!text || (key != "valueDate" && key != "valueDateTime" && key != "valueInstant" && key != "valueString")) {
        return NoAnswer();
      }
      return fhir::IsFormat("dateTime", given.AsString()) ? Answer("valueDate", given.AsString().substr(0, 10))
                                                          : NoAnswer();
    case ItemType::kDateTime:
      if (!text || !fhir::IsFormat("dateTime", given.AsString())) return NoAnswer();
      return Answer("valueDateTime", given);
    case ItemType::kTime:
      if (!text || !fhir::IsFormat("time", given.AsString())) return NoAnswer();
      return Answer("valueTime", given);
    case ItemType::kString:
    case ItemType::kText:
      if (text) return Answer("valueString", given);
      if (given.IsNumber()) return Answer("valueString", given.NumberSource());
      if (given.IsBool()) return Answer("valueString", given.AsBool() ? "true" : "false");
      if (key == "valueCoding") return Answer("valueString", given["display"].AsString());
      return NoAnswer();
    case ItemType::kUrl:
      return text ? Answer("valueUri", given) : NoAnswer();
    case ItemType::kChoice:
    case ItemType::kOpenChoice:
      if (key == "valueCodeableConcept") {
        const Json::Array& codings = given["coding"].Items();
        return codings.empty() ? NoAnswer() : Answer("valueCoding", codings.front());
      }
      if (HasRightType(item, key, given) && key != "valueString") return value;
      if (!text) return NoAnswer();
      if (const Option* option = OptionNamed(item, given.AsString())) return Answer(option->key, *option->value);
      if (item.type == ItemType::kOpenChoice) return Answer("valueString", given);
      return item.options.empty() ? Answer("valueCoding", Json::MakeObject({{"code", given}})) : NoAnswer();
    case ItemType::kQuantity:
      if (given.IsNumber()) return Answer("valueQuantity", Json::MakeObject({{"value", given}}));
      return key == "valueQuantity" ? Answer("valueQuantity", given) : NoAnswer();
    case ItemType::kReference:
      if (given.Has("resourceType") && given.Has("id")) {
        return Answer(
            "valueReference",
            Json::MakeObject({{"reference", given["resourceType"].AsString() + "/" + given["id"].AsString()}}));
      }
      return key == "valueReference" ? std::move(value) : NoAnswer();
    default:
      return HasRightType(item, key, given) ? std::move(value) : NoAnswer();
  }
}

}  // namespace

Json ValueFrom(const fhirpath::Model& model, const fhirpath::Item& result) {
  switch (result.kind()) {
    case ItemKind::kBoolean:
      return Answer("valueBoolean", result.AsBoolean());
    case ItemKind::kInteger:
      return Answer("valueInteger", result.AsInteger());
    case ItemKind::kLong:
    case ItemKind::kDecimal:
      return Answer("valueDecimal", NumberJson(fhirpath::NumberOf(result)));
    case ItemKind::kString:
      return Answer("valueString", result.AsString());
    case ItemKind::kDate:
      return Answer("valueDate", fhirpath::Write(result.AsDateTime()));
    case ItemKind::kDateTime:
      return Answer("valueDateTime", fhirpath::Write(result.AsDateTime()));
    case ItemKind::kTime:
      return Answer("valueTime", fhirpath::Write(result.AsDateTime()));
    case ItemKind::kQuantity:
      return Answer("valueQuantity", QuantityJson(result.AsQuantity()));
    case ItemKind::kTypeInfo:
      return Json();
    case ItemKind::kNode:
      break;
  }
  const Json* node = result.NodeValue();
  if (node == nullptr || node->IsNull()) return Json();
  if (node->IsObject()) {
    if (const fhir::Choice choice = fhir::ChoiceOf(*node)) {  // an answer, not its value
      if (!node->Has("url") && !node->Has("resourceType")) return Answer(choice.key, *choice.value);
    }
  }
  return Answer(ValueKey(fhirpath::TypeNameOf(model, result)), *node);
}

Result<std::vector<Json>> AnswersFrom(const fhirpath::Model& model, const Item& item,
                                      const fhirpath::Collection& result) {
  std::vector<Json> answers;
  for (const fhirpath::Item& one : result) {
    Json answer = Coerced(item, ValueFrom(model, one));
    if (answer.IsNull()) return InputError("the result is not of the type that the question asks for");
    const fhir::Choice choice = fhir::ChoiceOf(answer);
    if (choice.value->IsString() && choice.value->AsString().empty()) continue;  // FHIR has no empty text
    if (answers.size() >= kMaxAnswersOfOneQuestion) return InputError("the result has too many answers");
    answers.push_back(std::move(answer));
    if (!item.repeats) break;
  }
  return answers;
}

void Keep(const fhirpath::Collection& result, Cell& cell) {
  cell.value.clear();
  cell.owned.clear();
  for (const fhirpath::Item& item : result) {
    if (!item.IsNode()) {
      cell.value.Add(item);
      continue;
    }
    const auto copy = [&](const Json* json) -> const Json* {
      if (json == nullptr) return nullptr;
      cell.owned.push_back(std::make_unique<Json>(*json));
      return cell.owned.back().get();
    };
    const Json* value = copy(item.NodeValue());
    cell.value.Add(fhirpath::Item::Node(value, item.NodeType(), copy(item.NodeExtra())));
  }
}

bool Same(const fhirpath::Model& model, const fhirpath::Collection& a, const fhirpath::Collection& b) {
  if (a.size() != b.size()) return false;
  const auto same_json = [](const Json* x, const Json* y) {
    return x == y || (x != nullptr && y != nullptr && *x == *y);
  };
  for (std::size_t i = 0; i < a.size(); ++i) {
    const fhirpath::Item& x = a[i];
    const fhirpath::Item& y = b[i];
    if (x.kind() != y.kind()) return false;
    if (x.IsNode()) {
      if (x.NodeType() != y.NodeType() || !same_json(x.NodeValue(), y.NodeValue()) ||
          !same_json(x.NodeExtra(), y.NodeExtra())) {
        return false;
      }
    } else if (!(fhirpath::ToJson(model, x) == fhirpath::ToJson(model, y))) {
      return false;
    }
  }
  return true;
}

}  // namespace eteinen::form
