// Which questionnaires a resident may choose a symptom from, and how everyday words find them. What a questionnaire is
// for, where on the body its symptom is and by which words it is found are data, in its `code`:
//
//   urn:eteinen:use     symptom, or symptom-general (for whoever finds no other)
//   urn:eteinen:area    a part of the body; `display` names it, the extension ordinalValue orders the parts
//   urn:eteinen:search  `display`: words and phrases, separated by commas
//   urn:eteinen:search-light  `display`: words that many searches have and that tell little of the symptom ("child",
//                       "hurts", "since"), as typed; of the general questionnaire, for all
//
// A word is found by its beginning, in its inflected forms ("polvessa" finds "polvi"), inside a compound ("särky" finds
// "päänsärky"), as a part of a compound that was typed ("sienimyrkytys" finds "myrkytys") and with one wrong, missing,
// extra or swapped letter; ä, ö and å may be written a, o and a. The words of every language count, those of the shown
// one a little more. Light words only decide between symptoms that the others find as well.
#ifndef ETEINEN_CORE_APP_SYMPTOMS_H_
#define ETEINEN_CORE_APP_SYMPTOMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/form/questionnaire.h"

namespace eteinen::app {

inline constexpr std::string_view kUseSymptom = "symptom";
inline constexpr std::string_view kUseGeneral = "symptom-general";

// Whether a questionnaire, or its entry in the list, is for `use`.
bool HasUse(const Json& questionnaire, std::string_view use);

// How well a search fits an entry; 0: not at all. More words found count more than better found ones. `light_words` are
// small letters without dots, as SymptomGroups collects them.
int SearchScore(const Json& entry, std::string_view search, std::string_view locale = {},
                const std::vector<std::string>& light_words = {});

// A part of the screen: the symptoms of one part of the body, or all that a search found, the best first.
struct SymptomGroup {
  std::string key;       // "symptoms.area.head", "symptoms.found"
  form::LocalText text;  // empty for what was found
  std::vector<const Json*> entries;
};

// The symptoms of `list` ({"questionnaires":[…]}) for a search; without one, all by part of the body. Those of `chosen`
// are always among them: nothing that is chosen is out of sight.
std::vector<SymptomGroup> SymptomGroups(const Json& list, std::string_view search, std::string_view locale,
                                        const std::vector<std::string>& chosen);

// The id of the general assessment, or empty.
std::string GeneralSymptom(const Json& list);

}  // namespace eteinen::app

#endif  // ETEINEN_CORE_APP_SYMPTOMS_H_
