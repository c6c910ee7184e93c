#include "tools/workbench/content.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/lint.h"
#include "tools/cli/command.h"
#include "tools/cli/directory_files.h"
#include "tools/cli/terminology.h"
#include "tools/workbench/json_place.h"
#include "tools/workbench/platform.h"

namespace eteinen::workbench {
namespace {

// The line of what stands at `path`, or of the nearest thing above it that is there.
int LineAt(const std::string& text, std::string path) {
  while (true) {
    if (const std::optional<JsonPlace> place = PlaceOf(text, path)) return LineOf(text, place->begin);
    const std::size_t cut = path.find_last_of(".[");
    if (path.empty() || cut == path.npos) return path.empty() ? 0 : LineOf(text, 0);
    path.resize(cut);
  }
}

// "not valid JSON at byte 120" tells the byte only in words.
int LineOfParseError(const std::string& text, const std::string& message) {
  const std::string before = "at byte ";
  const std::size_t at = message.find(before);
  if (at == message.npos) return 0;
  return LineOf(text, static_cast<std::size_t>(std::atoll(message.c_str() + at + before.size())) - 1);
}

Fault FaultOf(const std::string& file, const std::string& text, const Error& error, std::string code) {
  return {file, error.path, LineAt(text, error.path), std::move(code), error.message};
}

void LoadForms(Content& content) {
  const std::string folder = content.folders.assets + "/questionnaires";
  const Result<std::vector<std::string>> names = cli::ListFiles(folder, ".json");
  if (!names.ok()) return content.faults.push_back({folder, "", 0, "unreadable", names.error().message});
  for (const std::string& name : *names) {
    FormFile form{folder + "/" + name, name.substr(0, name.size() - 5), ""};
    const Result<std::string> text = cli::ReadFile(form.file);
    if (!text.ok()) {
      content.faults.push_back({form.file, "", 0, "unreadable", text.error().message});
      continue;
    }
    form.text = *text;
    if (const Result<Json> json = ParseJson(form.text); json.ok() && !(*json)["id"].AsString().empty()) {
      form.id = (*json)["id"].AsString();
    }
    for (Fault& fault : FaultsOf(form.file, form.text)) content.faults.push_back(std::move(fault));
    content.forms.push_back(std::move(form));
  }
}

void LoadDirectoryOf(Content& content) {
  const Result<std::vector<channels::SourceFile>> files = cli::ReadDirectoryFiles(content.folders.assets);
  if (!files.ok()) {
    const Result<std::string> text = cli::ReadFile(files.error().path);
    const int line = text.ok() ? LineOfParseError(*text, files.error().message) : 0;
    return content.faults.push_back({files.error().path, "", line, "unreadable", files.error().message});
  }
  channels::DirectoryReading reading = channels::ReadDirectory(*files);
  for (const channels::Finding& finding : reading.findings) {
    const Result<std::string> text = cli::ReadFile(finding.file);
    const int line = text.ok() ? LineAt(*text, finding.path) : 0;
    content.faults.push_back({finding.file, finding.path, line, finding.code, finding.message});
  }
  if (reading.findings.empty()) content.directory = std::move(reading.directory);
}

}  // namespace

std::optional<std::size_t> Content::FindForm(std::string_view id_or_file) const {
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (forms[i].id == id_or_file || forms[i].file == id_or_file) return i;
  }
  return std::nullopt;
}

std::vector<Fault> FaultsOf(const std::string& file, const std::string& text) {
  Result<Json> json = ParseJson(text);
  if (!json.ok()) {
    return {{file, "", LineOfParseError(text, json.error().message), "unreadable", json.error().message}};
  }
  const Result<form::Questionnaire> form = form::CompileQuestionnaire(*std::move(json), fhirpath::FullModel());
  if (!form.ok()) return {FaultOf(file, text, form.error(), "unreadable")};
  std::vector<Fault> faults;
  for (const form::LintFinding& finding : form::Lint(*form)) {
    const std::string what = finding.link_id.empty() ? "" : "\"" + finding.link_id + "\": ";
    faults.push_back({file, finding.path, LineAt(text, finding.path), finding.code, what + finding.message});
  }
  const Result<std::vector<form::Rule>> rules = form::ReadRules(*form);
  if (!rules.ok()) faults.push_back(FaultOf(file, text, rules.error(), "bad-rule"));
  return faults;
}

Status WriteFile(const std::string& file, const std::string& text) {
  std::error_code ignored;  // what cannot be made cannot be written to, which is told below
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  std::FILE* out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) return InputError("cannot be written", file);
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  if (std::fclose(out) != 0 || !written) return InputError("could not be written whole", file);
  OfferWritten(file, text);
  return Ok{};
}

Content LoadContent(const Folders& folders) {
  Content content;
  content.folders = folders;
  LoadForms(content);
  LoadDirectoryOf(content);
  if (auto terminology = cli::ReadTerminology({folders.assets, folders.i18n}); terminology.ok()) {
    content.terminology = *std::move(terminology);
  } else {
    content.faults.push_back({terminology.error().path, "", 0, "unreadable", terminology.error().message});
    content.terminology = std::make_shared<const form::Terminology>();
  }
  cli::VerifyReport report;
  content.cases = cli::ReadCases(folders.cases, report);
  for (const cli::VerifyFinding& finding : report.findings) {
    content.faults.push_back({finding.file, finding.path, 0, finding.code, finding.message});
  }
  return content;
}

}  // namespace eteinen::workbench
