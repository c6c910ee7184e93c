// Any form with rules, put together as the bytes of the input choose: walking through it ends, and, when the form has
// no fault, never says otherwise than assessing a resident's answers would.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/form/assessment.h"
#include "core/form/legal_answers.h"
#include "core/form/lint.h"
#include "core/form/rules.h"
#include "core/form/walk.h"
#include "tests/fuzz/fuzz.h"

namespace eteinen {
namespace {

class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  // Less than `limit`. After its end the input goes on, as it were, with numbers that follow from it.
  std::size_t Below(std::size_t limit) {
    const std::size_t byte = at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_++]) : 0;
    state_ = (state_ + byte + 1) * 6364136223846793005u;
    return at_ < bytes_.size() ? byte % limit : static_cast<std::size_t>(state_ >> 33) % limit;
  }
  bool Maybe() { return Below(2) == 1; }
  template <std::size_t kSize>
  std::string Of(const char* const (&texts)[kSize]) {
    return texts[Below(kSize)];
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t state_ = 0;
};

// Those more often of which every answer can be looked at.
constexpr const char* kTypes[] = {"boolean", "boolean", "boolean", "choice",   "choice",      "choice",
                                  "integer", "integer", "decimal", "string",   "open-choice", "date",
                                  "time",    "url",     "text",    "quantity", "attachment"};
constexpr const char* kNumbers[] = {"0", "1", "2", "3", "7", "-1", "0.25", "120"};
constexpr const char* kFarthest[] = {"9223372036854775807", "-9223372036854775808", "1e30", "-1e30"};
constexpr const char* kComparisons[] = {" = ", " > ", " <= ", " != "};
constexpr const char* kUrgencies[] = {"emergency", "today", "within-3-days", "routine", "self-care"};

std::string Extension(const std::string& url, const std::string& value) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + url + R"(",)" + value + "}";
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

std::string Limit(Choices& choices, const std::string& url, const std::string& key) {
  std::string number = choices.Below(16) == 1 ? choices.Of(kFarthest) : choices.Of(kNumbers);
  if (key == "valueInteger" && number == "0.25") number = "4";
  return Extension(url, '"' + key + "\":" + number);
}

struct Asked {
  std::string name;
  std::string type;
};

std::string Question(Choices& choices, const std::vector<Asked>& before, Asked& asked) {
  asked = {"q" + std::to_string(before.size()), choices.Of(kTypes)};
  std::vector<std::string> parts = {R"("linkId":")" + asked.name + R"(","text":"?","type":")" + asked.type + '"'};
  if (choices.Maybe()) parts.push_back(R"("required":true)");
  if (choices.Below(4) == 1) parts.push_back(R"("repeats":true)");
  if (asked.type.ends_with("choice")) {
    std::vector<std::string> options;
    const std::size_t count = choices.Below(5);
    for (std::size_t o = 0; o < count; ++o) {
      options.push_back(
          R"({"valueCoding":{"code":"c)" + std::to_string(o) + R"("})" +
          (choices.Below(8) == 1
               ? R"(,"extension":[)" + Extension("questionnaire-optionExclusive", R"("valueBoolean":true)") + "]"
               : "") +
          "}");
    }
    parts.push_back(options.empty() ? R"("answerValueSet":"urn:elsewhere")"
                                    : R"("answerOption":[)" + Joined(options) + "]");
  }
  std::vector<std::string> extensions;
  const std::string key = asked.type == "integer" ? "valueInteger" : "valueDecimal";
  if (asked.type == "integer" || asked.type == "decimal") {
    if (choices.Below(4) > 0) extensions.push_back(Limit(choices, "minValue", key));
    if (choices.Below(4) > 0) extensions.push_back(Limit(choices, "maxValue", key));
  }
  if (choices.Below(6) == 1) {
    extensions.push_back(
        Extension("questionnaire-maxOccurs", R"("valueInteger":)" + std::to_string(choices.Below(3) + 1)));
  }
  if (!extensions.empty()) parts.push_back(R"("extension":[)" + Joined(extensions) + "]");
  if (!before.empty() && choices.Below(3) == 1) {
    const Asked& on = before[choices.Below(before.size())];
    parts.push_back(
        R"("enableWhen":[{"question":")" + on.name +
        (on.type == "boolean" && choices.Maybe()
             ? R"(","operator":"=","answerBoolean":true}])"
             : R"(","operator":"exists","answerBoolean":)" + std::string(choices.Maybe() ? "true" : "false") + "}]"));
  }
  return "{" + Joined(parts) + "}";
}

std::string Condition(Choices& choices, const std::vector<Asked>& asked, int depth) {
  if (depth < 3) {
    switch (choices.Below(6)) {
      case 1:
        return "(" + Condition(choices, asked, depth + 1) + " and " + Condition(choices, asked, depth + 1) + ")";
      case 2:
        return "(" + Condition(choices, asked, depth + 1) + " or " + Condition(choices, asked, depth + 1) + ")";
      case 3:
        return "(" + Condition(choices, asked, depth + 1) + ").not()";
      default:
        break;
    }
  }
  const Asked& of = asked[choices.Below(asked.size())];
  const std::string answer = "%resource.repeat(item).where(linkId = '" + of.name + "').answer";
  switch (choices.Below(5)) {
    case 1:
      return answer + ".exists()";
    case 2:
      return answer + ".count()" + choices.Of(kComparisons) + choices.Of(kNumbers);
    default:
      break;
  }
  if (of.type == "boolean") return answer + ".value = " + (choices.Maybe() ? "true" : "false");
  if (of.type.ends_with("choice")) {
    return answer + ".value.where(code = 'c" + std::to_string(choices.Below(5)) + "').exists()";
  }
  if (of.type == "integer" || of.type == "decimal") {
    return answer + ".value" + choices.Of(kComparisons) + choices.Of(kNumbers);
  }
  return answer + ".value.empty()";
}

std::string Rule(Choices& choices, std::size_t number, const std::string& condition) {
  return R"({"url":"urn:eteinen:rule","extension":[{"url":"id","valueCode":"r)" + std::to_string(number) +
         R"("},{"url":"condition","valueExpression":{"language":"text/fhirpath","expression":")" + condition +
         R"("}},{"url":"urgency","valueCode":")" + choices.Of(kUrgencies) +
         R"("},{"url":"need","valueCode":"health"},{"url":"danger","valueBoolean":)" +
         (choices.Below(4) == 1 ? "true" : "false") + R"(},{"url":"title","valueString":"?"}]})";
}

std::string AnyForm(Choices& choices) {
  std::vector<Asked> asked;
  std::vector<std::string> items;
  for (std::size_t left = choices.Below(5) + 1; left > 0; --left) {
    Asked last;
    items.push_back(Question(choices, asked, last));
    asked.push_back(last);
  }
  std::vector<std::string> rules;
  const std::size_t count = choices.Below(4) + 1;
  std::string any;
  while (rules.size() < count) {
    const std::string condition = Condition(choices, asked, 0);
    any += (any.empty() ? "" : " or ") + condition;
    rules.push_back(Rule(choices, rules.size(), condition));
  }
  // Often one for whatever the others leave.
  if (choices.Below(4) > 0) rules.push_back(Rule(choices, count, "(" + any + ").not()"));
  return R"({"resourceType":"Questionnaire","url":"urn:t","status":"active","extension":[)" + Joined(rules) +
         R"(],"item":[)" + Joined(items) + "]}";
}

// Whether these answers, whichever the bytes choose, come to an outcome.
bool HasOutcome(Choices& choices, const form::Questionnaire& questionnaire, const std::vector<form::Rule>& rules,
                const form::Start& start) {
  Result<form::Session> session = form::Session::Begin(questionnaire, start);
  if (!session.ok()) std::abort();
  std::set<std::string> asked;
  for (bool more = true; more;) {
    more = false;
    for (const form::ItemState& state : session->Enabled()) {
      const form::Item& item = questionnaire.items()[static_cast<std::size_t>(state.item)];
      if (!item.IsQuestion() || !asked.insert(item.link_id).second) continue;
      const std::vector<Json> legal = form::LegalAnswersOf(item).all;
      if (!session->SetAnswer(item.link_id, {}, legal[choices.Below(legal.size())]).ok()) std::abort();
      more = true;
      break;
    }
  }
  const Result<form::Assessment> assessment = form::Assess(rules, *session, "fi");
  return assessment.ok() && assessment->complete && !assessment->rule.empty();
}

}  // namespace

void FuzzOne(std::string_view input) {
  Choices choices(input);
  const std::string text = AnyForm(choices);
  const Result<form::Questionnaire> questionnaire = form::CompileQuestionnaire(*ParseJson(text));
  if (!questionnaire.ok()) return;
  const Result<std::vector<form::Rule>> rules = form::ReadRules(*questionnaire);
  if (!rules.ok()) return;
  form::Start start;
  start.now = "2026-11-24T07:00:00Z";
  const form::Walk walk = form::WalkThrough(*questionnaire, *rules, start);
  const bool far = std::any_of(std::begin(kFarthest), std::end(kFarthest),
                               [&](const char* number) { return text.find(number) != std::string::npos; });
  if (far || !form::Lint(*questionnaire).empty()) return;  // answers between such limits are not all tried
  for (const form::WalkFinding& finding : walk.findings) {
    if (finding.kind != form::WalkFinding::Kind::kAssessedElse) continue;
    std::fprintf(stderr, "%s\n%s: %s\n", text.c_str(), finding.place.c_str(), finding.message.c_str());
    std::abort();
  }
  const bool proven = walk.sampled.empty() &&
                      std::none_of(walk.findings.begin(), walk.findings.end(), [](const form::WalkFinding& finding) {
                        return finding.kind == form::WalkFinding::Kind::kNoOutcome ||
                               finding.kind == form::WalkFinding::Kind::kNotWalked ||
                               finding.kind == form::WalkFinding::Kind::kConditionFails;
                      });
  for (int i = 0; proven && i < 8; ++i) {
    if (HasOutcome(choices, *questionnaire, *rules, start)) continue;
    std::fprintf(stderr, "%s\nanswers without an outcome\n", text.c_str());
    std::abort();
  }
}

}  // namespace eteinen
