#include "core/app/effect.h"

#include <algorithm>

namespace eteinen::app {

Json Effects::Begin(std::string_view type) { return Json::MakeObject({{"id", ++last_id_}, {"type", type}}); }

void Effects::Http(Purpose purpose, std::string subject, bool personal, std::string_view method, std::string path,
                   Json headers, std::string body) {
  Json effect = Begin("http");
  effect.Set("method", method);
  effect.Set("path", std::move(path));
  if (headers.IsObject()) effect.Set("headers", std::move(headers));
  if (!body.empty()) effect.Set("body", std::move(body));
  queue_.Append(std::move(effect));
  pending_.push_back({last_id_, purpose, std::move(subject), personal});
}

void Effects::Timer(Purpose purpose, std::string subject, std::int64_t milliseconds) {
  Json effect = Begin("timer");
  effect.Set("ms", milliseconds);
  queue_.Append(std::move(effect));
  pending_.push_back({last_id_, purpose, std::move(subject), false});
}

void Effects::PickFile(Purpose purpose, std::string subject, const std::vector<std::string>& accept,
                       std::int64_t max_bytes) {
  Json types = Json::MakeArray();
  for (const std::string& type : accept) types.Append(type);
  Ask("pick-file", purpose, std::move(subject), {{"accept", std::move(types)}, {"maxBytes", Json(max_bytes)}});
}

void Effects::Ask(std::string_view type, Purpose purpose, std::string subject, Json::Object fields) {
  Send(type, std::move(fields));
  pending_.push_back({last_id_, purpose, std::move(subject), true});
}

void Effects::Send(std::string_view type, Json::Object fields) {
  Json effect = Begin(type);
  for (Json::Member& member : fields) effect.Set(member.key, std::move(member.value));
  queue_.Append(std::move(effect));
}

std::optional<Pending> Effects::Take(std::int64_t id) {
  const auto found =
      std::find_if(pending_.begin(), pending_.end(), [&](const Pending& pending) { return pending.id == id; });
  if (found == pending_.end()) return std::nullopt;
  Pending pending = std::move(*found);
  pending_.erase(found);
  return pending;
}

bool Effects::Waiting(Purpose purpose) const {
  return std::any_of(pending_.begin(), pending_.end(), [&](const Pending& p) { return p.purpose == purpose; });
}

bool Effects::Waiting(Purpose purpose, std::string_view subject) const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [&](const Pending& p) { return p.purpose == purpose && p.subject == subject; });
}

void Effects::Stop(const Pending& pending) { Send("cancel", {{"effect", Json(pending.id)}}); }

void Effects::Void(Purpose purpose) {
  for (const Pending& pending : pending_) {
    if (pending.purpose == purpose) Stop(pending);
  }
  pending_.erase(
      std::remove_if(pending_.begin(), pending_.end(), [&](const Pending& p) { return p.purpose == purpose; }),
      pending_.end());
}

void Effects::VoidPersonal() {
  for (const Pending& pending : pending_) {
    if (pending.personal) Stop(pending);
  }
  pending_.erase(std::remove_if(pending_.begin(), pending_.end(), [](const Pending& p) { return p.personal; }),
                 pending_.end());
}

Json Effects::TakeAll() {
  Json all = std::move(queue_);
  queue_ = Json::MakeArray();
  return all;
}

}  // namespace eteinen::app
