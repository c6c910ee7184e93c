#include "tools/backend/appointment_json.h"

#include <charconv>

#include "core/calendar/civil_time.h"

namespace eteinen::backend {
namespace {

constexpr std::string_view kStateSystem = "urn:oid:1.2.246.537.6.881";

struct StateWords {
  std::string_view fhir;
  std::string_view national;  // code system 1.2.246.537.6.881
};

StateWords WordsFor(const StoredAppointment& appointment, Instant now) {
  switch (appointment.state) {
    case BookingState::kHeld:
      return {"pending", "8"};
    case BookingState::kCancelled:
      return {"cancelled", "4"};
    case BookingState::kBooked:
      break;
  }
  return appointment.end <= now ? StateWords{"fulfilled", "7"} : StateWords{"booked", "3"};
}

void AppendChange(Json& parts, const std::string& name, const BookingDecision& decision) {
  parts.Append(Extension(name, "valueBoolean", decision.yes()));
  if (decision.until) parts.Append(Extension(name + "-until", "valueInstant", FormatInstant(*decision.until)));
  if (!decision.yes()) parts.Append(Extension(name + "-refusal", "valueCode", CodeOf(decision.refusal)));
}

Json Participant(std::string reference, const std::string& display) {
  Json actor = Json::MakeObject({{"reference", std::move(reference)}});
  if (!display.empty()) actor.Set("display", display);
  return Json::MakeObject({{"actor", std::move(actor)}, {"status", "accepted"}});
}

// "Slot/x" → "x" for the type "Slot"; "" for another one.
std::string IdOf(const Json& reference, std::string_view type) {
  const std::string& text = reference["reference"].AsString();
  if (!text.starts_with(type) || text.size() <= type.size() || text[type.size()] != '/') return {};
  return text.substr(type.size() + 1);
}

}  // namespace

Json AppointmentJson(const Content& content, const StoredAppointment& appointment,
                     const std::optional<Changes>& changes, Instant now) {
  const StateWords words = WordsFor(appointment, now);
  Json extensions = Json::MakeArray();
  extensions.Append(Extension("urn:eteinen:state", "valueCoding",
                              Json::MakeObject({{"system", kStateSystem}, {"code", words.national}})));
  if (appointment.hold_until) {
    extensions.Append(Extension("urn:eteinen:hold-until", "valueInstant", FormatInstant(*appointment.hold_until)));
  }
  if (changes) {
    Json parts = Json::MakeArray();
    AppendChange(parts, "move", changes->move);
    AppendChange(parts, "cancel", changes->cancel);
    extensions.Append(Json::MakeObject({{"url", "urn:eteinen:change"}, {"extension", std::move(parts)}}));
  }
  // By what right the last change was made.
  const std::string_view by =
      appointment.by_right_of == Relation::kNone ? "professional" : Name(appointment.by_right_of);
  extensions.Append(Extension("urn:eteinen:by", "valueCode", by));
  extensions.Append(Extension("urn:eteinen:moves", "valueInteger", appointment.moves));
  if (!appointment.entry.empty()) {
    const Json parts = Json::MakeArray({Extension("uid", "valueString", appointment.EntryUid()),
                                        Extension("sequence", "valueInteger", appointment.EntrySequence())});
    extensions.Append(Json::MakeObject({{"url", "urn:eteinen:calendar-entry"}, {"extension", parts}}));
  }

  const Json coding = Json::MakeObject({{"system", "urn:eteinen:service"}, {"code", appointment.service}});
  Json participants = Json::MakeArray();
  participants.Append(Participant("Patient/" + appointment.person, {}));
  participants.Append(Participant("Location/" + appointment.place, content.PlaceName(appointment.place)));
  return Json::MakeObject(
      {{"resourceType", "Appointment"},
       {"id", appointment.id},
       {"meta", Json::MakeObject({{"versionId", std::to_string(appointment.version)}})},
       {"extension", std::move(extensions)},
       {"status", words.fhir},
       {"serviceType", Json::MakeArray({Json::MakeObject({{"coding", Json::MakeArray({coding})}})})},
       {"start", FormatInstant(appointment.start)},
       {"end", FormatInstant(appointment.end)},
       {"created", FormatInstant(appointment.created)},
       {"slot", Json::MakeArray({Json::MakeObject({{"reference", "Slot/" + appointment.slot}})})},
       {"participant", std::move(participants)}});
}

std::optional<AskedAppointment> ReadAskedAppointment(const Json& body, std::string& place) {
  AskedAppointment asked;
  place = "resourceType";
  if (body["resourceType"].AsString() != "Appointment") return std::nullopt;
  asked.status = body["status"].AsString();
  place = "slot";
  if (body.Has("slot")) {
    if (body["slot"].Items().size() != 1) return std::nullopt;
    asked.slot = IdOf(body["slot"].Items().front(), "Slot");
    if (asked.slot.empty()) return std::nullopt;
  }
  place = "participant";
  for (const Json& participant : body["participant"].Items()) {
    const std::string patient = IdOf(participant["actor"], "Patient");
    if (patient.empty()) continue;
    if (!asked.patient.empty()) return std::nullopt;
    asked.patient = patient;
  }
  asked.hold = IdOf(FindExtension(body, "urn:eteinen:hold")["valueReference"], "Appointment");
  asked.replaces = IdOf(FindExtension(body, "urn:eteinen:replaces")["valueReference"], "Appointment");
  return asked;
}

std::string WriteHttpDate(Instant at) {
  constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string utc = FormatInstantUtc(at);  // 2026-11-24T07:15:00Z
  const Result<CivilDay> day = ParseDay(utc.substr(0, 10));
  if (!day.ok()) return {};
  return std::string(kDays[static_cast<std::size_t>(WeekdayOf(*day))]) + ", " + utc.substr(8, 2) + " " +
         std::string(kMonths[day->month - 1]) + " " + utc.substr(0, 4) + " " + utc.substr(11, 8) + " GMT";
}

std::string WriteVersion(std::int64_t version) { return "W/\"" + std::to_string(version) + "\""; }

std::optional<std::int64_t> ReadVersion(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
  etag = etag.substr(1, etag.size() - 2);
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(etag.data(), etag.data() + etag.size(), version);
  if (error != std::errc() || end != etag.data() + etag.size() || version < 1) return std::nullopt;
  return version;
}

}  // namespace eteinen::backend
