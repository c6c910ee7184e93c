// A hostile QuestionnaireResponse, or a hostile stored session, against a form that has a little of everything.
#include <cstdlib>

#include "core/base/json.h"
#include "core/form/session.h"
#include "core/form/validate.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

constexpr std::string_view kForm = R"({"resourceType":"Questionnaire","status":"active","item":[
  {"linkId":"n","type":"integer","required":true},
  {"linkId":"c","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"code":"a"}},{"valueInteger":2}]},
  {"linkId":"g","type":"group","repeats":true,"item":[
    {"linkId":"x","type":"quantity"},
    {"linkId":"y","type":"attachment","enableWhen":[{"question":"n","operator":">","answerInteger":3}]}]},
  {"linkId":"sum","type":"decimal","extension":[{
    "url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
    "valueExpression":{"language":"text/fhirpath",
      "expression":"%resource.repeat(item).where(linkId='n').answer.value + 1"}}]}]})";

}  // namespace

void FuzzOne(std::string_view input) {
  Result<Json> response = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!response.ok()) return;
  const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*ParseJson(kForm));
  static_cast<void>(form::Validate(*questionnaire, *response));
  form::Start start;
  start.now = "2026-11-24T07:00:00Z";
  start.response = &*response;
  Result<form::Session> session = form::Session::Begin(*questionnaire, start);
  if (session.ok()) static_cast<void>(session->Issues(true));
  start.response = nullptr;
  Result<form::Session> resumed = form::Session::Resume(*questionnaire, *response, start);
  if (!resumed.ok()) return;
  static_cast<void>(resumed->MoveInstance("g", {0}, 1));
  static_cast<void>(resumed->Issues(true));
  // What is stored again is taken up again as it was.
  const Json stored = resumed->Snapshot();
  const Result<form::Session> again = form::Session::Resume(*questionnaire, stored, start);
  if (!again.ok() || WriteJson(again->Snapshot()) != WriteJson(stored)) std::abort();
}

}  // namespace eteinen
