// One answer against each rule that FHIR R4 and SDC have for it.
#include <gtest/gtest.h>

#include <map>

#include "core/form/plain_answer.h"
#include "core/form/validate.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// "severity code place" of each issue about the answers of one question; the place is what follows "item[0]".
std::string Judge(const std::string& type, const std::string& more, const std::string& answers) {
  const Questionnaire form = Form("[" + ItemText("q", type, more) + "]");
  const Json response =
      Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"q","answer":)" + answers +
           "}]}");
  std::string text;
  for (const Issue& issue : Validate(form, response)) {
    if (!text.empty()) text += "; ";
    text += issue.severity + " " + issue.code + " " +
            issue.expression.substr(std::string_view("QuestionnaireResponse.item[0]").size());
  }
  return text;
}

std::string Extension(const std::string& name, const std::string& value) {
  const std::string base = name.starts_with("sdc-") ? "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                                                    : "http://hl7.org/fhir/StructureDefinition/";
  return R"({"url":")" + base + name + R"(",)" + value + "}";
}

std::string Extensions(const std::string& list) { return R"("extension":[)" + list + "]"; }

// {"valueInteger": 1} of every type of value that an answer can have.
const std::map<std::string, std::string>& Values() {
  static const std::map<std::string, std::string> values = {
      {"valueBoolean", "true"},
      {"valueDecimal", "1.5"},
      {"valueInteger", "1"},
      {"valueDate", R"("2026-11-24")"},
      {"valueDateTime", R"("2026-11-24T09:00:00+02:00")"},
      {"valueTime", R"("09:00:00")"},
      {"valueString", R"("a")"},
      {"valueUri", R"("https://example.org")"},
      {"valueAttachment", R"({"contentType":"text/plain"})"},
      {"valueCoding", R"({"code":"a"})"},
      {"valueQuantity", R"({"value":1})"},
      {"valueReference", R"({"reference":"Patient/1"})"},
  };
  return values;
}

TEST(AnswerRules, EveryTypeOfQuestionTakesItsOwnTypeOfValueAndNoOther) {
  const std::map<std::string, std::vector<std::string>> right = {
      {"boolean", {"valueBoolean"}},
      {"decimal", {"valueDecimal"}},
      {"integer", {"valueInteger"}},
      {"date", {"valueDate"}},
      {"dateTime", {"valueDateTime"}},
      {"time", {"valueTime"}},
      {"string", {"valueString"}},
      {"text", {"valueString"}},
      {"url", {"valueUri"}},
      {"attachment", {"valueAttachment"}},
      {"reference", {"valueReference"}},
      {"quantity", {"valueQuantity"}},
      {"choice", {"valueCoding"}},
      {"open-choice", {"valueCoding", "valueString"}},
  };
  for (const auto& [type, keys] : right) {
    for (const auto& [key, value] : Values()) {
      SCOPED_TRACE(type + " " + key);
      const bool fits = std::find(keys.begin(), keys.end(), key) != keys.end();
      EXPECT_EQ(Judge(type, "", "[{\"" + key + "\":" + value + "}]"), fits ? "" : "fatal invalidAnswerType .answer[0]");
    }
  }
}

TEST(AnswerRules, AValueMustBeOfItsJsonTypeAndFormat) {
  const std::string wrong = "fatal invalidAnswerType .answer[0]";
  EXPECT_EQ(Judge("boolean", "", R"([{"valueBoolean":"true"}])"), wrong);
  EXPECT_EQ(Judge("integer", "", R"([{"valueInteger":1.5}])"), wrong);
  EXPECT_EQ(Judge("integer", "", R"([{"valueInteger":2147483648}])"), wrong);
  EXPECT_EQ(Judge("integer", "", R"([{"valueInteger":-2147483648}])"), "");
  EXPECT_EQ(Judge("decimal", "", R"([{"valueDecimal":"1.5"}])"), wrong);
  EXPECT_EQ(Judge("date", "", R"([{"valueDate":"24.11.2026"}])"), wrong);
  EXPECT_EQ(Judge("dateTime", "", R"([{"valueDateTime":"2026-11-24T09:00"}])"), wrong);
  EXPECT_EQ(Judge("time", "", R"([{"valueTime":"24:00:00"}])"), wrong);
  EXPECT_EQ(Judge("choice", "", R"([{"valueCoding":"a"}])"), wrong);
  EXPECT_EQ(Judge("string", "", R"([{}])"), wrong);
}

TEST(AnswerRules, OptionsOfEveryTypeAreComparedByValue) {
  const auto judge = [](const std::string& type, const std::string& key, const std::string& option,
                        const std::string& answer) {
    return Judge(type, R"("answerOption":[{")" + key + "\":" + option + "}]", "[{\"" + key + "\":" + answer + "}]");
  };
  const std::string wrong = "error invalidAnswerOption .answer[0]";
  EXPECT_EQ(judge("integer", "valueInteger", "3", "3"), "");
  EXPECT_EQ(judge("integer", "valueInteger", "3", "4"), wrong);
  EXPECT_EQ(judge("date", "valueDate", R"("2026-11-24")", R"("2026-11-25")"), wrong);
  EXPECT_EQ(judge("time", "valueTime", R"("09:00:00")", R"("09:00:00")"), "");
  EXPECT_EQ(judge("string", "valueString", R"("a")", R"("A")"), wrong);
  EXPECT_EQ(judge("choice", "valueString", R"("a")", R"("a")"), "");
  EXPECT_EQ(judge("choice", "valueCoding", R"({"system":"s","code":"a","display":"A"})",
                  R"({"system":"s","code":"a","display":"annat"})"),
            "");
  EXPECT_EQ(judge("choice", "valueCoding", R"({"system":"s","code":"a"})", R"({"code":"a"})"), wrong);
  EXPECT_EQ(judge("open-choice", "valueCoding", R"({"code":"a"})", R"({"code":"b"})"), wrong);
  EXPECT_EQ(Judge("open-choice", R"("answerOption":[{"valueCoding":{"code":"a"}}])", R"([{"valueString":"muu"}])"), "");
  EXPECT_EQ(Judge("choice", R"("answerOption":[{"valueCoding":{"code":"a"}}])", R"([{"valueString":"muu"}])"),
            "fatal invalidAnswerType .answer[0]");
}

TEST(AnswerRules, CodesOfAContainedValueSetAreTheOnlyOnes) {
  const Questionnaire form =
      Form("[" + ItemText("q", "choice", R"("answerValueSet":"#v")") + "]",
           R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[)"
           R"({"code":"a"},{"code":"b"}]}]}}])");
  const auto judge = [&](const std::string& coding) {
    return Codes(Validate(form, Read(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[)"
                                     R"({"linkId":"q","answer":[{"valueCoding":)" +
                                     coding + "}]}]}")));
  };
  EXPECT_EQ(judge(R"({"system":"s","code":"b"})"), "");
  EXPECT_EQ(judge(R"({"system":"s","code":"c"})"), "invalidCoding q");
  EXPECT_EQ(judge(R"({"system":"t","code":"b"})"), "invalidCoding q");
}

TEST(AnswerRules, AnExclusiveOptionStandsAlone) {
  const std::string options = R"("repeats":true,"answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":)"
                              R"({"code":"none"},)" +
                              Extensions(Extension("questionnaire-optionExclusive", R"("valueBoolean":true)")) + "}]";
  EXPECT_EQ(Judge("choice", options, R"([{"valueCoding":{"code":"none"}}])"), "");
  EXPECT_EQ(Judge("choice", options, R"([{"valueCoding":{"code":"none"}},{"valueCoding":{"code":"a"}}])"),
            "error exclusiveAnswerOption .answer[0]");
}

TEST(AnswerRules, LeastAndMostIncludeThemselves) {
  const auto judge = [](const std::string& type, const std::string& key, const std::string& least,
                        const std::string& most, const std::string& answer) {
    return Judge(type,
                 Extensions(Extension("minValue", "\"" + key + "\":" + least) + "," +
                            Extension("maxValue", "\"" + key + "\":" + most)),
                 "[{\"" + key + "\":" + answer + "}]");
  };
  const std::string less = "error minValue .answer[0]";
  const std::string more = "error maxValue .answer[0]";
  EXPECT_EQ(judge("integer", "valueInteger", "1", "3", "1"), "");
  EXPECT_EQ(judge("integer", "valueInteger", "1", "3", "3"), "");
  EXPECT_EQ(judge("integer", "valueInteger", "1", "3", "0"), less);
  EXPECT_EQ(judge("decimal", "valueDecimal", "0.1", "0.3", "0.30"), "");
  EXPECT_EQ(judge("decimal", "valueDecimal", "0.1", "0.3", "0.3000000000000000001"), more);
  EXPECT_EQ(judge("date", "valueDate", R"("2026-01-01")", R"("2026-12-31")", R"("2026-01-01")"), "");
  EXPECT_EQ(judge("date", "valueDate", R"("2026-01-01")", R"("2026-12-31")", R"("2025-12-31")"), less);
  EXPECT_EQ(judge("date", "valueDate", R"("2026-02-01")", R"("2026-12-31")", R"("2026")"), "");
  EXPECT_EQ(judge("date", "valueDate", R"("2026-02-01")", R"("2026-12-31")", R"("2027")"), more);
  EXPECT_EQ(judge("time", "valueTime", R"("08:00:00")", R"("16:00:00")", R"("07:59:59")"), less);
  EXPECT_EQ(judge("time", "valueTime", R"("08:00:00")", R"("16:00:00")", R"("16:00:00")"), "");
  EXPECT_EQ(judge("dateTime", "valueDateTime", R"("2026-11-24T08:00:00Z")", R"("2026-11-24T10:00:00Z")",
                  R"("2026-11-24T12:30:00+02:00")"),
            more);
}

TEST(AnswerRules, QuantitiesAreLimitedInWhateverUnitTheyAreGiven) {
  const auto quantity = [](const std::string& value, const std::string& code) {
    return R"({"value":)" + value + R"(,"system":"http://unitsofmeasure.org","code":")" + code + "\"}";
  };
  const auto judge = [&](const std::string& answer) {
    return Judge(
        "quantity",
        Extensions(Extension("sdc-questionnaire-minQuantity", R"("valueQuantity":)" + quantity("35", "Cel")) + "," +
                   Extension("sdc-questionnaire-maxQuantity", R"("valueQuantity":)" + quantity("42", "Cel"))),
        R"([{"valueQuantity":)" + answer + "}]");
  };
  EXPECT_EQ(judge(quantity("36.6", "Cel")), "");
  EXPECT_EQ(judge(quantity("43", "Cel")), "error maxValue .answer[0]");
  EXPECT_EQ(judge(quantity("36.6", "kg")),
            "error minValueIncompatUnits .answer[0]; error maxValueIncompatUnits .answer[0]");
  EXPECT_EQ(Judge("quantity", Extensions(Extension("maxValue", R"("valueDecimal":5)")),
                  R"([{"valueQuantity":{"value":6,"unit":"kg"}}])"),
            "error maxValue .answer[0]");
}

TEST(AnswerRules, UnitsAreThoseOfferedUnlessOthersMayBeWritten) {
  const std::string kilogram =
      Extension("questionnaire-unitOption", R"("valueCoding":{"system":"http://unitsofmeasure.org","code":"kg"})");
  const std::string pounds = R"([{"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"[lb_av]"}}])";
  EXPECT_EQ(Judge("quantity", Extensions(kilogram), pounds), "error invalidUnit .answer[0]");
  EXPECT_EQ(Judge("quantity", Extensions(kilogram), R"([{"valueQuantity":{"value":1}}])"),
            "error invalidUnit .answer[0]");
  EXPECT_EQ(
      Judge("quantity",
            Extensions(kilogram + "," + Extension("sdc-questionnaire-unitOpen", R"("valueCode":"optionsOrString")")),
            pounds),
      "");
  EXPECT_EQ(Judge("quantity",
                  Extensions(kilogram + "," + Extension("sdc-questionnaire-unitOpen", R"("valueCode":"optionsOnly")")),
                  pounds),
            "error invalidUnit .answer[0]");
}

TEST(AnswerRules, LengthAndFormHoldForEveryPrimitive) {
  EXPECT_EQ(Judge("integer", R"("maxLength":2)", R"([{"valueInteger":100}])"), "error maxLength .answer[0]");
  EXPECT_EQ(Judge("url", R"("maxLength":5)", R"([{"valueUri":"urn:abc"}])"), "error maxLength .answer[0]");
  EXPECT_EQ(Judge("open-choice", R"("maxLength":2)", R"([{"valueString":"abc"}])"), "error maxLength .answer[0]");
  EXPECT_EQ(
      Judge("string", Extensions(Extension("regex", R"("valueString":"[0-9]{5}")")), R"([{"valueString":"13100"}])"),
      "");
  EXPECT_EQ(Judge("string", Extensions(Extension("regex", R"("valueString":"[0-9]{5}")")),
                  R"([{"valueString":"13100 Hml"}])"),
            "error regex .answer[0]");
  EXPECT_EQ(
      Judge("integer", Extensions(Extension("regex", R"("valueString":"[0-9]{4}")")), R"([{"valueInteger":123}])"),
      "error regex .answer[0]");
}

TEST(AnswerRules, AddressesAreWellFormed) {
  const std::string wrong = "error invalidUrlValue .answer[0]";
  EXPECT_EQ(Judge("url", "", R"([{"valueUri":"https://example.org/a?b=c#d"}])"), "");
  EXPECT_EQ(Judge("url", "", R"([{"valueUri":"urn:oid:1.2.246.10"}])"), "");
  EXPECT_EQ(Judge("url", "", R"([{"valueUri":"urn:oid:3.2"}])"), wrong);
  EXPECT_EQ(Judge("url", "", R"([{"valueUri":"two words"}])"), wrong);
  EXPECT_EQ(Judge("url", "", R"([{"valueUri":"100%"}])"), wrong);
}

TEST(AnswerRules, ReferencesPointSomewhere) {
  const std::string wrong = "error invalidRefValue .answer[0]";
  EXPECT_EQ(Judge("reference", "", R"([{"valueReference":{"reference":"Patient/1/_history/2"}}])"), "");
  EXPECT_EQ(Judge("reference", "", R"([{"valueReference":{"display":"Terveyskeskus"}}])"), "");
  EXPECT_EQ(Judge("reference", "", R"([{"valueReference":{}}])"), wrong);
  EXPECT_EQ(Judge("reference", "", R"([{"valueReference":{"reference":"Patient"}}])"), wrong);
  EXPECT_EQ(Judge("reference", "", R"([{"valueReference":{"reference":"two words"}}])"), wrong);
}

TEST(AnswerRules, AnswersHaveTheFormOfTheTypeThatTheyBecome) {
  const auto base = [](const std::string& type) {
    return Extensions(Extension("questionnaire-baseType", R"("valueCode":")" + type + "\""));
  };
  EXPECT_EQ(Judge("integer", base("positiveInt"), R"([{"valueInteger":1}])"), "");
  EXPECT_EQ(Judge("integer", base("positiveInt"), R"([{"valueInteger":0}])"), "error invalidAnswerType .answer[0]");
  EXPECT_EQ(Judge("integer", base("unsignedInt"), R"([{"valueInteger":0}])"), "");
  EXPECT_EQ(Judge("integer", base("unsignedInt"), R"([{"valueInteger":-1}])"), "error invalidAnswerType .answer[0]");
  EXPECT_EQ(Judge("string", base("id"), R"([{"valueString":"a-1"}])"), "");
  EXPECT_EQ(Judge("string", base("id"), R"([{"valueString":"a b"}])"), "error invalidAnswerType .answer[0]");
  EXPECT_EQ(Judge("string", base("markdown"), R"([{"valueString":"a b"}])"), "");
}

TEST(AnswerRules, FilesAreOfTheTypesAndSizeAskedFor) {
  const std::string images = Extensions(Extension("mimeType", R"("valueCode":"image/png")") + "," +
                                        Extension("maxSize", R"("valueDecimal":4)"));
  EXPECT_EQ(Judge("attachment", images, R"([{"valueAttachment":{"contentType":"image/png","data":"AAAA","size":3}}])"),
            "");
  EXPECT_EQ(Judge("attachment", images, R"([{"valueAttachment":{"contentType":"Image/PNG ; name=a.png","size":3}}])"),
            "");
  EXPECT_EQ(Judge("attachment", Extensions(Extension("mimeType", R"("valueCode":"IMAGE/*")")),
                  R"([{"valueAttachment":{"contentType":"image/png","size":3}}])"),
            "");
  EXPECT_EQ(Judge("attachment", images, R"([{"valueAttachment":{"contentType":"image/png","size":5}}])"),
            "error maxAttachmentSize .answer[0]");
  EXPECT_EQ(Judge("attachment", images, R"([{"valueAttachment":{"contentType":"text/html","size":1}}])"),
            "error invalidAttachmentType .answer[0]");
  EXPECT_EQ(Judge("attachment", "", R"([{"valueAttachment":{"data":"AAAA","size":2}}])"),
            "error attachmentSizeInconsistent .answer[0]");
  EXPECT_EQ(
      Judge("attachment", images, R"([{"valueAttachment":{"contentType":"image/png","data":"AAAAAAAA","size":1}}])"),
      "error attachmentSizeInconsistent .answer[0]; error maxAttachmentSize .answer[0]");
}

TEST(PlainAnswers, BecomeAnswersOfTheTypeOfTheirQuestion) {
  const std::string options = R"("answerOption":[{"valueCoding":{"system":"s","code":"x"}}])";
  const std::string unit =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":)"
      R"({"system":"http://unitsofmeasure.org","code":"kg","display":"kg"}}])";
  const Questionnaire form =
      Form("[" + ItemText("boolean", "boolean") + "," + ItemText("quantity", "quantity", unit) + "," +
           ItemText("choice", "choice", options) + "," + ItemText("open", "open-choice", options) + "," +
           ItemText("date", "date") + "," + ItemText("dateTime", "dateTime") + "," + ItemText("time", "time") + "," +
           ItemText("url", "url") + "," + ItemText("file", "attachment") + "," + ItemText("text", "text") + "," +
           ItemText("reference", "reference") + "," + ItemText("group", "group") + "]");
  struct Case {
    std::string link_id;
    std::string plain;
    std::string answer;  // or what is said against it
  };
  for (const Case& one : {
           Case{"boolean", "true", R"([{"valueBoolean":true}])"},
           Case{"boolean", "1", "expected a boolean"},
           Case{"quantity", "5",
                R"([{"valueQuantity":{"value":5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}])"},
           Case{"quantity", "\"5\"", "expected a number"},
           Case{"choice", "\"x\"", R"([{"valueCoding":{"system":"s","code":"x"}}])"},
           Case{"choice", "\"y\"", "not one of the options"},
           Case{"open", "\"y\"", R"([{"valueString":"y"}])"},
           Case{"choice", "\"s|x\"", R"([{"valueCoding":{"system":"s","code":"x"}}])"},
           Case{"choice", "\"t|x\"", "not one of the options"},
           Case{"file", R"({"contentType":"image/png"})", R"([{"valueAttachment":{"contentType":"image/png"}}])"},
           Case{"file", "\"photo.png\"", "expected an attachment"},
           Case{"date", "\"2026-11-24\"", R"([{"valueDate":"2026-11-24"}])"},
           Case{"date", "5", "expected a string"},
           Case{"dateTime", "\"2026-11-24\"", R"([{"valueDateTime":"2026-11-24"}])"},
           Case{"time", "\"08:15:00\"", R"([{"valueTime":"08:15:00"}])"},
           Case{"url", "\"urn:x\"", R"([{"valueUri":"urn:x"}])"},
           Case{"text", "\"sanoja\"", R"([{"valueString":"sanoja"}])"},
           Case{"text", "null", "[]"},
           Case{"text", R"(["a","b"])", R"([{"valueString":"a"},{"valueString":"b"}])"},
           Case{"reference", "\"Patient/1\"", "this kind of item cannot be answered here"},
           Case{"group", "\"x\"", "this item takes no answer"},
       }) {
    const Item& item = form.items()[static_cast<std::size_t>(form.Find(one.link_id))];
    const Result<Json> answers = AnswersFromPlain(item, Read(one.plain), "answers");
    const std::string told = answers.ok() ? WriteJson(*answers) : answers.error().message;
    EXPECT_EQ(told.substr(0, one.answer.size()), one.answer) << one.link_id << " " << one.plain;
  }
}

}  // namespace
}  // namespace eteinen::form
