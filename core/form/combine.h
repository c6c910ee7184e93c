// Several questionnaires about one matter as one, so that what they share is asked once.
//
// A resident may have two complaints. Asked one after the other, two questionnaires would want the age twice and would
// show the danger signs on two pages; combined they are one form with one response, and the gravest rule of them all
// decides as it does in a single form (assessment.h). Nothing here knows any symptom.
//
// What is put together, top-level items and the children of groups alike, by linkId:
//   the same definition                       one item
//   groups of the same text                   one group, its children put together in the same way
//   choices that differ only in their options one item with the options of all; those that stand alone
//   (optionExclusive)
//                                             last. An option of one code must be the same everywhere; what switches
//                                             options off (answerOptionsToggleExpression) holds in the whole
//   anything else                             two items: the later one gets the linkId "<questionnaire's id>.<linkId>"
// The expressions of a questionnaire follow its renamed items: they must name items as `linkId='…'`. Its rules are
// called "<questionnaire's id>.<rule>". A page that only one of the questionnaires asks says so: its item has the
// extension `urn:eteinen:topic` with that questionnaire's title.
#ifndef ETEINEN_CORE_FORM_COMBINE_H_
#define ETEINEN_CORE_FORM_COMBINE_H_

#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace eteinen::form {

inline constexpr std::string_view kTopicUrl = "urn:eteinen:topic";

// One resource of all, in the order given; its id is theirs joined by "+". A single one comes back as it is.
// Errors: kInput when there is none, when one has no id or is there twice, or when their languages differ.
Result<Json> Combine(const std::vector<const Json*>& questionnaires);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_COMBINE_H_
