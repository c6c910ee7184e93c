// Which form of a word goes with a number, in each language that the service may speak.
//
// The rules are those of Unicode CLDR 48 (plurals.xml, ordinals.xml; unicode.org/reports/tr35/tr35-numbers.html,
// "Language Plural Rules"), written out for the languages residents use here. A language that is not known gets
// kOther for everything, as CLDR's root does. The number is the one shown: 1.0 shown as "1,0" is not "one" in Finnish.
#ifndef ETEINEN_CORE_TEXT_PLURAL_H_
#define ETEINEN_CORE_TEXT_PLURAL_H_

#include <optional>
#include <string_view>

#include "core/text/number.h"

namespace eteinen::text {

enum class PluralCategory { kZero, kOne, kTwo, kFew, kMany, kOther };

std::string_view Name(PluralCategory category);
// "zero", "one", "two", "few", "many", "other"; none for another word.
std::optional<PluralCategory> PluralCategoryOf(std::string_view name);

// `locale` is a BCP 47 tag; only its language counts ("fi-simple" is Finnish).
PluralCategory Cardinal(std::string_view locale, const Number& number);  // 3 days
PluralCategory Ordinal(std::string_view locale, const Number& number);   // 3rd day

}  // namespace eteinen::text

#endif  // ETEINEN_CORE_TEXT_PLURAL_H_
