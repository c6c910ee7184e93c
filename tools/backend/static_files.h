// The built web folder and the content files, as the contract's last section says.
#ifndef ETEINEN_TOOLS_BACKEND_STATIC_FILES_H_
#define ETEINEN_TOOLS_BACKEND_STATIC_FILES_H_

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/backend/exchange.h"

namespace eteinen::backend {

class StaticFiles {
 public:
  StaticFiles(std::string web, std::string assets, std::string i18n)
      : web_(std::move(web)), assets_(std::move(assets)), i18n_(std::move(i18n)) {}

  // GET and HEAD only. Nothing outside the three folders is ever read, nor what begins with a dot.
  Answer Handle(const Request& request) const;

 private:
  Answer Content(const Request& request) const;
  static Answer Pack(Result<std::string> pack);
  Answer File(const Request& request, const std::string& path, bool immutable) const;

  std::string web_;
  std::string assets_;
  std::string i18n_;
};

// The headers that every answer carries.
const Pairs& SecurityHeaders();
// Instead of its like above, for the chat entry alone: the one origin besides our own that may show it in a frame.
std::string ChatFramePolicy(const std::string& origin);

}  // namespace eteinen::backend

#endif  // ETEINEN_TOOLS_BACKEND_STATIC_FILES_H_
