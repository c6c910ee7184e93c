#include "core/form/session.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string When(const std::string& question, const std::string& op, const std::string& answer) {
  return R"("enableWhen":[{"question":")" + question + R"(","operator":")" + op + R"(",)" + answer + "}]";
}

// A question, an item that hangs on it, and a repeating group with the same within.
Questionnaire Simple() {
  return Form("[" + ItemText("n", "integer", R"("required":true)") + "," +
              ItemText("why", "string", When("n", ">", R"("answerInteger":3)")) + "," +
              ItemText("med", "group",
                       R"("repeats":true,"item":[)" + ItemText("name", "string") + "," +
                           ItemText("dose", "integer", When("name", "exists", R"("answerBoolean":true)")) + "]") +
              "]");
}

TEST(Session, ShowsWhatItsConditionsAskFor) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  EXPECT_EQ(Enabled(session), "n med name[0]");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  EXPECT_EQ(Enabled(session), "n why med name[0]");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(3)).ok());
  EXPECT_EQ(Enabled(session), "n med name[0]");
}

TEST(Session, KeepsHiddenAnswersButDoesNotSendThem) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  ASSERT_TRUE(session.SetAnswer("why", {}, Text("tired")).ok());
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  EXPECT_EQ(WriteJson(session.Response()["item"]), R"([{"linkId":"n","answer":[{"valueInteger":1}]}])");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(4)).ok());
  EXPECT_EQ(Answers(session, "why"), "tired");
  EXPECT_EQ(WriteJson(session.Response()["item"]),
            R"([{"linkId":"n","answer":[{"valueInteger":4}]},{"linkId":"why","answer":[{"valueString":"tired"}]}])");
}

TEST(Session, AsksTheNearestInstance) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.AddInstance("med", {0}).ok());
  ASSERT_TRUE(session.AddInstance("med", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("name", {1}, Text("A")).ok());
  EXPECT_EQ(Enabled(session), "n med name[0] name[1] dose[1]");
}

TEST(Session, AsksTheNearestAnsweredInstanceFromOutside) {
  const std::string row = ItemText("row", "group", R"("repeats":true,"item":[)" + ItemText("n", "integer") + "]");
  const std::string before = ItemText("before", "string", When("n", ">", R"("answerInteger":3)"));
  const std::string after = ItemText("after", "string", When("n", ">", R"("answerInteger":3)"));
  const Questionnaire form = Form("[" + before + "," + row + "," + after + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.AddInstance("row", {1}).ok());
  ASSERT_TRUE(session.AddInstance("row", {2}).ok());
  ASSERT_TRUE(session.SetAnswer("n", {0}, Int(4)).ok());
  ASSERT_TRUE(session.SetAnswer("n", {1}, Int(1)).ok());
  EXPECT_EQ(Enabled(session), "before row n[0] n[1] n[2]");
  ASSERT_TRUE(session.MoveInstance("row", {0}, 2).ok());
  EXPECT_EQ(Enabled(session), "row n[0] n[1] n[2] after");
}

TEST(Session, MovesInstancesWithTheirAnswersAndIdentity) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("name", {0}, Text("A")).ok());
  ASSERT_TRUE(session.AddInstance("med", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("name", {1}, Text("B")).ok());
  ASSERT_TRUE(session.AddInstance("med", {2}).ok());
  const std::vector<int> before = session.InstanceIds("med", {});
  ASSERT_TRUE(session.MoveInstance("med", {0}, 2).ok());
  EXPECT_EQ(Answers(session, "name", {0}), "B");
  EXPECT_EQ(Answers(session, "name", {2}), "A");
  EXPECT_EQ(Enabled(session), "n med name[0] dose[0] name[1] name[2] dose[2]");
  EXPECT_EQ(session.InstanceIds("med", {}), (std::vector<int>{before[1], before[2], before[0]}));
}

TEST(Session, RemovingTheOnlyInstanceEmptiesIt) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("name", {0}, Text("A")).ok());
  ASSERT_TRUE(session.RemoveInstance("med", {0}).ok());
  EXPECT_EQ(Enabled(session), "n med name[0]");
  EXPECT_FALSE(session.Response().Has("item"));
}

TEST(Session, SaysWhichPlaceDoesNotExist) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  EXPECT_EQ(session.SetAnswer("x", {}, Int(1)).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(session.SetAnswer("name", {3}, Text("A")).error().message, "there is no item \"name\" at that place");
  EXPECT_EQ(session.SetAnswer("name", {}, Text("A")).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(session.SetAnswer("n", {}, Text("A")).error().message, "\"valueString\" does not fit the type of \"n\"");
}

TEST(Session, LeavesReadOnlyQuestionsToTheForm) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "integer") + "," + ItemText("b", "integer", R"("readOnly":true)") + "," +
      ItemText("c", "string", R"("readOnly":true,"extension":[)" + Expression("calculatedExpression", "'x'") + "]") +
      "]");
  Session session = Begin(form);
  for (const char* link_id : {"b", "c"}) {
    const Status refused = session.SetAnswer(link_id, {}, Json::MakeArray());
    ASSERT_FALSE(refused.ok()) << link_id;
    EXPECT_EQ(refused.error().message, "\"" + std::string(link_id) + "\" is read-only");
  }
  EXPECT_EQ(Answers(session, "c"), "x");
  EXPECT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
}

TEST(Session, LeavesTheInstancesOfWhatIsReadOnlyAsTheyAre) {
  const Questionnaire form = Form("[" +
                                  ItemText("a", "string",
                                           R"("readOnly":true,"repeats":true,"initial":[)"
                                           R"({"valueString":"x"},{"valueString":"y"}])") +
                                  "]");
  Session session = Begin(form);
  for (const Status& refused :
       {session.AddInstance("a", {}), session.RemoveInstance("a", {0}), session.MoveInstance("a", {0}, 1)}) {
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().message, "\"a\" is read-only");
  }
  EXPECT_EQ(Answers(session, "a"), "x,y");
}

TEST(Session, TakesAnEmptyTextFromAnExpressionAsNone) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "string", R"("extension":[)" + Expression("calculatedExpression", "'' & {}") + "]") + "]");
  EXPECT_EQ(Answers(Begin(form), "a"), "");
  EXPECT_EQ(Codes(Begin(form).Issues(true)), "");
}

TEST(Session, RefusesTwoValuesInOneAnswer) {
  const Questionnaire form = Form("[" + ItemText("a", "boolean") + "]");
  EXPECT_FALSE(Begin(form).SetAnswer("a", {}, Read(R"([{"valueBoolean":true,"valueString":"no"}])")).ok());
}

TEST(Session, LoadsWhatItSent) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(9)).ok());
  ASSERT_TRUE(session.AddInstance("med", {0}).ok());
  ASSERT_TRUE(session.AddInstance("med", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("name", {1}, Text("B")).ok());
  const Session again = Begin(form, session.Response());
  EXPECT_EQ(WriteJson(again.Response()), WriteJson(session.Response()));
  EXPECT_EQ(Enabled(again), Enabled(session));
}

TEST(Session, AddsTheFirstAnswerToThePlaceOfWhatIsAskedBeneath) {
  const Questionnaire form =
      Form("[" + ItemText("q", "string", R"("repeats":true,"item":[)" + ItemText("more", "string") + "]") + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("more", {0}, Text("beneath")).ok());
  ASSERT_TRUE(session.AddInstance("q", {0}, Text("first")).ok());
  EXPECT_EQ(Enabled(session), "q more[0]");
  EXPECT_EQ(Answers(session, "more", {0}), "beneath");
  ASSERT_TRUE(session.AddInstance("q", {1}, Text("second")).ok());
  EXPECT_EQ(Answers(session, "q"), "first,second");
  const Session again = Begin(form, session.Response());
  EXPECT_EQ(Enabled(again), Enabled(session));
  EXPECT_EQ(WriteJson(again.Response()), WriteJson(session.Response()));
}

TEST(Session, GoesOnWithAnEarlierVersionAsThisOne) {
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "]", R"("version":"2")");
  const auto named = [&](const std::string& canonical) {
    Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}, {"questionnaire", canonical}});
    return Begin(form, response).Response()["questionnaire"].AsString();
  };
  EXPECT_EQ(named("urn:test:form|1"), "urn:test:form|2");
  EXPECT_EQ(named("urn:test:form"), "urn:test:form");
  EXPECT_EQ(named("urn:test:other|1"), "urn:test:other|1");
}

TEST(Session, KeepsWhatItDoesNotKnowInAResponse) {
  const Questionnaire form = Simple();
  const std::string text =
      R"({"resourceType":"QuestionnaireResponse","id":"7","questionnaire":"urn:test:form","status":"in-progress",)"
      R"("subject":{"reference":"Patient/1"},"item":[{"id":"x","linkId":"n","text":"N","answer":[)"
      R"({"extension":[{"url":"u"}],"valueInteger":1}]}]})";
  EXPECT_EQ(WriteJson(Begin(form, Read(text)).Response()), text);
}

TEST(Session, SaysWhatOfAResponseItDropped) {
  const Questionnaire form = Simple();
  const Session session = Begin(form, Read(R"({"resourceType":"QuestionnaireResponse","item":[
      {"linkId":"gone","answer":[{"valueInteger":1}]},{"linkId":"n","answer":[{"valueInteger":1},{"valueInteger":2}]}]})"));
  ASSERT_EQ(session.dropped().size(), 2u);
  EXPECT_EQ(session.dropped()[0].message, "the form has no item \"gone\" here");
  EXPECT_EQ(session.dropped()[1].message, "the question takes one answer");
  EXPECT_EQ(Answers(session, "n"), "1");
}

// Each question of the earlier version is something else in the newer one; by a response and by a snapshot alike.
TEST(Session, TakesOverWhatFitsOfAnEarlierVersionAndSaysWhatDoesNot) {
  const std::string row = R"("item":[)" + ItemText("cell", "string") + "]";
  const Questionnaire earlier =
      Form("[" + ItemText("kept", "integer") + "," + ItemText("number", "integer") + "," +
               ItemText("several", "integer", R"("repeats":true)") + "," + ItemText("heading", "string") + "," +
               ItemText("part", "string") + "," + ItemText("gone", "string") + "," +
               ItemText("rows", "group", R"("repeats":true,)" + row) + "]",
           R"("version":"1")");
  const Questionnaire newer = Form("[" + ItemText("kept", "integer") + "," + ItemText("number", "string") + "," +
                                       ItemText("several", "integer") + "," + ItemText("heading", "display") + "," +
                                       ItemText("part", "group", R"("item":[)" + ItemText("of", "string") + "]") + "," +
                                       ItemText("rows", "group", row) + "]",
                                   R"("version":"2")");
  Session session = Begin(earlier);
  for (const char* link_id : {"kept", "number"}) ASSERT_TRUE(session.SetAnswer(link_id, {}, Int(1)).ok());
  ASSERT_TRUE(session.SetAnswer("several", {}, Read(R"([{"valueInteger":1},{"valueInteger":2}])")).ok());
  for (const char* link_id : {"heading", "part", "gone"}) {
    ASSERT_TRUE(session.SetAnswer(link_id, {}, Text("x")).ok());
  }
  ASSERT_TRUE(session.SetAnswer("cell", {0}, Text("first")).ok());
  ASSERT_TRUE(session.AddInstance("rows", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("cell", {1}, Text("second")).ok());

  const Session from_response = Begin(newer, session.Response());
  Start start;
  start.now = kNow;
  const Result<Session> from_snapshot = Session::Resume(newer, session.Snapshot(), start);
  ASSERT_TRUE(from_snapshot.ok());
  for (const Session* resumed : {&from_response, &*from_snapshot}) {
    EXPECT_EQ(Codes(resumed->dropped()),
              "dropped number; dropped several; dropped heading; dropped part; dropped gone; dropped rows");
    EXPECT_EQ(WriteJson(resumed->Response()["item"]),
              R"([{"linkId":"kept","answer":[{"valueInteger":1}]},{"linkId":"several","answer":[{"valueInteger":1}]},)"
              R"({"linkId":"rows","item":[{"linkId":"cell","answer":[{"valueString":"first"}]}]}])");
    EXPECT_EQ(Codes(resumed->Issues()), "");
    EXPECT_EQ(WriteJson(Begin(newer, resumed->Response()).Response()), WriteJson(resumed->Response()));
  }
  EXPECT_EQ(from_response.dropped()[0].message, "the answer does not fit the type of the question");
  EXPECT_EQ(from_response.dropped()[0].expression, "QuestionnaireResponse.item[1].answer[0]");
}

TEST(Session, TakesUpASnapshotWithHiddenAnswersAndWritesTheSameBytes) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  ASSERT_TRUE(session.SetAnswer("why", {}, Text("tired")).ok());
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  const Json snapshot = session.Snapshot();
  Start start;
  start.now = kNow;
  Result<Session> again = Session::Resume(form, Read(WriteJson(snapshot)), start);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(WriteJson(again->Snapshot()), WriteJson(snapshot));
  ASSERT_TRUE(again->SetAnswer("n", {}, Int(5)).ok());
  EXPECT_EQ(Answers(*again, "why"), "tired");
}

TEST(Session, AsksForWhatIsMissingOnlyWhenItIsCompleted) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  EXPECT_EQ(Codes(session.Issues()), "");
  EXPECT_EQ(Codes(session.Issues(true)), "required n");
  EXPECT_EQ(session.Complete().error().message, "n: \"n\" is required");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  EXPECT_EQ(session.Complete()->Find("status")->AsString(), "completed");
}

TEST(Session, NestsItemsBeneathTheAnswer) {
  const Questionnaire form =
      Form("[" + ItemText("q", "boolean", R"("item":[)" + ItemText("more", "string") + "]") + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("q", {}, Bool(true)).ok());
  ASSERT_TRUE(session.SetAnswer("more", {}, Text("x")).ok());
  EXPECT_EQ(
      WriteJson(session.Response()["item"]),
      R"([{"linkId":"q","answer":[{"valueBoolean":true,"item":[{"linkId":"more","answer":[{"valueString":"x"}]}]}]}])");
  ASSERT_TRUE(session.SetAnswer("q", {}, Bool(false)).ok());
  EXPECT_EQ(Answers(session, "more"), "x");
}

TEST(EnableWhen, ComparesInTheWayOfItsOperator) {
  struct Case {
    std::string op;
    int asked;
    std::string enabled;  // for the answers 2, 3, 4 and for none
  };
  for (const Case& one : {Case{"=", 3, "n y n n"}, Case{"!=", 3, "y n y y"}, Case{">", 3, "n n y n"},
                          Case{"<", 3, "y n n n"}, Case{">=", 3, "n y y n"}, Case{"<=", 3, "y y n n"}}) {
    const Questionnaire form =
        Form("[" + ItemText("n", "integer") + "," +
             ItemText("x", "display", When("n", one.op, R"("answerInteger":)" + std::to_string(one.asked))) + "]");
    Session session = Begin(form);
    std::string enabled;
    const auto look = [&] { enabled += session.StateOf("x", {})->enabled ? "y " : "n "; };
    for (const int answer : {2, 3, 4}) {
      ASSERT_TRUE(session.SetAnswer("n", {}, Int(answer)).ok());
      look();
    }
    ASSERT_TRUE(session.SetAnswer("n", {}, Json::MakeArray()).ok());
    look();
    enabled.pop_back();
    EXPECT_EQ(enabled, one.enabled) << one.op;
  }
}

TEST(EnableWhen, WantsAllOrAnyOfItsConditions) {
  const auto enabled = [](const std::string& behavior, int n, bool a) {
    const Questionnaire form = Form("[" + ItemText("n", "integer") + "," + ItemText("a", "boolean") + "," +
                                    ItemText("x", "string",
                                             R"("enableBehavior":")" + behavior +
                                                 R"(","enableWhen":[{"question":"n","operator":">","answerInteger":3},)"
                                                 R"({"question":"a","operator":"=","answerBoolean":true}])") +
                                    "]");
    Session session = Begin(form);
    EXPECT_TRUE(session.SetAnswer("n", {}, Int(n)).ok() && session.SetAnswer("a", {}, Bool(a)).ok());
    return session.StateOf("x", {})->enabled;
  };
  EXPECT_TRUE(enabled("all", 4, true));
  EXPECT_FALSE(enabled("all", 4, false));
  EXPECT_TRUE(enabled("any", 4, false));
  EXPECT_TRUE(enabled("any", 3, true));
  EXPECT_FALSE(enabled("any", 3, false));
}

TEST(EnableWhen, TakesAHiddenAnswerAsNone) {
  const Questionnaire form =
      Form("[" + ItemText("a", "boolean") + "," + ItemText("b", "boolean", When("a", "=", R"("answerBoolean":true)")) +
           "," + ItemText("c", "string", When("b", "=", R"("answerBoolean":true)")) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Bool(true)).ok());
  ASSERT_TRUE(session.SetAnswer("b", {}, Bool(true)).ok());
  EXPECT_EQ(Enabled(session), "a b c");
  ASSERT_TRUE(session.SetAnswer("a", {}, Bool(false)).ok());
  EXPECT_EQ(Enabled(session), "a");
}

std::string Calculated(const std::string& expression) {
  return R"("extension":[)" + Expression("calculatedExpression", expression) + "]";
}

const char* const kValueOfA = "%resource.item.where(linkId='a').answer.value";

TEST(Session, KeepsOfACalculatedValueOnlyWhatSomebodyHasEdited) {
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "," +
                                  ItemText("b", "integer", Calculated(std::string(kValueOfA) + " + 1")) + "," +
                                  ItemText("c", "integer", Calculated(std::string(kValueOfA) + " * 2")) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  ASSERT_TRUE(session.SetAnswer("c", {}, Int(9)).ok());
  const Json snapshot = session.Snapshot();
  std::string kept;
  for (const Json& item : snapshot["items"].Items()) kept += item["linkId"].AsString() + " ";
  EXPECT_EQ(kept, "a c ");
  Start start;
  start.now = kNow;
  Result<Session> again = Session::Resume(form, snapshot, start);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(WriteJson(again->Response()), WriteJson(session.Response()));
  ASSERT_TRUE(again->SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Answers(*again, "b"), "2");
  EXPECT_EQ(Answers(*again, "c"), "9");
}

TEST(Session, TellsWhichQuestionsHaveAnAnswerThatWouldBeSent) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  const int n = form.Find("n");
  const int why = form.Find("why");
  EXPECT_FALSE(session.IsAnswered(n, {}));
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  ASSERT_TRUE(session.SetAnswer("why", {}, Text("tired")).ok());
  EXPECT_TRUE(session.IsAnswered(n, {}));
  EXPECT_TRUE(session.IsAnswered(why, {}));
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  EXPECT_FALSE(session.IsAnswered(why, {}));
  EXPECT_FALSE(session.IsAnswered(form.Find("name"), {7}));
}

TEST(Session, FindsAnItemByItsIndexAsByItsLinkId) {
  const Questionnaire form = Simple();
  const Session session = Begin(form);
  for (const char* link_id : {"n", "why", "med"}) {
    const Result<ItemState> by_index = session.StateOf(form.Find(link_id), {});
    ASSERT_TRUE(by_index.ok()) << link_id;
    EXPECT_EQ(by_index->link_id, link_id);
    EXPECT_EQ(by_index->enabled, session.StateOf(link_id, {})->enabled) << link_id;
  }
  EXPECT_EQ(session.StateOf(form.Find("name"), {}).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(session.StateOf(-1, {}).error().kind, ErrorKind::kNotFound);
}

TEST(Session, RefusesInstancesWhereThereCanBeNone) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  const std::string before = WriteJson(session.Snapshot());
  EXPECT_EQ(session.AddInstance("n", {}).error().message, "\"n\" does not repeat");
  EXPECT_EQ(session.RemoveInstance("n", {0}).error().message, "\"n\" does not repeat");
  EXPECT_EQ(session.MoveInstance("n", {0}, 0).error().message, "\"n\" does not repeat");
  for (const Status& refused :
       {session.AddInstance("gone", {}), session.AddInstance("med", {5}), session.AddInstance("med", {0, 0}),
        session.RemoveInstance("med", {}), session.RemoveInstance("med", {4}), session.RemoveInstance("gone", {0}),
        session.MoveInstance("med", {}, 0), session.MoveInstance("med", {0}, 3),
        session.MoveInstance("gone", {0}, 0)}) {
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::kNotFound) << refused.error().message;
  }
  EXPECT_EQ(WriteJson(session.Snapshot()), before);
}

TEST(Session, RefusesAnswersThatAreNone) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  EXPECT_EQ(session.SetAnswer("n", {}, Read("3")).error().message, "expected an array of answers, found number");
  EXPECT_EQ(session.SetAnswer("n", {}, Read("[{}]")).error().path, "answer[0]");
  EXPECT_EQ(session.SetAnswer("n", {}, Read(R"([{"valueInteger":1},{"valueInteger":2}])")).error().message,
            "\"n\" takes one answer");
  EXPECT_EQ(session.SetAnswer("med", {}, Int(1)).error().message, "\"med\" is no question");
}

TEST(Session, LetsCalculatedAnswersFollowAgainOnceTheyAreThoseCalculated) {
  const Questionnaire form = Form("[" + ItemText("a", "integer", R"("repeats":true)") + "," +
                                  ItemText("b", "integer", R"("repeats":true,)" + Calculated(kValueOfA)) + "]");
  const auto numbers = [](int x, int y) {
    return Read("[{\"valueInteger\":" + std::to_string(x) + "},{\"valueInteger\":" + std::to_string(y) + "}]");
  };
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, numbers(1, 2)).ok());
  EXPECT_EQ(Answers(session, "b"), "1,2");
  ASSERT_TRUE(session.MoveInstance("b", {0}, 1).ok());
  ASSERT_TRUE(session.SetAnswer("a", {}, numbers(3, 4)).ok());
  EXPECT_EQ(Answers(session, "b"), "2,1");  // somebody has put them in this order
  ASSERT_TRUE(session.RemoveInstance("b", {1}).ok());
  EXPECT_EQ(Answers(session, "b"), "2");
  ASSERT_TRUE(session.RemoveInstance("b", {0}).ok());
  EXPECT_EQ(Answers(session, "b"), "3,4");
  ASSERT_TRUE(session.AddInstance("b", {2}, Int(5)).ok());
  ASSERT_TRUE(session.SetAnswer("a", {}, numbers(6, 7)).ok());
  EXPECT_EQ(Answers(session, "b"), "3,4,5");
}

TEST(Session, TakesTodayFromTheClockWhereItIs) {
  const Questionnaire form = Form("[" + ItemText("d", "date", Calculated("today()")) + "]");
  Session session = Begin(form);
  EXPECT_EQ(Answers(session, "d"), "2026-11-24");
  ASSERT_TRUE(session.SetNow("2026-12-06T00:30:00+02:00").ok());
  EXPECT_EQ(Answers(session, "d"), "2026-12-06");
  ASSERT_TRUE(session.SetNow("2026-12-24T22:00:00-05:00").ok());
  EXPECT_EQ(Answers(session, "d"), "2026-12-24");
  for (const char* wrong : {"", "tomorrow"}) EXPECT_EQ(session.SetNow(wrong).error().path, "now") << wrong;
  EXPECT_EQ(Answers(session, "d"), "2026-12-24");
}

TEST(Session, SaysWhyItCannotBegin) {
  const Questionnaire form = Simple();
  Start start;
  EXPECT_EQ(Session::Begin(form, start).error().path, "now");
  start.now = kNow;
  const Json patient = Read(R"({"resourceType":"Patient"})");
  start.response = &patient;
  EXPECT_EQ(Session::Begin(form, start).error().path, "response.resourceType");
  start.response = nullptr;
  EXPECT_EQ(Session::Resume(form, Read(R"({"v":2,"items":[]})"), start).error().path, "v");
  EXPECT_EQ(Session::Resume(form, Read(R"({"v":1})"), start).error().path, "items");
}

TEST(Session, SaysWhatOfASnapshotItDropped) {
  const Questionnaire form = Simple();
  Start start;
  start.now = kNow;
  const Result<Session> session = Session::Resume(form, Read(R"({"v":1,"items":[
      {"linkId":"gone","slots":[{"own":{"valueInteger":1}}]},
      {"linkId":"n","slots":[{"own":{"valueInteger":1}},{"own":{"valueInteger":2}}]},
      {"linkId":"med","used":true,"slots":[{"items":[{"linkId":"name","slots":[{"own":{"valueInteger":1}}]}]}]}]})"),
                                                  start);
  ASSERT_TRUE(session.ok());
  std::string dropped;
  for (const Issue& issue : session->dropped()) dropped += issue.link_id + ": " + issue.message + "\n";
  EXPECT_EQ(dropped,
            "gone: the form no longer has this item here\n"
            "n: the item no longer repeats\n"
            "name: the answer does not fit the type of the question\n");
  EXPECT_EQ(Answers(*session, "n"), "1");
}

TEST(Session, KeepsNoMoreOfASnapshotThanAQuestionCanHave) {
  std::string slots;
  for (int i = 0; i < 1001; ++i)
    slots += (i == 0 ? "" : ",") + std::string(R"({"own":{"valueInteger":)") + std::to_string(i) + "}}";
  const Questionnaire form = Form("[" + ItemText("n", "integer", R"("repeats":true)") + "]");
  Start start;
  start.now = kNow;
  const Result<Session> session =
      Session::Resume(form, Read(R"({"v":1,"items":[{"linkId":"n","slots":[)" + slots + "]}]}"), start);
  ASSERT_TRUE(session.ok());
  ASSERT_EQ(session->dropped().size(), 1U);
  EXPECT_EQ(session->dropped().front().message, "it has more instances than can be kept");
  EXPECT_EQ(session->Response()["item"].Items().front()["answer"].Items().size(), 1000U);
}

TEST(Session, TellsWhatIsWrongWithOneItemAlone) {
  const std::string rule =
      R"r("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)r"
      R"r({"url":"key","valueId":"k"},{"url":"severity","valueCode":"error"},{"url":"human","valueString":"!"},)r"
      R"r({"url":"expression","valueExpression":{"language":"text/fhirpath",)r"
      R"r("expression":"item.answer.value.sum() < 3"}}]}])r";
  const std::string group =
      ItemText("g", "group", rule + R"(,"item":[)" + ItemText("n", "integer", R"("required":true)") + "]");
  const Questionnaire form = Form("[" + ItemText("q", "string", R"("item":[)" + group + "]") + "," +
                                  ItemText("other", "string", R"("required":true)") + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("q", {}, Text("x")).ok());
  EXPECT_EQ(Codes(session.IssuesOf("n", {}, true)), "required n");
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  EXPECT_EQ(Codes(session.IssuesOf("n", {}, true)), "");
  const std::vector<Issue> broken = session.IssuesOf("g", {}, true);
  EXPECT_EQ(Codes(broken), "invariant g");
  EXPECT_EQ(broken.front().expression, "QuestionnaireResponse.item[0].answer[0].item[0]");
}

TEST(Session, EvaluatesWhatAnAuthorAsks) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  EXPECT_EQ(WriteJson(*session.Evaluate("%resource.item.answer.value + 1")), "[6]");
  EXPECT_EQ(WriteJson(*session.Evaluate("%resource.item.linkId")), R"(["n"])");
  EXPECT_FALSE(session.Evaluate("1 +").ok());
}

TEST(Options, AreNamedInWhateverTypeTheyAre) {
  const Questionnaire form =
      Form("[" +
           ItemText("c", "open-choice",
                    R"("answerOption":[{"valueCoding":{"code":"x","display":"Äksä"}},{"valueCoding":{"code":"y"}},)"
                    R"({"valueString":"zeta"},{"valueInteger":7},{"valueReference":{"reference":"Patient/1"}}])") +
           "]");
  const Session session = Begin(form);
  std::string names;
  for (const OptionState& option : session.OptionsOf("c", {})) names += option.key + " " + option.text.text + "\n";
  EXPECT_EQ(names, "valueCoding Äksä\nvalueCoding y\nvalueString zeta\nvalueInteger 7\nvalueReference Patient/1\n");
  EXPECT_TRUE(session.OptionsOf("gone", {}).empty());
}

TEST(Options, AreTheAnswersThatAnExpressionFinds) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "string", R"("repeats":true)") + "," +
      ItemText("b", "choice",
               R"("extension":[)" + Expression("answerExpression", "%resource.item.where(linkId='a').answer") + "]") +
      "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueString":"Anna"},{"valueString":"Eino"}])")).ok());
  const std::vector<OptionState> options = session.OptionsOf("b", {});
  ASSERT_EQ(options.size(), 2u);
  EXPECT_EQ(options[0].key, "valueString");
  EXPECT_EQ(options[1].value->AsString(), "Eino");
}

TEST(Session, TellsWhichPlacesTheLastEditChanged) {
  const Questionnaire form = Simple();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(5)).ok());
  std::string changed;
  for (const auto& [item, at] : session.Changed()) {
    changed += form.items()[static_cast<std::size_t>(item)].link_id + " ";
  }
  EXPECT_EQ(changed, "n why ");
}

}  // namespace
}  // namespace eteinen::form
