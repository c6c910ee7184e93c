#include "core/form/walk.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

std::string Answer(const std::string& link_id) {
  return "%resource.repeat(item).where(linkId = '" + link_id + "').answer.value";
}

std::string Chose(const std::string& link_id, const std::string& code) {
  return Answer(link_id) + ".where(code = '" + code + "').exists()";
}

std::string Rule(const std::string& id, const std::string& condition, const std::string& urgency, bool danger = false) {
  return R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":")" + id +
         R"("},{"url":"condition","valueExpression":{"language":"text/fhirpath","expression":")" + condition +
         R"("}},{"url":"urgency","valueCode":")" + urgency + R"("},{"url":"need","valueCode":"health"},)" +
         R"({"url":"danger","valueBoolean":)" + (danger ? "true" : "false") + R"(},{"url":"title","valueString":")" +
         id + R"("}]})";
}

std::string Options(const std::vector<std::string>& codes) {
  std::string text = R"("answerOption":[)";
  for (const std::string& code : codes) {
    text += text.ends_with("[") ? "" : ",";
    text += R"({"valueCoding":{"system":"s","code":")" + code + R"("})";
    if (code == "none") {
      text += R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",)"
              R"("valueBoolean":true}])";
    }
    text += "}";
  }
  return text + "]";
}

const char* const kAfterDanger =
    R"("required":true,"enableWhen":[{"question":"danger","operator":"=","answerCoding":{"system":"s","code":"none"}}])";

// Danger signs (chest, limp, none), then fever and an age.
Questionnaire Assessment(const std::vector<std::string>& rules) {
  std::string extensions;
  for (const std::string& rule : rules) extensions += (extensions.empty() ? "" : ",") + rule;
  return Form(
      "[" + ItemText("danger", "choice", R"("required":true,"repeats":true,)" + Options({"chest", "limp", "none"})) +
          "," + ItemText("fever", "boolean", kAfterDanger) + "," +
          ItemText("age", "integer",
                   std::string(kAfterDanger) +
                       R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},)"
                       R"({"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":99}])") +
          "]",
      R"("extension":[)" + extensions + "]");
}

std::vector<std::string> GoodRules() {
  return {Rule("danger-chest", Chose("danger", "chest"), "emergency", true),
          Rule("danger-limp", Chose("danger", "limp"), "emergency", true),
          Rule("small", Answer("fever") + " = true and " + Answer("age") + " < 3", "today"),
          Rule("fever", Answer("fever") + " = true", "within-3-days"),
          Rule("calm", "(" + Answer("fever") + " = true).not()", "self-care")};
}

Walk Walked(const Questionnaire& form) {
  const Result<std::vector<form::Rule>> rules = ReadRules(form);
  EXPECT_TRUE(rules.ok()) << (rules.ok() ? "" : rules.error().message);
  Start start;
  start.now = kNow;
  return rules.ok() ? WalkThrough(form, *rules, start) : Walk{};
}

// "code place" of each finding.
std::string Found(const Walk& walk) {
  std::string text;
  for (const WalkFinding& finding : walk.findings) {
    text += (text.empty() ? "" : "; ") + std::string(Code(finding.kind)) + " " + finding.place;
  }
  return text;
}

TEST(WalkThrough, FindsNothingWhereNothingIsWrong) {
  const Walk walk = Walked(Assessment(GoodRules()));
  EXPECT_EQ(Found(walk), "");
  EXPECT_GE(walk.danger_item, 0);
  // Three sets with a danger sign are decided; none of them leads to fever: no, which is decided, or to one of 100
  // ages.
  EXPECT_EQ(walk.decisions, 3 + 1 + 100);
  EXPECT_GE(walk.evaluated, 5);
  EXPECT_LT(walk.states, 20);
  EXPECT_TRUE(walk.sampled.empty());
}

TEST(WalkThrough, PassesOverWaysThroughAnOptionThatIsSwitchedOff) {
  const std::string toggle =
      R"j(,"extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression",
      "extension":[{"url":"option","valueCoding":{"system":"s","code":"birth"}},
        {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":")j" +
      Chose("sex", "female") + R"j("}}]}])j";
  for (const bool several : {false, true}) {
    const std::string area = several ? R"("required":true,"repeats":true,)" : R"("required":true,)";
    const Walk walk = Walked(Form(
        "[" + ItemText("sex", "choice", R"("required":true,)" + Options({"male", "female"})) + "," +
            ItemText("area", "choice", area + Options({"body", "birth"}) + toggle) + "]",
        R"("extension":[)" +
            (several ? Rule("both", Chose("area", "birth") + " and " + Chose("area", "body"), "today") + "," : "") +
            Rule("birth", Chose("area", "birth"), "today") + "," +
            Rule("body", Chose("area", "body") + " and " + Chose("sex", "female"), "routine") + "," +
            Rule("man", Chose("area", "body") + " and " + Chose("sex", "male"), "self-care") + "]"));
    EXPECT_EQ(Found(walk), "");
  }
}

TEST(WalkThrough, ShowsAWayThatEndsWithoutAnOutcome) {
  std::vector<std::string> rules = GoodRules();
  rules[3] = Rule("fever", Answer("fever") + " = true and " + Answer("age") + " > 3", "within-3-days");
  const Walk walk = Walked(Assessment(rules));
  EXPECT_EQ(Found(walk), "no-outcome ");
  EXPECT_EQ(walk.findings[0].message,
            R"(1 ways end without an outcome, such as {"danger":"none","fever":true,"age":3})");
}

TEST(WalkThrough, WantsAnAnswerAsTheReason) {
  std::vector<std::string> rules = GoodRules();
  rules[4] = Rule("calm", "true", "self-care");
  EXPECT_EQ(Found(Walked(Assessment(rules))), "no-reason calm");
}

TEST(WalkThrough, FindsRulesThatNeverDecide) {
  std::vector<std::string> rules = GoodRules();
  rules.push_back(Rule("late", Answer("fever") + " = true and " + Answer("age") + " > 80", "routine"));
  EXPECT_EQ(Found(Walked(Assessment(rules))), "rule-never-decides late");
}

TEST(WalkThrough, WantsEverySignOfTheDangerPageToActAlone) {
  std::vector<std::string> rules = GoodRules();
  rules[1] = Rule("danger-limp", Chose("danger", "limp"), "emergency", false);
  EXPECT_EQ(Found(Walked(Assessment(rules))), "danger-does-not-act danger");
  rules[1] = Rule("danger-limp", Chose("danger", "limp"), "today", true);
  EXPECT_EQ(Found(Walked(Assessment(rules))), "danger-does-not-act danger");
}

TEST(WalkThrough, FindsADangerSignThatHidesSomethingGraver) {
  std::vector<std::string> rules = GoodRules();
  rules[1] = Rule("danger-limp", Chose("danger", "limp"), "immediate", true);
  rules[2] = Rule("small", Answer("fever") + " = true and " + Answer("age") + " < 3", "emergency");
  const Walk walk = Walked(Assessment(rules));
  EXPECT_EQ(Found(walk), "danger-lowers danger");
  EXPECT_NE(walk.findings[0].message.find("\"limp\""), std::string::npos);
}

TEST(WalkThrough, FindsADangerSignThatTakesAnotherOneAway) {
  std::vector<std::string> rules = GoodRules();
  rules[0] = Rule("danger-chest", Chose("danger", "chest") + " and (" + Chose("danger", "limp") + ").not()",
                  "emergency", true);
  rules[1] = Rule("danger-limp", Chose("danger", "limp"), "immediate", true);
  EXPECT_EQ(Found(Walked(Assessment(rules))), "danger-lowers danger");
}

TEST(WalkThrough, FindsAnswersThatNothingUses) {
  std::vector<std::string> rules = GoodRules();
  rules[2] = Rule("small", Answer("fever") + " = true and " + Chose("danger", "none"), "today");
  rules.erase(rules.begin() + 3);
  EXPECT_EQ(Found(Walked(Assessment(rules))), "answer-unused age");
}

TEST(WalkThrough, TellsAConditionThatFailsOnSomeAnswers) {
  std::vector<std::string> rules = GoodRules();
  rules[0] = Rule("danger-chest", Answer("danger") + ".code.single() = 'chest'", "emergency", true);
  EXPECT_NE(Found(Walked(Assessment(rules))).find("condition-fails"), std::string::npos);
}

TEST(WalkThrough, SaysWhatItCannotWalk) {
  std::vector<std::string> rules = GoodRules();
  rules[3] = Rule("fever", "%patient.birthDate.exists()", "within-3-days");
  const Walk walk = Walked(Assessment(rules));
  EXPECT_EQ(Found(walk), "not-walked rule fever");
  EXPECT_EQ(walk.findings[0].message, "it reads %patient");
}

// Nine questions of four answers, their points added up in a calculated item.
Questionnaire Scale(const std::string& total) {
  std::string items;
  std::string sum;
  for (int i = 1; i <= 9; ++i) {
    const std::string name = "q" + std::to_string(i);
    std::string options;
    for (int points = 0; points < 4; ++points) {
      options += (points == 0 ? "" : ",") + std::string(R"({"valueInteger":)") + std::to_string(points) + "}";
    }
    items +=
        ItemText(
            name, "integer",
            R"("required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":3}])") +
        ",";
    sum += (i == 1 ? "" : " + ") + Answer(name);
  }
  const std::string calculated =
      ItemText("total", "integer", R"("readOnly":true,"extension":[)" + Expression("calculatedExpression", sum) + "]");
  return Form("[" + items + calculated + "]", R"("extension":[)" + Rule("high", total + " >= 20", "today") + "," +
                                                  Rule("low", total + " < 20", "self-care") + "]");
}

TEST(WalkThrough, AddsUpAScaleWithoutTryingEverySetOfAnswers) {
  const Walk walk = Walked(Scale(Answer("total")));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 262'144);  // 4 to the power of 9
  EXPECT_LT(walk.states, 200);         // at most 28 sums after each question
}

TEST(WalkThrough, SaysOfWhichQuestionItSawSamples) {
  const Questionnaire form = Form("[" + ItemText("weight", "decimal", R"("required":true)") + "]",
                                  R"("extension":[)" + Rule("heavy", Answer("weight") + " > 50", "today") + "," +
                                      Rule("light", Answer("weight") + " <= 50", "self-care") + "]");
  const Walk walk = Walked(form);
  ASSERT_EQ(walk.sampled.size(), 1u);
  EXPECT_EQ(walk.sampled[0], "weight: 1001 of its answers");
}

Questionnaire FormOf(const std::vector<std::string>& items, const std::vector<std::string>& rules) {
  std::string list;
  for (const std::string& item : items) list += (list.empty() ? "" : ",") + item;
  std::string extensions;
  for (const std::string& rule : rules) extensions += (extensions.empty() ? "" : ",") + rule;
  return Form("[" + list + "]", R"("extension":[)" + extensions + "]");
}

const char* const kRequired = R"("required":true)";

std::string Between(int least, int most) {
  const std::string base = R"({"url":"http://hl7.org/fhir/StructureDefinition/)";
  return std::string(kRequired) + R"(,"extension":[)" + base + R"(minValue","valueInteger":)" + std::to_string(least) +
         "}," + base + R"(maxValue","valueInteger":)" + std::to_string(most) + "}]";
}

TEST(WalkThrough, KnowsAnAnswerOfEveryKind) {
  for (const char* type : {"date", "dateTime", "time", "quantity", "url", "text", "string", "attachment"}) {
    const Walk walk =
        Walked(FormOf({ItemText("sure", "boolean", kRequired), ItemText("q", type)},
                      {Rule("yes", Answer("q") + ".exists()", "today"),
                       Rule("no", Answer("sure") + ".exists() and " + Answer("q") + ".empty()", "routine")}));
    EXPECT_EQ(Found(walk), "") << type << (walk.findings.empty() ? "" : walk.findings[0].message);
    EXPECT_TRUE(walk.sampled.empty()) << type << ": whether there is an answer does not depend on which it is";
    EXPECT_GE(walk.evaluated, 2) << type;
  }
}

TEST(WalkThrough, SaysThatItKnowsNotEveryAnswerOfAnOpenChoice) {
  const Walk open =
      Walked(FormOf({ItemText("q", "open-choice", std::string(kRequired) + "," + Options({"a", "b"}))},
                    {Rule("a", Chose("q", "a"), "today"),
                     Rule("else", "(" + Chose("q", "a") + ").not() and " + Answer("q") + ".exists()", "routine")}));
  EXPECT_EQ(Found(open), "");
  EXPECT_EQ(open.sampled, std::vector<std::string>{"q: 3 of its answers"});
}

TEST(WalkThrough, TakesTextBesideSeveralOptionsForNoSetOfThem) {
  for (const std::string required : {R"("required":true,)", ""}) {
    const Walk walk = Walked(
        FormOf({ItemText("q", "open-choice", required + R"("repeats":true,)" + Options({"a", "b"}))},
               {Rule("a", Chose("q", "a"), "today"), Rule("else", "(" + Chose("q", "a") + ").not()", "routine")}));
    EXPECT_EQ(Found(walk), required.empty() ? "no-reason else" : "") << required;
    EXPECT_EQ(walk.sampled,
              std::vector<std::string>{"q: " + std::string(required.empty() ? "5" : "4") + " of its answers"});
  }
}

TEST(WalkThrough, SaysThatItSawOnlySingleAnswersOfAQuestionThatTakesSeveral) {
  for (const char* type : {"boolean", "integer", "decimal", "string"}) {
    const Walk walk = Walked(FormOf({ItemText("q", type, R"("repeats":true)")},
                                    {Rule("two", Answer("q") + ".count() > 1", "today"),
                                     Rule("else", "(" + Answer("q") + ".count() > 1).not()", "routine")}));
    EXPECT_EQ(walk.sampled.size(), 1U) << type;
  }
}

TEST(WalkThrough, SaysThatItSawSamplesBetweenTheFarthestLimits) {
  const auto limits = [](const std::string& key, const std::string& least, const std::string& most) {
    return R"("required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue",")" + key +
           "\":" + least + R"(},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue",")" + key + "\":" + most +
           "}]";
  };
  const std::string least = "-9223372036854775808";
  const std::string most = "9223372036854775807";
  for (const auto& [type, key] : {std::pair("integer", "valueInteger"), std::pair("decimal", "valueDecimal")}) {
    for (const auto& [low, high] : {std::pair(least, most), std::pair(most, most), std::pair(least, least)}) {
      const Walk walk = Walked(FormOf(
          {ItemText("q", type, limits(key, low, high))},
          {Rule("more", Answer("q") + " > 0", "today"), Rule("else", "(" + Answer("q") + " > 0).not()", "routine")}));
      EXPECT_EQ(walk.sampled.size(), 1U) << type << low << high;
    }
  }
}

TEST(WalkThrough, TriesOnlyAnswersWithinALimitThatStandsAlone) {
  for (const char* limit : {R"("url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueDecimal":-1)",
                            R"("url":"http://hl7.org/fhir/StructureDefinition/minValue","valueDecimal":5)",
                            R"("url":"http://hl7.org/fhir/StructureDefinition/minValue","valueDecimal":99.999)"}) {
    const Walk walk =
        Walked(FormOf({ItemText("q", "decimal", R"("required":true,"extension":[{)" + std::string(limit) + "}]")},
                      {Rule("within", Answer("q") + " <= -1 or " + Answer("q") + " >= 5", "today")}));
    EXPECT_EQ(Found(walk), "") << limit;
  }
}

TEST(WalkThrough, UnderstandsEitherOr) {
  const std::vector<std::string> items = {ItemText("a", "boolean", kRequired), ItemText("b", "boolean", kRequired)};
  const std::string one = Answer("a") + " = true xor " + Answer("b") + " = true";
  const Walk walk =
      Walked(FormOf(items, {Rule("one", one, "today"), Rule("both-or-none", "(" + one + ").not()", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 4);
}

TEST(WalkThrough, ReadsQuestionsBeneathQuestionsAndGroups) {
  const auto beneath = [](const std::string& name) {
    return "%resource.descendants().where(linkId = '" + name + "').answer.value";
  };
  const std::string child = R"("item":[)" + ItemText("child", "boolean", kRequired) + "]";
  const Walk walk =
      Walked(FormOf({ItemText("group", "group",
                              R"("item":[)" + ItemText("a", "boolean", std::string(kRequired) + "," + child) + "]")},
                    {Rule("yes", beneath("child") + " = true", "today"),
                     Rule("no", beneath("child") + " = false and " + Answer("a") + ".exists()", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 4);
}

TEST(WalkThrough, AddsUpInsideACondition) {
  const std::string limits = Between(0, 9);
  const std::string sum = Answer("a") + " + " + Answer("b");
  const Walk walk = Walked(FormOf({ItemText("a", "integer", limits), ItemText("b", "integer", limits)},
                                  {Rule("high", sum + " >= 15", "today"), Rule("low", sum + " < 15", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 100);
}

TEST(WalkThrough, CutsACalculationOffAsTheFormDoes) {
  const std::string limits = Between(0, 3);
  const std::string half = "(" + Answer("a") + " + " + Answer("b") + " * 0.5).truncate()";
  const std::string total =
      ItemText("total", "integer", R"("readOnly":true,"extension":[)" + Expression("calculatedExpression", half) + "]");
  const Walk walk = Walked(
      FormOf({ItemText("a", "integer", limits), ItemText("b", "integer", limits), total},
             {Rule("high", Answer("total") + " >= 2", "today"), Rule("low", Answer("total") + " < 2", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 16);
}

TEST(WalkThrough, KnowsThatACalculationIsThereOnlyWhereItIsAskedFor) {
  const std::string total = ItemText(
      "total", "integer",
      R"("readOnly":true,"enableWhen":[{"question":"sure","operator":"=","answerBoolean":true}],"extension":[)" +
          Expression("calculatedExpression", Answer("a") + ".toInteger()") + "]");
  const Walk walk =
      Walked(FormOf({ItemText("sure", "boolean", kRequired), ItemText("a", "boolean", kRequired), total},
                    {Rule("one", Answer("total") + " = 1", "today"),
                     Rule("rest", Answer("sure") + ".exists() and (" + Answer("total") + " = 1).not()", "routine"),
                     Rule("none", Answer("sure") + ".exists() and " + Answer("total") + ".empty()", "self-care")}));
  EXPECT_EQ(Found(walk), "");
}

TEST(WalkThrough, UnderstandsWeights) {
  const std::string weighed =
      R"("required":true,"answerOption":[{"valueCoding":{"system":"s","code":"low"},"extension":[{"url":)"
      R"("http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":1}]},{"valueCoding":{"system":"s","code":"high"},)"
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":3}]}])";
  const std::string points = Answer("q") + ".weight().sum()";
  const Walk walk =
      Walked(FormOf({ItemText("q", "choice", weighed)},
                    {Rule("high", points + " > 2", "today"), Rule("low", "(" + points + " > 2).not()", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 2);
}

TEST(WalkThrough, TriesSomeAnswersWhereTwoQuestionsAreReadTogether) {
  const std::string limits = Between(1, 200);
  const std::string ratio = Answer("a") + " / " + Answer("b");
  const Walk walk = Walked(FormOf({ItemText("a", "integer", limits), ItemText("b", "integer", limits)},
                                  {Rule("high", ratio + " > 3", "today"), Rule("low", ratio + " <= 3", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.sampled, (std::vector<std::string>{"a: 48 of its answers", "b: 48 of its answers"}));
}

TEST(WalkThrough, CountsNoChoiceAmongThoseThatNeedNotBeMade) {
  const Walk walk = Walked(FormOf(
      {ItemText("sure", "boolean", kRequired), ItemText("q", "choice", R"("repeats":true,)" + Options({"a", "b"}))},
      {Rule("a", Chose("q", "a"), "today"),
       Rule("else", Answer("sure") + ".exists() and (" + Chose("q", "a") + ").not()", "routine")}));
  EXPECT_EQ(Found(walk), "");
  EXPECT_EQ(walk.decisions, 8) << "no option, a, b or both";
}

TEST(WalkThrough, SaysWhyItCannotWalk) {
  const auto why = [](const std::vector<std::string>& items, const std::string& condition) {
    const Walk walk = Walked(FormOf(items, {Rule("rule", condition, "today")}));
    return walk.findings.empty() ? ""
                                 : std::string(Code(walk.findings[0].kind)) + " " + walk.findings[0].place + ": " +
                                       walk.findings[0].message;
  };
  EXPECT_EQ(why({ItemText("group", "group", R"("repeats":true,"item":[)" + ItemText("q", "boolean") + "]")},
                Answer("q") + ".exists()"),
            "not-walked q: it stands in a group or question that repeats");
  EXPECT_EQ(why({ItemText("q", "choice", R"("answerValueSet":"urn:elsewhere")")}, Answer("q") + ".exists()"),
            "not-walked q: the form does not contain its options");
  std::vector<std::string> many;
  std::string any;
  for (int i = 0; i < 65; ++i) {
    many.push_back(ItemText("q" + std::to_string(i), "boolean"));
    any += (i == 0 ? "" : " or ") + Answer("q" + std::to_string(i)) + ".exists()";
  }
  EXPECT_EQ(why(many, any), "not-walked : the rules read more than 64 questions");
  EXPECT_EQ(why({ItemText("q", "boolean")}, "%resource.item.exists()"),
            "not-walked rule rule: it reads more than items named by linkId");
  const std::string circle = R"("enableWhen":[{"question":")";
  EXPECT_EQ(why({ItemText("a", "boolean", circle + R"(b","operator":"exists","answerBoolean":true}])"),
                 ItemText("b", "boolean", circle + R"(a","operator":"exists","answerBoolean":true}])")},
                Answer("a") + ".exists()"),
            "not-walked a: items enable each other in a circle");
  const auto calculated = [](const std::string& name, const std::string& from) {
    return ItemText(
        name, "integer",
        R"("readOnly":true,"extension":[)" + Expression("calculatedExpression", Answer(from) + " * 2") + "]");
  };
  EXPECT_EQ(why({calculated("a", "b"), calculated("b", "a")}, Answer("a") + " > 1"),
            "not-walked a: its calculation does not compile");
}

}  // namespace
}  // namespace eteinen::form
