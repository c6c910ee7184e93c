// Every golden case comes out as its author wrote it down before the rules were made, and every rule is needed by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "core/form/plain_answer.h"
#include "tests/content/modules.h"

namespace eteinen::form {
namespace {

Result<Assessment> Assessed(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Json& golden) {
  return AssessPlain(questionnaire, rules, golden["answers"], StartFor(golden["person"]));
}

// "emergency health", or "- -" when nothing is certain; with the deciding rule where the case names one.
std::string Outcome(const Questionnaire& questionnaire, const std::vector<Rule>& rules, const Json& golden) {
  const Result<Assessment> assessment = Assessed(questionnaire, rules, golden);
  if (!assessment.ok()) return assessment.error().path + ": " + assessment.error().message;
  if (assessment->urgency.empty()) return "- -";
  return assessment->urgency + " " + assessment->need + (golden.Has("rule") ? " by " + assessment->rule : "");
}

std::string Expected(const Json& golden) {
  if (golden["urgency"].IsNull()) return "- -";
  return golden["urgency"].AsString() + " " + golden["need"].AsString() +
         (golden.Has("rule") ? " by " + golden["rule"].AsString() : "");
}

// Position on the scale, gravest first; past its end for what is not on it.
std::ptrdiff_t Grade(const std::string& urgency) {
  return std::find(std::begin(kUrgencies), std::end(kUrgencies), urgency) - std::begin(kUrgencies);
}

TEST(GoldenCases, ComeOutAsWritten) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    const std::vector<Json> cases = CasesOf(id);
    EXPECT_GE(cases.size(), IsSent(questionnaire) ? 0u : 10u) << id;
    for (const Json& golden : cases) {
      EXPECT_EQ(Outcome(questionnaire, rules, golden), Expected(golden)) << id << ": " << golden["name"].AsString();
    }
  }
}

TEST(GoldenCases, SendNobodyHomeWronglyAndCryWolfNowhere) {
  std::size_t total = 0;
  int under = 0;
  int over = 0;
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    for (const Json& golden : CasesOf(id)) {
      const Result<Assessment> assessment = Assessed(questionnaire, rules, golden);
      ASSERT_TRUE(assessment.ok()) << id << ": " << golden["name"].AsString();
      ++total;
      under += Grade(assessment->urgency) > Grade(golden["urgency"].AsString());
      over += Grade(assessment->urgency) < Grade(golden["urgency"].AsString());
    }
  }
  std::printf("symptom cases: %zu, under-triage: %d, over-triage: %d\n", total, under, over);
  EXPECT_EQ(under, 0);
  EXPECT_EQ(over, 0);
}

TEST(GoldenCases, CalculateTheValuesThatTheyName) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    for (const Json& golden : CasesOf(id)) {
      if (!golden.Has("values")) continue;
      Result<Session> session = Session::Begin(questionnaire, StartFor(golden["person"]));
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

// The answers of a case that could be wrong unseen: one left out, "I do not know", or something beside what stands
// alone.
std::vector<Json> Doubtful(const Questionnaire& questionnaire, const Json& answers) {
  std::vector<Json> all;
  for (const auto& [link_id, answer] : answers.Members()) {
    const int index = questionnaire.Find(link_id);
    if (index < 0) continue;
    const Item& item = questionnaire.items()[static_cast<std::size_t>(index)];
    if (!item.required) continue;
    all.push_back(answers);
    all.back().Erase(link_id);
    const Json given = answer.IsArray() ? answer : Json::MakeArray({answer});
    for (const Option& option : item.options) {
      const Json& code = (*option.value)["code"];
      const bool unknown = code.AsString() == "unknown";
      if (!unknown && !(item.repeats && given.Items().size() == 1)) continue;
      const auto alone = [&](const Option& one) { return one.exclusive && (*one.value)["code"] == given.Items()[0]; };
      const bool contradicts = std::any_of(item.options.begin(), item.options.end(), alone);
      if (!unknown && (!contradicts || code == given.Items()[0])) continue;
      Json doubted = item.repeats ? Json::MakeArray({code}) : code;
      if (!unknown) doubted.Append(given.Items()[0]);
      all.push_back(answers);
      all.back().Set(link_id, std::move(doubted));
    }
  }
  return all;
}

// Nobody is sent home on what is not known.
TEST(GoldenCases, SendNobodyHomeOnADoubtfulAnswer) {
  int homes = 0;
  int doubts = 0;
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    for (Json golden : CasesOf(id)) {
      if (golden["urgency"].AsString() != "self-care") continue;
      ++homes;
      for (const Json& answers : Doubtful(questionnaire, golden["answers"])) {
        const Result<Assessment> assessment = AssessPlain(questionnaire, rules, answers, StartFor(golden["person"]));
        ASSERT_TRUE(assessment.ok()) << id << ": " << golden["name"].AsString();
        EXPECT_NE(assessment->urgency, "self-care") << id << ": " << WriteJson(answers);
        ++doubts;
      }
      if (questionnaire.Find("about.age") < 0) continue;
      const Result<Assessment> of_nobody = AssessPlain(questionnaire, rules, golden["answers"], StartFor(Json()));
      ASSERT_TRUE(of_nobody.ok());
      EXPECT_NE(of_nobody->urgency, "self-care") << id << " without an age: " << golden["name"].AsString();
    }
  }
  std::printf("cases of self-care: %d, doubtful answers: %d\n", homes, doubts);
  EXPECT_GT(homes, 100);
  EXPECT_GT(doubts, 1000);
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
