#include <algorithm>

#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/walk.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

Json Part(std::string_view url, std::string_view key, Json value) {
  Json part = Json::MakeObject({{"url", std::string(url)}});
  part.Set(std::string(key), std::move(value));
  return part;
}

// A rule that holds as soon as the question is answered: the walk then looks for a way to it.
Json RuleFor(const std::string& link_id) {
  const std::string answered = "%resource.repeat(item).where(linkId='" + link_id + "').answer.exists()";
  Json condition = Json::MakeObject({{"language", "text/fhirpath"}, {"expression", answered}});
  return Json::MakeObject(
      {{"url", std::string(form::kRuleUrl)},
       {"extension",
        Json::MakeArray({Part("id", "valueCode", "asked"), Part("condition", "valueExpression", std::move(condition)),
                         Part("urgency", "valueCode", "admin"), Part("need", "valueCode", "general-info"),
                         Part("title", "valueString", "asked")})}});
}

// The form with that rule and no other.
Json OnlyWith(Json form, Json rule) {
  Json::Array& extensions = form.Find("extension")->MutableItems();
  extensions.erase(std::remove_if(extensions.begin(), extensions.end(),
                                  [](const Json& one) { return one["url"].AsString() == form::kRuleUrl; }),
                   extensions.end());
  extensions.push_back(std::move(rule));
  return form;
}

}  // namespace

void VerifySentForm(const AssetFile& file, const form::Questionnaire& questionnaire, const form::Start& start,
                    VerifyReport& report) {
  for (const form::Item& item : questionnaire.items()) {
    if (!item.IsQuestion()) continue;
    const Result<form::Questionnaire> asking =
        form::CompileQuestionnaire(OnlyWith(file.content, RuleFor(item.link_id)), fhirpath::FullModel());
    const Result<std::vector<form::Rule>> rules =
        asking.ok() ? form::ReadRules(*asking) : Result<std::vector<form::Rule>>(asking.error());
    const std::string what = "\"" + item.link_id + "\": ";
    if (!rules.ok()) {
      report.findings.push_back({file.path, "", "not-walked", what + rules.error().message});
      continue;
    }
    const form::Walk walk = form::WalkThrough(*asking, *rules, start);
    report.states += walk.states;
    report.decisions += walk.decisions;
    report.evaluated += walk.evaluated;
    for (const form::WalkFinding& finding : walk.findings) {
      // Ways on which it is not asked have no outcome here, and what is not asked about makes no difference. Whether
      // the form can be completed is not judged: no answer can be made up for a question with a pattern.
      if (finding.kind == form::WalkFinding::Kind::kNeverDecides) {
        report.findings.push_back({file.path, "", "never-asked", what + "no way through the form comes to it"});
      } else if (finding.kind == form::WalkFinding::Kind::kConditionFails ||
                 finding.kind == form::WalkFinding::Kind::kNotWalked) {
        report.findings.push_back({file.path, "", std::string(form::Code(finding.kind)), what + finding.message});
      }
    }
  }
}

}  // namespace eteinen::cli
