// Moving an appointment: the old time is given up only when the new one is certain, and what failed says which holds.
#include <gtest/gtest.h>

#include "tests/core/app/booking_fixture.h"

namespace eteinen::app {
namespace {

constexpr std::string_view kNewStart = "2026-11-24T12:15:00+02:00";

std::string Moved() { return Appointment("booked", "4", "2026-11-24T09:10:00+02:00", kNewStart); }

class Moving : public Booking {
 protected:
  void GoToMove() {
    shell.Answer("POST /fhir/Slot/s1/$hold", 201, Appointment("pending"));
    GoToAppointment();
    shell.Press("appointment.move");
    ASSERT_EQ(shell.path, "/booking/times");
    shell.Press("slots.s1");
    ASSERT_EQ(shell.path, "/booking/check");
  }
};

TEST_F(Moving, TakesThreeScreensAndShowsBothTimesBeforeTheyChange) {
  GoToMove();
  EXPECT_EQ((*shell.Find("move.old"))["value"].AsString(), "keskiviikko 25.11.2026 klo 9.15");
  EXPECT_EQ((*shell.Find("booking.time"))["value"].AsString(), "tiistai 24.11.2026 klo 12.15");
  EXPECT_EQ(shell.requests.back().body, R"({"move":{"reference":"Appointment/a1"}})");
  shell.Answer("PUT /fhir/Appointment/a1", 200, Moved());
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_EQ(shell.Text("page.title"), "Aika on siirretty");
  EXPECT_EQ(shell.Text("booked"),
            "Uusi aika on varattu. Vanha aikasi (keskiviikko 25.11.2026 klo 9.15) on vapautettu muille.");
}

TEST_F(Moving, IsOneWriteOfTheVersionThatWasSeen) {
  GoToMove();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Moved());
  shell.Press("booking.confirm");
  const TestShell::Request& request = shell.requests.back();
  EXPECT_EQ(request.headers["if-match"].AsString(), "W/\"3\"");
  EXPECT_FALSE(request.headers["idempotency-key"].AsString().empty());
  EXPECT_EQ(shell.CountRequests("POST /fhir/Appointment"), 0);
  EXPECT_EQ(shell.CountRequests("DELETE"), 0);
}

TEST_F(Moving, StaysAMoveWhenThePageIsLoadedAgainAmongTheTimes) {
  GoToAppointment();
  shell.Press("appointment.move");
  TestShell fresh("fi", shell.stored, kSession, {{"GET /fhir/Slot?service=kausirokotus", Slots()}});
  ASSERT_EQ(fresh.path, "/booking/times");
  fresh.Answer("POST /fhir/Slot/s1/$hold", 201, Appointment("pending"));
  fresh.Press("slots.s1");
  ASSERT_EQ(fresh.path, "/booking/check");
  EXPECT_EQ((*fresh.Find("move.old"))["value"].AsString(), "keskiviikko 25.11.2026 klo 9.15");
}

TEST_F(Moving, DoesNotOfferTheTimeThatOneHas) {
  GoToAppointment();
  shell.Press("appointment.move");
  shell.Press("days.2026-11-25");
  EXPECT_FALSE(shell.Has("slots.s2"));
  EXPECT_TRUE(shell.Has("slots.s3"));
}

TEST_F(Moving, ChangesTheEntryInTheCalendarAndAddsNone) {
  GoToMove();
  shell.Answer("PUT /fhir/Appointment/a1", 200, Moved());
  shell.Press("booking.confirm");
  shell.Press("booking.calendar");
  EXPECT_NE(shell.calendar.find("UID:a1@eteinen\r\nSEQUENCE:3\r\n"), std::string::npos) << shell.calendar;
  EXPECT_NE(shell.calendar.find("DTSTART:20261124T101500Z\r\n"), std::string::npos);
  EXPECT_NE(shell.calendar.find("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\n"), std::string::npos)
      << "the reminder moves along";
}

TEST_F(Moving, KeepsTheOldTimeWhenTheNewOneIsTaken) {
  GoToMove();
  shell.Answer("PUT /fhir/Appointment/a1", 409, Outcome("slot-taken"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/times");
  EXPECT_EQ(shell.Text("slots.taken"),
            "Joku muu varasi uuden ajan juuri ennen sinua. Nykyinen aikasi on edelleen voimassa. Valitse toinen uusi "
            "aika.");
  EXPECT_TRUE(shell.Has("nearest"));
  shell.Press("back");
  EXPECT_EQ(shell.path, "/appointments/one") << "giving up leads back to the appointment that stands";
}

TEST_F(Moving, FindsOutThatItWasDoneWhenTheAnswerIsLost) {
  GoToMove();
  shell.Fail("PUT /fhir/Appointment/a1", "timeout");
  shell.Answer("GET /fhir/Appointment/a1", 200, Moved());
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/done");
  EXPECT_EQ(shell.Text("page.title"), "Aika on siirretty");
}

TEST_F(Moving, FindsOutThatItWasNotDoneWhenTheAnswerIsLost) {
  GoToMove();
  shell.Fail("PUT /fhir/Appointment/a1", "timeout");
  shell.Answer("GET /fhir/Appointment/a1", 200, Appointment("booked", "3"));
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.path, "/booking/check");
  EXPECT_EQ(shell.Text("problem.uncertain"),
            "Tarkistimme: nykyinen aikasi on edelleen voimassa. Aika ei ole siirtynyt. Yritä uudelleen.");
}

TEST_F(Moving, SaysThatOneOfTheTwoHoldsWhenNothingCanBeFoundOut) {
  GoToMove();
  shell.Fail("PUT /fhir/Appointment/a1", "offline");
  shell.Fail("GET /fhir/Appointment/a1", "offline");
  shell.Press("booking.confirm");
  EXPECT_EQ(shell.Text("problem.uncertain"),
            "Emme tiedä, siirtyikö aika. Sinulla on varattuna joko nykyinen tai uusi aika, ei molempia. Yritä "
            "uudelleen, niin asia selviää.");
  const std::string key = shell.requests[shell.requests.size() - 2].headers["idempotency-key"].AsString();
  shell.Script("PUT /fhir/Appointment/a1", 200, Moved());
  shell.Press("problem.retry");
  EXPECT_EQ(shell.requests.back().headers["idempotency-key"].AsString(), key) << "the same wish, not a second one";
  EXPECT_EQ(shell.path, "/booking/done");
}

TEST_F(Moving, IsRefusedBeforeTheSearchWithTheReasonAndTheWayOn) {
  std::string appointment = Appointment("booked", "3");
  for (const std::string what : {"move", "cancel"}) {
    const std::string yes = R"({"url":")" + what + R"(","valueBoolean":true})";
    const std::string no =
        R"({"url":")" + what + R"(","valueBoolean":false},{"url":")" + what + R"(-refusal","valueCode":"too-late"})";
    appointment.replace(appointment.find(yes), yes.size(), no);
  }
  shell.Script("GET /fhir/Appointment", 200, List(appointment));
  SignIn();
  shell.Press("start.appointments");
  shell.Press("appointments.a1");
  EXPECT_FALSE(shell.Has("appointment.move"));
  EXPECT_FALSE(shell.Has("appointment.cancel"));
  EXPECT_EQ(shell.Text("appointment.no-change"),
            "Aika on niin lähellä, ettei sitä voi enää muuttaa tai perua verkossa. Soita, niin autamme.");
  EXPECT_TRUE(shell.Has("channel.terveysasema-janakkala.go"));
  EXPECT_TRUE(shell.Has("channel.terveysasema-janakkala.hours")) << "and when it is open next";
}

}  // namespace
}  // namespace eteinen::app
