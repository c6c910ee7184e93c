// Small builders for the tests of forms.
#ifndef ETEINEN_TESTS_CORE_FORM_BUILDERS_H_
#define ETEINEN_TESTS_CORE_FORM_BUILDERS_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/form/session.h"
#include "core/form/validate.h"

namespace eteinen::form {

inline constexpr char kNow[] = "2026-11-24T09:00:00+02:00";

// JSON that a test wrote itself.
Json Read(std::string_view text);
// A Questionnaire with these items, compiled; `items` is a JSON array. `extra` are further members.
Questionnaire Form(const std::string& items, const std::string& extra = "");
// An item: `more` are further members, such as R"("repeats":true)".
std::string ItemText(const std::string& link_id, const std::string& type, const std::string& more = "");
// An SDC expression extension, such as Expression("calculatedExpression", "1 + 1").
std::string Expression(const std::string& kind, const std::string& text);
std::string Variable(const std::string& name, const std::string& text);

Session Begin(const Questionnaire& form, bool full = false);
Session Begin(const Questionnaire& form, const Json& response, bool full = false);

// Answers as short text: "3", "true", "abc", a coding's code; several joined with ",". "" when there are none.
std::string Answers(const Session& session, std::string_view link_id, const At& at = {});
// "a b[0] b[1]": the enabled items in order.
std::string Enabled(const Session& session);
// "code linkId" of each issue, joined with "; ".
std::string Codes(const std::vector<Issue>& issues);

Json Int(int value);
Json Text(const std::string& value);
Json Bool(bool value);
Json Code(const std::string& code);

// The value sets in assets/terminology.
Terminology KnownTerminology();

}  // namespace eteinen::form

#endif  // ETEINEN_TESTS_CORE_FORM_BUILDERS_H_
