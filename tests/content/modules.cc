#include "tests/content/modules.h"

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/fhirpath/model.h"
#include "core/form/plain_answer.h"

namespace eteinen::form {
namespace {

constexpr std::string_view kFolder = "assets/questionnaires/";
constexpr std::string_view kSuffix = ".json";

std::string TextOfFile(const std::string& path) {
  std::ifstream stream(path);
  EXPECT_TRUE(stream) << path << ": run from the project's root";
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

std::vector<std::string> ModuleIds() {
  std::vector<std::string> ids;
  DIR* folder = opendir(std::string(kFolder).c_str());
  EXPECT_NE(folder, nullptr) << kFolder << ": run from the project's root";
  while (const dirent* entry = folder ? readdir(folder) : nullptr) {
    const std::string name = entry->d_name;
    if (name.size() > kSuffix.size() && name.ends_with(kSuffix)) {
      ids.push_back(name.substr(0, name.size() - kSuffix.size()));
    }
  }
  if (folder != nullptr) closedir(folder);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> SymptomIds() {
  std::vector<std::string> ids = ModuleIds();
  ids.erase(std::remove_if(ids.begin(), ids.end(), [](const std::string& id) { return !id.starts_with("symptom-"); }),
            ids.end());
  return ids;
}

Questionnaire Compiled(const std::string& id) {
  Result<Json> json = ParseJson(TextOfFile(std::string(kFolder) + id + std::string(kSuffix)));
  EXPECT_TRUE(json.ok()) << id;
  Result<Questionnaire> questionnaire = CompileQuestionnaire(*std::move(json), fhirpath::FullModel());
  EXPECT_TRUE(questionnaire.ok()) << id << ": " << (questionnaire.ok() ? "" : questionnaire.error().message);
  return *std::move(questionnaire);
}

bool IsSent(const Questionnaire& questionnaire) {
  for (const Json& extension : questionnaire.json()["extension"].Items()) {
    if (extension["url"].AsString() != "urn:eteinen:form") continue;
    for (const Json& part : extension["extension"].Items()) {
      if (part["url"].AsString() == "send") return true;
    }
  }
  return false;
}

std::vector<Rule> RulesOf(const Questionnaire& questionnaire) {
  Result<std::vector<Rule>> rules = ReadRules(questionnaire);
  EXPECT_TRUE(rules.ok()) << (rules.ok() ? "" : rules.error().path + ": " + rules.error().message);
  return rules.ok() ? *std::move(rules) : std::vector<Rule>{};
}

std::vector<Json> CasesIn(const std::string& file) {
  std::vector<Json> cases;
  std::ifstream stream("tests/content/golden/" + file + ".ndjson");
  for (std::string line; std::getline(stream, line);) {
    Result<Json> json = ParseJson(line);
    EXPECT_TRUE(json.ok()) << file << ": " << line;
    if (json.ok()) cases.push_back(*std::move(json));
  }
  return cases;
}

std::vector<Json> CasesOf(const std::string& id) {
  std::vector<Json> cases;
  for (const std::string& file : {id, std::string("presentations")}) {
    for (Json& golden : CasesIn(file)) {
      if (golden["questionnaire"].AsString() == id) cases.push_back(std::move(golden));
    }
  }
  return cases;
}

Start StartFor(const Json& person) {
  Start start;
  start.now = kNow;
  Result<Json> patient = PatientFromPlain(person, *ParseInstant(kNow), "person");
  EXPECT_TRUE(patient.ok());
  if (patient.ok()) start.launch = Json::MakeObject({{"patient", *std::move(patient)}});
  return start;
}

}  // namespace eteinen::form
