// Where unfinished answers are kept: whoever writes them finds them again, for the same person, from another tab or
// device. Nobody else does, and after their time they are gone.
#ifndef ETEINEN_TOOLS_BACKEND_DRAFT_STORE_H_
#define ETEINEN_TOOLS_BACKEND_DRAFT_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/instant.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

// Whose a draft is: who writes, and whom it is about.
struct DraftOwner {
  std::string user;
  std::string person;

  friend bool operator==(const DraftOwner&, const DraftOwner&) = default;
};

struct StoredDraft {
  std::string id;
  DraftOwner owner;
  std::string form;  // id of the questionnaire, or several joined by "+"
  Instant authored;
  Instant ends;
  std::string summary;  // JSON: what a list of drafts tells of it
  std::string body;     // JSON: the resource
};

// The table, for a new database and for one of schema 5.
extern const char* const kMakeDraftTable;

// Keeps it in the place of the former one of that id. kConflict: that one is another's.
Outcome PutDraft(Database& database, const StoredDraft& draft);
Outcome DropDraft(Database& database, std::string_view id, const DraftOwner& owner);
std::optional<StoredDraft> FindDraft(Database& database, std::string_view id, const DraftOwner& owner, Instant now);
// The newest first.
std::vector<StoredDraft> DraftsOf(Database& database, const DraftOwner& owner, Instant now);
Outcome DropEndedDrafts(Database& database, Instant now);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_DRAFT_STORE_H_
