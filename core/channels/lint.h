// What is wrong with a directory. What makes an entry unusable is found in reading it (directory.h), the rest here.
//
// Codes of reading: "overlapping-hours" (two rules of one entry, or the same hour twice), "inverted-hours" (a closure
// that ends before it begins), "unknown-municipality", "missing-text" (no name, or a text that is empty), "unreadable"
// (everything else).
//
// Codes of Lint: "number-in-two-roles" (a number stands in two entries that do not say they are one line),
// "expired-closure" (a dated closure that is over), "expired-entry" (its last day is over), "no-end-of-validity" (an
// entry that is trusted for ever), "review-passed" (an entry was to be checked again by now), "inverted-hours" (an end
// before the start, without saying that the line is open overnight), "missing-translation" (no Swedish or no English
// text), "not-about-health" (a health-only line is given another need), "unknown-line" (same-line-as names no entry),
// "no-way-without-phone" (a need and urgency that somebody, by municipality and age, can reach only by speaking on the
// phone; languages and hours are the matter of no_dead_end.h).
#ifndef ETEINEN_CORE_CHANNELS_LINT_H_
#define ETEINEN_CORE_CHANNELS_LINT_H_

#include <vector>

#include "core/channels/directory.h"

namespace eteinen::channels {

// Everything found, in the order of the directory. `on` is the day by which closures and reviews are judged.
std::vector<Finding> Lint(const Directory& directory, CivilDay on);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_LINT_H_
