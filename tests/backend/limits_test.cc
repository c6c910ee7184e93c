#include "tools/backend/limits.h"

#include <gtest/gtest.h>

#include "tools/backend/files.h"

namespace eteinen::backend {
namespace {

Json Published() { return ReadJsonFile("assets/permissions/session.json").value(); }

TEST(SessionLimits, AreReadFromTheirFile) {
  const Result<SessionLimits> limits = ReadSessionLimits(Published());
  ASSERT_TRUE(limits.ok()) << limits.error().message;
  EXPECT_EQ(limits->idle, 30 * kMinute);
  EXPECT_EQ(limits->longest, 8 * kHour);
  EXPECT_EQ(limits->warn, 5 * kMinute);
  EXPECT_EQ(limits->anonymous_holds, 20);
  EXPECT_EQ(limits->within, 10 * kMinute);
  EXPECT_EQ(limits->code_tries, 10);
  EXPECT_EQ(limits->code_within, 15 * kMinute);
  EXPECT_EQ(limits->drafts, 20);
  EXPECT_EQ(limits->assessment_draft, kDay);
  EXPECT_EQ(limits->form_draft, 30 * kDay);
}

TEST(SessionLimits, NameThePlaceOfAMistake) {
  for (const auto& [key, value] : {std::pair("idleMinutes", 4),
                                   {"idleMinutes", 121},
                                   {"warnMinutes", 0},
                                   {"warnMinutes", 16},
                                   {"longestMinutes", 29}}) {
    Json json = Published();
    json.Set(key, value);
    const Result<SessionLimits> limits = ReadSessionLimits(json);
    ASSERT_FALSE(limits.ok()) << key << value;
    EXPECT_EQ(limits.error().path, key);
  }
  Json json = Published();
  json.Find("anonymousHolds")->Set("most", 0);
  EXPECT_EQ(ReadSessionLimits(json).error().path, "anonymousHolds.most");
  json = Published();
  json.Find("drafts")->Set("assessmentHours", 73);
  EXPECT_EQ(ReadSessionLimits(json).error().path, "drafts.assessmentHours");
  json = Published();
  json.Find("codeTries")->Set("withinMinutes", 0);
  EXPECT_EQ(ReadSessionLimits(json).error().path, "codeTries.withinMinutes");
}

TEST(Counter, AllowsSoManyInAWindowForEach) {
  Counter counter;
  const Instant now{1000};
  EXPECT_TRUE(counter.Allows("a", 2, 60, now));
  EXPECT_TRUE(counter.Allows("a", 2, 60, now + 59));
  EXPECT_FALSE(counter.Allows("a", 2, 60, now + 59));
  EXPECT_TRUE(counter.Allows("b", 2, 60, now + 59)) << "another address";
  EXPECT_TRUE(counter.Allows("a", 2, 60, now + 60)) << "a new window";
}

}  // namespace
}  // namespace eteinen::backend
