// Value sets that are known here: which codes they hold and how those are called.
//
// Filled once from FHIR ValueSets with an expansion (or with their codes listed in compose); never asks a server. A
// value set that was not given is not known, and nothing is said about its codes.
#ifndef ETEINEN_CORE_FORM_TERMINOLOGY_H_
#define ETEINEN_CORE_FORM_TERMINOLOGY_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace eteinen::form {

class Terminology {
 public:
  using Codes = std::map<std::string, std::vector<std::string>, std::less<>>;  // "system|code" → names

  // Takes in a ValueSet under its url; parts without codes are passed over.
  void Add(const Json& value_set);
  // Null: not known. `canonical` may end in "|version", which is not looked at.
  const Codes* Find(std::string_view canonical) const;

  enum class Verdict { kUnknown, kMember, kNoMember, kWrongDisplay };
  // Whether a Coding is in the value set. A display must be one of the code's names, capitals aside.
  Verdict Check(std::string_view canonical, const Json& coding) const;

 private:
  std::map<std::string, Codes, std::less<>> sets_;
};

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_TERMINOLOGY_H_
