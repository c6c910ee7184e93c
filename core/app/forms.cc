#include "core/app/forms.h"

#include <algorithm>

#include "core/app/flow.h"
#include "core/app/outcome.h"
#include "core/calendar/civil_time.h"

namespace eteinen::app {
namespace {

bool HasErrors(const Filling& filling, int index) {
  const form::Item& item = filling.form->items()[static_cast<std::size_t>(index)];
  const Result<form::ItemState> state = filling.session->StateOf(item.link_id, {});
  if (item.hidden || !state.ok() || !state->enabled) return false;
  if (item.IsQuestion() && !ErrorOf(filling, item).id.empty()) return true;
  return std::any_of(item.children.begin(), item.children.end(), [&](int child) { return HasErrors(filling, child); });
}

}  // namespace

std::optional<AskedForm> FormAskedBy(const State& state, const Appointment& appointment, Instant now) {
  const BookableService* service = FindService(state.content.services, appointment.service);
  if (service == nullptr || !service->form || appointment.status != "booked" || appointment.start <= now) {
    return std::nullopt;
  }
  AskedForm asked;
  asked.questionnaire = service->form->questionnaire;
  asked.deadline = appointment.start + -service->form->notice_minutes * kMinute;
  asked.state = now <= asked.deadline ? AskedState::kToDo : AskedState::kLate;
  if (const SentResponse* own = NewestResponse(state, asked.questionnaire, appointment.id)) {
    asked.state = AskedState::kAnswered;
    asked.answered = own->authored;
  } else if (const SentResponse* earlier = NewestResponse(state, asked.questionnaire)) {
    const Json* entry = FormEntry(state, asked.questionnaire);
    const Result<form::FormTerms> terms = entry == nullptr ? form::FormTerms() : form::ReadFormTerms(*entry);
    if (terms.ok() && form::StillHold(*terms, earlier->authored, now)) {
      asked.state = AskedState::kHolds;
      asked.answered = earlier->authored;
    }
  }
  return asked;
}

const Json* FormEntry(const State& state, std::string_view id) {
  if (!state.content.questionnaire_list) return nullptr;
  for (const Json& entry : (*state.content.questionnaire_list)["questionnaires"].Items()) {
    if (entry["id"].AsString() == id) return &entry;
  }
  return nullptr;
}

form::LocalText FormTitle(const State& state, std::string_view id) {
  const Json* entry = FormEntry(state, id);
  return entry == nullptr ? form::LocalText()
                          : form::Localised(*entry, "title", state.locale, (*entry)["language"].AsString());
}

std::vector<const Json*> FormsOfKind(const State& state, std::string_view kind) {
  std::vector<const Json*> entries;
  if (!state.content.questionnaire_list) return entries;
  for (const Json& entry : (*state.content.questionnaire_list)["questionnaires"].Items()) {
    const Result<form::FormTerms> terms = form::ReadFormTerms(entry);
    if (terms.ok() && terms->kind == kind) entries.push_back(&entry);
  }
  return entries;
}

const SentResponse* NewestResponse(const State& state, std::string_view questionnaire, std::string_view appointment) {
  for (const SentResponse& one : state.forms.list) {
    if (one.questionnaire == questionnaire && (appointment.empty() || one.appointment == appointment)) return &one;
  }
  return nullptr;
}

const SentResponse* OpenedResponse(const State& state) {
  for (const SentResponse& one : state.forms.list) {
    if (one.id == state.forms.open) return &one;
  }
  return nullptr;
}

int FirstOpenPage(const Filling& filling) {
  const std::vector<const form::Item*> pages = PagesOf(*filling.session);
  for (std::size_t page = 0; page < pages.size(); ++page) {
    if (HasErrors(filling, filling.form->Find(pages[page]->link_id))) return static_cast<int>(page);
  }
  return -1;
}

}  // namespace eteinen::app
