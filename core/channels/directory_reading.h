// One file of the directory at a time; see directory.h for what they hold. Only directory.cc uses this.
#ifndef ETEINEN_CORE_CHANNELS_DIRECTORY_READING_H_
#define ETEINEN_CORE_CHANNELS_DIRECTORY_READING_H_

#include "core/channels/directory.h"

namespace eteinen::channels {

// Adds the rules of a file of assets/rules, or a finding.
void ReadRules(const SourceFile& file, DirectoryReading& reading);

// Adds the channels of a HealthcareService or a Bundle of them, and a finding for each that cannot be read. The rules
// must have been read. Inactive services are left out.
void ReadChannels(const SourceFile& file, DirectoryReading& reading);

}  // namespace eteinen::channels

#endif  // ETEINEN_CORE_CHANNELS_DIRECTORY_READING_H_
