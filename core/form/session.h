// One filling of a form: answers, what is enabled, what is calculated, what is wrong.
//
// A session keeps every answer, also of items that are switched off; those never leave in Response(). An edit brings
// everything that depends on it to a stable state before it returns, and evaluates only what the edit touched.
// Expressions see exactly the response that would be sent. Copying state in and out: Snapshot() and Resume().
// It has no clock: `now` is given at the start and may be moved with SetNow.
//
// The Questionnaire must outlive its sessions. Pointers handed out are good until the next edit.
#ifndef ETEINEN_CORE_FORM_SESSION_H_
#define ETEINEN_CORE_FORM_SESSION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/form/questionnaire.h"
#include "core/form/terminology.h"
#include "core/form/validate.h"

namespace eteinen::form {

// Where an item stands: the 0-based index of each repeating ancestor, outermost first. Repeating questions with items
// beneath them count as ancestors too.
using At = std::vector<int>;

struct Start {
  const Json* response = nullptr;  // an earlier QuestionnaireResponse to go on with; null: begin anew
  Json launch;                     // SDC launchContext: name → resource
  std::string now;                 // RFC 3339 with offset
  std::string language = "fi";
  const Terminology* terminology = nullptr;  // known value sets; must outlive the session
  // What all expressions together may cost for one edit or at the beginning, in steps of fhirpath::Environment: a few
  // seconds. Those for which nothing is left fail, and what fails blocks completion.
  std::uint64_t max_steps = 100'000'000;
  bool full = false;  // evaluate everything after each edit (the slow twin that tests compare with)
};

// An answer as drawn: one permitted option.
struct OptionState {
  std::string key;  // "valueCoding", …
  const Json* value = nullptr;
  LocalText text;
  bool enabled = true;  // false: switched off by answerOptionsToggleExpression
  bool exclusive = false;
};

// All that a screen needs to know about one item in one place.
struct ItemState {
  int item = -1;  // index into questionnaire.items()
  std::string_view link_id;
  At at;
  int instances = 1;  // repeating groups: how many; questions: how many answers
  bool enabled = false;
  bool required = false;
  bool read_only = false;
  bool edited = false;  // a calculated value that the resident has changed: it no longer follows
  LocalText text;
  Json answers;  // array of {"value…": …} without nested items
};

class Session {
 public:
  // Never fails on a response that fits badly: what could not be taken over is in dropped().
  // Errors: kInput when `now` is no instant or the response is no QuestionnaireResponse.
  static Result<Session> Begin(const Questionnaire& questionnaire, const Start& start);
  // From Snapshot(). A newer version of the questionnaire takes over what fits; the rest is in dropped().
  static Result<Session> Resume(const Questionnaire& questionnaire, const Json& snapshot, const Start& start);

  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  // Edits by the resident. Errors (nothing has changed then): kNotFound for an unknown linkId or place, kInput for
  // answers of a wrong form and for a question that is read-only, which only the form itself fills (FHIR R4,
  // Questionnaire.item.readOnly: not changed by a human respondent). `answers` is an array of {"valueInteger": 3}
  // objects; [] clears. An answer that breaks a limit is kept, and flagged by Issues().
  Status SetAnswer(std::string_view link_id, const At& at, const Json& answers);
  // Errors of these three: kInput for an item that is not there, does not repeat or is read-only.
  // `at` ends with the index of the instance itself (a repeating group, or an answer of a repeating question, whose
  // value may be given). Removing the only instance empties it.
  Status AddInstance(std::string_view link_id, const At& at, const Json& answers = Json());
  Status RemoveInstance(std::string_view link_id, const At& at);
  Status MoveInstance(std::string_view link_id, const At& at, int to);
  Status SetNow(std::string_view now);
  void SetLanguage(std::string_view language);

  const Questionnaire& questionnaire() const;
  // Items in document order; disabled ones and what is beneath them are left out.
  std::vector<ItemState> Enabled() const;
  // One item in one place; kNotFound when there is no such. By linkId, or by index into questionnaire().items().
  Result<ItemState> StateOf(std::string_view link_id, const At& at) const;
  Result<ItemState> StateOf(int item, const At& at) const;
  // Whether a question has an answer that would be sent; false when there is no such item.
  bool IsAnswered(int item, const At& at) const;
  std::vector<OptionState> OptionsOf(std::string_view link_id, const At& at) const;
  // A stable identity for each instance of a repeating group or answer of a question, in order: it moves with it.
  std::vector<int> InstanceIds(std::string_view link_id, const At& at) const;
  // Places whose state changed in the last edit, in document order.
  std::vector<std::pair<int, At>> Changed() const;

  // The response as it would be sent now: answers of disabled items left out, no generated id, no authored.
  const Json& Response() const;
  // Response() with status `completed`, if nothing forbids it; else the first reason. Issues(true) has them all.
  Result<Json> Complete() const;
  // The form's own faults, then those of the answers. With `completing`, also what is missing.
  std::vector<Issue> Issues(bool completing = false) const;
  // Those of one item in one place.
  std::vector<Issue> IssuesOf(std::string_view link_id, const At& at, bool completing = false) const;
  // What an earlier response or snapshot held that this form has no place for.
  const std::vector<Issue>& dropped() const;

  // The value of a FHIRPath expression over the response (%resource) with the form's root variables, as a JSON array.
  Result<Json> Evaluate(std::string_view expression) const;
  // Why it is shown, required, valued or invalid: {"linkId","at","enabled":{…},"required":{…},"value":{…},"issues"}.
  Result<Json> Explain(std::string_view link_id, const At& at) const;

  // Small and deterministic: the same state gives the same bytes.
  Json Snapshot() const;
  // How many expressions were evaluated for edits since the session began.
  std::size_t evaluated() const;

  class State;  // core/form/state.h

 private:
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_SESSION_H_
