#include "core/app/event.h"

#include "core/base/utf8.h"

namespace eteinen::app {
namespace {

constexpr std::size_t kMaxKeyBytes = 300;

Result<std::string> ReadShort(const Json& event, std::string_view key) {
  ETEINEN_ASSIGN_OR_RETURN(std::string text, ReadString(event, key, "event"));
  if (text.empty() || text.size() > kMaxKeyBytes) {
    return InputError("expected 1 to " + std::to_string(kMaxKeyBytes) + " bytes, found " + std::to_string(text.size()),
                      JoinPath("event", key));
  }
  return text;
}

Result<Event> ReadStart(const Json& event) {
  Start start;
  ETEINEN_ASSIGN_OR_RETURN(start.entry, ReadShort(event, "entry"));
  if (start.entry != "app" && start.entry != "chat" && start.entry != "webview") {
    return InputError("unknown entry; known: app, chat, webview", "event.entry");
  }
  ETEINEN_ASSIGN_OR_RETURN(start.locale, ReadShort(event, "locale"));
  for (const Json& capability : event["capabilities"].Items()) start.capabilities.push_back(capability.AsString());
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> resume, OptionalString(event, "resume", "event"));
  start.resume = resume.value_or("");
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> framed, OptionalBool(event, "framed", "event"));
  start.framed = framed.value_or(false);
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> language, OptionalString(event, "language", "event"));
  start.language = language.value_or("");
  return Event(std::move(start));
}

Result<Event> ReadNavigate(const Json& event) {
  Navigate navigate;
  ETEINEN_ASSIGN_OR_RETURN(const std::optional<bool> back, OptionalBool(event, "back", "event"));
  navigate.back = back.value_or(false);
  if (!navigate.back) {
    ETEINEN_ASSIGN_OR_RETURN(navigate.path, ReadShort(event, "path"));
  }
  return Event(std::move(navigate));
}

Result<Event> ReadSet(const Json& event) {
  Set set;
  ETEINEN_ASSIGN_OR_RETURN(set.key, ReadShort(event, "key"));
  const Json* value = event.Find("value");
  if (value == nullptr) return InputError("expected a value or null, found nothing", "event.value");
  if (value->IsObject()) return InputError("expected a simple value or a list, found object", "event.value");
  for (const Json& item : value->Items()) {
    if (!item.IsString()) {
      return InputError("expected a list of strings, found " + std::string(item.TypeName()), "event.value");
    }
  }
  set.value = *value;
  return Event(std::move(set));
}

Result<Event> ReadEffectResult(const Json& event) {
  EffectResult result;
  ETEINEN_ASSIGN_OR_RETURN(result.id, ReadInt(event, "id", "event"));
  if (const Json* ok = event.Find("ok")) {
    if (!ok->IsObject()) return InputError("expected an object, found " + std::string(ok->TypeName()), "event.ok");
    result.ok = *ok;
    return Event(std::move(result));
  }
  const Json* failed = event.Find("failed");
  if (failed == nullptr) return InputError("expected \"ok\" or \"failed\"", "event");
  ETEINEN_ASSIGN_OR_RETURN(const std::string kind, ReadString(*failed, "kind", "event.failed"));
  if (kind == "offline") {
    result.failure = Failure::kOffline;
  } else if (kind == "timeout") {
    result.failure = Failure::kTimeout;
  } else if (kind == "denied") {
    result.failure = Failure::kDenied;
  } else if (kind == "unsupported") {
    result.failure = Failure::kUnsupported;
  } else {
    return InputError("unknown kind; known: offline, timeout, denied, unsupported", "event.failed.kind");
  }
  return Event(std::move(result));
}

// One of the words, or an error that names them.
Result<std::string> ReadWord(const Json& object, std::string_view key, std::string_view path,
                             std::initializer_list<std::string_view> words) {
  ETEINEN_ASSIGN_OR_RETURN(std::string word, ReadString(object, key, path));
  std::string known;
  for (const std::string_view one : words) {
    if (word == one) return word;
    known += (known.empty() ? "" : ", ") + std::string(one);
  }
  return InputError("unknown word; known: " + known, JoinPath(path, key));
}

Result<Event> ReadHost(const Json& event) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* message, ReadObject(event, "message", "event"));
  HostMessage host;
  ETEINEN_ASSIGN_OR_RETURN(host.method, ReadString(*message, "m", "event.message"));
  // What this core does not know it leaves alone: the app may be newer.
  if (host.method != "auth.done") return Event(std::move(host));
  ETEINEN_ASSIGN_OR_RETURN(const Json* p, ReadObject(*message, "p", "event.message"));
  ETEINEN_ASSIGN_OR_RETURN(host.request, ReadString(*p, "request", "event.message.p"));
  if (host.request.size() < 8 || host.request.size() > 64) {
    return InputError("expected 8 to 64 characters", "event.message.p.request");
  }
  ETEINEN_ASSIGN_OR_RETURN(host.outcome,
                           ReadWord(*p, "outcome", "event.message.p", {"identified", "cancelled", "failed"}));
  return Event(std::move(host));
}

Result<Event> ReadTabs(const Json& event) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* message, ReadObject(event, "message", "event"));
  TabsMessage tabs;
  ETEINEN_ASSIGN_OR_RETURN(tabs.what, ReadWord(*message, "m", "event.message", {"session", "signed-out"}));
  return Event(std::move(tabs));
}

}  // namespace

Result<Event> ReadEvent(const Json& message) {
  ETEINEN_ASSIGN_OR_RETURN(const Json* event, ReadObject(message, "event"));
  ETEINEN_ASSIGN_OR_RETURN(const std::string type, ReadString(*event, "type", "event"));
  if (type == "start") return ReadStart(*event);
  if (type == "navigate") return ReadNavigate(*event);
  if (type == "set") return ReadSet(*event);
  if (type == "press") {
    ETEINEN_ASSIGN_OR_RETURN(std::string key, ReadShort(*event, "key"));
    return Event(Press{std::move(key)});
  }
  if (type == "result") return ReadEffectResult(*event);
  if (type == "host") return ReadHost(*event);
  if (type == "tabs") return ReadTabs(*event);
  if (type == "locale") {
    ETEINEN_ASSIGN_OR_RETURN(std::string locale, ReadShort(*event, "locale"));
    return Event(LocaleChange{std::move(locale)});
  }
  if (type == "unkept") return Event(Unkept{});
  std::string known;
  for (const std::string_view name : kEventTypes) known += (known.empty() ? "" : ", ") + std::string(name);
  return InputError("unknown event \"" + std::string(Utf8Prefix(type, 40)) + "\"; known: " + known, "event.type");
}

}  // namespace eteinen::app
