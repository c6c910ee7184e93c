// Worlds that a test makes of the project's own assets, and what the backend has written down of what happened in them.
#ifndef ETEINEN_TESTS_BACKEND_GIVEN_WORLD_H_
#define ETEINEN_TESTS_BACKEND_GIVEN_WORLD_H_

#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "tests/backend/running_backend.h"

namespace eteinen::backend_test {

// The bytes of a file; empty when there is none.
std::string FileText(const std::string& name);

// The project's assets with one word of a file replaced by another, in a folder of their own.
class OtherAssets {
 public:
  OtherAssets(const std::string& file, const std::string& word, const std::string& other);
  std::vector<std::string> options() const { return {"--assets", folder_.path() + "/assets"}; }

 private:
  TemporaryFolder folder_;
};

// The lines that `eteinen-backend audit` prints, and its exit status.
std::pair<std::vector<Json>, int> AuditOf(const std::string& data, const std::string& more = {});

// "aino-esimerkki for onni-esimerkki (guardian): book, refused"
std::string Deed(const Json& line);

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_GIVEN_WORLD_H_
