// A run that was recorded: kept as the messages of the boundary, or as a test case.
//
// The messages alone, a line each, are what `eteinen app` reads: it gives the same replies, byte for byte. A test case
// has only what the resident did, what a backend answered, and which screen it came to; content is read from the
// project's files when it runs, so that a case notices when a change of content or code leads elsewhere.
#ifndef ETEINEN_TOOLS_WORKBENCH_REPLAY_H_
#define ETEINEN_TOOLS_WORKBENCH_REPLAY_H_

#include <string>
#include <vector>

#include "tools/workbench/desk.h"

namespace eteinen::workbench {

// The messages of a run, a line each.
std::string MessagesOf(const std::vector<Step>& steps);

// What a fresh core makes of such lines; nothing is performed. Error: a line that is no JSON.
Result<std::vector<Step>> ReplayMessages(const std::string& lines);

// {"name","events":[{"now","event"}],"answers":[{"method","path","status","headers","body"}],"end","title","keys":[…]}
Json CaseOf(const std::string& name, const Desk& desk, Instant end);

// The differences between the screen that a case tells of and the one that it leads to now; empty: none.
std::vector<std::string> RunCase(const Json& recorded, const std::string& assets, const std::string& i18n);

// The keys of a view from the top down.
std::vector<std::string> KeysOf(const ViewTree& view);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_REPLAY_H_
