#include "core/form/unused_answers.h"

#include <algorithm>

#include "core/fhir/element.h"
#include "core/form/danger_page.h"
#include "core/form/program.h"

namespace eteinen::form {
namespace {

// Whether the author says that an item is asked for the professional to read, not for the rules.
bool IsForProfessional(const Item& item) {
  const fhir::Choice value = fhir::ExtensionValue(*item.definition, kForProfessionalUrl);
  return value && value.value->AsBool();
}

// Items that something besides the rules reads: conditions and expressions of other items.
std::vector<bool> ReadItems(const Questionnaire& questionnaire) {
  std::vector<bool> read(questionnaire.items().size());
  for (const FormExpression& expression : questionnaire.program().expressions) {
    for (const int item : expression.reads) read[static_cast<std::size_t>(item)] = true;
  }
  for (const Item& item : questionnaire.items()) {
    for (const EnableCondition& condition : item.enable_when) {
      if (condition.question >= 0) read[static_cast<std::size_t>(condition.question)] = true;
    }
  }
  return read;
}

// Questions that nothing reads, in a form that has a danger page and so is there to come to an outcome.
void FindQuestions(const Questionnaire& questionnaire, const Judgement& judgement, std::vector<UnusedAnswer>& found) {
  if (DangerPage(questionnaire, judgement) < 0) return;
  std::vector<bool> read = ReadItems(questionnaire);
  for (const Asked& asked : judgement.questions) read[static_cast<std::size_t>(asked.item)] = asked.distinguished;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const Item& item = questionnaire.items()[i];
    if (read[i] || !item.IsQuestion() || item.read_only || IsForProfessional(item)) continue;
    found.push_back({item.link_id, "nothing depends on what is answered"});
  }
}

// Answers that no condition uses. Where a question has no "none of these", one answer may stand for all that is not
// asked about by name.
void FindOptions(const Questionnaire& questionnaire, const Judgement& judgement, std::vector<UnusedAnswer>& found) {
  for (const Asked& asked : judgement.questions) {
    const Item& item = questionnaire.items()[static_cast<std::size_t>(asked.item)];
    const bool has_none =
        std::any_of(item.options.begin(), item.options.end(), [](const Option& o) { return o.exclusive; });
    if ((!has_none && asked.unused.size() < 2) || IsForProfessional(item)) continue;
    std::string codes;
    for (const int option : asked.unused) {
      const Json& value = *item.options[static_cast<std::size_t>(option)].value;
      codes += (codes.empty() ? "" : ", ") + (value.IsObject() ? value["code"].AsString() : WriteJson(value));
    }
    if (!codes.empty()) {
      found.push_back({item.link_id, "nothing depends on the answers " + codes});
    }
  }
}

}  // namespace

std::vector<UnusedAnswer> UnusedAnswers(const Questionnaire& questionnaire, const Judgement& judgement) {
  std::vector<UnusedAnswer> found;
  FindQuestions(questionnaire, judgement, found);
  FindOptions(questionnaire, judgement, found);
  return found;
}

}  // namespace eteinen::form
