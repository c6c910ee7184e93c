// A request and its answer, free of the HTTP library: what the parts of the backend speak with each other.
#ifndef ETEINEN_TOOLS_BACKEND_EXCHANGE_H_
#define ETEINEN_TOOLS_BACKEND_EXCHANGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/calendar/instant.h"

namespace eteinen::backend {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string path;  // decoded, without the query
  Pairs query;       // decoded
  Pairs headers;     // names in lower case
  std::string body;
  std::string from;  // the address of whoever asks

  // The first header of that (lower-case) name, or "".
  std::string_view Header(std::string_view name) const;
  // The value of a cookie, or "".
  std::string Cookie(std::string_view name) const;
  // All values of a query parameter.
  std::vector<std::string> Query(std::string_view name) const;
};

struct Answer {
  int status = 200;
  std::string type = "application/fhir+json";
  std::string body;
  Pairs headers;
};

Answer JsonAnswer(int status, const Json& body);

// An OperationOutcome with a code of the contract; its status is fixed by the code. `diagnostics` is for developers and
// must not hold anything about a person.
Answer Refuse(std::string_view code, std::string_view diagnostics = {});

// A refusal by a service's rules: until when it was possible, and which channels can do it instead.
Answer RefuseByRule(std::string_view code, std::optional<Instant> until, const std::vector<std::string>& fallback);

// 400 `invalid` for a place in what was sent.
Answer RefuseInput(std::string_view expression, std::string_view diagnostics);

// {"url":…, kind: value}, such as {"url":"urn:eteinen:moves","valueInteger":0}.
Json Extension(std::string_view url, std::string_view kind, Json value);
// The extension of an element, or a null value.
const Json& FindExtension(const Json& element, std::string_view url);

// A searchset Bundle; `total` may be more than the entries.
Json SearchSet(Json::Array resources, std::size_t total);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_EXCHANGE_H_
