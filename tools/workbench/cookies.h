// The cookies that a server has set, as a browser would keep them for one address.
#ifndef ETEINEN_TOOLS_WORKBENCH_COOKIES_H_
#define ETEINEN_TOOLS_WORKBENCH_COOKIES_H_

#include <map>
#include <string>

namespace eteinen::workbench {

class Cookies {
 public:
  // Of a Set-Cookie header, "name=value; Path=/; …": a cookie with an age of nothing is gone.
  void Keep(const std::string& header) {
    const std::string pair = header.substr(0, header.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) return;
    if (Lower(header).find("max-age=0") != std::string::npos) {
      cookies_.erase(pair.substr(0, equals));
    } else {
      cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
  }

  // What to send as the header Cookie; "" without any.
  std::string Header() const {
    std::string header;
    for (const auto& [name, value] : cookies_) header += (header.empty() ? "" : "; ") + name + "=" + value;
    return header;
  }

  static std::string Lower(std::string text) {
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
  }

 private:
  std::map<std::string, std::string> cookies_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_COOKIES_H_
