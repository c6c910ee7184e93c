// Whatever is edited in whatever order: evaluating only what an edit touched gives the same as evaluating everything,
// and loading what was sent gives the same again.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

using Random = std::mt19937;

int Below(Random& random, int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

// A random form: groups, repeats, conditions and calculations, each reading only what stands before it.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Questionnaire Make() {
    std::string items;
    for (int i = 0; i < 6; ++i) items += (items.empty() ? "" : ",") + Item(0);
    return Form("[" + items + "]",
                R"("extension":[)" + Variable("count", "%resource.repeat(item).answer.count()") + "]");
  }

 private:
  std::string Item(int depth) {
    const std::string link_id = "i" + std::to_string(next_++);
    if (depth < 2 && Below(random_, 3) == 0) {
      const std::string condition = Condition();
      std::string below;
      for (int i = 0; i < 3; ++i) below += (below.empty() ? "" : ",") + Item(depth + 1);
      std::string more = Below(random_, 2) == 0 ? R"("repeats":true,)" : "";
      if (Below(random_, 2) == 0) {
        more += R"("extension":[)" + Variable("v" + link_id, "%context.item.answer.value.ofType(integer).sum()") + "],";
      }
      return ItemText(link_id, "group", more + condition + R"("item":[)" + below + "]");
    }
    std::string more = Condition();
    if (Below(random_, 3) == 0 && !questions_.empty()) more += R"("extension":[)" + Calculation() + "],";
    if (Below(random_, 6) == 0) more += R"("repeats":true,)";
    more += R"("required":false)";
    questions_.push_back(link_id);
    return ItemText(link_id, "integer", more);
  }

  const std::string& Question() {
    return questions_[static_cast<std::size_t>(Below(random_, static_cast<int>(questions_.size())))];
  }

  std::string Condition() {
    if (questions_.empty() || Below(random_, 2) == 0) return "";
    static constexpr const char* kOperators[] = {"=", "!=", ">", "<=", "exists"};
    const std::string op = kOperators[Below(random_, 5)];
    return R"("enableWhen":[{"question":")" + Question() + R"(","operator":")" + op + R"(",)" +
           (op == "exists" ? R"("answerBoolean":true)" : R"("answerInteger":)" + std::to_string(Below(random_, 4))) +
           "}],";
  }

  std::string Calculation() {
    const std::string value = "%resource.repeat(item).where(linkId='" + Question() + "').answer.value";
    switch (Below(random_, 3)) {
      case 0:
        return Expression("calculatedExpression", value + ".sum() + 1");
      case 1:
        return Expression("calculatedExpression", "iif(" + value + ".exists(), " + value + ".count(), {})");
      default:
        return Expression("enableWhenExpression", value + ".sum() < 5");
    }
  }

  Random random_;
  int next_ = 0;
  std::vector<std::string> questions_;
};

// A random answer of the item's type; nothing for types that the test does not answer.
Json RandomAnswer(const Item& item, Random& random) {
  if (Below(random, 5) == 0) return Json::MakeArray();
  if (!item.options.empty()) {
    const Option& option = item.options[static_cast<std::size_t>(Below(random, static_cast<int>(item.options.size())))];
    Json answer = Json::MakeObject();
    answer.Set(option.key, *option.value);
    return Json::MakeArray({std::move(answer)});
  }
  switch (item.type) {
    case ItemType::kInteger:
      return Int(Below(random, 5));
    case ItemType::kDecimal:
      return Read(R"([{"valueDecimal":)" + std::to_string(Below(random, 50)) + ".5}]");
    case ItemType::kBoolean:
      return Bool(Below(random, 2) == 0);
    case ItemType::kString:
    case ItemType::kText:
      return Text(Below(random, 2) == 0 ? "a" : "b");
    case ItemType::kDate:
      return Read(R"([{"valueDate":"2020-01-0)" + std::to_string(1 + Below(random, 9)) + R"("}])");
    default:
      return Json::MakeArray();
  }
}

// One random edit, the same for both sessions.
void Edit(Random& random, Session& a, Session& b) {
  std::vector<ItemState> all = a.Enabled();
  const ItemState& one = all[static_cast<std::size_t>(Below(random, static_cast<int>(all.size())))];
  const Item& item = a.questionnaire().items()[static_cast<std::size_t>(one.item)];
  const auto both = [&](const auto& edit) {
    const bool first = edit(a);
    EXPECT_EQ(first, edit(b));
  };
  if (item.repeats && (item.type == ItemType::kGroup || Below(random, 2) == 0)) {
    At at = one.at;
    at.push_back(Below(random, one.instances + 1));
    const int to = Below(random, one.instances + 1);
    switch (Below(random, 3)) {
      case 0: {
        const Json answer = item.IsQuestion() ? Int(1) : Json();
        if (one.instances < 4) both([&](Session& s) { return s.AddInstance(item.link_id, at, answer).ok(); });
        return;
      }
      case 1:
        return both([&](Session& s) { return s.RemoveInstance(item.link_id, at).ok(); });
      default:
        return both([&](Session& s) { return s.MoveInstance(item.link_id, at, to).ok(); });
    }
  }
  if (!item.IsQuestion()) return;
  const Json answer = RandomAnswer(item, random);
  both([&](Session& s) { return s.SetAnswer(item.link_id, one.at, answer).ok(); });
}

std::string IssueText(const Session& session) {
  std::string text;
  for (const Issue& issue : session.Issues(true)) text += WriteJson(ToJson(issue)) + "\n";
  return text;
}

// What is judged anew from the response, as on the server, was seen while it was filled in; and what may be completed
// here is valid there.
void JudgeAsTheServerDoes(const Session& session) {
  Json response = session.Response();
  response.Set("status", "completed");
  ValidateOptions options;
  options.now = kNow;
  const std::string live = IssueText(session);
  bool valid = true;
  for (const Issue& issue : Validate(session.questionnaire(), response, options)) {
    if (issue.severity != "error" && issue.severity != "fatal") continue;  // such as that the form is a draft
    valid = false;
    std::string said = WriteJson(ToJson(issue));
    if (issue.expression.empty()) said.resize(said.find(R"("expression")"));  // a review does not say where it failed
    EXPECT_NE(live.find(said), std::string::npos) << said << "\n" << live;
  }
  EXPECT_TRUE(valid || !session.Complete().ok());
}

// Random edits; true when both ways of evaluating agreed after each.
void Compare(const Questionnaire& form, unsigned seed, int edits) {
  if (form.items().empty()) return;
  Random random(seed);
  Session incremental = Begin(form);
  Session full = Begin(form, true);
  for (int i = 0; i < edits; ++i) {
    if (incremental.Enabled().empty()) return;
    Edit(random, incremental, full);
    ASSERT_EQ(WriteJson(incremental.Response()), WriteJson(full.Response())) << "edit " << i;
    ASSERT_EQ(Enabled(incremental), Enabled(full)) << "edit " << i;
    ASSERT_EQ(IssueText(incremental), IssueText(full)) << "edit " << i;
  }
  EXPECT_LE(incremental.evaluated(), full.evaluated());
  JudgeAsTheServerDoes(incremental);
  const Session loaded = Begin(form, incremental.Response());
  EXPECT_EQ(WriteJson(loaded.Response()), WriteJson(incremental.Response()));
  Start start;
  start.now = kNow;
  const Json snapshot = incremental.Snapshot();
  const Result<Session> resumed = Session::Resume(form, snapshot, start);
  ASSERT_TRUE(resumed.ok());
  EXPECT_EQ(WriteJson(resumed->Response()), WriteJson(incremental.Response()));
  EXPECT_EQ(WriteJson(resumed->Snapshot()), WriteJson(snapshot));
}

TEST(IncrementalEvaluation, EqualsFullEvaluationOnGeneratedForms) {
  for (unsigned seed = 1; seed <= 500; ++seed) {
    SCOPED_TRACE(seed);
    Compare(Generator(seed).Make(), seed, 40);
    if (testing::Test::HasFatalFailure()) return;
  }
}

std::vector<std::filesystem::path> FormsIn(const char* folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<Questionnaire> FormOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return CompileQuestionnaire(Read(text), fhirpath::FullModel());
}

TEST(IncrementalEvaluation, EqualsFullEvaluationOnEveryFormInAssets) {
  const std::vector<std::filesystem::path> paths = FormsIn("assets/questionnaires");
  EXPECT_FALSE(paths.empty());
  for (const std::filesystem::path& path : paths) {
    SCOPED_TRACE(path.string());
    const Result<Questionnaire> form = FormOf(path);
    ASSERT_TRUE(form.ok()) << form.error().message << " " << form.error().path;
    EXPECT_TRUE(form->completable()) << (form->issues().empty() ? "" : form->issues()[0].message);
    Compare(*form, 7, 60);
  }
}

// Forms that others wrote; what in them cannot be evaluated here is said when they are loaded.
TEST(IncrementalEvaluation, EqualsFullEvaluationOnTheExamplesOfTheSdcGuide) {
  const std::vector<std::filesystem::path> paths = FormsIn("build/deps/sdc-examples");
  if (paths.empty()) GTEST_SKIP() << "the examples of the SDC guide are not here: tools/setup fetches them";
  EXPECT_EQ(paths.size(), 36u);
  for (const std::filesystem::path& path : paths) {
    SCOPED_TRACE(path.string());
    const Result<Questionnaire> form = FormOf(path);
    ASSERT_TRUE(form.ok()) << form.error().message << " " << form.error().path;
    for (unsigned seed = 1; seed <= 3; ++seed) Compare(*form, seed, 60);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace eteinen::form
