// A hostile catalogue of texts, or one hostile text: what can be read is also formatted in every language.
#include <cstdlib>

#include "core/base/json.h"
#include "core/text/catalog.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {

void FuzzOne(std::string_view input) {
  const text::Arguments arguments = {{"count", 3}, {"name", "Aino"}, {"date", "2026-11-24"}, {"n", 1}};
  if (const Result<text::Message> message = text::Message::Parse(input); message.ok()) {
    for (const char* locale : {"fi", "sv", "en", "ar"}) static_cast<void>(message->Format(locale, arguments));
    static_cast<void>(message->Uses());
  }
  const Result<Json> file = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!file.ok()) return;
  text::Catalogs catalogs;
  if (!catalogs.Add(*file).ok()) return;
  for (const std::string_view locale : catalogs.Locales()) {
    const text::Texts texts(catalogs, locale);
    for (const Json::Member& message : (*file)["messages"].Members()) {
      if (texts.Text(message.key, arguments).empty()) std::abort();
    }
  }
}

}  // namespace eteinen
