#include "core/form/terminology.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/program.h"

namespace eteinen::form {
namespace {

constexpr std::size_t kMostEntries = 200'000;
constexpr int kMostSetsInSets = 8;

std::string KeyOf(const Concept& code) { return std::string(code.system) + "|" + (*code.entry)["code"].AsString(); }

// Keeps of `codes` those that are among `others` (or, with `among` false, those that are not).
void Filter(std::vector<Concept>& codes, const std::vector<Concept>& others, bool among) {
  std::vector<std::string> keys;
  keys.reserve(others.size());
  for (const Concept& other : others) keys.push_back(KeyOf(other));
  std::sort(keys.begin(), keys.end());
  const auto goes = [&](const Concept& one) {
    return std::binary_search(keys.begin(), keys.end(), KeyOf(one)) != among;
  };
  codes.erase(std::remove_if(codes.begin(), codes.end(), goes), codes.end());
}

bool EqualButCapitals(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

CodeLister::CodeLister(const Json& resources) : resources_(resources) {
  int place = 0;
  for (const Json& resource : resources.Items()) {
    const std::string& type = resource["resourceType"].AsString();
    index_.emplace_back(type + "#" + resource["id"].AsString(), place);
    index_.emplace_back(type + resource["url"].AsString(), place++);
  }
  std::sort(index_.begin(), index_.end());
}

const Json* CodeLister::Find(std::string_view type, std::string_view canonical) const {
  const int place = FindItem(index_, std::string(type) + std::string(fhir::SplitCanonical(canonical).url));
  return place < 0 || canonical.empty() ? nullptr : &resources_.Items()[static_cast<std::size_t>(place)];
}

void CodeLister::List(const Json& entries, std::string_view outer, bool& whole, std::vector<Concept>& out) {
  for (const Json& entry : entries.Items()) {
    const std::string& own = entry["system"].AsString();
    const std::string_view system = own.empty() ? outer : own;
    looked_at_ += 1 + (system.size() + entry["code"].AsString().size()) / 1024;
    if (looked_at_ > kMostEntries) {
      whole = false;
      return;
    }
    if (entry.Has("code") && !entry["abstract"].AsBool()) out.push_back({system, &entry});
    List(entry["contains"], system, whole, out);
    List(entry["concept"], system, whole, out);
  }
}

// What an include or an exclude stands for: the codes of a system, and of those the ones in all of its value sets.
std::vector<Concept> CodeLister::PartOf(const Json& part, bool& whole, int depth) {
  std::vector<Concept> codes;
  const std::string& system = part["system"].AsString();
  if (part.Has("filter")) whole = false;
  if (part.Has("concept")) {
    List(part["concept"], system, whole, codes);
  } else if (const Json* known = system.empty() ? nullptr : Find("CodeSystem", system);
             known != nullptr && (*known)["content"].AsString() == "complete" && !part.Has("filter")) {
    List((*known)["concept"], system, whole, codes);
  } else {
    whole = whole && system.empty();
  }
  bool first = system.empty();
  for (const Json& canonical : part["valueSet"].Items()) {
    const Json* other = depth < kMostSetsInSets ? Find("ValueSet", canonical.AsString()) : nullptr;
    if (other == nullptr || ++looked_at_ > kMostEntries) {
      whole = false;
      continue;
    }
    std::vector<Concept> imported = CodesOf(*other, whole, depth + 1);
    if (first) {
      codes = std::move(imported);
    } else {
      Filter(codes, imported, true);
    }
    first = false;
  }
  return codes;
}

std::vector<Concept> CodeLister::CodesOf(const Json& value_set, bool& whole, int depth) {
  std::vector<Concept> codes;
  const Json& expanded = value_set["expansion"]["contains"];
  List(expanded, "", whole, codes);
  if (!expanded.IsNull()) return codes;
  const Json& compose = value_set["compose"];
  if (compose["include"].Items().empty()) whole = false;
  const auto gather = [&](const char* parts) {
    std::vector<Concept> all;
    for (const Json& part : compose[parts].Items()) {
      const std::vector<Concept> some = PartOf(part, whole, depth);
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  };
  codes = gather("include");
  if (compose.Has("exclude")) Filter(codes, gather("exclude"), false);
  return codes;
}

void Terminology::Add(const Json& value_set) {
  const Json none;
  bool whole = true;
  const std::vector<Concept> listed = CodeLister(none).CodesOf(value_set, whole);
  if (!whole) return;
  Codes& codes = sets_[value_set["url"].AsString()];
  for (const Concept& code : listed) {
    std::vector<std::string>& names = codes[KeyOf(code)];
    if (code.entry->Has("display")) names.push_back((*code.entry)["display"].AsString());
    for (const Json& other : (*code.entry)["designation"].Items()) names.push_back(other["value"].AsString());
  }
}

void Terminology::AddContained(const Json& resources) {
  CodeLister lister(resources);
  for (const Json& resource : resources.Items()) {
    if (resource["resourceType"].AsString() != "ValueSet") continue;
    bool whole = true;
    const std::vector<Concept> listed = lister.CodesOf(resource, whole);
    if (!whole) continue;
    const std::string names[] = {"#" + resource["id"].AsString(), resource["url"].AsString()};
    for (const std::string& name : names) {
      if (name.empty()) continue;
      Codes& codes = sets_[name];
      for (const Concept& code : listed) codes[KeyOf(code)];
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
