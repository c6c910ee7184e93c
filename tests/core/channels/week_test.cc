#include "core/channels/week.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

constexpr CivilDay kMonday{2026, 11, 23};
constexpr CivilDay kSpringMonday{2027, 3, 22};  // the clocks go forward on its Sunday

Instant Moment(std::string_view text) { return *ParseInstant(text); }

TEST(Week, BeginsOnTheMondayOfAnyOfItsDays) {
  EXPECT_EQ(MondayOf({2026, 11, 23}), kMonday);
  EXPECT_EQ(MondayOf({2026, 11, 29}), kMonday);
  EXPECT_EQ(MondayOf({2026, 11, 30}), (CivilDay{2026, 11, 30}));
}

TEST(Week, IsCutIntoStretchesWithoutGapsAlsoWhenClocksChange) {
  const Request request = Someone().Needing(Need::kHealth, Urgency::kToday);
  for (const CivilDay monday : {kMonday, kSpringMonday}) {
    const Week week = WeekOf(County(), request, monday);
    ASSERT_FALSE(week.stretches.empty());
    Instant at = StartOfDay(monday);
    for (const Stretch& stretch : week.stretches) {
      EXPECT_EQ(stretch.when.from, at);
      EXPECT_LT(stretch.when.from, stretch.when.until);
      at = stretch.when.until;
    }
    EXPECT_EQ(at, StartOfDay(AddDays(monday, 7)));
  }
  EXPECT_EQ(WeekOf(County(), request, kSpringMonday).when.until - StartOfDay(kSpringMonday), 167 * 3600);
}

// What a stretch says is what a recommendation says at any moment of it.
TEST(Week, SaysOfEachQuarterHourWhatARecommendationSays) {
  Request request = Someone().From("Forssa").Needing(Need::kOralHealth, Urgency::kToday);
  const Week week = WeekOf(County(), request, kMonday);
  std::size_t looked_at = 0;
  for (Instant at = week.when.from; at < week.when.until; at = at + 900) {
    request.now = at;
    const Recommendation recommendation = Recommend(County(), request);
    const auto stretch = std::find_if(week.stretches.begin(), week.stretches.end(),
                                      [&](const Stretch& each) { return at < each.when.until; });
    bool only = true;
    for (const Recommended& one : recommendation.channels) {
      only = only && one.channel->emergency_line;
      if (!one.open_now || one.channel->always_available) continue;
      ++looked_at;
      EXPECT_TRUE(std::find(stretch->open.begin(), stretch->open.end(), one.channel) != stretch->open.end())
          << one.channel->id << " at " << FormatInstant(at);
    }
    EXPECT_EQ(stretch->emergency_only, only) << FormatInstant(at);
  }
  EXPECT_GT(looked_at, 100U);
}

TEST(Week, MarksANightAsAHoleForWhoeverWorksInOfficeHours) {
  const Week week = WeekOf(County(), Someone().Needing(Need::kBilling, Urgency::kAdmin), kMonday);
  const Instant night = Moment("2026-11-25T03:00:00+02:00");
  const auto stretch = std::find_if(week.stretches.begin(), week.stretches.end(),
                                    [&](const Stretch& each) { return night < each.when.until; });
  EXPECT_TRUE(stretch->is_hole());
  EXPECT_FALSE(stretch->emergency_only);
}

TEST(WhoIsLeftAlone, HasAnEmergencyLineOnlyThenAndSomethingElseAtOtherTimes) {
  const Result<std::vector<LeftAlone>> left = WhoIsLeftAlone(County(), kMonday);
  ASSERT_TRUE(left.ok());
  ASSERT_FALSE(left->empty());
  for (const LeftAlone& one : *left) {
    Request request = one.example;
    EXPECT_GT(one.groups, 0);
    ASSERT_FALSE(one.when.empty());
    request.now = one.when.front().from;
    for (const Recommended& channel : Recommend(County(), request).channels) {
      EXPECT_TRUE(channel.channel->emergency_line) << channel.channel->id;
    }
    // The times together are less than the week.
    std::int64_t seconds = 0;
    for (const Span& span : one.when) seconds += span.until - span.from;
    EXPECT_LT(seconds, 7 * 24 * 3600);
  }
}

}  // namespace
}  // namespace eteinen::channels
