// Unfinished answers of those who have identified: QuestionnaireResponses of status in-progress, under an id that the
// app has chosen. What stands in them is the app's own text and is read by it alone: what was not sent is not the
// county's to read.
#ifndef ETEINEN_TOOLS_BACKEND_DRAFTS_H_
#define ETEINEN_TOOLS_BACKEND_DRAFTS_H_

#include <string_view>

#include "core/base/json.h"
#include "core/calendar/instant.h"
#include "tools/backend/content.h"
#include "tools/backend/draft_store.h"
#include "tools/backend/exchange.h"
#include "tools/backend/sessions.h"
#include "tools/backend/store.h"

namespace eteinen::backend {

class Drafts {
 public:
  Drafts(const Content& content, Store& store) : content_(content), store_(store) {}

  // For the person whom the session acts for; `caller` is identified.
  Answer Keep(const Request& request, const Caller& caller, std::string_view id, Instant now);
  Answer Look(const Caller& caller, std::string_view id, Instant now);
  Answer Drop(const Caller& caller, std::string_view id);

 private:
  // The form that a draft of this questionnaire is of; empty when no drafts of it are kept.
  std::string FormOf(std::string_view canonical) const;
  bool MayWrite(const Caller& caller, std::string_view form, Instant now) const;

  const Content& content_;
  Store& store_;
};

inline DraftOwner OwnerOfDrafts(const Session& session) { return {session.user, session.acting_for}; }

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_DRAFTS_H_
