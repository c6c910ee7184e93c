// The persons that the backend knows: those of the test register, and those who have identified with a provider.
//
// Whoever identifies is known again by a keyed digest of their identity code, or of the provider's name for them; the
// code itself is never written down. It stays in memory after an identification, because the e-authorisations service
// asks for it, and is gone with a restart.
#ifndef ETEINEN_TOOLS_BACKEND_PEOPLE_H_
#define ETEINEN_TOOLS_BACKEND_PEOPLE_H_

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/backend/content.h"
#include "tools/backend/database.h"

namespace eteinen::backend {

class People {
 public:
  // Makes the table when it is missing and reads it. `content` and `database` outlive this.
  static Result<People> Open(const Content& content, Database& database, std::string key);

  const Person* Find(std::string_view id) const;

  // The one with this identity code. Nothing for a code that is none, or of a day after `today`; the name is kept as
  // the provider last told it.
  const Person* Meet(const std::string& identity_code, const std::string& name, CivilDay today);

 private:
  People(const Content& content, Database& database, std::string key)
      : content_(&content), database_(&database), key_(std::move(key)) {}

  const Content* content_;
  Database* database_;
  std::string key_;
  std::map<std::string, Person, std::less<>> met_;       // by id
  std::map<std::string, std::string, std::less<>> ids_;  // by digest
};

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_PEOPLE_H_
