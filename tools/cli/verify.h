// `eteinen verify DIR [--from DATE]`: proves what can be proved about a folder of assets, and lists what is wrong.
//
// Each kind of content has its own check, which adds to the report; verify.cc runs them all.
#ifndef ETEINEN_TOOLS_CLI_VERIFY_H_
#define ETEINEN_TOOLS_CLI_VERIFY_H_

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/calendar/civil_time.h"

namespace eteinen::cli {

struct VerifyFinding {
  std::string file;
  std::string path;
  std::string code;
  std::string message;
};

struct VerifyReport {
  std::vector<VerifyFinding> findings;  // any makes the whole fail
  std::int64_t states = 0;              // different situations that were looked at
  std::int64_t decisions = 0;           // decisions that they represent
  std::int64_t evaluated = 0;           // decisions that were worked out
  Json::Object more;                    // further members of the last line
};

// The channel directory and its rules: the linter, and the proof that nobody is left without a channel in the two years
// from `from`. The proof runs twice: as given, which must pass, and with every hour of status `example` closed, whose
// verdict is told in the last line as `withoutExampleHours`, so that nobody takes an assumption for a proof.
void VerifyDirectory(const std::string& assets, CivilDay from, VerifyReport& report);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_VERIFY_H_
