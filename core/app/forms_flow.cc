#include <algorithm>

#include "core/app/flow.h"
#include "core/app/forms.h"
#include "core/app/outcome.h"
#include "core/fhir/element.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kAppointmentUrl = "urn:eteinen:appointment";
constexpr std::string_view kAppointmentPrefix = "Appointment/";

// The id in "urn:eteinen:questionnaire:pre-visit|1.0.0".
std::string FormIdOf(const std::string& canonical) {
  const std::string url = canonical.substr(0, canonical.find('|'));
  return url.substr(url.rfind(':') + 1);
}

std::optional<SentResponse> ReadSentResponse(const Json& json) {
  const Result<Instant> authored = ParseInstant(json["authored"].AsString());
  if (json["resourceType"].AsString() != "QuestionnaireResponse" || json["id"].AsString().empty() ||
      json["status"].AsString() != "completed" || !authored.ok()) {
    return std::nullopt;
  }
  SentResponse response;
  response.id = json["id"].AsString();
  response.questionnaire = FormIdOf(json["questionnaire"].AsString());
  response.authored = *authored;
  if (const Json* extension = fhir::Extension(json, kAppointmentUrl)) {
    response.appointment = AppointmentIn((*extension)["valueReference"]["reference"].AsString());
  }
  response.resource = json;
  return response;
}

void LoadResponses(Step& step) {
  if (step.state.forms.loaded || step.effects.Waiting(Purpose::kResponses)) return;
  step.effects.Http(Purpose::kResponses, "", true, "GET", "/fhir/QuestionnaireResponse");
}

// Takes out of earlier answers what is asked every time.
void DropAskedEveryTime(const form::Questionnaire& form, Json& element) {
  Json* items = element.Find("item");
  if (items == nullptr) return;
  Json::Array& list = items->MutableItems();
  list.erase(std::remove_if(list.begin(), list.end(),
                            [&](const Json& answered) {
                              const int index = form.Find(answered["linkId"].AsString());
                              return index >= 0 &&
                                     form::IsAskedEveryTime(form.items()[static_cast<std::size_t>(index)]);
                            }),
             list.end());
  for (Json& item : list) DropAskedEveryTime(form, item);
}

void ShowPage(Step& step, int page) {
  step.state.filling.page = page;
  Show(step, Screen::kQuestion);
}

}  // namespace

Json AppointmentExtension(const std::string& id) {
  const Json reference = Json::MakeObject({{"reference", std::string(kAppointmentPrefix) + id}});
  return Json::MakeObject({{"url", kAppointmentUrl}, {"valueReference", reference}});
}

std::string AppointmentIn(const std::string& reference) {
  return reference.starts_with(kAppointmentPrefix) ? reference.substr(kAppointmentPrefix.size()) : std::string();
}

void OpenForms(Step& step) {
  State& state = step.state;
  LoadContent(step);
  if (!state.content.questionnaire_list && !step.effects.Waiting(Purpose::kQuestionnaireList)) {
    step.effects.Http(Purpose::kQuestionnaireList, "", false, "GET", "/content/questionnaires.json");
  }
  AskForForms(step);
  Show(step, Screen::kForms);
}

void AskForForms(Step& step) {
  State& state = step.state;
  if (!state.identity.identified) return;
  state.forms.loaded = false;
  LoadResponses(step);
  if (!state.appointments.loaded && !step.effects.Waiting(Purpose::kAppointments)) LoadAppointments(step);
}

void OpenForm(Step& step, const std::string& id, const std::string& appointment) {
  State& state = step.state;
  if (ResumeWaits(state, step.effects)) {
    state.forms.opening = id;
    state.forms.opening_for = appointment;
    return OpenQuestionnaire(step, id);
  }
  if (state.filling.questionnaire != id || state.filling.appointment != appointment) state.filling = Filling();
  if (state.unopened["filling"]["appointment"].AsString() != appointment) LeaveUnopened(state);
  if (IsUnopened(state, id)) return OpenQuestionnaire(step, id);
  if (const Draft* draft = FindDraft(state, id, appointment); draft != nullptr && !state.filling.session) {
    return ContinueDraft(step, std::string(draft->id));
  }
  state.forms.opening = id;
  state.forms.opening_for = appointment;
  // Earlier answers come first, so that they can stand in the form.
  if (state.identity.identified && !state.forms.loaded) return LoadResponses(step);
  OpenQuestionnaire(step, id);
}

void OpenAskedForm(Step& step, const std::string& appointment) {
  const State& state = step.state;
  const auto is_it = [&](const Appointment& one) { return one.id == appointment; };
  const auto found = std::find_if(state.appointments.list.begin(), state.appointments.list.end(), is_it);
  const Appointment* asking = found == state.appointments.list.end() ? nullptr : &*found;
  if (asking == nullptr && state.booking.done && is_it(*state.booking.done)) asking = &*state.booking.done;
  const std::optional<AskedForm> asked = asking == nullptr ? std::nullopt : FormAskedBy(state, *asking, step.now);
  if (asked) OpenForm(step, asked->questionnaire, appointment);
}

void OnResponses(Step& step, const HttpAnswer& answer) {
  Forms& forms = step.state.forms;
  const Result<Json> bundle = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  const bool good = bundle.ok() && (*bundle)["resourceType"].AsString() == "Bundle";
  if (good) {
    forms.list.clear();
    for (const Json& entry : (*bundle)["entry"].Items()) {
      if (std::optional<SentResponse> one = ReadSentResponse(entry["resource"])) forms.list.push_back(*std::move(one));
    }
    std::stable_sort(forms.list.begin(), forms.list.end(),
                     [](const SentResponse& a, const SentResponse& b) { return b.authored < a.authored; });
  }
  forms.loaded = good;
  // A form that waits for earlier answers is opened without them too: the resident is not kept from answering.
  if (!forms.opening.empty()) {
    const std::string id = forms.opening;
    return OpenQuestionnaire(step, id);
  }
  if (!good && step.state.screen == Screen::kForms) NoteProblem(step, Purpose::kResponses, "", answer);
}

bool BeginForm(Step& step, const Json& resource) {
  State& state = step.state;
  Filling& filling = state.filling;
  if (!BeginFilling(step, resource, nullptr)) return false;
  filling.appointment = state.forms.opening_for;
  state.forms.opening.clear();
  state.forms.opening_for.clear();
  const SentResponse* earlier =
      filling.terms.prefilled && state.identity.identified ? NewestResponse(state, filling.questionnaire) : nullptr;
  if (earlier == nullptr) return true;
  Json answers = earlier->resource;
  DropAskedEveryTime(*filling.form, answers);
  if (!BeginFilling(step, resource, nullptr, &answers)) return BeginFilling(step, resource, nullptr);
  filling.prefilled = earlier->authored;
  filling.reviewing = true;
  return true;
}

void OpenReview(Step& step) {
  Filling& filling = step.state.filling;
  if (!filling.session || !filling.terms.sent) return;
  filling.reviewing = true;
  if (const int page = FirstOpenPage(filling); page >= 0) return ShowPage(step, page);
  Show(step, Screen::kReview);
}

void ChangeAnswer(Step& step, const std::string& link_id) {
  Filling& filling = step.state.filling;
  if (!filling.session) return;
  const int wanted = filling.form->Find(link_id);
  const std::vector<const form::Item*> pages = PagesOf(*filling.session);
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const int first = filling.form->Find(pages[page]->link_id);
    if (wanted < first || wanted >= pages[page]->end) continue;
    filling.reviewing = true;
    return ShowPage(step, static_cast<int>(page));
  }
}

void SendAnswers(Step& step) {
  State& state = step.state;
  Filling& filling = state.filling;
  if (!filling.session || !filling.terms.sent || step.effects.Waiting(Purpose::kSendResponse)) return;
  if (FirstOpenPage(filling) >= 0) return OpenReview(step);
  Result<Json> response = filling.session->Complete();
  if (!response.ok()) {
    NoteProblem(step, Purpose::kSendResponse, "", HttpAnswer());
    state.problem->text = "refused.invalid";
    state.problem->uncertain.clear();
    return;
  }
  state.problem.reset();
  if (filling.terms.identified && state.identity.acting_for) {
    response->Set("subject", Json::MakeObject({{"reference", "Patient/" + state.identity.acting_for->id}}));
  }
  Json extensions = Json::MakeArray();
  if (!filling.appointment.empty()) extensions.Append(AppointmentExtension(filling.appointment));
  if (!filling.draft.empty()) {
    // With the answers goes what was kept of them.
    step.effects.Void(Purpose::kKeepDraft);
    step.effects.Void(Purpose::kDraftTimer);
    extensions.Append(Json::MakeObject(
        {{"url", kDraftUrl},
         {"valueReference", Json::MakeObject({{"reference", "QuestionnaireResponse/" + filling.draft}})}}));
  }
  if (!extensions.Items().empty()) response->Set("extension", std::move(extensions));
  // One key for the same answers: sending again, a reload or a lost reply cannot make two of one.
  if (filling.key.empty()) filling.key = step.uid;
  Json headers = WriteHeaders(state);
  headers.Set("idempotency-key", filling.key);
  step.effects.Http(Purpose::kSendResponse, filling.questionnaire, true, "POST", "/fhir/QuestionnaireResponse",
                    std::move(headers), WriteJson(*response));
}

void OnSent(Step& step, const HttpAnswer& answer) {
  State& state = step.state;
  // Sent is only what says so itself; anything else with a 2xx is an answer that cannot be trusted.
  const Result<Json> json = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  std::optional<SentResponse> sent = json.ok() ? ReadSentResponse(*json) : std::nullopt;
  if (!sent) return NoteProblem(step, Purpose::kSendResponse, "", answer);
  state.forms.shown = std::move(state.filling.form);
  const bool kept = state.filling.terms.identified;
  ForgetDraft(state, state.filling.draft);
  state.filling = Filling();
  state.forms.sent = *sent;
  state.forms.open = sent->id;
  if (kept) state.forms.list.insert(state.forms.list.begin(), *std::move(sent));
  Show(step, Screen::kSent, true);
}

void OpenResponse(Step& step, const std::string& id) {
  State& state = step.state;
  state.forms.open = id;
  const SentResponse* response = OpenedResponse(state);
  if (response == nullptr) return;
  state.forms.showing = response->questionnaire;
  const Json* resource = FindQuestionnaire(step, response->questionnaire);
  if (resource == nullptr) return;
  state.forms.showing.clear();
  Result<form::Questionnaire> form = form::CompileQuestionnaire(*resource);
  if (!form.ok()) return;
  state.forms.shown = std::make_unique<form::Questionnaire>(*std::move(form));
  Show(step, Screen::kResponse);
}

}  // namespace eteinen::app
