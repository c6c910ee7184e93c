// Recommendations from the county's own directory, person by person.
#include "core/channels/recommendation.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

// The id of the municipality's own health station.
std::string StationOf(std::string_view municipality) {
  for (const Channel& channel : County().channels) {
    if (channel.kind == Kind::kVisit && channel.places == County().PlaceOf(municipality)) return channel.id;
  }
  return "none";
}

// Danger --------------------------------------------------------------------------------------------------------------

TEST(Danger, Leads112FirstAndAlone) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kHealth, Urgency::kEmergency)), "hatanumero-112");
  EXPECT_EQ(Doors(Someone().Needing(Need::kBilling, Urgency::kEmergency)), "hatanumero-112");
}

TEST(Danger, BringsTheEmergencyTextToOneWhoCannotSpeak) {
  const Request request =
      Someone().WhoCannotSpeak().Speaking("so").From("Tampere").Needing(Need::kHealth, Urgency::kEmergency);
  EXPECT_EQ(Doors(request), "hatanumero-112 hatatekstiviesti-112");
  EXPECT_EQ(Why(request, "hatatekstiviesti-112"), "emergency-text needs-registration");
}

TEST(Danger, IsAnsweredByTheMatchingEmergencyLineAtOnce) {
  const Someone at_night = Someone().At("2026-11-21 3.00");
  EXPECT_EQ(Doors(at_night.Needing(Need::kHealth, Urgency::kImmediate)), "paivystysapu-116117");
  EXPECT_EQ(Doors(at_night.Needing(Need::kCrisis, Urgency::kImmediate)), "sosiaali-ja-kriisipaivystys-kriisi");
  EXPECT_EQ(Doors(at_night.Needing(Need::kFamilies, Urgency::kImmediate)), "sosiaali-ja-kriisipaivystys");
  EXPECT_EQ(Doors(at_night.Needing(Need::kMaternity, Urgency::kImmediate)),
            "synnytyksen-kiiretilanne paivystysapu-116117");
  EXPECT_EQ(Doors(at_night.Needing(Need::kOralHealth, Urgency::kImmediate)), "paivystysapu-116117");
}

TEST(Danger, OfAToothOnAWeekdayGoesToUrgentDentalCare) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kOralHealth, Urgency::kImmediate)), "suun-kiireellinen paivystysapu-116117");
}

TEST(Danger, DoesNotWaitForTheOwnTeam) {
  EXPECT_EQ(WhyNot(Someone().WithOwnTeam("tiimi-4").Needing(Need::kHealth, Urgency::kImmediate), "oma-tiimi"),
            "not-this-urgency");
}

TEST(Danger, OfAPoisoningHasALineThatNoNeedLeadsTo) {
  EXPECT_EQ(WhyNot(Someone().Needing(Need::kHealth, Urgency::kImmediate), "myrkytystietokeskus"), "special-matter");
}

// Today and within three days -----------------------------------------------------------------------------------------

TEST(Today, AnAdultWithFeverCallsTheMedicalHelplineOrChats) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kHealth, Urgency::kToday)), "paivystysapu-116117 terveys-chat-nurse");
}

TEST(Today, ASwedishSpeakingParentAtNightCallsTheMedicalHelpline) {
  EXPECT_EQ(Doors(Someone()
                      .Of(2)
                      .Speaking("sv-FI")
                      .For(ActingFor::kGuardian)
                      .At("2026-11-25 2.30")
                      .Needing(Need::kChildHealth, Urgency::kToday)),
            "paivystysapu-116117 terveys-chat-nurse@2026-11-25T08:00");
}

TEST(Today, ADeafAdultOfJanakkalaWithToothacheOnSaturdayWritesToTheMedicalHelpline) {
  const Request request =
      Someone().From("Janakkala").WhoCannotSpeak().At("2026-11-21 12.00").Needing(Need::kOralHealth, Urgency::kToday);
  EXPECT_EQ(Doors(request), "paivystysapu-116117-teksti");
  EXPECT_EQ(Why(request, "paivystysapu-116117-teksti"), "open-now passes-on by-text");
  EXPECT_EQ(WhyNot(request, "suun-kiireellinen-teksti-janakkala-riihimaki"), "opens-too-late");
  EXPECT_EQ(WhyNot(request, "suun-kiireellinen-teksti-hameenlinna"), "not-this-municipality");
  EXPECT_EQ(WhyNot(request, "suun-kiireellinen"), "needs-speaking");
}

TEST(Today, ADeafAdultOfJanakkalaWithToothacheOnTuesdayWritesToUrgentDentalCare) {
  EXPECT_EQ(Doors(Someone().From("Janakkala").WhoCannotSpeak().Needing(Need::kOralHealth, Urgency::kToday)),
            "suun-kiireellinen-teksti-janakkala-riihimaki paivystysapu-116117-teksti");
}

TEST(Today, SomeoneWithoutFinnishWritesAndIsCalledBackWithAnInterpreter) {
  const Request request = Someone().Speaking("uk").Needing(Need::kHealth, Urgency::kToday);
  EXPECT_EQ(Doors(request), "paivystysapu-116117-teksti");
  EXPECT_EQ(Why(request, "paivystysapu-116117-teksti"), "open-now solves-at-once interpreter");
  EXPECT_EQ(WhyNot(request, "paivystysapu-116117"), "not-this-language");
}

TEST(Immediate, SomeoneWithoutFinnishIsGivenTheLineAfterTheInterpretersNumber) {
  const Request labour = Someone().Speaking("en").Needing(Need::kMaternity, Urgency::kImmediate);
  EXPECT_EQ(Doors(labour), "paivystysapu-116117-teksti synnytyksen-kiiretilanne paivystysapu-116117");
  EXPECT_EQ(Why(labour, "synnytyksen-kiiretilanne"), "open-now solves-at-once call-all-the-same");
  const Request crisis = Someone().Speaking("so").Needing(Need::kCrisis, Urgency::kImmediate);
  EXPECT_EQ(Doors(crisis), "sosiaali-ja-kriisipaivystys-teksti sosiaali-ja-kriisipaivystys-kriisi");
  // What has time waits for the language.
  EXPECT_EQ(WhyNot(Someone().Speaking("en").Needing(Need::kMaternity, Urgency::kToday), "synnytyksen-kiiretilanne"),
            "not-this-language");
}

TEST(Today, EndsAtMidnight) {
  const Someone late = Someone().At("2026-11-24 23.50");
  EXPECT_EQ(WhyNot(late.Needing(Need::kHealth, Urgency::kToday), "terveys-chat-nurse"), "opens-too-late");
}

TEST(WithinThreeDays, AWeekdayMatterGoesToTheOrdinaryLinesBeforeTheMedicalHelpline) {
  EXPECT_EQ(Doors(Someone().From("Hattula").Needing(Need::kHealth, Urgency::kWithin3Days)),
            "terveys-chat-nurse terveysasema-hameenlinnan-alue paivystysapu-116117");
}

TEST(WithinThreeDays, ACrisisGoesToTheCountysOwnLineFirst) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kCrisis, Urgency::kWithin3Days)),
            "sosiaali-ja-kriisipaivystys-kriisi nollalinja kriisipuhelin");
}

TEST(WithinThreeDays, OnFridayNightTheMedicalHelplineIsOpenNowAndTheOthersOnMonday) {
  EXPECT_EQ(Doors(Someone().From("Loppi").At("2026-11-20 22.00").Needing(Need::kHealth, Urgency::kWithin3Days)),
            "paivystysapu-116117 terveys-chat-nurse@2026-11-23T08:00 terveysasema-riihimaen-seutu@2026-11-23T08:00");
}

TEST(WithinThreeDays, AtChristmasNothingButTheMedicalHelplineOpensInTime) {
  const Request request = Someone().At("2026-12-23 21.00").Needing(Need::kHealth, Urgency::kWithin3Days);
  EXPECT_EQ(Doors(request), "paivystysapu-116117");
  EXPECT_EQ(WhyNot(request, "terveys-chat-nurse"), "opens-too-late");
}

// Routine, self-care, administration ----------------------------------------------------------------------------------

TEST(Routine, EachMunicipalityHasTheHealthStationLineOfItsArea) {
  const std::pair<const char*, const char*> lines[] = {
      {"Forssa", "terveysasema-forssan-seutu"},          {"Humppila", "terveysasema-forssan-seutu"},
      {"Jokioinen", "terveysasema-forssan-seutu"},       {"Tammela", "terveysasema-forssan-seutu"},
      {"Ypäjä", "terveysasema-forssan-seutu"},           {"Hattula", "terveysasema-hameenlinnan-alue"},
      {"Hämeenlinna", "terveysasema-hameenlinnan-alue"}, {"Janakkala", "terveysasema-janakkala"},
      {"Hausjärvi", "terveysasema-riihimaen-seutu"},     {"Loppi", "terveysasema-riihimaen-seutu"},
      {"Riihimäki", "terveysasema-riihimaen-seutu"}};
  for (const auto& [municipality, line] : lines) {
    EXPECT_EQ(Doors(Someone().From(municipality).Needing(Need::kHealth, Urgency::kRoutine)),
              "terveys-chat-nurse " + std::string(line) + " puhelinvaihde " + StationOf(municipality));
  }
}

TEST(Routine, SomeoneFromElsewhereIsHelpedByChatAndSwitchboard) {
  EXPECT_EQ(Doors(Someone().From("Tampere").Needing(Need::kHealth, Urgency::kRoutine)),
            "terveys-chat-nurse puhelinvaihde");
}

TEST(Routine, MattersNeverGoToTheMedicalHelpline) {
  for (std::size_t need = 0; need < kNeeds; ++need) {
    for (const Urgency urgency : {Urgency::kRoutine, Urgency::kSelfCare, Urgency::kAdmin}) {
      if (!County().needs[need].urgencies.Has(urgency)) continue;
      const Request request = Someone().At("2026-11-21 3.00").Needing(static_cast<Need>(need), urgency);
      EXPECT_NE(WhyNot(request, "paivystysapu-116117"), "recommended") << Name(request.need);
    }
  }
}

TEST(Routine, ATeenagersWorryGoesToTheFamiliesLineNotToTheAdultsOne) {
  const Request request = Someone().Of(15).Needing(Need::kMentalHealth, Urgency::kRoutine);
  EXPECT_EQ(Doors(request), "terveys-chat-nurse lapsiperheet-nuoret puhelinvaihde");
  EXPECT_EQ(WhyNot(request, "mielenterveys-ja-paihdepalvelut"), "too-young");
}

TEST(Routine, AnAdultsWorryGoesToTheMentalHealthChatOrLine) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kMentalHealth, Urgency::kRoutine)),
            "mipa-chat mielenterveys-ja-paihdepalvelut terapianavigaattori terveys-chat-nurse");
}

TEST(Routine, CarersGoByTheAgeOfTheOneCaredFor) {
  EXPECT_EQ(Doors(Someone().Of(64).Needing(Need::kCarers, Urgency::kRoutine)),
            "vammaissosiaalityo-omaishoitajat info-chat puhelinvaihde");
  EXPECT_EQ(Doors(Someone().Of(65).Needing(Need::kCarers, Urgency::kRoutine)),
            "ikaihmiset-omaishoitajat info-chat puhelinvaihde");
}

TEST(Routine, SomeoneWithoutFinnishIsCounselledInTheirLanguage) {
  EXPECT_EQ(Doors(Someone().Speaking("en").At("2026-11-23 10.00").Needing(Need::kHealth, Urgency::kRoutine)),
            "monikielinen-neuvonta monikielinen-neuvonta-teksti");
}

TEST(Routine, FamilyPlanningIsBookedByOneWhoIsIdentified) {
  const Someone person = Someone().Of(25);
  EXPECT_EQ(Doors(Someone(person).Identified().Needing(Need::kFamilyPlanning, Urgency::kRoutine)),
            "ajanvaraus-perhesuunnittelu perhesuunnittelu neuvola-chat puhelinvaihde");
  EXPECT_EQ(WhyNot(person.Needing(Need::kFamilyPlanning, Urgency::kRoutine), "ajanvaraus-perhesuunnittelu"),
            "needs-identification");
}

TEST(SelfCare, StartsWithTheWellbeingSiteAndKeepsAPhone) {
  EXPECT_EQ(Doors(Someone().Identified().Needing(Need::kHealth, Urgency::kSelfCare)),
            "hyvinvointisi-tueksi terveys-chat-nurse terveysasema-hameenlinnan-alue etaryhma-elintavat");
}

TEST(SelfCare, KeepsAPhoneAlsoWhenTheDigitalOnesAreBetter) {
  const Request at_night = Someone().At("2026-11-25 2.30").Identified().Needing(Need::kHealth, Urgency::kSelfCare);
  EXPECT_EQ(
      Doors(at_night),
      "hyvinvointisi-tueksi etaryhma-elintavat etaryhma-diabetes terveysasema-hameenlinnan-alue@2026-11-25T08:00");
  EXPECT_EQ(Why(at_night, "terveysasema-hameenlinnan-alue"), "opens-in-time solves-at-once your-area not-digital");
  EXPECT_EQ(WhyNot(at_night, "terveys-chat-nurse"), "others-first");
}

TEST(SelfCare, RemoteGroupsAreForOneselfOnly) {
  EXPECT_EQ(WhyNot(Someone().Identified().For(ActingFor::kMandate).Needing(Need::kHealth, Urgency::kSelfCare),
                   "etaryhma-elintavat"),
            "not-on-behalf");
}

TEST(Chat, IsLeftOutWhereWhoeverActsForAnotherMayNotChat) {
  Request request = Someone().Identified().For(ActingFor::kGuardian).Of(8).Needing(Need::kHealth, Urgency::kToday);
  ASSERT_EQ(WhyNot(request, "terveys-chat-nurse"), "recommended");
  request.may_chat = false;
  EXPECT_EQ(WhyNot(request, "terveys-chat-nurse"), "not-on-behalf");
  request.acting_for = ActingFor::kNone;
  EXPECT_EQ(WhyNot(request, "terveys-chat-nurse"), "recommended") << "nobody is acted for";
}

TEST(Admin, AnOlderPersonsBillGoesToItsOwnLine) {
  EXPECT_EQ(Doors(Someone().Of(80).Needing(Need::kBilling, Urgency::kAdmin)),
            "info-chat asiakaslaskutus-ikaihmiset asiakaslaskutus puhelinvaihde");
}

TEST(Admin, SomeoneWhoNeedsHelpWithDevicesIsNotSentToAChatFirst) {
  EXPECT_EQ(Doors(Someone().Needing(Need::kDigitalSupport, Urgency::kAdmin)), "puhelinvaihde info-chat");
}

TEST(Admin, MovingADentalTimeHasChatHoursOfItsOwn) {
  EXPECT_EQ(Doors(Someone().At("2026-11-24 13.59").Needing(Need::kOralHealth, Urgency::kAdmin)),
            "suun-chat-ajat suun-kiireeton puhelinvaihde");
  EXPECT_EQ(Doors(Someone().At("2026-11-24 14.30").Needing(Need::kOralHealth, Urgency::kAdmin)),
            "suun-kiireeton puhelinvaihde suun-chat-ajat@2026-11-25T08:00");
}

// Urgencies that a need cannot have -----------------------------------------------------------------------------------

TEST(UrgencyOfNeed, ABillIsNeverForToday) {
  const Request request = Someone().Needing(Need::kBilling, Urgency::kToday);
  EXPECT_EQ(Doors(request), "info-chat asiakaslaskutus puhelinvaihde");
  EXPECT_EQ(Why(request, "asiakaslaskutus"), "open-now solves-at-once urgency-of-need");
}

TEST(UrgencyOfNeed, OneThatAllowsNoneIsAnsweredAsAnEmergency) {
  EXPECT_EQ(AnsweredUrgency(NeedRules{}, Urgency::kRoutine), Urgency::kEmergency);
}

TEST(UrgencyOfNeed, ACrisisIsNeverRoutine) {
  EXPECT_EQ(Recommend(County(), Someone().Needing(Need::kCrisis, Urgency::kRoutine)).urgency, Urgency::kWithin3Days);
  EXPECT_EQ(Recommend(County(), Someone().Needing(Need::kCrisis, Urgency::kAdmin)).urgency, Urgency::kWithin3Days);
}

// The own team --------------------------------------------------------------------------------------------------------

TEST(OwnTeam, ComesFirstOnWeekdaysAlsoWhenItIsUrgent) {
  const Someone person = Someone().WithOwnTeam("tiimi-4");
  EXPECT_EQ(Doors(person.Needing(Need::kHealth, Urgency::kToday)), "tiimi-4 paivystysapu-116117 terveys-chat-nurse");
  EXPECT_EQ(Doors(person.Needing(Need::kHealth, Urgency::kRoutine)),
            "tiimi-4 terveys-chat-nurse terveysasema-hameenlinnan-alue puhelinvaihde");
}

TEST(OwnTeam, KnowsTheChildrenTooButNotTeethOrBills) {
  const Someone person = Someone().WithOwnTeam("tiimi-4");
  EXPECT_EQ(Doors(person.Needing(Need::kChildHealth, Urgency::kToday)).substr(0, 8), "tiimi-4 ");
  EXPECT_EQ(WhyNot(person.Needing(Need::kOralHealth, Urgency::kToday), "oma-tiimi"), "not-this-need");
  EXPECT_EQ(WhyNot(person.Needing(Need::kBilling, Urgency::kAdmin), "oma-tiimi"), "not-this-need");
}

TEST(OwnTeam, WaitsBehindWhatIsOpenNow) {
  EXPECT_EQ(Doors(Someone().WithOwnTeam("tiimi-4").At("2026-11-24 6.00").Needing(Need::kHealth, Urgency::kToday)),
            "paivystysapu-116117 tiimi-4@2026-11-24T08:00 terveys-chat-nurse@2026-11-24T08:00");
}

TEST(OwnTeam, KeepsItsOwnHours) {
  Request request = Someone().WithOwnTeam("tiimi-4").Needing(Need::kHealth, Urgency::kRoutine);
  request.person.own_team->hours = OpeningHours{{{WeekdaySet::All(), At(12), At(13)}}, {}, {}};
  EXPECT_EQ(Doors(request), "terveys-chat-nurse terveysasema-hameenlinnan-alue puhelinvaihde tiimi-4@2026-11-24T12:00");
}

TEST(OwnTeam, IsNotForThoseWithoutOne) {
  EXPECT_EQ(WhyNot(Someone().Needing(Need::kHealth, Urgency::kRoutine), "oma-tiimi"), "no-own-team");
}

// Every answer --------------------------------------------------------------------------------------------------------

TEST(EveryRecommendation, KeepsTheRulesOfOrder) {
  std::mt19937 random(11);
  const auto pick = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  const char* const languages[] = {"fi", "sv", "en", "ar"};
  for (int round = 0; round < 20000; ++round) {
    Request request =
        Someone()
            .Of(pick(0, 95))
            .Speaking(languages[pick(0, 3)])
            .Needing(static_cast<Need>(pick(0, kNeeds - 1)), static_cast<Urgency>(pick(0, kUrgencies - 1)));
    const auto place = static_cast<std::size_t>(pick(0, 11));
    request.person.municipality = place < 11 ? County().municipalities[place] : "Turku";
    request.cannot_speak_on_phone = pick(0, 1) == 1;
    request.identified = pick(0, 1) == 1;
    request.acting_for = static_cast<ActingFor>(pick(0, 2));
    request.now = request.now + pick(0, 2 * 365 * 24 * 4) * 15 * kMinute;
    if (pick(0, 4) == 0) request.person.own_team = OwnTeam{"tiimi-4", std::nullopt};

    const Recommendation answer = Recommend(County(), request);
    ASSERT_FALSE(answer.channels.empty());
    ASSERT_LE(answer.channels.size(), 4U);
    ASSERT_EQ(answer.channels.size() + answer.excluded.size(), County().channels.size());
    bool open = true;
    bool by_phone = false;
    for (const Recommended& recommended : answer.channels) {
      ASSERT_GT(recommended.because.count, 0);
      if (!recommended.because.Has(Reason::kNotDigital)) {
        ASSERT_TRUE(open || !recommended.open_now) << "closed before open";
      }
      open = open && recommended.open_now;
      ASSERT_TRUE(recommended.open_now || recommended.opens_at <= answer.latest);
      by_phone = by_phone || IsByPhone(recommended.channel->kind);
      if (answer.urgency == Urgency::kImmediate) {
        ASSERT_TRUE(recommended.channel->emergency_line);
      }
    }
    ASSERT_TRUE(by_phone);
  }
}

}  // namespace
}  // namespace eteinen::channels
