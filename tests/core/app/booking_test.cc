// Find, hold, book, look at, cancel: and never a success that is none.
#include <gtest/gtest.h>

#include <vector>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

TEST_F(Booking, APlacesNameIsMarkedAsFinnishInOtherLanguages) {
  GoToCheck();
  EXPECT_FALSE(shell.Find("booking.place")->Has("detailLang"));
  shell.Press("locale.sv");
  EXPECT_EQ((*shell.Find("booking.place"))["value"].AsString(), "Turengin terveysasema");
  EXPECT_EQ((*shell.Find("booking.place"))["detailLang"].AsString(), "fi");
  EXPECT_FALSE(shell.Find("booking.place")->Has("lang")) << "what it is called is Swedish";
  shell.Press("back");
  EXPECT_EQ((*shell.Find("slots.s2"))["detailLang"].AsString(), "fi");
}

TEST_F(Booking, ShowsDaysWithTheirTimesAndTheTimesOfOneDay) {
  GoToTimes();
  EXPECT_TRUE(shell.Is("days.2026-11-24", "selected"));
  EXPECT_EQ((*shell.Find("days.2026-11-25"))["hint"].AsString(), "2 aikaa");
  EXPECT_EQ(shell.Text("slots.s1"), "12.15");
  EXPECT_FALSE(shell.Has("slots.s2"));
  shell.Press("days.2026-11-25");
  EXPECT_EQ(shell.Text("slots.s2"), "9.15");
  EXPECT_EQ((*shell.Find("slots.s2"))["hint"].AsString(), "Turengin terveysasema");
}

TEST_F(Booking, NoTimeIsTornApartAtTheEndOfALine) {
  GoToTimes();
  EXPECT_NE(shell.last_reply.find("klo\u00A012.15"), std::string::npos);
  EXPECT_EQ(shell.last_reply.find("klo 12.15"), std::string::npos);
}

TEST_F(Booking, NarrowsTheTimesDownToOnePlaceAndThenNamesItNoMore) {
  GoToTimes();
  shell.Press("slots.wishes");
  shell.Set("wish.place", "Tur");
  EXPECT_EQ((*shell.Find("days.2026-11-25"))["hint"].AsString(), "1 aika");
  shell.Press("days.2026-11-25");
  ASSERT_TRUE(shell.Has("slots.s2"));
  EXPECT_FALSE(shell.Find("slots.s2")->Has("hint"));
  EXPECT_FALSE(shell.Has("slots.s3"));
}

TEST_F(Booking, NamesTheFirstTimeThatFitsTheWish) {
  GoToTimes();
  EXPECT_EQ(shell.Text("nearest.s1"), "tiistai 24.11.2026 klo 12.15");
  shell.Press("slots.wishes");
  shell.Set("wish.time", "morning");
  EXPECT_EQ(shell.Text("nearest.s2"), "keskiviikko 25.11.2026 klo 9.15");
  EXPECT_TRUE(shell.Is("days.2026-11-25", "selected"));
  EXPECT_TRUE(shell.Is("days.2026-11-24", "empty"));
}

TEST_F(Booking, ShowsTheNearestTimesWhenNoneFitsTheWish) {
  GoToTimes();
  shell.Press("slots.wishes");
  shell.Set("wish.weekday", "4");
  EXPECT_TRUE(shell.Has("slots.none-fit"));
  EXPECT_TRUE(shell.Has("nearest.s1"));
}

TEST_F(Booking, PassesOverDaysWithoutTimes) {
  shell.Answer("GET /fhir/Slot?service=kausirokotus&start=ge2026-11-24", 200,
               R"({"resourceType":"Bundle","entry":[]})");
  GoToTimes();
  EXPECT_EQ(shell.requests.back().line, "GET /fhir/Slot?service=kausirokotus&start=ge2026-12-22&start=le2027-01-18");
  EXPECT_TRUE(shell.Has("slots.earlier"));
}

TEST_F(Booking, HoldsTheTimeBooksItAndSaysWhatWasBooked) {
  GoToCheck();
  EXPECT_EQ(shell.Text("booking.for"), "Kenelle");
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_EQ(shell.Text("page.title"), "Aika on varattu");
  const TestShell::Request& request = shell.requests.back();
  EXPECT_EQ(request.line, "POST /fhir/Appointment");
  EXPECT_EQ(request.headers["x-person"].AsString(), "p1");
  EXPECT_FALSE(request.headers["idempotency-key"].AsString().empty());
}

TEST_F(Booking, UsesOneKeyForOneWishHoweverOftenItIsTried) {
  GoToCheck();
  shell.Fail("POST /fhir/Appointment", "timeout");
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_TRUE(shell.Has("problem.uncertain")) << "nobody knows whether it was booked, and that is what is said";
  const std::string first = shell.requests.back().headers["idempotency-key"].AsString();
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), first);
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Booking, ADoublePressAsksOnce) {
  GoToCheck();
  shell.Delay("POST /fhir/Appointment");
  shell.Press("booking.confirm");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 1);
  EXPECT_TRUE(shell.Is("booking.confirm", "busy"));
}

TEST_F(Booking, IsNoSuccessUntilTheAnswerSaysBooked) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 200, "<html>ok</html>");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_TRUE(shell.Has("problem.uncertain"));
}

TEST_F(Booking, OffersOtherTimesWhenTheTimeWasTaken) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 409, Outcome("slot-taken"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_EQ(shell.Text("slots.taken"),
            "Joku muu varasi ajan juuri ennen sinua. Valitse toinen aika. Tietosi ovat tallessa.");
  EXPECT_TRUE(shell.Is("days.2026-11-25", "selected")) << "the day that was wished for stays open";
  EXPECT_EQ(shell.Text("nearest"), "Lähimmät vapaat ajat");
  EXPECT_TRUE(shell.Has("nearest.s3"));
}

TEST_F(Booking, WorksWithAnEngineThatCannotHold) {
  shell.Answer("POST /fhir/Slot/s1/$hold", 404, Outcome("not-found"));
  GoToTimes();
  shell.Press("slots.s1");
  EXPECT_EQ(shell.path, "/booking/check");
}

TEST_F(Booking, GivesTheHoldBackWhenOneLeaves) {
  GoToCheck();
  shell.Press("booking.other-time");
  shell.Press("back");
  EXPECT_EQ(shell.CountRequests("DELETE /fhir/Appointment/a1"), 1);
}

TEST_F(Booking, SaysInPlainWordsWhyTheBackendRefusesAndWhoCanHelp) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 422, Outcome("too-late"));
  shell.Press("booking.confirm");
  EXPECT_FALSE(shell.Has("problem.retry")) << "trying again would not help";
  EXPECT_NE(shell.Text("problem").find("ettei sitä voi enää varata"), std::string::npos)
      << "there is no time yet that could be changed or cancelled: " << shell.Text("problem");
  EXPECT_TRUE(shell.Has("channel.terveysasema-janakkala")) << "the line of the person's municipality";
  EXPECT_FALSE(shell.Has("channel.terveysasema-forssan-seutu"));
}

TEST_F(Booking, ShowsTheBookingThatStandsInTheWay) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 409, Outcome("already-booked"));
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked")));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/no");
  shell.Press("appointments.a1");
  EXPECT_EQ(shell.path, "/appointments/one");
}

TEST_F(Booking, AsksNothingWhenTheRulesAlreadySayNo) {
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked")));
  SignIn();
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  EXPECT_EQ(shell.path, "/booking/no");
  EXPECT_EQ(shell.Text("no-booking.reason"), "Sinulla on jo varattu aika tähän palveluun. Katso omat ajat.");
  EXPECT_EQ(shell.CountRequests("GET /fhir/Slot"), 0);
}

TEST_F(Booking, ShowsNoTimesBeforeItIsKnownWhatIsBookedAlready) {
  GoToServicesBeforeTheBookingsAreKnown();
  shell.Press("services.kausirokotus");
  EXPECT_EQ(shell.Text("loading"), "Haetaan vapaita aikoja…");
  EXPECT_FALSE(shell.Has("slots")) << "a time that could not be booked";
  shell.Deliver();
  EXPECT_EQ(shell.path, "/booking/no");
  EXPECT_EQ(shell.focus, "page.title");
  EXPECT_TRUE(shell.Has("appointments.a1"));
}

TEST_F(Booking, ShowsTheTimesWhenItCannotBeKnownWhatIsBooked) {
  shell.Script("GET /fhir/Appointment", 503, "");
  GoToTimes();
  EXPECT_TRUE(shell.Has("slots"));
  EXPECT_FALSE(shell.Has("problem"));
}

TEST_F(Booking, WhoSignsInOnTheWayToTheTimesIsToldOfTheOneBookedAlready) {
  shell.Script("GET /fhir/Appointment", 200, List(Appointment("booked")));
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  shell.Press("test-persons.liisa");
  EXPECT_EQ(shell.path, "/booking/no");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/booking");
}

TEST_F(Booking, EveryWaitAfterAPressSaysWhatIsWaitedFor) {
  shell.ScriptLate("POST /session", 200, kSession);
  SignIn();
  EXPECT_EQ(shell.Text("wait"), "Kirjaudutaan…");
  shell.Deliver();
  EXPECT_FALSE(shell.Has("wait"));
  shell.Press("start.booking");
  shell.Press("services.kausirokotus");
  shell.ScriptLate("POST /fhir/Slot/s1/$hold", 201, Appointment("pending"));
  shell.Press("slots.s1");
  EXPECT_EQ(shell.Text("wait"), "Varmistetaan, että aika on vapaa…");
  shell.Deliver();
  EXPECT_FALSE(shell.Has("wait"));
  shell.ScriptLate("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.Text("wait"), shell.Text("booking.confirm")) << "who hears the page is told what the button says";
  shell.Deliver();
  EXPECT_FALSE(shell.Has("wait"));
}

TEST_F(Booking, AWaitIsSaidOnceWhereTheScreenOnlyWaits) {
  shell.ScriptLate("GET /fhir/Slot", 200, Slots());
  GoToTimes();
  EXPECT_TRUE(shell.Has("loading"));
  EXPECT_FALSE(shell.Has("wait"));
}

std::vector<std::string> KeysIn(const Json& node) {
  std::vector<std::string> keys = {node["key"].AsString()};
  for (const Json& child : node["children"].Items()) {
    for (std::string& key : KeysIn(child)) keys.push_back(std::move(key));
  }
  return keys;
}

TEST_F(Booking, TheListOfServicesStandsAsItIsWhenTheBookingsArrive) {
  GoToServicesBeforeTheBookingsAreKnown();
  ASSERT_TRUE(shell.Has("services.kausirokotus"));
  const std::vector<std::string> before = KeysIn(*shell.Find("page"));
  shell.Deliver();
  EXPECT_EQ((*shell.Find("services.kausirokotus"))["hint"].AsString(),
            "Sinulla on jo varattu aika tähän palveluun. Katso omat ajat.");
  EXPECT_EQ(KeysIn(*shell.Find("page")), before);
}

TEST_F(Booking, ServicesOpenedBeforeItIsKnownWhoIsHereSayWhatIsBookedAfterwards) {
  TestShell early("fi", "", kSession, {{"GET /session", ""}});
  early.Answer("GET /fhir/Appointment", 200, List(Appointment("booked")));
  early.Press("start.booking");
  EXPECT_EQ(early.CountRequests("GET /fhir/Appointment"), 0);
  early.Deliver();
  EXPECT_EQ((*early.Find("services.kausirokotus"))["hint"].AsString(),
            "Sinulla on jo varattu aika tähän palveluun. Katso omat ajat.");
}

TEST_F(Booking, TheListOfServicesIsNotShownBeforeItsRulesAreKnown) {
  TestShell slow("fi", "", "", {{"GET /content/assets/permissions/permissions.json", ""}});
  slow.Press("start.booking");
  EXPECT_EQ(slow.Text("loading"), "Haetaan palveluja…");
  EXPECT_FALSE(slow.Has("services.kausirokotus"));
  slow.Script("GET /content/assets/permissions/permissions.json", 200, FileText("assets/permissions/permissions.json"));
  slow.Deliver();
  EXPECT_FALSE(slow.Has("loading"));
  EXPECT_TRUE(slow.Has("services.kausirokotus"));
}

TEST_F(Booking, ExtendsAHoldOnRequest) {
  GoToCheck();
  EXPECT_EQ(shell.Text("booking.hold"), "Pidämme ajan sinulle klo 9.10 asti.");
  shell.Script("POST /fhir/Slot/s2/$hold", 200, Appointment("pending", "1", "2026-11-24T09:18:00+02:00"));
  shell.Press("booking.extend");
  EXPECT_EQ(shell.Text("booking.hold"), "Pidämme ajan sinulle klo 9.18 asti.");
  EXPECT_EQ(shell.path, "/booking/check");
}

TEST_F(Booking, SaysCalmlyThatAHoldIsOverAndStillBooks) {
  GoToCheck();
  EXPECT_EQ(shell.timer_ms, 8 * 60 * 1000) << "a word two minutes before";
  shell.now = "2026-11-24T07:08:00Z";
  shell.FireTimer();
  EXPECT_EQ(shell.announced,
            "Pidämme ajan sinulle vielä klo 9.10 asti. Jos tarvitset lisää aikaa, paina Tarvitsen lisää aikaa.");
  shell.now = "2026-11-24T07:10:00Z";
  shell.FireTimer();
  EXPECT_EQ(shell.Text("booking.hold"),
            "Emme enää pidä aikaa sinulle. Se voi silti olla vapaa: voit varata sen tai pyytää lisää aikaa.");
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Booking, IsTheSameWishAfterAReload) {
  GoToCheck();
  shell.Fail("POST /fhir/Appointment", "timeout");
  shell.Press("booking.confirm");
  const std::string key = shell.requests.back().headers["idempotency-key"].AsString();
  TestShell again("fi", shell.stored, kSession);
  EXPECT_EQ(again.path, "/booking/check");
  again.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  again.Press("booking.confirm");
  EXPECT_EQ(again.requests.back().headers["idempotency-key"].AsString(), key);
  EXPECT_EQ(again.path, "/booking/done");
}

TEST_F(Booking, IsGoneOnWithWhenItsAddressComesBeforeItIsKnownWhoIsHere) {
  GoToCheck();
  TestShell again("fi", shell.stored, kSession, {{"GET /session", ""}});
  again.Navigate("/booking/check");
  again.Deliver();
  EXPECT_EQ(again.path, "/booking/check");
  EXPECT_TRUE(again.Has("booking.confirm"));
}

TEST_F(Booking, GoesOnAtTheSameTimeAfterTheSessionHasEnded) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 401, Outcome("not-identified"));
  shell.Press("booking.confirm");
  EXPECT_FALSE(shell.Has("channel.terveysasema-janakkala")) << "identifying is the way on; nobody has to be called";
  shell.Press("problem.identify");
  shell.Press("test-persons.liisa");
  EXPECT_EQ(shell.path, "/booking/check");
  shell.Script("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Booking, CancelsOnlyAfterAskingAndNamesTheVersion) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  EXPECT_EQ(shell.path, "/appointments/cancel");
  EXPECT_EQ(shell.CountRequests("PUT"), 0);
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.requests.back().headers["if-match"].AsString(), "W/\"3\"");
  EXPECT_EQ(shell.Text("page.title"), "Aika on peruttu");
  shell.Press("booking.calendar");
  EXPECT_NE(shell.calendar.find("UID:a1@eteinen\r\nSEQUENCE:3\r\n"), std::string::npos);
  EXPECT_NE(shell.calendar.find("STATUS:CANCELLED\r\n"), std::string::npos);
}

TEST_F(Booking, ACancelledTimeIsNotCalledBooked) {
  GoToAppointment();
  EXPECT_EQ(shell.Text("page.title"), "Varattu aika");
  shell.Press("appointment.cancel");
  shell.Answer("PUT /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("cancel.confirm");
  shell.Navigate("/appointments/one");
  EXPECT_EQ(shell.Text("page.title"), "Peruttu aika");
  EXPECT_FALSE(shell.Has("appointment.cancel"));
}

TEST_F(Booking, LooksUpWhatBecameOfACancellingWithoutAnAnswer) {
  GoToAppointment();
  shell.Press("appointment.cancel");
  shell.Fail("PUT /fhir/Appointment/a1", "timeout");
  shell.Answer("GET /fhir/Appointment/a1", 200, Appointment("cancelled", "4"));
  shell.Press("cancel.confirm");
  EXPECT_EQ(shell.path, "/appointments/cancelled");
}

TEST_F(Booking, GivesACalendarEntryInUtc) {
  GoToCheck();
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("booking.confirm");
  shell.Press("booking.calendar");
  EXPECT_NE(shell.calendar.find("DTSTART:20261125T071500Z\r\n"), std::string::npos);
}

// The appointment as an engine gives it that says in the Finnish manner what may be changed.
std::string WithMutable(const std::string& parts) {
  std::string one = Appointment("booked", "3");
  const std::string at = R"("extension":[)";
  return one.insert(
      one.find(at) + at.size(),
      R"({"url":"https://hl7.fi/fhir/finnish-scheduling/StructureDefinition/mutable","extension":[)" + parts + "]},");
}

TEST_F(Booking, OffersNoChangeThatTheEngineItselfForbids) {
  shell.Script("GET /fhir/Appointment", 200,
               List(WithMutable(R"({"url":"Reschedulable","valueBoolean":false},)"
                                R"({"url":"Cancellable","valueBoolean":true})")));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  EXPECT_FALSE(shell.Has("appointment.move"));
  EXPECT_TRUE(shell.Has("appointment.cancel"));
}

TEST_F(Booking, TellsTheEarlierOfTwoLimitsAndOffersNothingAfterIt) {
  shell.Script("GET /fhir/Appointment", 200,
               List(WithMutable(R"({"url":"NotAfter","valueDateTime":"2026-11-24T12:00:00+02:00"})")));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  EXPECT_NE(shell.Text("appointment.until").find("24.11.2026"), std::string::npos) << shell.Text("appointment.until");
  shell.now = "2026-11-24T10:00:01Z";
  shell.Press("back");
  shell.Press("appointments.a1");
  EXPECT_FALSE(shell.Has("appointment.move"));
  EXPECT_FALSE(shell.Has("appointment.cancel"));
}

// Three times at one place, each with what is known of who gives it.
std::string TimesWith(const std::vector<std::string>& facts) {
  std::string entries;
  int number = 0;
  for (const std::string& fact : facts) {
    ++number;
    std::string slot = Slot("s" + std::to_string(number), "2026-11-24T1" + std::to_string(number) + ":15:00+02:00");
    const std::string list = R"("extension":[)";
    if (!fact.empty()) slot.insert(slot.find(list) + list.size(), fact + ",");
    entries += (entries.empty() ? "" : ",") + slot;
  }
  return R"({"resourceType":"Bundle","entry":[)" + entries + "]}";
}

std::string Fact(const std::string& kind, const std::string& word) {
  return R"({"url":"urn:eteinen:)" + kind + R"(","valueCode":")" + word + "\"}";
}

TEST_F(Booking, NarrowsTheTimesDownByLanguageProfessionalAndAccess) {
  struct Case {
    std::string part;
    std::string word;
    std::string other;
  };
  for (const Case& one : {Case{"language", "sv", "fi"}, Case{"gender", "female", "male"},
                          Case{"access", "step-free", "induction-loop"}}) {
    SCOPED_TRACE(one.part);
    TestShell asked("fi", "", kSession);
    asked.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
    asked.Answer("GET /fhir/Slot", 200, TimesWith({Fact(one.part, one.word), Fact(one.part, one.other), ""}));
    asked.Press("start.booking");
    asked.Press("services.kausirokotus");
    asked.Press("slots.wishes");
    const std::string wish = "wish." + one.part;
    ASSERT_TRUE(asked.Has(wish));
    EXPECT_EQ((*asked.Find(wish))["options"].Items().size(), 3U) << "any, and the two that there are";
    asked.Set(wish, one.word);
    EXPECT_EQ((*asked.Find(wish))["value"].AsString(), one.word);
    EXPECT_TRUE(asked.Has("slots.s1"));
    EXPECT_FALSE(asked.Has("slots.s2"));
    EXPECT_FALSE(asked.Has("slots.s3")) << "of what is not known nothing is promised";
    asked.Set(wish, "");
    EXPECT_TRUE(asked.Has("slots.s3"));
  }
}

TEST_F(Booking, OffersNoWishThatWouldChangeNothing) {
  shell.Script("GET /fhir/Slot", 200,
               TimesWith({Fact("language", "fi"), Fact("language", "fi"), Fact("language", "klingon")}));
  GoToTimes();
  shell.Press("slots.wishes");
  EXPECT_FALSE(shell.Has("wish.language")) << "a word without a text is none";
  EXPECT_FALSE(shell.Has("wish.gender"));
  EXPECT_FALSE(shell.Has("wish.access"));
}

TEST_F(Booking, ShowsLaterDaysAndTheEarlierOnesAgain) {
  GoToTimes();
  EXPECT_FALSE(shell.Has("slots.earlier")) << "nothing is before today";
  ASSERT_TRUE(shell.Has("slots.later"));
  shell.Script("GET /fhir/Slot", 200,
               R"({"resourceType":"Bundle","entry":[)" + Slot("s9", "2026-12-29T09:00:00+02:00") + "]}");
  shell.Press("slots.later");
  EXPECT_EQ(shell.requests.back().line, "GET /fhir/Slot?service=kausirokotus&start=ge2026-12-22&start=le2027-01-18");
  EXPECT_EQ(shell.focus, "page.title");
  EXPECT_TRUE(shell.Is("days.2026-12-29", "selected"));
  shell.Script("GET /fhir/Slot", 200, Slots());
  shell.Press("slots.earlier");
  EXPECT_EQ(shell.requests.back().line, "GET /fhir/Slot?service=kausirokotus&start=ge2026-11-24&start=le2026-12-21");
  EXPECT_TRUE(shell.Has("slots.s1"));
  EXPECT_FALSE(shell.Has("slots.earlier"));
}

TEST_F(Booking, ADayOfWhichNoTimeFitsSaysSo) {
  GoToTimes();
  shell.Press("slots.wishes");
  shell.Set("wish.time", "morning");
  ASSERT_TRUE(shell.Is("days.2026-11-24", "empty"));
  shell.Press("days.2026-11-24");
  EXPECT_TRUE(shell.Has("slots.day-empty"));
  EXPECT_FALSE(shell.Has("slots.s1"));
}

TEST_F(Booking, AServiceThatIsBookedForChildrenAloneIsForAnotherAgeToAnAdult) {
  TestShell guardians("fi", "", kSession,
                      {{"GET /fhir/HealthcareService", "[" + FileText("assets/services/lastenneuvola-1v.json") + "]"}});
  guardians.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
  guardians.Press("start.booking");
  const std::string id = (*ParseJson(FileText("assets/services/lastenneuvola-1v.json")))["id"].AsString();
  guardians.Press("services." + id);
  EXPECT_EQ(guardians.path, "/booking/no");
  EXPECT_EQ(guardians.Text("no-booking.reason"), "Palvelu on toisen ikäisille. Soita, niin etsimme sopivan palvelun.");
}

TEST_F(Booking, ATimeThatSomebodyElseTookFirstGivesWayToOthersAtOnce) {
  for (const char* code : {"slot-taken", "slot-gone"}) {
    SCOPED_TRACE(code);
    TestShell late("fi", "", kSession);
    late.Answer("GET /fhir/Appointment", 200, R"({"resourceType":"Bundle","entry":[]})");
    late.Answer("GET /fhir/Slot", 200, Slots());
    late.Answer("POST /fhir/Slot/s1/$hold", 409, Outcome(code));
    late.Press("start.booking");
    late.Press("services.kausirokotus");
    late.Press("slots.s1");
    EXPECT_EQ(late.path, "/booking/times");
    EXPECT_TRUE(late.Has("slots.taken"));
    EXPECT_EQ(late.focus, "page.title");
    EXPECT_EQ(late.CountRequests("GET /fhir/Slot"), 2) << "what is free now";
  }
}

TEST_F(Booking, WhatHoldsForAllTimesIsSaidWhenOneIsChosen) {
  GoToTimes();
  shell.Answer("POST /fhir/Slot/s1/$hold", 403, Outcome("municipality"));
  shell.Press("slots.s1");
  EXPECT_EQ(shell.path, "/booking/no");
  EXPECT_EQ(shell.Text("no-booking.reason"),
            "Palvelu on toisen kunnan asukkaille. Soita, niin etsimme sopivan palvelun.");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/booking");
}

TEST_F(Booking, ATimeThatCannotBeReadIsNotShownAndAHoldThatCannotIsNoHold) {
  std::string slots = Slots();
  slots.replace(slots.find("2026-11-24T12:15"), 16, "2026-11-24 kello");
  shell.Script("GET /fhir/Slot", 200, slots);
  GoToTimes();
  EXPECT_FALSE(shell.Has("days.2026-11-24"));
  EXPECT_TRUE(shell.Is("days.2026-11-25", "selected"));
  shell.Answer("POST /fhir/Slot/s2/$hold", 201, R"({"resourceType":"Appointment","id":"a1"})");
  shell.Press("slots.s2");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_TRUE(shell.Has("problem"));
}

TEST_F(Booking, AVisitThatHasBegunMayBeToldAbout) {
  shell.Script("GET /fhir/Appointment", 200,
               List(Appointment("booked", "3", "2026-11-24T09:10:00+02:00", "2026-11-24T08:15:00+02:00")));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  EXPECT_FALSE(shell.Has("appointment.move"));
  shell.Answer("GET /content/questionnaires.json", 200, R"({"questionnaires":[]})");
  shell.Answer("GET /fhir/QuestionnaireResponse", 200, R"({"resourceType":"Bundle","entry":[]})");
  shell.Press("appointment.feedback");
  EXPECT_EQ(shell.path, "/form/1");
}

TEST_F(Booking, WhatWasBookedWithoutIdentificationIsOpenedFromWhereItWasBooked) {
  shell.Answer("POST /fhir/Slot/s2/$hold", 404, Outcome("not-found"));
  shell.Answer("POST /fhir/Appointment", 201, Appointment("booked"));
  shell.Press("start.booking");
  shell.Press("services.pika-taaperoarki");
  shell.Press("days.2026-11-25");
  shell.Press("slots.s2");
  shell.Press("booking.confirm");
  ASSERT_EQ(shell.path, "/booking/done");
  shell.Press("booking.open");
  EXPECT_EQ(shell.path, "/appointments/one");
  EXPECT_TRUE(shell.Has("appointment.cancel"));
}

}  // namespace
}  // namespace eteinen::app
