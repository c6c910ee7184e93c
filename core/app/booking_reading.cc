#include "core/app/booking_reading.h"

#include <algorithm>

namespace eteinen::app {
namespace {

const Json& Extension(const Json& element, std::string_view url) {
  static const Json kNone;
  for (const Json& extension : element["extension"].Items()) {
    if (extension["url"].AsString() == url) return extension;
  }
  return kNone;
}

std::optional<Instant> InstantAt(const Json& element) {
  const Result<Instant> instant = ParseInstant(element.AsString());
  return instant.ok() ? std::optional<Instant>(*instant) : std::nullopt;
}

std::string AfterSlash(const std::string& reference) { return reference.substr(reference.rfind('/') + 1); }

Appointment::Change ReadChange(const Json& changes, const std::string& what) {
  Appointment::Change change;
  change.may = Extension(changes, what)["valueBoolean"].AsBool();
  change.until = InstantAt(Extension(changes, what + "-until")["valueInstant"]);
  change.refusal = Extension(changes, what + "-refusal")["valueCode"].AsString();
  return change;
}

// What an engine in the Finnish manner says itself (HL7 Finland, scheduling: extension `mutable`). The stricter of the
// two holds.
void Narrow(const Json& appointment, std::string_view what, Appointment::Change& change) {
  const Json& told = Extension(appointment, "https://hl7.fi/fhir/finnish-scheduling/StructureDefinition/mutable");
  const Json& may = Extension(told, what)["valueBoolean"];
  if (change.may && may.IsBool() && !may.AsBool()) change = {false, std::nullopt, "not-online"};
  const std::optional<Instant> until = InstantAt(Extension(told, "NotAfter")["valueDateTime"]);
  if (change.may && until) change.until = std::min(change.until.value_or(*until), *until);
}

std::string ServiceIn(const Json& json) {
  if (json["serviceType"].Items().empty()) return {};
  const Json& coding = json["serviceType"].Items().front()["coding"];
  return coding.Items().empty() ? std::string() : coding.Items().front()["code"].AsString();
}

// The bundle's resources, or a null value.
Json ResourcesOf(std::string_view body) {
  const Result<Json> bundle = ParseJson(body);
  if (!bundle.ok() || (*bundle)["resourceType"].AsString() != "Bundle") return {};
  Json resources = Json::MakeArray();
  for (const Json& entry : (*bundle)["entry"].Items()) resources.Append(entry["resource"]);
  return resources;
}

}  // namespace

std::optional<FreeTime> ReadFreeTime(const Json& slot) {
  const std::optional<Instant> start = InstantAt(slot["start"]);
  const std::optional<Instant> end = InstantAt(slot["end"]);
  if (slot["resourceType"].AsString() != "Slot" || slot["id"].AsString().empty() || !start || !end) return std::nullopt;
  FreeTime time;
  time.id = slot["id"].AsString();
  time.start = *start;
  time.end = *end;
  for (const Json& extension : slot["extension"].Items()) {
    const std::string& url = extension["url"].AsString();
    if (url == "urn:eteinen:place") {
      time.place_id = AfterSlash(extension["valueReference"]["reference"].AsString());
      time.place = extension["valueReference"]["display"].AsString();
    } else if (url == "urn:eteinen:language") {
      time.languages.push_back(extension["valueCode"].AsString());
    } else if (url == "urn:eteinen:gender") {
      time.gender = extension["valueCode"].AsString();
    } else if (url == "urn:eteinen:access") {
      time.access.push_back(extension["valueCode"].AsString());
    }
  }
  return time;
}

std::optional<Appointment> ReadAppointment(const Json& json) {
  const std::optional<Instant> start = InstantAt(json["start"]);
  const std::optional<Instant> end = InstantAt(json["end"]);
  if (json["resourceType"].AsString() != "Appointment" || json["id"].AsString().empty() || !start || !end) {
    return std::nullopt;
  }
  Appointment appointment;
  appointment.id = json["id"].AsString();
  appointment.version = "W/\"" + json["meta"]["versionId"].AsString() + "\"";
  for (const char c : json["meta"]["versionId"].AsString()) {
    if (c >= '0' && c <= '9' && appointment.sequence < 100'000'000) {
      appointment.sequence = appointment.sequence * 10 + (c - '0');
    }
  }
  if (appointment.sequence > 0) --appointment.sequence;
  const Json& entry = Extension(json, "urn:eteinen:calendar-entry");
  appointment.entry = Extension(entry, "uid")["valueString"].AsString();
  if (appointment.entry.empty()) {
    appointment.entry = appointment.id;
  } else {
    appointment.sequence = Extension(entry, "sequence")["valueInteger"].AsInt().value_or(appointment.sequence);
  }
  appointment.status = json["status"].AsString();
  appointment.start = *start;
  appointment.end = *end;
  appointment.service = ServiceIn(json);
  if (!json["slot"].Items().empty()) {
    appointment.slot = AfterSlash(json["slot"].Items().front()["reference"].AsString());
  }
  for (const Json& participant : json["participant"].Items()) {
    const Json& actor = participant["actor"];
    if (actor["reference"].AsString().starts_with("Location/")) appointment.place = actor["display"].AsString();
  }
  const Json& changes = Extension(json, "urn:eteinen:change");
  appointment.move = ReadChange(changes, "move");
  appointment.cancel = ReadChange(changes, "cancel");
  Narrow(json, "Reschedulable", appointment.move);
  Narrow(json, "Cancellable", appointment.cancel);
  appointment.hold_until = InstantAt(Extension(json, "urn:eteinen:hold-until")["valueInstant"]);
  appointment.code = Extension(json, "urn:eteinen:manage-code")["valueString"].AsString();
  return appointment;
}

std::optional<Appointment> ReadAppointmentText(std::string_view body) {
  const Result<Json> json = ParseJson(body);
  return json.ok() ? ReadAppointment(*json) : std::nullopt;
}

std::optional<std::vector<FreeTime>> ReadFreeTimes(std::string_view body) {
  const Json resources = ResourcesOf(body);
  if (!resources.IsArray()) return std::nullopt;
  std::vector<FreeTime> times;
  for (const Json& resource : resources.Items()) {
    if (std::optional<FreeTime> time = ReadFreeTime(resource)) times.push_back(*std::move(time));
  }
  std::stable_sort(times.begin(), times.end(), [](const FreeTime& a, const FreeTime& b) { return a.start < b.start; });
  return times;
}

std::optional<std::vector<Appointment>> ReadAppointments(std::string_view body) {
  const Json resources = ResourcesOf(body);
  if (!resources.IsArray()) return std::nullopt;
  std::vector<Appointment> list;
  for (const Json& resource : resources.Items()) {
    if (std::optional<Appointment> one = ReadAppointment(resource)) list.push_back(*std::move(one));
  }
  return list;
}

std::optional<std::vector<EarlierWish>> ReadWishes(std::string_view body) {
  const Json resources = ResourcesOf(body);
  if (!resources.IsArray()) return std::nullopt;
  std::vector<EarlierWish> wishes;
  for (const Json& json : resources.Items()) {
    if (json["status"].AsString() != "waitlist" || json["id"].AsString().empty()) continue;
    EarlierWish wish;
    wish.id = json["id"].AsString();
    wish.service = ServiceIn(json);
    wish.replaces = AfterSlash(Extension(json, "urn:eteinen:replaces")["valueReference"]["reference"].AsString());
    if (!json["contained"].Items().empty()) wish.offer = ReadAppointment(json["contained"].Items().front());
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

std::optional<std::vector<Appointment>> ReadBookedTogether(std::string_view body) {
  const Json resources = ResourcesOf(body);
  if (!resources.IsArray()) return std::nullopt;
  std::vector<Appointment> booked;
  for (const Json& json : resources.Items()) {
    std::optional<Appointment> one = ReadAppointment(json);
    if (!one || one->status != "booked") return std::nullopt;
    booked.push_back(*std::move(one));
  }
  return booked;
}

std::optional<Engine> ReadEngine(std::string_view body) {
  const Result<Json> json = ParseJson(body);
  if (!json.ok() || (*json)["resourceType"].AsString() != "CapabilityStatement" || (*json)["rest"].Items().empty()) {
    return std::nullopt;
  }
  Engine engine{true, false, false, false, false};
  for (const Json& extension : (*json)["rest"].Items().front()["extension"].Items()) {
    if (extension["url"].AsString() != "urn:eteinen:capability") continue;
    const std::string& word = extension["valueCode"].AsString();
    if (word == "hold") engine.hold = true;
    if (word == "move") engine.move = true;
    if (word == "waiting") engine.waiting = true;
    if (word == "together") engine.together = true;
  }
  return engine;
}

}  // namespace eteinen::app
