#include "tools/workbench/open_form.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/fhirpath/model.h"
#include "core/form/plain_answer.h"
#include "tools/cli/command.h"
#include "tools/workbench/json_place.h"

namespace eteinen::workbench {
namespace {

std::string PlaceWord(std::string_view link_id, const form::At& at) {
  std::string word(link_id);
  for (const int index : at) word += "[" + std::to_string(index) + "]";
  return word;
}

std::string Told(const form::Assessment& assessment) {
  if (assessment.urgency.empty()) return "nothing certain";
  return assessment.urgency + " " + assessment.need + " by " + assessment.rule;
}

std::string OutcomeOf(FilledForm& form, const form::Start& start) {
  const Result<form::Assessment> assessment = form::Assess(form.rules, form.session(), start.language);
  return assessment.ok() ? Told(*assessment) : assessment.error().message;
}

std::string OutcomeOfCase(const FilledForm& form, const form::Start& start, const Json& golden) {
  const Result<form::Assessment> assessment =
      form::AssessPlain(form.questionnaire, form.rules, golden["answers"], start);
  return assessment.ok() ? Told(*assessment) : assessment.error().message;
}

// Every enabled item with its answers: "bmi" → "24.1".
std::vector<std::pair<std::string, std::string>> StatesOf(const form::Session& session) {
  std::vector<std::pair<std::string, std::string>> states;
  for (const form::ItemState& state : session.Enabled()) {
    states.emplace_back(PlaceWord(state.link_id, state.at),
                        state.answers.Items().empty() ? "–" : WriteJson(form::PlainAnswer(state.answers)));
  }
  return states;
}

const std::string* Find(const std::vector<std::pair<std::string, std::string>>& states, const std::string& key) {
  const auto found = std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.first == key; });
  return found == states.end() ? nullptr : &found->second;
}

}  // namespace

Result<std::unique_ptr<FilledForm>> FilledForm::Of(const std::string& text, const form::Start& start,
                                                   const form::Session* like) {
  ETEINEN_ASSIGN_OR_RETURN(Json json, ParseJson(text));
  ETEINEN_ASSIGN_OR_RETURN(form::Questionnaire questionnaire,
                           form::CompileQuestionnaire(std::move(json), fhirpath::FullModel()));
  auto form = std::unique_ptr<FilledForm>(new FilledForm{std::move(questionnaire), {}, std::nullopt});
  ETEINEN_ASSIGN_OR_RETURN(form->rules, form::ReadRules(form->questionnaire));
  Result<form::Session> session = like == nullptr ? form::Session::Begin(form->questionnaire, start)
                                                  : form::Session::Resume(form->questionnaire, like->Snapshot(), start);
  if (!session.ok()) return session.error();
  form->filling.emplace(std::move(session).value());
  return form;
}

OpenForm::OpenForm(const Content& content, std::size_t index, const Matter& matter)
    : content_(&content), index_(index), saved_(content.forms[index].text), text_(saved_) {
  for (const cli::GoldenCase& golden : content.cases) {
    if (golden.content["questionnaire"].AsString() == file().id) cases_.push_back(&golden);
  }
  cases_done_ = cases_.size();
  SetMatter(matter);
}

void OpenForm::SetMatter(const Matter& matter) {
  Result<form::Start> start = matter.StartOfForm();
  if (start.ok()) start_ = std::move(start).value();
  start_.terminology = content_->terminology.get();
  Compile();
  before_.reset();
  if (edited()) Compare();
}

void OpenForm::Compile() {
  ++revision_;
  faults_ = FaultsOf(file().file, text_);
  Result<std::unique_ptr<FilledForm>> form =
      FilledForm::Of(text_, start_, form_ == nullptr ? nullptr : &form_->session());
  if (!form.ok()) return;
  form_ = std::move(form).value();
  edges_ = form::EdgesOf(form_->questionnaire, form_->rules);
}

Status OpenForm::Answer(std::string_view link_id, const form::At& at, const Json& answers) {
  if (form_ == nullptr) return InputError("the form is broken");
  ETEINEN_RETURN_IF_ERROR(form_->session().SetAnswer(link_id, at, answers));
  ++revision_;
  if (edited()) Compare();
  return Ok{};
}

Status OpenForm::AnswerAll(const Json& plain) {
  if (form_ == nullptr) return InputError("the form is broken");
  ETEINEN_ASSIGN_OR_RETURN(form::Session fresh, form::Session::Begin(form_->questionnaire, start_));
  form_->filling.emplace(std::move(fresh));
  const Status status = form::SetPlainAnswers(form_->session(), plain);
  ++revision_;
  if (edited()) Compare();
  return status;
}

Status OpenForm::Edit(const std::string& path, const std::string& expression) {
  const std::optional<JsonPlace> place = PlaceOf(text_, path);
  if (!place || text_[place->begin] != '"') return InputError("there is no text at this place", path);
  text_ = Replaced(text_, *place, WriteJson(expression));
  Compile();
  Compare();
  cases_done_ = 0;
  case_changes_.clear();
  return Ok{};
}

void OpenForm::Revert() {
  text_ = saved_;
  Compile();
  changes_.clear();
  case_changes_.clear();
  cases_done_ = cases_.size();
}

Status OpenForm::Save() {
  const std::string& name = file().file;
  ETEINEN_ASSIGN_OR_RETURN(const std::string now_there, cli::ReadFile(name));
  if (now_there != saved_) return InputError("somebody has changed the file meanwhile; open it anew", name);
  ETEINEN_RETURN_IF_ERROR(WriteFile(name, text_));
  saved_ = text_;
  before_.reset();
  changes_.clear();
  return Ok{};
}

void OpenForm::Compare() {
  changes_.clear();
  if (form_ == nullptr || !edited()) return;
  Result<std::unique_ptr<FilledForm>> before = FilledForm::Of(saved_, start_, &form_->session());
  if (!before.ok()) {
    changes_.push_back("the saved file: " + before.error().message);
    return;
  }
  before_ = std::move(before).value();
  const auto then = StatesOf(before_->session());
  const auto now = StatesOf(form_->session());
  for (const auto& [place, value] : then) {
    const std::string* other = Find(now, place);
    if (other == nullptr) changes_.push_back("item " + place + ": no longer asked");
    if (other != nullptr && *other != value) changes_.push_back("item " + place + ": " + value + " → " + *other);
  }
  for (const auto& [place, value] : now) {
    if (Find(then, place) == nullptr) changes_.push_back("item " + place + ": asked now");
  }
  const std::string outcome_then = OutcomeOf(*before_, start_);
  const std::string outcome_now = OutcomeOf(*form_, start_);
  if (outcome_then != outcome_now) changes_.push_back("outcome: " + outcome_then + " → " + outcome_now);
}

void OpenForm::Work(double milliseconds) {
  if (before_ == nullptr || form_ == nullptr) return;
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double, std::milli>(milliseconds);
  while (cases_done_ < cases_.size() && std::chrono::steady_clock::now() < until) {
    const Json& golden = cases_[cases_done_++]->content;
    Matter matter;
    matter.person = golden["person"];
    matter.language = start_.language;
    if (const Result<Instant> now = ParseInstant(start_.now); now.ok()) matter.now = *now;
    Result<form::Start> start = matter.StartOfForm();
    if (!start.ok()) continue;
    const std::string then = OutcomeOfCase(*before_, *start, golden);
    const std::string now = OutcomeOfCase(*form_, *start, golden);
    if (then == now) continue;
    const std::string wanted = golden["urgency"].AsString();
    case_changes_.push_back({golden["name"].AsString(), then, now,
                             wanted.empty() ? now.starts_with("nothing certain")
                                            : now.starts_with(wanted + " " + golden["need"].AsString())});
  }
}

}  // namespace eteinen::workbench
