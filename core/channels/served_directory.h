// The directory as a backend serves it: numbers and hours change without a new build.
//
// A pack is {"channels": n, "files": [{"name","content"}]}: all of assets/directory and assets/rules, the edition among
// them (version, day of signature, last day of use), and how many services it holds. A build brings a pack of its own
// for the case that the served one is missing or refused. Refused is what is not whole, cannot be read, has no edition,
// is used after its last day, or is older than the build's own.
#ifndef ETEINEN_CORE_CHANNELS_SERVED_DIRECTORY_H_
#define ETEINEN_CORE_CHANNELS_SERVED_DIRECTORY_H_

#include <string>
#include <string_view>

#include "core/channels/directory.h"

namespace eteinen::channels {

// The version of the directory that this build was made with.
std::int64_t BuiltInVersion();

// The directory of a served pack for use on the day `today`. Errors: kInput, with what is wrong in words and, where
// there is one, the file and place in it; never a part of what was served.
Result<Directory> TakeServed(std::string_view pack, CivilDay today, std::int64_t at_least_version = BuiltInVersion());

// The build's own pack: it may be past its last day, since nothing newer is to be had.
Result<Directory> TakeBuiltIn(std::string_view pack);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_SERVED_DIRECTORY_H_
