// `assess`: {"questionnaire", "answers", "person", "now"} → {"urgency","need","because","complete","unanswered"}.
//
// The questionnaires are the files of assets/questionnaires, named by id or url; several of them are asked as one form
// (tools/cli/assess_together.h), where the gravest decides; each takes the answers whose linkIds it has. Answers are
// plain: boolean, number, text, a code, or a list. For authors, with `"whatIf":true` and one questionnaire: also
// `decides`, the id of the rule, and `wouldChange`, the nearest answers that lead elsewhere (core/form/what_if.h).
#include <algorithm>
#include <memory>

#include "core/calendar/instant.h"
#include "core/fhirpath/model.h"
#include "core/form/assessment.h"
#include "core/form/plain_answer.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"
#include "core/form/what_if.h"
#include "tools/cli/assess_together.h"
#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

struct Module {
  std::string id;
  std::string url;
  form::Questionnaire questionnaire;
  std::vector<form::Rule> rules;
};
using Modules = std::vector<Module>;

Result<Modules> LoadModules(const std::string& folder) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  Modules modules;
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    const auto failed = [&](const Error& error) {
      return Error{error.kind, path + ": " + error.message, error.path, std::nullopt};
    };
    ETEINEN_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
    Result<Json> file = ParseJson(content);
    if (!file.ok()) return failed(file.error());
    Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*std::move(file), fhirpath::FullModel());
    if (!questionnaire.ok()) return failed(questionnaire.error());
    Result<std::vector<form::Rule>> rules = form::ReadRules(*questionnaire);
    if (!rules.ok()) return failed(rules.error());
    const Json& json = questionnaire->json();
    std::string id = json["id"].AsString();
    std::string url = json["url"].AsString();
    modules.push_back({std::move(id), std::move(url), *std::move(questionnaire), *std::move(rules)});
  }
  return modules;
}

Result<std::vector<const Module*>> ChosenModules(const Modules& modules, const Json& line) {
  const Json& named = line["questionnaire"];
  std::vector<const Module*> chosen;
  const auto choose = [&](const Json& name, const std::string& path) -> Status {
    if (!name.IsString()) return InputError("expected an id or a url", path);
    for (const Module& module : modules) {
      if (module.id != name.AsString() && module.url != name.AsString() &&
          module.questionnaire.canonical() != name.AsString()) {
        continue;
      }
      if (std::find(chosen.begin(), chosen.end(), &module) == chosen.end()) chosen.push_back(&module);
      return Ok{};
    }
    return Error{ErrorKind::kNotFound, "no questionnaire \"" + name.AsString() + "\"", path, std::nullopt};
  };
  if (!named.IsArray()) {
    ETEINEN_RETURN_IF_ERROR(choose(named, "questionnaire"));
    return chosen;
  }
  for (std::size_t i = 0; i < named.Items().size(); ++i) {
    ETEINEN_RETURN_IF_ERROR(choose(named.Items()[i], JoinPath("questionnaire", i)));
  }
  if (chosen.empty()) return InputError("expected at least one questionnaire", "questionnaire");
  return chosen;
}

Json Reply(const form::Assessment& assessment) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json because = Json::MakeArray();
  for (const form::Because& reason : assessment.because) {
    because.Append(Json::MakeObject(
        {{"linkId", reason.link_id}, {"answer", form::PlainAnswer(reason.answer)}, {"rule", reason.rule}}));
  }
  Json unanswered = Json::MakeArray();
  for (const std::string& link_id : assessment.unanswered) unanswered.Append(link_id);
  return Json::MakeObject({{"urgency", text_or_null(assessment.urgency)},
                           {"need", text_or_null(assessment.need)},
                           {"because", std::move(because)},
                           {"complete", assessment.complete},
                           {"unanswered", std::move(unanswered)}});
}

// Adds what decides, and what would have to be different.
Status AddWhatIf(const Module& module, const Json& answers, const form::Start& start, const std::string& decides,
                 Json& reply) {
  ETEINEN_ASSIGN_OR_RETURN(form::Session session, form::Session::Begin(module.questionnaire, start));
  ETEINEN_RETURN_IF_ERROR(form::SetPlainAnswers(session, answers));
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<form::WhatIf> changes,
                           form::WhatWouldChange(session, module.rules, start));
  Json list = Json::MakeArray();
  for (const form::WhatIf& change : changes) {
    list.Append(Json::MakeObject({{"linkId", change.link_id},
                                  {"answer", form::PlainAnswer(change.answers)},
                                  {"urgency", change.urgency},
                                  {"need", change.need},
                                  {"rule", change.rule}}));
  }
  reply.Set("decides", decides.empty() ? Json() : Json(decides));
  reply.Set("wouldChange", std::move(list));
  return Ok{};
}

std::vector<const form::Questionnaire*> FormsOf(const std::vector<const Module*>& chosen) {
  std::vector<const form::Questionnaire*> forms;
  forms.reserve(chosen.size());
  for (const Module* module : chosen) forms.push_back(&module->questionnaire);
  return forms;
}

Result<Json> Answer(const Modules& modules, const Json& line) {
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<const Module*> chosen, ChosenModules(modules, line));
  ETEINEN_ASSIGN_OR_RETURN(const std::string now_text, ReadString(line, "now"));
  const Result<Instant> now = ParseInstant(now_text);
  if (!now.ok()) return InputError(now.error().message, "now");
  const Json& answers = line["answers"];
  if (!answers.IsObject() && !answers.IsNull()) return InputError("expected an object", "answers");
  const Module& first = *chosen.front();
  for (const auto& [link_id, value] : answers.Members()) {
    if (chosen.size() == 1 && first.questionnaire.Find(link_id) < 0) {
      return InputError("no such question", JoinPath("answers", link_id));
    }
  }
  form::Start start;
  start.now = now_text;
  ETEINEN_ASSIGN_OR_RETURN(Json patient, form::PatientFromPlain(line["person"], *now, "person"));
  start.launch = Json::MakeObject({{"patient", std::move(patient)}});
  ETEINEN_ASSIGN_OR_RETURN(const form::Assessment assessment,
                           chosen.size() == 1 ? form::AssessPlain(first.questionnaire, first.rules, answers, start)
                                              : AssessTogether(FormsOf(chosen), answers, start));
  Json reply = Reply(assessment);
  if (line["whatIf"].AsBool()) {
    if (chosen.size() != 1) return InputError("one questionnaire at a time", "whatIf");
    ETEINEN_RETURN_IF_ERROR(AddWhatIf(first, answers, start, assessment.rule, reply));
  }
  return reply;
}

}  // namespace

Result<Handler> AssessCommand(const Folders& folders) {
  ETEINEN_ASSIGN_OR_RETURN(Modules loaded, LoadModules(folders.assets + "/questionnaires"));
  const auto modules = std::make_shared<const Modules>(std::move(loaded));
  return Handler([modules](const Json& line) { return Answer(*modules, line); });
}

}  // namespace eteinen::cli
