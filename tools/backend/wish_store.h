// Wishes for an earlier time, as the backend keeps them: one for a person and service. What was offered is a hold in
// the table of appointments, whose session is the wish.
#ifndef ETEINEN_TOOLS_BACKEND_WISH_STORE_H_
#define ETEINEN_TOOLS_BACKEND_WISH_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/instant.h"
#include "core/identity/permission.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

struct StoredWish {
  std::string id;
  std::string person;
  std::string service;
  std::string place;              // empty: any
  std::optional<Instant> before;  // starts earlier than this
  std::string replaces;           // id of the booking that would be moved, or empty
  Instant since;                  // its place in the queue
  std::string offer;              // id of the hold, or empty
  std::string offered;            // the time that is or was last offered, not to be offered again; or empty
  Disclosure disclosure = Disclosure::kAllowed;
  std::string by;
  Relation by_right_of = Relation::kSelf;
};

extern const char* const kMakeWishTable;

Outcome PutWish(Database& database, const StoredWish& wish);
Outcome DropWish(Database& database, std::string_view id);
std::optional<StoredWish> FindWish(Database& database, std::string_view id);
std::vector<StoredWish> WishesOf(Database& database, std::string_view person);
// In the order of the queue.
std::vector<StoredWish> WishesFor(Database& database, std::string_view service);
std::vector<StoredWish> WishesWithOffers(Database& database);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_WISH_STORE_H_
