// `format`: {"locale", "id" or "pattern", "args"} → {"text"}. An id is looked up in i18n/ with the language fallback
// and formatted in the language it was found in; a pattern is formatted in `locale`, whatever language that is.
#include <memory>

#include "core/text/catalog.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

Result<text::Catalogs> LoadCatalogs(const std::string& folder) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  text::Catalogs catalogs;
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    ETEINEN_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
    const Result<Json> file = ParseJson(content);
    if (!file.ok()) return Error{file.error().kind, file.error().message, path, std::nullopt};
    if (const Status added = catalogs.Add(*file); !added.ok()) {
      return Error{added.error().kind, added.error().message, path + ": " + added.error().path, std::nullopt};
    }
  }
  return catalogs;
}

Result<Json> FormatPattern(const std::string& locale, const std::string& pattern, const text::Arguments& arguments) {
  const Result<text::Message> message = text::Message::Parse(pattern);
  if (!message.ok()) return Error{message.error().kind, message.error().message, "pattern", std::nullopt};
  ETEINEN_ASSIGN_OR_RETURN(std::string formatted, message->Format(locale, arguments));
  return Json::MakeObject({{"text", std::move(formatted)}});
}

Result<Json> Answer(const text::Catalogs& catalogs, const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::string locale, ReadString(line, "locale"));
  if (locale.empty()) return InputError("expected a language tag such as \"fi\"", "locale");
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> id, OptionalString(line, "id"));
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> pattern, OptionalString(line, "pattern"));
  if (id.has_value() == pattern.has_value()) return InputError("expected either \"id\" or \"pattern\"");
  text::Arguments arguments;
  if (line.Has("args")) {
    ETEINEN_ASSIGN_OR_RETURN(arguments, text::ReadArguments(line["args"]));
  }
  if (pattern) return FormatPattern(locale, *pattern, arguments);
  ETEINEN_ASSIGN_OR_RETURN(text::LocalizedText found, catalogs.Format(locale, *id, arguments));
  return Json::MakeObject({{"text", std::move(found.text)}});
}

}  // namespace

Result<Handler> FormatCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(text::Catalogs loaded, LoadCatalogs(folders.i18n));
  const auto catalogs = std::make_shared<const text::Catalogs>(std::move(loaded));
  return Handler([catalogs](const Json& line) { return Answer(*catalogs, line); });
}

}  // namespace eteinen::cli
