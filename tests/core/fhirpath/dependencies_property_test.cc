// What an expression does not depend on cannot change its result: on generated expressions of every syntactic form, an
// item that DependenciesOf() does not name is answered differently, and the result must be the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

// a(group: b, c), d, e(with f beneath its answer), g(twice, with h): every question holds an integer, or nothing.
class Response {
 public:
  static constexpr std::string_view kQuestions[] = {"b", "c", "d", "e", "f", "h"};

  // `values`: one for each question; below 0 there is no answer.
  static Json Of(const std::vector<int>& values) {
    const auto question = [&](std::string_view link_id, Json below = Json()) {
      const auto place = std::find(std::begin(kQuestions), std::end(kQuestions), link_id) - std::begin(kQuestions);
      const int value = values[static_cast<std::size_t>(place)];
      Json item = Json::MakeObject({{"linkId", link_id}});
      if (value < 0) return item;
      Json answer = Json::MakeObject({{"valueInteger", value}});
      if (below.IsObject()) answer.Set("item", Json::MakeArray({std::move(below)}));
      item.Set("answer", Json::MakeArray({std::move(answer)}));
      return item;
    };
    const auto group = [](std::string_view link_id, Json items) {
      Json item = Json::MakeObject({{"linkId", link_id}});
      item.Set("item", std::move(items));
      return item;
    };
    Json response = Json::MakeObject({{"resourceType", "QuestionnaireResponse"}, {"status", "in-progress"}});
    response.Set("item", Json::MakeArray({group("a", Json::MakeArray({question("b"), question("c")})), question("d"),
                                          question("e", question("f")), group("g", Json::MakeArray({question("h")})),
                                          group("g", Json::MakeArray({question("h")}))}));
    return response;
  }
};

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  template <std::size_t n>
  std::string OneOf(const char* const (&texts)[n]) {
    return texts[Below(n)];
  }

  // A value: numbers, truths and texts out of the response.
  std::string Value(int depth) {
    if (depth == 0) return OneOf({"1", "'x'", "true", "{}", "today()", "%count", "%ucum"});
    const auto inner = [&] { return Value(depth - 1); };
    switch (Below(14)) {
      case 0:
        return "(" + inner() + OneOf({" + ", " - ", " * ", " = ", " ~ ", " and ", " or ", " | ", " & ", " in "}) +
               inner() + ")";
      case 1:
        return "iif(" + Items(depth - 1) + ".exists(), " + inner() + ", " + inner() + ")";
      case 2:
        return Items(depth - 1) + ".count()";
      case 3:
        return Items(depth - 1) + ".all(" + OneOf({"answer.exists()", "linkId = 'c'", "true"}) + ")";
      case 4:
        return Items(depth - 1) + ".answer.value." +
               OneOf({"sum()", "first()", "last()", "aggregate($total + $this, 0)", "max()", "exists($this > 1)"});
      case 5:
        return Items(depth - 1) + ".select(" + inner() + ")";
      case 6:
        return Items(depth - 1) + ".select(linkId & iif(answer.exists(), answer.value.first().toString(), '')).join()";
      case 7:
        return "%resource.defineVariable('v', " + Items(depth - 1) + ").select(%v.answer.value)";
      case 8:
        return Items(depth - 1) + ".answer.value.where($this > " + inner() + ").empty()";
      case 9:
        return "(" + Items(depth - 1) + ".answer.value is " + OneOf({"integer", "FHIR.string"}) + ")";
      case 10:
        return Items(depth - 1) + ".trace('t').answer.value.distinct().sort(-$this)";
      case 11:
        return "coalesce(" + Items(depth - 1) + ".answer.value, " + inner() + ")";
      case 12:
        return Items(depth - 1) + ".answer.value.combine(" + Items(depth - 1) + ".answer.value)";
      default:
        return Items(depth - 1) + OneOf({".answer.value", ".answers().value", ".answer.value.first()", ".exists()",
                                         ".answer.exists().not()", ".answer.item.answer.value", ".item.linkId"});
    }
  }

 private:
  std::string LinkId() { return "'" + OneOf({"a", "b", "c", "d", "e", "f", "g", "h", "none"}) + "'"; }

  std::string Criterion() {
    switch (Below(7)) {
      case 0:
        return LinkId() + " = linkId";
      case 1:
        return "linkId = " + LinkId() + " or linkId = " + LinkId();
      case 2:
        return "linkId in (" + LinkId() + " | " + LinkId() + ")";
      case 3:
        return "$this.linkId = " + LinkId() + " and answer.value > 1";
      case 4:
        return "answer.exists() and linkId = " + LinkId();
      default:
        return "linkId = " + LinkId();
    }
  }

  // Items of the response.
  std::string Items(int depth) {
    std::string items = "%resource." + OneOf({"item", "repeat(item)", "descendants()", "repeat(item | answer)",
                                              "repeat(item).repeat(item)", "children()", "repeat(answer.item | item)"});
    if (Below(6) != 0) items += ".where(" + Criterion() + ")";
    if (depth > 0 && Below(4) == 0) {
      items += OneOf({".item", ".repeat(item)", ".descendants()", ".first()", ".skip(1)", ".ofType(BackboneElement)"});
      if (Below(2) == 0) items += ".where(" + Criterion() + ")";
    }
    if (depth > 0 && Below(6) == 0) items = "(" + items + OneOf({" | ", ".union("}) + Items(0) + ")";
    return Balanced(std::move(items));
  }
  // `(x.union(y)` has one bracket too few for its call.
  static std::string Balanced(std::string text) {
    const auto open = std::count(text.begin(), text.end(), '(');
    const auto close = std::count(text.begin(), text.end(), ')');
    return text.append(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, open - close)), ')');
  }

  std::mt19937 random_;
};

// The linkIds that a dependency on `link_id` covers: a group stands for all that is in it.
bool Covers(const std::vector<std::string>& link_ids, std::string_view question) {
  const auto has = [&](std::string_view wanted) {
    return std::find(link_ids.begin(), link_ids.end(), wanted) != link_ids.end();
  };
  if (has(question)) return true;
  if (question == "b" || question == "c") return has("a");
  if (question == "h") return has("g");
  return question == "f" && has("e");
}

std::string ResultOn(const Expression& expression, const Json& response) {
  Environment environment = AtTestTime();
  environment.resource = Item::Resource(FullModel(), response);
  environment.variables.emplace_back("count", Collection(Item(std::int64_t{7})));
  const auto result = Evaluate(expression, Collection(), environment);
  // Which of two mistakes is met first may differ; that it is a mistake may not.
  return result.ok() ? ResultText(*result) : "error";
}

TEST(DependenciesProperty, WhatIsNotNamedDoesNotMatter) {
  constexpr int kExpressions = 3'000;
  Writer writer(7);
  int free = 0;
  for (int i = 0; i < kExpressions; ++i) {
    const std::string text = writer.Value(3);
    const auto compiled = Compile(text, CompileOptions{.model = &FullModel()});
    if (!compiled.ok() && compiled.error().kind == ErrorKind::kSemantic) continue;
    ASSERT_TRUE(compiled.ok()) << text << ": " << compiled.error().message;
    const Dependencies found = DependenciesOf(*compiled);
    if (found.everything) continue;
    std::vector<int> values(std::size(Response::kQuestions));
    for (int& value : values) value = writer.Below(4) - 1;
    const std::string before = ResultOn(*compiled, Response::Of(values));
    for (std::size_t question = 0; question < values.size(); ++question) {
      if (Covers(found.link_ids, Response::kQuestions[question])) continue;
      // What stands beneath an answer goes with it: taking that answer away is a change of the item beneath too.
      if (Response::kQuestions[question] == "e" && Covers(found.link_ids, "f")) continue;
      ++free;
      std::vector<int> changed = values;
      changed[question] = values[question] < 0 ? 2 : -1;
      EXPECT_EQ(ResultOn(*compiled, Response::Of(changed)), before)
          << text << "\ndepends on " << Response::kQuestions[question] << ", which is not among its dependencies";
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(free, kExpressions) << "most expressions must leave something to change";
}

}  // namespace
}  // namespace eteinen::fhirpath
