// The parts of dates and times: FHIRPath, later drafts, "Date/Time component extraction".
#include <gtest/gtest.h>

#include "tests/core/fhirpath/answer.h"

namespace eteinen::fhirpath {
namespace {

TEST(DateParts, AreWholeNumbers) {
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.yearOf()"), "integer 2026");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.monthOf()"), "integer 11");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.dayOf()"), "integer 24");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.hourOf()"), "integer 9");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.minuteOf()"), "integer 15");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.secondOf()"), "integer 30");
  EXPECT_EQ(Answer("@2026-11-24T09:15:30.250+02:00.millisecondOf()"), "integer 250");
  EXPECT_EQ(Answer("@T09:15.minuteOf()"), "integer 15");
}

TEST(DateParts, AreEmptyWhereTheValueDoesNotSay) {
  EXPECT_EQ(Answer("@2026.monthOf()"), "");
  EXPECT_EQ(Answer("@2026-11-24.hourOf()"), "");
  EXPECT_EQ(Answer("@T09:15.yearOf()"), "");
  EXPECT_EQ(Answer("@T09:15.secondOf()"), "");
  EXPECT_EQ(Answer("{}.yearOf()"), "");
  EXPECT_EQ(Answer("@2026-11-24T09:15.timezoneOffsetOf()"), "");
}

TEST(DateParts, GiveTheOffsetInHours) {
  EXPECT_EQ(Answer("@2026-11-24T09:15:00+02:00.timezoneOffsetOf()"), "decimal 2.0");
  EXPECT_EQ(Answer("@2026-11-24T09:15:00-03:30.timezoneOffsetOf()"), "decimal -3.5");
}

TEST(DateParts, GiveTheDayAndTheTimeApart) {
  EXPECT_EQ(Answer("@2026-11-24T09:15:00+02:00.dateOf()"), "date 2026-11-24");
  EXPECT_EQ(Answer("@2026-11.dateOf()"), "date 2026-11");
  EXPECT_EQ(Answer("@T09:15.dateOf()"), "");
  EXPECT_EQ(Answer("@2026-11-24T09:15:00+02:00.timeOf()"), "time 09:15:00");
  EXPECT_EQ(Answer("@2026-11-24.timeOf()"), "");
}

TEST(DateParts, AreOfMomentsAlone) {
  EXPECT_EQ(Answer("5.yearOf()"), "error: execution");
  EXPECT_EQ(Answer("(@2026 | @2027).yearOf()"), "error: execution");
}

}  // namespace
}  // namespace eteinen::fhirpath
