// A hostile Questionnaire: read, begun, answered and validated without a crash.
#include "core/base/json.h"
#include "core/form/session.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {

void FuzzOne(std::string_view input) {
  Result<Json> json = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!json.ok()) return;
  const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*std::move(json));
  if (!questionnaire.ok()) return;
  form::Start start;
  start.now = "2026-11-24T07:00:00Z";
  Result<form::Session> session = form::Session::Begin(*questionnaire, start);
  if (!session.ok()) return;
  const Json answer = Json::MakeArray({Json::MakeObject({{"valueInteger", 3}})});
  for (const form::Item& item : questionnaire->items()) {
    static_cast<void>(session->SetAnswer(item.link_id, {}, answer));
  }
  static_cast<void>(session->Issues(true));
  static_cast<void>(WriteJson(session->Snapshot()));
}

}  // namespace eteinen
