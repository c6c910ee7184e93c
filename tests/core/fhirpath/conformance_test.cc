// The official FHIRPath R4 cases that lie beside the project. Cases that the text of the specification contradicts are
// listed in disputed_cases.txt with the reason; they run like all others and are reported.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "core/fhirpath/fhirpath.h"

namespace eteinen::fhirpath {
namespace {

constexpr const char* kFolder = "../shared/conformance/fhirpath/";
constexpr const char* kDisputed = "tests/core/fhirpath/disputed_cases.txt";
constexpr std::size_t kMostDisputes = 6;

bool ReadText(const std::string& path, std::string* text) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream all;
  all << file.rdbuf();
  *text = all.str();
  return true;
}

// "name: reason" a line.
std::map<std::string, std::string> Disputes() {
  std::map<std::string, std::string> disputes;
  std::ifstream file(kDisputed);
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    disputes[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return disputes;
}

// The suite writes dates with '@', times with '@T'.
std::string Plain(std::string text) {
  if (text.starts_with("@T")) return text.substr(2);
  if (text.starts_with("@")) return text.substr(1);
  return text;
}

// Empty when the item is what the case expects.
std::string Difference(const Json& expected, const Item& item) {
  const std::string type = TypeNameOf(FullModel(), item);
  const Json value = ToJson(FullModel(), item);
  const std::string found = value.IsString() ? value.AsString() : WriteJson(value);
  const std::string wanted = Plain(expected["value"].AsString());
  const Json& wanted_type = expected["type"];
  if (wanted_type.IsString() && wanted_type.AsString() != type) {
    return "expected type " + wanted_type.AsString() + ", found " + type;
  }
  if (wanted == found) return {};
  const auto a = Decimal::Parse(wanted);
  const auto b = Decimal::Parse(found);
  if (a && b && *a == *b) return {};
  return "expected " + wanted + ", found " + found;
}

std::string Failure(const Json& test, const Json& input) {
  const bool strict = test["mode"].AsString() == "strict";
  const std::string& invalid = test["invalid"].AsString();
  CompileOptions options{.model = &FullModel()};
  options.strict = strict;
  Collection focus;
  if (input.IsObject()) {
    focus.Add(Item::Resource(FullModel(), input));
    options.root_type = input["resourceType"].AsString();
  }
  Environment environment;
  environment.now_ms = 1'795'504'500'000;
  environment.offset_minutes = 120;
  const auto compiled = Compile(test["expr"].AsString(), options);
  if (!compiled.ok()) {
    if (!invalid.empty())
      return invalid == Name(compiled.error().kind) ? ""
                                                    : "refused, but as " + std::string(Name(compiled.error().kind));
    return "refused: " + compiled.error().message;
  }
  const auto result = Evaluate(*compiled, focus, environment);
  if (!result.ok()) {
    if (!invalid.empty())
      return invalid == Name(result.error().kind) ? "" : "refused, but as " + std::string(Name(result.error().kind));
    return "failed: " + result.error().message;
  }
  if (!invalid.empty()) return "should be refused (" + invalid + ")";
  const Json& expected = test["expected"];
  if (test["predicate"].AsString() == "true") {
    const bool truth = AsCriterion(FullModel(), *result).value_or(!result->empty());
    return (expected.Items()[0]["value"].AsString() == "true") == truth ? "" : "wrong as a predicate";
  }
  if (expected.Items().size() != result->size()) {
    return "expected " + std::to_string(expected.Items().size()) + " items, found " + std::to_string(result->size());
  }
  for (std::size_t i = 0; i < result->size(); ++i) {
    const std::string difference = Difference(expected.Items()[i], (*result)[i]);
    if (!difference.empty()) return difference;
  }
  return {};
}

TEST(Conformance, OfficialR4CasesPassButForTheDisputed) {
  std::string text;
  if (!ReadText(std::string(kFolder) + "r4-cases.ndjson", &text)) {
    GTEST_SKIP() << "not run: " << kFolder << "r4-cases.ndjson is missing";
  }
  const auto disputes = Disputes();
  EXPECT_LE(disputes.size(), kMostDisputes);
  std::map<std::string, Json> inputs;
  std::istringstream lines(text);
  int total = 0;
  int passed = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto test = ParseJson(line);
    ASSERT_TRUE(test.ok());
    const std::string& name = (*test)["name"].AsString();
    const std::string& file = (*test)["input"].AsString();
    if (!file.empty() && inputs.count(file) == 0) {
      std::string input;
      ASSERT_TRUE(ReadText(std::string(kFolder) + "input/" + file, &input)) << file;
      auto json = ParseJson(input);
      ASSERT_TRUE(json.ok()) << file;
      inputs[file] = std::move(json).value();
    }
    ++total;
    const std::string failure = Failure(*test, file.empty() ? Json() : inputs[file]);
    if (failure.empty()) {
      ++passed;
    } else if (disputes.count(name) != 0) {
      std::printf("disputed %s: %s (%s)\n", name.c_str(), failure.c_str(), disputes.at(name).c_str());
    } else {
      ADD_FAILURE() << name << ": " << (*test)["expr"].AsString() << "\n  " << failure;
    }
  }
  std::printf("%d of %d cases pass\n", passed, total);
  EXPECT_GT(total, 0);
}

}  // namespace
}  // namespace eteinen::fhirpath
