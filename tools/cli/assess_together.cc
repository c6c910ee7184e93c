#include "tools/cli/assess_together.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/fhirpath/model.h"
#include "core/form/combine.h"
#include "core/form/plain_answer.h"

namespace eteinen::cli {
namespace {

using Forms = std::vector<const form::Questionnaire*>;

const std::string& IdOf(const form::Questionnaire& questionnaire) { return questionnaire.json()["id"].AsString(); }

bool Takes(const form::Questionnaire& form, int item, const Json& value) {
  return form::AnswersFromPlain(form.items()[static_cast<std::size_t>(item)], value, "").ok();
}

// The items of the combined form that a question became (core/form/combine.h).
std::vector<std::string> NamesOf(const std::string& link_id, const Forms& forms, const form::Questionnaire& form) {
  std::vector<std::string> names;
  if (form.Find(link_id) >= 0) names.push_back(link_id);
  for (const form::Questionnaire* one : forms) {
    const std::string own = IdOf(*one) + "." + link_id;
    if (form.Find(own) >= 0) names.push_back(own);
  }
  return names;
}

// The answers by the names of the combined form. What is asked twice with other options gets, each time, the codes that
// it offers, unless it is answered by its own name; what neither offers stays, and is refused.
Result<Json> AnswersFor(const form::Questionnaire& form, const Forms& forms, const Json& answers) {
  Json all = Json::MakeObject();
  for (const auto& member : answers.Members()) {
    const std::string& link_id = member.key;
    const Json& value = member.value;
    std::vector<std::string> names = NamesOf(link_id, forms, form);
    if (names.empty()) return InputError("no such question", JoinPath("answers", link_id));
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const std::string& name) { return name != link_id && answers.Has(name); }),
                names.end());
    const auto taken_by = [&](const std::string& name, const Json& one) { return Takes(form, form.Find(name), one); };
    for (const std::string& name : names) {
      Json kept = Json::MakeArray();
      for (const Json& one : value.IsArray() ? value.Items() : Json::Array{value}) {
        const bool by_any =
            std::any_of(names.begin(), names.end(), [&](const std::string& any) { return taken_by(any, one); });
        if (!by_any || taken_by(name, one)) kept.Append(one);
      }
      if (value.IsArray()) {
        all.Set(name, std::move(kept));
      } else if (!kept.Items().empty()) {
        all.Set(name, value);
      }
    }
  }
  return all;
}

// Questions and rules are called as in their own questionnaire again.
void UseOwnNames(const Forms& forms, form::Assessment& assessment) {
  const auto own_rule = [&](std::string& name) {
    for (const form::Questionnaire* one : forms) {
      if (!name.starts_with(IdOf(*one) + ".")) continue;
      name.erase(0, IdOf(*one).size() + 1);
      return;
    }
  };
  const auto own_question = [&](std::string& name) {
    for (const form::Questionnaire* one : forms) {
      const std::size_t prefix = IdOf(*one).size() + 1;
      if (!name.starts_with(IdOf(*one) + ".") || one->Find(name.substr(prefix)) < 0) continue;
      name.erase(0, prefix);
      return;
    }
  };
  own_rule(assessment.rule);
  for (form::Because& reason : assessment.because) {
    own_question(reason.link_id);
    own_rule(reason.rule);
  }
  std::vector<std::string> unanswered;
  for (std::string& link_id : assessment.unanswered) {
    own_question(link_id);
    if (std::find(unanswered.begin(), unanswered.end(), link_id) == unanswered.end()) unanswered.push_back(link_id);
  }
  assessment.unanswered = std::move(unanswered);
}

}  // namespace

Result<form::Assessment> AssessTogether(const Forms& forms, const Json& answers, const form::Start& start) {
  std::vector<Json> copies;  // without language: the judgement does not read it
  for (const form::Questionnaire* one : forms) copies.push_back(one->json());
  std::vector<const Json*> parts;
  for (Json& copy : copies) {
    copy.Erase("language");
    parts.push_back(&copy);
  }
  ETEINEN_ASSIGN_OR_RETURN(Json combined, form::Combine(parts));
  ETEINEN_ASSIGN_OR_RETURN(const form::Questionnaire questionnaire,
                           form::CompileQuestionnaire(std::move(combined), fhirpath::FullModel()));
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<form::Rule> rules, form::ReadRules(questionnaire));
  ETEINEN_ASSIGN_OR_RETURN(const Json named, AnswersFor(questionnaire, forms, answers));
  ETEINEN_ASSIGN_OR_RETURN(form::Assessment assessment, form::AssessPlain(questionnaire, rules, named, start));
  UseOwnNames(forms, assessment);
  return assessment;
}

}  // namespace eteinen::cli
