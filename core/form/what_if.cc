#include "core/form/what_if.h"

#include <algorithm>
#include <set>

#include "core/fhir/element.h"
#include "core/form/compare.h"
#include "core/form/legal_answers.h"

namespace eteinen::form {
namespace {

class Changes {
 public:
  Changes(const Session& session, const std::vector<Rule>& rules, const Start& start)
      : session_(session), rules_(rules), start_(start), snapshot_(session.Snapshot()) {
    for (const Rule& rule : rules) read_.insert(rule.reads.begin(), rule.reads.end());
  }

  Result<std::vector<WhatIf>> Find() {
    ETEINEN_ASSIGN_OR_RETURN(const Assessment now, Assess(rules_, session_, start_.language));
    now_ = {"", Json(), now.urgency, now.need, now.rule};
    for (const ItemState& state : session_.Enabled()) {
      const Item& item = session_.questionnaire().items()[static_cast<std::size_t>(state.item)];
      if (read_.count(state.item) == 0 || state.read_only || state.answers.Items().empty()) continue;
      ETEINEN_RETURN_IF_ERROR(item.type == ItemType::kInteger || item.type == ItemType::kDecimal
                                  ? TryNumbers(item, state)
                                  : TryOthers(item, state));
    }
    return std::move(found_);
  }

 private:
  // What comes out with these answers; `link_id` is empty when nothing else is certain.
  Result<WhatIf> With(const ItemState& state, const Json& answers) const {
    Start start = start_;
    ETEINEN_ASSIGN_OR_RETURN(Session changed, Session::Resume(session_.questionnaire(), snapshot_, start));
    ETEINEN_RETURN_IF_ERROR(changed.SetAnswer(state.link_id, state.at, answers));
    ETEINEN_ASSIGN_OR_RETURN(const Assessment assessment, Assess(rules_, changed, start_.language));
    const bool other =
        !assessment.urgency.empty() && (assessment.urgency != now_.urgency || assessment.need != now_.need);
    return WhatIf{other ? std::string(state.link_id) : "", answers, assessment.urgency, assessment.need,
                  assessment.rule};
  }

  Status Try(const ItemState& state, const Json& answers) {
    ETEINEN_ASSIGN_OR_RETURN(WhatIf tried, With(state, answers));
    if (!tried.link_id.empty()) found_.push_back(std::move(tried));
    return Ok{};
  }

  static Json AnswerOf(const Option& option) {
    Json answer = Json::MakeObject();
    answer.Set(option.key, *option.value);
    return answer;
  }

  static bool Has(const Json& answers, const Option& option) {
    return std::any_of(answers.Items().begin(), answers.Items().end(), [&](const Json& answer) {
      const fhir::Choice choice = fhir::ChoiceOf(answer);
      return choice && SameValue(choice.key, *choice.value, option.key, *option.value);
    });
  }

  // The set with the option taken out, or put in without what it excludes and what excludes it.
  static Json Toggled(const Item& item, const Json& answers, const Option& option) {
    const bool had = Has(answers, option);
    Json toggled = Json::MakeArray();
    for (const Option& other : item.options) {
      if (&other == &option) {
        if (!had) toggled.Append(AnswerOf(option));
      } else if (Has(answers, other) && (had || (!option.exclusive && !other.exclusive))) {
        toggled.Append(AnswerOf(other));
      }
    }
    return toggled;
  }

  Status TryOthers(const Item& item, const ItemState& state) {
    if (item.type == ItemType::kBoolean) {
      const bool is_true = fhir::ChoiceOf(state.answers.Items().front()).value->AsBool();
      return Try(state, Json::MakeArray({Json::MakeObject({{"valueBoolean", !is_true}})}));
    }
    for (const Option& option : item.options) {
      if (!item.repeats && Has(state.answers, option)) continue;
      const Json answers = item.repeats ? Toggled(item, state.answers, option) : Json::MakeArray({AnswerOf(option)});
      if (!answers.Items().empty()) ETEINEN_RETURN_IF_ERROR(Try(state, answers));
    }
    return Ok{};
  }

  // The first number below and the first above that change the outcome.
  Status TryNumbers(const Item& item, const ItemState& state) {
    const std::vector<Json> legal = LegalAnswersOf(item).all;
    const fhir::Choice now = fhir::ChoiceOf(state.answers.Items().front());
    const auto is_below = [&](const Json& answers) {
      if (answers.Items().empty()) return true;
      const fhir::Choice one = fhir::ChoiceOf(answers.Items().front());
      return Compare(one.key, *one.value, now.key, *now.value) == Order::kLess;
    };
    const auto here = std::find_if_not(legal.begin(), legal.end(), is_below);
    for (auto below = here; below != legal.begin();) {
      if ((--below)->Items().empty()) continue;
      ETEINEN_ASSIGN_OR_RETURN(WhatIf tried, With(state, *below));
      if (tried.link_id.empty()) continue;
      found_.push_back(std::move(tried));
      break;
    }
    for (auto above = here; above != legal.end(); ++above) {
      ETEINEN_ASSIGN_OR_RETURN(WhatIf tried, With(state, *above));
      if (tried.link_id.empty()) continue;
      found_.push_back(std::move(tried));
      break;
    }
    return Ok{};
  }

  const Session& session_;
  const std::vector<Rule>& rules_;
  const Start& start_;
  Json snapshot_;
  std::set<int> read_;
  WhatIf now_;
  std::vector<WhatIf> found_;
};

}  // namespace

Result<std::vector<WhatIf>> WhatWouldChange(const Session& session, const std::vector<Rule>& rules,
                                            const Start& start) {
  return Changes(session, rules, start).Find();
}

}  // namespace eteinen::form
