// `eteinen verify DIR [--from DATE] [--cases DIR] [--danger-signs]`: proves what can be proved about a folder of
// assets, and lists what is wrong.
//
// Each kind of content has its own check, which adds to the report; verify.cc runs them all. Codes of findings, besides
// those of the channel directory (core/channels/lint.h, no_dead_end.h) and of forms (core/form/walk.h and lint.h):
//
//   unreadable           a file that is no JSON, or not what its folder is for
//   no-source, no-date, no-status   where content is from, when that was checked, and who stands behind it
//   not-approved         `approved` without who approved which version when
//   unknown-need, unknown-urgency, wrong-urgency   words that the rules for channels do not have, or not together
//   bad-rule             a rule of a questionnaire that cannot be read
//   sign-without-source, rule-without-source   a danger sign, or a rule of an assessment, that names no source by title
//                        and year
//   title-of-another-urgency   an outcome whose title stands over another urgency elsewhere
//   missing-text         an outcome without title, text, or when to make contact again
//   missing-translation  a text for residents that a language lacks
//   long-sentence        plain Finnish with more words than assets/language says
//   dangling-link        a reference to something that is not there
#ifndef ETEINEN_TOOLS_CLI_VERIFY_H_
#define ETEINEN_TOOLS_CLI_VERIFY_H_

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/calendar/civil_time.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::cli {

struct VerifyFinding {
  std::string file;
  std::string path;
  std::string code;
  std::string message;
  // What shows it, if something does: a line for `assess` (without `person`: nobody in particular; without `now`: the
  // day of the proof) or for `recommend`.
  Json replay = Json();
};

struct VerifyReport {
  std::vector<VerifyFinding> findings;  // any makes the whole fail
  std::int64_t states = 0;              // different situations that were looked at
  std::int64_t decisions = 0;           // decisions that they represent
  std::int64_t evaluated = 0;           // decisions that were worked out
  Json::Object more;                    // further members of the last line
};

// A file of the folder, read. `path` begins with the folder as it was given.
struct AssetFile {
  std::string path;
  Json content;
};

// Every *.json beneath the folder, sorted by path. Files that are no JSON become findings.
std::vector<AssetFile> ReadAssets(const std::string& folder, VerifyReport& report);
// Those that lie directly in `folder`.
std::vector<const AssetFile*> FilesIn(const std::vector<AssetFile>& files, const std::string& folder);

// The channel directory and its rules: the linter, and the proof that nobody is left without a channel in the two years
// from `from`. The proof runs twice: as given (`asGiven`), which must pass, and with every hour of status `example`
// closed (`withoutExampleHours`), which is told with what it leaves open and judged by nobody: where the first passes
// and the second does not, the promise rests on hours that are assumed. Entries past their review date are in
// `toReview` and count as valid.
void VerifyDirectory(const std::string& assets, CivilDay from, VerifyReport& report);

// All of the following, in this order.
void VerifyContent(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from, VerifyReport& report);

// Every questionnaire: its own faults, its rules' words and texts, and every way through it (core/form/walk.h). What
// was not looked at whole is told in the last line as `sampled`.
void VerifyQuestionnaires(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from,
                          VerifyReport& report);

// A form that is sent has no outcome to walk to: its answers are read by a professional, every one of them. Each of its
// questions can come to be asked, and each calculated value can come about (core/form/walk.h); its conditions fail on
// no answers. Code: never-asked.
void VerifySentForm(const AssetFile& file, const form::Questionnaire& questionnaire, const form::Start& start,
                    VerifyReport& report);

// Two symptoms at once are asked as one form (core/form/combine.h). Every two assessments fit together: what comes out
// is a sound form with the rules of both, their danger signs stand on one page, and each sign alone acts at once and is
// as grave as in its own form. The last line counts them as `pairs`. Codes: pair-fails, signs-on-two-pages,
// danger-does-not-act.
void VerifyPairs(const std::string& assets, const std::vector<AssetFile>& files, CivilDay from, VerifyReport& report);

// Translations of what residents read, and the length of sentences in plain Finnish.
void VerifyTexts(const std::string& assets, const std::vector<AssetFile>& files, VerifyReport& report);

// Source, date and status of every file, and references from one file to another.
void VerifySources(const std::vector<AssetFile>& files, VerifyReport& report);
void VerifyLinks(const std::string& assets, const std::vector<AssetFile>& files, VerifyReport& report);

// A case of a questionnaire, written down before its rules: {"name", "questionnaire", "person", "answers", "urgency",
// "need"}, as on the command line (several questionnaires: symptoms at once); `urgency` null: nothing is certain yet.
struct GoldenCase {
  std::string file;
  Json content;
};

// The lines of every *.ndjson in the folder.
std::vector<GoldenCase> ReadCases(const std::string& folder, VerifyReport& report);

// How the cases come out at 9.00 on the day `on`, and whether each rule is needed by one: every rule is taken out in
// turn, and a case must notice. In the last line: `cases` {"total", "right", "under", "over", "other"} (under: less
// grave than the case says) and `rules` {"total", "killed"}. Codes: under-triage, over-triage, other-need, other-rule
// (where the case names one), rule-not-needed, case-fails, unknown-questionnaire.
void VerifyCases(const std::string& assets, const std::vector<AssetFile>& files, const std::vector<GoldenCase>& cases,
                 CivilDay on, VerifyReport& report);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_VERIFY_H_
