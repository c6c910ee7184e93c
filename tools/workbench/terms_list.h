// The words of urgencies and needs as lists to choose from.
#ifndef ETEINEN_TOOLS_WORKBENCH_TERMS_LIST_H_
#define ETEINEN_TOOLS_WORKBENCH_TERMS_LIST_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/channels/terms.h"

namespace eteinen::workbench {

inline const std::vector<std::string>& UrgencyNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < channels::kUrgencies; ++i) {
      all.emplace_back(channels::Name(static_cast<channels::Urgency>(i)));
    }
    return all;
  }();
  return names;
}

inline const std::vector<std::string>& NeedNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < channels::kNeeds; ++i) {
      all.emplace_back(channels::Name(static_cast<channels::Need>(i)));
    }
    return all;
  }();
  return names;
}

// The place of a word in a list; 0 when it is not there.
inline std::size_t IndexOf(const std::vector<std::string>& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? 0 : static_cast<std::size_t>(found - list.begin());
}

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_TERMS_LIST_H_
