#include "tools/workbench/desk.h"

#include <algorithm>

namespace eteinen::workbench {
namespace {

constexpr const char* kCapabilities[] = {"http",   "store",    "load", "erase",    "timer",
                                         "cancel", "navigate", "open", "announce", "help-page"};

}  // namespace

std::string SummaryOf(const Json& event) {
  std::string text = event["type"].AsString();
  for (const char* field : {"key", "path", "id"}) {
    const Json& value = event[field];
    if (value.IsString()) text += " " + value.AsString();
    if (value.IsNumber()) text += " " + value.NumberSource();
  }
  return text;
}

Desk::Desk(Clock clock, Http http) : clock_(std::move(clock)), http_(std::move(http)) {}

void Desk::Start(std::string locale) {
  Json capabilities = Json::MakeArray();
  for (const char* name : kCapabilities) capabilities.Append(name);
  Json event = Json::MakeObject({{"type", "start"}, {"entry", "app"}, {"locale", locale}});
  event.Set("capabilities", std::move(capabilities));
  if (const auto saved = storage_.find("session"); saved != storage_.end()) event.Set("resume", saved->second);
  StartWith(std::move(event));
}

void Desk::StartWith(Json event) {
  locale_ = event["locale"].AsString();
  core_ = std::make_unique<app::Core>();
  view_ = {};
  queue_.clear();
  timers_.clear();
  steps_.clear();
  exchanges_.clear();
  Queue(std::move(event));
}

ViewTree Desk::ViewAfter(std::size_t step) const {
  ViewTree view;
  for (std::size_t i = 0; i <= step && i < steps_.size(); ++i) {
    if (!view.Apply(steps_[i].reply["view"])) break;
  }
  return view;
}

void Desk::Press(std::string_view key) { Queue(Json::MakeObject({{"type", "press"}, {"key", key}})); }

void Desk::Set(std::string_view key, Json value) {
  Json event = Json::MakeObject({{"type", "set"}, {"key", key}});
  event.Set("value", std::move(value));
  Queue(std::move(event));
}

void Desk::Navigate(std::string_view path) { Queue(Json::MakeObject({{"type", "navigate"}, {"path", path}})); }

void Desk::Back() { Queue(Json::MakeObject({{"type", "navigate"}, {"back", true}})); }

void Desk::Turn() {
  if (core_ == nullptr) return;
  const Instant now = clock_();
  for (std::size_t i = 0; i < timers_.size();) {
    if (timers_[i].due > now) {
      ++i;
      continue;
    }
    Answer(timers_[i].id, Json::MakeObject());
    timers_.erase(timers_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  // A core that answers every answer with another effect must not hold the window.
  for (int messages = 0; !queue_.empty() && messages < 1000; ++messages) {
    const Json event = std::move(queue_.front());
    queue_.pop_front();
    Send(event);
  }
}

void Desk::Send(const Json& event) {
  Note("→ " + SummaryOf(event));
  const std::string number = std::to_string(++sent_);
  Json message = Json::MakeObject({{"v", 1}, {"now", FormatInstant(clock_())}});
  message.Set("uid", "workbench-" + std::to_string(clock_().seconds) + "-" + number);
  message.Set("event", event);
  const Result<Json> reply = ParseJson(core_->Step(WriteJson(message)));
  if (!full()) {
    const bool from_shell = event["type"].AsString() == "result";
    steps_.push_back({clock_(), from_shell, SummaryOf(event), std::move(message), reply.ok() ? *reply : Json()});
  }
  if (!reply.ok()) return Note("← no JSON: " + reply.error().message);
  const Json& error = (*reply)["error"];
  if (!error.IsNull()) {
    Note("← error in " + error["phase"].AsString() + " at " + error["path"].AsString() + ": " +
         error["message"].AsString());
  }
  for (const Json& effect : (*reply)["effects"].Items()) Perform(effect);
  if (!view_.Apply((*reply)["view"])) {
    Note("← a patch that does not fit: starting again");
    Start(locale_);
  }
}

void Desk::Perform(const Json& effect) {
  const std::string& type = effect["type"].AsString();
  const std::int64_t id = effect["id"].AsInt().value_or(0);
  const std::string& key = effect["key"].AsString();
  if (type == "http") return PerformHttp(effect);
  if (type == "store") {
    storage_[key] = effect["value"].AsString();
  } else if (type == "load") {
    const auto found = storage_.find(key);
    Answer(id, Json::MakeObject({{"value", found == storage_.end() ? Json() : Json(found->second)}}));
  } else if (type == "erase") {
    if (effect["all"].AsBool()) {
      storage_.clear();
    } else {
      storage_.erase(key);
    }
  } else if (type == "timer") {
    const std::int64_t seconds = (effect["ms"].AsInt().value_or(1) + 999) / 1000;
    timers_.push_back({id, clock_() + seconds});
  } else if (type == "cancel") {
    const std::int64_t what = effect["effect"].AsInt().value_or(0);
    std::erase_if(timers_, [what](const Timer& timer) { return timer.id == what; });
  } else if (type == "navigate") {
    path_ = effect["path"].AsString();
  } else if (type == "open") {
    return Note("← open " + effect["href"].AsString());
  } else if (type == "announce") {
    return Note("← announce \"" + effect["text"].AsString() + "\"");
  } else if (type != "help-page") {
    Fail(id, "unsupported");
  }
  Note("← " + type + (key.empty() ? "" : " " + key));
}

void Desk::PerformHttp(const Json& effect) {
  HttpRequest request{effect["method"].AsString(), effect["path"].AsString(), {}, effect["body"].AsString()};
  for (const auto& [name, value] : effect["headers"].Members()) request.headers.emplace_back(name, value.AsString());
  const std::int64_t id = effect["id"].AsInt().value_or(0);
  const std::optional<HttpAnswer> answer = http_(request);
  if (!full()) exchanges_.push_back({request, answer});
  const std::string what = "← http " + request.method + " " + request.path;
  if (!answer) {
    Note(what + " not reached");
    return Fail(id, "offline");
  }
  Note(what + " " + std::to_string(answer->status));
  Json headers = Json::MakeObject();
  for (const auto& [name, value] : answer->headers) headers.Set(name, value);
  Answer(id, Json::MakeObject({{"status", answer->status}, {"headers", std::move(headers)}, {"body", answer->body}}));
}

void Desk::Answer(std::int64_t id, Json ok) {
  Queue(Json::MakeObject({{"type", "result"}, {"id", id}, {"ok", std::move(ok)}}));
}

void Desk::Fail(std::int64_t id, std::string_view kind) {
  Queue(Json::MakeObject({{"type", "result"}, {"id", id}, {"failed", Json::MakeObject({{"kind", kind}})}}));
}

void Desk::Note(std::string line) {
  journal_.push_back(std::move(line));
  if (journal_.size() > kJournalLines) journal_.pop_front();
}

}  // namespace eteinen::workbench
