#include "core/channels/served_directory.h"

namespace eteinen::channels {
namespace {

constexpr JsonLimits kPackLimits = {.max_bytes = std::size_t{2} << 20, .max_depth = 24};

// How many services the files hold, active or not.
std::int64_t CountServices(const std::vector<SourceFile>& files) {
  std::int64_t count = 0;
  const auto is_service = [](const Json& resource) {
    return resource["resourceType"].AsString() == "HealthcareService";
  };
  for (const SourceFile& file : files) {
    count += is_service(file.content) ? 1 : 0;
    for (const Json& entry : file.content["entry"].Items()) count += is_service(entry["resource"]) ? 1 : 0;
  }
  return count;
}

}  // namespace

std::int64_t BuiltInVersion() { return ETEINEN_DIRECTORY_VERSION; }

Result<Directory> TakeBuiltIn(std::string_view pack) {
  ETEINEN_ASSIGN_OR_RETURN(Json json, ParseJson(pack, kPackLimits));
  ETEINEN_RETURN_IF_ERROR(ReadArray(json, "files"));
  std::vector<SourceFile> files;
  for (Json& one : json.Find("files")->MutableItems()) {
    Json* content = one.Find("content");
    files.push_back({one["name"].AsString(), content == nullptr ? Json() : std::move(*content)});
  }
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t announced, ReadInt(json, "channels"));
  if (const std::int64_t found = CountServices(files); found != announced) {
    return InputError("is not whole: " + std::to_string(found) + " of " + std::to_string(announced) + " services");
  }
  return LoadDirectory(files);
}

Result<Directory> TakeServed(std::string_view pack, CivilDay today, std::int64_t at_least_version) {
  ETEINEN_ASSIGN_OR_RETURN(Directory directory, TakeBuiltIn(pack));
  const Edition& edition = directory.edition;
  if (edition.version == 0) return InputError("has no edition");
  const std::string name = "version " + std::to_string(edition.version) + " of " + FormatDay(edition.signed_on);
  if (edition.version < at_least_version) {
    return InputError(name + " is older than version " + std::to_string(at_least_version));
  }
  if (today < edition.signed_on) return InputError(name + " is of a day to come");
  if (today > edition.expires) return InputError(name + " expired on " + FormatDay(edition.expires));
  return directory;
}

}  // namespace eteinen::channels
