#include <gtest/gtest.h>

#include "core/calendar/opening_hours.h"
#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

Result<OpeningHours> Read(std::string_view json) { return ReadOpeningHours(ParseJson(json).value()); }

std::string Problem(std::string_view json) {
  const Result<OpeningHours> hours = Read(json);
  return hours.ok() ? "none" : hours.error().path + ": " + hours.error().message;
}

TEST(OpeningHoursJson, IsReadAsFhirWritesIt) {
  const Result<OpeningHours> hours =
      Read(R"({"availableTime":[{"daysOfWeek":["mon","tue","wed","thu","fri"],"availableStartTime":"08:00:00",)"
           R"("availableEndTime":"20:00:00"},{"daysOfWeek":["sat"],"allDay":true}],"publicHolidays":"open"})");
  ASSERT_TRUE(hours.ok());
  EXPECT_EQ(*hours, Hours("Mon-Fri 8-20; Sat 0-24"));
}

TEST(OpeningHoursJson, WithoutDaysMeansEveryDay) {
  EXPECT_EQ(Read(R"({"availableTime":[{"allDay":true}],"publicHolidays":"open"})").value(), Hours("Mon-Sun 0-24"));
}

TEST(OpeningHoursJson, IsClosedOnPublicHolidaysUnlessItSaysOpen) {
  EXPECT_EQ(Read("{}").value().on_public_holidays, OnPublicHolidays::kClosed);
  EXPECT_EQ(Read(R"({"publicHolidays":"closed"})").value().on_public_holidays, OnPublicHolidays::kClosed);
  EXPECT_EQ(Read(R"({"publicHolidays":"open"})").value().on_public_holidays, OnPublicHolidays::kOpenAsUsual);
}

std::vector<Closure> Closures(std::string_view during) {
  return Read(R"({"notAvailable":[{"description":"x","during":)" + std::string(during) + "}]}").value().closures;
}

TEST(OpeningHoursJson, ClosesWholeDaysForDates) {
  EXPECT_EQ(Closures(R"({"start":"2026-12-28","end":"2026-12-31"})"),
            std::vector{ClosedOn({2026, 12, 28}, {2026, 12, 31})});
  EXPECT_EQ(Closures(R"({"start":"2027-02","end":"2027"})"), std::vector{ClosedOn({2027, 2, 1}, {2027, 12, 31})});
}

TEST(OpeningHoursJson, ClosesToTheMinuteForDateTimes) {
  EXPECT_EQ(Closures(R"({"start":"2026-12-28T12:00:00+02:00","end":"2026-12-28T12:00:00Z"})"),
            (std::vector{Closure{Helsinki("2026-12-28 12.00"), Helsinki("2026-12-28 14.00")}}));
}

TEST(OpeningHoursJson, ClosesWithoutEndWhenAnEndIsMissing) {
  EXPECT_EQ(Closures(R"({"start":"2026-12-28"})"), std::vector{Closure{Helsinki("2026-12-28 0.00")}});
  EXPECT_EQ(Closures(R"({"end":"2026-12-28"})")[0].until, Helsinki("2026-12-29 0.00"));
}

TEST(OpeningHoursJson, RefusesAClosureOfNoLength) {
  EXPECT_EQ(Problem(R"({"notAvailable":[{"during":{"start":"2026-12-28T12:00:00Z","end":"2026-12-28T12:00:00Z"}}]})"),
            "notAvailable[0].during: ends before it begins");
}

TEST(OpeningHoursJson, TakesAClosureWithoutPeriodAsARemark) {
  EXPECT_TRUE(Read(R"({"notAvailable":[{"description":"summers"}]})").value().closures.empty());
}

TEST(OpeningHoursJson, IsRefusedWithThePlaceOfTheMistake) {
  EXPECT_EQ(Problem("[]"), ": expected an object, found array");
  EXPECT_EQ(Problem(R"({"availableTime":{}})"), "availableTime: expected an array, found object");
  EXPECT_EQ(Problem(R"({"availableTime":[{"daysOfWeek":["Mon"],"allDay":true}]})"),
            "availableTime[0].daysOfWeek[0]: expected mon, tue, wed, thu, fri, sat or sun");
  EXPECT_EQ(Problem(R"({"availableTime":[{"daysOfWeek":[],"allDay":true}]})"),
            "availableTime[0].daysOfWeek: names no weekday");
  EXPECT_EQ(Problem(R"({"availableTime":[{"daysOfWeek":["mon"],"availableStartTime":"08:00:00"}]})"),
            "availableTime[0].availableEndTime: expected a string, found nothing");
  EXPECT_EQ(Problem(R"({"availableTime":[{"availableStartTime":"8:00","availableEndTime":"16:00:00"}]})"),
            "availableTime[0].availableStartTime: not a time of day, such as 09:00:00");
  EXPECT_EQ(Problem(R"({"notAvailable":[{"during":{"start":"soon"}}]})"),
            "notAvailable[0].during.start: not a date, nor a date-time with offset");
  EXPECT_EQ(Problem(R"({"notAvailable":[{"during":{"start":"2026-12-28","end":"2026-12-26"}}]})"),
            "notAvailable[0].during: ends before it begins");
  EXPECT_EQ(Problem(R"({"publicHolidays":"maybe"})"), "publicHolidays: expected \"open\" or \"closed\"");
}

}  // namespace
}  // namespace eteinen
