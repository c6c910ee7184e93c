#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "core/calendar/instant.h"
#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/combine.h"
#include "core/form/form_terms.h"
#include "core/form/lint.h"
#include "core/form/session.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

std::ptrdiff_t Grade(const std::string& urgency) {
  return std::find(std::begin(form::kUrgencies), std::end(form::kUrgencies), urgency) - std::begin(form::kUrgencies);
}

// An assessment that begins with a page of danger signs.
struct Module {
  const AssetFile* file = nullptr;
  std::string id;
  std::string page;                             // linkId of its danger signs
  std::map<std::string, std::ptrdiff_t> signs;  // code → how grave it is with nothing else answered
  std::size_t rules = 0;
};

// What a sign of `page` comes to with nothing else answered; nothing when it does not act.
std::optional<std::ptrdiff_t> GradeOfSign(const std::vector<form::Rule>& rules, form::Session& session,
                                          const std::string& page, const form::Option& sign) {
  Json answer = Json::MakeObject();
  answer.Set(sign.key, *sign.value);
  if (!session.SetAnswer(page, {}, Json::MakeArray({std::move(answer)})).ok()) return std::nullopt;
  const Result<form::Assessment> assessment = form::Assess(rules, session, "fi");
  if (!assessment.ok() || !assessment->danger) return std::nullopt;
  return Grade(assessment->urgency);
}

// Every sign of the page; empty when the form has no such page there.
std::map<std::string, std::ptrdiff_t> SignsOf(const form::Questionnaire& form, const std::vector<form::Rule>& rules,
                                              const form::Start& start, const form::Item& page) {
  std::map<std::string, std::ptrdiff_t> signs;
  Result<form::Session> session = form::Session::Begin(form, start);
  if (!session.ok() || !page.repeats) return signs;
  for (const form::Option& option : page.options) {
    if (option.exclusive) continue;
    const auto grade = GradeOfSign(rules, *session, page.link_id, option);
    if (grade) signs.emplace((*option.value)["code"].AsString(), *grade);
  }
  return signs;
}

std::optional<Module> ReadModule(const AssetFile& file, const form::Start& start) {
  const Result<form::FormTerms> terms = form::ReadFormTerms(file.content);
  if (!terms.ok() || !terms->kind.empty()) return std::nullopt;
  const Result<form::Questionnaire> form = form::CompileQuestionnaire(file.content, fhirpath::FullModel());
  // What is wrong with the form by itself is said once, by VerifyQuestionnaires, and not again for each other form.
  if (!form.ok() || !form::Lint(*form).empty()) return std::nullopt;
  const Result<std::vector<form::Rule>> rules = form::ReadRules(*form);
  if (!rules.ok()) return std::nullopt;
  for (const form::Item& item : form->items()) {
    const bool has_none =
        std::any_of(item.options.begin(), item.options.end(), [](const form::Option& one) { return one.exclusive; });
    if (!has_none) continue;
    std::map<std::string, std::ptrdiff_t> signs = SignsOf(*form, *rules, start, item);
    if (signs.empty()) continue;
    return Module{&file, file.content["id"].AsString(), item.link_id, std::move(signs), rules->size()};
  }
  return std::nullopt;
}

class Pair {
 public:
  Pair(const Module& a, const Module& b, const form::Start& start, VerifyReport& report)
      : a_(a), b_(b), start_(start), report_(report) {}

  void Verify() {
    Result<Json> combined = form::Combine({&a_.file->content, &b_.file->content});
    if (!combined.ok()) return Add("pair-fails", combined.error().message);
    const Result<form::Questionnaire> both = form::CompileQuestionnaire(*std::move(combined), fhirpath::FullModel());
    if (!both.ok()) return Add("pair-fails", both.error().message);
    for (const form::LintFinding& fault : form::Lint(*both)) Add("pair-fails", fault.link_id + ": " + fault.message);
    const Result<std::vector<form::Rule>> rules = form::ReadRules(*both);
    if (!rules.ok()) return Add("pair-fails", rules.error().path + ": " + rules.error().message);
    if (rules->size() != a_.rules + b_.rules) Add("pair-fails", "some rules were lost");
    const int page = both->Find(a_.page);
    if (a_.page != b_.page || page < 0 || both->Find(b_.id + "." + b_.page) >= 0) {
      return Add("signs-on-two-pages",
                 "the danger signs of the two do not stand on one page: see whether a sign of "
                 "both, or the question, is worded alike");
    }
    const auto together = SignsOf(*both, *rules, start_, both->items()[static_cast<std::size_t>(page)]);
    report_.evaluated += static_cast<std::int64_t>(together.size());
    CheckSigns(a_, together);
    CheckSigns(b_, together);
  }

 private:
  void Add(const std::string& code, const std::string& message) {
    report_.findings.push_back({b_.file->path, "", code, "with " + a_.id + ": " + message});
  }

  void CheckSigns(const Module& one, const std::map<std::string, std::ptrdiff_t>& together) {
    for (const auto& [sign, grade] : one.signs) {
      const auto found = together.find(sign);
      if (found != together.end() && found->second <= grade) continue;
      Add("danger-does-not-act", "\"" + sign + "\" of " + one.id + " alone does not act as in its own form");
    }
  }

  const Module& a_;
  const Module& b_;
  const form::Start& start_;
  VerifyReport& report_;
};

}  // namespace

void VerifyPairs(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from, VerifyReport& report) {
  constexpr std::int64_t kMorning = 9 * kHour;
  form::Start start;
  start.now = FormatInstant(StartOfDay(from) + kMorning);
  start.launch = Json::MakeObject({{"patient", Json::MakeObject({{"resourceType", "Patient"}})}});
  std::vector<Module> modules;
  for (const AssetFile* file : FilesIn(files, assets + "/questionnaires")) {
    if (std::optional<Module> module = ReadModule(*file, start)) modules.push_back(*std::move(module));
  }
  std::int64_t pairs = 0;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    for (std::size_t k = i + 1; k < modules.size(); ++k, ++pairs) Pair(modules[i], modules[k], start, report).Verify();
  }
  report.more.push_back({"pairs", Json(pairs)});
}

}  // namespace eteinen::cli
