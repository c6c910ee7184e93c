#include "core/fhirpath/datetime.h"

#include <gtest/gtest.h>

namespace eteinen::fhirpath {
namespace {

std::string Plus(std::string_view date, int amount, CalendarUnit unit) {
  const auto sum = AddDuration(*ParseDateTime(date), Decimal(amount), unit);
  return sum ? Write(*sum) : "nothing";
}

TEST(DateTime, OnlyRealDatesAreRead) {
  EXPECT_FALSE(ParseDate("2015-02-29"));
  EXPECT_TRUE(ParseDate("2016-02-29"));
  EXPECT_FALSE(ParseTime("14:34Z"));
  EXPECT_FALSE(ParseDateTime("2015-02T10:00"));
}

TEST(DateTime, WritesWhatItRead) {
  for (const char* text : {"2015", "2015-02", "2015-02-04T14", "2015-02-04T14:34:28.120+10:00", "2015-02-04T14:34Z"}) {
    EXPECT_EQ(Write(*ParseDateTime(text)), text);
  }
}

TEST(DateTime, MonthsEndWhereTheMonthEnds) {
  EXPECT_EQ(Plus("2012-01-31", 1, CalendarUnit::kMonth), "2012-02-29");
  EXPECT_EQ(Plus("2016-02-29", 1, CalendarUnit::kYear), "2017-02-28");
}

TEST(DateTime, FinerUnitsAreBroughtToThePrecision) {
  EXPECT_EQ(Plus("2014", 24, CalendarUnit::kMonth), "2016");
  EXPECT_EQ(Plus("2014-03-01", 47, CalendarUnit::kHour), "2014-03-02");
}

TEST(DateTime, NothingBeyondTheCalendar) { EXPECT_EQ(Plus("9999-12-31", 1, CalendarUnit::kDay), "nothing"); }

TEST(DateTime, OffsetsAreRespected) {
  EXPECT_EQ(Compare(*ParseDateTime("2012-04-15T15:00:00+02:00"), *ParseDateTime("2012-04-15T16:00:00+03:00"), 0),
            Comparison::kEqual);
  EXPECT_EQ(Compare(*ParseDateTime("2012-04-15T15:00:00"), *ParseDateTime("2012-04-15T13:00:00Z"), 120),
            Comparison::kEqual);
}

TEST(DateTime, BoundariesFillInTheUnknownParts) {
  EXPECT_EQ(Write(*HighBoundary(*ParseDate("2014-02"), 8)), "2014-02-28");
  EXPECT_EQ(Write(*LowBoundary(*ParseDateTime("2014-01-01T08"), 17)), "2014-01-01T08:00:00.000+14:00");
  EXPECT_FALSE(LowBoundary(*ParseDate("2014"), 5));
}

}  // namespace
}  // namespace eteinen::fhirpath
