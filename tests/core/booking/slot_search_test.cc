#include "core/booking/slot_search.h"

#include <gtest/gtest.h>

#include <ctime>

#include "tests/core/booking/builders.h"

namespace eteinen {
namespace {

using booking_test::Helsinki;

constexpr CivilDay kTuesday{2026, 11, 24};

FreeTime Time(const std::string& id, CivilDay day, int hour, int minute = 0, const std::string& place = "hameenlinna") {
  FreeTime time;
  time.id = id;
  time.start = Helsinki(day, hour, minute);
  time.end = time.start + 10 * kMinute;
  time.place_id = place;
  return time;
}

std::vector<std::string> Ids(const std::vector<FreeTime>& times, const std::vector<std::size_t>& found) {
  std::vector<std::string> ids;
  for (const std::size_t i : found) ids.push_back(times[i].id);
  return ids;
}

using List = std::vector<std::string>;

TEST(SlotSearch, AnEmptyWishFitsEveryTime) {
  const std::vector<FreeTime> times = {Time("a", kTuesday, 9), Time("b", kTuesday, 15)};
  EXPECT_EQ(Ids(times, FindTimes(times, {})), (List{"a", "b"}));
}

TEST(SlotSearch, WishesArePlacesDaysTimesLanguageGenderAccessAndWay) {
  std::vector<FreeTime> times = {Time("a", kTuesday, 9), Time("b", kTuesday, 12, 0, "forssa"),
                                 Time("c", AddDays(kTuesday, 1), 9)};
  times[0].languages = {"fi"};
  times[1].languages = {"fi", "sv"};
  times[1].gender = "female";
  times[1].access = {"step-free", "induction-loop"};
  times[2].access = {"step-free"};
  times[2].mode = VisitMode::kVideo;
  const auto fit = [&](const SlotWish& wish) { return Ids(times, FindTimes(times, wish)); };
  SlotWish place;
  place.places = {"forssa", "riihimaki"};
  EXPECT_EQ(fit(place), List{"b"});
  SlotWish weekday;
  weekday.weekdays.Add(Weekday::kWednesday);
  EXPECT_EQ(fit(weekday), List{"c"});
  SlotWish morning;
  morning.until = At(12);
  EXPECT_EQ(fit(morning), (List{"a", "c"})) << "twelve is the afternoon's";
  SlotWish language;
  language.language = "sv";
  EXPECT_EQ(fit(language), List{"b"}) << "an unknown language is none";
  SlotWish gender;
  gender.gender = "female";
  EXPECT_EQ(fit(gender), List{"b"});
  SlotWish access;
  access.access = {"step-free", "induction-loop"};
  EXPECT_EQ(fit(access), List{"b"}) << "all of them";
  SlotWish mode;
  mode.mode = VisitMode::kVideo;
  EXPECT_EQ(fit(mode), List{"c"});
  SlotWish window;
  window.earliest = times[1].start;
  window.latest = times[1].start;
  EXPECT_EQ(fit(window), List{"b"});
}

TEST(SlotSearch, TheFirstFreeTimeIsTheFirstThatFits) {
  const std::vector<FreeTime> times = {Time("a", kTuesday, 9), Time("b", kTuesday, 15)};
  SlotWish afternoon;
  afternoon.from = At(12);
  EXPECT_EQ(FirstFree(times, afternoon), 1u);
  afternoon.from = At(16);
  EXPECT_EQ(FirstFree(times, afternoon), std::nullopt);
}

TEST(SlotSearch, CountsEveryDayEvenWhenNothingOfItFits) {
  const std::vector<FreeTime> times = {Time("a", kTuesday, 9), Time("b", kTuesday, 15),
                                       Time("c", AddDays(kTuesday, 2), 15)};
  SlotWish morning;
  morning.until = At(12);
  EXPECT_EQ(CountsPerDay(times, morning), (std::vector<DayCount>{{kTuesday, 1}, {AddDays(kTuesday, 2), 0}}));
}

TEST(SlotSearch, TheNightOfTheClockChangeIsOneDay) {
  // 25 October 2026: 3.30 comes twice, and the day has 25 hours.
  const CivilDay night{2026, 10, 25};
  std::vector<FreeTime> times = {Time("a", night, 0, 30), Time("b", night, 3, 30), Time("c", night, 3, 30),
                                 Time("d", night, 23, 50), Time("e", AddDays(night, 1), 0)};
  times[2].start = FromHelsinki(night, At(3, 30), WhenTwice::kSecond);
  EXPECT_EQ(CountsPerDay(times, {}), (std::vector<DayCount>{{night, 4}, {AddDays(night, 1), 1}}));
  SlotWish small_hours;
  small_hours.from = At(3);
  small_hours.until = At(4);
  EXPECT_EQ(Ids(times, FindTimes(times, small_hours)), (List{"b", "c"}));
}

TEST(SlotSearch, NearestAreThoseThatLeaveLeastOpenAndThenTheClosest) {
  const std::vector<FreeTime> times = {Time("early", kTuesday, 8, 0), Time("just-before", kTuesday, 9, 50, "forssa"),
                                       Time("just-after", kTuesday, 10, 20), Time("late", kTuesday, 15)};
  SlotWish here;
  here.places = {"hameenlinna"};
  EXPECT_EQ(Ids(times, NearestTimes(times, here, Helsinki(kTuesday, 10), 3)), (List{"just-after", "early", "late"}));
  EXPECT_EQ(Ids(times, NearestTimes(times, {}, Helsinki(kTuesday, 10), 2)), (List{"just-before", "just-after"}));
  here.earliest = Helsinki(kTuesday, 10);
  EXPECT_EQ(Ids(times, NearestTimes(times, here, Helsinki(kTuesday, 10), 9)), (List{"just-after", "late"}))
      << "never before the earliest";
}

TEST(SlotSearch, SiblingsGetTimesNextToEachOtherAtOnePlaceOrNone) {
  const std::vector<FreeTime> older = {Time("o1", kTuesday, 9), Time("o2", kTuesday, 10), Time("o3", kTuesday, 11)};
  std::vector<FreeTime> younger = {Time("y1", kTuesday, 9, 10, "forssa"), Time("y2", kTuesday, 10, 10),
                                   Time("y3", kTuesday, 11, 20)};
  EXPECT_EQ(TimesTogether({older, younger}, 5), (std::vector<std::vector<std::size_t>>{{1, 1}}));
  younger[2].start = older[2].start;  // side by side
  EXPECT_EQ(TimesTogether({older, younger}, 5), (std::vector<std::vector<std::size_t>>{{1, 1}, {2, 2}}));
  EXPECT_TRUE(TimesTogether({older, {}}, 5).empty());
  EXPECT_EQ(TimesTogether({older}, 2).size(), 2u) << "at most so many";
}

TEST(SlotSearch, OneTimeIsNotGivenToTwo) {
  const std::vector<FreeTime> times = {Time("a", kTuesday, 9), Time("b", kTuesday, 9, 10)};
  EXPECT_EQ(TimesTogether({times, times}, 5), (std::vector<std::vector<std::size_t>>{{0, 1}}));
}

TEST(SlotSearch, TenThousandTimesWithoutAPause) {
  std::vector<FreeTime> times;
  for (int i = 0; i < 10'000; ++i) {
    times.push_back(Time("t" + std::to_string(i), AddDays(kTuesday, i / 120), 8 + i % 120 / 15, i % 15 * 4,
                         i % 2 == 0 ? "hameenlinna" : "forssa"));
  }
  SlotWish wish;
  wish.places = {"forssa"};
  wish.weekdays.Add(Weekday::kFriday);
  wish.from = At(12);
  const std::clock_t begin = std::clock();
  const std::size_t found = FindTimes(times, wish).size();
  const std::size_t days = CountsPerDay(times, wish).size();
  const std::size_t nearest = NearestTimes(times, wish, times[5'000].start, 3).size();
  const auto took = static_cast<int>((std::clock() - begin) * 1'000'000 / CLOCKS_PER_SEC);
  EXPECT_EQ(days, 84u);
  EXPECT_EQ(nearest, 3u);
  EXPECT_GT(found, 300u);
  RecordProperty("microseconds", took);
  std::printf("find, count and nearest among 10 000: %d microseconds\n", took);
}

}  // namespace
}  // namespace eteinen
