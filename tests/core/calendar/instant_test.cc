#include "core/calendar/instant.h"

#include <gtest/gtest.h>

#include "tests/core/calendar/builders.h"

namespace eteinen {
namespace {

std::string Read(std::string_view text) {
  const Result<Instant> instant = ParseInstant(text);
  return instant.ok() ? FormatInstantUtc(*instant) : instant.error().message;
}

TEST(Instants, AreReadWithAnyOffset) {
  EXPECT_EQ(Read("2026-11-24T09:15:00+02:00"), "2026-11-24T07:15:00Z");
  EXPECT_EQ(Read("2026-11-24T07:15:00Z"), "2026-11-24T07:15:00Z");
  EXPECT_EQ(Read("2026-11-23T23:45:00-07:30"), "2026-11-24T07:15:00Z");
  EXPECT_EQ(Read("2026-11-24t07:15:00z"), "2026-11-24T07:15:00Z");
}

TEST(Instants, LoseTheirFractionTowardsThePast) {
  EXPECT_EQ(Read("2026-11-24T07:15:00.999999999Z"), "2026-11-24T07:15:00Z");
  EXPECT_EQ(Read("1969-12-31T23:59:59.5Z"), "1969-12-31T23:59:59Z");
}

TEST(Instants, CountALeapSecondAsTheNext) { EXPECT_EQ(Read("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z"); }

TEST(Instants, AreRefusedWhenAPartIsMissingOrWrong) {
  const std::string start = "not a date-time with offset, such as 2026-11-24T09:15:00+02:00: ";
  EXPECT_EQ(Read("2026-11-24"), start + "no date and \"T\" at its start");
  EXPECT_EQ(Read("2026-11-24 09:15:00Z"), start + "no date and \"T\" at its start");
  EXPECT_EQ(Read("2026-02-29T09:15:00Z"), start + "there is no such day");
  EXPECT_EQ(Read("2026-11-24T09:15Z"), start + "there is no such time of day");
  EXPECT_EQ(Read("2026-11-24T24:00:00Z"), start + "there is no such time of day");
  EXPECT_EQ(Read("2026-11-24T09:15:00.Z"), start + "a fraction without digits");
  EXPECT_EQ(Read("2026-11-24T09:15:00"), start + "no offset (Z, or such as +02:00)");
  EXPECT_EQ(Read("2026-11-24T09:15:00+0200"), start + "no offset (Z, or such as +02:00)");
  EXPECT_EQ(Read("2026-11-24T09:15:00Z "), start + "more text after the offset");
  EXPECT_EQ(Read(""), start + "no date and \"T\" at its start");
}

TEST(Instants, AreWrittenWithTheOffsetOfFinland) {
  EXPECT_EQ(FormatInstant(Helsinki("2026-11-24 9.15")), "2026-11-24T09:15:00+02:00");
  EXPECT_EQ(FormatInstant(Helsinki("2026-06-24 9.15")), "2026-06-24T09:15:00+03:00");
  EXPECT_EQ(FormatInstant(Instant{-1}), "1970-01-01T01:59:59+02:00");
}

}  // namespace
}  // namespace eteinen
