#include "tools/backend/forms.h"

#include "core/fhirpath/model.h"
#include "tools/backend/files.h"

namespace eteinen::backend {

Result<std::vector<SentForm>> LoadForms(const std::string& assets) {
  const std::string folder = assets + "/questionnaires";
  ETEINEN_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFiles(folder, ".json"));
  std::vector<SentForm> forms;
  for (const std::string& name : names) {
    const std::string file = folder + "/" + name;
    ETEINEN_ASSIGN_OR_RETURN(Json json, ReadJsonFile(file));
    const Result<form::FormTerms> terms = form::ReadFormTerms(json);
    if (!terms.ok()) return InputError(terms.error().message, file);
    if (!terms->sent) continue;
    Result<form::Questionnaire> compiled = form::CompileQuestionnaire(std::move(json), fhirpath::FullModel());
    if (!compiled.ok()) return InputError(compiled.error().message, file);
    if (!compiled->completable()) return InputError("the form cannot be completed", file);
    std::string id = compiled->json()["id"].AsString();
    std::string url = compiled->json()["url"].AsString();
    forms.push_back({std::move(id), std::move(url), *terms, *std::move(compiled)});
  }
  return forms;
}

const SentForm* FindForm(const std::vector<SentForm>& forms, std::string_view canonical) {
  const std::string_view url = canonical.substr(0, canonical.find('|'));
  for (const SentForm& form : forms) {
    if (form.url == url) return &form;
  }
  return nullptr;
}

}  // namespace eteinen::backend
