#include "core/app/calendar_text.h"

#include <gtest/gtest.h>

namespace eteinen::app {
namespace {

TEST(CalendarText, EscapesWhatHasAMeaningOfItsOwn) {
  EXPECT_EQ(CalendarText("Soita; klo 8,00\\\r\nHeti"), "Soita\\; klo 8\\,00\\\\\\nHeti");
}

TEST(CalendarText, FoldsLinesAt75OctetsWithoutCuttingACharacter) {
  std::string entry;
  AddCalendarLine(entry, "SUMMARY", std::string(66, 'a') + "ää");
  EXPECT_EQ(entry, "SUMMARY:" + std::string(66, 'a') + "\r\n ää\r\n");
}

TEST(CalendarText, LeavesAShortLineWhole) {
  std::string entry;
  AddCalendarLine(entry, "UID", "reminder@eteinen");
  EXPECT_EQ(entry, "UID:reminder@eteinen\r\n");
}

TEST(CalendarText, WritesInstantsInUtc) {
  EXPECT_EQ(CalendarInstant(ParseInstant("2026-11-24T09:15:00+02:00").value()), "20261124T071500Z");
}

}  // namespace
}  // namespace eteinen::app
