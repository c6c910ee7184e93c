#include <set>
#include <string>

#include "core/fhir/element.h"
#include "core/form/assessment.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

using Names = std::set<std::string, std::less<>>;

// Everything that other files may point to.
struct Known {
  Names questionnaires;  // ids and urls
  Names assessments;     // ids of those that decide something: they have rules
  Names services;
  Names places;
  Names channels;
  Names value_sets;
  Names municipalities;
  Names needs;
};

Known Collect(const std::string& assets, const std::vector<AssetFile>& files) {
  Known known;
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    known.questionnaires.insert(file->content["id"].AsString());
    if (file->content.Has("url")) known.questionnaires.insert(file->content["url"].AsString());
    if (fhir::Extension(file->content, form::kRuleUrl) != nullptr) {
      known.assessments.insert(file->content["id"].AsString());
    }
  }
  for (const AssetFile* file : FilesIn(files, assets + "/services")) {
    known.services.insert(file->content["id"].AsString());
  }
  for (const AssetFile* file : FilesIn(files, assets + "/services/places")) {
    for (const Json& place : file->content["places"].Items()) known.places.insert(place["id"].AsString());
  }
  for (const AssetFile* file : FilesIn(files, assets + "/terminology")) {
    known.value_sets.insert(file->content["url"].AsString());
  }
  for (const AssetFile* file : FilesIn(files, assets + "/directory")) {
    known.channels.insert(file->content["id"].AsString());
    for (const Json& entry : file->content["entry"].Items()) {
      known.channels.insert(entry["resource"]["id"].AsString());
    }
  }
  for (const AssetFile* file : FilesIn(files, assets + "/rules")) {
    for (const Json& one : file->content["municipalities"].Items()) {
      known.municipalities.insert(one["name"].AsString());
    }
    for (const Json& one : file->content["needs"].Items()) known.needs.insert(one["code"].AsString());
  }
  return known;
}

// A page of the web, or a number to call or to write to.
bool LeadsSomewhere(std::string_view link) {
  if (link.starts_with("https://")) return link.size() > 8;
  if (!link.starts_with("tel:") && !link.starts_with("sms:")) return false;
  const std::string_view number = link.substr(4);
  return number.size() >= 3 && number.find_first_not_of("+0123456789") == std::string_view::npos;
}

class Links {
 public:
  Links(const AssetFile& file, const Known& known, VerifyReport& report)
      : file_(file), known_(known), report_(report) {}

  void CheckQuestionnaire() {
    CheckValueSets(file_.content, "");
    const Json::Array& extensions = file_.content["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i]["url"].AsString() != form::kRuleUrl) continue;
      const Json::Array& parts = extensions[i]["extension"].Items();
      for (std::size_t k = 0; k < parts.size(); ++k) {
        if (parts[k]["url"].AsString() != "link") continue;
        const fhir::Choice url = fhir::ExtensionValue(parts[k], "url");
        const std::string to = url ? url.value->AsString() : "";
        if (LeadsSomewhere(to)) continue;
        Add(JoinPath(JoinPath(JoinPath("extension", i), "extension"), k), "page or number", to);
      }
    }
  }

  void CheckService() {
    for (const Json* booking : fhir::Extensions(file_.content, "urn:eteinen:booking")) {
      for (const Json& part : (*booking)["extension"].Items()) {
        const std::string& url = part["url"].AsString();
        if (url == "fallback") Expect(known_.channels, part["valueCode"], "fallback", "channel");
        if (url == "municipality") Expect(known_.municipalities, part["valueString"], "municipality", "municipality");
        if (url == "assessment-need") Expect(known_.needs, part["valueCode"], url, "need");
        if (url != "form") continue;
        const fhir::Choice form = fhir::ExtensionValue(part, "questionnaire");
        if (form) Expect(known_.questionnaires, *form.value, "form.questionnaire", "questionnaire");
      }
    }
  }

  // The chat entry of a need opens the assessment that it names (core/app/chat_flow.cc).
  void CheckNeeds() {
    const Json::Array& needs = file_.content["needs"].Items();
    for (std::size_t i = 0; i < needs.size(); ++i) {
      if (!needs[i].Has("assessment")) continue;
      Expect(known_.assessments, needs[i]["assessment"], JoinPath(JoinPath("needs", i), "assessment"), "assessment");
    }
  }

  void CheckSchedules() {
    const Json::Array& schedules = file_.content["schedules"].Items();
    for (std::size_t i = 0; i < schedules.size(); ++i) {
      const std::string path = JoinPath("schedules", i);
      Expect(known_.services, schedules[i]["service"], JoinPath(path, "service"), "service");
      if (schedules[i].Has("place")) Expect(known_.places, schedules[i]["place"], JoinPath(path, "place"), "place");
    }
  }

 private:
  void Add(std::string path, std::string_view kind, const std::string& to) {
    report_.findings.push_back(
        {file_.path, std::move(path), "dangling-link", "there is no " + std::string(kind) + " \"" + to + "\""});
  }

  void Expect(const Names& names, const Json& to, std::string path, std::string_view kind) {
    if (names.count(to.AsString()) == 0) Add(std::move(path), kind, to.AsString());
  }

  void CheckValueSets(const Json& element, const std::string& path) {
    const std::string& url = element["answerValueSet"].AsString();
    if (!url.empty() && !IsKnownValueSet(url)) Add(JoinPath(path, "answerValueSet"), "value set", url);
    const Json::Array& items = element["item"].Items();
    for (std::size_t i = 0; i < items.size(); ++i) CheckValueSets(items[i], JoinPath(JoinPath(path, "item"), i));
  }

  bool IsKnownValueSet(const std::string& url) const {
    if (!url.starts_with("#")) return known_.value_sets.count(url.substr(0, url.find('|'))) > 0;
    for (const Json& contained : file_.content["contained"].Items()) {
      if ("#" + contained["id"].AsString() == url) return true;
    }
    return false;
  }

  const AssetFile& file_;
  const Known& known_;
  VerifyReport& report_;
};

}  // namespace

void VerifyLinks(const std::string& assets, const std::vector<AssetFile>& files, VerifyReport& report) {
  const Known known = Collect(assets, files);
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    Links(*file, known, report).CheckQuestionnaire();
  }
  for (const AssetFile* file : FilesIn(files, assets + "/rules")) Links(*file, known, report).CheckNeeds();
  for (const AssetFile* file : FilesIn(files, assets + "/services")) Links(*file, known, report).CheckService();
  for (const AssetFile* file : FilesIn(files, assets + "/services/schedules")) {
    Links(*file, known, report).CheckSchedules();
  }
}

}  // namespace eteinen::cli
