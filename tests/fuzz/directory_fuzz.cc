// One hostile file of the directory or of its rules beside the real ones: read, linted and asked for a recommendation.
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/channels/lint.h"
#include "core/channels/recommendation.h"
#include "tests/fuzz/files.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

std::vector<channels::SourceFile> RealFiles() {
  std::vector<channels::SourceFile> files;
  for (const char* name : {"rules/municipalities", "rules/needs", "rules/urgencies"}) {
    const std::string path = "assets/" + std::string(name) + ".json";
    files.push_back({path, *ParseJson(FileText(path))});
  }
  return files;
}

constexpr std::string_view kLine = R"({"urgency":"today","need":"health","person":{"ageYears":40,
  "municipality":"Hämeenlinna"},"language":"fi","now":"2026-11-24T09:00:00+02:00"})";

}  // namespace

void FuzzOne(std::string_view input) {
  Result<Json> content = ParseJson(input, {.max_bytes = 1 << 16, .max_depth = 64});
  if (!content.ok()) return;
  std::vector<channels::SourceFile> files = RealFiles();
  files.push_back({"assets/directory/fuzzed.json", *std::move(content)});
  const channels::DirectoryReading reading = channels::ReadDirectory(files);
  static_cast<void>(channels::Lint(reading.directory, CivilDay{2026, 11, 24}));
  const channels::Request request = *channels::ReadRequest(*ParseJson(kLine));
  const channels::Recommendation found = channels::Recommend(reading.directory, request);
  static_cast<void>(WriteJson(channels::ToJson(reading.directory, found, request)));
}

}  // namespace eteinen
