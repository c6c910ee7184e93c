// A session as text that can be stored and taken up again: every answer, hidden ones too, and which were edited.
// Values that only follow their calculation are left out: they are calculated anew.
//
// Format (version 1), nothing in it that has its default:
//   {"v":1,"questionnaire":"url|version","own":{…},"items":[{"linkId":…,"edited"?:true,"used"?:true,"own"?:{…},
//    "slots":[{"own"?:{…},"items"?:[…]}]}]}
#ifndef ETEINEN_CORE_FORM_SNAPSHOT_H_
#define ETEINEN_CORE_FORM_SNAPSHOT_H_

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/form/state.h"

namespace eteinen::form {

Json WriteSnapshot(const Session::State& state);

// Fills a fresh state and brings it to rest. What the form has no place for is told in state.dropped.
// Error: kInput when it is no snapshot of that version.
Status ReadSnapshot(const Json& snapshot, Session::State& state);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_SNAPSHOT_H_
