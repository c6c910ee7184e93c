#include "core/form/combine.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/fhir/element.h"
#include "core/form/assessment.h"
#include "core/form/urls.h"

namespace eteinen::form {
namespace {

constexpr std::string_view kExclusiveUrl = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";

using Names = std::map<std::string, std::string, std::less<>>;  // linkId → its new name

const std::string& LinkId(const Json& item) { return item["linkId"].AsString(); }

bool IsExclusive(const Json& option) {
  const fhir::Choice value = fhir::ExtensionValue(option, kExclusiveUrl);
  return value && value.value->AsBool();
}

// Equal but for the members named.
bool SameBut(Json a, Json b, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    a.Erase(member);
    b.Erase(member);
  }
  return a == b;
}

const Json* OptionWithCode(const Json& options, const std::string& code) {
  for (const Json& option : options.Items()) {
    if (option["valueCoding"]["code"].AsString() == code) return &option;
  }
  return nullptr;
}

bool IsToggle(const Json& extension) { return extension["url"].AsString() == url::kToggleExpression; }

// Without what switches options off.
Json WithoutToggles(Json item) {
  if (Json* extensions = item.Find("extension")) {
    Json::Array& all = extensions->MutableItems();
    all.erase(std::remove_if(all.begin(), all.end(), IsToggle), all.end());
    if (all.empty()) item.Erase("extension");
  }
  return item;
}

// Choices that can share their options: alike in all else, and an option of one code is the same in both.
bool OptionsFit(const Json& a, const Json& b) {
  if (a["type"].AsString() != "choice" || !a["repeats"].AsBool()) return false;
  if (!SameBut(WithoutToggles(a), WithoutToggles(b), {"answerOption", "item"})) return false;
  for (const Json& option : b["answerOption"].Items()) {
    const std::string& code = option["valueCoding"]["code"].AsString();
    const Json* twin = OptionWithCode(a["answerOption"], code);
    if (code.empty() || (twin != nullptr && *twin != option)) return false;
  }
  return true;
}

// Takes the options of `more` into `into`, those that stand alone after all others.
void AddOptions(Json& into, const Json& more) {
  Json::Array& options = into.MutableItems();
  for (const Json& option : more.Items()) {
    if (OptionWithCode(into, option["valueCoding"]["code"].AsString()) != nullptr) continue;
    const auto place = IsExclusive(option) ? options.end() : std::find_if(options.begin(), options.end(), IsExclusive);
    options.insert(place, option);
  }
}

// What switches options of one off switches them off in the whole.
void AddToggles(Json& into, const Json& more) {
  for (const Json& extension : more["extension"].Items()) {
    Json extensions = into["extension"];
    const Json::Array& there = extensions.Items();
    if (!IsToggle(extension) || std::find(there.begin(), there.end(), extension) != there.end()) continue;
    extensions.Append(extension);
    into.Set("extension", std::move(extensions));
  }
}

// `linkId='old'` → `linkId='new'`, with or without spaces around the sign.
std::string Renamed(std::string_view expression, const Names& names) {
  constexpr std::string_view kWord = "linkId";
  std::string out;
  std::size_t at = 0;
  for (std::size_t word; (word = expression.find(kWord, at)) != std::string_view::npos;) {
    const std::size_t quote = expression.find_first_not_of(" =", word + kWord.size());
    const bool named = quote != std::string_view::npos && expression[quote] == '\'';
    const std::size_t end = named ? expression.find('\'', quote + 1) : std::string_view::npos;
    if (end == std::string_view::npos) break;
    const auto name = names.find(expression.substr(quote + 1, end - quote - 1));
    out += expression.substr(at, quote + 1 - at);
    out += name == names.end() ? expression.substr(quote + 1, end - quote - 1) : std::string_view(name->second);
    at = end;
  }
  return out + std::string(expression.substr(at));
}

// Every expression and every enableWhen at or under `element`, and the linkIds of items.
void Rename(Json& element, const Names& names) {
  if (element.IsArray()) {
    for (Json& item : element.MutableItems()) Rename(item, names);
  }
  if (!element.IsObject()) return;
  for (Json::Member& member : element.MutableMembers()) {
    if (member.key == "expression" && member.value.IsString()) {
      member.value = Json(Renamed(member.value.AsString(), names));
    } else if ((member.key == "linkId" || member.key == "question") && member.value.IsString()) {
      if (const auto name = names.find(member.value.AsString()); name != names.end()) member.value = Json(name->second);
    } else {
      Rename(member.value, names);
    }
  }
}

// Notes to authors are no part of what is asked.
void DropNotes(Json& element) {
  constexpr std::string_view kForProfessional = "urn:eteinen:for-professional";
  if (element.IsArray()) {
    Json::Array& items = element.MutableItems();
    items.erase(std::remove_if(items.begin(), items.end(),
                               [&](const Json& item) { return item["url"].AsString() == kForProfessional; }),
                items.end());
    for (Json& item : items) DropNotes(item);
  }
  if (!element.IsObject()) return;
  for (Json::Member& member : element.MutableMembers()) DropNotes(member.value);
  const Json* extensions = element.Find("extension");
  if (extensions != nullptr && extensions->Items().empty()) element.Erase("extension");
}

void NameAll(const Json& item, const std::string& prefix, Names& names) {
  names[LinkId(item)] = prefix + LinkId(item);
  for (const Json& child : item["item"].Items()) NameAll(child, prefix, names);
}

class Combiner {
 public:
  void Add(const Json& questionnaire) {
    Json one = questionnaire;
    if (Json* items = one.Find("item")) DropNotes(*items);
    const std::string& id = questionnaire["id"].AsString();
    // A renamed item may make another one differ that asks about it: until nothing more needs a name of its own.
    for (Names names; FindClashes(Items(), one["item"], id + ".", names); names.clear()) Rename(one, names);
    Merge(Items(), one["item"], &one);
    for (const Json& extension : one["extension"].Items()) AddExtension(extension, id);
    for (const Json& code : one["code"].Items()) codes_.Append(code);
    if (one.Has("url")) derived_from_.Append(one["url"]);
    id_ += (id_.empty() ? "" : "+") + id;
  }

  Json Take(const Json& first) {
    Json whole = Json::MakeObject({{"resourceType", "Questionnaire"}, {"id", id_}});
    if (first.Has("language")) whole.Set("language", first["language"]);
    whole.Set("extension", std::move(extensions_));
    whole.Set("derivedFrom", std::move(derived_from_));
    whole.Set("status", first["status"]);
    whole.Set("code", std::move(codes_));
    whole.Set("item", std::move(Items()));
    AddTopics(*whole.Find("item"));
    return whole;
  }

 private:
  static Json* FindItem(Json& items, const std::string& link_id) {
    for (Json& item : items.MutableItems()) {
      if (LinkId(item) == link_id) return &item;
    }
    return nullptr;
  }

  Json& Items() { return *items_.Find("item"); }

  // Notes new names for the linkIds of `items` that stand for something else already, and for all that is under them.
  // False when there are none.
  static bool FindClashes(Json& into, const Json& items, const std::string& prefix, Names& names) {
    for (const Json& item : items.Items()) {
      Json* twin = FindItem(into, LinkId(item));
      if (twin == nullptr || *twin == item || OptionsFit(*twin, item)) continue;
      Json* children = twin->Find("item");
      if (item["type"].AsString() == "group" && children != nullptr && SameBut(*twin, item, {"item"})) {
        FindClashes(*children, item["item"], prefix, names);
      } else {
        NameAll(item, prefix, names);
      }
    }
    return !names.empty();
  }

  // `owner`: the questionnaire of the items, at the top level; null below it.
  void Merge(Json& into, const Json& items, const Json* owner) {
    for (const Json& item : items.Items()) {
      Json* twin = FindItem(into, LinkId(item));
      if (owner != nullptr) topics_[LinkId(item)] = twin != nullptr ? Json() : Topic(*owner);
      if (twin == nullptr) {
        into.Append(item);
      } else if (*twin != item) {
        if (Json* options = twin->Find("answerOption")) {
          AddOptions(*options, item["answerOption"]);
          AddToggles(*twin, item);
        }
        if (Json* children = twin->Find("item")) Merge(*children, item["item"], nullptr);
      }
    }
  }

  static Json Topic(const Json& questionnaire) {
    Json topic = Json::MakeObject({{"url", kTopicUrl}, {"valueString", questionnaire["title"]}});
    if (const Json* translations = questionnaire.Find("_title")) topic.Set("_valueString", *translations);
    return topic;
  }

  void AddTopics(Json& items) const {
    for (Json& item : items.MutableItems()) {
      const auto topic = topics_.find(LinkId(item));
      if (topic == topics_.end() || topic->second.IsNull()) continue;
      Json extensions = item["extension"];
      extensions.Append(topic->second);
      item.Set("extension", std::move(extensions));
    }
  }

  void AddExtension(Json extension, const std::string& id) {
    if (extension["url"].AsString() == kRuleUrl) {
      for (Json& part : extension.Find("extension")->MutableItems()) {
        if (part["url"].AsString() == "id") part.Set("valueCode", id + "." + part["valueCode"].AsString());
      }
    } else {
      const Json::Array& there = extensions_.Items();
      if (std::find(there.begin(), there.end(), extension) != there.end()) return;
    }
    extensions_.Append(std::move(extension));
  }

  std::string id_;
  Json items_ = Json::MakeObject({{"item", Json::MakeArray()}});
  Json extensions_ = Json::MakeArray();
  Json codes_ = Json::MakeArray();
  Json derived_from_ = Json::MakeArray();
  std::map<std::string, Json> topics_;  // linkId of a top-level item → whose it is; null: of several
};

}  // namespace

Result<Json> Combine(const std::vector<const Json*>& questionnaires) {
  if (questionnaires.empty()) return InputError("no questionnaire to combine");
  if (questionnaires.size() == 1) return *questionnaires.front();
  Combiner combiner;
  for (auto one = questionnaires.begin(); one != questionnaires.end(); ++one) {
    const std::string& id = (**one)["id"].AsString();
    if (id.empty()) return InputError("a questionnaire without id cannot be combined", "id");
    const bool twice =
        std::any_of(questionnaires.begin(), one, [&](const Json* other) { return (*other)["id"] == id; });
    if (twice) return InputError("the questionnaire \"" + id + "\" twice", "id");
    if ((**one)["language"] != (*questionnaires.front())["language"]) {
      return InputError("questionnaires of different languages cannot be combined", "language");
    }
    combiner.Add(**one);
  }
  return combiner.Take(*questionnaires.front());
}

}  // namespace eteinen::form
