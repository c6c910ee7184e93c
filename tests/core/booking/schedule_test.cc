#include "core/booking/schedule.h"

#include <gtest/gtest.h>

#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Helsinki;

Schedule Weekdays(TimeOfDay start, TimeOfDay end) {
  Schedule schedule;
  schedule.id = "a.b";
  schedule.service = "a";
  schedule.place = "b";
  schedule.parallel = 2;
  WeekdaySet days;
  for (int day = 0; day < 5; ++day) days.Add(static_cast<Weekday>(day));
  schedule.hours.push_back({days, start, end});
  return schedule;
}

TEST(StartsOn, FillsTheHoursWithVisitsThatEndWithinThem) {
  const std::vector<Instant> starts = StartsOn(Weekdays(At(8, 15), At(9, 50)), 30, {2026, 11, 24});
  EXPECT_EQ(starts, (std::vector<Instant>{Helsinki({2026, 11, 24}, 8, 15), Helsinki({2026, 11, 24}, 8, 45),
                                          Helsinki({2026, 11, 24}, 9, 15)}));
}

TEST(StartsOn, GivesNothingOnOtherDaysHolidaysAndOfficeEves) {
  const Schedule schedule = Weekdays(At(8), At(16));
  EXPECT_TRUE(StartsOn(schedule, 30, {2026, 11, 28}).empty()) << "Saturday";
  EXPECT_TRUE(StartsOn(schedule, 30, {2027, 1, 6}).empty()) << "Epiphany, a Wednesday";
  EXPECT_TRUE(StartsOn(schedule, 30, {2026, 12, 24}).empty()) << "Christmas Eve, a Thursday";
  EXPECT_FALSE(StartsOn(schedule, 30, {2026, 12, 23}).empty());
}

TEST(StartsOn, SpringAndAutumnNightsHaveTwoAndFourHoursBetweenTwoAndFive) {
  Schedule schedule = Weekdays(At(2), At(5));
  schedule.hours[0].days = WeekdaySet::All();
  EXPECT_EQ(StartsOn(schedule, 60, {2026, 3, 29}).size(), 2u);
  EXPECT_EQ(StartsOn(schedule, 60, {2026, 10, 25}).size(), 4u);
}

TEST(SlotName, IsWrittenInUtcAndReadBack) {
  const SlotName name{"kausirokotus.hameenlinna", Helsinki({2026, 11, 24}, 9, 15), 1};
  EXPECT_EQ(WriteSlotName(name), "kausirokotus.hameenlinna.202611240715.1");
  EXPECT_EQ(ParseSlotName("kausirokotus.hameenlinna.202611240715.1"), name);
}

TEST(SlotName, ATimeHasOneNameOnly) {
  for (const char* text : {"", "a", "a.1", "a.202611240715", "a.202611240715.01", "a.202611240715.+1",
                           "a.202613240715.1", "a.202611242415.1", "a.202611240760.1", ".202611240715.1",
                           "a b.202611240715.1", "a.20261124071.1", "a.202611240715.1.", "a.202611240715.-1"}) {
    EXPECT_EQ(ParseSlotName(text), std::nullopt) << text;
  }
}

TEST(Exists, KnowsTheScheduledTimesAlone) {
  const Schedule schedule = Weekdays(At(8), At(16));
  const Instant start = Helsinki({2026, 11, 24}, 9);
  EXPECT_TRUE(Exists(schedule, 30, {"a.b", start, 1}));
  EXPECT_TRUE(Exists(schedule, 30, {"a.b", start, 2}));
  EXPECT_FALSE(Exists(schedule, 30, {"a.b", start, 3})) << "two lines";
  EXPECT_FALSE(Exists(schedule, 30, {"a.b", start, 0}));
  EXPECT_FALSE(Exists(schedule, 30, {"a.b", start + kMinute, 1}));
  EXPECT_FALSE(Exists(schedule, 30, {"a.c", start, 1})) << "another schedule";
}

TEST(Schedules, NameThePlaceOfAMistake) {
  const auto error = [](const char* text) {
    const Result<std::vector<Schedule>> result = ReadSchedules(ParseJson(text).value());
    return result.ok() ? "" : result.error().path + ": " + result.error().message;
  };
  EXPECT_EQ(error("{}"), "schedules: expected an array, found nothing");
  EXPECT_EQ(error(R"({"schedules":[{}]})"), "schedules[0].id: expected a string, found nothing");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a"}]})"), "schedules[0].service: expected a string, found nothing");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a"}]})"),
            "schedules[0].place: expected a string, found nothing");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b"}]})"),
            "schedules[0].parallel: expected a whole number, found nothing");
  for (const char* lines : {"0", "100"}) {
    const std::string text =
        R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":)" + std::string(lines) + "}]}";
    EXPECT_EQ(error(text.c_str()), "schedules[0].parallel: expected 1 to 99");
  }
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1}]})"),
            "schedules[0].hours: expected an array, found nothing");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,"hours":[]},)"
                  R"({"id":"a","service":"c","place":"d","parallel":1,"hours":[]}]})"),
            "schedules[1].id: a schedule of this id stands before");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,"hours":[],"gender":"x"}]})"),
            "schedules[0].gender: expected female or male");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,"hours":[],"languages":[1]}]})"),
            "schedules[0].languages[0]: expected a word");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a b","service":"a","place":"b","parallel":1,"hours":[]}]})"),
            "schedules[0].id: expected letters, digits, - and .");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,)"
                  R"("hours":[{"days":["mon"],"start":"10:00","end":"09:00"}]}]})"),
            "schedules[0].hours[0].end: ends before it begins");
  EXPECT_EQ(error(R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,)"
                  R"("hours":[{"days":["someday"],"start":"08:00","end":"09:00"}]}]})"),
            "schedules[0].hours[0].days: expected mon … sun");
}

TEST(Schedules, NameThePlaceOfAMistakeInTheHours) {
  const auto error = [](const std::string& hours) {
    const std::string text =
        R"({"schedules":[{"id":"a","service":"a","place":"b","parallel":1,"hours":[)" + hours + "]}]}";
    const Result<std::vector<Schedule>> result = ReadSchedules(ParseJson(text).value());
    return result.ok() ? "" : result.error().path + ": " + result.error().message;
  };
  const std::string place = "schedules[0].hours[0].";
  EXPECT_EQ(error("{}"), place + "days: expected an array, found nothing");
  EXPECT_EQ(error(R"({"days":[]})"), place + "days: names no day");
  EXPECT_EQ(error(R"({"days":["mon"]})"), place + "start: expected a string, found nothing");
  EXPECT_EQ(error(R"({"days":["mon"],"start":"8"})"), place + "start: expected a time such as 08:15");
  EXPECT_EQ(error(R"({"days":["mon"],"start":"08:00"})"), place + "end: expected a string, found nothing");
  EXPECT_EQ(error(R"({"days":["mon"],"start":"08:00","end":"25:00"})"), place + "end: expected a time such as 08:15");
}

}  // namespace
}  // namespace eteinen
