#include "core/app/flow.h"
#include "core/form/questionnaire.h"

namespace eteinen::app {
namespace {

// The first catalogue that is still missing of those that a language needs: its own, and the one that it leans on.
// Empty: they are all there.
std::string MissingCatalog(const text::Catalogs& catalogs, const std::string& locale) {
  const text::Catalog* own = catalogs.Find(locale);
  if (own == nullptr) return locale;
  const std::string_view other = own->LeansOn();
  return other.empty() || catalogs.Find(other) != nullptr ? std::string() : std::string(other);
}

void AskForCatalog(Step& step, const std::string& locale) {
  step.effects.Http(Purpose::kCatalog, locale, false, "GET", "/content/i18n/" + locale + ".json");
}

}  // namespace

HttpAnswer ReadHttpAnswer(const EffectResult& result) {
  HttpAnswer answer;
  answer.failure = result.failure;
  if (answer.failure) return answer;
  answer.status = static_cast<int>(result.ok["status"].AsInt().value_or(0));
  answer.body = result.ok["body"].AsString();
  answer.etag = result.ok["headers"]["etag"].AsString();
  return answer;
}

void LoadContent(Step& step) {
  LoadDirectory(step);
  LoadBookingRules(step);
}

void LoadBookingRules(Step& step) {
  State& state = step.state;
  if (!state.content.services_loaded && !step.effects.Waiting(Purpose::kServices)) {
    step.effects.Http(Purpose::kServices, "", false, "GET", "/fhir/HealthcareService");
  }
  if (!state.content.permissions && !step.effects.Waiting(Purpose::kPermissions)) {
    step.effects.Http(Purpose::kPermissions, "", false, "GET", "/content/assets/permissions/permissions.json");
  }
}

void ChooseLocale(Step& step, const std::string& locale) {
  State& state = step.state;
  if (const std::string missing = MissingCatalog(state.content.catalogs, locale); !missing.empty()) {
    step.effects.Void(Purpose::kCatalog);
    state.next_locale = locale;
    return AskForCatalog(step, missing);
  }
  const text::Catalog& own = *state.content.catalogs.Find(locale);
  const bool whole_screens = own.lacks == text::Catalog::Lacks::kScreens;
  const std::string former = state.locale;
  state.locale = whole_screens ? std::string(own.LeansOn()) : locale;
  state.entry_locale = whole_screens ? locale : "";
  state.next_locale.clear();
  if (state.filling.session) state.filling.session->SetLanguage(state.locale);
  if (state.locale == former) return;
  // Test persons are described by the backend, in the language that was asked for.
  step.effects.Void(Purpose::kTestPersons);
  state.identity.test_persons.clear();
  if (state.screen == Screen::kPersons) OpenPersons(step);
}

void OnCatalog(Step& step, const std::string& locale, const HttpAnswer& answer) {
  State& state = step.state;
  Result<Json> file = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  if (!file.ok() || !state.content.catalogs.Add(*file).ok()) {
    const std::string wanted = state.next_locale;
    state.next_locale.clear();
    // Without any texts nothing can be said: the static page has the phone numbers.
    if (state.screen == Screen::kLoading) return step.effects.Send("help-page", {});
    return NoteProblem(step, Purpose::kCatalog, wanted.empty() ? locale : wanted, answer);
  }
  if (!state.next_locale.empty()) ChooseLocale(step, std::string(state.next_locale));
  if (state.screen == Screen::kLoading && state.next_locale.empty()) {
    Show(step, Screen::kStart, true);
    Resume(step);
  }
}

void OnServices(Step& step, const HttpAnswer& answer) {
  State& state = step.state;
  if (answer.Success()) {
    if (const Result<Json> bundle = ParseJson(answer.body); bundle.ok()) {
      Result<std::vector<BookableService>> services = ReadBookableServices(*bundle);
      if (services.ok()) {
        state.content.services = *std::move(services);
        state.content.services_loaded = true;
        if (state.screen == Screen::kResult) AskForOffer(step);
        return Resume(step);
      }
    }
  }
  if (state.screen == Screen::kServices) NoteProblem(step, Purpose::kServices, "", answer);
  Resume(step);
}

void OnPermissions(Step& step, const HttpAnswer& answer) {
  const Result<Json> file = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  // Without them nothing is refused early; the backend decides all the same.
  Result<PermissionTable> table =
      file.ok() ? PermissionTable::Read(*file) : Result<PermissionTable>(InputError("no answer"));
  if (table.ok()) step.state.content.permissions = *std::move(table);
  Resume(step);
}

void OnQuestionnaireList(Step& step, const HttpAnswer& answer) {
  if (answer.Success()) {
    Result<Json> list = ParseJson(answer.body);
    if (list.ok() && (*list)["questionnaires"].IsArray()) {
      step.state.content.questionnaire_list = *std::move(list);
      return;
    }
  }
  NoteProblem(step, Purpose::kQuestionnaireList, "", answer);
}

void OnQuestionnaire(Step& step, const std::string& id, const HttpAnswer& answer) {
  State& state = step.state;
  if (answer.Success()) {
    Result<Json> file = ParseJson(answer.body);
    if (file.ok() && form::CompileQuestionnaire(*file).ok()) {
      state.content.questionnaires[id] = *std::move(file);
      if (state.unopened.IsObject() && state.opening.empty()) OpenKept(step);
      if (state.forms.showing == id) return OpenResponse(step, std::string(state.forms.open));
      if (!state.opening.empty()) OpenQuestionnaire(step, std::string(state.opening));
      return;
    }
  }
  std::string wanted = state.opening;
  if (wanted.empty()) wanted = state.unopened.IsObject() ? state.unopened["filling"]["questionnaire"].AsString() : id;
  NoteProblem(step, Purpose::kQuestionnaire, std::move(wanted), answer);
  // The form itself is broken: trying again may well give the same. The resident gets another way in.
  if (answer.Success()) state.problem->text = "problem.form-broken";
}

}  // namespace eteinen::app
