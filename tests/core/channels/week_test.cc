#include "core/channels/week.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/channels/no_dead_end.h"
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

TEST(Week, KeepsTheHoursOfTheOwnTeamItself) {
  Request request = Someone().WithOwnTeam("tiimi-4").Needing(Need::kHealth, Urgency::kRoutine);
  OpeningHours mornings;
  WeekdaySet tuesday;
  tuesday.Add(Weekday::kTuesday);
  mornings.weekly.push_back({tuesday, At(10), At(11)});
  request.person.own_team->hours = mornings;
  const Week week = WeekOf(County(), request, kMonday);
  const auto team = std::find_if(week.channels.begin(), week.channels.end(),
                                 [](const ChannelWeek& one) { return one.channel->own_team; });
  ASSERT_NE(team, week.channels.end());
  EXPECT_EQ(team->open,
            (std::vector<Span>{{Moment("2026-11-24T10:00:00+02:00"), Moment("2026-11-24T11:00:00+02:00")}}));
}

TEST(Week, IsToldWithItsHolesAndOverlaps) {
  const Week week = WeekOf(County(), Someone().Needing(Need::kBilling, Urgency::kAdmin), kMonday);
  const Json told = ToJson(week);
  EXPECT_EQ(told["from"], "2026-11-23T00:00:00+02:00");
  EXPECT_EQ(told["until"], "2026-11-30T00:00:00+02:00");
  EXPECT_EQ(WriteJson(told["stretches"].Items().front()),
            R"({"from":"2026-11-23T00:00:00+02:00","until":"2026-11-23T08:00:00+02:00","open":[],"hole":true,)"
            R"("emergencyOnly":false})");
  EXPECT_EQ(told["channels"].Items().size(), week.channels.size());
  int overlaps = 0;
  for (const Json& stretch : told["stretches"].Items()) {
    const std::size_t open = stretch["open"].Items().size();
    EXPECT_EQ(stretch.Has("hole"), open == 0) << WriteJson(stretch);
    EXPECT_EQ(stretch.Has("overlap"), open > 1) << WriteJson(stretch);
    overlaps += open > 1 ? 1 : 0;
  }
  EXPECT_GT(overlaps, 0);
}

TEST(WhoIsLeftAlone, IsToldWithAnExampleInWordsAndTheTimes) {
  const std::vector<LeftAlone> left = WhoIsLeftAlone(County(), kMonday).value();
  const Json told = ToJson(left);
  ASSERT_EQ(told.Items().size(), left.size());
  const Json& first = told.Items().front();
  EXPECT_EQ(first["example"].AsString(), Describe(left.front().example));
  EXPECT_EQ(first["urgency"].AsString(), Name(left.front().example.urgency));
  EXPECT_EQ(first["need"].AsString(), Name(left.front().example.need));
  EXPECT_EQ(first["groups"].AsInt(), left.front().groups);
  EXPECT_EQ(first["when"].Items().front()["from"].AsString(), FormatInstant(left.front().when.front().from));
  EXPECT_EQ(first["when"].Items().size(), left.front().when.size());
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
