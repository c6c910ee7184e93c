#include "core/form/attachments.h"

#include <algorithm>

#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

// The handle of an attachment; empty when it has none.
std::string_view HandleOf(const Json& attachment) {
  const std::string_view url = attachment["url"].AsString();
  return url.starts_with(kFileHandle) ? url.substr(kFileHandle.size()) : std::string_view();
}

// `attachment` with its content, or with the address of it.
Result<Json> Exchanged(const Json& attachment, const AttachedFile& file, const std::string& path) {
  if (file.data.empty() == file.url.empty()) return InputError("a file has either data or a url", path);
  Json out = Json::MakeObject();
  for (const Json::Member& member : attachment.Members()) {
    if (member.key != "url") {
      out.MutableMembers().push_back(member);
    } else if (file.data.empty()) {
      out.Set("url", file.url);
    } else {
      out.Set("data", file.data);
    }
  }
  if (file.data.empty()) return out;
  const std::optional<std::int64_t> size = fhir::Base64Size(file.data);
  if (!size) return InputError("the file's data is not base64", path);
  if (out.Has("size") && out["size"].AsInt() != size) return InputError("the file is not of the size told", path);
  out.Set("size", *size);
  return out;
}

// Every attachment beneath `element`, with its path.
template <typename Visit>
Status ForEachAttachment(Json& element, const std::string& path, const Visit& visit) {
  if (Json* answers = element.Find("answer"); answers != nullptr && answers->IsArray()) {
    for (std::size_t i = 0; i < answers->Items().size(); ++i) {
      Json& answer = answers->MutableItems()[i];
      const std::string place = JoinPath(path + ".answer", i);
      if (Json* attachment = answer.Find("valueAttachment")) ETEINEN_RETURN_IF_ERROR(visit(*attachment, place));
      ETEINEN_RETURN_IF_ERROR(ForEachAttachment(answer, place, visit));
    }
  }
  if (Json* items = element.Find("item"); items != nullptr && items->IsArray()) {
    for (std::size_t i = 0; i < items->Items().size(); ++i) {
      ETEINEN_RETURN_IF_ERROR(ForEachAttachment(items->MutableItems()[i], JoinPath(path + ".item", i), visit));
    }
  }
  return Ok{};
}

}  // namespace

std::vector<std::string> HandlesIn(const Json& response) {
  std::vector<std::string> handles;
  Json copy = response;
  static_cast<void>(ForEachAttachment(copy, "", [&](const Json& attachment, const std::string&) -> Status {
    const std::string handle(HandleOf(attachment));
    if (!handle.empty() && std::find(handles.begin(), handles.end(), handle) == handles.end()) {
      handles.push_back(handle);
    }
    return Ok{};
  }));
  return handles;
}

Result<Json> WithFiles(Json response, const std::vector<AttachedFile>& files) {
  const auto exchange = [&](Json& attachment, const std::string& path) -> Status {
    const std::string_view handle = HandleOf(attachment);
    if (handle.empty()) return Ok{};
    const auto file =
        std::find_if(files.begin(), files.end(), [&](const AttachedFile& one) { return one.handle == handle; });
    if (file == files.end()) {
      return Error{ErrorKind::kNotFound, "the file of this answer was not given", path, std::nullopt};
    }
    ETEINEN_ASSIGN_OR_RETURN(attachment, Exchanged(attachment, *file, path));
    return Ok{};
  };
  ETEINEN_RETURN_IF_ERROR(ForEachAttachment(response, "QuestionnaireResponse", exchange));
  return response;
}

}  // namespace eteinen::form
