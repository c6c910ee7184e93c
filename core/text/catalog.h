// All texts of the service, by id and language.
//
// A catalogue is one language's file, i18n/fi.json:
//
//   {"locale":"fi", "fallback":["sv"], "lacks":"texts", "source":…, "checked":"2026-11-22", "status":"example",
//    "messages":{"booking.title":"Valitse aika", …}}
//
// `lacks` says of a language that does not have every text how it leans on the first of its `fallback`: with "texts"
// each text that it lacks is read there, with "screens" a screen that it lacks a text for is shown there as a whole.
//
// A text that a language lacks is taken from the next language of its chain, and the caller is told which one it was,
// so that the view can mark it (`lang`). The chain: the tag itself, the tag without its last part ("fi-simple" → "fi"),
// the languages of `fallback` in the files of those, and at last Finnish. A text that no language has shows its id in
// brackets, never nothing: a resident can tell us, and no button is without a name.
#ifndef ETEINEN_CORE_TEXT_CATALOG_H_
#define ETEINEN_CORE_TEXT_CATALOG_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/text/message.h"

namespace eteinen::text {

// The texts of one file. Errors: kInput with the place ("messages.booking.title: at character 3: …"); an empty
// message, a repeated locale or one that is no language tag, and `lacks` without a `fallback` are errors too.
struct Catalog {
  enum class Lacks { kNothing, kTexts, kScreens };

  std::string locale;
  std::vector<std::string> fallback;
  Lacks lacks = Lacks::kNothing;
  std::map<std::string, Message, std::less<>> messages;

  static Result<Catalog> Load(const Json& file);

  // The language that it leans on; empty: it has every text.
  std::string_view LeansOn() const { return lacks == Lacks::kNothing ? std::string_view() : fallback.front(); }
};

// A text and the language it is in (the locale of the catalogue it was found in).
struct LocalizedText {
  std::string text;
  std::string_view language;
};

class Catalogs {
 public:
  Status Add(const Json& file);

  // The catalogue of exactly this locale, or null.
  const Catalog* Find(std::string_view locale) const;
  // Locales of the files, in the order in which they were added.
  std::vector<std::string_view> Locales() const;

  // Errors: kNotFound when no language of the chain has `id`; kInput from Message::Format.
  Result<LocalizedText> Format(std::string_view locale, std::string_view id, const Arguments& arguments = {}) const;

 private:
  friend class Texts;
  std::vector<const Catalog*> Chain(std::string_view locale) const;

  std::vector<Catalog> catalogs_;
};

// One resident's view of the catalogues. Keeps a reference: the Catalogs must outlive it and not change meanwhile.
class Texts {
 public:
  Texts(const Catalogs& catalogs, std::string_view locale);

  const std::string& locale() const { return locale_; }
  // "ltr" or "rtl"
  std::string_view direction() const { return Direction(locale_); }

  bool Has(std::string_view id) const;
  // What follows `prefix` in the ids that begin with it, in any language of the chain; sorted, each once.
  std::vector<std::string> IdsAfter(std::string_view prefix) const;
  // The text; "[id]" when there is none, "[id: what is wrong]" when an argument is missing. Never empty.
  std::string Text(std::string_view id, const Arguments& arguments = {}) const { return Localized(id, arguments).text; }
  // The same with its language, for the view's `lang` when that differs from locale().
  LocalizedText Localized(std::string_view id, const Arguments& arguments = {}) const;

 private:
  std::string locale_;
  std::vector<const Catalog*> chain_;
};

}  // namespace eteinen::text

#endif  // ETEINEN_CORE_TEXT_CATALOG_H_
