// Cases judged one by one by the text of FHIR R4 and SDC, kept as data: judged/validate.ndjson and judged/fill.ndjson.
#include <gtest/gtest.h>

#include <fstream>

#include "core/fhir/element.h"
#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

// Calls `judge` with each line of a file.
template <typename Judge>
void ForEachCase(const std::string& file, const Judge& judge) {
  std::ifstream lines("tests/core/form/judged/" + file);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const Json one = Read(line);
    SCOPED_TRACE(one["name"].AsString());
    judge(one);
  }
  EXPECT_GT(count, 50);
}

Questionnaire FormOf(const Json& one) {
  Result<Questionnaire> form = CompileQuestionnaire(one["questionnaire"], fhirpath::FullModel());
  EXPECT_TRUE(form.ok());
  return std::move(form).value();
}

// "maxValue@q w:invariant@": code and linkId, warnings marked.
std::string IssueList(const std::vector<Issue>& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    const bool error = issue.severity == "error" || issue.severity == "fatal";
    text += (text.empty() ? "" : " ") + std::string(error ? "" : "w:") + issue.code + "@" + issue.link_id;
  }
  return text;
}

// "a=1,2 g(x=3) q=yes,{more=z}": answers of questions, items of groups, items beneath answers.
std::string ItemList(const Json& items) {
  std::string text;
  for (const Json& item : items.Items()) {
    text += (text.empty() ? "" : " ") + item["linkId"].AsString();
    std::string answers;
    for (const Json& answer : item["answer"].Items()) {
      if (const fhir::Choice value = fhir::ChoiceOf(answer)) {
        const Json& given = *value.value;
        const std::string& code = given["code"].AsString();
        const std::string& reference = given["reference"].AsString();
        answers += answers.empty() ? "" : ",";
        answers += given.Has("value") ? given["value"].NumberSource() + " " + code
                   : !code.empty()    ? code
                   : given.IsString() ? given.AsString()
                   : given.IsObject() ? reference
                                      : WriteJson(given);
      }
      if (answer.Has("item")) answers += (answers.empty() ? "{" : ",{") + ItemList(answer["item"]) + "}";
    }
    if (item.Has("answer")) text += "=" + answers;
    if (item.Has("item")) text += "(" + ItemList(item["item"]) + ")";
  }
  return text;
}

At PlaceOf(const Json& edit) {
  At at;
  for (const Json& index : edit["at"].Items()) at.push_back(static_cast<int>(index.AsInt().value_or(-1)));
  return at;
}

Status Apply(const Json& edit, Session& session) {
  const std::string& op = edit["op"].AsString();
  const std::string& link_id = edit["linkId"].AsString();
  if (op == "set") return session.SetAnswer(link_id, PlaceOf(edit), edit["answer"]);
  if (op == "add") return session.AddInstance(link_id, PlaceOf(edit), edit["answer"]);
  if (op == "remove") return session.RemoveInstance(link_id, PlaceOf(edit));
  return session.MoveInstance(link_id, PlaceOf(edit), static_cast<int>(edit["to"].AsInt().value_or(-1)));
}

TEST(JudgedCases, AreValidatedAsJudged) {
  ForEachCase("validate.ndjson", [](const Json& one) {
    const Questionnaire form = FormOf(one);
    EXPECT_EQ(IssueList(Validate(form, one["response"])), one["issues"].AsString());
  });
}

TEST(JudgedCases, AreFilledInAsJudged) {
  ForEachCase("fill.ndjson", [](const Json& one) {
    const Questionnaire form = FormOf(one);
    for (const bool full : {false, true}) {
      Start start;
      start.now = "2026-11-24T09:15:00+02:00";
      start.launch = one["launch"];
      start.full = full;
      if (one.Has("response")) start.response = &one["response"];
      Result<Session> session = Session::Begin(form, start);
      ASSERT_TRUE(session.ok());
      std::string refused;
      for (const Json& edit : one["edits"].Items()) {
        if (const Status status = Apply(edit, *session); !status.ok()) refused = status.error().message;
      }
      EXPECT_EQ(refused, one["refused"].AsString());
      if (one.Has("enabled")) {
        EXPECT_EQ(Enabled(*session), one["enabled"].AsString());
      }
      if (one.Has("items")) {
        EXPECT_EQ(ItemList(session->Response()["item"]), one["items"].AsString());
      }
      if (one.Has("issues")) {
        EXPECT_EQ(IssueList(session->Issues()), one["issues"].AsString());
      }
    }
  });
}

}  // namespace
}  // namespace eteinen::form
