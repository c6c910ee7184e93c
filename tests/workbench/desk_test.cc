#include "tools/workbench/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/workbench/backend.h"

namespace eteinen::workbench {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const Instant kMorning = *ParseInstant("2026-11-24T09:00:00+02:00");

Clock At(Instant now) {
  return [now] { return now; };
}

TEST(Desk, ShowsTheStartPageFromTheProjectsOwnFiles) {
  Desk desk(At(kMorning), HttpFromFiles("assets", "i18n"));
  desk.Start("fi");
  desk.Turn();
  ASSERT_FALSE(desk.view().empty());
  EXPECT_EQ(desk.view().locale(), "fi");
  EXPECT_FALSE(desk.view().title().empty());
  EXPECT_THAT(desk.journal(), Contains("→ start"));
}

TEST(Desk, GoesOnWhenNothingCanBeReached) {
  Desk desk(At(kMorning), [](const HttpRequest&) { return std::nullopt; });
  desk.Start("fi");
  desk.Turn();
  EXPECT_THAT(desk.journal(), Contains(HasSubstr("not reached")));
}

TEST(Desk, JournalHasNoMoreLinesThanItShows) {
  Desk desk(At(kMorning), HttpFromFiles("assets", "i18n"));
  desk.Start("fi");
  for (int i = 0; i < 600; ++i) desk.Press("no.such.key");
  desk.Turn();
  EXPECT_LE(desk.journal().size(), Desk::kJournalLines);
}

TEST(HttpFromFiles, HasNothingOutsideTheContent) {
  const Http http = HttpFromFiles("assets", "i18n");
  EXPECT_EQ(http({"GET", "/session", {}, {}}), std::nullopt);
  EXPECT_EQ(http({"POST", "/content/i18n/fi.json", {}, {}}), std::nullopt);
  EXPECT_EQ(http({"GET", "/content/../LICENSE", {}, {}}), std::nullopt);
  EXPECT_EQ(http({"GET", "/content/i18n/no-such.json", {}, {}})->status, 404);
  EXPECT_EQ(http({"GET", "/content/i18n/fi.json", {}, {}})->status, 200);
}

TEST(HttpTo, RefusesWhatIsNoAddress) { EXPECT_FALSE(HttpTo("ftp://127.0.0.1").ok()); }

}  // namespace
}  // namespace eteinen::workbench
