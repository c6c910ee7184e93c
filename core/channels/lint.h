// What is wrong with a directory that can be read: mistakes that no single entry shows.
//
// Codes: "number-in-two-roles" (a number stands in two entries that do not say they are one line), "expired-closure" (a
// dated closure that is over), "expired-entry" (its last day is over), "review-passed" (an entry was to be checked
// again by now), "inverted-hours" (an end before the start, without saying that the line is open overnight),
// "missing-translation", "not-about-health" (a health-only line is given another need), "unknown-line" (same-line-as
// names no entry), "no-way-without-phone" (a need and urgency that can be reached only by speaking on the phone).
#ifndef ETEINEN_CORE_CHANNELS_LINT_H_
#define ETEINEN_CORE_CHANNELS_LINT_H_

#include <vector>

#include "core/channels/directory.h"

namespace eteinen::channels {

// Everything found, in the order of the directory. `on` is the day by which closures and reviews are judged.
std::vector<Finding> Lint(const Directory& directory, CivilDay on);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_LINT_H_
