#include "tools/workbench/matter.h"

#include "core/form/plain_answer.h"

namespace eteinen::workbench {

Json Matter::RecommendLine(std::string_view urgency, std::string_view need) const {
  Json line = Json::MakeObject({{"urgency", urgency}, {"need", need}});
  line.Set("person", person);
  line.Set("language", language);
  line.Set("cannotSpeakOnPhone", cannot_speak_on_phone);
  line.Set("identified", identified);
  line.Set("actingFor", acting_for);
  line.Set("now", FormatInstant(now));
  return line;
}

Result<form::Start> Matter::StartOfForm() const {
  form::Start start;
  start.now = FormatInstant(now);
  start.language = language;
  ETEINEN_ASSIGN_OR_RETURN(Json patient, form::PatientFromPlain(person, now, "person"));
  start.launch = Json::MakeObject({{"patient", std::move(patient)}});
  return start;
}

}  // namespace eteinen::workbench
