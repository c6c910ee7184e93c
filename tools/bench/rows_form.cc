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

// `budget` is that of one answer.
void FormRow(const std::string& name, const std::string& file, const std::string& what, const Shown& budget) {
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
  const double kept = static_cast<double>(BytesInUse() - before);
  Report("form.compile." + name, "ns", TimePerCall([&] { (void)form::CompileQuestionnaire(source, model); }),
         {.what = "read the form: " + what});
  Report("form.begin." + name, "ns", TimePerCall([&] { (void)form::Session::Begin(questionnaire, start); }),
         {.what = "open the form: " + what});

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
  const auto touched = static_cast<double>(session.evaluated() - evaluated);
  int turn = 0;
  Shown shown = budget;
  shown.what = "one answer: " + what;
  Report("form.answer." + name, "ns", TimePerCall([&] { answer(turn = 1 - turn); }), shown);
  Report("form.evaluated." + name, "expressions", Once(touched), {.what = "expressions that it evaluates"});
  const bool bounded = name == "sections-1000";
  Report("form.memory." + name, "bytes", Once(kept),
         {.what = "memory of the session: " + what, .native_budget = bounded ? 8 << 20 : 0.0});
}

}  // namespace

void FormRows(const std::string& data) {
  const Shown budget = {.native_budget = 1.5e6, .wasm_budget = 2.4e6};
  FormRow("chained-400", data + "/form-chained-400.json", "400 items, 397 calculations", {});
  FormRow("sections-1000", data + "/form-sections-1000.json", "1000 items, 630 expressions", budget);
  if (!IsCounting())
    FormRow("sections-10000", data + "/form-sections-10000.json", "10 000 items, 6300 expressions", budget);
}

}  // namespace eteinen::bench
