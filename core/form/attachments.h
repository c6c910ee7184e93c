// Files that a resident attaches: their content stays outside the session.
//
// While a form is filled, an answer names its file by a handle: valueAttachment with the file's contentType, title,
// size and a `url` of "urn:eteinen:file:" and whatever the shell calls the file. So an edit never carries megabytes,
// and expressions, snapshots and the live checks see the type and the size alone. When the response is handed over, the
// handles are exchanged for the content, or for the address where the file was stored.
#ifndef ETEINEN_CORE_FORM_ATTACHMENTS_H_
#define ETEINEN_CORE_FORM_ATTACHMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace eteinen::form {

inline constexpr std::string_view kFileHandle = "urn:eteinen:file:";

struct AttachedFile {
  std::string handle;  // what follows kFileHandle
  std::string data;    // the content as base64, or
  std::string url;     // where it was stored; one of the two is empty
};

// The handles in a response, in document order, each once.
std::vector<std::string> HandlesIn(const Json& response);

// The response with every handle exchanged. Errors: kNotFound for a handle without its file, kInput for a file with
// neither or both of data and url, or data that is not base64 of the size told; with the place of the answer.
Result<Json> WithFiles(Json response, const std::vector<AttachedFile>& files);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_ATTACHMENTS_H_
