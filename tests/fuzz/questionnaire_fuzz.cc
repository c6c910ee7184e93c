// A hostile Questionnaire: read, linted, begun, answered, its instances added, moved and removed, and stored without a
// crash; and what was evaluated step by step is what a fresh look at everything gives.
#include <cstdlib>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/form/lint.h"
#include "core/form/session.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

// What comes of the same edits to a session; nothing when it was stopped for taking too long, or does not come to rest.
std::optional<std::string> Filled(const form::Questionnaire& questionnaire, bool full) {
  form::Start start;
  start.now = "2026-11-24T07:00:00Z";
  start.max_steps = 1'000'000;
  start.full = full;
  Result<form::Session> session = form::Session::Begin(questionnaire, start);
  if (!session.ok()) return std::nullopt;
  const Json number = *ParseJson(R"([{"valueInteger":3}])");
  const Json text = *ParseJson(R"([{"valueString":"x"}])");
  for (const form::Item& item : questionnaire.items()) {
    static_cast<void>(session->SetAnswer(item.link_id, {}, item.type == form::ItemType::kString ? text : number));
    static_cast<void>(session->AddInstance(item.link_id, {1}, number));
    static_cast<void>(session->MoveInstance(item.link_id, {1}, 0));
    static_cast<void>(session->RemoveInstance(item.link_id, {1}));
  }
  std::string outcome = WriteJson(session->Response());
  for (const form::Issue& issue : session->Issues(true)) {
    if (issue.code == "unstable" || issue.message.find("steps") != std::string::npos ||
        issue.message.find("time left") != std::string::npos) {
      return std::nullopt;
    }
    outcome += WriteJson(form::ToJson(issue));
  }
  static_cast<void>(WriteJson(session->Snapshot()));
  return outcome;
}

}  // namespace

void FuzzOne(std::string_view input) {
  Result<Json> json = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!json.ok()) return;
  const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*std::move(json));
  if (!questionnaire.ok()) return;
  static_cast<void>(form::Lint(*questionnaire));
  const std::optional<std::string> stepwise = Filled(*questionnaire, false);
  if (!stepwise || !questionnaire->completable()) return;
  const std::optional<std::string> whole = Filled(*questionnaire, true);
  if (whole && *whole != *stepwise) std::abort();
}

}  // namespace eteinen
