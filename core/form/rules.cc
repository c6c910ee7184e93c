#include "core/form/rules.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/fhir/element.h"
#include "core/fhirpath/pattern.h"
#include "core/form/compare.h"

namespace eteinen::form {
namespace {

bool AreStrings(const Json& element, std::initializer_list<std::string_view> keys) {
  return std::all_of(keys.begin(), keys.end(), [&](std::string_view key) {
    const Json* found = element.Find(key);
    return found == nullptr || found->IsString();
  });
}

// Data types as far as they are looked at here; none is empty (a reference that is points nowhere).
bool IsWellFormedObject(std::string_view key, const Json& value) {
  if (!value.IsObject()) return false;
  if (key == "valueReference") return AreStrings(value, {"reference", "type", "display"});
  if (value.Members().empty()) return false;
  if (key == "valueQuantity") {
    return (!value.Has("value") || value["value"].IsNumber()) && AreStrings(value, {"unit", "system", "code"});
  }
  if (key == "valueCoding") return AreStrings(value, {"system", "version", "code", "display"});
  if (key != "valueAttachment") return true;
  const bool sized = !value.Has("size") || (value["size"].AsInt() && *value["size"].AsInt() >= 0);
  return sized && AreStrings(value, {"contentType", "url", "data", "title"});
}

bool IsWellFormed(std::string_view key, const Json& value) {
  if (key == "valueBoolean") return value.IsBool();
  if (key == "valueInteger") return value.AsInt() && *value.AsInt() == static_cast<std::int32_t>(*value.AsInt());
  if (key == "valueDecimal") return value.IsNumber();
  if (key == "valueString" || key == "valueUri") return value.IsString();
  if (key == "valueDate") return value.IsString() && fhir::IsFormat("date", value.AsString());
  if (key == "valueDateTime") return value.IsString() && fhir::IsFormat("dateTime", value.AsString());
  if (key == "valueTime") return value.IsString() && fhir::IsFormat("time", value.AsString());
  return IsWellFormedObject(key, value);
}

// The types that answerOption may have.
bool IsOptionKey(std::string_view key) {
  return key == "valueInteger" || key == "valueDate" || key == "valueTime" || key == "valueString" ||
         key == "valueReference";
}

bool KeyFits(const Item& item, std::string_view key) {
  switch (item.type) {
    case ItemType::kBoolean:
      return key == "valueBoolean";
    case ItemType::kDecimal:
      return key == "valueDecimal";
    case ItemType::kInteger:
      return key == "valueInteger";
    case ItemType::kDate:
      return key == "valueDate";
    case ItemType::kDateTime:
      return key == "valueDateTime";
    case ItemType::kTime:
      return key == "valueTime";
    case ItemType::kString:
    case ItemType::kText:
      return key == "valueString";
    case ItemType::kUrl:
      return key == "valueUri";
    case ItemType::kAttachment:
      return key == "valueAttachment";
    case ItemType::kReference:
      return key == "valueReference";
    case ItemType::kQuantity:
      return key == "valueQuantity";
    case ItemType::kChoice:
    case ItemType::kOpenChoice: {
      if (key == "valueCoding") return true;
      if (key == "valueString" && item.type == ItemType::kOpenChoice) return true;
      if (item.computed_options && IsOptionKey(key)) return true;
      return std::any_of(item.options.begin(), item.options.end(), [&](const Option& o) { return o.key == key; });
    }
    case ItemType::kGroup:
    case ItemType::kDisplay:
    case ItemType::kUnknown:
      break;
  }
  return false;
}

// "Image/JPEG; name=x" is an "image/jpeg" (RFC 2045: names in any case, parameters behind them).
std::string MediaType(std::string_view text) {
  text = text.substr(0, text.find(';'));
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::string type(text);
  for (char& c : type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return type;
}

constexpr char kTooMuch[] = "there is too much to check";

// One answer against the rules of its item.
class AnswerCheck {
 public:
  AnswerCheck(const Where& where, const Limits& limits, std::vector<Issue>& issues)
      : where_(where), item_(*where.item), limits_(limits), issues_(issues) {}

  void Run(std::size_t index, const Json& answer) {
    path_ = where_.path + ".answer[" + std::to_string(index) + "]";
    const fhir::Choice choice = fhir::ChoiceOf(answer);
    if (!choice) {
      if (answer.Has("item") || answer.Has("extension") || fhir::ChoiceOf(answer, "_value")) return;
      return Report("fatal", "invalidAnswerType", "the answer has no value");
    }
    key_ = choice.key;
    value_ = choice.value;
    if (fhir::HasTwoChoices(answer)) {
      return Report("fatal", "invalidAnswerType", "the answer has more than one value");
    }
    if (value_->IsString() && value_->AsString().empty()) {
      return Report("fatal", "invalidAnswerType", "an empty text is no answer");
    }
    if (!HasRightType(item_, key_, *value_)) {
      return Report("fatal", "invalidAnswerType", "the answer is not of the type that the question asks for");
    }
    CheckMember();
    CheckRange();
    if (value_->IsString()) CheckText(value_->AsString());
    if (value_->IsNumber()) CheckText(value_->NumberSource());
    CheckBaseType();
    if (key_ == "valueDecimal") CheckPlaces(*value_);
    if (key_ == "valueQuantity") CheckQuantity();
    if (key_ == "valueReference") CheckReference();
    if (key_ == "valueAttachment") CheckAttachment();
  }

 private:
  void Report(std::string severity, std::string code, std::string message, std::string limit = {}) {
    Issue issue = MakeIssue(where_, std::move(severity), std::move(code), std::move(message));
    issue.expression = path_;
    if (!limit.empty()) issue.parameters.emplace_back("limit", std::move(limit));
    issues_.push_back(std::move(issue));
  }

  // Takes so many comparisons off what checking may cost; false: there is nothing left.
  bool CanGoOn(std::size_t comparisons) {
    if (limits_.work == nullptr) return true;
    limits_.work->steps += 16 * std::uint64_t{comparisons};
    return !limits_.work->Spent();
  }

  static std::string Shown(const Json& value) {
    if (value.IsString()) return value.AsString();
    if (value.IsNumber()) return value.NumberSource();
    if (!value.IsObject()) return WriteJson(value);
    const std::string& unit = value["unit"].AsString();
    return value["value"].NumberSource() + " " + (unit.empty() ? value["code"].AsString() : unit);
  }

  Terminology::Verdict Check(const std::string& value_set, const Json& coding) const {
    return CheckCode(limits_.contained, limits_.terminology, value_set, coding);
  }

  void CheckMember() {
    const bool free_text = item_.type == ItemType::kOpenChoice && key_ == "valueString";
    const std::size_t options = limits_.options != nullptr ? limits_.options->Items().size() : item_.options.size();
    if (options > 0 && !CanGoOn(options)) {
      return Report("error", "invalidAnswerOption", kTooMuch);
    }
    if (limits_.options != nullptr) {
      if (!free_text && !IsOneOf(limits_.options->Items())) {
        Report("error", "invalidAnswerOption", "the answer is not one of the options");
      }
      return;
    }
    if ((!item_.options.empty() || item_.value_set != nullptr) && !free_text) {
      const auto found = std::find_if(item_.options.begin(), item_.options.end(), [&](const Option& option) {
        return SameValue(key_, *value_, option.key, *option.value);
      });
      const bool off =
          found != item_.options.end() && std::any_of(limits_.disabled_options.begin(), limits_.disabled_options.end(),
                                                      [&](const Json* option) { return option == found->value; });
      if (found == item_.options.end() && !item_.more_codes) {
        const bool from_set = item_.value_set != nullptr;
        Report("error", from_set ? "invalidCoding" : "invalidAnswerOption",
               from_set ? "the answer is not in the value set" : "the answer is not one of the options");
      } else if (off) {
        Report("error", "invalidAnswerOption", "the option is not available with the other answers");
      }
    }
    if (key_ == "valueCoding" && !item_.value_set_url.empty() && item_.value_set == nullptr) {
      switch (Check(item_.value_set_url, *value_)) {
        case Terminology::Verdict::kNoMember:
          return Report("error", "invalidCoding", "the code is not in the value set " + item_.value_set_url);
        case Terminology::Verdict::kWrongDisplay:
          return Report("error", "invalidCoding", "the code and its display do not belong together");
        case Terminology::Verdict::kMember:
        case Terminology::Verdict::kUnknown:
          break;
      }
    }
  }

  bool IsOneOf(const Json::Array& options) const {
    return std::any_of(options.begin(), options.end(), [&](const Json& option) {
      const fhir::Choice choice = fhir::ChoiceOf(option);
      return choice && SameValue(key_, *value_, choice.key, *choice.value);
    });
  }

  void CheckLimit(const Limit& limit, bool minimum) {
    if (!limit) return;
    // A limit without a unit is about the number alone.
    const bool number = key_ == "valueQuantity" && limit.value->IsNumber();
    const Order order = number ? Compare("valueDecimal", (*value_)["value"], limit.key, *limit.value)
                               : Compare(key_, *value_, limit.key, *limit.value);
    const std::string name = minimum ? "min" : "max";
    if (order == (minimum ? Order::kLess : Order::kGreater)) {
      Report("error", name + "Value",
             std::string(minimum ? "less than " : "more than ") + Shown(*limit.value) + ", the limit",
             Shown(*limit.value));
    } else if (order == Order::kIncomparable && key_ == "valueQuantity" && limit.key == "valueQuantity") {
      Report("error", name + "ValueIncompatUnits",
             "the unit cannot be compared with that of the limit, " + Shown(*limit.value), Shown(*limit.value));
    }
  }

  void CheckRange() {
    CheckLimit(limits_.min_value, true);
    CheckLimit(limits_.max_value, false);
    if (key_ != "valueQuantity") return;
    CheckLimit(limits_.min_quantity, true);
    CheckLimit(limits_.max_quantity, false);
  }

  // Length and form hold for every primitive answer, as it is written.
  void CheckText(const std::string& text) {
    const std::int64_t length = fhir::CodePoints(text);
    if (item_.max_length && length > *item_.max_length) {
      const std::string limit = std::to_string(*item_.max_length);
      Report("error", "maxLength", "longer than " + limit + " characters", limit);
    }
    if (item_.min_length && length < *item_.min_length) {
      const std::string limit = std::to_string(*item_.min_length);
      Report("error", "minLength", "shorter than " + limit + " characters", limit);
    }
    if (item_.type == ItemType::kString && text.find_first_of("\r\n") != std::string::npos) {
      Report("error", "invalidNewLine", "a text of one line has a line break");
    }
    if (item_.type == ItemType::kUrl && !fhir::IsFormat("uri", text)) {
      Report("error", "invalidUrlValue", "not a well-formed address");
    }
    if (item_.pattern && !item_.pattern->FullMatch(text, limits_.work)) {
      Report("error", "regex", CanGoOn(0) ? "not of the form asked for" : kTooMuch, item_.regex);
    }
  }

  void CheckBaseType() {
    if (item_.base_type.empty()) return;
    const std::int64_t least = item_.base_type == "positiveInt" ? 1 : 0;
    const bool bounded = least == 1 || item_.base_type == "unsignedInt";
    const std::optional<std::int64_t> number = value_->AsInt();
    const bool fits = value_->IsString() ? fhir::IsFormat(item_.base_type, value_->AsString())
                                         : !bounded || !number || *number >= least;
    if (!fits) Report("error", "invalidAnswerType", "not of the form of a FHIR " + item_.base_type);
  }

  void CheckPlaces(const Json& number) {
    if (!item_.max_decimal_places) return;
    const std::optional<Decimal> value = Decimal::Parse(number.NumberSource());
    // Zeros at the end are digits too: a decimal of FHIR tells its precision by them.
    if (value && value->Scale() > *item_.max_decimal_places) {
      const std::string limit = std::to_string(*item_.max_decimal_places);
      Report("error", "maxDecimalPlaces", "more than " + limit + " digits after the point", limit);
    }
  }

  void CheckQuantity() {
    CheckPlaces((*value_)["value"]);
    const Json& quantity = *value_;
    if (!item_.units.empty() && !item_.unit_open) {
      const bool known = std::any_of(item_.units.begin(), item_.units.end(), [&](const Json* unit) {
        if ((*unit)["code"].AsString().empty()) return (*unit)["display"].AsString() == quantity["unit"].AsString();
        return fhir::SameCoding(*unit, quantity);
      });
      if (!known) Report("error", "invalidUnit", "the unit is not one of those offered");
    }
    if (!item_.unit_value_set.empty() && !item_.unit_open) {
      Json coding = Json::MakeObject({{"system", quantity["system"]}, {"code", quantity["code"]}});
      if (Check(item_.unit_value_set, coding) == Terminology::Verdict::kNoMember) {
        Report("error", "invalidUnitValueSet", "the unit is not in the value set " + item_.unit_value_set);
      }
    }
  }

  void CheckReference() {
    const std::string& reference = (*value_)["reference"].AsString();
    const std::string& stated = (*value_)["type"].AsString();
    if (reference.empty()) {
      const bool other = value_->Has("identifier") || value_->Has("display") || value_->Has("extension");
      if (!other) return Report("error", "invalidRefValue", "the reference points nowhere");
      return CheckTarget(stated);
    }
    if (!fhir::IsFormat("uri", reference)) return Report("error", "invalidRefValue", "not a well-formed reference");
    if (reference.starts_with("#") || reference.starts_with("urn:")) return CheckTarget(stated);
    std::string_view type;
    std::string_view rest = reference;
    const bool absolute = rest.find("://") != std::string_view::npos;
    // [base/]Type/id[/_history/version]
    std::vector<std::string_view> parts;
    while (!rest.empty()) {
      const std::size_t slash = rest.find('/');
      parts.push_back(rest.substr(0, slash));
      rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    }
    if (parts.size() >= 4 && parts[parts.size() - 2] == "_history") parts.resize(parts.size() - 2);
    const bool typed = parts.size() >= 2 && !parts[parts.size() - 2].empty() && parts[parts.size() - 2][0] >= 'A' &&
                       parts[parts.size() - 2][0] <= 'Z';
    if (typed) type = parts[parts.size() - 2];
    if (!absolute && (!typed || parts.size() != 2 || !fhir::IsFormat("id", parts[1]))) {
      return Report("error", "invalidRefValue", "a relative reference is of the form Type/id");
    }
    if (!type.empty() && !stated.empty() && stated.find('/') == std::string::npos && type != stated) {
      return Report("error", "invalidRefValue", "the reference is of another type than it says");
    }
    CheckTarget(type.empty() ? std::string_view(stated) : type);
  }

  void CheckTarget(std::string_view type) {
    const auto& allowed = item_.reference_types;
    if (!allowed.empty() && !type.empty() && std::find(allowed.begin(), allowed.end(), type) == allowed.end()) {
      Report("error", "invalidRefResourceType", "a reference to a type of resource that is not asked for");
    }
  }

  void CheckAttachment() {
    const Json& attachment = *value_;
    if (!item_.mime_types.empty()) {
      const std::string type = MediaType(attachment["contentType"].AsString());
      const bool allowed = std::any_of(item_.mime_types.begin(), item_.mime_types.end(), [&](std::string_view one) {
        const std::string known = MediaType(one);
        if (known == "*/*") return true;
        if (known.ends_with("/*")) return type.starts_with(known.substr(0, known.size() - 1));
        return known == type;
      });
      if (!allowed) Report("error", "invalidAttachmentType", "a file of a type that is not asked for");
    }
    std::optional<std::int64_t> size = attachment["size"].AsInt();
    if (const Json* data = attachment.Find("data")) {
      const std::optional<std::int64_t> bytes = fhir::Base64Size(data->AsString());
      if (!bytes) {
        Report("error", "attachmentSizeInconsistent", "the content is not base64");
      } else if (size && *size != *bytes) {
        Report("error", "attachmentSizeInconsistent", "the size told is not that of the content");
      }
      if (bytes) size = std::max(size.value_or(0), *bytes);
    }
    const std::optional<Decimal> most = item_.max_size ? Decimal::Parse(*item_.max_size) : std::nullopt;
    if (most && size && Decimal(*size) > *most) {
      Report("error", "maxAttachmentSize", "a file larger than " + *item_.max_size + " bytes", *item_.max_size);
    }
  }

  const Where& where_;
  const Item& item_;
  const Limits& limits_;
  std::vector<Issue>& issues_;
  std::string path_;
  std::string_view key_;
  const Json* value_ = nullptr;
};

void CheckExclusive(const Where& where, const Json::Array& answers, std::vector<Issue>& issues) {
  if (answers.size() < 2) return;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const fhir::Choice choice = fhir::ChoiceOf(answers[i]);
    if (!choice) continue;
    for (const Option& option : where.item->options) {
      if (!option.exclusive || !SameValue(choice.key, *choice.value, option.key, *option.value)) continue;
      Issue issue =
          MakeIssue(where, "error", "exclusiveAnswerOption", "this option cannot stand beside another answer");
      issue.expression += ".answer[" + std::to_string(i) + "]";
      issues.push_back(std::move(issue));
      break;
    }
  }
}

}  // namespace

bool HasRightType(const Item& item, std::string_view key, const Json& value) {
  return KeyFits(item, key) && IsWellFormed(key, value);
}

Limits LimitsOf(const Item& item) {
  Limits limits;
  limits.required = item.required;
  limits.min_occurs = item.min_occurs;
  limits.max_occurs = item.max_occurs;
  limits.min_value = item.min_value;
  limits.max_value = item.max_value;
  limits.min_quantity = item.min_quantity;
  limits.max_quantity = item.max_quantity;
  return limits;
}

Issue MakeIssue(const Where& where, std::string severity, std::string code, std::string message) {
  return {std::move(severity),
          std::move(code),
          where.item == nullptr ? std::string() : where.item->link_id,
          where.at,
          where.path,
          std::move(message),
          {}};
}

void CheckAnswers(const Where& where, const Limits& limits, const Json::Array& answers, std::vector<Issue>& issues) {
  if (answers.size() > kMaxAnswersOfOneQuestion) {
    issues.push_back(MakeIssue(
        where, "fatal", "maxCount",
        "more than " + std::to_string(kMaxAnswersOfOneQuestion) + " answers to one question; they are not looked at"));
    return;
  }
  AnswerCheck check(where, limits, issues);
  for (std::size_t i = 0; i < answers.size(); ++i) check.Run(i, answers[i]);
  CheckExclusive(where, answers, issues);
  const auto count = static_cast<std::int64_t>(answers.size());
  const std::int64_t most = limits.max_occurs.value_or(where.item->repeats ? count : 1);
  if (count > most) {
    Issue issue = MakeIssue(where, "error", "maxCount", "more than " + std::to_string(most) + " answers");
    issue.parameters.emplace_back("limit", std::to_string(most));
    issues.push_back(std::move(issue));
  }
}

}  // namespace eteinen::form
