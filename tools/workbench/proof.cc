#include "tools/workbench/proof.h"

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

namespace eteinen::workbench {
namespace {

using cli::AssetFile;
using cli::VerifyReport;

struct Check {
  std::string name;
  std::function<void(VerifyReport&)> run;
};

// What all checks look at.
struct Material {
  std::string assets;
  CivilDay from;
  std::vector<AssetFile> files;
  std::vector<AssetFile> others;  // all but the questionnaires
  std::vector<cli::GoldenCase> cases;
};

std::vector<Check> ChecksOf(const Material& all, const std::string& only) {
  std::vector<Check> checks;
  const bool everything = only.empty();
  if (everything) {
    checks.push_back({"sources", [&](VerifyReport& report) { cli::VerifySources(all.files, report); }});
    checks.push_back({"texts", [&](VerifyReport& report) { cli::VerifyTexts(all.assets, all.files, report); }});
    checks.push_back({"links", [&](VerifyReport& report) { cli::VerifyLinks(all.assets, all.files, report); }});
  }
  for (const AssetFile* file : cli::FilesIn(all.files, all.assets + "/questionnaires")) {
    if (file->path.find(only) == std::string::npos) continue;
    checks.push_back({file->path.substr(all.assets.size() + 1), [&all, file](VerifyReport& report) {
                        std::vector<AssetFile> files = all.others;
                        files.push_back(*file);
                        cli::VerifyQuestionnaires(all.assets, files, all.from, report);
                      }});
  }
  if (everything) {
    checks.push_back(
        {"pairs", [&](VerifyReport& report) { cli::VerifyPairs(all.assets, all.files, all.from, report); }});
    checks.push_back({"golden cases", [&](VerifyReport& report) {
                        cli::VerifyCases(all.assets, all.files, all.cases, all.from, report);
                      }});
    checks.push_back({"directory", [&](VerifyReport& report) { cli::VerifyDirectory(all.assets, all.from, report); }});
  }
  return checks;
}

void AddTo(VerifyReport& whole, VerifyReport&& part) {
  for (cli::VerifyFinding& finding : part.findings) whole.findings.push_back(std::move(finding));
  whole.states += part.states;
  whole.decisions += part.decisions;
  whole.evaluated += part.evaluated;
  for (Json::Member& member : part.more) {
    // Of the questionnaires each check tells its own samples.
    if (member.key != "sampled") whole.more.push_back(std::move(member));
  }
}

}  // namespace

void Proof::Start(const Folders& folders, CivilDay from, const std::string& only) {
  Stop();
  {
    const std::lock_guard<std::mutex> hold(lock_);
    progress_ = {};
    progress_.began = progress_.running = true;
    report_ = {};
  }
  stop_ = false;
  thread_ = std::thread([this, folders, from, only] { Run(folders, from, only); });
}

void Proof::Stop() {
  stop_ = true;
  Finish();
}

void Proof::Finish() {
  if (thread_.joinable()) thread_.join();
}

Proof::Progress Proof::progress() const {
  const std::lock_guard<std::mutex> hold(lock_);
  return progress_;
}

cli::VerifyReport Proof::report() const {
  const std::lock_guard<std::mutex> hold(lock_);
  return report_;
}

void Proof::Run(const Folders& folders, CivilDay from, const std::string& only) {
  const auto began = std::chrono::steady_clock::now();
  Material all{folders.assets, from, {}, {}, {}};
  VerifyReport reading;
  all.files = cli::ReadAssets(folders.assets, reading);
  for (const AssetFile& file : all.files) {
    if (!file.path.starts_with(folders.assets + "/questionnaires/")) all.others.push_back(file);
  }
  all.cases = cli::ReadCases(folders.cases, reading);
  const std::vector<Check> checks = ChecksOf(all, only);
  {
    const std::lock_guard<std::mutex> hold(lock_);
    progress_.all = checks.size();
    AddTo(report_, std::move(reading));
  }
  for (const Check& check : checks) {
    if (stop_) break;
    {
      const std::lock_guard<std::mutex> hold(lock_);
      progress_.doing = check.name;
    }
    VerifyReport part;
    check.run(part);
    const std::lock_guard<std::mutex> hold(lock_);
    ++progress_.done;
    progress_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    AddTo(report_, std::move(part));
  }
  const std::lock_guard<std::mutex> hold(lock_);
  progress_.running = false;
  progress_.doing.clear();
}

}  // namespace eteinen::workbench
