// What expressions do in a session: calculate, show, limit, offer, and stop.
#include <gtest/gtest.h>

#include <functional>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Value(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId='" + link_id + "').answer.value";
}

std::string With(const std::string& extensions, const std::string& more = "") {
  return R"("extension":[)" + extensions + "]" + (more.empty() ? "" : "," + more);
}

Questionnaire Chain() {
  return Form("[" + ItemText("a", "integer") + "," +
              ItemText("b", "integer", With(Expression("calculatedExpression", Value("a") + " + 1"))) + "," +
              ItemText("c", "integer", With(Expression("calculatedExpression", Value("b") + " * 2"))) + "," +
              ItemText("other", "integer") + "]");
}

TEST(Calculations, FollowEachOtherToAStableState) {
  const Questionnaire form = Chain();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  EXPECT_EQ(Answers(session, "b"), "5");
  EXPECT_EQ(Answers(session, "c"), "10");
  EXPECT_EQ(session.evaluated(), 2u);
  ASSERT_TRUE(session.SetAnswer("other", {}, Int(1)).ok());
  EXPECT_EQ(session.evaluated(), 2u);
  ASSERT_TRUE(session.SetAnswer("a", {}, Json::MakeArray()).ok());
  EXPECT_EQ(Answers(session, "c"), "");
}

// Which items these read is not known before they run, so each of them runs after whatever changes.
TEST(Calculations, ThatReadEverythingComeToRestInTwoRounds) {
  const int count = 30;
  const auto form_of = [&](const std::function<std::string(int)>& calculation) {
    std::string items = ItemText("n1", "integer") + "," + ItemText("n2", "integer");
    for (int i = 0; i < count; ++i) {
      items +=
          "," + ItemText("s" + std::to_string(i), "integer", With(Expression("calculatedExpression", calculation(i))));
    }
    return Form("[" + items + "]");
  };
  const auto last_of = [&](const Questionnaire& form) {
    Session session = Begin(form);
    EXPECT_TRUE(session.SetAnswer("n1", {}, Int(4)).ok());
    EXPECT_EQ(Codes(session.Issues()), "");
    EXPECT_LE(session.evaluated(), 2u * count);
    return Answers(session, "s29");
  };
  EXPECT_EQ(last_of(form_of([](int) { return "%resource.item.where(linkId.startsWith('n')).answer.value.sum()"; })),
            "4");
  EXPECT_EQ(last_of(form_of([](int i) {
              const std::string before = i == 0 ? "n1" : "s" + std::to_string(i - 1);
              return "%resource.item.where(linkId.endsWith('" + before + "')).answer.value.first() + 1";
            })),
            "34");
}

// Each reads the one after it, and by a pattern: every round brings one more of them to rest, however many there are.
TEST(Calculations, InTheReverseOrderOfWhatTheyReadComeToRest) {
  const int count = 150;
  std::string items = ItemText("n", "integer");
  for (int i = 0; i < count; ++i) {
    const std::string next = i + 1 == count ? "n" : "s" + std::to_string(i + 1);
    items += "," + ItemText("s" + std::to_string(i), "integer",
                            With(Expression("calculatedExpression", "%resource.item.where(linkId.endsWith('" + next +
                                                                        "')).answer.value.first() + 1")));
  }
  const Questionnaire form = Form("[" + items + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("n", {}, Int(1)).ok());
  EXPECT_EQ(Codes(session.Issues()), "");
  EXPECT_EQ(Answers(session, "s0"), "151");
  EXPECT_LE(session.evaluated(), static_cast<std::size_t>(count) * (count + 1));
}

TEST(Calculations, StopFollowingOnceEdited) {
  const Questionnaire form = Chain();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  ASSERT_TRUE(session.SetAnswer("b", {}, Int(100)).ok());
  EXPECT_EQ(Answers(session, "c"), "200");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Answers(session, "b"), "100");
  EXPECT_TRUE(session.StateOf("b", {})->edited);
  ASSERT_TRUE(session.SetAnswer("b", {}, Json::MakeArray()).ok());
  EXPECT_EQ(Answers(session, "b"), "2");
}

TEST(Calculations, TakeAStoredValueThatDiffersAsEdited) {
  const Questionnaire form = Chain();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  ASSERT_TRUE(session.SetAnswer("b", {}, Int(100)).ok());
  Session again = Begin(form, session.Response());
  EXPECT_TRUE(again.StateOf("b", {})->edited);
  EXPECT_FALSE(again.StateOf("c", {})->edited);
  ASSERT_TRUE(again.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Answers(again, "b"), "100");
  EXPECT_EQ(Answers(again, "c"), "200");
}

TEST(Calculations, RunInEachInstanceByItsOwnContext) {
  const Questionnaire form =
      Form("[" +
           ItemText("row", "group",
                    With(Variable("x", "%context.item.where(linkId='x').answer.value"),
                         R"("repeats":true,"item":[)" + ItemText("x", "integer") + "," +
                             ItemText("twice", "integer", With(Expression("calculatedExpression", "%x * 2"))) + "]")) +
           "," + ItemText("sum", "integer", With(Expression("calculatedExpression", Value("twice") + ".sum()"))) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("x", {0}, Int(1)).ok());
  ASSERT_TRUE(session.AddInstance("row", {1}).ok());
  ASSERT_TRUE(session.SetAnswer("x", {1}, Int(10)).ok());
  EXPECT_EQ(Answers(session, "twice", {0}), "2");
  EXPECT_EQ(Answers(session, "twice", {1}), "20");
  EXPECT_EQ(Answers(session, "sum"), "22");
  ASSERT_TRUE(session.RemoveInstance("row", {0}).ok());
  EXPECT_EQ(Answers(session, "sum"), "20");
}

TEST(Calculations, GiveARepeatingQuestionAllTheirValues) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", R"("repeats":true)") + "," +
           ItemText("b", "integer",
                    With(Expression("calculatedExpression", Value("a") + ".select($this * 2)"), R"("repeats":true)")) +
           "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueInteger":1},{"valueInteger":2},{"valueInteger":2}])")).ok());
  EXPECT_EQ(WriteJson(session.Response()["item"].Items()[1]["answer"]),
            R"([{"valueInteger":2},{"valueInteger":4},{"valueInteger":4}])");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(7)).ok());
  EXPECT_EQ(Answers(session, "b"), "14");
}

TEST(Calculations, LoseZerosThatTheQuestionRefuses) {
  const Questionnaire form = Form(
      "[" + ItemText("a", "decimal") + "," +
      ItemText("b", "decimal",
               R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":1},)" +
                   Expression("calculatedExpression", Value("a") + " * 2.0") + "]") +
      "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueDecimal":0.5}])")).ok());
  EXPECT_EQ(Answers(session, "b"), "1");
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueDecimal":0.55}])")).ok());
  EXPECT_EQ(Answers(session, "b"), "1.1");
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueDecimal":0.555}])")).ok());
  EXPECT_EQ(Answers(session, "b"), "1.1100");
}

TEST(Variables, OfAnInnerItemHideThoseOutside) {
  const Questionnaire form = Form(
      "[" +
          ItemText(
              "g", "group",
              With(Variable("v", "%v + 1"),
                   R"("item":[)" + ItemText("in", "integer", With(Expression("calculatedExpression", "%v"))) + "]")) +
          "," + ItemText("out", "integer", With(Expression("calculatedExpression", "%v"))) + "]",
      With(Variable("v", "1")));
  const Session session = Begin(form);
  EXPECT_EQ(Answers(session, "in"), "2");
  EXPECT_EQ(Answers(session, "out"), "1");
}

TEST(Variables, ThatSdcDefinesAreKnownInEveryExpression) {
  struct Case {
    std::string expression, value;
  };
  for (const Case& one : {
           Case{"%resource.item.first().linkId", "a"},
           Case{"%rootResource.item.first().linkId", "a"},
           Case{"%context.linkId", "b"},
           Case{"linkId", "b"},
           Case{"%qitem.text", "Teksti"},
           Case{"%questionnaire.item[1].text", "Teksti"},
           Case{"%questionnaire.url", "urn:test:form"},
           Case{"%ucum", "http://unitsofmeasure.org"},
           Case{"%sct", "http://snomed.info/sct"},
       }) {
    const Questionnaire form = Form(
        "[" + ItemText("a", "integer") + "," +
        ItemText("b", "string", With(Expression("calculatedExpression", one.expression), R"("text":"Teksti")")) + "]");
    Session session = Begin(form);
    ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
    EXPECT_EQ(Answers(session, "b"), one.value) << one.expression;
  }
}

TEST(Variables, AreSeenBeneathTheirItemAlone) {
  const std::string asks = With(Expression("calculatedExpression", "%x"));
  const Questionnaire form = Form(
      "[" + ItemText("g", "group", With(Variable("x", "1"), R"("item":[)" + ItemText("in", "integer", asks) + "]")) +
      "," +
      ItemText("h", "group", With(Variable("x", "2"), R"("item":[)" + ItemText("beside", "integer", asks) + "]")) +
      "," + ItemText("out", "integer", asks) + "]");
  const Session session = Begin(form);
  EXPECT_EQ(Answers(session, "in") + Answers(session, "beside") + Answers(session, "out"), "12");
  EXPECT_EQ(Codes(session.Issues()), "unknownVariable out");
}

TEST(EnableWhenExpression, HoldsBesideTheConditions) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer") + "," +
           ItemText("b", "string",
                    With(Expression("enableWhenExpression", Value("a") + " < 9"),
                         R"("enableWhen":[{"question":"a","operator":">","answerInteger":3}])")) +
           "]");
  Session session = Begin(form);
  for (const auto& [answer, enabled] : {std::pair(3, "a"), std::pair(5, "a b"), std::pair(9, "a")}) {
    ASSERT_TRUE(session.SetAnswer("a", {}, Int(answer)).ok());
    EXPECT_EQ(Enabled(session), enabled) << answer;
  }
}

TEST(EnableWhenExpression, ShowsItsItem) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer") + "," +
           ItemText("b", "string", With(Expression("enableWhenExpression", Value("a") + " > 3"))) + "]");
  Session session = Begin(form);
  EXPECT_EQ(Enabled(session), "a");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  EXPECT_EQ(Enabled(session), "a b");
}

TEST(EnableWhenExpression, IsSaidToBeNoConditionWhenTheFormIsLoaded) {
  const auto said = [](const std::string& condition) {
    const Questionnaire form = Form("[" + ItemText("a", "integer") + "," + ItemText("yes", "boolean") + "," +
                                    ItemText("b", "string", With(Expression("enableWhenExpression", condition))) + "]");
    EXPECT_TRUE(form.completable());
    return form.issues().empty() ? std::string() : form.issues()[0].code + " " + form.issues()[0].link_id;
  };
  EXPECT_EQ(said(Value("a")), "wrongType b");
  EXPECT_EQ(said(Value("a") + " + 1"), "wrongType b");
  EXPECT_EQ(said(Value("a") + ".count()"), "wrongType b");
  EXPECT_EQ(said("'true'"), "wrongType b");
  EXPECT_EQ(said("iif(" + Value("yes") + ", 1, 2)"), "wrongType b");
  EXPECT_EQ(said(Value("yes")), "");
  EXPECT_EQ(said(Value("a") + ".exists()"), "");
  EXPECT_EQ(said(Value("a") + " > 1"), "");
  EXPECT_EQ(said("iif(" + Value("yes") + ", true, 2 > 1)"), "");
}

TEST(InitialExpression, FillsAnUnansweredQuestionOnceFromTheLaunchContext) {
  const Questionnaire form = Form(
      "[" + ItemText("born", "date", With(Expression("initialExpression", "%patient.birthDate"))) + "]",
      With(R"({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext","extension":[)"
           R"({"url":"name","valueCoding":{"code":"patient"}}]})"));
  Start start;
  start.now = kNow;
  start.launch = Read(R"({"patient":{"resourceType":"Patient","birthDate":"1980-02-03"}})");
  Result<Session> session = Session::Begin(form, start);
  ASSERT_TRUE(session.ok());
  EXPECT_EQ(Answers(*session, "born"), "1980-02-03");
  ASSERT_TRUE(session->SetAnswer("born", {}, Json::MakeArray()).ok());
  EXPECT_EQ(Answers(*session, "born"), "");
}

// Several answers given at once: what is asked beneath each begins as it does beneath the first one.
TEST(InitialValues, StandBeneathEveryNewAnswer) {
  const Questionnaire form = Form(
      "[" +
      ItemText("q", "string",
               R"("repeats":true,"item":[)" + ItemText("i", "string", R"("initial":[{"valueString":"x"}])") + "," +
                   ItemText("e", "string", R"("extension":[)" + Expression("initialExpression", "'y'") + "]") + "," +
                   ItemText("c", "integer", R"("extension":[)" + Expression("calculatedExpression", "1 + 1") + "]") +
                   "," +
                   ItemText("h", "string", R"("enableWhen":[{"question":"i","operator":"=","answerString":"other"}])") +
                   "]") +
      "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("q", {}, Read(R"([{"valueString":"a"},{"valueString":"b"}])")).ok());
  for (const int place : {0, 1}) {
    EXPECT_EQ(Answers(session, "i", {place}), "x") << place;
    EXPECT_EQ(Answers(session, "e", {place}), "y") << place;
    EXPECT_EQ(Answers(session, "c", {place}), "2") << place;
  }
  EXPECT_EQ(Enabled(session), "q i[0] e[0] c[0] i[1] e[1] c[1]");
}

TEST(InitialValues, AreThoseOfTheForm) {
  const Questionnaire form = Form("[" + ItemText("a", "integer", R"("initial":[{"valueInteger":7}])") + "," +
                                  ItemText("b", "choice",
                                           R"("answerOption":[{"valueCoding":{"system":"s","code":"x"}},)"
                                           R"({"valueCoding":{"system":"s","code":"y"},"initialSelected":true}])") +
                                  "]");
  const Session session = Begin(form);
  EXPECT_EQ(Answers(session, "a"), "7");
  EXPECT_EQ(Answers(session, "b"), "y");
}

TEST(Scores, AreTheSumOfTheWeightsOfTheAnswers) {
  const std::string options =
      R"("answerOption":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue",)"
      R"("valueDecimal":0}],"valueCoding":{"system":"s","code":"no"}},)"
      R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":3}],)"
      R"("valueCoding":{"system":"s","code":"daily"}}])";
  const Questionnaire form = Form(
      "[" + ItemText("p1", "choice", options) + "," + ItemText("p2", "choice", options) + "," +
      ItemText(
          "score", "decimal",
          With(Expression("calculatedExpression",
                          "%resource.repeat(item).where(linkId='p1' or linkId='p2').answer.value.weight().sum()"))) +
      "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("p1", {}, Code("daily")).ok());
  ASSERT_TRUE(session.SetAnswer("p2", {}, Code("daily")).ok());
  EXPECT_EQ(Answers(session, "score"), "6");
}

TEST(Limits, ComeFromExpressions) {
  const std::string latest = R"j({"url":"http://hl7.org/fhir/StructureDefinition/maxValue","_valueDate":{"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":
        {"language":"text/fhirpath","expression":"today()"}}]}})j";
  const Questionnaire form = Form("[" + ItemText("d", "date", With(latest)) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("d", {}, Read(R"([{"valueDate":"2026-11-25"}])")).ok());
  EXPECT_EQ(Codes(session.Issues()), "maxValue d");
  ASSERT_TRUE(session.SetNow("2026-11-25T09:00:00+02:00").ok());
  EXPECT_EQ(Codes(session.Issues()), "");
}

TEST(Required, ComesFromAnExpression) {
  const std::string required =
      R"("_required":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression",)"
      R"("valueExpression":{"language":"text/fhirpath","expression":")" +
      Value("a") + R"( = 1"}}]})";
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "," + ItemText("b", "string", required) + "]");
  Session session = Begin(form);
  EXPECT_EQ(Codes(session.Issues(true)), "");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Codes(session.Issues(true)), "required b");
}

TEST(ReadOnly, ComesFromAnExpression) {
  const std::string locked =
      R"("_readOnly":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression",)"
      R"("valueExpression":{"language":"text/fhirpath","expression":")" +
      Value("a") + R"("}}]})";
  const Questionnaire form = Form("[" + ItemText("a", "boolean") + "," + ItemText("b", "string", locked) + "]");
  Session session = Begin(form);
  EXPECT_TRUE(session.SetAnswer("b", {}, Text("x")).ok());
  ASSERT_TRUE(session.SetAnswer("a", {}, Bool(true)).ok());
  EXPECT_EQ(session.SetAnswer("b", {}, Text("y")).error().message, "\"b\" is read-only");
  EXPECT_EQ(Answers(session, "b"), "x");
}

TEST(TargetConstraint, IsAnIssueWithItsOwnWords) {
  const Questionnaire form = Form(
      "[" + ItemText("low", "integer") + "," + ItemText("high", "integer") + "]",
      With(R"({"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[)"
           R"({"url":"key","valueId":"c1"},{"url":"severity","valueCode":"error"},)"
           R"({"url":"expression","valueExpression":{"language":"text/fhirpath","expression":")" +
           Value("low") + " < " + Value("high") + R"("}},{"url":"human","valueString":"Alaraja on pienempi."}]})"));
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("low", {}, Int(5)).ok());
  EXPECT_EQ(Codes(session.Issues()), "");
  ASSERT_TRUE(session.SetAnswer("high", {}, Int(3)).ok());
  ASSERT_EQ(Codes(session.Issues()), "invariant");
  EXPECT_EQ(session.Issues()[0].message, "Alaraja on pienempi.");
}

TEST(Options, AreSwitchedByAnExpressionAndAnAnswerThatIsOffIsFlagged) {
  const std::string toggle =
      R"j({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression",
      "extension":[{"url":"option","valueCoding":{"system":"s","code":"beer"}},
        {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":")j" +
      Value("child") + R"j(.not()"}}]})j";
  const std::string options = R"("answerOption":[{"valueCoding":{"system":"s","code":"beer"}},
      {"valueCoding":{"system":"s","code":"milk"}}])";
  const Questionnaire form =
      Form("[" + ItemText("child", "boolean") + "," + ItemText("c", "choice", With(toggle, options)) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("child", {}, Bool(false)).ok());
  ASSERT_TRUE(session.SetAnswer("c", {}, Code("beer")).ok());
  EXPECT_EQ(Codes(session.Issues()), "");
  ASSERT_TRUE(session.SetAnswer("child", {}, Bool(true)).ok());
  EXPECT_EQ(Answers(session, "c"), "beer");
  EXPECT_EQ(Codes(session.Issues()), "invalidAnswerOption c");
  EXPECT_FALSE(session.OptionsOf("c", {})[0].enabled);
  EXPECT_TRUE(session.OptionsOf("c", {})[1].enabled);
}

TEST(Loops, ThatDoNotComeToRestAreReportedInBoundedTime) {
  const std::string sum = "%resource.repeat(item).answer.value.ofType(integer).sum()";
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "," +
                                  ItemText("all", "integer", With(Expression("calculatedExpression", sum))) + "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  EXPECT_EQ(Codes(session.Issues()), "unstable all");
  EXPECT_FALSE(session.Complete().ok());
}

TEST(Failures, OfAnExpressionForbidCompleting) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", R"("repeats":true)") + "," +
           ItemText("b", "integer", With(Expression("calculatedExpression", Value("a") + " + 1"))) + "]");
  Session session = Begin(form);
  EXPECT_TRUE(session.Complete().ok());
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueInteger":1},{"valueInteger":2}])")).ok());
  EXPECT_EQ(Codes(session.Issues()), "expressionFailed b");
  EXPECT_FALSE(session.Complete().ok());
}

// Asks whether the answer to "a" is in a value set.
Questionnaire AsksFor(const std::string& value_set, const std::string& contained) {
  return Form("[" + ItemText("a", "choice", R"("answerOption":[{"valueCoding":{"code":"x","system":"urn:s"}}])") + "," +
                  ItemText("b", "boolean",
                           With(Expression("calculatedExpression", Value("a") + ".memberOf('" + value_set + "')"))) +
                  "]",
              R"("contained":[)" + contained + "]");
}

TEST(ValueSets, ThatTheFormContainsAreKnownByTheirIdAndUrl) {
  const std::string set = R"({"resourceType":"ValueSet","id":"v","url":"urn:v","compose":{"include":[)"
                          R"({"system":"urn:s","concept":[{"code":"x"}]}]}})";
  for (const char* name : {"#v", "urn:v", "urn:v|1"}) {
    const Questionnaire form = AsksFor(name, set);
    Session session = Begin(form);
    ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueCoding":{"code":"x","system":"urn:s"}}])")).ok());
    EXPECT_EQ(Answers(session, "b"), "true") << name;
    EXPECT_TRUE(session.Complete().ok()) << name;
  }
}

TEST(ValueSets, ThatAreNotKnownAreSaidBeforeAnythingIsAnswered) {
  const std::string whole_system = R"({"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"urn:s"}]}})";
  const std::string without_some =
      R"({"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"urn:s","concept":[{"code":"y"}]}],)"
      R"("exclude":[{"system":"urn:s","filter":[]}]}})";
  for (const std::string& contained : {std::string(), whole_system, without_some}) {
    const Questionnaire form = AsksFor("#v", contained);
    Session session = Begin(form);
    EXPECT_EQ(Codes(session.Issues()), "unknownValueSet b") << contained;
    EXPECT_FALSE(session.Complete().ok());
    EXPECT_EQ(Codes(Validate(form, Read(R"({"resourceType":"QuestionnaireResponse","status":"completed"})"))),
              "unknownValueSet b");
  }
}

TEST(Explain, TellsWhyAnItemIsShownAndWhereItsValueComesFrom) {
  const Questionnaire form = Chain();
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  const Result<Json> why = session.Explain("b", {});
  ASSERT_TRUE(why.ok());
  EXPECT_EQ((*why)["value"]["by"].AsString(), "calculation");
  EXPECT_EQ(WriteJson((*why)["value"]["calculation"]["reads"]), R"(["a"])");
  EXPECT_TRUE((*why)["enabled"]["is"].AsBool());
}

TEST(Explain, TellsWhatIsReadByWayOfVariables) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer") + "," + ItemText("b", "integer") + "," +
               ItemText("c", "integer", With(Expression("calculatedExpression", "%sum + " + Value("b")))) + "]",
           With(Variable("first", Value("a")) + "," + Variable("sum", "%first + " + Value("b"))));
  const Session session = Begin(form);
  const Result<Json> why = session.Explain("c", {});
  ASSERT_TRUE(why.ok());
  EXPECT_EQ(WriteJson((*why)["value"]["calculation"]["reads"]), R"(["a","b"])");
}

TEST(Explain, TellsWhatHidesAnItemAndWhichConditionsAreMet) {
  const std::string when = R"("enableBehavior":"any","enableWhen":[)"
                           R"({"question":"a","operator":">","answerInteger":3},)"
                           R"({"question":"a","operator":"=","answerInteger":1}])";
  const Questionnaire form = Form("[" + ItemText("a", "integer") + "," +
                                  ItemText("g", "group",
                                           With(Expression("enableWhenExpression", Value("a") + " > 9"),
                                                "\"item\":[" + ItemText("b", "string", when) + "]")) +
                                  "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(4)).ok());
  const Json why = *session.Explain("b", {});
  EXPECT_FALSE(why["enabled"]["is"].AsBool());
  EXPECT_EQ(why["enabled"]["hiddenBy"].AsString(), "g");
  EXPECT_EQ(why["enabled"]["behavior"].AsString(), "any");
  EXPECT_EQ(WriteJson(why["enabled"]["conditions"]), R"([{"question":"a","met":true},{"question":"a","met":false}])");
  EXPECT_EQ(why["value"]["by"].AsString(), "nothing");
  const Json group = *session.Explain("g", {});
  EXPECT_EQ(WriteJson(group["enabled"]["expression"]["result"]), "[false]");
  EXPECT_EQ(WriteJson(group["enabled"]["expression"]["reads"]), R"(["a"])");
}

TEST(Explain, TellsWhoGaveAValueAndWhatWentWrong) {
  const Questionnaire form =
      Form("[" + ItemText("a", "integer", R"("repeats":true)") + "," +
           ItemText("b", "integer", With(Expression("calculatedExpression", Value("a") + " + 1"))) + "," +
           ItemText("c", "string", With(Expression("initialExpression", "'x'"))) + "," +
           ItemText("d", "integer",
                    R"("_required":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression",)"
                    R"("valueExpression":{"language":"text/fhirpath","expression":"true"}}]})") +
           "]");
  Session session = Begin(form);
  ASSERT_TRUE(session.SetAnswer("a", {}, Read(R"([{"valueInteger":1},{"valueInteger":2}])")).ok());
  const Json failed = *session.Explain("b", {});
  EXPECT_TRUE(failed["value"]["calculation"].Has("error"));
  EXPECT_EQ(failed["issues"].Items().front()["code"].AsString(), "expressionFailed");
  ASSERT_TRUE(session.SetAnswer("a", {}, Int(1)).ok());
  ASSERT_TRUE(session.SetAnswer("b", {}, Int(7)).ok());
  EXPECT_EQ((*session.Explain("b", {}))["value"]["by"].AsString(), "resident");
  EXPECT_EQ((*session.Explain("a", {}))["value"]["by"].AsString(), "answer");
  EXPECT_EQ((*session.Explain("c", {}))["value"]["initial"]["by"].AsString(), "initialExpression");
  const Json required = (*session.Explain("d", {}))["required"];
  EXPECT_TRUE(required["is"].AsBool());
  EXPECT_EQ(required["expression"]["by"].AsString(), "required");
  EXPECT_EQ(session.Explain("gone", {}).error().kind, ErrorKind::kNotFound);
}

TEST(Calculations, AreBroughtToTheTypeOfTheQuestion) {
  struct Case {
    std::string type;
    std::string expression;
    std::string answer;  // as it stands in the response; empty: it does not fit, which is an issue
  };
  const std::string options = R"("answerOption":[{"valueCoding":{"system":"s","code":"x"}},{"valueString":"text"}],)";
  for (const Case& one : {
           Case{"integer", "2.0", R"({"valueInteger":2})"},
           Case{"integer", "2.5", ""},
           Case{"integer", "'2'", ""},
           Case{"decimal", "3", R"({"valueDecimal":3})"},
           Case{"decimal", "'3'", ""},
           Case{"date", "@2026-11-24T08:00:00+02:00", R"({"valueDate":"2026-11-24"})"},
           Case{"date", "'2026-11-24'", R"({"valueDate":"2026-11-24"})"},
           Case{"date", "'soon'", ""},
           Case{"date", "1", ""},
           Case{"dateTime", "@2026-11-24T08:00:00+02:00", R"({"valueDateTime":"2026-11-24T08:00:00+02:00"})"},
           Case{"dateTime", "1", ""},
           Case{"time", "@T08:15:00", R"({"valueTime":"08:15:00"})"},
           Case{"time", "true", ""},
           Case{"string", "12", R"({"valueString":"12"})"},
           Case{"string", "true", R"({"valueString":"true"})"},
           Case{"string", "%patient.maritalStatus.coding", R"({"valueString":"Naimisissa"})"},
           Case{"string", "1 'kg'", ""},
           Case{"url", "'urn:x'", R"({"valueUri":"urn:x"})"},
           Case{"url", "1", ""},
           Case{"boolean", "true", R"({"valueBoolean":true})"},
           Case{"boolean", "1", ""},
           Case{"choice", "'x'", R"({"valueCoding":{"system":"s","code":"x"}})"},
           Case{"choice", "'text'", R"({"valueString":"text"})"},
           Case{"choice", "'other'", ""},
           Case{"choice", "1", ""},
           Case{"choice", "%patient.maritalStatus", R"({"valueCoding":{"code":"M","display":"Naimisissa"}})"},
           Case{"open-choice", "'other'", R"({"valueString":"other"})"},
           Case{"quantity", "5", R"({"valueQuantity":{"value":5}})"},
           Case{"quantity", "5 'kg'",
                R"({"valueQuantity":{"value":5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}})"},
           Case{"quantity", "'5'", ""},
           Case{"reference", "%patient", R"({"valueReference":{"reference":"Patient/7"}})"},
           Case{"reference", "1", ""},
       }) {
    SCOPED_TRACE(one.type + " " + one.expression);
    const bool chosen = one.type == "choice" || one.type == "open-choice";
    const Questionnaire form = Form(
        "[" +
        ItemText("q", one.type, (chosen ? options : "") + With(Expression("calculatedExpression", one.expression))) +
        "]");
    Start start;
    start.now = kNow;
    start.launch = Read(R"({"patient":{"resourceType":"Patient","id":"7","maritalStatus":)"
                        R"({"coding":[{"code":"M","display":"Naimisissa"}]}}})");
    const Result<Session> session = Session::Begin(form, start);
    ASSERT_TRUE(session.ok());
    const Json& answers = session->Response()["item"].Items().empty()
                              ? session->Response()["item"]
                              : session->Response()["item"].Items().front()["answer"];
    EXPECT_EQ(answers.Items().empty() ? "" : WriteJson(answers.Items().front()), one.answer);
    EXPECT_EQ(Codes(session->Issues()) == "expressionFailed q", one.answer.empty());
  }
}

}  // namespace
}  // namespace eteinen::form
