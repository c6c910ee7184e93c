// Unfinished answers of whoever has identified are kept by the backend, so that they outlive the tab and the device.
// Assessments and forms that are sent in a name are; what is sent without a name is never kept under one. What the
// device keeps besides (snapshot.cc) is nearer and newer.
#include <algorithm>

#include "core/app/flow.h"
#include "core/app/forms.h"
#include "core/fhir/element.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kResponses = "/fhir/QuestionnaireResponse/";
constexpr std::string_view kDisplayUrl = "http://hl7.org/fhir/StructureDefinition/display";
constexpr std::int64_t kSoon = 2'000;       // milliseconds after an answer
constexpr std::int64_t kLater = 30'000;     // milliseconds after it could not be kept
constexpr std::size_t kMostBytes = 60'000;  // of the text; a request takes 64 KiB

bool IsUnfinished(const State& state) {
  const Filling& filling = state.filling;
  if (!state.identity.drafts || !state.identity.acting_for || !filling.session || filling.judged) return false;
  return !filling.terms.sent || filling.terms.identified;
}

void AskFor(Step& step, Purpose purpose, const std::string& id, std::string_view method, Json headers = {},
            std::string body = {}) {
  step.effects.Http(purpose, id, true, method, std::string(kResponses) + id, std::move(headers), std::move(body));
}

form::LocalText TitleOf(const State& state) {
  form::LocalText title = state.filling.form->TextOf(-1, state.locale, "title");
  if (!title.text.empty()) return title;
  // Of several symptoms asked together.
  const std::string& id = state.filling.questionnaire;
  for (std::size_t at = 0; at <= id.size();) {
    const std::size_t end = std::min(id.find('+', at), id.size());
    const form::LocalText part = FormTitle(state, std::string_view(id).substr(at, end - at));
    at = end + 1;
    if (part.text.empty()) continue;
    title.text += (title.text.empty() ? "" : ", ") + part.text;
    title.language = part.language;
  }
  return title;
}

}  // namespace

void ForgetDraft(State& state, std::string_view id) {
  if (!state.identity.drafts) return;
  std::erase_if(*state.identity.drafts, [&](const Draft& one) { return one.id == id; });
}

void WatchDraft(Step& step, bool answered) {
  const State& state = step.state;
  Filling& filling = step.state.filling;
  const bool asks = state.screen == Screen::kQuestion || state.screen == Screen::kPlace;
  if (asks) filling.judged = false;
  if (state.screen == Screen::kResult || state.screen == Screen::kEmergency) filling.judged = true;
  if (filling.judged && !filling.draft.empty()) return DropDraft(step, std::string(filling.draft));
  const bool goes_on = (answered && asks) || !filling.draft.empty();
  if (goes_on && IsUnfinished(state) && !step.effects.Waiting(Purpose::kDraftTimer)) {
    step.effects.Timer(Purpose::kDraftTimer, "", kSoon);
  }
}

void KeepDraft(Step& step) {
  State& state = step.state;
  Filling& filling = state.filling;
  if (!IsUnfinished(state) || step.uid.empty()) return;
  if (step.effects.Waiting(Purpose::kKeepDraft)) return step.effects.Timer(Purpose::kDraftTimer, "", kSoon);
  if (filling.draft.empty()) filling.draft = step.uid;
  std::string text = DraftText(state);
  if (text == filling.kept || text.size() > kMostBytes) return;
  const form::LocalText title = TitleOf(state);
  Json body = Json::MakeObject({{"resourceType", "QuestionnaireResponse"},
                                {"id", filling.draft},
                                {"status", "in-progress"},
                                {"questionnaire", std::string(kFormUrn) + filling.questionnaire}});
  if (!title.language.empty()) body.Set("language", title.language);
  Json display = Json::MakeObject({{"url", kDisplayUrl}, {"valueString", title.text}});
  body.Set("_questionnaire", Json::MakeObject({{"extension", Json::MakeArray({std::move(display)})}}));
  body.Set("subject", Json::MakeObject({{"reference", "Patient/" + state.identity.acting_for->id}}));
  Json extensions = Json::MakeArray({Json::MakeObject({{"url", kDraftUrl}, {"valueString", text}})});
  if (!filling.appointment.empty()) extensions.Append(AppointmentExtension(filling.appointment));
  body.Set("extension", std::move(extensions));
  filling.keeping = std::move(text);
  AskFor(step, Purpose::kKeepDraft, filling.draft, "PUT", WriteHeaders(state), WriteJson(body));
}

void OnDraftKept(Step& step, const std::string& id, const HttpAnswer& answer) {
  State& state = step.state;
  Filling& filling = state.filling;
  if (filling.draft != id || !state.identity.drafts) return;
  if (!answer.Success()) {
    // Tried again with the next answer; the device has it meanwhile.
    if (answer.failure || answer.status >= 500) step.effects.Timer(Purpose::kDraftTimer, "", kLater);
    if (answer.status == 404) filling.draft.clear();
    return;
  }
  filling.kept = std::move(filling.keeping);
  ForgetDraft(state, id);
  const form::LocalText title = TitleOf(state);
  state.identity.drafts->insert(state.identity.drafts->begin(), Draft{id, filling.questionnaire, filling.appointment,
                                                                      title.text, title.language, step.now});
}

const Draft* FindDraft(const State& state, std::string_view questionnaire, std::string_view appointment) {
  if (!state.identity.drafts) return nullptr;
  for (const Draft& one : *state.identity.drafts) {
    if (one.questionnaire == questionnaire && one.appointment == appointment) return &one;
  }
  return nullptr;
}

void ContinueDraft(Step& step, const std::string& id) {
  // What is being filled, or is kept on the device, is newer than what was kept of it.
  const Json unopened = step.state.unopened["filling"];
  if (unopened["draft"].AsString() == id) return OpenQuestionnaire(step, unopened["questionnaire"].AsString());
  if (step.state.filling.draft == id && step.state.filling.session) {
    return Show(step, step.state.filling.reviewing ? Screen::kReview : Screen::kQuestion);
  }
  if (!step.effects.Waiting(Purpose::kDraft)) AskFor(step, Purpose::kDraft, id, "GET");
}

void OnDraft(Step& step, const std::string& id, const HttpAnswer& answer) {
  State& state = step.state;
  const Result<Json> draft = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  const Json* extension = draft.ok() ? fhir::Extension(*draft, kDraftUrl) : nullptr;
  if (extension == nullptr || (*extension)["valueString"].AsString().empty()) {
    // What is gone, or can't be read, leads nowhere; its form can be begun anew.
    if (answer.Success() || answer.status == 404) ForgetDraft(state, id);
    NoteProblem(step, Purpose::kDraft, id, answer);
    if (answer.Success() || answer.status == 404) {
      state.problem->text = "problem.draft-gone";
      state.problem->retry = false;
    }
    return;
  }
  const Result<Instant> authored = ParseInstant((*draft)["authored"].AsString());
  state.filling = Filling();
  state.unopened = Json();
  state.continued = Draft();
  state.continued->id = id;
  state.continued->authored = authored.ok() ? *authored : step.now;
  state.resume = (*extension)["valueString"].AsString();
  Resume(step);
}

void DropDraft(Step& step, const std::string& id) {
  step.effects.Void(Purpose::kKeepDraft);
  step.effects.Void(Purpose::kDraftTimer);
  if (step.state.filling.draft == id) {
    step.state.filling.draft.clear();
    step.state.filling.kept.clear();
  }
  AskFor(step, Purpose::kDropDraft, id, "DELETE", WriteHeaders(step.state));
}

void OnDraftDropped(Step& step, const std::string& id, const HttpAnswer& answer) {
  State& state = step.state;
  // Of what went with a result nobody needs to hear: it ends by itself.
  const bool asked = state.dropping == id;
  if (asked) state.dropping.clear();
  if (answer.Success()) {
    ForgetDraft(state, id);
    if (asked) step.focus = "page.title";
  } else if (asked) {
    NoteProblem(step, Purpose::kDropDraft, id, answer);
  }
}

}  // namespace eteinen::app
