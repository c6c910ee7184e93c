// Who is cared for and when: what the Questionnaire, Decision and Week panes share.
#ifndef ETEINEN_TOOLS_WORKBENCH_MATTER_H_
#define ETEINEN_TOOLS_WORKBENCH_MATTER_H_

#include <string>

#include "core/base/result.h"
#include "core/channels/recommendation.h"
#include "core/form/session.h"

namespace eteinen::workbench {

struct Matter {
  Json person = Json::MakeObject({{"birthDate", "1986-06-15"}, {"municipality", "Hämeenlinna"}});  // as in a case
  std::string language = "fi";
  bool cannot_speak_on_phone = false;
  bool identified = false;
  std::string acting_for = "none";
  Instant now;

  // The line for `eteinen recommend`.
  Json RecommendLine(std::string_view urgency, std::string_view need) const;
  // How a form about this person begins. Error: as form::PatientFromPlain.
  Result<form::Start> StartOfForm() const;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_MATTER_H_
