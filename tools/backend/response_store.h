// Where sent answers are kept. What somebody sent in their own name is found by the person; what may be sent by anybody
// is kept without one, and nobody reads it back.
#ifndef ETEINEN_TOOLS_BACKEND_RESPONSE_STORE_H_
#define ETEINEN_TOOLS_BACKEND_RESPONSE_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/instant.h"
#include "core/identity/permission.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

struct StoredResponse {
  std::string id;
  std::string person;  // whom it is about; empty: nobody is named
  std::string form;    // id of the questionnaire
  Instant authored;
  Disclosure disclosure = Disclosure::kForbidden;
  std::string by;  // who sent it
  std::string body;
};

// The table, for a new database.
extern const char kMakeResponseTable[];

Outcome InsertResponse(Database& database, const StoredResponse& response);
std::optional<StoredResponse> FindResponse(Database& database, std::string_view id);
// The newest first.
std::vector<StoredResponse> ResponsesOf(Database& database, std::string_view person);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_RESPONSE_STORE_H_
