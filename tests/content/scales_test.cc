// The scales against what was published about them: how many questions, what each answer weighs, where the bands lie,
// and whose words they are. The tables stand here once more, by hand, so that a slip in a file cannot hide.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/form/plain_answer.h"
#include "tests/content/modules.h"

namespace eteinen::form {
namespace {

struct Band {
  int from;
  const char* rule;
};

struct Scale {
  const char* id;
  std::vector<std::vector<int>> points;  // of each question's answers, in published order
  std::vector<Band> bands;               // from the gravest
};

// n questions of one kind.
std::vector<std::vector<int>> Same(std::size_t n, const std::vector<int>& points) { return {n, points}; }

std::vector<std::vector<int>> AuditPoints() {
  std::vector<std::vector<int>> points = Same(8, {0, 1, 2, 3, 4});
  points.insert(points.end(), 2, {0, 2, 4});
  return points;
}

// AUDIT: WHO 2001, risk zones. PHQ-9: Kroenke 2001, table 4. GAD-7: Spitzer 2006.
std::vector<Scale> Scales() {
  return {{"audit", AuditPoints(), {{20, "zone-4"}, {16, "zone-3"}, {8, "zone-2"}, {0, "zone-1"}}},
          {"phq-9",
           Same(9, {0, 1, 2, 3}),
           {{20, "severe"}, {15, "moderately-severe"}, {10, "moderate"}, {5, "mild"}, {0, "minimal"}}},
          {"gad-7", Same(7, {0, 1, 2, 3}), {{15, "severe"}, {10, "moderate"}, {5, "mild"}, {0, "minimal"}}}};
}

const Item& Question(const Questionnaire& questionnaire, const std::string& id, std::size_t number) {
  const int index = questionnaire.Find(id + "." + std::to_string(number));
  EXPECT_GE(index, 0) << id << "." << number;
  return questionnaire.items()[static_cast<std::size_t>(std::max(index, 0))];
}

TEST(Scales, WeighTheirAnswersAsPublishedInPublishedOrder) {
  for (const Scale& scale : Scales()) {
    const Questionnaire questionnaire = Compiled(scale.id);
    for (std::size_t i = 0; i < scale.points.size(); ++i) {
      const Item& item = Question(questionnaire, scale.id, i + 1);
      // Nothing stands between the questions: the n-th page is the n-th question.
      EXPECT_EQ(&questionnaire.items()[static_cast<std::size_t>(questionnaire.roots()[i])], &item) << scale.id << i;
      ASSERT_EQ(item.options.size(), scale.points[i].size()) << scale.id << i;
      for (std::size_t k = 0; k < item.options.size(); ++k) {
        EXPECT_EQ(item.options[k].weight, std::to_string(scale.points[i][k])) << scale.id << " question " << i + 1;
      }
    }
  }
}

// Answers that come to `total`, from the first question on; the last question of PHQ-9 stays at nothing, since it
// decides alone. False when no answers do.
bool Spread(const Scale& scale, const Questionnaire& questionnaire, int total, Json& answers) {
  const std::size_t free = scale.points.size() - (scale.id == std::string_view("phq-9") ? 1 : 0);
  for (std::size_t i = 0; i < scale.points.size(); ++i) {
    std::size_t choice = 0;
    if (i < free) {
      while (choice + 1 < scale.points[i].size() && scale.points[i][choice + 1] <= total) ++choice;
    }
    total -= scale.points[i][choice];
    const Item& item = Question(questionnaire, scale.id, i + 1);
    answers.Set(item.link_id, (*item.options[choice].value)["code"]);
  }
  return total == 0;
}

TEST(Scales, GiveEveryTotalThePublishedBand) {
  for (const Scale& scale : Scales()) {
    const Questionnaire questionnaire = Compiled(scale.id);
    const std::vector<Rule> rules = RulesOf(questionnaire);
    int seen = 0;
    for (int total = 0; total <= 40; ++total) {
      Json answers = Json::MakeObject();
      if (!Spread(scale, questionnaire, total, answers)) continue;
      // Who never drinks is not asked how much.
      if (scale.id == std::string_view("audit") && total < 1) continue;
      ++seen;
      Result<Session> session = Session::Begin(questionnaire, StartFor(Json()));
      ASSERT_TRUE(session.ok());
      ASSERT_TRUE(SetPlainAnswers(*session, answers).ok());
      EXPECT_EQ(PlainAnswer(session->StateOf("total", {})->answers).AsInt(), total) << scale.id;
      const Result<Assessment> assessment = Assess(rules, *session, "fi");
      ASSERT_TRUE(assessment.ok());
      std::string expected;
      for (auto band = scale.bands.rbegin(); band != scale.bands.rend(); ++band) {
        if (total >= band->from) expected = band->rule;
      }
      EXPECT_EQ(assessment->rule, expected) << scale.id << " " << total;
    }
    EXPECT_GE(seen, 21) << scale.id;
  }
}

// AUDIT-C: Bush 1998; the limits are those of its file's source, 6 points for men and 5 for others.
TEST(Scales, GiveEveryTotalOfAuditCItsBandForEachSex) {
  const Questionnaire questionnaire = Compiled("audit-c");
  const std::vector<Rule> rules = RulesOf(questionnaire);
  const Scale scale = {"audit", Same(3, {0, 1, 2, 3, 4}), {}};
  for (const char* sex : {"female", "male", "other"}) {
    for (int total = 0; total <= 12; ++total) {
      Json answers = Json::MakeObject({{"sex", sex}});
      ASSERT_TRUE(Spread(scale, questionnaire, total, answers));
      const Result<Assessment> assessment = AssessPlain(questionnaire, rules, answers, StartFor(Json()));
      ASSERT_TRUE(assessment.ok());
      EXPECT_EQ(assessment->rule, total >= (sex == std::string_view("male") ? 6 : 5) ? "risk" : "low") << sex << total;
    }
  }
}

// Lindström and Tuomilehto 2003, table of points. Here in whole tenths, so that nothing is rounded.
int AgePoints(int years) { return years < 45 ? 0 : years < 55 ? 2 : years < 65 ? 3 : 4; }
int WaistPoints(int tenths, bool male) {
  const int low = male ? 940 : 800;
  const int high = male ? 1020 : 880;
  return tenths < low ? 0 : tenths <= high ? 3 : 4;
}
// kg/m²: tenths of a kilogram over square centimetres is a thousandth of it.
int BodyMassPoints(int height_cm, int weight_tenths) {
  const int scaled = weight_tenths * 1000;
  const int square = height_cm * height_cm;
  return scaled < 25 * square ? 0 : scaled <= 30 * square ? 1 : 3;
}

std::string Tenths(int tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); }

std::optional<std::int64_t> Points(Session& session, const char* what) {
  return PlainAnswer(session.StateOf(what, {})->answers).AsInt();
}

void Say(Session& session, const char* question, const std::string& decimal) {
  ASSERT_TRUE(session.SetAnswer(question, {}, *ParseJson("[{\"valueDecimal\":" + decimal + "}]")).ok()) << decimal;
}

TEST(DiabetesRisk, WeighsEveryHeightAroundBothLimitsOfBodyMass) {
  const Questionnaire questionnaire = Compiled("findrisc");
  Result<Session> session = Session::Begin(questionnaire, StartFor(Json()));
  ASSERT_TRUE(session.ok());
  for (int height = 100; height <= 250; ++height) {
    Say(*session, "height", std::to_string(height));
    for (const int limit : {25, 30}) {
      for (int step = -1; step <= 1; ++step) {
        const int weight = limit * height * height / 1000 + step;
        if (weight < 300 || weight > 3000) continue;
        Say(*session, "weight", Tenths(weight));
        EXPECT_EQ(Points(*session, "bmi-points"), BodyMassPoints(height, weight)) << height << " cm " << Tenths(weight);
      }
    }
  }
}

TEST(DiabetesRisk, WeighsEveryAgeAndEveryWaistOfBothSexes) {
  const Questionnaire questionnaire = Compiled("findrisc");
  Result<Session> session = Session::Begin(questionnaire, StartFor(Json()));
  ASSERT_TRUE(session.ok());
  for (int years = 18; years <= 120; ++years) {
    ASSERT_TRUE(session->SetAnswer("age", {}, *ParseJson("[{\"valueInteger\":" + std::to_string(years) + "}]")).ok());
    EXPECT_EQ(Points(*session, "age-points"), AgePoints(years)) << years;
  }
  for (const char* sex : {"male", "female"}) {
    ASSERT_TRUE(SetPlainAnswers(*session, Json::MakeObject({{"sex", sex}})).ok());
    for (int waist = 400; waist <= 2500; ++waist) {
      Say(*session, "waist", Tenths(waist));
      EXPECT_EQ(Points(*session, "waist-points"), WaistPoints(waist, sex == std::string_view("male"))) << waist;
    }
  }
}

// Every set of answers of the eight questions, one value for each number of points: each total, and its band.
TEST(DiabetesRisk, GivesEveryTotalThePublishedBand) {
  const Questionnaire questionnaire = Compiled("findrisc");
  const std::vector<Rule> rules = RulesOf(questionnaire);
  const int ages[] = {40, 50, 60, 70};
  std::vector<bool> seen(27);
  int sets = 0;
  Result<Session> session = Session::Begin(questionnaire, StartFor(Json()));
  ASSERT_TRUE(session.ok());
  for (int set = 0; set < 4 * 3 * 3 * 2 * 2 * 2 * 2 * 3; ++set) {
    int rest = set;
    const auto pick = [&rest](int of) { return std::exchange(rest, rest / of) % of; };
    const int age = ages[pick(4)];
    const int weight = std::vector<int>{600, 800, 1000}[static_cast<std::size_t>(pick(3))];
    const int waist = std::vector<int>{900, 1000, 1100}[static_cast<std::size_t>(pick(3))];
    const bool active = pick(2) == 1, vegetables = pick(2) == 1, medicine = pick(2) == 1, glucose = pick(2) == 1;
    const int family = pick(3);
    const int total = AgePoints(age) + BodyMassPoints(170, weight) + WaistPoints(waist, true) + (active ? 0 : 2) +
                      (vegetables ? 0 : 1) + (medicine ? 2 : 0) + (glucose ? 5 : 0) +
                      std::vector<int>{0, 3, 5}[static_cast<std::size_t>(family)];
    const char* relatives[] = {"none", "second-degree", "first-degree"};
    Json answers = Json::MakeObject({{"age", age}, {"sex", "male"}, {"height", 170}});
    answers.Set("weight", Json::Number(Tenths(weight)));
    answers.Set("waist", Json::Number(Tenths(waist)));
    answers.Set("activity", active);
    answers.Set("vegetables", vegetables);
    answers.Set("medicine", medicine);
    answers.Set("glucose", glucose);
    answers.Set("family", relatives[family]);
    ASSERT_TRUE(SetPlainAnswers(*session, answers).ok()) << WriteJson(answers);
    const Result<Assessment> assessment = Assess(rules, *session, "fi");
    ASSERT_TRUE(assessment.ok());
    EXPECT_EQ(Points(*session, "total"), total);
    const char* band = total > 20   ? "very-high"
                       : total > 14 ? "high"
                       : total > 11 ? "moderate"
                       : total > 6  ? "slightly-raised"
                                    : "low";
    EXPECT_EQ(assessment->rule, band) << total;
    seen[static_cast<std::size_t>(total)] = true;
    ++sets;
  }
  EXPECT_EQ(sets, 1728);
  for (int total = 0; total <= 26; ++total) EXPECT_TRUE(seen[static_cast<std::size_t>(total)]) << total;
}

TEST(Scales, TellWhoseWordsTheyAreInEachLanguage) {
  for (const char* id : {"audit", "audit-c", "phq-9", "gad-7"}) {
    const Questionnaire questionnaire = Compiled(id);
    EXPECT_NE(questionnaire.json()["copyright"].AsString(), "") << id << ": by what right the words stand here";
    std::vector<std::string> told;
    for (const Json& extension : questionnaire.json()["extension"].Items()) {
      const std::string& url = extension["url"].AsString();
      if (url == "urn:eteinen:wording-missing") told.push_back(extension["valueCode"].AsString());
      if (url == "urn:eteinen:wording") told.push_back(extension["extension"].Items().front()["valueCode"].AsString());
    }
    std::sort(told.begin(), told.end());
    EXPECT_EQ(told, (std::vector<std::string>{"en", "fi", "sv"})) << id;
  }
}

// The pre-visit form asks AUDIT as a whole: the very same questions, answers and points.
TEST(Scales, StandInThePreVisitFormWordForWord) {
  const Questionnaire audit = Compiled("audit");
  const Questionnaire form = Compiled("pre-visit");
  for (std::size_t number = 1; number <= 10; ++number) {
    const Item& item = Question(audit, "audit", number);
    EXPECT_EQ(WriteJson(*item.definition), WriteJson(*Question(form, "audit", number).definition)) << number;
  }
  EXPECT_EQ(form.Find("audit.10"), form.Find("audit.1") + (audit.Find("audit.10") - audit.Find("audit.1")))
      << "nothing stands between them";
}

TEST(Scales, TakeANinthAnswerOfPhq9ForHelpAtOnceWhateverElseIsAnswered) {
  const Questionnaire questionnaire = Compiled("phq-9");
  const std::vector<Rule> rules = RulesOf(questionnaire);
  for (const char* answer : {"several-days", "more-than-half", "nearly-every-day"}) {
    const Json answers = Json::MakeObject({{"phq-9.9", answer}});
    const Result<Assessment> assessment = AssessPlain(questionnaire, rules, answers, StartFor(Json()));
    ASSERT_TRUE(assessment.ok());
    EXPECT_TRUE(assessment->danger) << answer;
    EXPECT_EQ(assessment->urgency, "immediate") << answer;
    EXPECT_FALSE(assessment->links.empty()) << answer;
  }
}

}  // namespace
}  // namespace eteinen::form
