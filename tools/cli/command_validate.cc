// `validate`: {"questionnaire","response","now"?} → {"valid","issues"}. Without `now`, expressions that ask for the
// time get the instant at which the response was written, or else the present one.
#include <ctime>

#include "core/calendar/instant.h"
#include "core/form/validate.h"
#include "tools/cli/command.h"
#include "tools/cli/terminology.h"

namespace eteinen::cli {

Result<Handler> ValidateCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(const std::shared_ptr<const form::Terminology> terminology, ReadTerminology(folders));
  return Handler([terminology](const Json& line) -> Result<Json> {
    ETEINEN_ASSIGN_OR_RETURN(const Json* source, ReadObject(line, "questionnaire"));
    ETEINEN_ASSIGN_OR_RETURN(const Json* response, ReadObject(line, "response"));
    ETEINEN_ASSIGN_OR_RETURN(const std::optional<std::string> now, OptionalString(line, "now"));
    ETEINEN_ASSIGN_OR_RETURN(const form::Questionnaire questionnaire,
                             form::CompileQuestionnaire(*source, fhirpath::FullModel()));
    form::ValidateOptions options;
    const std::string& authored = (*response)["authored"].AsString();
    options.now = now ? *now : ParseInstant(authored).ok() ? authored : FormatInstant(Instant{std::time(nullptr)});
    options.launch = line["launch"];
    options.terminology = terminology.get();
    const std::vector<form::Issue> issues = form::Validate(questionnaire, *response, options);
    Json list = Json::MakeArray();
    for (const form::Issue& issue : issues) list.Append(form::ToJson(issue));
    Json reply = Json::MakeObject({{"valid", form::IsValid(issues)}});
    reply.Set("issues", std::move(list));
    return reply;
  });
}

}  // namespace eteinen::cli
