// Expressions judged one by one by the text of FHIRPath N1, kept as data: judged.ndjson.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

TEST(JudgedExpressions, GiveWhatTheSpecificationSays) {
  std::ifstream lines("tests/core/fhirpath/judged.ndjson");
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));  // first the resources that they are about, by name
  const Json resources = *ParseJson(line);
  int count = 0;
  for (; std::getline(lines, line); ++count) {
    const Json one = *ParseJson(line);
    const bool strict = one["mode"].AsString() == "strict";
    EXPECT_EQ(Answer(one["expr"].AsString(), resources[one["on"].AsString()], strict), one["result"].AsString())
        << one["expr"].AsString();
  }
  EXPECT_GT(count, 400);
}

}  // namespace
}  // namespace eteinen::fhirpath
