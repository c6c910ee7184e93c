// One answer in forms of many calculations, and what a session costs to open and to keep.
#include <cstdio>
#include <cstdlib>

#include "core/form/session.h"
#include "tools/bench/measure.h"

namespace eteinen::bench {
namespace {

template <typename T>
T Checked(Result<T> result, const std::string& what) {
  if (!result.ok()) {
    std::fprintf(stderr, "bench: %s: %s\n", what.c_str(), result.error().message.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

Spread Once(double value) { return {value, value, value, 1}; }

void FormRow(const std::string& name, const std::string& file) {
  const Json source = LoadJson(file);
  const fhirpath::Model& model = fhirpath::SmallModel();
  const form::Questionnaire questionnaire = Checked(form::CompileQuestionnaire(source, model), name);
  for (const form::LoadIssue& issue : questionnaire.issues()) {
    if (!issue.blocks) continue;
    std::fprintf(stderr, "bench: %s: %s\n", name.c_str(), issue.message.c_str());
    std::exit(1);
  }
  form::Start start;
  start.now = "2026-11-24T09:15:00+02:00";

  const std::size_t before = BytesInUse();
  form::Session session = Checked(form::Session::Begin(questionnaire, start), name);
  Report("form.memory." + name, "bytes", Once(static_cast<double>(BytesInUse() - before)));
  Report("form.compile." + name, "ns", TimePerCall([&] { (void)form::CompileQuestionnaire(source, model); }));
  Report("form.begin." + name, "ns", TimePerCall([&] { (void)form::Session::Begin(questionnaire, start); }));

  const Json answers[] = {*ParseJson(R"([{"valueInteger":1}])"), *ParseJson(R"([{"valueInteger":2}])")};
  const auto answer = [&](int which) {
    if (!session.SetAnswer("in1", {}, answers[which]).ok()) {
      std::fprintf(stderr, "bench: %s: the answer was refused\n", name.c_str());
      std::exit(1);
    }
  };
  for (const char* other : {"in2", "in3"}) (void)session.SetAnswer(other, {}, answers[0]);  // where there are such
  answer(1);
  const std::size_t evaluated = session.evaluated();
  answer(0);
  Report("form.evaluated." + name, "expressions", Once(static_cast<double>(session.evaluated() - evaluated)));
  int turn = 0;
  Report("form.answer." + name, "ns", TimePerCall([&] { answer(turn = 1 - turn); }));
}

}  // namespace

void FormRows(const std::string& data) {
  FormRow("chained-400", data + "/form-chained-400.json");
  FormRow("sections-1000", data + "/form-sections-1000.json");
  FormRow("sections-10000", data + "/form-sections-10000.json");
}

}  // namespace eteinen::bench
