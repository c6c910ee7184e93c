// `eteinen fhirpath`: one expression on one resource.
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "core/calendar/instant.h"
#include "core/fhirpath/fhirpath.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

using fhirpath::Collection;
using fhirpath::Item;

// The offset that an instant is written with, in minutes, and its milliseconds.
struct Moment {
  std::int64_t milliseconds = 0;
  int offset_minutes = 0;
};

Result<Moment> ReadMoment(const std::string& text) {
  const auto instant = ParseInstant(text);
  if (!instant.ok()) return InputError(instant.error().message, "now");
  Moment moment{instant->seconds * 1000, 0};
  if (const auto written = fhirpath::ParseDateTime(text)) {
    moment.milliseconds += written->nanosecond / 1'000'000;
    moment.offset_minutes = written->offset;
  }
  return moment;
}

// Without `now` in the line it is this moment, in UTC.
Moment Now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), 0};
}

// A variable's value: a resource or list of resources, or plain JSON values.
void AddValue(const fhirpath::Model& model, const Json& json, Collection* out) {
  if (json.IsArray()) {
    for (const Json& one : json.Items()) AddValue(model, one, out);
  } else if (json.IsObject()) {
    out->Add(Item::Resource(model, json));
  } else if (!json.IsNull()) {
    out->Add(Item::Node(&json, fhirpath::kUnknownType));
  }
}

Result<Json> Answer(const Json& line) {
  const fhirpath::Model& model = fhirpath::FullModel();
  ETEINEN_ASSIGN_OR_RETURN(const std::string expression_text, ReadString(line, "expr"));
  ETEINEN_ASSIGN_OR_RETURN(const auto mode, OptionalString(line, "mode"));
  ETEINEN_ASSIGN_OR_RETURN(const auto now, OptionalString(line, "now"));
  const Json& resource = line["resource"];
  if (!resource.IsObject() && !resource.IsNull()) {
    return InputError("expected an object or null, found " + std::string(resource.TypeName()), "resource");
  }
  const Json& variables = line["env"];
  if (!variables.IsObject() && !variables.IsNull()) {
    return InputError("expected an object, found " + std::string(variables.TypeName()), "env");
  }
  if (mode && *mode != "strict") return InputError("expected \"strict\"", "mode");

  fhirpath::Environment environment;
  Moment moment = Now();
  if (now) {
    ETEINEN_ASSIGN_OR_RETURN(moment, ReadMoment(*now));
  }
  environment.now_ms = moment.milliseconds;
  environment.offset_minutes = moment.offset_minutes;
  for (const Json::Member& member : variables.Members()) {
    Collection value;
    AddValue(model, member.value, &value);
    environment.variables.emplace_back(member.key, std::move(value));
  }
  Collection focus;
  fhirpath::CompileOptions options{.model = &model};
  options.strict = mode.has_value();
  if (resource.IsObject()) {
    focus.Add(Item::Resource(model, resource));
    options.root_type = model.PublicName(focus.front().NodeType());
    environment.resource = environment.root_resource = focus.front();
  }
  ETEINEN_ASSIGN_OR_RETURN(const fhirpath::Expression expression, fhirpath::Compile(expression_text, options));
  ETEINEN_ASSIGN_OR_RETURN(const Collection result, fhirpath::Evaluate(expression, focus, environment));
  Json items = Json::MakeArray();
  for (const Item& item : result) {
    items.Append(Json::MakeObject({{"type", fhirpath::TypeNameOf(model, item)}, {"value", ToJson(model, item)}}));
  }
  return Json::MakeObject({{"result", std::move(items)}});
}

}  // namespace

Result<Handler> FhirPathCommand(const Folders&) { return Handler(Answer); }

}  // namespace eteinen::cli
