// What would have to be different: the nearest answers that change an outcome. For authors, who ask why a case comes
// out as it does; never shown to residents.
#ifndef ETEINEN_CORE_FORM_WHAT_IF_H_
#define ETEINEN_CORE_FORM_WHAT_IF_H_

#include <string>
#include <vector>

#include "core/form/assessment.h"
#include "core/form/session.h"

namespace eteinen::form {

// One question answered otherwise, everything else as it is.
struct WhatIf {
  std::string link_id;
  Json answers;  // as for Session::SetAnswer
  std::string urgency;
  std::string need;
  std::string rule;  // that decides then
};

// Every change of one answer after which another urgency or need is certain, in document order: another option, one
// option more or less of several, the other truth, the nearest number upwards and downwards. Questions that the rules
// do not read, or whose answers have no end (texts, dates), are left out, and so are changes after which more has to be
// asked first. `start` as the session was begun with. Errors: as Session::Resume and Assess.
Result<std::vector<WhatIf>> WhatWouldChange(const Session& session, const std::vector<Rule>& rules, const Start& start);

}  // namespace eteinen::form

#endif  // ETEINEN_CORE_FORM_WHAT_IF_H_
