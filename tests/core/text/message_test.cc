#include "core/text/message.h"

#include <gtest/gtest.h>

namespace eteinen::text {
namespace {

std::string Formatted(std::string_view locale, std::string_view pattern, const Arguments& arguments = {}) {
  const Result<Message> message = Message::Parse(pattern);
  if (!message.ok()) return "does not parse: " + message.error().message;
  const Result<std::string> text = message->Format(locale, arguments);
  return text.ok() ? *text : "error: " + text.error().message;
}

std::string ParseError(std::string_view pattern) {
  const Result<Message> message = Message::Parse(pattern);
  return message.ok() ? "" : message.error().message;
}

Argument Decimal(std::string_view digits) { return *Number::Parse(digits); }

TEST(Message, FillsInNames) {
  EXPECT_EQ(Formatted("fi", "Hei, {name}!", {{"name", "Aino"}}), "Hei, Aino!");
  EXPECT_EQ(Formatted("fi", "{0} ja { 1 }", {{"0", "a"}, {"1", "b"}}), "a ja b");
  EXPECT_EQ(Formatted("fi", "{äiti}", {{"äiti", "Eeva"}}), "Eeva");
  EXPECT_EQ(Formatted("en", "{n} of {ok}", {{"n", Decimal("1234.5")}, {"ok", true}}), "1,234.5 of true");
}

TEST(Message, SaysWhichArgumentIsOfAnotherType) {
  EXPECT_EQ(Formatted("en", "{x, date}", {{"x", "tomorrow"}}),
            "error: argument \"x\": expected a date (YYYY-MM-DD) or an RFC 3339 date-time with offset");
  EXPECT_EQ(Formatted("en", "{x, time}", {{"x", "noon"}}),
            "error: argument \"x\": expected a time (HH:MM) or an RFC 3339 date-time with offset");
  EXPECT_EQ(Formatted("en", "{x, date}", {{"x", true}}), "error: argument \"x\": expected a date");
  EXPECT_EQ(Formatted("en", "{x, time}", {{"x", true}}), "error: argument \"x\": expected a time");
  EXPECT_EQ(Formatted("en", "{x, select, a {1} other {2}}", {{"x", Instant{0}}}),
            "error: argument \"x\": expected a word to choose by");
}

TEST(Message, SaysWhereAPatternIsWrong) {
  EXPECT_EQ(ParseError("{x, date, huge}"), "at character 10: unknown style; known: short, medium, long, full");
  EXPECT_EQ(ParseError("{x, plural, offset:one other {#}}"), "at character 19: expected a whole number after offset:");
}

TEST(Message, WritesDatesAndTimesThatAreGivenAsText) {
  EXPECT_EQ(Formatted("fi", "{x, date, short}", {{"x", "2026-11-24"}}), "ti 24.11.");
  EXPECT_EQ(Formatted("fi", "{x, time, short}", {{"x", "08:15"}}), "8.15");
}

TEST(Message, NeverReadsAnArgumentAsAPattern) {
  EXPECT_EQ(Formatted("fi", "{name}", {{"name", "{n, plural, other {#}} '{' <b>"}}), "{n, plural, other {#}} '{' <b>");
}

TEST(Message, ChoosesThePluralForm) {
  constexpr std::string_view kTimes = "{n, plural, =0 {ei aikoja} one {# aika} other {# aikaa}}";
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", 0}}), "ei aikoja");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", 1}}), "1 aika");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", 3}}), "3 aikaa");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", 1234}}), "1\u00A0234 aikaa");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", Decimal("1.0")}}), "1 aika");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", Decimal("1.5")}}), "1,5 aikaa");
  EXPECT_EQ(Formatted("fi", kTimes, {{"n", -1}}), "\u22121 aika");
}

TEST(Message, SubtractsTheOffsetFromWhatIsShownButNotFromExactForms) {
  constexpr std::string_view kGuests =
      "{n, plural, offset:1 =0 {nobody} =1 {you} one {you and # other} other {you and # others}}";
  EXPECT_EQ(Formatted("en", kGuests, {{"n", 0}}), "nobody");
  EXPECT_EQ(Formatted("en", kGuests, {{"n", 1}}), "you");
  EXPECT_EQ(Formatted("en", kGuests, {{"n", 2}}), "you and 1 other");
  EXPECT_EQ(Formatted("en", kGuests, {{"n", 1003}}), "you and 1,002 others");
}

TEST(Message, ChoosesTheOrdinalForm) {
  constexpr std::string_view kPlace = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}";
  EXPECT_EQ(Formatted("en", kPlace, {{"n", 1}}), "1st");
  EXPECT_EQ(Formatted("en", kPlace, {{"n", 22}}), "22nd");
  EXPECT_EQ(Formatted("en", kPlace, {{"n", 13}}), "13th");
  EXPECT_EQ(Formatted("fi", "{n, selectordinal, one {x} other {#.}}", {{"n", 1}}), "1.");
}

TEST(Message, SelectsByAWordOrATruth) {
  constexpr std::string_view kWho = "{who, select, self {sinulle} child {lapsellesi} other {hänelle}}";
  EXPECT_EQ(Formatted("fi", kWho, {{"who", "child"}}), "lapsellesi");
  EXPECT_EQ(Formatted("fi", kWho, {{"who", "x"}}), "hänelle");
  EXPECT_EQ(Formatted("fi", "{open, select, true {auki} other {kiinni}}", {{"open", true}}), "auki");
  EXPECT_EQ(Formatted("fi", "{n, select, 2 {kaksi} other {muu}}", {{"n", 2}}), "kaksi");
}

TEST(Message, NestsAndTheInnermostPluralOwnsTheNumberSign) {
  EXPECT_EQ(Formatted("en", "{a, plural, other {#:{b, plural, other {#}}:#}}", {{"a", 1}, {"b", 2}}), "1:2:1");
  EXPECT_EQ(Formatted("en", "{a, plural, other {{w, select, other {#}}}}", {{"a", 1}, {"w", "x"}}), "#")
      << "as in ICU, a # stands for a number only directly in a plural form";
}

TEST(Message, QuotesAsIcuDoes) {
  EXPECT_EQ(Formatted("en", "I don't, you can''t"), "I don't, you can't");
  EXPECT_EQ(Formatted("en", "'{name}' and '{''}'"), "{name} and {'}");
  EXPECT_EQ(Formatted("en", "an open '{quote"), "an open {quote");
  EXPECT_EQ(Formatted("en", "'#' '{#}'"), "'#' {#}");
  EXPECT_EQ(Formatted("en", "{n, plural, other {'#' is #}}", {{"n", 5}}), "# is 5");
  EXPECT_EQ(Formatted("en", "# } |"), "# } |");
  EXPECT_EQ(Formatted("en", "end'"), "end'");
}

TEST(Message, FormatsNumbersByStyle) {
  EXPECT_EQ(Formatted("fi", "{n, number}", {{"n", Decimal("1234.5678")}}), "1\u00A0234,568");
  EXPECT_EQ(Formatted("fi", "{n, number, integer}", {{"n", Decimal("2.5")}}), "3");
  EXPECT_EQ(Formatted("fi", "{n, number, percent}", {{"n", Decimal("0.255")}}), "26\u00A0%");
  EXPECT_EQ(Formatted("fi", "{n, number, ::.00} €", {{"n", Decimal("28.2")}}), "28,20 €");
}

TEST(Message, FormatsDatesAndTimesOfHelsinki) {
  const Arguments late = {{"t", "2026-11-23T22:05:00Z"}};
  EXPECT_EQ(Formatted("fi", "{t, date, full} {t, time, long}", late), "tiistai 24.11.2026 klo 0.05");
  EXPECT_EQ(Formatted("fi", "{t, date} {t, time, short}", late), "24.11.2026 0.05");
  EXPECT_EQ(Formatted("sv", "{t, date, full} {t, time}", late), "tisdag 24.11.2026 kl. 0.05");
  EXPECT_EQ(Formatted("en", "{t, date, full} at {t, time}", late), "Tuesday 24 November 2026 at 00:05");
  EXPECT_EQ(Formatted("fi", "{d, date, short}", {{"d", CivilDay{2026, 12, 6}}}), "su 6.12.");
  EXPECT_EQ(Formatted("fi", "{d, date, ::dM}", {{"d", CivilDay{2026, 12, 6}}}), "6.12.");
  EXPECT_EQ(Formatted("sv", "{d, date, ::EEEEdM}", {{"d", CivilDay{2026, 12, 6}}}), "söndag 6.12");
  EXPECT_EQ(Formatted("en", "{d, date, ::EEEEdM}", {{"d", CivilDay{2026, 12, 6}}}), "Sunday 6 December");
  EXPECT_EQ(Formatted("fi", "{t, time, short}", {{"t", At(9, 15)}}), "9.15");
}

TEST(Message, SaysWhichArgumentIsMissingOrWrong) {
  const Result<Message> message = Message::Parse("{n, plural, other {#}}");
  ASSERT_TRUE(message.ok());
  EXPECT_EQ(message->Format("fi", {}).error(), InputError("argument \"n\": the argument is missing", "args.n"));
  EXPECT_EQ(message->Format("fi", {{"n", "3"}}).error(), InputError("argument \"n\": expected a number", "args.n"));
  EXPECT_EQ(Formatted("fi", "{d, date}", {{"d", "24.11.2026"}}),
            "error: argument \"d\": expected a date (YYYY-MM-DD) or an RFC 3339 date-time with offset");
}

TEST(Message, RefusesBrokenPatternsAndSaysWhere) {
  EXPECT_EQ(ParseError("älä {"), "at character 5: expected the name of an argument");
  EXPECT_EQ(ParseError("{}"), "at character 1: expected the name of an argument");
  EXPECT_EQ(ParseError("{name"), "at character 5: the brace is never closed");
  EXPECT_EQ(ParseError("{a b}"), "at character 3: expected , or }");
  EXPECT_EQ(ParseError("{1a}"), "at character 1: the name of an argument is a word or a number");
  EXPECT_EQ(ParseError("{n, choice, 0#x}"),
            "at character 4: unknown type \"choice\"; known: number, date, time, plural, selectordinal, select");
  EXPECT_EQ(ParseError("{n, number, currency}"),
            "at character 12: unknown style of number; known: integer, percent, ::.0, ::.00");
  EXPECT_EQ(ParseError("{n, plural, one {x}}"), "at character 19: the form \"other\" is missing");
  EXPECT_EQ(ParseError("{n, plural, one {x} one {y} other {}}"), "at character 20: the form \"one\" stands twice");
  EXPECT_EQ(ParseError("{n, plural, =1 {x} =1.0 {y} other {}}"), "at character 19: the form \"=1.0\" stands twice");
  EXPECT_EQ(ParseError("{n, plural, some {x} other {}}"),
            "at character 12: unknown form \"some\"; known: =1, zero, one, two, few, many, other");
  EXPECT_EQ(ParseError("{n, plural, other {x}"), "at character 21: the brace is never closed");
  EXPECT_EQ(ParseError("{n, plural, other {x"), "at character 20: the text of the form \"other\" is never closed");
  EXPECT_EQ(ParseError("{n, plural, other {x} offset:1}"), "at character 22: offset: stands before the forms");
  EXPECT_EQ(ParseError("{n, select}"), "at character 10: expected , and the forms of select");
}

TEST(Message, RefusesDeepNesting) {
  std::string pattern;
  for (int i = 0; i < 100000; ++i) pattern += "{a,select,other{";
  const Result<Message> message = Message::Parse(pattern);
  ASSERT_FALSE(message.ok());
  EXPECT_EQ(message.error().kind, ErrorKind::kLimit);
}

TEST(Message, TellsWhichArgumentsItUses) {
  const Result<Message> message = Message::Parse("{b} {a, plural, one {{c, date}} other {# {b}}}");
  ASSERT_TRUE(message.ok());
  EXPECT_EQ(message->Uses(), (std::vector<ArgumentUse>{{"a", "plural"}, {"b", "value"}, {"c", "date"}}));
}

TEST(Message, ReadsArgumentsFromJson) {
  const Result<Json> object = ParseJson(R"({"a":"x","n":1.50,"b":false})");
  const Result<Arguments> arguments = ReadArguments(*object);
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(Formatted("fi", "{a} {n} {b}", *arguments), "x 1,5 false");
  EXPECT_EQ(ReadArguments(*ParseJson(R"({"a":[1]})")).error(),
            InputError("expected a string, a number or a boolean, found array", "args.a"));
}

}  // namespace
}  // namespace eteinen::text
