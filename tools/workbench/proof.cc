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

Material Read(const Folders& folders, CivilDay from, VerifyReport& report) {
  Material all{folders.assets, from, cli::ReadAssets(folders.assets, report), {}, {}};
  for (const AssetFile& file : all.files) {
    if (!file.path.starts_with(folders.assets + "/questionnaires/")) all.others.push_back(file);
  }
  all.cases = cli::ReadCases(folders.cases, report);
  return all;
}

}  // namespace

class Proof::Run {
 public:
  Run(const Folders& folders, CivilDay from, const std::string& only)
      : material_(Read(folders, from, reading_)), checks_(ChecksOf(material_, only)) {}
  Run(const Run&) = delete;  // the checks keep the material's address
  Run& operator=(const Run&) = delete;

  // What reading found.
  VerifyReport TakeReading() { return std::move(reading_); }
  std::size_t size() const { return checks_.size(); }
  bool done() const { return at_ == checks_.size(); }
  const std::string& next() const { return checks_[at_].name; }
  VerifyReport DoNext() {
    VerifyReport part;
    checks_[at_++].run(part);
    return part;
  }
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count(); }

 private:
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  VerifyReport reading_;
  const Material material_;
  const std::vector<Check> checks_;
  std::size_t at_ = 0;
};

Proof::Proof(bool has_threads) : has_threads_(has_threads) {}

Proof::~Proof() { Stop(); }

void Proof::Start(const Folders& folders, CivilDay from, const std::string& only) {
  Stop();
  {
    const std::lock_guard<std::mutex> hold(lock_);
    progress_ = {};
    progress_.began = progress_.running = true;
    report_ = {};
  }
  stop_ = false;
  const auto begin = [this, folders, from, only] {
    run_ = std::make_unique<Run>(folders, from, only);
    const std::lock_guard<std::mutex> hold(lock_);
    progress_.all = run_->size();
    if (!run_->done()) progress_.doing = run_->next();
    AddTo(report_, run_->TakeReading());
  };
  if (!has_threads_) return begin();
  thread_ = std::thread([this, begin] {
    begin();
    while (Step()) {
    }
  });
}

void Proof::Turn() {
  if (!has_threads_ && run_ != nullptr) (void)Step();
}

void Proof::Stop() {
  stop_ = true;
  Finish();
}

void Proof::Finish() {
  if (thread_.joinable()) thread_.join();
  if (run_ == nullptr) return;
  while (Step()) {
  }
}

Proof::Progress Proof::progress() const {
  const std::lock_guard<std::mutex> hold(lock_);
  return progress_;
}

cli::VerifyReport Proof::report() const {
  const std::lock_guard<std::mutex> hold(lock_);
  return report_;
}

bool Proof::Step() {
  VerifyReport part;
  const bool going = !stop_ && !run_->done();
  if (going) part = run_->DoNext();
  const bool last = !going || run_->done();
  const std::lock_guard<std::mutex> hold(lock_);
  if (going) {
    ++progress_.done;
    progress_.seconds = run_->seconds();
    AddTo(report_, std::move(part));
  }
  progress_.running = !last;
  progress_.doing = last ? "" : run_->next();
  if (last) run_.reset();
  return !last;
}

}  // namespace eteinen::workbench
