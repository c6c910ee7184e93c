#include "core/channels/directory.h"

#include <algorithm>

#include "core/channels/directory_reading.h"

namespace eteinen::channels {
namespace {

// What recommendations rest on must be there: every need and urgency has its rule.
void CheckWhole(const Directory& directory, std::vector<Finding>& findings) {
  const auto missing = [&findings](std::string what) {
    findings.push_back({"assets/rules", "", "unreadable", std::move(what)});
  };
  if (directory.municipalities.empty()) missing("no file has the rules \"municipalities\"");
  if (directory.county_languages.empty()) missing("no file has the rules \"urgencies\"");
  for (std::size_t i = 0; i < kNeeds; ++i) {
    if (directory.needs[i].urgencies.empty()) {
      missing("no rule for the need \"" + std::string(Name(static_cast<Need>(i))) + "\"");
    }
  }
}

void CheckIdsAreUnique(const std::vector<Channel>& channels, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < channels.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (channels[i].id == channels[j].id) {
        findings.push_back({channels[i].file, JoinPath(channels[i].path, "id"), "unreadable",
                            "the id \"" + channels[i].id + "\" is also in " + channels[j].file});
      }
    }
  }
}

}  // namespace

const std::string& LocalText::In(std::string_view language) const {
  if (language.starts_with("sv") && !sv.empty()) return sv;
  if (language.starts_with("en") && !en.empty()) return en;
  return fi;
}

const Channel* Directory::Find(std::string_view id) const {
  const auto found = std::find_if(channels.begin(), channels.end(), [id](const Channel& c) { return c.id == id; });
  return found == channels.end() ? nullptr : &*found;
}

PlaceSet Directory::PlaceOf(std::string_view municipality) const {
  const auto found = std::find(municipalities.begin(), municipalities.end(), municipality);
  return PlaceSet{1} << (found - municipalities.begin());
}

std::vector<int> Directory::AgeBands() const {
  std::vector<int> ages = {0};
  for (const Channel& channel : channels) {
    ages.push_back(channel.min_age);
    if (channel.max_age < 150) ages.push_back(channel.max_age + 1);
  }
  std::sort(ages.begin(), ages.end());
  ages.erase(std::unique(ages.begin(), ages.end()), ages.end());
  return ages;
}

DirectoryReading ReadDirectory(const std::vector<SourceFile>& files) {
  DirectoryReading reading;
  // Rules first: channels name municipalities.
  for (const SourceFile& file : files) {
    if (file.content.Has("rules")) ReadRules(file, reading);
  }
  for (const SourceFile& file : files) {
    if (!file.content.Has("rules")) ReadChannels(file, reading);
  }
  CheckIdsAreUnique(reading.directory.channels, reading.findings);
  CheckWhole(reading.directory, reading.findings);
  return reading;
}

Result<Directory> LoadDirectory(const std::vector<SourceFile>& files) {
  DirectoryReading reading = ReadDirectory(files);
  if (reading.findings.empty()) return std::move(reading.directory);
  const Finding& first = reading.findings.front();
  return InputError(first.message, first.path.empty() ? first.file : first.file + ": " + first.path);
}

std::string DialAddress(Kind kind, std::string_view number) {
  std::string address = kind == Kind::kSms ? "sms:" : "tel:";
  for (const char c : number) {
    if (c != ' ') address += c;
  }
  return address;
}

Directory WithExampleHoursClosed(Directory directory) {
  for (Channel& channel : directory.channels) {
    if (channel.hours_status != SourceStatus::kExample) continue;
    channel.hours.weekly.clear();
    channel.always_available = false;
  }
  return directory;
}

}  // namespace eteinen::channels
