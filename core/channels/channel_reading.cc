// A channel from its HealthcareService resource.
#include <algorithm>

#include "core/channels/directory_reading.h"

namespace eteinen::channels {
namespace {

constexpr std::string_view kPrefix = "urn:eteinen:";
constexpr std::string_view kTranslation = "http://hl7.org/fhir/StructureDefinition/translation";

Error Unknown(std::string_view what, std::string_view word, std::string path) {
  return InputError("unknown " + std::string(what) + " \"" + std::string(word) + "\"", std::move(path));
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Reads one resource, extension by extension.
class ChannelReader {
 public:
  ChannelReader(const Directory& rules, const Json& bundle) : rules_(rules), bundle_(bundle) {}

  Result<Channel> Read(const Json& resource) {
    ETEINEN_ASSIGN_OR_RETURN(channel_.id, ReadString(resource, "id"));
    if (channel_.id.empty()) return InputError("is empty", "id");
    if (!resource.Has("name")) return Fault("missing-text", InputError("has no name", "name"));
    ETEINEN_ASSIGN_OR_RETURN(channel_.name.fi, ReadString(resource, "name"));
    if (IsBlank(channel_.name.fi)) return Fault("missing-text", InputError("is empty", "name"));
    ETEINEN_RETURN_IF_ERROR(ReadTranslations(resource["_name"], channel_.name, "_name"));
    ETEINEN_ASSIGN_OR_RETURN(const Json* extensions, ReadArray(resource, "extension"));
    for (std::size_t i = 0; i < extensions->Items().size(); ++i) {
      ETEINEN_RETURN_IF_ERROR(ReadExtension(extensions->Items()[i], JoinPath("extension", i)));
    }
    ETEINEN_RETURN_IF_ERROR(ReadNumber(resource));
    ETEINEN_RETURN_IF_ERROR(ReadHours(resource));
    ETEINEN_RETURN_IF_ERROR(ReadAddress(resource));
    ETEINEN_RETURN_IF_ERROR(CheckWhole());
    return std::move(channel_);
  }

  // What was wrong, in the words of lint.h; "unreadable" where there is no better one.
  std::string_view fault() const { return fault_; }

 private:
  // Sets the translations that stand beside a string of FHIR: `_name`, `_valueString`.
  Status ReadTranslations(const Json& beside, LocalText& text, const std::string& path) {
    const Json::Array& extensions = beside["extension"].Items();
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i]["url"].AsString() != kTranslation) continue;
      std::string language;
      std::string content;
      for (const Json& part : extensions[i]["extension"].Items()) {
        if (part["url"].AsString() == "lang") language = part["valueCode"].AsString();
        if (part["url"].AsString() == "content") content = part["valueString"].AsString();
      }
      if (IsBlank(content)) {
        return Fault("missing-text",
                     InputError("a translation without content", JoinPath(JoinPath(path, "extension"), i)));
      }
      if (language == "sv") text.sv = content;
      if (language == "en") text.en = content;
    }
    return Ok{};
  }

  Error Fault(std::string_view code, Error error) {
    fault_ = code;
    return error;
  }

  Status ReadExtension(const Json& extension, const std::string& path) {
    const std::string& url = extension["url"].AsString();
    if (!url.starts_with(kPrefix)) return Ok{};
    const std::string name = url.substr(kPrefix.size());
    if (extension.Has("valueCode"))
      return ReadCode(name, extension["valueCode"].AsString(), JoinPath(path, "valueCode"));
    if (extension.Has("valueBoolean")) return ReadFlag(name, extension, path);
    if (extension.Has("valueInteger")) return ReadInteger(name, extension, path);
    if (extension.Has("valueDate")) return ReadDate(name, extension, path);
    return ReadText(name, extension, path);
  }

  Status ReadCode(std::string_view name, const std::string& code, const std::string& path) {
    if (name == "status" || name == "hours-status") return ReadStatus(name, code, path);
    if (name == "kind") {
      const std::optional<Kind> kind = ParseKind(code);
      if (!kind) return Unknown("kind", code, path);
      channel_.kind = *kind;
      has_kind_ = true;
    } else if (name == "need" || name == "need-passed-on") {
      const std::optional<Need> need = ParseNeed(code);
      if (!need) return Unknown("need", code, path);
      (name == "need" ? channel_.needs : channel_.needs_passed_on).Add(*need);
    } else if (name == "urgency" || name == "urgency-if-need-be") {
      const std::optional<Urgency> urgency = ParseUrgency(code);
      if (!urgency) return Unknown("urgency", code, path);
      (name == "urgency" ? channel_.urgencies : channel_.urgencies_if_need_be).Add(*urgency);
    } else if (name == "language") {
      channel_.languages.push_back(code);
    } else if (name == "audience") {
      if (code != "non-speakers" && code != "other-languages") return Unknown("audience", code, path);
      channel_.audience.Add(code == "non-speakers" ? Audience::kNonSpeakers : Audience::kOtherLanguages);
    } else if (name == "identification") {
      if (code != "none" && code != "required") return Unknown("identification", code, path);
      channel_.needs_identification = code == "required";
    } else if (name == "on-behalf") {
      const std::optional<ActingFor> acting = ParseActingFor(code);
      if (!acting) return Unknown("on-behalf", code, path);
      channel_.on_behalf.Add(*acting);
    } else if (name == "public-holidays") {
      if (code != "open" && code != "closed") return Unknown("public-holidays", code, path);
      open_on_holidays_ = code == "open";
    } else {
      return Unknown("extension", name, path);
    }
    return Ok{};
  }

  Status ReadStatus(std::string_view name, const std::string& code, const std::string& path) {
    static constexpr std::string_view kNames[] = {"approved", "from-source", "example"};
    const auto* found = std::find(std::begin(kNames), std::end(kNames), code);
    if (found == std::end(kNames)) return Unknown("status", code, path);
    (name == "status" ? status_ : hours_status_) = static_cast<SourceStatus>(found - std::begin(kNames));
    return Ok{};
  }

  Status ReadFlag(std::string_view name, const Json& extension, const std::string& path) {
    ETEINEN_ASSIGN_OR_RETURN(const bool value, ReadBool(extension, "valueBoolean", path));
    const std::pair<std::string_view, bool*> flags[] = {{"interpreter", &channel_.interpreter},
                                                        {"emergency-line", &channel_.emergency_line},
                                                        {"health-only", &channel_.health_only},
                                                        {"last-resort", &channel_.last_resort},
                                                        {"own-team", &channel_.own_team},
                                                        {"always-available", &channel_.always_available},
                                                        {"overnight", &channel_.overnight},
                                                        {"special-matter", &channel_.special_matter},
                                                        {"needs-registration", &channel_.needs_registration}};
    for (const auto& [flag, member] : flags) {
      if (flag == name) return *member = value, Ok{};
    }
    return Unknown("extension", name, path);
  }

  Status ReadInteger(std::string_view name, const Json& extension, const std::string& path) {
    ETEINEN_ASSIGN_OR_RETURN(const std::int64_t value, ReadInt(extension, "valueInteger", path));
    if (value < 0 || value > 150) return InputError("expected 0 to 150", JoinPath(path, "valueInteger"));
    int* const member = name == "min-age"   ? &channel_.min_age
                        : name == "max-age" ? &channel_.max_age
                        : name == "effort"  ? &channel_.effort
                                            : nullptr;
    if (member == nullptr) return Unknown("extension", name, path);
    *member = static_cast<int>(value);
    return Ok{};
  }

  Status ReadDate(std::string_view name, const Json& extension, const std::string& path) {
    const Result<CivilDay> day = ParseDay(extension["valueDate"].AsString());
    if (!day.ok()) return InputError(day.error().message, JoinPath(path, "valueDate"));
    if (name == "checked") {
      channel_.checked = *day;
      has_checked_ = true;
    } else if (name == "review") {
      channel_.review = *day;
    } else if (name == "valid-from") {
      out_of_use_.push_back({Closure().from, StartOfDay(*day)});
    } else if (name == "valid-until") {
      out_of_use_.push_back({StartOfDay(AddDays(*day, 1)), Closure().until});
      channel_.valid_until = *day;
    } else {
      return Unknown("extension", name, path);
    }
    return Ok{};
  }

  Status ReadText(std::string_view name, const Json& extension, const std::string& path) {
    const std::string key = extension.Has("valueUri") ? "valueUri" : "valueString";
    ETEINEN_ASSIGN_OR_RETURN(std::string text, ReadString(extension, key, path));
    if (IsBlank(text)) return Fault("missing-text", InputError("is empty", JoinPath(path, key)));
    if (name == "source") {
      channel_.source = std::move(text);
    } else if (name == "href") {
      channel_.href = std::move(text);
    } else if (name == "same-line-as") {
      channel_.same_line_as = std::move(text);
    } else if (name == "note" || name == "call-back") {
      LocalText note{std::move(text), {}, {}};
      ETEINEN_RETURN_IF_ERROR(ReadTranslations(extension["_valueString"], note, JoinPath(path, "_valueString")));
      if (name == "note") {
        channel_.notes.push_back(std::move(note));
      } else {
        channel_.call_back = std::move(note);
      }
    } else if (name == "municipality") {
      const PlaceSet place = text == "elsewhere" ? rules_.Elsewhere() : rules_.PlaceOf(text);
      if (place == rules_.Elsewhere() && text != "elsewhere") {
        return Fault("unknown-municipality", Unknown("municipality", text, JoinPath(path, key)));
      }
      channel_.places |= place;
    } else {
      return Unknown("extension", name, path);
    }
    return Ok{};
  }

  Status ReadNumber(const Json& resource) {
    if (!resource.Has("telecom")) return Ok{};
    ETEINEN_ASSIGN_OR_RETURN(const Json* telecom, ReadArray(resource, "telecom"));
    if (telecom->Items().size() != 1) return InputError("expected one number", "telecom");
    ETEINEN_ASSIGN_OR_RETURN(channel_.number, ReadString(telecom->Items()[0], "value", "telecom[0]"));
    if (channel_.href.empty()) {
      channel_.href = DialAddress(channel_.kind, channel_.number);
    }
    return Ok{};
  }

  Status ReadHours(const Json& resource) {
    Result<OpeningHours> read = ReadOpeningHours(resource);
    if (!read.ok()) {
      const bool inverted = read.error().message == "ends before it begins";
      return Fault(inverted ? "inverted-hours" : "unreadable", std::move(read).error());
    }
    OpeningHours hours = *std::move(read);
    hours.on_public_holidays = open_on_holidays_ ? OnPublicHolidays::kOpenAsUsual : OnPublicHolidays::kClosed;
    Result<OpeningHours> checked = CheckedOpeningHours(std::move(hours));
    if (!checked.ok()) return Fault("overlapping-hours", std::move(checked).error());
    channel_.hours = *std::move(checked);
    return Ok{};
  }

  // "Sammonkatu 1, 30100 Forssa", as far as it is known.
  Status ReadAddress(const Json& resource) {
    if (!resource.Has("location")) return Ok{};
    const std::string& reference = resource["location"].Items().empty()
                                       ? resource["location"].AsString()
                                       : resource["location"].Items().front()["reference"].AsString();
    for (const Json& entry : bundle_["entry"].Items()) {
      const Json& place = entry["resource"];
      if (place["resourceType"].AsString() != "Location" || "Location/" + place["id"].AsString() != reference) continue;
      const Json& address = place["address"];
      const Json::Array& lines = address["line"].Items();
      if (!lines.empty()) channel_.address = lines.front().AsString() + ", ";
      if (address.Has("postalCode")) channel_.address += address["postalCode"].AsString() + " ";
      channel_.address += address["city"].AsString();
      return Ok{};
    }
    return InputError("no Location \"" + reference + "\" in the same Bundle", "location");
  }

  // What is missing or contradicts itself; fills in what absence means.
  Status CheckWhole() {
    if (!has_kind_) return InputError("has no kind", "extension");
    if (channel_.source.empty() || !has_checked_ || !status_) {
      return InputError("needs source, checked and status", "extension");
    }
    channel_.status = *status_;
    channel_.hours_status = hours_status_.value_or(*status_);
    if (channel_.urgencies.empty()) return InputError("names no urgency", "extension");
    if (channel_.needs.empty() && channel_.needs_passed_on.empty()) return InputError("names no need", "extension");
    if (channel_.languages.empty()) return InputError("names no language", "extension");
    if (channel_.min_age > channel_.max_age) return InputError("min-age is over max-age", "extension");
    if (channel_.always_available != channel_.hours.weekly.empty()) {
      return InputError("needs either hours or always-available", "availableTime");
    }
    if (channel_.always_available) {
      channel_.hours.weekly = AlwaysOpen().weekly;
      channel_.hours.on_public_holidays = OnPublicHolidays::kOpenAsUsual;
    }
    for (const Closure& closure : out_of_use_) channel_.hours.closures.push_back(closure);
    const bool has_number = !channel_.number.empty();
    const bool calls =
        channel_.kind == Kind::kPhone || channel_.kind == Kind::kSms || channel_.kind == Kind::kEmergency;
    if (calls && !has_number && !channel_.own_team) return InputError("has no number", "telecom");
    if (channel_.on_behalf.empty()) {
      channel_.on_behalf.Add(ActingFor::kGuardian);
      channel_.on_behalf.Add(ActingFor::kMandate);
    }
    return Ok{};
  }

  const Directory& rules_;
  const Json& bundle_;
  Channel channel_;
  std::string_view fault_ = "unreadable";
  std::vector<Closure> out_of_use_;  // before and after the entry's validity
  bool has_kind_ = false;
  bool has_checked_ = false;
  bool open_on_holidays_ = false;
  std::optional<SourceStatus> status_;
  std::optional<SourceStatus> hours_status_;
};

void ReadChannel(const SourceFile& file, const Json& resource, const std::string& path, DirectoryReading& reading) {
  if (resource["resourceType"].AsString() == "Location") return;  // read with the service that is there
  if (resource["resourceType"].AsString() != "HealthcareService") {
    reading.findings.push_back({file.name, JoinPath(path, "resourceType"), "unreadable",
                                "expected a HealthcareService, a Location or a Bundle of them"});
    return;
  }
  const Json* active = resource.Find("active");
  if (active != nullptr && active->IsBool() && !active->AsBool()) return;
  ChannelReader reader(reading.directory, file.content);
  Result<Channel> channel = reader.Read(resource);
  if (!channel.ok()) {
    const std::string& place = channel.error().path;
    reading.findings.push_back({file.name, place.empty() ? path : JoinPath(path, place), std::string(reader.fault()),
                                channel.error().message});
    return;
  }
  channel->file = file.name;
  channel->path = path;
  reading.directory.channels.push_back(std::move(*channel));
}

}  // namespace

void ReadChannels(const SourceFile& file, DirectoryReading& reading) {
  if (file.content["resourceType"].AsString() != "Bundle") {
    ReadChannel(file, file.content, "", reading);
    return;
  }
  const Json::Array& entries = file.content["entry"].Items();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ReadChannel(file, entries[i]["resource"], JoinPath(JoinPath("entry", i), "resource"), reading);
  }
}

}  // namespace eteinen::channels
