// Several symptoms at once, assessed as they are on the screen: as one form (core/form/combine.h), in which what the
// questionnaires share is answered once and the gravest rule of them all decides.
#ifndef ETEINEN_TOOLS_CLI_ASSESS_TOGETHER_H_
#define ETEINEN_TOOLS_CLI_ASSESS_TOGETHER_H_

#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/form/assessment.h"
#include "core/form/questionnaire.h"
#include "core/form/session.h"

namespace eteinen::cli {

// `answers` are plain (core/form/plain_answer.h) and named as in the questionnaires, as are the questions of the
// assessment; a name that several have is answered in all of them, as far as they offer that option, or by
// "<id>.<linkId>" in one of those that ask it otherwise than the first. Their languages may differ. Errors: kInput as
// of Combine and AssessPlain, with the place ("answers.duration").
Result<form::Assessment> AssessTogether(const std::vector<const form::Questionnaire*>& forms, const Json& answers,
                                        const form::Start& start);

}  // namespace eteinen::cli

#endif  // ETEINEN_TOOLS_CLI_ASSESS_TOGETHER_H_
