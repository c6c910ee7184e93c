// The published QuestionnaireResponse validation cases (see ../shared/conformance/README.md): what is invalid is found
// invalid with the published codes at the published places, and what is valid is not refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "core/form/validate.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

constexpr char kCases[] = "../shared/conformance/questionnaire-response/r4-cases.ndjson";

std::vector<std::string> Published(const Json& issues) {
  std::vector<std::string> list;
  for (const Json& issue : issues.Items()) {
    list.push_back(issue["severity"].AsString() + " " + issue["code"].AsString() + " " +
                   issue["expression"].AsString());
  }
  std::sort(list.begin(), list.end());
  return list;
}

// Warnings are ours alone: the published lists have none.
std::vector<std::string> Found(const std::vector<Issue>& issues) {
  std::vector<std::string> list;
  for (const Issue& issue : issues) {
    if (issue.severity == "warning") continue;
    list.push_back(issue.severity + " " + issue.code + " " + issue.expression);
  }
  std::sort(list.begin(), list.end());
  return list;
}

TEST(PublishedValidationCases, AreAllJudgedAsPublished) {
  std::ifstream file(kCases);
  if (!file) GTEST_SKIP() << "the published cases are not here: " << kCases;
  const Terminology terminology = KnownTerminology();
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    const Json one = Read(line);
    SCOPED_TRACE(one["name"].AsString());
    const Result<Questionnaire> questionnaire = CompileQuestionnaire(one["questionnaire"], fhirpath::FullModel());
    ASSERT_TRUE(questionnaire.ok()) << questionnaire.error().message;
    ValidateOptions options;
    options.terminology = &terminology;
    const std::vector<Issue> issues = Validate(*questionnaire, one["response"], options);
    EXPECT_EQ(IsValid(issues), one["valid"].AsBool());
    EXPECT_EQ(Found(issues), Published(one["issues"]));
    ++cases;
  }
  EXPECT_GE(cases, 33);
}

}  // namespace
}  // namespace eteinen::form
