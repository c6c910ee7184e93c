#include <algorithm>
#include <map>

#include "core/calendar/instant.h"
#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/plain_answer.h"
#include "tools/cli/assess_together.h"
#include "tools/cli/command.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

struct Outcome {
  std::string urgency;  // empty: nothing is certain
  std::string need;
  std::string rule;  // only where the case names it
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Place on the scale, the gravest first; nothing certain comes last.
std::ptrdiff_t Grade(const std::string& urgency) {
  return std::find(std::begin(form::kUrgencies), std::end(form::kUrgencies), urgency) - std::begin(form::kUrgencies);
}

struct Counts {
  std::int64_t total = 0, right = 0, under = 0, over = 0, other = 0, rules = 0, killed = 0;
};

class Cases {
 public:
  Cases(Instant at, VerifyReport& report) : now_(FormatInstant(at)), at_(at), report_(report) {}

  const Counts& counts() const { return counts_; }

  // Those of one questionnaire.
  void Run(const AssetFile& file, const std::vector<const GoldenCase*>& cases) {
    const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(file.content, fhirpath::FullModel());
    if (!questionnaire.ok()) return;  // the questionnaire's own check says so
    const Result<std::vector<form::Rule>> rules = form::ReadRules(*questionnaire);
    if (!rules.ok()) return;
    std::vector<Outcome> outcomes;
    for (const GoldenCase* golden : cases) {
      const Result<Outcome> outcome = OutcomeOf(*questionnaire, *rules, golden->content);
      if (!outcome.ok()) Add(*golden, "case-fails", outcome.error().path + ": " + outcome.error().message);
      outcomes.push_back(outcome.ok() ? *outcome : Outcome{});
      Compare(*golden, outcomes.back());
    }
    for (std::size_t i = 0; i < rules->size(); ++i) {
      std::vector<form::Rule> fewer = *rules;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      bool noticed = false;
      for (std::size_t c = 0; c < cases.size() && !noticed; ++c) {
        const Result<Outcome> outcome = OutcomeOf(*questionnaire, fewer, cases[c]->content);
        noticed = !outcome.ok() || *outcome != outcomes[c];
      }
      ++counts_.rules;
      counts_.killed += noticed;
      if (noticed) continue;
      report_.findings.push_back(
          {file.path, "", "rule-not-needed", "no case needs the rule \"" + (*rules)[i].id + "\""});
    }
  }

  // One of several symptoms at once.
  void RunTogether(const std::vector<const AssetFile*>& files, const GoldenCase& golden) {
    std::vector<form::Questionnaire> forms;
    for (const Json& id : golden.content["questionnaire"].Items()) {
      const auto file =
          std::find_if(files.begin(), files.end(), [&](const AssetFile* one) { return one->content["id"] == id; });
      if (file == files.end()) return Unknown(golden, id.AsString());
      Result<form::Questionnaire> form = form::CompileQuestionnaire((*file)->content, fhirpath::FullModel());
      if (!form.ok()) return;  // the questionnaire's own check says so
      forms.push_back(*std::move(form));
    }
    const Result<Outcome> outcome = OutcomeTogether(forms, golden.content);
    if (!outcome.ok()) Add(golden, "case-fails", outcome.error().path + ": " + outcome.error().message);
    Compare(golden, outcome.ok() ? *outcome : Outcome{});
  }

  void Unknown(const GoldenCase& golden, const std::string& id) {
    report_.findings.push_back({golden.file, "", "unknown-questionnaire", "there is no questionnaire \"" + id + "\""});
  }

 private:
  void Add(const GoldenCase& golden, std::string code, const std::string& message) {
    report_.findings.push_back(
        {golden.file, "", std::move(code), golden.content["name"].AsString() + ": " + message, golden.content});
  }

  Result<form::Start> StartOf(const Json& golden) const {
    form::Start start;
    start.now = now_;
    ETEINEN_ASSIGN_OR_RETURN(Json patient, form::PatientFromPlain(golden["person"], at_, "person"));
    start.launch = Json::MakeObject({{"patient", std::move(patient)}});
    return start;
  }

  static Outcome OutcomeFrom(const form::Assessment& assessment, const Json& golden) {
    return {assessment.urgency, assessment.need, golden.Has("rule") ? assessment.rule : ""};
  }

  Result<Outcome> OutcomeOf(const form::Questionnaire& questionnaire, const std::vector<form::Rule>& rules,
                            const Json& golden) const {
    ETEINEN_ASSIGN_OR_RETURN(const form::Start start, StartOf(golden));
    ETEINEN_ASSIGN_OR_RETURN(const form::Assessment assessment,
                             form::AssessPlain(questionnaire, rules, golden["answers"], start));
    return OutcomeFrom(assessment, golden);
  }

  Result<Outcome> OutcomeTogether(const std::vector<form::Questionnaire>& forms, const Json& golden) const {
    std::vector<const form::Questionnaire*> all;
    all.reserve(forms.size());
    for (const form::Questionnaire& form : forms) all.push_back(&form);
    ETEINEN_ASSIGN_OR_RETURN(const form::Start start, StartOf(golden));
    ETEINEN_ASSIGN_OR_RETURN(const form::Assessment assessment, AssessTogether(all, golden["answers"], start));
    return OutcomeFrom(assessment, golden);
  }

  void Compare(const GoldenCase& golden, const Outcome& outcome) {
    const std::string& urgency = golden.content["urgency"].AsString();
    const std::string& need = golden.content["need"].AsString();
    const std::string said = outcome.urgency.empty() ? "nothing certain" : outcome.urgency + " " + outcome.need;
    ++counts_.total;
    if (Grade(outcome.urgency) > Grade(urgency)) {
      ++counts_.under;
      Add(golden, "under-triage", said + " where the case says " + urgency);
    } else if (Grade(outcome.urgency) < Grade(urgency)) {
      ++counts_.over;
      Add(golden, "over-triage", said + " where the case says " + urgency);
    } else if (!urgency.empty() && outcome.need != need) {
      ++counts_.other;
      Add(golden, "other-need", said + " where the case says " + need);
    } else if (outcome.rule != golden.content["rule"].AsString()) {
      ++counts_.other;
      Add(golden, "other-rule", "\"" + outcome.rule + "\" decides");
    } else {
      ++counts_.right;
    }
  }

  std::string now_;
  Instant at_;
  Counts counts_;
  VerifyReport& report_;
};

}  // namespace

std::vector<GoldenCase> ReadCases(const std::string& folder, VerifyReport& report) {
  std::vector<GoldenCase> cases;
  const Result<std::vector<std::string>> names = ListFiles(folder, ".ndjson");
  if (!names.ok()) report.findings.push_back({folder, "", "unreadable", names.error().message});
  for (const std::string& name : names.ok() ? *names : std::vector<std::string>{}) {
    const std::string path = folder + "/" + name;
    const Result<std::string> text = ReadFile(path);
    for (std::size_t begin = 0; text.ok() && begin < text->size();) {
      const std::size_t end = std::min(text->find('\n', begin), text->size());
      const std::string_view line = std::string_view(*text).substr(begin, end - begin);
      begin = end + 1;
      if (line.empty()) continue;
      Result<Json> content = ParseJson(line);
      if (content.ok()) {
        cases.push_back({path, *std::move(content)});
      } else {
        report.findings.push_back({path, "", "unreadable", content.error().message});
      }
    }
  }
  return cases;
}

void VerifyCases(const std::string& assets, const std::vector<AssetFile>& files, const std::vector<GoldenCase>& cases,
                 CivilDay on, VerifyReport& report) {
  const Instant at = StartOfDay(on) + 9 * kHour;
  const std::vector<const AssetFile*> questionnaires = FilesIn(files, assets + "/questionnaires");
  Cases run(at, report);
  std::map<std::string, std::vector<const GoldenCase*>> by_id;
  for (const GoldenCase& golden : cases) {
    const Json& of = golden.content["questionnaire"];
    if (of.IsArray()) {
      run.RunTogether(questionnaires, golden);
    } else {
      by_id[of.AsString()].push_back(&golden);
    }
  }
  for (const AssetFile* file : questionnaires) {
    const std::string& id = file->content["id"].AsString();
    run.Run(*file, by_id[id]);
    by_id.erase(id);
  }
  for (const auto& [id, unknown] : by_id) run.Unknown(*unknown.front(), id);
  const Counts& counts = run.counts();
  report.more.push_back({"cases", Json::MakeObject({{"total", counts.total},
                                                    {"right", counts.right},
                                                    {"under", counts.under},
                                                    {"over", counts.over},
                                                    {"other", counts.other}})});
  report.more.push_back({"rules", Json::MakeObject({{"total", counts.rules}, {"killed", counts.killed}})});
}

}  // namespace eteinen::cli
