// Forms made to do harm are refused, or filled without harm, in bounded time and memory.
#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Repeated(int count, const auto& make) {
  std::string list;
  for (int i = 0; i < count; ++i) list += (list.empty() ? "" : ",") + make(i);
  return list;
}

std::string Extensions(const std::string& list) { return R"("extension":[)" + list + "]"; }

std::string MessagesOf(const Session& session, bool completing = false) {
  std::string text;
  for (const Issue& issue : session.Issues(completing)) text += issue.message + "\n";
  return text;
}

// The messages of what went wrong while a form with this expression began.
std::string Outcome(const std::string& variables, const std::string& expression) {
  const Questionnaire form =
      Form("[" + ItemText("a", "string", Extensions(Expression("calculatedExpression", expression))) + "]",
           Extensions(variables.empty() ? Variable("unused", "1") : variables));
  return MessagesOf(Begin(form), true);
}

TEST(HostileForm, OfTooManyItemsIsRefused) {
  Json items = Json::MakeArray();
  const Json item = Json::MakeObject({{"linkId", "a"}, {"type", "display"}});
  for (std::size_t i = 0; i <= kMaxItems; ++i) items.Append(item);
  Json form = Json::MakeObject({{"resourceType", "Questionnaire"}});
  form.Set("item", std::move(items));
  const Result<Questionnaire> compiled = CompileQuestionnaire(std::move(form), fhirpath::FullModel());
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().kind, ErrorKind::kLimit);
  EXPECT_EQ(compiled.error().message, "a form may have at most 50000 items");
}

TEST(HostileForm, OfTooManyExpressionsOnOneItemIsRefused) {
  const std::string many = Repeated(static_cast<int>(kMaxExpressionsOfOneItem) + 1,
                                    [](int i) { return Variable("v" + std::to_string(i), "1"); });
  const Result<Questionnaire> compiled = CompileQuestionnaire(
      Read(R"({"resourceType":"Questionnaire","item":[{"linkId":"a","type":"string",)" + Extensions(many) + "}]}"),
      fhirpath::FullModel());
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().kind, ErrorKind::kLimit);
}

TEST(HostileForm, NestedTooDeepIsRefusedWhenItIsRead) {
  std::string text = R"({"resourceType":"Questionnaire")";
  for (int i = 0; i < 200; ++i) text += R"(,"item":[{"linkId":")" + std::to_string(i) + R"(","type":"group")";
  for (int i = 0; i < 200; ++i) text += "}]";
  const Result<Json> json = ParseJson(text + "}");
  ASSERT_FALSE(json.ok());
  EXPECT_EQ(json.error().kind, ErrorKind::kLimit);
}

TEST(HostileForm, WhoseTextsDoubleStopsGrowing) {
  const std::string doubling = Variable("v0", "'aaaaaaaaaaaaaaaa'") + "," + Repeated(40, [](int i) {
                                 const std::string before = "%v" + std::to_string(i);
                                 return Variable("v" + std::to_string(i + 1), before + " & " + before);
                               });
  EXPECT_NE(Outcome(doubling, "%v40").find("a text becomes too long"), std::string::npos);
}

TEST(HostileForm, WhoseCollectionsDoubleStopsGrowing) {
  const std::string doubling = Variable("v0", "(1).combine(1)") + "," + Repeated(40, [](int i) {
                                 const std::string before = "%v" + std::to_string(i);
                                 return Variable("v" + std::to_string(i + 1), before + ".combine(" + before + ")");
                               });
  EXPECT_NE(Outcome(doubling, "%v40.count().toString()").find("the result has too many items"), std::string::npos);
}

TEST(HostileForm, ThatReplacesWithoutEndIsStopped) {
  std::string expression = "'aaaaaaaaaa'";
  for (int i = 0; i < 20; ++i) expression += ".replace('a', 'aaaaaaaaaa')";
  EXPECT_NE(Outcome("", expression).find("a text becomes too long"), std::string::npos);
  expression = "'aaaaaaaaaa'";
  for (int i = 0; i < 20; ++i) expression += ".replaceMatches('a*', '$0$0$0$0$0$0$0$0')";
  EXPECT_NE(Outcome("", expression).find("a text becomes too long"), std::string::npos);
}

TEST(HostileForm, WithNestedLoopsIsStopped) {
  const std::string hundred = "('" + std::string(100, 'a') + "').toChars()";
  std::string expression = "1";
  for (int i = 0; i < 8; ++i) expression = hundred + ".select((" + expression + ").count())";
  EXPECT_NE(Outcome("", "(" + expression + ").count().toString()").find("too many steps"), std::string::npos);
}

TEST(HostileForm, WithManySlowExpressionsIsStoppedAsAWhole) {
  const std::string slow = Repeated(20, [](int i) {
    const std::string many = "('" + std::string(200, 'a') + "').toChars()";
    const std::string text = many + ".where(" + many + ".count() = " + std::to_string(i) + ").count()";
    return ItemText("i" + std::to_string(i), "integer", Extensions(Expression("calculatedExpression", text)));
  });
  const Questionnaire form = Form("[" + slow + "]");
  Start start;
  start.now = kNow;
  start.max_steps = 200'000;
  const Result<Session> session = Session::Begin(form, start);
  ASSERT_TRUE(session.ok());
  EXPECT_NE(MessagesOf(*session, true).find("there is no time left for it"), std::string::npos);
  EXPECT_FALSE(session->Complete().ok());
}

TEST(HostileForm, OfTooManyOptionsIsRefused) {
  const std::string concepts = Repeated(1000, [](int i) { return R"({"code":"c)" + std::to_string(i) + "\"}"; });
  const std::string set = R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s",)"
                          R"("concept":[)" +
                          concepts + "]}]}}]";
  const auto compiled = [&](int count) {
    const std::string items =
        Repeated(count, [](int i) { return ItemText("i" + std::to_string(i), "choice", R"("answerValueSet":"#v")"); });
    return CompileQuestionnaire(Read(R"({"resourceType":"Questionnaire",)" + set + R"(,"item":[)" + items + "]}"),
                                fhirpath::FullModel());
  };
  EXPECT_TRUE(compiled(100).ok());
  const Result<Questionnaire> refused = compiled(101);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "a form may have at most 100000 options");
  EXPECT_EQ(refused.error().path, "item[100]");
}

// A response to a form of one repeating question and one repeating group, with so many of each.
Json ResponseOf(std::size_t answers, std::size_t instances) {
  Json list = Json::MakeArray();
  for (std::size_t i = 0; i < answers; ++i) list.Append(Json::MakeObject({{"valueInteger", static_cast<int>(i)}}));
  Json items = Json::MakeArray();
  Json question = Json::MakeObject({{"linkId", "q"}});
  question.Set("answer", std::move(list));
  items.Append(std::move(question));
  for (std::size_t i = 0; i < instances; ++i) items.Append(Json::MakeObject({{"linkId", "g"}}));
  Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}, {"status", "in-progress"}});
  response.Set("item", std::move(items));
  return response;
}

Questionnaire RepeatingForm() {
  return Form("[" + ItemText("q", "integer", R"("repeats":true)") + "," +
              ItemText("g", "group", R"("repeats":true,"item":[)" + ItemText("x", "integer") + "]") + "]");
}

TEST(HostileResponse, OfTooManyAnswersIsNotLookedAt) {
  const Questionnaire form = RepeatingForm();
  EXPECT_EQ(Codes(Validate(form, ResponseOf(kMaxAnswersOfOneQuestion, kMaxInstancesOfOneGroup), {})), "");
  EXPECT_EQ(Codes(Validate(form, ResponseOf(kMaxAnswersOfOneQuestion + 1, kMaxInstancesOfOneGroup + 2), {})),
            "maxCount q; maxCount g");
}

TEST(HostileResponse, OfTooManyAnswersIsTakenOverInPart) {
  const Questionnaire form = RepeatingForm();
  Session session = Begin(form, ResponseOf(kMaxAnswersOfOneQuestion + 5, kMaxInstancesOfOneGroup + 1));
  EXPECT_EQ(Codes(session.dropped()), "dropped q; dropped g");
  EXPECT_EQ(session.AddInstance("q", {0}, Int(1)).error().kind, ErrorKind::kLimit);
  EXPECT_EQ(session.AddInstance("g", {0}).error().message, "\"g\" takes at most 10000 instances");
  EXPECT_TRUE(session.RemoveInstance("g", {0}).ok());
  EXPECT_TRUE(session.AddInstance("g", {0}).ok());
}

TEST(HostileResponse, TellsOfAThousandItemsThatFitNowhere) {
  Json items = Json::MakeArray();
  for (int i = 0; i < 5000; ++i) items.Append(Json::MakeObject({{"linkId", "z" + std::to_string(i)}}));
  Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}});
  response.Set("item", std::move(items));
  const Questionnaire form = RepeatingForm();
  EXPECT_EQ(Begin(form, response).dropped().size(), 1000u);
}

TEST(HostileForm, WhoseRegexIsLongIsCheckedOnlySoFar) {
  const Questionnaire form =
      Form("[" +
           ItemText("a", "string",
                    R"("repeats":true,)" +
                        Extensions(R"({"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":)"
                                   R"("(a?b?c?d?){0,1000}"})")) +
           "]");
  Json answers = Json::MakeArray();
  const std::string text(2000, 'a');
  for (int i = 0; i < 200; ++i) answers.Append(Json::MakeObject({{"valueString", text}}));
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, answers).ok());
  const std::vector<Issue> issues = session.Issues();
  ASSERT_FALSE(issues.empty());
  EXPECT_EQ(issues.back().code, "regex");
  EXPECT_EQ(issues.back().message, "there is too much to check");
  EXPECT_FALSE(session.Complete().ok());
}

TEST(HostileForm, WhoseConditionsCostTooMuchIsNotComplete) {
  const std::string asking = Repeated(50, [](int i) {
    return ItemText("b" + std::to_string(i), "string",
                    R"("enableWhen":[{"question":"q","operator":"=","answerInteger":-1}])");
  });
  const Questionnaire form = Form("[" + ItemText("q", "integer", R"("repeats":true)") + "," + asking + "]");
  const Json response = ResponseOf(1000, 0);
  Start start;
  start.now = kNow;
  start.response = &response;
  start.max_steps = 100'000;
  const Result<Session> session = Session::Begin(form, start);
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(session->Issues().size(), 25u);
  EXPECT_EQ(session->Issues()[0].code, "unstable");
  EXPECT_FALSE(session->Complete().ok());
}

TEST(HostileForm, WhoseVariablesHoldEverythingStopsCopying) {
  const std::string groups = Repeated(200, [](int i) {
    return ItemText("g" + std::to_string(i), "group",
                    Extensions(Variable("all", "%questionnaire")) + R"(,"item":[)" +
                        ItemText("x" + std::to_string(i), "integer") + "]");
  });
  const Questionnaire form = Form("[" + groups + "]");
  Start start;
  start.now = kNow;
  start.max_steps = 1'000'000;
  const Result<Session> session = Session::Begin(form, start);
  ASSERT_TRUE(session.ok());
  EXPECT_NE(MessagesOf(*session).find("the result is too large to keep"), std::string::npos);
}

TEST(HostileForm, WhereEverythingHangsOnEverythingIsTold) {
  const int count = 300;
  const auto id = [](int i) { return "i" + std::to_string(i % count); };
  const std::string items = Repeated(count, [&](int i) {
    return ItemText(id(i), "integer",
                    R"("enableWhen":[{"question":")" + id(i + 1) + R"(","operator":"exists","answerBoolean":true}],)" +
                        Extensions(Expression("calculatedExpression", "%resource.repeat(item).where(linkId='" +
                                                                          id(i + 7) + "').answer.value.sum() + 1")));
  });
  const Questionnaire form = Form("[" + items + "]");
  EXPECT_FALSE(form.completable());
  EXPECT_EQ(form.issues()[0].code, "cycle");
  Session session = Begin(form);
  EXPECT_TRUE(session.SetAnswer("i5", {}, Int(3)).ok());
  EXPECT_FALSE(session.Complete().ok());
}

}  // namespace
}  // namespace eteinen::form
