#include "tools/cli/verify.h"

#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <ctime>

#include "tools/cli/command.h"
#include "tools/cli/danger_signs.h"

namespace eteinen::cli {
namespace {

void Print(const Json& json) {
  const std::string text = WriteJson(json) + "\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

int Misuse(const std::string& what) {
  std::fprintf(stderr, "eteinen: %s\nusage: eteinen verify DIR [--from DATE] [--cases DIR] [--danger-signs]\n",
               what.c_str());
  return 2;
}

std::string Seconds(std::chrono::steady_clock::duration duration) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", std::chrono::duration<double>(duration).count());
  return text;
}

}  // namespace

int Verify(int argc, char** argv) {
  std::string folder;
  std::string cases;
  bool danger_signs = false;
  CivilDay from = ToHelsinki(Instant{std::time(nullptr)}).day;
  for (int i = 0; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--from" && i + 1 < argc) {
      const Result<CivilDay> day = ParseDay(argv[++i]);
      if (!day.ok()) return Misuse("--from: " + day.error().message);
      from = *day;
    } else if (word == "--cases" && i + 1 < argc) {
      cases = argv[++i];
    } else if (word == "--danger-signs") {
      danger_signs = true;
    } else if (word.starts_with("-") || !folder.empty()) {
      return Misuse("cannot use \"" + word + "\"");
    } else {
      folder = word;
    }
  }
  if (folder.empty()) return Misuse("verify needs a folder of assets");
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) return Misuse("no such folder: " + folder);

  const auto start = std::chrono::steady_clock::now();
  VerifyReport report;
  while (folder.size() > 1 && folder.ends_with("/")) folder.pop_back();
  const std::vector<AssetFile> files = ReadAssets(folder, report);
  const bool readable = report.findings.empty();
  if (danger_signs) {
    for (const Json& sign : DangerSigns(folder, files)) Print(sign);
    return readable ? 0 : 1;
  }
  VerifyContent(folder, files, from, report);
  if (!cases.empty()) VerifyCases(folder, files, ReadCases(cases, report), from, report);
  if (readable) VerifyDirectory(folder, from, report);
  for (const VerifyFinding& finding : report.findings) {
    Json line = Json::MakeObject(
        {{"file", finding.file}, {"path", finding.path}, {"code", finding.code}, {"message", finding.message}});
    if (!finding.replay.IsNull()) line.Set("replay", finding.replay);
    Print(line);
  }
  const bool ok = report.findings.empty();
  Json last = Json::MakeObject({{"ok", ok},
                                {"states", report.states},
                                {"decisions", report.decisions},
                                {"evaluated", report.evaluated},
                                {"seconds", Json::Number(Seconds(std::chrono::steady_clock::now() - start))}});
  for (Json::Member& member : report.more) last.Set(member.key, std::move(member.value));
  Print(last);
  return ok ? 0 : 1;
}

}  // namespace eteinen::cli
