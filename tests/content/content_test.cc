// The content as it is shipped: every questionnaire can be filled, every text has its languages, every file tells its
// source, and no way through a symptom assessment ends without an outcome.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/form/plain_answer.h"
#include "tests/content/modules.h"

namespace eteinen::form {
namespace {

TEST(Content, EveryQuestionnaireCanBeFilledAndCompleted) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    for (const LoadIssue& issue : questionnaire.issues())
      ADD_FAILURE() << id << " " << issue.link_id << ": " << issue.message;
    EXPECT_EQ(questionnaire.json()["id"].AsString(), id) << "the file is named by its id";
    EXPECT_TRUE(IsSent(questionnaire) || !RulesOf(questionnaire).empty()) << id << ": filled for nothing";
  }
}

using Languages = std::vector<std::string>;

// The languages that texts are translated to, besides the one in which the form is written.
Languages LanguagesOf(const Json& questionnaire) {
  Languages languages;
  for (const char* language : {"fi", "sv", "en"}) {
    if (questionnaire["language"].AsString() != language) languages.push_back(language);
  }
  return languages;
}

// Those in which a scale's questions and answers can be had: the others show the language of the form, and say so.
Languages WordedLanguagesOf(const Json& questionnaire) {
  Languages languages = LanguagesOf(questionnaire);
  for (const Json& extension : questionnaire["extension"].Items()) {
    if (extension["url"].AsString() != "urn:eteinen:wording-missing") continue;
    languages.erase(std::remove(languages.begin(), languages.end(), extension["valueCode"].AsString()),
                    languages.end());
  }
  return languages;
}

// Every text for a resident stands in all of `languages`. Plain Finnish may be missing: Finnish is shown then.
void ExpectTranslated(const Json& element, const std::string& path, bool hidden, const Languages& languages) {
  for (const auto& [key, value] : element.Members()) {
    const bool is_text = key == "text" || key == "title" || key == "display" || key == "valueString";
    if (is_text && value.IsString() && !hidden) {
      std::map<std::string, std::string> found;
      for (const Json& translation : element["_" + key]["extension"].Items()) {
        const Json::Array& parts = translation["extension"].Items();
        ASSERT_EQ(parts.size(), 2u) << path << "." << key;
        found[parts[0]["valueCode"].AsString()] = parts[1]["valueString"].AsString();
      }
      for (const std::string& language : languages) {
        EXPECT_NE(found[language], "") << path << "." << key << " in " << language;
      }
    }
  }
}

void Walk(const Json& items, const std::string& path, bool hidden, const Languages& languages) {
  for (const Json& item : items.Items()) {
    const std::string place = path + "/" + item["linkId"].AsString();
    bool concealed = hidden;
    for (const Json& extension : item["extension"].Items()) {
      concealed = concealed || extension["url"].AsString().ends_with("questionnaire-hidden");
    }
    ExpectTranslated(item, place, concealed, languages);
    for (const Json& option : item["answerOption"].Items()) {
      ExpectTranslated(option["valueCoding"], place, concealed, languages);
    }
    Walk(item["item"], place, concealed, languages);
  }
}

TEST(Content, EveryTextHasItsTranslations) {
  for (const std::string& id : ModuleIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const Json& json = questionnaire.json();
    const Languages languages = LanguagesOf(json);
    ExpectTranslated(json, id, false, languages);
    for (const Json& code : json["code"].Items()) ExpectTranslated(code, id + " code", false, languages);
    Walk(json["item"], id, false, WordedLanguagesOf(json));
    for (const Rule& rule : RulesOf(questionnaire)) {
      for (const Json& part : (*rule.definition)["extension"].Items()) {
        const std::string place = id + " rule " + rule.id;
        ExpectTranslated(part, place, false, languages);
        for (const Json& inner : part["extension"].Items()) ExpectTranslated(inner, place, false, languages);
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

bool HasCaseWithOnly(const std::vector<Json>& cases, const std::string& sign) {
  const Json only = Json::MakeArray({Json(sign)});
  for (const Json& golden : cases) {
    if (golden["answers"]["danger"] == only) return true;
  }
  return false;
}

TEST(DangerSigns, ActAloneWithNothingElseAnswered) {
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    const std::vector<Json> cases = CasesOf(id);
    const int danger = questionnaire.Find("danger");
    ASSERT_GE(danger, 0) << id;
    const Item& item = questionnaire.items()[static_cast<std::size_t>(danger)];
    ASSERT_GT(item.options.size(), 1u) << id;
    for (const Option& option : item.options) {
      if (option.exclusive) continue;
      const std::string& sign = (*option.value)["code"].AsString();
      const Json answers = Json::MakeObject({{"danger", Json::MakeArray({Json(sign)})}});
      const Result<Assessment> assessment = AssessPlain(questionnaire, rules, answers, StartFor(Json()));
      ASSERT_TRUE(assessment.ok()) << id << " " << sign;
      EXPECT_TRUE(assessment->danger) << id << " " << sign;
      EXPECT_TRUE(assessment->urgency == "emergency" || assessment->urgency == "immediate")
          << id << " " << sign << ": " << assessment->urgency;
      EXPECT_TRUE(HasCaseWithOnly(cases, sign)) << id << ": no golden case has only \"" << sign << "\"";
    }
  }
}

// Whether a form offers a danger sign to this person.
bool IsOffered(const Questionnaire& questionnaire, const std::string& sign, const Json& person) {
  const Result<Session> session = Session::Begin(questionnaire, StartFor(person));
  EXPECT_TRUE(session.ok());
  if (!session.ok()) return false;
  for (const OptionState& option : session->OptionsOf("danger", {})) {
    if ((*option.value)["code"].AsString() == sign) return option.enabled;
  }
  return false;
}

// Signs of a pregnancy are not shown to men, children and the old, and always where that is not known.
TEST(DangerSigns, OfPregnancyAreOfferedWherePregnancyCanBe) {
  const std::vector<std::pair<std::string, std::string>> signs = {
      {"symptom-general", "pregnant"}, {"symptom-genital", "pregnant"},  {"symptom-stomach", "pregnant"},
      {"symptom-urinary", "pregnant"}, {"symptom-head", "preeclampsia"}, {"symptom-injury", "pregnant-blow"}};
  for (const std::pair<std::string, std::string>& one : signs) {
    const std::string& id = one.first;
    const Questionnaire questionnaire = Compiled(id);
    const auto offered = [&](const Json& person) { return IsOffered(questionnaire, one.second, person); };
    EXPECT_TRUE(offered(Json())) << id;
    EXPECT_TRUE(offered(Json::MakeObject({{"ageYears", 30}}))) << id;
    EXPECT_TRUE(offered(Json::MakeObject({{"ageYears", 12}, {"sex", "female"}}))) << id;
    EXPECT_TRUE(offered(Json::MakeObject({{"ageYears", 55}, {"sex", "other"}}))) << id;
    EXPECT_FALSE(offered(Json::MakeObject({{"ageYears", 30}, {"sex", "male"}}))) << id;
    EXPECT_FALSE(offered(Json::MakeObject({{"ageYears", 11}, {"sex", "female"}}))) << id;
    EXPECT_FALSE(offered(Json::MakeObject({{"ageYears", 56}, {"sex", "female"}}))) << id;
    EXPECT_TRUE(IsOffered(questionnaire, "none", Json::MakeObject({{"ageYears", 30}, {"sex", "male"}}))) << id;
  }
}

// A small generator of its own, so that every machine walks the same ways.
class Dice {
 public:
  std::size_t Below(std::size_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 20261124;
};

Json RandomAnswer(const Item& item, Dice& dice) {
  if (item.type == ItemType::kBoolean) return Json(dice.Below(2) == 1);
  if (item.type == ItemType::kInteger) {
    const std::int64_t least = item.min_value.value->AsInt().value_or(0);
    const std::int64_t most = item.max_value.value->AsInt().value_or(0);
    return Json(least + static_cast<std::int64_t>(dice.Below(static_cast<std::size_t>(most - least + 1))));
  }
  // Danger signs are rare here: they end the way, and have a test of their own.
  const bool calm = item.link_id == "danger" && dice.Below(10) > 0;
  const Option& option = calm ? item.options.back() : item.options[dice.Below(item.options.size())];
  return Json((*option.value)["code"].AsString());
}

void ExpectWhole(const Assessment& assessment, const std::string& language, const std::string& place) {
  for (const LocalText* text : {&assessment.title, &assessment.text}) {
    EXPECT_NE(text->text, "") << place;
    EXPECT_EQ(text->language, language) << place;
  }
  EXPECT_FALSE(assessment.worse.empty()) << place << ": when to make contact again";
}

TEST(Symptoms, NoWayThroughEndsWithoutAnOutcome) {
  constexpr int kWays = 25;
  Dice dice;
  std::map<std::string, int> outcomes;
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    for (int way = 0; way < kWays; ++way) {
      Result<Session> session = Session::Begin(questionnaire, StartFor(Json()));
      ASSERT_TRUE(session.ok()) << id;
      Result<Assessment> assessment = Assess(rules, *session, "fi");
      int asked = 0;
      while (assessment.ok() && !assessment->unanswered.empty()) {
        const std::string link_id = assessment->unanswered.front();
        const Item& item = questionnaire.items()[static_cast<std::size_t>(questionnaire.Find(link_id))];
        const Result<Json> answers = AnswersFromPlain(item, RandomAnswer(item, dice), link_id);
        ASSERT_TRUE(answers.ok()) << id << " " << link_id;
        ASSERT_TRUE(session->SetAnswer(link_id, {}, *answers).ok()) << id << " " << link_id;
        asked += !link_id.starts_with("about.");
        ASSERT_LE(asked, 12) << id << ": too many questions";
        assessment = Assess(rules, *session, "fi");
      }
      ASSERT_TRUE(assessment.ok()) << id;
      EXPECT_TRUE(assessment->complete) << id;
      ASSERT_NE(assessment->urgency, "") << id << ": " << WriteJson(session->Response());
      EXPECT_FALSE(assessment->because.empty()) << id;
      ++outcomes[assessment->urgency];
      for (const char* language : {"fi", "sv", "en"}) {
        const Result<Assessment> spoken = Assess(rules, *session, language);
        ASSERT_TRUE(spoken.ok());
        ExpectWhole(*spoken, language, id + " " + spoken->rule);
      }
    }
  }
  // Answers at random are seldom calm enough for self-care; the golden cases have that.
  for (const char* urgency : {"emergency", "immediate", "today", "within-3-days", "routine"}) {
    EXPECT_GT(outcomes[urgency], 0) << urgency;
  }
}

// However the answers fall: a form has no more questions than that, besides who it is about.
TEST(Symptoms, AskNoMoreThanTwelveQuestionsOnAnyWay) {
  constexpr int kMostQuestions = 12;
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    int questions = 0;
    for (const Item& item : questionnaire.items()) {
      questions += item.IsQuestion() && !item.hidden && !item.link_id.starts_with("about.");
    }
    std::printf("%s: %d questions at most\n", id.c_str(), questions);
    EXPECT_LE(questions, kMostQuestions) << id;
  }
}

// What a professional reads stands in every language of the county.
TEST(Symptoms, HeadTheSummaryInEveryLanguage) {
  for (const std::string& id : SymptomIds()) {
    const Questionnaire questionnaire = Compiled(id);
    for (const char* asked : {"danger", "risk"}) {
      const int index = questionnaire.Find(asked);
      if (index < 0) continue;
      const Json* heading = nullptr;
      for (const Json& extension :
           (*questionnaire.items()[static_cast<std::size_t>(index)].definition)["extension"].Items()) {
        if (extension["url"].AsString() == "urn:eteinen:summary-heading") heading = &extension;
      }
      ASSERT_NE(heading, nullptr) << id << " " << asked;
      ExpectTranslated(*heading, id + " heading", false, {"sv", "en"});
    }
  }
}

}  // namespace
}  // namespace eteinen::form
