#include "tools/workbench/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/cli/command.h"
#include "tools/workbench/backend.h"
#include "tools/workbench/graph.h"
#include "tools/workbench/moments.h"

namespace eteinen::workbench {
namespace {

const Instant kMorning = *ParseInstant("2026-11-24T09:00:00+02:00");

Desk StartedDesk() {
  Desk desk([] { return kMorning; }, HttpFromFiles("assets", "i18n"));
  desk.Start("fi");
  desk.Turn();
  return desk;
}

TEST(Replay, GivesTheSameRepliesByteForByte) {
  const Desk desk = StartedDesk();
  const Result<std::vector<Step>> again = ReplayMessages(MessagesOf(desk.steps()));
  ASSERT_TRUE(again.ok());
  ASSERT_EQ(again->size(), desk.steps().size());
  for (std::size_t i = 0; i < again->size(); ++i) {
    EXPECT_EQ(WriteJson((*again)[i].reply), WriteJson(desk.steps()[i].reply)) << i;
  }
}

TEST(Replay, OfACaseComesToTheSameScreenAndNoticesAnother) {
  Desk desk = StartedDesk();
  Json recorded = CaseOf("start", desk, kMorning);
  EXPECT_THAT(RunCase(recorded, "assets", "i18n"), ::testing::IsEmpty());
  recorded.Set("title", "something else");
  EXPECT_EQ(RunCase(recorded, "assets", "i18n").size(), 1U);
}

// Those that were made with the journal.
TEST(Replay, EveryKeptCaseComesToItsScreen) {
  const Result<std::vector<std::string>> names = cli::ListFiles("tests/workbench/replays", ".json");
  ASSERT_TRUE(names.ok());
  ASSERT_FALSE(names->empty());
  for (const std::string& name : *names) {
    const Result<Json> recorded = ParseJson(cli::ReadFile("tests/workbench/replays/" + name).value());
    ASSERT_TRUE(recorded.ok()) << name;
    EXPECT_THAT(RunCase(*recorded, "assets", "i18n"), ::testing::IsEmpty()) << name;
  }
}

TEST(Desk, GivesTheViewAfterEachStep) {
  const Desk desk = StartedDesk();
  const ViewTree last = desk.ViewAfter(desk.steps().size() - 1);
  EXPECT_EQ(WriteJson(last.root()), WriteJson(desk.view().root()));
  EXPECT_TRUE(desk.ViewAfter(0).rev() <= last.rev());
}

TEST(Graph, PutsWhatDependsRightOfWhatItDependsOnAlsoInACircle) {
  EXPECT_EQ(ColumnsOf(3, {{0, 1}, {1, 2}}), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(ColumnsOf(2, {{0, 1}, {1, 0}}).size(), 2U);
}

TEST(WorkClock, StandsWhereItIsStoppedAndGoesOnFromThere) {
  Instant real{1000};
  WorkClock clock([&real] { return real; });
  clock.Set(Instant{5000});
  real = Instant{1010};
  EXPECT_EQ(clock.Now(), Instant{5010});
  clock.Run(false);
  real = Instant{2000};
  EXPECT_EQ(clock.Now(), Instant{5010});
  clock.Run(true);
  real = Instant{2005};
  EXPECT_EQ(clock.Now(), Instant{5015});
}

}  // namespace
}  // namespace eteinen::workbench
