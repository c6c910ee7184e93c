// Value sets that are known here: which codes they hold and how those are called.
//
// Filled once from FHIR ValueSets with an expansion (or with all their codes listed in compose); never asks a server. A
// form may contain the value sets and code systems that its own ones are made of. A value set that was not given, or
// whose codes would have to be looked up elsewhere, is not known, and nothing is said about its codes.
#ifndef ETEINEN_CORE_FORM_TERMINOLOGY_H_
#define ETEINEN_CORE_FORM_TERMINOLOGY_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace eteinen::form {

// One code of a value set and what is said of it where it is listed.
struct Concept {
  std::string_view system;
  const Json* entry;
};

// The codes that stand in a value set. What it takes from other value sets and whole code systems is looked for among
// `resources`, the contained ones of the form that it stands in.
class CodeLister {
 public:
  // The resources must outlive it.
  explicit CodeLister(const Json& resources);

  // Those of the expansion, or of compose. Sets `whole` to false when there may be more, or fewer, than these.
  std::vector<Concept> CodesOf(const Json& value_set, bool& whole) { return CodesOf(value_set, whole, 0); }
  // Entries looked at so far, a very long one counted as several. At 200 000 it gives up: what follows is not whole.
  std::size_t looked_at() const { return looked_at_; }
  // The resource of that type with that "#id" or url ("|version" is not looked at), or null.
  const Json* Find(std::string_view type, std::string_view canonical) const;

 private:
  std::vector<Concept> CodesOf(const Json& value_set, bool& whole, int depth);
  std::vector<Concept> PartOf(const Json& part, bool& whole, int depth);
  void List(const Json& entries, std::string_view system, bool& whole, std::vector<Concept>& out);

  const Json& resources_;
  std::vector<std::pair<std::string, int>> index_;  // "ValueSet#id", "ValueSeturl"; sorted
  std::size_t looked_at_ = 0;
};

class Terminology {
 public:
  using Codes = std::map<std::string, std::vector<std::string>, std::less<>>;  // "system|code" → names

  // Takes in a ValueSet under its url. One that does not list all of its codes is left out.
  void Add(const Json& value_set);
  // Takes in the ValueSets that a form contains, under "#id" and under the url; any display will do for their codes.
  void AddContained(const Json& resources);
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
