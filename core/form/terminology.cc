#include "core/form/terminology.h"

#include <algorithm>

#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

void AddConcepts(const Json& concepts, const std::string& outer_system, Terminology::Codes& codes) {
  for (const Json& entry : concepts.Items()) {
    const std::string& own_system = entry["system"].AsString();
    const std::string& system = own_system.empty() ? outer_system : own_system;
    if (entry.Has("code") && !entry["abstract"].AsBool()) {
      std::vector<std::string>& names = codes[system + "|" + entry["code"].AsString()];
      if (entry.Has("display")) names.push_back(entry["display"].AsString());
      for (const Json& designation : entry["designation"].Items()) names.push_back(designation["value"].AsString());
    }
    AddConcepts(entry["contains"], system, codes);
  }
}

bool EqualButCapitals(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void Terminology::Add(const Json& value_set) {
  Codes& codes = sets_[value_set["url"].AsString()];
  AddConcepts(value_set["expansion"]["contains"], "", codes);
  for (const Json& include : value_set["compose"]["include"].Items()) {
    AddConcepts(include["concept"], include["system"].AsString(), codes);
  }
}

const Terminology::Codes* Terminology::Find(std::string_view canonical) const {
  const auto found = sets_.find(fhir::SplitCanonical(canonical).url);
  return found == sets_.end() ? nullptr : &found->second;
}

Terminology::Verdict Terminology::Check(std::string_view canonical, const Json& coding) const {
  const Codes* codes = Find(canonical);
  if (codes == nullptr) return Verdict::kUnknown;
  const auto found = codes->find(coding["system"].AsString() + "|" + coding["code"].AsString());
  if (found == codes->end()) return Verdict::kNoMember;
  const std::string& display = coding["display"].AsString();
  if (display.empty() || found->second.empty()) return Verdict::kMember;
  const bool named = std::any_of(found->second.begin(), found->second.end(),
                                 [&](const std::string& name) { return EqualButCapitals(name, display); });
  return named ? Verdict::kMember : Verdict::kWrongDisplay;
}

}  // namespace eteinen::form
