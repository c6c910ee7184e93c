// Where the score of an answer comes from: SDC, "weight()" and "ordinal()", in the order in which the places are asked.
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kWeights = R"({"resourceType": "Questionnaire",
  "contained": [
    {"resourceType": "ValueSet", "id": "listed", "compose": {"include": [
      {"system": "urn:a", "concept": [{"code": "low"},
        {"code": "high", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 3}]}]}]}},
    {"resourceType": "ValueSet", "id": "expanded", "expansion": {"contains": [
      {"system": "urn:a", "code": "group", "contains": [{"system": "urn:a", "code": "deep",
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 4.5}]}]}]}}],
  "item": [{"linkId": "group", "type": "group", "item": [
    {"linkId": "option", "type": "choice", "answerOption": [
      {"valueCoding": {"system": "urn:a", "code": "x"},
       "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 1}]},
      {"valueCoding": {"system": "urn:a", "code": "y",
       "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}]}}]},
    {"linkId": "plain", "type": "choice", "answerOption": [{"valueString": "a",
      "_valueString": {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 7}]}}]},
    {"linkId": "listed", "type": "choice", "answerValueSet": "#listed"},
    {"linkId": "expanded", "type": "choice", "answerValueSet": "#expanded"},
    {"linkId": "elsewhere", "type": "choice", "answerValueSet": "http://example.org/set"}]}]})";

// The weight of one answer to the question of that name, with the questionnaire at hand.
std::string Weight(const std::string& link_id, const std::string& answer) {
  const Json response =
      *ParseJson(R"({"resourceType": "QuestionnaireResponse", "item": [{"linkId": "group", "item": [{"linkId": ")" +
                 link_id + R"(", "answer": [)" + answer + "]}]}]}");
  const Json questionnaire = *ParseJson(kWeights);
  const Collection form(Item::Resource(FullModel(), questionnaire));
  Environment environment = AtTestTime();
  environment.variables.emplace_back("questionnaire", form);
  return Answer("item.item.answer.value.weight()", response, false, environment);
}

TEST(Weight, IsTheAnswersOwn) {
  EXPECT_EQ(Weight("unknown", R"({"valueCoding": {"code": "z", "extension": [
    {"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 9}]}})"),
            "decimal 9");
}

TEST(Weight, IsThatOfTheOptionChosen) {
  EXPECT_EQ(Weight("option", R"({"valueCoding": {"system": "urn:a", "code": "x"}})"), "decimal 1");
  EXPECT_EQ(Weight("option", R"({"valueCoding": {"system": "urn:a", "code": "y"}})"), "decimal 2");
  EXPECT_EQ(Weight("plain", R"({"valueString": "a"})"), "decimal 7");
}

TEST(Weight, IsThatOfTheContainedValueSet) {
  EXPECT_EQ(Weight("listed", R"({"valueCoding": {"system": "urn:a", "code": "high"}})"), "decimal 3");
  EXPECT_EQ(Weight("expanded", R"({"valueCoding": {"system": "urn:a", "code": "deep"}})"), "decimal 4.5");
}

TEST(Weight, IsNothingWhereNoPlaceGivesIt) {
  EXPECT_EQ(Weight("option", R"({"valueCoding": {"system": "urn:b", "code": "x"}})"), "");
  EXPECT_EQ(Weight("listed", R"({"valueCoding": {"system": "urn:a", "code": "low"}})"), "");
  EXPECT_EQ(Weight("elsewhere", R"({"valueCoding": {"system": "urn:a", "code": "x"}})"), "");
  EXPECT_EQ(Weight("unknown", R"({"valueCoding": {"system": "urn:a", "code": "x"}})"), "");
}

}  // namespace
}  // namespace eteinen::fhirpath
