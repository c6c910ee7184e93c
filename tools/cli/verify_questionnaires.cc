#include <algorithm>
#include <map>

#include "core/calendar/instant.h"
#include "core/fhir/element.h"
#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/form_terms.h"
#include "core/form/lint.h"
#include "core/form/plain_answer.h"
#include "core/form/walk.h"
#include "tools/cli/danger_signs.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

// The urgencies that each need can have, as the rules for channels say.
using Needs = std::map<std::string, std::vector<std::string>, std::less<>>;

Needs ReadNeeds(const std::string& assets, const std::vector<AssetFile>& files) {
  Needs needs;
  for (const AssetFile* file : FilesIn(files, assets + "/rules")) {
    for (const Json& need : file->content["needs"].Items()) {
      std::vector<std::string>& urgencies = needs[need["code"].AsString()];
      for (const Json& urgency : need["urgencies"].Items()) urgencies.push_back(urgency.AsString());
    }
  }
  return needs;
}

bool IsUrgency(const std::string& code) {
  return std::find(std::begin(form::kUrgencies), std::end(form::kUrgencies), code) != std::end(form::kUrgencies);
}

// Checks one file.
class Verifier {
 public:
  Verifier(const AssetFile& file, const Needs& needs, const form::Terminology& terminology, std::string now,
           VerifyReport& report)
      : file_(file), needs_(needs), terminology_(terminology), now_(std::move(now)), report_(report) {}

  void Run(Json& sampled) {
    Result<form::Questionnaire> compiled = form::CompileQuestionnaire(file_.content, fhirpath::FullModel());
    if (!compiled.ok()) return Add(compiled.error().path, "unreadable", compiled.error().message);
    const form::Questionnaire& questionnaire = *compiled;
    const std::vector<form::LintFinding> faults = form::Lint(questionnaire);
    for (const form::LintFinding& fault : faults) {
      Add(fault.path, fault.code == "danglingReference" ? "dangling-link" : fault.code,
          (fault.link_id.empty() ? "" : "\"" + fault.link_id + "\": ") + fault.message);
    }
    CheckRuleWords();
    if (bad_rules_ || !faults.empty()) return;
    const Result<std::vector<form::Rule>> rules = form::ReadRules(questionnaire);
    if (!rules.ok()) {
      const bool link = rules.error().kind == ErrorKind::kNotFound;
      return Add(rules.error().path, link ? "dangling-link" : "bad-rule", rules.error().message);
    }
    const Result<form::FormTerms> terms = form::ReadFormTerms(file_.content);
    if (!terms.ok()) return Add(terms.error().path, "bad-form-terms", terms.error().message);
    form::Start start;
    start.now = now_;
    start.launch = Json::MakeObject({{"patient", Json::MakeObject({{"resourceType", "Patient"}})}});
    start.terminology = &terminology_;
    if (terms->sent) return VerifySentForm(file_, questionnaire, start, report_);
    if (terms->kind.empty() && rules->empty())
      return Add("", "no-outcome", "an assessment without rules decides nothing");
    Walk(questionnaire, *rules, start, sampled);
  }

 private:
  void Add(std::string path, std::string code, std::string message, Json replay = Json()) {
    report_.findings.push_back({file_.path, std::move(path), std::move(code), std::move(message), std::move(replay)});
  }

  // The answers of a finding as a line for `assess`.
  Json LineOf(const Json& answers) const {
    if (answers.IsNull()) return Json();
    Json line = Json::MakeObject({{"questionnaire", file_.content["id"]}});
    line.Set("answers", answers);
    return line;
  }

  static std::string ItemPath(const form::Questionnaire& questionnaire, const std::string& link_id) {
    std::string path;
    for (int i = questionnaire.Find(link_id); i >= 0; i = questionnaire.items()[static_cast<std::size_t>(i)].parent) {
      const int position = questionnaire.items()[static_cast<std::size_t>(i)].position;
      path = JoinPath("item", static_cast<std::size_t>(position)) + (path.empty() ? "" : "." + path);
    }
    return path;
  }

  std::string RulePath(const std::string& id) const {
    const Json::Array& extensions = file_.content["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i]["url"].AsString() != form::kRuleUrl) continue;
      const fhir::Choice value = fhir::ExtensionValue(extensions[i], "id");
      if (value && value.value->AsString() == id) return JoinPath("extension", i);
    }
    return {};
  }

  static std::string CodeOf(const Json& rule, std::string_view url) {
    const fhir::Choice value = fhir::ExtensionValue(rule, url);
    return value ? value.value->AsString() : std::string();
  }

  // Urgency, need, and the texts of an outcome.
  void CheckRuleWords() {
    const Json::Array& extensions = file_.content["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const Json& rule = extensions[i];
      if (rule["url"].AsString() != form::kRuleUrl) continue;
      const std::string path = JoinPath("extension", i);
      const std::string id = CodeOf(rule, "id");
      const std::string urgency = CodeOf(rule, "urgency");
      const bool known = IsUrgency(urgency);
      if (!known) {
        bad_rules_ = true;
        Add(JoinPath(path, "urgency"), "unknown-urgency", "\"" + urgency + "\" of the rule \"" + id + "\"");
      }
      const auto need = needs_.find(CodeOf(rule, "need"));
      if (need == needs_.end()) {
        Add(JoinPath(path, "need"), "unknown-need", "\"" + CodeOf(rule, "need") + "\" of the rule \"" + id + "\"");
      } else if (known && std::find(need->second.begin(), need->second.end(), urgency) == need->second.end()) {
        Add(path, "wrong-urgency",
            "the rule \"" + id + "\": the need \"" + need->first + "\" is never \"" + urgency + "\"");
      }
      for (const char* text : {"title", "text"}) {
        if (!CodeOf(rule, text).empty()) continue;
        bad_rules_ = bad_rules_ || std::string_view(text) == "title";
        Add(JoinPath(path, text), "missing-text", "the outcome of the rule \"" + id + "\" has no " + text);
      }
    }
  }

  void Walk(const form::Questionnaire& questionnaire, const std::vector<form::Rule>& rules, const form::Start& start,
            Json& sampled) {
    const form::Walk walk = form::WalkThrough(questionnaire, rules, start);
    for (const form::WalkFinding& finding : walk.findings) {
      const std::string item = ItemPath(questionnaire, finding.place);
      const std::string what = finding.place.empty() ? "" : "\"" + finding.place + "\": ";
      Add(item.empty() ? RulePath(finding.place) : item, std::string(form::Code(finding.kind)), what + finding.message,
          LineOf(finding.answers));
    }
    if (walk.danger_item >= 0) {
      CheckContactAgain(rules);
      CheckSources(questionnaire.items()[static_cast<std::size_t>(walk.danger_item)], rules);
    }
    report_.states += walk.states;
    report_.decisions += walk.decisions;
    report_.evaluated += walk.evaluated;
    for (const std::string& question : walk.sampled) sampled.Append(file_.path + ": " + question);
  }

  // An assessment never sends anyone away without saying when to make contact again.
  void CheckContactAgain(const std::vector<form::Rule>& rules) {
    for (const form::Rule& rule : rules) {
      if (!CodeOf(*rule.definition, "worse").empty()) continue;
      Add(JoinPath(RulePath(rule.id), "worse"), "missing-text",
          "the outcome of the rule \"" + rule.id + "\" does not say when to make contact again");
    }
  }

  // Every danger sign and every rule of an assessment names what it rests on, by title and year.
  void CheckSources(const form::Item& danger, const std::vector<form::Rule>& rules) {
    for (const form::Option& sign : danger.options) {
      if (sign.exclusive || NamesTitleAndYear(SourceOfSign(sign))) continue;
      Add("", "sign-without-source", "\"" + (*sign.value)["code"].AsString() + "\" names no source by title and year");
    }
    for (const form::Rule& rule : rules) {
      if (NamesTitleAndYear(CodeOf(*rule.definition, "source"))) continue;
      Add(RulePath(rule.id), "rule-without-source", "\"" + rule.id + "\" names no source by title and year");
    }
  }

  const AssetFile& file_;
  const Needs& needs_;
  const form::Terminology& terminology_;
  std::string now_;
  VerifyReport& report_;
  bool bad_rules_ = false;
};

struct TitledRule {
  const AssetFile* file;
  std::string path;
  std::string id;
};

// What is read first tells the haste: the same title stands over one urgency only, that of most rules that bear it.
void CheckTitles(const std::vector<const AssetFile*>& files, VerifyReport& report) {
  std::map<std::string, std::map<std::string, std::vector<TitledRule>>> by_title;  // title, then urgency
  for (const AssetFile* file : files) {
    const Json::Array& extensions = file->content["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const Json& rule = extensions[i];
      if (rule["url"].AsString() != form::kRuleUrl) continue;
      const auto code = [&](const char* part) {
        const fhir::Choice value = fhir::ExtensionValue(rule, part);
        return value ? value.value->AsString() : std::string();
      };
      const std::string urgency = code("urgency");
      if (!IsUrgency(urgency)) continue;  // told as unknown
      by_title[code("title")][urgency].push_back({file, JoinPath("extension", i), code("id")});
    }
  }
  for (const auto& [title, by_urgency] : by_title) {
    if (title.empty()) continue;  // told as a missing text
    const auto fewer = [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); };
    const auto most = std::max_element(by_urgency.begin(), by_urgency.end(), fewer);
    for (const auto& [urgency, rules] : by_urgency) {
      if (urgency == most->first) continue;
      for (const TitledRule& rule : rules) {
        report.findings.push_back({rule.file->path, JoinPath(rule.path, "title"), "title-of-another-urgency",
                                   "the rule \"" + rule.id + "\" is \"" + urgency + "\", but its title \"" + title +
                                       "\" is that of \"" + most->first + "\""});
      }
    }
  }
}

}  // namespace

void VerifyQuestionnaires(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from,
                          VerifyReport& report) {
  form::Terminology terminology;
  for (const AssetFile* file : FilesIn(files, assets + "/terminology")) terminology.Add(file->content);
  const Needs needs = ReadNeeds(assets, files);
  constexpr std::int64_t kMorning = 9 * kHour;
  const std::string now = FormatInstant(StartOfDay(from) + kMorning);
  Json sampled = Json::MakeArray();
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    Verifier(*file, needs, terminology, now, report).Run(sampled);
  }
  CheckTitles(FilesIn(files, assets + "/questionnaires"), report);
  report.more.push_back({"sampled", std::move(sampled)});
}

}  // namespace eteinen::cli
