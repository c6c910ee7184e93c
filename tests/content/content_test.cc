// The content as it is shipped: every questionnaire can be filled, every text has its languages, and every golden case
// (tests/content/*.ndjson) comes out as its author wrote it down before the rules were made.
#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/plain_answer.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::form {
namespace {

constexpr char kNow[] = "2026-11-24T09:00:00+02:00";

std::string ContentOf(const std::string& path) {
  std::ifstream stream(path);
  EXPECT_TRUE(stream) << path << ": run from the project's root";
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::vector<std::string> NamesIn(const std::string& folder, const std::string& suffix) {
  std::vector<std::string> names;
  DIR* directory = opendir(folder.c_str());
  EXPECT_NE(directory, nullptr) << folder;
  while (const dirent* entry = directory ? readdir(directory) : nullptr) {
    const std::string name = entry->d_name;
    if (name.size() > suffix.size() && name.ends_with(suffix))
      names.push_back(name.substr(0, name.size() - suffix.size()));
  }
  if (directory != nullptr) closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> ModuleIds() { return NamesIn("assets/questionnaires", ".json"); }

Questionnaire Compiled(const std::string& id) {
  Result<Json> json = ParseJson(ContentOf("assets/questionnaires/" + id + ".json"));
  EXPECT_TRUE(json.ok()) << id;
  Result<Questionnaire> questionnaire = CompileQuestionnaire(*std::move(json), fhirpath::FullModel());
  EXPECT_TRUE(questionnaire.ok()) << id << ": " << (questionnaire.ok() ? "" : questionnaire.error().message);
  return *std::move(questionnaire);
}

std::vector<Rule> RulesOf(const Questionnaire& questionnaire) {
  Result<std::vector<Rule>> rules = ReadRules(questionnaire);
  EXPECT_TRUE(rules.ok()) << (rules.ok() ? "" : rules.error().path + ": " + rules.error().message);
  return rules.ok() ? *std::move(rules) : std::vector<Rule>{};
}

std::vector<Json> CasesOf(const std::string& id) {
  std::vector<Json> cases;
  std::ifstream stream("tests/content/" + id + ".ndjson");
  for (std::string line; std::getline(stream, line);) {
    Result<Json> json = ParseJson(line);
    EXPECT_TRUE(json.ok()) << id << ": " << line;
    if (json.ok()) cases.push_back(*std::move(json));
  }
  return cases;
}

Start StartFor(const Json& golden) {
  Start start;
  start.now = kNow;
  Result<Json> patient = PatientFromPlain(golden["person"], *ParseInstant(kNow), "person");
  EXPECT_TRUE(patient.ok()) << golden["name"].AsString();
  start.launch = Json::MakeObject({{"patient", *std::move(patient)}});
  return start;
}

// "emergency health", or "- -" when nothing is certain; with the deciding rule where the case names one.
std::string Outcome(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Json& golden) {
  const Result<Assessment> assessment = AssessPlain(questionnaire, rules, golden["answers"], StartFor(golden));
  if (!assessment.ok()) return assessment.error().path + ": " + assessment.error().message;
  if (assessment->urgency.empty()) return "- -";
  return assessment->urgency + " " + assessment->need + (golden.Has("rule") ? " by " + assessment->rule : "");
}

std::string Expected(const Json& golden) {
  if (golden["urgency"].IsNull()) return "- -";
  return golden["urgency"].AsString() + " " + golden["need"].AsString() +
         (golden.Has("rule") ? " by " + golden["rule"].AsString() : "");
}

TEST(Content, EveryQuestionnaireCanBeFilledAndCompleted) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    for (const LoadIssue& issue : questionnaire.issues())
      ADD_FAILURE() << id << " " << issue.link_id << ": " << issue.message;
    EXPECT_EQ(questionnaire.json()["id"].AsString(), id) << "the file is named by its id";
    EXPECT_FALSE(RulesOf(questionnaire).empty()) << id;
  }
}

// Every text that stands beside a `translation` sibling elsewhere has one in Swedish, English and plain Finnish.
void ExpectTranslated(const Json& element, const std::string& path, bool hidden) {
  for (const auto& [key, value] : element.Members()) {
    const bool is_text = key == "text" || key == "title" || key == "display" || key == "valueString";
    if (is_text && value.IsString() && !hidden) {
      std::string found;
      for (const Json& translation : element["_" + key]["extension"].Items()) {
        found += translation["extension"].Items()[0]["valueCode"].AsString() + " ";
      }
      EXPECT_EQ(found, "sv en fi-simple ") << path << "." << key;
    }
  }
}

void Walk(const Json& items, const std::string& path, bool hidden) {
  for (const Json& item : items.Items()) {
    const std::string place = path + "/" + item["linkId"].AsString();
    bool concealed = hidden;
    for (const Json& extension : item["extension"].Items()) {
      concealed = concealed || extension["url"].AsString().ends_with("questionnaire-hidden");
    }
    ExpectTranslated(item, place, concealed);
    for (const Json& option : item["answerOption"].Items()) ExpectTranslated(option["valueCoding"], place, concealed);
    Walk(item["item"], place, concealed);
  }
}

TEST(Content, EveryTextHasItsTranslations) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const Json& json = questionnaire.json();
    ExpectTranslated(json, id, false);
    Walk(json["item"], id, false);
    for (const Rule& rule : RulesOf(questionnaire)) {
      for (const Json& part : (*rule.definition)["extension"].Items()) {
        ExpectTranslated(part, id + " rule " + rule.id, false);
        for (const Json& inner : part["extension"].Items()) ExpectTranslated(inner, id + " rule " + rule.id, false);
      }
    }
  }
}

TEST(Content, EveryFileSaysItsSourceDateAndStatus) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    std::map<std::string, std::string> told;
    for (const Json& extension : questionnaire.json()["extension"].Items()) {
      for (const char* key : {"valueString", "valueDate", "valueCode"}) {
        if (extension.Has(key)) told[extension["url"].AsString()] = extension[key].AsString();
      }
    }
    EXPECT_NE(told["urn:eteinen:source"], "") << id;
    EXPECT_EQ(told["urn:eteinen:checked"].size(), 10u) << id;
    EXPECT_EQ(told["urn:eteinen:status"], "example") << id << ": nothing here is clinically approved";
  }
}

TEST(GoldenCases, ComeOutAsWritten) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    const std::vector<Json> cases = CasesOf(id);
    EXPECT_GE(cases.size(), 10u) << id;
    for (const Json& golden : cases) {
      EXPECT_EQ(Outcome(questionnaire, rules, golden), Expected(golden)) << id << ": " << golden["name"].AsString();
    }
  }
}

TEST(GoldenCases, CalculateTheValuesThatTheyName) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    for (const Json& golden : CasesOf(id)) {
      if (!golden.Has("values")) continue;
      Result<Session> session = Session::Begin(questionnaire, StartFor(golden));
      ASSERT_TRUE(session.ok());
      ASSERT_TRUE(SetPlainAnswers(*session, golden["answers"]).ok()) << golden["name"].AsString();
      for (const auto& [link_id, value] : golden["values"].Members()) {
        const Result<ItemState> state = session->StateOf(link_id, {});
        ASSERT_TRUE(state.ok()) << link_id;
        EXPECT_EQ(PlainAnswer(state->answers), value) << id << ": " << golden["name"].AsString();
      }
    }
  }
}

// A rule that no case needs is a rule that nobody has thought through.
TEST(GoldenCases, NoticeWhenAnyRuleIsTakenOut) {
  int killed = 0;
  int total = 0;
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    const std::vector<Json> cases = CasesOf(id);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      std::vector<Rule> fewer = rules;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      ++total;
      const bool noticed = std::any_of(cases.begin(), cases.end(), [&](const Json& golden) {
        return Outcome(questionnaire, fewer, golden) != Expected(golden);
      });
      killed += noticed;
      EXPECT_TRUE(noticed) << id << ": no case needs the rule \"" << rules[i].id << "\"";
    }
  }
  std::printf("rules taken out: %d noticed of %d\n", killed, total);
}

}  // namespace
}  // namespace eteinen::form
