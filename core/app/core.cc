#include "core/app/core.h"

#include <algorithm>

#include "core/app/app.h"
#include "core/base/json.h"

namespace eteinen::app {
namespace {

std::string Refusal(std::string_view phase, const Error& error) {
  Json what = Json::MakeObject({{"phase", phase}, {"kind", Name(error.kind)}});
  if (!error.path.empty()) what.Set("path", error.path);
  what.Set("message", error.message);
  return WriteJson(
      Json::MakeObject({{"v", 1}, {"effects", Json::MakeArray()}, {"view", Json()}, {"error", std::move(what)}}));
}

struct Envelope {
  Instant now;
  std::string uid;
};

Result<Envelope> ReadEnvelope(const Json& message) {
  if (!message.IsObject()) return InputError("expected an object, found " + std::string(message.TypeName()));
  ETEINEN_ASSIGN_OR_RETURN(const std::int64_t version, ReadInt(message, "v"));
  if (version != 1) return InputError("unknown version " + std::to_string(version) + "; known: 1", "v");
  ETEINEN_ASSIGN_OR_RETURN(const std::string now, ReadString(message, "now"));
  Envelope envelope;
  const Result<Instant> instant = ParseInstant(now);
  if (!instant.ok()) return InputError(instant.error().message, "now");
  envelope.now = *instant;
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> uid, OptionalString(message, "uid"));
  if (uid) {
    const auto fits = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (uid->size() < 8 || uid->size() > 64 || !std::all_of(uid->begin(), uid->end(), fits)) {
      return InputError("expected 8 to 64 letters, digits and hyphens", "uid");
    }
    envelope.uid = *uid;
  }
  return envelope;
}

}  // namespace

Core::Core() : app_(std::make_unique<App>()) {}
Core::~Core() = default;

std::string Core::Step(std::string_view message) {
  const Result<Json> json = ParseJson(message, {.max_bytes = kMaxMessageBytes, .max_depth = kMaxMessageDepth});
  if (!json.ok()) return Refusal("message", json.error());
  Result<Envelope> envelope = ReadEnvelope(*json);
  if (!envelope.ok()) return Refusal("message", envelope.error());
  const Result<Event> event = ReadEvent(*json);
  if (!event.ok()) return Refusal("event", event.error());
  return WriteJson(app_->Handle(*event, envelope->now, std::move(envelope->uid)));
}

}  // namespace eteinen::app
