#include "tools/backend/drafts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace eteinen::backend {
namespace {

constexpr JsonLimits kBodyLimits = {.max_bytes = 64 * 1024, .max_depth = 32};
constexpr std::string_view kUrn = "urn:eteinen:questionnaire:";
constexpr std::string_view kDisplayUrl = "http://hl7.org/fhir/StructureDefinition/display";
constexpr std::size_t kLongestForm = 1000;

bool IsId(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool IsForm(std::string_view form) {
  return !form.empty() && form.size() <= kLongestForm && std::all_of(form.begin(), form.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+';
  });
}

Answer Done() {
  Answer answer;
  answer.status = 204;
  return answer;
}

Answer Failed(Outcome outcome) { return Refuse(outcome == Outcome::kBusy ? "busy" : "internal"); }

}  // namespace

std::string Drafts::FormOf(std::string_view canonical) const {
  if (!canonical.starts_with(kUrn)) return {};
  const std::string_view form = canonical.substr(0, canonical.find('|')).substr(kUrn.size());
  if (!IsForm(form)) return {};
  // What is sent without a name is not kept under one.
  const SentForm* sent = FindForm(content_.forms, canonical);
  return sent != nullptr && !sent->terms.identified ? std::string() : std::string(form);
}

bool Drafts::MayWrite(const Caller& caller, std::string_view form, Instant now) const {
  const bool sent = FindForm(content_.forms, std::string(kUrn) + std::string(form)) != nullptr;
  return content_.permissions.Allowed(caller.visitor.authority, sent ? Action::kForm : Action::kAssess, Theme::kHealth,
                                      now) == Permission::kAllowed;
}

Answer Drafts::Keep(const Request& request, const Caller& caller, std::string_view id, Instant now) {
  if (!IsId(id)) return RefuseInput("id", "expected 8 to 64 letters, digits and hyphens");
  Result<Json> body = ParseJson(request.body, kBodyLimits);
  if (!body.ok()) return RefuseInput("", body.error().message);
  if ((*body)["resourceType"].AsString() != "QuestionnaireResponse") {
    return RefuseInput("resourceType", "expected QuestionnaireResponse");
  }
  if ((*body)["status"].AsString() != "in-progress") return RefuseInput("status", "expected in-progress");
  const DraftOwner owner = OwnerOfDrafts(caller.session);
  if ((*body)["subject"]["reference"].AsString() != "Patient/" + owner.person) return Refuse("person-changed");
  const std::string& canonical = (*body)["questionnaire"].AsString();
  const std::string form = FormOf(canonical);
  if (form.empty()) return RefuseInput("questionnaire", "no drafts of it are kept");
  if (FindExtension(*body, "urn:eteinen:draft")["valueString"].AsString().empty()) {
    return RefuseInput("extension", "expected urn:eteinen:draft with what was answered");
  }
  if (!MayWrite(caller, form, now)) return Refuse("not-permitted");

  const bool sent = FindForm(content_.forms, canonical) != nullptr;
  StoredDraft draft{std::string(id), owner, form, now, now, {}, {}};
  draft.ends = now + (sent ? content_.limits.form_draft : content_.limits.assessment_draft);
  body->Set("id", id);
  body->Set("authored", FormatInstant(now));
  Json summary = Json::MakeObject({{"id", id}, {"questionnaire", form}, {"authored", FormatInstant(now)}});
  summary.Set("title", FindExtension((*body)["_questionnaire"], kDisplayUrl)["valueString"].AsString());
  summary.Set("language", (*body)["language"].AsString());
  summary.Set("appointment", FindExtension(*body, "urn:eteinen:appointment")["valueReference"]["reference"].AsString());
  draft.summary = WriteJson(summary);
  draft.body = WriteJson(*body);

  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return Failed(transaction.begun());
  const Outcome put = PutDraft(store_.database(), draft);
  if (put == Outcome::kConflict) return Refuse("not-found");
  if (put != Outcome::kDone) return Failed(put);
  std::int64_t others = 0;
  for (const StoredDraft& one : DraftsOf(store_.database(), owner, now)) {
    if (one.id == id || ++others < content_.limits.drafts) continue;
    if (const Outcome gone = DropDraft(store_.database(), one.id, owner); gone != Outcome::kDone) return Failed(gone);
  }
  const Outcome committed = transaction.Commit();
  return committed == Outcome::kDone ? Done() : Failed(committed);
}

Answer Drafts::Look(const Caller& caller, std::string_view id, Instant now) {
  const std::optional<StoredDraft> draft = FindDraft(store_.database(), id, OwnerOfDrafts(caller.session), now);
  if (!draft || !MayWrite(caller, draft->form, now)) return Refuse("not-found");
  const Result<Json> body = ParseJson(draft->body);
  return body.ok() ? JsonAnswer(200, *body) : Refuse("internal");
}

Answer Drafts::Drop(const Caller& caller, std::string_view id) {
  const Outcome dropped = DropDraft(store_.database(), id, OwnerOfDrafts(caller.session));
  return dropped == Outcome::kDone ? Done() : Failed(dropped);
}

}  // namespace eteinen::backend
