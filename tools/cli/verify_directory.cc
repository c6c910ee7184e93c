#include "core/channels/lint.h"
#include "core/channels/no_dead_end.h"
#include "tools/cli/directory_files.h"
#include "tools/cli/verify.h"

namespace eteinen::cli {
namespace {

constexpr int kMonthsProved = 24;

void Add(const channels::Finding& finding, VerifyReport& report) {
  report.findings.push_back({finding.file, finding.path, finding.code, finding.message});
}

std::string Told(const channels::Failure& failure) {
  std::string text = channels::Describe(failure.example);
  if (failure.evaluated > 1)
    text += "; and " + std::to_string(failure.evaluated - 1) + " more of this need and urgency";
  return text;
}

// The proof with the example hours closed: told, not judged. It says "noDeadEnd" and not "ok", so that nobody takes the
// verdict of one run for that of the other.
Json WithoutExampleHours(const channels::Directory& directory, Instant from, Instant until, VerifyReport& report) {
  const Result<channels::Proof> proof =
      channels::ProveNoDeadEnd(channels::WithExampleHoursClosed(directory), from, until);
  if (!proof.ok()) return Json();
  report.decisions += proof->decisions;
  report.evaluated += proof->evaluated;
  Json json = Json::MakeObject({{"noDeadEnd", proof->ok()}});
  Json open = Json::MakeArray();
  for (const channels::Failure& failure : proof->failures) {
    open.Append(Json::MakeObject({{"code", channels::Code(failure.verdict)}, {"message", Told(failure)}}));
  }
  json.Set("failures", std::move(open));
  return json;
}

}  // namespace

void VerifyDirectory(const std::string& assets, CivilDay from, VerifyReport& report) {
  const Result<std::vector<channels::SourceFile>> files = ReadDirectoryFiles(assets);
  if (!files.ok()) {
    report.findings.push_back({files.error().path, "", "unreadable", files.error().message});
    return;
  }
  const channels::DirectoryReading reading = channels::ReadDirectory(*files);
  for (const channels::Finding& finding : reading.findings) Add(finding, report);
  if (!reading.findings.empty()) return;
  Json to_review = Json::MakeArray();
  for (const channels::Finding& finding : channels::Lint(reading.directory, from)) {
    // Entries count as valid beyond their review date here; who looks after them still wants to know.
    if (finding.code == "review-passed") {
      to_review.Append(finding.message);
    } else {
      Add(finding, report);
    }
  }

  const Instant start = StartOfDay(from);
  const Instant end = StartOfDay(AddMonths(from, kMonthsProved));
  const Result<channels::Proof> proof = channels::ProveNoDeadEnd(reading.directory, start, end);
  if (!proof.ok()) {
    report.findings.push_back({assets + "/directory", "", "unprovable", proof.error().message});
    return;
  }
  for (const channels::Failure& failure : proof->failures) {
    report.findings.push_back({assets + "/directory", "", std::string(channels::Code(failure.verdict)), Told(failure),
                               channels::ToLine(failure.example)});
  }
  report.states += proof->states;
  report.decisions += proof->decisions;
  report.evaluated += proof->evaluated;
  report.more.push_back({"asGiven", Json::MakeObject({{"noDeadEnd", proof->ok()}})});
  report.more.push_back({"withoutExampleHours", WithoutExampleHours(reading.directory, start, end, report)});
  if (!to_review.Items().empty()) report.more.push_back({"toReview", std::move(to_review)});
}

}  // namespace eteinen::cli
