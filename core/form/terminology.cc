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

bool ListsItsCodes(const Json& value_set) {
  if (value_set["expansion"].Has("contains")) return true;
  const Json::Array& includes = value_set["compose"]["include"].Items();
  const Json::Array& excludes = value_set["compose"]["exclude"].Items();
  const auto listed = [](const Json& part) {
    return part.Has("concept") && !part.Has("filter") && !part.Has("valueSet");
  };
  return !includes.empty() && std::all_of(includes.begin(), includes.end(), listed) &&
         std::all_of(excludes.begin(), excludes.end(), listed);
}

void Terminology::Add(const Json& value_set, const std::string& name) {
  if (!ListsItsCodes(value_set)) return;
  Codes& codes = sets_[name];
  const Json& expanded = value_set["expansion"]["contains"];
  AddConcepts(expanded, "", codes);
  if (!expanded.IsNull()) return;
  for (const Json& include : value_set["compose"]["include"].Items()) {
    AddConcepts(include["concept"], include["system"].AsString(), codes);
  }
  for (const Json& exclude : value_set["compose"]["exclude"].Items()) {
    for (const Json& entry : exclude["concept"].Items()) {
      codes.erase(exclude["system"].AsString() + "|" + entry["code"].AsString());
    }
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

Terminology::Verdict CheckCode(const Terminology* contained, const Terminology* known, std::string_view value_set,
                               const Json& coding) {
  for (const Terminology* one : {contained, known}) {
    if (one == nullptr) continue;
    const Terminology::Verdict verdict = one->Check(value_set, coding);
    if (verdict != Terminology::Verdict::kUnknown) return verdict;
  }
  return Terminology::Verdict::kUnknown;
}

std::optional<bool> IsMember(const Terminology& contained, const Terminology* known, std::string_view system,
                             std::string_view code, std::string_view value_set) {
  const Json coding = Json::MakeObject({{"system", system}, {"code", code}});
  const Terminology::Verdict verdict = CheckCode(&contained, known, value_set, coding);
  if (verdict == Terminology::Verdict::kUnknown) return std::nullopt;
  return verdict != Terminology::Verdict::kNoMember;
}

}  // namespace eteinen::form
