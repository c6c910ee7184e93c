// Value sets that are known here: which codes they hold and how those are called.
//
// Filled once from FHIR ValueSets with an expansion (or with all their codes listed in compose); never asks a server. A
// value set that was not given, or whose codes would have to be looked up elsewhere, is not known, and nothing is said
// about its codes.
#ifndef ETEINEN_CORE_FORM_TERMINOLOGY_H_
#define ETEINEN_CORE_FORM_TERMINOLOGY_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace eteinen::form {

// Whether all codes of a ValueSet stand in it: by an expansion, or one by one in all parts of its compose.
bool ListsItsCodes(const Json& value_set);

class Terminology {
 public:
  using Codes = std::map<std::string, std::vector<std::string>, std::less<>>;  // "system|code" → names

  // Takes in a ValueSet under its url. One that does not list all of its codes is left out.
  void Add(const Json& value_set) { Add(value_set, value_set["url"].AsString()); }
  void Add(const Json& value_set, const std::string& name);
  // Null: not known. `canonical` may end in "|version", which is not looked at.
  const Codes* Find(std::string_view canonical) const;

  enum class Verdict { kUnknown, kMember, kNoMember, kWrongDisplay };
  // Whether a Coding is in the value set. A display must be one of the code's names, capitals aside.
  Verdict Check(std::string_view canonical, const Json& coding) const;

 private:
  std::map<std::string, Codes, std::less<>> sets_;
};

// A code in a value set that the form itself contains, or else that is known; either may be null: none.
Terminology::Verdict CheckCode(const Terminology* contained, const Terminology* known, std::string_view value_set,
                               const Json& coding);
// Nothing when neither has the value set.
std::optional<bool> IsMember(const Terminology& contained, const Terminology* known, std::string_view system,
                             std::string_view code, std::string_view value_set);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_TERMINOLOGY_H_
