#include "core/form/questionnaire.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/fhirpath/pattern.h"
#include "core/form/program.h"
#include "core/form/urls.h"

namespace eteinen::form {
namespace {

ItemType TypeOf(std::string_view name) {
  static constexpr std::pair<std::string_view, ItemType> kTypes[] = {
      {"group", ItemType::kGroup},
      {"display", ItemType::kDisplay},
      {"boolean", ItemType::kBoolean},
      {"decimal", ItemType::kDecimal},
      {"integer", ItemType::kInteger},
      {"date", ItemType::kDate},
      {"dateTime", ItemType::kDateTime},
      {"time", ItemType::kTime},
      {"string", ItemType::kString},
      {"text", ItemType::kText},
      {"url", ItemType::kUrl},
      {"choice", ItemType::kChoice},
      {"open-choice", ItemType::kOpenChoice},
      {"attachment", ItemType::kAttachment},
      {"reference", ItemType::kReference},
      {"quantity", ItemType::kQuantity},
  };
  for (const auto& [known, type] : kTypes) {
    if (known == name) return type;
  }
  return ItemType::kUnknown;
}

std::optional<EnableOperator> OperatorOf(std::string_view name) {
  if (name == "exists") return EnableOperator::kExists;
  if (name == "=") return EnableOperator::kEqual;
  if (name == "!=") return EnableOperator::kNotEqual;
  if (name == ">") return EnableOperator::kGreater;
  if (name == "<") return EnableOperator::kLess;
  if (name == ">=") return EnableOperator::kGreaterOrEqual;
  if (name == "<=") return EnableOperator::kLessOrEqual;
  return std::nullopt;
}

std::optional<std::string> DecimalText(const fhir::Choice& choice) {
  if (!choice || !choice.value->IsNumber()) return std::nullopt;
  return choice.value->NumberSource();
}

std::optional<std::int64_t> IntExtension(const Json& element, std::string_view extension_url) {
  const fhir::Choice choice = fhir::ExtensionValue(element, extension_url);
  return choice ? choice.value->AsInt() : std::nullopt;
}

Limit LimitOf(const Json& element, std::string_view extension_url) {
  const fhir::Choice choice = fhir::ExtensionValue(element, extension_url);
  return Limit{std::string(choice.key), choice.value};
}

std::optional<std::string> WeightOf(const Json& element) {
  for (const char* known : {url::kItemWeight, url::kOrdinalValue, url::kOrdinalValueStu3}) {
    if (auto weight = DecimalText(fhir::ExtensionValue(element, known))) return weight;
  }
  return std::nullopt;
}

// "fi-simple" → "fi" → "".
std::string_view ParentLanguage(std::string_view language) {
  const std::size_t dash = language.rfind('-');
  return dash == std::string_view::npos ? std::string_view() : language.substr(0, dash);
}

}  // namespace

LocalText Localised(const Json& owner, std::string_view key, std::string_view wanted, std::string_view base_language) {
  const std::string& base = owner[key].AsString();
  const Json& sibling = owner["_" + std::string(key)];
  const auto in = [&](std::string_view language) -> const std::string* {
    if (language == base_language && !base.empty()) return &base;
    for (const Json& extension : sibling["extension"].Items()) {
      if (extension["url"].AsString() != url::kTranslation) continue;
      const fhir::Choice lang = fhir::ExtensionValue(extension, "lang");
      const fhir::Choice content = fhir::ExtensionValue(extension, "content");
      if (lang && content && lang.value->AsString() == language && !content.value->AsString().empty()) {
        return &content.value->AsString();
      }
    }
    return nullptr;
  };
  for (std::string_view language = wanted; !language.empty(); language = ParentLanguage(language)) {
    if (const std::string* text = in(language)) return {*text, std::string(language)};
  }
  for (const std::string_view language : {"fi", "sv", "en"}) {
    if (const std::string* text = in(language)) return {*text, std::string(language)};
  }
  return {base, std::string(base_language)};
}

int FindItem(const std::vector<std::pair<std::string, int>>& by_link_id, std::string_view link_id) {
  const auto found = std::lower_bound(by_link_id.begin(), by_link_id.end(), link_id,
                                      [](const auto& entry, std::string_view id) { return entry.first < id; });
  return found != by_link_id.end() && found->first == link_id ? found->second : -1;
}

// Reads the items of one questionnaire.
class Compiler {
 public:
  explicit Compiler(Json questionnaire) : form_(With(std::move(questionnaire))), lister_((*form_.json_)["contained"]) {}

  Result<Questionnaire> Run(const fhirpath::Model& model) {
    const Json& json = *form_.json_;
    if (!json.IsObject() || json["resourceType"].AsString() != "Questionnaire") {
      return InputError("expected a Questionnaire", "resourceType");
    }
    form_.canonical_ = json["url"].AsString();
    if (!form_.canonical_.empty() && !json["version"].AsString().empty()) {
      form_.canonical_ += "|" + json["version"].AsString();
    }
    CheckModifiers(json, "");
    form_.contained_.AddContained(json["contained"]);
    ETEINEN_RETURN_IF_ERROR(ReadItems(json, -1, "", form_.roots_));
    IndexLinkIds();
    for (std::size_t i = 0; i < form_.items_.size(); ++i) ReadConditions(form_.items_[i]);
    form_.program_ = std::make_unique<Program>();
    form_.program_->model = &model;
    ETEINEN_RETURN_IF_ERROR(CompileExpressions(json, form_.by_link_id_, form_.items_, *form_.program_, form_.issues_));
    OrderExpressions(form_.items_, *form_.program_, form_.issues_);
    return std::move(form_);
  }

 private:
  static Questionnaire With(Json questionnaire) {
    Questionnaire form;
    form.json_ = std::make_unique<Json>(std::move(questionnaire));
    return form;
  }

  void Report(std::string severity, std::string code, std::string link_id, std::string message, bool blocks) {
    form_.issues_.push_back({std::move(severity), std::move(code), std::move(link_id), std::move(message), blocks});
  }

  // A modifier extension changes what an element means; none is known here, so none may be passed over.
  void CheckModifiers(const Json& element, const std::string& link_id) {
    for (const Json& extension : element["modifierExtension"].Items()) {
      Report("error", "unknownModifierExtension", link_id,
             "the modifier extension \"" + extension["url"].AsString() + "\" is not understood here", true);
    }
    for (const Json* critical : fhir::Extensions(element, url::kRenderingCritical)) {
      const fhir::Choice value = fhir::ChoiceOf(*critical);
      Report(
          "error", "unknownCriticalExtension", link_id,
          "the critical extension \"" + (value ? value.value->AsString() : std::string()) + "\" is not understood here",
          true);
    }
  }

  void CheckPattern(Item& item) {
    if (item.regex.empty()) return;
    Result<fhirpath::Pattern> pattern = fhirpath::Pattern::Compile(item.regex);
    if (pattern.ok()) {
      item.pattern.emplace(std::move(pattern).value());
    } else {
      Report("error", "invalidRegex", item.link_id,
             "the regex \"" + item.regex + "\" cannot be checked here: " + pattern.error().message, true);
    }
  }

  Status ReadItems(const Json& owner, int parent, const std::string& path, std::vector<int>& children) {
    const Json* list = owner.Find("item");
    if (list == nullptr) return Ok{};
    if (!list->IsArray()) return InputError("expected an array, found " + std::string(list->TypeName()), path + "item");
    if (form_.items_.size() + list->Items().size() > kMaxItems) {
      return Error{ErrorKind::kLimit, "a form may have at most " + std::to_string(kMaxItems) + " items", path + "item",
                   std::nullopt};
    }
    for (std::size_t i = 0; i < list->Items().size(); ++i) {
      const Json& definition = list->Items()[i];
      const std::string place = JoinPath(path + "item", i);
      ETEINEN_ASSIGN_OR_RETURN(std::string link_id, ReadString(definition, "linkId", place));
      ETEINEN_ASSIGN_OR_RETURN(const std::string type, ReadString(definition, "type", place));
      const int index = static_cast<int>(form_.items_.size());
      Item item;
      item.link_id = std::move(link_id);
      item.type = TypeOf(type);
      item.parent = parent;
      item.position = static_cast<int>(children.size());
      item.definition = &definition;
      ETEINEN_RETURN_IF_ERROR(ReadFlags(item, place));
      ReadLimits(item);
      ReadOptions(item);
      if (options_ > kMaxOptions) {
        return Error{ErrorKind::kLimit, "a form may have at most " + std::to_string(kMaxOptions) + " options", place,
                     std::nullopt};
      }
      CheckModifiers(definition, item.link_id);
      CheckPattern(item);
      if (item.type == ItemType::kUnknown) {
        Report("error", "invalidType", item.link_id, "\"" + type + "\" is no type that a question can have", true);
      }
      if (fhir::Extension(definition, url::kSubQuestionnaire) != nullptr) {
        Report("error", "notAssembled", item.link_id, "stands for another questionnaire, which is not put in its place",
               true);
      }
      if (item.type == ItemType::kDisplay && definition.Has("item")) {
        Report("error", "displayWithItems", item.link_id, "a display item cannot hold items", false);
      }
      children.push_back(index);
      form_.items_.push_back(std::move(item));
      std::vector<int> below;
      ETEINEN_RETURN_IF_ERROR(ReadItems(definition, index, place + ".", below));
      form_.items_[static_cast<std::size_t>(index)].children = std::move(below);
      form_.items_[static_cast<std::size_t>(index)].end = static_cast<int>(form_.items_.size());
    }
    return Ok{};
  }

  static Status ReadFlags(Item& item, const std::string& place) {
    const Json& definition = *item.definition;
    ETEINEN_ASSIGN_OR_RETURN(const auto required, OptionalBool(definition, "required", place));
    ETEINEN_ASSIGN_OR_RETURN(const auto repeats, OptionalBool(definition, "repeats", place));
    ETEINEN_ASSIGN_OR_RETURN(const auto read_only, OptionalBool(definition, "readOnly", place));
    ETEINEN_ASSIGN_OR_RETURN(item.max_length, OptionalInt(definition, "maxLength", place));
    item.required = required.value_or(false);
    item.repeats = repeats.value_or(false) && item.type != ItemType::kDisplay;
    item.read_only = read_only.value_or(false);
    const fhir::Choice hidden = fhir::ExtensionValue(definition, url::kHidden);
    item.hidden = hidden && hidden.value->AsBool();
    return Ok{};
  }

  static void ReadLimits(Item& item) {
    const Json& definition = *item.definition;
    item.min_length = IntExtension(definition, url::kMinLength);
    item.min_occurs = IntExtension(definition, url::kMinOccurs);
    item.max_occurs = IntExtension(definition, url::kMaxOccurs);
    item.max_decimal_places = IntExtension(definition, url::kMaxDecimalPlaces);
    item.max_size = DecimalText(fhir::ExtensionValue(definition, url::kMaxSize));
    item.min_value = LimitOf(definition, url::kMinValue);
    item.max_value = LimitOf(definition, url::kMaxValue);
    item.min_quantity = LimitOf(definition, url::kMinQuantity);
    item.max_quantity = LimitOf(definition, url::kMaxQuantity);
    if (const fhir::Choice regex = fhir::ExtensionValue(definition, url::kRegex)) item.regex = regex.value->AsString();
    if (const fhir::Choice base = fhir::ExtensionValue(definition, url::kBaseType)) {
      item.base_type = base.value->AsString();
    }
    for (const Json* extension : fhir::Extensions(definition, url::kMimeType)) {
      if (const fhir::Choice value = fhir::ChoiceOf(*extension)) item.mime_types.push_back(value.value->AsString());
    }
    for (const Json* extension : fhir::Extensions(definition, url::kUnitOption)) {
      if (const fhir::Choice value = fhir::ChoiceOf(*extension)) item.units.push_back(value.value);
    }
    if (const fhir::Choice set = fhir::ExtensionValue(definition, url::kUnitValueSet)) {
      item.unit_value_set = set.value->AsString();
    }
    if (const fhir::Choice open = fhir::ExtensionValue(definition, url::kUnitOpen)) {
      item.unit_open = open.value->AsString() != "optionsOnly";
    }
    for (const Json* extension : fhir::Extensions(definition, url::kReferenceResource)) {
      if (const fhir::Choice value = fhir::ChoiceOf(*extension)) {
        item.reference_types.push_back(value.value->AsString());
      }
    }
  }

  void ReadOptions(Item& item) {
    for (const Json& element : (*item.definition)["answerOption"].Items()) {
      if (++options_ > kMaxOptions) return;
      CheckModifiers(element, item.link_id);
      const fhir::Choice value = fhir::ChoiceOf(element);
      if (!value) continue;
      Option option;
      option.key = std::string(value.key);
      option.value = value.value;
      option.element = &element;
      option.weight = WeightOf(element);
      if (!option.weight) option.weight = WeightOf(*value.value);
      const fhir::Choice exclusive = fhir::ExtensionValue(element, url::kOptionExclusive);
      option.exclusive = exclusive && exclusive.value->AsBool();
      option.initially_selected = element["initialSelected"].AsBool();
      item.options.push_back(std::move(option));
    }
    item.computed_options = fhir::Extension(*item.definition, url::kAnswerExpression) != nullptr;
    item.value_set_url = (*item.definition)["answerValueSet"].AsString();
    if (item.value_set_url.empty()) return;
    item.value_set = lister_.Find("ValueSet", item.value_set_url);
    if (item.value_set != nullptr) {
      AddCodes(item);
    } else if (item.value_set_url.starts_with("#")) {
      Report("error", "danglingReference", item.link_id,
             "answerValueSet \"" + item.value_set_url + "\" is not contained in the form", true);
    }
  }

  // Codes of a contained value set become options: as the answers that they give, with system, code and display.
  void AddCodes(Item& item) {
    bool whole = true;
    const std::size_t before = lister_.looked_at();
    const std::vector<Concept> codes = lister_.CodesOf(*item.value_set, whole);
    options_ += lister_.looked_at() - before;
    item.more_codes = !whole;
    for (const Concept& code : codes) {
      auto coding = std::make_unique<Json>(Json::MakeObject());
      if (!code.system.empty()) coding->Set("system", code.system);
      for (const char* key : {"code", "display", "_display"}) {
        if (const Json* member = code.entry->Find(key)) coding->Set(key, *member);
      }
      options_ += WriteJson(*coding).size() / 1024;
      if (options_ > kMaxOptions) return;
      Option option;
      option.key = "valueCoding";
      option.value = coding.get();
      option.element = code.entry;
      option.weight = WeightOf(*code.entry);
      item.options.push_back(std::move(option));
      form_.owned_.push_back(std::move(coding));
    }
  }

  void IndexLinkIds() {
    auto& index = form_.by_link_id_;
    for (std::size_t i = 0; i < form_.items_.size(); ++i) {
      index.emplace_back(form_.items_[i].link_id, static_cast<int>(i));
    }
    std::sort(index.begin(), index.end());
    for (std::size_t i = 1; i < index.size(); ++i) {
      if (index[i].first != index[i - 1].first) continue;
      if (i < 2 || index[i - 2].first != index[i].first) {
        Report("error", "duplicateLinkId", index[i].first,
               "the linkId \"" + index[i].first + "\" is used by more than one item", true);
      }
    }
  }

  void ReadConditions(Item& item) {
    const Json& conditions = (*item.definition)["enableWhen"];
    for (const Json& element : conditions.Items()) {
      CheckModifiers(element, item.link_id);
      EnableCondition condition;
      const std::string& question = element["question"].AsString();
      condition.question = FindItem(form_.by_link_id_, question);
      if (condition.question < 0) {
        Report("error", "danglingReference", item.link_id,
               "enableWhen asks \"" + question + "\", and there is no such item", true);
      }
      const std::optional<EnableOperator> op = OperatorOf(element["operator"].AsString());
      const fhir::Choice value = fhir::ChoiceOf(element, "answer");
      if (!op || !value) {
        Report("error", "invalidEnableWhen", item.link_id,
               !op ? "enableWhen has an unknown operator \"" + element["operator"].AsString() + "\""
                   : std::string("enableWhen has no answer to compare with"),
               true);
        continue;
      }
      condition.op = *op;
      condition.key = std::string(value.key);
      condition.value = value.value;
      item.enable_when.push_back(std::move(condition));
    }
    const std::string& behavior = (*item.definition)["enableBehavior"].AsString();
    if (conditions.Items().size() > 1 && behavior != "all" && behavior != "any") {
      Report("warning", "missingEnableBehavior", item.link_id,
             "several enableWhen need an enableBehavior; \"all\" is assumed", false);
    }
    item.any_condition = behavior == "any";
  }

  Questionnaire form_;
  CodeLister lister_;
  std::size_t options_ = 0;  // read so far
};

Questionnaire::Questionnaire() = default;
Questionnaire::Questionnaire(Questionnaire&&) noexcept = default;
Questionnaire& Questionnaire::operator=(Questionnaire&&) noexcept = default;
Questionnaire::~Questionnaire() = default;

bool Questionnaire::completable() const {
  return std::none_of(issues_.begin(), issues_.end(), [](const LoadIssue& issue) { return issue.blocks; });
}

int Questionnaire::Find(std::string_view link_id) const { return FindItem(by_link_id_, link_id); }

bool Questionnaire::IsDuplicate(std::string_view link_id) const {
  const auto found = std::lower_bound(by_link_id_.begin(), by_link_id_.end(), link_id,
                                      [](const auto& entry, std::string_view id) { return entry.first < id; });
  return found != by_link_id_.end() && found + 1 != by_link_id_.end() && (found + 1)->first == link_id;
}

LocalText Questionnaire::TextOf(int item, std::string_view wanted, std::string_view key) const {
  const Json& owner = item < 0 ? json() : *items_[static_cast<std::size_t>(item)].definition;
  return Localised(owner, key, wanted, language());
}

Result<Questionnaire> CompileQuestionnaire(Json questionnaire, const fhirpath::Model& model) {
  return Compiler(std::move(questionnaire)).Run(model);
}

}  // namespace eteinen::form
