#include "core/form/validate.h"

#include <algorithm>
#include <array>

#include "core/fhir/element.h"
#include "core/form/checker.h"
#include "core/form/compare.h"
#include "core/form/session.h"
#include "core/form/state.h"

namespace eteinen::form {
namespace {

constexpr std::array<std::string_view, 5> kStatuses = {"in-progress", "completed", "amended", "entered-in-error",
                                                       "stopped"};

Issue Whole(std::string severity, std::string code, std::string message) {
  return MakeIssue({nullptr, {}, "QuestionnaireResponse"}, std::move(severity), std::move(code), std::move(message));
}

bool IsOutside(const Json& period, const Json& moment) {
  if (!period.IsObject() || !moment.IsString()) return false;
  const auto compared = [&](const char* end) {
    return period.Has(end) ? Compare("valueDateTime", moment, "valueDateTime", period[end]) : Order::kUnknown;
  };
  return compared("start") == Order::kLess || compared("end") == Order::kGreater;
}

void CheckHeader(const Questionnaire& questionnaire, const Json& response, std::vector<Issue>& issues) {
  const std::string& given = response["status"].AsString();
  if (given.empty()) {
    issues.push_back(Whole("error", "required", "a response has a status"));
    issues.back().expression += ".status";
  } else if (std::find(kStatuses.begin(), kStatuses.end(), given) == kStatuses.end()) {
    issues.push_back(Whole("error", "invalidStatus", "the status is none that a response can have"));
    issues.back().expression += ".status";
  }
  const fhir::Canonical named = fhir::SplitCanonical(response["questionnaire"].AsString());
  const std::string& url = questionnaire.json()["url"].AsString();
  const std::string& version = questionnaire.json()["version"].AsString();
  if (!named.url.empty() && !url.empty() && !named.url.starts_with("#") && named.url != url) {
    issues.push_back(Whole("error", "questionnaireMismatch", "the response answers another questionnaire"));
  } else if (!named.version.empty() && !version.empty() && named.version != version) {
    issues.push_back(Whole("warning", "questionnaireMismatch", "the response answers another version"));
  }
  const std::string& status = questionnaire.json()["status"].AsString();
  if (status == "draft" || status == "retired") {
    issues.push_back(Whole("warning", status == "draft" ? "questionnaireDraft" : "questionnaireRetired",
                           "the questionnaire is " + status));
  }
  if (IsOutside(questionnaire.json()["effectivePeriod"], response["authored"])) {
    issues.push_back(Whole("warning", "questionnaireInactive", "written when the questionnaire was not in force"));
  }
}

}  // namespace

std::vector<Issue> Validate(const Questionnaire& questionnaire, const Json& response, const ValidateOptions& options) {
  if (response["resourceType"].AsString() != "QuestionnaireResponse") {
    return {Whole("fatal", "invalidType", "expected a QuestionnaireResponse")};
  }
  std::vector<Issue> issues;
  CheckHeader(questionnaire, response, issues);
  const std::string& status = response["status"].AsString();
  const bool completing = status == "completed" || status == "amended";
  if (completing) {
    for (Issue& issue : Checker::OfTheForm(questionnaire, options.terminology, true))
      issues.push_back(std::move(issue));
  }
  Start start;
  start.launch = options.launch;
  start.language = options.language;
  start.terminology = options.terminology;
  const Result<Clock> clock = ReadClock(options.now);
  Session::State state(questionnaire, start, clock.ok() ? *clock : Clock{0, 0, false});
  state.Begin(&response, true);
  for (Issue& issue : Checker(state, true, completing).All(response)) issues.push_back(std::move(issue));
  return issues;
}

bool IsValid(const std::vector<Issue>& issues) {
  return std::none_of(issues.begin(), issues.end(),
                      [](const Issue& issue) { return issue.severity == "error" || issue.severity == "fatal"; });
}

Json ToJson(const Issue& issue) {
  Json out = Json::MakeObject({{"severity", issue.severity}, {"code", issue.code}});
  out.Set("linkId", issue.link_id);
  out.Set("expression", issue.expression);
  out.Set("message", issue.message);
  return out;
}

}  // namespace eteinen::form
