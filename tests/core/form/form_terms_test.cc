#include "core/form/form_terms.h"

#include <gtest/gtest.h>

namespace eteinen::form {
namespace {

Json With(const std::string& parts) {
  return *ParseJson(R"({"language":"fi","extension":[{"url":"urn:eteinen:form","extension":[)" + parts + "]}]}");
}

Instant At(const char* text) { return *ParseInstant(text); }

TEST(FormTerms, AFormWithoutThemIsAnAssessmentThatIsSentNowhere) {
  const Result<FormTerms> terms = ReadFormTerms(*ParseJson("{}"));
  ASSERT_TRUE(terms.ok());
  EXPECT_EQ(terms->kind, "");
  EXPECT_FALSE(terms->sent);
}

TEST(FormTerms, TellWhoMaySend) {
  const std::string kind = R"({"url":"kind","valueCode":"pre-visit"})";
  EXPECT_FALSE(ReadFormTerms(With(kind))->sent);
  const Result<FormTerms> named = ReadFormTerms(With(kind + R"(,{"url":"send","valueCode":"identified"})"));
  EXPECT_TRUE(named->sent && named->identified);
  const Result<FormTerms> anybody = ReadFormTerms(With(kind + R"(,{"url":"send","valueCode":"anyone"})"));
  EXPECT_TRUE(anybody->sent && !anybody->identified);
}

TEST(FormTerms, RefuseWhatTheyDoNotKnowAndNameIt) {
  const std::string kind = R"({"url":"kind","valueCode":"pre-visit"})";
  EXPECT_EQ(ReadFormTerms(With(R"({"url":"prefill","valueBoolean":true})")).error().path, "kind");
  EXPECT_EQ(ReadFormTerms(With(kind + R"(,{"url":"send","valueCode":"all"})")).error().path, "send");
  EXPECT_EQ(ReadFormTerms(With(kind + R"(,{"url":"colour","valueCode":"red"})")).error().path, "colour");
  for (const char* period : {"", "P", "PM", "3M", "P0M", "P3", "P3Y", "P-3M", "P3.5M"}) {
    const std::string part = R"(,{"url":"asked-again-after","valueString":")" + std::string(period) + R"("})";
    EXPECT_EQ(ReadFormTerms(With(kind + part)).error().path, "asked-again-after") << period;
  }
}

TEST(FormTerms, LetAnswersHoldForCalendarMonthsInHelsinki) {
  FormTerms terms;
  terms.asked_again_after_months = 3;
  const Instant answered = At("2026-08-24T12:00:00+03:00");
  EXPECT_TRUE(StillHold(terms, answered, At("2026-11-23T23:59:59+02:00")));
  EXPECT_FALSE(StillHold(terms, answered, At("2026-11-24T00:00:00+02:00")));
  // The day is the one in Helsinki: 21.30 UTC on the 23rd is past midnight on the 24th.
  EXPECT_FALSE(StillHold(terms, At("2026-08-23T20:30:00Z"), At("2026-11-23T22:30:00Z")));
  EXPECT_TRUE(StillHold(terms, At("2026-11-30T09:00:00+02:00"), At("2027-02-27T09:00:00+02:00")));
  EXPECT_FALSE(StillHold(terms, At("2026-11-30T09:00:00+02:00"), At("2027-02-28T09:00:00+02:00")));
}

TEST(FormTerms, LetAnswersHoldForDaysAndNotAtAllWithoutAPeriod) {
  FormTerms terms;
  const Instant answered = At("2026-11-10T12:00:00+02:00");
  EXPECT_FALSE(StillHold(terms, answered, answered));
  terms.asked_again_after_days = 14;
  EXPECT_TRUE(StillHold(terms, answered, At("2026-11-23T12:00:00+02:00")));
  EXPECT_FALSE(StillHold(terms, answered, At("2026-11-24T00:00:00+02:00")));
}

TEST(FormTerms, SayWhatHappensNextInTheResidentsLanguage) {
  const Json form =
      With(R"({"url":"sent","valueString":"Kiitos","_valueString":{"extension":[{"url":)"
           R"("http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"sv"},)"
           R"({"url":"content","valueString":"Tack"}]}]}})");
  EXPECT_EQ(SentText(form, "fi").text, "Kiitos");
  EXPECT_EQ(SentText(form, "sv").text, "Tack");
  EXPECT_EQ(SentText(form, "en").text, "Kiitos");
  EXPECT_EQ(SentText(form, "en").language, "fi");
  EXPECT_EQ(SentText(*ParseJson("{}"), "fi").text, "");
}

}  // namespace
}  // namespace eteinen::form
