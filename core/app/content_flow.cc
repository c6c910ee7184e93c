#include <algorithm>

#include "core/app/flow.h"
#include "core/form/questionnaire.h"

namespace eteinen::app {
namespace {

bool Has(const std::vector<std::string>& locales, std::string_view locale) {
  return std::find(locales.begin(), locales.end(), locale) != locales.end();
}

// The language of the screens that a language has no texts for; empty: it has them all.
std::string_view OtherScreensOf(std::string_view locale) { return locale == "ar" ? "en" : ""; }

// The catalogues that a language needs: plain Finnish stands on Finnish, and what it lacks is read there.
std::vector<std::string> CatalogsOf(const std::string& locale) {
  if (locale == "fi-simple") return {"fi-simple", "fi"};
  if (const std::string_view other = OtherScreensOf(locale); !other.empty()) return {locale, std::string(other)};
  return {locale};
}

bool Ready(const std::vector<std::string>& there, const std::string& locale) {
  const std::vector<std::string> needed = CatalogsOf(locale);
  return std::all_of(needed.begin(), needed.end(), [&](const std::string& one) { return Has(there, one); });
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
  State& state = step.state;
  LoadDirectory(step);
  if (!state.content.services_loaded && !step.effects.Waiting(Purpose::kServices)) {
    step.effects.Http(Purpose::kServices, "", false, "GET", "/fhir/HealthcareService");
  }
  if (!state.content.permissions && !step.effects.Waiting(Purpose::kPermissions)) {
    step.effects.Http(Purpose::kPermissions, "", false, "GET", "/content/assets/permissions/permissions.json");
  }
}

void ChooseLocale(Step& step, const std::string& locale) {
  State& state = step.state;
  if (!Ready(state.content.locales, locale)) {
    step.effects.Void(Purpose::kCatalog);
    state.next_locale = locale;
    for (const std::string& one : CatalogsOf(locale)) {
      if (!Has(state.content.locales, one)) AskForCatalog(step, one);
    }
    return;
  }
  const std::string_view other = OtherScreensOf(locale);
  state.locale = other.empty() ? locale : other;
  state.entry_locale = other.empty() ? "" : locale;
  state.next_locale.clear();
  if (state.filling.session) state.filling.session->SetLanguage(state.locale);
}

void OnCatalog(Step& step, const std::string& locale, const HttpAnswer& answer) {
  State& state = step.state;
  Result<Json> file = answer.Success() ? ParseJson(answer.body) : Result<Json>(InputError("no answer"));
  if (!file.ok() || !state.content.catalogs.Add(*file).ok()) {
    state.next_locale.clear();
    // Without any texts nothing can be said: the static page has the phone numbers.
    if (state.content.locales.empty()) return step.effects.Send("help-page", {});
    return NoteProblem(step, Purpose::kCatalog, locale, answer);
  }
  state.content.locales.push_back(locale);
  if (!state.next_locale.empty() && Ready(state.content.locales, state.next_locale)) {
    ChooseLocale(step, std::string(state.next_locale));
  }
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
      if (!state.resume.empty()) return Resume(step);
      if (state.forms.showing == id) return OpenResponse(step, std::string(state.forms.open));
      if (!state.opening.empty()) OpenQuestionnaire(step, std::string(state.opening));
      return;
    }
    state.resume.clear();
    // The form itself is broken: trying again would give the same. The resident gets another way in.
    NoteProblem(step, Purpose::kQuestionnaire, id, answer);
    state.problem->text = "problem.form-broken";
    return;
  }
  state.resume.clear();
  NoteProblem(step, Purpose::kQuestionnaire, state.opening.empty() ? id : state.opening, answer);
}

}  // namespace eteinen::app
