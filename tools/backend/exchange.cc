#include "tools/backend/exchange.h"

namespace eteinen::backend {
namespace {

struct Refusal {
  std::string_view code;
  int status;
  std::string_view issue;  // FHIR issue type
};

// The contract's table. The last one stands for what is not in it.
constexpr Refusal kRefusals[] = {
    {"invalid", 400, "invalid"},
    {"not-identified", 401, "login"},
    {"cross-site", 403, "security"},
    {"not-permitted", 403, "forbidden"},
    {"not-served", 403, "not-supported"},
    {"not-found", 404, "not-found"},
    {"method", 405, "not-supported"},
    {"person-changed", 409, "conflict"},
    {"slot-taken", 409, "conflict"},
    {"slot-gone", 409, "conflict"},
    {"hold-expired", 409, "conflict"},
    {"already-booked", 409, "duplicate"},
    {"already-cancelled", 409, "conflict"},
    {"version", 412, "conflict"},
    {"too-large", 413, "too-long"},
    {"age", 422, "business-rule"},
    {"sex", 422, "business-rule"},
    {"municipality", 422, "business-rule"},
    {"not-online", 422, "business-rule"},
    {"too-early", 422, "business-rule"},
    {"too-late", 422, "business-rule"},
    {"too-many-moves", 422, "business-rule"},
    {"past", 422, "business-rule"},
    {"key-reused", 422, "duplicate"},
    {"precondition", 428, "required"},
    {"too-many-holds", 429, "throttled"},
    {"too-many-tries", 429, "throttled"},
    {"busy", 503, "transient"},
    {"internal", 500, "exception"},
};

const Refusal& RefusalOfCode(std::string_view code) {
  for (const Refusal& refusal : kRefusals) {
    if (refusal.code == code) return refusal;
  }
  return kRefusals[std::size(kRefusals) - 1];
}

Json Issue(const Refusal& refusal, std::string_view diagnostics) {
  Json coding = Json::MakeObject({{"system", "urn:eteinen:refusal"}, {"code", refusal.code}});
  Json issue = Json::MakeObject({{"severity", "error"}, {"code", refusal.issue}});
  issue.Set("details", Json::MakeObject({{"coding", Json::MakeArray({std::move(coding)})}}));
  if (!diagnostics.empty()) issue.Set("diagnostics", diagnostics);
  return issue;
}

Answer Outcome(const Refusal& refusal, Json issue) {
  return JsonAnswer(refusal.status, Json::MakeObject({{"resourceType", "OperationOutcome"},
                                                      {"issue", Json::MakeArray({std::move(issue)})}}));
}

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view Request::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string Request::Cookie(std::string_view name) const {
  std::string_view rest = Header("cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = Trimmed(rest.substr(0, end));
    if (const std::size_t equals = pair.find('='); equals != pair.npos && pair.substr(0, equals) == name) {
      return std::string(pair.substr(equals + 1));
    }
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
  }
  return {};
}

std::vector<std::string> Request::Query(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Answer JsonAnswer(int status, const Json& body) {
  Answer answer;
  answer.status = status;
  answer.body = WriteJson(body);
  return answer;
}

Answer Refuse(std::string_view code, std::string_view diagnostics) {
  const Refusal& refusal = RefusalOfCode(code);
  return Outcome(refusal, Issue(refusal, diagnostics));
}

Answer RefuseByRule(std::string_view code, std::optional<Instant> until, const std::vector<std::string>& fallback) {
  const Refusal& refusal = RefusalOfCode(code);
  Json issue = Issue(refusal, {});
  Json extensions = Json::MakeArray();
  if (until) extensions.Append(Extension("urn:eteinen:until", "valueInstant", FormatInstant(*until)));
  for (const std::string& channel : fallback) {
    extensions.Append(Extension("urn:eteinen:fallback", "valueString", channel));
  }
  if (!extensions.Items().empty()) issue.Set("extension", std::move(extensions));
  return Outcome(refusal, std::move(issue));
}

Answer RefuseInput(std::string_view expression, std::string_view diagnostics) {
  const Refusal& refusal = RefusalOfCode("invalid");
  Json issue = Issue(refusal, diagnostics);
  if (!expression.empty()) issue.Set("expression", Json::MakeArray({Json(expression)}));
  return Outcome(refusal, std::move(issue));
}

Json Extension(std::string_view url, std::string_view kind, Json value) {
  Json extension = Json::MakeObject({{"url", url}});
  extension.Set(kind, std::move(value));
  return extension;
}

const Json& FindExtension(const Json& element, std::string_view url) {
  static const Json kNone;
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return extension;
  }
  return kNone;
}

Json SearchSet(Json::Array resources, std::size_t total) {
  Json bundle = Json::MakeObject({{"resourceType", "Bundle"}, {"type", "searchset"}, {"total", total}});
  // Moved into their places: a list of members would copy thousands of times.
  Json::Array& entries = bundle.Set("entry", Json::MakeArray()).MutableItems();
  entries.reserve(resources.size());
  for (Json& resource : resources) entries.emplace_back().Set("resource", std::move(resource));
  return bundle;
}

}  // namespace eteinen::backend
