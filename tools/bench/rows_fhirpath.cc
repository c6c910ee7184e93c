// Thirty expressions over a response of a thousand items: reading each, and evaluating it with and without an index.
//
// With an index means: as in a form session, whose host knows every item by its linkId.
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "core/fhirpath/fhirpath.h"
#include "tools/bench/measure.h"

namespace eteinen::bench {
namespace {

using fhirpath::Collection;
using fhirpath::Item;

// The items of one response by linkId, as a session keeps them.
class IndexedHost : public fhirpath::Host {
 public:
  explicit IndexedHost(const Json& response) : response_(&response) { Add(response["item"]); }

  bool ItemsWithLinkId(const Json& root, std::string_view link_id, bool,
                       std::vector<const Json*>* items) const override {
    if (&root != response_) return false;
    if (const auto found = by_link_id_.find(link_id); found != by_link_id_.end()) *items = found->second;
    return true;
  }

 private:
  void Add(const Json& items) {
    for (const Json& item : items.Items()) {
      by_link_id_[item["linkId"].AsString()].push_back(&item);
      Add(item["item"]);
    }
  }

  const Json* response_;
  std::unordered_map<std::string_view, std::vector<const Json*>> by_link_id_;
};

[[noreturn]] void Stop(const std::string& expression, const Error& error) {
  std::fprintf(stderr, "bench: %s: %s\n", expression.c_str(), error.message.c_str());
  std::exit(1);
}

}  // namespace

void FhirPathRows(const std::string& data) {
  const fhirpath::Model& model = fhirpath::SmallModel();
  const Json expressions = LoadJson("tools/bench/expressions.json");
  const Json response = LoadJson(data + "/response.json");
  const Json questionnaire = LoadJson(data + "/questionnaire.json");
  const Json patient = LoadJson(data + "/patient.json");
  const IndexedHost host(response);

  fhirpath::Environment environment;
  environment.now_ms = 1'795'504'500'000;
  environment.offset_minutes = 120;
  environment.resource = Item::Resource(model, response);
  environment.variables.emplace_back("patient", Collection(Item::Resource(model, patient)));
  environment.variables.emplace_back("questionnaire", Collection(Item::Resource(model, questionnaire)));
  const Collection focus(*environment.resource);
  fhirpath::Environment indexed = environment;
  indexed.host = &host;

  for (const Json& entry : expressions["expressions"].Items()) {
    const std::string& id = entry["id"].AsString();
    const std::string& text = entry["expression"].AsString();
    fhirpath::CompileOptions options{.model = &model};
    options.root_type = "QuestionnaireResponse";
    const auto compiled = fhirpath::Compile(text, options);
    if (!compiled.ok()) Stop(text, compiled.error());
    const auto result = fhirpath::Evaluate(*compiled, focus, indexed);
    if (!result.ok()) Stop(text, result.error());
    // For the peer to be compared with: both must have evaluated the same thing.
    Json found = Json::MakeArray();
    for (const Item& item : *result) found.Append(fhirpath::ToText(model, item).value_or("(element)"));
    std::printf("%s\n", WriteJson(Json::MakeObject({{"result", id}, {"items", std::move(found)}})).c_str());

    Report("fhirpath.parse." + id, "ns", TimePerCall([&] { (void)fhirpath::Compile(text, options); }));
    Report("fhirpath.evaluate." + id, "ns", TimePerCall([&] { (void)fhirpath::Evaluate(*compiled, focus, indexed); }));
    Report("fhirpath.walk." + id, "ns", TimePerCall([&] { (void)fhirpath::Evaluate(*compiled, focus, environment); }));
  }
}

}  // namespace eteinen::bench
