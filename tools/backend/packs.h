// What the page asks for in one request: the channel directory, and the list of questionnaires to choose from.
//
// Both are made from the files of assets/ when asked for, so that a changed number or a new questionnaire needs no new
// build.
#ifndef ETEINEN_TOOLS_BACKEND_PACKS_H_
#define ETEINEN_TOOLS_BACKEND_PACKS_H_

#include <string>

#include "core/base/result.h"

namespace eteinen::backend {

// GET /content/directory.json: {"channels": how many services, "files":[{"name","content"}]} of
// assets/directory and assets/rules, as they are; assets/rules/edition.json says which version it is and how long it
// may be used.
Result<std::string> DirectoryPack(const std::string& assets);

// GET /content/questionnaires.json: {"questionnaires":[…]}, each with id, title and _title (the translations), purpose
// and the everyday words by which it is found (`code`), sorted by id.
Result<std::string> QuestionnaireIndex(const std::string& assets);

// GET /content/pages.json: {"pages":[…]}, the files of assets/pages in the order that they ask for.
Result<std::string> PagePack(const std::string& assets);

// GET /content/files.json: {"files":[…],"version":"…"}, the addresses of all content that a resident's device may keep
// for times without network, relative to the page's base and sorted: the packs above, the questionnaires, the
// catalogues. `version`: 64 hexadecimal digits that change when any of them does, by a byte or in its name.
Result<std::string> ContentFiles(const std::string& assets, const std::string& i18n);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_PACKS_H_
