#include "core/fhir/element.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

// A fact about a file: a member of its own, or an extension `urn:eteinen:…` of the resource.
std::string Told(const Json& content, const std::string& name) {
  // A FHIR resource has a `status` of its own, which is about something else.
  if (!content.Has("resourceType")) return content[name].AsString();
  const fhir::Choice value = fhir::ExtensionValue(content, "urn:eteinen:" + name);
  return value ? value.value->AsString() : std::string();
}

// {"by", "version", "date"} of an approval, as a member or an extension with these parts.
bool SaysWhoApproved(const Json& content) {
  const Json* extension = fhir::Extension(content, "urn:eteinen:approval");
  for (const char* part : {"by", "version", "date"}) {
    const fhir::Choice value = extension ? fhir::ExtensionValue(*extension, part) : fhir::Choice();
    const std::string& told = value ? value.value->AsString() : content["approval"][part].AsString();
    if (told.empty()) return false;
  }
  return true;
}

void Check(const std::string& file, const Json& content, const std::string& path, VerifyReport& report) {
  const auto add = [&](std::string code, std::string message) {
    report.findings.push_back({file, path, std::move(code), std::move(message)});
  };
  if (Told(content, "source").empty()) add("no-source", "does not say where its content is from");
  if (!ParseDay(Told(content, "checked")).ok()) add("no-date", "does not say on which day it was checked");
  const std::string status = Told(content, "status");
  if (status != "approved" && status != "from-source" && status != "example") {
    add("no-status", "its status is none of approved, from-source and example");
  } else if (status == "approved" && !SaysWhoApproved(content)) {
    add("not-approved", "is called approved without an approval that says by whom, which version, and when");
  }
}

}  // namespace

void VerifySources(const std::vector<AssetFile>& files, VerifyReport& report) {
  for (const AssetFile& file : files) {
    const bool bundle = file.content["resourceType"].AsString() == "Bundle";
    if (!bundle) {
      Check(file.path, file.content, "", report);
      continue;
    }
    const Json::Array& entries = file.content["entry"].Items();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      Check(file.path, entries[i]["resource"], JoinPath("entry", i) + ".resource", report);
    }
  }
}

}  // namespace eteinen::cli
