#include "core/text/catalog.h"

#include <algorithm>

namespace eteinen::text {
namespace {

constexpr std::string_view kLastResort = "fi";

// Letters and digits in parts of 1 to 8, joined by hyphens; the first part 2 or 3 letters.
bool IsLanguageTag(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (const char c : tag) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '-') {
      if (part == 0 || (first && part < 2)) return false;
      first = false;
      part = 0;
    } else if (letter || (!first && c >= '0' && c <= '9')) {
      if (++part > (first ? 3u : 8u)) return false;
    } else {
      return false;
    }
  }
  return part >= (first ? 2u : 1u);
}

}  // namespace

Result<Catalog> Catalog::Load(const Json& file) {
  Catalog catalog;
  ETEINEN_ASSIGN_OR_RETURN(catalog.locale, ReadString(file, "locale"));
  if (!IsLanguageTag(catalog.locale)) return InputError("not a language tag: \"" + catalog.locale + "\"", "locale");
  if (file.Has("fallback")) {
    ETEINEN_ASSIGN_OR_RETURN(const Json* fallback, ReadArray(file, "fallback"));
    for (std::size_t i = 0; i < fallback->Items().size(); ++i) {
      const std::string& locale = fallback->Items()[i].AsString();
      if (!IsLanguageTag(locale)) return InputError("expected a language tag", JoinPath("fallback", i));
      catalog.fallback.push_back(locale);
    }
  }
  if (file.Has("lacks")) {
    ETEINEN_ASSIGN_OR_RETURN(const std::string lacks, ReadString(file, "lacks"));
    if (lacks != "texts" && lacks != "screens") return InputError("expected \"texts\" or \"screens\"", "lacks");
    if (catalog.fallback.empty()) return InputError("there is no fallback to read the rest in", "lacks");
    catalog.lacks = lacks == "texts" ? Lacks::kTexts : Lacks::kScreens;
  }
  ETEINEN_ASSIGN_OR_RETURN(const Json* messages, ReadObject(file, "messages"));
  for (const auto& [id, pattern] : messages->Members()) {
    const std::string path = JoinPath("messages", id);
    if (!pattern.IsString()) return InputError("expected a string, found " + std::string(pattern.TypeName()), path);
    if (pattern.AsString().find_first_not_of(" \t\r\n") == std::string::npos) {
      return InputError("an empty message", path);
    }
    Result<Message> message = Message::Parse(pattern.AsString());
    if (!message.ok()) return InputError(message.error().message, path);
    catalog.messages.emplace(id, *std::move(message));
  }
  return catalog;
}

Status Catalogs::Add(const Json& file) {
  ETEINEN_ASSIGN_OR_RETURN(Catalog catalog, Catalog::Load(file));
  if (Find(catalog.locale) != nullptr) return InputError("a second catalogue of " + catalog.locale, "locale");
  catalogs_.push_back(std::move(catalog));
  return Ok{};
}

const Catalog* Catalogs::Find(std::string_view locale) const {
  for (const Catalog& catalog : catalogs_) {
    if (catalog.locale == locale) return &catalog;
  }
  return nullptr;
}

std::vector<std::string_view> Catalogs::Locales() const {
  std::vector<std::string_view> locales;
  for (const Catalog& catalog : catalogs_) locales.push_back(catalog.locale);
  return locales;
}

std::vector<const Catalog*> Catalogs::Chain(std::string_view locale) const {
  std::vector<const Catalog*> chain;
  const auto add = [&](std::string_view wanted) {
    for (const Catalog& catalog : catalogs_) {
      const bool known = std::find(chain.begin(), chain.end(), &catalog) != chain.end();
      if (catalog.locale == wanted && !known) chain.push_back(&catalog);
    }
  };
  std::string lower(locale);
  for (char& c : lower) c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (std::string_view tag = lower; !tag.empty();) {
    add(tag);
    const std::size_t hyphen = tag.rfind('-');
    tag = hyphen == std::string_view::npos ? std::string_view() : tag.substr(0, hyphen);
  }
  for (std::size_t i = 0; i < chain.size(); ++i) {  // grows while it is walked: fallbacks of fallbacks
    for (const std::string& next : chain[i]->fallback) add(next);
  }
  add(kLastResort);
  return chain;
}

Result<LocalizedText> Catalogs::Format(std::string_view locale, std::string_view id, const Arguments& arguments) const {
  for (const Catalog* catalog : Chain(locale)) {
    const auto found = catalog->messages.find(id);
    if (found == catalog->messages.end()) continue;
    ETEINEN_ASSIGN_OR_RETURN(std::string text, found->second.Format(catalog->locale, arguments));
    return LocalizedText{std::move(text), catalog->locale};
  }
  return Error{ErrorKind::kNotFound, "no text \"" + std::string(id) + "\"", "id", std::nullopt};
}

Texts::Texts(const Catalogs& catalogs, std::string_view locale) : locale_(locale), chain_(catalogs.Chain(locale)) {}

bool Texts::Has(std::string_view id) const {
  return std::any_of(chain_.begin(), chain_.end(),
                     [&](const Catalog* catalog) { return catalog->messages.find(id) != catalog->messages.end(); });
}

std::vector<std::string> Texts::IdsAfter(std::string_view prefix) const {
  std::vector<std::string> ids;
  for (const Catalog* catalog : chain_) {
    for (auto one = catalog->messages.lower_bound(prefix); one != catalog->messages.end(); ++one) {
      if (!one->first.starts_with(prefix)) break;
      ids.push_back(one->first.substr(prefix.size()));
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

LocalizedText Texts::Localized(std::string_view id, const Arguments& arguments) const {
  for (const Catalog* catalog : chain_) {
    const auto found = catalog->messages.find(id);
    if (found == catalog->messages.end()) continue;
    Result<std::string> text = found->second.Format(catalog->locale, arguments);
    if (!text.ok()) return {"[" + std::string(id) + ": " + text.error().message + "]", catalog->locale};
    return {*std::move(text), catalog->locale};
  }
  return {"[" + std::string(id) + "]", locale_};
}

}  // namespace eteinen::text
