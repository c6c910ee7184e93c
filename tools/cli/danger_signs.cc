#include "tools/cli/danger_signs.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/danger_page.h"
#include "core/form/judgement.h"
#include "core/form/plain_answer.h"

namespace eteinen::cli {
namespace {

constexpr char kNow[] = "2026-01-01T09:00:00+02:00";  // no sign depends on the day

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// One source: something, then a year, perhaps in brackets.
bool EndsWithYear(std::string_view source) {
  while (!source.empty() && (source.back() == ')' || source.back() == ' ' || source.back() == '.')) {
    source.remove_suffix(1);
  }
  constexpr std::size_t kYear = 4;
  if (source.size() < kYear + 2) return false;
  const std::string_view year = source.substr(source.size() - kYear);
  return std::all_of(year.begin(), year.end(), IsDigit) && (year.starts_with("19") || year.starts_with("20")) &&
         !IsDigit(source[source.size() - kYear - 1]);
}

void AddSignsOf(const form::Questionnaire& questionnaire, std::vector<Json>& signs) {
  const Result<std::vector<form::Rule>> rules = form::ReadRules(questionnaire);
  if (!rules.ok() || rules->empty()) return;
  const Result<form::Judgement> judgement = form::Understand(questionnaire, *rules, kNow, nullptr);
  if (!judgement.ok()) return;
  const int page = form::DangerPage(questionnaire, *judgement);
  if (page < 0) return;
  const int index = judgement->questions[static_cast<std::size_t>(page)].item;
  const form::Item& item = questionnaire.items()[static_cast<std::size_t>(index)];
  form::Start start;
  start.now = kNow;
  start.launch = Json::MakeObject({{"patient", Json::MakeObject({{"resourceType", "Patient"}})}});
  for (const form::Option& option : item.options) {
    if (option.exclusive) continue;
    const Json& code = (*option.value)["code"];
    const Json& text = (*option.value)["display"];
    const Json id = questionnaire.json()["id"];
    const auto known = std::find_if(signs.begin(), signs.end(),
                                    [&](const Json& one) { return one["code"] == code && one["text"] == text; });
    if (known != signs.end()) {
      known->Find("questionnaires")->Append(id);
      continue;
    }
    const Json answers = Json::MakeObject({{item.link_id, Json::MakeArray({code})}});
    const Result<form::Assessment> alone = form::AssessPlain(questionnaire, *rules, answers, start);
    signs.push_back(Json::MakeObject({{"code", code},
                                      {"text", text},
                                      {"urgency", alone.ok() ? alone->urgency : std::string()},
                                      {"need", alone.ok() ? alone->need : std::string()},
                                      {"source", SourceOfSign(option)},
                                      {"questionnaires", Json::MakeArray({id})}}));
  }
}

}  // namespace

std::string SourceOfSign(const form::Option& sign) {
  const fhir::Choice source = fhir::ExtensionValue(*sign.element, "urn:eteinen:source");
  return source ? source.value->AsString() : std::string();
}

bool NamesTitleAndYear(std::string_view source) {
  while (true) {
    const std::size_t end = source.find(';');
    if (!EndsWithYear(source.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    source.remove_prefix(end + 1);
  }
}

std::vector<Json> DangerSigns(const std::string& assets, const std::vector<AssetFile>& files) {
  std::vector<Json> signs;
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    const Result<form::Questionnaire> compiled = form::CompileQuestionnaire(file->content, fhirpath::FullModel());
    if (compiled.ok()) AddSignsOf(*compiled, signs);
  }
  return signs;
}

}  // namespace eteinen::cli
