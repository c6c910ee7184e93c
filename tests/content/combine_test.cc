// Any two symptoms asked as one form come out as the graver of the two asked apart, and share what can be shared.
#include "core/form/combine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/fhirpath/model.h"
#include "core/form/plain_answer.h"
#include "tests/content/modules.h"
#include "tools/cli/assess_together.h"

namespace eteinen::form {
namespace {

struct Module {
  std::string id;
  Questionnaire form;
  std::vector<Rule> rules;
  std::vector<Json> cases;
};

std::vector<Module> Modules() {
  std::vector<Module> modules;
  for (const std::string& id : SymptomIds()) {
    Questionnaire form = Compiled(id);
    std::vector<Rule> rules = RulesOf(form);
    modules.push_back({id, std::move(form), std::move(rules), CasesOf(id)});
  }
  return modules;
}

int Grade(const std::string& urgency) {
  return static_cast<int>(std::find(std::begin(kUrgencies), std::end(kUrgencies), urgency) - std::begin(kUrgencies));
}

int GradeOf(const Questionnaire& form, const std::vector<Rule>& rules, const Json& answers, const Json& person) {
  const Result<Assessment> assessment = AssessPlain(form, rules, answers, StartFor(person));
  EXPECT_TRUE(assessment.ok());
  return assessment.ok() ? Grade(assessment->urgency) : -1;
}

// The answers of both in the combined form; nothing when they contradict each other.
std::optional<Json> Together(const Questionnaire& both, const Json& first, const std::string& id, const Json& second) {
  Json answers = first;
  for (const Json::Member& answer : second.Members()) {
    const std::string own = id + "." + answer.key;
    if (both.Find(own) >= 0) {
      answers.Set(own, answer.value);
    } else if (const Json* there = first.Find(answer.key); there != nullptr && *there != answer.value) {
      return std::nullopt;
    } else {
      answers.Set(answer.key, answer.value);
    }
  }
  return answers;
}

TEST(TwoSymptoms, ComeOutAsTheGraverOfTheTwo) {
  constexpr int kPairsOfCases = 3;
  const std::vector<Module> modules = Modules();
  int compared = 0;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    for (std::size_t k = i + 1; k < modules.size(); ++k) {
      const Module& a = modules[i];
      const Module& b = modules[k];
      Result<Json> combined = Combine({&a.form.json(), &b.form.json()});
      ASSERT_TRUE(combined.ok()) << a.id << " " << b.id;
      const Result<Questionnaire> both = CompileQuestionnaire(*std::move(combined), fhirpath::FullModel());
      ASSERT_TRUE(both.ok()) << a.id << " " << b.id;
      for (const LoadIssue& issue : both->issues()) ADD_FAILURE() << a.id << " " << b.id << ": " << issue.message;
      EXPECT_EQ(both->Find(b.id + ".danger"), -1) << a.id << " " << b.id << ": danger signs on one page";
      EXPECT_EQ(both->Find(b.id + ".about"), -1) << a.id << " " << b.id << ": who it is about is asked once";
      const std::vector<Rule> rules = RulesOf(*both);
      int left = kPairsOfCases;
      // The last cases of a module are its calm and its hard ones; those of one danger sign alone stand first.
      for (auto one = a.cases.rbegin(); one != a.cases.rend() && left > 0; ++one) {
        for (auto other = b.cases.rbegin(); other != b.cases.rend() && left > 0; ++other) {
          if ((*one)["person"] != (*other)["person"] || (*one)["person"].IsNull()) continue;
          const std::optional<Json> answers = Together(*both, (*one)["answers"], b.id, (*other)["answers"]);
          if (!answers) continue;
          --left;
          ++compared;
          const Json& person = (*one)["person"];
          EXPECT_EQ(GradeOf(*both, rules, *answers, person),
                    std::min(Grade((*one)["urgency"].AsString()), Grade((*other)["urgency"].AsString())))
              << a.id << ": " << (*one)["name"].AsString() << " and " << b.id << ": " << (*other)["name"].AsString();
        }
      }
    }
  }
  std::printf("pairs of cases compared: %d\n", compared);
  EXPECT_GT(compared, 100);
}

TEST(SeveralSymptoms, ComeOutAsWritten) {
  std::map<std::string, Questionnaire> forms;
  for (const std::string& id : SymptomIds()) forms.emplace(id, Compiled(id));
  const std::vector<Json> cases = CasesIn("several");
  EXPECT_GE(cases.size(), 60u);
  for (const Json& golden : cases) {
    std::vector<const Questionnaire*> all;
    for (const Json& id : golden["questionnaire"].Items()) all.push_back(&forms.at(id.AsString()));
    const Result<Assessment> assessment = cli::AssessTogether(all, golden["answers"], StartFor(golden["person"]));
    ASSERT_TRUE(assessment.ok()) << golden["name"].AsString() << ": " << assessment.error().message;
    EXPECT_EQ(assessment->urgency + " " + assessment->need,
              golden["urgency"].AsString() + " " + golden["need"].AsString())
        << golden["name"].AsString();
  }
}

// A sign that only one of them asks is no reason to ask for the signs again.
TEST(SeveralSymptoms, AreCompleteWithADangerSignOfOneOfThem) {
  const Questionnaire fever = Compiled("symptom-fever");
  const Questionnaire chest = Compiled("symptom-chest");
  const Json answers = Json::MakeObject({{"danger", Json::MakeArray({Json("seizure")})}});
  const Json person = Json::MakeObject({{"ageYears", 40}, {"sex", "male"}});
  const Result<Assessment> assessment = cli::AssessTogether({&fever, &chest}, answers, StartFor(person));
  ASSERT_TRUE(assessment.ok());
  EXPECT_EQ(assessment->urgency, "emergency");
  EXPECT_EQ(assessment->rule, "danger-seizure");
  EXPECT_TRUE(assessment->complete);
  EXPECT_EQ(assessment->unanswered, std::vector<std::string>{});
}

// Two questionnaires that ask something of the same name otherwise are answered apart by "<id>.<linkId>".
TEST(SeveralSymptoms, TakeAnAnswerForOneOfThem) {
  const Questionnaire bites = Compiled("symptom-bites");
  const Questionnaire weakness = Compiled("symptom-weakness");
  const Json person = Json::MakeObject({{"ageYears", 40}, {"sex", "male"}});
  const auto unanswered = [&](Json answers) {
    const Result<Assessment> assessment = cli::AssessTogether({&bites, &weakness}, answers, StartFor(person));
    EXPECT_TRUE(assessment.ok());
    const std::vector<std::string> open = assessment.ok() ? assessment->unanswered : std::vector<std::string>{};
    return std::count(open.begin(), open.end(), "signs");
  };
  Json answers = Json::MakeObject({{"danger", "none"}, {"signs", "ring"}});
  EXPECT_EQ(unanswered(answers), 1);
  answers.Set("symptom-weakness.signs", "thirst");
  EXPECT_EQ(unanswered(answers), 0);
}

}  // namespace
}  // namespace eteinen::form
