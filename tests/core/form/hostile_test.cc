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

// The messages of what went wrong while a form with this expression began.
std::string Outcome(const std::string& variables, const std::string& expression) {
  const Questionnaire form =
      Form("[" + ItemText("a", "string", Extensions(Expression("calculatedExpression", expression))) + "]",
           Extensions(variables.empty() ? Variable("unused", "1") : variables));
  std::string text;
  for (const Issue& issue : Begin(form).Issues(true)) text += issue.message + "\n";
  return text;
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
  std::string text;
  for (const Issue& issue : session->Issues(true)) text += issue.message + "\n";
  EXPECT_NE(text.find("there is no time left for it"), std::string::npos);
  EXPECT_FALSE(session->Complete().ok());
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
