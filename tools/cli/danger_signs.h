// The danger signs of the assessments, and what each of them rests on.
#ifndef ETEINEN_TOOLS_CLI_DANGER_SIGNS_H_
#define ETEINEN_TOOLS_CLI_DANGER_SIGNS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/form/questionnaire.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {

// The extension `urn:eteinen:source` of the option; empty when it has none.
std::string SourceOfSign(const form::Option& sign);

// "Käypä hoito, Sepsis (aikuiset) (2020); …": each of the sources, apart by semicolons, is words that end with a year.
bool NamesTitleAndYear(std::string_view source);

// `verify DIR --danger-signs`: one object for each sign, in the order of the files: {"code", "text" (in the form's
// language), "urgency", "need", "source", "questionnaires": [id, …]}. A sign of the same code and text in several forms
// is one. Forms that cannot be read are left out: `verify` names them.
std::vector<Json> DangerSigns(const std::string& assets, const std::vector<AssetFile>& files);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_DANGER_SIGNS_H_
