#include "core/form/form_terms.h"

#include "core/calendar/civil_time.h"
#include "core/fhir/element.h"

namespace eteinen::form {
namespace {

constexpr std::string_view kFormUrl = "urn:eteinen:form";
constexpr std::string_view kAskEveryTimeUrl = "urn:eteinen:ask-every-time";

// "P3M" or "P14D".
Status ReadPeriod(std::string_view text, FormTerms& terms) {
  int number = 0;
  const bool framed = text.size() >= 3 && text.size() <= 5 && text.front() == 'P';
  const char unit = framed ? text.back() : ' ';
  for (const char c : framed ? text.substr(1, text.size() - 2) : std::string_view()) {
    if (c < '0' || c > '9') return InputError("expected months or days, such as P3M", "asked-again-after");
    number = number * 10 + (c - '0');
  }
  if (number == 0 || (unit != 'M' && unit != 'D')) {
    return InputError("expected months or days, such as P3M", "asked-again-after");
  }
  (unit == 'M' ? terms.asked_again_after_months : terms.asked_again_after_days) = number;
  return Ok{};
}

}  // namespace

Result<FormTerms> ReadFormTerms(const Json& questionnaire) {
  FormTerms terms;
  const Json* form = fhir::Extension(questionnaire, kFormUrl);
  if (form == nullptr) return terms;
  for (const Json& part : (*form)["extension"].Items()) {
    const std::string& url = part["url"].AsString();
    if (url == "kind") {
      terms.kind = part["valueCode"].AsString();
    } else if (url == "send") {
      const std::string& who = part["valueCode"].AsString();
      if (who != "identified" && who != "anyone") return InputError("expected identified or anyone", "send");
      terms.sent = true;
      terms.identified = who == "identified";
    } else if (url == "prefill") {
      terms.prefilled = part["valueBoolean"].AsBool();
    } else if (url == "asked-again-after") {
      ETEINEN_RETURN_IF_ERROR(ReadPeriod(part["valueString"].AsString(), terms));
    } else if (url != "sent") {
      return InputError("unknown", url);
    }
  }
  if (terms.kind.empty()) return InputError("says no kind", "kind");
  return terms;
}

LocalText SentText(const Json& questionnaire, std::string_view language) {
  const Json* form = fhir::Extension(questionnaire, kFormUrl);
  const Json* sent = form == nullptr ? nullptr : fhir::Extension(*form, "sent");
  return sent == nullptr ? LocalText()
                         : Localised(*sent, "valueString", language, questionnaire["language"].AsString());
}

bool StillHold(const FormTerms& terms, Instant answered, Instant now) {
  const CivilDay until =
      AddDays(AddMonths(ToHelsinki(answered).day, terms.asked_again_after_months), terms.asked_again_after_days);
  return ToHelsinki(now).day < until;
}

bool IsAskedEveryTime(const Item& item) {
  const Json* mark = fhir::Extension(*item.definition, kAskEveryTimeUrl);
  return mark != nullptr && (*mark)["valueBoolean"].AsBool();
}

}  // namespace eteinen::form
