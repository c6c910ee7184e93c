#include <algorithm>

#include "core/app/flow.h"

namespace eteinen::app {
namespace {

// The attachment item of that linkId, or null.
const form::Item* PhotoItem(const State& state, const std::string& link_id) {
  if (!state.filling.session) return nullptr;
  const int index = state.filling.form->Find(link_id);
  if (index < 0) return nullptr;
  const form::Item& item = state.filling.form->items()[static_cast<std::size_t>(index)];
  return item.type == form::ItemType::kAttachment ? &item : nullptr;
}

std::int64_t MostBytes(const form::Item& item) {
  constexpr std::int64_t kWithoutLimit = std::int64_t{10} << 20;
  const Result<Json> number = item.max_size ? ParseJson(*item.max_size) : Result<Json>(InputError("no limit"));
  return number.ok() ? number->AsInt().value_or(kWithoutLimit) : kWithoutLimit;
}

}  // namespace

void PickPhoto(Step& step, const std::string& link_id) {
  const form::Item* item = PhotoItem(step.state, link_id);
  if (item == nullptr || step.effects.Waiting(Purpose::kPickFile)) return;
  step.state.filling.photo_error.clear();
  step.effects.PickFile(Purpose::kPickFile, link_id, item->mime_types, MostBytes(*item));
}

void RemovePhoto(Step& step, const std::string& link_id) {
  std::map<std::string, Photo>& photos = step.state.filling.photos;
  const auto photo = photos.find(link_id);
  if (photo == photos.end()) return;
  step.effects.Send("erase", {{"key", Json(photo->second.handle)}});
  photos.erase(photo);
}

void OnPhoto(Step& step, const std::string& link_id, const EffectResult& result) {
  const form::Item* item = PhotoItem(step.state, link_id);
  if (item == nullptr) return;
  Filling& filling = step.state.filling;
  // Whoever changes their mind has done nothing wrong.
  if (result.failure == Failure::kDenied) return;
  if (result.failure) {
    filling.photo_error = "photo.unsupported";
    return;
  }
  Photo photo{result.ok["name"].AsString(), result.ok["type"].AsString(), result.ok["size"].AsInt().value_or(0),
              result.ok["handle"].AsString()};
  const bool known = std::find(item->mime_types.begin(), item->mime_types.end(), photo.type) != item->mime_types.end();
  if (!known) {
    filling.photo_error = "error.invalidAttachmentType";
  } else if (photo.size <= 0 || photo.size > MostBytes(*item) || photo.handle.empty()) {
    filling.photo_error = "error.maxAttachmentSize";
  } else {
    RemovePhoto(step, link_id);
    filling.photos[link_id] = std::move(photo);
  }
}

}  // namespace eteinen::app
